/* SPDX-License-Identifier: Apache-2.0 */
/* The gap: practice less what a monotone regression on paper expects. */
#include "base/random.h"
#include "estimate/support_work.h"

enum { PAIRS = 6000, YEARS = 2, DRAWS = 3, NODES = PAIRS * YEARS };

static float paper[DRAWS * NODES], practice[DRAWS * NODES], gap[DRAWS * NODES];

/* Paper N(0, 1); practice some function of it and noise. */
static void make_draws(double slope, double noise) {
    for (size_t i = 0; i < (size_t)DRAWS * NODES; i++) {
        ent_random random = ent_random_stream(3, 0, (uint32_t)i, 0);
        paper[i] = (float)ent_random_normal(&random);
        practice[i] = (float)(slope * (double)paper[i] + noise * ent_random_normal(&random));
    }
}

static void find_gaps(struct made_work *made) {
    ent_error err = {0};
    assert_ok(ent_depth_gap(&made->work, paper, practice, DRAWS, gap, &err), &err);
}

static double gap_of(const struct made_work *made, size_t node, unsigned draw) {
    return (double)gap[(size_t)made->work.place[node] * DRAWS + draw];
}

static void gaps_of_a_year_have_the_mean_zero_in_every_draw(void **state) {
    (void)state;
    struct made_work made;
    work_new(&made, PAIRS, YEARS);
    make_draws(0.7, 1);
    find_gaps(&made);
    for (unsigned d = 0; d < DRAWS; d++)
        for (size_t t = 0; t < YEARS; t++) {
            double mean = 0;
            for (size_t s = 0; s < PAIRS; s++)
                mean += gap_of(&made, s * YEARS + t, d) / PAIRS;
            /* f is joined by lines between the means of its blocks, which are not level within. */
            assert_true(fabs(mean) < 0.01);
        }
    work_free(&made);
}

struct place {
    double x, f;
};

static int by_x(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    return (a->x > b->x) - (a->x < b->x);
}

static void more_paper_never_lets_less_practice_be_expected(void **state) {
    (void)state;
    static struct place places[PAIRS];
    struct made_work made;
    work_new(&made, PAIRS, YEARS);
    make_draws(0.3, 1);
    find_gaps(&made);
    for (size_t s = 0; s < PAIRS; s++) {
        size_t node = s * YEARS;
        places[s] =
            (struct place){(double)paper[node], (double)practice[node] - gap_of(&made, node, 0)};
    }
    qsort(places, PAIRS, sizeof places[0], by_x);
    for (size_t s = 1; s < PAIRS; s++)
        assert_true(places[s].f >= places[s - 1].f - 1e-5); /* floats */
    assert_true(places[PAIRS - 1].f > places[0].f + 0.5);
    work_free(&made);
}

static void practice_that_falls_with_paper_is_measured_from_its_mean(void **state) {
    (void)state;
    struct made_work made;
    work_new(&made, PAIRS, YEARS);
    make_draws(-1, 0);
    find_gaps(&made);
    double mean = 0;
    for (size_t s = 0; s < PAIRS; s++)
        mean += (double)practice[s * YEARS] / PAIRS;
    for (size_t s = 0; s < PAIRS; s++)
        assert_true(fabs(gap_of(&made, s * YEARS, 0) - ((double)practice[s * YEARS] - mean)) <
                    1e-5);
    work_free(&made);
}

static void a_pair_covered_on_one_side_has_no_gap_and_moves_no_other(void **state) {
    (void)state;
    static float before[DRAWS * NODES];
    struct made_work made;
    work_new(&made, PAIRS, YEARS);
    make_draws(0.7, 1);
    made.work.sides[0] = ENT_DEPTH_PAPER;
    find_gaps(&made);
    memcpy(before, gap, sizeof gap);
    practice[0] = 1000;
    find_gaps(&made);
    assert_memory_equal(before, gap, sizeof gap);
    assert_true(isnan(gap_of(&made, 0, 0)));
    assert_true(!isnan(gap_of(&made, 1, 0)));
    work_free(&made);
}

static void missing_gaps_stay_missing_and_others_have_interval_and_percentile(void **state) {
    (void)state;
    enum { FEW = 4, MANY = 101 };
    static float draws[FEW * MANY];
    struct made_work made;
    ent_error err = {0};
    work_new(&made, FEW, 1);
    for (size_t s = 0; s < FEW; s++)
        for (size_t d = 0; d < MANY; d++)
            draws[made.work.place[s] * MANY + d] = s == 0 ? NAN : (float)s * 10 + (float)d / 100;
    assert_ok(ent_depth_gap_summary(&made.work, draws, MANY, &err), &err);
    assert_true(isnan(work_value(&made, 0)[ENT_GAP_MEAN]));
    assert_true(isnan(work_value(&made, 0)[ENT_GAP_PERCENTILE]));
    for (size_t s = 1; s < FEW; s++) {
        const float *value = work_value(&made, s);
        assert_true(fabs((double)value[ENT_GAP_MEAN] - 10.0 * (double)s - 0.5) < 1e-5);
        assert_true(fabs((double)value[ENT_GAP_LO] - 10.0 * (double)s - 0.05) < 1e-5);
        assert_true(fabs((double)value[ENT_GAP_HI] - 10.0 * (double)s - 0.95) < 1e-5);
        /* Half of itself counts as below. */
        assert_true(fabs((double)value[ENT_GAP_PERCENTILE] - 100 * ((double)s - 0.5) / 3) < 1e-4);
    }
    work_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_of_a_year_have_the_mean_zero_in_every_draw),
        cmocka_unit_test(more_paper_never_lets_less_practice_be_expected),
        cmocka_unit_test(practice_that_falls_with_paper_is_measured_from_its_mean),
        cmocka_unit_test(a_pair_covered_on_one_side_has_no_gap_and_moves_no_other),
        cmocka_unit_test(missing_gaps_stay_missing_and_others_have_interval_and_percentile),
    };
    return RUN_TESTS(tests);
}
