/* SPDX-License-Identifier: Apache-2.0 */
/* The normal distribution from tables, for inner loops: Φ and φ together within 1e-10 for |x| ≤ 6,
 * Φ or log Φ alone within 2e-9, the quantile within 3e-8 between 0.02 and 0.98. */
#ifndef ENTENTE_LATENT_QUICK_H
#define ENTENTE_LATENT_QUICK_H

#include "base/normal.h"
#include "entente/base.h"

enum {
    ENT_QUICK_PER_UNIT = 32,
    ENT_QUICK_LIMIT = 6,
    ENT_QUICK_KNOTS = 2 * ENT_QUICK_LIMIT * ENT_QUICK_PER_UNIT + 1,
    ENT_QUICK_CELLS = 1024
};

typedef struct ent_quick {
    double cdf[ENT_QUICK_KNOTS];
    double density[ENT_QUICK_KNOTS];
    /* Taylor coefficients of Φ and of log Φ. */
    double cdf_series[ENT_QUICK_KNOTS][4];
    double log_series[ENT_QUICK_KNOTS][4];
    struct {
        double at, inverse_density;
    } quantile[ENT_QUICK_CELLS]; /* at the middle of each cell of the unit interval */
} ent_quick;

void ent_quick_fill(ent_quick *quick);

/* Whether the table covers x. */
static inline bool ent_quick_covers(double x) {
    return x > -ENT_QUICK_LIMIT && x < ENT_QUICK_LIMIT;
}

/* Φ and φ at an x that the table covers: Taylor's series about the nearest entry. */
static inline double ent_quick_normal(const ent_quick *quick, double x, double *density) {
    int i = (int)((x + ENT_QUICK_LIMIT) * ENT_QUICK_PER_UNIT + 0.5);
    double c = (double)i / ENT_QUICK_PER_UNIT - ENT_QUICK_LIMIT;
    double d = x - c;
    double h1 = -c;
    double h2 = (c * c - 1) / 2;
    double h3 = (3 - c * c) * c / 6;
    double h4 = ((c * c - 6) * c * c + 3) / 24;
    double f = quick->density[i];
    *density = f * (1 + d * (h1 + d * (h2 + d * (h3 + d * h4))));
    return quick->cdf[i] + f * d * (1 + d * (h1 / 2 + d * (h2 / 3 + d * (h3 / 4 + d * (h4 / 5)))));
}

/* The knot nearest to an x that the tables cover, and how far x lies from it. */
static inline int ent_quick_knot(double x, double *from) {
    int i = (int)((x + ENT_QUICK_LIMIT) * ENT_QUICK_PER_UNIT + 0.5);
    *from = x - ((double)i / ENT_QUICK_PER_UNIT - ENT_QUICK_LIMIT);
    return i;
}

/* Φ at an x that the tables cover. */
static inline double ent_quick_cdf(const ent_quick *quick, double x) {
    double d = 0;
    const double *c = quick->cdf_series[ent_quick_knot(x, &d)];
    return c[0] + d * (c[1] + d * (c[2] + d * c[3]));
}

/* log Φ and its derivative at an x that the tables cover. */
static inline double ent_quick_log_cdf(const ent_quick *quick, double x, double *derivative) {
    double d = 0;
    const double *c = quick->log_series[ent_quick_knot(x, &d)];
    *derivative = c[1] + d * (2 * c[2] + d * 3 * c[3]);
    return c[0] + d * (c[1] + d * (c[2] + d * c[3]));
}

/* The x with Φ(x) = p: Taylor's series about the middle of p's cell; outside 0.02 … 0.98, where it
 * would need more terms, the exact function. */
static inline double ent_quick_quantile(const ent_quick *quick, double p) {
    if (!(p > 0.02 && p < 0.98)) return ent_normal_quantile(p);
    int i = (int)(p * ENT_QUICK_CELLS);
    double x = quick->quantile[i].at;
    double e = (p - (i + 0.5) * (1.0 / ENT_QUICK_CELLS)) * quick->quantile[i].inverse_density;
    return x + e * (1 + e * (x * 0.5 + e * (1 + 2 * x * x) * (1.0 / 6)));
}

#endif
