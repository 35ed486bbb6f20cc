/* SPDX-License-Identifier: Apache-2.0 */
/* The public side of a fit: making one, and reading the traits it found. */
#include "latent/fit.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "latent/check.h"

ent_latent_options ent_latent_defaults(void) {
    return (ent_latent_options){.start_mean = 0,
                                .start_sd = 1,
                                .levels = 1,
                                .step_sd_min = 0.02,
                                .step_sd_max = 0.8,
                                .break_sd = 1,
                                .cut_sd = 5,
                                .seed = 1,
                                .iterations = 500,
                                .tolerance = 2e-3,
                                .parameter_draws = 32,
                                .parameter_sweeps = 4,
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
    ent_parameter_draws_free(&fit->draws);
    ent_em_free(&fit->em);
    ent_observed_free(fit->observed);
    free(fit->estimate);
    free(fit->estimate_sd);
    free(fit->chain.trait);
    free(fit->chain.broke);
    free(fit->chain.rhat);
    free(fit->chain.ess);
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

/* Estimates and their sds: over the parameter draws, or what each part knows on its own. */
static ent_status estimate(ent_latent_fit *fit, ent_error *err) {
    const ent_observed *observed = fit->observed;
    size_t count = observed->parameter_count;
    ent_status status = ent_array_new((void **)&fit->estimate, count, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&fit->estimate_sd, count, sizeof(double), err);
    if (status != ENT_OK) return status;
    for (size_t p = 0; p < observed->part_count; p++) {
        const ent_part *part = &observed->parts[p];
        const double *covariance =
            fit->em.covariance + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
        for (unsigned i = 0; i < part->parameters; i++) {
            size_t at = part->at + i;
            fit->estimate[at] = fit->em.parameters[at];
            double sum = 0;
            for (size_t d = 0; d < fit->draws.count; d++) {
                double apart = fit->draws.parameters[d * count + at] - fit->estimate[at];
                sum += apart * apart / (double)fit->draws.count;
            }
            fit->estimate_sd[at] =
                sqrt(fit->draws.count > 0 ? sum : covariance[i * ENT_PART_PARAMETERS + i]);
        }
    }
    return ENT_OK;
}

/* Many observations for each parameter: the draws are good as they are. */
static bool needs_refinement(const ent_latent_fit *fit) {
    static const double plenty = 1000;
    double each = (double)fit->observed->observation_count / (double)fit->observed->parameter_count;
    return fit->options.parameter_sweeps > 0 && each < plenty;
}

ent_status ent_latent_fit_grid(ent_latent_fit **out, const ent_latent_data *data,
                               const ent_latent_options *options, ent_error *err) {
    *out = NULL;
    ent_latent_fit *fit = NULL;
    ent_status status = ent_latent_check_options(options, err);
    if (status == ENT_OK) status = ent_array_new((void **)&fit, 1, sizeof *fit, err);
    if (status != ENT_OK) return status;
    fit->options = *options;
    if (options->threads == 0) fit->options.threads = (unsigned)omp_get_max_threads();
    status = ent_observed_new(&fit->observed, data, true, NULL, err);
    if (status == ENT_OK) {
        fit->em = (ent_em){.observed = fit->observed, .options = &fit->options};
        status = ent_em_run(&fit->em, err);
    }
    if (status == ENT_OK && options->parameter_draws > 0) {
        status = ent_parameter_draws_new(&fit->draws, &fit->em, options->parameter_draws, err);
        if (status == ENT_OK && needs_refinement(fit))
            status = ent_parameter_draws_refine(&fit->draws, &fit->em, data,
                                                options->parameter_sweeps, err);
        if (status == ENT_OK)
            status = ent_mixture_run(&fit->em.smoother, &fit->draws, &fit->options, err);
    }
    if (status == ENT_OK) status = estimate(fit, err);
    if (status == ENT_OK) {
        describe(fit);
        *out = fit;
    } else {
        ent_latent_free(fit);
    }
    return status;
}

/* ---- other data, the same parameters ---- */

static ent_status copy_of(double **to, const double *from, size_t count, ent_error *err) {
    ent_status status = ent_array_new((void **)to, count, sizeof(double), err);
    if (status == ENT_OK && count > 0) memcpy(*to, from, count * sizeof **to);
    return status;
}

static bool same_items(const ent_latent_fit *fit, const ent_latent_data *data) {
    if (data->item_count != fit->observed->item_count) return false;
    for (size_t k = 0; k < data->item_count; k++) {
        const ent_latent_item *mine = &fit->observed->items[k];
        const ent_latent_item *other = &data->items[k];
        if (mine->type != other->type || mine->positive != other->positive ||
            (mine->type == ENT_LATENT_ORDERED && mine->categories != other->categories))
            return false;
    }
    return true;
}

/* Everything of the fit but its traits. */
static ent_status copy_model(ent_latent_fit *to, const ent_latent_fit *from, ent_error *err) {
    size_t count = from->observed->parameter_count;
    size_t square = (size_t)ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    to->options = from->options;
    to->em = (ent_em){.observed = to->observed,
                      .options = &to->options,
                      .priors = from->em.priors,
                      .dynamics = from->em.dynamics,
                      .log_posterior = from->em.log_posterior,
                      .iterations = from->em.iterations,
                      .converged = from->em.converged};
    to->draws.count = from->draws.count;
    ent_status status = copy_of(&to->em.parameters, from->em.parameters, count, err);
    if (status == ENT_OK)
        status = copy_of(&to->em.covariance, from->em.covariance,
                         from->observed->part_count * square, err);
    if (status == ENT_OK)
        status =
            copy_of(&to->draws.parameters, from->draws.parameters, from->draws.count * count, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&to->draws.dynamics, from->draws.count,
                               sizeof *to->draws.dynamics, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&to->draws.reach, to->observed->node_count,
                               sizeof *to->draws.reach, err);
    if (status == ENT_OK && from->draws.count > 0)
        memcpy(to->draws.dynamics, from->draws.dynamics,
               from->draws.count * sizeof *to->draws.dynamics);
    return status;
}

/* On the whole grid first, then in windows that hold what was found. */
static ent_status smooth(ent_latent_fit *fit, ent_grid grid, ent_error *err) {
    static const double reach = 7;
    ent_em *em = &fit->em;
    ent_smoother *smoother = &em->smoother;
    ent_status status = ent_smoother_new(smoother, fit->observed, grid, fit->options.threads, err);
    if (status == ENT_OK)
        status = ent_smoother_pass(smoother, em->parameters, em->covariance, &em->dynamics, err);
    for (size_t n = 0; n < fit->observed->node_count && status == ENT_OK; n++)
        fit->draws.reach[n] = sqrt(smoother->variance[n]);
    if (status == ENT_OK && fit->draws.count > 0)
        return ent_mixture_run(smoother, &fit->draws, &fit->options, err);
    if (status == ENT_OK) status = ent_smoother_fit_windows(smoother, reach, err);
    if (status == ENT_OK)
        status = ent_smoother_pass(smoother, em->parameters, em->covariance, &em->dynamics, err);
    return status;
}

ent_status ent_latent_smooth(ent_latent_fit **out, const ent_latent_fit *fit,
                             const ent_latent_data *data, ent_error *err) {
    *out = NULL;
    ent_latent_fit *to = NULL;
    if (fit->sampled)
        return ent_fail(err, ENT_ERR_USAGE, "other data can be smoothed by a fit on the grid only");
    if (!same_items(fit, data))
        return ent_fail(err, ENT_ERR_USAGE, "the data are not of the items of the fit");
    ent_status status = ent_array_new((void **)&to, 1, sizeof *to, err);
    if (status == ENT_OK) status = ent_observed_new(&to->observed, data, true, fit->observed, err);
    if (status == ENT_OK) status = copy_model(to, fit, err);
    if (status == ENT_OK) status = smooth(to, fit->em.smoother.grid, err);
    if (status == ENT_OK) status = estimate(to, err);
    if (status == ENT_OK) {
        describe(to);
        *out = to;
    } else {
        ent_latent_free(to);
    }
    return status;
}
