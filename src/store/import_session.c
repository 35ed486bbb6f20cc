/* SPDX-License-Identifier: Apache-2.0 */
/* One import: what its source held goes, the new rows come, in one transaction. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/claim.h"
#include "store/schema.h"

enum { SERIES_MAX = 64, KIND_SLOTS = ENT_KINDS };

/* Years and rows of one kind, for the table `extent`. */
struct extent {
    int64_t rows;
    int year1, year2;
};

struct ent_import_session {
    ent_store *store;
    int64_t source;
    int64_t rows;
    int64_t evidence, coverage, roll_call; /* ids given so far */
    char replaced[64];
    bool older;
    struct extent extent[KIND_SLOTS];
    char *series_name[SERIES_MAX];
    int64_t series_id[SERIES_MAX];
    size_t series_count;
    sqlite3_stmt *add_coverage, *add_coverage_actor, *add_evidence, *add_participant, *add_flow,
        *add_point, *add_span, *add_place, *add_term, *add_roll_call, *add_vote;
};

/* ---- statements ---- */

static const char *const statements[] = {
    "INSERT INTO coverage VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    "INSERT OR IGNORE INTO coverage_actor VALUES (?1, ?2)",
    "INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    "INSERT INTO participant VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    "INSERT INTO flow VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    "INSERT INTO point VALUES (?1, ?2, ?3, ?4, ?5)",
    "INSERT INTO span VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    "INSERT INTO place VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    "INSERT INTO term VALUES (NULL, ?1, ?2, ?3, ?4, ?5)",
    "INSERT INTO roll_call VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    "INSERT INTO vote VALUES (?1, ?2, ?3)"};
enum { STATEMENTS = sizeof statements / sizeof statements[0] };

static void statement_slots(ent_import_session *s, sqlite3_stmt **slots[STATEMENTS]) {
    sqlite3_stmt **const all[STATEMENTS] = {
        &s->add_coverage, &s->add_coverage_actor, &s->add_evidence, &s->add_participant,
        &s->add_flow,     &s->add_point,          &s->add_span,     &s->add_place,
        &s->add_term,     &s->add_roll_call,      &s->add_vote};
    memcpy(slots, all, sizeof all);
}

static ent_status prepare_all(ent_import_session *session, ent_error *err) {
    sqlite3_stmt **slots[STATEMENTS];
    statement_slots(session, slots);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < STATEMENTS && status == ENT_OK; i++)
        status = ent_sql_prepare(session->store, statements[i], slots[i], err);
    return status;
}

static void free_session(ent_import_session *session) {
    sqlite3_stmt **slots[STATEMENTS];
    statement_slots(session, slots);
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(*slots[i]);
    for (size_t i = 0; i < session->series_count; i++)
        free(session->series_name[i]);
    session->store->importing = false;
    sqlite3_busy_timeout(session->store->db, ENT_WAIT_READ);
    free(session);
}

/* Run an insert whose parameters are bound. */
static ent_status insert(ent_import_session *session, sqlite3_stmt *statement, ent_error *err) {
    int code = sqlite3_step(statement);
    ent_status status = code == SQLITE_DONE ? ENT_OK : ent_sql_fail(session->store, code, err);
    sqlite3_reset(statement);
    return status;
}

/* ---- beginning ---- */

/* What the store holds of the source: *id 0 if nothing. */
static ent_status look_up(ent_import_session *session, const ent_source *source,
                          const char *fingerprint, bool *unchanged, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool row = false;
    ent_status status = ent_sql_prepare(
        session->store,
        "SELECT id, version, release_order, fingerprint FROM source WHERE name = ?1", &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, source->name);
        status = ent_sql_step(session->store, query, &row, err);
    }
    if (row) {
        session->source = sqlite3_column_int64(query, 0);
        *unchanged = strcmp(ent_sql_text(query, 1), source->version) == 0 &&
                     strcmp(ent_sql_text(query, 3), fingerprint) == 0;
        strncpy(session->replaced, ent_sql_text(query, 1), sizeof session->replaced - 1);
        session->older = sqlite3_column_int64(query, 2) > source->order;
    }
    sqlite3_finalize(query);
    return status;
}

/* Delete everything of the source: rows with ids of their own are one range of them. */
static ent_status clear_source(ent_import_session *session, ent_error *err) {
    static const char *const tables[] = {
        "DELETE FROM participant WHERE evidence BETWEEN ?1 AND ?2",
        "DELETE FROM evidence WHERE id BETWEEN ?1 AND ?2",
        "DELETE FROM vote WHERE roll_call BETWEEN ?1 AND ?2",
        "DELETE FROM roll_call WHERE id BETWEEN ?1 AND ?2",
        "DELETE FROM coverage_actor WHERE coverage BETWEEN ?1 AND ?2",
        "DELETE FROM coverage WHERE id BETWEEN ?1 AND ?2",
        "DELETE FROM flow WHERE source = ?3",
        "DELETE FROM point WHERE source = ?3",
        "DELETE FROM span WHERE source = ?3",
        "DELETE FROM place WHERE source = ?3",
        "DELETE FROM term WHERE source = ?3",
        "DELETE FROM extent WHERE source = ?3"};
    ent_status status = ENT_OK;
    for (size_t t = 0; t < sizeof tables / sizeof tables[0] && status == ENT_OK; t++) {
        sqlite3_stmt *query = NULL;
        bool row = false;
        status = ent_sql_prepare(session->store, tables[t], &query, err);
        if (status != ENT_OK) break;
        if (t < 6) {
            sqlite3_bind_int64(query, 1, session->source * ENT_ROWS_PER_SOURCE);
            sqlite3_bind_int64(query, 2, (session->source + 1) * ENT_ROWS_PER_SOURCE - 1);
        } else {
            sqlite3_bind_int64(query, 3, session->source);
        }
        status = ent_sql_step(session->store, query, &row, err);
        sqlite3_finalize(query);
    }
    return status;
}

/* Write the source's own row; a source keeps its number when it is replaced. */
static ent_status put_source(ent_import_session *session, const ent_source *source,
                             const char *fingerprint, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool row = false;
    ent_status status = ENT_OK;
    if (session->source != 0) status = clear_source(session, err);
    if (session->source == 0)
        status = ent_sql_integer(session->store, "SELECT coalesce(max(id), 0) + 1 FROM source",
                                 &session->source, err);
    if (status == ENT_OK)
        status = ent_sql_prepare(session->store,
                                 "INSERT OR REPLACE INTO source VALUES "
                                 "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, NULL, NULL)",
                                 &query, err);
    if (status != ENT_OK) return status;
    const char *const texts[] = {source->name,    source->version, source->title,
                                 source->licence, source->url,     source->citation};
    sqlite3_bind_int64(query, 1, session->source);
    for (int t = 0; t < 6; t++)
        ent_sql_bind_text(query, 2 + t, texts[t]);
    sqlite3_bind_int64(query, 8, source->order);
    ent_sql_bind_text(query, 9, fingerprint);
    status = ent_sql_step(session->store, query, &row, err);
    sqlite3_finalize(query);
    return status;
}

static ent_status begin_transaction(ent_store *store, ent_error *err) {
    sqlite3_busy_timeout(store->db, ENT_WAIT_IMPORT);
    ent_status status = ent_sql_run(store, "BEGIN IMMEDIATE", err);
    if (status == ENT_ERR_BUSY)
        return ent_fail(err, ENT_ERR_BUSY, "%s: another process is importing into this store",
                        store->path);
    return status;
}

ent_status ent_import_begin(ent_import_session **out, ent_store *store, const ent_source *source,
                            const char *fingerprint, bool *unchanged, ent_error *err) {
    *out = NULL;
    *unchanged = false;
    if (store->importing)
        return ent_fail(err, ENT_ERR_USAGE, "%s: an import is under way", store->path);
    if (strcmp(source->name, ENT_CLAIM_SOURCE) == 0)
        return ent_fail(err, ENT_ERR_USAGE, "%s: claims are not imported: use entente accept",
                        store->path);
    ent_import_session *session = calloc(1, sizeof *session);
    if (session == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    session->store = store;
    ent_status status = begin_transaction(store, err);
    if (status != ENT_OK) {
        free_session(session);
        return status;
    }
    store->importing = true;
    status = look_up(session, source, fingerprint, unchanged, err);
    if (status == ENT_OK && !*unchanged) status = put_source(session, source, fingerprint, err);
    if (status == ENT_OK && !*unchanged) status = prepare_all(session, err);
    if (status != ENT_OK || *unchanged)
        ent_import_rollback(session);
    else
        *out = session;
    return status;
}

const char *ent_import_replaces(const ent_import_session *session, bool *older) {
    *older = session->older;
    return session->replaced;
}

/* ---- rows ---- */

static void extend(ent_import_session *session, ent_kind kind, int year1, int year2) {
    session->rows++;
    if ((unsigned)kind >= KIND_SLOTS) return;
    struct extent *extent = &session->extent[kind];
    if (extent->rows == 0 || year1 < extent->year1) extent->year1 = year1;
    if (extent->rows == 0 || year2 > extent->year2) extent->year2 = year2;
    extent->rows++;
}

static int64_t next_id(const ent_import_session *session, int64_t *counter) {
    return session->source * ENT_ROWS_PER_SOURCE + (*counter)++;
}

static const char *scope_name(ent_scope scope) {
    static const char *const names[] = {"all", "from", "one", "both"};
    return names[scope];
}

ent_status ent_import_coverage(ent_import_session *session, const ent_coverage *row,
                               ent_error *err) {
    if (row->year1 > row->year2)
        return ent_fail(err, ENT_ERR_USAGE, "coverage: years are reversed: %d-%d", row->year1,
                        row->year2);
    int64_t id = next_id(session, &session->coverage);
    sqlite3_stmt *add = session->add_coverage;
    sqlite3_bind_int64(add, 1, id);
    sqlite3_bind_int64(add, 2, session->source);
    ent_sql_bind_text(add, 3, ent_kind_name(row->kind));
    sqlite3_bind_int(add, 4, row->year1);
    sqlite3_bind_int(add, 5, row->year2);
    ent_sql_bind_text(add, 6, scope_name(row->scope));
    ent_status status = insert(session, add, err);
    for (size_t a = 0; a < row->actor_count && status == ENT_OK; a++) {
        sqlite3_bind_int64(session->add_coverage_actor, 1, id);
        sqlite3_bind_int(session->add_coverage_actor, 2, row->actors[a]);
        status = insert(session, session->add_coverage_actor, err);
    }
    return status;
}

static ent_status add_participant(ent_import_session *session, int64_t evidence, size_t seq,
                                  const ent_participant *who, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    sqlite3_stmt *add = session->add_participant;
    sqlite3_bind_int64(add, 1, evidence);
    sqlite3_bind_int64(add, 2, (int64_t)seq);
    sqlite3_bind_int(add, 3, who->actor);
    ent_sql_bind_text(add, 4, who->role);
    ent_sql_bind_date(add, 5, who->first, first);
    ent_sql_bind_date(add, 6, who->last, last);
    ent_sql_bind_real(add, 7, who->level);
    return insert(session, add, err);
}

ent_status ent_import_evidence(ent_import_session *session, const ent_evidence *row,
                               ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    ent_date end = ent_date_is_none(row->last) ? row->first : row->last;
    if (end.year < row->first.year)
        return ent_fail(err, ENT_ERR_FORMAT, "evidence '%.60s' ends before it begins",
                        row->title != NULL ? row->title : "");
    int64_t id = next_id(session, &session->evidence);
    sqlite3_stmt *add = session->add_evidence;
    sqlite3_bind_int64(add, 1, id);
    sqlite3_bind_int64(add, 2, session->source);
    ent_sql_bind_text(add, 3, ent_kind_name(row->kind));
    ent_sql_bind_text(add, 4, row->ref);
    ent_sql_bind_text(add, 5, ent_date_format(row->first, first));
    ent_sql_bind_text(add, 6, ent_date_format(end, last));
    sqlite3_bind_int(add, 7, row->first.year);
    sqlite3_bind_int(add, 8, end.year);
    ent_sql_bind_text(add, 9, row->category);
    ent_sql_bind_real(add, 10, row->magnitude);
    ent_sql_bind_text(add, 11, row->unit);
    ent_sql_bind_text(add, 12, row->title);
    ent_sql_bind_text(add, 13, row->quote);
    ent_sql_bind_text(add, 14, row->detail);
    ent_status status = insert(session, add, err);
    for (size_t p = 0; p < row->participant_count && status == ENT_OK; p++)
        status = add_participant(session, id, p, &row->participants[p], err);
    extend(session, row->kind, row->first.year, end.year == ENT_OPEN ? row->first.year : end.year);
    return status;
}

/* The number of a series, added to the store when new. */
static ent_status series_id(ent_import_session *session, const char *name, int64_t *id,
                            ent_error *err) {
    for (size_t s = 0; s < session->series_count; s++) {
        if (strcmp(session->series_name[s], name) != 0) continue;
        *id = session->series_id[s];
        return ENT_OK;
    }
    if (session->series_count == SERIES_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "more than %d series in one source", SERIES_MAX);
    sqlite3_stmt *query = NULL;
    bool row = false;
    ent_status status =
        ent_sql_prepare(session->store,
                        "INSERT INTO series(name) VALUES (?1) ON CONFLICT (name) DO UPDATE SET "
                        "name = name RETURNING id",
                        &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, name);
        status = ent_sql_step(session->store, query, &row, err);
    }
    if (row) *id = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    char *copy = status == ENT_OK ? strdup(name) : NULL;
    if (status == ENT_OK && copy == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status != ENT_OK) return status;
    session->series_name[session->series_count] = copy;
    session->series_id[session->series_count++] = *id;
    return ENT_OK;
}

ent_status ent_import_flow(ent_import_session *session, const ent_flow *row, ent_error *err) {
    int64_t series = 0;
    ent_status status = series_id(session, row->series, &series, err);
    if (status != ENT_OK) return status;
    sqlite3_stmt *add = session->add_flow;
    sqlite3_bind_int64(add, 1, series);
    sqlite3_bind_int(add, 2, row->year);
    sqlite3_bind_int(add, 3, row->actor1);
    sqlite3_bind_int(add, 4, row->actor2);
    sqlite3_bind_int64(add, 5, session->source);
    ent_sql_bind_real(add, 6, row->value);
    status = insert(session, add, err);
    extend(session, ent_kind_of_series(row->series), row->year, row->year);
    return status;
}

ent_status ent_import_point(ent_import_session *session, const ent_point *row, ent_error *err) {
    int64_t series = 0;
    ent_status status = series_id(session, row->series, &series, err);
    if (status != ENT_OK) return status;
    sqlite3_stmt *add = session->add_point;
    sqlite3_bind_int64(add, 1, series);
    sqlite3_bind_int(add, 2, row->year);
    sqlite3_bind_int(add, 3, row->actor);
    sqlite3_bind_int64(add, 4, session->source);
    ent_sql_bind_real(add, 5, row->value);
    status = insert(session, add, err);
    extend(session, ent_kind_of_series(row->series), row->year, row->year);
    return status;
}

ent_status ent_import_span(ent_import_session *session, const ent_span *row, ent_error *err) {
    int64_t series = 0;
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    ent_status status = series_id(session, row->series, &series, err);
    if (status != ENT_OK) return status;
    sqlite3_stmt *add = session->add_span;
    sqlite3_bind_int64(add, 1, series);
    sqlite3_bind_int(add, 2, row->actor1);
    sqlite3_bind_int(add, 3, row->actor2);
    ent_sql_bind_text(add, 4, ent_date_format(row->first, first));
    ent_sql_bind_text(add, 5, ent_date_format(row->last, last));
    ent_sql_bind_real(add, 6, row->value);
    sqlite3_bind_int64(add, 7, session->source);
    status = insert(session, add, err);
    extend(session, ent_kind_of_series(row->series), row->first.year,
           row->last.year == ENT_OPEN ? row->first.year : row->last.year);
    return status;
}

ent_status ent_import_place(ent_import_session *session, const ent_place *row, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    sqlite3_stmt *add = session->add_place;
    sqlite3_bind_int(add, 1, row->actor);
    ent_sql_bind_text(add, 2, ent_date_format(row->first, first));
    ent_sql_bind_text(add, 3, ent_date_format(row->last, last));
    ent_sql_bind_text(add, 4, row->name);
    sqlite3_bind_double(add, 5, row->latitude);
    sqlite3_bind_double(add, 6, row->longitude);
    sqlite3_bind_int64(add, 7, session->source);
    extend(session, ENT_CAPITAL, row->first.year,
           row->last.year == ENT_OPEN ? row->first.year : row->last.year);
    return insert(session, add, err);
}

ent_status ent_import_term(ent_import_session *session, ent_system system, const ent_term *row,
                           ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    ent_date begin = ent_date_from_days(row->first);
    ent_date end =
        row->last == INT32_MAX ? (ent_date){ENT_OPEN, 12, 31} : ent_date_from_days(row->last);
    sqlite3_stmt *add = session->add_term;
    ent_sql_bind_text(add, 1, system == ENT_GW ? "gw" : "cow");
    sqlite3_bind_int(add, 2, row->code);
    ent_sql_bind_text(add, 3, ent_date_format(begin, first));
    ent_sql_bind_text(add, 4, ent_date_format(end, last));
    sqlite3_bind_int64(add, 5, session->source);
    extend(session, ENT_MEMBERSHIP, begin.year, end.year == ENT_OPEN ? begin.year : end.year);
    return insert(session, add, err);
}

ent_status ent_import_roll_call(ent_import_session *session, const ent_roll_call *row,
                                ent_error *err) {
    char date[ENT_DATE_TEXT];
    int64_t id = next_id(session, &session->roll_call);
    sqlite3_stmt *add = session->add_roll_call;
    sqlite3_bind_int64(add, 1, id);
    sqlite3_bind_int64(add, 2, session->source);
    sqlite3_bind_int64(add, 3, row->number);
    sqlite3_bind_int(add, 4, row->session);
    ent_sql_bind_text(add, 5, ent_date_format(row->date, date));
    int year = row->year != 0 ? row->year : row->date.year;
    sqlite3_bind_int(add, 6, year);
    ent_sql_bind_text(add, 7, row->title);
    ent_status status = insert(session, add, err);
    for (size_t b = 0; b < row->ballot_count && status == ENT_OK; b++) {
        sqlite3_bind_int64(session->add_vote, 1, id);
        sqlite3_bind_int(session->add_vote, 2, row->ballots[b].actor);
        sqlite3_bind_int(session->add_vote, 3, row->ballots[b].vote);
        status = insert(session, session->add_vote, err);
    }
    extend(session, ENT_VOTE, year, year);
    return status;
}

/* ---- ending ---- */

int64_t ent_import_rows(const ent_import_session *session) {
    return session->rows;
}

static ent_status put_extents(ent_import_session *session, ent_error *err) {
    ent_status status = ENT_OK;
    for (int kind = 0; kind < KIND_SLOTS && status == ENT_OK; kind++) {
        const struct extent *extent = &session->extent[kind];
        sqlite3_stmt *query = NULL;
        bool row = false;
        if (extent->rows == 0) continue;
        status = ent_sql_prepare(session->store, "INSERT INTO extent VALUES (?1, ?2, ?3, ?4, ?5)",
                                 &query, err);
        if (status != ENT_OK) break;
        sqlite3_bind_int64(query, 1, session->source);
        ent_sql_bind_text(query, 2, ent_kind_name((ent_kind)kind));
        sqlite3_bind_int64(query, 3, extent->rows);
        sqlite3_bind_int(query, 4, extent->year1);
        sqlite3_bind_int(query, 5, extent->year2);
        status = ent_sql_step(session->store, query, &row, err);
        sqlite3_finalize(query);
    }
    return status;
}

static ent_status put_totals(ent_import_session *session, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool row = false;
    ent_status status =
        ent_sql_prepare(session->store,
                        "UPDATE source SET row_count = ?2,"
                        " year1 = (SELECT min(year1) FROM extent WHERE source = ?1),"
                        " year2 = (SELECT max(year2) FROM extent WHERE source = ?1) WHERE id = ?1",
                        &query, err);
    if (status != ENT_OK) return status;
    sqlite3_bind_int64(query, 1, session->source);
    sqlite3_bind_int64(query, 2, session->rows);
    status = ent_sql_step(session->store, query, &row, err);
    sqlite3_finalize(query);
    return status;
}

ent_status ent_import_commit(ent_import_session *session, ent_error *err) {
    ent_status status = put_extents(session, err);
    if (status == ENT_OK) status = put_totals(session, err);
    sqlite3_busy_timeout(session->store->db, ENT_WAIT_COMMIT);
    if (status == ENT_OK) status = ent_sql_run(session->store, "COMMIT", err);
    if (status != ENT_OK) {
        ent_import_rollback(session);
        return status;
    }
    free_session(session);
    return ENT_OK;
}

void ent_import_rollback(ent_import_session *session) {
    if (session == NULL) return;
    sqlite3_stmt **slots[STATEMENTS];
    statement_slots(session, slots);
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_reset(*slots[i]);
    (void)ent_sql_run(session->store, "ROLLBACK", NULL);
    free_session(session);
}
