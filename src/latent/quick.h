/* SPDX-License-Identifier: Apache-2.0 */
/* The normal distribution from a table: within 1e-10 for |x| ≤ 6, for inner loops. */
#ifndef ENTENTE_LATENT_QUICK_H
#define ENTENTE_LATENT_QUICK_H

#include "entente/base.h"

enum { ENT_QUICK_PER_UNIT = 32, ENT_QUICK_LIMIT = 6 };

typedef struct ent_quick {
    double cdf[2 * ENT_QUICK_LIMIT * ENT_QUICK_PER_UNIT + 1];
    double density[2 * ENT_QUICK_LIMIT * ENT_QUICK_PER_UNIT + 1];
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

#endif
