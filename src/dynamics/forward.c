/* SPDX-License-Identifier: Apache-2.0 */
/* Simulation beyond the last wave: the model's last period is begun anew from where the last wave
 * left off, as often as asked. Which way things moved then does not limit what can come, structural
 * values are those of the last wave, and who was there then stays. */
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/world.h"
#include "entente/fit.h"

enum { STREAM_FORWARD = 10 };

/* A model of one period that begins with the last wave: a shallow copy that owns what differs. */
typedef struct onward {
    ent_saom_model model;
    saom_group group;
    ent_saom_data data;
    saom_period *period; /* as many as the model has, so that rates keep their places */
    saom_span *span;
    size_t last;
} onward;

static ent_status make_presence(onward *own, const ent_saom_data *data, ent_error *err) {
    if (data->presence == NULL) return ENT_OK;
    ent_status status =
        ent_array_new((void **)&own->data.presence, data->n, sizeof *own->data.presence, err);
    if (status != ENT_OK) return status;
    /* given without a span is never there */
    for (size_t i = 0; i < data->n; i++)
        own->data.presence[i].given = !saom_present(data, i, (double)data->waves - 1);
    return ENT_OK;
}

static void onward_free(onward *own) {
    if (own->data.presence != NULL) free(own->data.presence);
    free(own->period);
    free(own->span);
}

static ent_status onward_new(onward *own, const ent_saom_model *model, size_t group,
                             ent_error *err) {
    *own = (onward){.model = *model};
    if (group >= model->groups)
        return ent_fail(err, ENT_ERR_USAGE, "expected a group below %zu", model->groups);
    own->group = model->group[group];
    own->data = *own->group.data;
    own->data.presence = NULL;
    own->group.data = &own->data;
    for (size_t g = 0; g <= group; g++)
        own->last += model->group[g].data->waves - 1;
    own->last--;
    ent_status status =
        ent_array_new((void **)&own->period, model->periods, sizeof *own->period, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&own->span, model->variables, sizeof *own->span, err);
    if (status == ENT_OK) status = make_presence(own, model->group[group].data, err);
    if (status != ENT_OK) return status;
    memcpy(own->period, model->period, model->periods * sizeof *own->period);
    memcpy(own->span, model->period[own->last].span, model->variables * sizeof *own->span);
    for (size_t v = 0; v < model->variables; v++) {
        saom_span *span = &own->span[v];
        const saom_variable *variable = &own->data.variable[v];
        span->start = span->end;
        span->start_value = span->end_value;
        span->up_only = span->down_only = false;
        if (!variable->network) continue;
        span->fixed = &variable->wave[own->data.waves - 1].fixed;
        span->any_fixed = span->fixed->ties > 0;
    }
    own->period[own->last].span = own->span;
    own->period[own->last].group = &own->group;
    own->model.period = own->period;
    return ENT_OK;
}

typedef struct crew {
    const ent_saom_simulation *how;
    size_t periods, last;
    ent_status status;
    ent_error error;
    bool stop;
} crew;

static ent_status list_ties(const saom_net *net, size_t n, uint32_t **ends, ent_saom_outcome *out,
                            ent_error *err) {
    ent_status status = ent_array_new((void **)ends, 2 * net->ties, sizeof **ends, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < net->out[i].count; k++) {
            (*ends)[out->ties] = (uint32_t)i;
            (*ends)[net->ties + out->ties++] = net->out[i].at[k];
        }
    out->from = *ends;
    out->to = *ends + net->ties;
    return ENT_OK;
}

static ent_status tell(const crew *all, const saom_world *world, size_t simulation, size_t period,
                       bool *on, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t v = 0; v < world->model->variables && *on && status == ENT_OK; v++) {
        uint32_t *ends = NULL;
        ent_saom_outcome out = {.simulation = simulation,
                                .period = period,
                                .variable = v,
                                .actors = world->view.group->data->n,
                                .value = world->outcome[v],
                                .time = world->time};
        if (world->model->variable[v].network)
            status = list_ties(&world->net[v], out.actors, &ends, &out, err);
        if (status == ENT_OK) *on = all->how->outcome(all->how->context, &out);
        free(ends);
    }
    return status;
}

static void run_one(crew *all, saom_world *world, size_t simulation) {
    ent_error own = {0};
    ent_status status = ENT_OK;
    bool on = true;
    for (size_t p = 0; p < all->periods && status == ENT_OK && on; p++) {
        ent_random random =
            ent_random_stream(all->how->seed, (uint32_t)simulation, (uint32_t)p, STREAM_FORWARD);
        status = saom_world_run(world, all->last, p > 0, random, NULL, &own);
        if (status != ENT_OK || all->how->outcome == NULL) continue;
#pragma omp critical(saom_forward)
        status = tell(all, world, simulation, p, &on, &own);
    }
    if (status == ENT_OK && on) return;
#pragma omp critical(saom_forward)
    {
        if (status != ENT_OK && all->status == ENT_OK) {
            all->status = status;
            all->error = own;
        }
    }
#pragma omp atomic write
    all->stop = true;
}

ent_status ent_saom_forward(const ent_saom_model *model, const double *value, size_t group,
                            size_t periods, const ent_saom_simulation *how, ent_error *err) {
    onward own;
    saom_world *world = NULL;
    crew all = {.how = how, .periods = periods};
    size_t threads = (size_t)(how->threads > 0 ? how->threads : omp_get_max_threads());
    ent_status status = onward_new(&own, model, group, err);
    all.last = own.last;
    if (status == ENT_OK) status = ent_array_new((void **)&world, threads, sizeof *world, err);
    for (size_t t = 0; t < threads && status == ENT_OK; t++) {
        status = saom_world_new(&world[t], &own.model, how->plain, err);
        if (status == ENT_OK) saom_world_set(&world[t], value);
    }
    if (status == ENT_OK) {
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)threads)
        for (size_t s = 0; s < how->count; s++) {
            bool stop = false;
#pragma omp atomic read
            stop = all.stop;
            if (!stop) run_one(&all, &world[omp_get_thread_num()], how->first + s);
        }
        if (all.status != ENT_OK) status = ent_fail(err, all.status, "%s", all.error.text);
    }
    for (size_t t = 0; t < threads && world != NULL; t++)
        saom_world_free(&world[t]);
    free(world);
    onward_free(&own);
    return status;
}
