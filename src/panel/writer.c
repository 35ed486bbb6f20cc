/* SPDX-License-Identifier: Apache-2.0 */
/* Writing tables: chooses the form by the file's ending, and keeps the promise that a file appears
 * only when all of it was written. */
#include "panel/writer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"

static const ent_form *form_of(const char *path) {
    static const ent_form *const forms[] = {&ent_form_csv, &ent_form_csv_gz, &ent_form_dta,
                                            &ent_form_sav};
    if (strcmp(path, "-") == 0) return &ent_form_csv;
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        size_t ending = strlen(forms[i]->ending);
        if (length > ending && strcasecmp(path + length - ending, forms[i]->ending) == 0)
            return forms[i];
    }
    return NULL;
}

/* Keep the fields, and their names beyond the life of the caller's. */
static ent_status keep_fields(ent_writer *writer, const ent_field *fields, size_t count,
                              ent_error *err) {
    size_t bytes = 0;
    for (size_t f = 0; f < count; f++)
        bytes += strlen(fields[f].name) + 1;
    ent_status status = ent_array_new((void **)&writer->names, bytes, 1, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&writer->fields, count, sizeof *fields, err);
    if (status != ENT_OK) return status;
    char *at = writer->names;
    for (size_t f = 0; f < count; f++) {
        size_t length = strlen(fields[f].name) + 1;
        memcpy(at, fields[f].name, length);
        writer->fields[f] = fields[f];
        writer->fields[f].name = at;
        at += length;
    }
    writer->field_count = count;
    return ENT_OK;
}

static ent_status start(ent_writer *writer, const char *path, const ent_field *fields,
                        size_t field_count, ent_error *err) {
    writer->path = strdup(path);
    if (writer->path == NULL) return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    ent_status status = keep_fields(writer, fields, field_count, err);
    if (status != ENT_OK) return status;
    return ent_output_open(&writer->output, path, err);
}

ent_status ent_writer_check(const char *path, ent_error *err) {
    if (form_of(path) != NULL) return ENT_OK;
    return ent_fail(err, ENT_ERR_USAGE,
                    "%s: expected a name that ends in .csv, .csv.gz, .dta or .sav, or - for "
                    "standard output",
                    path);
}

ent_status ent_writer_open(ent_writer **out, const char *path, const ent_field *fields,
                           size_t field_count, size_t rows, const char *title,
                           const char *const *notes, ent_error *err) {
    *out = NULL;
    if (ent_writer_check(path, err) != ENT_OK) return ENT_ERR_USAGE;
    if (field_count == 0) return ent_fail(err, ENT_ERR_USAGE, "%s: a table needs a column", path);
    ent_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    writer->form = form_of(path);
    writer->rows_announced = rows;
    ent_status status = start(writer, path, fields, field_count, err);
    if (status == ENT_OK) status = writer->form->begin(writer, title, notes, err);
    if (status != ENT_OK) {
        ent_writer_discard(writer);
        return status;
    }
    *out = writer;
    return ENT_OK;
}

ent_status ent_writer_rows(ent_writer *writer, size_t count, const double *const *values,
                           const char *const *const *texts, ent_error *err) {
    if (writer->failed)
        return ent_fail(err, ENT_ERR_USAGE, "%s: a row could not be written before", writer->path);
    ent_status status = writer->form->rows(writer, count, values, texts, err);
    if (status == ENT_OK)
        writer->rows_written += count;
    else
        writer->failed = true;
    return status;
}

static void release(ent_writer *writer) {
    writer->form->free(writer->state);
    free(writer->fields);
    free(writer->names);
    free(writer->path);
    free(writer);
}

ent_status ent_writer_close(ent_writer *writer, ent_error *err) {
    ent_status status = ENT_OK;
    if (writer->failed)
        status = ent_fail(err, ENT_ERR_USAGE, "%s: a row could not be written", writer->path);
    if (status == ENT_OK) status = writer->form->end(writer, err);
    if (status == ENT_OK)
        status = ent_output_close(writer->output, err);
    else
        ent_output_discard(writer->output);
    release(writer);
    return status;
}

void ent_writer_discard(ent_writer *writer) {
    if (writer == NULL) return;
    ent_output_discard(writer->output);
    release(writer);
}
