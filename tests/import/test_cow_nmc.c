/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_import.h"

#define HEADER "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n"

struct tally {
    int rows;
    double last;
};

static ent_status count(void *context, const ent_point *row, ent_error *err) {
    (void)err;
    struct tally *tally = context;
    tally->rows++;
    tally->last = row->value;
    return ENT_OK;
}

static ent_status keep_version(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    snprintf(context, 16, "%s", row->source.version);
    return ENT_OK;
}

static void blank_and_minus_nine_are_missing(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("missing.db");
    assert_ok(import_text(store, "cow-nmc", HEADER "2,1816,-9,17,80,254,8659,,.04\n", NULL, &result,
                          &err),
              &err);
    assert_int_equal(result.rows, 5);
    struct tally tally = {0};
    assert_ok(ent_store_points(store, "milex", 1816, 2022, count, &tally, &err), &err);
    assert_int_equal(tally.rows, 0);
    assert_ok(ent_store_points(store, "cinc", 1816, 2022, count, &tally, &err), &err);
    assert_int_equal(tally.rows, 1);
    assert_true(tally.last == 0.04);
    ent_store_close(store);
}

static void the_release_is_known_by_its_version_column(void **state) {
    (void)state;
    ent_error err = {0};
    char version[16] = "";
    ent_store *store = fresh_store("release.db");
    assert_ok(import_text(store, "cow-nmc",
                          "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
                          "USA,2,1816,1,1,1,1,1,1,.1,2021\n",
                          NULL, NULL, &err),
              &err);
    assert_ok(ent_store_sources(store, keep_version, version, &err), &err);
    assert_string_equal(version, "6.0");
    assert_ok(import_text(store, "cow-nmc", HEADER "2,1816,1,1,1,1,1,1,.1\n", NULL, NULL, &err),
              &err);
    assert_ok(ent_store_sources(store, keep_version, version, &err), &err);
    assert_string_equal(version, "7.0");
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {HEADER "2,1816,1,1,1,1,1,1,.1\n2,x,1,1,1,1,1,1,.1\n",
         "input.csv:3: column 'year': expected a year, found 'x'"},
        {HEADER "999,1816,1,1,1,1,1,1,.1\n",
         "input.csv:2: column 'ccode': expected a known CoW country code, found '999'"},
        {HEADER "2,1816,-3,1,1,1,1,1,.1\n", "column 'milex': expected a figure of 0 or more"},
        {HEADER "2,1816,1,1\n", "input.csv:2: expected 9 fields, found 4"},
        {"ccode,year\n2,1816\n", "expected a column 'milex', found: ccode, year"},
        {"ccode;year;milex\n", "fields must be separated by commas"},
        {"", "found an empty file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("bad.db");
        assert_error(import_text(store, "cow-nmc", cases[i].text, NULL, NULL, &err), ENT_ERR_FORMAT,
                     &err, cases[i].part);
        struct tally tally = {0};
        assert_ok(ent_store_points(store, NULL, 0, 3000, count, &tally, &err), &err);
        assert_int_equal(tally.rows, 0);
        ent_store_close(store);
    }
}

static void the_official_files_hold_what_their_makers_say(void **state) {
    (void)state;
    const char *path = shared_path("data/capabilities/cow_nmc_7.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "cow-nmc", &input, 1, NULL, NULL, &err), &err);
    struct tally tally = {0};
    assert_ok(ent_store_points(store, "cinc", 1816, 2022, count, &tally, &err), &err);
    assert_int_equal(tally.rows, 17121);
    ent_import_result again = {0};
    assert_ok(ent_import(store, "cow-nmc", &input, 1, NULL, &again, &err), &err);
    assert_true(again.unchanged);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_and_minus_nine_are_missing),
        cmocka_unit_test(the_release_is_known_by_its_version_column),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_files_hold_what_their_makers_say),
    };
    return RUN_TESTS(tests);
}
