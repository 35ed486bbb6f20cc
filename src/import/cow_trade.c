/* SPDX-License-Identifier: Apache-2.0 */
/* Trade of the Correlates of War project, release 4.0: one row per pair and year with the imports
 * of each from the other. Barbieri, K., Keshk, O. M. G. & Pollins, B. M. (2009), "Trading Data:
 * Evaluating our Assumptions and Coding Rules". A flow is missing when blank or −9; zeros are
 * explicit, so a pair without a row is missing too. */
#include <limits.h>

#include "import/cells.h"
#include "import/importers.h"

static const char *const names[] = {"ccode1", "ccode2", "year", "flow1", "flow2", NULL};
static const char *const missing_marks[] = {"-9", "-9.0", "NA", NULL};

struct columns {
    int actor1, actor2, year, flow1, flow2;
};

struct table {
    struct columns column;
    ent_cells flows;
    int first_year, last_year;
};

static ent_status find_columns(const ent_csv *csv, struct columns *columns, ent_error *err) {
    int found[5];
    ent_status status = ent_csv_require_all(csv, names, found, err);
    if (status == ENT_OK)
        *columns = (struct columns){found[0], found[1], found[2], found[3], found[4]};
    return status;
}

static ent_status read_flow(const ent_csv *csv, int column, double *value, ent_error *err) {
    *value = ent_missing();
    if (ent_csv_missing(csv, column, missing_marks)) return ENT_OK;
    ent_status status = ent_csv_real(csv, column, NULL, value, err);
    if (status == ENT_OK && *value < 0)
        status = ent_csv_bad(csv, column, "a figure of 0 or more, or -9", err);
    return status;
}

static ent_status keep_flow(struct table *table, const ent_csv *csv, int year, ent_actor importer,
                            ent_actor exporter, double value, ent_error *err) {
    if (ent_is_missing(value)) return ENT_OK;
    ent_cell cell = {year, importer, exporter, (uint32_t)ent_csv_line(csv), value};
    return ent_cells_add(&table->flows, cell, err);
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    const struct columns *column = &table->column;
    ent_actor one = 0, two = 0;
    int64_t year = 0;
    double flow1 = 0, flow2 = 0;
    ent_status status = ent_reading_cow(reading, csv, column->actor1, &one, err);
    if (status == ENT_OK) status = ent_reading_cow(reading, csv, column->actor2, &two, err);
    if (status == ENT_OK && one == two)
        status = ent_csv_bad(csv, column->actor2, "another state than in ccode1", err);
    if (status == ENT_OK)
        status = ent_csv_integer(csv, column->year, 1816, 2100, "a year", &year, err);
    if (status == ENT_OK) status = read_flow(csv, column->flow1, &flow1, err);
    if (status == ENT_OK) status = read_flow(csv, column->flow2, &flow2, err);
    if (status == ENT_OK) status = keep_flow(table, csv, (int)year, one, two, flow1, err);
    if (status == ENT_OK) status = keep_flow(table, csv, (int)year, two, one, flow2, err);
    if (status != ENT_OK) return status;
    if (year < table->first_year) table->first_year = (int)year;
    if (year > table->last_year) table->last_year = (int)year;
    return ENT_OK;
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct table table = {.first_year = INT_MAX, .last_year = INT_MIN};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &table.column, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &table, err);
    ent_csv_close(csv);
    if (status == ENT_OK)
        status = ent_cells_write(&table.flows, reading, "trade", inputs[0].path, err);
    ent_cells_free(&table.flows);
    if (status != ENT_OK || table.first_year > table.last_year) return status;
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_TRADE,
                                               .year1 = table.first_year,
                                               .year2 = table.last_year,
                                               .scope = ENT_SCOPE_ALL},
                               err);
}

const ent_importer_def ent_importer_cow_trade = {
    .info = {"cow-trade", "Dyadic_COW_4.0.csv (Correlates of War)", false},
    .source = {.name = "cow-trade",
               .version = "4.0",
               .title = "Correlates of War Trade: dyadic imports",
               .licence = "free for research with citation (Correlates of War)",
               .url = "https://correlatesofwar.org/data-sets/bilateral-trade/",
               .citation = "@article{barbieri2009trading,\n"
                           "  author = {Barbieri, Katherine and Keshk, Omar M. G. and Pollins, "
                           "Brian M.},\n"
                           "  title = {Trading Data: Evaluating our Assumptions and Coding "
                           "Rules},\n"
                           "  journal = {Conflict Management and Peace Science},\n"
                           "  volume = {26},\n"
                           "  number = {5},\n"
                           "  pages = {471--491},\n"
                           "  year = {2009}\n"
                           "}",
               .order = 4000},
    .read = read_all};
