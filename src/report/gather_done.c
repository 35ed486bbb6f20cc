/* SPDX-License-Identifier: Apache-2.0 */
/* What is done: agreements, exercises, arms, deployments, exchanges. Single years are noisy:
 * counts are also summed over the last five covered years, arms over ten. */
#include "report/gather.h"

static const double *agreements_new(const ent_slice *slice) {
    return slice->agreements_new;
}

static const double *exercises(const ent_slice *slice) {
    return slice->exercises;
}

static const double *arms(const ent_slice *slice) {
    return slice->arms;
}

/* A count summed over the last five covered years, with its rank among pairs that have them all. */
static void add_sum(ent_gathering *g, const char *key, ent_kind kind, unsigned needs,
                    ent_matrix_of matrix, int last) {
    struct totals totals;
    int first = ent_gather_first(g, kind, false, last, ENT_RECENT_YEARS);
    ent_figure *figure = ent_gather_figure(g, key, "count", first, last);
    if (last == 0 || figure == NULL) return;
    if (ent_gather_totals(g, needs, matrix, first, last, &totals)) {
        ent_gather_set(figure, totals.sum[totals.a * totals.n + totals.b]);
        figure->rank = ent_gather_totals_rank(g, &totals, figure->value, false, false);
    }
    ent_gather_totals_end(&totals);
    ent_gather_cite(g, figure, kind, false);
    ent_gather_back_rows(g, figure, kind, first, last, false);
}

/* A column of the last covered year. */
static void add_year(ent_gathering *g, const char *key, ent_kind kind, unsigned needs, int last,
                     bool force) {
    struct year_pairs pairs;
    ent_figure *figure = ent_gather_figure(g, key, "count", last, last);
    if (last == 0 || figure == NULL || !ent_gather_year(g, needs, last, ENT_UNIT_DYAD, &pairs))
        return;
    ent_gather_column(g, &pairs, key, pairs.forth, figure);
    ent_gather_cite(g, figure, kind, false);
    ent_gather_back_rows(g, figure, kind, last, last, force);
    ent_gather_year_end(&pairs);
}

/* ---- arms and troops, each way ---- */

static void actors_of(const ent_gathering *g, int year, bool back, ent_actor *from, ent_actor *to) {
    const struct pair_year *pair = ent_gather_pair(g, year != 0 ? year : g->out->year2);
    *from = back ? pair->b : pair->a;
    *to = back ? pair->a : pair->b;
}

static void add_latest_flow(ent_gathering *g, const char *key, ent_kind kind, unsigned needs,
                            const char *unit, const char *column, bool back) {
    struct year_pairs pairs;
    ent_actor from = 0;
    ent_actor to = 0;
    int last = ent_gather_last(g, kind, back, g->out->year2);
    actors_of(g, last, back, &from, &to);
    ent_figure *figure = ent_gather_directed(g, key, unit, from, to, last, last);
    if (last == 0 || figure == NULL || !ent_gather_year(g, needs, last, ENT_UNIT_DIRECTED, &pairs))
        return;
    ent_gather_column(g, &pairs, column, back ? pairs.back : pairs.forth, figure);
    ent_gather_cite(g, figure, kind, back);
    ent_gather_flow(g, key, kind, back, last, last, figure);
    ent_gather_year_end(&pairs);
}

/* Deliveries of ten years, and their share of all the buyer's recorded imports in those years. */
static void add_arms_sums(ent_gathering *g, const struct totals *totals, int first, int last,
                          bool back) {
    ent_actor from = 0;
    ent_actor to = 0;
    actors_of(g, last, back, &from, &to);
    ent_figure *sum = ent_gather_directed(g, "arms_10y", "tiv", from, to, first, last);
    ent_figure *share = ent_gather_directed(g, "arms_share", "share", from, to, first, last);
    if (last == 0 || sum == NULL || share == NULL) return;
    size_t i = back ? totals->b : totals->a;
    size_t j = back ? totals->a : totals->b;
    double imports = totals->imports[j];
    ent_gather_set(sum, totals->sum[i * totals->n + j]);
    ent_gather_set(share, imports > 0 ? sum->value / imports : ent_missing());
    sum->rank = ent_gather_totals_rank(g, totals, sum->value, true, false);
    share->rank = ent_gather_totals_rank(g, totals, share->value, true, true);
    ent_gather_cite(g, sum, ENT_TRANSFER, back);
    ent_gather_cite(g, share, ENT_TRANSFER, back);
    ent_gather_flow(g, "arms", ENT_TRANSFER, back, first, last, sum);
    ent_gather_share(share, sum);
}

/* Each way; the sums of all pairs are made once where both ways cover the same years. */
static void add_arms(ent_gathering *g) {
    struct totals totals = {0};
    int made[2] = {0, 0};
    for (int back = 0; back < 2 && g->status == ENT_OK; back++) {
        int last = ent_gather_last(g, ENT_TRANSFER, back == 1, g->out->year2);
        int first = ent_gather_first(g, ENT_TRANSFER, back == 1, last, ENT_LONG_YEARS);
        add_latest_flow(g, "arms", ENT_TRANSFER, ENT_NEED_ARMS, "tiv", "arms_12", back == 1);
        if (last != 0 && (first != made[0] || last != made[1])) {
            ent_gather_totals_end(&totals);
            ent_gather_totals(g, ENT_NEED_ARMS, arms, first, last, &totals);
            made[0] = first;
            made[1] = last;
        }
        if (g->status == ENT_OK) add_arms_sums(g, &totals, first, last, back == 1);
    }
    ent_gather_totals_end(&totals);
}

/* ---- exchanges, and what no coverage lets us count ---- */

/* What is recorded counts, whether or not its source covers the years; nothing recorded is 0 only
 * where one does. */
static void add_exchanges(ent_gathering *g) {
    int last = g->out->year2;
    int first = last - ENT_RECENT_YEARS + 1;
    double count = 0;
    ent_figure *figure = ent_gather_figure(g, "exchanges", "count", first, last);
    for (size_t r = 0; r < g->row_count; r++) {
        struct pair_row *row = &g->rows[r];
        if (row->record.kind != ENT_EXCHANGE || row->year1 > last || row->year2 < first) continue;
        ent_gather_back(g, figure, &row->record, &row->kept);
        count++;
    }
    int covered = ent_gather_last(g, ENT_EXCHANGE, false, last);
    if (count > 0 || (covered != 0 && covered >= first)) ent_gather_set(figure, count);
    ent_gather_cite(g, figure, ENT_EXCHANGE, false);
}

/* Records of practice whose source does not cover the two: listed, never counted above. */
static void add_uncounted(ent_gathering *g) {
    ent_figure *figure = NULL;
    for (size_t r = 0; r < g->row_count; r++) {
        struct pair_row *row = &g->rows[r];
        ent_kind kind = row->record.kind;
        bool practice = kind == ENT_AGREEMENT || kind == ENT_EXERCISE || kind == ENT_TRANSFER ||
                        kind == ENT_DEPLOYMENT || kind == ENT_SANCTION || kind == ENT_STATEMENT;
        if (!practice || row->year1 > g->out->year2 || row->year2 < g->out->year1 ||
            ent_gather_source_covers(g, kind, row->record.source, row->record.first.year))
            continue;
        if (figure == NULL)
            figure = ent_gather_figure(g, "uncounted", "count", g->out->year1, g->out->year2);
        ent_gather_back(g, figure, &row->record, &row->kept);
    }
    if (figure == NULL) return;
    figure->listed = true;
    ent_gather_set(figure, (double)figure->record_count);
}

void ent_gather_done(ent_gathering *g) {
    int agreements = ent_gather_last(g, ENT_AGREEMENT, false, g->out->year2);
    int exercise = ent_gather_last(g, ENT_EXERCISE, false, g->out->year2);
    int transfer = ent_gather_last(g, ENT_TRANSFER, false, g->out->year2);
    int from_b = ent_gather_last(g, ENT_TRANSFER, true, g->out->year2);
    ent_gather_begin(g, ENT_SECTION_DONE);
    add_sum(g, "agreements_new", ENT_AGREEMENT, ENT_NEED_AGREEMENT, agreements_new, agreements);
    add_year(g, "agreements_force", ENT_AGREEMENT, ENT_NEED_AGREEMENT, agreements, true);
    add_year(g, "exercises", ENT_EXERCISE, ENT_NEED_EXERCISE, exercise, false);
    add_sum(g, "exercises_5y", ENT_EXERCISE, ENT_NEED_EXERCISE, exercises, exercise);
    add_arms(g);
    for (int back = 0; back < 2; back++)
        add_latest_flow(g, "troops", ENT_DEPLOYMENT, ENT_NEED_TROOPS, "troops", "troops_12",
                        back == 1);
    add_exchanges(g);
    add_uncounted(g);
    ent_gather_note_end(g, ENT_AGREEMENT, agreements);
    ent_gather_note_end(g, ENT_EXERCISE, exercise);
    ent_gather_note_end(g, ENT_TRANSFER, transfer > from_b ? transfer : from_b);
    ent_gather_end(g, ENT_SECTION_DONE);
}
