/* SPDX-License-Identifier: Apache-2.0 */
/* Simulation of a period as a Markov chain in continuous time: waiting times are exponential in the
 * total rate, the variable has its share of it, the actor its own (Snijders 2001, Sociological
 * Methodology 31, 361–395). Conditional: until the first variable differs from its start by the
 * observed amount; the time this took is then that of as many events as there were. */
#include "dynamics/world.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* A period longer than this comes from coefficients that describe nothing. */
static const uint64_t ministeps_max = 1000000000;
/* A conditional period that does not get there stops after so many ministeps a change. */
static const double tries_a_change = 1000;

static ent_status new_state(saom_world *world, ent_error *err) {
    const ent_saom_model *model = world->model;
    size_t variables = model->variables;
    struct {
        void **array;
        size_t size;
    } need[] = {{(void **)&world->net, sizeof *world->net},
                {(void **)&world->value, sizeof(void *)},
                {(void **)&world->outcome, sizeof(void *)},
                {(void **)&world->net_view, sizeof(void *)},
                {(void **)&world->value_view, sizeof(void *)},
                {(void **)&world->choice, sizeof *world->choice},
                {(void **)&world->rate, sizeof *world->rate},
                {(void **)&world->limits, sizeof *world->limits}};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof need / sizeof need[0] && status == ENT_OK; k++)
        status = ent_array_new(need[k].array, variables, need[k].size, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&world->absent, model->n_max, sizeof(bool), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&world->gone, model->n_max, sizeof(uint32_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&world->here, model->n_max, sizeof(uint32_t), err);
    return status;
}

static ent_status new_variable(saom_world *world, size_t v, bool plain, ent_error *err) {
    const ent_saom_model *model = world->model;
    ent_status status = saom_rate_new(&world->rate[v], model, v, err);
    if (status != ENT_OK) return status;
    if (model->variable[v].network) {
        status = saom_net_new(&world->net[v], model->n_max, model->variable[v].directed, err);
        if (status == ENT_OK && !plain) status = saom_net_spread(&world->net[v], err);
        if (status == ENT_OK) status = saom_choice_new(&world->choice[v], model, v, plain, err);
        world->net_view[v] = &world->net[v];
        return status;
    }
    status = ent_array_new((void **)&world->value[v], model->n_max, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&world->outcome[v], model->n_max, sizeof(double), err);
    world->value_view[v] = world->value[v];
    return status;
}

ent_status saom_world_new(saom_world *world, const ent_saom_model *model, bool plain,
                          ent_error *err) {
    *world = (saom_world){.model = model};
    ent_status status = new_state(world, err);
    for (size_t v = 0; v < model->variables && status == ENT_OK; v++)
        status = new_variable(world, v, plain, err);
    if (status == ENT_OK) status = saom_meter_new(&world->meter, model, err);
    if (status != ENT_OK) saom_world_free(world);
    return status;
}

void saom_world_free(saom_world *world) {
    if (world->model == NULL) return;
    for (size_t v = 0; v < world->model->variables; v++) {
        if (world->net != NULL) saom_net_free(&world->net[v]);
        if (world->choice != NULL) saom_choice_free(&world->choice[v]);
        if (world->rate != NULL) saom_rate_free(&world->rate[v]);
        if (world->value != NULL) free(world->value[v]);
        if (world->outcome != NULL) free(world->outcome[v]);
    }
    void *arrays[] = {world->net,        world->value,  world->outcome, world->net_view,
                      world->value_view, world->choice, world->rate,    world->limits,
                      world->absent,     world->gone,   world->here};
    for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
        free(arrays[k]);
    saom_meter_free(&world->meter);
    *world = (saom_world){0};
}

void saom_world_set(saom_world *world, const double *coefficient) {
    world->coefficient = coefficient;
    for (size_t v = 0; v < world->model->variables; v++)
        if (world->model->variable[v].network) saom_choice_set(&world->choice[v], coefficient);
}

static void follow_distance(saom_world *world, size_t i, size_t j, bool now) {
    const saom_span *span = &world->model->period[world->period].span[0];
    if (span->any_missing && saom_net_has(&span->unseen, i, j)) return;
    bool before = saom_net_has(span->start, i, j);
    world->distance += before != now ? 1 : -1;
}

ent_status saom_world_toggle(saom_world *world, size_t v, size_t i, size_t j, ent_error *err) {
    size_t before = world->net[v].ties;
    ent_status status = saom_net_toggle(&world->net[v], i, j, err);
    if (status != ENT_OK) return status;
    if (world->conditional && v == 0) follow_distance(world, i, j, world->net[v].ties > before);
    for (size_t w = 0; w < world->model->variables; w++) {
        if (world->model->variable[w].network)
            saom_choice_toggled(&world->choice[w], &world->view, i, j);
        saom_rate_update(&world->rate[w], &world->view, i);
        saom_rate_update(&world->rate[w], &world->view, j);
    }
    return ENT_OK;
}

/* Put the state at the observed start (or @p end) of the period. */
static ent_status set_state(saom_world *world, bool end, ent_error *err) {
    const saom_period *period = &world->model->period[world->period];
    ent_status status = ENT_OK;
    for (size_t v = 0; v < world->model->variables && status == ENT_OK; v++) {
        const saom_span *span = &period->span[v];
        if (world->model->variable[v].network) {
            status = saom_net_copy(&world->net[v], end ? span->end : span->start, err);
            continue;
        }
        const double *value = end ? span->end_value : span->start_value;
        for (size_t i = 0; i < period->group->data->n; i++) {
            world->outcome[v][i] = value[i];
            world->value[v][i] = value[i] - period->group->behaviour[v].mean;
        }
    }
    return status;
}

/* Dyads that cannot change: those fixed at the start of the period, or at the last wave. */
static const saom_net *fixed_dyads(const saom_world *world, size_t v) {
    const ent_saom_data *data = world->view.group->data;
    const saom_span *span = &world->model->period[world->period].span[v];
    if (!world->model->variable[v].network) return NULL;
    const saom_net *fixed =
        world->ahead > 0 ? &data->variable[v].wave[data->waves - 1].fixed : span->fixed;
    return fixed->ties > 0 ? fixed : NULL;
}

/* Rates and choices for the actors there now. */
static ent_status begin_interval(saom_world *world, ent_error *err) {
    const saom_period *period = &world->model->period[world->period];
    ent_status status = saom_world_presence(world, err);
    const bool *absent = world->gone_count > 0 ? world->absent : NULL;
    for (size_t v = 0; v < world->model->variables && status == ENT_OK; v++) {
        const saom_span *span = &period->span[v];
        world->limits[v] = (saom_limits){.fixed = fixed_dyads(world, v),
                                         .absent = absent,
                                         .gone = world->gone,
                                         .gone_count = world->gone_count,
                                         .up_only = span->up_only && world->ahead == 0,
                                         .down_only = span->down_only && world->ahead == 0};
        saom_rate_begin(&world->rate[v], &world->view, world->period, world->coefficient, absent,
                        absent != NULL ? world->here : NULL, world->here_count);
        if (world->model->variable[v].network)
            status = saom_choice_begin(&world->choice[v], &world->view, err);
    }
    return status;
}

/* Rate of events of a variable. */
static double event_rate(const saom_world *world, size_t v) {
    const saom_rate *rate = &world->rate[v];
    if (world->model->variable[v].type < 4 || !world->model->variable[v].network)
        return rate->total;
    double there = (double)rate->there; /* pairs; rate effects are not allowed with these types */
    return rate->basic * rate->basic * there * (there - 1) / 2;
}

/* An interval without an event: every rate's exposure. */
static void score_exposure(saom_world *world, double interval) {
    if (world->score == NULL) return;
    for (size_t v = 0; v < world->model->variables; v++) {
        const saom_dependent *own = &world->model->variable[v];
        double power = own->network && own->type >= 4 ? 2 : 1;
        world->score[own->first + world->period] -=
            power * event_rate(world, v) / world->rate[v].basic * interval;
        for (size_t k = 0; k < own->rates; k++)
            world->score[own->rate[k]->parameter_index] -= world->rate[v].exposure[k] * interval;
    }
}

static void score_event(saom_world *world, size_t v) {
    if (world->score == NULL) return;
    const saom_dependent *own = &world->model->variable[v];
    double power = own->network && own->type >= 4 ? 2 : 1;
    world->score[own->first + world->period] += power / world->rate[v].basic;
}

static double total_rate(const saom_world *world) {
    double total = 0;
    for (size_t v = 0; v < world->model->variables; v++)
        total += event_rate(world, v);
    return total;
}

static size_t draw_variable(saom_world *world, double total) {
    size_t v = 0;
    size_t variables = world->model->variables;
    if (variables == 1) return 0;
    double u = ent_random_uniform(&world->random) * total;
    for (; v + 1 < variables; v++) {
        u -= event_rate(world, v);
        if (u < 0) break;
    }
    return v;
}

static ent_status too_long(const saom_world *world, ent_error *err) {
    return ent_fail(err, ENT_ERR_LIMIT,
                    "period %zu: more than %llu ministeps, the rates have diverged",
                    world->period + 1, (unsigned long long)ministeps_max);
}

/* Until time 1, with a new interval whenever somebody comes or goes. */
static ent_status run_clock(saom_world *world, ent_error *err) {
    ent_status status = begin_interval(world, err);
    double until = saom_world_next_coming(world);
    for (uint64_t steps = 0; status == ENT_OK; steps++) {
        double total = total_rate(world);
        double wait = total > 0 ? ent_random_exponential(&world->random) / total : INFINITY;
        if (steps > ministeps_max) return too_long(world, err);
        if (world->time + wait >= until) {
            score_exposure(world, until - world->time);
            world->time = until;
            if (until >= 1) break;
            status = begin_interval(world, err);
            until = saom_world_next_coming(world);
            continue;
        }
        score_exposure(world, wait);
        world->time += wait;
        size_t v = draw_variable(world, total);
        score_event(world, v);
        status = saom_step(world, v, err);
        world->ministeps++;
    }
    return status;
}

/* Until the observed distance. With rates all alike the time is drawn at the end: that of as many
 * exponential waits as there were steps is gamma distributed. */
static ent_status run_distance(saom_world *world, ent_error *err) {
    const saom_span *span = &world->model->period[world->period].span[0];
    double most = tries_a_change * (span->distance + 10);
    double total = 0;
    uint64_t steps = 0;
    ent_status status = begin_interval(world, err);
    bool alike = world->rate[0].alike;
    world->distance = 0;
    if (world->comings)
        return ent_fail(err, ENT_ERR_USAGE,
                        "conditional simulation does not go with actors who join or leave");
    for (; status == ENT_OK && world->distance < span->distance && (double)steps < most; steps++) {
        total = total_rate(world);
        if (!alike) {
            double wait = ent_random_exponential(&world->random) / total;
            world->time += wait;
            score_exposure(world, wait);
        }
        status = saom_step(world, 0, err);
    }
    if (alike && steps > 0) world->time = ent_random_gamma(&world->random, (double)steps) / total;
    world->ministeps += steps;
    return status;
}

static void begin_period(saom_world *world, size_t p, size_t ahead, ent_random random,
                         double *score) {
    const saom_period *period = &world->model->period[p];
    world->period = p;
    world->ahead = ahead;
    world->time = 0;
    world->random = random;
    world->score = score;
    world->view = (saom_view){period->group, period->period, world->net_view, world->value_view};
}

static ent_status check_memory(const saom_world *world, ent_error *err) {
    for (size_t v = 0; v < world->model->variables; v++)
        if (world->model->variable[v].network && world->choice[v].rest.failed)
            return ent_fail(err, ENT_ERR_MEMORY, "out of memory for weights of ties");
    return ENT_OK;
}

ent_status saom_world_run(saom_world *world, size_t p, ent_random random, double *score,
                          ent_error *err) {
    begin_period(world, p, 0, random, score);
    ent_status status = set_state(world, false, err);
    if (status == ENT_OK)
        status = world->conditional ? run_distance(world, err) : run_clock(world, err);
    return status == ENT_OK ? check_memory(world, err) : status;
}

ent_status saom_world_go_on(saom_world *world, size_t ahead, ent_random random, ent_error *err) {
    begin_period(world, world->model->periods - 1, ahead, random, NULL);
    ent_status status = ahead == 1 ? set_state(world, true, err) : ENT_OK;
    if (status == ENT_OK) status = run_clock(world, err);
    return status == ENT_OK ? check_memory(world, err) : status;
}

ent_status saom_world_measure(saom_world *world, double *statistic, ent_error *err) {
    return saom_measure(&world->meter, world->period, world->net_view,
                        (const double *const *)world->outcome, statistic, err);
}
