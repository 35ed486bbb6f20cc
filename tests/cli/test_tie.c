/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--years", "--third", "--evidence", "--lang",
                                          "--json",  "--html",  "--db",       NULL};
    assert_helps("tie", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("tie", "expected two actors");
    assert_usage("tie CHN", "expected two actors");
    assert_usage("tie CHN RUS USA", "unexpected argument 'USA'");
    assert_usage("tie CHN RUS --lang fr", "--lang: expected en or zh, found 'fr'");
    assert_usage("tie CHN RUS --json --html x.html", "--json and --html exclude each other");
    assert_usage("tie CHN RUS --years", "requires an argument");
}

static void json_parses_and_says_whom_it_is_about(void **state) {
    (void)state;
    static const char *const commands[] = {"tie CHN RUS --json", "tie CHN RUS --json --evidence",
                                           "tie CHN RUS --json --years 2001-2007",
                                           "tie BTN PRY --json", "tie CHN RUS --json --lang zh"};
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++) {
        json_error_t why;
        char *out = assert_done_with(&(struct setting){.db = small_store()}, commands[c]);
        json_t *root = json_loads(out, JSON_REJECT_DUPLICATES, &why);
        if (root == NULL) fail_msg("%s: %s", commands[c], why.text);
        assert_int_equal(json_integer_value(json_object_get(root, "schema")), 1);
        json_decref(root);
        free(out);
    }
}

static void text_names_the_two_in_the_language_asked_for(void **state) {
    (void)state;
    struct setting setting = {.db = small_store()};
    char *out = assert_done_with(&setting, "tie CHN RUS --evidence");
    assert_non_null(strstr(out, "China"));
    assert_non_null(strstr(out, "Russia"));
    assert_non_null(strstr(out, "Peace Mission 2007"));
    free(out);
    out = assert_done_with(&setting, "tie CHN RUS --lang zh");
    assert_non_null(strstr(out, "中国"));
    assert_non_null(strstr(out, "俄罗斯"));
    free(out);
}

static void the_same_call_gives_the_same_bytes(void **state) {
    (void)state;
    static const char *const commands[] = {"tie CHN RUS --evidence", "tie CHN RUS --json",
                                           "tie CHN RUS --html -"};
    for (size_t c = 0; c < 3; c++) {
        char *first = assert_done_with(&(struct setting){.db = small_store()}, commands[c]);
        char *second = assert_done_with(&(struct setting){.db = small_store()}, commands[c]);
        assert_string_equal(first, second);
        free(first);
        free(second);
    }
}

static void a_page_is_written_whole_or_not_at_all(void **state) {
    (void)state;
    char command[1024];
    const char *folder = scratch_path("pages");
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(command, sizeof command, "tie CHN RUS --html %s/page.html", folder);
    assert_fails_with(&(struct setting){.db = small_store(), .file_limit = 512}, command,
                      "page.html: cannot write: File too large");
    assert_int_equal(count_files(folder, "page"), 0);
    char *out = assert_done_with(&(struct setting){.db = small_store()}, command);
    assert_string_equal(out, "");
    free(out);
    char *page = slurp(scratch_path("pages/page.html"));
    assert_non_null(strstr(page, "</html>"));
    free(page);
    assert_int_equal(count_files(folder, "page"), 1);
}

static void an_actor_has_no_ties_with_itself(void **state) {
    (void)state;
    struct run run = run_with(&(struct setting){.db = small_store()}, "tie CHN 710");
    assert_true(run.status == 1 || run.status == 2);
    assert_int_equal(count_lines(run.error), 1);
    assert_string_equal(run.out, "");
    free_run(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(json_parses_and_says_whom_it_is_about),
        cmocka_unit_test(text_names_the_two_in_the_language_asked_for),
        cmocka_unit_test(the_same_call_gives_the_same_bytes),
        cmocka_unit_test(a_page_is_written_whole_or_not_at_all),
        cmocka_unit_test(an_actor_has_no_ties_with_itself),
    };
    return RUN_TESTS(tests);
}
