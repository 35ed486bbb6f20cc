/* SPDX-License-Identifier: Apache-2.0 */
/* What a fit is inside. */
#ifndef ENTENTE_LATENT_FIT_H
#define ENTENTE_LATENT_FIT_H

#include "latent/mixture.h"

/* What a sampler kept: draws by chain and sweep, chain after chain. */
typedef struct ent_chain {
    size_t chains, draws, draw_count; /* draws: of each chain */
    float *trait;                     /* draw_count × nodes */
    double *broke;                    /* nodes */
    double *rhat, *ess;               /* nodes */
} ent_chain;

/* A fit by the grid holds the smoother, whose posteriors are mixed over the parameter draws; one by
 * sampling holds the draws. */
struct ent_latent_fit {
    ent_latent_options options;
    ent_observed *observed;
    ent_latent_info info;
    double *estimate, *estimate_sd; /* of the parameters of all parts */
    bool sampled;
    ent_em em;
    ent_parameter_draws draws; /* count 0: none */
    ent_chain chain;
};

/* Node of the runs for a node of the caller. O(log spells). */
size_t ent_fit_node(const ent_latent_fit *fit, size_t node);

#endif
