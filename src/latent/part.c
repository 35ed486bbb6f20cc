/* SPDX-License-Identifier: Apache-2.0 */
/* The fit of one part given where its observations may lie: expected counts on a grid (Bock, R. D.
 * & Aitkin, M. (1981), "Marginal maximum likelihood estimation of item parameters: application of
 * an EM algorithm", Psychometrika 46(4), 443–459), or moments for reals. */
#include "latent/part.h"

#include <math.h>
#include <string.h>

static const double log_root_two_pi = 0.91893853320467274178;
static const double log_scale_max = 5;

double ent_part_log_density(const ent_part *part, const double *parameters, double value,
                            double trait) {
    if (part->type == ENT_PART_ORDERED) {
        double lower = 0;
        double upper = 0;
        ent_ordered_bounds(part, parameters, (unsigned)value, trait, &lower, &upper);
        return ent_ordered_density_of(part, lower, upper).log_p;
    }
    double eta = parameters[ENT_INTERCEPT] + parameters[ENT_SLOPE] * trait;
    double omega = exp(parameters[ENT_LOG_SCALE]);
    if (part->type == ENT_PART_COUNT) return ent_count_density(value, eta, omega).log_p;
    double z = (value - eta) / omega;
    return -z * z / 2 - log_root_two_pi - parameters[ENT_LOG_SCALE];
}

static double at(const double *matrix, unsigned i, unsigned j) {
    return matrix[i * ENT_PART_PARAMETERS + j];
}

/* Covariance of two predictors, s·slope + parameter i and s·slope + parameter j. */
static double predicted(const double *covariance, double s, unsigned i, unsigned j) {
    return s * s * at(covariance, ENT_SLOPE, ENT_SLOPE) +
           s * (at(covariance, ENT_SLOPE, i) + at(covariance, ENT_SLOPE, j)) + at(covariance, i, j);
}

static double expected_ordered(const ent_part *part, const double *parameters,
                               const double *covariance, unsigned category, double trait) {
    double lower = 0;
    double upper = 0;
    ent_ordered_bounds(part, parameters, category, trait, &lower, &upper);
    ent_density density = ent_ordered_density_of(part, lower, upper);
    unsigned above = ENT_CUT + category;
    double sum = 0;
    if (category + 1 < part->codes)
        sum += density.second[0] * predicted(covariance, -trait, above, above);
    if (category > 0)
        sum += density.second[2] * predicted(covariance, -trait, above - 1, above - 1);
    if (category > 0 && category + 1 < part->codes)
        sum += 2 * density.second[1] * predicted(covariance, -trait, above, above - 1);
    return density.log_p + sum / 2;
}

double ent_part_expected(const ent_part *part, const double *parameters, const double *covariance,
                         double value, double trait) {
    if (covariance == NULL) return ent_part_log_density(part, parameters, value, trait);
    if (part->type == ENT_PART_ORDERED)
        return expected_ordered(part, parameters, covariance, (unsigned)value, trait);
    double variance = predicted(covariance, trait, ENT_INTERCEPT, ENT_INTERCEPT);
    double omega = exp(parameters[ENT_LOG_SCALE]);
    if (part->type == ENT_PART_GAUSS)
        return ent_part_log_density(part, parameters, value, trait) -
               variance / (2 * omega * omega);
    double eta = parameters[ENT_INTERCEPT] + parameters[ENT_SLOPE] * trait;
    ent_density density = ent_count_density(value, eta, omega);
    return density.log_p + density.second[0] * variance / 2;
}

bool ent_part_valid(const ent_part *part, const double *parameters) {
    for (unsigned i = 0; i < part->parameters; i++)
        if (!isfinite(parameters[i]) || fabs(parameters[i]) > 1e6) return false;
    if (part->positive && parameters[ENT_SLOPE] < 0) return false;
    if (part->type != ENT_PART_ORDERED) return fabs(parameters[ENT_LOG_SCALE]) < log_scale_max;
    for (unsigned c = ENT_CUT + 1; c < part->parameters; c++)
        if (!(parameters[c] > parameters[c - 1] + 1e-9)) return false;
    return true;
}

/* ---- priors ---- */

static void add(ent_objective *to, unsigned i, double first, double second) {
    to->gradient[i] += first;
    to->hessian[i * ENT_PART_PARAMETERS + i] += second;
}

static void add_cross(ent_objective *to, unsigned i, unsigned j, double second) {
    to->hessian[i * ENT_PART_PARAMETERS + j] += second;
    to->hessian[j * ENT_PART_PARAMETERS + i] += second;
}

static void normal_prior(ent_objective *to, unsigned i, double value, double sd) {
    to->value -= value * value / (2 * sd * sd) + log(sd);
    add(to, i, -value / (sd * sd), -1 / (sd * sd));
}

static void cut_prior(const ent_part *part, const double *cut, double sd, ent_objective *to) {
    unsigned cuts = part->parameters - ENT_CUT;
    for (unsigned c = 0; c <= cuts; c++) {
        ent_density at = ent_ordered_density(c > 0 ? cut[c - 1] / sd : -INFINITY,
                                             c < cuts ? cut[c] / sd : INFINITY);
        to->value += at.log_p;
        if (c < cuts) add(to, ENT_CUT + c, at.first[0] / sd, at.second[0] / (sd * sd));
        if (c > 0) add(to, ENT_CUT + c - 1, at.first[1] / sd, at.second[2] / (sd * sd));
        if (c > 0 && c < cuts)
            add_cross(to, ENT_CUT + c, ENT_CUT + c - 1, at.second[1] / (sd * sd));
    }
    for (unsigned c = 0; c < cuts; c++)
        normal_prior(to, ENT_CUT + c, cut[c], sd);
}

void ent_part_prior(const ent_part *part, const double *parameters, const ent_priors *priors,
                    ent_objective *to) {
    normal_prior(to, ENT_SLOPE, parameters[ENT_SLOPE], priors->slope_sd);
    if (part->type == ENT_PART_ORDERED) {
        cut_prior(part, parameters + ENT_CUT, priors->cut_sd, to);
        return;
    }
    normal_prior(to, ENT_INTERCEPT, parameters[ENT_INTERCEPT], priors->cut_sd);
    /* ω² inverse gamma, as a density of log ω. */
    double inverse = exp(-2 * parameters[ENT_LOG_SCALE]);
    to->value -=
        2 * ent_scale_prior_shape * parameters[ENT_LOG_SCALE] + ent_scale_prior_rate * inverse;
    add(to, ENT_LOG_SCALE, -2 * ent_scale_prior_shape + 2 * ent_scale_prior_rate * inverse,
        -4 * ent_scale_prior_rate * inverse);
}

/* ---- expected counts ---- */

/* Derivatives by the bounds become derivatives by slope and cuts: ∂u/∂β = ∂v/∂β = −x. */
static void add_ordered(ent_objective *to, unsigned category, unsigned cuts, double x, double count,
                        const ent_density *at) {
    double both = at->first[0] + at->first[1];
    double upper = at->second[0] + at->second[1];
    double lower = at->second[2] + at->second[1];
    add(to, ENT_SLOPE, -count * x * both, count * x * x * (upper + lower));
    if (category < cuts) {
        add(to, ENT_CUT + category, count * at->first[0], count * at->second[0]);
        add_cross(to, ENT_SLOPE, ENT_CUT + category, -count * x * upper);
    }
    if (category > 0) {
        add(to, ENT_CUT + category - 1, count * at->first[1], count * at->second[2]);
        add_cross(to, ENT_SLOPE, ENT_CUT + category - 1, -count * x * lower);
        if (category < cuts)
            add_cross(to, ENT_CUT + category, ENT_CUT + category - 1, count * at->second[1]);
    }
}

/* By log ω: ∂/∂log ω = ω ∂/∂ω. */
static void add_count(ent_objective *to, double x, double count, double omega,
                      const ent_density *at) {
    add(to, ENT_SLOPE, count * x * at->first[0], count * x * x * at->second[0]);
    add(to, ENT_INTERCEPT, count * at->first[0], count * at->second[0]);
    add(to, ENT_LOG_SCALE, count * omega * at->first[1],
        count * (omega * omega * at->second[2] + omega * at->first[1]));
    add_cross(to, ENT_SLOPE, ENT_INTERCEPT, count * x * at->second[0]);
    add_cross(to, ENT_SLOPE, ENT_LOG_SCALE, count * x * omega * at->second[1]);
    add_cross(to, ENT_INTERCEPT, ENT_LOG_SCALE, count * omega * at->second[1]);
}

/* Half the change of the curvature with the bounds, times the bounds' covariance: what the spread
 * of the parameters adds to the derivative of the expected log probability. */
static void add_skewness(ent_density *at, double lower, double upper, double uu, double uv,
                         double vv) {
    double r = at->first[0];
    double s = -at->first[1];
    double cross = at->second[1];
    double u = isfinite(upper) ? upper : 0;
    double v = isfinite(lower) ? lower : 0;
    double h_uuu = -r - (u + 2 * r) * at->second[0];
    double h_uuv = -(u + 2 * r) * cross;
    double h_uvv = cross * (2 * s - v);
    double h_vvv = s + (v - 2 * s) * -at->second[2];
    at->first[0] += (h_uuu * uu + 2 * h_uuv * uv + h_uvv * vv) / 2;
    at->first[1] += (h_uuv * uu + 2 * h_uvv * uv + h_vvv * vv) / 2;
}

static void add_ordered_point(const ent_part *part, const double *parameters,
                              const double *covariance, unsigned category, double x, double count,
                              ent_objective *to) {
    double lower = 0;
    double upper = 0;
    ent_ordered_bounds(part, parameters, category, x, &lower, &upper);
    ent_density at = ent_ordered_density_of(part, lower, upper);
    if (covariance != NULL) {
        unsigned above = ENT_CUT + category;
        bool has_upper = category + 1 < part->codes;
        bool has_lower = category > 0;
        double uu = has_upper ? predicted(covariance, -x, above, above) : 0;
        double vv = has_lower ? predicted(covariance, -x, above - 1, above - 1) : 0;
        double uv = has_upper && has_lower ? predicted(covariance, -x, above, above - 1) : 0;
        at.log_p += (at.second[0] * uu + 2 * at.second[1] * uv + at.second[2] * vv) / 2;
        add_skewness(&at, lower, upper, uu, uv, vv);
    }
    to->value += count * at.log_p;
    add_ordered(to, category, part->codes - 1, x, count, &at);
}

static void add_point(const ent_part *part, const double *parameters, const double *covariance,
                      double value, double x, double count, bool derivatives, ent_objective *to) {
    if (!derivatives) {
        to->value += count * ent_part_expected(part, parameters, covariance, value, x);
    } else if (part->type == ENT_PART_ORDERED) {
        add_ordered_point(part, parameters, covariance, (unsigned)value, x, count, to);
    } else {
        double omega = exp(parameters[ENT_LOG_SCALE]);
        ent_density at =
            ent_count_density(value, parameters[ENT_INTERCEPT] + parameters[ENT_SLOPE] * x, omega);
        to->value += count * ent_part_expected(part, parameters, covariance, value, x);
        add_count(to, x, count, omega, &at);
    }
}

void ent_part_objective(const ent_part *part, const double *parameters, const double *covariance,
                        const double *values, const ent_grid *grid, const double *counts,
                        const ent_priors *priors, bool derivatives, ent_objective *to) {
    static const double negligible = 1e-5; /* of an observation */
    memset(to, 0, sizeof *to);
    for (size_t c = 0; c < part->codes; c++)
        for (size_t q = 0; q < grid->points; q++) {
            double count = counts[c * grid->points + q];
            if (count > negligible)
                add_point(part, parameters, covariance, values[c],
                          grid->low + (double)q * grid->step, count, derivatives, to);
        }
    ent_part_prior(part, parameters, priors, to);
}

/* ---- Newton ---- */

/* Solve (−H + damping) x = g over the free parameters by Cholesky; false if not positive definite.
 */
static bool solve(const ent_objective *at, unsigned first, unsigned n, double damping,
                  double *step) {
    double l[ENT_PART_PARAMETERS][ENT_PART_PARAMETERS];
    for (unsigned i = first; i < n; i++) {
        for (unsigned j = first; j <= i; j++) {
            double sum = -at->hessian[i * ENT_PART_PARAMETERS + j];
            if (i == j) sum += damping * (1 + fabs(sum));
            for (unsigned k = first; k < j; k++)
                sum -= l[i][k] * l[j][k];
            if (i == j && !(sum > 1e-12)) return false;
            l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
        }
    }
    for (unsigned i = first; i < n; i++) {
        step[i] = at->gradient[i];
        for (unsigned k = first; k < i; k++)
            step[i] -= l[i][k] * step[k];
        step[i] /= l[i][i];
    }
    for (unsigned i = n; i-- > first;) {
        for (unsigned k = i + 1; k < n; k++)
            step[i] -= l[k][i] * step[k];
        step[i] /= l[i][i];
    }
    return true;
}

/* A step from @p at; a slope at its bound that wants to pass it stays. */
static void newton_step(const ent_part *part, const double *parameters, const ent_objective *at,
                        double *step) {
    unsigned n = part->parameters;
    double damping = 0;
    memset(step, 0, n * sizeof *step);
    bool held = part->positive && parameters[ENT_SLOPE] <= 0 && at->gradient[ENT_SLOPE] <= 0;
    while (!solve(at, held, n, damping, step)) {
        damping = damping > 0 ? damping * 10 : 1e-4;
        if (damping < 1e9) continue;
        memset(step, 0, n * sizeof *step);
        return;
    }
    if (held || !part->positive || parameters[ENT_SLOPE] + step[ENT_SLOPE] >= 0) return;
    if (parameters[ENT_SLOPE] > 0) { /* go as far as the bound */
        double share = parameters[ENT_SLOPE] / -step[ENT_SLOPE];
        for (unsigned i = 0; i < n; i++)
            step[i] *= share;
    }
}

/* The inverse of −H, damped if need be. */
static void invert(const ent_part *part, const ent_objective *here, double *covariance) {
    unsigned n = part->parameters;
    for (unsigned j = 0; j < n; j++) {
        ent_objective unit = *here;
        double column[ENT_PART_PARAMETERS] = {0};
        memset(unit.gradient, 0, sizeof unit.gradient);
        unit.gradient[j] = 1;
        for (double damping = 0; !solve(&unit, 0, n, damping, column) && damping < 1e6;)
            damping = damping > 0 ? damping * 10 : 1e-3;
        for (unsigned i = 0; i < n; i++)
            covariance[i * ENT_PART_PARAMETERS + j] = column[i];
    }
}

/* One Newton step from @p here, halved until it improves; false when there is none left to make. */
static bool improve(const ent_part *part, double *parameters, const double *covariance,
                    const double *values, const ent_grid *grid, const double *counts,
                    const ent_priors *priors, ent_objective *here) {
    static const double negligible_gain = 1e-9;
    enum { HALVINGS = 20 };
    ent_objective next = {0};
    double step[ENT_PART_PARAMETERS] = {0};
    double moved[ENT_PART_PARAMETERS] = {0};
    newton_step(part, parameters, here, step);
    double gain = 0;
    for (unsigned k = 0; k < part->parameters; k++)
        gain += step[k] * here->gradient[k];
    for (int halvings = 0; halvings < HALVINGS && gain > negligible_gain; halvings++) {
        for (unsigned k = 0; k < part->parameters; k++)
            moved[k] = parameters[k] + ldexp(step[k], -halvings);
        if (part->positive && moved[ENT_SLOPE] < 1e-12) moved[ENT_SLOPE] = 0;
        if (!ent_part_valid(part, moved)) continue;
        ent_part_objective(part, moved, covariance, values, grid, counts, priors, true, &next);
        if (next.value < here->value) continue;
        memcpy(parameters, moved, part->parameters * sizeof *parameters);
        *here = next;
        return true;
    }
    return false;
}

void ent_part_maximise(const ent_part *part, double *parameters, double *covariance,
                       const double *values, const ent_grid *grid, const double *counts,
                       const ent_priors *priors, int steps) {
    ent_objective here = {0};
    ent_part_objective(part, parameters, covariance, values, grid, counts, priors, true, &here);
    for (int i = 0; i < steps; i++)
        if (!improve(part, parameters, covariance, values, grid, counts, priors, &here)) break;
    invert(part, &here, covariance);
}

/* ---- reals ---- */

/* Covariance of slope, intercept and log ω given ω. */
static void real_covariance(const ent_moments *sums, double variance, const ent_priors *priors,
                            double *covariance) {
    double xx = sums->xx / variance + 1 / (priors->slope_sd * priors->slope_sd);
    double n = sums->n / variance + 1 / (priors->cut_sd * priors->cut_sd);
    double x = sums->x / variance;
    double determinant = n * xx - x * x;
    memset(covariance, 0, sizeof(double) * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS);
    covariance[ENT_SLOPE * ENT_PART_PARAMETERS + ENT_SLOPE] = n / determinant;
    covariance[ENT_INTERCEPT * ENT_PART_PARAMETERS + ENT_INTERCEPT] = xx / determinant;
    covariance[ENT_SLOPE * ENT_PART_PARAMETERS + ENT_INTERCEPT] = -x / determinant;
    covariance[ENT_INTERCEPT * ENT_PART_PARAMETERS + ENT_SLOPE] = -x / determinant;
    covariance[ENT_LOG_SCALE * ENT_PART_PARAMETERS + ENT_LOG_SCALE] =
        1 / (2 * sums->n + 4 * ent_scale_prior_shape);
}

void ent_part_maximise_real(const ent_part *part, double *parameters, double *covariance,
                            const ent_moments *sums, const ent_priors *priors) {
    double variance = exp(2 * parameters[ENT_LOG_SCALE]);
    for (int i = 0; i < 20; i++) {
        double xx = sums->xx + variance / (priors->slope_sd * priors->slope_sd);
        double n = sums->n + variance / (priors->cut_sd * priors->cut_sd);
        double determinant = n * xx - sums->x * sums->x;
        double slope = (n * sums->xy - sums->x * sums->y) / determinant;
        if (part->positive && slope < 0) slope = 0;
        double intercept = (sums->y - slope * sums->x) / n;
        double squares = sums->yy + slope * slope * sums->xx + intercept * intercept * sums->n -
                         2 * slope * sums->xy - 2 * intercept * sums->y +
                         2 * slope * intercept * sums->x;
        double next =
            (fmax(squares, 0) + 2 * ent_scale_prior_rate) / (sums->n + 2 * ent_scale_prior_shape);
        bool done = fabs(next - variance) < 1e-12 * variance;
        variance = next;
        parameters[ENT_SLOPE] = slope;
        parameters[ENT_INTERCEPT] = intercept;
        parameters[ENT_LOG_SCALE] = log(variance) / 2;
        if (done) break;
    }
    real_covariance(sums, variance, priors, covariance);
}

double ent_part_spread(const ent_part *part, const double *parameters, const double *covariance,
                       const ent_priors *priors) {
    double l[ENT_PART_PARAMETERS][ENT_PART_PARAMETERS];
    double sum = 0;
    ent_objective prior = {0};
    ent_part_prior(part, parameters, priors, &prior);
    for (unsigned i = 0; i < part->parameters; i++)
        for (unsigned j = 0; j <= i; j++) {
            double c = covariance[i * ENT_PART_PARAMETERS + j];
            sum += (i == j ? 0.5 : 1) * prior.hessian[i * ENT_PART_PARAMETERS + j] * c;
            for (unsigned k = 0; k < j; k++)
                c -= l[i][k] * l[j][k];
            l[i][j] = i == j ? sqrt(fmax(c, 1e-30)) : c / l[j][j];
        }
    for (unsigned i = 0; i < part->parameters; i++)
        sum += log(l[i][i]);
    return sum;
}
