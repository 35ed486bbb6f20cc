/* SPDX-License-Identifier: Apache-2.0 */
/* Published ideal points of states in the UN General Assembly, one per state and session.
 * Bailey, M. A., Strezhnev, A. & Voeten, E. (2017), "Estimating Dynamic State Preferences from
 * United Nations Voting Data". A session's point is given the year in which the session opens:
 * 1945 + its number (sessions open in September; the first sat from January to December 1946). */
#include <stdio.h>

#include "import/cells.h"
#include "import/importers.h"

enum { YEAR_BEFORE_FIRST = 1945, SESSION_MAX = 155 };

static const char *const missing_marks[] = {"NA", NULL};

struct table {
    int actor, session, point;
    int first_session, last_session;
    ent_cells points;
};

static ent_status find_columns(const ent_csv *csv, struct table *table, ent_error *err) {
    *table = (struct table){.first_session = SESSION_MAX + 1};
    ent_status status = ent_csv_require(csv, "ccode", &table->actor, err);
    if (status == ENT_OK) status = ent_csv_require(csv, "session", &table->session, err);
    if (status == ENT_OK) status = ent_csv_require(csv, "IdealPointAll", &table->point, err);
    return status;
}

static ent_status read_session(struct table *table, const ent_csv *csv, int *session,
                               ent_error *err) {
    int64_t number = 0;
    ent_status status =
        ent_csv_integer(csv, table->session, 1, SESSION_MAX, "a session's number", &number, err);
    if (status != ENT_OK) return status;
    *session = (int)number;
    if (*session < table->first_session) table->first_session = *session;
    if (*session > table->last_session) table->last_session = *session;
    return ENT_OK;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    ent_actor actor = 0;
    int session = 0;
    double point = 0;
    ent_status status = ent_reading_cow(reading, csv, table->actor, &actor, err);
    if (status == ENT_OK && !ent_csv_missing(csv, table->point, missing_marks))
        status = ent_csv_real(csv, table->point, NULL, &point, err);
    if (status == ENT_OK) status = read_session(table, csv, &session, err);
    if (status != ENT_OK || ent_csv_missing(csv, table->point, missing_marks)) return status;
    ent_cell cell = {YEAR_BEFORE_FIRST + session, actor, 0, (uint32_t)ent_csv_line(csv), point};
    return ent_cells_add(&table->points, cell, err);
}

static ent_status find_sessions(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    (void)reading;
    int session = 0;
    return read_session(context, csv, &session, err);
}

/* The last session tells the releases apart: one appears for each. */
static ent_status release(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct table table = {0};
    static const ent_import_options lenient = {.skip_bad = true};
    ent_reading reading = {.options = &lenient};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &table, err);
    if (status == ENT_OK) status = ent_reading_rows(&reading, csv, find_sessions, &table, err);
    ent_csv_close(csv);
    *order = table.last_session;
    snprintf(version, ENT_RELEASE_TEXT, "sessions %d-%d",
             table.last_session == 0 ? 0 : table.first_session, table.last_session);
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
    if (status == ENT_OK)
        status = ent_cells_write(&table.points, reading, "ideal_point", inputs[0].path, err);
    ent_cells_free(&table.points);
    if (status != ENT_OK || table.last_session == 0) return status;
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_IDEAL_POINT,
                                               .year1 = YEAR_BEFORE_FIRST + table.first_session,
                                               .year2 = YEAR_BEFORE_FIRST + table.last_session,
                                               .scope = ENT_SCOPE_ALL},
                               err);
}

const ent_importer_def ent_importer_ideal_points = {
    .info = {"ideal-points", "IdealpointestimatesAll_….csv (Bailey, Strezhnev and Voeten)", false},
    .source = {.name = "ideal-points",
               .version = "",
               .title = "Ideal points of states in the UN General Assembly",
               .licence = "public domain (CC0 1.0, Harvard Dataverse)",
               .url = "https://doi.org/10.7910/DVN/LEJUQZ",
               .citation = "@article{bailey2017estimating,\n"
                           "  author = {Bailey, Michael A. and Strezhnev, Anton and Voeten, "
                           "Erik},\n"
                           "  title = {Estimating Dynamic State Preferences from United Nations "
                           "Voting Data},\n"
                           "  journal = {Journal of Conflict Resolution},\n"
                           "  volume = {61},\n"
                           "  number = {2},\n"
                           "  pages = {430--456},\n"
                           "  year = {2017}\n"
                           "}",
               .order = 0},
    .release = release,
    .read = read_all};
