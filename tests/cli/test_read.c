/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static const char page[] =
    "China and Russia signed an agreement on military cooperation in 2017.\n\n"
    "中国和俄罗斯在2017年签署了军事合作协议。\n\n"
    "The weather was fine on that day.\n\n"
    "Флоты двух стран провели учения.\n\n"
    "昨天孩子们没有去学校。\n";

static char *read_page(const char *name, const char *text, const char *command, int status) {
    char words[1024];
    scratch_file(name, text, strlen(text));
    snprintf(words, sizeof words, "%s %s", command, scratch_path(name));
    struct run run = run_program(words);
    assert_int_equal(run.status, status);
    free(run.error);
    return run.out;
}

static void help_names_options_and_examples(void **state) {
    (void)state;
    assert_helps("read", (const char *const[]){"--align", "--json", "--form", "--jsonl", "--all",
                                               "--date", "--lang", "--model", "--stream",
                                               "--review", "--train", NULL});
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("read --json page.txt", "--json goes with --align");
    assert_usage("read --align --jsonl page.txt", "--align goes with neither --jsonl nor --all");
    assert_usage("read --date yesterday x", "--date: expected YYYY, YYYY-MM or YYYY-MM-DD");
    assert_usage("read --lang fr x", "--lang: expected en or zh, found 'fr'");
    assert_usage("read --align --form doc x", "--form: expected text, html or jsonl, found 'doc'");
}

static void a_page_stands_beside_its_translation(void **state) {
    (void)state;
    char *out = read_page("page.txt", page, "read --align", 0);
    assert_non_null(strstr(out, "China and Russia signed an agreement on"));
    assert_non_null(strstr(out, "[a paragraph in another language, skipped]"));
    assert_non_null(strstr(out, "English without Chinese: 1 of 2 sentences\n"
                                "  paragraph 3: The weather was fine on that day.\n"));
    assert_non_null(strstr(out, "Chinese without English: 1 of 2 sentences\n"
                                "  paragraph 5: 昨天孩子们没有去学校。\n"));
    free(out);
}

static void json_gives_links_and_what_lacks_one(void **state) {
    (void)state;
    char *out = read_page("page.txt", page, "read --align --json", 0);
    json_t *root = json_loads(out, 0, NULL);
    assert_non_null(root);
    assert_int_equal(count_lines(out), 1);
    assert_int_equal(json_array_size(json_object_get(root, "paragraphs")), 5);
    const json_t *links = json_object_get(json_object_get(root, "links"), "sentences");
    assert_int_equal(json_array_size(links), 1);
    const json_t *english = json_object_get(json_object_get(root, "untranslated"), "en");
    assert_int_equal(json_array_size(english), 1);
    assert_int_equal(json_integer_value(json_array_get(english, 0)), 2);
    json_decref(root);
    free(out);
}

static void a_bad_line_of_a_stream_fails_and_the_rest_is_read(void **state) {
    (void)state;
    char *out = read_page("s.jsonl", "{\"text\":\"It is one.\"}\nbad\n{\"text\":\"It is two.\"}\n",
                          "read --align --json --form jsonl", 1);
    assert_int_equal(count_lines(out), 2);
    free(out);
    assert_fails("read --align /nonexistent/page", "/nonexistent/page: cannot open");
}

static void candidates_are_printed_with_their_quotes(void **state) {
    (void)state;
    char *out = read_page("page.txt", page, "read --date 2018-11-16", 0);
    assert_non_null(strstr(out, "1 candidate in 4 sentences"));
    assert_non_null(strstr(out, "1 paragraph in another language, skipped"));
    assert_non_null(strstr(out, "|  China - Russia  |  "));
    assert_non_null(strstr(out, "      China and Russia signed an agreement on military "
                                "cooperation in 2017.\n"
                                "      中国和俄罗斯在2017年签署了军事合作协议。\n"
                                "      asserted, says the author\n"));
    free(out);
    out = read_page("page.txt", page, "read --lang zh", 0);
    assert_non_null(strstr(out, "|  中国 - 俄罗斯  |  "));
    free(out);
}

static void a_stream_gives_a_line_of_json_a_candidate(void **state) {
    (void)state;
    char *out = read_page("s.jsonl",
                          "{\"id\":\"a\",\"text\":\"India and Japan held a joint exercise.\"}\n"
                          "{\"text\":\"The weather was fine on that day.\"}\n"
                          "{\"id\":\"c\",\"date\":\"2018-11-16\","
                          "\"text\":\"Iran sold drones to Russia in May.\"}\n",
                          "read --stream --jsonl", 0);
    assert_int_equal(count_lines(out), 2);
    char *second = strchr(out, '\n');
    assert_non_null(second);
    *second++ = '\0';
    json_t *first = json_loads(out, 0, NULL);
    json_t *last = json_loads(second, 0, NULL);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(first, "document"), "id")), "a");
    assert_string_equal(json_string_value(json_object_get(json_object_get(last, "when"), "first")),
                        "2018-05");
    json_decref(first);
    json_decref(last);
    free(out);
}

static void bad_input_has_a_clear_outcome(void **state) {
    (void)state;
    char *out = read_page("empty.txt", "", "read --jsonl", 0);
    assert_string_equal(out, "");
    free(out);
    out = read_page("s.jsonl", "{\"text\":\"It is one.\"}\nbad\n", "read --jsonl --stream", 1);
    free(out);
    assert_fails("read /nonexistent/page", "/nonexistent/page: cannot open");
    scratch_file("no-model", "nothing", 7);
    char words[1024];
    snprintf(words, sizeof words, "read --model %s %s", scratch_path("no-model"),
             scratch_path("empty.txt"));
    assert_fails(words, "no-model");
}

static void a_reader_that_goes_away_ends_the_program(void **state) {
    (void)state;
    const char *path = scratch_file("page.txt", page, sizeof page - 1);
    char words[1024];
    snprintf(words, sizeof words, "read --jsonl --all %s", path);
    struct run run = run_with(&(struct setting){.no_reader = true}, words);
    assert_int_equal(run.status, 128 + SIGPIPE);
    assert_string_equal(run.error, "");
    free_run(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(a_page_stands_beside_its_translation),
        cmocka_unit_test(json_gives_links_and_what_lacks_one),
        cmocka_unit_test(a_bad_line_of_a_stream_fails_and_the_rest_is_read),
        cmocka_unit_test(candidates_are_printed_with_their_quotes),
        cmocka_unit_test(a_stream_gives_a_line_of_json_a_candidate),
        cmocka_unit_test(bad_input_has_a_clear_outcome),
        cmocka_unit_test(a_reader_that_goes_away_ends_the_program),
    };
    return RUN_TESTS(tests);
}
