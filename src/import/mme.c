/* SPDX-License-Identifier: Apache-2.0 */
/* Multinational Military Exercises: who exercised together, when, where and at what. D'Orazio, V. &
 * Galambos, K. (2021), "Multinational Military Exercises, 1980–2010", version 7.
 *
 * One evidence per row. Dates are taken from their split columns; a name stands for the state it
 * meant when the exercise began. */
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "import/importers.h"
#include "import/participants.h"

enum column {
    ID,
    NAME,
    SERIES,
    LOCATION,
    LATITUDE,
    LONGITUDE,
    START,
    START_YEAR,
    START_MONTH,
    START_DAY,
    END,
    END_YEAR,
    END_MONTH,
    END_DAY,
    FOCUS,
    PARTICIPANT_INFO,
    FIRST_STATE,
    COLUMNS
};
static const char *const column_names[COLUMNS + 1] = {
    "MMEID",   "Ex_Name", "Series_Name",      "Location",
    "lat",     "lon",     "StartDate",        "s.year",
    "s.month", "s.day",   "EndDate",          "e.year",
    "e.month", "e.day",   "FocusDescription", "AdditionalParticipantInfo",
    "StateA",  NULL};

/* Domains and purposes: columns of 0 and 1, and words of the category under the same names. */
enum { WORDS = 9 };
static const char *const words[WORDS + 1] = {"cpx",          "air",   "land",        "sea",
                                             "amphibious",   "cyber", "warfighting", "peacekeeping",
                                             "humanitarian", NULL};

static const char *const missing_marks[] = {"-9", NULL};
static const char *const unknown_marks[] = {"xx", "-9", NULL};
static const ent_alias aliases[] = {{"Baltic States", "EST LVA LTU"},
                                    {"Hong Kong SAR China", ""},
                                    {"NATO", ""},
                                    {"St. Christopher", "KNA"},
                                    {NULL, NULL}};

struct table {
    int column[COLUMNS], word[WORDS];
    ent_participants participants;
    int64_t *ids; /* of the exercises written */
    size_t count, capacity;
    ent_text title, category;
    int first_year, last_year;
    int64_t no_pair, backward, differing;
};

struct exercise {
    int64_t id;
    ent_date first, last, stated_last;
    double latitude, longitude;
};

/* ---- one row ---- */

static ent_status read_id(const ent_csv *csv, const struct table *table, int64_t *id,
                          ent_error *err) {
    const char *text = ent_csv_text(csv, table->column[ID]);
    size_t digits = strncmp(text, "mme", 3) == 0 ? strspn(text + 3, "0123456789") : 0;
    if (digits == 0 || digits > 9 || text[3 + digits] != '\0')
        return ent_csv_bad(csv, table->column[ID], "'mme' and a number", err);
    *id = strtoll(text + 3, NULL, 10);
    return ENT_OK;
}

/* Whether the text is the date: "1/14/80", or "1980-01-xx" where the day is unknown. */
static bool same_date(const char *text, ent_date date) {
    char expected[32];
    ent_date written = {0};
    snprintf(expected, sizeof expected, "%d/%d/%02d", date.month, date.day, date.year % 100);
    if (date.day > 0 && strcmp(text, expected) == 0) return true;
    return ent_date_parse(text, &written) && written.year == date.year &&
           written.month == date.month && written.day == date.day;
}

static ent_status read_date(const ent_csv *csv, const int column[3], ent_date *date,
                            ent_error *err) {
    ent_status status =
        ent_csv_date_parts(csv, column[0], column[1], column[2], unknown_marks, date, err);
    if (status == ENT_OK && (date->year < 1900 || date->year > 2100))
        status = ent_csv_bad(csv, column[0], "a year", err);
    return status;
}

/* An end before the beginning is not believed: the beginning stands alone. */
static ent_status read_dates(const ent_csv *csv, const struct table *table,
                             struct exercise *exercise, ent_error *err) {
    ent_status status = read_date(csv, &table->column[START_YEAR], &exercise->first, err);
    if (status == ENT_OK)
        status = read_date(csv, &table->column[END_YEAR], &exercise->stated_last, err);
    exercise->last = exercise->stated_last;
    if (status == ENT_OK &&
        ent_date_days(exercise->last, true) < ent_date_days(exercise->first, false))
        exercise->last = exercise->first;
    return status;
}

static ent_status read_degrees(const ent_csv *csv, int column, double limit, double *degrees,
                               ent_error *err) {
    *degrees = ent_missing();
    if (ent_csv_missing(csv, column, missing_marks)) return ENT_OK;
    ent_status status = ent_csv_real(csv, column, NULL, degrees, err);
    if (status == ENT_OK && !(*degrees >= -limit && *degrees <= limit))
        status = ent_csv_bad(csv, column, limit > 90 ? "a longitude" : "a latitude", err);
    return status;
}

/* "air sea warfighting" */
static ent_status read_words(const ent_csv *csv, struct table *table, ent_error *err) {
    ent_status status = ENT_OK;
    ent_text_clear(&table->category);
    for (int w = 0; w < WORDS && status == ENT_OK; w++) {
        int64_t is = 0;
        status = ent_csv_integer(csv, table->word[w], 0, 1, "0 or 1", &is, err);
        if (status == ENT_OK && is == 1)
            status = ent_text_format(&table->category, err, "%s%s",
                                     table->category.length > 0 ? " " : "", words[w]);
    }
    return status;
}

/* "" where the file says that it does not know. */
static const char *text_of(const ent_csv *csv, const struct table *table, enum column column) {
    int at = table->column[column];
    return ent_csv_missing(csv, at, missing_marks) ? "" : ent_csv_text(csv, at);
}

/* The exercise's name; its series or its place where it has none. */
static ent_status say_title(const ent_csv *csv, struct table *table, ent_error *err) {
    const char *name = text_of(csv, table, NAME);
    const char *place = text_of(csv, table, LOCATION);
    ent_text_clear(&table->title);
    if (name[0] == '\0') name = text_of(csv, table, SERIES);
    if (name[0] != '\0') return ent_text_format(&table->title, err, "%s", name);
    return ent_text_format(&table->title, err, "Unnamed exercise%s%s", place[0] != '\0' ? ", " : "",
                           place);
}

/* What has no field of its own; NULL when memory is out. */
static char *say_detail(const ent_csv *csv, const struct table *table,
                        const struct exercise *exercise) {
    static const struct {
        const char *key;
        enum column column;
    } keys[] = {{"series", SERIES},
                {"location", LOCATION},
                {"focus", FOCUS},
                {"participant_info", PARTICIPANT_INFO}};
    char end[ENT_DATE_TEXT];
    json_t *object = json_object();
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const char *text = text_of(csv, table, keys[k].column);
        if (text[0] != '\0') (void)json_object_set_new(object, keys[k].key, json_string(text));
    }
    if (!ent_is_missing(exercise->latitude))
        (void)json_object_set_new(object, "lat", json_real(exercise->latitude));
    if (!ent_is_missing(exercise->longitude))
        (void)json_object_set_new(object, "lon", json_real(exercise->longitude));
    if (table->participants.unknown > 0)
        (void)json_object_set_new(object, "participants_unknown",
                                  json_integer(table->participants.unknown));
    if (memcmp(&exercise->last, &exercise->stated_last, sizeof exercise->last) != 0)
        (void)json_object_set_new(object, "end_in_source",
                                  json_string(ent_date_format(exercise->stated_last, end)));
    /* 15 digits are what a decimal keeps through a double: the file's own text comes back. */
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(15));
    json_decref(object);
    return text;
}

static ent_status write_exercise(const ent_reading *reading, const ent_csv *csv,
                                 struct table *table, const struct exercise *exercise,
                                 ent_error *err) {
    char *detail = say_detail(csv, table, exercise);
    if (detail == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_status status = ent_import_evidence(
        reading->session,
        &(ent_evidence){.kind = ENT_EXERCISE,
                        .ref = ent_csv_text(csv, table->column[ID]),
                        .first = exercise->first,
                        .last = exercise->last,
                        .category = table->category.length > 0 ? table->category.bytes : "",
                        .magnitude = ent_missing(),
                        .unit = "",
                        .title = table->title.bytes,
                        .quote = "",
                        .detail = detail,
                        .participants = table->participants.list,
                        .participant_count = table->participants.count},
        err);
    free(detail);
    return status;
}

/* Keep account of a row that was written. */
static void count_row(const ent_csv *csv, struct table *table, const struct exercise *exercise) {
    int year = exercise->first.year;
    table->ids[table->count++] = exercise->id;
    if (year < table->first_year) table->first_year = year;
    if (year > table->last_year) table->last_year = year;
    table->no_pair += table->participants.count < 2;
    table->backward += memcmp(&exercise->last, &exercise->stated_last, sizeof exercise->last) != 0;
    table->differing += !same_date(ent_csv_text(csv, table->column[START]), exercise->first) ||
                        !same_date(ent_csv_text(csv, table->column[END]), exercise->stated_last);
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    const int *column = table->column;
    struct exercise exercise = {0};
    ent_status status = read_id(csv, table, &exercise.id, err);
    if (status == ENT_OK) status = read_dates(csv, table, &exercise, err);
    if (status == ENT_OK) status = read_words(csv, table, err);
    if (status == ENT_OK) status = read_degrees(csv, column[LATITUDE], 90, &exercise.latitude, err);
    if (status == ENT_OK)
        status = read_degrees(csv, column[LONGITUDE], 180, &exercise.longitude, err);
    if (status == ENT_OK) status = say_title(csv, table, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&table->ids, &table->capacity, table->count + 1,
                                   sizeof *table->ids, err);
    if (status == ENT_OK) status = ent_participants_begin(&table->participants, 0, err);
    if (status == ENT_OK)
        status = ent_participants_read(&table->participants, reading, csv, "State", exercise.first,
                                       exercise.last, err);
    if (status == ENT_OK) status = write_exercise(reading, csv, table, &exercise, err);
    if (status == ENT_OK) count_row(csv, table, &exercise);
    return status;
}

/* ---- the file ---- */

static int by_number(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Rows whose identifier another row had before. */
static int64_t repeated_ids(struct table *table) {
    int64_t repeated = 0;
    qsort(table->ids, table->count, sizeof *table->ids, by_number);
    for (size_t i = 1; i < table->count; i++)
        repeated += table->ids[i] == table->ids[i - 1];
    return repeated;
}

static void report(const ent_reading *reading, struct table *table) {
    int64_t repeated = repeated_ids(table);
    ent_participants_report(&table->participants, reading, "mme");
    if (table->no_pair > 0)
        ent_reading_notice(
            reading,
            "mme: %lld exercises with fewer than two known states: kept, though they "
            "count for no pair",
            (long long)table->no_pair);
    if (table->backward > 0)
        ent_reading_notice(
            reading, "mme: %lld exercises that end before they begin: the beginning alone is kept",
            (long long)table->backward);
    if (table->differing > 0)
        ent_reading_notice(reading,
                           "mme: %lld exercises whose StartDate or EndDate differs from its split "
                           "columns: the latter are taken",
                           (long long)table->differing);
    if (repeated > 0)
        ent_reading_notice(
            reading, "mme: %lld exercises under an identifier that another one has: both kept",
            (long long)repeated);
}

static ent_status write_coverage(ent_reading *reading, struct table *table, ent_error *err) {
    if (table->count == 0) return ENT_OK;
    report(reading, table);
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_EXERCISE,
                                               .year1 = table->first_year,
                                               .year2 = table->last_year,
                                               .scope = ENT_SCOPE_ALL},
                               err);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct table table = {
        .participants = {.aliases = aliases}, .first_year = INT_MAX, .last_year = INT_MIN};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = ent_csv_require_all(csv, column_names, table.column, err);
    if (status == ENT_OK) status = ent_csv_require_all(csv, words, table.word, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &table, err);
    ent_csv_close(csv);
    if (status == ENT_OK) status = write_coverage(reading, &table, err);
    ent_participants_free(&table.participants);
    ent_text_free(&table.title);
    ent_text_free(&table.category);
    free(table.ids);
    return status;
}

const ent_importer_def ent_importer_mme = {
    .info = {"mme", "mme_v7.csv (D'Orazio and Galambos)", false},
    .source = {.name = "mme",
               .version = "7",
               .title = "Multinational Military Exercises",
               .licence = "free with citation (Harvard Dataverse)",
               .url = "https://doi.org/10.7910/DVN/KHFODX",
               .citation = "@misc{dorazio2021multinational,\n"
                           "  author = {D'Orazio, Vito and Galambos, Kevin},\n"
                           "  title = {Multinational Military Exercises, 1980--2010},\n"
                           "  publisher = {Harvard Dataverse},\n"
                           "  doi = {10.7910/DVN/KHFODX},\n"
                           "  note = {Version 7 of the data},\n"
                           "  year = {2021}\n"
                           "}",
               .order = 7000},
    .read = read_all};
