/* SPDX-License-Identifier: Apache-2.0 */
/* The features that occur often enough, in order. */
#ifndef ENTENTE_READ_DICTIONARY_H
#define ENTENTE_READ_DICTIONARY_H

#include "entente/base.h"

typedef struct ent_dictionary {
    uint32_t *feature; /* sorted */
    size_t count;
} ent_dictionary;

void ent_features_sort(uint32_t *features, size_t count);
/* Of @p occurrences, one per feature and example, those that occur @p least times; @p occurrences
 * becomes the dictionary's. O(n log n). */
void ent_dictionary_take(ent_dictionary *dictionary, uint32_t *occurrences, size_t count,
                         unsigned least);
/* Where a feature stands; SIZE_MAX: it is not there. O(log count). */
size_t ent_dictionary_find(const ent_dictionary *dictionary, uint32_t feature);
void ent_dictionary_free(ent_dictionary *dictionary);

#endif
