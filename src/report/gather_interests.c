/* SPDX-License-Identifier: Apache-2.0 */
/* How interests compare: every similarity measure side by side, and whether they agree. */
#include <string.h>

#include "report/gather.h"

/* In the order of ent_similarity_measure. */
static const char *const similarity[ENT_SIMILARITY_COUNT] = {
    "alliance_tau_b",      "alliance_s_abs",         "alliance_s_sq",      "alliance_sw_abs",
    "alliance_sw_sq",      "alliance_kappa_nominal", "alliance_kappa_abs", "alliance_kappa_sq",
    "alliance_pi_nominal", "alliance_pi_abs",        "alliance_pi_sq"};

static void add_similarity(ent_gathering *g, int year) {
    struct year_pairs pairs;
    struct wanted wanted[ENT_SIMILARITY_COUNT];
    bool weighted = ent_gather_covered(g, ENT_CAPABILITIES_KIND, year, false, NULL);
    for (size_t k = 0; k < ENT_SIMILARITY_COUNT; k++) {
        wanted[k] = (struct wanted){similarity[k], SIZE_MAX,
                                    ent_gather_figure(g, similarity[k], "index", year, year)};
        ent_gather_cite(g, wanted[k].figure, ENT_ALLIANCE, false);
    }
    if (year == 0 ||
        !ent_gather_year(g, ENT_NEED_ALLIANCE | ENT_NEED_CAPABILITY, year, ENT_UNIT_DYAD, &pairs))
        return;
    for (size_t k = 0; k < ENT_SIMILARITY_COUNT; k++)
        wanted[k].place = pairs.forth;
    ent_gather_columns(g, &pairs, wanted, ENT_SIMILARITY_COUNT);
    for (size_t k = ENT_SW_ABS; k <= ENT_SW_SQ && g->status == ENT_OK; k++) {
        ent_gather_cite(g, wanted[k].figure, ENT_CAPABILITIES_KIND, false);
        if (!weighted) wanted[k].figure->known = ENT_NOT_COVERED;
    }
    ent_gather_trace_portfolios(g, wanted[0].figure, year);
    for (size_t k = 1; k < ENT_SIMILARITY_COUNT; k++)
        ent_gather_share(wanted[k].figure, wanted[0].figure);
    ent_note *note = weighted ? NULL : ent_gather_note(g, "note_weighted_missing");
    if (note != NULL) note->number[0] = year;
    ent_gather_year_end(&pairs);
}

static void add_votes(ent_gathering *g, int year) {
    struct year_pairs pairs;
    ent_figure rolls = {.value = ent_missing()};
    ent_figure *agree = ent_gather_figure(g, "vote_agree", "index", year, year);
    if (year == 0 || !ent_gather_year(g, ENT_NEED_VOTE, year, ENT_UNIT_DYAD, &pairs)) return;
    const struct wanted wanted[] = {{"vote_agree", pairs.forth, agree},
                                    {"vote_rolls", pairs.forth, &rolls}};
    ent_gather_columns(g, &pairs, wanted, 2);
    if (agree != NULL) agree->context = rolls.value;
    ent_gather_cite(g, agree, ENT_VOTE, false);
    ent_gather_trace_votes(g, agree, year);
    ent_gather_year_end(&pairs);
}

static void add_ideal(ent_gathering *g, int year) {
    static const char *const series[] = {"ideal_point"};
    struct year_pairs pairs;
    ent_figure *figure = ent_gather_figure(g, "ideal_distance", "index", year, year);
    if (year == 0 || !ent_gather_year(g, ENT_NEED_IDEAL, year, ENT_UNIT_DYAD, &pairs)) return;
    ent_gather_column(g, &pairs, "ideal_distance", pairs.forth, figure);
    ent_gather_cite(g, figure, ENT_IDEAL_POINT, false);
    ent_gather_trace_points(g, figure, ENT_IDEAL_POINT, series, 1, year);
    ent_gather_year_end(&pairs);
}

/* Lowest and highest percentile of closeness among the measures; a distance counts from its other
 * end. */
static void compare(ent_gathering *g, const ent_section *section) {
    enum { APART = 50 };
    const char *low_key = "";
    const char *high_key = "";
    double low = ent_missing();
    double high = ent_missing();
    for (size_t f = section->figure_begin; f < g->out->figure_count; f++) {
        const ent_figure *figure = &g->out->figures[f];
        if (figure->known != ENT_KNOWN || figure->rank.of == 0) continue;
        bool distance = strcmp(figure->key, "ideal_distance") == 0;
        double closeness = distance ? 100 - figure->rank.percentile : figure->rank.percentile;
        if (!(closeness >= low)) {
            low = closeness;
            low_key = figure->key;
        }
        if (!(closeness <= high)) {
            high = closeness;
            high_key = figure->key;
        }
    }
    if (ent_is_missing(low) || strcmp(low_key, high_key) == 0) return;
    ent_note *note =
        ent_gather_note(g, high - low > APART ? "note_measures_disagree" : "note_measures_close");
    if (note == NULL) return;
    note->number[0] = low;
    note->number[1] = high;
    note->text[0] = low_key;
    note->text[1] = high_key;
}

void ent_gather_interests(ent_gathering *g) {
    int alliance = ent_gather_last(g, ENT_ALLIANCE, false, g->out->year2);
    int vote = ent_gather_last(g, ENT_VOTE, false, g->out->year2);
    int ideal = ent_gather_last(g, ENT_IDEAL_POINT, false, g->out->year2);
    ent_gather_begin(g, ENT_SECTION_INTERESTS);
    add_similarity(g, alliance);
    add_votes(g, vote);
    add_ideal(g, ideal);
    compare(g, &g->out->sections[ENT_SECTION_INTERESTS]);
    ent_gather_note_end(g, ENT_VOTE, vote);
    ent_gather_note_end(g, ENT_IDEAL_POINT, ideal);
    ent_gather_end(g, ENT_SECTION_INTERESTS);
}
