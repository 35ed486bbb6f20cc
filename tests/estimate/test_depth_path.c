/* SPDX-License-Identifier: Apache-2.0 */
/* Spells that observed the same in the same years share a path. */
#include "estimate/support_work.h"

enum { SPELLS = 5, YEARS = 3 };

/* Work whose spells observed what the test says, its paths found anew. */
static void find_again(struct made_work *made) {
    ent_error err = {0};
    free(made->estimate.path_row);
    made->estimate.path_row = NULL;
    assert_ok(ent_depth_find_paths(&made->work, &err), &err);
}

static float *value_of(struct made_work *made, size_t spell, size_t year) {
    return made->table.value + (spell * YEARS + year) * ENT_DEPTH_ITEMS;
}

static void spells_that_differ_have_their_own(void **state) {
    (void)state;
    struct made_work made;
    work_new(&made, SPELLS, YEARS);
    assert_int_equal(made.estimate.path_count, SPELLS);
    assert_int_equal(made.work.places, SPELLS * YEARS);
    for (size_t n = 0; n < made.nodes; n++)
        assert_int_equal(made.work.owner[n], made.work.place[n]);
    work_free(&made);
}

static void spells_alike_share_one_that_the_first_of_them_owns(void **state) {
    (void)state;
    struct made_work made;
    work_new(&made, SPELLS, YEARS);
    for (size_t t = 0; t < YEARS; t++)
        *value_of(&made, 3, t) = *value_of(&made, 1, t);
    find_again(&made);
    assert_int_equal(made.estimate.path_count, SPELLS - 1);
    assert_int_equal(made.estimate.path[1], made.estimate.path[3]);
    for (size_t t = 0; t < YEARS; t++) {
        assert_int_equal(made.work.place[1 * YEARS + t], made.work.place[3 * YEARS + t]);
        assert_int_equal(made.work.owner[1 * YEARS + t], made.work.place[1 * YEARS + t]);
        assert_int_equal(made.work.owner[3 * YEARS + t], UINT32_MAX);
    }
    work_free(&made);
}

static void what_was_seen_in_other_years_or_not_seen_at_all_is_not_alike(void **state) {
    (void)state;
    struct made_work made;
    work_new(&made, SPELLS, YEARS);
    for (size_t t = 0; t < YEARS; t++) {
        *value_of(&made, 3, t) = *value_of(&made, 1, t); /* the same, a year later */
        *value_of(&made, 2, t) = 0;
        *value_of(&made, 4, t) = 0;
    }
    made.table.spells[3].first++;
    *value_of(&made, 4, 1) = NAN; /* not covered is not none */
    *value_of(&made, 0, 0) = 7;
    find_again(&made);
    assert_int_equal(made.estimate.path_count, SPELLS);
    *value_of(&made, 2, 1) = NAN;
    find_again(&made);
    assert_int_equal(made.estimate.path_count, SPELLS - 1);
    assert_int_equal(made.estimate.path[2], made.estimate.path[4]);
    work_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spells_that_differ_have_their_own),
        cmocka_unit_test(spells_alike_share_one_that_the_first_of_them_owns),
        cmocka_unit_test(what_was_seen_in_other_years_or_not_seen_at_all_is_not_alike),
    };
    return RUN_TESTS(tests);
}
