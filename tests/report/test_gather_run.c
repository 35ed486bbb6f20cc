/* SPDX-License-Identifier: Apache-2.0 */
/* The run: a row a decade. */
#include "report/support_pair.h"

static double run_value(const ent_assessment *a, const char *key, ent_actor from, int year) {
    for (size_t r = 0; r < a->run_row_count; r++)
        for (size_t c = 0; c < a->run_column_count; c++)
            if (a->run_rows[r].year1 <= year && year <= a->run_rows[r].year2 &&
                strcmp(a->run_columns[c].key, key) == 0 &&
                (from == 0 || a->run_columns[c].from == from))
                return a->run_values[r * a->run_column_count + c];
    fail_msg("no column '%s'", key);
    return 0;
}

static void the_run_has_a_row_a_decade(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 1955, 2018);
    assert_int_equal(a->run_row_count, 7);
    assert_int_equal(a->run_rows[0].year1, 1955);
    assert_int_equal(a->run_rows[6].year2, 2018);
    assert_true(run_value(a, "defense", 0, 1965) == 1);
    assert_true(run_value(a, "defense", 0, 1985) == 0);
    assert_true(run_value(a, "mids", 0, 1965) == 1);
    assert_true(run_value(a, "mids", 0, 1975) == 2);
    assert_true(ent_is_missing(run_value(a, "exercises", 0, 1975)));
    assert_true(run_value(a, "exercises", 0, 1985) == 0);
    assert_true(run_value(a, "exercises", 0, 2005) == 2);
    assert_true(run_value(a, "exercises", 0, 2015) == 3);
    assert_true(run_value(a, "arms", RUSSIA, 2015) == 750);
    assert_true(ent_is_missing(run_value(a, "arms", CHINA, 2015)));
    assert_true(run_value(a, "trade_dep", RUSSIA, 2015) == 0.8);
    assert_true(ent_is_missing(run_value(a, "vote_agree", 0, 2015)));
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_run_has_a_row_a_decade),
    };
    return RUN_TESTS(tests);
}
