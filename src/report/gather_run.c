/* SPDX-License-Identifier: Apache-2.0 */
/* The run over the decades: counts and deliveries are sums of a row's covered years, other figures
 * those of its last year with data. */
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

enum { DECADE = 10 };

/* Columns in order. */
enum {
    DEFENSE,
    MILINST,
    AGREEMENTS_NEW,
    AGREEMENTS_FORCE,
    EXERCISES,
    ARMS_FORTH,
    ARMS_BACK,
    VOTE_AGREE,
    S_ABS,
    KAPPA_SQ,
    MIDS,
    TRADE_FORTH,
    TRADE_BACK,
    COLUMNS
};

static bool make_table(ent_gathering *g) {
    static const char *const keys[COLUMNS] = {
        "defense", "milinst",   "agreements_new", "agreements_force", "exercises",
        "arms",    "arms",      "vote_agree",     "alliance_s_abs",   "alliance_kappa_sq",
        "mids",    "trade_dep", "trade_dep"};
    ent_assessment *out = g->out;
    int first = out->year1 - out->year1 % DECADE;
    size_t rows = (size_t)((out->year2 - first) / DECADE) + 1;
    if (!ent_gather_ok(
            g, ent_array_new((void **)&out->run_rows, rows, sizeof *out->run_rows, g->err)) ||
        !ent_gather_ok(g, ent_array_new((void **)&out->run_columns, COLUMNS,
                                        sizeof *out->run_columns, g->err)) ||
        !ent_gather_ok(g, ent_array_new((void **)&out->run_values, rows * COLUMNS,
                                        sizeof *out->run_values, g->err)))
        return false;
    out->run_row_count = rows;
    out->run_column_count = COLUMNS;
    for (size_t r = 0; r < rows; r++) {
        int year = first + (int)r * DECADE;
        int last = year + DECADE - 1;
        out->run_rows[r] = (ent_run_row){year > out->year1 ? year : out->year1,
                                         last < out->year2 ? last : out->year2};
    }
    for (size_t c = 0; c < COLUMNS; c++) {
        bool forth = c == ARMS_FORTH || c == TRADE_FORTH;
        bool back = c == ARMS_BACK || c == TRADE_BACK;
        out->run_columns[c] = (ent_run_column){keys[c],
                                               forth  ? out->a
                                               : back ? out->b
                                                      : 0,
                                               forth  ? out->b
                                               : back ? out->a
                                                      : 0};
    }
    for (size_t v = 0; v < rows * COLUMNS; v++)
        out->run_values[v] = ent_missing();
    return true;
}

/* Sum of a yearly count over the row's covered years. */
static double sum_of(const ent_gathering *g, const ent_run_row *row, ent_kind kind, bool force,
                     bool once) {
    double sum = ent_missing();
    for (int year = row->year1; year <= row->year2; year++) {
        double count = ent_gather_count(g, kind, year, force);
        if (ent_is_missing(count)) continue;
        if (once && count > 1) count = 1;
        sum = ent_is_missing(sum) ? count : sum + count;
    }
    return sum;
}

/* Last year of the row with data of the kind; 0 if none. */
static int last_of(const ent_gathering *g, const ent_run_row *row, ent_kind kind) {
    int year = ent_gather_last(g, kind, false, row->year2);
    return year >= row->year1 ? year : 0;
}

/* Columns of the two alone, which is far less work than of all pairs. */
static void columns_of(ent_gathering *g, unsigned needs, int year, size_t count,
                       const char *const *names, double *values) {
    size_t index[4];
    double *out[4];
    const ent_slice *slice = year != 0 ? ent_gather_slice(g, needs, year) : NULL;
    if (slice == NULL) return;
    const struct pair_year *pair = ent_gather_pair(g, year);
    uint16_t i = (uint16_t)ent_slice_find(slice, pair->a);
    uint16_t j = (uint16_t)ent_slice_find(slice, pair->b);
    ent_pairs one = {1, &i, &j};
    for (size_t c = 0; c < count; c++) {
        out[c] = &values[c];
        ent_gather_ok(g, ent_column_find(ENT_UNIT_DYAD, names[c], &index[c], g->err));
    }
    if (g->status == ENT_OK)
        ent_gather_ok(g,
                      ent_columns_compute(slice, ENT_UNIT_DYAD, &one, index, count, out, g->err));
}

/* All recorded trade of one of the two, and what of it is with the other. */
struct trader {
    ent_actor self, other;
    double imports, exports, total;
};

static ent_status add_trade(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    struct trader *trader = context;
    if (ent_is_missing(row->value)) return ENT_OK;
    trader->total = ent_is_missing(trader->total) ? row->value : trader->total + row->value;
    if (row->actor1 == trader->self && row->actor2 == trader->other) trader->imports = row->value;
    if (row->actor2 == trader->self && row->actor1 == trader->other) trader->exports = row->value;
    return ENT_OK;
}

/* The same figure as the column trade_dep1, from the two states' own rows. */
static double dependence(ent_gathering *g, int year, ent_actor self, ent_actor other) {
    struct trader trader = {self, other, ent_missing(), ent_missing(), ent_missing()};
    if (year == 0 || !ent_gather_ok(g, ent_store_flows(g->store, "trade", self, 0, year, year,
                                                       add_trade, &trader, g->err)))
        return ent_missing();
    return ent_trade_dependence(trader.imports, trader.exports, trader.total);
}

static void fill_row(ent_gathering *g, const ent_run_row *row, double *value) {
    static const char *const alliance[] = {"defense", "milinst", "alliance_s_abs",
                                           "alliance_kappa_sq"};
    static const char *const votes[] = {"vote_agree"};
    double similar[4] = {ent_missing(), ent_missing(), ent_missing(), ent_missing()};
    int agreements = last_of(g, row, ENT_AGREEMENT);
    columns_of(g, ENT_NEED_ALLIANCE, last_of(g, row, ENT_ALLIANCE), 4, alliance, similar);
    columns_of(g, ENT_NEED_VOTE, last_of(g, row, ENT_VOTE), 1, votes, &value[VOTE_AGREE]);
    int trade = last_of(g, row, ENT_TRADE);
    const struct pair_year *pair = ent_gather_pair(g, trade);
    value[TRADE_FORTH] = dependence(g, trade, pair->a, pair->b);
    value[TRADE_BACK] = dependence(g, trade, pair->b, pair->a);
    value[DEFENSE] = similar[0];
    value[MILINST] = similar[1];
    value[S_ABS] = similar[2];
    value[KAPPA_SQ] = similar[3];
    value[AGREEMENTS_NEW] = sum_of(g, row, ENT_AGREEMENT, false, false);
    if (agreements != 0)
        value[AGREEMENTS_FORCE] = ent_gather_count(g, ENT_AGREEMENT, agreements, true);
    value[EXERCISES] = sum_of(g, row, ENT_EXERCISE, false, false);
    value[MIDS] = sum_of(g, row, ENT_DISPUTE, true, true);
    value[ARMS_FORTH] =
        ent_gather_flow(g, "arms", ENT_TRANSFER, false, row->year1, row->year2, NULL);
    value[ARMS_BACK] = ent_gather_flow(g, "arms", ENT_TRANSFER, true, row->year1, row->year2, NULL);
}

void ent_gather_run(ent_gathering *g) {
    if (g->status != ENT_OK || !make_table(g)) return;
    for (size_t r = 0; r < g->out->run_row_count; r++)
        fill_row(g, &g->out->run_rows[r], &g->out->run_values[r * COLUMNS]);
}
