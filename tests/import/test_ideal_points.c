/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_figures.h"

#define HEADER "\"\",\"ccode\",\"session\",\"NVotesAll\",\"IdealPointAll\",\"Countryname\"\n"

static void a_session_is_the_year_it_opens_in(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("session.db");
    assert_ok(import_text(store, "ideal-points",
                          HEADER "\"1\",2,1,42,1.5,\"United States\"\n"
                                 "\"2\",365,77,42,-1.25,\"Russia\"\n",
                          NULL, NULL, &err),
              &err);
    assert_true(point_of(store, "ideal_point", 1946, 2) == 1.5);
    assert_true(point_of(store, "ideal_point", 2022, 365) == -1.25);
    assert_string_equal(coverage_of(store, ENT_IDEAL_POINT).text, "1946-2022 all");
    assert_string_equal(version_of(store).text, "sessions 1-77");
    ent_store_close(store);
}

static void a_missing_point_is_not_stored(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("missing.db");
    assert_ok(import_text(store, "ideal-points", HEADER "1,2,1,0,NA,x\n2,20,1,0,,x\n3,40,1,9,0,x\n",
                          NULL, &result, &err),
              &err);
    assert_int_equal(result.rows, 1);
    assert_true(point_of(store, "ideal_point", 1946, 40) == 0);
    ent_store_close(store);
}

static void an_older_release_that_replaces_a_newer_is_noticed(void **state) {
    (void)state;
    ent_error err = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("older.db");
    assert_ok(import_text(store, "ideal-points", HEADER "1,2,70,9,1,x\n", &options, NULL, &err),
              &err);
    assert_string_equal(notices.text, "");
    assert_ok(import_text(store, "ideal-points", HEADER "1,2,66,9,2,x\n", &options, NULL, &err),
              &err);
    assert_non_null(strstr(notices.text, "replaces the newer release sessions 70-70"));
    assert_int_equal(points_of(store, "ideal_point", 0, 3000, 0).count, 1);
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {HEADER "1,2,0,9,1,x\n", "input.csv:2: column 'session': expected a session's number"},
        {HEADER "1,2,1,9,1,x\n2,999,1,9,1,x\n",
         "input.csv:3: column 'ccode': expected a known CoW"},
        {HEADER "1,2,1,9,left,x\n", "column 'IdealPointAll': expected a number, found 'left'"},
        {HEADER "1,2,1,9,1,x\n2,2,1,9,2,x\n", "input.csv:3: a second row for United States"},
        {"ccode,session\n2,1\n", "expected a column 'IdealPointAll'"},
    };
    assert_refused("ideal-points", cases, sizeof cases / sizeof cases[0]);
}

static void the_official_file_is_read_whole(void **state) {
    (void)state;
    const char *path = shared_path("data/votes/IdealpointestimatesAll_Jul2023.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "ideal-points", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 11045);
    assert_true(point_of(store, "ideal_point", 1946, 2) == 1.729717);
    /* Session 19 of 1964 held no recorded votes (the crisis over arrears). */
    assert_int_equal(points_of(store, "ideal_point", 1964, 1964, 0).count, 0);
    assert_string_equal(version_of(store).text, "sessions 1-77");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_the_year_it_opens_in),
        cmocka_unit_test(a_missing_point_is_not_stored),
        cmocka_unit_test(an_older_release_that_replaces_a_newer_is_noticed),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_file_is_read_whole),
    };
    return RUN_TESTS(tests);
}
