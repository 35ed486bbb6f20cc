/* SPDX-License-Identifier: Apache-2.0 */
/* Where the sources end, and where two of them count the same thing differently. */
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

static void add_reach(ent_gathering *g, ent_reach reach) {
    ent_assessment *out = g->out;
    if (ent_gather_ok(g, ent_array_reserve((void **)&out->reaches, &g->reach_capacity,
                                           out->reach_count + 1, sizeof *out->reaches, g->err)))
        out->reaches[out->reach_count++] = reach;
}

/* Whether the statement speaks of the two in any year of the span. */
static bool speaks_of_pair(const ent_gathering *g, const struct covering *covering) {
    for (int year = g->out->year1; year <= g->out->year2; year++) {
        const struct pair_year *pair = ent_gather_pair(g, year);
        size_t source = 0;
        if (year < covering->year1 || year > covering->year2 || !pair->together) continue;
        if ((ent_gather_covers(g, covering->kind, year, pair->a, pair->b, &source) &&
             source == covering->source) ||
            (ent_gather_covers(g, covering->kind, year, pair->b, pair->a, &source) &&
             source == covering->source))
            return true;
    }
    return false;
}

/* One line for each kind and source, its statements taken together. */
static void add_kind(ent_gathering *g, ent_kind kind) {
    size_t begin = g->out->reach_count;
    for (size_t c = 0; c < g->covering_count && g->status == ENT_OK; c++) {
        const struct covering *covering = &g->coverings[c];
        ent_reach *known = NULL;
        if (covering->kind != kind) continue;
        bool pair = speaks_of_pair(g, covering);
        for (size_t r = begin; r < g->out->reach_count; r++)
            if (g->out->reaches[r].source == covering->source) known = &g->out->reaches[r];
        if (known == NULL) {
            add_reach(g,
                      (ent_reach){kind, covering->source, covering->year1, covering->year2, pair});
            continue;
        }
        if (covering->year1 < known->year1) known->year1 = covering->year1;
        if (covering->year2 > known->year2) known->year2 = covering->year2;
        known->pair_covered = known->pair_covered || pair;
    }
    if (g->out->reach_count == begin) add_reach(g, (ent_reach){kind, ENT_NO_SOURCE, 0, 0, false});
}

/* ---- two readings of the same years ---- */

/* Whether a source, whatever its scope's rank, covers the two in a year. */
static bool source_covers(const ent_gathering *g, ent_kind kind, size_t source, int year) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    for (size_t c = 0; c < g->covering_count && pair->together; c++) {
        const struct covering *covering = &g->coverings[c];
        bool a = covering->actor_count == 0;
        bool b = a;
        for (size_t k = 0; k < covering->actor_count; k++) {
            a = a || g->covered[covering->actor_begin + k] == pair->a;
            b = b || g->covered[covering->actor_begin + k] == pair->b;
        }
        bool within = covering->scope == ENT_SCOPE_ALL ||
                      (covering->scope == ENT_SCOPE_BOTH ? a && b : a || b);
        if (covering->kind == kind && covering->source == source && covering->year1 <= year &&
            year <= covering->year2 && within)
            return true;
    }
    return false;
}

static double count_of(const ent_gathering *g, ent_kind kind, size_t source, int year) {
    double count = 0;
    for (size_t r = 0; r < g->row_count; r++)
        count += g->rows[r].record.kind == kind && g->rows[r].record.source == source &&
                 g->rows[r].record.first.year == year;
    return count;
}

static void compare(ent_gathering *g, ent_kind kind, size_t one, size_t other) {
    ent_reading_pair pair = {.kind = kind, .source = {one, other}};
    bool differ = false;
    for (int year = g->out->year1; year <= g->out->year2; year++) {
        if (!source_covers(g, kind, one, year) || !source_covers(g, kind, other, year)) continue;
        double counts[2] = {count_of(g, kind, one, year), count_of(g, kind, other, year)};
        if (pair.year1 == 0) pair.year1 = year;
        pair.year2 = year;
        pair.value[0] += counts[0];
        pair.value[1] += counts[1];
        differ = differ || counts[0] != counts[1];
    }
    ent_assessment *out = g->out;
    if (!differ ||
        !ent_gather_ok(g, ent_array_reserve((void **)&out->readings, &g->reading_capacity,
                                            out->reading_count + 1, sizeof *out->readings, g->err)))
        return;
    out->readings[out->reading_count++] = pair;
}

static void add_readings(ent_gathering *g) {
    for (size_t r = 0; r < g->out->reach_count && g->status == ENT_OK; r++) {
        const ent_reach *one = &g->out->reaches[r];
        if (one->kind >= ENT_EVIDENCE_KINDS || one->source == ENT_NO_SOURCE) continue;
        for (size_t s = r + 1; s < g->out->reach_count; s++)
            if (g->out->reaches[s].kind == one->kind)
                compare(g, one->kind, one->source, g->out->reaches[s].source);
    }
}

void ent_gather_limits(ent_gathering *g) {
    static const ent_kind kinds[] = {ENT_ALLIANCE, ENT_AGREEMENT,   ENT_EXERCISE,
                                     ENT_TRANSFER, ENT_DEPLOYMENT,  ENT_EXCHANGE,
                                     ENT_VOTE,     ENT_IDEAL_POINT, ENT_DISPUTE,
                                     ENT_RIVALRY,  ENT_SANCTION,    ENT_CAPABILITIES_KIND,
                                     ENT_TRADE};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0] && g->status == ENT_OK; k++)
        add_kind(g, kinds[k]);
    add_readings(g);
}
