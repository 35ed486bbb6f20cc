/* SPDX-License-Identifier: Apache-2.0 */
/* A model: groups, their periods one after another, and for each dependent variable its rates and
 * terms. */
#ifndef ENTENTE_DYNAMICS_MODEL_H
#define ENTENTE_DYNAMICS_MODEL_H

#include "dynamics/effect.h"

/* A dependent variable in one period. */
typedef struct saom_span {
    const saom_net *start, *end, *fixed; /* network */
    saom_net start_seen;                 /* start less ties missing at the start */
    saom_net unseen;                     /* dyads missing at start or end */
    bool any_missing, any_fixed;
    const double *start_value, *end_value;   /* behaviour, as observed */
    const bool *start_missing, *end_missing; /* behaviour */
    double *start_centred;                   /* behaviour, missing = 0 */
    double distance;                         /* observed amount of change */
    bool up_only, down_only;
} saom_span;

typedef struct saom_period {
    const saom_group *group;
    size_t period;              /* within the group */
    saom_span *span;            /* by variable */
    const saom_net **start_net; /* by variable: the view of the start, missing left out */
    const double **start_value;
} saom_period;

typedef struct saom_dependent {
    const char *name;
    bool network, directed;
    int type;
    double lowest, highest; /* behaviour, over all groups */
    double *basic;          /* basic rate by period */
    size_t first;           /* place of the first basic rate among the parameters */
    saom_term **term;       /* evaluation, creation, endowment */
    size_t terms, term_room;
    saom_term **rate; /* effects on the rate */
    size_t rates, rate_room;
} saom_dependent;

struct ent_saom_model {
    saom_group *group;
    size_t groups;
    saom_period *period;
    size_t periods;
    saom_dependent *variable;
    size_t variables;
    saom_term **added; /* all terms in the order of the parameters of their variable */
    size_t terms, term_room;
    size_t parameters;
    size_t n_max;
};

#endif
