/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics of a network's evaluation function from what changed in the period: the fast way of
 * statistic.h, where the network has rows of bits and nothing is missing. */
#ifndef ENTENTE_DYNAMICS_CHANGED_H
#define ENTENTE_DYNAMICS_CHANGED_H

#include "dynamics/bits.h"
#include "dynamics/ego.h"

/* Working memory of one thread. */
typedef struct saom_changed {
    const ent_saom_model *model;
    const saom_bits *bits;
    double *start;    /* periods × parameters: static statistics at the start, NaN before */
    uint32_t *alter;  /* n_max: those whose tie with an actor changed */
    double *change;   /* n_max */
    saom_term **rest; /* terms that are not static */
    size_t rests;
} saom_changed;

ent_status saom_changed_new(saom_changed *changed, const ent_saom_model *model, ent_error *err);
void saom_changed_free(saom_changed *changed);
/* Whether variable v, ending period p in @p end, can be measured so. */
bool saom_changed_serves(const ent_saom_model *model, size_t p, size_t v, const saom_net *end);
/* Add to @p statistic what the end in the view gives, the basic rate's amount of change included.
 * O(n² / 64 + changes + ties). */
void saom_changed_measure(saom_changed *changed, saom_ego *ego, const saom_view *view, size_t p,
                          size_t v, double *statistic);

/* statistic.c: s_i, the sum running over the alters of a row. */
double saom_term_statistic(const saom_ego *ego, const saom_term *term, const saom_row *row);
/* What multiplies Σ s_i. */
static inline double saom_share(const saom_dependent *own, const saom_term *term) {
    double share = own->directed ? term->def->share : term->def->share_undirected;
    return share > 0 ? share : 1;
}

#endif
