/* SPDX-License-Identifier: Apache-2.0 */
/* Rates that differ are leaves of a binary tree of sums: a draw costs O(log n).
 * Sums are made of their two halves each time, so that no error builds up. */
#include "dynamics/rate.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"

/* exp of more than this would swamp all other actors; coefficients of use stay far below. */
static const double exponent_max = 50;

ent_status saom_rate_new(saom_rate *rate, const ent_saom_model *model, size_t variable,
                         ent_error *err) {
    const saom_dependent *own = &model->variable[variable];
    *rate = (saom_rate){.variable = own, .alike = own->rates == 0, .leaves = 1};
    if (rate->alike) return ENT_OK;
    while (rate->leaves < model->n_max)
        rate->leaves *= 2;
    ent_status status =
        ent_array_new((void **)&rate->tree, 2 * rate->leaves, sizeof *rate->tree, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&rate->alpha, own->rates, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&rate->exposure, own->rates, sizeof(double), err);
    return status;
}

void saom_rate_free(saom_rate *rate) {
    free(rate->tree);
    free(rate->alpha);
    free(rate->exposure);
    *rate = (saom_rate){0};
}

static double rate_of(const saom_rate *rate, const saom_view *view, size_t i) {
    if (rate->absent != NULL && rate->absent[i]) return 0;
    double sum = 0;
    for (size_t k = 0; k < rate->variable->rates; k++) {
        const saom_term *term = rate->variable->rate[k];
        sum += rate->alpha[k] * term->def->rate(view, term, i);
    }
    return rate->basic * exp(fmin(fmax(sum, -exponent_max), exponent_max));
}

static void make_exposure(saom_rate *rate, const saom_view *view) {
    for (size_t k = 0; k < rate->variable->rates; k++) {
        const saom_term *term = rate->variable->rate[k];
        rate->exposure[k] = 0;
        for (size_t i = 0; i < rate->n; i++)
            if (rate->tree[rate->leaves + i] > 0)
                rate->exposure[k] += rate->tree[rate->leaves + i] * term->def->rate(view, term, i);
    }
}

void saom_rate_begin(saom_rate *rate, const saom_view *view, size_t p, const double *value,
                     const bool *absent, const uint32_t *who, size_t there) {
    rate->n = view->group->data->n;
    rate->absent = absent;
    rate->who = who;
    rate->there = there;
    rate->basic = value[rate->variable->first + p];
    rate->total = rate->basic * (double)there;
    if (rate->alike) return;
    for (size_t k = 0; k < rate->variable->rates; k++)
        rate->alpha[k] = value[rate->variable->rate[k]->parameter_index];
    for (size_t i = 0; i < rate->leaves; i++)
        rate->tree[rate->leaves + i] = i < rate->n ? rate_of(rate, view, i) : 0;
    for (size_t k = rate->leaves - 1; k > 0; k--)
        rate->tree[k] = rate->tree[2 * k] + rate->tree[2 * k + 1];
    rate->total = rate->tree[1];
    make_exposure(rate, view);
}

void saom_rate_update(saom_rate *rate, const saom_view *view, size_t i) {
    if (rate->alike) return;
    size_t at = rate->leaves + i;
    double own = rate_of(rate, view, i);
    if (own == rate->tree[at]) return;
    rate->tree[at] = own;
    for (at /= 2; at > 0; at /= 2)
        rate->tree[at] = rate->tree[2 * at] + rate->tree[2 * at + 1];
    rate->total = rate->tree[1];
    make_exposure(rate, view);
}

size_t saom_rate_draw(const saom_rate *rate, ent_random *random) {
    if (rate->alike) {
        uint32_t place = ent_random_below(random, (uint32_t)rate->there);
        return rate->who != NULL ? rate->who[place] : place;
    }
    double u = ent_random_uniform(random) * rate->total;
    size_t at = 1;
    while (at < rate->leaves) {
        at *= 2;
        if (u >= rate->tree[at] && rate->tree[at + 1] > 0) u -= rate->tree[at++];
    }
    return at - rate->leaves;
}

void saom_rate_score(const saom_rate *rate, const saom_view *view, size_t i, double *score) {
    for (size_t k = 0; k < rate->variable->rates && score != NULL; k++) {
        const saom_term *term = rate->variable->rate[k];
        score[term->parameter_index] += term->def->rate(view, term, i);
    }
}
