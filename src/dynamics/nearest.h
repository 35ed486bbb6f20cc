/* SPDX-License-Identifier: Apache-2.0 */
/* What a mistyped word may have meant. */
#ifndef ENTENTE_DYNAMICS_NEAREST_H
#define ENTENTE_DYNAMICS_NEAREST_H

#include <stddef.h>

/* Edit distance (Levenshtein 1966), letters' case aside, over the first 31 bytes. */
size_t saom_word_distance(const char *a, const char *b);
/* The word of a NULL-terminated list, not empty, with the least distance. */
const char *saom_nearest(const char *word, const char *const *list);

#endif
