/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the store share: small imports, what a store holds as text, bytes of files. */
#ifndef ENTENTE_TESTS_SUPPORT_STORE_H
#define ENTENTE_TESTS_SUPPORT_STORE_H

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/store.h"
#include "support.h"

static inline ent_store *open_store(const char *path, ent_store_mode mode) {
    ent_store *store = NULL;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, path, mode, &err), &err);
    return store;
}

static inline ent_import_session *begin_import(ent_store *store, const char *name,
                                               const char *version, int64_t order) {
    ent_import_session *session = NULL;
    bool unchanged = false;
    ent_error err = {0};
    ent_source source = {.name = name, .version = version, .order = order};
    assert_ok(ent_import_begin(&session, store, &source, version, &unchanged, &err), &err);
    assert_false(unchanged);
    return session;
}

/* Rows of every table but votes and terms: @p count of each, told apart by the year they begin. */
static inline ent_status add_rows(ent_import_session *session, int count, ent_error *err) {
    static const ent_participant who[] = {{710, "side1", {0}, {0}, 1}, {365, "", {0}, {0}, 2}};
    ent_status status = ENT_OK;
    for (int i = 0; i < count && status == ENT_OK; i++) {
        int year = 1900 + i % 100;
        ent_date day = {(int16_t)year, 5, 1};
        status = ent_import_evidence(session,
                                     &(ent_evidence){.kind = ENT_EXERCISE,
                                                     .first = day,
                                                     .title = "an exercise",
                                                     .magnitude = i,
                                                     .participants = who,
                                                     .participant_count = 2},
                                     err);
        if (status == ENT_OK)
            status =
                ent_import_flow(session, &(ent_flow){"trade", year, 2, 1000 + i, i, NULL}, err);
        if (status == ENT_OK)
            status = ent_import_point(session, &(ent_point){"milex", year, 1000 + i, i, NULL}, err);
    }
    return status;
}

/* Import @p count rows of each kind as a whole. */
static inline void import_rows(ent_store *store, const char *name, const char *version,
                               int64_t order, int count) {
    ent_error err = {0};
    ent_import_session *session = begin_import(store, name, version, order);
    assert_ok(add_rows(session, count, &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
}

static inline ent_status count_evidence(void *context, const ent_evidence *row, ent_error *err) {
    (void)row, (void)err;
    ++*(int64_t *)context;
    return ENT_OK;
}

static inline ent_status count_flow(void *context, const ent_flow *row, ent_error *err) {
    (void)row, (void)err;
    ++*(int64_t *)context;
    return ENT_OK;
}

static inline ent_status count_point(void *context, const ent_point *row, ent_error *err) {
    (void)row, (void)err;
    ++*(int64_t *)context;
    return ENT_OK;
}

/* Rows of evidence, flows and points in all. */
static inline ent_status count_rows(ent_store *store, int64_t *rows, ent_error *err) {
    *rows = 0;
    ent_status status = ent_store_evidence(store, ENT_EVIDENCE_KINDS, 0, 0, INT_MIN, INT_MAX,
                                           count_evidence, rows, err);
    if (status == ENT_OK)
        status = ent_store_flows(store, "trade", 0, 0, INT_MIN, INT_MAX, count_flow, rows, err);
    if (status == ENT_OK)
        status = ent_store_points(store, NULL, INT_MIN, INT_MAX, count_point, rows, err);
    return status;
}

static inline ent_status list_source(void *context, const ent_source_info *row, ent_error *err) {
    return ent_text_format(context, err, "%s %s %lld rows %d-%d; ", row->source.name,
                           row->source.version, (long long)row->rows, row->year1, row->year2);
}

/* Asserts that the store lists these sources, as list_source() writes them, and is sound. */
static inline void assert_holds(ent_store *store, const char *sources, int64_t rows) {
    ent_error err = {0};
    ent_text text = {0};
    int64_t found = 0;
    assert_ok(ent_store_sources(store, list_source, &text, &err), &err);
    assert_string_equal(text.bytes != NULL ? text.bytes : "", sources);
    assert_ok(count_rows(store, &found, &err), &err);
    assert_int_equal(found, rows);
    ent_text_free(&text);
}

/* The text a statement on the file yields, read by SQLite itself. */
static inline void assert_sql(const char *path, const char *sql, const char *want) {
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(query), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(query, 0), want);
    sqlite3_finalize(query);
    sqlite3_close(db);
}

static inline void run_sql(const char *path, const char *script) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, script, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* All bytes of a file; freed by the caller. */
struct bytes {
    unsigned char *data;
    size_t size;
};

static inline struct bytes read_bytes(const char *path) {
    struct bytes bytes = {NULL, 0};
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    bytes.size = (size_t)ftell(file);
    rewind(file);
    bytes.data = malloc(bytes.size + 1);
    assert_non_null(bytes.data);
    assert_int_equal(fread(bytes.data, 1, bytes.size, file), bytes.size);
    fclose(file);
    return bytes;
}

static inline void assert_same_bytes(const char *path, struct bytes before) {
    struct bytes now = read_bytes(path);
    assert_int_equal(now.size, before.size);
    assert_memory_equal(now.data, before.data, before.size);
    free(now.data);
}

#endif
