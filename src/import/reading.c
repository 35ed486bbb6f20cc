/* SPDX-License-Identifier: Apache-2.0 */
/* What all importers use: opening inputs, walking rows, resolving actors, reporting. */
#include <stdarg.h>
#include <stdio.h>

#include "import/importer.h"

enum { PROGRESS_EVERY = 16384 };

ent_status ent_reading_open(ent_csv **out, const ent_input *input, const ent_csv_options *options,
                            ent_error *err) {
    return ent_csv_open(out, input->path, input->data, input->size, options, err);
}

ent_status ent_reading_bad(ent_reading *reading, const ent_error *bad, ent_error *err) {
    const ent_import_options *options = reading->options;
    if (bad->status != ENT_ERR_FORMAT || !options->skip_bad) {
        if (err != NULL) *err = *bad;
        return bad->status;
    }
    reading->skipped++;
    if (options->on_bad != NULL) options->on_bad(options->context, bad->text);
    return ENT_OK;
}

/* A bad row while reading: the file's end if the reader cannot go on. */
static ent_status bad_row(ent_reading *reading, const ent_csv *csv, const ent_error *bad,
                          ent_error *err) {
    if (ent_csv_can_continue(csv)) return ent_reading_bad(reading, bad, err);
    if (err != NULL) *err = *bad;
    return bad->status;
}

ent_status ent_reading_rows(ent_reading *reading, ent_csv *csv, ent_row_fn row, void *context,
                            ent_error *err) {
    const ent_import_options *options = reading->options;
    for (;;) {
        bool more = true;
        ent_error bad = {0};
        ent_status status = ent_csv_next(csv, &more, &bad);
        if (status == ENT_OK && !more) return ENT_OK;
        if (status == ENT_OK) status = row(reading, csv, context, &bad);
        if (status != ENT_OK) status = bad_row(reading, csv, &bad, err);
        if (status != ENT_OK) return status;
        reading->rows_read++;
        if (options->on_progress != NULL && reading->rows_read % PROGRESS_EVERY == 0)
            options->on_progress(options->context, ent_csv_path(csv), reading->rows_read);
    }
}

ent_status ent_reading_cow(const ent_reading *reading, const ent_csv *csv, int column,
                           ent_actor *out, ent_error *err) {
    int64_t code = 0;
    ent_status status = ent_csv_integer(csv, column, 1, 999, "a CoW country code", &code, err);
    if (status != ENT_OK) return status;
    if (ent_actor_from_cow(reading->actors, (int)code, out, NULL) == ENT_OK) return ENT_OK;
    return ent_csv_bad(csv, column, "a known CoW country code", err);
}

ent_status ent_reading_name_text(const ent_reading *reading, const char *text, ent_date when,
                                 ent_actor *out, ent_error *err) {
    ent_actor_ref reference = {0};
    ent_status status = ent_actor_find(reading->actors, text, &reference, err);
    if (status != ENT_OK) return status;
    *out = ent_actor_ref_during(reading->actors, ENT_COW, &reference, ent_date_days(when, false),
                                ent_date_days(when, true));
    if (*out == 0) *out = reference.actor[reference.count - 1];
    return ENT_OK;
}

ent_status ent_reading_name(const ent_reading *reading, const ent_csv *csv, int column,
                            ent_date when, ent_actor *out, ent_error *err) {
    ent_error why = {0};
    ent_status status = ent_reading_name_text(reading, ent_csv_text(csv, column), when, out, &why);
    if (status == ENT_ERR_NOT_FOUND || status == ENT_ERR_AMBIGUOUS)
        return ent_csv_bad_row(csv, err, "column '%s': expected the name of a state: %s",
                               ent_csv_column_name(csv, (size_t)column), why.text);
    if (status != ENT_OK && err != NULL) *err = why;
    return status;
}

void ent_reading_notice(const ent_reading *reading, const char *format, ...) {
    if (reading->options->on_notice == NULL) return;
    char text[ENT_ERROR_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    reading->options->on_notice(reading->options->context, text);
}
