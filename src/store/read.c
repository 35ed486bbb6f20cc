/* SPDX-License-Identifier: Apache-2.0 */
/* Reading sources, coverage, evidence and membership. */

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/schema.h"

ent_status ent_store_sources(ent_store *store, ent_source_fn fn, void *context, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    ent_status status =
        ent_sql_prepare(store,
                        "SELECT name, version, title, licence, url, citation, release_order,"
                        " row_count, coalesce(year1, 0), coalesce(year2, 0) FROM source"
                        " ORDER BY name",
                        &query, err);
    if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        ent_source_info row = {.source = {.name = ent_sql_text(query, 0),
                                          .version = ent_sql_text(query, 1),
                                          .title = ent_sql_text(query, 2),
                                          .licence = ent_sql_text(query, 3),
                                          .url = ent_sql_text(query, 4),
                                          .citation = ent_sql_text(query, 5),
                                          .order = sqlite3_column_int64(query, 6)},
                               .rows = sqlite3_column_int64(query, 7),
                               .year1 = sqlite3_column_int(query, 8),
                               .year2 = sqlite3_column_int(query, 9)};
        status = fn(context, &row, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

/* ---- coverage ---- */

static bool scope_from_name(const char *name, ent_scope *scope) {
    static const char *const names[] = {"all", "from", "one", "both"};
    for (int s = 0; s < 4; s++) {
        if (strcmp(names[s], name) != 0) continue;
        *scope = (ent_scope)s;
        return true;
    }
    return false;
}

static ent_status coverage_actors(ent_store *store, int64_t id, ent_actor **list, size_t *count,
                                  size_t *capacity, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    *count = 0;
    ent_status status = ent_sql_prepare(
        store, "SELECT actor FROM coverage_actor WHERE coverage = ?1 ORDER BY actor", &query, err);
    if (status == ENT_OK) {
        sqlite3_bind_int64(query, 1, id);
        status = ent_sql_step(store, query, &more, err);
    }
    while (status == ENT_OK && more) {
        status = ent_array_reserve((void **)list, capacity, *count + 1, sizeof **list, err);
        if (status == ENT_OK) (*list)[(*count)++] = sqlite3_column_int(query, 0);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

ent_status ent_store_coverage(ent_store *store, ent_kind kind, ent_coverage_fn fn, void *context,
                              ent_error *err) {
    sqlite3_stmt *query = NULL;
    ent_actor *list = NULL;
    size_t count = 0;
    size_t capacity = 0;
    bool more = false;
    ent_status status = ent_sql_prepare(
        store,
        "SELECT c.id, c.kind, c.year1, c.year2, c.scope, s.name FROM coverage c"
        " JOIN source s ON s.id = c.source WHERE ?1 = '' OR c.kind = ?1"
        " ORDER BY CASE c.scope WHEN 'all' THEN 0 WHEN 'from' THEN 1 WHEN 'one' THEN 2 ELSE 3 END,"
        " s.name, c.id",
        &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, kind == ENT_KINDS ? "" : ent_kind_name(kind));
        status = ent_sql_step(store, query, &more, err);
    }
    while (status == ENT_OK && more) {
        ent_coverage row = {.year1 = sqlite3_column_int(query, 2),
                            .year2 = sqlite3_column_int(query, 3),
                            .source = ent_sql_text(query, 5)};
        status =
            coverage_actors(store, sqlite3_column_int64(query, 0), &list, &count, &capacity, err);
        row.actors = list;
        row.actor_count = count;
        /* A kind or scope of a newer program says nothing to this one. */
        if (status == ENT_OK && ent_kind_from_name(ent_sql_text(query, 1), &row.kind) &&
            scope_from_name(ent_sql_text(query, 4), &row.scope))
            status = fn(context, &row, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    free(list);
    return status;
}

/* ---- evidence ---- */

/* One evidence with its participants, gathered from joined rows. */
struct gathered {
    ent_evidence row;
    ent_participant *list;
    size_t capacity;
    ent_text text;    /* strings of the row and the roles, NUL-terminated one after the other */
    size_t offset[8]; /* of the row's strings */
    size_t *role;
    size_t role_capacity;
};

enum { TEXTS = 7 }; /* source, ref, category, unit, title, quote, detail */

static ent_status keep_text(struct gathered *into, const char *text, size_t *offset,
                            ent_error *err) {
    *offset = into->text.length;
    return ent_text_add(&into->text, text, strlen(text) + 1, err);
}

static ent_status start_row(struct gathered *into, sqlite3_stmt *query, ent_error *err) {
    static const int columns[TEXTS] = {1, 3, 6, 8, 9, 10, 11};
    ent_status status = ENT_OK;
    ent_text_clear(&into->text);
    into->row = (ent_evidence){.id = sqlite3_column_int64(query, 0),
                               .first = ent_sql_date(query, 4),
                               .last = ent_sql_date(query, 5),
                               .magnitude = ent_sql_real(query, 7)};
    if (!ent_kind_from_name(ent_sql_text(query, 2), &into->row.kind) ||
        into->row.kind >= ENT_EVIDENCE_KINDS)
        into->row.kind = ENT_EVIDENCE_KINDS; /* of a newer program: passed over */
    for (size_t t = 0; t < TEXTS && status == ENT_OK; t++)
        status = keep_text(into, ent_sql_text(query, columns[t]), &into->offset[t], err);
    return status;
}

static ent_status add_participant(struct gathered *into, sqlite3_stmt *query, ent_error *err) {
    size_t index = into->row.participant_count;
    if (sqlite3_column_type(query, 12) == SQLITE_NULL) return ENT_OK;
    ent_status status = ent_array_reserve((void **)&into->list, &into->capacity, index + 1,
                                          sizeof *into->list, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&into->role, &into->role_capacity, index + 1,
                                   sizeof *into->role, err);
    if (status == ENT_OK)
        status = keep_text(into, ent_sql_text(query, 13), &into->role[index], err);
    if (status != ENT_OK) return status;
    into->list[index] = (ent_participant){.actor = sqlite3_column_int(query, 12),
                                          .first = ent_sql_date(query, 14),
                                          .last = ent_sql_date(query, 15),
                                          .level = ent_sql_real(query, 16)};
    into->row.participant_count++;
    return ENT_OK;
}

/* Text may have moved while it grew: pointers are set when the row is whole. */
static ent_status hand_out(struct gathered *row, ent_evidence_fn fn, void *context,
                           ent_error *err) {
    const char **const texts[TEXTS] = {&row->row.source, &row->row.ref,   &row->row.category,
                                       &row->row.unit,   &row->row.title, &row->row.quote,
                                       &row->row.detail};
    if (row->row.kind == ENT_EVIDENCE_KINDS) return ENT_OK;
    for (size_t t = 0; t < TEXTS; t++)
        *texts[t] = row->text.bytes + row->offset[t];
    for (size_t p = 0; p < row->row.participant_count; p++)
        row->list[p].role = row->text.bytes + row->role[p];
    row->row.participants = row->list;
    return fn(context, &row->row, err);
}

/* Which evidence: of all, by kind and years; of an actor or a pair, through their participations.
 */
static const char *evidence_sql(ent_actor a, ent_actor b, bool all_kinds) {
#define ROWS                                                                                       \
    "SELECT e.id, s.name, e.kind, e.ref, e.first, e.last, e.category, e.magnitude, e.unit,"        \
    " e.title, e.quote, e.detail, p.actor, p.role, p.first, p.last, p.level FROM evidence e"       \
    " JOIN source s ON s.id = e.source LEFT JOIN participant p ON p.evidence = e.id WHERE "
    static const char *const of_pair =
        ROWS "e.id IN (SELECT evidence FROM participant WHERE actor = ?4 INTERSECT"
             " SELECT evidence FROM participant WHERE actor = ?5)"
             " AND (?1 = '' OR e.kind = ?1) AND e.year1 <= ?3 AND e.year2 >= ?2"
             " ORDER BY e.id, p.seq";
    static const char *const of_actor =
        ROWS "e.id IN (SELECT evidence FROM participant WHERE actor = ?4)"
             " AND (?1 = '' OR e.kind = ?1) AND e.year1 <= ?3 AND e.year2 >= ?2"
             " ORDER BY e.id, p.seq";
    static const char *const of_kind =
        ROWS "e.kind = ?1 AND e.year1 <= ?3 AND e.year2 >= ?2 ORDER BY e.id, p.seq";
    static const char *const of_all = ROWS "e.year1 <= ?3 AND e.year2 >= ?2 ORDER BY e.id, p.seq";
#undef ROWS
    if (a != 0 && b != 0) return of_pair;
    if (a != 0) return of_actor;
    return all_kinds ? of_all : of_kind;
}

static ent_status gather(ent_store *store, sqlite3_stmt *query, struct gathered *into,
                         ent_evidence_fn fn, void *context, ent_error *err) {
    bool more = false;
    bool begun = false;
    ent_status status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        if (begun && sqlite3_column_int64(query, 0) != into->row.id) {
            status = hand_out(into, fn, context, err);
            begun = false;
        }
        if (status == ENT_OK && !begun) status = start_row(into, query, err);
        begun = true;
        if (status == ENT_OK) status = add_participant(into, query, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    if (status == ENT_OK && begun) status = hand_out(into, fn, context, err);
    return status;
}

ent_status ent_store_evidence(ent_store *store, ent_kind kind, ent_actor a, ent_actor b, int year1,
                              int year2, ent_evidence_fn fn, void *context, ent_error *err) {
    sqlite3_stmt *query = NULL;
    struct gathered gathered = {0};
    bool all_kinds = kind == ENT_EVIDENCE_KINDS;
    ent_status status = ent_sql_prepare(store, evidence_sql(a, b, all_kinds), &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, all_kinds ? "" : ent_kind_name(kind));
        sqlite3_bind_int(query, 2, year1);
        sqlite3_bind_int(query, 3, year2);
        if (a != 0) sqlite3_bind_int(query, 4, a);
        if (a != 0 && b != 0) sqlite3_bind_int(query, 5, b);
        status = gather(store, query, &gathered, fn, context, err);
    }
    sqlite3_finalize(query);
    ent_text_free(&gathered.text);
    free(gathered.list);
    free(gathered.role);
    return status;
}

/* ---- membership ---- */

ent_status ent_store_terms(ent_store *store, ent_term_fn fn, void *context, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    ent_status status = ent_sql_prepare(
        store,
        "SELECT t.system, t.code, t.first, t.last, s.name FROM term t"
        " JOIN source s ON s.id = t.source ORDER BY t.system, t.code, t.first, t.id",
        &query, err);
    if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        ent_system system = strcmp(ent_sql_text(query, 0), "gw") == 0 ? ENT_GW : ENT_COW;
        ent_date last = ent_sql_date(query, 3);
        ent_term row = {.code = sqlite3_column_int(query, 1),
                        .first = ent_date_days(ent_sql_date(query, 2), false),
                        .last = last.year >= ENT_OPEN ? INT32_MAX : ent_date_days(last, true)};
        status = fn(context, system, &row, ent_sql_text(query, 4), err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

struct terms {
    ent_term *list[2];
    size_t count[2], capacity[2];
};

static ent_status keep_term(void *context, ent_system system, const ent_term *row,
                            const char *source, ent_error *err) {
    (void)source;
    struct terms *terms = context;
    ent_status status = ent_array_reserve((void **)&terms->list[system], &terms->capacity[system],
                                          terms->count[system] + 1, sizeof *row, err);
    if (status == ENT_OK) terms->list[system][terms->count[system]++] = *row;
    return status;
}

ent_status ent_store_actors(ent_store *store, ent_actors **out, ent_error *err) {
    struct terms terms = {0};
    *out = NULL;
    ent_status status = ent_store_terms(store, keep_term, &terms, err);
    if (status == ENT_OK) status = ent_actors_new(out, err);
    for (int system = 0; system < 2 && status == ENT_OK; system++)
        if (terms.count[system] > 0)
            status = ent_actors_set_terms(*out, (ent_system)system, terms.list[system],
                                          terms.count[system], err);
    if (status != ENT_OK) {
        ent_actors_free(*out);
        *out = NULL;
    }
    free(terms.list[0]);
    free(terms.list[1]);
    return status;
}
