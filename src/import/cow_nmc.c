/* SPDX-License-Identifier: Apache-2.0 */
/* National Material Capabilities of the Correlates of War project, releases 6.0 and 7.0.
 * Singer, J. D., Bremer, S. & Stuckey, J. (1972), "Capability Distribution, Uncertainty, and Major
 * Power War, 1820–1965". A figure is missing when blank or −9. */
#include <limits.h>

#include "import/importers.h"

enum { SERIES = 7 };
static const char *const series[SERIES] = {"milex", "milper", "irst", "pec",
                                           "tpop",  "upop",   "cinc"};
static const char *const missing_marks[] = {"-9", "-9.0", "NA", NULL};

struct columns {
    int ccode, year, version, figure[SERIES];
    int first_year, last_year;
};

static ent_status find_columns(const ent_csv *csv, struct columns *columns, ent_error *err) {
    ent_status status = ent_csv_require(csv, "ccode", &columns->ccode, err);
    if (status == ENT_OK) status = ent_csv_require(csv, "year", &columns->year, err);
    for (int i = 0; i < SERIES && status == ENT_OK; i++)
        status = ent_csv_require(csv, series[i], &columns->figure[i], err);
    columns->version = ent_csv_find(csv, "version");
    columns->first_year = INT_MAX;
    columns->last_year = INT_MIN;
    return status;
}

/* Release 6.0 carries its year of issue, 2021, in each row; the 7.0 rows may leave it out. */
static ent_status describe(const ent_input *inputs, size_t count, ent_source *source,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    bool more = false;
    struct columns columns;
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &columns, err);
    if (status == ENT_OK && columns.version >= 0 && ent_csv_next(csv, &more, NULL) == ENT_OK &&
        more) {
        int64_t issued = 0;
        status = ent_csv_integer(csv, columns.version, 2000, 2100, "a year of issue", &issued, err);
        if (status == ENT_OK && issued <= 2021) {
            source->version = "6.0";
            source->order = 6000;
        }
    }
    ent_csv_close(csv);
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct columns *columns = context;
    ent_actor actor = 0;
    int64_t year = 0;
    double value[SERIES];
    ent_status status = ent_reading_cow(reading, csv, columns->ccode, &actor, err);
    if (status == ENT_OK)
        status = ent_csv_integer(csv, columns->year, 1816, 2100, "a year", &year, err);
    for (int i = 0; i < SERIES && status == ENT_OK; i++) {
        value[i] = ent_missing();
        if (ent_csv_missing(csv, columns->figure[i], missing_marks)) continue;
        status = ent_csv_real(csv, columns->figure[i], NULL, &value[i], err);
        if (status == ENT_OK && value[i] < 0)
            status = ent_csv_bad(csv, columns->figure[i], "a figure of 0 or more, or -9", err);
    }
    for (int i = 0; i < SERIES && status == ENT_OK; i++) {
        if (ent_is_missing(value[i])) continue;
        status = ent_import_point(
            reading->session,
            &(ent_point){.series = series[i], .year = (int)year, .actor = actor, .value = value[i]},
            err);
    }
    if (status == ENT_OK && year < columns->first_year) columns->first_year = (int)year;
    if (status == ENT_OK && year > columns->last_year) columns->last_year = (int)year;
    return status;
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct columns columns;
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &columns, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &columns, err);
    ent_csv_close(csv);
    if (status != ENT_OK || columns.first_year > columns.last_year) return status;
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_CAPABILITIES_KIND,
                                               .year1 = columns.first_year,
                                               .year2 = columns.last_year,
                                               .scope = ENT_SCOPE_ALL},
                               err);
}

const ent_importer_def ent_importer_cow_nmc = {
    .info = {"cow-nmc", "NMC-60-abridged.csv or NMC-70-abridged.csv (Correlates of War)", false},
    .source = {.name = "cow-nmc",
               .version = "7.0",
               .title = "National Material Capabilities",
               .licence = "free for research with citation (Correlates of War)",
               .url = "https://correlatesofwar.org/data-sets/national-material-capabilities/",
               .citation = "@incollection{singer1972capability,\n"
                           "  author = {Singer, J. David and Bremer, Stuart and Stuckey, John},\n"
                           "  title = {Capability Distribution, Uncertainty, and Major Power War, "
                           "1820--1965},\n"
                           "  booktitle = {Peace, War, and Numbers},\n"
                           "  editor = {Russett, Bruce},\n"
                           "  publisher = {Sage},\n"
                           "  address = {Beverly Hills},\n"
                           "  pages = {19--48},\n"
                           "  year = {1972}\n"
                           "}",
               .order = 7000},
    .describe = describe,
    .read = read_all};
