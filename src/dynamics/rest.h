/* SPDX-License-Identifier: Apache-2.0 */
/* The untouched alters of a ministep: their weight together, the expected statistics over them, and
 * a draw among them. */
#ifndef ENTENTE_DYNAMICS_REST_H
#define ENTENTE_DYNAMICS_REST_H

#include "base/random.h"
#include "dynamics/ego.h"
#include "dynamics/kernel.h"

/* Weights of all alters for the egos of a class, as covariates alone make them. */
typedef struct saom_static_row {
    uint64_t stamp; /* of the coefficients and covariates it was made with; 0 never */
    uint32_t class; /* of ego */
    double total;
    double *weight;   /* n */
    double *prefix;   /* n + 1: sums of weights before an alter; NULL where alters have factors */
    double *expected; /* by static term: Σ_j weight × change */
    double *change;   /* static terms × n; NULL where alters have no factors */
} saom_static_row;

typedef struct saom_rest_part {
    const saom_dependent *variable;
    const saom_kernel *kernel;
    size_t n_max, n;
    const double *beta;
    size_t statics, alters; /* terms of either sort */
    size_t *static_slot, *alter_slot;
    bool by_ego;             /* every actor is a class of its own */
    bool evolving;           /* some row depends on behaviour */
    bool varying;            /* some row depends on the period */
    bool failed;             /* out of memory for a row: what follows is no simulation */
    const saom_group *group; /* whose rows and classes are held */
    size_t period;
    uint32_t *class_of; /* by actor */
    saom_static_row *row;
    size_t rows;
    uint64_t stamp;
    uint32_t *everybody; /* 0 … n − 1 */
    double *factor;      /* by alter: exp Σ β alter(j) */
    double *alter_value; /* alter terms × n */
    double *mixed;       /* n: weight × factor of the untouched, in the ministep */
    /* of the ministep */
    const saom_static_row *now;
    double scale;      /* of ego: exp Σ β ego() */
    double *ego_value; /* by term */
    bool one_by_one;   /* mixed[] holds the untouched, not the difference of sums */
    double total;      /* weight of the untouched */
} saom_rest_part;

ent_status saom_rest_new(saom_rest_part *rest, const ent_saom_model *model, size_t variable,
                         const double *beta, ent_error *err);
void saom_rest_free(saom_rest_part *rest);
/* Coefficients or behaviour changed: rows are made anew when they are next asked for. */
void saom_rest_stale(saom_rest_part *rest);
ent_status saom_rest_begin(saom_rest_part *rest, const saom_view *view, ent_error *err);
void saom_rest_toggled(saom_rest_part *rest, const saom_view *view, size_t j);

/* Weight of all alters that ego has not touched; in @p held the weight that the row holds of each
 * touched one, 0 where the row's sums were not used: what saom_rest_expect() counts too much. Sets
 * what the calls below use; rest->now is the row. */
double saom_rest_weigh(saom_rest_part *rest, const saom_ego *ego, double *held);
/* Add to @p expected, by term slot, Σ weight × change over the untouched and, by held weight, over
 * the touched. */
void saom_rest_expect(const saom_rest_part *rest, const saom_ego *ego, double *expected);
/* Draw one of the untouched by weight, and its changes by term slot. */
size_t saom_rest_draw(const saom_rest_part *rest, const saom_ego *ego, ent_random *random,
                      double *chosen);

#endif
