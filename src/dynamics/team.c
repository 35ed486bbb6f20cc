/* SPDX-License-Identifier: Apache-2.0 */
/* Process 0 broadcasts a job and its coefficients; each process simulates a run of neighbouring
 * places of the results, which are gathered in their order. A place has its own stream of random
 * numbers (pool.h), so that it does not matter who fills it. */
#include "dynamics/team.h"

#ifdef ENT_MPI

#include <limits.h>
#include <mpi.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* What is asked for: the key of a pool, and which simulations of it. */
typedef struct job {
    uint64_t seed, first, count;
    uint32_t stream;
    uint8_t conditional, statistic, score, time;
    uint32_t dismissed;
} job;

typedef struct report {
    int32_t status;
    uint64_t ministeps;
    ent_error error;
} report;

static bool joined(void) {
    int begun = 0;
    int ended = 0;
    MPI_Initialized(&begun);
    MPI_Finalized(&ended);
    return begun && !ended;
}

void ent_team_join(void) {
    static const char *const started_by[] = {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK",
                                             "PMI_SIZE"};
    int given = 0;
    for (size_t k = 0; k < sizeof started_by / sizeof started_by[0]; k++)
        if (getenv(started_by[k]) != NULL && !joined())
            MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &given);
}

void ent_team_leave(void) {
    if (joined()) MPI_Finalize();
}

size_t ent_team_size(void) {
    int size = 1;
    if (joined()) MPI_Comm_size(MPI_COMM_WORLD, &size);
    return (size_t)size;
}

size_t ent_team_rank(void) {
    int rank = 0;
    if (joined()) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return (size_t)rank;
}

ent_status ent_team_agree(ent_status status, ent_error *err) {
    ent_error first = *err;
    int own = status == ENT_OK ? INT_MAX : (int)ent_team_rank();
    int failed = own;
    int code = (int)status;
    if (ent_team_size() == 1) return status;
    MPI_Allreduce(&own, &failed, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    if (failed == INT_MAX) return ENT_OK;
    MPI_Bcast(&first, (int)sizeof first, MPI_BYTE, failed, MPI_COMM_WORLD);
    MPI_Bcast(&code, 1, MPI_INT, failed, MPI_COMM_WORLD);
    if (status != ENT_OK) return status;
    return ent_fail(err, (ent_status)code, "process %d: %.400s", failed, first.text);
}

/* The first place of a process among @p tasks. */
static size_t begin_of(size_t tasks, size_t rank) {
    return tasks * rank / ent_team_size();
}

/* Gather one array, `width` numbers a place, into that of process 0. */
static ent_status gather(double *own, size_t tasks, size_t width, double *all, ent_error *err) {
    size_t size = ent_team_size();
    size_t rank = ent_team_rank();
    int *counts = NULL;
    ent_status status = ent_array_new((void **)&counts, 2 * size, sizeof *counts, err);
    if (status != ENT_OK) return status;
    for (size_t r = 0; r < size; r++) {
        counts[r] = (int)((begin_of(tasks, r + 1) - begin_of(tasks, r)) * width);
        counts[size + r] = (int)(begin_of(tasks, r) * width);
    }
    MPI_Gatherv(rank == 0 ? MPI_IN_PLACE : own, counts[rank], MPI_DOUBLE, all, counts,
                counts + size, MPI_DOUBLE, 0, MPI_COMM_WORLD);
    free(counts);
    return ENT_OK;
}

/* Simulate this process's part, and send or gather it. All of @p results' arrays are of that part,
 * which in process 0 is the beginning of the whole. */
static ent_status run_part(saom_pool *pool, const double *coefficient, const job *asked,
                           const saom_results *results, ent_error *err) {
    size_t tasks = asked->count * pool->model->periods;
    size_t rank = ent_team_rank();
    size_t parameters = pool->model->parameters;
    report *all = NULL;
    uint64_t before = pool->ministeps;
    report own = {0};
    own.status = (int32_t)saom_pool_part(pool, coefficient, asked->stream, asked->first,
                                         begin_of(tasks, rank), begin_of(tasks, rank + 1), results,
                                         &own.error);
    own.ministeps = pool->ministeps - before;
    ent_status status = ent_array_new((void **)&all, ent_team_size(), sizeof *all, err);
    if (status != ENT_OK) return status;
    MPI_Gather(&own, (int)sizeof own, MPI_BYTE, all, (int)sizeof own, MPI_BYTE, 0, MPI_COMM_WORLD);
    for (size_t r = 0; r < ent_team_size() && rank == 0 && status == ENT_OK; r++) {
        if (r > 0) pool->ministeps += all[r].ministeps;
        if (all[r].status != ENT_OK)
            status = ent_fail(err, (ent_status)all[r].status, "%s", all[r].error.text);
    }
    free(all);
    if (asked->statistic && status == ENT_OK)
        status = gather(results->statistic, tasks, parameters, results->statistic, err);
    if (asked->score && status == ENT_OK)
        status = gather(results->score, tasks, parameters, results->score, err);
    if (asked->time && status == ENT_OK)
        status = gather(results->time, tasks, 1, results->time, err);
    return status;
}

ent_status saom_team_run(saom_pool *pool, const double *coefficient, uint32_t stream, size_t first,
                         size_t count, const saom_results *results, ent_error *err) {
    size_t parameters = pool->model->parameters;
    job asked = {.seed = pool->seed,
                 .first = first,
                 .count = count,
                 .stream = stream,
                 .conditional = pool->conditional,
                 .statistic = results->statistic != NULL,
                 .score = results->score != NULL,
                 .time = results->time != NULL};
    MPI_Bcast(&asked, (int)sizeof asked, MPI_BYTE, 0, MPI_COMM_WORLD);
    /* MPI does not write to what it sends, though its interface says so */
    MPI_Bcast((void *)(uintptr_t)coefficient, (int)parameters, MPI_DOUBLE, 0, MPI_COMM_WORLD);
    return run_part(pool, coefficient, &asked, results, err);
}

void ent_team_dismiss(void) {
    job asked = {.dismissed = 1};
    if (ent_team_size() > 1) MPI_Bcast(&asked, (int)sizeof asked, MPI_BYTE, 0, MPI_COMM_WORLD);
}

static void free_results(saom_results *results) {
    free(results->statistic);
    free(results->score);
    free(results->time);
    *results = (saom_results){0};
}

/* One job: a pool of its key, room for this process's part. */
static ent_status serve_one(const ent_saom_model *model, int threads, saom_pool *pool,
                            const double *coefficient, const job *asked, ent_error *err) {
    saom_results results = {0};
    size_t tasks = asked->count * model->periods;
    size_t rank = ent_team_rank();
    size_t part = begin_of(tasks, rank + 1) - begin_of(tasks, rank) + 1;
    ent_status status = ENT_OK;
    bool same =
        pool->world != NULL && pool->seed == asked->seed && pool->conditional == asked->conditional;
    if (!same) {
        saom_pool_free(pool);
        status = saom_pool_new(pool, model, asked->seed, asked->conditional, false, threads, err);
    }
    size_t cells = part * model->parameters;
    if (status == ENT_OK && asked->statistic)
        status = ent_array_new((void **)&results.statistic, cells, sizeof(double), err);
    if (status == ENT_OK && asked->score)
        status = ent_array_new((void **)&results.score, cells, sizeof(double), err);
    if (status == ENT_OK && asked->time)
        status = ent_array_new((void **)&results.time, part, sizeof(double), err);
    if (status == ENT_OK) status = run_part(pool, coefficient, asked, &results, err);
    free_results(&results);
    return status;
}

ent_status ent_team_serve(const ent_saom_model *model, int threads, ent_error *err) {
    saom_pool pool = {0};
    double *coefficient = NULL;
    ent_status status =
        ent_array_new((void **)&coefficient, model->parameters, sizeof *coefficient, err);
    while (status == ENT_OK) {
        job asked = {0};
        MPI_Bcast(&asked, (int)sizeof asked, MPI_BYTE, 0, MPI_COMM_WORLD);
        if (asked.dismissed) break;
        MPI_Bcast(coefficient, (int)model->parameters, MPI_DOUBLE, 0, MPI_COMM_WORLD);
        status = serve_one(model, threads, &pool, coefficient, &asked, err);
    }
    if (status != ENT_OK) MPI_Abort(MPI_COMM_WORLD, 1); /* others would wait for this one */
    saom_pool_free(&pool);
    free(coefficient);
    return status;
}

#else

void ent_team_join(void) {
}
void ent_team_leave(void) {
}
size_t ent_team_size(void) {
    return 1;
}
size_t ent_team_rank(void) {
    return 0;
}
ent_status ent_team_agree(ent_status status, ent_error *err) {
    (void)err;
    return status;
}
void ent_team_dismiss(void) {
}

ent_status ent_team_serve(const ent_saom_model *model, int threads, ent_error *err) {
    (void)model, (void)threads;
    return ent_fail(err, ENT_ERR_USAGE, "this library was built without MPI");
}

ent_status saom_team_run(saom_pool *pool, const double *coefficient, uint32_t stream, size_t first,
                         size_t count, const saom_results *results, ent_error *err) {
    return saom_pool_run(pool, coefficient, stream, first, count, results, NULL, NULL, err);
}

#endif
