/* SPDX-License-Identifier: Apache-2.0 */
/* Composition change: while an actor is away it makes no choices, nobody chooses it, and its ties
 * are gone; it comes back without any (Huisman & Snijders 2003, "Statistical analysis of
 * longitudinal network data with changing composition", Sociological Methods & Research 32, treated
 * there as structural zeros or by times of change, as here). */
#include <math.h>

#include "dynamics/world.h"

double saom_world_next_coming(const saom_world *world) {
    const ent_saom_data *data = world->view.group->data;
    double next = 1;
    if (!world->comings || world->ahead > 0) return next;
    for (size_t i = 0; i < data->n; i++)
        for (size_t s = 0; s < data->presence[i].count; s++)
            for (int e = 0; e < 2; e++) {
                double when = data->presence[i].span[s][e] - (double)world->view.period;
                if (when > world->time && when < next) next = when;
            }
    return next;
}

static ent_status drop_ties(saom_world *world, size_t v, size_t i, ent_error *err) {
    saom_net *net = &world->net[v];
    ent_status status = ENT_OK;
    while (net->out[i].count > 0 && status == ENT_OK)
        status = saom_net_toggle(net, i, net->out[i].at[0], err);
    while (net->in[i].count > 0 && status == ENT_OK)
        status = saom_net_toggle(net, net->in[i].at[0], i, err);
    return status;
}

ent_status saom_world_presence(saom_world *world, ent_error *err) {
    const ent_saom_data *data = world->view.group->data;
    ent_status status = ENT_OK;
    /* beyond the last wave, those who were there at it stay */
    double now = (double)world->view.period + (world->ahead > 0 ? 1 : world->time);
    world->gone_count = world->here_count = 0;
    world->comings = data->presence != NULL;
    for (size_t i = 0; i < data->n && status == ENT_OK; i++) {
        bool here = !world->comings || saom_present(data, i, now);
        world->absent[i] = !here;
        if (here)
            world->here[world->here_count++] = (uint32_t)i;
        else
            world->gone[world->gone_count++] = (uint32_t)i;
        for (size_t v = 0; v < world->model->variables && !here && status == ENT_OK; v++)
            if (world->model->variable[v].network) status = drop_ties(world, v, i, err);
    }
    if (status == ENT_OK && world->here_count < 2)
        return ent_fail(err, ENT_ERR_USAGE, "at time %g fewer than two actors are there", now);
    return status;
}
