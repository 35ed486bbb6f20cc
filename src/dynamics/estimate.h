/* SPDX-License-Identifier: Apache-2.0 */
/* The search for parameters: its state, and how it is told. */
#ifndef ENTENTE_DYNAMICS_ESTIMATE_H
#define ENTENTE_DYNAMICS_ESTIMATE_H

#include "dynamics/moments.h"
#include "dynamics/pool.h"

typedef struct saom_search {
    const ent_saom_model *model;
    const ent_saom_options *options;
    saom_pool pool;
    saom_results results;
    saom_moments moments;
    saom_moments late; /* of the last subphase and all of phase 3 since: for the derivative */
    size_t *place;     /* of a free parameter among all */
    size_t free, n3, next;
    int phase, subphase, round;
    bool stopped, have_t, near;
    double *theta, *target;                                 /* all parameters */
    double *deviation, *sd, *t, *score;                     /* free ones */
    double *derivative, *inverse, *covariance, *regression; /* free × free */
    double *work, *shown;
    double *time, *time_square; /* by period: sums of stopping times of phase 3 */
} saom_search;

ent_status saom_search_run(saom_search *search, ent_saom_fit *fit, ent_error *err);

/* fit.c */
ent_status saom_fit_new(ent_saom_fit **fit, size_t parameters, size_t n3, ent_error *err);
/* Standard errors and all else that is told of a finished search. */
ent_status saom_report(saom_search *search, ent_saom_fit *fit, ent_error *err);
/* Fail with the effects that keep the derivative from being inverted. */
ent_status saom_explain_singular(saom_search *search, ent_error *err);

#endif
