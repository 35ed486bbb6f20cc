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
                {&choice->held, n},
                {&choice->counted, n},
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
    free(choice->held);
    free(choice->counted);
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

/* Touched alters stand in this order: ego itself, those it has a tie with, all others. */
static size_t tied_end(const saom_choice *choice) {
    return 1 + saom_out(choice->ego.net, choice->ego.i);
}

/* The touched alters for whom a term of a function counts. */
static void counting(ent_saom_function function, size_t tied, size_t count, size_t *from,
                     size_t *to) {
    *from = function == ENT_CREATION ? tied : 1;
    *to = function == ENT_ENDOWMENT ? tied : count;
}

/* Statistics' changes for all touched alters. */
static void evaluate(saom_choice *choice) {
    const saom_ego *ego = &choice->ego;
    for (size_t k = 0; k < choice->variable->terms; k++) {
        const saom_term *term = choice->variable->term[k];
        term->def->change(ego, term, ego->touched, ego->count, choice->change + k * ego->count);
    }
}

/* No weight for what cannot be chosen. */
static void apply_limits(saom_choice *choice, const saom_limits *limits, size_t tied) {
    const saom_ego *ego = &choice->ego;
    size_t count = ego->count;
    if (limits->up_only) memset(choice->weight + 1, 0, (tied - 1) * sizeof(double));
    if (limits->down_only) memset(choice->weight + tied, 0, (count - tied) * sizeof(double));
    for (size_t t = 1; t < count && limits->absent != NULL; t++)
        if (limits->absent[ego->touched[t]]) choice->weight[t] = 0;
    for (size_t t = 1; t < count && limits->fixed != NULL; t++)
        if (saom_net_has(limits->fixed, ego->i, ego->touched[t])) choice->weight[t] = 0;
}

/* Weigh the toggles of touched alters. Where ego has no tie the row of the rest knows the part that
 * covariates make. */
static void weigh_touched(saom_choice *choice, const saom_limits *limits) {
    const saom_ego *ego = &choice->ego;
    size_t count = ego->count;
    size_t tied = tied_end(choice);
    const double *row = choice->dense ? NULL : choice->rest.now->weight;
    memset(choice->weight, 0, count * sizeof(double));
    for (size_t k = 0; k < choice->variable->terms; k++) {
        const saom_term *term = choice->variable->term[k];
        size_t from = 0;
        size_t to = 0;
        counting(term->function, tied, count, &from, &to);
        if (row != NULL && term->rest == SAOM_STATIC && to > tied) to = tied;
        if (from < to)
            choice->kernel->add(choice->beta[k], choice->change + k * count + from,
                                choice->weight + from, to - from);
    }
    for (size_t t = 1; t < tied; t++)
        choice->weight[t] = -choice->weight[t];
    choice->kernel->exp(choice->weight, count);
    for (size_t t = tied; t < count && row != NULL; t++)
        choice->weight[t] *= row[ego->touched[t]];
    apply_limits(choice, limits, tied);
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

/* How much of each touched alter's change a term's expectation counts: a tie dropped counts
 * negatively, and what the row of the rest counted too much is taken off. */
static void count_changes(saom_choice *choice, ent_saom_function function, bool is_static) {
    size_t count = choice->ego.count;
    size_t tied = tied_end(choice);
    size_t from = 0;
    size_t to = 0;
    counting(function, tied, count, &from, &to);
    memset(choice->counted, 0, count * sizeof(double));
    memcpy(choice->counted + from, choice->weight + from, (to - from) * sizeof(double));
    for (size_t t = 1; t < tied; t++)
        choice->counted[t] = -choice->counted[t];
    if (is_static && !choice->dense && function != ENT_ENDOWMENT)
        choice->kernel->add(-1, choice->held, choice->counted, count);
}

static void add_score(saom_choice *choice, double *score) {
    const saom_dependent *own = choice->variable;
    size_t count = choice->ego.count;
    memset(choice->expected, 0, own->terms * sizeof(double));
    for (int pass = 0; pass < 2 * ENT_RATE; pass++) {
        ent_saom_function function = (ent_saom_function)(pass / 2);
        bool made = false;
        for (size_t k = 0; k < own->terms; k++) {
            bool is_static = own->term[k]->rest == SAOM_STATIC;
            if (own->term[k]->function != function || is_static != (pass % 2 == 1)) continue;
            if (!made) count_changes(choice, function, is_static);
            made = true;
            choice->expected[k] =
                choice->kernel->dot(choice->counted, choice->change + k * count, count);
        }
    }
    if (!choice->dense) saom_rest_expect(&choice->rest, &choice->ego, choice->expected);
    for (size_t k = 0; k < own->terms; k++)
        score[own->term[k]->parameter_index] +=
            choice->chosen[k] - choice->expected[k] / choice->total;
}

/* Draw among the touched with 0 ≤ u < their weight. */
static size_t draw_touched(saom_choice *choice, double u) {
    size_t count = choice->ego.count;
    size_t tied = tied_end(choice);
    size_t at = 0;
    for (size_t t = 0; t < count; t++) {
        if (choice->weight[t] <= 0) continue;
        at = t;
        u -= choice->weight[t];
        if (u < 0) break;
    }
    for (size_t k = 0; k < choice->variable->terms; k++) {
        size_t from = 0;
        size_t to = 0;
        counting(choice->variable->term[k]->function, tied, count, &from, &to);
        double change = at < from || at >= to ? 0 : choice->change[k * count + at];
        choice->chosen[k] = at < tied ? -change : change;
    }
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
    if (!choice->dense) rest = saom_rest_weigh(&choice->rest, ego, choice->held);
    size_t j = i;
    if (!choice->rest.failed) {
        weigh_touched(choice, limits);
        if (limits->down_only) {
            rest = choice->rest.total = 0;
            memset(choice->held, 0, ego->count * sizeof(double));
        }
        double touched = choice->kernel->sum(choice->weight, ego->count);
        choice->total = touched + rest;
        double u = ent_random_uniform(random) * choice->total;
        j = u < touched || rest <= 0 ? draw_touched(choice, u)
                                     : saom_rest_draw(&choice->rest, ego, random, choice->chosen);
        if (score != NULL) add_score(choice, score);
    }
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
