/* SPDX-License-Identifier: Apache-2.0 */
/* Rates of change of one variable: λ_i = ρ exp(Σ_k α_k r_ki) for the actors that are there. */
#ifndef ENTENTE_DYNAMICS_RATE_H
#define ENTENTE_DYNAMICS_RATE_H

#include "base/random.h"
#include "dynamics/model.h"

typedef struct saom_rate {
    const saom_dependent *variable;
    size_t n, leaves;
    const bool *absent;  /* NULL: all are there */
    const uint32_t *who; /* those there, where some are absent */
    size_t there;
    double basic, total;
    bool alike;       /* no effects: every rate is basic */
    double *tree;     /* 2 leaves: sums of rates, actor i at leaves + i */
    double *alpha;    /* by rate term */
    double *exposure; /* by rate term: Σ_i λ_i r_ki */
} saom_rate;

ent_status saom_rate_new(saom_rate *rate, const ent_saom_model *model, size_t variable,
                         ent_error *err);
void saom_rate_free(saom_rate *rate);
/* A period p begins, or the actors there change. O(n). */
void saom_rate_begin(saom_rate *rate, const saom_view *view, size_t p, const double *value,
                     const bool *absent, const uint32_t *who, size_t there);
/* Something r_ki may depend on changed for actor i. O(n) where there are effects, for the exposure.
 */
void saom_rate_update(saom_rate *rate, const saom_view *view, size_t i);
/* Draw an actor by rate. */
size_t saom_rate_draw(const saom_rate *rate, ent_random *random);
/* Add to @p score what actor i's step says of the effects on the rate. */
void saom_rate_score(const saom_rate *rate, const saom_view *view, size_t i, double *score);

#endif
