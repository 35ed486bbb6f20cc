/* SPDX-License-Identifier: Apache-2.0 */
/* Forward probabilities of a run on the grid,
 *
 *   a_1(x) ∝ N(x; m_0, s_0²) e_1(x),   a_t(x) ∝ e_t(x) Σ_x' K(x − x') a_{t−1}(x'),
 *
 * e_t being the product of the probabilities of what node t observed: a point-mass filter. Bucy, R.
 * S. & Senne, K. D. (1971), "Digital synthesis of non-linear filters", Automatica 7(3), 287–298;
 * Kitagawa, G. (1987), "Non-Gaussian state-space modeling of nonstationary time series", Journal of
 * the American Statistical Association 82(400), 1032–1041. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "latent/convolve.h"
#include "latent/smooth.h"

/* Below this share a value is 0: it cannot matter, and denormal numbers are slow. */
static const float negligible = 1e-30F;

ent_status ent_forward_new(ent_forward *forward, const ent_smoother *smoother, ent_error *err) {
    size_t points = smoother->grid.points;
    size_t half = smoother->broken.half;
    for (unsigned l = 0; l < smoother->dynamics.levels; l++)
        if (smoother->step[l].half > half) half = smoother->step[l].half;
    *forward = (ent_forward){0};
    ent_status status = ent_array_new((void **)&forward->sum, points, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&forward->emission, smoother->longest, sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&forward->filtered,
                               smoother->longest * smoother->dynamics.levels, sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&forward->padded, points + 2 * half, sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&forward->message, points, sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&forward->other, points, sizeof(float), err);
    return status;
}

void ent_forward_free(ent_forward *forward) {
    free(forward->sum);
    free(forward->emission);
    free(forward->filtered);
    free(forward->padded);
    free(forward->message);
    free(forward->other);
    *forward = (ent_forward){0};
}

void ent_forward_move(const ent_smoother *smoother, size_t from, size_t to,
                      const ent_kernel *kernel, const float *in, float *padded, float *out) {
    const ent_windows *windows = &smoother->windows;
    size_t width = windows->width[to];
    size_t span = width + 2 * kernel->half;
    /* padded[k] is grid point start[to] − half + k. */
    ptrdiff_t shift =
        (ptrdiff_t)windows->start[from] - (ptrdiff_t)windows->start[to] + (ptrdiff_t)kernel->half;
    ptrdiff_t begin = shift > 0 ? shift : 0;
    ptrdiff_t end = shift + (ptrdiff_t)windows->width[from];
    if (end > (ptrdiff_t)span) end = (ptrdiff_t)span;
    memset(padded, 0, span * sizeof *padded);
    if (end > begin)
        memcpy(padded + begin, in + (begin - shift), (size_t)(end - begin) * sizeof *padded);
    ent_convolve(out, width, padded, kernel->weight, 2 * kernel->half + 1);
}

/* Reals of a node: log densities that are parabolas. */
static void add_reals(const ent_smoother *smoother, size_t node, double *sum) {
    const ent_observed *observed = smoother->observed;
    double low = smoother->grid.low + smoother->windows.start[node] * smoother->grid.step;
    double c0 = 0;
    double c1 = 0;
    double c2 = 0;
    for (size_t o = observed->real_row[node]; o < observed->real_row[node + 1]; o++) {
        const ent_real *real = &observed->real[o];
        const double *p = smoother->parameters + observed->parts[real->part].at;
        double precision = exp(-2 * p[ENT_LOG_SCALE]);
        if (smoother->covariance != NULL) {
            /* Less what the squared error of the prediction adds, (1, x) Σ (1, x)' / ω². */
            const double *s = smoother->covariance +
                              (size_t)real->part * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
            double cross = s[ENT_SLOPE * ENT_PART_PARAMETERS + ENT_INTERCEPT];
            double square = s[ENT_SLOPE * ENT_PART_PARAMETERS + ENT_SLOPE];
            double own = s[ENT_INTERCEPT * ENT_PART_PARAMETERS + ENT_INTERCEPT];
            c0 -= precision * (own + 2 * low * cross + low * low * square) / 2;
            c1 -= precision * (cross + low * square);
            c2 += precision * square;
        }
        double residual = real->value - p[ENT_INTERCEPT] - p[ENT_SLOPE] * low;
        c0 -= residual * residual * precision / 2 + p[ENT_LOG_SCALE] + 0.91893853320467274178;
        c1 += residual * p[ENT_SLOPE] * precision;
        c2 += p[ENT_SLOPE] * p[ENT_SLOPE] * precision;
    }
    for (size_t i = 0; i < smoother->windows.width[node]; i++) {
        double x = (double)i * smoother->grid.step;
        sum[i] += c0 + x * (c1 - x * c2 / 2);
    }
}

/* The prior that holds a later trait near the middle. */
static void add_hold(const ent_smoother *smoother, size_t node, double *sum) {
    double low = smoother->grid.low + smoother->windows.start[node] * smoother->grid.step -
                 smoother->dynamics.start_mean;
    for (size_t i = 0; i < smoother->windows.width[node]; i++) {
        double x = low + (double)i * smoother->grid.step;
        sum[i] -= smoother->dynamics.hold * x * x / 2;
    }
}

/* Emissions of a node, the highest 1; returns the log of what they were divided by. */
static double emit(const ent_smoother *smoother, size_t node, bool first, double *sum,
                   float *emission) {
    const ent_observed *observed = smoother->observed;
    size_t width = smoother->windows.width[node];
    const float *table = smoother->table + smoother->windows.start[node];
    memset(sum, 0, width * sizeof *sum);
    for (size_t o = observed->code_row[node]; o < observed->code_row[node + 1]; o++)
        ent_add_row(sum, table + observed->code[o] * smoother->grid.points, width);
    if (observed->real_row[node + 1] > observed->real_row[node]) add_reals(smoother, node, sum);
    if (!first && smoother->dynamics.hold > 0) add_hold(smoother, node, sum);
    double top = sum[0];
    for (size_t i = 1; i < width; i++)
        top = fmax(top, sum[i]);
    for (size_t i = 0; i < width; i++)
        emission[i] = expf((float)(sum[i] - top));
    return top;
}

/* a = prediction × emission, sum 1; returns the log of the sum. Where all of it vanishes the
 * observations alone decide. */
static double filter(float *a, const float *prediction, const float *emission, size_t width) {
    double sum = 0;
    for (size_t i = 0; i < width; i++) {
        float value = prediction[i] * emission[i];
        a[i] = value > negligible ? value : 0;
        sum += (double)a[i];
    }
    if (!(sum > 0)) {
        memcpy(a, emission, width * sizeof *a);
        for (size_t i = 0; i < width; i++)
            sum += (double)a[i];
        for (size_t i = 0; i < width; i++)
            a[i] /= (float)sum;
        return log(sum) + log((double)negligible);
    }
    float share = (float)(1 / sum);
    for (size_t i = 0; i < width; i++)
        a[i] *= share;
    return log(sum);
}

static double forward_level(const ent_smoother *smoother, size_t run, unsigned level,
                            ent_forward *forward) {
    const ent_windows *windows = &smoother->windows;
    size_t first = smoother->observed->run_node[run];
    size_t end = smoother->observed->run_node[run + 1];
    size_t base = windows->offset[first];
    float *a = forward->filtered + level * smoother->longest;
    double sum = filter(a, smoother->start + windows->start[first], forward->emission,
                        windows->width[first]);
    for (size_t n = first + 1; n < end; n++) {
        float *next = a + (windows->offset[n] - base);
        ent_forward_move(smoother, n - 1, n, &smoother->step[level],
                         a + (windows->offset[n - 1] - base), forward->padded, forward->message);
        sum += filter(next, forward->message, forward->emission + (windows->offset[n] - base),
                      windows->width[n]);
    }
    return sum;
}

double ent_forward_run(const ent_smoother *smoother, size_t run, ent_forward *forward) {
    const ent_windows *windows = &smoother->windows;
    size_t first = smoother->observed->run_node[run];
    size_t base = windows->offset[first];
    double scale = 0;
    for (size_t n = first; n < smoother->observed->run_node[run + 1]; n++)
        scale += emit(smoother, n, n == first, forward->sum,
                      forward->emission + (windows->offset[n] - base));
    double top = -INFINITY;
    unsigned levels = smoother->dynamics.levels;
    for (unsigned l = 0; l < levels; l++) {
        forward->level[l] =
            forward_level(smoother, run, l, forward) + log(smoother->dynamics.weight[l]);
        top = fmax(top, forward->level[l]);
    }
    double sum = 0;
    for (unsigned l = 0; l < levels; l++) {
        forward->level[l] = exp(forward->level[l] - top);
        sum += forward->level[l];
    }
    for (unsigned l = 0; l < levels; l++)
        forward->level[l] /= sum;
    return scale + top + log(sum);
}
