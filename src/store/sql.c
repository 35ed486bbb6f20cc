/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite's results as ent_status, and values in and out of statements. */
#include "store/sql.h"

#include <errno.h>
#include <string.h>

static ent_status fail_io(ent_store *store, int code, ent_error *err) {
    int cause = sqlite3_system_errno(store->db);
    if (cause != 0)
        return ent_fail(err, ENT_ERR_IO, "%s: %s: %s", store->path, sqlite3_errstr(code),
                        strerror(cause));
    return ent_fail(err, ENT_ERR_IO, "%s: %s", store->path, sqlite3_errstr(code));
}

ent_status ent_sql_fail(ent_store *store, int code, ent_error *err) {
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ent_fail(err, ENT_ERR_BUSY, "%s: another process is using the store", store->path);
    case SQLITE_NOMEM:
        return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", store->path);
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return fail_io(store, code, err);
    case SQLITE_NOTADB:
        return ent_fail(err, ENT_ERR_SCHEMA, "%s is not an Entente store", store->path);
    case SQLITE_CORRUPT:
        return ent_fail(err, ENT_ERR_STORE, "%s is damaged: %s", store->path,
                        sqlite3_errmsg(store->db));
    default:
        return ent_fail(err, ENT_ERR_STORE, "%s: %s", store->path, sqlite3_errmsg(store->db));
    }
}

ent_status ent_sql_run(ent_store *store, const char *script, ent_error *err) {
    int code = sqlite3_exec(store->db, script, NULL, NULL, NULL);
    return code == SQLITE_OK ? ENT_OK : ent_sql_fail(store, code, err);
}

ent_status ent_sql_prepare(ent_store *store, const char *sql, sqlite3_stmt **out, ent_error *err) {
    int code = sqlite3_prepare_v2(store->db, sql, -1, out, NULL);
    return code == SQLITE_OK ? ENT_OK : ent_sql_fail(store, code, err);
}

ent_status ent_sql_step(ent_store *store, sqlite3_stmt *statement, bool *row, ent_error *err) {
    int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW || code == SQLITE_DONE) return ENT_OK;
    return ent_sql_fail(store, code, err);
}

ent_status ent_sql_integer(ent_store *store, const char *sql, int64_t *value, ent_error *err) {
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *value = 0;
    ent_status status = ent_sql_prepare(store, sql, &statement, err);
    if (status == ENT_OK) status = ent_sql_step(store, statement, &row, err);
    if (row) *value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status;
}

void ent_sql_bind_text(sqlite3_stmt *statement, int index, const char *text) {
    sqlite3_bind_text(statement, index, text != NULL ? text : "", -1, SQLITE_STATIC);
}

bool ent_date_is_none(ent_date date) {
    return date.year == 0 && date.month == 0 && date.day == 0;
}

void ent_sql_bind_date(sqlite3_stmt *statement, int index, ent_date date,
                       char text[ENT_DATE_TEXT]) {
    if (ent_date_is_none(date))
        sqlite3_bind_null(statement, index);
    else
        ent_sql_bind_text(statement, index, ent_date_format(date, text));
}

void ent_sql_bind_real(sqlite3_stmt *statement, int index, double value) {
    if (ent_is_missing(value))
        sqlite3_bind_null(statement, index);
    else
        sqlite3_bind_double(statement, index, value);
}

const char *ent_sql_text(sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text != NULL ? text : "";
}

ent_date ent_sql_date(sqlite3_stmt *statement, int column) {
    ent_date date = {0};
    ent_date_parse(ent_sql_text(statement, column), &date);
    return date;
}

double ent_sql_real(sqlite3_stmt *statement, int column) {
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) return ent_missing();
    return sqlite3_column_double(statement, column);
}
