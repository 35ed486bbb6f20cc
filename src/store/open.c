/* SPDX-License-Identifier: Apache-2.0 */
/* Opening and closing: files that may not exist, may be no store, may lie on a read-only disk. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "store/schema.h"

static bool in_memory(const char *path) {
    return strcmp(path, ":memory:") == 0;
}

/* The path as a URI, whatever characters it holds. */
static ent_status make_uri(const char *path, const char *query, ent_text *uri, ent_error *err) {
    ent_status status = ent_text_format(uri, err, "file:%s", path[0] == '/' ? "//" : "./");
    for (const char *c = path; *c != '\0' && status == ENT_OK; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || strchr("/._-", *c) != NULL;
        status = plain ? ent_text_add(uri, c, 1, err)
                       : ent_text_format(uri, err, "%%%02X", (unsigned)(unsigned char)*c);
    }
    return status == ENT_OK ? ent_text_format(uri, err, "?%s", query) : status;
}

/* What a connection is set to before it reads: nothing that a file says is run as a program. */
static ent_status set_up(ent_store *store, ent_error *err) {
    static const int off[] = {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                              SQLITE_DBCONFIG_TRUSTED_SCHEMA};
    for (size_t i = 0; i < sizeof off / sizeof off[0]; i++)
        sqlite3_db_config(store->db, off[i], 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, ENT_WAIT_READ);
    /* The cache takes memory only as it fills. */
    return ent_sql_run(store, "PRAGMA cell_size_check = 1; PRAGMA cache_size = -131072", err);
}

/* Open a connection to store->path; @p query NULL: as a plain path. */
static ent_status connect(ent_store *store, int flags, const char *query, ent_error *err) {
    ent_text uri = {0};
    ent_status status = ENT_OK;
    if (!in_memory(store->path)) status = make_uri(store->path, query, &uri, err);
    if (status == ENT_OK) {
        int code = sqlite3_open_v2(uri.bytes != NULL ? uri.bytes : store->path, &store->db,
                                   flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
        status = code == SQLITE_OK ? set_up(store, err) : ent_sql_fail(store, code, err);
    }
    ent_text_free(&uri);
    return status;
}

static void disconnect(ent_store *store) {
    sqlite3_close(store->db);
    store->db = NULL;
}

/* True if an unfinished transaction lies beside the file: its bytes alone are then not the store.
 */
static bool unfinished(const ent_store *store) {
    static const char *const endings[] = {"-journal", "-wal"};
    bool found = false;
    for (size_t i = 0; i < 2 && !found; i++) {
        ent_text name = {0};
        struct stat info;
        found = ent_text_format(&name, NULL, "%s%s", store->path, endings[i]) != ENT_OK ||
                (stat(name.bytes, &info) == 0 && info.st_size > 0);
        ent_text_free(&name);
    }
    return found;
}

/* An import that was killed leaves a journal, which only a writer can undo: be one for a moment. */
static void recover(ent_store *store) {
    int64_t ignored = 0;
    if (connect(store, SQLITE_OPEN_READWRITE, "mode=rw", NULL) == ENT_OK)
        (void)ent_sql_integer(store, "PRAGMA user_version", &ignored, NULL);
    disconnect(store);
}

static ent_status try_read(ent_store *store, const char *query, ent_error *err) {
    ent_status status = connect(store, SQLITE_OPEN_READONLY, query, err);
    if (status == ENT_OK) status = ent_schema_check(store, err);
    return status;
}

static ent_status open_read(ent_store *store, ent_error *err) {
    ent_status status = try_read(store, "mode=ro", err);
    if (status != ENT_ERR_IO || in_memory(store->path)) return status;
    disconnect(store);
    if (unfinished(store)) {
        recover(store);
        return try_read(store, "mode=ro", err);
    }
    /* No locks and no files beside the store: a read-only disk has room for neither. */
    return try_read(store, "mode=ro&immutable=1", err);
}

/* Make an empty file unless there is one. Not left to SQLite, so that a failure later knows whose
 * file it is. */
static ent_status create(const char *path, bool *created, ent_error *err) {
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    *created = file >= 0;
    if (file >= 0) close(file);
    if (file >= 0 || errno == EEXIST) return ENT_OK;
    return ent_fail(err, ENT_ERR_IO, "%s: cannot create: %s", path, strerror(errno));
}

static ent_status open_write(ent_store *store, ent_error *err) {
    bool created = false;
    ent_status status = ENT_OK;
    if (!in_memory(store->path)) status = create(store->path, &created, err);
    if (status == ENT_OK) status = connect(store, SQLITE_OPEN_READWRITE, "mode=rw", err);
    if (status == ENT_OK && sqlite3_db_readonly(store->db, "main") == 1)
        status = ent_fail(err, ENT_ERR_IO, "%s: cannot write: the file is read-only", store->path);
    if (status == ENT_OK) status = ent_schema_migrate(store, err);
    /* Another program may have left the store in a mode that needs files beside it. */
    if (status == ENT_OK) (void)ent_sql_run(store, "PRAGMA journal_mode = DELETE", NULL);
    if (status != ENT_OK && created) {
        disconnect(store);
        unlink(store->path);
    }
    return status;
}

static ent_status check_path(const char *path, ent_store_mode mode, ent_error *err) {
    struct stat info;
    if (path == NULL || path[0] == '\0')
        return ent_fail(err, ENT_ERR_USAGE, "expected the path of a store, found none");
    if (in_memory(path)) return ENT_OK;
    if (stat(path, &info) != 0)
        return mode == ENT_STORE_WRITE && errno == ENOENT
                   ? ENT_OK
                   : ent_fail(err, ENT_ERR_IO, "%s: cannot open: %s", path, strerror(errno));
    if (!S_ISREG(info.st_mode))
        return ent_fail(err, ENT_ERR_SCHEMA, "%s is not an Entente store but %s", path,
                        S_ISDIR(info.st_mode) ? "a folder" : "no file");
    return ENT_OK;
}

ent_status ent_store_open(ent_store **out, const char *path, ent_store_mode mode, ent_error *err) {
    *out = NULL;
    ent_status status = check_path(path, mode, err);
    if (status != ENT_OK) return status;
    ent_store *store = calloc(1, sizeof *store);
    if (store == NULL) return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    store->path = strdup(path);
    if (store->path == NULL)
        status = ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    else
        status = mode == ENT_STORE_READ ? open_read(store, err) : open_write(store, err);
    if (status != ENT_OK) {
        ent_store_close(store);
        return status;
    }
    *out = store;
    return ENT_OK;
}

void ent_store_close(ent_store *store) {
    if (store == NULL) return;
    disconnect(store);
    free(store->path);
    free(store);
}
