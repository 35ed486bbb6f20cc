/* SPDX-License-Identifier: Apache-2.0 */
/* A sentence as a set of hashed features. */
#ifndef ENTENTE_READ_FEATURES_H
#define ENTENTE_READ_FEATURES_H

#include "entente/reader_model.h"
#include "read/stems.h"
#include "read/verbs.h"

/* Families of features; the top four bits of a feature. */
typedef enum ent_family {
    ENT_FAMILY_WORD, /* stems anywhere outside the actors */
    ENT_FAMILY_PAIR, /* two in a row, actors by their role */
    ENT_FAMILY_TRIPLE,
    ENT_FAMILY_ZONE, /* stems by zone and direction */
    ENT_FAMILY_ZONE_PAIR,
    ENT_FAMILY_INSIDE,  /* words of the source and of the target */
    ENT_FAMILY_NEAR,    /* words next to an actor, by side and distance */
    ENT_FAMILY_LETTERS, /* beginnings and ends of words */
    ENT_FAMILY_CODE,    /* codes of the lexicon, anywhere */
    ENT_FAMILY_CODE_ZONE,
    ENT_FAMILY_SHAPE, /* voice, negation, modality, order, lengths */
    ENT_FAMILY_HAN,   /* four Chinese characters in a row */
    ENT_FAMILIES
} ent_family;

enum { ENT_FEATURES = 6000 }; /* at most this many of a sentence */

static inline ent_family ent_feature_family(uint32_t feature) {
    return (ent_family)(feature >> 28);
}

typedef struct ent_features {
    uint32_t id[ENT_FEATURES];
    size_t count;
    uint8_t first_code; /* row + 1 of the lexicon: the first code of CAMEO after the source, or in
                           the sentence when there is none; 0: none */
    uint8_t codes[64];  /* rows + 1 of all codes of CAMEO, those between the actors first */
    size_t code_count;
} ent_features;

/* O(length). */
void ent_features_of(const ent_verbs *lexicon, const ent_reader_input *input,
                     ent_features *features);

#endif
