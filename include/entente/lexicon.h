/* SPDX-License-Identifier: Apache-2.0 */
/** @file lexicon.h
 * Words that say how a statement is meant: verbs of saying, negations, units, dates. A sentence is
 * cut into tokens once, each with the classes its words have; attribution, modality, dates and
 * amounts read the tokens.
 */
#ifndef ENTENTE_LEXICON_H
#define ENTENTE_LEXICON_H

#include "entente/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Classes of words (data/read/cues.csv). */
typedef enum ent_cue_class {
    ENT_CUE_SAY,
    ENT_CUE_QUOTE,
    ENT_CUE_THINK,
    ENT_CUE_SHOW,
    ENT_CUE_TELL,
    ENT_CUE_DEMAND,
    ENT_CUE_OPINE,
    ENT_CUE_ACCORDING,
    ENT_CUE_SOURCE,
    ENT_CUE_NOUN,
    ENT_CUE_NEGATION,
    ENT_CUE_EXPECT,
    ENT_CUE_HYPOTHETICAL,
    ENT_CUE_ASK,
    ENT_CUE_PAIR,
    ENT_CUE_ONE,
    ENT_CUE_MONTH,
    ENT_CUE_WEEKDAY,
    ENT_CUE_UNIT,
    ENT_CUE_SHIFT,
    ENT_CUE_SPAN,
    ENT_CUE_POINT,
    ENT_CUE_AGO,
    ENT_CUE_SINCE,
    ENT_CUE_UNTIL,
    ENT_CUE_PART,
    ENT_CUE_SEASON,
    ENT_CUE_ERA,
    ENT_CUE_MARK,
    ENT_CUE_NUMBER,
    ENT_CUE_MAGNITUDE,
    ENT_CUE_CURRENCY,
    ENT_CUE_FORCE,
    ENT_CUE_ECHELON,
    ENT_CUE_PRONOUN,
    ENT_CUE_AUXILIARY,
    ENT_CUE_ADVERB,
    ENT_CUE_PREPOSITION,
    ENT_CUE_CONJUNCTION,
    ENT_CUE_SUBORDINATOR,
    ENT_CUE_THAT,
    ENT_CUE_RELATIVE,
    ENT_CUE_DETERMINER,
    ENT_CUE_DESIGNATOR, /**< 苏 of 苏-35 */
    ENT_CUE_PLAIN,      /**< a word that only looks like a cue */
} ent_cue_class;

typedef enum ent_token_type {
    ENT_TOKEN_WORD,        /**< of a European script, or several words that are one cue */
    ENT_TOKEN_NUMBER,      /**< "3,000", "2018" */
    ENT_TOKEN_DESIGNATION, /**< "Su-35", 苏-35 */
    ENT_TOKEN_HAN,         /**< a Chinese cue, or one character */
    ENT_TOKEN_MARK,        /**< punctuation: see `mark` */
} ent_token_type;

/** Marks of both scripts as one: , ; : . ! ? ( ) - as in ASCII, and these. */
enum { ENT_MARK_QUOTE = '"', ENT_MARK_OPEN = '<', ENT_MARK_CLOSE = '>', ENT_MARK_DASH = '_' };

typedef struct ent_token {
    ent_text_span span;
    uint64_t classes; /**< bit 1 << class */
    int32_t cue;      /**< index of the lexicon's row, −1 for none */
    uint8_t type;     /**< ent_token_type */
    char mark;        /**< of a MARK; 0 for others */
    bool capital;     /**< begins with a capital letter */
} ent_token;

/** Read-only; shared by threads. */
typedef struct ent_lexicon ent_lexicon;

/** Errors: MEMORY. O(bytes of cues). */
ent_status ent_lexicon_new(ent_lexicon **out, ent_error *err);
void ent_lexicon_free(ent_lexicon *lexicon);

/** Cut text[span) into tokens. Writes at most @p capacity and returns how many; what is beyond is
 * left out. No allocation. O(bytes). */
size_t ent_tokens(const ent_lexicon *lexicon, const char *text, ent_text_span span,
                  ent_token *tokens, size_t capacity);
/** The value a class has for the token; −1 when it has not the class. */
int ent_cue_value(const ent_lexicon *lexicon, const ent_token *token, ent_cue_class class_of);
/** 0 base form, 1 "says", 2 "said", 3 "saying"; −1 when the token has not the class. */
int ent_cue_form(const ent_lexicon *lexicon, const ent_token *token, ent_cue_class class_of);

/** True when the token has the class. */
static inline bool ent_token_is(const ent_token *token, ent_cue_class class_of) {
    return (token->classes >> class_of & 1) != 0;
}

#ifdef __cplusplus
}
#endif
#endif
