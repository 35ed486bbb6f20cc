/* SPDX-License-Identifier: Apache-2.0 */
#include "store/support_claim.h"

static ent_store *example_store(void) {
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_claim_session *session = begin_claims(store);
    ent_claim_record claim = example_claim(china_russia);
    ent_claim_record bloc = example_claim(nato_china);
    ent_claim_record undated = example_claim(russia_china);
    undated.first = undated.last = (ent_date){0};
    undated.precision = "";
    undated.directed = true;
    ent_claim_review inferred = example_review("a3", "p2", ENT_CLAIM_EDITED);
    inferred.inferred = true;
    put_claim(session, &undated, inferred);
    put_claim(session, &bloc, example_review("a2", "p1", ENT_CLAIM_ACCEPTED));
    put_claim(session, &claim, example_review("a1", "p1", ENT_CLAIM_ACCEPTED));
    ent_claim_review rejected = example_review("a4", "p3", ENT_CLAIM_REJECTED);
    rejected.line = "{\"rejected\":true}";
    put_claim(session, NULL, rejected);
    commit_claims(session);
    return store;
}

static void a_claim_comes_back_whole(void **state) {
    (void)state;
    ent_store *store = example_store();
    ent_claims claims = read_claims(store, 710, 365, 2018, 2018);
    assert_int_equal(claims.count, 2);
    const ent_claim_record *claim = &claims.list[0];
    assert_string_equal(claim->kind, "exercise");
    assert_string_equal(claim->modality, "asserted");
    assert_string_equal(claim->precision, "month");
    assert_int_equal(claim->last.day, 30);
    assert_false(claim->directed);
    assert_int_equal(claim->actor_count, 2);
    assert_true(claim->actors[1].actor == 365 && claim->actors[1].target);
    const ent_claim_review *review = &claim->reviews[0];
    assert_string_equal(review->ref, "a1");
    assert_string_equal(review->page.title, "A title");
    assert_int_equal(review->page.date.month, 5);
    assert_int_equal(review->quote_count, 2);
    assert_string_equal(review->quotes[0].text, "They met at sea");
    assert_int_equal(review->quotes[0].end, 115);
    assert_int_equal(review->quotes[0].comment, 2);
    assert_string_equal(review->quotes[1].language, "zh");
    assert_string_equal(review->speakers[1].source, "a general");
    assert_string_equal(review->amounts[0].unit, "aircraft");
    assert_true(review->amounts[0].value == 24);
    assert_string_equal(review->reviewer, "M. Reader");
    assert_int_equal(review->reviewed.day, 25);
    assert_string_equal(review->when, "in September");
    assert_false(review->inferred);
    ent_claims_free(&claims);
    ent_store_close(store);
}

static void claims_without_a_date_come_last_whatever_the_years(void **state) {
    (void)state;
    ent_store *store = example_store();
    ent_claims claims = read_claims(store, 710, 365, 1950, 1960);
    assert_int_equal(claims.count, 1);
    assert_true(claims.list[0].directed);
    assert_int_equal(claims.list[0].first.year, 0);
    assert_int_equal(claims.list[0].reviews[0].decision, ENT_CLAIM_EDITED);
    assert_true(claims.list[0].reviews[0].inferred);
    ent_claims_free(&claims);
    ent_store_close(store);
}

/* A bloc is nobody's state: its claims belong to no pair. */
static void a_bloc_takes_part_for_no_state(void **state) {
    (void)state;
    ent_store *store = example_store();
    ent_claims claims = read_claims(store, 2, 710, INT_MIN, INT_MAX);
    assert_int_equal(claims.count, 0);
    ent_claims_free(&claims);
    claims = read_claims(store, 0, 0, INT_MIN, INT_MAX);
    assert_int_equal(claims.count, 3);
    assert_string_equal(claims.list[0].actors[0].bloc, "nato");
    ent_claims_free(&claims);
    ent_store_close(store);
}

static ent_status join(void *context, const char *line, ent_error *err) {
    return ent_text_format(context, err, "%s;", line);
}

static ent_status join_page(void *context, const ent_claim_page *page, ent_error *err) {
    return ent_text_format(context, err, "%s;", page->id);
}

static void lines_hold_what_was_rejected_and_pages_do_not(void **state) {
    (void)state;
    ent_store *store = example_store();
    ent_text text = {0};
    ent_error err = {0};
    assert_ok(ent_store_claim_lines(store, join, &text, &err), &err);
    assert_string_equal(text.bytes, "{};{};{};{\"rejected\":true};");
    ent_text_clear(&text);
    assert_ok(ent_store_claim_pages(store, join_page, &text, &err), &err);
    assert_string_equal(text.bytes, "p2;p1;");
    ent_text_free(&text);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_comes_back_whole),
        cmocka_unit_test(claims_without_a_date_come_last_whatever_the_years),
        cmocka_unit_test(a_bloc_takes_part_for_no_state),
        cmocka_unit_test(lines_hold_what_was_rejected_and_pages_do_not),
    };
    return RUN_TESTS(tests);
}
