/* SPDX-License-Identifier: Apache-2.0 */
/* Relative importance of effects. With π_i the probabilities of ego i's next choice in the observed
 * network and π_i^(−k) those without effect k (its coefficient 0),
 *
 *   I_k(i) = ‖π_i − π_i^(−k)‖₁ / Σ_l ‖π_i − π_i^(−l)‖₁,
 *
 * averaged over actors (Indlekofer & Brandes 2013, "Relative importance of effects in stochastic
 * actor-oriented models", Network Science 1, 278–304). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/ego.h"

typedef struct sight {
    const saom_dependent *variable;
    saom_ego ego;
    unsigned counts;
    double *change; /* terms × n: change made by a toggle */
    double *choice, *without;
    double *apart; /* by term */
} sight;

static void sight_free(sight *own) {
    saom_ego_free(&own->ego, own->variable->terms);
    free(own->change);
    free(own->choice);
    free(own->without);
    free(own->apart);
}

static ent_status sight_new(sight *own, const ent_saom_model *model, size_t v, ent_error *err) {
    const saom_dependent *variable = &model->variable[v];
    size_t n = model->n_max;
    *own = (sight){.variable = variable, .counts = saom_counts(variable->term, variable->terms)};
    ent_status status = saom_ego_new(&own->ego, n, variable->terms, err);
    if (status == ENT_OK)
        status = saom_ego_scratch(&own->ego, n, variable->term, variable->terms, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&own->change, variable->terms * n, sizeof(double), err);
    if (status == ENT_OK) status = ent_array_new((void **)&own->choice, n, sizeof(double), err);
    if (status == ENT_OK) status = ent_array_new((void **)&own->without, n, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&own->apart, variable->terms, sizeof(double), err);
    return status;
}

/* Changes of all toggles of ego i; 0 for i itself, which is no change. */
static void look(sight *own, const saom_view *view, size_t v, size_t i) {
    saom_ego *ego = &own->ego;
    const saom_dependent *variable = own->variable;
    saom_ego_begin(ego, view, v, i, own->counts, variable->term, variable->terms);
    saom_ego_touch_all(ego);
    for (size_t k = 0; k < variable->terms; k++) {
        const saom_term *term = variable->term[k];
        double *change = own->change + k * ego->count;
        term->def->change(ego, term, ego->touched, ego->count, change);
        for (size_t t = 0; t < ego->count; t++) {
            bool tie = ego->tie[ego->touched[t]] & SAOM_TIE_OUT;
            bool counts = term->function == ENT_EVALUATION ||
                          term->function == (tie ? ENT_ENDOWMENT : ENT_CREATION);
            change[t] = !counts || ego->touched[t] == i ? 0 : tie ? -change[t] : change[t];
        }
    }
}

/* Probabilities with the coefficient of @p left_out (SIZE_MAX: none) 0. */
static void choose(const sight *own, const double *value, size_t left_out, size_t count,
                   double *out) {
    double most = -INFINITY;
    double total = 0;
    for (size_t t = 0; t < count; t++) {
        out[t] = 0;
        for (size_t k = 0; k < own->variable->terms; k++)
            if (k != left_out)
                out[t] +=
                    value[own->variable->term[k]->parameter_index] * own->change[k * count + t];
        most = fmax(most, out[t]);
    }
    for (size_t t = 0; t < count; t++) {
        out[t] = exp(out[t] - most);
        total += out[t];
    }
    for (size_t t = 0; t < count; t++)
        out[t] /= total;
}

static void add_actor(sight *own, const double *value, double weight, double *share) {
    size_t count = own->ego.count;
    double total = 0;
    choose(own, value, SIZE_MAX, count, own->choice);
    for (size_t k = 0; k < own->variable->terms; k++) {
        choose(own, value, k, count, own->without);
        own->apart[k] = 0;
        for (size_t t = 0; t < count; t++)
            own->apart[k] += fabs(own->choice[t] - own->without[t]);
        total += own->apart[k];
    }
    for (size_t k = 0; k < own->variable->terms && total > 0; k++)
        share[own->variable->term[k]->parameter_index] += weight * own->apart[k] / total;
}

static ent_status find_network(const ent_saom_model *model, const char *name, size_t *v,
                               ent_error *err) {
    for (*v = 0; *v < model->variables; (*v)++)
        if (model->variable[*v].network && strcmp(model->variable[*v].name, name) == 0)
            return ENT_OK;
    return ent_fail(err, ENT_ERR_USAGE, "importance of effects: no dependent network %.40s", name);
}

ent_status ent_saom_importance(const ent_saom_model *model, const double *value,
                               const char *variable, size_t period, double *share, ent_error *err) {
    size_t v = 0;
    sight own;
    ent_status status = find_network(model, variable, &v, err);
    if (status != ENT_OK) return status;
    if (period >= model->periods)
        return ent_fail(err, ENT_ERR_USAGE, "importance of effects: period %zu of %zu", period + 1,
                        model->periods);
    const saom_period *at = &model->period[period];
    saom_view view = {at->group, at->period, at->start_net, at->start_value};
    size_t n = at->group->data->n;
    memset(share, 0, model->parameters * sizeof *share);
    status = sight_new(&own, model, v, err);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        look(&own, &view, v, i);
        add_actor(&own, value, 1 / (double)n, share);
        saom_ego_end(&own.ego, own.variable->term, own.variable->terms);
    }
    sight_free(&own);
    return status;
}
