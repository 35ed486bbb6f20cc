/* SPDX-License-Identifier: Apache-2.0 */
/* A static term's statistic is Σ_ij x_ij c_ij with c_ij of covariates alone, so that of the end is
 * that of the start, made once, plus c_ij of ties made less c_ij of ties lost; both are found by
 * rows of bits. Walks of two steps that tallied terms count are needed where ego has a tie only:
 * the bits two rows share. */
#include "dynamics/changed.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"

ent_status saom_changed_new(saom_changed *changed, const ent_saom_model *model, ent_error *err) {
    size_t cells = model->periods * model->parameters;
    *changed = (saom_changed){.model = model, .bits = saom_bits_best()};
    ent_status status = ent_array_new((void **)&changed->start, cells, sizeof(double), err);
    for (size_t k = 0; k < cells && status == ENT_OK; k++)
        changed->start[k] = ent_missing();
    if (status == ENT_OK)
        status = ent_array_new((void **)&changed->alter, model->n_max, sizeof(uint32_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&changed->change, model->n_max, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&changed->rest, model->terms, sizeof(void *), err);
    return status;
}

void saom_changed_free(saom_changed *changed) {
    free(changed->start);
    free(changed->alter);
    free(changed->change);
    free(changed->rest);
    *changed = (saom_changed){0};
}

bool saom_changed_serves(const ent_saom_model *model, size_t p, size_t v, const saom_net *end) {
    const saom_dependent *own = &model->variable[v];
    const saom_span *span = &model->period[p].span[v];
    bool alike =
        end->bits_out != NULL && span->start->bits_out != NULL && end->words == span->start->words;
    for (size_t k = 0; k < own->terms; k++)
        if (own->term[k]->function != ENT_EVALUATION) return false;
    return alike && !span->any_missing && own->rates == 0;
}

static bool is_static(const saom_term *term) {
    return term->rest == SAOM_STATIC && term->def->statistic == NULL;
}

/* Σ c_ij over the ties of a network. */
static double over_ties(const saom_view *view, size_t v, const saom_term *term,
                        const saom_net *net) {
    double sum = 0;
    saom_ego ego = {.view = view, .variable = v, .net = net};
    for (; ego.i < view->group->data->n; ego.i++)
        sum += saom_term_statistic(&ego, term, &net->out[ego.i]);
    return sum;
}

/* Alters whose tie with actor i changed: those of ties made, then those of ties lost; how many, and
 * in @p lost from where on they are lost. */
static size_t differing(saom_changed *changed, const saom_net *start, const saom_net *end, size_t i,
                        size_t *lost) {
    const uint64_t *before = start->bits_out + i * start->words;
    const uint64_t *after = end->bits_out + i * end->words;
    size_t count = 0;
    for (int way = 0; way < 2; way++) {
        *lost = way == 0 ? 0 : count;
        for (size_t w = 0; w < end->words; w++) {
            uint64_t left = (before[w] ^ after[w]) & (way == 0 ? after[w] : before[w]);
            for (; left != 0; left &= left - 1)
                changed->alter[count++] = (uint32_t)(w * SAOM_WORD + (size_t)__builtin_ctzll(left));
        }
    }
    return count;
}

/* What changes add to static statistics; how many changes there are. */
static size_t add_changes(saom_changed *changed, const saom_view *view, size_t p, size_t v,
                          double *statistic) {
    const saom_dependent *own = &changed->model->variable[v];
    const saom_net *start = changed->model->period[p].span[v].start;
    const saom_net *end = view->net[v];
    saom_ego ego = {.view = view, .variable = v, .net = end};
    size_t changes = 0;
    for (; ego.i < view->group->data->n; ego.i++) {
        size_t lost = 0;
        size_t count = differing(changed, start, end, ego.i, &lost);
        changes += count;
        for (size_t k = 0; k < own->terms && count > 0; k++) {
            const saom_term *term = own->term[k];
            double sum = 0;
            if (!is_static(term)) continue;
            term->def->change(&ego, term, changed->alter, count, changed->change);
            for (size_t c = 0; c < count; c++)
                sum += c < lost ? changed->change[c] : -changed->change[c];
            statistic[term->parameter_index] += saom_share(own, term) * sum;
        }
    }
    return changes;
}

static void add_starts(saom_changed *changed, const saom_view *view, size_t p, size_t v,
                       double *statistic) {
    const saom_dependent *own = &changed->model->variable[v];
    const saom_net *start = changed->model->period[p].span[v].start;
    for (size_t k = 0; k < own->terms; k++) {
        const saom_term *term = own->term[k];
        if (!is_static(term)) continue;
        double *kept = &changed->start[p * changed->model->parameters + term->parameter_index];
        if (isnan(*kept)) *kept = saom_share(own, term) * over_ties(view, v, term, start);
        statistic[term->parameter_index] += *kept;
    }
}

/* Numbers of walks with those ego has a tie with. */
static void count_shared(const saom_changed *changed, saom_ego *ego, unsigned counts) {
    const saom_net *net = ego->net;
    const saom_row *row = &net->out[ego->i];
    const uint64_t *out = net->bits_out + ego->i * net->words;
    const uint64_t *in = net->bits_in + ego->i * net->words;
    const struct {
        unsigned walks;
        const uint64_t *row, *rows;
        int32_t *count;
    } sort[] = {{SAOM_TWO_PATH, out, net->bits_in, ego->two_path},
                {SAOM_CYCLE, in, net->bits_out, ego->cycle},
                {SAOM_IN_STAR, out, net->bits_out, ego->in_star},
                {SAOM_OUT_STAR, in, net->bits_in, ego->out_star}};
    for (size_t s = 0; s < sizeof sort / sizeof sort[0]; s++)
        if (counts & sort[s].walks)
            changed->bits->shared(sort[s].row, sort[s].rows, net->words, row->at, row->count,
                                  sort[s].count);
    ego->counts |= counts;
}

void saom_changed_measure(saom_changed *changed, saom_ego *ego, const saom_view *view, size_t p,
                          size_t v, double *statistic) {
    const saom_dependent *own = &changed->model->variable[v];
    const saom_net *end = view->net[v];
    unsigned walked = 0; /* everywhere */
    unsigned shared = 0; /* where there is a tie */
    double changes = (double)add_changes(changed, view, p, v, statistic);
    statistic[own->first + p] += own->directed ? changes : changes / 2;
    add_starts(changed, view, p, v, statistic);
    changed->rests = 0;
    for (size_t k = 0; k < own->terms; k++) {
        if (is_static(own->term[k])) continue;
        changed->rest[changed->rests++] = own->term[k];
        if (own->term[k]->def->tally != 0)
            shared |= own->term[k]->counts;
        else
            walked |= own->term[k]->counts;
    }
    for (size_t i = 0; i < view->group->data->n && changed->rests > 0; i++) {
        saom_ego_begin(ego, view, v, i, walked, changed->rest, changed->rests);
        count_shared(changed, ego, shared & ~walked);
        for (size_t k = 0; k < changed->rests; k++)
            statistic[changed->rest[k]->parameter_index] +=
                saom_share(own, changed->rest[k]) *
                saom_term_statistic(ego, changed->rest[k], &end->out[i]);
        saom_ego_end(ego, changed->rest, changed->rests);
    }
}
