/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_figures.h"

#define HEADER "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2\n"

static void the_first_flow_is_what_the_first_state_imports(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("direction.db");
    assert_ok(import_text(store, "cow-trade", HEADER "2,20,1920,612,735,1,1\n", NULL, NULL, &err),
              &err);
    assert_true(flow_of(store, "trade", 1920, 2, 20) == 612);
    assert_true(flow_of(store, "trade", 1920, 20, 2) == 735);
    assert_string_equal(coverage_of(store, ENT_TRADE).text, "1920-1920 all");
    ent_store_close(store);
}

static void missing_is_not_stored_and_zero_is(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("missing.db");
    assert_ok(import_text(store, "cow-trade",
                          HEADER "2,20,1920,-9,0,5,5\n2,20,1921,,-9,5,5\n2,20,1922,0.5,NA,5,5\n",
                          NULL, &result, &err),
              &err);
    assert_int_equal(result.rows, 2);
    assert_true(ent_is_missing(flow_of(store, "trade", 1920, 2, 20)));
    assert_true(flow_of(store, "trade", 1920, 20, 2) == 0);
    assert_true(flow_of(store, "trade", 1922, 2, 20) == 0.5);
    assert_string_equal(coverage_of(store, ENT_TRADE).text, "1920-1922 all");
    ent_store_close(store);
}

static void the_official_layout_with_names_is_read(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("layout.db");
    assert_ok(import_text(store, "cow-trade",
                          "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,"
                          "smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,trdspike,tradedip,"
                          "bel_lux_alt_flow1,bel_lux_alt_flow2,china_alt_flow1,china_alt_flow2,"
                          "source1,source2,version\n"
                          "2,20,1920,United States of America,Canada,611.86,735.48,611.86,735.48,"
                          "1347.34,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4\n",
                          NULL, NULL, &err),
              &err);
    assert_true(flow_of(store, "trade", 1920, 2, 20) == 611.86);
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {HEADER "2,20,1920,1,1,1,1\n2,999,1920,1,1,1,1\n",
         "input.csv:3: column 'ccode2': expected a known CoW country code, found '999'"},
        {HEADER "2,2,1920,1,1,1,1\n", "column 'ccode2': expected another state than in ccode1"},
        {HEADER "2,20,x,1,1,1,1\n", "input.csv:2: column 'year': expected a year, found 'x'"},
        {HEADER "2,20,1920,-3,1,1,1\n", "column 'flow1': expected a figure of 0 or more, or -9"},
        {HEADER "2,20,1920,1,many,1,1\n", "column 'flow2': expected a number, found 'many'"},
        {HEADER "2,20,1920,1,2,1,1\n20,2,1920,2,1,1,1\n", "input.csv:3: a second row for"},
        {"ccode1,ccode2,year,flow1\n2,20,1920,1\n", "expected a column 'flow2'"},
    };
    assert_refused("cow-trade", cases, sizeof cases / sizeof cases[0]);
}

static void a_bad_row_can_be_left_out(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    struct notices bad = {""};
    ent_import_options options = {.skip_bad = true, .on_bad = notices_keep, .context = &bad};
    ent_store *store = fresh_store("skip.db");
    assert_ok(import_text(store, "cow-trade",
                          HEADER "2,20,1920,1,2,1,1\n2,999,1920,1,1,1,1\n2,20,1920,7,7,7,7\n",
                          &options, &result, &err),
              &err);
    assert_int_equal(result.rows, 2);
    assert_int_equal(result.skipped, 3); /* one row, and both flows of the repeated one */
    assert_non_null(strstr(bad.text, "input.csv:3: "));
    assert_non_null(strstr(bad.text, "input.csv:4: a second row for"));
    assert_true(flow_of(store, "trade", 1920, 2, 20) == 1);
    ent_store_close(store);
}

/* Figures counted from the file by another program. */
static void the_official_rows_are_all_there(void **state) {
    (void)state;
    const char *path = shared_path("data/trade/cow_trade_ndy_4.csv.gz");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "cow-trade", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 1296475);
    assert_true(flow_of(store, "trade", 2014, 2, 710) == 472525);
    assert_true(flow_of(store, "trade", 2014, 710, 2) == 183283);
    assert_true(flow_of(store, "trade", 2014, 365, 710) == 51135);
    assert_true(flow_of(store, "trade", 2014, 710, 365) == 42807);
    assert_string_equal(coverage_of(store, ENT_TRADE).text, "1870-2014 all");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_flow_is_what_the_first_state_imports),
        cmocka_unit_test(missing_is_not_stored_and_zero_is),
        cmocka_unit_test(the_official_layout_with_names_is_read),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(a_bad_row_can_be_left_out),
        cmocka_unit_test(the_official_rows_are_all_there),
    };
    return RUN_TESTS(tests);
}
