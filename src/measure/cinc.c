/* SPDX-License-Identifier: Apache-2.0 */
/* Composite Index of National Capability: the mean of an actor's shares in the year's sums,
 *
 *   CINC_i = 1/|M_i| Σ_{c ∈ M_i} x_ic / Σ_k x_kc
 *
 * M_i being the components known for i whose sum over the actors for which they are known is not 0.
 * Singer, Bremer & Stuckey 1972, "Capability Distribution, Uncertainty, and Major Power War,
 * 1820–1965", in Russett (ed.), Peace, War, and Numbers, 19–48; Singer 1987, International
 * Interactions 14(2), 115–132. */
#include "entente/measure.h"

static double sum_known(const double *values, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        if (!ent_is_missing(values[i])) sum += values[i];
    return sum;
}

void ent_cinc(size_t n, const double *const component[ENT_CAPABILITIES], double *cinc) {
    double total[ENT_CAPABILITIES];
    for (int c = 0; c < ENT_CAPABILITIES; c++)
        total[c] = sum_known(component[c], n);
    for (size_t i = 0; i < n; i++) {
        double shares = 0;
        int known = 0;
        for (int c = 0; c < ENT_CAPABILITIES; c++) {
            if (ent_is_missing(component[c][i]) || !(total[c] > 0)) continue;
            shares += component[c][i] / total[c];
            known++;
        }
        cinc[i] = known > 0 ? shares / known : ent_missing();
    }
}
