/* SPDX-License-Identifier: Apache-2.0 */
/* Direct contiguity of the Correlates of War project: periods in which two states border by land or
 * across water. Stinnett, D. M., Tir, J., Schafer, P., Diehl, P. F. & Gochman, C. (2002), "The
 * Correlates of War Project Direct Contiguity Data, Version 3". The official file has each pair
 * once; the rows that circulate have it in both orders, and must then agree. */
#include <stdlib.h>

#include "base/array.h"
#include "import/importers.h"

enum { STATE1, STATE2, TYPE, FIRST, LAST, COLUMNS };
enum { PERIODS_MAX = 1 << 20, FORTH = 1, BACK = 2 };

struct period {
    ent_actor low, high;
    ent_date first, last; /* to the month */
    int64_t line;
    int32_t type;  /* 1 land … 5 at most 400 miles of water; 0 farther */
    int32_t order; /* FORTH: the lower code stood first */
};

struct periods {
    int column[COLUMNS];
    bool months; /* YYYYMM, as published; dates otherwise */
    struct period *list;
    size_t count, capacity;
    bool both_orders;
};

static ent_status find_columns(const ent_csv *csv, struct periods *periods, ent_error *err) {
    static const char *const published[] = {"state1no", "state2no", "conttype",
                                            "begin",    "end",      NULL};
    static const char *const rows[] = {"ccode1", "ccode2", "conttype", "stdate", "enddate", NULL};
    periods->months = ent_csv_find(csv, "state1no") >= 0;
    if (periods->months && ent_csv_find(csv, "begin") < 0 && ent_csv_find(csv, "year") >= 0)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s: expected periods of contiguity (contdir.csv, columns begin and end), "
                        "found contiguity by year (contdird.csv)",
                        ent_csv_path(csv));
    return ent_csv_require_all(csv, periods->months ? published : rows, periods->column, err);
}

/* Dates are known to the month: "181601", or "1816-01-01" where the day is filler. */
static ent_status read_month(const struct periods *periods, const ent_csv *csv, int column,
                             ent_date *date, ent_error *err) {
    int64_t number = 0;
    if (!periods->months) {
        ent_status status = ent_csv_date(csv, column, date, err);
        if (status == ENT_OK && (date->month == 0 || date->year < 1816))
            status = ent_csv_bad(csv, column, "a date from 1816 on", err);
        date->day = 0;
        return status;
    }
    ent_status status =
        ent_csv_integer(csv, column, 181601, 210012, "a month YYYYMM", &number, err);
    if (status == ENT_OK && (number % 100 < 1 || number % 100 > 12))
        status = ent_csv_bad(csv, column, "a month YYYYMM", err);
    *date = (ent_date){(int16_t)(number / 100), (int8_t)(number % 100), 0};
    return status;
}

static ent_status keep(struct periods *periods, const ent_csv *csv, struct period period,
                       ent_error *err) {
    if (periods->count == PERIODS_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "%s:%lld: expected at most %d periods",
                        ent_csv_path(csv), (long long)ent_csv_line(csv), (int)PERIODS_MAX);
    ent_status status = ent_array_reserve((void **)&periods->list, &periods->capacity,
                                          periods->count + 1, sizeof *periods->list, err);
    if (status == ENT_OK) periods->list[periods->count++] = period;
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct periods *periods = context;
    const int *column = periods->column;
    struct period period = {.line = ent_csv_line(csv), .order = FORTH};
    int64_t type = 0;
    ent_status status = ent_reading_cow(reading, csv, column[STATE1], &period.low, err);
    if (status == ENT_OK) status = ent_reading_cow(reading, csv, column[STATE2], &period.high, err);
    if (status == ENT_OK)
        status = ent_csv_integer(csv, column[TYPE], 0, 5, "a type of contiguity from 0 to 5", &type,
                                 err);
    if (status == ENT_OK) status = read_month(periods, csv, column[FIRST], &period.first, err);
    if (status == ENT_OK) status = read_month(periods, csv, column[LAST], &period.last, err);
    if (status != ENT_OK) return status;
    if (ent_date_days(period.first, false) > ent_date_days(period.last, false))
        return ent_csv_bad(csv, column[LAST], "an end on or after the beginning", err);
    if (period.low == period.high)
        return ent_csv_bad(csv, column[STATE2], "another state than the first", err);
    if (period.low > period.high) {
        ent_actor high = period.low;
        period.low = period.high;
        period.high = high;
        period.order = BACK;
        periods->both_orders = true;
    }
    period.type = (int32_t)type;
    return keep(periods, csv, period, err);
}

static int compare(const struct period *a, const struct period *b) {
    if (a->low != b->low) return a->low < b->low ? -1 : 1;
    if (a->high != b->high) return a->high < b->high ? -1 : 1;
    int32_t first = ent_date_days(a->first, false) - ent_date_days(b->first, false);
    int32_t last = ent_date_days(a->last, false) - ent_date_days(b->last, false);
    if (first != 0) return first;
    if (last != 0) return last;
    return a->type - b->type;
}

static int by_period_and_line(const void *a, const void *b) {
    int order = compare(a, b);
    if (order != 0) return order;
    int64_t line_a = ((const struct period *)a)->line;
    int64_t line_b = ((const struct period *)b)->line;
    return (line_a > line_b) - (line_a < line_b);
}

/* One period, whichever ways it stands in the file. */
static ent_status write_period(ent_reading *reading, const char *path, const struct period *period,
                               bool agree, ent_error *err) {
    if (!agree) {
        ent_error bad = {0};
        ent_fail(&bad, ENT_ERR_FORMAT,
                 "%s:%lld: expected the same period for states %d and %d in the other order, found "
                 "none",
                 path, (long long)period->line, (int)period->low, (int)period->high);
        return ent_reading_bad(reading, &bad, err);
    }
    if (period->type == 0) return ENT_OK;
    return ent_import_span(reading->session,
                           &(ent_span){.series = "contiguity",
                                       .actor1 = period->low,
                                       .actor2 = period->high,
                                       .first = period->first,
                                       .last = period->last,
                                       .value = period->type},
                           err);
}

static ent_status write_all(ent_reading *reading, struct periods *periods, const char *path,
                            ent_error *err) {
    ent_status status = ENT_OK;
    int64_t far = 0;
    ent_coverage coverage = {.kind = ENT_CONTIGUITY, .year1 = INT16_MAX, .scope = ENT_SCOPE_ALL};
    if (periods->count == 0) return ENT_OK;
    qsort(periods->list, periods->count, sizeof *periods->list, by_period_and_line);
    for (size_t i = 0, next = 0; i < periods->count && status == ENT_OK; i = next) {
        const struct period *period = &periods->list[i];
        int orders = 0;
        for (next = i; next < periods->count && compare(period, &periods->list[next]) == 0; next++)
            orders |= periods->list[next].order;
        far += period->type == 0;
        if (period->first.year < coverage.year1) coverage.year1 = period->first.year;
        if (period->last.year > coverage.year2) coverage.year2 = period->last.year;
        status = write_period(reading, path, period,
                              !periods->both_orders || orders == (FORTH | BACK), err);
    }
    if (status != ENT_OK) return status;
    if (far > 0)
        ent_reading_notice(reading,
                           "cow-contiguity: %lld periods of type 0 (more than 400 miles of water) "
                           "left out: no record means 0",
                           (long long)far);
    return ent_import_coverage(reading->session, &coverage, err);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct periods periods = {0};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &periods, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &periods, err);
    if (status == ENT_OK) status = write_all(reading, &periods, inputs[0].path, err);
    free(periods.list);
    ent_csv_close(csv);
    return status;
}

const ent_importer_def ent_importer_cow_contiguity = {
    .info = {"cow-contiguity", "contdir.csv (Correlates of War)", false},
    .source = {.name = "cow-contiguity",
               .version = "3.2",
               .title = "Direct Contiguity",
               .licence = "free for research with citation (Correlates of War)",
               .url = "https://correlatesofwar.org/data-sets/direct-contiguity/",
               .citation = "@article{stinnett2002contiguity,\n"
                           "  author = {Stinnett, Douglas M. and Tir, Jaroslav and Schafer, Philip "
                           "and Diehl, Paul F. and Gochman, Charles},\n"
                           "  title = {The Correlates of War Project Direct Contiguity Data, "
                           "Version 3},\n"
                           "  journal = {Conflict Management and Peace Science},\n"
                           "  volume = {19},\n"
                           "  number = {2},\n"
                           "  pages = {58--66},\n"
                           "  year = {2002}\n"
                           "}",
               .order = 3200},
    .read = read_all};
