/* SPDX-License-Identifier: Apache-2.0 */
/* Features of each word of a sentence for finding who acts on whom. */
#ifndef ENTENTE_READ_ROLE_FEATURES_H
#define ENTENTE_READ_ROLE_FEATURES_H

#include "read/verbs.h"

enum { ENT_ROLE_FEATURES = 56 }; /* at most this many of a word */

typedef struct ent_role_features {
    uint32_t id[ENT_STEMS][ENT_ROLE_FEATURES];
    uint8_t count[ENT_STEMS];
} ent_role_features;

/* Small words by what they do in a sentence: determiners, prepositions, … Open addressing. */
enum { ENT_WORD_CLASS_SLOTS = 512 };
typedef struct ent_word_classes {
    uint32_t key[ENT_WORD_CLASS_SLOTS];
    uint8_t value[ENT_WORD_CLASS_SLOTS];
} ent_word_classes;
void ent_word_classes_fill(ent_word_classes *classes);

/* O(tokens). */
void ent_role_features_of(const ent_verbs *lexicon, const ent_word_classes *classes,
                          const ent_stem *tokens, size_t count, ent_role_features *features);

#endif
