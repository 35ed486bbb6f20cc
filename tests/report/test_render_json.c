/* SPDX-License-Identifier: Apache-2.0 */
/* The shape docs/tie.md promises. */
#include <jansson.h>

#include "report/support_pair.h"

static json_t *render(struct pair *pair, const char *a, const char *b, bool evidence) {
    char *text = NULL;
    ent_error err = {0};
    json_error_t wrong;
    assert_ok(ent_report_json(assess(pair, a, b, 0, 0), evidence, &text, &err), &err);
    assert_null(strstr(text, "nan"));
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &wrong);
    if (root == NULL) fail_msg("%s", wrong.text);
    free(text);
    return root;
}

/* The first figure of a key, from an actor unless 0. */
static json_t *figure(json_t *root, const char *key, int from) {
    size_t s = 0;
    size_t f = 0;
    json_t *section = NULL;
    json_t *one = NULL;
    json_array_foreach(json_object_get(root, "sections"), s, section)
        json_array_foreach(json_object_get(section, "figures"), f, one) {
        if (strcmp(json_string_value(json_object_get(one, "key")), key) != 0) continue;
        json_t *who = json_object_get(one, "from");
        if (from == 0 || json_integer_value(json_object_get(who, "cow")) == from) return one;
    }
    fail_msg("no figure '%s'", key);
    return NULL;
}

static void assert_has(json_t *object, const char *const *keys, size_t count) {
    for (size_t k = 0; k < count; k++)
        if (json_object_get(object, keys[k]) == NULL) fail_msg("no field '%s'", keys[k]);
    assert_int_equal(json_object_size(object), count);
}

static void the_root_has_the_documented_fields_and_no_others(void **state) {
    (void)state;
    static const char *const keys[] = {"schema",
                                       "a",
                                       "b",
                                       "year1",
                                       "year2",
                                       "third",
                                       "third_chosen",
                                       "notes",
                                       "ladder",
                                       "run",
                                       "depth",
                                       "coverage",
                                       "readings",
                                       "sources",
                                       "sections",
                                       "nothing_recorded"};
    struct pair pair;
    open_all(&pair);
    json_t *root = render(&pair, "CHN", "RUS", false);
    assert_has(root, keys, sizeof keys / sizeof keys[0]);
    assert_int_equal(json_integer_value(json_object_get(root, "schema")), 1);
    json_t *b = json_object_get(root, "b");
    assert_string_equal(json_string_value(json_object_get(b, "iso3")), "RUS");
    assert_string_equal(json_string_value(json_object_get(b, "name_zh")), "俄罗斯");
    assert_int_equal(json_array_size(json_object_get(root, "sections")), 5);
    json_decref(root);
    close_pair(&pair);
}

static void a_figure_has_the_documented_fields(void **state) {
    (void)state;
    static const char *const keys[] = {"key",   "label",   "from",    "to",   "year1",
                                       "year2", "known",   "value",   "unit", "context",
                                       "rank",  "sources", "evidence"};
    struct pair pair;
    open_all(&pair);
    json_t *root = render(&pair, "CHN", "RUS", false);
    json_t *one = figure(root, "exercises_5y", 0);
    assert_has(one, keys, sizeof keys / sizeof keys[0]);
    assert_int_equal(json_integer_value(json_object_get(one, "value")), 3);
    assert_int_equal(json_array_size(json_object_get(one, "evidence")), 3);
    assert_string_equal(json_string_value(json_object_get(one, "known")), "value");
    json_t *rank = json_object_get(one, "rank");
    assert_int_equal(json_integer_value(json_object_get(rank, "rank")), 1);
    assert_int_equal(json_integer_value(json_object_get(rank, "ties")), 1);
    json_decref(root);
    close_pair(&pair);
}

static void missing_is_null_and_zero_is_zero(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    json_t *root = render(&pair, "CHN", "RUS", false);
    json_t *one = figure(root, "arms", CHINA);
    assert_true(json_is_null(json_object_get(one, "value")));
    assert_string_equal(json_string_value(json_object_get(one, "known")), "not_covered");
    one = figure(root, "exercises", 0);
    assert_true(json_is_integer(json_object_get(one, "value")));
    assert_int_equal(json_integer_value(json_object_get(one, "value")), 0);
    json_decref(root);
    root = render(&pair, "RUS", "JPN", false);
    one = figure(root, "arms_share", RUSSIA);
    assert_string_equal(json_string_value(json_object_get(one, "known")), "no_value");
    json_decref(root);
    close_pair(&pair);
}

static void evidence_adds_the_rows_flows_among_them(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    json_t *root = render(&pair, "CHN", "RUS", true);
    json_t *sum = figure(root, "arms_10y", RUSSIA);
    assert_int_equal(json_array_size(json_object_get(sum, "evidence")), 0); /* flows have no id */
    json_t *rows = json_object_get(sum, "rows");
    assert_int_equal(json_array_size(rows), 2);
    json_t *flow = json_array_get(rows, 0);
    assert_string_equal(json_string_value(json_object_get(flow, "series")), "arms");
    assert_string_equal(json_string_value(json_object_get(flow, "first")), "2010");
    json_t *treaty = json_array_get(json_object_get(figure(root, "alliances_force", 0), "rows"), 0);
    assert_string_equal(json_string_value(json_object_get(treaty, "ref")), "4980");
    assert_string_equal(json_string_value(json_object_get(treaty, "first")), "2001-07-16");
    assert_true(json_is_null(json_object_get(treaty, "last")));
    assert_int_equal(json_array_size(json_object_get(treaty, "obligations")), 2);
    json_decref(root);
    close_pair(&pair);
}

static void the_ladder_names_claims_states_and_evidence(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    json_t *root = render(&pair, "CHN", "RUS", false);
    json_t *ladder = json_object_get(root, "ladder");
    json_t *rungs = json_object_get(ladder, "rungs");
    assert_int_equal(json_integer_value(json_object_get(ladder, "year1")), 2014);
    assert_int_equal(json_array_size(rungs), 7);
    json_t *rung = json_array_get(rungs, 3);
    assert_string_equal(json_string_value(json_object_get(rung, "state")), "evidence");
    json_t *part = json_array_get(json_object_get(rung, "parts"), 0);
    assert_string_equal(json_string_value(json_object_get(part, "claim")), "exercise");
    assert_int_equal(json_array_size(json_object_get(part, "evidence")), 3);
    assert_int_equal(json_array_size(json_object_get(ladder, "scale")), 3);
    rung = json_array_get(rungs, 0);
    assert_string_equal(json_string_value(json_object_get(rung, "state")), "not_covered");
    json_decref(root);
    close_pair(&pair);
}

static void the_run_is_a_table_of_numbers_and_nulls(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    json_t *root = render(&pair, "CHN", "RUS", false);
    json_t *run = json_object_get(root, "run");
    size_t columns = json_array_size(json_object_get(run, "columns"));
    size_t r = 0;
    json_t *row = NULL;
    json_array_foreach(json_object_get(run, "rows"), r, row)
        assert_int_equal(json_array_size(json_object_get(row, "values")), columns);
    assert_int_equal(r, 16); /* 1860s to 2010s */
    json_decref(root);
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_root_has_the_documented_fields_and_no_others),
        cmocka_unit_test(a_figure_has_the_documented_fields),
        cmocka_unit_test(missing_is_null_and_zero_is_zero),
        cmocka_unit_test(evidence_adds_the_rows_flows_among_them),
        cmocka_unit_test(the_ladder_names_claims_states_and_evidence),
        cmocka_unit_test(the_run_is_a_table_of_numbers_and_nulls),
    };
    return RUN_TESTS(tests);
}
