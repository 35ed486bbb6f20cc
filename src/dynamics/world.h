/* SPDX-License-Identifier: Apache-2.0 */
/* One simulation at a time: the state of all variables, and what one thread needs to move it. */
#ifndef ENTENTE_DYNAMICS_WORLD_H
#define ENTENTE_DYNAMICS_WORLD_H

#include "dynamics/choice.h"
#include "dynamics/rate.h"
#include "dynamics/statistic.h"

typedef struct saom_world {
    const ent_saom_model *model;
    const double *coefficient; /* one a parameter */
    bool conditional;
    saom_net *net;    /* by variable */
    double **value;   /* by variable: behaviour, centred */
    double **outcome; /* by variable: behaviour not centred, whole numbers */
    const saom_net **net_view;
    const double **value_view;
    saom_view view;
    saom_choice *choice; /* by variable that is a network */
    saom_rate *rate;     /* by variable */
    saom_limits *limits; /* by variable */
    size_t period;       /* over all groups */
    double time, distance;
    bool *absent;
    uint32_t *gone, *here;
    size_t gone_count, here_count;
    bool comings; /* somebody comes or goes in this period */
    ent_random random;
    size_t ahead;  /* periods beyond the last wave, the present one included; 0 within */
    double *score; /* one a parameter, or NULL */
    uint64_t ministeps;
    saom_meter meter;
} saom_world;

ent_status saom_world_new(saom_world *world, const ent_saom_model *model, bool plain,
                          ent_error *err);
void saom_world_free(saom_world *world);
/* Coefficients for the simulations to come; they must outlive them. */
void saom_world_set(saom_world *world, const double *coefficient);
/* Simulate period p from its observed start. @p score, if not NULL, is added to. */
ent_status saom_world_run(saom_world *world, size_t p, ent_random random, double *score,
                          ent_error *err);
/* Simulate the @p ahead-th period beyond the last wave: the first from that wave, the others from
 * where the world is. */
ent_status saom_world_go_on(saom_world *world, size_t ahead, ent_random random, ent_error *err);
/* Add the statistics of the period just simulated. */
ent_status saom_world_measure(saom_world *world, double *statistic, ent_error *err);

/* One ministep of variable v (step.c); networks by type, behaviour by one. */
ent_status saom_step(saom_world *world, size_t v, ent_error *err);
/* Toggle a tie and tell all that depends on it. */
ent_status saom_world_toggle(saom_world *world, size_t v, size_t i, size_t j, ent_error *err);
/* Who is there at the present time; ties of those who left are removed (presence.c). */
ent_status saom_world_presence(saom_world *world, ent_error *err);
/* The next time in this period somebody comes or goes, 1 if nobody does. */
double saom_world_next_coming(const saom_world *world);

#endif
