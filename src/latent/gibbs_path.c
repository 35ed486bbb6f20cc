/* SPDX-License-Identifier: Apache-2.0 */
/* Paths given items. Every observation becomes a normal one: an ordered answer by its latent answer
 * z ~ N(βθ, 1) between its cuts (Albert & Chib 1993), a count by its log rate. Given these, the
 * level of a spell's steps is drawn with the path integrated out by the Kalman filter, then the
 * path by forward filtering and backward sampling (Carter & Kohn 1994; Frühwirth-Schnatter 1994).
 */
#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/normal.h"
#include "latent/gibbs.h"

/* What a node's observations say of its trait, −½ precision θ² + weighted θ, and the filter. */
struct node_state {
    double precision, weighted;
    double mean, variance; /* filtered */
};

/* ---- latent answers ---- */

/* N(0, 1) below a bound: by inversion, far out by rejection from the tail of a Rayleigh
 * distribution (Marsaglia, G. (1964), "Generating a variable from the tail of the normal
 * distribution", Technometrics 6(1), 101–102). */
static double below(const ent_quick *quick, double bound, ent_random *random) {
    if (bound < -4) {
        double x = 0;
        do
            x = sqrt(bound * bound - 2 * log(ent_random_uniform(random)));
        while (ent_random_uniform(random) * x > -bound);
        return -x;
    }
    double p = bound < ENT_QUICK_LIMIT ? ent_quick_cdf(quick, bound) : 1;
    double x = ent_quick_quantile(quick, p * ent_random_uniform(random));
    return x < bound ? x : bound;
}

static double between(const ent_quick *quick, double lower, double upper, ent_random *random) {
    if (lower == -INFINITY || upper == INFINITY) {
        double sign = upper == INFINITY ? -1 : 1;
        return sign * below(quick, sign < 0 ? -lower : upper, random);
    }
    if (!ent_quick_covers(lower) || !ent_quick_covers(upper))
        return ent_random_normal_between(random, lower, upper);
    double low = ent_quick_cdf(quick, lower);
    double high = ent_quick_cdf(quick, upper);
    if (high - low < 1e-5 || low > 1 - 1e-5) return ent_random_normal_between(random, lower, upper);
    double x = ent_quick_quantile(quick, low + ent_random_uniform(random) * (high - low));
    return x < lower ? lower : x > upper ? upper : x;
}

/* Every code's slope and cuts in one place, for the sweep. */
static void place_answers(ent_gibbs *gibbs) {
    const ent_observed *observed = gibbs->observed;
    for (size_t q = 0; q < observed->part_count; q++) {
        const ent_part *part = &observed->parts[q];
        const double *p = gibbs->state.parameters + part->at;
        for (unsigned c = 0; part->type == ENT_PART_ORDERED && c < part->codes; c++) {
            ent_answer *answer = &gibbs->answer[part->code + c];
            answer->slope = p[ENT_SLOPE];
            ent_ordered_bounds(part, p, c, 0, &answer->lower, &answer->upper);
        }
    }
}

static void add_answer(const ent_gibbs *gibbs, const ent_answer *item, double trait,
                       ent_random *random, struct node_state *to) {
    double shift = item->slope * trait;
    double answer =
        shift + between(gibbs->observed->quick, item->lower - shift, item->upper - shift, random);
    to->precision += item->slope * item->slope;
    to->weighted += item->slope * answer;
}

/* ---- log rates ---- */

/* The mode of yη − exp(η) − (η − m)²/(2v), by Newton's method from its right, where it cannot
 * overshoot. */
static double rate_mode(double count, double mean, double variance) {
    double eta = count > 0 ? fmax(mean, log(count)) : mean;
    for (int i = 0; i < 50; i++) {
        double rate = exp(fmin(eta, 300));
        double step = (count - rate - (eta - mean) / variance) / (rate + 1 / variance);
        eta += step;
        if (fabs(step) < 1e-6) break;
    }
    return eta;
}

static double rate_density(double eta, double count, double mean, double variance) {
    return count * eta - exp(fmin(eta, 300)) - (eta - mean) * (eta - mean) / (2 * variance);
}

/* An independent proposal from a normal a little wider than the conditional at its mode. */
static double update_rate(double eta, double count, double mean, double variance,
                          ent_random *random) {
    double mode = rate_mode(count, mean, variance);
    double sd = 1.1 / sqrt(exp(fmin(mode, 300)) + 1 / variance);
    double here = (eta - mode) / sd;
    double there = ent_random_normal(random);
    double proposed = mode + sd * there;
    double ratio = rate_density(proposed, count, mean, variance) -
                   rate_density(eta, count, mean, variance) + (there * there - here * here) / 2;
    return log(ent_random_uniform(random)) < ratio ? proposed : eta;
}

static void add_rate(ent_gibbs *gibbs, const ent_part *part, size_t o, double trait,
                     ent_random *random, struct node_state *to) {
    const double *p = gibbs->state.parameters + part->at;
    double variance = exp(2 * p[ENT_LOG_SCALE]);
    double mean = p[ENT_INTERCEPT] + p[ENT_SLOPE] * trait;
    double count = gibbs->observed->value_of_code[gibbs->observed->code[o]];
    gibbs->state.eta[o] = update_rate(gibbs->state.eta[o], count, mean, variance, random);
    to->precision += p[ENT_SLOPE] * p[ENT_SLOPE] / variance;
    to->weighted += p[ENT_SLOPE] * (gibbs->state.eta[o] - p[ENT_INTERCEPT]) / variance;
}

static void observe(ent_gibbs *gibbs, size_t node, ent_random *random, struct node_state *to) {
    const ent_observed *observed = gibbs->observed;
    double trait = gibbs->state.trait[node];
    to->precision = 0;
    to->weighted = 0;
    for (size_t o = observed->code_row[node]; o < observed->code_row[node + 1]; o++) {
        uint32_t code = observed->code[o];
        const ent_answer *answer = &gibbs->answer[code];
        if (answer->ordered)
            add_answer(gibbs, answer, trait, random, to);
        else
            add_rate(gibbs, &observed->parts[observed->part_of_code[code]], o, trait, random, to);
    }
    for (size_t o = observed->real_row[node]; o < observed->real_row[node + 1]; o++) {
        const ent_part *part = &observed->parts[observed->real[o].part];
        const double *p = gibbs->state.parameters + part->at;
        double precision = exp(-2 * p[ENT_LOG_SCALE]);
        to->precision += p[ENT_SLOPE] * p[ENT_SLOPE] * precision;
        to->weighted += p[ENT_SLOPE] * (observed->real[o].value - p[ENT_INTERCEPT]) * precision;
    }
}

/* ---- filter and sample ---- */

static double step_variance(const ent_gibbs *gibbs, size_t node, double sd) {
    double used = gibbs->state.broken[node] ? gibbs->state.dynamics.break_sd : sd;
    return used * used;
}

/* Filter a spell at a level; returns the log likelihood up to what does not depend on the level. */
static double filter(const ent_gibbs *gibbs, size_t first, size_t end, double sd,
                     struct node_state *nodes) {
    const ent_dynamics *dynamics = &gibbs->state.dynamics;
    double mean = dynamics->start_mean;
    double variance = dynamics->start_sd * dynamics->start_sd;
    double sum = 0;
    for (size_t n = first; n < end; n++) {
        struct node_state *node = &nodes[n - first];
        double hold = n > first ? dynamics->hold : 0;
        if (n > first) variance += step_variance(gibbs, n, sd);
        double precision = 1 / variance + node->precision + hold;
        double weighted = mean / variance + node->weighted + hold * dynamics->start_mean;
        sum -= log(1 + variance * node->precision) / 2 +
               (mean * mean / variance - weighted * weighted / precision) / 2;
        mean = node->mean = weighted / precision;
        variance = node->variance = 1 / precision;
    }
    return sum;
}

static void draw_level(ent_gibbs *gibbs, size_t spell, size_t first, size_t end,
                       struct node_state *nodes, ent_random *random) {
    const ent_dynamics *dynamics = &gibbs->state.dynamics;
    double weight[ENT_LATENT_LEVELS_MAX];
    double top = -INFINITY;
    double sum = 0;
    if (dynamics->levels == 1) return;
    for (unsigned l = 0; l < dynamics->levels; l++) {
        weight[l] = filter(gibbs, first, end, dynamics->sd[l], nodes) + log(dynamics->weight[l]);
        top = fmax(top, weight[l]);
    }
    for (unsigned l = 0; l < dynamics->levels; l++)
        sum += weight[l] = exp(weight[l] - top);
    double left = sum * ent_random_uniform(random);
    unsigned chosen = 0;
    for (; chosen + 1 < dynamics->levels && left >= weight[chosen]; chosen++)
        left -= weight[chosen];
    gibbs->state.level[spell] = (uint8_t)chosen;
}

static void sample(ent_gibbs *gibbs, size_t first, size_t end, double sd,
                   const struct node_state *nodes, ent_random *random) {
    double *trait = gibbs->state.trait;
    for (size_t n = end; n-- > first;) {
        double mean = nodes[n - first].mean;
        double variance = nodes[n - first].variance;
        if (n + 1 < end) {
            double step = step_variance(gibbs, n + 1, sd);
            double share = variance / (variance + step);
            mean += share * (trait[n + 1] - mean);
            variance = share * step;
        }
        trait[n] = mean + sqrt(variance) * ent_random_normal(random);
    }
}

static void draw_breaks(ent_gibbs *gibbs, size_t first, size_t end, double sd, ent_random *random) {
    const ent_dynamics *dynamics = &gibbs->state.dynamics;
    double odds = dynamics->break_probability / (1 - dynamics->break_probability);
    if (!(dynamics->break_probability > 0)) return;
    for (size_t n = first + 1; n < end; n++) {
        double step = gibbs->state.trait[n] - gibbs->state.trait[n - 1];
        double wide = step / dynamics->break_sd;
        double narrow = step / sd;
        double ratio = odds * sd / dynamics->break_sd * exp((narrow * narrow - wide * wide) / 2);
        gibbs->state.broken[n] = ent_random_uniform(random) * (1 + ratio) < ratio || isinf(ratio);
    }
}

static void update_spell(ent_gibbs *gibbs, size_t spell, struct node_state *nodes) {
    size_t first = gibbs->observed->run_node[spell];
    size_t end = gibbs->observed->run_node[spell + 1];
    ent_random random = ent_gibbs_stream(gibbs, ENT_STREAM_SPELL, spell);
    for (size_t n = first; n < end; n++)
        observe(gibbs, n, &random, &nodes[n - first]);
    draw_level(gibbs, spell, first, end, nodes, &random);
    double sd = gibbs->state.dynamics.sd[gibbs->state.level[spell]];
    (void)filter(gibbs, first, end, sd, nodes);
    sample(gibbs, first, end, sd, nodes, &random);
    draw_breaks(gibbs, first, end, sd, &random);
}

ent_status ent_gibbs_paths(ent_gibbs *gibbs, ent_error *err) {
    const ent_observed *observed = gibbs->observed;
    struct node_state *nodes = NULL;
    size_t longest = 0;
    for (size_t s = 0; s < observed->spell_count; s++)
        if (observed->spells[s].length > longest) longest = observed->spells[s].length;
    ent_status status =
        ent_array_new((void **)&nodes, longest * gibbs->threads, sizeof *nodes, err);
    if (status != ENT_OK) return status;
    place_answers(gibbs);
#pragma omp parallel for schedule(dynamic, 4) num_threads(gibbs->threads)
    for (size_t s = 0; s < observed->spell_count; s++)
        update_spell(gibbs, s, nodes + (size_t)omp_get_thread_num() * longest);
    free(nodes);
    return ENT_OK;
}
