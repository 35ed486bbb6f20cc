/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--json", "--db", NULL};
    assert_helps("sources", options);
}

static void it_takes_no_arguments(void **state) {
    (void)state;
    assert_usage("sources atop", "expected no arguments");
}

static void json_lists_sources_with_rows_years_and_coverage(void **state) {
    (void)state;
    char *out = assert_done_with(&(struct setting){.db = small_store()}, "sources --json");
    json_t *root = json_loads(out, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    const json_t *sources = json_object_get(root, "sources");
    assert_int_equal(json_array_size(sources), 2);
    const json_t *troops = json_array_get(sources, 1);
    assert_string_equal(json_string_value(json_object_get(troops, "name")), "us-troops");
    assert_int_equal(json_integer_value(json_object_get(troops, "rows")), 3);
    const json_t *years = json_object_get(troops, "years");
    assert_int_equal(json_integer_value(json_array_get(years, 0)), 2000);
    assert_int_equal(json_integer_value(json_array_get(years, 1)), 2007);
    const json_t *coverage = json_array_get(json_object_get(troops, "coverage"), 0);
    assert_string_equal(json_string_value(json_object_get(coverage, "kind")), "deployment");
    assert_string_equal(json_string_value(json_object_get(coverage, "scope")), "from");
    assert_int_equal(json_integer_value(json_array_get(json_object_get(coverage, "actors"), 0)), 2);
    json_decref(root);
    free(out);
}

static void text_says_what_each_source_covers_and_its_terms(void **state) {
    (void)state;
    char *out = assert_done_with(&(struct setting){.db = small_store()}, "sources");
    assert_non_null(strstr(out, "covers deployment 2000-2007, from United States"));
    assert_non_null(strstr(out, "covers exercise 2000-2010\n"));
    assert_non_null(strstr(out, "terms: GPL-3"));
    free(out);
}

static void an_empty_store_says_so(void **state) {
    (void)state;
    const char *path = scratch_path("empty.db");
    ent_store *store = NULL;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, path, ENT_STORE_WRITE, &err), &err);
    ent_store_close(store);
    char *out = assert_done_with(&(struct setting){.db = path}, "sources");
    assert_string_equal(out, "the store holds no sources yet\n");
    free(out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(it_takes_no_arguments),
        cmocka_unit_test(json_lists_sources_with_rows_years_and_coverage),
        cmocka_unit_test(text_says_what_each_source_covers_and_its_terms),
        cmocka_unit_test(an_empty_store_says_so),
    };
    return RUN_TESTS(tests);
}
