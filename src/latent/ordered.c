/* SPDX-License-Identifier: Apache-2.0 */
/* Ordered probit, P(y = c | θ) = Φ(κ_c − βθ) − Φ(κ_{c−1} − βθ), κ_{−1} = −∞, κ_{C−1} = ∞; with two
 * categories the probit. McKelvey, R. D. & Zavoina, W. (1975), "A statistical model for the
 * analysis of ordinal level dependent variables", Journal of Mathematical Sociology 4(1), 103–120.
 * Its logarithm is concave in (β, κ): Pratt, J. W. (1981), "Concavity of the log likelihood",
 * Journal of the American Statistical Association 76(373), 103–106.
 *
 * The prior of the cuts keeps them apart and finite whatever was observed: their images under
 * Φ(·/s) cut the unit interval into shares that are Dirichlet(2, …, 2). */
#include <math.h>

#include "base/normal.h"
#include "latent/part.h"

static const double log_root_two_pi = 0.91893853320467274178;

double ent_ordered_log_interval(double lower, double upper) {
    if (lower > 0) { /* the lower tail is the exact one */
        double swap = -lower;
        lower = -upper;
        upper = swap;
    }
    double above = ent_normal_cdf(upper);
    double p = above - ent_normal_cdf(lower);
    if (p > 1e-3 * above && p > 1e-280) return log(p);
    /* Close together, or far out: Φ(u)(1 − Φ(l)/Φ(u)), or the density between if even that is
     * rounded away. */
    double log_upper = ent_normal_log_cdf(upper);
    double gap = log_upper - ent_normal_log_cdf(lower);
    if (isinf(lower)) return log_upper;
    if (gap > 1e-6) return log_upper + log(-expm1(-gap));
    double middle = (lower + upper) / 2;
    return -middle * middle / 2 - log_root_two_pi + log(upper - lower);
}

ent_density ent_ordered_density(double lower, double upper) {
    ent_density at = {.log_p = ent_ordered_log_interval(lower, upper)};
    if (isfinite(upper)) {
        double ratio = exp(-upper * upper / 2 - log_root_two_pi - at.log_p);
        at.first[0] = ratio;
        at.second[0] = -upper * ratio - ratio * ratio;
    }
    if (isfinite(lower)) {
        double ratio = exp(-lower * lower / 2 - log_root_two_pi - at.log_p);
        at.first[1] = -ratio;
        at.second[2] = lower * ratio - ratio * ratio;
        at.second[1] = at.first[0] * ratio;
    }
    return at;
}

ent_density ent_ordered_density_of(const ent_part *part, double lower, double upper) {
    static const double small = 1e-4; /* above it the table's error is negligible */
    bool has_lower = lower > -INFINITY;
    bool has_upper = upper < INFINITY;
    if (part->quick == NULL || (has_lower && !ent_quick_covers(lower)) ||
        (has_upper && !ent_quick_covers(upper)))
        return ent_ordered_density(lower, upper);
    double above = 0;
    double below = 0;
    double p = (has_upper ? ent_quick_normal(part->quick, upper, &above) : 1) -
               (has_lower ? ent_quick_normal(part->quick, lower, &below) : 0);
    if (p < small) return ent_ordered_density(lower, upper);
    double r = above / p;
    double s = below / p;
    return (ent_density){
        .log_p = log(p),
        .first = {r, -s},
        .second = {has_upper ? -upper * r - r * r : 0, r * s, has_lower ? lower * s - s * s : 0}};
}

void ent_ordered_bounds(const ent_part *part, const double *parameters, unsigned category,
                        double trait, double *lower, double *upper) {
    double shift = parameters[ENT_SLOPE] * trait;
    const double *cut = parameters + ENT_CUT;
    *lower = category > 0 ? cut[category - 1] - shift : -INFINITY;
    *upper = category + 1 < part->codes ? cut[category] - shift : INFINITY;
}

double ent_ordered_cut_prior(const double *cut, unsigned cuts, double cut_sd) {
    double sum = 0;
    for (unsigned c = 0; c <= cuts; c++)
        sum += ent_ordered_log_interval(c > 0 ? cut[c - 1] / cut_sd : -INFINITY,
                                        c < cuts ? cut[c] / cut_sd : INFINITY);
    for (unsigned c = 0; c < cuts; c++)
        sum -= cut[c] * cut[c] / (2 * cut_sd * cut_sd);
    return sum;
}
