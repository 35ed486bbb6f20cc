/* SPDX-License-Identifier: Apache-2.0 */
/* Moments of simulated statistics: mean, covariance, derivative by scores, and the small linear
 * algebra estimation needs. Vectors and matrices run over the free parameters only. */
#ifndef ENTENTE_DYNAMICS_MOMENTS_H
#define ENTENTE_DYNAMICS_MOMENTS_H

#include "dynamics/model.h"

typedef struct saom_moments {
    size_t free, periods;
    const size_t *place; /* of a free parameter among all */
    size_t parameters;
    size_t count;      /* simulations added */
    double *sum;       /* of statistics, over periods */
    double *product;   /* of statistics with each other, over periods */
    double *by_period; /* periods × free: sums of statistics */
    double *score;     /* periods × free: sums of scores */
    double *cross;     /* periods × free × free: sums of statistic × score */
    double *square;    /* periods × free × free: sums of score × score */
    double *total;     /* free: working memory */
    double *target;    /* free: subtracted from statistics, so that sums do not lose digits */
} saom_moments;

ent_status saom_moments_new(saom_moments *moments, size_t parameters, size_t periods,
                            const size_t *place, size_t count, ent_error *err);
void saom_moments_free(saom_moments *moments);
void saom_moments_clear(saom_moments *moments);
/* Add one simulation: periods × parameters statistics and scores. @p total, if not NULL, receives
 * its statistics over all parameters, summed over periods. */
void saom_moments_add(saom_moments *moments, const double *statistic, const double *score,
                      double *total);
/* Mean scores, summed over periods. */
void saom_moments_scores(const saom_moments *moments, double *score);
/* Mean deviation from the target; covariance of statistics (count − 1 below). */
void saom_moments_mean(const saom_moments *moments, double *deviation);
void saom_moments_covariance(const saom_moments *moments, double *covariance);
/* D_kl = ∂E S_k / ∂θ_l, estimated by Σ_p cov(S_kp, score_lp). */
void saom_moments_derivative(const saom_moments *moments, double *derivative);
/* Coefficients (free × free, row = statistic) of the regression of statistics on scores: on all of
 * them where there are simulations enough, else of each on its own. False when singular. */
bool saom_moments_regression(const saom_moments *moments, double *coefficient, double *work);

/* Whether some combination of the statistics hardly varies: the smallest eigenvalue of their
 * correlations is nearly 0. @p work (n × n + n) then begins with that combination's weights. */
bool saom_collinear(const double *covariance, size_t n, double *work);
/* inverse = matrix⁻¹ (n × n, row by row). False when it is singular to working precision. */
bool saom_invert(const double *matrix, size_t n, double *inverse);
/* out = a b a' (n × n). */
void saom_sandwich(const double *a, const double *b, size_t n, double *out, double *work);

#endif
