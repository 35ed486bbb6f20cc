/* SPDX-License-Identifier: Apache-2.0 */
#include "read/review.h"

#include "read/support_candidate.h"

static ent_actors *actors;

static int make_actors(void **state) {
    (void)state;
    return ent_actors_new(&actors, NULL) == ENT_OK ? 0 : -1;
}

static int free_actors(void **state) {
    (void)state;
    ent_actors_free(actors);
    return 0;
}

static json_t *example(void) {
    json_t *candidate = json_loads(candidate_line((struct candidate){0}), 0, NULL);
    assert_non_null(candidate);
    return candidate;
}

static void assert_edit(ent_review_field field, const char *text, const char *value) {
    json_t *candidate = example();
    ent_text out = {0};
    ent_error err = {0};
    assert_ok(ent_candidate_edit(candidate, actors, field, text, &err), &err);
    assert_ok(ent_candidate_value(candidate, field, &out, &err), &err);
    assert_string_equal(out.bytes, value);
    ent_text_free(&out);
    json_decref(candidate);
}

static void fields_take_what_is_typed(void **state) {
    (void)state;
    assert_edit(ENT_REVIEW_KIND, "trust", "trust");
    assert_edit(ENT_REVIEW_KIND, "exercise", "exercise");
    assert_edit(ENT_REVIEW_SOURCE, "Russia; NATO ,India", "Russia, nato, India");
    assert_edit(ENT_REVIEW_TARGET, "日本", "Japan");
    assert_edit(ENT_REVIEW_DIRECTED, "Yes", "yes");
    assert_edit(ENT_REVIEW_MODALITY, "denied", "denied");
    assert_edit(ENT_REVIEW_DATE, "2016", "2016-01-01/2016-12-31");
    assert_edit(ENT_REVIEW_DATE, "2016-02", "2016-02-01/2016-02-29");
    assert_edit(ENT_REVIEW_DATE, "2016-02-03/2017-04-05", "2016-02-03/2017-04-05");
    assert_edit(ENT_REVIEW_DATE, "none", "none");
}

static void a_state_named_on_the_page_keeps_its_place(void **state) {
    (void)state;
    json_t *candidate = example();
    ent_error err = {0};
    assert_ok(ent_candidate_edit(candidate, actors, ENT_REVIEW_SOURCE, "RUS, Japan", &err), &err);
    const json_t *list = json_object_get(candidate, "source");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 0), "begin")), 117);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 1), "end")), 0);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 1), "code")), 740);
    json_decref(candidate);
}

static void what_is_not_understood_leaves_the_candidate_alone(void **state) {
    (void)state;
    const struct {
        ent_review_field field;
        const char *text, *part;
    } cases[] = {
        {ENT_REVIEW_KIND, "war", "expected alliance, "},
        {ENT_REVIEW_SOURCE, "Rusia", "Rusia"},
        {ENT_REVIEW_TARGET, " , ", "expected states or blocs, separated by commas"},
        {ENT_REVIEW_DIRECTED, "maybe", "expected yes or no, found 'maybe'"},
        {ENT_REVIEW_MODALITY, "sure", "expected asserted, "},
        {ENT_REVIEW_DATE, "2018-13", "expected a date (2018, 2018-09 or 2018-09-11)"},
        {ENT_REVIEW_DATE, "2018/2017", "found '2018/2017'"},
        {ENT_REVIEW_DATE, "2018-09-11 and a day later or so", "expected a date"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        json_t *candidate = example();
        json_t *before = json_deep_copy(candidate);
        ent_error err = {0};
        assert_error(ent_candidate_edit(candidate, actors, cases[i].field, cases[i].text, &err),
                     ENT_ERR_FORMAT, &err, cases[i].part);
        assert_true(json_equal(candidate, before));
        json_decref(before);
        json_decref(candidate);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_take_what_is_typed),
        cmocka_unit_test(a_state_named_on_the_page_keeps_its_place),
        cmocka_unit_test(what_is_not_understood_leaves_the_candidate_alone),
    };
    return cmocka_run_group_tests(tests, make_actors, free_actors);
}
