/* SPDX-License-Identifier: Apache-2.0 */
#include "read/review.h"

#include "read/support_candidate.h"

static ent_actors *actors;
static const ent_date today = {2026, 11, 25};

static int make_actors(void **state) {
    (void)state;
    return ent_actors_new(&actors, NULL) == ENT_OK ? 0 : -1;
}

static int free_actors(void **state) {
    (void)state;
    ent_actors_free(actors);
    return 0;
}

/* Three candidates, the second twice and the third of no kind, in a file. */
static const char *three(void) {
    const char *second = candidate_line((struct candidate){.page = "p2", .decision = ""});
    const char *const lines[] = {candidate_line((struct candidate){.decision = ""}), second, second,
                                 candidate_line((struct candidate){
                                     .id = "00000000000000a3", .kind = "none", .decision = ""}),
                                 NULL};
    const char *text = candidate_file(lines);
    return scratch_file("three.jsonl", text, strlen(text));
}

static ent_review *open_review(const char *path, const char *decided) {
    ent_review *review = NULL;
    ent_error err = {0};
    assert_ok(ent_review_open(&review, actors, path, decided, &err), &err);
    return review;
}

static void the_same_candidate_twice_is_one(void **state) {
    (void)state;
    ent_review *review = open_review(three(), "/nonexistent");
    assert_int_equal(ent_review_count(review), 3);
    assert_int_equal(ent_review_next(review, 0), 0);
    ent_review_free(review);
}

static void an_edit_makes_accepted_edited_and_a_reset_undoes_it(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text value = {0};
    ent_review *review = open_review(three(), "/nonexistent");
    assert_ok(ent_review_edit(review, 0, ENT_REVIEW_KIND, "transfer", &err), &err);
    assert_true(ent_review_changed(review, 0));
    assert_ok(ent_review_decide(review, 0, ENT_CLAIM_ACCEPTED, "M. Reader", today, &err), &err);
    assert_ok(ent_review_decide(review, 1, ENT_CLAIM_ACCEPTED, "M. Reader", today, &err), &err);
    assert_int_equal(ent_review_decided(review, ENT_CLAIM_EDITED), 1);
    assert_int_equal(ent_review_decided(review, ENT_CLAIM_ACCEPTED), 1);
    assert_int_equal(ent_review_next(review, 0), 2);
    assert_int_equal(ent_review_last(review, 2), 1);
    assert_ok(ent_review_reset(review, 0, &err), &err);
    assert_ok(ent_review_value(review, 0, ENT_REVIEW_KIND, &value, &err), &err);
    assert_string_equal(value.bytes, "exercise");
    assert_int_equal(ent_review_next(review, 0), 0);
    assert_error(ent_review_decide(review, 2, ENT_CLAIM_ACCEPTED, "M. Reader", today, &err),
                 ENT_ERR_FORMAT, &err, "no kind but none");
    ent_text_free(&value);
    ent_review_free(review);
}

static void what_was_decided_is_taken_up_again(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text lines = {0};
    const char *path = three();
    ent_review *review = open_review(path, "/nonexistent");
    assert_ok(ent_review_decide(review, 1, ENT_CLAIM_REJECTED, "M. Reader", today, &err), &err);
    assert_ok(ent_review_lines(review, &lines, &err), &err);
    ent_review_free(review);
    const char *decided = scratch_file("three.reviewed.jsonl", lines.bytes, lines.length);
    review = open_review(path, decided);
    assert_int_equal(ent_review_decided(review, ENT_CLAIM_REJECTED), 1);
    assert_int_equal(ent_review_next(review, 1), 2);
    ent_review_free(review);
    ent_text_free(&lines);
}

static void decisions_on_other_candidates_are_refused(void **state) {
    (void)state;
    ent_error err = {0};
    ent_review *review = NULL;
    const char *line = candidate_line((struct candidate){.page = "p9"});
    const char *decided = scratch_file("other.jsonl", line, strlen(line));
    assert_error(ent_review_open(&review, actors, three(), decided, &err), ENT_ERR_FORMAT, &err,
                 "other.jsonl:1: expected a candidate of ");
    line = candidate_line((struct candidate){.decision = ""});
    decided = scratch_file("other.jsonl", line, strlen(line));
    assert_error(ent_review_open(&review, actors, three(), decided, &err), ENT_ERR_FORMAT, &err,
                 "other.jsonl:1: field 'decision': expected accepted, edited or rejected");
    assert_null(review);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_candidate_twice_is_one),
        cmocka_unit_test(an_edit_makes_accepted_edited_and_a_reset_undoes_it),
        cmocka_unit_test(what_was_decided_is_taken_up_again),
        cmocka_unit_test(decisions_on_other_candidates_are_refused),
    };
    return cmocka_run_group_tests(tests, make_actors, free_actors);
}
