/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_import.h"

#define COW "ccode,statenme,capital,stdate,enddate,lat,lng\n"
#define GW "gwcode,statenme,capital,stdate,enddate,lat,lng\n"

struct place {
    ent_actor actor;
    char text[80];
    double latitude, longitude;
};
struct places {
    int count;
    struct place list[400];
};

static ent_status keep(void *context, const ent_place *row, ent_error *err) {
    (void)err;
    struct places *places = context;
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    struct place *place = &places->list[places->count++];
    assert_true(places->count < 400);
    place->actor = row->actor;
    place->latitude = row->latitude;
    place->longitude = row->longitude;
    snprintf(place->text, sizeof place->text, "%s %s %s", row->name,
             ent_date_format(row->first, first), ent_date_format(row->last, last));
    return ENT_OK;
}

static int places_of(const struct places *places, ent_actor actor, const struct place *found[8]) {
    int count = 0;
    for (int i = 0; i < places->count; i++)
        if (places->list[i].actor == actor) found[count++] = &places->list[i];
    return count;
}

static void the_list_by_cow_code_wins_and_the_other_adds(void **state) {
    (void)state;
    static const char cow[] = COW "710,China,Beijing,1816-01-01,2024-12-31,40.19,116.41\n";
    static const char gw[] = GW "710,China,Peking,1816-01-01,2024-12-31,40,116\n"
                                "711,Tibet,Lhasa,1913-01-01,1950-12-31,29.65,91.12\n";
    ent_error err = {0};
    ent_store *store = fresh_store("both.db");
    ent_input inputs[2] = {{"gw.csv", gw, sizeof gw - 1}, {"cow.csv", cow, sizeof cow - 1}};
    assert_ok(ent_import(store, "capitals", inputs, 2, NULL, NULL, &err), &err);
    struct places places = {0};
    assert_ok(ent_store_places(store, keep, &places, &err), &err);
    assert_int_equal(places.count, 2);
    const struct place *found[8] = {0};
    assert_int_equal(places_of(&places, 710, found), 1);
    assert_string_equal(found[0]->text, "Beijing 1816-01-01 2024-12-31");
    assert_int_equal(places_of(&places, ENT_GW_ONLY + 711, found), 1);
    assert_string_equal(found[0]->text, "Lhasa 1913-01-01 1950-12-31");
    assert_true(found[0]->latitude == 29.65 && found[0]->longitude == 91.12);
    inputs[0] = inputs[1];
    assert_error(ent_import(store, "capitals", inputs, 2, NULL, NULL, &err), ENT_ERR_FORMAT, &err,
                 "cow.csv: expected one list of capitals by CoW code and one by Gleditsch-Ward "
                 "code, found a second by CoW code");
    ent_store_close(store);
}

/* The mapping of codes says which actor a Gleditsch-Ward code is in a year. */
static void a_code_that_changes_its_meaning_gives_a_place_for_each(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("gw.db");
    assert_ok(import_text(store, "capitals",
                          GW "678,Yemen,Sanaa,1918-01-01,2024-12-31,15.35,44.2\n"
                             "679,Yemen,Sanaa,1990-01-01,2024-12-31,15.35,44.2\n",
                          NULL, NULL, &err),
              &err);
    struct places places = {0};
    const struct place *found[8] = {0};
    assert_ok(ent_store_places(store, keep, &places, &err), &err);
    assert_int_equal(places_of(&places, 678, found), 1);
    assert_string_equal(found[0]->text, "Sanaa 1918-01-01 1989-12-31");
    assert_int_equal(places_of(&places, 679, found), 2);
    assert_string_equal(found[0]->text, "Sanaa 1990-01-01 2024-12-31");
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {COW "999,X,Y,1816-01-01,2024-12-31,0,0\n",
         "input.csv:2: column 'ccode': expected a known CoW country code, found '999'"},
        {GW "998,X,Y,1816-01-01,2024-12-31,0,0\n",
         "input.csv:2: column 'gwcode': expected a known Gleditsch-Ward code, found '998'"},
        {COW "2,X,Y,1816-01-01,2024-12-31,90.5,0\n",
         "input.csv:2: column 'lat': expected a latitude from -90 to 90, found '90.5'"},
        {COW "2,X,Y,1816-01-01,2024-12-31,0,-181\n",
         "input.csv:2: column 'lng': expected a longitude from -180 to 180, found '-181'"},
        {COW "2,X,Y,1816-01-01,2024-12-31,,0\n", "column 'lat': expected a number, found ''"},
        {COW "2,X,,1816-01-01,2024-12-31,0,0\n", "column 'capital': expected a city, found ''"},
        {COW "2,X,Y,1816-01-01,1815-12-31,0,0\n",
         "column 'enddate': expected an end on or after the beginning, found '1815-12-31'"},
        {"statenme,capital\nX,Y\n", "expected a column 'ccode', found: statenme, capital"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("bad.db");
        struct places places = {0};
        assert_error(import_text(store, "capitals", cases[i].text, NULL, NULL, &err),
                     ENT_ERR_FORMAT, &err, cases[i].part);
        assert_ok(ent_store_places(store, keep, &places, &err), &err);
        assert_int_equal(places.count, 0);
        ent_store_close(store);
    }
}

static void the_official_lists_give_each_state_its_capitals(void **state) {
    (void)state;
    const char *cow = shared_path("data/states/cow_capitals.csv");
    const char *gw = shared_path("data/states/gw_capitals.csv");
    if (cow == NULL || gw == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_actors *actors = NULL;
    ent_store *store = fresh_store("official.db");
    ent_input inputs[2] = {{gw, NULL, 0}, {cow, NULL, 0}};
    assert_ok(ent_import(store, "capitals", inputs, 2, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 252); /* 242 by CoW code, 10 of states it does not have */
    struct places places = {0};
    const struct place *found[8] = {0};
    assert_ok(ent_store_places(store, keep, &places, &err), &err);
    assert_int_equal(places.count, 252);
    assert_int_equal(places_of(&places, 365, found), 2);
    assert_string_equal(found[0]->text, "Saint Petersburg 1816-01-01 1918-03-11");
    assert_string_equal(found[1]->text, "Moscow 1918-03-12 2024-12-31");
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    for (int year = 1816; year <= 2016; year++) { /* no member without a capital in any year */
        ent_actor members[256];
        size_t count = ent_actors_in_year(actors, ENT_COW, year, members, 256);
        for (size_t i = 0; i < count; i++)
            assert_true(places_of(&places, members[i], found) > 0);
    }
    ent_actors_free(actors);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_by_cow_code_wins_and_the_other_adds),
        cmocka_unit_test(a_code_that_changes_its_meaning_gives_a_place_for_each),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_lists_give_each_state_its_capitals),
    };
    return RUN_TESTS(tests);
}
