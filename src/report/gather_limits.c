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

/* Whether the source speaks of the two in any year of the span. */
static bool speaks_of_pair(const ent_gathering *g, ent_kind kind, size_t source) {
    for (int year = g->out->year1; year <= g->out->year2; year++)
        if (ent_gather_source_covers(g, kind, source, year)) return true;
    return false;
}

/* One line for each kind and source, its statements taken together. */
static void add_kind(ent_gathering *g, ent_kind kind) {
    size_t begin = g->out->reach_count;
    for (size_t c = 0; c < g->covering_count && g->status == ENT_OK; c++) {
        const struct covering *covering = &g->coverings[c];
        ent_reach *known = NULL;
        if (covering->kind != kind) continue;
        for (size_t r = begin; r < g->out->reach_count; r++)
            if (g->out->reaches[r].source == covering->source) known = &g->out->reaches[r];
        if (known == NULL) {
            add_reach(g, (ent_reach){kind, covering->source, covering->year1, covering->year2,
                                     speaks_of_pair(g, kind, covering->source)});
            continue;
        }
        if (covering->year1 < known->year1) known->year1 = covering->year1;
        if (covering->year2 > known->year2) known->year2 = covering->year2;
    }
    if (g->out->reach_count == begin) add_reach(g, (ent_reach){kind, ENT_NO_SOURCE, 0, 0, false});
}

/* ---- two readings of the same years ---- */

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
        if (!ent_gather_source_covers(g, kind, one, year) ||
            !ent_gather_source_covers(g, kind, other, year))
            continue;
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
