/* SPDX-License-Identifier: Apache-2.0 */
/* Active-duty personnel of the United States by host state and year. Allen, M. A., Flynn, M. E. &
 * Martinez Machain, C. (2022), "Global U.S. military deployment data: 1950–2020". Hosts are
 * resolved by name and year: releases differ in whether their codes are CoW's or Gleditsch and
 * Ward's. */
#include <limits.h>
#include <stdio.h>

#include "import/cells.h"
#include "import/importers.h"
#include "import/names.h"

enum {
    USA = 2,
    NORTH_VIETNAM = 816,
    SOUTH_VIETNAM = 817,
    SOUTH_VIETNAM_FIRST = 1954,
    SOUTH_VIETNAM_LAST = 1975,
    PUERTO_RICO = 6,
    TERRITORIES = 1000 /* ad hoc codes of the source begin here */
};

static const char *const missing_marks[] = {"NA", NULL};

struct table {
    int name, code, year, troops;
    ent_names names;
    ent_cells flows;
    int first_year, last_year;
    int64_t territories, home, before_membership;
};

static ent_status find_columns(const ent_csv *csv, struct table *table, ent_error *err) {
    static const char *const wanted[] = {"countryname", "ccode", "year", "troops_ad", NULL};
    int found[4];
    ent_status status = ent_csv_require_all(csv, wanted, found, err);
    if (status == ENT_OK)
        *table = (struct table){.name = found[0],
                                .code = found[1],
                                .year = found[2],
                                .troops = found[3],
                                .first_year = INT_MAX,
                                .last_year = INT_MIN};
    return status;
}

static bool in_a_system(const ent_actors *actors, ent_actor actor, int year) {
    int32_t first = ent_date_days((ent_date){(int16_t)year, 0, 0}, false);
    int32_t last = ent_date_days((ent_date){(int16_t)year, 0, 0}, true);
    return ent_actor_member(actors, ENT_COW, actor, first, last) ||
           ent_actor_member(actors, ENT_GW, actor, first, last);
}

/* The host of a row; 0 when it is none: a territory, the United States, a state to be. */
static ent_status find_host(ent_reading *reading, ent_csv *csv, struct table *table, int64_t code,
                            int year, ent_actor *host, ent_error *err) {
    size_t index = 0;
    *host = 0;
    const char *name = ent_csv_text(csv, table->name);
    if (code >= TERRITORIES || code == PUERTO_RICO || code == 0 || ent_name_of_no_state(name)) {
        table->territories++;
        return ENT_OK;
    }
    ent_status status = ent_names_index(&table->names, reading->actors, name, &index, err);
    if (status != ENT_OK) return status;
    ent_actor actor = ent_name_during(&table->names.list[index], reading->actors,
                                      (ent_date){(int16_t)year, 0, 0});
    if (actor == 0) return ent_csv_bad(csv, table->name, "the name of a state", err);
    /* "Vietnam" is where the troops were: in the South until it ended. */
    if (actor == NORTH_VIETNAM && year >= SOUTH_VIETNAM_FIRST && year <= SOUTH_VIETNAM_LAST)
        actor = SOUTH_VIETNAM;
    if (actor == USA)
        table->home++;
    else if (!in_a_system(reading->actors, actor, year))
        table->before_membership++;
    else
        *host = actor;
    return ENT_OK;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    ent_actor host = 0;
    int64_t year = 0;
    int64_t code = 0;
    double troops = 0;
    bool missing = ent_csv_missing(csv, table->troops, missing_marks);
    ent_status status = ent_csv_integer(csv, table->year, 1898, 2100, "a year", &year, err);
    if (status == ENT_OK && !ent_csv_missing(csv, table->code, missing_marks))
        status = ent_csv_integer(csv, table->code, 1, 99999, "a country code", &code, err);
    if (status == ENT_OK && !missing) status = ent_csv_real(csv, table->troops, NULL, &troops, err);
    if (status == ENT_OK && troops < 0)
        status = ent_csv_bad(csv, table->troops, "a number of troops", err);
    if (status == ENT_OK) status = find_host(reading, csv, table, code, (int)year, &host, err);
    if (status != ENT_OK) return status;
    if (year < table->first_year) table->first_year = (int)year;
    if (year > table->last_year) table->last_year = (int)year;
    if (host == 0 || missing) return ENT_OK;
    return ent_cells_add(&table->flows, (ent_cell){(int32_t)year, USA, host, 0, troops}, err);
}

static void report_left_out(const ent_reading *reading, const struct table *table) {
    if (table->territories > 0)
        ent_reading_notice(reading,
                           "us-troops: %lld rows of territories that are no states left out",
                           (long long)table->territories);
    if (table->before_membership > 0)
        ent_reading_notice(
            reading,
            "us-troops: %lld rows of hosts in years before they were states (or when "
            "they were none) left out",
            (long long)table->before_membership);
    if (table->home > 0)
        ent_reading_notice(reading, "us-troops: %lld rows of the United States itself left out",
                           (long long)table->home);
}

static ent_status find_years(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    (void)reading;
    struct table *table = context;
    int64_t year = 0;
    ent_status status = ent_csv_integer(csv, table->year, 1898, 2100, "a year", &year, err);
    if (status == ENT_OK && year > table->last_year) table->last_year = (int)year;
    return status;
}

/* The file carries no version; its last year tells releases apart. */
static ent_status release(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct table table = {0};
    static const ent_import_options lenient = {.skip_bad = true};
    ent_reading reading = {.options = &lenient};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &table, err);
    if (status == ENT_OK) status = ent_reading_rows(&reading, csv, find_years, &table, err);
    ent_csv_close(csv);
    *order = table.last_year > 0 ? table.last_year : 0;
    snprintf(version, ENT_RELEASE_TEXT, "to %lld", (long long)*order);
    return status;
}

static ent_status write_all(ent_reading *reading, struct table *table, ent_error *err) {
    static const ent_actor from = USA;
    ent_status status = ent_cells_write(&table->flows, reading, "troops", NULL, err);
    if (status != ENT_OK || table->first_year > table->last_year) return status;
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_DEPLOYMENT,
                                               .year1 = table->first_year,
                                               .year2 = table->last_year,
                                               .scope = ENT_SCOPE_FROM,
                                               .actors = &from,
                                               .actor_count = 1},
                               err);
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
    if (status == ENT_OK) status = write_all(reading, &table, err);
    if (status == ENT_OK) report_left_out(reading, &table);
    ent_cells_free(&table.flows);
    ent_names_free(&table.names);
    return status;
}

const ent_importer_def ent_importer_us_troops = {
    .info = {"us-troops", "troopdata-rebuild-country-year.csv (Allen, Flynn and Martinez Machain)",
             false},
    .source = {.name = "us-troops",
               .version = "",
               .title = "Global U.S. military deployment data",
               .licence = "GPL-3 or later (distributed with the R package troopdata; figures from "
                          "public reports of the Department of Defense)",
               .url = "https://github.com/meflynn/troopdata",
               .citation = "@article{allen2022global,\n"
                           "  author = {Allen, Michael A. and Flynn, Michael E. and Martinez "
                           "Machain, Carla},\n"
                           "  title = {Global {U.S.} Military Deployment Data: 1950--2020},\n"
                           "  journal = {Conflict Management and Peace Science},\n"
                           "  volume = {39},\n"
                           "  number = {3},\n"
                           "  pages = {351--370},\n"
                           "  year = {2022}\n"
                           "}",
               .order = 0},
    .release = release,
    .read = read_all};
