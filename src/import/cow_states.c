/* SPDX-License-Identifier: Apache-2.0 */
/* State System Membership of the Correlates of War project: who was a member from when to when.
 * Small, M. & Singer, J. D. (1982), Resort to Arms. A term that ends on the release's last day is
 * still running. */
#include <stdio.h>

#include "import/importers.h"
#include "import/terms.h"

enum { CODE, FIRST_YEAR, FIRST_MONTH, FIRST_DAY, LAST_YEAR, LAST_MONTH, LAST_DAY, COLUMNS };

struct list {
    int column[COLUMNS];
    ent_terms terms;
};

/* The state-year file is published beside the terms and easily taken for them. */
static ent_status find_columns(const ent_csv *csv, int columns[COLUMNS], ent_error *err) {
    static const char *const names[] = {"ccode",   "styear",   "stmonth", "stday",
                                        "endyear", "endmonth", "endday",  NULL};
    if (ent_csv_find(csv, "styear") < 0 && ent_csv_find(csv, "year") >= 0)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s: expected terms of membership (states2016.csv, columns styear … "
                        "endday), found state-years (system2016.csv), which have no dates",
                        ent_csv_path(csv));
    return ent_csv_require_all(csv, names, columns, err);
}

/* Releases are named by the year that stands in each row; without it, the rows are those of 2016.
 */
static ent_status release(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    int columns[COLUMNS];
    bool more = false;
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, columns, err);
    *order = 2016;
    int column = status == ENT_OK ? ent_csv_find(csv, "version") : -1;
    if (column >= 0 && ent_csv_next(csv, &more, NULL) == ENT_OK && more)
        status = ent_csv_integer(csv, column, 1900, 2100, "a year of release", order, err);
    if (status == ENT_OK) snprintf(version, ENT_RELEASE_TEXT, "%lld", (long long)*order);
    ent_csv_close(csv);
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct list *list = context;
    const int *column = list->column;
    ent_actor actor = 0;
    ent_date first = {0};
    ent_date last = {0};
    ent_status status = ent_reading_cow(reading, csv, column[CODE], &actor, err);
    if (status == ENT_OK)
        status = ent_csv_date_parts(csv, column[FIRST_YEAR], column[FIRST_MONTH], column[FIRST_DAY],
                                    NULL, &first, err);
    if (status == ENT_OK)
        status = ent_csv_date_parts(csv, column[LAST_YEAR], column[LAST_MONTH], column[LAST_DAY],
                                    NULL, &last, err);
    if (status != ENT_OK) return status;
    return ent_terms_add(&list->terms, csv, ent_actor_cow(actor), first, last, err);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct list list = {0};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, list.column, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &list, err);
    if (status == ENT_OK) status = ent_terms_write(&list.terms, reading, ENT_COW, err);
    ent_terms_free(&list.terms);
    ent_csv_close(csv);
    return status;
}

const ent_importer_def ent_importer_cow_states = {
    .info = {"cow-states", "states2016.csv (Correlates of War)", false},
    .source = {.name = "cow-states",
               .version = "2016",
               .title = "State System Membership",
               .licence = "free for research with citation (Correlates of War)",
               .url = "https://correlatesofwar.org/data-sets/state-system-membership/",
               .citation = "@misc{cow2017states,\n"
                           "  author = {{Correlates of War Project}},\n"
                           "  title = {State System Membership List, v2016},\n"
                           "  year = {2017},\n"
                           "  howpublished = {\\url{https://correlatesofwar.org}}\n"
                           "}",
               .order = 2016},
    .release = release,
    .read = read_all};
