/* SPDX-License-Identifier: Apache-2.0 */
/* A ministep of ego i in a network. With f_i(x) = Σ_k β_k s_ik(x), the tie with j is toggled with
 * probability
 *
 *   p_j = exp(f_i(x^{±ij}) − f_i(x)) / Σ_h exp(f_i(x^{±ih}) − f_i(x)),   x^{±ii} = x,
 *
 * creation terms counting where the tie is absent and endowment terms where it is there (Snijders
 * 2001, Sociological Methodology 31; Snijders, van de Bunt & Steglich 2010, Social Networks 32).
 * The score of β_k adds up the change of s_ik made less Σ_j p_j times the change (Schweinberger &
 * Snijders 2007, Computational Statistics & Data Analysis 51).
 *
 * Alters touched by ego's ties and two-paths are weighed one by one; rest.c has all others. */
#include "dynamics/choice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Below this many actors a row that follows behaviour is not worth keeping. */
enum { DENSE_BELOW = 100 };

static bool must_be_dense(const ent_saom_model *model, const saom_dependent *own) {
    bool dense = false;
    for (size_t k = 0; k < own->terms; k++) {
        const saom_term *term = own->term[k];
        dense = dense || term->rest == SAOM_DENSE ||
                (term->rest == SAOM_STATIC && term->evolving && model->n_max < DENSE_BELOW);
    }
    return dense;
}

ent_status saom_choice_new(saom_choice *choice, const ent_saom_model *model, size_t variable,
                           bool plain, ent_error *err) {
    const saom_dependent *own = &model->variable[variable];
    size_t n = model->n_max;
    *choice = (saom_choice){.variable = own,
                            .index = variable,
                            .kernel = saom_kernel_best(),
                            .counts = saom_counts(own->term, own->terms),
                            .dense = plain || must_be_dense(model, own)};
    struct {
        double **array;
        size_t count;
    } need[] = {{&choice->beta, own->terms},
                {&choice->weight, n},
                {&choice->sign, n},
                {&choice->change, own->terms * n},
                {&choice->expected, own->terms},
                {&choice->chosen, own->terms}};
    ent_status status = saom_ego_new(&choice->ego, n, own->terms, err);
    for (size_t k = 0; k < sizeof need / sizeof need[0] && status == ENT_OK; k++)
        status = ent_array_new((void **)need[k].array, need[k].count, sizeof(double), err);
    if (status == ENT_OK) status = saom_ego_scratch(&choice->ego, n, own->term, own->terms, err);
    if (status == ENT_OK) status = saom_rest_new(&choice->rest, model, variable, choice->beta, err);
    return status;
}

void saom_choice_free(saom_choice *choice) {
    if (choice->variable == NULL) return;
    saom_ego_free(&choice->ego, choice->variable->terms);
    saom_rest_free(&choice->rest);
    free(choice->beta);
    free(choice->weight);
    free(choice->sign);
    free(choice->change);
    free(choice->expected);
    free(choice->chosen);
    *choice = (saom_choice){0};
}

void saom_choice_set(saom_choice *choice, const double *value) {
    bool same = true;
    for (size_t k = 0; k < choice->variable->terms; k++) {
        double beta = value[choice->variable->term[k]->parameter_index];
        same = same && beta == choice->beta[k];
        choice->beta[k] = beta;
    }
    if (!same) saom_rest_stale(&choice->rest);
}

ent_status saom_choice_begin(saom_choice *choice, const saom_view *view, ent_error *err) {
    return choice->dense ? ENT_OK : saom_rest_begin(&choice->rest, view, err);
}

void saom_choice_toggled(saom_choice *choice, const saom_view *view, size_t i, size_t j) {
    if (choice->dense) return;
    saom_rest_toggled(&choice->rest, view, i);
    saom_rest_toggled(&choice->rest, view, j);
}

void saom_choice_moved(saom_choice *choice) {
    if (choice->rest.evolving) saom_rest_stale(&choice->rest);
}

bool saom_allowed(const saom_limits *limits, const saom_net *net, size_t i, size_t j) {
    if (limits->absent != NULL && (limits->absent[i] || limits->absent[j])) return false;
    if (limits->fixed != NULL && saom_net_has(limits->fixed, i, j)) return false;
    if (!limits->up_only && !limits->down_only) return true;
    return saom_net_has(net, i, j) ? !limits->up_only : !limits->down_only;
}

/* How a term enters where the tie is there (sign −1) or absent (sign 1). */
static double part(ent_saom_function function, double sign) {
    if (function == ENT_CREATION) return sign > 0 ? 1 : 0;
    if (function == ENT_ENDOWMENT) return sign > 0 ? 0 : -1;
    return sign;
}

/* Statistics' changes for all touched alters, as change() gives them. */
static void evaluate(saom_choice *choice) {
    const saom_ego *ego = &choice->ego;
    for (size_t k = 0; k < choice->variable->terms; k++) {
        const saom_term *term = choice->variable->term[k];
        term->def->change(ego, term, ego->touched, ego->count, choice->change + k * ego->count);
    }
}

/* Turn them into changes made by a toggle, and weigh the toggles. */
static void weigh_touched(saom_choice *choice, const saom_limits *limits) {
    const saom_ego *ego = &choice->ego;
    size_t count = ego->count;
    for (size_t t = 0; t < count; t++) {
        choice->sign[t] = ego->tie[ego->touched[t]] & SAOM_TIE_OUT ? -1 : 1;
        choice->weight[t] = 0;
    }
    for (size_t k = 0; k < choice->variable->terms; k++) {
        double *change = choice->change + k * count;
        ent_saom_function function = choice->variable->term[k]->function;
        change[0] = 0; /* ego itself: no change */
        if (function == ENT_EVALUATION)
            choice->kernel->multiply(change, choice->sign, change, count);
        for (size_t t = 0; t < count && function != ENT_EVALUATION; t++)
            change[t] *= part(function, choice->sign[t]);
        choice->kernel->add(choice->beta[k], change, choice->weight, count);
    }
    choice->kernel->exp(choice->weight, count);
    for (size_t t = 1; t < count && (limits->up_only || limits->down_only); t++)
        if (choice->sign[t] < 0 ? limits->up_only : limits->down_only) choice->weight[t] = 0;
    for (size_t t = 1; t < count && limits->absent != NULL; t++)
        if (limits->absent[ego->touched[t]]) choice->weight[t] = 0;
    for (size_t t = 1; t < count && limits->fixed != NULL; t++)
        if (saom_net_has(limits->fixed, ego->i, ego->touched[t])) choice->weight[t] = 0;
}

/* Touch those whom row sums must not count: absent actors and fixed dyads. */
static void touch_excluded(saom_choice *choice, const saom_limits *limits) {
    saom_ego *ego = &choice->ego;
    for (size_t k = 0; k < limits->gone_count; k++)
        saom_touch(ego, limits->gone[k]);
    if (limits->fixed == NULL) return;
    const saom_row *fixed = &limits->fixed->out[ego->i];
    for (uint32_t k = 0; k < fixed->count; k++)
        saom_touch(ego, fixed->at[k]);
}

static void add_score(saom_choice *choice, double total, bool from_rest, double *score) {
    size_t count = choice->ego.count;
    for (size_t k = 0; k < choice->variable->terms; k++)
        choice->expected[k] =
            choice->kernel->dot(choice->weight, choice->change + k * count, count);
    if (from_rest) saom_rest_expect(&choice->rest, &choice->ego, choice->expected);
    for (size_t k = 0; k < choice->variable->terms; k++)
        score[choice->variable->term[k]->parameter_index] +=
            choice->chosen[k] - choice->expected[k] / total;
}

/* Draw among the touched with 0 ≤ u < their weight. */
static size_t draw_touched(saom_choice *choice, double u) {
    size_t count = choice->ego.count;
    size_t at = 0;
    for (size_t t = 0; t < count; t++) {
        if (choice->weight[t] <= 0) continue;
        at = t;
        u -= choice->weight[t];
        if (u < 0) break;
    }
    for (size_t k = 0; k < choice->variable->terms; k++)
        choice->chosen[k] = choice->change[k * count + at];
    return choice->ego.touched[at];
}

size_t saom_choose(saom_choice *choice, const saom_view *view, const saom_limits *limits, size_t i,
                   ent_random *random, double *score) {
    const saom_dependent *own = choice->variable;
    saom_ego *ego = &choice->ego;
    saom_ego_begin(ego, view, choice->index, i, choice->counts, own->term, own->terms);
    if (choice->dense)
        saom_ego_touch_all(ego);
    else
        touch_excluded(choice, limits);
    evaluate(choice);
    double rest = 0;
    if (!choice->dense && !limits->down_only)
        rest = saom_rest_weigh(&choice->rest, ego, choice->change, ego->count);
    weigh_touched(choice, limits);
    double touched = choice->kernel->sum(choice->weight, ego->count);
    double total = touched + rest;
    double u = ent_random_uniform(random) * total;
    size_t j = u < touched || rest <= 0
                   ? draw_touched(choice, u)
                   : saom_rest_draw(&choice->rest, ego, random, choice->chosen);
    if (score != NULL) add_score(choice, total, rest > 0, score);
    saom_ego_end(ego, own->term, own->terms);
    return j;
}

double saom_gain(saom_choice *choice, const saom_view *view, size_t i, size_t j) {
    const saom_dependent *own = choice->variable;
    saom_ego *ego = &choice->ego;
    uint32_t alter = (uint32_t)j;
    double sum = 0;
    saom_ego_begin(ego, view, choice->index, i, choice->counts, own->term, own->terms);
    bool tie = ego->tie[j] & SAOM_TIE_OUT;
    for (size_t k = 0; k < own->terms; k++) {
        const saom_term *term = own->term[k];
        bool counts = term->function == ENT_EVALUATION ||
                      term->function == (tie ? ENT_ENDOWMENT : ENT_CREATION);
        choice->chosen[k] = 0;
        if (counts) term->def->change(ego, term, &alter, 1, &choice->chosen[k]);
        sum += choice->beta[k] * choice->chosen[k];
    }
    saom_ego_end(ego, own->term, own->terms);
    return fmin(fmax(sum, -SAOM_EXPONENT_MAX), SAOM_EXPONENT_MAX);
}
