/* SPDX-License-Identifier: Apache-2.0 */
/** @file import.h
 * Importers: each reads the official files of one source into a store.
 */
#ifndef ENTENTE_IMPORT_H
#define ENTENTE_IMPORT_H

#include "entente/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One input: a file (data NULL), plain or gzip, or bytes in memory under a name for messages. */
typedef struct ent_input {
    const char *path;
    const void *data;
    size_t size;
} ent_input;

/** What an import is told and what it tells. Zero-initialise; set what is wanted. */
typedef struct ent_import_options {
    bool skip_bad; /**< leave out rows that cannot be read, and report each */
    /** Called for every row left out (skip_bad), with the line that says why. May be NULL. */
    void (*on_bad)(void *context, const char *message);
    /** Called now and then with rows read so far. May be NULL. */
    void (*on_progress)(void *context, const char *file, int64_t rows);
    /** Called with remarks: names left out by rule, an older release replacing a newer. May be
     * NULL. */
    void (*on_notice)(void *context, const char *message);
    void *context;
} ent_import_options;

typedef struct ent_import_result {
    bool unchanged;  /**< the same files were imported before: nothing was done */
    int64_t rows;    /**< rows written */
    int64_t skipped; /**< bad rows left out */
} ent_import_result;

/** An importer's name and what it reads. */
typedef struct ent_importer {
    const char *name;  /**< "cow-nmc" */
    const char *reads; /**< one line: the official files it expects */
    bool many;         /**< takes several files in one call */
} ent_importer;

/** The importers, by name. */
size_t ent_importer_count(void);
/** NULL past the last. */
const ent_importer *ent_importer_at(size_t index);

/** Import a source's files in one transaction. Errors: NOT_FOUND (no such importer), FORMAT (file,
 * line, column, expected, found), IO, BUSY, STORE. O(rows log rows). */
ent_status ent_import(ent_store *store, const char *importer, const ent_input *inputs,
                      size_t input_count, const ent_import_options *options,
                      ent_import_result *result, ent_error *err);

/* ---- Tidy form: what Entente holds of a source, as compressed CSV files in a folder ---- */

/** Write a source of the store to a folder, which must exist (docs/tidy.md). On failure the folder
 * stays as it was.
 * @param only  ascending actors, or NULL: flows and points only among or of these, and coverage cut
 *              to pairs of them (for sources that may not be passed on whole)
 * Errors: NOT_FOUND (no such source), IO, STORE, MEMORY. O(rows). */
ent_status ent_tidy_write(ent_store *store, const char *source, const char *folder,
                          const ent_actor *only, size_t only_count, ent_error *err);
/** Import a source from a folder ent_tidy_write() made. Errors: FORMAT, IO, BUSY, STORE. */
ent_status ent_tidy_read(ent_store *store, const char *folder, ent_import_result *result,
                         ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
