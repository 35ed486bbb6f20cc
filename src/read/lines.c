/* SPDX-License-Identifier: Apache-2.0 */
#include "read/lines.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/bytes.h"

struct lines {
    const char *name;
    ent_line_fn fn;
    void *context;
    ent_text line;
    long long number; /* of the line that is being gathered, from 1 */
};

static bool is_blank(const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r') return false;
    return true;
}

static ent_status hand_out(struct lines *lines, ent_error *err) {
    static const char mark[] = "\xEF\xBB\xBF"; /* some editors begin a file with it */
    char where[512];
    const char *text = lines->line.length > 0 ? lines->line.bytes : "";
    size_t size = lines->line.length;
    snprintf(where, sizeof where, "%.480s:%lld", lines->name, lines->number);
    if (lines->number == 1 && size >= 3 && memcmp(text, mark, 3) == 0) text += 3, size -= 3;
    ent_status status =
        is_blank(text, size) ? ENT_OK : lines->fn(lines->context, where, text, size, err);
    ent_text_clear(&lines->line);
    lines->number++;
    return status;
}

static ent_status take(struct lines *lines, const char *bytes, size_t length, ent_error *err) {
    ent_status status = ENT_OK;
    while (length > 0 && status == ENT_OK) {
        const char *end = memchr(bytes, '\n', length);
        size_t size = end != NULL ? (size_t)(end - bytes) : length;
        if (lines->line.length + size > ENT_CONFIRM_LINE)
            return ent_fail(err, ENT_ERR_LIMIT, "%s:%lld: expected a line of at most %d bytes",
                            lines->name, lines->number, ENT_CONFIRM_LINE);
        status = ent_text_add(&lines->line, bytes, size, err);
        if (status == ENT_OK && end != NULL) status = hand_out(lines, err);
        size += end != NULL;
        bytes += size;
        length -= size;
    }
    return status;
}

ent_status ent_lines_read(const char *path, const void *data, size_t size, ent_line_fn fn,
                          void *context, ent_error *err) {
    bool standard = data == NULL && strcmp(path, "-") == 0;
    struct lines lines = {
        .name = standard ? "standard input" : path, .fn = fn, .context = context, .number = 1};
    ent_bytes *bytes = NULL;
    char buffer[16384];
    size_t length = 0;
    ent_status status = ent_bytes_open(&bytes, standard ? "/dev/stdin" : path, data, size, err);
    if (status != ENT_OK) return status;
    do {
        status = ent_bytes_read(bytes, buffer, sizeof buffer, &length, err);
        if (status == ENT_OK) status = take(&lines, buffer, length, err);
    } while (status == ENT_OK && length > 0);
    if (status == ENT_OK && lines.line.length > 0) status = hand_out(&lines, err);
    ent_text_free(&lines.line);
    ent_bytes_close(bytes);
    return status;
}
