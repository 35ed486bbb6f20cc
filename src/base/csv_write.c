/* SPDX-License-Identifier: Apache-2.0 */
/* Comma-separated rows into gzip. gzopen() writes no time stamp, so equal rows give equal bytes. */
#include "base/csv_write.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/array.h"
#include "base/number.h"

struct ent_csv_out {
    char *path;
    gzFile file;
    ent_text row;
    bool row_begun;
    int64_t rows;
    ent_status failure;
};

ent_status ent_csv_out_open(ent_csv_out **out, const char *folder, const char *name,
                            const char *header, ent_error *err) {
    ent_text path = {0};
    ent_csv_out *made = calloc(1, sizeof *made);
    if (made == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_status status = ent_text_format(&path, err, "%s/%s.part", folder, name);
    if (status == ENT_OK) {
        made->path = path.bytes;
        made->file = gzopen(path.bytes, "wb9");
        if (made->file == NULL)
            status = ent_fail(err, ENT_ERR_IO, "%s: cannot write: %s", path.bytes, strerror(errno));
    }
    if (status != ENT_OK) {
        ent_text_free(&path);
        free(made);
        return status;
    }
    if (gzprintf(made->file, "%s\n", header) <= 0) made->failure = ENT_ERR_IO;
    *out = made;
    return ENT_OK;
}

static void add(ent_csv_out *out, const char *bytes, size_t length) {
    if (out->failure == ENT_OK) out->failure = ent_text_add(&out->row, bytes, length, NULL);
}

static void begin_field(ent_csv_out *out) {
    if (out->row_begun) add(out, ",", 1);
    out->row_begun = true;
}

void ent_csv_out_text(ent_csv_out *out, const char *text) {
    begin_field(out);
    if (strpbrk(text, ",\"\r\n") == NULL) {
        add(out, text, strlen(text));
        return;
    }
    add(out, "\"", 1);
    for (const char *c = text; *c != '\0'; c++)
        add(out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    add(out, "\"", 1);
}

void ent_csv_out_integer(ent_csv_out *out, int64_t value) {
    char text[ENT_NUMBER_TEXT];
    begin_field(out);
    int length = snprintf(text, sizeof text, "%" PRId64, value);
    add(out, text, (size_t)length);
}

void ent_csv_out_real(ent_csv_out *out, double value) {
    char text[ENT_NUMBER_TEXT];
    begin_field(out);
    add(out, text, ent_number_write(value, text));
}

void ent_csv_out_date(ent_csv_out *out, ent_date date) {
    char text[ENT_DATE_TEXT];
    begin_field(out);
    if (date.year != 0) add(out, text, strlen(ent_date_format(date, text)));
}

void ent_csv_out_end(ent_csv_out *out) {
    add(out, "\n", 1);
    if (out->failure == ENT_OK &&
        gzwrite(out->file, out->row.bytes, (unsigned)out->row.length) != (int)out->row.length)
        out->failure = ENT_ERR_IO;
    ent_text_clear(&out->row);
    out->row_begun = false;
    out->rows++;
}

ent_status ent_csv_out_close(ent_csv_out *out, ent_error *err) {
    if (out == NULL) return ENT_OK;
    ent_status status = out->failure;
    if (gzclose(out->file) != Z_OK && status == ENT_OK) status = ENT_ERR_IO;
    if (status != ENT_OK)
        ent_fail(err, status, "%.*s: cannot write: %s", (int)(strlen(out->path) - strlen(".part")),
                 out->path,
                 status == ENT_ERR_MEMORY ? "out of memory" : "the disk is full or read-only");
    if (status != ENT_OK || out->rows == 0) remove(out->path);
    ent_text_free(&out->row);
    free(out->path);
    free(out);
    return status;
}

static ent_status settle_one(const char *folder, const char *name, ent_status status,
                             ent_error *err) {
    ent_text part = {0};
    ent_text whole = {0};
    ent_status result = ent_text_format(&part, err, "%s/%s.part", folder, name);
    if (result == ENT_OK) result = ent_text_format(&whole, err, "%s/%s", folder, name);
    if (result == ENT_OK && status != ENT_OK) {
        remove(part.bytes);
    } else if (result == ENT_OK && rename(part.bytes, whole.bytes) != 0 &&
               (errno != ENOENT || (remove(whole.bytes) != 0 && errno != ENOENT))) {
        result = ent_fail(err, ENT_ERR_IO, "%s: cannot write: %s", whole.bytes, strerror(errno));
    }
    ent_text_free(&part);
    ent_text_free(&whole);
    return result;
}

ent_status ent_csv_out_settle(const char *folder, const char *const *names, size_t count,
                              ent_status status, ent_error *err) {
    for (size_t n = 0; n < count; n++) {
        ent_status one = settle_one(folder, names[n], status, status == ENT_OK ? err : NULL);
        if (status == ENT_OK) status = one;
    }
    return status;
}
