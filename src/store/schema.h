/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a store, their version, and the steps from one version to the next. */
#ifndef ENTENTE_STORE_SCHEMA_H
#define ENTENTE_STORE_SCHEMA_H

#include "store/sql.h"

/* Rows of evidence, coverage and roll calls carry the number source × this + their place in the
 * import: numbers do not depend on what else was imported, and a source's rows are one range. */
#define ENT_ROWS_PER_SOURCE INT64_C(1000000000)

/* Check that the open file is a store of this version. Errors: SCHEMA, and what reading gives. */
ent_status ent_schema_check(ent_store *store, ent_error *err);
/* The same for a store that may be written: an empty file gets the tables, an older version the
 * steps it lacks, in one transaction. */
ent_status ent_schema_migrate(ent_store *store, ent_error *err);

#endif
