/* SPDX-License-Identifier: Apache-2.0 */
/* Tables as delimited text (RFC 4180, lines ended by LF), plain or gzip: a header line, quotes
 * where a text needs them, an empty field for missing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/array.h"
#include "base/number.h"
#include "panel/writer.h"

/* A panel repeats its figures (an actor's share stands in every one of its dyads): the text of a
 * figure is kept where its bits lead, until another takes the place. */
struct remembered {
    uint64_t bits;
    char text[ENT_NUMBER_TEXT - 1];
    unsigned char length;
};

/* Level 4 takes half as much time again for a file 7 % smaller. */
enum { BLOCK = 1 << 17, REMEMBERED_BITS = 12, GZIP_LEVEL = 2 };

struct csv_state {
    ent_output *output;
    bool gzip;
    z_stream stream;
    size_t length;
    char block[BLOCK];
    unsigned char packed[BLOCK];
    struct remembered remembered[1 << REMEMBERED_BITS];
};

/* ---- bytes ---- */

/* Hand the block on, through deflate for gzip; @p flush is Z_FINISH at the end. */
static ent_status pass_on(struct csv_state *csv, int flush, ent_error *err) {
    if (!csv->gzip) {
        ent_status status = ent_output_write(csv->output, csv->block, csv->length, err);
        csv->length = 0;
        return status;
    }
    csv->stream.next_in = (unsigned char *)csv->block;
    csv->stream.avail_in = (uInt)csv->length;
    csv->length = 0;
    do {
        csv->stream.next_out = csv->packed;
        csv->stream.avail_out = BLOCK;
        deflate(&csv->stream, flush); /* cannot fail: state and buffers are sound */
        ent_status status =
            ent_output_write(csv->output, csv->packed, BLOCK - csv->stream.avail_out, err);
        if (status != ENT_OK) return status;
    } while (csv->stream.avail_out == 0);
    return ENT_OK;
}

static ent_status put(struct csv_state *csv, const char *bytes, size_t length, ent_error *err) {
    while (length > BLOCK - csv->length) {
        size_t part = BLOCK - csv->length;
        memcpy(csv->block + csv->length, bytes, part);
        csv->length = BLOCK;
        bytes += part;
        length -= part;
        ent_status status = pass_on(csv, Z_NO_FLUSH, err);
        if (status != ENT_OK) return status;
    }
    memcpy(csv->block + csv->length, bytes, length);
    csv->length += length;
    return ENT_OK;
}

/* ---- fields ---- */

static bool needs_quotes(const char *text, size_t length) {
    if (length == 0) return false;
    /* Some readers, ours among them, take blanks around a bare field for padding. */
    if (strchr(" \t", text[0]) != NULL || strchr(" \t", text[length - 1]) != NULL) return true;
    return strcspn(text, ",\"\r\n") < length;
}

static ent_status put_text(struct csv_state *csv, const char *text, ent_error *err) {
    size_t length = text != NULL ? strlen(text) : 0;
    if (!needs_quotes(text, length)) return put(csv, text != NULL ? text : "", length, err);
    ent_status status = put(csv, "\"", 1, err);
    while (status == ENT_OK && length > 0) {
        size_t part = strcspn(text, "\"");
        status = put(csv, text, part, err);
        if (status == ENT_OK && text[part] == '"') {
            status = put(csv, "\"\"", 2, err);
            part++;
        }
        text += part;
        length -= part;
    }
    return status == ENT_OK ? put(csv, "\"", 1, err) : status;
}

/* Write a figure at @p at, which has room; returns where it ends. */
static char *put_number(struct csv_state *csv, char *at, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    struct remembered *kept =
        &csv->remembered[bits * 0x9E3779B97F4A7C15ULL >> (64 - REMEMBERED_BITS)];
    if (kept->bits != bits || kept->length == 0) {
        char text[ENT_NUMBER_TEXT];
        kept->length = (unsigned char)ent_number_write(value, text);
        memcpy(kept->text, text, sizeof kept->text);
        kept->bits = bits;
    }
    memcpy(at, kept->text, sizeof kept->text);
    return at + kept->length;
}

static ent_status put_row(ent_writer *writer, size_t row, const double *const *values,
                          const char *const *const *texts, ent_error *err) {
    struct csv_state *csv = writer->state;
    size_t begin_of_only = csv->length;
    for (size_t f = 0; f < writer->field_count; f++) {
        ent_status status = ENT_OK;
        if (BLOCK - csv->length < 2 * ENT_NUMBER_TEXT) status = pass_on(csv, Z_NO_FLUSH, err);
        if (status != ENT_OK) return status;
        if (f > 0) csv->block[csv->length++] = ',';
        if (writer->fields[f].type == ENT_FIELD_TEXT) {
            status = put_text(csv, texts != NULL ? texts[f][row] : NULL, err);
            if (status != ENT_OK) return status;
        } else if (!isnan(values[f][row])) {
            char *at = csv->block + csv->length;
            csv->length += (size_t)(put_number(csv, at, values[f][row]) - at);
        }
    }
    /* A lone empty field would be an empty line, which readers skip. */
    if (writer->field_count == 1 && csv->length == begin_of_only) {
        ent_status status = put(csv, "\"\"", 2, err);
        if (status != ENT_OK) return status;
    }
    return put(csv, "\n", 1, err);
}

/* ---- the form ---- */

static ent_status begin(ent_writer *writer, bool gzip, ent_error *err) {
    ent_status status = ent_array_new(&writer->state, 1, sizeof(struct csv_state), err);
    if (status != ENT_OK) return status;
    struct csv_state *csv = writer->state;
    csv->output = writer->output;
    if (gzip && deflateInit2(&csv->stream, GZIP_LEVEL, Z_DEFLATED, 16 + MAX_WBITS, 9,
                             Z_DEFAULT_STRATEGY) != Z_OK)
        return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", writer->path);
    csv->gzip = gzip;
    for (size_t f = 0; f < writer->field_count && status == ENT_OK; f++) {
        if (f > 0) status = put(csv, ",", 1, err);
        if (status == ENT_OK) status = put_text(csv, writer->fields[f].name, err);
    }
    return status == ENT_OK ? put(csv, "\n", 1, err) : status;
}

static ent_status begin_plain(ent_writer *writer, const char *title, const char *const *notes,
                              ent_error *err) {
    (void)title, (void)notes; /* delimited text has no place for them */
    return begin(writer, false, err);
}

static ent_status begin_gzip(ent_writer *writer, const char *title, const char *const *notes,
                             ent_error *err) {
    (void)title, (void)notes;
    return begin(writer, true, err);
}

static ent_status write_rows(ent_writer *writer, size_t count, const double *const *values,
                             const char *const *const *texts, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t row = 0; row < count && status == ENT_OK; row++)
        status = put_row(writer, row, values, texts, err);
    return status;
}

static ent_status end(ent_writer *writer, ent_error *err) {
    return pass_on(writer->state, Z_FINISH, err);
}

static void free_state(void *state) {
    struct csv_state *csv = state;
    if (csv != NULL && csv->gzip) deflateEnd(&csv->stream);
    free(csv);
}

const ent_form ent_form_csv = {".csv", begin_plain, write_rows, end, free_state};
const ent_form ent_form_csv_gz = {".csv.gz", begin_gzip, write_rows, end, free_state};
