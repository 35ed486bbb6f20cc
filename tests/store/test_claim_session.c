/* SPDX-License-Identifier: Apache-2.0 */
#include "store/support_claim.h"

#include <unistd.h>

static size_t count_claims(ent_store *store) {
    ent_claims claims = read_claims(store, 0, 0, INT_MIN, INT_MAX);
    size_t count = claims.count;
    ent_claims_free(&claims);
    return count;
}

/* Undirected: neither the order of the two nor the side matters. */
static void the_same_claim_of_two_pages_is_one_with_two_sources(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_claim_session *session = begin_claims(store);
    ent_claim_record one = example_claim(china_russia);
    ent_claim_record other = example_claim(russia_china);
    put_claim(session, &one, example_review("a1", "p1", ENT_CLAIM_ACCEPTED));
    put_claim(session, &other, example_review("a2", "p2", ENT_CLAIM_EDITED));
    ent_claim_counts counts = commit_claims(session);
    assert_int_equal(counts.accepted, 2);
    assert_int_equal(counts.claims, 1);
    assert_int_equal(counts.added, 1);
    ent_claims claims = read_claims(store, 365, 710, 2018, 2018);
    assert_int_equal(claims.count, 1);
    assert_int_equal(claims.list[0].review_count, 2);
    ent_claims_free(&claims);
    ent_store_close(store);
}

static void what_differs_in_kind_modality_direction_actors_or_date_is_another_claim(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_claim_session *session = begin_claims(store);
    ent_claim_record claims[6];
    for (size_t i = 0; i < 6; i++)
        claims[i] = example_claim(i == 5 ? nato_china : china_russia);
    claims[1].kind = "transfer";
    claims[2].modality = "denied";
    claims[3].directed = true;
    claims[4].last = (ent_date){2018, 9, 29};
    for (size_t i = 0; i < 6; i++) {
        char ref[8];
        snprintf(ref, sizeof ref, "a%zu", i);
        put_claim(session, &claims[i], example_review(ref, "p1", ENT_CLAIM_ACCEPTED));
    }
    assert_int_equal(commit_claims(session).claims, 6);
    ent_store_close(store);
}

/* Of undated claims only the same words are one claim. */
static void claims_without_a_date_are_one_by_their_id(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_claim_session *session = begin_claims(store);
    ent_claim_record claim = example_claim(china_russia);
    claim.first = claim.last = (ent_date){0};
    claim.precision = "";
    put_claim(session, &claim, example_review("a1", "p1", ENT_CLAIM_ACCEPTED));
    put_claim(session, &claim, example_review("a1", "p2", ENT_CLAIM_ACCEPTED));
    put_claim(session, &claim, example_review("a2", "p1", ENT_CLAIM_ACCEPTED));
    assert_int_equal(commit_claims(session).claims, 2);
    ent_store_close(store);
}

static void the_same_again_changes_no_byte(void **state) {
    (void)state;
    const char *path = scratch_path("again.db");
    ent_claim_record claim = example_claim(china_russia);
    struct bytes before = {0};
    for (int turn = 0; turn < 2; turn++) {
        ent_store *store = open_store(path, ENT_STORE_WRITE);
        ent_claim_session *session = begin_claims(store);
        put_claim(session, &claim, example_review("a1", "p1", ENT_CLAIM_ACCEPTED));
        put_claim(session, NULL, example_review("a2", "p1", ENT_CLAIM_REJECTED));
        assert_int_equal(commit_claims(session).unchanged, turn == 0 ? 0 : 2);
        ent_store_close(store);
        if (turn == 0) before = read_bytes(path);
    }
    assert_same_bytes(path, before);
    free(before.data);
}

static void a_later_decision_takes_the_place_of_the_earlier(void **state) {
    (void)state;
    const char *path = scratch_path("later.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    ent_claim_session *session = begin_claims(store);
    ent_claim_record claim = example_claim(china_russia);
    put_claim(session, &claim, example_review("a1", "p1", ENT_CLAIM_ACCEPTED));
    commit_claims(session);
    assert_holds(store, "claims 2026-11-25 1 rows 2018-2018; ", 0);
    session = begin_claims(store);
    ent_claim_review rejected = example_review("a1", "p1", ENT_CLAIM_REJECTED);
    rejected.line = "{\"decision\":\"rejected\"}";
    put_claim(session, NULL, rejected);
    assert_int_equal(commit_claims(session).claims, 0);
    assert_holds(store, "", 0);
    ent_store_close(store);
    assert_sql(path, "SELECT group_concat(decision) FROM claim_review", "rejected");
    assert_sql(path, "SELECT count(*) FROM claim_actor", "0");
    assert_sql(path, "SELECT count(*) FROM claim_quote", "0");
}

static void what_is_rolled_back_was_never_there(void **state) {
    (void)state;
    const char *path = scratch_path("back.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    struct bytes before = read_bytes(path);
    ent_claim_session *session = begin_claims(store);
    ent_claim_record claim = example_claim(china_russia);
    put_claim(session, &claim, example_review("a1", "p1", ENT_CLAIM_ACCEPTED));
    ent_claims_rollback(session);
    assert_int_equal(count_claims(store), 0);
    ent_store_close(store);
    assert_same_bytes(path, before);
    free(before.data);
    ent_claims_rollback(NULL);
}

static void imports_and_claims_do_not_mix(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_claim_session *session = begin_claims(store);
    ent_claim_session *second = NULL;
    ent_import_session *import = NULL;
    bool unchanged = false;
    ent_error err = {0};
    const ent_source source = {.name = "a", .version = "1"};
    const ent_source claims = {.name = "claims", .version = "1"};
    assert_error(ent_claims_begin(&second, store, &err), ENT_ERR_USAGE, &err,
                 "an import is under way");
    assert_error(ent_import_begin(&import, store, &source, "1", &unchanged, &err), ENT_ERR_USAGE,
                 &err, "an import is under way");
    ent_claims_rollback(session);
    assert_error(ent_import_begin(&import, store, &claims, "1", &unchanged, &err), ENT_ERR_USAGE,
                 &err, "claims are not imported: use entente accept");
    ent_store_close(store);
}

/* Records, coverage and estimates are what they were: nothing measured rests on a claim. */
static void claims_are_no_evidence(void **state) {
    (void)state;
    static const ent_kind kinds[] = {ENT_EXERCISE};
    static const size_t rows[] = {0, 1};
    static const float value[] = {1};
    static const ent_actor a[] = {365};
    static const ent_actor b[] = {710};
    static const int32_t first[] = {2018};
    static const uint32_t paths[] = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_claim_record claim = example_claim(china_russia);
    const ent_estimate estimate = {"depth", 1,     kinds, 1, "{}", 1,     1,
                                   rows,    value, 1,     a, b,    first, paths};
    bool has = false;
    bool any = false;
    int year1 = 0;
    int year2 = 0;
    int64_t found = 0;
    ent_error err = {0};
    import_rows(store, "a", "1", 1, 3);
    assert_ok(ent_store_put_estimate(store, &estimate, &err), &err);
    ent_claim_session *session = begin_claims(store);
    put_claim(session, &claim, example_review("a1", "p1", ENT_CLAIM_ACCEPTED));
    commit_claims(session);
    assert_ok(ent_store_has_estimate(store, "depth", 1, &has, &err), &err);
    assert_true(has);
    assert_ok(count_rows(store, &found, &err), &err);
    assert_int_equal(found, 9);
    assert_ok(ent_store_years(store, ENT_EXERCISE, &year1, &year2, &any, &err), &err);
    assert_int_equal(year2, 1902);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_claim_of_two_pages_is_one_with_two_sources),
        cmocka_unit_test(what_differs_in_kind_modality_direction_actors_or_date_is_another_claim),
        cmocka_unit_test(claims_without_a_date_are_one_by_their_id),
        cmocka_unit_test(the_same_again_changes_no_byte),
        cmocka_unit_test(a_later_decision_takes_the_place_of_the_earlier),
        cmocka_unit_test(what_is_rolled_back_was_never_there),
        cmocka_unit_test(imports_and_claims_do_not_mix),
        cmocka_unit_test(claims_are_no_evidence),
    };
    return RUN_TESTS(tests);
}
