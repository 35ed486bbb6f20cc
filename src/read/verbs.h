/* SPDX-License-Identifier: Apache-2.0 */
/* The table of telling words, and where they match in a sentence. */
#ifndef ENTENTE_READ_VERBS_H
#define ENTENTE_READ_VERBS_H

#include "entente/base.h"
#include "read/stems.h"

typedef struct ent_verb_row {
    const char *code;  /* of CAMEO, three digits, or the name of a cue */
    const char *words; /* patterns of one to three words or one to four Chinese characters */
} ent_verb_row;
/* The last row's code is NULL (verb_tables.c). */
extern const ent_verb_row ent_verb_rows[];

enum { ENT_VERB_SLOTS = 16384, ENT_VERB_WORDS = 4, ENT_VERB_CODES = 3 };

/* Patterns by the hash of their stems (ent_stems_join()), open addressing. */
typedef struct ent_verbs {
    uint32_t key[ENT_VERB_SLOTS];                /* 0: free */
    uint8_t row[ENT_VERB_SLOTS][ENT_VERB_CODES]; /* + 1; 0: none */
    uint64_t filter[1024];                       /* a bit per key: most words are none */
    size_t rows;
} ent_verbs;

/* Fill the table. O(patterns). Errors: LIMIT when the table is too small. */
ent_status ent_verb_fill(ent_verbs *lexicon, ent_error *err);

/* Hash of a sequence of stems, made one longer. */
static inline uint32_t ent_stems_join(uint32_t hash, uint32_t stem) {
    uint32_t h = (hash ^ (hash >> 15)) * 0x9E3779B1u + stem;
    return (h ^ (h >> 16)) * 0x85EBCA6Bu;
}

/* The rows (+ 1, ended by 0 or ENT_VERB_CODES of them) of a hash; NULL if it is no pattern. */
static inline const uint8_t *ent_verb_find(const ent_verbs *lexicon, uint32_t hash) {
    uint32_t bit = hash >> 16;
    if ((lexicon->filter[bit / 64] >> (bit % 64) & 1) == 0) return NULL;
    for (uint32_t slot = hash % ENT_VERB_SLOTS; lexicon->key[slot] != 0;
         slot = (slot + 1) % ENT_VERB_SLOTS)
        if (lexicon->key[slot] == hash) return lexicon->row[slot];
    return NULL;
}

/* The PLOVER root (ent_root) that a row's code of CAMEO belongs to; −1: a cue or a statement. */
int ent_verb_root(size_t row);

#endif
