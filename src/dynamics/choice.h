/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing a tie: the probabilities of a ministep, the draw, and the expected changes that scores
 * need. Two ways give the same figures: visiting every alter, and visiting the touched ones only
 * (choice.c, touched.c). */
#ifndef ENTENTE_DYNAMICS_CHOICE_H
#define ENTENTE_DYNAMICS_CHOICE_H

#include "base/random.h"
#include "dynamics/ego.h"
#include "dynamics/kernel.h"
#include "dynamics/rest.h"
#include "dynamics/tally.h"

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
    saom_tally tally;
    /* touched.c */
    unsigned loose_counts;
    saom_term **loose; /* terms that neither the tally nor rows know at touched alters */
    size_t looses;
    bool even;     /* rest.h knows terms of ego's ties and of degrees but where there is a tie */
    bool mixed;    /* ties dropped are not weighed by the same covariates as ties made */
    double *other; /* by touched alter: factor of the loose terms and of limits */
    double *held;
    double *record; /* by touched alter, where rows have no records */
    saom_batch made, dropped;
    /* by touched alter */
    double *weight;
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
/* Behaviour of actor i changed. */
void saom_choice_moved(saom_choice *choice, const saom_view *view, size_t i);

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

/* The two ways of saom_choose(). */
size_t saom_choose_touched(saom_choice *choice, const saom_view *view, const saom_limits *limits,
                           size_t i, ent_random *random, double *score);
/* Shared by them. Touched alters stand in this order: ego itself, those it has a tie with, all
 * others. */
static inline size_t saom_tied_end(const saom_choice *choice) {
    return 1 + saom_out(choice->ego.net, choice->ego.i);
}
/* The range of touched alters whose toggle a function counts for. */
void saom_counting(ent_saom_function function, size_t tied, size_t count, size_t *from, size_t *to);
/* Add the chosen changes less their expectations. */
void saom_add_score(const saom_choice *choice, double *score);
/* Put 0 into what limits do not allow. */
void saom_apply_limits(const saom_choice *choice, const saom_limits *limits, double *weight);
/* The place among the touched where their weights add up to more than u. */
size_t saom_draw_weight(const double *weight, size_t count, double u);

#endif
