/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_import.h"

#define HEADER "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"

static int32_t day(int year, int month, int of_month) {
    return ent_date_days((ent_date){(int16_t)year, (int8_t)month, (int8_t)of_month}, false);
}

static ent_status keep_source(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    snprintf(context, 32, "%s %lld", row->source.version, (long long)row->source.order);
    return ENT_OK;
}

static ent_status keep_coverage(void *context, const ent_coverage *row, ent_error *err) {
    (void)err;
    *(ent_coverage *)context = *row;
    return ENT_OK;
}

static void a_term_to_the_lists_last_day_is_still_running(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_actors *actors = NULL;
    ent_coverage coverage = {0};
    const ent_term *terms = NULL;
    ent_store *store = fresh_store("terms.db");
    assert_ok(import_text(store, "cow-states",
                          HEADER "CUB,40,Cuba,1909,1,23,2016,12,31,2016\n"
                                 "CUB,40,Cuba,1902,5,20,1906,9,25,2016\n"
                                 "HAN,240,Hanover,1838,1,1,1866,7,26,2016\n",
                          NULL, &result, &err),
              &err);
    assert_int_equal(result.rows, 3);
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_int_equal(ent_actors_terms(actors, ENT_COW, &terms), 3);
    assert_int_equal(terms[0].code, 40);
    assert_int_equal(terms[0].first, day(1902, 5, 20));
    assert_int_equal(terms[0].last, day(1906, 9, 25));
    assert_int_equal(terms[1].first, day(1909, 1, 23));
    assert_int_equal(terms[1].last, INT32_MAX);
    assert_int_equal(terms[2].last, day(1866, 7, 26));
    ent_actors_free(actors);
    assert_ok(ent_store_coverage(store, ENT_MEMBERSHIP, keep_coverage, &coverage, &err), &err);
    assert_int_equal(coverage.year1, 1838);
    assert_int_equal(coverage.year2, 2016);
    assert_int_equal(coverage.scope, ENT_SCOPE_ALL);
    ent_store_close(store);
}

static void the_release_is_the_year_in_the_rows(void **state) {
    (void)state;
    ent_error err = {0};
    char text[32] = "";
    ent_store *store = fresh_store("release.db");
    assert_ok(import_text(store, "cow-states", HEADER "USA,2,US,1816,1,1,2011,12,31,2011\n", NULL,
                          NULL, &err),
              &err);
    assert_ok(ent_store_sources(store, keep_source, text, &err), &err);
    assert_string_equal(text, "2011 2011");
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {HEADER "USA,999,US,1816,1,1,2016,12,31,2016\n",
         "input.csv:2: column 'ccode': expected a known CoW country code, found '999'"},
        {HEADER "USA,2,US,1816,1,1,1815,12,31,2016\n",
         "input.csv:2: expected a term that ends after it begins, found state 2 until 1815-12-31 "
         "from "
         "1816-01-01"},
        {HEADER "USA,2,US,1816,1,1,1900,12,31,2016\nUSA,2,US,1900,12,31,2016,12,31,2016\n",
         "input.csv:3: expected terms of state 2 that do not overlap, found one that overlaps "
         "1816-01-01 to 1900-12-31"},
        {HEADER "USA,2,US,1816,2,30,2016,12,31,2016\n",
         "input.csv:2: column 'stday': expected a day of that month, found '30'"},
        {HEADER "USA,2,US,1816,1,1,2016,13,31,2016\n",
         "column 'endmonth': expected a whole number from 0 to 12, found '13'"},
        {HEADER "USA,2,US,1816,1,1,2016,12,31\n", "input.csv:2: expected 10 fields, found 9"},
        {"ccode,styear\n2,1816\n", "expected a column 'stmonth', found: ccode, styear"},
        {"stateabb,ccode,year,version\nUSA,2,1816,2016\n",
         "input.csv: expected terms of membership (states2016.csv, columns styear … endday), found "
         "state-years (system2016.csv), which have no dates"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("bad.db");
        assert_error(import_text(store, "cow-states", cases[i].text, NULL, NULL, &err),
                     ENT_ERR_FORMAT, &err, cases[i].part);
        ent_store_close(store);
    }
}

static void bad_rows_can_be_skipped(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_import_options options = {.skip_bad = true};
    ent_store *store = fresh_store("skip.db");
    assert_ok(import_text(store, "cow-states",
                          HEADER "USA,999,US,1816,1,1,2016,12,31,2016\n"
                                 "USA,2,US,1816,1,1,2016,12,31,2016\n"
                                 "USA,2,US,1817,1,1,2016,12,31,2016\n",
                          &options, &result, &err),
              &err);
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.skipped, 2);
    ent_store_close(store);
}

static void the_official_list_agrees_with_its_state_years(void **state) {
    (void)state;
    const char *path = shared_path("data/states/cow_states.csv");
    const char *years = shared_path("data/states/system2016.csv");
    if (path == NULL || years == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_actors *actors = NULL;
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "cow-states", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 243);
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    size_t total = 0;
    for (int year = 1816; year <= 2016; year++)
        total += ent_actors_in_year(actors, ENT_COW, year, NULL, 0);
    assert_int_equal(total, 15951); /* rows of system2016.csv */
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 1816, NULL, 0), 23);
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 2016, NULL, 0), 195);
    ent_actors_free(actors);
    input.path = years;
    assert_error(ent_import(store, "cow-states", &input, 1, NULL, NULL, &err), ENT_ERR_FORMAT, &err,
                 "found state-years (system2016.csv)");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_to_the_lists_last_day_is_still_running),
        cmocka_unit_test(the_release_is_the_year_in_the_rows),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(bad_rows_can_be_skipped),
        cmocka_unit_test(the_official_list_agrees_with_its_state_years),
    };
    return RUN_TESTS(tests);
}
