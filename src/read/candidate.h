/* SPDX-License-Identifier: Apache-2.0 */
/* Which pairs of units are worth a look. */
#ifndef ENTENTE_READ_CANDIDATE_H
#define ENTENTE_READ_CANDIDATE_H

#include "read/pair_score.h"

/* Units of one language and which of them the next one follows without anything between: only such
 * are taken together. */
typedef struct ent_side {
    const ent_units *units;
    const bool *joins; /* by unit; NULL: none */
} ent_side;

typedef struct ent_candidates {
    ent_pair *pairs;
    size_t count, capacity;
} ent_candidates;

/* Scored pairs: for each Chinese unit the English ones that share most with it, their neighbours,
 * and pairs of two with one. In small texts, all. Errors: MEMORY. O(words × translations × units a
 * word occurs in), of which words in more than a fixed number of units do not count. */
ent_status ent_candidates_find(ent_candidates *candidates, ent_pair_scorer *scorer,
                               const ent_glossary *glossary, const ent_side *en, const ent_side *zh,
                               ent_error *err);
void ent_candidates_free(ent_candidates *candidates);

#endif
