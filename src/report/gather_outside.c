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

/* Opponents of one of the two being collected, year by year of a span. */
struct opponents {
    ent_gathering *g;
    bool of_b;
    int year1, year2;
    ent_actor only; /* 0: all; else count the years of disputes with this one */
    ent_actor *set;
    size_t count;
    uint64_t years; /* bit: years since year1 in dispute with @only */
};

/* Years of a participation in the evidence. */
static void years_of(const ent_evidence *row, const ent_participant *who, int *first, int *last) {
    *first = who->first.year != 0 ? who->first.year : row->first.year;
    *last = who->last.year != 0 ? who->last.year : row->last.year;
    if (*last == 0) *last = *first;
}

static void add_opponent(struct opponents *opponents, ent_actor other, int year) {
    if (opponents->only != 0) {
        if (other == opponents->only) opponents->years |= UINT64_C(1) << (year - opponents->year1);
        return;
    }
    for (size_t k = 0; k < opponents->count; k++)
        if (opponents->set[k] == other) return;
    opponents->set[opponents->count++] = other;
}

static void add_meeting(struct opponents *opponents, const ent_evidence *row,
                        const ent_participant *self, const ent_participant *other) {
    ent_gathering *g = opponents->g;
    int first[2];
    int last[2];
    years_of(row, self, &first[0], &last[0]);
    years_of(row, other, &first[1], &last[1]);
    for (int year = opponents->year1; year <= opponents->year2; year++) {
        const struct pair_year *pair = ent_gather_pair(g, year);
        size_t source = 0;
        if (year < first[0] || year < first[1] || year > last[0] || year > last[1] ||
            self->actor != (opponents->of_b ? pair->b : pair->a) ||
            !ent_gather_covers(g, ENT_DISPUTE, year, self->actor, other->actor, &source) ||
            strcmp(g->out->sources[source].name, row->source) != 0)
            continue;
        add_opponent(opponents, other->actor, year);
    }
}

static ent_status keep_opponents(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct opponents *opponents = context;
    const ent_actor_ref *lineage =
        opponents->of_b ? &opponents->g->out->lineage_b : &opponents->g->out->lineage_a;
    for (size_t i = 0; i < row->participant_count; i++) {
        bool self = false;
        for (int k = 0; k < lineage->count; k++)
            self = self || lineage->actor[k] == row->participants[i].actor;
        for (size_t j = 0; j < row->participant_count && self; j++)
            if (ent_gather_opposed(&row->participants[i], &row->participants[j],
                                   row->participant_count))
                add_meeting(opponents, row, &row->participants[i], &row->participants[j]);
    }
    return opponents->g->status;
}

static void collect(struct opponents *opponents) {
    ent_gathering *g = opponents->g;
    const ent_actor_ref *lineage = opponents->of_b ? &g->out->lineage_b : &g->out->lineage_a;
    for (int k = 0; k < lineage->count && g->status == ENT_OK; k++)
        ent_gather_ok(g, ent_store_evidence(g->store, ENT_DISPUTE, lineage->actor[k],
                                            opponents->only, opponents->year1, opponents->year2,
                                            keep_opponents, opponents, g->err));
}

static void add_shared_disputants(ent_gathering *g, int last) {
    int first = ent_gather_first(g, ENT_DISPUTE, false, last, ENT_LONG_YEARS);
    const ent_actor *all = NULL;
    size_t most = ent_actors_all(g->actors, &all);
    ent_actor *sets = NULL;
    size_t shared = 0;
    ent_figure *figure = ent_gather_figure(g, "shared_disputants", "count", first, last);
    if (last == 0 || figure == NULL ||
        !ent_gather_ok(g, ent_array_new((void **)&sets, 2 * most, sizeof *sets, g->err)))
        return;
    struct opponents of_a = {.g = g, .year1 = first, .year2 = last, .set = sets};
    struct opponents of_b = of_a;
    of_b.of_b = true;
    of_b.set = sets + most;
    collect(&of_a);
    collect(&of_b);
    for (size_t i = 0; i < of_a.count; i++)
        for (size_t j = 0; j < of_b.count; j++)
            if (of_a.set[i] == of_b.set[j]) {
                ent_actor found = of_a.set[i];
                of_a.set[i] = of_a.set[shared];
                of_a.set[shared++] = found;
                break;
            }
    ent_gather_set(figure, (double)shared);
    ent_gather_cite(g, figure, ENT_DISPUTE, false);
    note_shared(g, "note_disputants_shared", of_a.set, shared, first, last);
    free(sets);
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

static void add_columns(ent_gathering *g, const struct with_third *with, size_t count) {
    enum { MOST = 4 };
    struct wanted wanted[MOST];
    struct year_pairs pairs;
    int year = last_with_third(g, with->kind);
    const struct pair_year *pair = ent_gather_pair(g, year != 0 ? year : g->out->year2);
    const ent_actor from[] = {pair->a, pair->b};
    for (size_t w = 0; w < 2 * count && w < MOST; w++) {
        size_t source = 0;
        bool flag = with->kind == ENT_RIVALRY;
        wanted[w] = (struct wanted){with[w / 2].column, SIZE_MAX,
                                    ent_gather_directed(g, with[w / 2].key, flag ? "flag" : "index",
                                                        from[w % 2], g->out->third, year, year)};
        if (year != 0 && wanted[w].figure != NULL &&
            ent_gather_covers(g, with->kind, year, from[w % 2], g->out->third, &source))
            wanted[w].figure->sources |= UINT64_C(1) << source;
    }
    if (year == 0 || !ent_gather_year(g, with->needs, year, ENT_UNIT_DYAD, &pairs)) return;
    for (size_t w = 0; w < 2 * count && w < MOST; w++)
        wanted[w].place = ent_gather_place(&pairs, from[w % 2], g->out->third);
    ent_gather_columns(g, &pairs, wanted, 2 * count);
    for (size_t w = 0; w < 2 * count && with->kind == ENT_RIVALRY && g->status == ENT_OK; w++)
        wanted[w].figure->rank = (ent_rank){0}; /* a flag has no rank */
    ent_gather_year_end(&pairs);
}

static int count_bits(uint64_t bits) {
    int count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* Years in dispute with the third, of the last ten covered. */
static void add_disputes(ent_gathering *g) {
    int last = last_with_third(g, ENT_DISPUTE);
    int first =
        last - ENT_LONG_YEARS + 1 > g->out->year1 ? last - ENT_LONG_YEARS + 1 : g->out->year1;
    const struct pair_year *pair = ent_gather_pair(g, last != 0 ? last : g->out->year2);
    for (int k = 0; k < 2; k++) {
        size_t source = 0;
        ent_actor from = k == 0 ? pair->a : pair->b;
        ent_figure *figure = ent_gather_directed(g, "third_mids", "count", from, g->out->third,
                                                 last != 0 ? first : 0, last);
        struct opponents third = {
            .g = g, .of_b = k == 1, .year1 = first, .year2 = last, .only = g->out->third};
        if (last == 0 || figure == NULL) continue;
        collect(&third);
        ent_gather_set(figure, count_bits(third.years));
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

static const ent_participant *in_role(const ent_evidence *row, ent_actor actor, const char *role) {
    for (size_t p = 0; p < row->participant_count; p++)
        if (row->participants[p].actor == actor && strstr(row->participants[p].role, role) != NULL)
            return &row->participants[p];
    return NULL;
}

static ent_status keep_sanction(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct sanctions *sanctions = context;
    ent_gathering *g = sanctions->g;
    const ent_participant *sender = in_role(row, sanctions->sender, "sender");
    const ent_participant *target = in_role(row, sanctions->target, "target");
    size_t kept = 0;
    if (sender == NULL || target == NULL) return ENT_OK;
    ent_record record = ent_gather_record(g, row, sender, target);
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
    static const struct with_third alliance[] = {
        {"third_alliance_s_abs", "alliance_s_abs", ENT_ALLIANCE, ENT_NEED_ALLIANCE},
        {"third_alliance_kappa_sq", "alliance_kappa_sq", ENT_ALLIANCE, ENT_NEED_ALLIANCE},
    };
    static const struct with_third others[] = {
        {"third_vote_agree", "vote_agree", ENT_VOTE, ENT_NEED_VOTE},
        {"third_ideal_distance", "ideal_distance", ENT_IDEAL_POINT, ENT_NEED_IDEAL},
        {"third_rivalry", "rivalry", ENT_RIVALRY, ENT_NEED_RIVALRY},
    };
    add_columns(g, alliance, 2);
    for (size_t c = 0; c < sizeof others / sizeof others[0]; c++)
        add_columns(g, &others[c], 1);
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
