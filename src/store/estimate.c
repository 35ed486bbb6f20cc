/* SPDX-License-Identifier: Apache-2.0 */
/* Estimates. The figures of a path are one value in the file: field by field, the bytes of each
 * place of all years together, and then deflated, which takes a third of what plain numbers do. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/array.h"
#include "store/schema.h"

/* Paths of estimate e have the numbers e × this + their place. */
#define PATHS_PER_ESTIMATE INT64_C(1000000000)
enum { YEARS_MAX = 10000, FIELDS_MAX = 256 };

/* ---- paths as bytes ---- */

/* Byte b of year t of field f stands at (f · 4 + b) · years + t, lowest byte first. */
static void spread(const float *values, size_t years, size_t fields, unsigned char *bytes) {
    for (size_t t = 0; t < years; t++)
        for (size_t f = 0; f < fields; f++) {
            uint32_t word = 0;
            memcpy(&word, &values[t * fields + f], sizeof word);
            for (size_t b = 0; b < 4; b++)
                bytes[(f * 4 + b) * years + t] = (unsigned char)(word >> 8 * b);
        }
}

static void gather(const unsigned char *bytes, size_t years, size_t fields, float *values) {
    for (size_t t = 0; t < years; t++)
        for (size_t f = 0; f < fields; f++) {
            uint32_t word = 0;
            for (size_t b = 0; b < 4; b++)
                word |= (uint32_t)bytes[(f * 4 + b) * years + t] << 8 * b;
            memcpy(&values[t * fields + f], &word, sizeof word);
        }
}

/* ---- fingerprint ---- */

/* FNV-1a, the NUL included (Fowler, Noll & Vo; RFC draft-eastlake-fnv). */
static uint64_t hash_text(uint64_t hash, const char *text) {
    const unsigned char *c = (const unsigned char *)text;
    do
        hash = (hash ^ *c) * UINT64_C(0x100000001B3);
    while (*c++ != '\0');
    return hash;
}

/* A number that changes when a source with rows or coverage of any of the kinds does; kinds stand
 * between bars. */
static ent_status fingerprint_of(ent_store *store, const char *kinds, uint64_t *out,
                                 ent_error *err) {
    sqlite3_stmt *query = NULL;
    *out = UINT64_C(0xCBF29CE484222325);
    ent_status status = ent_sql_prepare(
        store,
        "SELECT name, version, fingerprint FROM source WHERE"
        " id IN (SELECT source FROM extent WHERE instr(?1, '|' || kind || '|') > 0)"
        " OR id IN (SELECT source FROM coverage WHERE instr(?1, '|' || kind || '|') > 0)"
        " ORDER BY name",
        &query, err);
    bool more = false;
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, kinds);
        status = ent_sql_step(store, query, &more, err);
    }
    while (status == ENT_OK && more) {
        for (int column = 0; column < 3; column++)
            *out = hash_text(*out, ent_sql_text(query, column));
        status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    return status;
}

/* "|alliance|exercise|" */
static ent_status name_kinds(const ent_estimate *estimate, ent_text *text, ent_error *err) {
    ent_status status = ent_text_add(text, "|", 1, err);
    for (size_t k = 0; k < estimate->kind_count && status == ENT_OK; k++)
        status = ent_text_format(text, err, "%s|", ent_kind_name(estimate->kinds[k]));
    return status;
}

/* ---- writing ---- */

static ent_status one_step(ent_store *store, sqlite3_stmt *statement, ent_error *err) {
    bool row = false;
    ent_status status = ent_sql_step(store, statement, &row, err);
    sqlite3_reset(statement);
    return status;
}

static ent_status put_path(ent_store *store, sqlite3_stmt *insert, const ent_estimate *estimate,
                           int64_t id, size_t path, ent_error *err) {
    size_t years = estimate->path_row[path + 1] - estimate->path_row[path];
    size_t size = years * estimate->fields * sizeof(float);
    uLongf packed_size = compressBound((uLong)size);
    unsigned char *bytes = malloc(size + 1);
    unsigned char *packed = malloc(packed_size);
    ent_status status = ENT_OK;
    if (bytes == NULL || packed == NULL) {
        status = ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", store->path);
    } else {
        spread(estimate->values + estimate->path_row[path] * estimate->fields, years,
               estimate->fields, bytes);
        if (compress2(packed, &packed_size, bytes, (uLong)size, Z_BEST_SPEED) != Z_OK)
            status = ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", store->path);
    }
    if (status == ENT_OK) {
        sqlite3_bind_int64(insert, 1, id * PATHS_PER_ESTIMATE + (int64_t)path);
        sqlite3_bind_int64(insert, 2, id);
        sqlite3_bind_int64(insert, 3, (int64_t)years);
        sqlite3_bind_blob64(insert, 4, packed, packed_size, SQLITE_STATIC);
        status = one_step(store, insert, err);
    }
    free(bytes);
    free(packed);
    return status;
}

static ent_status put_paths(ent_store *store, const ent_estimate *estimate, int64_t id,
                            ent_error *err) {
    sqlite3_stmt *insert = NULL;
    ent_status status = ent_sql_prepare(
        store, "INSERT INTO estimate_path (id, estimate, years, data) VALUES (?1, ?2, ?3, ?4)",
        &insert, err);
    for (size_t p = 0; p < estimate->path_count && status == ENT_OK; p++)
        status = put_path(store, insert, estimate, id, p, err);
    sqlite3_finalize(insert);
    return status;
}

static ent_status put_spells(ent_store *store, const ent_estimate *estimate, int64_t id,
                             ent_error *err) {
    sqlite3_stmt *insert = NULL;
    ent_status status = ent_sql_prepare(store,
                                        "INSERT INTO estimate_spell (estimate, actor1, actor2,"
                                        " first, path) VALUES (?1, ?2, ?3, ?4, ?5)",
                                        &insert, err);
    for (size_t s = 0; s < estimate->spell_count && status == ENT_OK; s++) {
        sqlite3_bind_int64(insert, 1, id);
        sqlite3_bind_int(insert, 2, estimate->actor1[s]);
        sqlite3_bind_int(insert, 3, estimate->actor2[s]);
        sqlite3_bind_int(insert, 4, estimate->first[s]);
        sqlite3_bind_int64(insert, 5, id * PATHS_PER_ESTIMATE + (int64_t)estimate->path[s]);
        status = one_step(store, insert, err);
    }
    sqlite3_finalize(insert);
    return status;
}

/* Run a statement with the name as its parameter. */
static ent_status with_name(ent_store *store, const char *sql, const char *name, ent_error *err) {
    sqlite3_stmt *statement = NULL;
    ent_status status = ent_sql_prepare(store, sql, &statement, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(statement, 1, name);
        status = one_step(store, statement, err);
    }
    sqlite3_finalize(statement);
    return status;
}

static ent_status put_head(ent_store *store, const ent_estimate *estimate, int64_t *id,
                           ent_error *err) {
    sqlite3_stmt *insert = NULL;
    ent_text kinds = {0};
    uint64_t fingerprint = 0;
    ent_status status = name_kinds(estimate, &kinds, err);
    if (status == ENT_OK) status = fingerprint_of(store, kinds.bytes, &fingerprint, err);
    if (status == ENT_OK)
        status = ent_sql_prepare(store,
                                 "INSERT INTO estimate (name, revision, kinds, fingerprint, detail,"
                                 " fields) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                 &insert, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(insert, 1, estimate->name);
        sqlite3_bind_int(insert, 2, estimate->revision);
        ent_sql_bind_text(insert, 3, kinds.bytes);
        sqlite3_bind_int64(insert, 4, (int64_t)fingerprint);
        ent_sql_bind_text(insert, 5, estimate->detail);
        sqlite3_bind_int64(insert, 6, (int64_t)estimate->fields);
        status = one_step(store, insert, err);
    }
    sqlite3_finalize(insert);
    ent_text_free(&kinds);
    *id = sqlite3_last_insert_rowid(store->db);
    return status;
}

static ent_status replace(ent_store *store, const ent_estimate *estimate, ent_error *err) {
    static const char *const removals[] = {
        "DELETE FROM estimate_spell WHERE estimate IN (SELECT id FROM estimate WHERE name = ?1)",
        "DELETE FROM estimate_path WHERE estimate IN (SELECT id FROM estimate WHERE name = ?1)",
        "DELETE FROM estimate WHERE name = ?1"};
    int64_t id = 0;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < sizeof removals / sizeof removals[0] && status == ENT_OK; i++)
        status = with_name(store, removals[i], estimate->name, err);
    if (status == ENT_OK) status = put_head(store, estimate, &id, err);
    if (status == ENT_OK) status = put_paths(store, estimate, id, err);
    if (status == ENT_OK) status = put_spells(store, estimate, id, err);
    return status;
}

/* Whether the file or the connection has tables of estimates. */
static ent_status has_tables(ent_store *store, bool temporary, bool *has, ent_error *err) {
    int64_t count = 0;
    ent_status status = ent_sql_integer(
        store,
        temporary ? "SELECT count(*) FROM sqlite_temp_schema WHERE name = 'estimate'"
                  : "SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'estimate')"
                    " + (SELECT count(*) FROM sqlite_temp_schema WHERE name = 'estimate')",
        &count, err);
    *has = count > 0;
    return status;
}

static ent_status make_temporary(ent_store *store, ent_error *err) {
    bool has = false;
    ent_status status = has_tables(store, true, &has, err);
    if (status != ENT_OK || has) return status;
    return ent_sql_run(store, "PRAGMA temp_store = MEMORY;" ENT_ESTIMATE_TABLES("TEMP "), err);
}

ent_status ent_store_put_estimate(ent_store *store, const ent_estimate *estimate, ent_error *err) {
    if (estimate->fields == 0 || estimate->fields > FIELDS_MAX)
        return ent_fail(err, ENT_ERR_USAGE, "an estimate has 1 to %d figures a year", FIELDS_MAX);
    bool temporary = sqlite3_db_readonly(store->db, "main") == 1;
    ent_status status = temporary ? make_temporary(store, err) : ENT_OK;
    if (status == ENT_OK) status = ent_sql_run(store, temporary ? "BEGIN" : "BEGIN IMMEDIATE", err);
    if (status != ENT_OK) return status;
    status = replace(store, estimate, err);
    if (status == ENT_OK) status = ent_sql_run(store, "COMMIT", err);
    if (status != ENT_OK) (void)ent_sql_run(store, "ROLLBACK", NULL);
    return status;
}

/* ---- reading ---- */

/* The estimate's id, 0 if there is none that is fresh; its details are appended to @p detail. */
static ent_status find(ent_store *store, const char *name, int revision, int64_t *id,
                       ent_text *detail, ent_error *err) {
    sqlite3_stmt *query = NULL;
    bool row = false;
    bool has = false;
    uint64_t fingerprint = 0;
    *id = 0;
    ent_status status = has_tables(store, false, &has, err);
    if (status != ENT_OK || !has) return status;
    status = ent_sql_prepare(store,
                             "SELECT id, kinds, fingerprint, detail FROM estimate WHERE name = ?1"
                             " AND revision = ?2",
                             &query, err);
    if (status == ENT_OK) {
        ent_sql_bind_text(query, 1, name);
        sqlite3_bind_int(query, 2, revision);
        status = ent_sql_step(store, query, &row, err);
    }
    if (status == ENT_OK && row)
        status = fingerprint_of(store, ent_sql_text(query, 1), &fingerprint, err);
    if (status == ENT_OK && row && fingerprint == (uint64_t)sqlite3_column_int64(query, 2)) {
        const char *text = ent_sql_text(query, 3);
        *id = sqlite3_column_int64(query, 0);
        status = ent_text_add(detail, text, strlen(text), err);
    }
    sqlite3_finalize(query);
    return status;
}

ent_status ent_store_has_estimate(ent_store *store, const char *name, int revision, bool *has,
                                  ent_error *err) {
    ent_text detail = {0};
    int64_t id = 0;
    ent_status status = find(store, name, revision, &id, &detail, err);
    ent_text_free(&detail);
    *has = id != 0;
    return status;
}

ent_status ent_store_estimate_detail(ent_store *store, const char *name, int revision,
                                     ent_detail_fn fn, void *context, ent_error *err) {
    ent_text detail = {0};
    int64_t id = 0;
    ent_status status = find(store, name, revision, &id, &detail, err);
    if (status == ENT_OK && id != 0) status = fn(context, detail.bytes, err);
    ent_text_free(&detail);
    return status;
}

/* The path last unpacked, and room for it. */
struct unpacked {
    int64_t path;
    float *values;
    unsigned char *bytes;
    size_t capacity, byte_capacity;
};

static ent_status damaged(const ent_store *store, ent_error *err) {
    return ent_fail(err, ENT_ERR_STORE, "%s is damaged: a path of an estimate", store->path);
}

/* Columns: actor1, actor2, first, path, fields, years, data. */
static ent_status unpack(ent_store *store, sqlite3_stmt *query, struct unpacked *to,
                         ent_estimate_spell *spell, ent_error *err) {
    int64_t fields = sqlite3_column_int64(query, 4);
    int64_t years = sqlite3_column_int64(query, 5);
    int64_t path = sqlite3_column_int64(query, 3);
    if (fields < 1 || fields > FIELDS_MAX || years < 1 || years > YEARS_MAX)
        return damaged(store, err);
    size_t count = (size_t)(fields * years);
    *spell = (ent_estimate_spell){.actor1 = sqlite3_column_int(query, 0),
                                  .actor2 = sqlite3_column_int(query, 1),
                                  .first = sqlite3_column_int(query, 2),
                                  .years = (size_t)years,
                                  .fields = (size_t)fields};
    if (to->path != path) {
        ent_status status =
            ent_array_reserve((void **)&to->values, &to->capacity, count, sizeof *to->values, err);
        if (status == ENT_OK)
            status = ent_array_reserve((void **)&to->bytes, &to->byte_capacity,
                                       count * sizeof(float), 1, err);
        if (status != ENT_OK) return status;
        uLongf size = (uLongf)(count * sizeof(float));
        const unsigned char *packed = sqlite3_column_blob(query, 6);
        if (packed == NULL ||
            uncompress(to->bytes, &size, packed, (uLong)sqlite3_column_bytes(query, 6)) != Z_OK ||
            size != count * sizeof(float))
            return damaged(store, err);
        gather(to->bytes, (size_t)years, (size_t)fields, to->values);
        to->path = path;
    }
    spell->values = to->values;
    return ENT_OK;
}

ent_status ent_store_estimate_spells(ent_store *store, const char *name, int revision, ent_actor a,
                                     ent_actor b, ent_spell_fn fn, void *context, ent_error *err) {
#define ROWS                                                                                       \
    "SELECT s.actor1, s.actor2, s.first, s.path, e.fields, p.years, p.data FROM estimate e"        \
    " JOIN estimate_spell s ON s.estimate = e.id JOIN estimate_path p ON p.id = s.path"            \
    " WHERE e.id = ?1"
    static const char *const of_pair = ROWS " AND s.actor1 = ?2 AND s.actor2 = ?3 ORDER BY s.first";
    static const char *const of_all = ROWS " ORDER BY s.path, s.actor1, s.actor2, s.first";
#undef ROWS
    sqlite3_stmt *query = NULL;
    struct unpacked unpacked = {.path = -1};
    ent_text detail = {0};
    int64_t id = 0;
    bool more = false;
    ent_status status = find(store, name, revision, &id, &detail, err);
    ent_text_free(&detail);
    if (status != ENT_OK || id == 0) return status;
    status = ent_sql_prepare(store, a != 0 ? of_pair : of_all, &query, err);
    if (status == ENT_OK) {
        sqlite3_bind_int64(query, 1, id);
        if (a != 0) sqlite3_bind_int(query, 2, a);
        if (a != 0) sqlite3_bind_int(query, 3, b);
        status = ent_sql_step(store, query, &more, err);
    }
    while (status == ENT_OK && more) {
        ent_estimate_spell spell;
        status = unpack(store, query, &unpacked, &spell, err);
        if (status == ENT_OK) status = fn(context, &spell, err);
        if (status == ENT_OK) status = ent_sql_step(store, query, &more, err);
    }
    sqlite3_finalize(query);
    free(unpacked.values);
    free(unpacked.bytes);
    return status;
}
