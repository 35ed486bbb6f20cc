/* SPDX-License-Identifier: Apache-2.0 */
/* Dates in a sentence: what names or counts one, and what opens it at an end: "since", "until",
 * "post-", 以来. */
#include "read/when.h"

/* "since 2014" and "post-1969" run to the document's date, "until 2014" and "pre-1991" from an
 * unknown beginning. A whole era lies before "post-", behind "pre-". */
static void open_end(const ent_when_reading *in, size_t at, size_t used, ent_when *out) {
    const ent_reading *r = &in->reading;
    size_t before = at;
    while (before > 0 &&
           (r->tokens[before - 1].mark == '-' || ent_reads_text(r, before - 1, "the")))
        before--;
    size_t after = at + used;
    bool since = before > 0 && ent_reads(r, before - 1, ENT_CUE_SINCE) &&
                 r->tokens[before - 1].type == ENT_TOKEN_WORD;
    bool until = before > 0 && ent_reads(r, before - 1, ENT_CUE_UNTIL) &&
                 r->tokens[before - 1].type == ENT_TOKEN_WORD;
    bool han_since = ent_reads(r, after, ENT_CUE_SINCE) && r->tokens[after].type == ENT_TOKEN_HAN;
    if (since || han_since) {
        bool post = since && ent_reads_text(r, before - 1, "post");
        if (post && out->precision == ENT_PRECISION_DECADE) out->first = out->last;
        out->last = in->document;
        out->relative = true;
    } else if (until) {
        out->first = (ent_date){0, 0, 0};
    } else {
        return;
    }
    if (han_since)
        out->span.end = r->tokens[after].span.end;
    else
        out->span.begin = r->tokens[before - 1].span.begin;
}

/* "the early 1990s", "late 2018": half a decade, a third of a year. */
static void narrow(const ent_reading *r, size_t at, ent_when *out) {
    enum { EARLY = 1, MID = 2, LATE = 3, HALF = 5 };
    size_t before = at;
    if (before > 0 && r->tokens[before - 1].mark == '-') before--;
    int part = before > 0 ? ent_reads_value(r, before - 1, ENT_CUE_PART) : -1;
    if (part < 0 || out->relative) return;
    out->span.begin = r->tokens[before - 1].span.begin;
    if (out->precision == ENT_PRECISION_DECADE && part != MID) {
        if (part == EARLY) out->last.year = (int16_t)(out->first.year + HALF - 1);
        if (part == LATE) out->first.year = (int16_t)(out->last.year - HALF + 1);
    }
    if (out->precision != ENT_PRECISION_YEAR || out->first.year != out->last.year) return;
    out->first.month = (int8_t)(4 * part - 3);
    out->last.month = (int8_t)(4 * part);
    out->precision = ENT_PRECISION_SEASON;
}

/* True for a token that a date may begin with. */
static bool may_begin(const ent_token *token) {
    const uint64_t classes = (uint64_t)1 << ENT_CUE_MONTH | (uint64_t)1 << ENT_CUE_WEEKDAY |
                             (uint64_t)1 << ENT_CUE_UNIT | (uint64_t)1 << ENT_CUE_SHIFT |
                             (uint64_t)1 << ENT_CUE_SPAN | (uint64_t)1 << ENT_CUE_POINT |
                             (uint64_t)1 << ENT_CUE_SEASON | (uint64_t)1 << ENT_CUE_ERA |
                             (uint64_t)1 << ENT_CUE_NUMBER | (uint64_t)1 << ENT_CUE_MAGNITUDE;
    return token->type == ENT_TOKEN_NUMBER || (token->classes & classes) != 0;
}

size_t ent_when_find(const ent_lexicon *lexicon, const char *text, const ent_token *tokens,
                     size_t count, ent_date document, ent_when *list, size_t capacity) {
    ent_when_reading in = {{lexicon, text, tokens, count}, document};
    size_t made = 0;
    for (size_t at = 0; at < count && made < capacity;) {
        ent_when *out = &list[made];
        *out = (ent_when){0};
        size_t used = may_begin(&tokens[at]) ? ent_when_relative(&in, at, out) : 0;
        if (!used && may_begin(&tokens[at])) used = ent_when_absolute(&in, at, out);
        if (!used) {
            at++;
            continue;
        }
        out->span = (ent_text_span){tokens[at].span.begin, tokens[at + used - 1].span.end};
        narrow(&in.reading, at, out);
        open_end(&in, at, used, out);
        made++;
        at += used;
    }
    return made;
}
