/* SPDX-License-Identifier: Apache-2.0 */
/* Learning a bilingual word table from lines that translate each other. */
#ifndef ENTENTE_READ_GLOSSARY_LEARN_H
#define ENTENTE_READ_GLOSSARY_LEARN_H

#include "base/array.h"
#include "read/glossary.h"

typedef struct ent_parallel {
    const char *zh, *en; /* one line each */
} ent_parallel;

typedef struct ent_learned {
    ent_glossary_row *rows; /* frequencies, then pairs from the most certain on */
    size_t count, capacity;
    ent_glossary *vocabulary;
    char *zh_texts, *en_texts; /* the rows point into these */
} ent_learned;

/* IBM model 1 in both directions, five iterations. At most @p pairs pairs are kept. Errors: MEMORY;
 * FORMAT when ICU has no dictionary of Chinese words. O(lines × words²). */
ent_status ent_glossary_learn(ent_learned *learned, const ent_parallel *lines, size_t count,
                              size_t pairs, ent_error *err);
void ent_learned_free(ent_learned *learned);

#endif
