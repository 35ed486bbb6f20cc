/* SPDX-License-Identifier: Apache-2.0 */
/* What the sampler knows before its first sweep, and where a chain begins. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "latent/gibbs.h"
#include "latent/linear.h"

/* Chains begin this many sds of the fit's covariance away. */
static const double scatter = 1.5;

ent_status ent_state_new(ent_state *state, const ent_observed *observed, ent_error *err) {
    const struct {
        void **place;
        size_t count, size;
    } arrays[] = {{(void **)&state->parameters, observed->parameter_count, sizeof(double)},
                  {(void **)&state->trait, observed->node_count, sizeof(double)},
                  {(void **)&state->eta, observed->code_row[observed->node_count], sizeof(double)},
                  {(void **)&state->level, observed->spell_count, 1},
                  {(void **)&state->broken, observed->node_count, 1}};
    ent_status status = ENT_OK;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new(arrays[a].place, arrays[a].count, arrays[a].size, err);
    return status;
}

void ent_state_free(ent_state *state) {
    free(state->parameters);
    free(state->trait);
    free(state->eta);
    free(state->level);
    free(state->broken);
}

/* ---- what does not change ---- */

static void place_observations(ent_gibbs *gibbs) {
    const ent_observed *observed = gibbs->observed;
    for (size_t c = 0; c < observed->code_count; c++)
        for (size_t i = observed->node_row[c]; i < observed->node_row[c + 1]; i++) {
            size_t node = observed->node_of_code[i];
            for (size_t o = observed->code_row[node]; o < observed->code_row[node + 1]; o++)
                if (observed->code[o] == c) gibbs->place[i] = o;
        }
}

static void see(ent_gibbs *gibbs, uint32_t part, int32_t time) {
    if (time < gibbs->part_first[part]) gibbs->part_first[part] = time;
    if (time > gibbs->part_last[part]) gibbs->part_last[part] = time;
}

static void find_times(ent_gibbs *gibbs) {
    const ent_observed *observed = gibbs->observed;
    for (size_t p = 0; p < observed->part_count; p++) {
        gibbs->part_first[p] = INT32_MAX;
        gibbs->part_last[p] = INT32_MIN;
    }
    for (size_t s = 0; s < observed->spell_count; s++)
        for (size_t n = observed->run_node[s]; n < observed->run_node[s + 1]; n++) {
            int32_t time = observed->spells[s].first + (int32_t)(n - observed->run_node[s]);
            gibbs->node_time[n] = time;
            for (size_t o = observed->code_row[n]; o < observed->code_row[n + 1]; o++)
                see(gibbs, observed->part_of_code[observed->code[o]], time);
            for (size_t o = observed->real_row[n]; o < observed->real_row[n + 1]; o++)
                see(gibbs, observed->real[o].part, time);
        }
}

static int by_time(const void *left, const void *right) {
    const int32_t *a = left;
    const int32_t *b = right;
    return (*a > *b) - (*a < *b);
}

/* Times, after the first, that no part's observations straddle. */
static ent_status find_drift(ent_gibbs *gibbs, ent_error *err) {
    const ent_observed *observed = gibbs->observed;
    ent_status status =
        ent_array_new((void **)&gibbs->drift, observed->node_count, sizeof *gibbs->drift, err);
    if (status != ENT_OK) return status;
    memcpy(gibbs->drift, gibbs->node_time, observed->node_count * sizeof *gibbs->drift);
    qsort(gibbs->drift, observed->node_count, sizeof *gibbs->drift, by_time);
    size_t times = 0;
    for (size_t n = 1; n < observed->node_count; n++)
        if (gibbs->drift[n] != gibbs->drift[n - 1]) gibbs->drift[times++] = gibbs->drift[n];
    for (size_t i = 0; i < times; i++) {
        bool straddled = false;
        for (size_t p = 0; p < observed->part_count && !straddled; p++)
            straddled =
                gibbs->part_first[p] < gibbs->drift[i] && gibbs->part_last[p] >= gibbs->drift[i];
        if (!straddled) gibbs->drift[gibbs->drift_count++] = gibbs->drift[i];
    }
    return ENT_OK;
}

static void find_factors(ent_gibbs *gibbs) {
    size_t square = (size_t)ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    for (size_t p = 0; p < gibbs->observed->part_count; p++)
        ent_linear_factor(gibbs->start->covariance + p * square,
                          gibbs->observed->parts[p].parameters, gibbs->factor + p * square);
}

ent_status ent_gibbs_new(ent_gibbs *gibbs, const ent_observed *observed,
                         const ent_latent_options *options, const ent_em *start, ent_error *err) {
    size_t square = (size_t)ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    *gibbs = (ent_gibbs){.observed = observed,
                         .options = options,
                         .start = start,
                         .threads = start->smoother.threads};
    const struct {
        void **place;
        size_t count, size;
    } arrays[] = {
        {(void **)&gibbs->factor, observed->part_count * square, sizeof(double)},
        {(void **)&gibbs->answer, observed->code_count, sizeof *gibbs->answer},
        {(void **)&gibbs->place, observed->code_row[observed->node_count], sizeof(size_t)},
        {(void **)&gibbs->part_first, observed->part_count, sizeof(int32_t)},
        {(void **)&gibbs->part_last, observed->part_count, sizeof(int32_t)},
        {(void **)&gibbs->node_time, observed->node_count, sizeof(int32_t)}};
    ent_status status = ENT_OK;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new(arrays[a].place, arrays[a].count, arrays[a].size, err);
    if (status != ENT_OK) return status;
    for (size_t c = 0; c < observed->code_count; c++)
        gibbs->answer[c].ordered =
            observed->parts[observed->part_of_code[c]].type == ENT_PART_ORDERED;
    place_observations(gibbs);
    find_times(gibbs);
    find_factors(gibbs);
    return find_drift(gibbs, err);
}

void ent_gibbs_free(ent_gibbs *gibbs) {
    free(gibbs->factor);
    free(gibbs->answer);
    free(gibbs->place);
    free(gibbs->drift);
    free(gibbs->part_first);
    free(gibbs->part_last);
    free(gibbs->node_time);
}

/* ---- where a chain begins ---- */

static void begin_part(ent_gibbs *gibbs, size_t p) {
    const ent_part *part = &gibbs->observed->parts[p];
    const double *l = gibbs->factor + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    const double *fit = gibbs->start->parameters + part->at;
    double *own = gibbs->state.parameters + part->at;
    ent_random random = ent_gibbs_stream(gibbs, ENT_STREAM_BEGIN, p);
    double e[ENT_PART_PARAMETERS];
    for (unsigned i = 0; i < part->parameters; i++)
        e[i] = scatter * ent_random_normal(&random);
    for (int halvings = 0; halvings < 20; halvings++) {
        for (unsigned i = 0; i < part->parameters; i++) {
            own[i] = fit[i];
            for (unsigned j = 0; j <= i; j++)
                own[i] += l[i * ENT_PART_PARAMETERS + j] * e[j];
        }
        if (part->positive) own[ENT_SLOPE] = fabs(own[ENT_SLOPE]);
        if (ent_part_valid(part, own)) return;
        for (unsigned i = 0; i < part->parameters; i++)
            e[i] /= 2;
    }
    memcpy(own, fit, part->parameters * sizeof *own);
}

/* Log rates of a node: those of no events from the item's own distribution. Were they put near the
 * log of the count, the many zeros of a rare event would take the item there in the first sweep,
 * and it would need thousands to come back. */
static void begin_rates(ent_gibbs *gibbs, size_t node) {
    const ent_observed *observed = gibbs->observed;
    ent_random random = ent_gibbs_stream(gibbs, ENT_STREAM_BEGIN,
                                         observed->part_count + observed->node_count + node);
    for (size_t o = observed->code_row[node]; o < observed->code_row[node + 1]; o++) {
        const ent_part *part = &observed->parts[observed->part_of_code[observed->code[o]]];
        const double *own = gibbs->state.parameters + part->at;
        double count = observed->value_of_code[observed->code[o]];
        if (part->type != ENT_PART_COUNT) continue;
        gibbs->state.eta[o] = own[ENT_INTERCEPT] + own[ENT_SLOPE] * gibbs->state.trait[node] +
                              exp(own[ENT_LOG_SCALE]) * ent_random_normal(&random);
        if (count > 0) gibbs->state.eta[o] = log(count);
    }
}

/* Traits and what goes with them, around the fit. */
static void begin_traits(ent_gibbs *gibbs) {
    const ent_observed *observed = gibbs->observed;
    const ent_em *start = gibbs->start;
    for (size_t n = 0; n < observed->node_count; n++) {
        ent_random random = ent_gibbs_stream(gibbs, ENT_STREAM_BEGIN, observed->part_count + n);
        size_t run = start->observed->run_of_spell[observed->run_of_node[n]];
        size_t node =
            start->observed->run_node[run] + n - observed->run_node[observed->run_of_node[n]];
        gibbs->state.trait[n] =
            start->smoother.mean[node] +
            scatter * sqrt(start->smoother.variance[node]) * ent_random_normal(&random);
    }
    for (size_t n = 0; n < observed->node_count; n++)
        begin_rates(gibbs, n);
    for (size_t s = 0; s < observed->spell_count; s++)
        gibbs->state.level[s] = (uint8_t)(gibbs->state.dynamics.levels / 2);
}

void ent_gibbs_begin(ent_gibbs *gibbs) {
    gibbs->state.dynamics = gibbs->start->dynamics;
    gibbs->state.slope_sd = gibbs->start->priors.slope_sd;
    for (size_t p = 0; p < gibbs->observed->part_count; p++)
        begin_part(gibbs, p);
    begin_traits(gibbs);
}

void ent_gibbs_begin_at(ent_gibbs *gibbs, const double *parameters, const ent_dynamics *dynamics) {
    gibbs->state.dynamics = *dynamics;
    gibbs->state.slope_sd = gibbs->start->priors.slope_sd;
    memcpy(gibbs->state.parameters, parameters,
           gibbs->observed->parameter_count * sizeof *parameters);
    begin_traits(gibbs);
}

ent_status ent_gibbs_sweep(ent_gibbs *gibbs, ent_error *err) {
    ent_gibbs_items(gibbs);
    ent_status status = ent_gibbs_paths(gibbs, err);
    if (status != ENT_OK) return status;
    ent_gibbs_dynamics(gibbs);
    ent_gibbs_line(gibbs);
    return ENT_OK;
}
