/* SPDX-License-Identifier: Apache-2.0 */
#include "dynamics/pool.h"

#include <limits.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/team.h"

static ent_status check(const ent_saom_model *model, bool conditional, ent_error *err) {
    if (conditional && (model->variables != 1 || !model->variable[0].network))
        return ent_fail(err, ENT_ERR_USAGE,
                        "conditional simulation is for models of one network only");
    for (size_t v = 0; v < model->variables; v++)
        if (model->variable[v].type >= 4 && model->variable[v].rates > 0)
            return ent_fail(err, ENT_ERR_USAGE,
                            "%s: effects on the rate do not go with pairwise model types",
                            model->variable[v].name);
    return ENT_OK;
}

ent_status saom_pool_new(saom_pool *pool, const ent_saom_model *model, uint64_t seed,
                         bool conditional, bool plain, int threads, ent_error *err) {
    *pool = (saom_pool){.model = model, .seed = seed, .conditional = conditional};
    ent_status status = check(model, conditional, err);
    if (status != ENT_OK) return status;
    pool->threads = (size_t)(threads > 0 ? threads : omp_get_max_threads());
    status = ent_array_new((void **)&pool->world, pool->threads, sizeof *pool->world, err);
    for (size_t t = 0; t < pool->threads && status == ENT_OK; t++) {
        status = saom_world_new(&pool->world[t], model, plain, err);
        pool->world[t].conditional = conditional;
    }
    if (status != ENT_OK) saom_pool_free(pool);
    return status;
}

void saom_pool_free(saom_pool *pool) {
    for (size_t t = 0; t < pool->threads && pool->world != NULL; t++)
        saom_world_free(&pool->world[t]);
    free(pool->world);
    *pool = (saom_pool){0};
}

/* One period of one simulation, results at place @p at. */
static ent_status run_one(const saom_pool *pool, saom_world *world, uint32_t stream, size_t s,
                          size_t p, size_t at, const saom_results *results, ent_error *err) {
    size_t parameters = pool->model->parameters;
    double *score = results->score != NULL ? results->score + at * parameters : NULL;
    ent_random random = ent_random_stream(pool->seed, (uint32_t)s, (uint32_t)p, stream);
    if (score != NULL) memset(score, 0, parameters * sizeof *score);
    ent_status status = saom_world_run(world, p, random, score, err);
    if (status != ENT_OK) return status;
    if (results->time != NULL) results->time[at] = world->time;
    if (results->statistic == NULL) return status;
    memset(results->statistic + at * parameters, 0, parameters * sizeof(double));
    return saom_world_measure(world, results->statistic + at * parameters, err);
}

typedef struct shared {
    saom_results results;
    saom_seen *seen;
    void *context;
    uint32_t stream;
    size_t first, beyond;
    size_t from; /* the place the results begin with */
    bool stop;
    ent_status status;
    ent_error error;
} shared;

/* Tell what was simulated, or keep the first error. */
static void tell(shared *all, ent_status status, const ent_error *error, const saom_world *world,
                 size_t s) {
    if (status == ENT_OK && all->seen == NULL) return;
#pragma omp critical(saom_pool)
    {
        if (status != ENT_OK && all->status == ENT_OK) {
            all->status = status;
            all->error = *error;
            all->stop = true;
        }
        if (status == ENT_OK && !all->stop && !all->seen(all->context, world, s)) all->stop = true;
    }
}

static void work(const saom_pool *pool, saom_world *world, size_t k, shared *all) {
    ent_error own = {0};
    size_t periods = pool->model->periods;
    size_t s = all->first + k / periods;
    ent_status status = ENT_OK;
    if (all->beyond == 0) {
        status =
            run_one(pool, world, all->stream, s, k % periods, k - all->from, &all->results, &own);
        tell(all, status, &own, world, s);
        return;
    }
    for (size_t q = 1; q <= all->beyond && k % periods == 0 && status == ENT_OK; q++) {
        ent_random random =
            ent_random_stream(pool->seed, (uint32_t)s, (uint32_t)(periods + q - 1), all->stream);
        status = saom_world_go_on(world, q, random, &own);
        tell(all, status, &own, world, s);
    }
}

/* Places from all->from to @p to − 1. */
static ent_status run_all(saom_pool *pool, const double *coefficient, size_t to, shared *all,
                          ent_error *err) {
    size_t tasks = to - all->from;
    size_t threads = tasks < pool->threads ? tasks : pool->threads;
    for (size_t t = 0; t < pool->threads; t++) {
        saom_world_set(&pool->world[t], coefficient);
        pool->world[t].ministeps = 0;
    }
    if (threads <= 1) {
        for (size_t k = all->from; k < to && !all->stop; k++)
            work(pool, &pool->world[0], k, all);
    } else {
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)threads)
        for (size_t k = all->from; k < to; k++) {
            bool stop = false;
#pragma omp critical(saom_pool)
            stop = all->stop;
            if (!stop) work(pool, &pool->world[omp_get_thread_num()], k, all);
        }
    }
    for (size_t t = 0; t < pool->threads; t++)
        pool->ministeps += pool->world[t].ministeps;
    if (all->status != ENT_OK) return ent_fail(err, all->status, "%s", all->error.text);
    return ENT_OK;
}

ent_status saom_pool_run(saom_pool *pool, const double *coefficient, uint32_t stream, size_t first,
                         size_t count, const saom_results *results, saom_seen *seen, void *context,
                         ent_error *err) {
    shared all = {
        .results = *results, .seen = seen, .context = context, .stream = stream, .first = first};
    size_t numbers = count * pool->model->periods * pool->model->parameters;
    bool shares = pool->team && seen == NULL && count > 1 && numbers <= INT_MAX;
    if (shares) return saom_team_run(pool, coefficient, stream, first, count, results, err);
    return run_all(pool, coefficient, count * pool->model->periods, &all, err);
}

ent_status saom_pool_part(saom_pool *pool, const double *coefficient, uint32_t stream, size_t first,
                          size_t from, size_t to, const saom_results *results, ent_error *err) {
    shared all = {.results = *results, .stream = stream, .first = first, .from = from};
    return run_all(pool, coefficient, to, &all, err);
}

ent_status saom_pool_go_on(saom_pool *pool, const double *coefficient, uint32_t stream,
                           size_t first, size_t count, size_t beyond, saom_seen *seen,
                           void *context, ent_error *err) {
    shared all = {
        .seen = seen, .context = context, .stream = stream, .first = first, .beyond = beyond};
    return run_all(pool, coefficient, count * pool->model->periods, &all, err);
}
