/* SPDX-License-Identifier: Apache-2.0 */
/* Reading flows, points, spans, places and roll calls. */

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "store/schema.h"

/* Years of a series, so that a query over "all years" touches only those there are. */
static ent_status series_years(ent_store *store, const char *table, const char *series, int64_t *id,
                               int *year1, int *year2, ent_error *err) {
    char sql[256];
    sqlite3_stmt *query = NULL;
    bool row = false;
    *id = 0;
    sqlite3_snprintf(sizeof sql, sql,
                     "SELECT id, (SELECT min(year) FROM %s WHERE series = id),"
                     " (SELECT max(year) FROM %s WHERE series = id) FROM series WHERE name = ?1",
                     table, table);
    ent_status status = ent_sql_prepare(store, sql, &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, series);
        status = ent_sql_step(store, query, &row, err);
    }
    if (row && sqlite3_column_type(query, 1) != SQLITE_NULL) {
        *id = sqlite3_column_int64(query, 0);
        if (sqlite3_column_int(query, 1) > *year1) *year1 = sqlite3_column_int(query, 1);
        if (sqlite3_column_int(query, 2) < *year2) *year2 = sqlite3_column_int(query, 2);
    }
    sqlite3_finalize(query);
    return status;
}

/* Rows of one binding of a statement to the callback. */
static ent_status hand_flows(ent_store *store, sqlite3_stmt *query, const char *series,
                             ent_flow_fn fn, void *context, ent_error *err) {
    bool more = false;
    ent_status status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        ent_flow row = {.series = series,
                        .year = sqlite3_column_int(query, 0),
                        .actor1 = sqlite3_column_int(query, 1),
                        .actor2 = sqlite3_column_int(query, 2),
                        .value = ent_sql_real(query, 3),
                        .source = ent_sql_text(query, 4)};
        status = fn(context, &row, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    return status;
}

/* Of a pair: one look-up a year and direction in the table's own order, so that no index is needed.
 */
static ent_status pair_flows(ent_store *store, const char *series, int64_t id, ent_actor a,
                             ent_actor b, int year1, int year2, ent_flow_fn fn, void *context,
                             ent_error *err) {
    sqlite3_stmt *query = NULL;
    ent_status status =
        ent_sql_prepare(store,
                        "SELECT f.year, f.actor1, f.actor2, f.value, s.name FROM flow f"
                        " JOIN source s ON s.id = f.source WHERE f.series = ?1 AND f.year = ?2"
                        " AND f.actor1 = ?3 AND f.actor2 = ?4 ORDER BY s.name",
                        &query, err);
    ent_actor low = a < b ? a : b;
    ent_actor high = a < b ? b : a;
    for (int year = year1; year <= year2 && status == ENT_OK; year++) {
        for (int way = 0; way < 2 && status == ENT_OK; way++) {
            sqlite3_bind_int64(query, 1, id);
            sqlite3_bind_int(query, 2, year);
            sqlite3_bind_int(query, 3, way == 0 ? low : high);
            sqlite3_bind_int(query, 4, way == 0 ? high : low);
            status = hand_flows(store, query, series, fn, context, err);
            sqlite3_reset(query);
        }
    }
    sqlite3_finalize(query);
    return status;
}

/* Of an actor with anybody: as a sender a range of the table's order; as a receiver one look-up for
 * each sender of the year, which the recursion steps through without reading their rows. */
static ent_status actor_flows(ent_store *store, const char *series, int64_t id, ent_actor a,
                              int year1, int year2, ent_flow_fn fn, void *context, ent_error *err) {
    sqlite3_stmt *query = NULL;
    ent_status status = ent_sql_prepare(
        store,
        "WITH RECURSIVE sender(actor) AS (SELECT min(actor1) FROM flow WHERE series = ?1 AND"
        " year = ?2 UNION ALL SELECT (SELECT min(actor1) FROM flow WHERE series = ?1 AND year = ?2"
        " AND actor1 > sender.actor) FROM sender WHERE sender.actor IS NOT NULL)"
        " SELECT f.year, f.actor1, f.actor2, f.value, s.name FROM flow f"
        " JOIN source s ON s.id = f.source WHERE f.series = ?1 AND f.year = ?2 AND f.actor1 = ?3"
        " UNION ALL SELECT f.year, f.actor1, f.actor2, f.value, s.name FROM sender"
        " CROSS JOIN flow f ON f.series = ?1 AND f.year = ?2 AND f.actor1 = sender.actor"
        " AND f.actor2 = ?3 JOIN source s ON s.id = f.source",
        &query, err);
    for (int year = year1; year <= year2 && status == ENT_OK; year++) {
        sqlite3_bind_int64(query, 1, id);
        sqlite3_bind_int(query, 2, year);
        sqlite3_bind_int(query, 3, a);
        status = hand_flows(store, query, series, fn, context, err);
        sqlite3_reset(query);
    }
    sqlite3_finalize(query);
    return status;
}

ent_status ent_store_flows(ent_store *store, const char *series, ent_actor a, ent_actor b,
                           int year1, int year2, ent_flow_fn fn, void *context, ent_error *err) {
    sqlite3_stmt *query = NULL;
    int64_t id = 0;
    ent_status status = series_years(store, "flow", series, &id, &year1, &year2, err);
    if (status != ENT_OK || id == 0) return status;
    if (a != 0 && b != 0)
        return pair_flows(store, series, id, a, b, year1, year2, fn, context, err);
    if (a != 0) return actor_flows(store, series, id, a, year1, year2, fn, context, err);
    status = ent_sql_prepare(store,
                             "SELECT f.year, f.actor1, f.actor2, f.value, s.name FROM flow f"
                             " JOIN source s ON s.id = f.source WHERE f.series = ?1"
                             " AND f.year BETWEEN ?2 AND ?3"
                             " ORDER BY f.series, f.year, f.actor1, f.actor2, f.source",
                             &query, err);
    if (status == ENT_OK) {
        sqlite3_bind_int64(query, 1, id);
        sqlite3_bind_int(query, 2, year1);
        sqlite3_bind_int(query, 3, year2);
        status = hand_flows(store, query, series, fn, context, err);
    }
    sqlite3_finalize(query);
    return status;
}

/* ---- points ---- */

/* Points of one year: series by series, each a range of the table's own order. */
static const char *const points_of_years =
    "SELECT p.year, r.name, p.actor, p.value, s.name FROM series r"
    " CROSS JOIN point p ON p.series = r.id JOIN source s ON s.id = p.source"
    " WHERE (?1 = '' OR r.name = ?1) AND p.year BETWEEN ?2 AND ?3"
    " ORDER BY p.year, r.name, p.actor, s.name";

ent_status ent_store_points(ent_store *store, const char *series, int year1, int year2,
                            ent_point_fn fn, void *context, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    ent_status status = ent_sql_prepare(store, points_of_years, &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, series);
        sqlite3_bind_int(query, 2, year1);
        sqlite3_bind_int(query, 3, year2);
        status = ent_sql_step(store, query, &more, err);
    }
    while (status == ENT_OK && more) {
        ent_point row = {.year = sqlite3_column_int(query, 0),
                         .series = ent_sql_text(query, 1),
                         .actor = sqlite3_column_int(query, 2),
                         .value = ent_sql_real(query, 3),
                         .source = ent_sql_text(query, 4)};
        status = fn(context, &row, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

/* ---- spans and places ---- */

ent_status ent_store_spans(ent_store *store, const char *series, ent_span_fn fn, void *context,
                           ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    ent_status status =
        ent_sql_prepare(store,
                        "SELECT p.actor1, p.actor2, p.first, p.last, p.value, s.name FROM span p"
                        " JOIN series r ON r.id = p.series JOIN source s ON s.id = p.source"
                        " WHERE r.name = ?1 ORDER BY p.actor1, p.actor2, p.first, p.id",
                        &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, series);
        status = ent_sql_step(store, query, &more, err);
    }
    while (status == ENT_OK && more) {
        ent_span row = {.series = series,
                        .actor1 = sqlite3_column_int(query, 0),
                        .actor2 = sqlite3_column_int(query, 1),
                        .first = ent_sql_date(query, 2),
                        .last = ent_sql_date(query, 3),
                        .value = ent_sql_real(query, 4),
                        .source = ent_sql_text(query, 5)};
        status = fn(context, &row, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

ent_status ent_store_places(ent_store *store, ent_place_fn fn, void *context, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool more = false;
    ent_status status =
        ent_sql_prepare(store,
                        "SELECT p.actor, p.first, p.last, p.name, p.latitude, p.longitude, s.name"
                        " FROM place p JOIN source s ON s.id = p.source"
                        " ORDER BY p.actor, p.first, p.id",
                        &query, err);
    if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        ent_place row = {.actor = sqlite3_column_int(query, 0),
                         .first = ent_sql_date(query, 1),
                         .last = ent_sql_date(query, 2),
                         .name = ent_sql_text(query, 3),
                         .latitude = sqlite3_column_double(query, 4),
                         .longitude = sqlite3_column_double(query, 5),
                         .source = ent_sql_text(query, 6)};
        status = fn(context, &row, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

/* ---- roll calls ---- */

static ent_status read_ballots(ent_store *store, sqlite3_stmt *query, int64_t id, ent_ballot **list,
                               size_t *count, size_t *capacity, ent_error *err) {
    bool more = false;
    *count = 0;
    sqlite3_bind_int64(query, 1, id);
    ent_status status = ent_sql_step(store, query, &more, err);
    while (status == ENT_OK && more) {
        status = ent_array_reserve((void **)list, capacity, *count + 1, sizeof **list, err);
        if (status != ENT_OK) break;
        (*list)[(*count)++] =
            (ent_ballot){sqlite3_column_int(query, 0), (uint8_t)sqlite3_column_int(query, 1)};
        status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_reset(query);
    return status;
}

ent_status ent_store_roll_calls(ent_store *store, int year1, int year2, ent_roll_call_fn fn,
                                void *context, ent_error *err) {
    sqlite3_stmt *calls = NULL;
    sqlite3_stmt *votes = NULL;
    ent_ballot *list = NULL;
    size_t capacity = 0;
    bool more = false;
    ent_status status = ent_sql_prepare(
        store,
        "SELECT r.id, r.number, r.session, r.date, r.title, s.name, r.year FROM roll_call r"
        " JOIN source s ON s.id = r.source WHERE r.year BETWEEN ?1 AND ?2"
        " ORDER BY r.date, r.number, r.id",
        &calls, err);
    if (status == ENT_OK)
        status = ent_sql_prepare(
            store, "SELECT actor, vote FROM vote WHERE roll_call = ?1 ORDER BY actor", &votes, err);
    if (status == ENT_OK) {
        sqlite3_bind_int(calls, 1, year1);
        sqlite3_bind_int(calls, 2, year2);
        status = ent_sql_step(store, calls, &more, err);
    }
    while (status == ENT_OK && more) {
        ent_roll_call row = {.number = sqlite3_column_int64(calls, 1),
                             .session = sqlite3_column_int(calls, 2),
                             .year = sqlite3_column_int(calls, 6),
                             .date = ent_sql_date(calls, 3),
                             .title = ent_sql_text(calls, 4),
                             .source = ent_sql_text(calls, 5)};
        status = read_ballots(store, votes, sqlite3_column_int64(calls, 0), &list,
                              &row.ballot_count, &capacity, err);
        row.ballots = list;
        if (status == ENT_OK) status = fn(context, &row, err);
        if (status == ENT_OK) status = ent_sql_step(store, calls, &more, err);
    }
    sqlite3_finalize(calls);
    sqlite3_finalize(votes);
    free(list);
    return status;
}

ent_status ent_store_years(ent_store *store, ent_kind kind, int *year1, int *year2, bool *any,
                           ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool row = false;
    *any = false;
    ent_status status = ent_sql_prepare(
        store, "SELECT min(year1), max(year2) FROM extent WHERE kind = ?1", &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, ent_kind_name(kind));
        status = ent_sql_step(store, query, &row, err);
    }
    if (row && sqlite3_column_type(query, 0) != SQLITE_NULL) {
        *any = true;
        *year1 = sqlite3_column_int(query, 0);
        *year2 = sqlite3_column_int(query, 1);
    }
    sqlite3_finalize(query);
    return status;
}
