/* SPDX-License-Identifier: Apache-2.0 */
/* What a registry holds. */
#ifndef ENTENTE_ACTOR_REGISTRY_H
#define ENTENTE_ACTOR_REGISTRY_H

#include "actor/keys.h"
#include "actor/tables.h"

#define ENT_SYSTEMS 2

/* A term of membership of an actor: what a term of a code means once the code is mapped. */
typedef struct ent_stay {
    ent_actor actor;
    int32_t first;
    int32_t last;
} ent_stay;

typedef struct ent_membership {
    ent_term *terms; /* by code, first */
    size_t term_count;
    ent_stay *stays; /* by actor, first */
    size_t stay_count;
} ent_membership;

/* A row of mapping.csv seen from the actor's side. */
typedef struct ent_gw_run {
    ent_actor actor;
    int32_t gw;
    int16_t year1, year2;
} ent_gw_run;

struct ent_actors {
    ent_actor *list; /* ascending */
    size_t count;
    ent_gw_run *gw_runs; /* by actor, year1; microstates left out */
    size_t gw_run_count;
    ent_membership system[ENT_SYSTEMS];
    ent_keys keys;
};

/* The row of an actor, NULL when unknown. */
const ent_actor_row *ent_actor_row_of(ent_actor actor);
/* First row of a GW code; *count 0 when unknown. */
const ent_mapping_row *ent_mapping_of(int32_t gw, size_t *count);
/* Day numbers of 1 January and 31 December; the year is clamped to the calendar's. */
int32_t ent_year_first(int year);
int32_t ent_year_last(int year);

#endif
