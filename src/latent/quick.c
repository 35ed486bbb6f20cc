/* SPDX-License-Identifier: Apache-2.0 */
#include "latent/quick.h"

#include <string.h>

/* φ' = −xφ; with r = φ/Φ, the derivative of log Φ: r' = −r (x + r). */
static void fill_knot(ent_quick *quick, int i) {
    double x = (double)i / ENT_QUICK_PER_UNIT - ENT_QUICK_LIMIT;
    double density = ent_normal_density(x);
    double log_cdf = ent_normal_log_cdf(x);
    double r = density / ent_normal_cdf(x);
    double r1 = -r * (x + r);
    double r2 = -r1 * (x + r) - r * (1 + r1);
    const double cdf[] = {ent_normal_cdf(x), density, -x * density / 2, (x * x - 1) * density / 6};
    const double log_series[] = {log_cdf, r, r1 / 2, r2 / 6};
    quick->cdf[i] = cdf[0];
    quick->density[i] = density;
    memcpy(quick->cdf_series[i], cdf, sizeof cdf);
    memcpy(quick->log_series[i], log_series, sizeof log_series);
}

void ent_quick_fill(ent_quick *quick) {
    for (int i = 0; i < ENT_QUICK_KNOTS; i++)
        fill_knot(quick, i);
    for (int i = 0; i < ENT_QUICK_CELLS; i++) {
        double x = ent_normal_quantile((i + 0.5) / ENT_QUICK_CELLS);
        quick->quantile[i].at = x;
        quick->quantile[i].inverse_density = 1 / ent_normal_density(x);
    }
}
