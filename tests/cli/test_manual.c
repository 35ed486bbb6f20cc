/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void every_command_has_a_page_of_the_same_text_as_its_help(void **state) {
    (void)state;
    static const char *const commands[] = {"accept", "cite", "export",  "import", "panel",
                                           "rank",   "read", "sources", "tie"};
    static const char *const headings[] = {".SH NAME",    ".SH SYNOPSIS",    ".SH DESCRIPTION",
                                           ".SH OPTIONS", ".SH EXIT STATUS", ".SH EXAMPLES"};
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++) {
        char command[64];
        snprintf(command, sizeof command, "--manual %s", commands[c]);
        char *out = assert_done(command);
        assert_int_equal(strncmp(out, ".TH ENTENTE-", 12), 0);
        for (size_t h = 0; h < sizeof headings / sizeof headings[0]; h++)
            if (strstr(out, headings[h]) == NULL) fail_msg("%s lacks %s", command, headings[h]);
        free(out);
    }
    char *out = assert_done("--manual");
    assert_non_null(strstr(out, ".SH ENVIRONMENT"));
    free(out);
}

static void an_unknown_page_is_wrong_usage(void **state) {
    (void)state;
    assert_usage("--manual nosuch", "no command 'nosuch'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_has_a_page_of_the_same_text_as_its_help),
        cmocka_unit_test(an_unknown_page_is_wrong_usage),
    };
    return RUN_TESTS(tests);
}
