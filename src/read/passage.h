/* SPDX-License-Identifier: Apache-2.0 */
/* Some sentences as tokens, with sentence ends and quotations: what finding attributions works on.
 */
#ifndef ENTENTE_READ_PASSAGE_H
#define ENTENTE_READ_PASSAGE_H

#include "entente/attribution.h"

typedef struct ent_quotation {
    size_t open, close; /* tokens of the marks; close is the passage's count when none closes it */
} ent_quotation;

/* The most sentences and quotations kept. */
enum { ENT_PASSAGE_SENTENCES = 256, ENT_PASSAGE_QUOTATIONS = 128 };

typedef struct ent_passage {
    const ent_lexicon *lexicon;
    const char *text;
    size_t count;
    ent_token tokens[ENT_ATTRIBUTION_TOKENS];
    uint16_t sentence[ENT_ATTRIBUTION_TOKENS]; /* which sentence a token is of */
    size_t first[ENT_PASSAGE_SENTENCES + 1];   /* first token of each sentence, and the count */
    size_t sentence_count;
    int16_t inside[ENT_ATTRIBUTION_TOKENS]; /* quotation a token is in or a mark of; −1 none */
    ent_quotation quotations[ENT_PASSAGE_QUOTATIONS];
    size_t quotation_count;
} ent_passage;

/* Read sentences until the tokens are full; returns how many sentences were taken (at least one).
 */
size_t ent_passage_read(ent_passage *passage, const ent_lexicon *lexicon, const char *text,
                        const ent_sentence *sentences, size_t count);
/* Attributions in English and Chinese, added to list[*count]. */
void ent_attribute_english(const ent_passage *passage, ent_attribution *list, size_t *count,
                           size_t capacity);
void ent_attribute_chinese(const ent_passage *passage, ent_attribution *list, size_t *count,
                           size_t capacity);
/* The text from token a to token b, b not included; empty when a ≥ b. */
ent_text_span ent_passage_span(const ent_passage *passage, size_t a, size_t b);

static inline bool ent_at_mark(const ent_passage *passage, size_t at, char mark) {
    return at < passage->count && passage->tokens[at].mark == mark;
}
static inline bool ent_at(const ent_passage *passage, size_t at, ent_cue_class class_of) {
    return at < passage->count && ent_token_is(&passage->tokens[at], class_of);
}

#endif
