/* SPDX-License-Identifier: Apache-2.0 */
/* What is signed: alliances in force and past, obligations each way, MILINST. */
#include <string.h>

#include "report/gather.h"

/* Whether another row of the same treaty (a later phase, a second term) is in force. */
static bool renewed(const ent_gathering *g, const struct pair_row *row, int year) {
    for (size_t r = 0; r < g->row_count; r++) {
        const struct pair_row *other = &g->rows[r];
        if (other->record.kind == ENT_ALLIANCE && other->record.source == row->record.source &&
            strcmp(other->record.ref, row->record.ref) == 0 && ent_gather_in_force(other, year) &&
            ent_gather_counts(g, other, year))
            return true;
    }
    return false;
}

/* Treaties that were in force before the year, and are no longer; each phase is a row, each treaty
 * counts once. */
static void add_past(ent_gathering *g, int year) {
    ent_figure *figure = ent_gather_figure(g, "alliances_past", "count", g->out->year1, year);
    size_t treaties = 0;
    if (figure == NULL) return;
    figure->listed = true;
    for (size_t r = 0; r < g->row_count; r++) {
        struct pair_row *row = &g->rows[r];
        bool covered = false;
        if (row->record.kind != ENT_ALLIANCE || renewed(g, row, year)) continue;
        for (int y = row->year1; y <= row->year2 && y < year && !covered; y++)
            covered = ent_gather_counts(g, row, y);
        if (!covered) continue;
        bool first = true;
        for (size_t k = 0; k < figure->record_count; k++) {
            size_t known = g->out->record_index[figure->record_begin + k];
            if (strcmp(g->out->records[known].ref, row->record.ref) == 0) first = false;
        }
        treaties += first;
        ent_gather_back(g, figure, &row->record, &row->kept);
    }
    ent_gather_set(figure, (double)treaties);
}

static void add_obligations(ent_gathering *g, int year, const ent_figure *force) {
    static const char *const columns[] = {"defense", "offense", "neutrality", "nonaggression",
                                          "consultation"};
    enum { OBLIGATIONS = 5 };
    struct year_pairs pairs;
    struct wanted wanted[2 * OBLIGATIONS];
    const struct pair_year *pair = ent_gather_pair(g, year);
    if (!ent_gather_year(g, ENT_NEED_ALLIANCE, year, ENT_UNIT_DIRECTED, &pairs)) return;
    for (size_t k = 0; k < 2 * OBLIGATIONS; k++) {
        bool back = k >= OBLIGATIONS;
        const char *column = columns[k % OBLIGATIONS];
        wanted[k] = (struct wanted){column, back ? pairs.back : pairs.forth,
                                    ent_gather_directed(g, column, "flag", back ? pair->b : pair->a,
                                                        back ? pair->a : pair->b, year, year)};
        ent_gather_cite(g, wanted[k].figure, ENT_ALLIANCE, back);
        ent_gather_share(wanted[k].figure, force);
    }
    ent_gather_columns(g, &pairs, wanted, 2 * OBLIGATIONS);
    for (size_t k = 0; k < 2 * OBLIGATIONS && g->status == ENT_OK; k++)
        wanted[k].figure->rank = (ent_rank){0}; /* a flag has no rank */
    ent_gather_year_end(&pairs);
}

static void add_milinst(ent_gathering *g, int year, const ent_figure *force) {
    struct year_pairs pairs;
    ent_figure *figure = ent_gather_figure(g, "milinst", "level", year, year);
    if (!ent_gather_year(g, ENT_NEED_ALLIANCE, year, ENT_UNIT_DYAD, &pairs)) return;
    ent_gather_column(g, &pairs, "milinst", pairs.forth, figure);
    ent_gather_cite(g, figure, ENT_ALLIANCE, false);
    ent_gather_share(figure, force);
    ent_gather_year_end(&pairs);
}

void ent_gather_signed(ent_gathering *g) {
    int year = ent_gather_last(g, ENT_ALLIANCE, false, g->out->year2);
    ent_gather_begin(g, ENT_SECTION_SIGNED);
    ent_figure *figure = ent_gather_figure(g, "alliances_force", "count", year, year);
    if (year != 0 && figure != NULL) {
        ent_gather_set(figure, ent_gather_count(g, ENT_ALLIANCE, year, true));
        ent_gather_cite(g, figure, ENT_ALLIANCE, false);
        ent_gather_back_rows(g, figure, ENT_ALLIANCE, year, year, true);
        figure->listed = true;
        add_obligations(g, year, figure);
        add_milinst(g, year, figure);
        add_past(g, year);
    }
    ent_gather_note_end(g, ENT_ALLIANCE, year);
    ent_gather_end(g, ENT_SECTION_SIGNED);
}
