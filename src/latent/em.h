/* SPDX-License-Identifier: Apache-2.0 */
/* Item parameters and dynamics by marginal maximum a posteriori. */
#ifndef ENTENTE_LATENT_EM_H
#define ENTENTE_LATENT_EM_H

#include "latent/smooth.h"

/* A fit in progress, and what is left of it. */
typedef struct ent_em {
    const ent_observed *observed;
    const ent_latent_options *options;
    ent_priors priors;
    ent_smoother smoother;
    double *parameters;
    double *covariance; /* of parts: of their parameters, ENT_PART_PARAMETERS² each */
    ent_dynamics dynamics;
    double log_posterior; /* of the parameters and dynamics the smoother holds */
    unsigned iterations;
    bool converged;
} ent_em;

/* Run to convergence; the smoother is left with the traits at the parameters found.
 * Errors: MEMORY, LIMIT (interrupted). */
ent_status ent_em_run(ent_em *em, ent_error *err);
void ent_em_free(ent_em *em);

/* Expected counts of codes on the grid and the parts' next parameters (mstep.c): from the
 * smoother's posteriors, @p parameters are improved, and how well each part knows them. */
ent_status ent_em_improve_parts(const ent_smoother *smoother, const ent_priors *priors,
                                double *parameters, double *covariance, ent_error *err);
/* Dynamics from the smoother's posteriors. */
void ent_em_improve_dynamics(const ent_smoother *smoother, const ent_latent_options *options,
                             ent_dynamics *dynamics);
/* Log prior density of parameters and dynamics. */
double ent_em_log_prior(const ent_observed *observed, const double *parameters,
                        const ent_dynamics *dynamics, const ent_priors *priors);

#endif
