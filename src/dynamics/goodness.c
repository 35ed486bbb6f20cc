/* SPDX-License-Identifier: Apache-2.0 */
/* Goodness of fit. With u the auxiliary statistics observed and u_s those simulated, m and C the
 * mean and covariance of the latter, the distance of the observed is (u − m)' C⁻ (u − m), C⁻ the
 * pseudo-inverse, and p the share of simulations whose distance is at least that (Lospinoso &
 * Snijders 2019, "Goodness of fit for stochastic actor-oriented models", Methodological Innovations
 * 12). A small p says that the model does not give networks like the one observed. */
#include <lapacke.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/auxiliary.h"
#include "dynamics/model.h"
#include "entente/fit.h"

enum { DEGREE_LEVELS = 9, DISTANCE_LEVELS = 6, CLIQUE_LEVELS = 8 };

typedef struct measuring {
    const ent_saom_model *model;
    ent_saom_goodness *out;
    size_t variable, step, first;
    ent_saom_auxiliary kind;
    ent_saom_own_statistic *statistic;
    void *context;
    saom_net net;
    double level[ENT_SAOM_LEVELS];
    ent_error error;
    ent_status status;
} measuring;

/* ---- one network or behaviour ---- */

static ent_status measure_net(measuring *own) {
    size_t levels = own->out->levels;
    switch (own->kind) {
    case ENT_SAOM_OUTDEGREES:
    case ENT_SAOM_INDEGREES:
        saom_degrees(&own->net, own->kind == ENT_SAOM_INDEGREES, own->step, levels, own->level);
        return ENT_OK;
    case ENT_SAOM_TRIADS:
        saom_triads(&own->net, own->level);
        return ENT_OK;
    case ENT_SAOM_GEODESICS:
        return saom_geodesics(&own->net, levels, own->level, &own->error);
    default:
        return saom_cliques(&own->net, levels, own->level, &own->error);
    }
}

static void measure_values(measuring *own, const saom_span *span, const double *value, size_t n) {
    double lowest = own->model->variable[own->variable].lowest;
    memset(own->level, 0, sizeof own->level);
    for (size_t i = 0; i < n; i++) {
        if (span->start_missing[i] || span->end_missing[i]) continue;
        double place = value[i] - lowest;
        if (place >= 0 && place < (double)own->out->levels) own->level[(size_t)place]++;
    }
}

static ent_status set_ties(measuring *own, const saom_span *span, const ent_saom_outcome *outcome) {
    saom_net *net = &own->net;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < net->n && status == ENT_OK; i++)
        while (net->out[i].count > 0 && status == ENT_OK)
            status = saom_net_set(net, i, net->out[i].at[0], false, &own->error);
    net->n = outcome->actors;
    for (size_t t = 0; t < outcome->ties && status == ENT_OK; t++) {
        uint32_t i = outcome->from[t];
        uint32_t j = outcome->to[t];
        if (span->any_missing && saom_net_has(&span->unseen, i, j)) continue;
        status = saom_net_set(net, i, j, true, &own->error);
    }
    return status;
}

/* Add an outcome's statistics to @p sum. */
static void add_outcome(measuring *own, const ent_saom_outcome *outcome, double *sum) {
    const saom_span *span = &own->model->period[outcome->period].span[own->variable];
    if (own->status != ENT_OK) return;
    if (own->statistic != NULL)
        own->status = own->statistic(own->context, outcome, own->level, &own->error);
    else if (own->kind == ENT_SAOM_VALUES)
        measure_values(own, span, outcome->value, outcome->actors);
    else {
        own->status = set_ties(own, span, outcome);
        if (own->status == ENT_OK) own->status = measure_net(own);
    }
    for (size_t l = 0; l < own->out->levels && own->status == ENT_OK; l++)
        sum[l] += own->level[l];
}

static bool take_outcome(void *context, const ent_saom_outcome *outcome) {
    measuring *own = context;
    if (outcome->variable != own->variable) return true;
    size_t at = (outcome->simulation - own->first) * own->out->levels;
    add_outcome(own, outcome, own->out->simulated + at);
    return own->status == ENT_OK;
}

/* What was observed, given the form of an outcome. */
static ent_status add_observed(measuring *own, ent_error *err) {
    uint32_t *ends = NULL;
    for (size_t p = 0; p < own->model->periods && own->status == ENT_OK; p++) {
        const saom_period *period = &own->model->period[p];
        const saom_net *net = period->span[own->variable].end;
        ent_saom_outcome outcome = {.period = p,
                                    .variable = own->variable,
                                    .actors = period->group->data->n,
                                    .value = period->span[own->variable].end_value,
                                    .time = 1};
        size_t ties = net != NULL ? net->ties : 0;
        ent_status status = ent_array_new((void **)&ends, 2 * ties, sizeof *ends, err);
        if (status != ENT_OK) return status;
        for (size_t i = 0; net != NULL && i < net->n; i++)
            for (uint32_t k = 0; k < net->out[i].count; k++) {
                ends[outcome.ties] = (uint32_t)i;
                ends[ties + outcome.ties++] = net->out[i].at[k];
            }
        outcome.from = ends;
        outcome.to = ends + ties;
        add_outcome(own, &outcome, own->out->observed);
        free(ends);
    }
    return own->status == ENT_OK ? ENT_OK : ent_fail(err, own->status, "%s", own->error.text);
}

/* ---- distance ---- */

/* Pseudo-inverse of a symmetric matrix, in place; false when LAPACK fails. */
static bool pseudo_inverse(double *matrix, size_t n, double *work) {
    double *value = work;
    double *vector = work + n;
    memcpy(vector, matrix, n * n * sizeof *matrix);
    if (LAPACKE_dsyev(LAPACK_ROW_MAJOR, 'V', 'U', (lapack_int)n, vector, (lapack_int)n, value) != 0)
        return false;
    double least = fmax(value[n - 1], 0) * 1e-9;
    memset(matrix, 0, n * n * sizeof *matrix);
    for (size_t e = 0; e < n; e++) {
        if (value[e] <= least) continue;
        for (size_t k = 0; k < n; k++)
            for (size_t l = 0; l < n; l++)
                matrix[k * n + l] += vector[k * n + e] * vector[l * n + e] / value[e];
    }
    return true;
}

static double distance(const double *inverse, const double *mean, const double *at, size_t n) {
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < n; l++)
            sum += (at[k] - mean[k]) * inverse[k * n + l] * (at[l] - mean[l]);
    return sum;
}

static void moments(const ent_saom_goodness *own, double *mean, double *covariance) {
    size_t n = own->levels;
    double count = (double)own->simulations;
    for (size_t s = 0; s < own->simulations; s++)
        for (size_t k = 0; k < n; k++)
            mean[k] += own->simulated[s * n + k] / count;
    for (size_t s = 0; s < own->simulations; s++)
        for (size_t k = 0; k < n; k++)
            for (size_t l = 0; l < n; l++)
                covariance[k * n + l] += (own->simulated[s * n + k] - mean[k]) *
                                         (own->simulated[s * n + l] - mean[l]) / (count - 1);
}

static ent_status compare(ent_saom_goodness *own, ent_error *err) {
    size_t n = own->levels;
    double *memory = NULL;
    ent_status status = ent_array_new((void **)&memory, 2 * n * n + 2 * n, sizeof *memory, err);
    if (status != ENT_OK) return status;
    double *mean = memory;
    double *covariance = memory + n;
    moments(own, mean, covariance);
    if (!pseudo_inverse(covariance, n, memory + n + n * n)) {
        free(memory);
        return ent_fail(err, ENT_ERR_USAGE, "%s: simulated statistics have no covariance",
                        own->name);
    }
    size_t farther = 0;
    own->distance = distance(covariance, mean, own->observed, n);
    for (size_t s = 0; s < own->simulations; s++)
        farther += distance(covariance, mean, own->simulated + s * n, n) >= own->distance;
    own->p = (double)farther / (double)own->simulations;
    free(memory);
    return ENT_OK;
}

/* ---- levels ---- */

static size_t highest_degree(const measuring *own, bool in) {
    size_t most = 0;
    for (size_t p = 0; p < own->model->periods; p++) {
        const saom_net *net = own->model->period[p].span[own->variable].end;
        for (size_t i = 0; i < net->n; i++) {
            size_t degree = in ? saom_in(net, i) : saom_out(net, i);
            most = degree > most ? degree : most;
        }
    }
    return most;
}

static void name_levels(measuring *own) {
    ent_saom_goodness *out = own->out;
    const saom_dependent *variable = &own->model->variable[own->variable];
    for (size_t l = 0; l < out->levels; l++) {
        char *text = out->level[l];
        if (own->kind == ENT_SAOM_TRIADS)
            snprintf(text, ENT_SAOM_LEVEL_TEXT, "%s", saom_triad_name(l, variable->directed));
        else if (own->kind == ENT_SAOM_VALUES)
            snprintf(text, ENT_SAOM_LEVEL_TEXT, "%g", variable->lowest + (double)l);
        else if (own->kind == ENT_SAOM_OUTDEGREES || own->kind == ENT_SAOM_INDEGREES)
            snprintf(text, ENT_SAOM_LEVEL_TEXT, "%zu", l * own->step);
        else
            snprintf(text, ENT_SAOM_LEVEL_TEXT, "%zu%s", l + 1,
                     own->kind == ENT_SAOM_CLIQUES && l + 1 == out->levels ? "+" : "");
    }
}

static ent_status set_levels(measuring *own, ent_error *err) {
    static const char *const names[] = {"out-degrees", "in-degrees", "triads",
                                        "distances",   "cliques",    "values"};
    static const size_t levels[] = {DEGREE_LEVELS, DEGREE_LEVELS, SAOM_TRIAD_CLASSES,
                                    DISTANCE_LEVELS, CLIQUE_LEVELS};
    const saom_dependent *variable = &own->model->variable[own->variable];
    ent_saom_goodness *out = own->out;
    if (own->kind >= ENT_SAOM_AUXILIARIES || (own->kind == ENT_SAOM_VALUES) == variable->network ||
        (own->kind == ENT_SAOM_CLIQUES && variable->directed))
        return ent_fail(err, ENT_ERR_USAGE, "%s has no such auxiliary statistic", variable->name);
    out->name = names[own->kind];
    own->step = 1;
    if (own->kind == ENT_SAOM_VALUES) {
        double count = variable->highest - variable->lowest + 1;
        out->levels = count < ENT_SAOM_LEVELS ? (size_t)count : ENT_SAOM_LEVELS;
    } else {
        out->levels = levels[own->kind];
        if (own->kind == ENT_SAOM_TRIADS && !variable->directed)
            out->levels = SAOM_TRIAD_CLASSES_UNDIRECTED;
        if (own->kind <= ENT_SAOM_INDEGREES)
            own->step = 1 + highest_degree(own, own->kind == ENT_SAOM_INDEGREES) / DEGREE_LEVELS;
    }
    name_levels(own);
    return ENT_OK;
}

/* ---- the whole ---- */

static ent_status run(measuring *own, const double *value, const ent_saom_simulation *how,
                      ent_error *err) {
    const ent_saom_model *model = own->model;
    ent_saom_simulation ensemble = *how;
    ensemble.outcome = take_outcome;
    ensemble.context = own;
    own->out->simulations = how->count;
    own->first = how->first;
    if (how->count < 2) return ent_fail(err, ENT_ERR_USAGE, "expected two simulations or more");
    ent_status status = ent_array_new((void **)&own->out->simulated, how->count * own->out->levels,
                                      sizeof(double), err);
    if (status == ENT_OK && model->variable[own->variable].network)
        status =
            saom_net_new(&own->net, model->n_max, model->variable[own->variable].directed, err);
    if (status == ENT_OK) status = add_observed(own, err);
    if (status == ENT_OK)
        status = ent_saom_simulate(model, value, &ensemble, NULL, NULL, NULL, err);
    if (status == ENT_OK && own->status != ENT_OK)
        status = ent_fail(err, own->status, "%s", own->error.text);
    if (status == ENT_OK) status = compare(own->out, err);
    own->net.n = model->n_max;
    saom_net_free(&own->net);
    return status;
}

static ent_status start(measuring *own, const ent_saom_model *model, const char *variable,
                        ent_error *err) {
    *own = (measuring){.model = model};
    while (own->variable < model->variables &&
           strcmp(model->variable[own->variable].name, variable) != 0)
        own->variable++;
    if (own->variable == model->variables)
        return ent_fail(err, ENT_ERR_USAGE, "no dependent variable %.40s", variable);
    return ent_array_new((void **)&own->out, 1, sizeof *own->out, err);
}

ent_status ent_saom_goodness_new(const ent_saom_model *model, const double *value,
                                 const ent_saom_simulation *how, const char *variable,
                                 ent_saom_auxiliary kind, ent_saom_goodness **out, ent_error *err) {
    measuring own;
    ent_status status = start(&own, model, variable, err);
    own.kind = kind;
    if (status == ENT_OK) status = set_levels(&own, err);
    if (status == ENT_OK) status = run(&own, value, how, err);
    if (status != ENT_OK) ent_saom_goodness_free(own.out);
    *out = status == ENT_OK ? own.out : NULL;
    return status;
}

ent_status ent_saom_goodness_own(const ent_saom_model *model, const double *value,
                                 const ent_saom_simulation *how, const char *variable,
                                 const char *name, size_t levels, ent_saom_own_statistic *statistic,
                                 void *context, ent_saom_goodness **out, ent_error *err) {
    measuring own;
    *out = NULL;
    if (levels == 0 || levels > ENT_SAOM_LEVELS)
        return ent_fail(err, ENT_ERR_USAGE, "expected 1 to %d levels", ENT_SAOM_LEVELS);
    ent_status status = start(&own, model, variable, err);
    if (status != ENT_OK || own.out == NULL) return status;
    own.kind = ENT_SAOM_AUXILIARIES;
    own.statistic = statistic;
    own.context = context;
    own.out->name = name;
    own.out->levels = levels;
    for (size_t l = 0; l < levels; l++)
        snprintf(own.out->level[l], ENT_SAOM_LEVEL_TEXT, "%zu", l + 1);
    status = run(&own, value, how, err);
    if (status != ENT_OK) ent_saom_goodness_free(own.out);
    *out = status == ENT_OK ? own.out : NULL;
    return status;
}

void ent_saom_goodness_free(ent_saom_goodness *goodness) {
    if (goodness == NULL) return;
    free(goodness->simulated);
    free(goodness);
}
