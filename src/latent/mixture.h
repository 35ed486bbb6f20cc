/* SPDX-License-Identifier: Apache-2.0 */
/* Traits whose intervals know that the parameters are estimates. */
#ifndef ENTENTE_LATENT_MIXTURE_H
#define ENTENTE_LATENT_MIXTURE_H

#include "latent/linear.h"

/* Draws of parameters and dynamics around a fit; draw d's parameters at d × parameter_count. */
typedef struct ent_parameter_draws {
    size_t count;
    double *parameters;
    ent_dynamics *dynamics;
    double *reach; /* of nodes: sd by which the draws move them, as the linear model has it */
} ent_parameter_draws;

/* Draw around the fit; the draws come in pairs ± about it. Errors: MEMORY.
 * O(draws · iterations of conjugate gradients · observations). */
ent_status ent_parameter_draws_new(ent_parameter_draws *draws, ent_em *em, size_t count,
                                   ent_error *err);
/* Move every draw on by sweeps of the sampler (refine.c). Errors: MEMORY. */
ent_status ent_parameter_draws_refine(ent_parameter_draws *draws, const ent_em *em,
                                      const ent_latent_data *data, unsigned sweeps, ent_error *err);
void ent_parameter_draws_free(ent_parameter_draws *draws);
/* Smooth once for each draw and leave in the smoother the mixture of the posteriors. Errors:
 * MEMORY, LIMIT (interrupted). */
ent_status ent_mixture_run(ent_smoother *smoother, const ent_parameter_draws *draws,
                           const ent_latent_options *options, ent_error *err);

#endif
