/* SPDX-License-Identifier: Apache-2.0 */
/* Simulation for callers: statistics, scores and outcomes of an ensemble. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/pool.h"

enum { STREAM_SIMULATE = 4, BLOCK = 256 };

/* What hands outcomes to the caller. */
typedef struct teller {
    bool (*outcome)(void *context, const ent_saom_outcome *outcome);
    void *context;
    uint32_t *from, *to;
    size_t room_from, room_to;
    bool failed, stopped;
} teller;

static bool tell_network(teller *tell, const saom_net *net, size_t n, ent_saom_outcome *out) {
    if (ent_array_reserve((void **)&tell->from, &tell->room_from, net->ties + 1, sizeof *tell->from,
                          NULL) != ENT_OK ||
        ent_array_reserve((void **)&tell->to, &tell->room_to, net->ties + 1, sizeof *tell->to,
                          NULL) != ENT_OK) {
        tell->failed = true;
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < net->out[i].count; k++) {
            tell->from[count] = (uint32_t)i;
            tell->to[count++] = net->out[i].at[k];
        }
    out->ties = count;
    out->from = tell->from;
    out->to = tell->to;
    return true;
}

static bool tell_outcome(void *context, const saom_world *world, size_t simulation) {
    teller *tell = context;
    bool on = true;
    for (size_t v = 0; v < world->model->variables && on; v++) {
        ent_saom_outcome out = {
            .simulation = simulation,
            .period = world->ahead > 0 ? world->model->periods + world->ahead - 1 : world->period,
            .variable = v,
            .actors = world->view.group->data->n,
            .value = world->outcome[v],
            .time = world->time};
        if (world->model->variable[v].network &&
            !tell_network(tell, &world->net[v], out.actors, &out))
            return false;
        on = tell->outcome(tell->context, &out);
    }
    tell->stopped = !on;
    return on;
}

ent_status ent_saom_observed(const ent_saom_model *model,
                             bool (*outcome)(void *context, const ent_saom_outcome *outcome),
                             void *context, ent_error *err) {
    teller tell = {.outcome = outcome, .context = context};
    bool on = true;
    for (size_t k = 0; k < model->periods * model->variables && on; k++) {
        size_t v = k % model->variables;
        const saom_period *period = &model->period[k / model->variables];
        const saom_span *span = &period->span[v];
        ent_saom_outcome out = {.period = k / model->variables,
                                .variable = v,
                                .actors = period->group->data->n,
                                .value = span->end_value,
                                .time = 1};
        if (model->variable[v].network) on = tell_network(&tell, span->end, out.actors, &out);
        on = on && outcome(context, &out);
    }
    free(tell.from);
    free(tell.to);
    if (tell.failed) return ent_fail(err, ENT_ERR_MEMORY, "out of memory for an outcome");
    return ENT_OK;
}

/* out[s] = Σ_p in[s, p] */
static void add_periods(const double *in, size_t count, size_t periods, size_t parameters,
                        double *out) {
    if (out == NULL) return;
    memset(out, 0, count * parameters * sizeof *out);
    for (size_t s = 0; s < count; s++)
        for (size_t p = 0; p < periods; p++)
            for (size_t k = 0; k < parameters; k++)
                out[s * parameters + k] += in[(s * periods + p) * parameters + k];
}

ent_status ent_saom_simulate(const ent_saom_model *model, const double *value,
                             const ent_saom_simulation *how, double *statistic, double *score,
                             uint64_t *ministeps, ent_error *err) {
    saom_pool pool = {0};
    saom_results results = {0};
    teller tell = {.outcome = how->outcome, .context = how->context};
    size_t cells = BLOCK * model->periods * model->parameters;
    if (how->beyond > 0 && (statistic != NULL || score != NULL))
        return ent_fail(err, ENT_ERR_USAGE, "beyond the last wave there are outcomes only");
    ent_status status =
        saom_pool_new(&pool, model, how->seed, how->conditional, how->plain, how->threads, err);
    if (status == ENT_OK && statistic != NULL)
        status = ent_array_new((void **)&results.statistic, cells, sizeof(double), err);
    if (status == ENT_OK && score != NULL)
        status = ent_array_new((void **)&results.score, cells, sizeof(double), err);
    for (size_t done = 0; done < how->count && status == ENT_OK && !tell.stopped; done += BLOCK) {
        size_t size = how->count - done < BLOCK ? how->count - done : BLOCK;
        saom_seen *seen = how->outcome != NULL ? tell_outcome : NULL;
        status = how->beyond > 0 ? saom_pool_go_on(&pool, value, STREAM_SIMULATE, how->first + done,
                                                   size, how->beyond, seen, &tell, err)
                                 : saom_pool_run(&pool, value, STREAM_SIMULATE, how->first + done,
                                                 size, &results, seen, &tell, err);
        if (status == ENT_OK && tell.failed)
            status = ent_fail(err, ENT_ERR_MEMORY, "out of memory for an outcome");
        size_t at = done * model->parameters;
        if (status != ENT_OK) break;
        add_periods(results.statistic, size, model->periods, model->parameters,
                    statistic != NULL ? statistic + at : NULL);
        add_periods(results.score, size, model->periods, model->parameters,
                    score != NULL ? score + at : NULL);
    }
    if (ministeps != NULL) *ministeps = pool.ministeps;
    saom_pool_free(&pool);
    free(results.statistic);
    free(results.score);
    free(tell.from);
    free(tell.to);
    return status;
}
