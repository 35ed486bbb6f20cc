/* SPDX-License-Identifier: Apache-2.0 */
/* What a fit is inside. */
#ifndef ENTENTE_LATENT_FIT_H
#define ENTENTE_LATENT_FIT_H

#include "latent/em.h"

/* A fit by the grid holds the smoother, whose posteriors are mixed over the parameter draws; one by
 * sampling holds the draws. */
struct ent_latent_fit {
    ent_latent_options options;
    ent_observed *observed;
    ent_latent_info info;
    bool sampled;
    ent_em em;
    ent_latent_item_fit *items;
};

/* Node of the runs for a node of the caller. O(log spells). */
size_t ent_fit_node(const ent_latent_fit *fit, size_t node);

#endif
