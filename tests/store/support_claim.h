/* SPDX-License-Identifier: Apache-2.0 */
/* Claims for tests of the store. */
#ifndef ENTENTE_TESTS_SUPPORT_CLAIM_H
#define ENTENTE_TESTS_SUPPORT_CLAIM_H

#include "entente/claim.h"
#include "store/support_store.h"

static const ent_claim_actor china_russia[] = {{710, "", false}, {365, "", true}};
static const ent_claim_actor russia_china[] = {{365, "", false}, {710, "", true}};
static const ent_claim_actor nato_china[] = {{0, "nato", false}, {710, "", true}};
static const ent_claim_quote example_quotes[] = {{"They met at sea", 100, 115, "en", "comment", 2},
                                                 {"海上会面", 300, 312, "zh", "body", 0}};
static const ent_claim_speaker example_speakers[] = {{"author", "A. Writer", ""},
                                                     {"named", "a general", "said"}};
static const ent_claim_amount example_amounts[] = {{24, "aircraft", "two dozen"}};

static inline ent_claim_record example_claim(const ent_claim_actor *two) {
    return (ent_claim_record){.kind = "exercise",
                              .first = {2018, 9, 1},
                              .last = {2018, 9, 30},
                              .precision = "month",
                              .modality = "asserted",
                              .actors = two,
                              .actor_count = 2};
}

static inline ent_claim_review example_review(const char *ref, const char *page,
                                              ent_claim_decision decision) {
    return (ent_claim_review){.ref = ref,
                              .page = {page, "A title", "https://example.org", {2019, 5, 0}},
                              .decision = decision,
                              .reviewer = "M. Reader",
                              .reviewed = {2026, 11, 25},
                              .when = "in September",
                              .quotes = example_quotes,
                              .quote_count = 2,
                              .speakers = example_speakers,
                              .speaker_count = 2,
                              .amounts = example_amounts,
                              .amount_count = 1,
                              .line = "{}"};
}

static inline ent_claim_session *begin_claims(ent_store *store) {
    ent_claim_session *session = NULL;
    ent_error err = {0};
    assert_ok(ent_claims_begin(&session, store, &err), &err);
    return session;
}

static inline void put_claim(ent_claim_session *session, const ent_claim_record *claim,
                             ent_claim_review review) {
    ent_error err = {0};
    assert_ok(ent_claims_put(session, claim, &review, &err), &err);
}

static inline ent_claim_counts commit_claims(ent_claim_session *session) {
    ent_claim_counts counts = {0};
    ent_error err = {0};
    assert_ok(ent_claims_commit(session, &counts, &err), &err);
    return counts;
}

static inline ent_claims read_claims(ent_store *store, ent_actor a, ent_actor b, int year1,
                                     int year2) {
    ent_claims claims = {0};
    ent_error err = {0};
    const ent_actor_ref lineage_a = {1, {a}};
    const ent_actor_ref lineage_b = {1, {b}};
    assert_ok(ent_store_claims(&claims, store, a != 0 ? &lineage_a : NULL, &lineage_b, year1, year2,
                               &err),
              &err);
    return claims;
}

#endif
