/* SPDX-License-Identifier: Apache-2.0 */
/* Where an item has few observations, as a roll call has, a normal distribution around the bound's
 * maximum is not quite where the parameters are: the line's length comes out short. Each draw of
 * the parameters is therefore moved on by a few sweeps of the sampler, which leave the posterior as
 * it is and bring what is near it nearer. */
#include <stdlib.h>
#include <string.h>

#include "latent/gibbs.h"
#include "latent/mixture.h"

ent_status ent_parameter_draws_refine(ent_parameter_draws *draws, const ent_em *em,
                                      const ent_latent_data *data, unsigned sweeps,
                                      ent_error *err) {
    ent_observed *observed = NULL;
    ent_gibbs gibbs = {0};
    ent_status status = ent_observed_new(&observed, data, false, NULL, err);
    if (status == ENT_OK) status = ent_gibbs_new(&gibbs, observed, em->options, em, err);
    if (status == ENT_OK) status = ent_state_new(&gibbs.state, observed, err);
    for (size_t d = 0; d < draws->count && status == ENT_OK; d++) {
        double *own = draws->parameters + d * observed->parameter_count;
        gibbs.chain = (uint32_t)d | ENT_REFINING;
        gibbs.sweep = 0;
        ent_gibbs_begin_at(&gibbs, own, &draws->dynamics[d]);
        while (gibbs.sweep < sweeps && status == ENT_OK) {
            gibbs.sweep++;
            status = ent_gibbs_sweep(&gibbs, err);
        }
        memcpy(own, gibbs.state.parameters, observed->parameter_count * sizeof *own);
        draws->dynamics[d] = gibbs.state.dynamics;
    }
    ent_state_free(&gibbs.state);
    ent_gibbs_free(&gibbs);
    ent_observed_free(observed);
    return status;
}
