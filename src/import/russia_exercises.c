/* SPDX-License-Identifier: Apache-2.0 */
/* Joint exercises with Russia, 2009–2018, as the Russian Ministry of Defence and its newspaper
 * Krasnaya Zvezda reported them. One evidence per row, with Russia as its first participant: the
 * file lists the partners only. Of the date it gives the year. */
#include <jansson.h>
#include <stdlib.h>

#include "base/array.h"
#include "import/importers.h"
#include "import/participants.h"

enum { RUSSIA = 365 };

/* An exercise of Russia's with a partner in a year. */
struct held {
    ent_actor partner;
    int year;
};

struct table {
    int id, name, year, first_part, comments, source, source2;
    ent_participants participants;
    struct held *held;
    size_t held_count, held_capacity;
};

static ent_status find_columns(const ent_csv *csv, struct table *table, ent_error *err) {
    static const char *const wanted[] = {"id",       "name",   "yr",      "part1",
                                         "comments", "source", "source2", NULL};
    int found[7];
    ent_status status = ent_csv_require_all(csv, wanted, found, err);
    if (status == ENT_OK)
        *table = (struct table){.id = found[0],
                                .name = found[1],
                                .year = found[2],
                                .first_part = found[3],
                                .comments = found[4],
                                .source = found[5],
                                .source2 = found[6]};
    return status;
}

/* Nine rows in ten of the file are commas alone. */
static bool is_blank(const ent_csv *csv) {
    for (size_t c = 0; c < ent_csv_columns(csv); c++)
        if (ent_csv_text(csv, (int)c)[0] != '\0') return false;
    return true;
}

/* Where the row is from and what it remarks; NULL when memory is out. */
static char *say_detail(const ent_csv *csv, const struct table *table) {
    const struct {
        const char *key;
        int column;
    } keys[] = {
        {"comment", table->comments}, {"source", table->source}, {"source2", table->source2}};
    json_t *object = json_object();
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const char *text = ent_csv_text(csv, keys[k].column);
        if (text[0] != '\0') (void)json_object_set_new(object, keys[k].key, json_string(text));
    }
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    return text;
}

static ent_status write_exercise(const ent_reading *reading, const ent_csv *csv,
                                 const struct table *table, ent_date year, ent_error *err) {
    char *detail = say_detail(csv, table);
    if (detail == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_status status =
        ent_import_evidence(reading->session,
                            &(ent_evidence){.kind = ENT_EXERCISE,
                                            .ref = ent_csv_text(csv, table->id),
                                            .first = year,
                                            .last = year,
                                            .category = "",
                                            .magnitude = ent_missing(),
                                            .unit = "",
                                            .title = ent_csv_text(csv, table->name),
                                            .quote = "",
                                            .detail = detail,
                                            .participants = table->participants.list,
                                            .participant_count = table->participants.count},
                            err);
    free(detail);
    return status;
}

/* Russia comes first among the participants. */
static ent_status keep_partners(struct table *table, int year, ent_error *err) {
    size_t partners = table->participants.count - 1;
    ent_status status = ent_array_reserve((void **)&table->held, &table->held_capacity,
                                          table->held_count + partners, sizeof *table->held, err);
    for (size_t p = 1; p <= partners && status == ENT_OK; p++)
        table->held[table->held_count++] = (struct held){table->participants.list[p].actor, year};
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    int64_t id = 0;
    int64_t year = 0;
    if (is_blank(csv)) return ENT_OK;
    ent_status status =
        ent_csv_integer(csv, table->id, 1, INT32_MAX, "the number of an exercise", &id, err);
    if (status == ENT_OK)
        status = ent_csv_integer(csv, table->year, 1992, 2100, "a year", &year, err);
    if (status == ENT_OK && ent_csv_missing(csv, table->name, NULL))
        status = ent_csv_bad(csv, table->name, "the name of an exercise", err);
    ent_date when = {(int16_t)year, 0, 0};
    if (status == ENT_OK) status = ent_participants_begin(&table->participants, RUSSIA, err);
    if (status == ENT_OK)
        status = ent_participants_read(&table->participants, reading, csv, "part", when, when, err);
    if (status == ENT_OK && table->participants.count < 2)
        status = ent_csv_bad(csv, table->first_part, "a state that exercised with Russia", err);
    if (status == ENT_OK) status = write_exercise(reading, csv, table, when, err);
    return status != ENT_OK ? status : keep_partners(table, (int)year, err);
}

static int by_partner_and_year(const void *a, const void *b) {
    const struct held *x = a;
    const struct held *y = b;
    if (x->partner != y->partner) return x->partner < y->partner ? -1 : 1;
    return (x->year > y->year) - (x->year < y->year);
}

/* The list is incomplete (docs/sources/russia-exercises.md), so that no record is no zero: it
 * covers a pair in the years for which it names an exercise of the two, and in no other. */
static ent_status write_coverage(ent_reading *reading, struct table *table, ent_error *err) {
    ent_status status = ENT_OK;
    if (table->held_count > 0)
        qsort(table->held, table->held_count, sizeof *table->held, by_partner_and_year);
    size_t end = 0;
    for (size_t begin = 0; begin < table->held_count && status == ENT_OK; begin = end) {
        const struct held *first = &table->held[begin];
        const ent_actor pair[2] = {RUSSIA, first->partner};
        int last = first->year;
        for (end = begin; end < table->held_count && table->held[end].partner == first->partner &&
                          table->held[end].year <= last + 1;)
            last = table->held[end++].year;
        status = ent_import_coverage(reading->session,
                                     &(ent_coverage){.kind = ENT_EXERCISE,
                                                     .year1 = first->year,
                                                     .year2 = last,
                                                     .scope = ENT_SCOPE_BOTH,
                                                     .actors = pair,
                                                     .actor_count = 2},
                                     err);
    }
    return status;
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct table table = {0};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &table, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &table, err);
    ent_csv_close(csv);
    if (status == ENT_OK) status = write_coverage(reading, &table, err);
    if (status == ENT_OK) ent_participants_report(&table.participants, reading, "russia-exercises");
    free(table.held);
    ent_participants_free(&table.participants);
    return status;
}

const ent_importer_def ent_importer_russia_exercises = {
    .info = {"russia-exercises", "russia_joint_exercises_2009_2018.csv", false},
    .source = {.name = "russia-exercises",
               .version = "2018",
               .title = "Joint military exercises involving Russia",
               .licence = "none stated; facts from public reports of the Russian Ministry of "
                          "Defence",
               .url = "https://github.com/zleffel-afk/Visualization-of-NAM-country-data",
               .citation = "@misc{russiaexercises2018,\n"
                           "  author = {{Ministry of Defence of the Russian Federation}},\n"
                           "  title = {Joint Military Exercises Involving {Russia}, 2009--2018},\n"
                           "  note = {Compiled from the ministry's reports},\n"
                           "  url = {https://structure.mil.ru/mission/practice/all.htm},\n"
                           "  year = {2018}\n"
                           "}",
               .order = 2018},
    .read = read_all};
