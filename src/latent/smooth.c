/* SPDX-License-Identifier: Apache-2.0 */
/* Smoothing on the grid: the backward half of the point-mass filter of forward.c,
 *
 *   b_T = 1,   b_t(x) ∝ Σ_x' K(x' − x) e_{t+1}(x') b_{t+1}(x'),   p_t(x) ∝ a_t(x) b_t(x),
 *
 * for each level of the step's size, weighted by the probability of the level. Kernels are normal
 * densities at the grid's distances (the trapezoidal rule, whose error for a normal of sd ≥ 0.6 of
 * the grid's step is below 1e-3 and falls faster than any power); below that they are the three
 * points that have the step's variance. */
#include "latent/smooth.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "latent/convolve.h"

/* A level less likely than this for a run is left out of its posterior. */
static const double negligible_level = 1e-6;
static const float negligible = 1e-30F;

/* ---- kernels ---- */

/* Far enough that a leap beyond it would cost more than any observation tells. */
static const double kernel_reach = 9;
static const double narrow = 0.6;

static size_t half_of(double sd, double step) {
    return sd < narrow * step ? 1 : (size_t)ceil(kernel_reach * sd / step);
}

/* Add share × the kernel of a step of that sd, in @p half places each side. */
static void add_kernel(float *weight, size_t half, double sd, double step, double share,
                       bool squared) {
    size_t own = half_of(sd, step);
    double ratio = sd / step;
    double total = 1;
    for (size_t d = 1; d <= own; d++)
        total += 2 * exp(-(double)(d * d) / (2 * ratio * ratio));
    for (size_t i = 0; i <= 2 * own; i++) {
        double d = (double)i - (double)own;
        double w = exp(-d * d / (2 * ratio * ratio)) / total;
        if (ratio < narrow) w = d == 0 ? 1 - ratio * ratio : ratio * ratio / 2;
        if (squared) w *= d * d * step * step;
        weight[half - own + i] += (float)(share * w);
    }
}

static ent_status make_kernel(ent_kernel *kernel, double sd, double share, bool squared,
                              double other_sd, double other_share, double step, ent_error *err) {
    free(kernel->weight);
    kernel->half = half_of(sd, step);
    if (other_share > 0 && half_of(other_sd, step) > kernel->half)
        kernel->half = half_of(other_sd, step);
    ent_status status =
        ent_array_new((void **)&kernel->weight, 2 * kernel->half + 1, sizeof(float), err);
    if (status != ENT_OK) return status;
    add_kernel(kernel->weight, kernel->half, sd, step, share, squared);
    if (other_share > 0)
        add_kernel(kernel->weight, kernel->half, other_sd, step, other_share, false);
    return ENT_OK;
}

static ent_status make_kernels(ent_smoother *smoother, ent_error *err) {
    const ent_dynamics *dynamics = &smoother->dynamics;
    double step = smoother->grid.step;
    double broken = dynamics->break_probability;
    ent_status status = ENT_OK;
    for (unsigned l = 0; l < dynamics->levels && status == ENT_OK; l++)
        status = make_kernel(&smoother->step[l], dynamics->sd[l], 1 - broken, false,
                             dynamics->break_sd, broken, step, err);
    if (status == ENT_OK && dynamics->levels == 1)
        status = make_kernel(&smoother->square, dynamics->sd[0], 1 - broken, true, 0, 0, step, err);
    if (status == ENT_OK && broken > 0)
        status = make_kernel(&smoother->broken, dynamics->break_sd, broken, false, 0, 0, step, err);
    return status;
}

/* ---- room ---- */

ent_status ent_smoother_new(ent_smoother *smoother, const ent_observed *observed, ent_grid grid,
                            unsigned threads, ent_error *err) {
    *smoother = (ent_smoother){.observed = observed};
    smoother->threads = threads > 0 ? threads : (unsigned)omp_get_max_threads();
    size_t nodes = observed->node_count;
    size_t runs = observed->run_count;
    ent_windows *windows = &smoother->windows;
    const struct {
        void **place;
        size_t count, size;
    } arrays[] = {{(void **)&windows->start, nodes, sizeof *windows->start},
                  {(void **)&windows->width, nodes, sizeof *windows->width},
                  {(void **)&windows->offset, nodes + 1, sizeof *windows->offset},
                  {(void **)&smoother->mean, nodes, sizeof(double)},
                  {(void **)&smoother->variance, nodes, sizeof(double)},
                  {(void **)&smoother->broke, nodes, sizeof(double)},
                  {(void **)&smoother->edge, nodes, sizeof(double)},
                  {(void **)&smoother->log_likelihood, runs, sizeof(double)},
                  {(void **)&smoother->level, runs * ENT_LATENT_LEVELS_MAX, sizeof(double)},
                  {(void **)&smoother->squares, runs, sizeof(double)}};
    ent_status status = ENT_OK;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new(arrays[a].place, arrays[a].count, arrays[a].size, err);
    if (status == ENT_OK) status = ent_smoother_lay(smoother, grid, err);
    return status;
}

void ent_smoother_free(ent_smoother *smoother) {
    free(smoother->table);
    free(smoother->start);
    for (unsigned l = 0; l < ENT_LATENT_LEVELS_MAX; l++)
        free(smoother->step[l].weight);
    free(smoother->square.weight);
    free(smoother->broken.weight);
    free(smoother->windows.start);
    free(smoother->windows.width);
    free(smoother->windows.offset);
    free(smoother->posterior);
    free(smoother->mean);
    free(smoother->variance);
    free(smoother->broke);
    free(smoother->edge);
    free(smoother->log_likelihood);
    free(smoother->level);
    free(smoother->squares);
    *smoother = (ent_smoother){0};
}

/* ---- windows ---- */

/* Offsets of the windows, and room for their values. */
static ent_status place_windows(ent_smoother *smoother, ent_error *err) {
    const ent_observed *observed = smoother->observed;
    ent_windows *windows = &smoother->windows;
    smoother->longest = 0;
    for (size_t n = 0; n < observed->node_count; n++)
        windows->offset[n + 1] = windows->offset[n] + windows->width[n];
    for (size_t r = 0; r < observed->run_count; r++) {
        size_t values =
            windows->offset[observed->run_node[r + 1]] - windows->offset[observed->run_node[r]];
        if (values > smoother->longest) smoother->longest = values;
    }
    free(smoother->posterior);
    return ent_array_new((void **)&smoother->posterior, windows->offset[observed->node_count],
                         sizeof(float), err);
}

ent_status ent_smoother_lay(ent_smoother *smoother, ent_grid grid, ent_error *err) {
    smoother->grid = grid;
    for (size_t n = 0; n < smoother->observed->node_count; n++) {
        smoother->windows.start[n] = 0;
        smoother->windows.width[n] = (uint32_t)grid.points;
    }
    free(smoother->table);
    free(smoother->start);
    smoother->start = NULL;
    ent_status status =
        ent_array_new((void **)&smoother->table, smoother->observed->code_count * grid.points,
                      sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&smoother->start, grid.points, sizeof(float), err);
    if (status == ENT_OK) status = place_windows(smoother, err);
    return status;
}

ent_status ent_smoother_fit_windows(ent_smoother *smoother, double reach, ent_error *err) {
    const ent_grid *grid = &smoother->grid;
    for (size_t n = 0; n < smoother->observed->node_count; n++) {
        double half = reach * sqrt(smoother->variance[n]) + 2 * grid->step;
        /* Mass at an end of the old window: what lies beyond is not known, look wider. */
        if (smoother->edge[n] > 1e-7) half = fmax(half, smoother->windows.width[n] * grid->step);
        double from = floor((smoother->mean[n] - half - grid->low) / grid->step);
        double to = ceil((smoother->mean[n] + half - grid->low) / grid->step);
        size_t width = (size_t)fmax(to - from + 1, 1);
        width = (width + ENT_BLOCK - 1) / ENT_BLOCK * ENT_BLOCK;
        if (width > grid->points) width = grid->points;
        double last = (double)(grid->points - width);
        smoother->windows.start[n] = (uint32_t)fmax(0, fmin(from, last));
        smoother->windows.width[n] = (uint32_t)width;
    }
    return place_windows(smoother, err);
}

/* ---- tables ---- */

static void fill_start(ent_smoother *smoother) {
    const ent_dynamics *dynamics = &smoother->dynamics;
    double sum = 0;
    for (size_t q = 0; q < smoother->grid.points; q++) {
        double x = smoother->grid.low + (double)q * smoother->grid.step;
        double z = (x - dynamics->start_mean) / dynamics->start_sd;
        sum += exp(-z * z / 2);
    }
    for (size_t q = 0; q < smoother->grid.points; q++) {
        double x = smoother->grid.low + (double)q * smoother->grid.step;
        double z = (x - dynamics->start_mean) / dynamics->start_sd;
        smoother->start[q] = (float)(exp(-z * z / 2) / sum);
    }
}

/* Expected log probabilities of a code, where some window of its nodes reaches. */
static void fill_row(const ent_smoother *smoother, size_t code) {
    const ent_observed *observed = smoother->observed;
    uint32_t p = observed->part_of_code[code];
    const ent_part *part = &observed->parts[p];
    const ent_grid *grid = &smoother->grid;
    const double *covariance = NULL;
    if (smoother->covariance != NULL)
        covariance = smoother->covariance + (size_t)p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    size_t from = grid->points;
    size_t to = 0;
    for (size_t i = observed->node_row[code]; i < observed->node_row[code + 1]; i++) {
        uint32_t node = observed->node_of_code[i];
        size_t start = smoother->windows.start[node];
        size_t end = start + smoother->windows.width[node];
        if (start < from) from = start;
        if (end > to) to = end;
    }
    float *row = smoother->table + code * grid->points;
    for (size_t q = from; q < to; q++)
        row[q] = (float)ent_part_expected(part, smoother->parameters + part->at, covariance,
                                          observed->value_of_code[code],
                                          grid->low + (double)q * grid->step);
}

ent_status ent_smoother_prepare(ent_smoother *smoother, const double *parameters,
                                const double *covariance, const ent_dynamics *dynamics,
                                ent_error *err) {
    const ent_observed *observed = smoother->observed;
    smoother->parameters = parameters;
    smoother->covariance = covariance;
    smoother->dynamics = *dynamics;
    ent_status status = make_kernels(smoother, err);
    if (status != ENT_OK) return status;
    fill_start(smoother);
#pragma omp parallel for schedule(dynamic, 16) num_threads(smoother->threads)
    for (size_t c = 0; c < observed->code_count; c++) {
        fill_row(smoother, c);
    }
    return ENT_OK;
}

/* ---- backward ---- */

/* The next message: emission × message of node n, highest 1. */
static void weigh(float *message, const float *emission, size_t width) {
    float top = 0;
    for (size_t i = 0; i < width; i++) {
        message[i] *= emission[i];
        top = message[i] > top ? message[i] : top;
    }
    float share = top > negligible ? 1 / top : 0;
    for (size_t i = 0; i < width; i++) {
        float value = message[i] * share;
        message[i] = value > negligible ? value : 0;
    }
}

static double dot(const float *a, const float *b, size_t width) {
    double sum = 0;
    for (size_t i = 0; i < width; i++)
        sum += (double)a[i] * (double)b[i];
    return sum;
}

/* Add share × (a · b normalised) to the node's posterior. Where forward and backward exclude each
 * other, the forward one stands alone. */
static double add_posterior(ent_smoother *smoother, size_t node, const float *a, const float *b,
                            double share) {
    size_t width = smoother->windows.width[node];
    float *posterior = smoother->posterior + smoother->windows.offset[node];
    double sum = dot(a, b, width);
    if (!(sum > (double)negligible)) {
        for (size_t i = 0; i < width; i++)
            posterior[i] += (float)share * a[i];
        return 0;
    }
    float scaled = (float)(share / sum);
    for (size_t i = 0; i < width; i++)
        posterior[i] += scaled * a[i] * b[i];
    return sum;
}

static void backward_level(ent_smoother *smoother, size_t run, unsigned level,
                           ent_forward *forward) {
    const ent_windows *windows = &smoother->windows;
    size_t first = smoother->observed->run_node[run];
    size_t end = smoother->observed->run_node[run + 1];
    size_t base = windows->offset[first];
    const float *a = forward->filtered + level * smoother->longest;
    double share = forward->level[level];
    float *message = forward->message;
    float *other = forward->other;
    for (size_t i = 0; i < windows->width[end - 1]; i++)
        message[i] = 1;
    (void)add_posterior(smoother, end - 1, a + (windows->offset[end - 1] - base), message, share);
    for (size_t n = end - 1; n > first; n--) {
        const float *before = a + (windows->offset[n - 1] - base);
        size_t width = windows->width[n - 1];
        weigh(message, forward->emission + (windows->offset[n] - base), windows->width[n]);
        double broken = 0;
        double squares = 0;
        if (smoother->dynamics.break_probability > 0) {
            ent_forward_move(smoother, n, n - 1, &smoother->broken, message, forward->padded,
                             other);
            broken = dot(before, other, width);
        }
        if (smoother->dynamics.levels == 1) {
            ent_forward_move(smoother, n, n - 1, &smoother->square, message, forward->padded,
                             other);
            squares = dot(before, other, width);
        }
        ent_forward_move(smoother, n, n - 1, &smoother->step[level], message, forward->padded,
                         other);
        double sum = add_posterior(smoother, n - 1, before, other, share);
        if (sum > 0) {
            smoother->broke[n] += share * broken / sum;
            smoother->squares[run] += share * squares / sum;
        }
        float *swap = message;
        message = other;
        other = swap;
    }
}

/* Moments, and mass at those ends of the window that are not ends of the grid. */
static void finish_node(ent_smoother *smoother, size_t node) {
    const ent_windows *windows = &smoother->windows;
    const float *p = smoother->posterior + windows->offset[node];
    size_t width = windows->width[node];
    double mean = 0;
    double square = 0;
    double sum = 0;
    for (size_t i = 0; i < width; i++) {
        double x = (double)i;
        sum += (double)p[i];
        mean += (double)p[i] * x;
        square += (double)p[i] * x * x;
    }
    mean /= sum;
    double step = smoother->grid.step;
    smoother->variance[node] = fmax(square / sum - mean * mean, 0) * step * step;
    smoother->mean[node] = smoother->grid.low + (windows->start[node] + mean) * step;
    double edge = 0;
    if (windows->start[node] > 0) edge += (double)(p[0] + p[1]);
    if (windows->start[node] + width < smoother->grid.points)
        edge += (double)(p[width - 1] + p[width - 2]);
    smoother->edge[node] = edge;
}

static void smooth_run(ent_smoother *smoother, size_t run, ent_forward *forward) {
    const ent_windows *windows = &smoother->windows;
    size_t first = smoother->observed->run_node[run];
    size_t end = smoother->observed->run_node[run + 1];
    smoother->log_likelihood[run] = ent_forward_run(smoother, run, forward);
    memset(smoother->posterior + windows->offset[first], 0,
           (windows->offset[end] - windows->offset[first]) * sizeof(float));
    memset(smoother->broke + first, 0, (end - first) * sizeof(double));
    smoother->squares[run] = 0;
    for (unsigned l = 0; l < smoother->dynamics.levels; l++) {
        smoother->level[run * smoother->dynamics.levels + l] = forward->level[l];
        if (forward->level[l] > negligible_level) backward_level(smoother, run, l, forward);
    }
    for (size_t n = first; n < end; n++)
        finish_node(smoother, n);
}

ent_status ent_smoother_pass(ent_smoother *smoother, const double *parameters,
                             const double *covariance, const ent_dynamics *dynamics,
                             ent_error *err) {
    ent_forward *room = NULL;
    ent_status status = ent_smoother_prepare(smoother, parameters, covariance, dynamics, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&room, smoother->threads, sizeof *room, err);
    if (status != ENT_OK) return status;
    for (unsigned t = 0; t < smoother->threads && status == ENT_OK; t++)
        status = ent_forward_new(&room[t], smoother, err);
    if (status == ENT_OK) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(smoother->threads)
        for (size_t r = 0; r < smoother->observed->run_count; r++)
            smooth_run(smoother, r, &room[omp_get_thread_num()]);
    }
    for (unsigned t = 0; t < smoother->threads; t++)
        ent_forward_free(&room[t]);
    free(room);
    return status;
}

void ent_smoother_finish(ent_smoother *smoother) {
    for (size_t n = 0; n < smoother->observed->node_count; n++)
        finish_node(smoother, n);
}
