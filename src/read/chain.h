/* SPDX-License-Identifier: Apache-2.0 */
/* The best set of links between two lists of units. */
#ifndef ENTENTE_READ_CHAIN_H
#define ENTENTE_READ_CHAIN_H

#include "read/pair_score.h"

typedef struct ent_chain_options {
    double least;     /* log odds a pair in order must have */
    double neighbour; /* added to the log odds of a pair that follows on another without a skip */
    double moved;     /* log odds a pair out of order must have; infinite: none is looked for */
} ent_chain_options;

/* Choose among candidate pairs those of greatest total (log odds − least), in order and not
 * overlapping; then of the rest, best first, those out of order whose both sides are free. The
 * chosen are moved to the front, in the order of the Chinese; *chosen is their number.
 * Errors: MEMORY. O(n log n). */
ent_status ent_chain(ent_pair *pairs, size_t count, const ent_chain_options *options,
                     size_t *chosen, ent_error *err);

#endif
