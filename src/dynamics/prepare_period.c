/* SPDX-License-Identifier: Apache-2.0 */
/* Periods: what a variable starts from, what is fixed or unseen in it, how much was observed to
 * change and whether in one direction only. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "dynamics/prepare.h"

/* Add to @p net the pairs of @p more. */
static ent_status unite(saom_net *net, const saom_net *more, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < more->n; i++)
        for (uint32_t k = 0; k < more->out[i].count && status == ENT_OK; k++)
            status = saom_net_set(net, i, more->out[i].at[k], true, err);
    return status;
}

static ent_status subtract(saom_net *net, const saom_net *less, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < less->n; i++)
        for (uint32_t k = 0; k < less->out[i].count && status == ENT_OK; k++)
            status = saom_net_set(net, i, less->out[i].at[k], false, err);
    return status;
}

/* Ties of a that b has not, neither unseen nor fixed: ordered pairs. */
static size_t only_in(const saom_net *a, const saom_net *b, const saom_span *span) {
    size_t count = 0;
    for (size_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < a->out[i].count; k++) {
            uint32_t j = a->out[i].at[k];
            count += !saom_net_has(b, i, j) && !saom_net_has(&span->unseen, i, j) &&
                     !saom_net_has(span->fixed, i, j);
        }
    return count;
}

static ent_status change_error(const ent_saom_data *data, const saom_variable *variable,
                               size_t period, const char *what, ent_error *err) {
    char from[SAOM_NAME];
    char to[SAOM_NAME];
    return ent_fail(err, ENT_ERR_USAGE, "%s: %s changes between waves %.40s and %.40s",
                    variable->name, what, saom_wave_name(data, period, from),
                    saom_wave_name(data, period + 1, to));
}

static ent_status network_span(const ent_saom_data *data, const saom_variable *variable,
                               size_t period, saom_span *span, ent_error *err) {
    size_t n = data->n;
    const saom_observed *start = &variable->wave[period];
    const saom_observed *end = &variable->wave[period + 1];
    span->start = &start->tie;
    span->end = &end->tie;
    span->fixed = &start->fixed;
    span->any_missing = start->missing.ties + end->missing.ties > 0;
    span->any_fixed = start->fixed.ties > 0;
    ent_status status = saom_net_new(&span->start_seen, n, variable->directed, err);
    if (status == ENT_OK) status = saom_net_new(&span->unseen, n, variable->directed, err);
    if (status == ENT_OK) status = saom_net_copy(&span->start_seen, span->start, err);
    if (status == ENT_OK) status = subtract(&span->start_seen, &start->missing, err);
    if (status == ENT_OK) status = unite(&span->unseen, &start->missing, err);
    if (status == ENT_OK) status = unite(&span->unseen, &end->missing, err);
    if (status != ENT_OK) return status;
    size_t lost = only_in(span->start, span->end, span);
    size_t made = only_in(span->end, span->start, span);
    span->up_only = lost == 0;
    span->down_only = made == 0;
    span->distance = (double)(lost + made) / (variable->directed ? 1 : 2);
    if (lost + made == 0) return change_error(data, variable, period, "nothing", err);
    if (lost + made == n * (n - 1)) return change_error(data, variable, period, "everything", err);
    return ENT_OK;
}

static ent_status behaviour_span(const ent_saom_data *data, const saom_variable *variable,
                                 size_t period, double mean, saom_span *span, ent_error *err) {
    size_t n = data->n;
    bool up = false;
    bool down = false;
    span->start_value = variable->value + period * n;
    span->end_value = variable->value + (period + 1) * n;
    span->start_missing = variable->missing + period * n;
    span->end_missing = variable->missing + (period + 1) * n;
    ent_status status =
        ent_array_new((void **)&span->start_centred, n, sizeof *span->start_centred, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < n; i++) {
        double step = span->end_value[i] - span->start_value[i];
        span->start_centred[i] = span->start_missing[i] ? 0 : span->start_value[i] - mean;
        if (span->start_missing[i] || span->end_missing[i]) {
            span->any_missing = true;
            continue;
        }
        span->distance += fabs(step);
        up = up || step > 0;
        down = down || step < 0;
    }
    if (!up && !down) return change_error(data, variable, period, "nothing", err);
    span->up_only = !down;
    span->down_only = !up;
    return ENT_OK;
}

static ent_status prepare_period(const ent_saom_model *model, const saom_group *group, size_t p,
                                 saom_period *out, ent_error *err) {
    const ent_saom_data *data = group->data;
    size_t variables = model->variables;
    *out = (saom_period){.group = group, .period = p};
    ent_status status = ent_array_new((void **)&out->span, variables, sizeof *out->span, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&out->start_net, variables, sizeof(void *), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&out->start_value, variables, sizeof(void *), err);
    for (size_t v = 0; v < variables && status == ENT_OK; v++) {
        saom_span *span = &out->span[v];
        if (data->variable[v].network)
            status = network_span(data, &data->variable[v], p, span, err);
        else
            status =
                behaviour_span(data, &data->variable[v], p, group->behaviour[v].mean, span, err);
        if (data->variable[v].network) out->start_net[v] = &span->start_seen;
        out->start_value[v] = span->start_centred;
    }
    return status;
}

ent_status saom_prepare_periods(ent_saom_model *model, ent_error *err) {
    size_t count = 0;
    for (size_t g = 0; g < model->groups; g++)
        count += model->group[g].data->waves - 1;
    ent_status status = ent_array_new((void **)&model->period, count, sizeof *model->period, err);
    for (size_t g = 0; g < model->groups; g++)
        for (size_t p = 0; p + 1 < model->group[g].data->waves && status == ENT_OK; p++)
            status =
                prepare_period(model, &model->group[g], p, &model->period[model->periods++], err);
    return status;
}

void saom_periods_free(ent_saom_model *model) {
    for (size_t p = 0; p < model->periods; p++) {
        saom_period *period = &model->period[p];
        for (size_t v = 0; v < model->variables && period->span != NULL; v++) {
            saom_net_free(&period->span[v].start_seen);
            saom_net_free(&period->span[v].unseen);
            free(period->span[v].start_centred);
        }
        free(period->span);
        free(period->start_net);
        free(period->start_value);
    }
    free(model->period);
}
