/* SPDX-License-Identifier: Apache-2.0 */
/* Reading claims, with the pages that make them. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/claim.h"
#include "store/sql.h"

/* Everything the claims point to. */
struct ent_claim_memory {
    void **blocks;
    size_t count, capacity;
};

static ent_status keep(ent_claims *claims, void *block, ent_error *err) {
    struct ent_claim_memory *memory = claims->memory;
    ent_status status = block != NULL
                            ? ent_array_reserve((void **)&memory->blocks, &memory->capacity,
                                                memory->count + 1, sizeof *memory->blocks, err)
                            : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK)
        memory->blocks[memory->count++] = block;
    else
        free(block);
    return status;
}

static ent_status keep_text(ent_claims *claims, sqlite3_stmt *query, int column, const char **out,
                            ent_error *err) {
    char *copy = strdup(ent_sql_text(query, column));
    ent_status status = keep(claims, copy, err);
    *out = status == ENT_OK ? copy : "";
    return status;
}

/* Texts of consecutive columns. */
static ent_status keep_texts(ent_claims *claims, sqlite3_stmt *query, int column,
                             const char **const *out, size_t count, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = keep_text(claims, query, column + (int)i, out[i], err);
    return status;
}

/* ---- lists that hang on a claim or a review ---- */

/* Reads one row into the element at @p into. */
typedef ent_status (*row_fn)(ent_claims *claims, sqlite3_stmt *query, void *into, ent_error *err);

/* All rows of a query with the number of what they hang on as its parameter. */
static ent_status read_list(ent_claims *claims, ent_store *store, const char *sql, int64_t of,
                            row_fn fn, size_t size, const void **list, size_t *count,
                            ent_error *err) {
    sqlite3_stmt *query = NULL;
    void *rows = NULL;
    size_t capacity = 0;
    bool more = false;
    *count = 0;
    ent_status status = ent_sql_prepare(store, sql, &query, err);
    if (status == ENT_OK) {
        sqlite3_bind_int64(query, 1, of);
        status = ent_sql_step(store, query, &more, err);
    }
    while (status == ENT_OK && more) {
        status = ent_array_reserve(&rows, &capacity, *count + 1, size, err);
        if (status == ENT_OK) status = fn(claims, query, (char *)rows + *count * size, err);
        if (status == ENT_OK) ++*count;
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    if (status != ENT_OK)
        free(rows);
    else if (rows != NULL)
        status = keep(claims, rows, err);
    *list = status == ENT_OK ? rows : NULL;
    return status;
}

static ent_status read_actor(ent_claims *claims, sqlite3_stmt *query, void *into, ent_error *err) {
    ent_claim_actor *who = into;
    *who = (ent_claim_actor){.actor = sqlite3_column_int(query, 0),
                             .target = strcmp(ent_sql_text(query, 2), "target") == 0};
    return keep_text(claims, query, 1, &who->bloc, err);
}

static ent_status read_quote(ent_claims *claims, sqlite3_stmt *query, void *into, ent_error *err) {
    ent_claim_quote *quote = into;
    *quote = (ent_claim_quote){.begin = sqlite3_column_int64(query, 3),
                               .end = sqlite3_column_int64(query, 4),
                               .comment = sqlite3_column_int(query, 5)};
    const char **const texts[] = {&quote->text, &quote->language, &quote->part};
    return keep_texts(claims, query, 0, texts, 3, err);
}

static ent_status read_speaker(ent_claims *claims, sqlite3_stmt *query, void *into,
                               ent_error *err) {
    ent_claim_speaker *speaker = into;
    const char **const texts[] = {&speaker->kind, &speaker->source, &speaker->cue};
    return keep_texts(claims, query, 0, texts, 3, err);
}

static ent_status read_amount(ent_claims *claims, sqlite3_stmt *query, void *into, ent_error *err) {
    ent_claim_amount *amount = into;
    const char **const texts[] = {&amount->unit, &amount->text};
    amount->value = ent_sql_real(query, 2);
    return keep_texts(claims, query, 0, texts, 2, err);
}

/* ---- reviews ---- */

/* A review with its number, until its lists are read. */
struct numbered {
    ent_claim_review review;
    int64_t id;
};

static ent_status read_review(ent_claims *claims, sqlite3_stmt *query, void *into, ent_error *err) {
    struct numbered *row = into;
    ent_claim_review *review = &row->review;
    *row = (struct numbered){.id = sqlite3_column_int64(query, 8)};
    const char **const texts[] = {&review->ref,      &review->page.id,  &review->page.title,
                                  &review->page.url, &review->reviewer, &review->when,
                                  &review->line};
    ent_claim_decision_from_name(ent_sql_text(query, 7), &review->decision);
    review->reviewed = ent_sql_date(query, 9);
    review->page.date = ent_sql_date(query, 10);
    review->inferred = sqlite3_column_int(query, 11) != 0;
    return keep_texts(claims, query, 0, texts, 7, err);
}

static ent_status read_review_lists(ent_claims *claims, ent_store *store, int64_t id,
                                    ent_claim_review *review, ent_error *err) {
    ent_status status =
        read_list(claims, store,
                  "SELECT text, language, part, first_byte, end_byte, comment FROM claim_quote"
                  " WHERE review = ?1 ORDER BY seq",
                  id, read_quote, sizeof *review->quotes, (const void **)&review->quotes,
                  &review->quote_count, err);
    if (status == ENT_OK)
        status = read_list(claims, store,
                           "SELECT kind, name, cue FROM claim_speaker WHERE review = ?1"
                           " ORDER BY seq",
                           id, read_speaker, sizeof *review->speakers,
                           (const void **)&review->speakers, &review->speaker_count, err);
    if (status == ENT_OK)
        status = read_list(claims, store,
                           "SELECT unit, text, value FROM claim_amount WHERE review = ?1"
                           " ORDER BY seq",
                           id, read_amount, sizeof *review->amounts,
                           (const void **)&review->amounts, &review->amount_count, err);
    return status;
}

static ent_status read_reviews(ent_claims *claims, ent_store *store, ent_claim_record *claim,
                               ent_error *err) {
    const void *list = NULL;
    ent_claim_review *reviews = NULL;
    ent_status status = read_list(
        claims, store,
        "SELECT r.ref, p.ref, p.title, p.url, r.reviewer, r.date_words, r.line, r.decision,"
        " r.id, r.reviewed, p.date, r.inferred FROM claim_review r JOIN page p ON p.id = r.page"
        " WHERE r.claim = ?1 ORDER BY r.id",
        claim->id, read_review, sizeof(struct numbered), &list, &claim->review_count, err);
    const struct numbered *rows = list;
    if (status == ENT_OK)
        status = ent_array_new((void **)&reviews, claim->review_count, sizeof *reviews, err);
    if (status == ENT_OK) status = keep(claims, reviews, err);
    for (size_t r = 0; r < claim->review_count && status == ENT_OK; r++) {
        reviews[r] = rows[r].review;
        status = read_review_lists(claims, store, rows[r].id, &reviews[r], err);
    }
    claim->reviews = status == ENT_OK ? reviews : NULL;
    return status;
}

/* ---- claims ---- */

static ent_status read_claim(ent_claims *claims, ent_store *store, sqlite3_stmt *query,
                             ent_claim_record *claim, ent_error *err) {
    const char **const texts[] = {&claim->kind, &claim->precision, &claim->modality};
    *claim = (ent_claim_record){.id = sqlite3_column_int64(query, 3),
                                .first = ent_sql_date(query, 4),
                                .last = ent_sql_date(query, 5),
                                .directed = sqlite3_column_int(query, 6) != 0};
    ent_status status = keep_texts(claims, query, 0, texts, 3, err);
    if (status == ENT_OK)
        status = read_list(claims, store,
                           "SELECT actor, bloc, side FROM claim_actor WHERE claim = ?1"
                           " ORDER BY seq",
                           claim->id, read_actor, sizeof *claim->actors,
                           (const void **)&claim->actors, &claim->actor_count, err);
    return status == ENT_OK ? read_reviews(claims, store, claim, err) : status;
}

/* Version 2 of the store had no claims. */
static ent_status has_tables(ent_store *store, bool *has, ent_error *err) {
    int64_t count = 0;
    ent_status status = ent_sql_integer(
        store, "SELECT count(*) FROM sqlite_schema WHERE name = 'claim_review'", &count, err);
    *has = count > 0;
    return status;
}

/* Of a lineage, up to ENT_LINEAGE actors; 0 is nobody. */
static void bind_lineage(sqlite3_stmt *query, int first, const ent_actor_ref *lineage) {
    for (int i = 0; i < ENT_LINEAGE; i++)
        sqlite3_bind_int(query, first + i,
                         lineage != NULL && i < lineage->count ? lineage->actor[i] : 0);
}

static ent_status prepare(ent_store *store, const ent_actor_ref *a, const ent_actor_ref *b,
                          int year1, int year2, sqlite3_stmt **query, ent_error *err) {
    ent_status status = ent_sql_prepare(
        store,
        "SELECT kind, precision, modality, id, first, last, directed FROM claim WHERE"
        " (?1 = 0 OR (id IN (SELECT claim FROM claim_actor WHERE actor IN (?4, ?5, ?6, ?7, ?8, ?9))"
        " AND id IN (SELECT claim FROM claim_actor WHERE actor IN (?10, ?11, ?12, ?13, ?14, ?15))))"
        " AND (year1 IS NULL OR (year1 <= ?3 AND year2 >= ?2))"
        " ORDER BY first IS NULL, first, id",
        query, err);
    if (status != ENT_OK) return status;
    sqlite3_bind_int(*query, 1, a != NULL);
    sqlite3_bind_int(*query, 2, year1);
    sqlite3_bind_int(*query, 3, year2);
    bind_lineage(*query, 4, a);
    bind_lineage(*query, 4 + ENT_LINEAGE, b);
    return ENT_OK;
}

static ent_status read_claims(ent_claims *claims, ent_store *store, sqlite3_stmt *query,
                              ent_error *err) {
    size_t capacity = 0;
    bool more = false;
    ent_status status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        status = ent_array_reserve((void **)&claims->list, &capacity, claims->count + 1,
                                   sizeof *claims->list, err);
        if (status == ENT_OK)
            status = read_claim(claims, store, query, &claims->list[claims->count], err);
        if (status == ENT_OK) claims->count++;
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    return status;
}

ent_status ent_store_claims(ent_claims *out, ent_store *store, const ent_actor_ref *a,
                            const ent_actor_ref *b, int year1, int year2, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool has = false;
    *out = (ent_claims){0};
    ent_status status = has_tables(store, &has, err);
    if (status != ENT_OK || !has) return status;
    status = ent_array_new((void **)&out->memory, 1, sizeof *out->memory, err);
    if (status == ENT_OK) status = prepare(store, a, b, year1, year2, &query, err);
    if (status == ENT_OK) status = read_claims(out, store, query, err);
    sqlite3_finalize(query);
    if (status != ENT_OK) ent_claims_free(out);
    return status;
}

void ent_claims_free(ent_claims *claims) {
    for (size_t b = 0; claims->memory != NULL && b < claims->memory->count; b++)
        free(claims->memory->blocks[b]);
    if (claims->memory != NULL) free(claims->memory->blocks);
    free(claims->memory);
    free(claims->list);
    *claims = (ent_claims){0};
}

/* ---- lines and pages ---- */

ent_status ent_store_claim_lines(ent_store *store, ent_claim_line_fn fn, void *context,
                                 ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    ent_status status = has_tables(store, &more, err);
    if (status != ENT_OK || !more) return status;
    status = ent_sql_prepare(store, "SELECT line FROM claim_review ORDER BY id", &query, err);
    if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        status = fn(context, ent_sql_text(query, 0), err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

ent_status ent_store_claim_pages(ent_store *store, ent_claim_page_fn fn, void *context,
                                 ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    ent_status status = has_tables(store, &more, err);
    if (status != ENT_OK || !more) return status;
    status = ent_sql_prepare(store,
                             "SELECT ref, title, url, date FROM page WHERE id IN (SELECT page FROM"
                             " claim_review WHERE claim IS NOT NULL) ORDER BY id",
                             &query, err);
    if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        ent_claim_page page = {.id = ent_sql_text(query, 0),
                               .title = ent_sql_text(query, 1),
                               .url = ent_sql_text(query, 2),
                               .date = ent_sql_date(query, 3)};
        status = fn(context, &page, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}
