/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing a tie: the probabilities of a ministep, the draw, and the expected changes that scores
 * need. Two ways give the same figures: visiting every alter, and visiting the touched ones only
 * (the head of choice.c says how). */
#ifndef ENTENTE_DYNAMICS_CHOICE_H
#define ENTENTE_DYNAMICS_CHOICE_H

#include "base/random.h"
#include "dynamics/ego.h"
#include "dynamics/kernel.h"
#include "dynamics/rest.h"

/* What limits the choices of a period. */
typedef struct saom_limits {
    const saom_net *fixed; /* dyads that cannot change; NULL if there are none */
    const bool *absent;    /* actors not there; NULL: all are */
    const uint32_t *gone;  /* those, as a list */
    size_t gone_count;
    bool up_only, down_only;
} saom_limits;

typedef struct saom_choice {
    const saom_dependent *variable;
    size_t index; /* of the variable */
    const saom_kernel *kernel;
    double *beta;    /* by term */
    unsigned counts; /* two-path counts its terms read */
    bool dense;      /* visit every alter */
    saom_ego ego;
    saom_rest_part rest;
    /* by touched alter */
    double *weight;
    double *held;    /* what the row of the rest holds of it */
    double *counted; /* how its change enters an expectation */
    double *change;  /* terms × touched, as change() gives it */
    /* by term */
    double total; /* of all weights, in the last ministep */
    double *expected;
    double *chosen; /* change of the choice made */
} saom_choice;

/* Memory for the choices of a variable. @p plain: visit every alter always. */
ent_status saom_choice_new(saom_choice *choice, const ent_saom_model *model, size_t variable,
                           bool plain, ent_error *err);
void saom_choice_free(saom_choice *choice);
/* New coefficients (one a parameter of the model). */
void saom_choice_set(saom_choice *choice, const double *value);
/* A period begins, or the set of actors there changes. O(n). */
ent_status saom_choice_begin(saom_choice *choice, const saom_view *view, ent_error *err);
/* A tie of i and j changed, so degrees of both did. */
void saom_choice_toggled(saom_choice *choice, const saom_view *view, size_t i, size_t j);
/* Behaviour changed. */
void saom_choice_moved(saom_choice *choice);

/* Draw the alter with whom ego i toggles its tie, or i itself for no change. Where @p score is not
 * NULL, adds the chosen change less its expectation to the parameters of the terms. */
size_t saom_choose(saom_choice *choice, const saom_view *view, const saom_limits *limits, size_t i,
                   ent_random *random, double *score);
/* What having the tie with j is worth to i (having it less not having it), and in chosen[] the
 * statistics of that, both with creation terms where the tie is absent and endowment terms where
 * it is there. */
double saom_gain(saom_choice *choice, const saom_view *view, size_t i, size_t j);
/* Whether the dyad may change to what it is not. */
bool saom_allowed(const saom_limits *limits, const saom_net *net, size_t i, size_t j);

#endif
