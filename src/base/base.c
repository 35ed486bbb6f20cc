/* SPDX-License-Identifier: Apache-2.0 */
/* Results of calls and missing values. */
#include "entente/base.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Step back over a UTF-8 sequence that the end of the buffer cut in two. */
static void drop_cut_sequence(char *text, size_t length) {
    size_t back = 0;
    while (back < 3 && back < length && ((unsigned char)text[length - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back < length && ((unsigned char)text[length - 1 - back] & 0xC0) == 0xC0)
        text[length - 1 - back] = '\0';
}

ent_status ent_fail(ent_error *err, ent_status status, const char *format, ...) {
    if (err == NULL) return status;
    err->status = status;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(err->text, sizeof err->text, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof err->text) drop_cut_sequence(err->text, sizeof err->text - 1);
    for (char *c = err->text; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' '; /* an error is one line and no control sequence, whatever it quotes */
    return status;
}

const char *ent_version(void) {
    return ENT_VERSION;
}

double ent_missing(void) {
    return (double)NAN;
}

bool ent_is_missing(double value) {
    return isnan(value);
}
