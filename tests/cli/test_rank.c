/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--year", "--with",      "--by",   "--count",
                                          "-n",     "--ascending", "--json", NULL};
    assert_helps("rank", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("rank", "expected --year");
    assert_usage("rank --year 2007 CHN", "unexpected argument 'CHN'");
    assert_usage("rank --year 2007 -n x", "-n: expected a number, found 'x'");
    assert_usage("rank --year 2007 -n -1", "-n: expected a number, found '-1'");
    assert_usage("rank --year soon", "years: expected A-B");
}

static void pairs_come_highest_first_and_equal_ones_share_a_rank(void **state) {
    (void)state;
    char *out = assert_done_with(&(struct setting){.db = small_store()},
                                 "rank --year 2007 --by exercises -n 7 --json");
    json_t *root = json_loads(out, 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "column")), "exercises");
    const json_t *pairs = json_object_get(root, "pairs");
    assert_int_equal(json_array_size(pairs), 7);
    for (size_t p = 0; p < 7; p++) {
        const json_t *pair = json_array_get(pairs, p);
        assert_int_equal(json_integer_value(json_object_get(pair, "rank")), p < 6 ? 1 : 7);
        assert_true(json_number_value(json_object_get(pair, "value")) == (p < 6 ? 1 : 0));
    }
    const json_t *first = json_object_get(json_array_get(pairs, 0), "actor1");
    assert_string_equal(json_string_value(json_object_get(first, "iso3")), "USA");
    json_decref(root);
    free(out);
}

static void one_actor_has_its_partners(void **state) {
    (void)state;
    char *out = assert_done_with(&(struct setting){.db = small_store()},
                                 "rank --year 2007 --by exercises --with 中国 -n 2");
    assert_non_null(strstr(out, "Russia - China"));
    assert_non_null(strstr(out, "Kazakhstan - China"));
    assert_null(strstr(out, "Japan"));
    assert_int_equal(count_lines(out), 5);
    free(out);
}

static void what_cannot_be_ranked_is_a_failure(void **state) {
    (void)state;
    struct setting setting = {.db = small_store()};
    assert_fails_with(&setting, "rank --year 2007 --by exercisse", "nearest: exercises");
    assert_fails_with(&setting, "rank --year 1950 --by exercises",
                      "no pair has a value of exercises in 1950: no source in the store covers it");
    assert_fails_with(&setting, "rank --year 2007 --by cinc", "no column 'cinc'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(pairs_come_highest_first_and_equal_ones_share_a_rank),
        cmocka_unit_test(one_actor_has_its_partners),
        cmocka_unit_test(what_cannot_be_ranked_is_a_failure),
    };
    return RUN_TESTS(tests);
}
