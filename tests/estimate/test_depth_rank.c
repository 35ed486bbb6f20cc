/* SPDX-License-Identifier: Apache-2.0 */
/* Ranks and turns from joint draws, and the probability that depth rose. */
#include "estimate/support_work.h"

enum { DRAWS = 300 };

/* Every pair's mean is known, so that it is ranked. */
static void know_all(struct made_work *made) {
    for (size_t n = 0; n < made->nodes; n++)
        work_value(made, n)[ENT_DEPTH_MEAN] = 0;
}

static void rank(struct made_work *made, const float *draws) {
    ent_error err = {0};
    assert_ok(ent_depth_rank(&made->work, draws, DRAWS, &err), &err);
}

/* Two that move together, far about a third: one is always the place before the other, which their
 * own spreads cannot tell. */
static void ranks_are_those_of_joint_draws(void **state) {
    (void)state;
    static float draws[DRAWS][3];
    static const float want[3][3] = {{1, 1, 2}, {2, 2, 3}, {3, 1, 3}}; /* median, 5%, 95% */
    struct made_work made;
    work_new(&made, 3, 1);
    know_all(&made);
    for (size_t d = 0; d < DRAWS; d++) {
        draws[d][0] = d % 3 == 0 ? -5 : 5;
        draws[d][1] = draws[d][0] - 0.1F;
        draws[d][2] = 0;
    }
    rank(&made, draws[0]);
    for (size_t s = 0; s < 3; s++) {
        const float *value = work_value(&made, s);
        assert_true(value[ENT_DEPTH_RANK] == want[s][0]);
        assert_true(value[ENT_DEPTH_RANK_LO] == want[s][1]);
        assert_true(value[ENT_DEPTH_RANK_HI] == want[s][2]);
        assert_true(value[ENT_DEPTH_OF] == 3);
    }
    work_free(&made);
}

static void equal_pairs_share_the_place_in_their_middle(void **state) {
    (void)state;
    static float draws[DRAWS][3];
    struct made_work made;
    work_new(&made, 3, 1);
    know_all(&made);
    rank(&made, draws[0]);
    for (size_t s = 0; s < 3; s++)
        assert_true(work_value(&made, s)[ENT_DEPTH_RANK] == 2);
    work_free(&made);
}

static void what_is_not_covered_has_no_rank_and_takes_no_place(void **state) {
    (void)state;
    static float draws[DRAWS][3];
    struct made_work made;
    work_new(&made, 3, 1);
    know_all(&made);
    for (size_t d = 0; d < DRAWS; d++) {
        draws[d][0] = 9;
        draws[d][1] = 1;
        draws[d][2] = 0;
    }
    made.work.sides[0] = 0;
    work_value(&made, 0)[ENT_DEPTH_MEAN] = NAN;
    rank(&made, draws[0]);
    assert_true(isnan(work_value(&made, 0)[ENT_DEPTH_RANK]));
    assert_true(isnan(work_value(&made, 0)[ENT_DEPTH_OF]));
    assert_true(work_value(&made, 1)[ENT_DEPTH_RANK] == 1);
    assert_true(work_value(&made, 1)[ENT_DEPTH_OF] == 2);
    work_free(&made);
}

/* One rises by 1 from the third to the fifth year in three draws of four; one falls in all. */
static void a_turn_has_the_share_of_draws_that_make_it(void **state) {
    (void)state;
    enum { YEARS = 7 };
    static float draws[DRAWS][2 * YEARS];
    struct made_work made;
    work_new(&made, 2, YEARS);
    know_all(&made);
    for (size_t d = 0; d < DRAWS; d++)
        for (size_t t = 0; t < YEARS; t++) {
            draws[d][t] = d % 4 != 0 && t >= 3 ? 1 : 0;
            draws[d][YEARS + t] = t >= 3 ? -1 : 0;
        }
    rank(&made, draws[0]);
    assert_true(fabs((double)work_value(&made, 3)[ENT_DEPTH_TURN] - 0.75) < 1e-6);
    assert_true(work_value(&made, YEARS + 3)[ENT_DEPTH_TURN] == -1);
    static const size_t ends[] = {0, 1, YEARS - 2, YEARS - 1};
    for (size_t e = 0; e < 4; e++)
        assert_true(isnan(work_value(&made, ends[e])[ENT_DEPTH_TURN]));
    work_free(&made);
}

/* Means 0 and 1, sds 1, correlation ½ a year: the change from one year to the next is N(1, 1), over
 * two N(1, 2 − 2/4). */
static void the_chance_of_a_rise_is_that_of_a_hand_made_case(void **state) {
    (void)state;
    enum { YEARS = 4 };
    static float path[YEARS][ENT_DEPTH_FIELDS];
    for (size_t t = 0; t < YEARS; t++) {
        float mean = t == 0 ? 0 : 1;
        path[t][ENT_DEPTH_MEAN] = t == 3 ? NAN : mean;
        path[t][ENT_DEPTH_LO] = mean - 1.6448536F;
        path[t][ENT_DEPTH_HI] = mean + 1.6448536F;
        path[t][ENT_DEPTH_RHO] = 0.5F;
    }
    assert_true(fabs(ent_depth_rise(path[0], 0, 1) - 0.8413447) < 1e-5);
    assert_true(fabs(ent_depth_rise(path[0], 0, 2) - 0.7928919) < 1e-5); /* Φ(1/√1.5) */
    assert_true(fabs(ent_depth_rise(path[0], 2, 0) - 0.2071081) < 1e-5);
    assert_true(fabs(ent_depth_rise(path[0], 1, 2) - 0.5) < 1e-5);
    assert_true(ent_is_missing(ent_depth_rise(path[0], 0, 3)));
    assert_true(ent_is_missing(ent_depth_rise(path[0], 1, 1)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_are_those_of_joint_draws),
        cmocka_unit_test(equal_pairs_share_the_place_in_their_middle),
        cmocka_unit_test(what_is_not_covered_has_no_rank_and_takes_no_place),
        cmocka_unit_test(a_turn_has_the_share_of_draws_that_make_it),
        cmocka_unit_test(the_chance_of_a_rise_is_that_of_a_hand_made_case),
    };
    return RUN_TESTS(tests);
}
