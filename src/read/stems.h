/* SPDX-License-Identifier: Apache-2.0 */
/* Words, numbers, Chinese characters and marks of a sentence, hashed as they are read. */
#ifndef ENTENTE_READ_STEMS_H
#define ENTENTE_READ_STEMS_H

#include <stddef.h>
#include <stdint.h>

enum { ENT_STEMS = 256 }; /* of a sentence; what comes after is not read */

typedef enum ent_stem_kind {
    ENT_STEM_WORD,
    ENT_STEM_NUMBER,
    ENT_STEM_HAN, /* one Chinese character */
    ENT_STEM_MARK,
    ENT_STEM_ACTOR, /* stands for a whole mention (features.c) */
} ent_stem_kind;

/* What a word looks like. */
enum {
    ENT_SHAPE_CAPITAL = 1, /* begins with a capital letter */
    ENT_SHAPE_CAPITALS = 2,
    ENT_SHAPE_ED = 4,
    ENT_SHAPE_ING = 8,
    ENT_SHAPE_S = 16,
};

typedef struct ent_stem {
    uint32_t word;   /* hash of the lower-case form; of a number: of its length */
    uint32_t stem;   /* hash without the endings of inflection; never 0 */
    uint32_t prefix; /* hash of the first five letters, 0 if it has no more */
    uint32_t begin, end;
    uint8_t kind;
    uint8_t shape;
    uint8_t suffix[3]; /* last letters, lower case; 0 if shorter */
} ent_stem;

/* Read @p text into at most ENT_STEMS tokens; returns how many. Any bytes may be given: those that
 * are no UTF-8 count as letters. O(length). */
size_t ent_stems_read(const char *text, size_t length, ent_stem tokens[ENT_STEMS]);
/* Hash of a word as ent_stem.stem has it. */
uint32_t ent_stem_of(const char *word);

#endif
