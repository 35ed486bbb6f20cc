/* SPDX-License-Identifier: Apache-2.0 */
/* The derivative of an expected statistic by a parameter is its covariance with the score, period
 * by period since periods are independent given their starts: Schweinberger, M. & Snijders, T. A.
 * B. 2007, "Markov models for digraph panel data: Monte Carlo-based derivative estimation",
 * Computational Statistics & Data Analysis 51, 4465–4483. */
#include "dynamics/moments.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Simulations a parameter from which a regression on all scores pays. */
enum { REGRESSION_LEAST = 20 };

ent_status saom_moments_new(saom_moments *moments, size_t parameters, size_t periods,
                            const size_t *place, size_t count, ent_error *err) {
    *moments =
        (saom_moments){.free = count, .periods = periods, .place = place, .parameters = parameters};
    struct {
        double **array;
        size_t count;
    } need[] = {{&moments->sum, count},
                {&moments->product, count * count},
                {&moments->by_period, periods * count},
                {&moments->score, periods * count},
                {&moments->cross, periods * count * count},
                {&moments->square, periods * count * count},
                {&moments->total, count},
                {&moments->target, count}};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof need / sizeof need[0] && status == ENT_OK; k++)
        status = ent_array_new((void **)need[k].array, need[k].count, sizeof(double), err);
    if (status != ENT_OK) saom_moments_free(moments);
    return status;
}

void saom_moments_free(saom_moments *moments) {
    free(moments->sum);
    free(moments->product);
    free(moments->by_period);
    free(moments->score);
    free(moments->cross);
    free(moments->square);
    free(moments->total);
    free(moments->target);
    *moments = (saom_moments){0};
}

void saom_moments_clear(saom_moments *moments) {
    size_t f = moments->free;
    size_t p = moments->periods;
    moments->count = 0;
    memset(moments->sum, 0, f * sizeof(double));
    memset(moments->product, 0, f * f * sizeof(double));
    memset(moments->by_period, 0, p * f * sizeof(double));
    memset(moments->score, 0, p * f * sizeof(double));
    memset(moments->cross, 0, p * f * f * sizeof(double));
    memset(moments->square, 0, p * f * f * sizeof(double));
}

static void add_period(saom_moments *moments, size_t p, const double *statistic,
                       const double *score) {
    size_t f = moments->free;
    for (size_t k = 0; k < f; k++) {
        double own = statistic[moments->place[k]];
        double derived = score[moments->place[k]];
        moments->total[k] += own;
        moments->by_period[p * f + k] += own;
        moments->score[p * f + k] += derived;
        for (size_t l = 0; l < f; l++) {
            double other = score[moments->place[l]];
            moments->cross[(p * f + k) * f + l] += own * other;
            moments->square[(p * f + k) * f + l] += derived * other;
        }
    }
}

void saom_moments_add(saom_moments *moments, const double *statistic, const double *score,
                      double *total) {
    size_t f = moments->free;
    moments->count++;
    for (size_t k = 0; k < f; k++)
        moments->total[k] = -moments->target[k];
    for (size_t p = 0; p < moments->periods; p++)
        add_period(moments, p, statistic + p * moments->parameters,
                   score + p * moments->parameters);
    for (size_t k = 0; k < f; k++) {
        moments->sum[k] += moments->total[k];
        for (size_t l = 0; l < f; l++)
            moments->product[k * f + l] += moments->total[k] * moments->total[l];
    }
    for (size_t k = 0; k < moments->parameters && total != NULL; k++) {
        total[k] = 0;
        for (size_t p = 0; p < moments->periods; p++)
            total[k] += statistic[p * moments->parameters + k];
    }
}

void saom_moments_mean(const saom_moments *moments, double *deviation) {
    for (size_t k = 0; k < moments->free; k++)
        deviation[k] = moments->sum[k] / (double)moments->count;
}

void saom_moments_scores(const saom_moments *moments, double *score) {
    for (size_t k = 0; k < moments->free; k++) {
        score[k] = 0;
        for (size_t p = 0; p < moments->periods; p++)
            score[k] += moments->score[p * moments->free + k] / (double)moments->count;
    }
}

void saom_moments_covariance(const saom_moments *moments, double *covariance) {
    size_t f = moments->free;
    double count = (double)moments->count;
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < f; l++)
            covariance[k * f + l] =
                (moments->product[k * f + l] - moments->sum[k] * moments->sum[l] / count) /
                (count - 1);
}

void saom_moments_derivative(const saom_moments *moments, double *derivative) {
    size_t f = moments->free;
    double count = (double)moments->count;
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < f; l++) {
            double sum = 0;
            for (size_t p = 0; p < moments->periods; p++)
                sum += moments->cross[(p * f + k) * f + l] -
                       moments->by_period[p * f + k] * moments->score[p * f + l] / count;
            derivative[k * f + l] = sum / count;
        }
}

static void multiply(const double *a, const double *b, bool b_turned, size_t n, double *out) {
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++)
                sum += a[i * n + k] * (b_turned ? b[j * n + k] : b[k * n + j]);
            out[i * n + j] = sum;
        }
}

/* Σ_p cov(score_kp, score_lp): the information of what is simulated. */
static double information(const saom_moments *moments, size_t k, size_t l) {
    size_t f = moments->free;
    double count = (double)moments->count;
    double sum = 0;
    for (size_t p = 0; p < moments->periods; p++)
        sum += moments->square[(p * f + k) * f + l] -
               moments->score[p * f + k] * moments->score[p * f + l] / count;
    return sum / count;
}

bool saom_moments_regression(const saom_moments *moments, double *coefficient, double *work) {
    size_t f = moments->free;
    double *covariance = work;
    double *matrix = work + f * f;
    saom_moments_derivative(moments, covariance);
    memset(coefficient, 0, f * f * sizeof *coefficient);
    if (moments->count < REGRESSION_LEAST * f) {
        for (size_t k = 0; k < f; k++) {
            double own = information(moments, k, k);
            coefficient[k * f + k] = own > 0 ? covariance[k * f + k] / own : 0;
        }
        return true;
    }
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < f; l++)
            matrix[k * f + l] = information(moments, k, l);
    if (!saom_invert(matrix, f, matrix)) return false;
    multiply(covariance, matrix, false, f, coefficient);
    return true;
}

bool saom_collinear(const double *covariance, size_t n, double *work) {
    static const double least = 1e-9; /* rounding alone leaves some 1e-13 */
    double *value = work + n * n;
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < n; l++) {
            double scale = sqrt(covariance[k * n + k] * covariance[l * n + l]);
            work[k * n + l] = scale > 0 ? covariance[k * n + l] / scale : k == l;
        }
    lapack_int size = (lapack_int)n;
    if (LAPACKE_dsyev(LAPACK_ROW_MAJOR, 'V', 'U', size, work, size, value) != 0) return true;
    if (value[0] >= least) return false;
    for (size_t k = 0; k < n; k++)
        value[k] = work[k * n]; /* eigenvectors are columns, that of the smallest value the first */
    memcpy(work, value, n * sizeof *work);
    return true;
}

bool saom_invert(const double *matrix, size_t n, double *inverse) {
    lapack_int size = (lapack_int)n;
    lapack_int *pivot = NULL;
    double scale = 0;
    if (n == 0) return true;
    if (ent_array_new((void **)&pivot, n, sizeof *pivot, NULL) != ENT_OK) return false;
    for (size_t k = 0; k < n * n; k++) {
        inverse[k] = matrix[k];
        scale = fmax(scale, fabs(matrix[k]));
    }
    bool good = isfinite(scale) && scale > 0 &&
                LAPACKE_dgetrf(LAPACK_ROW_MAJOR, size, size, inverse, size, pivot) == 0;
    good = good && LAPACKE_dgetri(LAPACK_ROW_MAJOR, size, inverse, size, pivot) == 0;
    for (size_t k = 0; k < n * n && good; k++)
        good = isfinite(inverse[k]);
    free(pivot);
    return good;
}

void saom_sandwich(const double *a, const double *b, size_t n, double *out, double *work) {
    multiply(a, b, false, n, work);
    multiply(work, a, true, n, out);
}
