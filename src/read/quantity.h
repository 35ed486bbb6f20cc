/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as texts write them: "3,000", "two hundred thousand", "a dozen", 三千五百, 30亿. */
#ifndef ENTENTE_READ_QUANTITY_H
#define ENTENTE_READ_QUANTITY_H

#include "entente/lexicon.h"

typedef struct ent_reading {
    const ent_lexicon *lexicon;
    const char *text;
    const ent_token *tokens;
    size_t count;
} ent_reading;

/* Read a number from token @p at on; returns how many tokens it takes, 0 when none is there. "a"
 * and "an" count as one only when @p article allows. */
size_t ent_quantity(const ent_reading *reading, size_t at, bool article, double *value);
/* The digits of a NUMBER token without sign, commas or fraction, up to 9; −1 when it has others. */
int ent_whole(const ent_reading *reading, size_t at);

static inline bool ent_reads(const ent_reading *reading, size_t at, ent_cue_class class_of) {
    return at < reading->count && ent_token_is(&reading->tokens[at], class_of);
}
/* The class's value of token @p at; −1 beyond the end or without the class. */
static inline int ent_reads_value(const ent_reading *reading, size_t at, ent_cue_class class_of) {
    return ent_reads(reading, at, class_of)
               ? ent_cue_value(reading->lexicon, &reading->tokens[at], class_of)
               : -1;
}
/* True when the token is this text, ASCII case aside. */
bool ent_reads_text(const ent_reading *reading, size_t at, const char *word);
/* True when nothing stands between the token and the one before. */
static inline bool ent_reads_joined(const ent_reading *reading, size_t at) {
    return at > 0 && at < reading->count &&
           reading->tokens[at].span.begin == reading->tokens[at - 1].span.end;
}

#endif
