/* SPDX-License-Identifier: Apache-2.0 */
/* Capitals with coordinates and dates, as compiled by S. V. Miller for the package peacesciencer:
 * one list by CoW code, one by Gleditsch-Ward code. Of the second only states are taken that the
 * first, when it is given too, does not have: the two would otherwise state most capitals twice. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "import/importers.h"

enum { CODE, CAPITAL, FIRST, LAST, LATITUDE, LONGITUDE, COLUMNS };

struct list {
    int column[COLUMNS];
    bool gw;
    /* Of the list by CoW code. */
    ent_actor *listed;
    size_t listed_count, listed_capacity;
    int first_year, last_year; /* of all lists */
    int64_t passed_over;       /* rows of states the first list has */
};

static ent_status find_columns(const ent_csv *csv, struct list *list, ent_error *err) {
    static const char *const names[] = {"capital", "stdate", "enddate", "lat", "lng", NULL};
    list->gw = ent_csv_find(csv, "ccode") < 0 && ent_csv_find(csv, "gwcode") >= 0;
    ent_status status =
        ent_csv_require(csv, list->gw ? "gwcode" : "ccode", &list->column[CODE], err);
    return status == ENT_OK ? ent_csv_require_all(csv, names, &list->column[CAPITAL], err) : status;
}

static bool is_listed(const struct list *list, ent_actor actor) {
    for (size_t i = list->listed_count; i > 0; i--) /* rows of a state stand together */
        if (list->listed[i - 1] == actor) return true;
    return false;
}

static ent_status keep_listed(struct list *list, ent_actor actor, ent_error *err) {
    if (is_listed(list, actor)) return ENT_OK;
    ent_status status = ent_array_reserve((void **)&list->listed, &list->listed_capacity,
                                          list->listed_count + 1, sizeof *list->listed, err);
    if (status == ENT_OK) list->listed[list->listed_count++] = actor;
    return status;
}

static ent_status read_degrees(const ent_csv *csv, int column, double limit, const char *expected,
                               double *out, ent_error *err) {
    ent_status status = ent_csv_real(csv, column, NULL, out, err);
    if (status == ENT_OK && (*out < -limit || *out > limit))
        return ent_csv_bad(csv, column, expected, err);
    return status;
}

/* Everything of a row but the actor. */
static ent_status read_place(const struct list *list, const ent_csv *csv, ent_place *place,
                             ent_error *err) {
    const int *column = list->column;
    place->name = ent_csv_text(csv, column[CAPITAL]);
    if (place->name[0] == '\0') return ent_csv_bad(csv, column[CAPITAL], "a city", err);
    ent_status status = ent_csv_date(csv, column[FIRST], &place->first, err);
    if (status == ENT_OK) status = ent_csv_date(csv, column[LAST], &place->last, err);
    if (status == ENT_OK && ent_date_days(place->first, false) > ent_date_days(place->last, true))
        status = ent_csv_bad(csv, column[LAST], "an end on or after the beginning", err);
    if (status == ENT_OK)
        status = read_degrees(csv, column[LATITUDE], 90, "a latitude from -90 to 90",
                              &place->latitude, err);
    if (status == ENT_OK)
        status = read_degrees(csv, column[LONGITUDE], 180, "a longitude from -180 to 180",
                              &place->longitude, err);
    return status;
}

static ent_status write_place(ent_reading *reading, struct list *list, const ent_place *place,
                              ent_error *err) {
    if (list->gw && is_listed(list, place->actor)) {
        list->passed_over++;
        return ENT_OK;
    }
    if (place->first.year < list->first_year) list->first_year = place->first.year;
    if (place->last.year > list->last_year) list->last_year = place->last.year;
    ent_status status = list->gw ? ENT_OK : keep_listed(list, place->actor, err);
    return status == ENT_OK ? ent_import_place(reading->session, place, err) : status;
}

/* The list by GW code has Yemen since 1990 under 679, a code only CoW knows. */
static ent_status actor_of_gw(const ent_actors *actors, int code, int year, ent_actor *out) {
    ent_status status = ent_actor_from_gw(actors, code, year, out, NULL);
    return status == ENT_OK ? status : ent_actor_from_cow(actors, code, out, NULL);
}

/* A GW code may mean one actor and then another (678 is Yemen before and after 1990): one place for
 * each run of years with the same actor. */
static ent_status write_by_gw(ent_reading *reading, struct list *list, int code,
                              const ent_place *place, ent_error *err) {
    ent_place part = *place;
    ent_status status = ENT_OK;
    for (int year = place->first.year + 1; year <= place->last.year && status == ENT_OK; year++) {
        ent_actor actor = part.actor;
        (void)actor_of_gw(reading->actors, code, year, &actor);
        if (actor == part.actor) continue;
        part.last = (ent_date){(int16_t)(year - 1), 12, 31};
        status = write_place(reading, list, &part, err);
        part.first = (ent_date){(int16_t)year, 1, 1};
        part.last = place->last;
        part.actor = actor;
    }
    return status == ENT_OK ? write_place(reading, list, &part, err) : status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct list *list = context;
    int column = list->column[CODE];
    int64_t code = 0;
    ent_place place = {0};
    ent_status status = read_place(list, csv, &place, err);
    if (status == ENT_OK && !list->gw) {
        status = ent_reading_cow(reading, csv, column, &place.actor, err);
        return status == ENT_OK ? write_place(reading, list, &place, err) : status;
    }
    if (status == ENT_OK)
        status = ent_csv_integer(csv, column, 1, 999, "a Gleditsch-Ward code", &code, err);
    if (status == ENT_OK &&
        actor_of_gw(reading->actors, (int)code, place.first.year, &place.actor) != ENT_OK)
        status = ent_csv_bad(csv, column, "a known Gleditsch-Ward code", err);
    return status == ENT_OK ? write_by_gw(reading, list, (int)code, &place, err) : status;
}

/* Read the input if it is the list wanted; two of one sort are a mistake. */
static ent_status read_list(ent_reading *reading, const ent_input *input, bool gw,
                            struct list *list, int *seen, ent_error *err) {
    ent_csv *csv = NULL;
    ent_status status = ent_reading_open(&csv, input, NULL, err);
    if (status == ENT_OK) status = find_columns(csv, list, err);
    if (status == ENT_OK && list->gw == gw && ++*seen > 1)
        status = ent_fail(err, ENT_ERR_FORMAT,
                          "%s: expected one list of capitals by CoW code and one by "
                          "Gleditsch-Ward code, found a second by %s",
                          input->path, gw ? "Gleditsch-Ward code" : "CoW code");
    if (status == ENT_OK && list->gw == gw)
        status = ent_reading_rows(reading, csv, read_row, list, err);
    ent_csv_close(csv);
    return status;
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    struct list list = {.first_year = INT_MAX, .last_year = INT_MIN};
    ent_status status = ENT_OK;
    for (int gw = 0; gw <= 1; gw++) { /* the list by CoW code first, in whatever order they stand */
        int seen = 0;
        for (size_t i = 0; i < count && status == ENT_OK; i++)
            status = read_list(reading, &inputs[i], gw != 0, &list, &seen, err);
    }
    if (status == ENT_OK && list.passed_over > 0)
        ent_reading_notice(reading,
                           "capitals: %lld rows by Gleditsch-Ward code left out: their states are "
                           "in the list by CoW code",
                           (long long)list.passed_over);
    free(list.listed);
    if (status != ENT_OK || list.first_year > list.last_year) return status;
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_CAPITAL,
                                               .year1 = list.first_year,
                                               .year2 = list.last_year,
                                               .scope = ENT_SCOPE_ALL},
                               err);
}

const ent_importer_def ent_importer_capitals = {
    .info = {"capitals", "cow_capitals.csv and gw_capitals.csv (peacesciencer)", true},
    .source = {.name = "capitals",
               .version = "2024",
               .title = "Capitals of states with coordinates and dates",
               .licence = "free with citation (peacesciencer)",
               .url = "https://svmiller.com/peacesciencer/",
               .citation =
                   "@article{miller2022peacesciencer,\n"
                   "  author = {Miller, Steven V.},\n"
                   "  title = {{peacesciencer}: An R Package for Quantitative Peace Science "
                   "Research},\n"
                   "  journal = {Conflict Management and Peace Science},\n"
                   "  volume = {39},\n"
                   "  number = {6},\n"
                   "  pages = {755--779},\n"
                   "  year = {2022}\n"
                   "}",
               .order = 2024},
    .read = read_all};
