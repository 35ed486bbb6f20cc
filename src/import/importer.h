/* SPDX-License-Identifier: Apache-2.0 */
/* What one importer provides, and what all of them use. An importer is one file, named as its
 * source, that defines one `const ent_importer_def` and is listed in src/import/import.c. */
#ifndef ENTENTE_IMPORT_IMPORTER_H
#define ENTENTE_IMPORT_IMPORTER_H

#include "base/csv.h"
#include "entente/import.h"

/* The import in progress, as an importer sees it. */
typedef struct ent_reading {
    ent_import_session *session;
    const ent_actors *actors;
    const ent_import_options *options; /* never NULL */
    int64_t rows_read;
    int64_t skipped;
} ent_reading;

/* Length of a version found by release(), its NUL included. */
enum { ENT_RELEASE_TEXT = 32 };

typedef struct ent_importer_def {
    ent_importer info;
    /* What the source is; version and order are those of the release the files are, set by
     * describe() when several releases are known (may be NULL). describe() only looks at headers.
     */
    ent_source source;
    ent_status (*describe)(const ent_input *inputs, size_t count, ent_source *source,
                           ent_error *err);
    /* For sources whose version follows from what the files hold (a date, the last year): writes
     * the version and the order. May be NULL; called after describe(). */
    ent_status (*release)(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err);
    /* Read all inputs into the session: rows and coverage. */
    ent_status (*read)(ent_reading *reading, const ent_input *inputs, size_t count, ent_error *err);
} ent_importer_def;

/* Open one input as CSV; options NULL: comma, UTF-8, header first. */
ent_status ent_reading_open(ent_csv **out, const ent_input *input, const ent_csv_options *options,
                            ent_error *err);

/* Handles one row. It checks every field before it writes to the session, so that a bad row
 * (ENT_ERR_FORMAT) leaves nothing behind. */
typedef ent_status (*ent_row_fn)(ent_reading *reading, ent_csv *csv, void *context, ent_error *err);
/* Call @p row for each row to the end: with skip_bad, ENT_ERR_FORMAT of a row is counted and
 * reported and the reading goes on. */
ent_status ent_reading_rows(ent_reading *reading, ent_csv *csv, ent_row_fn row, void *context,
                            ent_error *err);

/* A row found bad only after it was read: with skip_bad, ENT_ERR_FORMAT is counted and reported and
 * the result is ENT_OK; otherwise the failure is passed on. */
ent_status ent_reading_bad(ent_reading *reading, const ent_error *bad, ent_error *err);

/* The actor of a CoW or GW code in a column; FORMAT when unknown. */
ent_status ent_reading_cow(const ent_reading *reading, const ent_csv *csv, int column,
                           ent_actor *out, ent_error *err);
/* The actor a name or ISO3 code means on a date (its lineage's member in the system then; when none
 * is, the lineage's latest). FORMAT when the name is unknown or ambiguous. */
ent_status ent_reading_name(const ent_reading *reading, const ent_csv *csv, int column,
                            ent_date when, ent_actor *out, ent_error *err);
/* The same for text that is only a part of a field: NOT_FOUND or AMBIGUOUS instead of FORMAT. */
ent_status ent_reading_name_text(const ent_reading *reading, const char *text, ent_date when,
                                 ent_actor *out, ent_error *err);
/* Report something left out by rule (not a bad row). */
void ent_reading_notice(const ent_reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
