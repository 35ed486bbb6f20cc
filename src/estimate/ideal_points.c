/* SPDX-License-Identifier: Apache-2.0 */
/* Roll calls as data of the latent model: units are actors, times are sessions, every divided roll
 * call is an ordered item (0 no, 1 abstain, 2 yes) seen in one session. Martin, A. D. & Quinn, K.
 * M. (2002), "Dynamic ideal point estimation via Markov chain Monte Carlo for the U.S. Supreme
 * Court, 1953–1999", Political Analysis 10(2), 134–153; Bailey, M. A., Strezhnev, A. & Voeten, E.
 * (2017), "Estimating dynamic state preferences from United Nations voting data", Journal of
 * Conflict Resolution 61(2), 430–456, who also tie together roll calls on the same text, which the
 * official file does not tell. Nothing else in this room knows of votes. */
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "entente/ideal.h"
#include "entente/panel.h"

enum { YES = 1, ABSTAIN = 2, NO = 3, CATEGORIES = 3, NO_ITEM = -1 };
enum { UNITED_STATES = 2, RUSSIA = 365, YEAR_BEFORE_FIRST = 1945 };

/* A ballot: by actor, session and item. */
struct ballot {
    ent_actor actor;
    int32_t session;
    int32_t item; /* NO_ITEM: an absence, or a vote on a roll call that did not divide */
    uint8_t value;
};

struct ballots {
    struct ballot *list;
    size_t count, capacity;
    int32_t items;
};

/* What is fitted, and which actor and session each node is. */
struct frame {
    ent_latent_item *items;
    ent_latent_spell *spells;
    size_t *row;
    uint32_t *item;
    double *value;
    size_t spell_count, node_count, observation_count;
};

ent_ideal_options ent_ideal_defaults(void) {
    ent_ideal_options options = {
        .model = ent_latent_defaults(), .level = 0.9, .above = UNITED_STATES, .below = RUSSIA};
    /* Standard normal priors throughout, and a walk that may leave its last place within a few
     * sessions: what the published estimates follow. A free walk lets the states that always stand
     * at one end drift away from all others (docs/ideal.md). */
    options.model.hold_sd = 1;
    options.model.step_sd_min = 0.4;
    options.model.step_sd_max = 0.4;
    options.model.slope_sd = 1;
    options.model.tolerance = 1e-2; /* a tenth of the usual posterior sd */
    options.model.parameter_draws = 16;
    options.model.parameter_sweeps = 2;
    return options;
}

/* ---- reading ---- */

static bool is_divided(const ent_roll_call *call) {
    unsigned seen = 0;
    for (size_t b = 0; b < call->ballot_count; b++)
        if (call->ballots[b].vote >= YES && call->ballots[b].vote <= NO)
            seen |= 1U << call->ballots[b].vote;
    return (seen & (seen - 1)) != 0;
}

static ent_status add_call(void *context, const ent_roll_call *call, ent_error *err) {
    struct ballots *all = context;
    bool divided = is_divided(call) && all->items < INT32_MAX;
    ent_status status = ent_array_reserve((void **)&all->list, &all->capacity,
                                          all->count + call->ballot_count, sizeof *all->list, err);
    for (size_t b = 0; b < call->ballot_count && status == ENT_OK; b++) {
        uint8_t vote = call->ballots[b].vote;
        bool cast = divided && vote >= YES && vote <= NO;
        all->list[all->count++] = (struct ballot){.actor = call->ballots[b].actor,
                                                  .session = call->session,
                                                  .item = cast ? all->items : NO_ITEM,
                                                  .value = (uint8_t)(NO - vote)};
    }
    if (divided) all->items++;
    return status;
}

static int by_actor_session_item(const void *left, const void *right) {
    const struct ballot *a = left;
    const struct ballot *b = right;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    if (a->session != b->session) return a->session < b->session ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

/* ---- laying out ---- */

static bool begins_spell(const struct ballot *before, const struct ballot *ballot) {
    return before == NULL || before->actor != ballot->actor ||
           ballot->session - before->session > ENT_IDEAL_GAP + 1;
}

static size_t count_nodes(const struct ballots *all) {
    size_t nodes = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct ballot *before = i > 0 ? &all->list[i - 1] : NULL;
        if (begins_spell(before, &all->list[i]))
            nodes++;
        else
            nodes += (size_t)(all->list[i].session - before->session);
    }
    return nodes;
}

static ent_status frame_new(struct frame *frame, const struct ballots *all, ent_error *err) {
    size_t nodes = count_nodes(all);
    ent_status status =
        ent_array_new((void **)&frame->items, (size_t)all->items, sizeof *frame->items, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&frame->spells, nodes, sizeof *frame->spells, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&frame->row, nodes + 1, sizeof *frame->row, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&frame->item, all->count, sizeof *frame->item, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&frame->value, all->count, sizeof *frame->value, err);
    for (int32_t k = 0; k < all->items && status == ENT_OK; k++)
        frame->items[k] = (ent_latent_item){.type = ENT_LATENT_ORDERED, .categories = CATEGORIES};
    return status;
}

static void frame_free(struct frame *frame) {
    free(frame->items);
    free(frame->spells);
    free(frame->row);
    free(frame->item);
    free(frame->value);
}

/* Ballots in order become spells, nodes and observations. */
static void lay_out(struct frame *frame, const struct ballots *all) {
    for (size_t i = 0; i < all->count; i++) {
        const struct ballot *ballot = &all->list[i];
        const struct ballot *before = i > 0 ? &all->list[i - 1] : NULL;
        int32_t steps = 1;
        if (begins_spell(before, ballot))
            frame->spells[frame->spell_count++] =
                (ent_latent_spell){(uint32_t)ballot->actor, ballot->session, 0};
        else
            steps = ballot->session - before->session;
        for (; steps > 0; steps--) {
            frame->spells[frame->spell_count - 1].length++;
            frame->row[frame->node_count++] = frame->observation_count;
        }
        if (ballot->item == NO_ITEM) continue;
        frame->item[frame->observation_count] = (uint32_t)ballot->item;
        frame->value[frame->observation_count++] = ballot->value;
    }
    frame->row[frame->node_count] = frame->observation_count;
}

/* ---- estimating ---- */

static ent_status collect(const struct frame *frame, const ent_latent_fit *fit, double level,
                          ent_ideal_points *out, ent_error *err) {
    double *figures = NULL;
    size_t n = frame->node_count;
    ent_status status = ent_array_new((void **)&figures, 4 * n, sizeof *figures, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&out->points, n, sizeof *out->points, err);
    if (status == ENT_OK)
        status = ent_latent_summary(fit, level, figures, figures + n, figures + 2 * n,
                                    figures + 3 * n, err);
    for (size_t s = 0; s < frame->spell_count && status == ENT_OK; s++)
        for (uint32_t t = 0; t < frame->spells[s].length; t++) {
            size_t i = out->count++;
            int session = frame->spells[s].first + (int)t;
            out->points[i] = (ent_ideal_point){.actor = (ent_actor)frame->spells[s].unit,
                                               .session = session,
                                               .year = YEAR_BEFORE_FIRST + session,
                                               .votes = (int)(frame->row[i + 1] - frame->row[i]),
                                               .mean = figures[i],
                                               .sd = figures[n + i],
                                               .lo = figures[2 * n + i],
                                               .hi = figures[3 * n + i]};
        }
    free(figures);
    return status;
}

static ent_status estimate(const struct frame *frame, size_t items,
                           const ent_ideal_options *options, ent_ideal_points *out,
                           ent_error *err) {
    const ent_latent_data data = {items,      frame->items, frame->spell_count, frame->spells,
                                  frame->row, frame->item,  frame->value};
    ent_latent_options model = options->model;
    ent_latent_fit *fit = NULL;
    model.anchor = (ent_latent_anchor){true, (uint32_t)options->above, (uint32_t)options->below};
    ent_status status =
        (options->sample ? ent_latent_fit_gibbs : ent_latent_fit_grid)(&fit, &data, &model, err);
    if (status != ENT_OK) return status;
    out->info = ent_latent_describe(fit);
    status = collect(frame, fit, options->level, out, err);
    ent_latent_free(fit);
    return status;
}

static bool is_there(const struct ballots *all, ent_actor actor) {
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].actor == actor) return true;
    return false;
}

static ent_status check(const struct ballots *all, const ent_ideal_options *options,
                        ent_error *err) {
    if (all->items == 0)
        return ent_fail(err, ENT_ERR_NOT_FOUND,
                        "no roll call in which states differed: import un-votes, or name a file "
                        "with --votes");
    const ent_actor ends[] = {options->above, options->below};
    for (int e = 0; e < 2; e++)
        if (!is_there(all, ends[e]))
            return ent_fail(err, ENT_ERR_NOT_FOUND,
                            "actor %d, which says which end is up, never voted: name two others "
                            "with --anchor",
                            ends[e]);
    if (!(options->level > 0 && options->level < 1))
        return ent_fail(err, ENT_ERR_USAGE, "level: expected a number between 0 and 1, found %g",
                        options->level);
    return ENT_OK;
}

ent_status ent_ideal_estimate(ent_store *store, const ent_ideal_options *options,
                              ent_ideal_points *out, ent_error *err) {
    struct ballots all = {0};
    struct frame frame = {0};
    *out = (ent_ideal_points){0};
    ent_status status =
        ent_store_roll_calls(store, YEAR_BEFORE_FIRST, ENT_OPEN, add_call, &all, err);
    if (status == ENT_OK) status = check(&all, options, err);
    if (status == ENT_OK) {
        qsort(all.list, all.count, sizeof *all.list, by_actor_session_item);
        status = frame_new(&frame, &all, err);
    }
    if (status == ENT_OK) {
        lay_out(&frame, &all);
        status = estimate(&frame, (size_t)all.items, options, out, err);
    }
    frame_free(&frame);
    free(all.list);
    if (status != ENT_OK) ent_ideal_points_free(out);
    return status;
}

void ent_ideal_points_free(ent_ideal_points *points) {
    free(points->points);
    *points = (ent_ideal_points){0};
}

/* ---- writing ---- */

enum { FIELDS = 8 };

static void fill(const ent_ideal_points *points, double *const columns[FIELDS]) {
    for (size_t i = 0; i < points->count; i++) {
        const ent_ideal_point *point = &points->points[i];
        const double row[FIELDS] = {point->actor, point->session, point->year, point->votes,
                                    point->mean,  point->sd,      point->lo,   point->hi};
        for (int f = 0; f < FIELDS; f++)
            columns[f][i] = row[f];
    }
}

ent_status ent_ideal_points_write(const ent_ideal_points *points, double level, const char *path,
                                  ent_error *err) {
    char low[64];
    char high[64];
    snprintf(low, sizeof low, "Lower end of the %g%% interval", 100 * level);
    snprintf(high, sizeof high, "Upper end of the %g%% interval", 100 * level);
    const ent_field fields[FIELDS] = {
        {"actor", "Correlates of War code", NULL, ENT_FIELD_INTEGER, 0},
        {"session", "Session of the General Assembly", NULL, ENT_FIELD_INTEGER, 0},
        {"year", "Year in which the session began", NULL, ENT_FIELD_INTEGER, 0},
        {"votes", "Votes cast on divided roll calls", NULL, ENT_FIELD_INTEGER, 0},
        {"ideal_point", "Ideal point, posterior mean", NULL, ENT_FIELD_REAL, 0},
        {"sd", "Posterior standard deviation", NULL, ENT_FIELD_REAL, 0},
        {"lo", low, NULL, ENT_FIELD_REAL, 0},
        {"hi", high, NULL, ENT_FIELD_REAL, 0}};
    double *block = NULL;
    double *columns[FIELDS];
    ent_writer *writer = NULL;
    ent_status status = ent_array_new((void **)&block, FIELDS * points->count, sizeof *block, err);
    if (status != ENT_OK) return status;
    for (size_t f = 0; f < FIELDS; f++)
        columns[f] = block + f * points->count;
    fill(points, columns);
    status = ent_writer_open(&writer, path, fields, FIELDS, points->count,
                             "Ideal points in the UN General Assembly", NULL, err);
    if (status == ENT_OK) {
        status = ent_writer_rows(writer, points->count, (const double *const *)columns, NULL, err);
        if (status == ENT_OK)
            status = ent_writer_close(writer, err);
        else
            ent_writer_discard(writer);
    }
    free(block);
    return status;
}
