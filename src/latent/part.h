/* SPDX-License-Identifier: Apache-2.0 */
/* What a part says of a trait: log probabilities, and their derivatives by its parameters. */
#ifndef ENTENTE_LATENT_PART_H
#define ENTENTE_LATENT_PART_H

#include "latent/model.h"

/* The points x_q = low + q · step. */
typedef struct ent_grid {
    double low, step;
    size_t points;
} ent_grid;

/* A sum of log probabilities with its gradient and its Hessian, row by row. */
typedef struct ent_objective {
    double value;
    double gradient[ENT_PART_PARAMETERS];
    double hessian[ENT_PART_PARAMETERS * ENT_PART_PARAMETERS];
} ent_objective;

/* The log probability of one value at one trait, with what estimation needs of it. For ordered
 * parts the derivatives are by the upper and the lower bound u = κ_c − βθ, v = κ_{c−1} − βθ (0
 * where there is none); for counts by η = α + βθ and by ω. */
typedef struct ent_density {
    double log_p;
    double first[2];
    double second[3]; /* 11, 12, 22 */
} ent_density;

/* ---- ordered.c ---- */

/* log(Φ(upper) − Φ(lower)), lower < upper, either may be infinite. */
double ent_ordered_log_interval(double lower, double upper);
ent_density ent_ordered_density(double lower, double upper);
/* The same within 1e-6, from the part's table where it serves. */
ent_density ent_ordered_density_of(const ent_part *part, double lower, double upper);
/* Bounds of a category at a trait. */
void ent_ordered_bounds(const ent_part *part, const double *parameters, unsigned category,
                        double trait, double *lower, double *upper);
/* Log prior density up to a constant: the shares Φ(κ_c/s) − Φ(κ_{c−1}/s) are Dirichlet(2, …, 2). */
double ent_ordered_cut_prior(const double *cut, unsigned cuts, double cut_sd);

/* ---- count.c ---- */

/* log of the Poisson log-normal probability of a count at η with overdispersion ω. */
ent_density ent_count_density(double count, double eta, double omega);

/* ---- part.c ---- */

/* Log probability of an observed value: of ordered and count parts the code's value, of gauss
 * parts the standardised one. */
double ent_part_log_density(const ent_part *part, const double *parameters, double value,
                            double trait);
/* Add to a node's objective the prior of a part's parameters. */
void ent_part_prior(const ent_part *part, const double *parameters, const ent_priors *priors,
                    ent_objective *to);
/* Sum over codes c and points q of counts[c · points + q] log p(value_c | x_q), and the prior.
 * @p values: of the part's codes. With @p derivatives also gradient and Hessian. */
void ent_part_objective(const ent_part *part, const double *parameters, const double *covariance,
                        const double *values, const ent_grid *grid, const double *counts,
                        const ent_priors *priors, bool derivatives, ent_objective *to);
/* Improve the parameters by @p steps Newton steps, each shortened until it improves; β stays in its
 * range. The parameters are normal around @p parameters with @p covariance (ENT_PART_PARAMETERS²),
 * which becomes the inverse of the information. */
void ent_part_maximise(const ent_part *part, double *parameters, double *covariance,
                       const double *values, const ent_grid *grid, const double *counts,
                       const ent_priors *priors, int steps);
/* What a gauss part's maximum rests on: sums over observations. */
typedef struct ent_moments {
    double n, x, xx, y, xy, yy;
} ent_moments;
void ent_part_maximise_real(const ent_part *part, double *parameters, double *covariance,
                            const ent_moments *sums, const ent_priors *priors);
/* Whether parameters are possible: finite, β in its range, cuts ascending, ω sensible. */
bool ent_part_valid(const ent_part *part, const double *parameters);
/* The expected log probability of a value at a trait when the parameters are normal around
 * @p parameters, to second order; NULL covariance: they are known. */
double ent_part_expected(const ent_part *part, const double *parameters, const double *covariance,
                         double value, double trait);
/* ½ log |covariance| and ½ the trace of the prior's curvature times it: the part of the bound that
 * is not in the tables. */
double ent_part_spread(const ent_part *part, const double *parameters, const double *covariance,
                       const ent_priors *priors);

#endif
