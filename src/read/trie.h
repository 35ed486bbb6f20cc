/* SPDX-License-Identifier: Apache-2.0 */
/* A set of names as a double-array trie over bytes (Aoe 1989): one addition and one comparison a
 * byte. Text is read as it is folded: ASCII letters small, any run of spaces as one, curly
 * apostrophes and dashes as ' and -. */
#ifndef ENTENTE_READ_TRIE_H
#define ENTENTE_READ_TRIE_H

#include "entente/base.h"

/* The longest keys that begin at one place which a walk keeps. */
#define ENT_TRIE_HITS 8
/* Longest key, bytes. */
#define ENT_TRIE_KEY 255

typedef struct ent_trie_cell {
    int32_t base; /* of a key's end: its value */
    int32_t check;
} ent_trie_cell;

typedef struct ent_trie {
    ent_trie_cell *cells;
    size_t count;
    size_t free; /* while building: no cell before it is free */
} ent_trie;

typedef struct ent_trie_key {
    const char *text; /* folded */
    int32_t value;    /* from 0 */
} ent_trie_key;

typedef struct ent_trie_hit {
    size_t end; /* one past the last byte of the text that the key covers */
    int32_t value;
} ent_trie_hit;

/* Build from keys sorted by bytes, each once. Errors: MEMORY. O(bytes of keys) as a rule. */
ent_status ent_trie_build(ent_trie *trie, const ent_trie_key *keys, size_t count, ent_error *err);
void ent_trie_free(ent_trie *trie);
/* The keys that text[at, end) begins with, shortest first; at most the ENT_TRIE_HITS longest. */
size_t ent_trie_walk(const ent_trie *trie, const char *text, size_t at, size_t end,
                     ent_trie_hit hits[ENT_TRIE_HITS]);
/* The next byte of folded text at @p at; *next is where the one after it begins. */
unsigned char ent_folded_byte(const char *text, size_t at, size_t end, size_t *next);
/* Fold @p text as a walk does; false when it is longer than a key. */
bool ent_trie_fold(const char *text, char folded[ENT_TRIE_KEY + 1]);

#endif
