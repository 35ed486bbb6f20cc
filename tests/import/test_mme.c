/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_exercises.h"

#define HEADER                                                                                     \
    "MMEID,Ex_Name,Series_Name,Location,lat,lon,StartDate,s.year,s.month,s.day,EndDate,e.year,"    \
    "e.month,e.day,CPX,Air,Land,Sea,Amphibious,Cyber,Warfighting,Peacekeeping,Humanitarian,"       \
    "FocusDescription,AdditionalParticipantInfo,StateA,StateB,StateC,StateD\n"
/* A row of which only dates and states matter. */
#define DATED(start, end, states) "mme1,Name,,,,," start "," end ",0,1,0,0,0,0,1,0,0,,," states "\n"
#define TAKEN(states) DATED("5/5/95,1995,5,5", "5/5/95,1995,5,5", states)

static void an_exercise_keeps_dates_words_and_participants(void **state) {
    (void)state;
    assert_exercises(
        "mme",
        HEADER "mme87,Readex 1-80,Readex,Vieques,18.1262854,-65.4400985,1/14/80,1980,1,14,1/21/80,"
               "1980,1,21,0,0,0,1,1,0,1,0,0,war at sea,,Netherlands,United Kingdom,United States,\n"
               "mme9,All,,,,,1/14/80,1980,1,14,1/21/80,1980,1,21,1,1,1,1,1,1,1,1,1,,,China,Russia,"
               ",\n",
        exercise_line,
        "mme87 1980-01-14/1980-01-21 [sea amphibious warfighting] Readex 1-80: 210 200 2\n"
        "mme9 1980-01-14/1980-01-21 [cpx air land sea amphibious cyber warfighting peacekeeping "
        "humanitarian] All: 710 365\n");
}

static void what_has_no_field_is_in_the_detail(void **state) {
    (void)state;
    assert_exercises(
        "mme",
        HEADER "mme87,Readex 1-80,Readex,Vieques,18.1262854,-65.4400985,1/14/80,1980,1,14,1/21/80,"
               "1980,1,21,0,0,0,1,1,0,1,0,0,war at sea,six allies,Netherlands,-9,United States,\n"
               "mme1,-9,,-9,,,1/14/80,1980,1,14,1/21/80,1980,1,21,0,0,0,0,0,0,0,0,0,-9,,China,"
               "India,,\n",
        exercise_detail,
        "{\"focus\":\"war at sea\",\"lat\":18.1262854,\"location\":\"Vieques\",\"lon\":-65.4400985,"
        "\"participant_info\":\"six allies\",\"participants_unknown\":1,\"series\":\"Readex\"}\n"
        "{}\n");
}

static void a_nameless_exercise_is_called_by_series_or_place(void **state) {
    (void)state;
    static const char rest[] = ",,,1/14/80,1980,1,14,1/21/80,1980,1,21,0,0,0,0,0,0,0,0,0,,,"
                               "China,India,,\n";
    char text[2000];
    snprintf(text, sizeof text, "%smme1,-9,Unitas,Chile%smme2,-9,,Silesia%smme3,-9,,-9%s", HEADER,
             rest, rest, rest);
    assert_exercises("mme", text, exercise_line,
                     "mme1 1980-01-14/1980-01-21 [] Unitas: 710 750\n"
                     "mme2 1980-01-14/1980-01-21 [] Unnamed exercise, Silesia: 710 750\n"
                     "mme3 1980-01-14/1980-01-21 [] Unnamed exercise: 710 750\n");
}

static void unknown_days_stay_unknown(void **state) {
    (void)state;
    assert_exercises("mme",
                     HEADER DATED("1980-01-xx,1980,1,xx", "1980-02-xx,1980,2,xx", "China,India,,")
                         DATED("1980-01-xx,1980,1,xx", "1/9/80,1980,1,9", "China,India,,"),
                     exercise_line,
                     "mme1 1980-01/1980-02 [air warfighting] Name: 710 750\n"
                     "mme1 1980-01/1980-01-09 [air warfighting] Name: 710 750\n");
}

static void an_end_before_the_beginning_is_kept_in_the_detail_only(void **state) {
    (void)state;
    static const char text[] =
        HEADER DATED("11/11/82,1982,11,11", "11/10/82,1982,11,10", "Morocco,United States,,");
    assert_exercises("mme", text, exercise_line,
                     "mme1 1982-11-11/1982-11-11 [air warfighting] Name: 600 2\n");
    assert_exercises("mme", text, exercise_detail, "{\"end_in_source\":\"1982-11-10\"}\n");
}

static void a_name_is_the_state_it_meant_at_the_time(void **state) {
    (void)state;
    assert_exercises(
        "mme",
        HEADER DATED("9/1/85,1985,9,1", "9/2/85,1985,9,2",
                     "Russia,German Democratic Republic,Federal Republic of Germany,Yemen")
            DATED("9/1/95,1995,9,1", "9/2/95,1995,9,2", "Russia,Germany,Yemen,Czechia")
                DATED("9/1/04,2004,9,1", "9/2/04,2004,9,2", "Yugoslavia,Serbia,st. christopher,"),
        exercise_line,
        "mme1 1985-09-01/1985-09-02 [air warfighting] Name: 365 265 260 678\n"
        "mme1 1995-09-01/1995-09-02 [air warfighting] Name: 365 255 679 316\n"
        "mme1 2004-09-01/2004-09-02 [air warfighting] Name: 345 60\n");
}

static void the_baltic_states_are_three(void **state) {
    (void)state;
    assert_exercises("mme", HEADER TAKEN("Baltic States,Latvia,Russia,"), exercise_line,
                     "mme1 1995-05-05/1995-05-05 [air warfighting] Name: 366 367 368 365\n");
}

static void what_is_left_out_is_counted(void **state) {
    (void)state;
    ent_error err = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("left_out.db");
    assert_ok(import_text(store, "mme",
                          HEADER TAKEN("-9,NATO,Bermuda,China") TAKEN("Germany,South Sudan,"
                                                                      "Federal Republic of Germany,"
                                                                      "Hong Kong SAR China")
                              DATED("5/6/95,1995,5,5", "5/5/95,1995,5,5", "China,India,,"),
                          &options, NULL, &err),
              &err);
    assert_string_equal(
        notices.text,
        "mme: 1 participants marked unknown (-9)\n"
        "mme: 3 participants that are no states left out\n"
        "mme: 1 participants left out that were in no system of states at the time\n"
        "mme: 1 participants that stand twice in a record, taken once\n"
        "mme: 2 exercises with fewer than two known states: kept, though they count for no pair\n"
        "mme: 1 exercises whose StartDate or EndDate differs from its split columns: the latter "
        "are taken\n"
        "mme: 2 exercises under an identifier that another one has: both kept\n");
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {HEADER TAKEN("China,India,,") TAKEN("China,Atlantis,,"),
         "input.csv:3: column 'StateB': expected the name of a state, found 'Atlantis'"},
        {HEADER TAKEN("China;India,,,"), "column 'StateA': expected the name of a state"},
        {HEADER DATED("x,1980,1,32", "x,1980,1,2", "China,India,,"),
         "column 's.day': expected a whole number from 0 to 31, found '32'"},
        {HEADER DATED("x,1980,2,28", "x,1980,2,30", "China,India,,"),
         "column 'e.day': expected a day of that month, found '30'"},
        {HEADER DATED("x,xx,2,28", "x,1980,2,30", "China,India,,"), "column 's.year': expected"},
        {HEADER DATED("x,80,2,28", "x,80,2,29", "China,India,,"),
         "column 's.year': expected a year, found '80'"},
        {HEADER "87,N,,,,,1/1/80,1980,1,1,1/1/80,1980,1,1,0,0,0,0,0,0,0,0,0,,,China,India,,\n",
         "column 'MMEID': expected 'mme' and a number, found '87'"},
        {HEADER "mme8,N,,,,,1/1/80,1980,1,1,1/1/80,1980,1,1,2,0,0,0,0,0,0,0,0,,,China,India,,\n",
         "column 'CPX': expected 0 or 1, found '2'"},
        {HEADER "mme8,N,,,91,,1/1/80,1980,1,1,1/1/80,1980,1,1,0,0,0,0,0,0,0,0,0,,,China,India,,\n",
         "column 'lat': expected a latitude, found '91'"},
        {HEADER "mme8,N,,,,E,1/1/80,1980,1,1,1/1/80,1980,1,1,0,0,0,0,0,0,0,0,0,,,China,India,,\n",
         "column 'lon': expected a number, found 'E'"},
        {"MMEID,Ex_Name\nmme1,N\n", "expected a column 'Series_Name', found: MMEID, Ex_Name"},
    };
    assert_refused("mme", cases, sizeof cases / sizeof cases[0]);
}

/* ---- the official file ---- */

static void the_official_file_is_read_whole(void **state) {
    (void)state;
    const char *path = shared_path("data/exercises/mme_v7.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "mme", &input, 1, &options, &result, &err), &err);
    assert_int_equal(result.rows, 3707);
    assert_string_equal(
        notices.text,
        "mme: 208 participants marked unknown (-9)\n"
        "mme: 7 participants that are no states left out\n"
        "mme: 7 participants left out that were in no system of states at the time\n"
        "mme: 19 participants that stand twice in a record, taken once\n"
        "mme: 135 exercises with fewer than two known states: kept, though they count for no pair\n"
        "mme: 6 exercises that end before they begin: the beginning alone is kept\n"
        "mme: 3 exercises under an identifier that another one has: both kept\n");
    assert_string_equal(coverage_of(store, ENT_EXERCISE).text, "1980-2010 all");
    ent_store_close(store);
}

/* Counted with awk over the file, names as they stand, each once a row. */
static void pairs_exercised_as_often_as_the_official_file_says(void **state) {
    (void)state;
    static const int china_russia[][2] = {{1999, 1}, {2005, 1}, {2007, 3},
                                          {2009, 2}, {2010, 3}, {0, 0}};
    const char *path = shared_path("data/exercises/mme_v7.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_store *store = fresh_store("pairs.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "mme", &input, 1, NULL, NULL, &err), &err);
    struct exercise_years pair = exercises_of(store, NULL, 365, 710);
    assert_years(&pair, china_russia);
    assert_int_equal(exercises_of(store, NULL, 2, 200).total, 437);
    assert_int_equal(exercises_of(store, NULL, 2, 20).total, 290);
    assert_int_equal(
        exercises_of(store, NULL, 2, 255).total + exercises_of(store, NULL, 2, 260).total, 322);
    assert_int_equal(exercises_of(store, NULL, 2, 740).total, 212);
    assert_true(panel_exercises(store, 710, 365, 2007) == 3);
    assert_true(panel_exercises(store, 710, 365, 2008) == 0);
    assert_true(ent_is_missing(panel_exercises(store, 710, 365, 2011)));
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exercise_keeps_dates_words_and_participants),
        cmocka_unit_test(what_has_no_field_is_in_the_detail),
        cmocka_unit_test(a_nameless_exercise_is_called_by_series_or_place),
        cmocka_unit_test(unknown_days_stay_unknown),
        cmocka_unit_test(an_end_before_the_beginning_is_kept_in_the_detail_only),
        cmocka_unit_test(a_name_is_the_state_it_meant_at_the_time),
        cmocka_unit_test(the_baltic_states_are_three),
        cmocka_unit_test(what_is_left_out_is_counted),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_file_is_read_whole),
        cmocka_unit_test(pairs_exercised_as_often_as_the_official_file_says),
    };
    return RUN_TESTS(tests);
}
