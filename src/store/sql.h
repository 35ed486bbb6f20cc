/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share: the connection, its errors, and values in and out of it. */
#ifndef ENTENTE_STORE_SQL_H
#define ENTENTE_STORE_SQL_H

#include <sqlite3.h>

#include "entente/store.h"

struct ent_store {
    sqlite3 *db;
    char *path;
    bool importing; /* one import session at a time */
};

/* How long to wait for another process, milliseconds: an import that finds another one under way
 * gives up soon; a reader waits for a commit, a commit waits for readers. */
enum { ENT_WAIT_IMPORT = 1000, ENT_WAIT_READ = 5000, ENT_WAIT_COMMIT = 10000 };

/* The failure of a call that gave the SQLite result @p code, as one line that names the file. */
ent_status ent_sql_fail(ent_store *store, int code, ent_error *err);
/* Run a script whose rows, if any, do not matter. */
ent_status ent_sql_run(ent_store *store, const char *script, ent_error *err);
ent_status ent_sql_prepare(ent_store *store, const char *sql, sqlite3_stmt **out, ent_error *err);
/* Advance; *row false at the end. */
ent_status ent_sql_step(ent_store *store, sqlite3_stmt *statement, bool *row, ent_error *err);
/* The integer that a statement without parameters yields, e.g. of a pragma; 0 if no row. */
ent_status ent_sql_integer(ent_store *store, const char *sql, int64_t *value, ent_error *err);

/* Parameters and columns. NULL text is ""; a date of {0} is NULL; missing is NULL. Text is bound
 * without a copy and must live until the statement was stepped. */
void ent_sql_bind_text(sqlite3_stmt *statement, int index, const char *text);
void ent_sql_bind_date(sqlite3_stmt *statement, int index, ent_date date, char text[ENT_DATE_TEXT]);
void ent_sql_bind_real(sqlite3_stmt *statement, int index, double value);
const char *ent_sql_text(sqlite3_stmt *statement, int column);
ent_date ent_sql_date(sqlite3_stmt *statement, int column);
double ent_sql_real(sqlite3_stmt *statement, int column);

bool ent_date_is_none(ent_date date);

/* The kind of coverage a series of figures belongs to; ENT_KINDS for a series of no known kind. */
ent_kind ent_kind_of_series(const char *series);

#endif
