/* SPDX-License-Identifier: Apache-2.0 */
/* The list of independent states of Gleditsch, K. S. & Ward, M. D. (1999), "A Revised List of
 * Independent States since the Congress of Vienna". Two forms: with a header and ISO dates, or as
 * published: tabs, no header, dates as 31:12:2017. A term that ends on the list's last day is still
 * running. */
#include <stdio.h>

#include "import/importers.h"
#include "import/terms.h"

enum { CODE, FIRST, LAST, COLUMNS };

struct list {
    int column[COLUMNS];
    bool as_published;
    ent_terms terms;
    int32_t last_day; /* for release() */
};

/* Open in the form the first line shows: a code in place of a column's name means no header. */
static ent_status open_list(ent_csv **csv, const ent_input *input, struct list *list,
                            ent_error *err) {
    static const char *const published[] = {"gwcode",    "stateabb", "statename",
                                            "startdate", "enddate",  NULL};
    static const char *const wanted[] = {"gwcode", "startdate", "enddate", NULL};
    ent_csv_options options = {.encoding = ENT_CSV_UTF8_OR_LATIN1};
    ent_status status = ent_reading_open(csv, input, &options, err);
    if (status != ENT_OK) return status;
    const char *name = ent_csv_column_name(*csv, 0);
    list->as_published = name[0] >= '0' && name[0] <= '9';
    if (list->as_published) {
        ent_csv_close(*csv);
        options.delimiter = '\t';
        options.unquoted = true;
        options.columns = published;
        status = ent_reading_open(csv, input, &options, err);
    }
    if (status == ENT_OK) status = ent_csv_require_all(*csv, wanted, list->column, err);
    return status;
}

/* "31:12:2017" */
static bool parse_published(const char *text, ent_date *date) {
    int day = 0;
    int month = 0;
    int year = 0;
    char rest = 0;
    if (sscanf(text, "%2d:%2d:%4d%c", &day, &month, &year, &rest) != 3) return false;
    ent_date read = {(int16_t)year, (int8_t)month, (int8_t)day};
    if (!ent_date_valid(read) || read.day == 0) return false;
    *date = read;
    return true;
}

static ent_status read_date(const struct list *list, const ent_csv *csv, int column, ent_date *date,
                            ent_error *err) {
    if (!list->as_published) return ent_csv_date(csv, column, date, err);
    if (parse_published(ent_csv_text(csv, column), date)) return ENT_OK;
    return ent_csv_bad(csv, column, "a date DD:MM:YYYY", err);
}

static ent_status find_last_day(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    (void)reading;
    struct list *list = context;
    ent_date last = {0};
    ent_status status = read_date(list, csv, list->column[LAST], &last, err);
    if (status == ENT_OK && ent_date_days(last, true) > list->last_day)
        list->last_day = ent_date_days(last, true);
    return status;
}

/* The list carries no version; the year of its last day tells releases apart. */
static ent_status release(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err) {
    (void)count;
    static const ent_import_options lenient = {.skip_bad = true};
    ent_csv *csv = NULL;
    struct list list = {.last_day = INT32_MIN};
    ent_reading reading = {.options = &lenient}; /* bad rows are reported when they are read */
    ent_status status = open_list(&csv, &inputs[0], &list, err);
    if (status == ENT_OK) status = ent_reading_rows(&reading, csv, find_last_day, &list, err);
    if (status == ENT_OK && list.last_day > INT32_MIN) {
        *order = ent_date_from_days(list.last_day).year;
        snprintf(version, ENT_RELEASE_TEXT, "%lld", (long long)*order);
    }
    ent_csv_close(csv);
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct list *list = context;
    int64_t code = 0;
    ent_actor actor = 0;
    ent_date first = {0};
    ent_date last = {0};
    ent_status status =
        ent_csv_integer(csv, list->column[CODE], 1, 999, "a Gleditsch-Ward code", &code, err);
    if (status == ENT_OK) status = read_date(list, csv, list->column[FIRST], &first, err);
    if (status == ENT_OK) status = read_date(list, csv, list->column[LAST], &last, err);
    if (status == ENT_OK &&
        ent_actor_from_gw(reading->actors, (int)code, first.year, &actor, NULL) != ENT_OK)
        status = ent_csv_bad(csv, list->column[CODE], "a known Gleditsch-Ward code", err);
    if (status != ENT_OK) return status;
    return ent_terms_add(&list->terms, csv, (int32_t)code, first, last, err);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct list list = {0};
    ent_status status = open_list(&csv, &inputs[0], &list, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &list, err);
    if (status == ENT_OK) status = ent_terms_write(&list.terms, reading, ENT_GW, err);
    ent_terms_free(&list.terms);
    ent_csv_close(csv);
    return status;
}

const ent_importer_def ent_importer_gw_states = {
    .info = {"gw-states", "iisystem.dat or ksgmdw.txt, or gw_states.csv (Gleditsch and Ward)",
             false},
    .source = {.name = "gw-states",
               .version = "2017",
               .title = "Independent states since the Congress of Vienna",
               .licence = "free for research with citation (K. S. Gleditsch)",
               .url = "http://ksgleditsch.com/statelist.html",
               .citation = "@article{gleditsch1999revised,\n"
                           "  author = {Gleditsch, Kristian S. and Ward, Michael D.},\n"
                           "  title = {A Revised List of Independent States since the Congress of "
                           "Vienna},\n"
                           "  journal = {International Interactions},\n"
                           "  volume = {25},\n"
                           "  number = {4},\n"
                           "  pages = {393--413},\n"
                           "  year = {1999}\n"
                           "}",
               .order = 2017},
    .release = release,
    .read = read_all};
