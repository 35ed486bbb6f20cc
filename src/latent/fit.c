/* SPDX-License-Identifier: Apache-2.0 */
/* The public side of a fit: making one, and reading the traits it found. */
#include "latent/fit.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "latent/check.h"

ent_latent_options ent_latent_defaults(void) {
    return (ent_latent_options){.start_mean = 0,
                                .start_sd = 1,
                                .levels = 1,
                                .step_sd_min = 0.02,
                                .step_sd_max = 0.8,
                                .break_sd = 1,
                                .slope_sd = 2.5,
                                .cut_sd = 5,
                                .seed = 1,
                                .iterations = 500,
                                .tolerance = 1e-3,
                                .parameter_draws = 32,
                                .chains = 2,
                                .burn_in = 500,
                                .draws = 1000,
                                .thin = 1,
                                .save_every = 500};
}

size_t ent_fit_node(const ent_latent_fit *fit, size_t node) {
    const ent_observed *observed = fit->observed;
    size_t low = 0;
    for (size_t high = observed->spell_count; high - low > 1;) {
        size_t middle = low + (high - low) / 2;
        if (observed->spell_node[middle] <= node)
            low = middle;
        else
            high = middle;
    }
    return observed->run_node[observed->run_of_spell[low]] + node - observed->spell_node[low];
}

void ent_latent_free(ent_latent_fit *fit) {
    if (fit == NULL) return;
    ent_em_free(&fit->em);
    ent_observed_free(fit->observed);
    free(fit->items);
    free(fit);
}

ent_latent_info ent_latent_describe(const ent_latent_fit *fit) {
    return fit->info;
}

/* ---- by the grid ---- */

static void describe(ent_latent_fit *fit) {
    const ent_observed *observed = fit->observed;
    const ent_em *em = &fit->em;
    fit->info = (ent_latent_info){.nodes = observed->spell_node[observed->spell_count],
                                  .spells = observed->spell_count,
                                  .items = observed->item_count,
                                  .observations = observed->observation_count,
                                  .distinct_spells = observed->run_count,
                                  .converged = em->converged,
                                  .iterations = em->iterations,
                                  .log_posterior = em->log_posterior,
                                  .grid_step = em->smoother.grid.step,
                                  .grid_points = (unsigned)em->smoother.grid.points,
                                  .rhat = 1,
                                  .levels = em->dynamics.levels,
                                  .break_probability = em->dynamics.break_probability};
    for (unsigned l = 0; l < em->dynamics.levels; l++) {
        fit->info.level_sd[l] = em->dynamics.sd[l];
        fit->info.level_weight[l] = em->dynamics.weight[l];
    }
}

ent_status ent_latent_fit_grid(ent_latent_fit **out, const ent_latent_data *data,
                               const ent_latent_options *options, ent_error *err) {
    *out = NULL;
    ent_latent_fit *fit = NULL;
    ent_status status = ent_latent_check_options(options, err);
    if (status == ENT_OK) status = ent_array_new((void **)&fit, 1, sizeof *fit, err);
    if (status != ENT_OK) return status;
    fit->options = *options;
    status = ent_observed_new(&fit->observed, data, true, err);
    if (status == ENT_OK) {
        fit->em = (ent_em){.observed = fit->observed, .options = &fit->options};
        status = ent_em_run(&fit->em, err);
    }
    if (status == ENT_OK) {
        describe(fit);
        *out = fit;
    } else {
        ent_latent_free(fit);
    }
    return status;
}

/* ---- traits ---- */

/* Quantile of a node's masses. The sum of masses up to a point is the distribution function half a
 * step beyond it, but for (m_{k+1} − m_k)/24, the first term of the Euler–Maclaurin formula;
 * between two such places it is interpolated. */
static double quantile(const ent_smoother *smoother, size_t node, double p) {
    const float *mass = smoother->posterior + smoother->windows.offset[node];
    size_t width = smoother->windows.width[node];
    double total = 0;
    for (size_t i = 0; i < width; i++)
        total += (double)mass[i];
    double sum = 0;
    double before = 0;
    double place = (double)width - 0.5;
    for (size_t i = 0; i < width; i++) {
        sum += (double)mass[i] / total;
        double next = i + 1 < width ? (double)mass[i + 1] : 0;
        double here = fmin(1, fmax(before, sum + (next - (double)mass[i]) / (24 * total)));
        if (here >= p) {
            double share = here > before ? (p - before) / (here - before) : 0.5;
            place = (double)i - 0.5 + share;
            break;
        }
        before = here;
    }
    return smoother->grid.low + (smoother->windows.start[node] + place) * smoother->grid.step;
}

ent_status ent_latent_summary(const ent_latent_fit *fit, double level, double *mean, double *sd,
                              double *lo, double *hi, ent_error *err) {
    if (!(level > 0 && level < 1))
        return ent_fail(err, ENT_ERR_USAGE, "level: expected a number between 0 and 1, found %g",
                        level);
    const ent_smoother *smoother = &fit->em.smoother;
    for (size_t n = 0; n < fit->info.nodes; n++) {
        size_t node = ent_fit_node(fit, n);
        if (mean != NULL) mean[n] = smoother->mean[node];
        if (sd != NULL) sd[n] = sqrt(smoother->variance[node]);
        if (lo != NULL) lo[n] = quantile(smoother, node, (1 - level) / 2);
        if (hi != NULL) hi[n] = quantile(smoother, node, (1 + level) / 2);
    }
    return ENT_OK;
}
