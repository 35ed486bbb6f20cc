/* SPDX-License-Identifier: Apache-2.0 */
/* Items given traits.
 *
 * Ordered parts: the latent answers are integrated out, so that cuts move as far as the answers
 * allow and not as far as the latent answers do (the slow mixing that Cowles, M. K. (1996),
 * "Accelerating Monte Carlo Markov chain convergence for cumulative-link generalized linear
 * models", Statistics and Computing 6, 101–111, describes). A Metropolis–Hastings step proposes x +
 * Σ ∇log p(x) + Σ^½ ε with a fixed Σ, the covariance of a first fit: near the mode that is a draw
 * from nearly the conditional itself. Counts, given their log rates, and reals are regressions with
 * conjugate priors (Albert, J. H. & Chib, S. (1993), "Bayesian analysis of binary and polychotomous
 * response data", Journal of the American Statistical Association 88(422)). */
#include <math.h>
#include <string.h>

#include "base/normal.h"
#include "latent/gibbs.h"

/* ---- ordered ---- */

/* Value and gradient of a part's log posterior given traits. */
struct slope {
    double value, gradient[ENT_PART_PARAMETERS];
};

static void add_exact(const ent_part *part, const double *parameters, unsigned category,
                      double trait, struct slope *to) {
    double lower = 0;
    double upper = 0;
    ent_ordered_bounds(part, parameters, category, trait, &lower, &upper);
    ent_density at = ent_ordered_density(lower, upper);
    to->value += at.log_p;
    to->gradient[ENT_SLOPE] -= trait * (at.first[0] + at.first[1]);
    if (category + 1 < part->codes) to->gradient[ENT_CUT + category] += at.first[0];
    if (category > 0) to->gradient[ENT_CUT + category - 1] += at.first[1];
}

/* The first or the last category: the answer is to one side of a cut, P = Φ(x), x = ±(κ − βθ). */
static void add_end(const ent_gibbs *gibbs, const ent_part *part, const double *parameters,
                    unsigned category, struct slope *to) {
    const ent_observed *observed = gibbs->observed;
    size_t code = part->code + category;
    unsigned cut = ENT_CUT + (category > 0 ? category - 1 : 0);
    double sign = category > 0 ? -1 : 1;
    double at = sign * parameters[cut];
    double slope = sign * parameters[ENT_SLOPE];
    double value = 0;
    double cut_sum = 0;
    double slope_sum = 0;
    for (size_t i = observed->node_row[code]; i < observed->node_row[code + 1]; i++) {
        double trait = gibbs->state.trait[observed->node_of_code[i]];
        double x = at - slope * trait;
        double derivative = 0;
        if (x >= ENT_QUICK_LIMIT) continue; /* as good as certain: 1e-9 from it */
        if (!ent_quick_covers(x)) {
            add_exact(part, parameters, category, trait, to);
            continue;
        }
        value += ent_quick_log_cdf(observed->quick, x, &derivative);
        cut_sum += derivative;
        slope_sum += derivative * trait;
    }
    to->value += value;
    to->gradient[ENT_SLOPE] -= sign * slope_sum;
    to->gradient[cut] += sign * cut_sum;
}

/* A category between two cuts. Probabilities are multiplied, and their logarithm taken now and
 * then. */
static void add_between(const ent_gibbs *gibbs, const ent_part *part, const double *parameters,
                        unsigned category, struct slope *to) {
    const ent_observed *observed = gibbs->observed;
    size_t code = part->code + category;
    double upper_cut = parameters[ENT_CUT + category];
    double lower_cut = parameters[ENT_CUT + category - 1];
    double product = 1;
    double upper_sum = 0;
    double lower_sum = 0;
    double slope_sum = 0;
    for (size_t i = observed->node_row[code]; i < observed->node_row[code + 1]; i++) {
        double trait = gibbs->state.trait[observed->node_of_code[i]];
        double shift = parameters[ENT_SLOPE] * trait;
        double u = upper_cut - shift;
        double v = lower_cut - shift;
        double p = 0;
        double above = 0;
        double below = 0;
        if (ent_quick_covers(u) && ent_quick_covers(v))
            p = ent_quick_normal(observed->quick, u, &above) -
                ent_quick_normal(observed->quick, v, &below);
        if (p < 1e-6) {
            add_exact(part, parameters, category, trait, to);
            continue;
        }
        double inverse = 1 / p;
        upper_sum += above * inverse;
        lower_sum += below * inverse;
        slope_sum += trait * (above - below) * inverse;
        product *= p;
        if (product < 1e-200) {
            to->value += log(product);
            product = 1;
        }
    }
    to->value += log(product);
    to->gradient[ENT_SLOPE] -= slope_sum;
    to->gradient[ENT_CUT + category] += upper_sum;
    to->gradient[ENT_CUT + category - 1] -= lower_sum;
}

static void evaluate(const ent_gibbs *gibbs, const ent_part *part, const double *parameters,
                     struct slope *to) {
    const ent_priors priors = {gibbs->state.slope_sd, gibbs->options->cut_sd};
    ent_objective prior = {0};
    ent_part_prior(part, parameters, &priors, &prior);
    to->value = prior.value;
    memcpy(to->gradient, prior.gradient, sizeof to->gradient);
    for (unsigned c = 0; c < part->codes; c++) {
        if (c == 0 || c + 1 == part->codes)
            add_end(gibbs, part, parameters, c, to);
        else
            add_between(gibbs, part, parameters, c, to);
    }
}

/* Where the proposal from @p parameters is centred: + L L' gradient. */
static void centre(const ent_part *part, const double *l, const double *parameters,
                   const struct slope *at, double *to) {
    double inner[ENT_PART_PARAMETERS];
    unsigned n = part->parameters;
    for (unsigned j = 0; j < n; j++) {
        inner[j] = 0;
        for (unsigned i = j; i < n; i++)
            inner[j] += l[i * ENT_PART_PARAMETERS + j] * at->gradient[i];
        /* Far from the mode the gradient promises too much: at most two sds. */
        inner[j] = fmax(-2, fmin(2, inner[j]));
    }
    for (unsigned i = 0; i < n; i++) {
        to[i] = parameters[i];
        for (unsigned j = 0; j <= i; j++)
            to[i] += l[i * ENT_PART_PARAMETERS + j] * inner[j];
    }
}

/* Log density of the proposal, up to a constant: of L⁻¹ (x − centre). */
static double proposal_density(const ent_part *part, const double *l, const double *x,
                               const double *middle) {
    double e[ENT_PART_PARAMETERS];
    double sum = 0;
    for (unsigned i = 0; i < part->parameters; i++) {
        e[i] = x[i] - middle[i];
        for (unsigned j = 0; j < i; j++)
            e[i] -= l[i * ENT_PART_PARAMETERS + j] * e[j];
        e[i] /= l[i * ENT_PART_PARAMETERS + i];
        sum -= e[i] * e[i] / 2;
    }
    return sum;
}

static void update_ordered(ent_gibbs *gibbs, size_t p, ent_random *random) {
    const ent_part *part = &gibbs->observed->parts[p];
    const double *l = gibbs->factor + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    double *own = gibbs->state.parameters + part->at;
    struct slope here = {0};
    struct slope there = {0};
    double middle[ENT_PART_PARAMETERS] = {0};
    double back[ENT_PART_PARAMETERS] = {0};
    double proposed[ENT_PART_PARAMETERS] = {0};
    double e[ENT_PART_PARAMETERS] = {0};
    evaluate(gibbs, part, own, &here);
    centre(part, l, own, &here, middle);
    for (unsigned i = 0; i < part->parameters; i++)
        e[i] = ent_random_normal(random);
    for (unsigned i = 0; i < part->parameters; i++) {
        proposed[i] = middle[i];
        for (unsigned j = 0; j <= i; j++)
            proposed[i] += l[i * ENT_PART_PARAMETERS + j] * e[j];
    }
    double uniform = ent_random_uniform(random);
    if (!ent_part_valid(part, proposed)) return;
    evaluate(gibbs, part, proposed, &there);
    centre(part, l, proposed, &there, back);
    double ratio = there.value - here.value + proposal_density(part, l, own, back) -
                   proposal_density(part, l, proposed, middle);
    if (log(uniform) < ratio) memcpy(own, proposed, part->parameters * sizeof *own);
}

/* ---- regressions ---- */

static void add_value(ent_moments *sums, double x, double y) {
    sums->n++;
    sums->x += x;
    sums->xx += x * x;
    sums->y += y;
    sums->xy += x * y;
    sums->yy += y * y;
}

static ent_moments moments_of(const ent_gibbs *gibbs, size_t p) {
    const ent_observed *observed = gibbs->observed;
    const ent_part *part = &observed->parts[p];
    ent_moments sums = {0};
    for (size_t i = observed->real_of_part_row[p]; i < observed->real_of_part_row[p + 1]; i++) {
        size_t o = observed->real_of_part[i];
        add_value(&sums, gibbs->state.trait[observed->node_of_real[o]], observed->real[o].value);
    }
    for (size_t c = part->code; c < part->code + part->codes; c++)
        for (size_t i = observed->node_row[c]; i < observed->node_row[c + 1]; i++)
            add_value(&sums, gibbs->state.trait[observed->node_of_code[i]],
                      gibbs->state.eta[gibbs->place[i]]);
    return sums;
}

/* Slope, then intercept given it, from their normal conditional; then ω². */
static void update_regression(ent_gibbs *gibbs, size_t p, ent_random *random) {
    const ent_part *part = &gibbs->observed->parts[p];
    double *own = gibbs->state.parameters + part->at;
    ent_moments sums = moments_of(gibbs, p);
    double precision = exp(-2 * own[ENT_LOG_SCALE]);
    double slope_prior = 1 / (gibbs->state.slope_sd * gibbs->state.slope_sd);
    double cut_prior = 1 / (gibbs->options->cut_sd * gibbs->options->cut_sd);
    double n = sums.n * precision + cut_prior;
    double xx = sums.xx * precision + slope_prior;
    double x = sums.x * precision;
    double marginal = xx - x * x / n;
    double mean = (sums.xy - x / n * sums.y) * precision / marginal;
    double sd = 1 / sqrt(marginal);
    own[ENT_SLOPE] =
        mean + sd * (part->positive ? ent_random_normal_between(random, -mean / sd, INFINITY)
                                    : ent_random_normal(random));
    own[ENT_INTERCEPT] =
        (sums.y * precision - x * own[ENT_SLOPE]) / n + ent_random_normal(random) / sqrt(n);
    double a = own[ENT_INTERCEPT];
    double b = own[ENT_SLOPE];
    double squares = sums.yy + b * b * sums.xx + a * a * sums.n - 2 * b * sums.xy - 2 * a * sums.y +
                     2 * a * b * sums.x;
    double gamma = ent_random_gamma(random, ent_scale_prior_shape + sums.n / 2);
    own[ENT_LOG_SCALE] = log((ent_scale_prior_rate + fmax(squares, 0) / 2) / gamma) / 2;
}

void ent_gibbs_items(ent_gibbs *gibbs) {
#pragma omp parallel for schedule(dynamic, 8) num_threads(gibbs->threads)
    for (size_t p = 0; p < gibbs->observed->part_count; p++) {
        ent_random random = ent_gibbs_stream(gibbs, ENT_STREAM_PART, p);
        if (gibbs->observed->parts[p].type == ENT_PART_ORDERED)
            update_ordered(gibbs, p, &random);
        else
            update_regression(gibbs, p, &random);
    }
}
