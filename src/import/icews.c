/* SPDX-License-Identifier: Apache-2.0 */
/* Machine-coded news events of the Integrated Crisis Early Warning System (ICEWS), official
 * tab-separated files: who did what to whom on a day, coded by CAMEO with an intensity on
 * Goldstein's scale. Boschee, E. and others (2015), "ICEWS Coded Event Data". Events between two
 * different states are kept; a file of news says nothing of what it does not report. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "import/importers.h"
#include "import/names.h"

enum { FIRST_YEAR = 1900, YEARS = 250, ALL_MONTHS = (1 << 12) - 1 };

static const char *const missing_marks[] = {"NA", NULL};
static const ent_csv_options format = {
    .delimiter = '\t', .unquoted = true, .encoding = ENT_CSV_UTF8_OR_LATIN1};

enum column {
    ID,
    DATE,
    SOURCE_NAME,
    SOURCE_SECTORS,
    SOURCE_COUNTRY,
    TEXT,
    CODE,
    INTENSITY,
    TARGET_NAME,
    TARGET_SECTORS,
    TARGET_COUNTRY,
    STORY,
    REQUIRED,
    SENTENCE = REQUIRED,
    PUBLISHER,
    CITY,
    PROVINCE,
    COUNTRY,
    COLUMNS
};
static const char *const column_names[COLUMNS] = {
    "Event ID",       "Event Date", "Source Name",     "Source Sectors", "Source Country",
    "Event Text",     "CAMEO Code", "Intensity",       "Target Name",    "Target Sectors",
    "Target Country", "Story ID",   "Sentence Number", "Publisher",      "City",
    "Province",       "Country"};

struct table {
    int column[COLUMNS];
    ent_names names;
    uint16_t months[YEARS]; /* bits of the months with events, by year from FIRST_YEAR */
    int64_t no_pair;
    ent_text title;
};

static ent_status find_columns(const ent_csv *csv, struct table *table, ent_error *err) {
    ent_status status = ENT_OK;
    for (int i = 0; i < COLUMNS && status == ENT_OK; i++) {
        if (i < REQUIRED)
            status = ent_csv_require(csv, column_names[i], &table->column[i], err);
        else
            table->column[i] = ent_csv_find(csv, column_names[i]);
    }
    return status;
}

/* The actor of a country's name on a day; 0 when there is none or it is no state. */
static ent_status find_country(const ent_reading *reading, const ent_csv *csv, struct table *table,
                               int column, ent_date when, ent_actor *actor, ent_error *err) {
    const char *text = ent_csv_text(csv, column);
    size_t index = 0;
    *actor = 0;
    if (ent_csv_missing(csv, column, missing_marks)) return ENT_OK;
    if (ent_name_of_no_state(text)) return ENT_OK;
    ent_status status = ent_names_index(&table->names, reading->actors, text, &index, err);
    if (status != ENT_OK) return status;
    *actor = ent_name_during(&table->names.list[index], reading->actors, when);
    if (*actor == 0) return ent_csv_bad(csv, column, "the name of a state", err);
    return ENT_OK;
}

static const char *text_of(const ent_csv *csv, const struct table *table, enum column column) {
    int at = table->column[column];
    return ent_csv_missing(csv, at, missing_marks) ? "" : ent_csv_text(csv, at);
}

static void add_text(json_t *object, const char *key, const char *text) {
    if (text[0] != '\0') (void)json_object_set_new(object, key, json_string(text));
}

/* Fields a report may want; NULL when memory is out. */
static char *make_detail(const ent_csv *csv, const struct table *table) {
    static const struct {
        const char *key;
        enum column column;
    } keys[] = {{"source", SOURCE_NAME},  {"source_sectors", SOURCE_SECTORS},
                {"target", TARGET_NAME},  {"target_sectors", TARGET_SECTORS},
                {"story", STORY},         {"sentence", SENTENCE},
                {"publisher", PUBLISHER}, {"city", CITY},
                {"province", PROVINCE},   {"country", COUNTRY}};
    json_t *object = json_object();
    if (object == NULL) return NULL;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        add_text(object, keys[i].key, text_of(csv, table, keys[i].column));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    return text;
}

struct event {
    ent_date date;
    ent_actor source, target;
    double intensity;
};

static ent_status write_event(const ent_reading *reading, const ent_csv *csv, struct table *table,
                              const struct event *event, ent_error *err) {
    ent_text_clear(&table->title);
    ent_status status =
        ent_text_format(&table->title, err, "%s: %s to %s", text_of(csv, table, TEXT),
                        text_of(csv, table, SOURCE_NAME), text_of(csv, table, TARGET_NAME));
    if (status != ENT_OK) return status;
    char *detail = make_detail(csv, table);
    if (detail == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    const ent_participant participants[2] = {
        {.actor = event->source, .role = "source", .level = ent_missing()},
        {.actor = event->target, .role = "target", .level = ent_missing()}};
    status = ent_import_evidence(reading->session,
                                 &(ent_evidence){.kind = ENT_EVENT,
                                                 .ref = ent_csv_text(csv, table->column[ID]),
                                                 .first = event->date,
                                                 .last = event->date,
                                                 .category = text_of(csv, table, CODE),
                                                 .magnitude = event->intensity,
                                                 .unit = "Goldstein",
                                                 .title = table->title.bytes,
                                                 .quote = "",
                                                 .detail = detail,
                                                 .participants = participants,
                                                 .participant_count = 2},
                                 err);
    free(detail);
    return status;
}

/* A CAMEO code: two to four digits. */
static bool is_code(const char *text) {
    size_t digits = strspn(text, "0123456789");
    return digits >= 2 && digits <= 4 && text[digits] == '\0';
}

static ent_status read_event(const ent_reading *reading, const ent_csv *csv, struct table *table,
                             struct event *event, ent_error *err) {
    const int *column = table->column;
    ent_status status = ent_csv_date(csv, column[DATE], &event->date, err);
    if (status == ENT_OK && (event->date.day == 0 || event->date.year < FIRST_YEAR ||
                             event->date.year >= FIRST_YEAR + YEARS))
        status = ent_csv_bad(csv, column[DATE], "a day, YYYY-MM-DD", err);
    if (status == ENT_OK && !is_code(ent_csv_text(csv, column[CODE])))
        status = ent_csv_bad(csv, column[CODE], "a CAMEO code of two to four digits", err);
    event->intensity = ent_missing();
    if (status == ENT_OK && !ent_csv_missing(csv, column[INTENSITY], missing_marks))
        status = ent_csv_real(csv, column[INTENSITY], NULL, &event->intensity, err);
    if (status == ENT_OK)
        status = find_country(reading, csv, table, column[SOURCE_COUNTRY], event->date,
                              &event->source, err);
    if (status == ENT_OK)
        status = find_country(reading, csv, table, column[TARGET_COUNTRY], event->date,
                              &event->target, err);
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    struct event event = {0};
    ent_status status = read_event(reading, csv, table, &event, err);
    if (status != ENT_OK) return status;
    table->months[event.date.year - FIRST_YEAR] |= (uint16_t)(1u << (event.date.month - 1));
    if (event.source != 0 && event.target != 0 && event.source != event.target)
        return write_event(reading, csv, table, &event, err);
    table->no_pair++;
    return ENT_OK;
}

/* A year counts as covered when each of its months has events: a sample of days is no coverage. */
static ent_status write_coverage(ent_reading *reading, const struct table *table, ent_error *err) {
    ent_status status = ENT_OK;
    int partial = 0;
    for (int year = 0; year < YEARS && status == ENT_OK; year++) {
        int last = year;
        partial += table->months[year] != 0 && table->months[year] != ALL_MONTHS;
        if (table->months[year] != ALL_MONTHS) continue;
        while (last + 1 < YEARS && table->months[last + 1] == ALL_MONTHS)
            last++;
        status = ent_import_coverage(reading->session,
                                     &(ent_coverage){.kind = ENT_EVENT,
                                                     .year1 = FIRST_YEAR + year,
                                                     .year2 = FIRST_YEAR + last,
                                                     .scope = ENT_SCOPE_ALL},
                                     err);
        year = last;
    }
    if (partial > 0)
        ent_reading_notice(
            reading, "icews: years with events in some months only: %d (not covered)", partial);
    return status;
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    struct table table = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_csv *csv = NULL;
        status = ent_reading_open(&csv, &inputs[i], &format, err);
        if (status == ENT_OK) status = find_columns(csv, &table, err);
        if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &table, err);
        ent_csv_close(csv);
    }
    if (status == ENT_OK) status = write_coverage(reading, &table, err);
    if (status == ENT_OK && table.no_pair > 0)
        ent_reading_notice(reading,
                           "icews: %lld events that are not between two different states left out",
                           (long long)table.no_pair);
    ent_text_free(&table.title);
    ent_names_free(&table.names);
    return status;
}

const ent_importer_def ent_importer_icews = {
    .info = {"icews", "events.YEAR….tab, tab-separated (ICEWS Coded Event Data)", true},
    .source = {.name = "icews",
               .version = "2015",
               .title = "ICEWS Coded Event Data",
               .licence = "free with citation (Harvard Dataverse, ICEWS terms)",
               .url = "https://doi.org/10.7910/DVN/28075",
               .citation = "@misc{boschee2015icews,\n"
                           "  author = {Boschee, Elizabeth and Lautenschlager, Jennifer and "
                           "O'Brien, Sean and Shellman, Steve and Starz, James and Ward, "
                           "Michael},\n"
                           "  title = {{ICEWS} Coded Event Data},\n"
                           "  publisher = {Harvard Dataverse},\n"
                           "  doi = {10.7910/DVN/28075},\n"
                           "  year = {2015}\n"
                           "}",
               .order = 2015},
    .read = read_all};
