/* SPDX-License-Identifier: Apache-2.0 */
/* Text in columns: Chinese characters take two. */
#include "cli/wrap.h"

#include <stdio.h>
#include <unicode/uchar.h>

#include "read/utf8.h"

static int columns_of(UChar32 c) {
    int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    int kind = u_charType(c);
    if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK) return 0;
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t cli_fit_columns(const char *text, size_t begin, size_t end, size_t width, size_t *columns) {
    size_t at = begin;
    size_t used = 0;
    size_t last = begin; /* where the line may be broken, and the columns up to there */
    size_t last_used = 0;
    while (at < end) {
        size_t length = 1;
        uint32_t c = ent_utf8_at(text, at, end, &length);
        size_t wide = (size_t)columns_of((UChar32)c);
        if (c == ' ' || c == '\n' || wide == 2) {
            last = at;
            last_used = used;
        }
        if (used + wide > width) break;
        used += wide;
        at += length;
    }
    if (at < end && last > begin) {
        at = last;
        used = last_used;
    }
    *columns = used;
    return at > begin ? at : end;
}

size_t cli_skip_blanks(const char *text, size_t at, size_t end) {
    while (at < end && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t'))
        at++;
    return at;
}

void cli_put_words(const char *text, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++)
        putchar(text[i] == '\n' || text[i] == '\t' ? ' ' : text[i]);
}

void cli_pad(size_t columns) {
    for (size_t i = 0; i < columns; i++)
        putchar(' ');
}

void cli_put_wrapped(const char *text, size_t length, size_t width, size_t indent) {
    size_t used = 0;
    for (size_t at = cli_skip_blanks(text, 0, length); at < length;) {
        size_t stop = cli_fit_columns(text, at, length, width > indent ? width - indent : 1, &used);
        cli_pad(indent);
        cli_put_words(text, at, stop);
        putchar('\n');
        at = cli_skip_blanks(text, stop, length);
    }
}
