/* SPDX-License-Identifier: Apache-2.0 */
#include "read/support_candidate.h"

static void decisions_are_counted_and_written(void **state) {
    (void)state;
    const char *const lines[] = {
        candidate_line((struct candidate){0}),
        "",
        candidate_line((struct candidate){.page = "p2"}),
        candidate_line((struct candidate){.id = "00000000000000a2", .decision = ""}),
        candidate_line((struct candidate){
            .id = "00000000000000a3", .kind = "none", .decision = CANDIDATE_REJECTED}),
        NULL};
    const char *text = candidate_file(lines);
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_claim_session *session = NULL;
    ent_confirm_counts counts = {0};
    ent_claim_counts written = {0};
    const ent_confirm_options options = {0};
    ent_error err = {0};
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_ok(ent_claims_begin(&session, store, &err), &err);
    assert_ok(ent_confirm_file(session, actors, "f", text, strlen(text), &options, &counts, &err),
              &err);
    assert_ok(ent_claims_commit(session, &written, &err), &err);
    assert_int_equal(counts.accepted, 2);
    assert_int_equal(counts.rejected, 1);
    assert_int_equal(counts.undecided, 1);
    assert_int_equal(written.claims, 1); /* two pages, one claim */
    assert_int_equal(written.accepted, 2);
    ent_actors_free(actors);
    ent_store_close(store);
}

static void what_is_no_text_is_refused_in_a_line(void **state) {
    (void)state;
    static const char utf16[] = "\xFF\xFE{\0\"\0i\0d\0\"\0";
    unsigned char noise[4096];
    ent_actors *actors = NULL;
    ent_confirm_counts counts = {0};
    const ent_confirm_options options = {0};
    ent_error err = {0};
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (unsigned char)(i * 2654435761U >> 13);
    assert_ok(ent_actors_new(&actors, &err), &err);
    assert_error(
        ent_confirm_file(NULL, actors, "f", utf16, sizeof utf16 - 1, &options, &counts, &err),
        ENT_ERR_FORMAT, &err, "f:1: expected a JSON object");
    assert_error(ent_confirm_file(NULL, actors, "f", noise, sizeof noise, &options, &counts, &err),
                 ENT_ERR_FORMAT, &err, "f:1: expected a JSON object");
    ent_actors_free(actors);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decisions_are_counted_and_written),
        cmocka_unit_test(what_is_no_text_is_refused_in_a_line),
    };
    return RUN_TESTS(tests);
}
