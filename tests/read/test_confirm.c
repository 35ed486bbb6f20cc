/* SPDX-License-Identifier: Apache-2.0 */
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

static ent_status read_line(ent_confirmation *out, const char *line,
                            const ent_confirm_options *options, ent_error *err) {
    static const ent_confirm_options usual = {.today = {2026, 11, 26}};
    return ent_confirmation_read(out, actors, "f:1", line, strlen(line),
                                 options != NULL ? options : &usual, err);
}

static void a_line_is_read_with_all_it_says(void **state) {
    (void)state;
    ent_confirmation read = {0};
    ent_error err = {0};
    assert_ok(read_line(&read, candidate_line((struct candidate){0}), NULL, &err), &err);
    assert_true(read.decided);
    assert_string_equal(read.claim.kind, "exercise");
    assert_string_equal(read.claim.modality, "asserted");
    assert_string_equal(read.claim.precision, "month");
    assert_int_equal(read.claim.first.day, 1);
    assert_int_equal(read.claim.last.day, 30);
    assert_int_equal(read.claim.actor_count, 2);
    assert_int_equal(read.claim.actors[0].actor, 710);
    assert_int_equal(read.claim.actors[1].actor, 365);
    assert_true(read.claim.actors[1].target);
    assert_int_equal(read.review.quote_count, 2);
    assert_string_equal(read.review.quotes[1].language, "zh");
    assert_int_equal(read.review.quotes[0].end, 121);
    assert_int_equal(read.review.speaker_count, 2);
    assert_string_equal(read.review.speakers[1].cue, "said");
    assert_int_equal(read.review.amount_count, 1);
    assert_true(read.review.amounts[0].value == 3000);
    assert_string_equal(read.review.reviewer, "M. Reader");
    assert_string_equal(read.review.page.url, "https://example.org/p1");
    assert_string_equal(read.review.when, "in September");
    ent_confirmation_free(&read);
}

static void a_bloc_is_no_state_and_an_inference_is_marked(void **state) {
    (void)state;
    ent_confirmation read = {0};
    ent_error err = {0};
    assert_ok(
        read_line(&read, candidate_line((struct candidate){.source = CANDIDATE_NATO}), NULL, &err),
        &err);
    assert_int_equal(read.claim.actors[0].actor, 0);
    assert_string_equal(read.claim.actors[0].bloc, "nato");
    assert_true(read.review.inferred);
    ent_confirmation_free(&read);
}

/* "RUS" of a date before 1992 is the Soviet Union, which has the same CoW code; a German of 1985 is
 * not. */
static void a_state_may_be_named_by_its_code_alone(void **state) {
    (void)state;
    ent_confirmation read = {0};
    ent_error err = {0};
    assert_ok(read_line(&read,
                        candidate_line((struct candidate){
                            .source = "{\"actor\":\"Germany\"}",
                            .when = "{\"first\":\"1985\",\"last\":\"1985\",\"precision\":"
                                    "\"year\"}"}),
                        NULL, &err),
              &err);
    assert_int_equal(read.claim.actors[0].actor, 260);
    assert_int_equal(read.claim.first.month, 1);
    assert_int_equal(read.claim.last.month, 12);
    ent_confirmation_free(&read);
}

static void a_line_without_a_decision_is_passed_over_or_accepted_by_the_reviewer(void **state) {
    (void)state;
    ent_confirmation read = {0};
    ent_error err = {0};
    const char *line = candidate_line((struct candidate){.decision = ""});
    assert_ok(read_line(&read, line, NULL, &err), &err);
    assert_false(read.decided);
    ent_confirmation_free(&read);
    ent_confirm_options all = {true, "N. Other", {2026, 11, 26}};
    assert_ok(read_line(&read, line, &all, &err), &err);
    assert_true(read.decided);
    assert_int_equal(read.review.decision, ENT_CLAIM_ACCEPTED);
    assert_string_equal(read.review.reviewer, "N. Other");
    assert_int_equal(read.review.reviewed.day, 26);
    assert_non_null(strstr(read.review.line, "\"reviewer\":\"N. Other\""));
    ent_confirmation_free(&read);
}

static void what_is_rejected_may_be_of_no_kind(void **state) {
    (void)state;
    ent_confirmation read = {0};
    ent_error err = {0};
    struct candidate none = {.kind = "none", .decision = CANDIDATE_REJECTED};
    assert_ok(read_line(&read, candidate_line(none), NULL, &err), &err);
    assert_string_equal(read.claim.kind, "");
    ent_confirmation_free(&read);
    none.decision = CANDIDATE_ACCEPTED;
    assert_error(read_line(&read, candidate_line(none), NULL, &err), ENT_ERR_FORMAT, &err,
                 "f:1: field 'kinds': expected a kind other than none");
}

static void what_is_not_understood_is_named(void **state) {
    (void)state;
    const struct {
        const char *line, *part;
    } cases[] = {
        {"", "f:1: expected a JSON object: "},
        {"{\"decision\":", "f:1: expected a JSON object: "},
        {"[1]", "f:1: expected a JSON object"},
        {"{\"decision\":\"maybe\"}",
         "field 'decision': expected accepted, edited or rejected, found \"maybe\""},
        {"{\"decision\":7}", "field 'decision': expected a string, found 7"},
        {"{\"decision\":\"accepted\"}", "field 'reviewer': expected a string, found none"},
        {candidate_line((struct candidate){.id = "12"}),
         "field 'id': expected 16 hexadecimal digits, found \"12\""},
        {candidate_line((struct candidate){.kind = "war"}), "field 'kind': expected alliance, "},
        {candidate_line((struct candidate){.modality = "sure"}),
         "field 'modality': expected asserted, denied, expected, hypothetical or asked"},
        {candidate_line((struct candidate){.when = "\"now\""}),
         "field 'when': expected an object or null, found \"now\""},
        {candidate_line((struct candidate){.source = "{\"actor\":\"Nowhere\"}"}),
         "field 'actor': expected an ISO3 code or name, found \"Nowhere\""},
        {candidate_line((struct candidate){.source = "{\"actor\":\"CHN\",\"code\":365}"}),
         "field 'actor': expected the state that field 'code' is of, found \"CHN\""},
        {candidate_line((struct candidate){.source = "{\"code\":4}"}),
         "field 'code': expected the number of a state, found 4"},
        {candidate_line((struct candidate){.source = "", .target = ""}),
         "field 'source': expected a state or bloc here or in 'target', found []"},
        {candidate_line((struct candidate){.source = "7"}),
         "field 'source': expected a list of objects, found 7"},
        {candidate_line((struct candidate){.page = "a\\u001bb"}),
         "expected a string without control characters"},
        {candidate_line((struct candidate){.extra = ",\"id\":\"00000000000000a2\""}),
         "duplicate object key"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_confirmation read = {0};
        ent_error err = {0};
        assert_error(read_line(&read, cases[i].line, NULL, &err), ENT_ERR_FORMAT, &err,
                     cases[i].part);
        assert_null(read.memory);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_read_with_all_it_says),
        cmocka_unit_test(a_bloc_is_no_state_and_an_inference_is_marked),
        cmocka_unit_test(a_state_may_be_named_by_its_code_alone),
        cmocka_unit_test(a_line_without_a_decision_is_passed_over_or_accepted_by_the_reviewer),
        cmocka_unit_test(what_is_rejected_may_be_of_no_kind),
        cmocka_unit_test(what_is_not_understood_is_named),
    };
    return cmocka_run_group_tests(tests, make_actors, free_actors);
}
