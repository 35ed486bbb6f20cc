/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs of plain text. Most pages have a paragraph on a line. Text set to a width has lines of
 * nearly one length, and there a paragraph ends at a blank line. */
#include <string.h>

#include "read/draft.h"
#include "read/utf8.h"

enum {
    WIDEST = 100, /* columns of text set to a width */
    LINES_LOOKED_AT = 400,
    FEW = 3 /* fewer full lines tell nothing */
};

/* Columns of a line, as far as they matter; Chinese characters take two. */
static size_t columns_of(const char *text, size_t begin, size_t end) {
    size_t columns = 0;
    for (size_t at = begin; at < end && columns <= WIDEST;) {
        size_t length = 1;
        columns +=
            (unsigned char)text[at] < 0x80 || ent_utf8_at(text, at, end, &length) < 0x2E80 ? 1 : 2;
        at += length;
    }
    return columns;
}

static size_t line_end(const char *text, size_t at, size_t end) {
    const char *feed = memchr(text + at, '\n', end - at);
    return feed != NULL ? (size_t)(feed - text) : end;
}

static bool is_empty(const char *text, size_t begin, size_t end) {
    while (begin < end && ent_is_blank(text[begin]))
        begin++;
    return begin == end;
}

/* True when no line is wide, and most lines that another follows are nearly as wide as the widest.
 */
static bool is_set_to_width(const char *text, size_t begin, size_t end) {
    size_t columns[LINES_LOOKED_AT];
    bool followed[LINES_LOOKED_AT];
    size_t count = 0;
    size_t widest = 0;
    for (size_t at = begin; at < end && count < LINES_LOOKED_AT;) {
        size_t stop = line_end(text, at, end);
        columns[count] = is_empty(text, at, stop) ? 0 : columns_of(text, at, stop);
        if (count > 0) followed[count - 1] = columns[count] > 0;
        if (columns[count] > widest) widest = columns[count];
        followed[count++] = false;
        at = stop + 1;
    }
    size_t full = 0;
    size_t lines = 0;
    for (size_t i = 0; i < count; i++) {
        if (columns[i] == 0 || !followed[i]) continue;
        lines++;
        full += 4 * columns[i] >= 3 * widest;
    }
    return widest <= WIDEST && full >= FEW && 3 * full >= 2 * lines;
}

ent_status ent_draft_split(ent_draft *draft, size_t begin, size_t end, ent_error *err) {
    const char *text = draft->text.bytes;
    bool joined = is_set_to_width(text, begin, end);
    size_t start = begin;
    ent_status status = ENT_OK;
    for (size_t at = begin; at < end && status == ENT_OK;) {
        size_t stop = line_end(text, at, end);
        if (!joined || is_empty(text, at, stop)) {
            status = ent_draft_add(draft, start, stop, err);
            start = stop < end ? stop + 1 : end;
        }
        at = stop + 1;
    }
    return status == ENT_OK ? ent_draft_add(draft, start, end, err) : status;
}
