/* SPDX-License-Identifier: Apache-2.0 */
/* Standard competition ranking ("1 2 2 4") and the mid-rank percentile
 * 100 (below + equal/2) / of. */
#include "entente/measure.h"

ent_rank ent_rank_of(double value, const double *values, size_t count) {
    size_t known = 0;
    size_t above = 0;
    size_t equal = 0;
    for (size_t k = 0; k < count; k++) {
        known += !ent_is_missing(values[k]);
        above += values[k] > value;
        equal += values[k] == value;
    }
    ent_rank rank = {.of = known, .percentile = ent_missing()};
    if (ent_is_missing(value)) return rank;
    rank.rank = above + 1;
    rank.ties = equal;
    if (known > 0) {
        double below = (double)(known - above - equal);
        rank.percentile = 100 * (below + (double)equal / 2) / (double)known;
    }
    return rank;
}
