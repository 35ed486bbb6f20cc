/* SPDX-License-Identifier: Apache-2.0 */
/* Power preponderance of a pair: the stronger's share in what both have, max/(max + min), from 1/2
 * (parity) to 1. Bremer 1992, "Dangerous Dyads", Journal of Conflict Resolution 36(2), 309–341,
 * compares the same two figures; as a share it is bounded where one side has nothing. */
#include "entente/measure.h"

double ent_power_ratio(double a, double b) {
    if (ent_is_missing(a) || ent_is_missing(b) || !(a + b > 0)) return ent_missing();
    return (a > b ? a : b) / (a + b);
}
