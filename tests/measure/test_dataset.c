/* SPDX-License-Identifier: Apache-2.0 */
/* Panels as files, on a small store and on the official ones. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "entente/import.h"
#include "entente/measure.h"
#include "support.h"

static ent_store *open_store(const char *path) {
    ent_store *store = NULL;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, path, ENT_STORE_WRITE, &err), &err);
    return store;
}

static void import_file(ent_store *store, const char *importer, const char *path) {
    ent_error err = {0};
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, importer, &input, 1, NULL, NULL, &err), &err);
}

/* Write a panel of named columns and return its number of rows. */
static size_t write_panel(ent_store *store, ent_dataset dataset, const char *names,
                          const char *path) {
    size_t columns[64];
    char copy[512];
    char *rest = NULL;
    ent_actors *actors = NULL;
    ent_error err = {0};
    size_t rows = 0;
    snprintf(copy, sizeof copy, "%s", names);
    for (char *name = strtok_r(copy, ",", &rest); name; name = strtok_r(NULL, ",", &rest))
        assert_ok(ent_column_find(dataset.unit, name, &columns[dataset.column_count++], &err),
                  &err);
    dataset.columns = columns;
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_ok(ent_dataset_write(store, actors, &dataset, path, &rows, &err), &err);
    ent_actors_free(actors);
    return rows;
}

static char *read_text(const char *path) {
    static char text[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static const char nmc[] = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n"
                          "2,1999,3,1,1,1,1,1,.5\n"
                          "20,1999,1,1,1,1,1,1,.5\n"
                          "70,1999,,,,,,,\n";

static void columns_come_in_the_order_asked(void **state) {
    (void)state;
    static const ent_actor some[] = {2, 20, 70};
    ent_store *store = open_store(":memory:");
    import_file(store, "cow-nmc", scratch_file("nmc.csv", nmc, sizeof nmc - 1));
    ent_dataset dataset = {.unit = ENT_UNIT_DYAD,
                           .codes = ENT_CODES_ISO3,
                           .year1 = 1999,
                           .year2 = 2000,
                           .actors = some,
                           .actor_count = 3};
    const char *path = scratch_path("order.csv");
    assert_int_equal(write_panel(store, dataset, "power_ratio,cinc2,cinc1", path), 6);
    assert_string_equal(read_text(path), "year,actor1,actor2,power_ratio,cinc2,cinc1\n"
                                         "1999,USA,CAN,0.5416666666666666,0.4583333333333333,"
                                         "0.5416666666666666\n"
                                         "1999,USA,MEX,,,0.5416666666666666\n"
                                         "1999,CAN,MEX,,,0.4583333333333333\n"
                                         "2000,USA,CAN,,,\n"
                                         "2000,USA,MEX,,,\n"
                                         "2000,CAN,MEX,,,\n");
    ent_store_close(store);
}

static void states_are_written_with_their_components(void **state) {
    (void)state;
    static const ent_actor some[] = {2, 70};
    ent_store *store = open_store(":memory:");
    import_file(store, "cow-nmc", scratch_file("nmc.csv", nmc, sizeof nmc - 1));
    ent_dataset dataset = {
        .unit = ENT_UNIT_STATE, .year1 = 1999, .year2 = 1999, .actors = some, .actor_count = 2};
    const char *path = scratch_path("states.csv");
    assert_int_equal(write_panel(store, dataset, "milex,cinc", path), 2);
    assert_string_equal(read_text(path), "year,actor,milex,cinc\n"
                                         "1999,2,3,0.5416666666666666\n"
                                         "1999,70,,\n");
    ent_store_close(store);
}

static void reversed_years_leave_no_file(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:");
    ent_actors *actors = NULL;
    ent_error err = {0};
    size_t column = 0;
    const char *path = scratch_path("reversed.csv");
    ent_dataset dataset = {.year1 = 2000, .year2 = 1999, .columns = &column, .column_count = 1};
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_error(ent_dataset_write(store, actors, &dataset, path, NULL, &err), ENT_ERR_USAGE, &err,
                 "2000-1999");
    FILE *file = fopen(path, "rb");
    assert_null(file);
    ent_actors_free(actors);
    ent_store_close(store);
}

/* Rows of a panel of 1816–2010, dyads and directed, against n(n − 1)/2 of each year's members less
 * the pairs that share a year but never a day. */
static void assert_dyad_years(ent_store *store, ent_system system, size_t never_together,
                              size_t rows) {
    ent_actors *actors = NULL;
    ent_error err = {0};
    size_t expected = 0;
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    for (int year = 1816; year <= 2010; year++) {
        size_t n = ent_actors_in_year(actors, system, year, NULL, 0);
        expected += n * (n - 1) / 2;
    }
    expected -= never_together;
    assert_int_equal(expected, rows);
    ent_dataset dataset = {.unit = ENT_UNIT_DYAD, .system = system, .year1 = 1816, .year2 = 2010};
    const char *path = scratch_path("dyads.csv");
    assert_int_equal(write_panel(store, dataset, "defense", path), expected);
    dataset.unit = ENT_UNIT_DIRECTED;
    assert_int_equal(write_panel(store, dataset, "defense", path), 2 * expected);
    remove(path);
    ent_actors_free(actors);
}

/* Peacesciencer's lists of false dyads name each pair both ways: 60 rows are 30 pairs, all within
 * 1816–2010. Of the 20 pairs of the other system, that of Sao Tome in 1975 is outside the list of
 * states, and GW 340 and 345, Serbia and Yugoslavia in 2006, are one actor here; that leaves 18. */
static void dyad_years_are_members_less_false_dyads(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:");
    assert_dyad_years(store, ENT_COW, 30, 842655);
    assert_dyad_years(store, ENT_GW, 18, 864130);
    ent_store_close(store);
}

/* ---- on the official files ---- */

/* Read a panel back row by row. */
static ent_csv *open_panel(const char *path) {
    ent_csv *csv = NULL;
    ent_error err = {0};
    assert_ok(ent_csv_open(&csv, path, NULL, 0, NULL, &err), &err);
    return csv;
}

static double real(ent_csv *csv, const char *column) {
    static const char *const none[] = {"", NULL};
    double value = 0;
    ent_error err = {0};
    assert_ok(ent_csv_real(csv, ent_csv_find(csv, column), none, &value, &err), &err);
    return value;
}

/* Figures computed in R from UNVotesPublished: mean of 1 − |v − w|/2 over the non-unanimous roll
 * calls of a session both voted in. Four digits are given. */
static void agreement_of_russia_and_china_is_as_published(void **state) {
    (void)state;
    static const struct {
        int year;
        double agreement, rolls;
    } expected[] = {{1989, .9545, 110}, {1993, .6210, 62}, {2000, .8788, 66}, {2012, .8333, 66}};
    static const ent_actor both[] = {365, 710};
    const char *votes = shared_path("data/votes/UNVotesPublished_1946_2015.csv.gz");
    if (votes == NULL) skip();
    ent_store *store = open_store(":memory:");
    import_file(store, "un-votes", votes);
    const char *path = scratch_path("votes.csv");
    for (size_t i = 0; i < 4; i++) {
        ent_dataset dataset = {
            .year1 = expected[i].year, .year2 = expected[i].year, .actors = both, .actor_count = 2};
        bool more = false;
        ent_error err = {0};
        assert_int_equal(write_panel(store, dataset, "vote_agree,vote_rolls", path), 1);
        ent_csv *csv = open_panel(path);
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        assert_true(fabs(real(csv, "vote_agree") - expected[i].agreement) < .00005);
        assert_true(real(csv, "vote_rolls") == expected[i].rolls);
        ent_csv_close(csv);
    }
    ent_store_close(store);
}

struct published {
    double *cinc; /* year − 1816, then code */
};

static ent_status keep_published(void *context, const ent_point *row, ent_error *err) {
    (void)err;
    struct published *published = context;
    published->cinc[(row->year - 1816) * 1000 + row->actor] = row->value;
    return ENT_OK;
}

/* CINC of every state-year against the file's own column, which is rounded to single precision:
 * errors up to 3e-8 are its own. */
static void assert_published_cinc(const char *file, int rows) {
    ent_store *store = open_store(":memory:");
    ent_error err = {0};
    struct published published = {calloc(300000, sizeof(double))};
    assert_non_null(published.cinc);
    import_file(store, "cow-nmc", file);
    assert_ok(ent_store_points(store, "cinc", 1816, 2022, keep_published, &published, &err), &err);
    ent_dataset dataset = {.unit = ENT_UNIT_STATE, .year1 = 1816, .year2 = 2022};
    const char *panel = scratch_path("cinc.csv");
    write_panel(store, dataset, "cinc", panel);
    ent_csv *csv = open_panel(panel);
    int compared = 0;
    double largest = 0;
    bool more = true;
    while (assert_ok(ent_csv_next(csv, &more, &err), &err), more) {
        double ours = real(csv, "cinc");
        int at = ((int)real(csv, "year") - 1816) * 1000 + (int)real(csv, "actor");
        if (ent_is_missing(ours)) continue;
        compared++;
        largest = fmax(largest, fabs(ours - published.cinc[at]));
    }
    assert_int_equal(compared, rows);
    assert_true(largest < 1e-7);
    ent_csv_close(csv);
    free(published.cinc);
    ent_store_close(store);
}

static void cinc_is_the_sources_own(void **state) {
    (void)state;
    const char *newest = shared_path("data/capabilities/cow_nmc_7.csv");
    const char *official = shared_path("data/capabilities/NMC-60-abridged.csv");
    if (newest == NULL || official == NULL) skip();
    assert_published_cinc(newest, 17121);
    assert_published_cinc(official, 15951);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_come_in_the_order_asked),
        cmocka_unit_test(states_are_written_with_their_components),
        cmocka_unit_test(reversed_years_leave_no_file),
        cmocka_unit_test(dyad_years_are_members_less_false_dyads),
        cmocka_unit_test(agreement_of_russia_and_china_is_as_published),
        cmocka_unit_test(cinc_is_the_sources_own),
    };
    return RUN_TESTS(tests);
}
