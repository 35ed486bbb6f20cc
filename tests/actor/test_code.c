/* SPDX-License-Identifier: Apache-2.0 */
/* Codes and names of an actor in a year. The mapping between the two systems is checked against
 * the published year-by-year lists. */
#include "support.h"

#include <string.h>

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

static ent_actor from_gw(int code, int year) {
    ent_actor actor = 0;
    ent_error err = {0};
    assert_ok(ent_actor_from_gw(actors, code, year, &actor, &err), &err);
    return actor;
}

static void codes_of_germany_serbia_and_yemen_cross_over_in_their_years(void **state) {
    (void)state;
    assert_int_equal(from_gw(255, 1900), 255);
    assert_int_equal(from_gw(260, 1950), 260);
    assert_int_equal(from_gw(260, 1990), 260);
    assert_int_equal(from_gw(260, 1991), 255);
    assert_int_equal(ent_actor_gw(actors, 255, 1900), 255);
    assert_int_equal(ent_actor_gw(actors, 255, 2000), 260);
    assert_int_equal(ent_actor_gw(actors, 260, 1970), 260);
    assert_int_equal(from_gw(340, 1900), 345);
    assert_int_equal(from_gw(340, 2010), 345);
    assert_int_equal(from_gw(347, 2010), 347);
    assert_int_equal(ent_actor_gw(actors, 345, 1900), 340);
    assert_int_equal(ent_actor_gw(actors, 345, 1970), 345);
    assert_int_equal(ent_actor_gw(actors, 345, 2010), 340);
    assert_int_equal(from_gw(678, 1989), 678);
    assert_int_equal(from_gw(678, 1990), 679);
    assert_int_equal(ent_actor_gw(actors, 679, 2000), 678);
    assert_int_equal(from_gw(680, 1980), 680);
    assert_int_equal(from_gw(816, 1960), 816);
    assert_int_equal(from_gw(817, 1960), 817);
    assert_int_equal(from_gw(815, 1850), ENT_GW_ONLY + 815);
    assert_int_equal(ent_actor_cow(ENT_GW_ONLY + 815), 0);
    assert_int_equal(ent_actor_cow(816), 816);
}

static void pacific_microstates_have_other_codes_in_the_other_system(void **state) {
    (void)state;
    assert_int_equal(from_gw(970, 2000), 946); /* Kiribati; CoW 970 is Nauru */
    assert_int_equal(from_gw(971, 2000), 970);
    assert_int_equal(from_gw(972, 2000), 955);
    assert_int_equal(from_gw(973, 2000), 947);
    assert_int_equal(ent_actor_gw(actors, 970, 2000), 0); /* in no GW list of system members */
}

static void an_unknown_code_is_named(void **state) {
    (void)state;
    ent_actor actor = -1;
    ent_error err = {0};
    assert_error(ent_actor_from_cow(actors, 4711, &actor, &err), ENT_ERR_NOT_FOUND, &err, "4711");
    assert_error(ent_actor_from_cow(actors, 10711, &actor, &err), ENT_ERR_NOT_FOUND, &err, "10711");
    assert_error(ent_actor_from_cow(actors, 0, &actor, &err), ENT_ERR_NOT_FOUND, &err, "code 0");
    assert_error(ent_actor_from_gw(actors, 679, 2000, &actor, &err), ENT_ERR_NOT_FOUND, &err,
                 "679");
    assert_int_equal(actor, -1);
    assert_false(ent_actor_known(actors, 0));
    assert_false(ent_actor_known(actors, 711));
    assert_true(ent_actor_known(actors, 10711));
    assert_int_equal(ent_actor_gw(actors, 4711, 2000), 0);
    assert_string_equal(ent_actor_iso3(actors, 0, 2000), "");
    assert_string_equal(ent_actor_name(actors, 4711, ENT_EN, 2000), "");
}

static void iso_codes_are_those_of_the_year(void **state) {
    (void)state;
    static const struct {
        ent_actor actor;
        int year;
        const char *iso3;
    } expected[] = {
        {365, 1913, "RUS"}, {365, 1922, "SUN"}, {365, 1991, "SUN"}, {365, 1992, "RUS"},
        {255, 1900, "DEU"}, {255, 1995, "DEU"}, {260, 1970, "DEU"}, {265, 1970, "DDR"},
        {315, 1980, "CSK"}, {316, 2000, "CZE"}, {345, 1900, "SRB"}, {345, 1980, "YUG"},
        {345, 2004, "SCG"}, {345, 2010, "SRB"}, {680, 1980, "YMD"}, {678, 1980, "YEM"},
        {679, 2000, "YEM"}, {816, 1970, "VDR"}, {816, 2000, "VNM"}, {817, 1970, "VNM"},
        {490, 1980, "ZAR"}, {490, 2000, "COD"}, {775, 1980, "BUR"}, {775, 2000, "MMR"},
        {347, 2010, "XKX"}, {713, 2000, "TWN"}, {710, 1900, "CHN"}, {300, 1900, "AUT"},
        {240, 1850, ""},    {511, 1964, ""},    {10711, 1930, ""},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(ent_actor_iso3(actors, expected[i].actor, expected[i].year),
                            expected[i].iso3);
}

/* Two states can bear one code in a year only when one follows the other within it. */
static void no_two_states_bear_one_iso_code_on_one_day(void **state) {
    (void)state;
    size_t successions = 0;
    for (int system = ENT_COW; system <= ENT_GW; system++) {
        for (int year = 1816; year <= 2024; year++) {
            ent_actor list[MOST] = {0};
            size_t count = ent_actors_in_year(actors, (ent_system)system, year, list, MOST);
            for (size_t i = 0; i < count; i++) {
                const char *code = ent_actor_iso3(actors, list[i], year);
                for (size_t j = i + 1; j < count && code[0] != '\0'; j++) {
                    if (strcmp(code, ent_actor_iso3(actors, list[j], year)) != 0) continue;
                    successions++;
                    if (ent_actors_together(actors, (ent_system)system, list[i], list[j], year))
                        fail_msg("%d and %d are both %s in %d", list[i], list[j], code, year);
                }
            }
        }
    }
    assert_int_equal(successions, 3); /* Germany, Yemen 1990 (CoW); Austria 1918 (GW) */
}

static void names_are_those_of_the_year(void **state) {
    (void)state;
    static const struct {
        ent_actor actor;
        int year;
        const char *english, *chinese;
    } expected[] = {
        {365, 1980, "Soviet Union", "苏联"},
        {365, 1900, "Russia", "俄国"},
        {365, 2000, "Russia", "俄罗斯"},
        {365, 0, "Russia", "俄罗斯"},
        {255, 1850, "Prussia", "普鲁士"},
        {255, 2000, "Germany", "德国"},
        {260, 1970, "German Federal Republic", "联邦德国"},
        {345, 1900, "Serbia", "塞尔维亚"},
        {345, 1970, "Yugoslavia", "南斯拉夫"},
        {345, 2005, "Serbia and Montenegro", "塞尔维亚和黑山"},
        {345, 2006, "Serbia", "塞尔维亚"},
        {710, 1980, "China", "中国"},
        {713, 1980, "Taiwan", "台湾"},
        {816, 1970, "North Vietnam", "北越"},
        {816, 1980, "Vietnam", "越南"},
        {640, 1900, "Ottoman Empire", "奥斯曼帝国"},
        {490, 1980, "Zaire", "扎伊尔"},
        {2, 1900, "United States", "美国"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_string_equal(ent_actor_name(actors, expected[i].actor, ENT_EN, expected[i].year),
                            expected[i].english);
        assert_string_equal(ent_actor_name(actors, expected[i].actor, ENT_ZH, expected[i].year),
                            expected[i].chinese);
    }
}

/* Rows of a published list: column *gw and *cow are 0 where the list has no code. */
typedef struct mapping {
    ent_csv *csv;
    int column[3];
    int gw, cow, year;
} mapping;

static int code_or_none(const mapping *list, int column) {
    int code = 0;
    assert_int_equal(ent_csv_int_or(list->csv, column, 1, 9999, NULL, 0, &code, NULL), ENT_OK);
    return code;
}

static bool open_mapping(mapping *list, const char *file) {
    ent_error err = {0};
    const char *path = shared_path(file);
    if (path == NULL) return false;
    assert_ok(ent_csv_open(&list->csv, path, NULL, 0, NULL, &err), &err);
    assert_ok(ent_csv_require_all(list->csv, (const char *const[]){"gwcode", "ccode", "year", NULL},
                                  list->column, &err),
              &err);
    return true;
}

static bool next_row(mapping *list) {
    bool more = false;
    ent_error err = {0};
    assert_ok(ent_csv_next(list->csv, &more, &err), &err);
    if (!more) {
        ent_csv_close(list->csv);
        return false;
    }
    list->gw = code_or_none(list, list->column[0]);
    list->cow = code_or_none(list, list->column[1]);
    list->year = code_or_none(list, list->column[2]);
    return true;
}

static void every_row_of_the_published_gw_to_cow_mapping_holds(void **state) {
    (void)state;
    mapping list = {0};
    size_t rows = 0;
    if (!open_mapping(&list, "data/states/gw_cow_years.csv")) skip();
    while (next_row(&list)) {
        if (list.gw == 0) continue; /* a CoW state outside the GW system */
        ent_actor actor = from_gw(list.gw, list.year);
        if (list.cow != 0 && actor != list.cow)
            fail_msg("GW %d in %d is %d, not %d", list.gw, list.year, actor, list.cow);
        assert_true(ent_actor_known(actors, actor));
        rows++;
    }
    assert_in_range(rows, 17000, 18425);
}

static void every_row_of_the_published_cow_to_gw_mapping_holds(void **state) {
    (void)state;
    mapping list = {0};
    size_t rows = 0;
    if (!open_mapping(&list, "data/states/cow_gw_years.csv")) skip();
    while (next_row(&list)) {
        if (list.cow == 0) continue; /* a GW state outside the CoW system */
        int gw = ent_actor_gw(actors, list.cow, list.year);
        bool nearest = list.gw == 0 && gw != 0; /* CoW has it, GW has it in other years only */
        if (gw != list.gw && !nearest)
            fail_msg("CoW %d in %d is GW %d, not %d", list.cow, list.year, gw, list.gw);
        rows += !nearest;
    }
    assert_in_range(rows, 15000, 16936);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_germany_serbia_and_yemen_cross_over_in_their_years),
        cmocka_unit_test(pacific_microstates_have_other_codes_in_the_other_system),
        cmocka_unit_test(an_unknown_code_is_named),
        cmocka_unit_test(iso_codes_are_those_of_the_year),
        cmocka_unit_test(no_two_states_bear_one_iso_code_on_one_day),
        cmocka_unit_test(names_are_those_of_the_year),
        cmocka_unit_test(every_row_of_the_published_gw_to_cow_mapping_holds),
        cmocka_unit_test(every_row_of_the_published_cow_to_gw_mapping_holds),
    };
    return cmocka_run_group_tests(tests, make_registry, drop_registry);
}
