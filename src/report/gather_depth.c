/* SPDX-License-Identifier: Apache-2.0 */
/* The estimate of depth of the two: its years, its latest gap, whether it rose, and its turns. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

/* A turn is told if it is more probable than not. */
static const double turn_told = 0.5;
enum { RISE_YEARS = 10 };

/* The path of the spell that holds the latest year. */
struct latest {
    ent_gathering *g;
    float *values;
    int first, last; /* of the path, and the last year told */
};

/* Whether a year is told, and the two are those of that year. */
static bool is_told(const ent_gathering *g, const ent_estimate_spell *spell, int year) {
    if (year < g->out->year1 || year > g->out->year2) return false;
    const struct pair_year *pair = ent_gather_pair(g, year);
    return (pair->a == spell->actor1 && pair->b == spell->actor2) ||
           (pair->a == spell->actor2 && pair->b == spell->actor1);
}

static ent_status keep_path(struct latest *latest, const ent_estimate_spell *spell, int last,
                            ent_error *err) {
    if (latest->values != NULL && last <= latest->last) return ENT_OK;
    size_t count = spell->years * spell->fields;
    float *copy = NULL;
    ent_status status = ent_array_new((void **)&copy, count, sizeof *copy, err);
    if (status != ENT_OK) return status;
    memcpy(copy, spell->values, count * sizeof *copy);
    free(latest->values);
    latest->values = copy;
    latest->first = spell->first;
    latest->last = last;
    return ENT_OK;
}

static ent_status keep_spell(void *context, const ent_estimate_spell *spell, ent_error *err) {
    struct latest *latest = context;
    ent_depth_run *depth = &latest->g->out->depth;
    int last = 0;
    if (spell->fields != ENT_DEPTH_FIELDS) return ENT_OK;
    size_t room = depth->count + spell->years;
    size_t capacity = depth->count;
    ent_status status =
        ent_array_reserve((void **)&depth->years, &capacity, room, sizeof *depth->years, err);
    for (size_t t = 0; t < spell->years && status == ENT_OK; t++) {
        const float *value = spell->values + t * ENT_DEPTH_FIELDS;
        int year = spell->first + (int)t;
        if (isnan(value[ENT_DEPTH_MEAN]) || !is_told(latest->g, spell, year)) continue;
        ent_depth_year *to = &depth->years[depth->count++];
        to->year = last = year;
        memcpy(to->value, value, sizeof to->value);
    }
    return status == ENT_OK && last != 0 ? keep_path(latest, spell, last, err) : status;
}

static int by_year(const void *a, const void *b) {
    int x = ((const ent_depth_year *)a)->year;
    int y = ((const ent_depth_year *)b)->year;
    return (x > y) - (x < y);
}

/* From ten years before the latest, or from the spell's first year with depth. */
static void find_rise(ent_depth_run *depth, const struct latest *latest) {
    int from = latest->last - RISE_YEARS;
    if (from < latest->first) from = latest->first;
    while (from < latest->last &&
           isnan(latest->values[(from - latest->first) * ENT_DEPTH_FIELDS + ENT_DEPTH_MEAN]))
        from++;
    if (from >= latest->last) return;
    depth->rise_from = from;
    depth->rise_to = latest->last;
    depth->rise = ent_depth_rise(latest->values, (size_t)(from - latest->first),
                                 (size_t)(latest->last - latest->first));
}

/* Years that turn one way without a break are one turn: its most probable year. */
static void find_turns(ent_depth_run *depth) {
    int before = 0;
    for (size_t y = 0; y < depth->count; y++) {
        double turn = (double)depth->years[y].value[ENT_DEPTH_TURN];
        if (isnan(turn) || fabs(turn) <= turn_told) continue;
        ent_depth_turn *last = &depth->turns[depth->turn_count > 0 ? depth->turn_count - 1 : 0];
        bool goes_on = depth->turn_count > 0 && before == depth->years[y].year - 1 &&
                       (last->probability > 0) == (turn > 0);
        before = depth->years[y].year;
        if (goes_on && fabs(turn) <= fabs(last->probability)) continue;
        if (!goes_on && depth->turn_count == ENT_DEPTH_TURNS) { /* the latest ones are told */
            memmove(depth->turns, depth->turns + 1, (ENT_DEPTH_TURNS - 1) * sizeof *last);
            depth->turn_count--;
        }
        if (!goes_on) last = &depth->turns[depth->turn_count++];
        *last = (ent_depth_turn){depth->years[y].year, turn};
    }
}

/* Last year of the span in which a source of the kind speaks of the two; sources that speak of
 * single pairs only where they name something are no part of depth. */
static int last_covered(const ent_gathering *g, ent_kind kind) {
    for (int year = g->out->year2; year >= g->out->year1; year--)
        for (size_t c = 0; c < g->covering_count; c++) {
            const struct covering *covering = &g->coverings[c];
            bool single_pair = covering->scope == ENT_SCOPE_BOTH && covering->actor_count <= 2;
            if (covering->kind == kind && !single_pair && covering->year1 <= year &&
                year <= covering->year2 &&
                ent_gather_source_covers(g, kind, covering->source, year))
                return year;
        }
    return 0;
}

static void find_ends(ent_gathering *g) {
    ent_depth_run *depth = &g->out->depth;
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++) {
        const ent_depth_item *item = ent_depth_item_at(k);
        bool known = item->side == ENT_DEPTH_HOSTILE;
        for (size_t i = 0; i < depth->kind_count && !known; i++)
            known = depth->kinds[i] == item->kind;
        if (known) continue;
        depth->kinds[depth->kind_count] = item->kind;
        depth->last[depth->kind_count++] = last_covered(g, item->kind);
    }
}

void ent_gather_depth(ent_gathering *g) {
    ent_depth_run *depth = &g->out->depth;
    struct latest latest = {.g = g};
    for (int i = 0; i < g->out->lineage_a.count; i++)
        for (int j = 0; j < g->out->lineage_b.count && g->status == ENT_OK; j++)
            ent_gather_ok(g, ent_depth_spells(g->store, g->out->lineage_a.actor[i],
                                              g->out->lineage_b.actor[j], keep_spell, &latest,
                                              g->err));
    if (g->status == ENT_OK && depth->count > 0) {
        qsort(depth->years, depth->count, sizeof *depth->years, by_year);
        for (size_t y = 0; y < depth->count; y++)
            if (!isnan(depth->years[y].value[ENT_GAP_MEAN])) depth->gap_year = depth->years[y].year;
        find_rise(depth, &latest);
        find_turns(depth);
        find_ends(g);
    }
    free(latest.values);
}
