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
 * Here every alter is visited; touched.c visits those near ego only. */
#include "dynamics/choice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static bool must_be_dense(const saom_dependent *own) {
    for (size_t k = 0; k < own->terms; k++)
        if (own->term[k]->rest == SAOM_DENSE) return true;
    return false;
}

/* Which terms are loose, and what is known of them. */
static ent_status sort_terms(saom_choice *choice, ent_error *err) {
    const saom_dependent *own = choice->variable;
    ent_status status = ent_array_new((void **)&choice->loose, own->terms, sizeof(void *), err);
    bool any = false;
    choice->even = true;
    for (size_t k = 0; k < own->terms; k++) {
        const saom_term *term = own->term[k];
        bool by_degree = term->rest == SAOM_EGO || term->rest == SAOM_ALTER;
        choice->mixed =
            choice->mixed || (term->rest == SAOM_STATIC && term->function != ENT_EVALUATION);
        if (!by_degree || term->function == ENT_ENDOWMENT) continue;
        any = true;
        choice->even = choice->even && term->def->even;
    }
    choice->even = choice->even && any;
    for (size_t k = 0; k < own->terms && status == ENT_OK; k++) {
        if (saom_tallied(&choice->tally, k)) continue;
        choice->loose_counts |= own->term[k]->counts;
        if (own->term[k]->rest != SAOM_STATIC || choice->mixed)
            choice->loose[choice->looses++] = own->term[k];
    }
    return status;
}

ent_status saom_choice_new(saom_choice *choice, const ent_saom_model *model, size_t variable,
                           bool plain, ent_error *err) {
    const saom_dependent *own = &model->variable[variable];
    size_t n = model->n_max;
    *choice = (saom_choice){.variable = own,
                            .index = variable,
                            .kernel = saom_kernel_best(),
                            .counts = saom_counts(own->term, own->terms),
                            .dense = plain || must_be_dense(own)};
    struct {
        double **array;
        size_t count;
    } need[] = {{&choice->beta, own->terms},
                {&choice->weight, n},
                {&choice->other, n},
                {&choice->counted, n},
                {&choice->change, own->terms * n},
                {&choice->expected, own->terms},
                {&choice->chosen, own->terms}};
    ent_status status = saom_ego_new(&choice->ego, n, own->terms, err);
    for (size_t k = 0; k < sizeof need / sizeof need[0] && status == ENT_OK; k++)
        status = ent_array_new((void **)need[k].array, need[k].count, sizeof(double), err);
    if (status == ENT_OK) status = saom_ego_scratch(&choice->ego, n, own->term, own->terms, err);
    if (status == ENT_OK) status = saom_rest_new(&choice->rest, model, variable, choice->beta, err);
    if (status == ENT_OK) status = saom_tally_new(&choice->tally, own, n, err);
    if (status == ENT_OK) saom_tally_set(&choice->tally, choice->beta, choice->kernel);
    if (status == ENT_OK) status = sort_terms(choice, err);
    size_t numbers = choice->rest.keeps_changes ? n * choice->rest.groups * SAOM_LINE : 0;
    if (status == ENT_OK)
        status = ent_array_new((void **)&choice->record, numbers, sizeof(double), err);
    double **lanes[] = {&choice->held, &choice->made.records, &choice->dropped.records};
    for (size_t k = 0; k < 3 && status == ENT_OK; k++)
        status =
            ent_array_new((void **)lanes[k], choice->rest.groups * SAOM_LINE, sizeof(double), err);
    return status;
}

void saom_choice_free(saom_choice *choice) {
    if (choice->variable == NULL) return;
    saom_ego_free(&choice->ego, choice->variable->terms);
    saom_rest_free(&choice->rest);
    saom_tally_free(&choice->tally);
    free(choice->loose);
    free(choice->other);
    free(choice->made.records);
    free(choice->dropped.records);
    free(choice->beta);
    free(choice->weight);
    free(choice->held);
    free(choice->record);
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
    if (same || choice->dense) return;
    saom_rest_stale(&choice->rest);
    saom_tally_set(&choice->tally, choice->beta, choice->kernel);
}

ent_status saom_choice_begin(saom_choice *choice, const saom_view *view, ent_error *err) {
    return choice->dense ? ENT_OK : saom_rest_begin(&choice->rest, view, err);
}

void saom_choice_toggled(saom_choice *choice, const saom_view *view, size_t i, size_t j) {
    if (choice->dense) return;
    saom_rest_toggled(&choice->rest, view, i);
    saom_rest_toggled(&choice->rest, view, j);
}

void saom_choice_moved(saom_choice *choice, const saom_view *view, size_t i) {
    if (!choice->dense) saom_rest_moved(&choice->rest, view, i);
}

bool saom_allowed(const saom_limits *limits, const saom_net *net, size_t i, size_t j) {
    if (limits->absent != NULL && (limits->absent[i] || limits->absent[j])) return false;
    if (limits->fixed != NULL && saom_net_has(limits->fixed, i, j)) return false;
    if (!limits->up_only && !limits->down_only) return true;
    return saom_net_has(net, i, j) ? !limits->up_only : !limits->down_only;
}

void saom_counting(ent_saom_function function, size_t tied, size_t count, size_t *from,
                   size_t *to) {
    *from = function == ENT_CREATION ? tied : 1;
    *to = function == ENT_ENDOWMENT ? tied : count;
}

void saom_apply_limits(const saom_choice *choice, const saom_limits *limits, double *weight) {
    const saom_ego *ego = &choice->ego;
    size_t count = ego->count;
    size_t tied = saom_tied_end(choice);
    if (limits->up_only) memset(weight + 1, 0, (tied - 1) * sizeof *weight);
    if (limits->down_only) memset(weight + tied, 0, (count - tied) * sizeof *weight);
    for (size_t t = 1; t < count && limits->absent != NULL; t++)
        if (limits->absent[ego->touched[t]]) weight[t] = 0;
    for (size_t t = 1; t < count && limits->fixed != NULL; t++)
        if (saom_net_has(limits->fixed, ego->i, ego->touched[t])) weight[t] = 0;
}

size_t saom_draw_weight(const double *weight, size_t count, double u) {
    size_t at = 0;
    for (size_t t = 0; t < count; t++) {
        if (weight[t] <= 0) continue;
        at = t;
        u -= weight[t];
        if (u < 0) break;
    }
    return at;
}

/* Weigh every alter. */
static void weigh_all(saom_choice *choice, const saom_limits *limits) {
    const saom_ego *ego = &choice->ego;
    size_t count = ego->count;
    size_t tied = saom_tied_end(choice);
    memset(choice->weight, 0, count * sizeof(double));
    for (size_t k = 0; k < choice->variable->terms; k++) {
        const saom_term *term = choice->variable->term[k];
        size_t from = 0;
        size_t to = 0;
        term->def->change(ego, term, ego->touched, count, choice->change + k * count);
        saom_counting(term->function, tied, count, &from, &to);
        if (from < to)
            choice->kernel->add(choice->beta[k], choice->change + k * count + from,
                                choice->weight + from, to - from);
    }
    for (size_t t = 1; t < tied; t++)
        choice->weight[t] = -choice->weight[t];
    choice->kernel->exp(choice->weight, count);
    saom_apply_limits(choice, limits, choice->weight);
}

/* Expected changes; a tie dropped counts negatively. */
static void expect_all(saom_choice *choice) {
    const saom_dependent *own = choice->variable;
    size_t count = choice->ego.count;
    size_t tied = saom_tied_end(choice);
    memcpy(choice->counted, choice->weight, count * sizeof(double));
    for (size_t t = 0; t < tied; t++)
        choice->counted[t] = t == 0 ? 0 : -choice->weight[t];
    for (size_t k = 0; k < own->terms; k++) {
        size_t from = 0;
        size_t to = 0;
        saom_counting(own->term[k]->function, tied, count, &from, &to);
        choice->expected[k] = choice->kernel->dot(choice->counted + from,
                                                  choice->change + k * count + from, to - from);
    }
}

void saom_add_score(const saom_choice *choice, double *score) {
    const saom_dependent *own = choice->variable;
    for (size_t k = 0; k < own->terms; k++)
        score[own->term[k]->parameter_index] +=
            choice->chosen[k] - choice->expected[k] / choice->total;
}

/* Changes of the toggle drawn. */
static void choose_changes(saom_choice *choice, size_t at) {
    size_t count = choice->ego.count;
    size_t tied = saom_tied_end(choice);
    for (size_t k = 0; k < choice->variable->terms; k++) {
        size_t from = 0;
        size_t to = 0;
        saom_counting(choice->variable->term[k]->function, tied, count, &from, &to);
        double change = at < from || at >= to ? 0 : choice->change[k * count + at];
        choice->chosen[k] = at < tied ? -change : change;
    }
}

static size_t choose_from_all(saom_choice *choice, const saom_view *view, const saom_limits *limits,
                              size_t i, ent_random *random, double *score) {
    const saom_dependent *own = choice->variable;
    saom_ego *ego = &choice->ego;
    saom_ego_begin(ego, view, choice->index, i, choice->counts, own->term, own->terms);
    saom_ego_touch_all(ego);
    weigh_all(choice, limits);
    choice->total = choice->kernel->sum(choice->weight, ego->count);
    size_t at =
        saom_draw_weight(choice->weight, ego->count, ent_random_uniform(random) * choice->total);
    size_t j = ego->touched[at];
    if (score != NULL) {
        choose_changes(choice, at);
        expect_all(choice);
        saom_add_score(choice, score);
    }
    saom_ego_end(ego, own->term, own->terms);
    return j;
}

size_t saom_choose(saom_choice *choice, const saom_view *view, const saom_limits *limits, size_t i,
                   ent_random *random, double *score) {
    return choice->dense ? choose_from_all(choice, view, limits, i, random, score)
                         : saom_choose_touched(choice, view, limits, i, random, score);
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
