/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics for the method of moments. For a network, evaluation: Σ_p Σ_i s_i(X(t_p+1), Z(t_p));
 * creation and endowment: the same sum over ties made (in the network at the end) and lost (in the
 * network at the start); for a basic rate the amount of change, Σ |X_ij(t_p+1) − X_ij(t_p)|.
 * Behaviour alike: creation over actors who went up, endowment over those who went down.
 *
 * Snijders 2001, "The statistical evaluation of social network dynamics", Sociological Methodology
 * 31; Snijders, Steglich & Schweinberger 2007, "Modeling the coevolution of networks and behavior".
 * Dyads missing at either end of a period are left out at its end, those missing at its start where
 * the network explains; a missing behaviour counts as the mean. */
#include "dynamics/statistic.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"

static size_t most_terms(const ent_saom_model *model) {
    size_t most = 0;
    for (size_t v = 0; v < model->variables; v++)
        if (model->variable[v].terms > most) most = model->variable[v].terms;
    return most;
}

ent_status saom_meter_new(saom_meter *meter, const ent_saom_model *model, ent_error *err) {
    size_t variables = model->variables;
    *meter = (saom_meter){.model = model, .slots = most_terms(model)};
    ent_status status = saom_ego_new(&meter->ego, model->n_max, meter->slots, err);
    saom_net **nets[] = {&meter->reduced, &meter->made, &meter->lost};
    for (size_t k = 0; k < 3 && status == ENT_OK; k++) {
        status = ent_array_new((void **)nets[k], variables, sizeof **nets[k], err);
        for (size_t v = 0; v < variables && status == ENT_OK; v++)
            if (model->variable[v].network)
                status =
                    saom_net_new(&(*nets[k])[v], model->n_max, model->variable[v].directed, err);
    }
    if (status == ENT_OK)
        status = ent_array_new((void **)&meter->value, model->n_max, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&meter->tied, model->n_max, sizeof(bool), err);
    if (status == ENT_OK) status = saom_changed_new(&meter->changed, model, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&meter->net, variables, sizeof(void *), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&meter->level, variables, sizeof(void *), err);
    for (size_t v = 0; v < variables && status == ENT_OK; v++)
        status = saom_ego_scratch(&meter->ego, model->n_max, model->variable[v].term,
                                  model->variable[v].terms, err);
    return status;
}

void saom_meter_free(saom_meter *meter) {
    if (meter->model == NULL) return;
    saom_net *nets[] = {meter->reduced, meter->made, meter->lost};
    for (size_t k = 0; k < 3; k++) {
        for (size_t v = 0; v < meter->model->variables && nets[k] != NULL; v++)
            saom_net_free(&nets[k][v]);
        free(nets[k]);
    }
    saom_ego_free(&meter->ego, meter->slots);
    free(meter->value);
    free(meter->tied);
    saom_changed_free(&meter->changed);
    free(meter->net);
    free(meter->level);
    *meter = (saom_meter){0};
}

/* The end less what is unseen: @p end itself when all is seen. */
static ent_status less_unseen(saom_meter *meter, size_t v, const saom_span *span,
                              const saom_net *end, const saom_net **out, ent_error *err) {
    *out = end;
    if (!span->any_missing) return ENT_OK;
    saom_net *reduced = &meter->reduced[v];
    ent_status status = saom_net_copy(reduced, end, err);
    for (size_t i = 0; i < span->unseen.n; i++)
        for (uint32_t k = 0; k < span->unseen.out[i].count && status == ENT_OK; k++)
            status = saom_net_set(reduced, i, span->unseen.out[i].at[k], false, err);
    *out = reduced;
    return status;
}

/* made = ties of @p to that @p from has not, unseen dyads left out. Rows of @p made beyond the
 * group are empty from earlier calls or cleared here. */
static ent_status difference(bool *tied, const saom_net *to, const saom_net *from,
                             const saom_span *span, saom_net *made, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < made->n; i++)
        made->out[i].count = made->in[i].count = 0;
    made->ties = 0;
    for (size_t i = 0; i < from->n; i++) {
        const saom_row *before = &from->out[i];
        for (uint32_t k = 0; k < before->count; k++)
            tied[before->at[k]] = true;
        for (uint32_t k = 0; k < to->out[i].count && status == ENT_OK; k++) {
            uint32_t j = to->out[i].at[k];
            if (tied[j] || (!made->directed && j < i)) continue; /* met from j already */
            if (span->any_missing && saom_net_has(&span->unseen, i, j)) continue;
            status = saom_net_toggle(made, i, j, err);
        }
        for (uint32_t k = 0; k < before->count; k++)
            tied[before->at[k]] = false;
    }
    return status;
}

double saom_term_statistic(const saom_ego *ego, const saom_term *term, const saom_row *row) {
    if (row->count == 0 && term->def->statistic == NULL) return 0;
    if (term->def->statistic != NULL) return term->def->statistic(ego, term, row->at, row->count);
    double sum = 0;
    double change[64];
    for (size_t from = 0; from < row->count; from += 64) {
        size_t size = row->count - from < 64 ? row->count - from : 64;
        term->def->change(ego, term, row->at + from, size, change);
        for (size_t k = 0; k < size; k++)
            sum += change[k];
    }
    return sum;
}

/* Add the statistics of one function, ties summed over those of @p over, seen in the view. */
static void add_function(saom_meter *meter, const saom_view *view, size_t v,
                         ent_saom_function function, const saom_net *over, double *statistic) {
    const saom_dependent *own = &meter->model->variable[v];
    unsigned counts = saom_counts(own->term, own->terms);
    bool any = false;
    for (size_t k = 0; k < own->terms; k++)
        any = any || own->term[k]->function == function;
    for (size_t i = 0; i < view->group->data->n && any; i++) {
        saom_ego_begin(&meter->ego, view, v, i, counts, own->term, own->terms);
        for (size_t k = 0; k < own->terms; k++) {
            const saom_term *term = own->term[k];
            if (term->function != function) continue;
            statistic[term->parameter_index] +=
                saom_share(own, term) * saom_term_statistic(&meter->ego, term, &over->out[i]);
        }
        saom_ego_end(&meter->ego, own->term, own->terms);
    }
}

static bool has_function(const saom_dependent *own, ent_saom_function function) {
    for (size_t k = 0; k < own->terms; k++)
        if (own->term[k]->function == function) return true;
    return false;
}

static ent_status measure_network(saom_meter *meter, size_t p, size_t v, const saom_net *end,
                                  double *statistic, ent_error *err) {
    const saom_period *period = &meter->model->period[p];
    const saom_span *span = &period->span[v];
    const saom_dependent *own = &meter->model->variable[v];
    saom_view view = {period->group, period->period, meter->net, meter->level};
    const saom_net *seen = NULL;
    if (saom_changed_serves(meter->model, p, v, end)) {
        meter->net[v] = end;
        saom_changed_measure(&meter->changed, &meter->ego, &view, p, v, statistic);
        meter->net[v] = period->start_net[v];
        return ENT_OK;
    }
    ent_status status = less_unseen(meter, v, span, end, &seen, err);
    if (status == ENT_OK)
        status = difference(meter->tied, seen, span->start, span, &meter->made[v], err);
    if (status == ENT_OK)
        status = difference(meter->tied, span->start, end, span, &meter->lost[v], err);
    if (status != ENT_OK) return status;
    double changed = (double)(meter->made[v].ties + meter->lost[v].ties);
    statistic[own->first + p] += own->directed ? changed : changed / 2;
    if (has_function(own, ENT_ENDOWMENT))
        add_function(meter, &view, v, ENT_ENDOWMENT, &meter->lost[v], statistic);
    meter->net[v] = seen;
    add_function(meter, &view, v, ENT_EVALUATION, seen, statistic);
    if (has_function(own, ENT_CREATION))
        add_function(meter, &view, v, ENT_CREATION, &meter->made[v], statistic);
    meter->net[v] = period->start_net[v];
    return ENT_OK;
}

/* What actor i adds: all count for evaluation, those who moved for creation and endowment. */
static double level_statistic(const saom_view *view, const saom_term *term, size_t i, double start,
                              double end) {
    if (term->function == ENT_EVALUATION) return term->def->level(view, term, i, end);
    bool counts = term->function == ENT_CREATION ? end > start : end < start;
    if (!counts) return 0;
    double change = term->def->level(view, term, i, end) - term->def->level(view, term, i, start);
    return term->function == ENT_CREATION ? change : -change;
}

static void measure_behaviour(saom_meter *meter, size_t p, size_t v, const double *end,
                              double *statistic) {
    const saom_period *period = &meter->model->period[p];
    const saom_span *span = &period->span[v];
    const saom_dependent *own = &meter->model->variable[v];
    saom_view view = {period->group, period->period, meter->net, meter->level};
    double mean = period->group->behaviour[v].mean;
    size_t n = period->group->data->n;
    for (size_t i = 0; i < n; i++) {
        bool missing = span->start_missing[i] || span->end_missing[i];
        meter->value[i] = missing ? 0 : end[i] - mean;
        if (!missing) statistic[own->first + p] += fabs(end[i] - span->start_value[i]);
    }
    for (size_t k = 0; k < own->terms; k++) {
        const saom_term *term = own->term[k];
        meter->level[v] = term->function == ENT_ENDOWMENT ? period->start_value[v] : meter->value;
        for (size_t i = 0; i < n; i++)
            statistic[term->parameter_index] +=
                level_statistic(&view, term, i, span->start_centred[i], meter->value[i]);
    }
    meter->level[v] = period->start_value[v];
}

/* A rate effect: Σ_i r_ki times ego's amount of change. */
static ent_status measure_rates(saom_meter *meter, size_t p, size_t v, const double *end,
                                double *statistic) {
    const saom_period *period = &meter->model->period[p];
    const saom_dependent *own = &meter->model->variable[v];
    const saom_span *span = &period->span[v];
    saom_view view = {period->group, period->period, meter->net, meter->level};
    for (size_t k = 0; k < own->rates; k++)
        for (size_t i = 0; i < period->group->data->n; i++) {
            double moved = 0;
            if (own->network)
                moved = meter->made[v].out[i].count + (double)meter->lost[v].out[i].count;
            else if (!span->start_missing[i] && !span->end_missing[i])
                moved = fabs(end[i] - span->start_value[i]);
            statistic[own->rate[k]->parameter_index] +=
                moved * own->rate[k]->def->rate(&view, own->rate[k], i);
        }
    return ENT_OK;
}

ent_status saom_measure(saom_meter *meter, size_t p, const saom_net *const *net,
                        const double *const *value, double *statistic, ent_error *err) {
    const saom_period *period = &meter->model->period[p];
    ent_status status = ENT_OK;
    for (size_t v = 0; v < meter->model->variables; v++) {
        meter->net[v] = period->start_net[v];
        meter->level[v] = period->start_value[v];
    }
    for (size_t v = 0; v < meter->model->variables && status == ENT_OK; v++) {
        if (meter->model->variable[v].network)
            status = measure_network(meter, p, v, net[v], statistic, err);
        else
            measure_behaviour(meter, p, v, value[v], statistic);
        if (status == ENT_OK) status = measure_rates(meter, p, v, value[v], statistic);
    }
    return status;
}

ent_status ent_saom_targets(const ent_saom_model *model, double *target, ent_error *err) {
    saom_meter meter = {0};
    const saom_net **net = NULL;
    const double **value = NULL;
    ent_status status = saom_meter_new(&meter, model, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&net, model->variables, sizeof(void *), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&value, model->variables, sizeof(void *), err);
    for (size_t k = 0; k < model->parameters && status == ENT_OK; k++)
        target[k] = 0;
    for (size_t p = 0; p < model->periods && status == ENT_OK; p++) {
        for (size_t v = 0; v < model->variables; v++) {
            net[v] = model->period[p].span[v].end;
            value[v] = model->period[p].span[v].end_value;
        }
        status = saom_measure(&meter, p, net, value, target, err);
    }
    free(net);
    free(value);
    saom_meter_free(&meter);
    return status;
}
