/* SPDX-License-Identifier: Apache-2.0 */
/* A simulated network or behaviour in a few figures. */
#include <math.h>
#include <string.h>

#include "dynamics/model.h"
#include "entente/fit.h"

const char *ent_saom_description_name(size_t index) {
    static const char *const names[] = {"ties",     "reciprocity",       "transitivity",
                                        "isolates", "spread of degrees", "mean value"};
    return index < ENT_SAOM_DESCRIPTIONS ? names[index] : NULL;
}

/* Those who are not there have no ties, and count neither as isolates nor for the spread. */
static void describe_net(const saom_net *net, const ent_saom_data *data, double time,
                         double out[ENT_SAOM_DESCRIPTIONS]) {
    double returned = 0;
    double paths = 0;
    double closed = 0;
    double square = 0;
    double here = 0;
    for (size_t i = 0; i < net->n; i++)
        here += saom_present(data, i, time);
    double mean = (double)net->ties / here;
    out[3] = 0;
    for (size_t i = 0; i < net->n; i++) {
        if (!saom_present(data, i, time)) continue;
        double off = saom_in(net, i) - mean;
        out[3] += saom_out(net, i) + saom_in(net, i) == 0;
        square += off * off;
        for (uint32_t k = 0; k < net->out[i].count; k++) {
            size_t h = net->out[i].at[k];
            returned += saom_net_has(net, h, i);
            for (uint32_t l = 0; l < net->out[h].count; l++) {
                size_t j = net->out[h].at[l];
                if (j == i) continue;
                paths++;
                closed += saom_net_has(net, i, j);
            }
        }
    }
    out[0] = (double)net->ties / (net->directed ? 1 : 2);
    if (net->directed && net->ties > 0) out[1] = returned / (double)net->ties;
    if (paths > 0) out[2] = closed / paths;
    out[4] = sqrt(square / here);
}

bool ent_saom_is_directed(const ent_saom_model *model, const char *variable) {
    for (size_t v = 0; v < model->variables; v++)
        if (strcmp(model->variable[v].name, variable) == 0) return model->variable[v].directed;
    return false;
}

ent_status ent_saom_describe(const ent_saom_model *model, const ent_saom_outcome *outcome,
                             double out[ENT_SAOM_DESCRIPTIONS], ent_error *err) {
    const saom_dependent *variable = &model->variable[outcome->variable];
    for (size_t k = 0; k < ENT_SAOM_DESCRIPTIONS; k++)
        out[k] = ent_missing();
    if (!variable->network) {
        out[5] = 0;
        for (size_t i = 0; i < outcome->actors; i++)
            out[5] += outcome->value[i] / (double)outcome->actors;
        return ENT_OK;
    }
    saom_net net = {0};
    ent_status status = saom_net_new(&net, outcome->actors, variable->directed, err);
    for (size_t t = 0; t < outcome->ties && status == ENT_OK; t++)
        status = saom_net_set(&net, outcome->from[t], outcome->to[t], true, err);
    size_t last = model->periods - 1;
    const saom_period *period = &model->period[outcome->period < last ? outcome->period : last];
    double time = (double)period->period + 1;
    if (status == ENT_OK) describe_net(&net, period->group->data, time, out);
    saom_net_free(&net);
    return status;
}
