/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_import.h"

#define HEADER "gwcode,stateabb,statename,startdate,enddate\n"

static int32_t day(int year, int month, int of_month) {
    return ent_date_days((ent_date){(int16_t)year, (int8_t)month, (int8_t)of_month}, false);
}

static ent_status keep_source(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    snprintf(context, 32, "%s %lld", row->source.version, (long long)row->source.order);
    return ENT_OK;
}

/* Three terms of the list, in whichever form: two run to its last day. */
static void assert_three_terms(const char *text) {
    ent_error err = {0};
    ent_actors *actors = NULL;
    const ent_term *terms = NULL;
    char release[32] = "";
    ent_store *store = fresh_store("terms.db");
    assert_ok(import_text(store, "gw-states", text, NULL, NULL, &err), &err);
    assert_ok(ent_store_sources(store, keep_source, release, &err), &err);
    assert_string_equal(release, "2017 2017");
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_int_equal(ent_actors_terms(actors, ENT_GW, &terms), 3);
    assert_int_equal(terms[0].code, 2);
    assert_int_equal(terms[0].last, INT32_MAX);
    assert_int_equal(terms[1].code, 437);
    assert_int_equal(terms[2].code, 711);
    assert_int_equal(terms[2].first, day(1913, 2, 18));
    assert_int_equal(terms[2].last, day(1950, 10, 1));
    ent_actors_free(actors);
    ent_store_close(store);
}

static void both_forms_of_the_list_give_the_same_terms(void **state) {
    (void)state;
    assert_three_terms(HEADER "2,USA,United States,1816-01-01,2017-12-31\n"
                              "711,TBT,Tibet,1913-02-18,1950-10-01\n"
                              "437,CDI,Côte d'Ivoire,1960-08-07,2017-12-31\n");
    assert_three_terms("2\tUSA\tUnited States\t01:01:1816\t31:12:2017\r\n"
                       "711\tTBT\tTibet\t18:02:1913\t01:10:1950\r\n"
                       "437\tCDI\tC\xF4te d'Ivoire\t07:08:1960\t31:12:2017\r\n");
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {HEADER "998,X,X,1816-01-01,2017-12-31\n",
         "input.csv:2: column 'gwcode': expected a known Gleditsch-Ward code, found '998'"},
        {HEADER "2,USA,US,1816-01-01,1816/12/31\n",
         "input.csv:2: column 'enddate': expected a date YYYY, YYYY-MM or YYYY-MM-DD, found "
         "'1816/12/31'"},
        {HEADER "2,USA,US,1816-01-01,1815-12-31\n",
         "input.csv:2: expected a term that ends after it begins"},
        {HEADER "2,USA,US,1816-01-01,2017-12-31\n2,USA,US,2000-01-01,2017-12-31\n",
         "input.csv:3: expected terms of state 2 that do not overlap"},
        {"2\tUSA\tUS\t01:01:1816\t31.12.2017\n",
         "input.csv:1: column 'enddate': expected a date DD:MM:YYYY, found '31.12.2017'"},
        {"2\tUSA\tUS\t01:01:1816\t31:02:2017\n", "expected a date DD:MM:YYYY, found '31:02:2017'"},
        {"2\tUSA\tUS\t01:01:1816\n", "input.csv:1: expected 5 fields, found 4"},
        {"gwcode,startdate\n2,1816\n", "expected a column 'enddate'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("bad.db");
        assert_error(import_text(store, "gw-states", cases[i].text, NULL, NULL, &err),
                     ENT_ERR_FORMAT, &err, cases[i].part);
        ent_store_close(store);
    }
}

static void the_official_list_is_read_whole(void **state) {
    (void)state;
    const char *path = shared_path("data/states/gw_states.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_actors *actors = NULL;
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "gw-states", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 216);
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    /* Tibet is a state of this system from 1913 to 1950, and of no other. */
    assert_true(
        ent_actor_member(actors, ENT_GW, ENT_GW_ONLY + 711, day(1930, 1, 1), day(1930, 1, 1)));
    assert_false(
        ent_actor_member(actors, ENT_GW, ENT_GW_ONLY + 711, day(1960, 1, 1), day(1960, 1, 1)));
    ent_actors_free(actors);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_of_the_list_give_the_same_terms),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_list_is_read_whole),
    };
    return RUN_TESTS(tests);
}
