/* SPDX-License-Identifier: Apache-2.0 */
/* Intervals that hold their level: the posterior of each trait is a mixture of the exact posteriors
 * given each of several draws of the parameters, so that what the parameters are not known by is in
 * it, and its shape is whatever it is. */
#include "latent/mixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

struct mixture {
    float *posterior;
    double *broke;
};

static void add_draw(struct mixture *to, const ent_smoother *smoother, float share) {
    size_t values = smoother->windows.offset[smoother->observed->node_count];
    for (size_t i = 0; i < values; i++)
        to->posterior[i] += share * smoother->posterior[i];
    for (size_t n = 0; n < smoother->observed->node_count; n++)
        to->broke[n] += (double)share * smoother->broke[n];
}

/* Windows that hold the traits wherever the draws move them. */
static ent_status widen(ent_smoother *smoother, const ent_parameter_draws *draws, ent_error *err) {
    static const double draws_reach = 4.5;
    static const double reach = 6;
    for (size_t n = 0; n < smoother->observed->node_count; n++) {
        double sd = sqrt(smoother->variance[n]);
        double wide = sd + draws->reach[n] * draws_reach / reach;
        smoother->variance[n] = wide * wide;
    }
    return ent_smoother_fit_windows(smoother, reach, err);
}

ent_status ent_mixture_run(ent_smoother *smoother, const ent_parameter_draws *draws,
                           const ent_latent_options *options, ent_error *err) {
    struct mixture mixture = {0};
    ent_status status = widen(smoother, draws, err);
    size_t nodes = smoother->observed->node_count;
    size_t values = smoother->windows.offset[nodes];
    if (status == ENT_OK)
        status = ent_array_new((void **)&mixture.posterior, values, sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&mixture.broke, nodes, sizeof(double), err);
    for (size_t d = 0; d < draws->count && status == ENT_OK; d++) {
        status =
            ent_smoother_pass(smoother, draws->parameters + d * smoother->observed->parameter_count,
                              NULL, &draws->dynamics[d], err);
        if (status == ENT_OK) add_draw(&mixture, smoother, 1 / (float)draws->count);
        const ent_latent_progress progress = {"intervals", d + 1, draws->count};
        if (options->on_progress != NULL && !options->on_progress(options->context, &progress))
            status = ent_fail(err, ENT_ERR_LIMIT, "interrupted");
    }
    if (status == ENT_OK) {
        memcpy(smoother->posterior, mixture.posterior, values * sizeof(float));
        memcpy(smoother->broke, mixture.broke, nodes * sizeof(double));
        ent_smoother_finish(smoother);
    }
    free(mixture.posterior);
    free(mixture.broke);
    return status;
}
