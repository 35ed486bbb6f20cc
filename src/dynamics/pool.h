/* SPDX-License-Identifier: Apache-2.0 */
/* Simulations shared out over threads. Every simulation of every period has its own stream of
 * random numbers and its own place in the results, so figures do not depend on the threads. */
#ifndef ENTENTE_DYNAMICS_POOL_H
#define ENTENTE_DYNAMICS_POOL_H

#include "dynamics/world.h"

typedef struct saom_pool {
    const ent_saom_model *model;
    saom_world *world; /* one a thread */
    size_t threads;
    uint64_t seed;
    bool conditional;
    bool team; /* the other processes of the team serve (entente/team.h) */
    uint64_t ministeps;
} saom_pool;

/* What a call of saom_pool_run() gives, by simulation and period: count × periods × parameters, and
 * count × periods times. NULL if not wanted. */
typedef struct saom_results {
    double *statistic, *score, *time;
} saom_results;

/* After each period of a simulation, in no order, one at a time; false stops. */
typedef bool saom_seen(void *context, const saom_world *world, size_t simulation);

ent_status saom_pool_new(saom_pool *pool, const ent_saom_model *model, uint64_t seed,
                         bool conditional, bool plain, int threads, ent_error *err);
void saom_pool_free(saom_pool *pool);
/* Simulations first … first + count − 1 of stream @p stream. */
ent_status saom_pool_run(saom_pool *pool, const double *coefficient, uint32_t stream, size_t first,
                         size_t count, const saom_results *results, saom_seen *seen, void *context,
                         ent_error *err);
/* The part of that at places from … to − 1, simulations by period; @p results begin with it. */
ent_status saom_pool_part(saom_pool *pool, const double *coefficient, uint32_t stream, size_t first,
                          size_t from, size_t to, const saom_results *results, ent_error *err);
/* The same for @p beyond periods after the last wave. */
ent_status saom_pool_go_on(saom_pool *pool, const double *coefficient, uint32_t stream,
                           size_t first, size_t count, size_t beyond, saom_seen *seen,
                           void *context, ent_error *err);

#endif
