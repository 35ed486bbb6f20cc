/* SPDX-License-Identifier: Apache-2.0 */
/* A first scaling by alternating least squares on standardised values: a node's trait is the mean
 * of its values weighted by the items' slopes and smoothed over the spell, an item's slope is its
 * regression on the traits (reciprocal averaging, smoothed). Estimation only starts there. */
#include "latent/start.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/normal.h"
#include "base/random.h"

enum { ROUNDS = 12 };
static const double carry = 0.8; /* of a node's neighbour in the smoothing */

struct scaling {
    const ent_observed *observed;
    double *score;                      /* of codes, standardised within the part */
    double *slope;                      /* of parts */
    double *cross, *square;             /* of parts: sums */
    double *trait;                      /* of nodes */
    double *top, *bottom;               /* of nodes */
    double *top_before, *bottom_before; /* of nodes: what the run carries to them */
};

ent_dynamics ent_dynamics_start(const ent_latent_options *options) {
    ent_dynamics dynamics = {
        .start_mean = options->start_mean,
        .start_sd = options->start_sd,
        .hold = options->hold_sd > 0 ? 1 / (options->hold_sd * options->hold_sd) : 0,
        .levels = options->levels,
        .break_sd = options->break_sd};
    double ratio = options->step_sd_max / options->step_sd_min;
    for (unsigned l = 0; l < options->levels; l++) {
        double share = options->levels > 1 ? (double)l / (options->levels - 1) : 0.5;
        dynamics.sd[l] = options->step_sd_min * pow(ratio, share);
        dynamics.weight[l] = 1.0 / options->levels;
    }
    if (options->breaks) dynamics.break_probability = 0.02;
    return dynamics;
}

bool ent_latent_is_free(const ent_observed *observed) {
    for (size_t p = 0; p < observed->part_count; p++)
        if (observed->parts[p].positive) return false;
    return true;
}

static double raw_score(const ent_observed *observed, size_t code) {
    double value = observed->value_of_code[code];
    bool count = observed->parts[observed->part_of_code[code]].type == ENT_PART_COUNT;
    return count ? log1p(value) : value;
}

static double code_weight(const ent_observed *observed, size_t code) {
    double sum = 0;
    for (size_t o = observed->node_row[code]; o < observed->node_row[code + 1]; o++)
        sum += observed->weight[observed->run_of_node[observed->node_of_code[o]]];
    return sum;
}

static void standardise(struct scaling *scaling) {
    const ent_observed *observed = scaling->observed;
    for (size_t p = 0; p < observed->part_count; p++) {
        const ent_part *part = &observed->parts[p];
        double sum = 0;
        double mean = 0;
        double square = 0;
        for (size_t c = part->code; c < part->code + part->codes; c++) {
            double weight = code_weight(observed, c);
            double score = raw_score(observed, c);
            sum += weight;
            mean += weight * score;
            square += weight * score * score;
        }
        mean = sum > 0 ? mean / sum : 0;
        double sd = sum > 0 ? sqrt(fmax(square / sum - mean * mean, 0)) : 0;
        for (size_t c = part->code; c < part->code + part->codes; c++)
            scaling->score[c] = sd > 1e-9 ? (raw_score(observed, c) - mean) / sd : 0;
    }
}

static void scale_traits(struct scaling *scaling) {
    const ent_observed *observed = scaling->observed;
    double sum = 0;
    double mean = 0;
    double square = 0;
    for (size_t n = 0; n < observed->node_count; n++) {
        double weight = observed->weight[observed->run_of_node[n]];
        sum += weight;
        mean += weight * scaling->trait[n];
        square += weight * scaling->trait[n] * scaling->trait[n];
    }
    mean /= sum;
    double sd = sqrt(fmax(square / sum - mean * mean, 0));
    for (size_t n = 0; n < observed->node_count; n++)
        scaling->trait[n] = sd > 1e-9 ? (scaling->trait[n] - mean) / sd : 0;
}

/* Trait of each node: sums over the run whose weights fall by `carry` with every step away. */
static void smooth_run(struct scaling *scaling, size_t first, size_t end) {
    double top = 0;
    double bottom = 0;
    for (size_t n = first; n < end; n++) {
        scaling->top_before[n] = top;
        scaling->bottom_before[n] = bottom;
        top = carry * (top + scaling->top[n]);
        bottom = carry * (bottom + scaling->bottom[n]);
    }
    top = 0;
    bottom = 0;
    for (size_t n = end; n-- > first;) {
        scaling->trait[n] = (scaling->top_before[n] + scaling->top[n] + top) /
                            (scaling->bottom_before[n] + scaling->bottom[n] + bottom + 1);
        top = carry * (top + scaling->top[n]);
        bottom = carry * (bottom + scaling->bottom[n]);
    }
}

static void traits_from_slopes(struct scaling *scaling) {
    const ent_observed *observed = scaling->observed;
    for (size_t n = 0; n < observed->node_count; n++) {
        double top = 0;
        double bottom = 0;
        for (size_t o = observed->code_row[n]; o < observed->code_row[n + 1]; o++) {
            double slope = scaling->slope[observed->part_of_code[observed->code[o]]];
            top += slope * scaling->score[observed->code[o]];
            bottom += slope * slope;
        }
        for (size_t o = observed->real_row[n]; o < observed->real_row[n + 1]; o++) {
            double slope = scaling->slope[observed->real[o].part];
            top += slope * observed->real[o].value;
            bottom += slope * slope;
        }
        scaling->top[n] = top;
        scaling->bottom[n] = bottom;
    }
    for (size_t r = 0; r < observed->run_count; r++)
        smooth_run(scaling, observed->run_node[r], observed->run_node[r + 1]);
    scale_traits(scaling);
}

static void slopes_from_traits(struct scaling *scaling) {
    const ent_observed *observed = scaling->observed;
    for (size_t p = 0; p < observed->part_count; p++)
        scaling->cross[p] = scaling->square[p] = 0;
    for (size_t n = 0; n < observed->node_count; n++) {
        double trait = scaling->trait[n];
        double weight = observed->weight[observed->run_of_node[n]];
        if (trait == 0) continue;
        for (size_t o = observed->code_row[n]; o < observed->code_row[n + 1]; o++) {
            size_t p = observed->part_of_code[observed->code[o]];
            scaling->cross[p] += weight * trait * scaling->score[observed->code[o]];
            scaling->square[p] += weight * trait * trait;
        }
        for (size_t o = observed->real_row[n]; o < observed->real_row[n + 1]; o++) {
            size_t p = observed->real[o].part;
            scaling->cross[p] += weight * trait * observed->real[o].value;
            scaling->square[p] += weight * trait * trait;
        }
    }
    for (size_t p = 0; p < observed->part_count; p++) {
        double slope = scaling->cross[p] / (scaling->square[p] + 1);
        if (observed->parts[p].positive && slope < 0) slope = 0;
        scaling->slope[p] = slope;
    }
}

/* The end that is up: the anchor's units alone stand apart, or the positive items alone count. */
static ent_status begin(struct scaling *scaling, const ent_latent_options *options,
                        ent_error *err) {
    const ent_observed *observed = scaling->observed;
    for (size_t p = 0; p < observed->part_count; p++)
        scaling->slope[p] = observed->parts[p].positive ? 1 : 0;
    if (!ent_latent_is_free(observed)) {
        traits_from_slopes(scaling);
        return ENT_OK;
    }
    bool above = false;
    bool below = false;
    for (size_t s = 0; s < observed->spell_count; s++) {
        size_t run = observed->run_of_spell[s];
        uint32_t unit = observed->spells[s].unit;
        double trait = 0;
        if (options->anchor.given && unit == options->anchor.above) trait = 1;
        if (options->anchor.given && unit == options->anchor.below) trait = -1;
        above = above || trait > 0;
        below = below || trait < 0;
        if (!options->anchor.given) { /* any direction will do, the same each time */
            ent_random random = ent_random_stream(0, (uint32_t)s, 0, 0);
            trait = ent_random_normal(&random);
        }
        for (size_t n = observed->run_node[run]; n < observed->run_node[run + 1]; n++)
            scaling->trait[n] = trait;
    }
    if (options->anchor.given && !(above && below))
        return ent_fail(err, ENT_ERR_USAGE, "anchor: no spell of unit %u",
                        above ? options->anchor.below : options->anchor.above);
    return ENT_OK;
}

/* ---- parameters ---- */

static void start_ordered(const ent_observed *observed, const ent_part *part, double *p) {
    double total = 0;
    for (size_t c = part->code; c < part->code + part->codes; c++)
        total += code_weight(observed, c) + 0.5;
    double below = 0;
    for (size_t c = 0; c + 1 < part->codes; c++) {
        below += code_weight(observed, part->code + c) + 0.5;
        p[ENT_CUT + c] = ent_normal_quantile(below / total) * sqrt(1 + p[ENT_SLOPE] * p[ENT_SLOPE]);
    }
}

static void start_count(const ent_observed *observed, const ent_part *part, double *p) {
    double total = 0.5;
    double sum = 0.1;
    for (size_t c = part->code; c < part->code + part->codes; c++) {
        total += code_weight(observed, c);
        sum += code_weight(observed, c) * observed->value_of_code[c];
    }
    p[ENT_INTERCEPT] = log(sum / total) - 0.5;
    p[ENT_LOG_SCALE] = log(0.7);
}

static void start_parts(const struct scaling *scaling, double *parameters) {
    const ent_observed *observed = scaling->observed;
    for (size_t i = 0; i < observed->part_count; i++) {
        const ent_part *part = &observed->parts[i];
        double *p = parameters + part->at;
        double correlation = fmax(-0.9, fmin(0.9, scaling->slope[i]));
        p[ENT_SLOPE] = correlation / sqrt(1 - correlation * correlation);
        if (part->positive && p[ENT_SLOPE] < 0.1) p[ENT_SLOPE] = 0.1;
        if (part->type == ENT_PART_ORDERED) {
            start_ordered(observed, part, p);
        } else if (part->type == ENT_PART_COUNT) {
            start_count(observed, part, p);
        } else {
            p[ENT_SLOPE] = part->positive ? fmax(correlation, 0.1) : correlation;
            p[ENT_INTERCEPT] = 0;
            p[ENT_LOG_SCALE] = log(1 - correlation * correlation) / 2;
        }
    }
}

static void free_scaling(struct scaling *scaling) {
    free(scaling->score);
    free(scaling->slope);
    free(scaling->cross);
    free(scaling->square);
    free(scaling->trait);
    free(scaling->top);
    free(scaling->bottom);
    free(scaling->top_before);
    free(scaling->bottom_before);
}

ent_status ent_latent_start(const ent_observed *observed, const ent_latent_options *options,
                            double *parameters, ent_error *err) {
    struct scaling scaling = {.observed = observed};
    const struct {
        double **place;
        size_t count;
    } arrays[] = {
        {&scaling.score, observed->code_count},        {&scaling.slope, observed->part_count},
        {&scaling.cross, observed->part_count},        {&scaling.square, observed->part_count},
        {&scaling.trait, observed->node_count},        {&scaling.top, observed->node_count},
        {&scaling.bottom, observed->node_count},       {&scaling.top_before, observed->node_count},
        {&scaling.bottom_before, observed->node_count}};
    ent_status status = ENT_OK;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new((void **)arrays[a].place, arrays[a].count, sizeof(double), err);
    if (status == ENT_OK) {
        standardise(&scaling);
        status = begin(&scaling, options, err);
    }
    for (int round = 0; round < ROUNDS && status == ENT_OK; round++) {
        slopes_from_traits(&scaling);
        traits_from_slopes(&scaling);
    }
    if (status == ENT_OK) {
        slopes_from_traits(&scaling);
        start_parts(&scaling, parameters);
    }
    free_scaling(&scaling);
    return status;
}
