/* SPDX-License-Identifier: Apache-2.0 */
/* Dependence of actor i on trade with j and its asymmetry,
 *
 *   dep_i = (M_ij + X_ij) / T_i,   asymmetry = |dep_i − dep_j| / (dep_i + dep_j)
 *
 * M and X the imports and exports of i from and to j, T_i all recorded trade of i. Barbieri 1996,
 * "Economic Interdependence: A Path to Peace or a Source of Interstate Conflict?", Journal of Peace
 * Research 33(1), 29–49, takes the plain difference; divided by the sum it does not shrink with the
 * trade of the pair. */
#include <math.h>

#include "entente/measure.h"

double ent_trade_dependence(double imports, double exports, double total) {
    return total > 0 ? (imports + exports) / total : ent_missing();
}

double ent_trade_asymmetry(double dep1, double dep2) {
    double sum = dep1 + dep2;
    return sum > 0 ? fabs(dep1 - dep2) / sum : ent_missing();
}
