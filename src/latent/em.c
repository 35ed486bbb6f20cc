/* SPDX-License-Identifier: Apache-2.0 */
/* Marginal maximum a posteriori by EM: the E step smooths the traits exactly on a grid, the M step
 * fits each item to its expected counts. Bock & Aitkin (1981); Dempster, A. P., Laird, N. M. &
 * Rubin, D. B. (1977), Journal of the Royal Statistical Society B 39(1), 1–38. Pairs of iterations
 * are extrapolated (Varadhan, R. & Roland, C. (2008), "Simple and globally convergent methods for
 * accelerating the convergence of any EM algorithm", Scandinavian Journal of Statistics 35(2),
 * 335–353); an extrapolation that lowers the posterior is taken back. The grid begins coarse and is
 * refined until its step is below the smallest posterior standard deviations. */
#include "latent/em.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "latent/convolve.h"
#include "latent/start.h"

static const double first_step = 0.2;  /* of the grid, in start_sd */
static const double first_reach = 5.5; /* of the grid to each side, in start_sd */
static const double reach = 7;         /* of windows, in posterior sd */
static const double fine_enough = 0.7; /* grid step over posterior sd */
static const double finest = 0.02;     /* grid step, in start_sd */
static const double negligible_edge = 1e-6;
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

/* Halve the grid's step while it is coarse; *fine when nothing is left to refine. */
static ent_status refine(ent_em *em, bool *fine, ent_error *err) {
    ent_grid grid = em->smoother.grid;
    double sd = 0;
    ent_status status = small_sd(&em->smoother, &sd, err);
    double wanted = fmax(fine_enough * sd, finest * em->options->start_sd);
    *fine = em->options->grid_step > 0 || grid.step <= 1.25 * wanted;
    if (status != ENT_OK || *fine) return status;
    double step = fmax(grid.step / 2, wanted);
    double high = grid.low + (double)(grid.points - 1) * grid.step;
    *fine = (high - grid.low) / step > POINTS_MAX;
    if (*fine) return ENT_OK;
    return ent_smoother_lay(&em->smoother, grid_of(grid.low, high, step), err);
}

/* ---- acceleration ---- */

/* x0 + 2 a r + a² v where each part's numbers stay possible, else x2. */
static void extrapolate(const ent_em *em, const double *x0, const double *x1, const double *x2,
                        size_t count, double *to) {
    double rr = 0;
    double vv = 0;
    for (size_t i = 0; i < count; i++) {
        double r = x1[i] - x0[i];
        double v = x2[i] - x1[i] - r;
        rr += r * r;
        vv += v * v;
    }
    double a = vv > 0 ? fmax(1, fmin(sqrt(rr / vv), 64)) : 1;
    for (size_t i = 0; i < count; i++) {
        double r = x1[i] - x0[i];
        double v = x2[i] - x1[i] - r;
        to[i] = x0[i] + 2 * a * r + a * a * v;
    }
    for (size_t p = 0; p < em->observed->part_count; p++) {
        const ent_part *part = &em->observed->parts[p];
        double *own = to + part->at;
        if (part->positive && own[ENT_SLOPE] < 0) own[ENT_SLOPE] = x2[part->at];
        if (!ent_part_valid(part, own)) copy(own, x2 + part->at, part->parameters);
    }
}

static double largest_move(const double *a, const double *b, size_t count) {
    double largest = 0;
    for (size_t i = 0; i < count; i++)
        largest = fmax(largest, fabs(a[i] - b[i]));
    return largest;
}

/* Room for the iteration. */
struct points {
    double *x0, *x1, *x2, *x3; /* x0 owns them all */
    double *mean;
    size_t count;
};

/* Two iterations and their extrapolation. *move: how far traits went in the first iteration, none
 * of it extrapolated. */
static const double slack = 1; /* of the bound, which is one to second order only */

static ent_status cycle(ent_em *em, struct points *at, double *move, ent_error *err) {
    size_t nodes = em->observed->node_count;
    pack(em, at->x0);
    ent_status status = expect(em, err);
    if (status == ENT_OK) status = improve(em, err);
    if (status != ENT_OK) return status;
    pack(em, at->x1);
    copy(at->mean, em->smoother.mean, nodes);
    status = expect(em, err);
    if (status != ENT_OK) return status;
    double reached = em->log_posterior;
    *move = largest_move(at->mean, em->smoother.mean, nodes);
    status = improve(em, err);
    if (status != ENT_OK) return status;
    pack(em, at->x2);
    extrapolate(em, at->x0, at->x1, at->x2, at->count, at->x3);
    unpack(em, at->x3);
    status = expect(em, err);
    if (status == ENT_OK && !(em->log_posterior >= reached - slack)) {
        unpack(em, at->x2);
        status = expect(em, err);
    }
    if (status == ENT_OK) status = improve(em, err);
    return status;
}

/* Iterate on one grid. */
static ent_status climb(ent_em *em, struct points *at, double tolerance, ent_error *err) {
    em->converged = false;
    while (!em->converged && em->iterations < em->options->iterations) {
        double move = 0;
        bool extended = false;
        ent_status status = cycle(em, at, &move, err);
        if (status == ENT_OK) status = extend(em, &extended, err);
        if (status != ENT_OK) return status;
        em->converged = move < tolerance * em->options->start_sd && !extended;
    }
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

static ent_status make_room(ent_em *em, struct points *at, ent_error *err) {
    const ent_observed *observed = em->observed;
    size_t square = (size_t)ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    at->count = observed->parameter_count + em->options->levels + 1;
    ent_status status = ent_array_new((void **)&at->x0, 4 * at->count, sizeof *at->x0, err);
    if (status != ENT_OK) return status;
    at->x1 = at->x0 + at->count;
    at->x2 = at->x1 + at->count;
    at->x3 = at->x2 + at->count;
    status = ent_array_new((void **)&at->mean, observed->node_count, sizeof *at->mean, err);
    if (status == ENT_OK)
        status =
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
    static const double coarse_tolerance = 20;
    struct points at = {0};
    ent_status status = make_room(em, &at, err);
    if (status == ENT_OK) status = begin(em, err);
    for (bool fine = em->options->grid_step > 0; status == ENT_OK && !fine;) {
        status = climb(em, &at, coarse_tolerance * em->options->tolerance, err);
        if (status == ENT_OK) status = refine(em, &fine, err);
    }
    if (status == ENT_OK) status = climb(em, &at, em->options->tolerance, err);
    if (status == ENT_OK) status = turn(em, err);
    if (status == ENT_OK) status = expect(em, err);
    free(at.x0);
    free(at.mean);
    return status;
}

void ent_em_free(ent_em *em) {
    ent_smoother_free(&em->smoother);
    free(em->parameters);
    free(em->covariance);
    em->covariance = NULL;
    em->parameters = NULL;
}
