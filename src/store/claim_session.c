/* SPDX-License-Identifier: Apache-2.0 */
/* One session of confirming: reviews into the store, in one transaction. What is claimed twice is
 * one claim with two reviews. */
#include "entente/claim.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/sql.h"

struct ent_claim_session {
    ent_store *store;
    ent_claim_counts counts;
    int64_t before; /* the highest number of a claim when it began */
    sqlite3_stmt *find_page, *add_page, *find_review, *add_review, *find_claim, *add_claim,
        *add_actor, *add_quote, *add_speaker, *add_amount, *drop_quotes, *drop_speakers,
        *drop_amounts, *drop_review;
    ent_text key;
};

static const char *const decisions[] = {"accepted", "edited", "rejected"};

const char *ent_claim_decision_name(ent_claim_decision decision) {
    return (unsigned)decision <= ENT_CLAIM_REJECTED ? decisions[decision] : "";
}

bool ent_claim_decision_from_name(const char *name, ent_claim_decision *decision) {
    for (unsigned d = 0; d <= ENT_CLAIM_REJECTED; d++) {
        if (strcmp(decisions[d], name) != 0) continue;
        *decision = (ent_claim_decision)d;
        return true;
    }
    return false;
}

/* ---- statements ---- */

enum { STATEMENTS = 14 };

static void statement_slots(ent_claim_session *s, sqlite3_stmt **slots[STATEMENTS]) {
    sqlite3_stmt **const all[STATEMENTS] = {
        &s->find_page,   &s->add_page,      &s->find_review,  &s->add_review,  &s->find_claim,
        &s->add_claim,   &s->add_actor,     &s->add_quote,    &s->add_speaker, &s->add_amount,
        &s->drop_quotes, &s->drop_speakers, &s->drop_amounts, &s->drop_review};
    memcpy(slots, all, sizeof all);
}

static ent_status prepare_all(ent_claim_session *session, ent_error *err) {
    static const char add_review[] =
        "INSERT INTO claim_review (ref, page, claim, decision, reviewer, reviewed, date_words,"
        " inferred, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    static const char add_claim[] =
        "INSERT INTO claim (key, kind, first, last, year1, year2, precision, directed, modality)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    static const char *const texts[STATEMENTS] = {
        "SELECT id FROM page WHERE ref = ?1 AND url = ?2 AND title = ?3",
        "INSERT INTO page (ref, url, title, date) VALUES (?1, ?2, ?3, ?4)",
        "SELECT id, line FROM claim_review WHERE ref = ?1 AND page = ?2",
        add_review,
        "SELECT id FROM claim WHERE key = ?1",
        add_claim,
        "INSERT INTO claim_actor VALUES (?1, ?2, ?3, ?4, ?5)",
        "INSERT INTO claim_quote VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        "INSERT INTO claim_speaker VALUES (?1, ?2, ?3, ?4, ?5)",
        "INSERT INTO claim_amount VALUES (?1, ?2, ?3, ?4, ?5)",
        "DELETE FROM claim_quote WHERE review = ?1",
        "DELETE FROM claim_speaker WHERE review = ?1",
        "DELETE FROM claim_amount WHERE review = ?1",
        "DELETE FROM claim_review WHERE id = ?1"};
    sqlite3_stmt **slots[STATEMENTS];
    statement_slots(session, slots);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < STATEMENTS && status == ENT_OK; i++)
        status = ent_sql_prepare(session->store, texts[i], slots[i], err);
    return status;
}

static void free_session(ent_claim_session *session) {
    sqlite3_stmt **slots[STATEMENTS];
    statement_slots(session, slots);
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(*slots[i]);
    session->store->importing = false;
    sqlite3_busy_timeout(session->store->db, ENT_WAIT_READ);
    ent_text_free(&session->key);
    free(session);
}

/* Run a statement whose parameters are bound; *id: of the row found, or of the row inserted. */
static ent_status run(ent_claim_session *session, sqlite3_stmt *statement, int64_t *id,
                      ent_error *err) {
    bool row = false;
    ent_status status = ent_sql_step(session->store, statement, &row, err);
    if (id != NULL) *id = row ? sqlite3_column_int64(statement, 0) : 0;
    if (id != NULL && !sqlite3_stmt_readonly(statement))
        *id = sqlite3_last_insert_rowid(session->store->db);
    sqlite3_reset(statement);
    return status;
}

static ent_status begin_transaction(ent_store *store, ent_error *err) {
    sqlite3_busy_timeout(store->db, ENT_WAIT_IMPORT);
    ent_status status = ent_sql_run(store, "BEGIN IMMEDIATE", err);
    if (status == ENT_ERR_BUSY)
        return ent_fail(err, ENT_ERR_BUSY, "%s: another process is writing to this store",
                        store->path);
    return status;
}

ent_status ent_claims_begin(ent_claim_session **out, ent_store *store, ent_error *err) {
    *out = NULL;
    if (store->importing)
        return ent_fail(err, ENT_ERR_USAGE, "%s: an import is under way", store->path);
    ent_claim_session *session = calloc(1, sizeof *session);
    if (session == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    session->store = store;
    ent_status status = begin_transaction(store, err);
    if (status != ENT_OK) {
        free_session(session);
        return status;
    }
    store->importing = true;
    status =
        ent_sql_integer(store, "SELECT coalesce(max(id), 0) FROM claim", &session->before, err);
    if (status == ENT_OK) status = prepare_all(session, err);
    if (status != ENT_OK)
        ent_claims_rollback(session);
    else
        *out = session;
    return status;
}

/* ---- pages and claims ---- */

static ent_status put_page(ent_claim_session *session, const ent_claim_page *page, int64_t *id,
                           ent_error *err) {
    char date[ENT_DATE_TEXT];
    sqlite3_stmt *const both[] = {session->find_page, session->add_page};
    ent_status status = ENT_OK;
    *id = 0;
    for (size_t i = 0; i < 2 && *id == 0 && status == ENT_OK; i++) {
        ent_sql_bind_text(both[i], 1, page->id);
        ent_sql_bind_text(both[i], 2, page->url);
        ent_sql_bind_text(both[i], 3, page->title);
        if (i == 1) ent_sql_bind_date(both[i], 4, page->date, date);
        status = run(session, both[i], id, err);
    }
    return status;
}

static int by_actor(const void *left, const void *right) {
    const ent_claim_actor *a = left;
    const ent_claim_actor *b = right;
    if (a->target != b->target) return a->target ? 1 : -1;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    return strcmp(a->bloc, b->bloc);
}

/* What makes two claims the same. The order in which a page names the actors does not matter, nor,
 * where nobody acts on anybody, the side. Undated claims of one kind need not be one claim: only
 * the same words are. */
static ent_status make_key(ent_claim_session *session, const ent_claim_record *claim,
                           const char *ref, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    ent_claim_actor *sorted = NULL;
    ent_text *key = &session->key;
    bool dated = !ent_date_is_none(claim->first);
    ent_text_clear(key);
    ent_status status = ent_array_new((void **)&sorted, claim->actor_count, sizeof *sorted, err);
    if (status == ENT_OK)
        status = ent_text_format(key, err, "%s|%s|%s|", claim->kind, claim->modality,
                                 claim->directed ? "directed" : "undirected");
    for (size_t i = 0; i < claim->actor_count && status == ENT_OK; i++) {
        sorted[i] = claim->actors[i];
        if (!claim->directed) sorted[i].target = false;
    }
    if (status == ENT_OK) qsort(sorted, claim->actor_count, sizeof *sorted, by_actor);
    for (size_t i = 0; i < claim->actor_count && status == ENT_OK; i++)
        status = ent_text_format(key, err, "%s%d %s|", sorted[i].target ? "> " : "",
                                 (int)sorted[i].actor, sorted[i].bloc);
    if (status == ENT_OK)
        status = dated ? ent_text_format(key, err, "%s|%s", ent_date_format(claim->first, first),
                                         ent_date_format(claim->last, last))
                       : ent_text_format(key, err, "%s", ref);
    free(sorted);
    return status;
}

static ent_status add_actors(ent_claim_session *session, const ent_claim_record *claim, int64_t id,
                             ent_error *err) {
    sqlite3_stmt *add = session->add_actor;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < claim->actor_count && status == ENT_OK; i++) {
        const ent_claim_actor *who = &claim->actors[i];
        sqlite3_bind_int64(add, 1, id);
        sqlite3_bind_int64(add, 2, (int64_t)i);
        ent_sql_bind_text(add, 3, who->target ? "target" : "source");
        if (who->actor != 0)
            sqlite3_bind_int(add, 4, who->actor);
        else
            sqlite3_bind_null(add, 4);
        ent_sql_bind_text(add, 5, who->bloc);
        status = run(session, add, NULL, err);
    }
    return status;
}

static ent_status put_claim(ent_claim_session *session, const ent_claim_record *claim,
                            const char *ref, int64_t *id, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    sqlite3_stmt *add = session->add_claim;
    ent_status status = make_key(session, claim, ref, err);
    if (status != ENT_OK) return status;
    ent_sql_bind_text(session->find_claim, 1, session->key.bytes);
    status = run(session, session->find_claim, id, err);
    if (status != ENT_OK || *id != 0) return status;
    ent_sql_bind_text(add, 1, session->key.bytes);
    ent_sql_bind_text(add, 2, claim->kind);
    ent_sql_bind_date(add, 3, claim->first, first);
    ent_sql_bind_date(add, 4, claim->last, last);
    sqlite3_bind_null(add, 5);
    sqlite3_bind_null(add, 6);
    if (!ent_date_is_none(claim->first)) {
        sqlite3_bind_int(add, 5, claim->first.year);
        sqlite3_bind_int(add, 6, claim->last.year);
    }
    ent_sql_bind_text(add, 7, claim->precision);
    sqlite3_bind_int(add, 8, claim->directed);
    ent_sql_bind_text(add, 9, claim->modality);
    status = run(session, add, id, err);
    return status == ENT_OK ? add_actors(session, claim, *id, err) : status;
}

/* ---- reviews ---- */

/* Drop an earlier review of the candidate; *same if it is this one to the letter. */
static ent_status clear_review(ent_claim_session *session, const ent_claim_review *review,
                               int64_t page, bool *same, ent_error *err) {
    sqlite3_stmt *find = session->find_review;
    sqlite3_stmt *const drops[] = {session->drop_quotes, session->drop_speakers,
                                   session->drop_amounts, session->drop_review};
    bool row = false;
    ent_sql_bind_text(find, 1, review->ref);
    sqlite3_bind_int64(find, 2, page);
    ent_status status = ent_sql_step(session->store, find, &row, err);
    int64_t id = row ? sqlite3_column_int64(find, 0) : 0;
    *same = row && strcmp(ent_sql_text(find, 1), review->line) == 0;
    sqlite3_reset(find);
    for (size_t d = 0; d < sizeof drops / sizeof drops[0] && id != 0 && !*same; d++) {
        if (status != ENT_OK) break;
        sqlite3_bind_int64(drops[d], 1, id);
        status = run(session, drops[d], NULL, err);
    }
    return status;
}

static ent_status add_quotes(ent_claim_session *session, const ent_claim_review *review, int64_t id,
                             ent_error *err) {
    sqlite3_stmt *add = session->add_quote;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < review->quote_count && status == ENT_OK; i++) {
        const ent_claim_quote *quote = &review->quotes[i];
        sqlite3_bind_int64(add, 1, id);
        sqlite3_bind_int64(add, 2, (int64_t)i);
        ent_sql_bind_text(add, 3, quote->text);
        sqlite3_bind_int64(add, 4, quote->begin);
        sqlite3_bind_int64(add, 5, quote->end);
        ent_sql_bind_text(add, 6, quote->language);
        ent_sql_bind_text(add, 7, quote->part);
        sqlite3_bind_int(add, 8, quote->comment);
        status = run(session, add, NULL, err);
    }
    return status;
}

static ent_status add_speakers(ent_claim_session *session, const ent_claim_review *review,
                               int64_t id, ent_error *err) {
    sqlite3_stmt *add = session->add_speaker;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < review->speaker_count && status == ENT_OK; i++) {
        sqlite3_bind_int64(add, 1, id);
        sqlite3_bind_int64(add, 2, (int64_t)i);
        ent_sql_bind_text(add, 3, review->speakers[i].kind);
        ent_sql_bind_text(add, 4, review->speakers[i].source);
        ent_sql_bind_text(add, 5, review->speakers[i].cue);
        status = run(session, add, NULL, err);
    }
    return status;
}

static ent_status add_amounts(ent_claim_session *session, const ent_claim_review *review,
                              int64_t id, ent_error *err) {
    sqlite3_stmt *add = session->add_amount;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < review->amount_count && status == ENT_OK; i++) {
        sqlite3_bind_int64(add, 1, id);
        sqlite3_bind_int64(add, 2, (int64_t)i);
        ent_sql_bind_real(add, 3, review->amounts[i].value);
        ent_sql_bind_text(add, 4, review->amounts[i].unit);
        ent_sql_bind_text(add, 5, review->amounts[i].text);
        status = run(session, add, NULL, err);
    }
    return status;
}

static ent_status add_review(ent_claim_session *session, const ent_claim_review *review,
                             int64_t page, int64_t claim, int64_t *id, ent_error *err) {
    char reviewed[ENT_DATE_TEXT];
    sqlite3_stmt *add = session->add_review;
    ent_sql_bind_text(add, 1, review->ref);
    sqlite3_bind_int64(add, 2, page);
    sqlite3_bind_null(add, 3);
    if (claim != 0) sqlite3_bind_int64(add, 3, claim);
    ent_sql_bind_text(add, 4, ent_claim_decision_name(review->decision));
    ent_sql_bind_text(add, 5, review->reviewer);
    ent_sql_bind_text(add, 6, ent_date_format(review->reviewed, reviewed));
    ent_sql_bind_text(add, 7, review->when);
    sqlite3_bind_int(add, 8, review->inferred);
    ent_sql_bind_text(add, 9, review->line);
    return run(session, add, id, err);
}

ent_status ent_claims_put(ent_claim_session *session, const ent_claim_record *claim,
                          const ent_claim_review *review, ent_error *err) {
    int64_t page = 0;
    int64_t claim_id = 0;
    int64_t id = 0;
    bool same = false;
    ent_status status = put_page(session, &review->page, &page, err);
    if (status == ENT_OK) status = clear_review(session, review, page, &same, err);
    if (status != ENT_OK) return status;
    session->counts.unchanged += same;
    if (same) return ENT_OK;
    if (claim != NULL) status = put_claim(session, claim, review->ref, &claim_id, err);
    if (status == ENT_OK) status = add_review(session, review, page, claim_id, &id, err);
    if (status == ENT_OK && claim != NULL) status = add_quotes(session, review, id, err);
    if (status == ENT_OK && claim != NULL) status = add_speakers(session, review, id, err);
    if (status == ENT_OK && claim != NULL) status = add_amounts(session, review, id, err);
    session->counts.accepted += status == ENT_OK && claim != NULL;
    session->counts.rejected += status == ENT_OK && claim == NULL;
    return status;
}

/* ---- ending ---- */

/* Claims that no page makes any more go, and pages without reviews. */
static ent_status drop_orphans(ent_store *store, ent_error *err) {
    return ent_sql_run(store,
                       "DELETE FROM claim_actor WHERE claim NOT IN"
                       " (SELECT claim FROM claim_review WHERE claim IS NOT NULL);"
                       "DELETE FROM claim WHERE id NOT IN"
                       " (SELECT claim FROM claim_review WHERE claim IS NOT NULL);"
                       "DELETE FROM page WHERE id NOT IN (SELECT page FROM claim_review)",
                       err);
}

/* The claims' entry among the sources: who confirmed them. It has no extent and no coverage, so
 * that nothing that is measured rests on it. */
static ent_status put_source(ent_store *store, ent_error *err) {
    ent_status status =
        ent_sql_run(store, "DELETE FROM source WHERE name = '" ENT_CLAIM_SOURCE "'", err);
    if (status != ENT_OK) return status;
    return ent_sql_run(
        store,
        "INSERT INTO source SELECT (SELECT coalesce(max(id), 0) + 1 FROM source),"
        " '" ENT_CLAIM_SOURCE "', max(r.reviewed), 'Claims of pages, confirmed by ' ||"
        " (SELECT group_concat(reviewer, ', ') FROM (SELECT DISTINCT reviewer FROM claim_review"
        " WHERE claim IS NOT NULL ORDER BY reviewer)), 'as the page that each claim names', '',"
        " '@misc{claims,' || char(10) || '  title = {Claims of pages, confirmed by a person},'"
        " || char(10) || '  note = {Claims, weighed by nobody; each names its page}' || char(10)"
        " || '}', 1, '', (SELECT count(*) FROM claim), (SELECT min(year1) FROM claim),"
        " (SELECT max(year2) FROM claim) FROM claim_review r WHERE r.claim IS NOT NULL"
        " HAVING count(*) > 0",
        err);
}

static ent_status count(ent_claim_session *session, ent_error *err) {
    sqlite3_stmt *query = NULL;
    ent_status status =
        ent_sql_integer(session->store, "SELECT count(*) FROM claim", &session->counts.claims, err);
    if (status == ENT_OK)
        status = ent_sql_prepare(session->store, "SELECT count(*) FROM claim WHERE id > ?1", &query,
                                 err);
    if (status == ENT_OK) {
        sqlite3_bind_int64(query, 1, session->before);
        status = run(session, query, &session->counts.added, err);
    }
    sqlite3_finalize(query);
    return status;
}

ent_status ent_claims_commit(ent_claim_session *session, ent_claim_counts *counts, ent_error *err) {
    bool changed = session->counts.accepted + session->counts.rejected > 0;
    ent_status status = changed ? drop_orphans(session->store, err) : ENT_OK;
    if (status == ENT_OK && changed) status = put_source(session->store, err);
    if (status == ENT_OK) status = count(session, err);
    sqlite3_busy_timeout(session->store->db, ENT_WAIT_COMMIT);
    if (status == ENT_OK) status = ent_sql_run(session->store, "COMMIT", err);
    if (status != ENT_OK) {
        ent_claims_rollback(session);
        return status;
    }
    if (counts != NULL) *counts = session->counts;
    free_session(session);
    return ENT_OK;
}

void ent_claims_rollback(ent_claim_session *session) {
    if (session == NULL) return;
    (void)ent_sql_run(session->store, "ROLLBACK", NULL);
    free_session(session);
}
