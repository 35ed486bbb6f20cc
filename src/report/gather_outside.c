/* SPDX-License-Identifier: Apache-2.0 */
/* What pushes from outside: rivals and disputants the two share, and how near each is to a third
 * actor: the strongest by CINC other than the two, unless the reader names one. */
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

/* ---- shared rivals and disputants ---- */

static void note_shared(ent_gathering *g, const char *key, const ent_actor *list, size_t count,
                        int year1, int year2) {
    ent_note *note = count > 0 ? ent_gather_note(g, key) : NULL;
    if (note == NULL) return;
    note->text[0] = ent_gather_actor_list(g, list, count);
    note->number[0] = year1;
    note->number[1] = year2;
}

static void add_shared_rivals(ent_gathering *g, int year) {
    struct year_pairs pairs;
    ent_actor *list = NULL;
    size_t count = 0;
    ent_figure *figure = ent_gather_figure(g, "shared_rivals", "count", year, year);
    if (year == 0 || figure == NULL ||
        !ent_gather_year(g, ENT_NEED_RIVALRY, year, ENT_UNIT_DYAD, &pairs))
        return;
    const ent_slice *slice = pairs.slice;
    size_t a = ent_slice_find(slice, ent_gather_pair(g, year)->a);
    size_t b = ent_slice_find(slice, ent_gather_pair(g, year)->b);
    if (ent_gather_ok(g, ent_array_new((void **)&list, slice->n, sizeof *list, g->err))) {
        for (size_t k = 0; k < slice->n; k++)
            if (slice->rivalry[a * slice->n + k] > 0 && slice->rivalry[b * slice->n + k] > 0)
                list[count++] = slice->actor[k];
        ent_gather_set(figure, (double)count);
        ent_gather_cite(g, figure, ENT_RIVALRY, false);
        note_shared(g, "note_rivals_shared", list, count, year, year);
    }
    free(list);
    ent_gather_year_end(&pairs);
}

/* Opponents of an actor in a year, added to a growing set. */
static size_t add_opponents(const ent_slice *slice, ent_actor actor, ent_actor *set, size_t count) {
    size_t i = ent_slice_find(slice, actor);
    for (size_t j = 0; j < slice->n && i != SIZE_MAX; j++) {
        bool known = !(slice->mid[i * slice->n + j] > 0);
        for (size_t k = 0; k < count && !known; k++)
            known = set[k] == slice->actor[j];
        if (!known) set[count++] = slice->actor[j];
    }
    return count;
}

static void add_shared_disputants(ent_gathering *g, int last) {
    int first = ent_gather_first(g, ENT_DISPUTE, false, last, ENT_LONG_YEARS);
    const ent_actor *all = NULL;
    size_t most = ent_actors_all(g->actors, &all);
    ent_actor *set = NULL;
    size_t of_a = 0;
    size_t of_b = 0;
    size_t shared = 0;
    ent_figure *figure = ent_gather_figure(g, "shared_disputants", "count", first, last);
    if (last == 0 || figure == NULL ||
        !ent_gather_ok(g, ent_array_new((void **)&set, 2 * most, sizeof *set, g->err)))
        return;
    for (int year = first; year <= last; year++) {
        struct year_pairs pairs;
        if (!ent_gather_year(g, ENT_NEED_DISPUTE, year, ENT_UNIT_DYAD, &pairs)) break;
        of_a = add_opponents(pairs.slice, ent_gather_pair(g, year)->a, set, of_a);
        of_b = add_opponents(pairs.slice, ent_gather_pair(g, year)->b, set + most, of_b);
        ent_gather_year_end(&pairs);
    }
    for (size_t i = 0; i < of_a; i++)
        for (size_t j = 0; j < of_b; j++)
            if (set[i] == set[most + j]) {
                ent_actor found = set[i];
                set[i] = set[shared];
                set[shared++] = found;
                break;
            }
    ent_gather_set(figure, (double)shared);
    ent_gather_cite(g, figure, ENT_DISPUTE, false);
    note_shared(g, "note_disputants_shared", set, shared, first, last);
    free(set);
}

/* ---- the third actor ---- */

static bool is_either(const ent_gathering *g, ent_actor actor) {
    for (int k = 0; k < ENT_LINEAGE; k++)
        if ((k < g->out->lineage_a.count && g->out->lineage_a.actor[k] == actor) ||
            (k < g->out->lineage_b.count && g->out->lineage_b.actor[k] == actor))
            return true;
    return false;
}

static void choose_third(ent_gathering *g, int year) {
    struct year_pairs pairs;
    double *cinc = NULL;
    size_t column = 0;
    size_t best = SIZE_MAX;
    if (year == 0 || !ent_gather_year(g, ENT_NEED_CAPABILITY, year, ENT_UNIT_DYAD, &pairs)) return;
    size_t n = pairs.slice->n;
    if (ent_gather_ok(g, ent_array_new((void **)&cinc, n, sizeof *cinc, g->err)) &&
        ent_gather_ok(g, ent_column_find(ENT_UNIT_STATE, "cinc", &column, g->err)) &&
        ent_gather_ok(
            g, ent_columns_compute(pairs.slice, ENT_UNIT_STATE, NULL, &column, 1, &cinc, g->err)))
        for (size_t i = 0; i < n; i++)
            if (!ent_is_missing(cinc[i]) && !is_either(g, pairs.slice->actor[i]) &&
                (best == SIZE_MAX || cinc[i] > cinc[best]))
                best = i;
    if (best != SIZE_MAX) {
        g->out->third = pairs.slice->actor[best];
        ent_note *note = ent_gather_note(g, "note_third_strongest");
        if (note != NULL) {
            note->actor[0] = g->out->third;
            note->number[0] = cinc[best];
            note->number[1] = year;
        }
    }
    free(cinc);
    ent_gather_year_end(&pairs);
}

/* Columns of each of the two with the third, in the last year in which the kind covers it. */
struct with_third {
    const char *key, *column;
    ent_kind kind;
    unsigned needs;
};

static int last_with_third(const ent_gathering *g, ent_kind kind) {
    for (int year = g->out->year2; year >= g->out->year1; year--) {
        const struct pair_year *pair = ent_gather_pair(g, year);
        if (pair->a != 0 && pair->b != 0 &&
            ent_actors_together(g->actors, ENT_COW, pair->a, g->out->third, year) &&
            ent_actors_together(g->actors, ENT_COW, pair->b, g->out->third, year) &&
            ent_gather_covers(g, kind, year, pair->a, g->out->third, NULL))
            return year;
    }
    return 0;
}

static void add_column(ent_gathering *g, const struct with_third *with) {
    struct year_pairs pairs;
    const char *const names[] = {with->column, with->column};
    ent_figure *figures[2];
    size_t places[2];
    int year = last_with_third(g, with->kind);
    const struct pair_year *pair = ent_gather_pair(g, year != 0 ? year : g->out->year2);
    const ent_actor from[] = {pair->a, pair->b};
    const char *unit = strcmp(with->key, "third_rivalry") == 0 ? "flag" : "index";
    for (int k = 0; k < 2; k++)
        figures[k] = ent_gather_directed(g, with->key, unit, from[k], g->out->third, year, year);
    if (year == 0 || !ent_gather_year(g, with->needs, year, ENT_UNIT_DYAD, &pairs)) return;
    for (int k = 0; k < 2; k++) {
        size_t source = 0;
        places[k] = ent_gather_place(&pairs, from[k], g->out->third);
        ent_gather_columns(g, &pairs, 1, &names[k], &places[k], &figures[k]);
        if (figures[k] == NULL) continue;
        if (ent_gather_covers(g, with->kind, year, from[k], g->out->third, &source))
            figures[k]->sources |= UINT64_C(1) << source;
        if (unit[0] == 'f') figures[k]->rank = (ent_rank){0};
    }
    ent_gather_year_end(&pairs);
}

/* Years in dispute with the third, of the last ten covered. */
static void add_disputes(ent_gathering *g) {
    int last = last_with_third(g, ENT_DISPUTE);
    int first =
        last - ENT_LONG_YEARS + 1 > g->out->year1 ? last - ENT_LONG_YEARS + 1 : g->out->year1;
    double years[2] = {0, 0};
    for (int year = first; year <= last && last != 0; year++) {
        struct year_pairs pairs;
        if (!ent_gather_year(g, ENT_NEED_DISPUTE, year, ENT_UNIT_DYAD, &pairs)) return;
        size_t t = ent_slice_find(pairs.slice, g->out->third);
        for (int k = 0; k < 2; k++) {
            const struct pair_year *pair = ent_gather_pair(g, year);
            size_t i = ent_slice_find(pairs.slice, k == 0 ? pair->a : pair->b);
            if (i != SIZE_MAX && t != SIZE_MAX && pairs.slice->mid[i * pairs.slice->n + t] > 0)
                years[k]++;
        }
        ent_gather_year_end(&pairs);
    }
    for (int k = 0; k < 2; k++) {
        size_t source = 0;
        const struct pair_year *pair = ent_gather_pair(g, last != 0 ? last : g->out->year2);
        ent_actor from = k == 0 ? pair->a : pair->b;
        ent_figure *figure = ent_gather_directed(g, "third_mids", "count", from, g->out->third,
                                                 last != 0 ? first : 0, last);
        if (last == 0 || figure == NULL) continue;
        ent_gather_set(figure, years[k]);
        if (ent_gather_covers(g, ENT_DISPUTE, last, from, g->out->third, &source))
            figure->sources |= UINT64_C(1) << source;
    }
}

/* ---- sanctions of the third ---- */

struct sanctions {
    ent_gathering *g;
    ent_figure *figure;
    ent_actor sender, target;
};

static bool has_role(const ent_evidence *row, ent_actor actor, const char *role) {
    for (size_t p = 0; p < row->participant_count; p++)
        if (row->participants[p].actor == actor && strstr(row->participants[p].role, role) != NULL)
            return true;
    return false;
}

static ent_status keep_sanction(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct sanctions *sanctions = context;
    ent_gathering *g = sanctions->g;
    size_t kept = 0;
    if (!has_role(row, sanctions->sender, "sender") || !has_role(row, sanctions->target, "target"))
        return ENT_OK;
    ent_record record = {.id = row->id,
                         .kind = row->kind,
                         .first = row->first,
                         .last = row->last,
                         .title = ent_gather_text(g, row->title),
                         .ref = ent_gather_text(g, row->ref),
                         .category = ent_gather_text(g, row->category),
                         .quote = ent_gather_text(g, row->quote),
                         .value = row->magnitude,
                         .unit = ent_gather_text(g, row->unit),
                         .detail = ent_gather_text(g, row->detail),
                         .duties = "",
                         .level = ent_missing(),
                         .actors = row->participant_count,
                         .source = ent_gather_source(g, row->source)};
    ent_gather_back(g, sanctions->figure, &record, &kept);
    return g->status;
}

/* What is recorded counts; nothing recorded is 0 only where a source covers the years. */
static void add_sanctions(ent_gathering *g) {
    const struct pair_year *pair = ent_gather_pair(g, g->out->year2);
    for (int k = 0; k < 2; k++) {
        ent_actor target = k == 0 ? pair->a : pair->b;
        ent_figure *figure = ent_gather_directed(g, "third_sanctions", "count", target,
                                                 g->out->third, g->out->year1, g->out->year2);
        struct sanctions sanctions = {g, figure, g->out->third, target};
        if (figure == NULL) return;
        ent_gather_ok(g, ent_store_evidence(g->store, ENT_SANCTION, g->out->third, target,
                                            g->out->year1, g->out->year2, keep_sanction, &sanctions,
                                            g->err));
        bool covered = false;
        for (int year = g->out->year1; year <= g->out->year2 && !covered; year++)
            covered = ent_gather_covers(g, ENT_SANCTION, year, g->out->third, target, NULL);
        if (covered || figure->record_count > 0)
            ent_gather_set(figure, (double)figure->record_count);
        figure->listed = true;
    }
}

static void add_third(ent_gathering *g) {
    static const unsigned alliance = ENT_NEED_ALLIANCE | ENT_NEED_CAPABILITY;
    const struct with_third columns[] = {
        {"third_alliance_s_abs", "alliance_s_abs", ENT_ALLIANCE, alliance},
        {"third_alliance_kappa_sq", "alliance_kappa_sq", ENT_ALLIANCE, alliance},
        {"third_vote_agree", "vote_agree", ENT_VOTE, ENT_NEED_VOTE},
        {"third_ideal_distance", "ideal_distance", ENT_IDEAL_POINT, ENT_NEED_IDEAL},
        {"third_rivalry", "rivalry", ENT_RIVALRY, ENT_NEED_RIVALRY},
    };
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        add_column(g, &columns[c]);
    add_disputes(g);
    add_sanctions(g);
}

void ent_gather_outside(ent_gathering *g, ent_actor third) {
    ent_gather_begin(g, ENT_SECTION_OUTSIDE);
    add_shared_rivals(g, ent_gather_last(g, ENT_RIVALRY, false, g->out->year2));
    add_shared_disputants(g, ent_gather_last(g, ENT_DISPUTE, false, g->out->year2));
    if (third != 0 && is_either(g, third))
        ent_gather_ok(g, ent_fail(g->err, ENT_ERR_USAGE, "the third actor, %s, is one of the two",
                                  ent_actor_name(g->actors, third, ENT_EN, 0)));
    if (third != 0) {
        g->out->third = third;
        g->out->third_chosen = true;
        ent_note *note = ent_gather_note(g, "note_third_chosen");
        if (note != NULL) note->actor[0] = third;
    } else {
        choose_third(g, ent_gather_last(g, ENT_CAPABILITIES_KIND, false, g->out->year2));
    }
    if (g->out->third != 0) add_third(g);
    ent_gather_end(g, ENT_SECTION_OUTSIDE);
}
