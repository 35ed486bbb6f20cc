/* SPDX-License-Identifier: Apache-2.0 */
/* Marginal maximum a posteriori by EM: the E step smooths the traits exactly on a grid, the M step
 * fits each item to its expected counts. Bock & Aitkin (1981); Dempster, A. P., Laird, N. M. &
 * Rubin, D. B. (1977), Journal of the Royal Statistical Society B 39(1), 1–38. Iterations are
 * accelerated (accelerate.c); a leap that lowers the posterior is taken back. The grid begins
 * coarse and is refined until its step is below the smallest posterior standard deviations. */
#include "latent/em.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "latent/accelerate.h"
#include "latent/convolve.h"
#include "latent/start.h"

static const double first_step = 0.2;  /* of the grid, in start_sd */
static const double first_reach = 5.5; /* of the grid to each side, in start_sd */
static const double reach = 7;         /* of windows, in posterior sd */
static const double fine_enough = 0.7; /* grid step over posterior sd */
static const double finest = 0.02;     /* grid step, in start_sd */
static const double negligible_edge = 1e-6;
static const double slack = 1; /* of the bound, which is one to second order only */
enum { POINTS_MAX = 2048, EXTENSION = 2 * ENT_BLOCK };

static void copy(double *to, const double *from, size_t count) {
    for (size_t i = 0; i < count; i++)
        to[i] = from[i];
}

/* ---- dynamics as numbers ---- */

static void pack(const ent_em *em, double *values) {
    size_t n = em->observed->parameter_count;
    copy(values, em->parameters, n);
    unsigned levels = em->dynamics.levels;
    for (unsigned l = 0; l < levels; l++)
        values[n + l] = log(levels == 1 ? em->dynamics.sd[0] : em->dynamics.weight[l]);
    double broken = em->dynamics.break_probability;
    values[n + levels] = broken > 0 ? log(broken / (1 - broken)) : 0;
}

static void unpack(ent_em *em, const double *values) {
    size_t n = em->observed->parameter_count;
    copy(em->parameters, values, n);
    unsigned levels = em->dynamics.levels;
    if (levels == 1) {
        em->dynamics.sd[0] =
            fmax(em->options->step_sd_min, fmin(em->options->step_sd_max, exp(values[n])));
    } else {
        double sum = 0;
        for (unsigned l = 0; l < levels; l++)
            sum += exp(values[n + l]);
        for (unsigned l = 0; l < levels; l++)
            em->dynamics.weight[l] = exp(values[n + l]) / sum;
    }
    if (em->dynamics.break_probability > 0)
        em->dynamics.break_probability = 1 / (1 + exp(-values[n + levels]));
}

/* ---- one iteration ---- */

static ent_status report(ent_em *em, ent_error *err) {
    const ent_latent_options *options = em->options;
    const ent_latent_progress progress = {"fit", em->iterations, options->iterations};
    if (options->on_progress != NULL && !options->on_progress(options->context, &progress))
        return ent_fail(err, ENT_ERR_LIMIT, "interrupted");
    return ENT_OK;
}

/* Smooth at the current point. */
static ent_status expect(ent_em *em, ent_error *err) {
    if (em->iterations > 0) {
        ent_status status = ent_smoother_fit_windows(&em->smoother, reach, err);
        if (status != ENT_OK) return status;
    }
    ent_status status =
        ent_smoother_pass(&em->smoother, em->parameters, em->covariance, &em->dynamics, err);
    if (status != ENT_OK) return status;
    double variance = em->priors.slope_sd * em->priors.slope_sd;
    em->log_posterior = ent_em_log_prior(em->observed, em->parameters, &em->dynamics, &em->priors) -
                        ent_slope_prior_shape * log(variance) - ent_slope_prior_rate / variance;
    for (size_t p = 0; p < em->observed->part_count; p++) {
        const ent_part *part = &em->observed->parts[p];
        em->log_posterior += ent_part_spread(
            part, em->parameters + part->at,
            em->covariance + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS, &em->priors);
    }
    for (size_t r = 0; r < em->observed->run_count; r++)
        em->log_posterior += em->observed->weight[r] * em->smoother.log_likelihood[r];
    em->iterations++;
    return report(em, err);
}

/* The sd of slopes, common to all parts, from the slopes and what is not known of them. */
static void improve_priors(ent_em *em) {
    double sum = 2 * ent_slope_prior_rate;
    for (size_t p = 0; p < em->observed->part_count; p++) {
        double slope = em->parameters[em->observed->parts[p].at + ENT_SLOPE];
        sum += slope * slope + em->covariance[p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS];
    }
    em->priors.slope_sd =
        sqrt(sum / ((double)em->observed->part_count + 2 * ent_slope_prior_shape));
}

static ent_status improve(ent_em *em, ent_error *err) {
    ent_status status =
        ent_em_improve_parts(&em->smoother, &em->priors, em->parameters, em->covariance, err);
    if (status == ENT_OK) ent_em_improve_dynamics(&em->smoother, em->options, &em->dynamics);
    if (status == ENT_OK && !(em->options->slope_sd > 0)) improve_priors(em);
    return status;
}

/* ---- the grid ---- */

/* Mass at an end of the grid itself. */
static bool reaches_end(const ent_smoother *smoother, bool upper) {
    const ent_windows *windows = &smoother->windows;
    for (size_t n = 0; n < smoother->observed->node_count; n++) {
        const float *p = smoother->posterior + windows->offset[n];
        size_t width = windows->width[n];
        if (!upper && windows->start[n] == 0 && (double)p[0] > negligible_edge) return true;
        if (upper && windows->start[n] + width == smoother->grid.points &&
            (double)p[width - 1] > negligible_edge)
            return true;
    }
    return false;
}

/* Make the grid longer where traits run out of it. */
static ent_status extend(ent_em *em, bool *extended, ent_error *err) {
    ent_grid grid = em->smoother.grid;
    bool lower = reaches_end(&em->smoother, false);
    bool upper = reaches_end(&em->smoother, true);
    *extended = (lower || upper) && grid.points + 2 * EXTENSION <= POINTS_MAX;
    if (!*extended) return ENT_OK;
    if (lower) grid.low -= EXTENSION * grid.step;
    grid.points += (size_t)EXTENSION * ((size_t)lower + (size_t)upper);
    return ent_smoother_lay(&em->smoother, grid, err);
}

static int by_value(const void *left, const void *right) {
    const double *a = left;
    const double *b = right;
    return (*a > *b) - (*a < *b);
}

/* The sd that one node in twenty has less than. */
static ent_status small_sd(const ent_smoother *smoother, double *sd, ent_error *err) {
    double *variances = NULL;
    size_t nodes = smoother->observed->node_count;
    ent_status status = ent_array_new((void **)&variances, nodes, sizeof *variances, err);
    if (status != ENT_OK) return status;
    copy(variances, smoother->variance, nodes);
    qsort(variances, nodes, sizeof *variances, by_value);
    *sd = sqrt(variances[nodes / 20]);
    free(variances);
    return ENT_OK;
}

static ent_grid grid_of(double low, double high, double step) {
    size_t points = (size_t)ceil((high - low) / step) + 1;
    points = (points + ENT_BLOCK - 1) / ENT_BLOCK * ENT_BLOCK;
    return (ent_grid){low, step, points};
}

/* Halve the grid's step while it is coarse: on a grid coarser than their posteriors traits move
 * from point to point or not at all. */
static ent_status refine(ent_em *em, bool *refined, ent_error *err) {
    ent_grid grid = em->smoother.grid;
    double sd = 0;
    *refined = false;
    if (em->options->grid_step > 0) return ENT_OK;
    ent_status status = small_sd(&em->smoother, &sd, err);
    double wanted = fmax(fine_enough * sd, finest * em->options->start_sd);
    if (status != ENT_OK || grid.step <= 1.25 * wanted) return status;
    double step = fmax(grid.step / 2, wanted);
    double high = grid.low + (double)(grid.points - 1) * grid.step;
    if ((high - grid.low) / step > POINTS_MAX) return ENT_OK;
    *refined = true;
    return ent_smoother_lay(&em->smoother, grid_of(grid.low, high, step), err);
}

/* ---- iterations ---- */

/* How far traits went, in their posterior sds: the root of the mean square over nodes. */
static double mean_move(const ent_smoother *smoother, const double *before) {
    double sum = 0;
    double nodes = (double)smoother->observed->node_count;
    for (size_t n = 0; n < smoother->observed->node_count; n++) {
        double move = smoother->mean[n] - before[n];
        sum += move * move / (smoother->variance[n] + 1e-12);
    }
    return sqrt(sum / nodes);
}

/* How well each number is known: what the accelerator measures lengths in. */
static void weigh(const ent_em *em, double *weight) {
    const ent_observed *observed = em->observed;
    for (size_t p = 0; p < observed->part_count; p++) {
        const ent_part *part = &observed->parts[p];
        const double *covariance = em->covariance + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
        for (unsigned i = 0; i < part->parameters; i++)
            weight[part->at + i] = 1 / (covariance[i * (ENT_PART_PARAMETERS + 1)] + 1e-12);
    }
    for (size_t i = observed->parameter_count;
         i < observed->parameter_count + em->dynamics.levels + 1; i++)
        weight[i] = (double)observed->spell_count;
}

/* Each part keeps to what is possible, else to what the plain iteration gives. */
static void repair(const ent_em *em, const double *plain, double *to) {
    for (size_t p = 0; p < em->observed->part_count; p++) {
        const ent_part *part = &em->observed->parts[p];
        double *own = to + part->at;
        if (part->positive && own[ENT_SLOPE] < 0) own[ENT_SLOPE] = plain[part->at];
        if (!ent_part_valid(part, own)) copy(own, plain + part->at, part->parameters);
    }
}

/* Smooth; a leap that lowered the posterior is taken back. */
static ent_status expect_or_return(ent_em *em, ent_accelerator *accelerator, double *reached,
                                   ent_error *err) {
    ent_status status = expect(em, err);
    if (status == ENT_OK && accelerator->leapt && !(em->log_posterior >= *reached - slack)) {
        unpack(em, accelerator->plain);
        ent_accelerator_forget(accelerator);
        status = expect(em, err);
    }
    *reached = em->log_posterior;
    return status;
}

/* One iteration: smooth, improve, leap. *move: how far traits went since the one before. */
static ent_status iterate(ent_em *em, ent_accelerator *accelerator, double *before, double *reached,
                          double *move, ent_error *err) {
    ent_status status = expect_or_return(em, accelerator, reached, err);
    if (status != ENT_OK) return status;
    *move = mean_move(&em->smoother, before);
    pack(em, accelerator->from);
    status = improve(em, err);
    if (status != ENT_OK) return status;
    copy(before, em->smoother.mean, em->observed->node_count);
    pack(em, accelerator->plain);
    weigh(em, accelerator->weight);
    ent_accelerator_leap(accelerator);
    repair(em, accelerator->plain, accelerator->to);
    unpack(em, accelerator->to);
    return ENT_OK;
}

/* To convergence, on a finer or longer grid as soon as one is needed. */
static ent_status climb(ent_em *em, ent_accelerator *accelerator, double *before, ent_error *err) {
    double reached = -INFINITY;
    em->converged = false;
    while (!em->converged && em->iterations < em->options->iterations) {
        double move = 0;
        bool extended = false;
        bool refined = false;
        ent_status status = iterate(em, accelerator, before, &reached, &move, err);
        if (status == ENT_OK) status = extend(em, &extended, err);
        if (status == ENT_OK && !extended) status = refine(em, &refined, err);
        if (status != ENT_OK) return status;
        if (extended || refined) reached = -INFINITY;
        em->converged = move < em->options->tolerance && !extended && !refined;
    }
    unpack(em, accelerator->plain);
    return ENT_OK;
}

/* ---- sign ---- */

static double mean_of_unit(const ent_em *em, uint32_t unit) {
    const ent_observed *observed = em->observed;
    double sum = 0;
    double nodes = 0;
    for (size_t s = 0; s < observed->spell_count; s++) {
        size_t run = observed->run_of_spell[s];
        if (observed->spells[s].unit != unit) continue;
        for (size_t n = observed->run_node[run]; n < observed->run_node[run + 1]; n++) {
            sum += em->smoother.mean[n];
            nodes++;
        }
    }
    return sum / nodes;
}

static void turn_parameters(ent_em *em) {
    for (size_t p = 0; p < em->observed->part_count; p++) {
        const ent_part *part = &em->observed->parts[p];
        double *own = em->parameters + part->at;
        double shift = 2 * em->dynamics.start_mean * own[ENT_SLOPE];
        for (unsigned i = ENT_CUT; i < part->parameters; i++)
            if (part->type == ENT_PART_ORDERED) own[i] -= shift;
        if (part->type != ENT_PART_ORDERED) own[ENT_INTERCEPT] += shift;
        own[ENT_SLOPE] = -own[ENT_SLOPE];
    }
}

/* Turn the line round when the anchor's units lie the other way. */
static ent_status turn(ent_em *em, ent_error *err) {
    const ent_latent_anchor *anchor = &em->options->anchor;
    if (!anchor->given || !ent_latent_is_free(em->observed)) return ENT_OK;
    if (mean_of_unit(em, anchor->above) >= mean_of_unit(em, anchor->below)) return ENT_OK;
    turn_parameters(em);
    double middle = em->dynamics.start_mean;
    for (size_t n = 0; n < em->observed->node_count; n++)
        em->smoother.mean[n] = 2 * middle - em->smoother.mean[n];
    ent_grid grid = em->smoother.grid;
    grid.low = 2 * middle - (grid.low + (double)(grid.points - 1) * grid.step);
    return ent_smoother_lay(&em->smoother, grid, err);
}

/* ---- all of it ---- */

static ent_status make_room(ent_em *em, ent_error *err) {
    const ent_observed *observed = em->observed;
    size_t square = (size_t)ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    ent_status status =
        ent_array_new((void **)&em->parameters, observed->parameter_count, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&em->covariance, observed->part_count * square,
                               sizeof(double), err);
    return status;
}

static ent_status begin(ent_em *em, ent_error *err) {
    const ent_latent_options *options = em->options;
    em->priors = (ent_priors){options->slope_sd > 0 ? options->slope_sd : 1, options->cut_sd};
    em->dynamics = ent_dynamics_start(options);
    double step = options->grid_step > 0 ? options->grid_step : first_step * options->start_sd;
    ent_grid grid = grid_of(options->start_mean - first_reach * options->start_sd,
                            options->start_mean + first_reach * options->start_sd, step);
    if (grid.points > POINTS_MAX)
        return ent_fail(err, ENT_ERR_USAGE, "grid_step %g is too fine: more than %d points", step,
                        POINTS_MAX);
    ent_status status = ent_smoother_new(&em->smoother, em->observed, grid, options->threads, err);
    if (status == ENT_OK) status = ent_latent_start(em->observed, options, em->parameters, err);
    return status;
}

ent_status ent_em_run(ent_em *em, ent_error *err) {
    ent_accelerator accelerator = {0};
    double *before = NULL;
    size_t numbers = em->observed->parameter_count + em->options->levels + 1;
    ent_status status = ent_accelerator_new(&accelerator, numbers, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&before, em->observed->node_count, sizeof *before, err);
    if (status == ENT_OK) status = make_room(em, err);
    if (status == ENT_OK) status = begin(em, err);
    if (status == ENT_OK) status = climb(em, &accelerator, before, err);
    if (status == ENT_OK) status = turn(em, err);
    if (status == ENT_OK) status = expect(em, err);
    ent_accelerator_free(&accelerator);
    free(before);
    return status;
}

void ent_em_free(ent_em *em) {
    ent_smoother_free(&em->smoother);
    free(em->parameters);
    free(em->covariance);
    em->covariance = NULL;
    em->parameters = NULL;
}
