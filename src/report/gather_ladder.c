/* SPDX-License-Identifier: Apache-2.0 */
/* The ladder: what each record between the two claims (src/measure/ladder.c has the rules), and
 * which claims hold as of the last year. */
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

/* A flow of troops is a deployment from here on: smaller ones hold guards, attachés and students
 * (docs/ladder.md). */
enum { TROOPS_DEPLOYED = 1000 };

/* The pair's rows, then its flows, as the ladder reads them. */
struct ladder {
    ent_ladder_record *records;
    unsigned *claims;
    size_t count;
    ent_ladder_coverage *coverage;
    size_t coverage_count;
};

static bool flow_counts(const ent_gathering *g, const struct pair_flow *flow) {
    int year = flow->record.first.year;
    bool back = flow->record.from == ent_gather_pair(g, year)->b;
    if (!ent_gather_covered(g, flow->record.kind, year, back, NULL)) return false;
    return flow->record.value >= (flow->record.kind == ENT_DEPLOYMENT ? TROOPS_DEPLOYED : 0) &&
           flow->record.value > 0;
}

static void fill_records(const ent_gathering *g, struct ladder *ladder) {
    for (size_t r = 0; r < g->row_count; r++) {
        const struct pair_row *row = &g->rows[r];
        ladder->records[r] = (ent_ladder_record){.kind = row->record.kind,
                                                 .year1 = row->year1,
                                                 .year2 = row->year2,
                                                 .category = row->record.category,
                                                 .role = {row->role[0], row->role[1]}};
    }
    for (size_t f = 0; f < g->flow_count; f++) {
        const struct pair_flow *flow = &g->flows[f];
        int year = flow->record.first.year;
        ladder->records[g->row_count + f] = (ent_ladder_record){.kind = flow->record.kind,
                                                                .year1 = year,
                                                                .year2 = year,
                                                                .category = "",
                                                                .role = {"", ""}};
    }
    for (size_t k = 0; k < ladder->count; k++) {
        ladder->claims[k] = ent_ladder_claims(&ladder->records[k]);
        if (k >= g->row_count && !flow_counts(g, &g->flows[k - g->row_count]))
            ladder->claims[k] = 0;
    }
}

/* Each source's covered years of each kind, as they are for the two in the span. */
static void fill_coverage(const ent_gathering *g, struct ladder *ladder) {
    for (size_t c = 0; c < g->covering_count; c++) {
        const struct covering *covering = &g->coverings[c];
        int first = 0;
        int last = 0;
        for (int year = g->out->year1; year <= g->out->year2; year++) {
            if (year < covering->year1 || year > covering->year2 ||
                (!ent_gather_covered(g, covering->kind, year, false, NULL) &&
                 !ent_gather_covered(g, covering->kind, year, true, NULL)))
                continue;
            if (first == 0) first = year;
            last = year;
        }
        if (first == 0) continue;
        bool ledger = strcmp(g->out->sources[covering->source].name, "ledger") == 0;
        ladder->coverage[ladder->coverage_count++] =
            (ent_ladder_coverage){covering->kind, first, last, ledger};
    }
}

/* Rows in the window as of a year that make a claim. */
static void keep_claim(ent_gathering *g, const struct ladder *ladder, unsigned claim, int year,
                       size_t *begin, size_t *count) {
    for (size_t k = 0; k < ladder->count; k++) {
        const ent_ladder_record *record = &ladder->records[k];
        if ((ladder->claims[k] >> claim & 1u) == 0 || record->year1 > year ||
            record->year2 <= year - ENT_LADDER_WINDOW)
            continue;
        if (k < g->row_count)
            ent_gather_keep(g, &g->rows[k].record, &g->rows[k].kept, begin, count);
        else
            ent_gather_keep(g, &g->flows[k - g->row_count].record, &g->flows[k - g->row_count].kept,
                            begin, count);
    }
}

/* The last year before the span's end as of which a claim without evidence now had some. */
static void find_earlier(ent_gathering *g, const struct ladder *ladder) {
    ent_assessment *out = g->out;
    for (int year = out->year2 - 1; year >= out->year1 && g->status == ENT_OK; year--) {
        ent_ladder_part then[ENT_CLAIMS];
        ent_ladder_states(ladder->records, ladder->claims, ladder->count, ladder->coverage,
                          ladder->coverage_count, year, then);
        for (unsigned c = 0; c < ENT_CLAIMS; c++) {
            ent_rung_part *part = &out->parts[c];
            if (part->state == ENT_RUNG_EVIDENCE || part->earlier != 0 ||
                then[c].state != ENT_RUNG_EVIDENCE)
                continue;
            part->earlier = year;
            keep_claim(g, ladder, c, year, &part->earlier_begin, &part->earlier_count);
        }
    }
}

/* A rung has evidence if a part has. That there is none can only be said of all its parts: where
 * one is not covered, the rung is not. */
static void fill_rungs(ent_assessment *out) {
    for (unsigned r = 0; r < ENT_RUNGS; r++)
        out->rungs[r] = (ent_rung){.state = ENT_RUNG_NONE};
    for (unsigned c = 0; c < ENT_CLAIMS; c++) {
        int number = ent_claim_rung((ent_claim)c);
        if (number == 0) continue;
        ent_rung *rung = &out->rungs[number - 1];
        ent_rung_state state = out->parts[c].state;
        if (rung->part_count == 0) rung->part_begin = c;
        rung->part_count++;
        bool found = rung->state < ENT_RUNG_NONE;
        if (found ? state < rung->state : state != ENT_RUNG_NONE) rung->state = state;
    }
}

static void assess(ent_gathering *g, struct ladder *ladder) {
    ent_ladder_part parts[ENT_CLAIMS];
    fill_records(g, ladder);
    fill_coverage(g, ladder);
    ent_ladder_states(ladder->records, ladder->claims, ladder->count, ladder->coverage,
                      ladder->coverage_count, g->out->year2, parts);
    for (unsigned c = 0; c < ENT_CLAIMS; c++) {
        ent_rung_part *part = &g->out->parts[c];
        *part = (ent_rung_part){
            .state = parts[c].state, .covered1 = parts[c].covered1, .covered2 = parts[c].covered2};
        keep_claim(g, ladder, c, g->out->year2, &part->record_begin, &part->record_count);
    }
    find_earlier(g, ladder);
    fill_rungs(g->out);
}

void ent_gather_ladder(ent_gathering *g) {
    struct ladder ladder = {.count = g->row_count + g->flow_count};
    if (g->status != ENT_OK) return;
    if (ent_gather_ok(g, ent_array_new((void **)&ladder.records, ladder.count,
                                       sizeof *ladder.records, g->err)) &&
        ent_gather_ok(g, ent_array_new((void **)&ladder.claims, ladder.count, sizeof *ladder.claims,
                                       g->err)) &&
        ent_gather_ok(g, ent_array_new((void **)&ladder.coverage, g->covering_count,
                                       sizeof *ladder.coverage, g->err)))
        assess(g, &ladder);
    free(ladder.records);
    free(ladder.claims);
    free(ladder.coverage);
}
