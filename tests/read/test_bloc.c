/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

static int bloc(const char *word) {
    for (int i = 1; i <= ent_bloc_total(); i++)
        if (strcmp(ent_bloc_word(i), word) == 0) return i;
    return 0;
}

static int32_t day(int year, int month, int of_month) {
    return ent_date_days((ent_date){(int16_t)year, (int8_t)month, (int8_t)of_month}, false);
}

static void members_come_and_go_with_their_treaties(void **state) {
    (void)state;
    enum { FINLAND = 375, UK = 200, CHINA = 710, TAIWAN = 713 };
    assert_false(ent_bloc_has(bloc("nato"), FINLAND, day(2023, 4, 3)));
    assert_true(ent_bloc_has(bloc("nato"), FINLAND, day(2023, 4, 4)));
    assert_true(ent_bloc_has(bloc("eu"), UK, day(2020, 1, 31)));
    assert_false(ent_bloc_has(bloc("eu"), UK, day(2020, 2, 1)));
    assert_true(ent_bloc_has(bloc("unsc"), TAIWAN, day(1971, 10, 24)));
    assert_true(ent_bloc_has(bloc("unsc"), CHINA, day(1971, 10, 25)));
}

static void the_west_has_no_list_of_members(void **state) {
    (void)state;
    assert_true(bloc("west") > 0);
    assert_false(ent_bloc_has(bloc("west"), 2, day(2018, 1, 1)));
}

static void a_number_that_is_no_bloc_has_no_word(void **state) {
    (void)state;
    assert_string_equal(ent_bloc_word(0), "");
    assert_string_equal(ent_bloc_word(ent_bloc_total() + 1), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(members_come_and_go_with_their_treaties),
                                       cmocka_unit_test(the_west_has_no_list_of_members),
                                       cmocka_unit_test(a_number_that_is_no_bloc_has_no_word)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
