/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--db", NULL};
    assert_helps("cite", options);
}

static void without_names_every_source_and_the_program_are_cited(void **state) {
    (void)state;
    char *out = assert_done_with(&(struct setting){.db = small_store()}, "cite");
    assert_non_null(strstr(out, "% us-troops to 2007\n@article{allen2022global,"));
    assert_non_null(strstr(out, "@software{entente,"));
    free(out);
}

static void columns_cite_the_sources_that_cover_them(void **state) {
    (void)state;
    struct setting setting = {.db = small_store()};
    char *out = assert_done_with(&setting, "cite troops_12");
    assert_non_null(strstr(out, "allen2022global"));
    free(out);
    out = assert_done_with(&setting, "cite exercises");
    assert_null(strstr(out, "allen2022global"));
    free(out);
    out = assert_done_with(&setting, "cite us-troops");
    assert_non_null(strstr(out, "allen2022global"));
    free(out);
}

static void an_unknown_name_is_a_failure_before_anything_is_printed(void **state) {
    (void)state;
    struct run run = run_with(&(struct setting){.db = small_store()}, "cite us-troops nosuch");
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.error, "entente: 'nosuch' is neither a source of the store"));
    assert_int_equal(count_lines(run.error), 1);
    assert_string_equal(run.out, "");
    free_run(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(without_names_every_source_and_the_program_are_cited),
        cmocka_unit_test(columns_cite_the_sources_that_cover_them),
        cmocka_unit_test(an_unknown_name_is_a_failure_before_anything_is_printed),
    };
    return RUN_TESTS(tests);
}
