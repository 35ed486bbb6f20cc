/* SPDX-License-Identifier: Apache-2.0 */
/* What pulls apart: disputes, rivalry, disparity of power, trade dependence, arms to rivals. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

/* ---- disputes and rivalry ---- */

/* Disputes by their number at the source: one dispute may be several rows. */
static double distinct_refs(const ent_gathering *g, const ent_figure *figure) {
    double distinct = 0;
    for (size_t k = 0; k < figure->record_count; k++) {
        const size_t *index = &g->out->record_index[figure->record_begin];
        bool first = true;
        for (size_t m = 0; m < k; m++)
            if (strcmp(g->out->records[index[m]].ref, g->out->records[index[k]].ref) == 0)
                first = false;
        distinct += first;
    }
    return distinct;
}

static void add_disputes(ent_gathering *g, int last) {
    int first = last != 0 ? g->out->year1 : 0;
    double years = 0;
    int latest = 0;
    double hostility = ent_missing();
    ent_figure *disputes = ent_gather_figure(g, "disputes", "count", first, last);
    ent_figure *mids = ent_gather_figure(g, "mids", "count", first, last);
    if (last == 0 || disputes == NULL || mids == NULL) return;
    for (int year = first; year <= last; year++) {
        if (!(ent_gather_count(g, ENT_DISPUTE, year, true) > 0)) continue;
        years++;
        latest = year;
    }
    ent_gather_back_rows(g, disputes, ENT_DISPUTE, first, last, true);
    for (size_t k = 0; k < disputes->record_count; k++) {
        double level = g->out->records[g->out->record_index[disputes->record_begin + k]].level;
        if (!ent_is_missing(level) && !(level <= hostility)) hostility = level;
    }
    ent_gather_set(disputes, distinct_refs(g, disputes));
    ent_gather_set(mids, years);
    ent_gather_cite(g, disputes, ENT_DISPUTE, false);
    ent_gather_cite(g, mids, ENT_DISPUTE, false);
    ent_gather_share(mids, disputes);
    if (latest == 0) return;
    ent_figure *when = ent_gather_figure(g, "mid_latest", "year", first, last);
    ent_gather_set(when, latest);
    ent_gather_cite(g, when, ENT_DISPUTE, false);
    ent_gather_share(when, disputes);
    ent_figure *highest = ent_gather_figure(g, "mid_hostility", "level", first, last);
    ent_gather_set(highest, hostility);
    ent_gather_cite(g, highest, ENT_DISPUTE, false);
    ent_gather_share(highest, disputes);
}

static void add_rivalry(ent_gathering *g, int last) {
    ent_figure *now = ent_gather_figure(g, "rivalry", "flag", last, last);
    if (last == 0 || now == NULL) return;
    ent_gather_set(now, ent_gather_count(g, ENT_RIVALRY, last, true) > 0);
    ent_gather_cite(g, now, ENT_RIVALRY, false);
    ent_gather_back_rows(g, now, ENT_RIVALRY, last, last, true);
    now->listed = true;
    ent_figure *past = ent_gather_figure(g, "rivalries_past", "count", g->out->year1, last);
    if (past == NULL) return;
    for (size_t r = 0; r < g->row_count; r++) {
        struct pair_row *row = &g->rows[r];
        bool found = false;
        if (row->record.kind != ENT_RIVALRY || ent_gather_in_force(row, last)) continue;
        for (int year = g->out->year1; year < last && !found; year++)
            found = ent_gather_in_force(row, year) && ent_gather_counts(g, row, year);
        if (found) ent_gather_back(g, past, &row->record, &row->kept);
    }
    ent_gather_set(past, (double)past->record_count);
    ent_gather_cite(g, past, ENT_RIVALRY, false);
    past->listed = true;
}

/* ---- power and trade ---- */

static void add_power(ent_gathering *g, int last) {
    static const char *const series[] = {"milex", "milper", "irst", "pec", "tpop", "upop"};
    struct year_pairs pairs;
    const struct pair_year *pair = ent_gather_pair(g, last != 0 ? last : g->out->year2);
    ent_figure *figures[] = {
        ent_gather_directed(g, "cinc", "share", pair->a, 0, last, last),
        ent_gather_directed(g, "cinc", "share", pair->b, 0, last, last),
        ent_gather_figure(g, "power_ratio", "index", last, last),
    };
    if (last == 0 || !ent_gather_year(g, ENT_NEED_CAPABILITY, last, ENT_UNIT_DYAD, &pairs)) return;
    bool swapped = pair->a > pair->b; /* a dyad's first actor has the lower code */
    const struct wanted wanted[] = {{"cinc1", pairs.forth, figures[swapped]},
                                    {"cinc2", pairs.forth, figures[!swapped]},
                                    {"power_ratio", pairs.forth, figures[2]}};
    ent_gather_columns(g, &pairs, wanted, 3);
    for (size_t k = 0; k < 3 && g->status == ENT_OK; k++) {
        ent_gather_cite(g, figures[k], ENT_CAPABILITIES_KIND, false);
        if (k < 2) figures[k]->rank = (ent_rank){0}; /* among pairs each state stands often */
        if (k == 0) ent_gather_trace_points(g, figures[k], ENT_CAPABILITIES_KIND, series, 6, last);
        ent_gather_share(figures[k], figures[0]);
    }
    ent_gather_year_end(&pairs);
}

static void add_trade(ent_gathering *g, int last) {
    struct year_pairs pairs;
    const struct pair_year *pair = ent_gather_pair(g, last != 0 ? last : g->out->year2);
    ent_figure *forth = ent_gather_directed(g, "trade_dep", "share", pair->a, pair->b, last, last);
    ent_figure *back = ent_gather_directed(g, "trade_dep", "share", pair->b, pair->a, last, last);
    ent_figure *asymmetry = ent_gather_figure(g, "trade_asymmetry", "index", last, last);
    if (last == 0 || !ent_gather_year(g, ENT_NEED_TRADE, last, ENT_UNIT_DIRECTED, &pairs)) return;
    const struct wanted wanted[] = {{"trade_dep1", pairs.forth, forth},
                                    {"trade_dep1", pairs.back, back}};
    ent_gather_columns(g, &pairs, wanted, 2);
    ent_gather_year_end(&pairs);
    if (!ent_gather_year(g, ENT_NEED_TRADE, last, ENT_UNIT_DYAD, &pairs)) return;
    ent_gather_column(g, &pairs, "trade_asymmetry", pairs.forth, asymmetry);
    ent_gather_cite(g, forth, ENT_TRADE, false);
    ent_gather_cite(g, back, ENT_TRADE, false);
    ent_gather_cite(g, asymmetry, ENT_TRADE, false);
    ent_gather_trace_trade(g, forth, last);
    ent_gather_share(back, forth);
    ent_gather_share(asymmetry, forth);
    ent_gather_year_end(&pairs);
}

/* ---- arms to the other's rivals ---- */

/* Deliveries being added up: rows of the seller to one rival. */
struct sale {
    ent_gathering *g;
    ent_figure *figure;
    ent_actor from, to;
    double sum;
};

static ent_status keep_sale(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    struct sale *sale = context;
    ent_gathering *g = sale->g;
    size_t source = 0;
    size_t kept = 0;
    if (row->actor1 != sale->from || row->actor2 != sale->to ||
        !ent_gather_covers(g, ENT_TRANSFER, row->year, sale->from, sale->to, &source) ||
        strcmp(g->out->sources[source].name, row->source) != 0)
        return ENT_OK;
    ent_record record = ent_gather_flow_record(g, ENT_TRANSFER, "arms", "tiv", row);
    ent_gather_back(g, sale->figure, &record, &kept);
    if (!ent_is_missing(row->value)) sale->sum += row->value;
    return g->status;
}

/* Who is a rival of the actor in the slice's year, the other of the pair left out. */
static size_t rivals_of(const ent_slice *slice, ent_actor actor, ent_actor other, ent_actor *list) {
    size_t i = ent_slice_find(slice, actor);
    size_t count = 0;
    for (size_t j = 0; j < slice->n && i != SIZE_MAX; j++)
        if (slice->rivalry[i * slice->n + j] > 0 && slice->actor[j] != other)
            list[count++] = slice->actor[j];
    return count;
}

static void note_list(ent_gathering *g, const char *key, ent_actor actor, const ent_actor *list,
                      size_t count, int year) {
    ent_note *note = ent_gather_note(g, key);
    if (note == NULL) return;
    note->actor[0] = actor;
    note->text[0] = ent_gather_actor_list(g, list, count);
    note->number[0] = year;
}

/* One seller's deliveries to the other's rivals, as far as they are covered. */
static void add_sales(ent_gathering *g, const ent_slice *slice, bool back, ent_actor *list,
                      ent_actor *uncovered) {
    const struct pair_year *pair = ent_gather_pair(g, slice->year);
    ent_actor from = back ? pair->b : pair->a;
    ent_actor to = back ? pair->a : pair->b;
    size_t rivals = rivals_of(slice, to, from, list);
    size_t missing = 0;
    int last = 0;
    for (int year = g->out->year2; year >= g->out->year1 && last == 0; year--)
        for (size_t r = 0; r < rivals && last == 0; r++)
            if (ent_gather_covers(g, ENT_TRANSFER, year, from, list[r], NULL)) last = year;
    int first =
        last - ENT_LONG_YEARS + 1 > g->out->year1 ? last - ENT_LONG_YEARS + 1 : g->out->year1;
    ent_figure *figure =
        ent_gather_directed(g, "arms_to_rivals", "tiv", from, to, last != 0 ? first : 0, last);
    struct sale sale = {g, figure, from, 0, 0};
    for (size_t r = 0; r < rivals && figure != NULL; r++) {
        sale.to = list[r];
        if (last == 0 || !ent_gather_covers(g, ENT_TRANSFER, last, from, list[r], NULL))
            uncovered[missing++] = list[r];
        else
            ent_gather_ok(g, ent_store_flows(g->store, "arms", from, list[r], first, last,
                                             keep_sale, &sale, g->err));
    }
    if (figure != NULL && last != 0) ent_gather_set(figure, sale.sum);
    for (size_t r = 0; r < rivals && figure != NULL && last != 0; r++) {
        size_t source = 0;
        if (ent_gather_covers(g, ENT_TRANSFER, last, from, list[r], &source))
            figure->sources |= UINT64_C(1) << source;
    }
    if (figure != NULL && rivals == 0) {
        ent_gather_set(figure, 0);
        figure->year1 = figure->year2 = slice->year;
    }
    note_list(g, rivals > 0 ? "note_rivals_of" : "note_rivals_none", to, list, rivals, slice->year);
    if (missing > 0 && last != 0) note_list(g, "note_arms_partial", from, uncovered, missing, last);
}

static void add_arms_to_rivals(ent_gathering *g, int rivalry) {
    struct year_pairs pairs;
    ent_actor *list = NULL;
    if (rivalry == 0 || !ent_gather_year(g, ENT_NEED_RIVALRY, rivalry, ENT_UNIT_DYAD, &pairs))
        return;
    size_t n = pairs.slice->n;
    if (ent_gather_ok(g, ent_array_new((void **)&list, 2 * n, sizeof *list, g->err)))
        for (int back = 0; back < 2; back++)
            add_sales(g, pairs.slice, back == 1, list, list + n);
    free(list);
    ent_gather_year_end(&pairs);
}

void ent_gather_apart(ent_gathering *g) {
    int dispute = ent_gather_last(g, ENT_DISPUTE, false, g->out->year2);
    int rivalry = ent_gather_last(g, ENT_RIVALRY, false, g->out->year2);
    int power = ent_gather_last(g, ENT_CAPABILITIES_KIND, false, g->out->year2);
    int trade = ent_gather_last(g, ENT_TRADE, false, g->out->year2);
    ent_gather_begin(g, ENT_SECTION_APART);
    add_disputes(g, dispute);
    add_rivalry(g, rivalry);
    add_power(g, power);
    add_trade(g, trade);
    add_arms_to_rivals(g, rivalry);
    ent_gather_note_end(g, ENT_DISPUTE, dispute);
    ent_gather_note_end(g, ENT_RIVALRY, rivalry);
    ent_gather_note_end(g, ENT_CAPABILITIES_KIND, power);
    ent_gather_note_end(g, ENT_TRADE, trade);
    ent_gather_end(g, ENT_SECTION_APART);
}
