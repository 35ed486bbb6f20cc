/* SPDX-License-Identifier: Apache-2.0 */
/* Reviewed candidates in bytes of any kind: read or refused with a line; what is read is whole, and
 * goes into a store and out again. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "entente/confirm.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ent_actors *actors;

static void check(ent_store *store) {
    ent_claims claims = {0};
    if (ent_store_claims(&claims, store, NULL, NULL, INT_MIN, INT_MAX, NULL) != ENT_OK) abort();
    for (size_t c = 0; c < claims.count; c++) {
        const ent_claim_record *claim = &claims.list[c];
        if (claim->kind[0] == '\0' || claim->actor_count == 0 || claim->review_count == 0) abort();
        for (size_t r = 0; r < claim->review_count; r++)
            if (claim->reviews[r].quote_count == 0 || claim->reviews[r].speaker_count == 0) abort();
    }
    ent_claims_free(&claims);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const ent_confirm_options options = {
        .all = size % 2 == 0, .reviewer = "R", .today = {2026, 11, 25}};
    ent_store *store = NULL;
    ent_claim_session *session = NULL;
    ent_confirm_counts counts = {0};
    ent_error err = {0};
    if (actors == NULL && ent_actors_new(&actors, NULL) != ENT_OK) return 0;
    if (ent_store_open(&store, ":memory:", ENT_STORE_WRITE, NULL) != ENT_OK) return 0;
    if (ent_claims_begin(&session, store, NULL) != ENT_OK) abort();
    ent_status status = ent_confirm_file(session, actors, "f", data, size, &options, &counts, &err);
    if (status == ENT_OK) {
        if (ent_claims_commit(session, NULL, &err) != ENT_OK) abort();
        check(store);
    } else {
        if (err.text[0] == '\0' || strchr(err.text, '\n') != NULL) abort();
        ent_claims_rollback(session);
    }
    ent_store_close(store);
    return 0;
}
