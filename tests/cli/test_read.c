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
    assert_helps("read",
                 (const char *const[]){"--align", "--json", "--form", "--review", "--train", NULL});
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("read page.txt", "expected --align");
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(a_page_stands_beside_its_translation),
        cmocka_unit_test(json_gives_links_and_what_lacks_one),
        cmocka_unit_test(a_bad_line_of_a_stream_fails_and_the_rest_is_read),
    };
    return RUN_TESTS(tests);
}
