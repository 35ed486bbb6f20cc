/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <string.h>

static void parses_what_is_known(void **state) {
    (void)state;
    ent_date date = {0};
    char text[ENT_DATE_TEXT];
    static const char *const cases[][2] = {
        {"2001", "2001"},          {"2001-07", "2001-07"},     {"2001-07-16", "2001-07-16"},
        {"1980-01-xx", "1980-01"}, {"1980-xx-xx", "1980"},     {"1980--9--9", "1980"},
        {"1980-xx-05", "1980"},    {"2000-2-29", "2000-02-29"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(ent_date_parse(cases[i][0], &date));
        assert_string_equal(ent_date_format(date, text), cases[i][1]);
    }
}

static void refuses_what_is_no_date(void **state) {
    (void)state;
    ent_date date = {1, 1, 1};
    static const char *const cases[] = {"",           "x",          "2001-13",   "2001-02-29",
                                        "2001-07-32", "2001/07/16", "2001-07-",  "20010",
                                        "2001-07-1x", "1900-02-29", "2001-0716", "99999999999"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_false(ent_date_parse(cases[i], &date));
    assert_int_equal(date.year, 1);
}

static void day_numbers_go_both_ways(void **state) {
    (void)state;
    assert_int_equal(ent_date_days((ent_date){1970, 1, 1}, false), 0);
    assert_int_equal(ent_date_days((ent_date){2000, 3, 1}, false), 11017);
    assert_int_equal(ent_date_days((ent_date){2001, 0, 0}, true) -
                         ent_date_days((ent_date){2001, 0, 0}, false),
                     364);
    for (int32_t day = -200000; day < 60000; day += 17) {
        ent_date date = ent_date_from_days(day);
        assert_true(ent_date_valid(date));
        assert_int_equal(ent_date_days(date, false), day);
    }
}

static void an_error_is_one_line(void **state) {
    (void)state;
    ent_error err = {0};
    assert_int_equal(ent_fail(&err, ENT_ERR_IO, "a\nb"), ENT_ERR_IO);
    assert_string_equal(err.text, "a b");
    assert_int_equal(ent_fail(NULL, ENT_ERR_IO, "a"), ENT_ERR_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_what_is_known), cmocka_unit_test(refuses_what_is_no_date),
        cmocka_unit_test(day_numbers_go_both_ways), cmocka_unit_test(an_error_is_one_line)};
    return RUN_TESTS(tests);
}
