/* SPDX-License-Identifier: Apache-2.0 */
/* The tables (docs/store.md explains each column) and their versions. */
#include "store/schema.h"

#include <stdio.h>

/* "Ente", in the header of the file: what tells a store from any other SQLite database. */
enum { APPLICATION_ID = 0x456E7465 };

/* Script i leads from version i to i + 1. */
static const char *const migrations[ENT_STORE_VERSION] = {
    "CREATE TABLE source ("
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version TEXT NOT NULL,"
    " title TEXT NOT NULL, licence TEXT NOT NULL, url TEXT NOT NULL, citation TEXT NOT NULL,"
    " release_order INTEGER NOT NULL, fingerprint TEXT NOT NULL,"
    " row_count INTEGER NOT NULL DEFAULT 0, year1 INTEGER, year2 INTEGER);"

    "CREATE TABLE extent ("
    " source INTEGER NOT NULL REFERENCES source, kind TEXT NOT NULL, row_count INTEGER NOT NULL,"
    " year1 INTEGER NOT NULL, year2 INTEGER NOT NULL,"
    " PRIMARY KEY (kind, source)) WITHOUT ROWID;"

    "CREATE TABLE coverage ("
    " id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, kind TEXT NOT NULL,"
    " year1 INTEGER NOT NULL, year2 INTEGER NOT NULL, scope TEXT NOT NULL);"

    "CREATE TABLE coverage_actor ("
    " coverage INTEGER NOT NULL REFERENCES coverage, actor INTEGER NOT NULL,"
    " PRIMARY KEY (coverage, actor)) WITHOUT ROWID;"

    "CREATE TABLE evidence ("
    " id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source, kind TEXT NOT NULL,"
    " ref TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,"
    " year1 INTEGER NOT NULL, year2 INTEGER NOT NULL, category TEXT NOT NULL,"
    " magnitude REAL, unit TEXT NOT NULL, title TEXT NOT NULL, quote TEXT NOT NULL,"
    " detail TEXT NOT NULL);"
    "CREATE INDEX evidence_kind ON evidence (kind, year1, year2);"

    "CREATE TABLE participant ("
    " evidence INTEGER NOT NULL REFERENCES evidence, seq INTEGER NOT NULL,"
    " actor INTEGER NOT NULL, role TEXT NOT NULL, first TEXT, last TEXT, level REAL,"
    " PRIMARY KEY (evidence, seq)) WITHOUT ROWID;"
    "CREATE INDEX participant_actor ON participant (actor, evidence);"

    "CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"

    "CREATE TABLE flow ("
    " series INTEGER NOT NULL REFERENCES series, year INTEGER NOT NULL,"
    " actor1 INTEGER NOT NULL, actor2 INTEGER NOT NULL,"
    " source INTEGER NOT NULL REFERENCES source, value REAL,"
    " PRIMARY KEY (series, year, actor1, actor2, source)) WITHOUT ROWID;"

    "CREATE TABLE point ("
    " series INTEGER NOT NULL REFERENCES series, year INTEGER NOT NULL,"
    " actor INTEGER NOT NULL, source INTEGER NOT NULL REFERENCES source, value REAL,"
    " PRIMARY KEY (series, year, actor, source)) WITHOUT ROWID;"

    "CREATE TABLE span ("
    " id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series,"
    " actor1 INTEGER NOT NULL, actor2 INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,"
    " value REAL, source INTEGER NOT NULL REFERENCES source);"

    "CREATE TABLE place ("
    " id INTEGER PRIMARY KEY, actor INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,"
    " name TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL,"
    " source INTEGER NOT NULL REFERENCES source);"

    "CREATE TABLE term ("
    " id INTEGER PRIMARY KEY, system TEXT NOT NULL, code INTEGER NOT NULL,"
    " first TEXT NOT NULL, last TEXT NOT NULL, source INTEGER NOT NULL REFERENCES source);"

    "CREATE TABLE roll_call ("
    " id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES source,"
    " number INTEGER NOT NULL, session INTEGER NOT NULL, date TEXT NOT NULL,"
    " year INTEGER NOT NULL, title TEXT NOT NULL, UNIQUE (source, number));"
    "CREATE INDEX roll_call_year ON roll_call (year, date, number);"

    "CREATE TABLE vote ("
    " roll_call INTEGER NOT NULL REFERENCES roll_call, actor INTEGER NOT NULL,"
    " vote INTEGER NOT NULL, PRIMARY KEY (roll_call, actor)) WITHOUT ROWID;",

    ENT_ESTIMATE_TABLES(""),

    "CREATE TABLE page ("
    " id INTEGER PRIMARY KEY, ref TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,"
    " date TEXT, UNIQUE (ref, url, title));"

    "CREATE TABLE claim ("
    " id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
    " first TEXT, last TEXT, year1 INTEGER, year2 INTEGER, precision TEXT NOT NULL,"
    " directed INTEGER NOT NULL, modality TEXT NOT NULL);"

    "CREATE TABLE claim_actor ("
    " claim INTEGER NOT NULL REFERENCES claim, seq INTEGER NOT NULL, side TEXT NOT NULL,"
    " actor INTEGER, bloc TEXT NOT NULL, PRIMARY KEY (claim, seq)) WITHOUT ROWID;"
    "CREATE INDEX claim_actor_actor ON claim_actor (actor, claim);"

    "CREATE TABLE claim_review ("
    " id INTEGER PRIMARY KEY, ref TEXT NOT NULL, page INTEGER NOT NULL REFERENCES page,"
    " claim INTEGER REFERENCES claim, decision TEXT NOT NULL, reviewer TEXT NOT NULL,"
    " reviewed TEXT NOT NULL, date_words TEXT NOT NULL, inferred INTEGER NOT NULL,"
    " line TEXT NOT NULL, UNIQUE (ref, page));"
    "CREATE INDEX claim_review_claim ON claim_review (claim);"

    "CREATE TABLE claim_quote ("
    " review INTEGER NOT NULL REFERENCES claim_review, seq INTEGER NOT NULL, text TEXT NOT NULL,"
    " first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL, language TEXT NOT NULL,"
    " part TEXT NOT NULL, comment INTEGER NOT NULL, PRIMARY KEY (review, seq)) WITHOUT ROWID;"

    "CREATE TABLE claim_speaker ("
    " review INTEGER NOT NULL REFERENCES claim_review, seq INTEGER NOT NULL, kind TEXT NOT NULL,"
    " name TEXT NOT NULL, cue TEXT NOT NULL, PRIMARY KEY (review, seq)) WITHOUT ROWID;"

    "CREATE TABLE claim_amount ("
    " review INTEGER NOT NULL REFERENCES claim_review, seq INTEGER NOT NULL, value REAL,"
    " unit TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (review, seq)) WITHOUT ROWID;",
};

static ent_status not_a_store(const ent_store *store, ent_error *err) {
    return ent_fail(err, ENT_ERR_SCHEMA, "%s is not an Entente store", store->path);
}

/* The version of the open file; 0 for a database that holds nothing at all. */
static ent_status read_version(ent_store *store, int64_t *version, ent_error *err) {
    int64_t application = 0;
    int64_t objects = 0;
    ent_status status = ent_sql_integer(store, "PRAGMA application_id", &application, err);
    if (status == ENT_OK) status = ent_sql_integer(store, "PRAGMA user_version", version, err);
    if (status == ENT_OK)
        status = ent_sql_integer(store, "SELECT count(*) FROM sqlite_schema", &objects, err);
    if (status != ENT_OK) return status;
    if (objects == 0 && application == 0 && *version == 0) return ENT_OK;
    if (application != APPLICATION_ID || *version < 1) return not_a_store(store, err);
    if (*version > ENT_STORE_VERSION)
        return ent_fail(err, ENT_ERR_SCHEMA,
                        "%s has schema %lld, this program knows up to %d: use a newer one",
                        store->path, (long long)*version, ENT_STORE_VERSION);
    return ENT_OK;
}

ent_status ent_schema_check(ent_store *store, ent_error *err) {
    int64_t version = 0;
    ent_status status = read_version(store, &version, err);
    if (status != ENT_OK) return status;
    if (version == 0) return not_a_store(store, err);
    if (version < ENT_STORE_OLDEST)
        return ent_fail(err, ENT_ERR_SCHEMA,
                        "%s has schema %lld, this program reads %d: an import into it brings it up",
                        store->path, (long long)version, ENT_STORE_VERSION);
    return ENT_OK;
}

static ent_status run_migrations(ent_store *store, int64_t version, ent_error *err) {
    ent_status status = ENT_OK;
    for (int64_t i = version; i < ENT_STORE_VERSION && status == ENT_OK; i++)
        status = ent_sql_run(store, migrations[i], err);
    if (status != ENT_OK) return status;
    char marks[96];
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, ENT_STORE_VERSION);
    return ent_sql_run(store, marks, err);
}

ent_status ent_schema_migrate(ent_store *store, ent_error *err) {
    int64_t version = 0;
    ent_status status = read_version(store, &version, err);
    if (status != ENT_OK || version == ENT_STORE_VERSION) return status;
    status = ent_sql_run(store, "BEGIN IMMEDIATE", err);
    if (status != ENT_OK) return status;
    status = read_version(store, &version, err); /* another process may have been faster */
    if (status == ENT_OK && version < ENT_STORE_VERSION)
        status = run_migrations(store, version, err);
    if (status == ENT_OK) status = ent_sql_run(store, "COMMIT", err);
    if (status != ENT_OK) (void)ent_sql_run(store, "ROLLBACK", NULL);
    return status;
}
