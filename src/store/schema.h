/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a store, their version, and the steps from one version to the next. */
#ifndef ENTENTE_STORE_SCHEMA_H
#define ENTENTE_STORE_SCHEMA_H

#include "store/sql.h"

/* Rows of evidence, coverage and roll calls carry the number source × this + their place in the
 * import: numbers do not depend on what else was imported, and a source's rows are one range. */
#define ENT_ROWS_PER_SOURCE INT64_C(1000000000)

/* The tables of estimates; "TEMP " makes them of the connection alone, before those of the file. A
 * macro, because scripts are constants. */
#define ENT_ESTIMATE_TABLES(TEMP)                                                                  \
    "CREATE " TEMP "TABLE estimate ("                                                              \
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL,"               \
    " kinds TEXT NOT NULL, fingerprint INTEGER NOT NULL, detail TEXT NOT NULL,"                    \
    " fields INTEGER NOT NULL);"                                                                   \
    "CREATE " TEMP "TABLE estimate_path ("                                                         \
    " id INTEGER PRIMARY KEY, estimate INTEGER NOT NULL REFERENCES estimate,"                      \
    " years INTEGER NOT NULL, data BLOB NOT NULL);"                                                \
    "CREATE " TEMP "TABLE estimate_spell ("                                                        \
    " estimate INTEGER NOT NULL REFERENCES estimate, actor1 INTEGER NOT NULL,"                     \
    " actor2 INTEGER NOT NULL, first INTEGER NOT NULL, path INTEGER NOT NULL,"                     \
    " PRIMARY KEY (estimate, actor1, actor2, first)) WITHOUT ROWID;"

/* Check that the open file is a store of this version. Errors: SCHEMA, and what reading gives. */
ent_status ent_schema_check(ent_store *store, ent_error *err);
/* The same for a store that may be written: an empty file gets the tables, an older version the
 * steps it lacks, in one transaction. */
ent_status ent_schema_migrate(ent_store *store, ent_error *err);

#endif
