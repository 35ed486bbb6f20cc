/* SPDX-License-Identifier: Apache-2.0 */
/* Who is a member when, to the day. Dates are those of the Correlates of War State System
 * Membership list, v2016, and of Gleditsch & Ward (1999) with its updates. */
#include "support.h"

#include <stdlib.h>

#include "base/csv.h"
#include "entente/actor.h"

#define MOST 300

static ent_actors *actors;

static int make_registry(void **state) {
    (void)state;
    return ent_actors_new(&actors, NULL) == ENT_OK ? 0 : -1;
}

static int drop_registry(void **state) {
    (void)state;
    ent_actors_free(actors);
    return 0;
}

static bool member_on(ent_system system, ent_actor actor, int year, int month, int day) {
    int32_t when = ent_date_days((ent_date){(int16_t)year, (int8_t)month, (int8_t)day}, false);
    return ent_actor_member(actors, system, actor, when, when);
}

static void germany_is_united_on_3_october_1990(void **state) {
    (void)state;
    assert_true(member_on(ENT_COW, 260, 1990, 10, 2));
    assert_true(member_on(ENT_COW, 265, 1990, 10, 2));
    assert_false(member_on(ENT_COW, 255, 1990, 10, 2));
    assert_true(member_on(ENT_COW, 255, 1990, 10, 3));
    assert_false(member_on(ENT_COW, 260, 1990, 10, 3));
    assert_false(ent_actors_together(actors, ENT_COW, 255, 260, 1990));
    assert_true(ent_actors_together(actors, ENT_COW, 260, 265, 1990));
}

static void yemen_is_united_on_22_may_1990(void **state) {
    (void)state;
    assert_true(member_on(ENT_COW, 678, 1990, 5, 21));
    assert_false(member_on(ENT_COW, 679, 1990, 5, 21));
    assert_true(member_on(ENT_COW, 679, 1990, 5, 22));
    assert_false(member_on(ENT_COW, 680, 1990, 5, 22));
    assert_true(ent_actors_together(actors, ENT_COW, 678, 680, 1990));
    assert_false(ent_actors_together(actors, ENT_COW, 679, 680, 1990));
}

static void syria_is_no_member_while_united_with_egypt(void **state) {
    (void)state;
    assert_true(member_on(ENT_COW, 652, 1958, 2, 1));
    assert_false(member_on(ENT_COW, 652, 1958, 2, 2));
    assert_false(member_on(ENT_COW, 652, 1960, 7, 1));
    assert_true(member_on(ENT_COW, 652, 1961, 9, 29));
    assert_true(member_on(ENT_GW, 652, 1960, 7, 1));
    assert_false(ent_actors_together(actors, ENT_COW, 438, 652, 1958)); /* Guinea, from October */
}

static void a_term_open_at_the_source_s_end_stays_open(void **state) {
    (void)state;
    assert_true(member_on(ENT_COW, 710, 2017, 1, 1));
    assert_true(member_on(ENT_GW, 710, 2030, 1, 1));
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 2016, NULL, 0), 195);
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 2040, NULL, 0), 195);
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 1815, NULL, 0), 0);
}

static void the_list_of_a_year_is_ascending_and_cut_at_the_capacity(void **state) {
    (void)state;
    ent_actor list[MOST] = {0};
    size_t count = ent_actors_in_year(actors, ENT_COW, 1816, list, MOST);
    assert_int_equal(count, 23);
    assert_int_equal(list[0], 2);
    for (size_t i = 1; i < count; i++)
        assert_true(list[i - 1] < list[i]);
    ent_actor two[3] = {0, 0, -1};
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 1816, two, 2), 23);
    assert_int_equal(two[1], list[1]);
    assert_int_equal(two[2], -1);
}

static void gleditsch_ward_codes_become_actors_each_once_a_year(void **state) {
    (void)state;
    for (int year = 1816; year <= 2020; year++) {
        ent_actor list[MOST] = {0};
        size_t count = ent_actors_in_year(actors, ENT_GW, year, list, MOST);
        for (size_t i = 1; i < count; i++)
            assert_true(list[i - 1] < list[i]);
    }
    assert_true(member_on(ENT_GW, 260, 1990, 12, 31));
    assert_false(member_on(ENT_GW, 255, 1990, 12, 31));
    assert_true(member_on(ENT_GW, 255, 1991, 1, 1));
    assert_true(member_on(ENT_GW, 345, 2006, 6, 4)); /* as GW 345 */
    assert_true(member_on(ENT_GW, 345, 2006, 6, 5)); /* as GW 340 */
    assert_true(member_on(ENT_GW, 10711, 1950, 10, 1));
    assert_false(member_on(ENT_COW, 10711, 1950, 10, 1));
}

static ent_actor at(const char *text, ent_system system, int year) {
    ent_actor_ref ref = {0};
    assert_int_equal(ent_actor_find(actors, text, &ref, NULL), ENT_OK);
    return ent_actor_ref_at(actors, system, &ref, year);
}

static void a_lineage_resolves_to_its_member_of_the_year(void **state) {
    (void)state;
    assert_int_equal(at("Germany", ENT_COW, 1900), 255);
    assert_int_equal(at("Germany", ENT_COW, 1950), 0); /* CoW has no Germany in 1946–1953 */
    assert_int_equal(at("Germany", ENT_COW, 1970), 260);
    assert_int_equal(at("Germany", ENT_COW, 1990), 255); /* the one that reaches latest */
    assert_int_equal(at("Germany", ENT_GW, 1990), 260);
    assert_int_equal(at("gw:260", ENT_GW, 2000), 255);
    assert_int_equal(at("Yemen", ENT_COW, 1989), 678);
    assert_int_equal(at("Yemen", ENT_COW, 1990), 679);
    ent_actor_ref germany = {2, {255, 260}};
    int32_t day = ent_date_days((ent_date){1990, 10, 2}, false);
    assert_int_equal(ent_actor_ref_during(actors, ENT_COW, &germany, day, day), 260);
    assert_int_equal(ent_actor_ref_during(actors, ENT_COW, &germany, day + 1, day + 1), 255);
}

static void terms_from_a_source_replace_the_built_in_ones(void **state) {
    (void)state;
    ent_actors *own = NULL;
    ent_error err = {0};
    assert_ok(ent_actors_new(&own, &err), &err);
    const ent_term terms[] = {{710, 0, 99}, {2, 50, INT32_MAX}, {2, 0, 9}};
    assert_ok(ent_actors_set_terms(own, ENT_COW, terms, 3, &err), &err);
    const ent_term *got = NULL;
    assert_int_equal(ent_actors_terms(own, ENT_COW, &got), 3);
    assert_int_equal(got[0].code, 2);
    assert_int_equal(got[0].last, 9);
    assert_int_equal(got[2].code, 710);
    assert_false(ent_actor_member(own, ENT_COW, 2, 10, 49));
    assert_true(ent_actor_member(own, ENT_COW, 2, 10, 50));
    assert_int_equal(ent_actors_in_year(own, ENT_COW, 1970, NULL, 0), 2);
    assert_true(ent_actor_member(own, ENT_GW, 200, 0, 0)); /* the other system keeps its own */
    ent_actors_free(own);
}

static void terms_of_unknown_codes_are_refused_and_nothing_changes(void **state) {
    (void)state;
    ent_actors *own = NULL;
    ent_error err = {0};
    assert_ok(ent_actors_new(&own, &err), &err);
    const ent_term unknown[] = {{2, 0, 9}, {4711, 0, 9}};
    assert_error(ent_actors_set_terms(own, ENT_COW, unknown, 2, &err), ENT_ERR_USAGE, &err,
                 "term 2: 4711 is no CoW code");
    const ent_term identity = {10711, 0, 9};
    assert_error(ent_actors_set_terms(own, ENT_COW, &identity, 1, &err), ENT_ERR_USAGE, &err,
                 "10711");
    assert_error(ent_actors_set_terms(own, ENT_GW, &identity, 1, &err), ENT_ERR_USAGE, &err,
                 "10711 is no Gleditsch-Ward code");
    const ent_term backwards = {2, 9, 0};
    assert_error(ent_actors_set_terms(own, ENT_GW, &backwards, 1, &err), ENT_ERR_USAGE, &err,
                 "ends before it begins");
    const ent_term *got = NULL;
    assert_int_equal(ent_actors_terms(own, ENT_COW, &got), 243);
    ent_actors_free(own);
}

/* Whether a list of false dyad-years names the two in the year. */
typedef struct false_dyads {
    int a[64], b[64], year[64];
    size_t count;
} false_dyads;

static int whole(const ent_csv *csv, int column) {
    int64_t value = 0;
    assert_int_equal(ent_csv_integer(csv, column, 0, 99999, NULL, &value, NULL), ENT_OK);
    return (int)value;
}

static void read_false_dyads(const char *path, ent_system system, false_dyads *out) {
    ent_csv *csv = NULL;
    ent_error err = {0};
    bool more = false;
    int column[3] = {0};
    const char *const cow[] = {"ccode1", "ccode2", "year", NULL};
    const char *const gw[] = {"gwcode1", "gwcode2", "year", NULL};
    assert_ok(ent_csv_open(&csv, path, NULL, 0, NULL, &err), &err);
    assert_ok(ent_csv_require_all(csv, system == ENT_COW ? cow : gw, column, &err), &err);
    for (;;) {
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        if (!more) break;
        int a = whole(csv, column[0]);
        int b = whole(csv, column[1]);
        int year = whole(csv, column[2]);
        if (system == ENT_GW) {
            assert_ok(ent_actor_from_gw(actors, a, year, &a, &err), &err);
            assert_ok(ent_actor_from_gw(actors, b, year, &b, &err), &err);
        }
        out->a[out->count] = a;
        out->b[out->count] = b;
        out->year[out->count++] = year;
    }
    ent_csv_close(csv);
}

static bool listed(const false_dyads *list, int a, int b, int year) {
    for (size_t i = 0; i < list->count; i++)
        if (list->a[i] == a && list->b[i] == b && list->year[i] == year) return true;
    return false;
}

/* Over 1816–2010, two members of a year share no day exactly when the published list says so. */
static void compare_dyads(const char *path, ent_system system, size_t expected_false) {
    false_dyads list = {.count = 0};
    size_t found_false = 0;
    read_false_dyads(path, system, &list);
    for (int year = 1816; year <= 2010; year++) {
        ent_actor member[MOST] = {0};
        size_t count = ent_actors_in_year(actors, system, year, member, MOST);
        for (size_t i = 0; i < count; i++) {
            for (size_t j = 0; j < count; j++) {
                if (i == j) continue;
                bool together = ent_actors_together(actors, system, member[i], member[j], year);
                found_false += !together;
                if (together == listed(&list, member[i], member[j], year))
                    fail_msg("%d and %d in %d: together %d", member[i], member[j], year, together);
            }
        }
    }
    assert_int_equal(found_false, expected_false);
}

static void pairs_that_share_a_year_but_no_day_are_those_published(void **state) {
    (void)state;
    const char *cow = shared_path("data/states/false_cow_dyads.csv");
    const char *gw = shared_path("data/states/false_gw_dyads.csv");
    if (cow == NULL || gw == NULL) skip();
    compare_dyads(cow, ENT_COW, 60);
    /* Of the 40 published, 2 are with Sao Tome, a microstate outside the system, and 2 are GW 340
     * and 345 in 2006, both the actor 345. */
    compare_dyads(gw, ENT_GW, 36);
}

static void members_of_each_year_are_those_of_the_official_list(void **state) {
    (void)state;
    const char *path = shared_path("data/states/system2016.csv");
    if (path == NULL) skip();
    ent_csv *csv = NULL;
    ent_error err = {0};
    bool more = true;
    int column[2] = {0};
    size_t rows = 0;
    assert_ok(ent_csv_open(&csv, path, NULL, 0, NULL, &err), &err);
    assert_ok(ent_csv_require_all(csv, (const char *const[]){"ccode", "year", NULL}, column, &err),
              &err);
    for (;; rows++) {
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        if (!more) break;
        int year = whole(csv, column[1]);
        int code = whole(csv, column[0]);
        if (!ent_actors_together(actors, ENT_COW, code, code, year))
            fail_msg("%d is no member in %d", code, year);
    }
    ent_csv_close(csv);
    size_t ours = 0;
    for (int year = 1816; year <= 2016; year++)
        ours += ent_actors_in_year(actors, ENT_COW, year, NULL, 0);
    assert_int_equal(ours, rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(germany_is_united_on_3_october_1990),
        cmocka_unit_test(yemen_is_united_on_22_may_1990),
        cmocka_unit_test(syria_is_no_member_while_united_with_egypt),
        cmocka_unit_test(a_term_open_at_the_source_s_end_stays_open),
        cmocka_unit_test(the_list_of_a_year_is_ascending_and_cut_at_the_capacity),
        cmocka_unit_test(gleditsch_ward_codes_become_actors_each_once_a_year),
        cmocka_unit_test(a_lineage_resolves_to_its_member_of_the_year),
        cmocka_unit_test(terms_from_a_source_replace_the_built_in_ones),
        cmocka_unit_test(terms_of_unknown_codes_are_refused_and_nothing_changes),
        cmocka_unit_test(pairs_that_share_a_year_but_no_day_are_those_published),
        cmocka_unit_test(members_of_each_year_are_those_of_the_official_list),
    };
    return cmocka_run_group_tests(tests, make_registry, drop_registry);
}
