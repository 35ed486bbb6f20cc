/* SPDX-License-Identifier: Apache-2.0 */
/* Where estimation starts. */
#ifndef ENTENTE_LATENT_START_H
#define ENTENTE_LATENT_START_H

#include "latent/model.h"

/* Parameters of all parts from a first scaling of the data; the end that is up is that of the
 * anchor, or of the positive items. Errors: MEMORY, USAGE for an anchor that is not there. */
ent_status ent_latent_start(const ent_observed *observed, const ent_latent_options *options,
                            double *parameters, ent_error *err);
ent_dynamics ent_dynamics_start(const ent_latent_options *options);
/* Whether nothing but the anchor fixes the sign. */
bool ent_latent_is_free(const ent_observed *observed);

#endif
