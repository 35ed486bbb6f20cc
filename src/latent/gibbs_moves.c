/* SPDX-License-Identifier: Apache-2.0 */
/* Dynamics given paths, and moves of the whole line: all traits and the items with them are
 * shifted, or stretched, so that every observation stays as likely as it was; what decides are the
 * priors alone. Along these directions the conditional updates creep. Liu, J. S. & Sabatti, C.
 * (2000), "Generalised Gibbs sampler and multigrid Monte Carlo for Bayesian computation",
 * Biometrika 87(2), 353–369. */
#include <math.h>

#include "latent/gibbs.h"

static double square(double x) {
    return x * x;
}

/* ---- dynamics ---- */

/* Sums over all steps. */
struct steps {
    double count, breaks, squares; /* unbroken: how many, and their squares over their level's σ² */
    double broken_squares;
    double level[ENT_LATENT_LEVELS_MAX]; /* spells at each */
    double starts, start_squares;        /* first traits less their mean, over their variance */
};

static struct steps sum_steps(const ent_gibbs *gibbs) {
    const ent_observed *observed = gibbs->observed;
    const ent_state *state = &gibbs->state;
    struct steps sums = {0};
    for (size_t s = 0; s < observed->spell_count; s++) {
        double sd = state->dynamics.sd[state->level[s]];
        size_t first = observed->run_node[s];
        sums.level[state->level[s]]++;
        sums.starts++;
        sums.start_squares +=
            square((state->trait[first] - state->dynamics.start_mean) / state->dynamics.start_sd);
        for (size_t n = first + 1; n < observed->run_node[s + 1]; n++) {
            double step = state->trait[n] - state->trait[n - 1];
            if (state->broken[n]) {
                sums.breaks++;
                sums.broken_squares += square(step / state->dynamics.break_sd);
            } else {
                sums.count++;
                sums.squares += square(step / sd);
            }
        }
    }
    return sums;
}

/* σ from its inverse gamma conditional, within its bounds. */
static void draw_step(ent_gibbs *gibbs, const struct steps *sums, ent_random *random) {
    ent_dynamics *dynamics = &gibbs->state.dynamics;
    if (!(gibbs->options->step_sd_min < gibbs->options->step_sd_max)) return;
    double squares = sums->squares * square(dynamics->sd[0]);
    for (int tries = 0; tries < 1000; tries++) {
        double gamma = ent_random_gamma(random, ent_step_prior_shape + sums->count / 2);
        double sd = sqrt((ent_step_prior_rate + squares / 2) / gamma);
        if (sd < gibbs->options->step_sd_min || sd > gibbs->options->step_sd_max) continue;
        dynamics->sd[0] = sd;
        return;
    }
}

static void draw_slope_sd(ent_gibbs *gibbs, ent_random *random) {
    const ent_observed *observed = gibbs->observed;
    double sum = ent_slope_prior_rate;
    for (size_t p = 0; p < observed->part_count; p++)
        sum += square(gibbs->state.parameters[observed->parts[p].at + ENT_SLOPE]) / 2;
    double shape = ent_slope_prior_shape + (double)observed->part_count / 2;
    gibbs->state.slope_sd = sqrt(sum / ent_random_gamma(random, shape));
}

void ent_gibbs_dynamics(ent_gibbs *gibbs) {
    ent_random random = ent_gibbs_stream(gibbs, ENT_STREAM_DYNAMICS, 0);
    ent_dynamics *dynamics = &gibbs->state.dynamics;
    struct steps sums = sum_steps(gibbs);
    if (dynamics->levels == 1) {
        draw_step(gibbs, &sums, &random);
    } else {
        double all = 0;
        for (unsigned l = 0; l < dynamics->levels; l++)
            all += dynamics->weight[l] = ent_random_gamma(&random, sums.level[l] + 2);
        for (unsigned l = 0; l < dynamics->levels; l++)
            dynamics->weight[l] /= all;
    }
    if (gibbs->options->breaks) {
        double yes = ent_random_gamma(&random, sums.breaks + ent_break_prior_yes);
        double no = ent_random_gamma(&random, sums.count + ent_break_prior_no);
        dynamics->break_probability = fmin(1 - 1e-9, fmax(1e-12, yes / (yes + no)));
    }
    if (!(gibbs->options->slope_sd > 0)) draw_slope_sd(gibbs, &random);
}

/* ---- shifts ---- */

/* Log prior of where a part sits when the traits it sees move up by @p shift. */
static double place_prior(const ent_gibbs *gibbs, const ent_part *part, double shift) {
    const double *p = gibbs->state.parameters + part->at;
    double cut_sd = gibbs->options->cut_sd;
    if (part->type != ENT_PART_ORDERED)
        return -square((p[ENT_INTERCEPT] - p[ENT_SLOPE] * shift) / cut_sd) / 2;
    double cut[ENT_PART_PARAMETERS];
    for (unsigned c = 0; c + ENT_CUT < part->parameters; c++)
        cut[c] = p[ENT_CUT + c] + p[ENT_SLOPE] * shift;
    return ent_ordered_cut_prior(cut, part->parameters - ENT_CUT, cut_sd);
}

/* The traits from a time on and the parts seen from then on move up by @p shift. */
static void apply_shift(ent_gibbs *gibbs, int32_t from, double shift) {
    const ent_observed *observed = gibbs->observed;
    for (size_t n = 0; n < observed->node_count; n++)
        if (gibbs->node_time[n] >= from) gibbs->state.trait[n] += shift;
    for (size_t q = 0; q < observed->part_count; q++) {
        const ent_part *part = &observed->parts[q];
        double *p = gibbs->state.parameters + part->at;
        if (gibbs->part_first[q] < from) continue;
        if (part->type != ENT_PART_ORDERED) p[ENT_INTERCEPT] -= p[ENT_SLOPE] * shift;
        for (unsigned c = ENT_CUT; part->type == ENT_PART_ORDERED && c < part->parameters; c++)
            p[c] += p[ENT_SLOPE] * shift;
    }
}

/* Propose a shift from the traits' own conditional; the items' priors accept it or not. */
static void shift_from(ent_gibbs *gibbs, int32_t from, ent_random *random) {
    const ent_observed *observed = gibbs->observed;
    const ent_state *state = &gibbs->state;
    double precision = 0;
    double weighted = 0;
    double start = 1 / square(state->dynamics.start_sd);
    for (size_t s = 0; s < observed->spell_count; s++) {
        size_t first = observed->run_node[s];
        size_t end = observed->run_node[s + 1];
        if (gibbs->node_time[first] >= from) {
            precision += start;
            weighted += start * (state->dynamics.start_mean - state->trait[first]);
        } else if (gibbs->node_time[end - 1] >= from) {
            size_t n = first + (size_t)(from - gibbs->node_time[first]);
            double sd =
                state->broken[n] ? state->dynamics.break_sd : state->dynamics.sd[state->level[s]];
            precision += 1 / square(sd);
            weighted += (state->trait[n - 1] - state->trait[n]) / square(sd);
        }
        for (size_t n = first + 1; n < end && state->dynamics.hold > 0; n++) {
            if (gibbs->node_time[n] < from) continue;
            precision += state->dynamics.hold;
            weighted += state->dynamics.hold * (state->dynamics.start_mean - state->trait[n]);
        }
    }
    if (!(precision > 0)) return;
    double shift = weighted / precision + ent_random_normal(random) / sqrt(precision);
    double ratio = 0;
    for (size_t q = 0; q < observed->part_count; q++)
        if (gibbs->part_first[q] >= from)
            ratio += place_prior(gibbs, &observed->parts[q], shift) -
                     place_prior(gibbs, &observed->parts[q], 0);
    if (log(ent_random_uniform(random)) < ratio) apply_shift(gibbs, from, shift);
}

/* ---- stretches ---- */

/* Log density along θ → m + s(θ − m), β → β/s, the step's σ and the slopes' sd going along where
 * they are estimated. */
static double stretch_density(const ent_gibbs *gibbs, const struct steps *sums, double slopes,
                              double log_s) {
    const ent_state *state = &gibbs->state;
    double s2 = exp(2 * log_s);
    double parts = (double)gibbs->observed->part_count;
    double sum = (sums->starts + sums->breaks + sums->count - parts) * log_s -
                 s2 * (sums->start_squares + sums->broken_squares) / 2;
    if (gibbs->state.dynamics.levels == 1) {
        double variance = s2 * square(state->dynamics.sd[0]);
        sum -= sums->count * log_s + sums->squares / 2 + ent_step_prior_shape * log(variance) +
               ent_step_prior_rate / variance;
    } else {
        sum -= s2 * sums->squares / 2;
    }
    if (gibbs->options->slope_sd > 0)
        return sum - slopes / (2 * s2 * square(gibbs->options->slope_sd));
    double variance = square(state->slope_sd) / s2;
    return sum + parts * log_s - ent_slope_prior_shape * log(variance) -
           ent_slope_prior_rate / variance;
}

static void apply_stretch(ent_gibbs *gibbs, double s) {
    ent_state *state = &gibbs->state;
    double middle = state->dynamics.start_mean;
    for (size_t n = 0; n < gibbs->observed->node_count; n++)
        state->trait[n] = middle + s * (state->trait[n] - middle);
    for (size_t q = 0; q < gibbs->observed->part_count; q++) {
        const ent_part *part = &gibbs->observed->parts[q];
        double *p = state->parameters + part->at;
        double shift = p[ENT_SLOPE] * middle * (1 / s - 1);
        p[ENT_SLOPE] /= s;
        if (part->type != ENT_PART_ORDERED) p[ENT_INTERCEPT] -= shift;
        for (unsigned c = ENT_CUT; part->type == ENT_PART_ORDERED && c < part->parameters; c++)
            p[c] += shift;
    }
    if (state->dynamics.levels == 1) state->dynamics.sd[0] *= s;
    if (!(gibbs->options->slope_sd > 0)) state->slope_sd /= s;
}

static void stretch(ent_gibbs *gibbs, ent_random *random) {
    const ent_observed *observed = gibbs->observed;
    struct steps sums = sum_steps(gibbs);
    double slopes = 0;
    for (size_t q = 0; q < observed->part_count; q++)
        slopes += square(gibbs->state.parameters[observed->parts[q].at + ENT_SLOPE]);
    double free_steps = gibbs->state.dynamics.levels == 1 ? 0 : sums.count;
    double log_s =
        1.7 / sqrt(2 * (sums.starts + sums.breaks + free_steps)) * ent_random_normal(random);
    double ratio =
        stretch_density(gibbs, &sums, slopes, log_s) - stretch_density(gibbs, &sums, slopes, 0);
    if (gibbs->state.dynamics.start_mean != 0) /* cuts move with the middle of the line */
        for (size_t q = 0; q < observed->part_count; q++) {
            double shift = gibbs->state.dynamics.start_mean * (exp(-log_s) - 1);
            ratio += place_prior(gibbs, &observed->parts[q], shift) -
                     place_prior(gibbs, &observed->parts[q], 0);
        }
    double sd = gibbs->state.dynamics.sd[0] * exp(log_s);
    bool within = gibbs->state.dynamics.levels > 1 ||
                  (sd >= gibbs->options->step_sd_min && sd <= gibbs->options->step_sd_max);
    if (log(ent_random_uniform(random)) < ratio && within) apply_stretch(gibbs, exp(log_s));
}

void ent_gibbs_line(ent_gibbs *gibbs) {
    const ent_latent_options *options = gibbs->options;
    bool fixed = options->levels == 1 && !(options->step_sd_min < options->step_sd_max);
    ent_random shift = ent_gibbs_stream(gibbs, ENT_STREAM_SHIFT, 0);
    shift_from(gibbs, INT32_MIN, &shift);
    if (gibbs->drift_count > 0) {
        ent_random drift = ent_gibbs_stream(gibbs, ENT_STREAM_DRIFT, 0);
        shift_from(gibbs, gibbs->drift[ent_random_below(&drift, (uint32_t)gibbs->drift_count)],
                   &drift);
    }
    if (fixed) return; /* the line cannot stretch; nor then can one that is held */
    ent_random scale = ent_gibbs_stream(gibbs, ENT_STREAM_SCALE, 0);
    stretch(gibbs, &scale);
}
