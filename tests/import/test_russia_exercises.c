/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_exercises.h"

#define HEADER "id,name,yr,part1,part2,part3,comments,source,source2\n"

static void russia_takes_part_in_each_exercise(void **state) {
    (void)state;
    assert_exercises("russia-exercises",
                     HEADER "1,Индра-2018,2018,India,,,,https://mil.example/1,\n"
                            "48,Балтопс-2012,2012,Germany,,\"Norway \",,a,b\n",
                     exercise_line,
                     "1 2018/2018 [] Индра-2018: 365 750\n"
                     "48 2012/2012 [] Балтопс-2012: 365 255 385\n");
}

static void russia_listed_among_its_partners_counts_once(void **state) {
    (void)state;
    assert_exercises("russia-exercises", HEADER "1,X,2018,Russia,India,,,,\n", exercise_line,
                     "1 2018/2018 [] X: 365 750\n");
}

static void sources_and_comment_are_in_the_detail(void **state) {
    (void)state;
    assert_exercises("russia-exercises",
                     HEADER "1,X,2018,India,,,All are listed.,http://a.example,http://b.example\n"
                            "2,Y,2018,India,,,,,\n",
                     exercise_detail,
                     "{\"comment\":\"All are listed.\",\"source\":\"http://a.example\","
                     "\"source2\":\"http://b.example\"}\n{}\n");
}

static void blank_rows_are_passed_over(void **state) {
    (void)state;
    assert_exercises("russia-exercises",
                     HEADER ",,,,,,,,\n1,X,2018,India,,,,,\n,,, ,,,,,\n,,,,,,,,\n", exercise_line,
                     "1 2018/2018 [] X: 365 750\n");
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {HEADER "1,X,2018,India,,,,,\n2,X,2018,India,Atlantis,,,,\n",
         "input.csv:3: column 'part2': expected the name of a state, found 'Atlantis'"},
        {HEADER ",X,2018,India,,,,,\n",
         "column 'id': expected the number of an exercise, found ''"},
        {HEADER "1,,2018,India,,,,,\n", "column 'name': expected the name of an exercise"},
        {HEADER "1,X,18,India,,,,,\n", "column 'yr': expected a year, found '18'"},
        {HEADER "1,X,2018,,,,,,\n",
         "column 'part1': expected a state that exercised with Russia, found ''"},
        {"id,name,yr\n1,X,2018\n", "expected a column 'part1', found: id, name, yr"},
    };
    assert_refused("russia-exercises", cases, sizeof cases / sizeof cases[0]);
}

/* ---- the official file ---- */

static void import_official(ent_store *store, const char *importer, const char *path) {
    ent_error err = {0};
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, importer, &input, 1, NULL, NULL, &err), &err);
}

static void a_pair_is_covered_only_where_the_list_names_it(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("covered.db");
    assert_ok(import_text(store, "russia-exercises",
                          "id,name,yr,part1,part2,comments,source,source2\n"
                          "1,A,2012,China,Kazakhstan,,s,\n"
                          "2,B,2013,China,,,s,\n"
                          "3,C,2013,China,,,s,\n"
                          "4,D,2015,China,,,s,\n",
                          NULL, NULL, &err),
              &err);
    assert_string_equal(coverage_of(store, ENT_EXERCISE).text,
                        "2012-2012 both 365 705; 2012-2013 both 365 710; 2015-2015 both 365 710");
    ent_store_close(store);
}

/* Counted with awk over the file. */
static void the_official_file_is_read_whole(void **state) {
    (void)state;
    static const int all[][2] = {{2009, 24}, {2010, 17}, {2011, 8}, {2012, 17},
                                 {2013, 9},  {2014, 3},  {2015, 9}, {2016, 6},
                                 {2017, 3},  {2018, 3},  {0, 0}};
    static const int china[][2] = {{2009, 4}, {2010, 2}, {2012, 1}, {2013, 1},
                                   {2014, 2}, {2015, 2}, {0, 0}};
    const char *path = shared_path("data/exercises/russia_joint_exercises_2009_2018.csv");
    if (path == NULL) skip();
    ent_store *store = fresh_store("official.db");
    import_official(store, "russia-exercises", path);
    struct exercise_years years = exercises_of(store, NULL, 365, 0);
    assert_years(&years, all);
    years = exercises_of(store, NULL, 365, 710);
    assert_years(&years, china);
    assert_int_equal(exercises_of(store, NULL, 0, 0).total, 99);
    assert_int_equal(exercises_of(store, NULL, 365, 370).total, 25);
    assert_int_equal(exercises_of(store, NULL, 365, 385).total, 12);
    assert_int_equal(exercises_of(store, NULL, 365, 2).total, 12);
    ent_store_close(store);
}

static void where_two_sources_cover_a_year_the_broader_counts(void **state) {
    (void)state;
    const char *path = shared_path("data/exercises/russia_joint_exercises_2009_2018.csv");
    const char *broader = shared_path("data/exercises/mme_v7.csv");
    if (path == NULL || broader == NULL) skip();
    ent_store *store = fresh_store("both.db");
    import_official(store, "russia-exercises", path);
    assert_true(panel_exercises(store, 710, 365, 2009) == 4);
    import_official(store, "mme", broader);
    assert_int_equal(exercises_of(store, "russia-exercises", 365, 710).begun[2009 - 1980], 4);
    assert_int_equal(exercises_of(store, "mme", 365, 710).begun[2009 - 1980], 2);
    assert_true(panel_exercises(store, 710, 365, 2009) == 2);
    assert_true(panel_exercises(store, 710, 365, 2010) == 3);
    assert_true(panel_exercises(store, 710, 365, 2012) == 1);
    assert_true(ent_is_missing(panel_exercises(store, 710, 750, 2012)));
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(russia_takes_part_in_each_exercise),
        cmocka_unit_test(russia_listed_among_its_partners_counts_once),
        cmocka_unit_test(sources_and_comment_are_in_the_detail),
        cmocka_unit_test(blank_rows_are_passed_over),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(a_pair_is_covered_only_where_the_list_names_it),
        cmocka_unit_test(the_official_file_is_read_whole),
        cmocka_unit_test(where_two_sources_cover_a_year_the_broader_counts),
    };
    return RUN_TESTS(tests);
}
