/* SPDX-License-Identifier: Apache-2.0 */
/* What was observed of one group, as given: waves, covariates, presence. */
#ifndef ENTENTE_DYNAMICS_DATA_H
#define ENTENTE_DYNAMICS_DATA_H

#include "dynamics/net.h"
#include "entente/dynamics.h"

/* One wave of a network: its ties (missing ones carried forward), and which dyads are fixed by
 * structure or missing. */
typedef struct saom_observed {
    saom_net tie, fixed, missing;
} saom_observed;

typedef struct saom_variable {
    char *name;
    bool network, directed;
    saom_observed *wave; /* of a network: waves */
    double *value; /* of a behaviour: waves × n, missing ones carried forward, else the mode */
    bool *missing; /* of a behaviour: waves × n */
    double lowest, highest;
} saom_variable;

typedef struct saom_covariate {
    char *name;
    bool dyadic, centre;
    size_t columns;
    double *value; /* columns × n, or columns × n × n; NaN is missing */
} saom_covariate;

typedef struct saom_presence {
    double (*span)[2];
    size_t count;
    bool given;
} saom_presence;

struct ent_saom_data {
    size_t n, waves;
    saom_variable *variable;
    size_t variables, variable_room;
    saom_covariate *covariate;
    size_t covariates, covariate_room;
    saom_presence *presence;        /* n, or NULL: everybody throughout */
    char **wave_name, **actor_name; /* NULL: not named */
};

/* What a wave or actor is called in messages. */
enum { SAOM_NAME = 64 };
const char *saom_wave_name(const ent_saom_data *data, size_t wave, char out[SAOM_NAME]);
const char *saom_actor_name(const ent_saom_data *data, size_t actor, char out[SAOM_NAME]);

/* Whether an actor is there at a time (in waves). */
bool saom_present(const ent_saom_data *data, size_t actor, double time);

#endif
