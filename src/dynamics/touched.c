/* SPDX-License-Identifier: Apache-2.0 */
/* A ministep from the alters near ego. The weight of a tie made with a touched alter j, and of one
 * dropped, are
 *
 *   S_ij w(m_ij) o_ij   and   w⁻(m_ij) o_ij / S_ij,
 *
 * S_ij what covariates make of it, from ego's row (rest.h), w a line of the table by numbers m of
 * walks (tally.h), o the exponential of the other terms, called loose. One pass over the touched
 * gives all weights, their sums, and the sums with each change that scores need. rest.h has the
 * untouched: sums over everybody less what they hold of the touched. */
#include <math.h>
#include <string.h>

#include "dynamics/choice.h"

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

/* The touched alters a loose term is evaluated for: those with a tie only where rest.h knows the
 * others. */
static void loose_range(const saom_choice *choice, const saom_term *term, size_t *from,
                        size_t *to) {
    bool by_degree = term->rest == SAOM_EGO || term->rest == SAOM_ALTER;
    size_t tied = saom_tied_end(choice);
    saom_counting(term->function, tied, choice->ego.count, from, to);
    if (term->rest == SAOM_STATIC || (by_degree && choice->even)) *to = tied;
}

static bool is_limited(const saom_limits *limits) {
    return limits->up_only || limits->down_only || limits->absent != NULL || limits->fixed != NULL;
}

/* Factors of the loose terms, and 0 where limits forbid, up to the last that is not 1. */
static size_t weigh_loose(saom_choice *choice, const saom_limits *limits) {
    const saom_ego *ego = &choice->ego;
    size_t count = ego->count;
    size_t tied = saom_tied_end(choice);
    double *other = choice->other;
    size_t end = is_limited(limits) ? count : 0;
    for (size_t l = 0; l < choice->looses; l++) {
        size_t from = 0;
        size_t to = 0;
        loose_range(choice, choice->loose[l], &from, &to);
        if (from < to && to > end) end = to;
    }
    memset(other, 0, end * sizeof *other);
    for (size_t l = 0; l < choice->looses; l++) {
        const saom_term *term = choice->loose[l];
        double *change = choice->change + term->slot * count;
        size_t from = 0;
        size_t to = 0;
        loose_range(choice, term, &from, &to);
        if (from >= to) continue;
        term->def->change(ego, term, ego->touched + from, to - from, change + from);
        choice->kernel->add(choice->beta[term->slot], change + from, other + from, to - from);
    }
    for (size_t t = 1; t < tied && t < end; t++)
        other[t] = -other[t];
    choice->kernel->exp(other, end);
    for (size_t t = 1; t < tied && choice->mixed; t++) /* so that S_ij does not count there */
        other[t] *= choice->rest.now->weight[ego->touched[t]];
    if (is_limited(limits)) saom_apply_limits(choice, limits, other);
    return end;
}

static void prepare_batch(const saom_choice *choice, saom_batch *batch, size_t from, size_t to,
                          size_t loose_end) {
    const saom_rest_part *rest = &choice->rest;
    batch->at = choice->ego.touched + from;
    batch->count = to - from;
    batch->fields = choice->tally.count;
    batch->by_place = rest->now->record == NULL;
    batch->record =
        batch->by_place ? choice->record + from * rest->groups * SAOM_LINE : rest->now->record;
    batch->groups = rest->groups;
    batch->factor = rest->alters > 0 ? rest->factor : NULL;
    batch->other = loose_end > from ? choice->other + from : NULL;
    batch->weight = choice->weight + from;
    batch->held = choice->held;
}

/* Weights of ego's doing nothing and of the touched, and all sums over them. */
static double weigh_touched(saom_choice *choice, size_t loose_end) {
    const saom_rest_part *rest = &choice->rest;
    const saom_ego *ego = &choice->ego;
    size_t tied = saom_tied_end(choice);
    size_t size = rest->groups * SAOM_LINE;
    double factor = rest->alters > 0 ? rest->factor[ego->i] : 1;
    const double *own = choice->record;
    if (rest->now->record == NULL)
        saom_rest_records(rest, ego->touched, ego->count, choice->record);
    else
        own = rest->now->record + ego->i * size;
    for (size_t l = 0; l < size; l++)
        choice->held[l] = factor * own[l];
    choice->weight[0] = 1;
    prepare_batch(choice, &choice->dropped, 1, tied, loose_end);
    prepare_batch(choice, &choice->made, tied, ego->count, loose_end);
    choice->made.scaled = choice->even;
    choice->made.scale = rest->scale;
    choice->kernel->dropped(&choice->tally.dropped, &choice->dropped);
    choice->kernel->made(&choice->tally.made, &choice->made);
    return 1 + choice->dropped.lines[0] + choice->made.lines[0];
}

/* Sums of a term over ties made and dropped as its function counts them. */
static double by_function(ent_saom_function function, double made, double dropped) {
    return (function != ENT_ENDOWMENT ? made : 0) - (function != ENT_CREATION ? dropped : 0);
}

static void expect_loose(saom_choice *choice) {
    size_t count = choice->ego.count;
    size_t tied = saom_tied_end(choice);
    memcpy(choice->counted, choice->weight, count * sizeof(double));
    for (size_t t = 1; t < tied; t++)
        choice->counted[t] = -choice->weight[t];
    for (size_t l = 0; l < choice->looses; l++) {
        const saom_term *term = choice->loose[l];
        size_t from = 0;
        size_t to = 0;
        loose_range(choice, term, &from, &to);
        if (from < to)
            choice->expected[term->slot] += choice->kernel->dot(
                choice->counted + from, choice->change + term->slot * count + from, to - from);
    }
}

/* What rest.h knows of ties made with touched alters. */
static void expect_even(saom_choice *choice) {
    const saom_rest_part *rest = &choice->rest;
    const saom_batch *made = &choice->made;
    for (size_t k = 0; k < choice->variable->terms; k++)
        choice->expected[k] += rest->ego_value[k] * made->lines[0];
    for (size_t a = 0; a < rest->alters; a++) {
        const double *value = rest->alter_value + a * rest->n_max;
        double sum = 0;
        for (size_t t = 0; t < made->count; t++)
            sum += made->weight[t] * value[made->at[t]];
        choice->expected[rest->alter_slot[a]] += sum;
    }
}

static void expect(saom_choice *choice) {
    const saom_dependent *own = choice->variable;
    const saom_rest_part *rest = &choice->rest;
    const saom_batch *made = &choice->made;
    const saom_batch *dropped = &choice->dropped;
    memset(choice->expected, 0, own->terms * sizeof(double));
    for (size_t k = 0; k < own->terms; k++) {
        if (!saom_tallied(&choice->tally, k)) continue;
        size_t f = 1 + choice->tally.field_of[k];
        choice->expected[k] =
            by_function(own->term[k]->function, made->lines[f], dropped->lines[f]);
    }
    for (size_t s = 0; s < rest->statics; s++) {
        size_t lane = rest->lane[s];
        double lost = choice->mixed ? 0 : dropped->records[lane]; /* else they are loose */
        choice->expected[rest->static_slot[s]] = made->records[lane] - lost;
    }
    if (choice->looses > 0) expect_loose(choice);
    if (choice->even) expect_even(choice);
    saom_rest_expect(&choice->rest, &choice->ego, choice->held, choice->expected);
}

/* Changes of the toggle at a place among the touched. */
static void choose_changes(saom_choice *choice, size_t at) {
    const saom_dependent *own = choice->variable;
    size_t count = choice->ego.count;
    size_t j = choice->ego.touched[at];
    size_t tied = saom_tied_end(choice);
    double sign = at < tied ? -1 : 1;
    memset(choice->chosen, 0, own->terms * sizeof(double));
    if (at == 0) return;
    for (size_t k = 0; k < own->terms; k++)
        if (saom_tallied(&choice->tally, k) &&
            own->term[k]->function != (at < tied ? ENT_CREATION : ENT_ENDOWMENT))
            choice->chosen[k] = sign * saom_tally_at(&choice->tally, k, j);
    if (at >= tied || !choice->mixed) saom_rest_changes(&choice->rest, j, sign, choice->chosen);
    if (at >= tied && choice->even) saom_rest_degrees(&choice->rest, j, choice->chosen);
    for (size_t l = 0; l < choice->looses; l++) {
        size_t slot = choice->loose[l]->slot;
        size_t from = 0;
        size_t to = 0;
        loose_range(choice, choice->loose[l], &from, &to);
        if (at >= from && at < to) choice->chosen[slot] = sign * choice->change[slot * count + at];
    }
}

static size_t draw(saom_choice *choice, double touched, double rest, ent_random *random) {
    double u = ent_random_uniform(random) * choice->total;
    if (u >= touched && rest > 0)
        return saom_rest_draw(&choice->rest, &choice->ego, fmin((u - touched) / rest, 1), random,
                              choice->chosen);
    size_t at = saom_draw_weight(choice->weight, choice->ego.count, u);
    choose_changes(choice, at);
    return choice->ego.touched[at];
}

size_t saom_choose_touched(saom_choice *choice, const saom_view *view, const saom_limits *limits,
                           size_t i, ent_random *random, double *score) {
    saom_ego *ego = &choice->ego;
    size_t j = i;
    saom_ego_begin(ego, view, choice->index, i, choice->loose_counts, choice->loose,
                   choice->looses);
    touch_excluded(choice, limits);
    saom_tally_begin(&choice->tally, ego);
    if (saom_rest_look(&choice->rest, ego) != NULL) {
        double touched = weigh_touched(choice, weigh_loose(choice, limits));
        double rest = limits->down_only ? 0 : saom_rest_weigh(&choice->rest, ego, choice->held);
        choice->total = touched + rest;
        j = draw(choice, touched, rest, random);
        if (score != NULL) {
            expect(choice);
            saom_add_score(choice, score);
        }
    }
    saom_tally_end(&choice->tally, ego);
    saom_ego_end(ego, choice->loose, choice->looses);
    return j;
}
