/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_figures.h"

#define HEADER "countryname,year,ccode,iso3c,region,troops_ad,army_ad\n"

static void hosts_are_the_states_of_their_year(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("hosts.db");
    assert_ok(import_text(store, "us-troops",
                          HEADER "Germany,1985,255,DEU,Europe,246875,0\n"
                                 "Germany,2000,260,DEU,Europe,70000,0\n"
                                 "Vietnam,1968,816,VNM,Asia,537377,0\n"
                                 "Vietnam,1953,817,NA,Asia,138,0\n"
                                 "Vietnam,2006,816,VNM,Asia,15,0\n"
                                 "Yemen,1978,679,YEM,Asia,21,0\n",
                          NULL, NULL, &err),
              &err);
    assert_true(flow_of(store, "troops", 1985, 2, 260) == 246875);
    assert_true(flow_of(store, "troops", 2000, 2, 255) == 70000);
    assert_true(flow_of(store, "troops", 1968, 2, 817) == 537377);
    assert_true(flow_of(store, "troops", 2006, 2, 816) == 15);
    assert_true(flow_of(store, "troops", 1978, 2, 678) == 21);
    assert_string_equal(coverage_of(store, ENT_DEPLOYMENT).text, "1953-2006 from 2");
    assert_string_equal(version_of(store).text, "to 2006");
    ent_store_close(store);
}

static void what_is_no_foreign_state_is_left_out_and_counted(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("left-out.db");
    assert_ok(import_text(store, "us-troops",
                          HEADER "Guam,2000,1008,GUM,Asia,4000,0\n"
                                 "Puerto Rico,2000,6,PRI,America,2000,0\n"
                                 "Afloat,2000,NA,NA,NA,900,0\n"
                                 "Seychelles,1973,1036,NA,Africa,11,0\n"
                                 "Vatican City,2020,327,VAT,Europe,7,0\n"
                                 "Estonia,1951,366,EST,Europe,0,0\n"
                                 "United States,2000,2,USA,America,938753,0\n"
                                 "Japan,2000,740,JPN,Asia,40159,0\n",
                          &options, &result, &err),
              &err);
    assert_int_equal(result.rows, 1);
    assert_non_null(strstr(notices.text, "5 rows of territories"));
    assert_non_null(strstr(notices.text, "1 rows of hosts in years before they were states"));
    assert_non_null(strstr(notices.text, "1 rows of the United States itself"));
    ent_store_close(store);
}

static void a_host_under_two_names_is_added_up(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("twice.db");
    assert_ok(import_text(store, "us-troops",
                          HEADER "Czech Republic,2013,316,CZE,Europe,0,0\n"
                                 "Czechia,2013,316,CZE,Europe,17,0\n"
                                 "Congo,2013,484,COG,Africa,0,0\n"
                                 "Congo - Brazzaville,2013,484,COG,Africa,5,0\n"
                                 "France,2013,220,FRA,Europe,NA,0\n"
                                 "Spain,2013,230,ESP,Europe,0,0\n",
                          NULL, NULL, &err),
              &err);
    assert_true(flow_of(store, "troops", 2013, 2, 316) == 17);
    assert_true(flow_of(store, "troops", 2013, 2, 484) == 5);
    assert_true(ent_is_missing(flow_of(store, "troops", 2013, 2, 220)));
    assert_true(flow_of(store, "troops", 2013, 2, 230) == 0);
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {HEADER "Japan,2000,740,JPN,Asia,1,0\nAtlantis,2000,741,ATL,Sea,1,0\n",
         "input.csv:3: column 'countryname': expected the name of a state, found 'Atlantis'"},
        {HEADER "Japan,2000,740,JPN,Asia,-1,0\n",
         "column 'troops_ad': expected a number of troops"},
        {HEADER "Japan,MM,740,JPN,Asia,1,0\n", "column 'year': expected a year, found 'MM'"},
        {HEADER "Japan,2000,JP,JPN,Asia,1,0\n", "column 'ccode': expected a country code"},
        {"countryname,year,ccode\nJapan,2000,740\n", "expected a column 'troops_ad'"},
    };
    assert_refused("us-troops", cases, sizeof cases / sizeof cases[0]);
}

static void the_official_file_is_read_whole(void **state) {
    (void)state;
    const char *path = shared_path("data/deployments/troopdata-rebuild-country-year.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "us-troops", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 11717);
    assert_true(flow_of(store, "troops", 1953, 2, 732) == 326863);
    assert_true(flow_of(store, "troops", 1968, 2, 817) == 537377);
    assert_true(flow_of(store, "troops", 1985, 2, 260) == 246875);
    assert_true(flow_of(store, "troops", 2020, 2, 740) == 56748);
    assert_int_equal(flows_of(store, "troops", 1950, 2024, 2, 2).count, 0);
    assert_string_equal(coverage_of(store, ENT_DEPLOYMENT).text, "1950-2024 from 2");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_the_states_of_their_year),
        cmocka_unit_test(what_is_no_foreign_state_is_left_out_and_counted),
        cmocka_unit_test(a_host_under_two_names_is_added_up),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_file_is_read_whole),
    };
    return RUN_TESTS(tests);
}
