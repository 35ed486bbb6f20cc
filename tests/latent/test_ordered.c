/* SPDX-License-Identifier: Apache-2.0 */
/* Ordered probit: probabilities, derivatives, and the prior that keeps cuts apart. */
#include "support.h"

#include <math.h>

#include "latent/part.h"

static void probabilities_sum_to_one(void **unused) {
    (void)unused;
    const ent_part part = {.type = ENT_PART_ORDERED, .parameters = 4, .codes = 4};
    const double parameters[] = {1.7, -1, 0.2, 0.21};
    for (double x = -9; x <= 9; x += 0.37) {
        double sum = 0;
        for (unsigned c = 0; c < 4; c++)
            sum += exp(ent_part_log_density(&part, parameters, c, x));
        assert_true(fabs(sum - 1) < 1e-12);
    }
}

static void tails_and_slivers_are_exact(void **unused) {
    (void)unused;
    /* log(Φ(−10) − Φ(−11)) from the complementary error function; the upper tail is the lower. */
    assert_true(fabs(ent_ordered_log_interval(-11, -10) - -53.23131031) < 1e-6);
    double low = ent_ordered_log_interval(-31, -30);
    assert_true(fabs(ent_ordered_log_interval(30, 31) - low) < 1e-9);
    /* A sliver is its width times the density. */
    double sliver = ent_ordered_log_interval(1, 1 + 1e-9);
    assert_true(fabs(sliver - (log(1e-9) - 0.5 - 0.91893853320467274)) < 1e-6);
    assert_true(fabs(ent_ordered_log_interval(-INFINITY, INFINITY)) < 1e-15);
    assert_true(isfinite(ent_ordered_log_interval(-INFINITY, -1e4)));
}

static double at(double lower, double upper) {
    return ent_ordered_log_interval(lower, upper);
}

static void derivatives_are_those_of_the_logarithm(void **unused) {
    (void)unused;
    const double bounds[][2] = {{-1, 0.5}, {0.3, 0.4}, {-4, -3}, {2, 5}, {-0.2, 6}};
    const double h = 1e-4;
    for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
        double v = bounds[i][0];
        double u = bounds[i][1];
        ent_density d = ent_ordered_density(v, u);
        /* Central differences with h = 1e-4 are good to about 1e-6 of the curvature. */
        double scale = 1e-5 * (1 + fabs(d.second[0]) + fabs(d.second[2]));
        assert_true(fabs(d.first[0] - (at(v, u + h) - at(v, u - h)) / (2 * h)) < scale);
        assert_true(fabs(d.first[1] - (at(v + h, u) - at(v - h, u)) / (2 * h)) < scale);
        double uu = (at(v, u + h) - 2 * at(v, u) + at(v, u - h)) / (h * h);
        double vv = (at(v + h, u) - 2 * at(v, u) + at(v - h, u)) / (h * h);
        double uv = (at(v + h, u + h) - at(v + h, u - h) - at(v - h, u + h) + at(v - h, u - h)) /
                    (4 * h * h);
        assert_true(fabs(d.second[0] - uu) < 100 * scale);
        assert_true(fabs(d.second[2] - vv) < 100 * scale);
        assert_true(fabs(d.second[1] - uv) < 100 * scale);
    }
}

/* With one cut Φ(κ/s) is Beta(2, 2): the density integrates to 1/6 · s√(2π) without its constant.
 */
static void prior_of_a_cut_is_beta(void **unused) {
    (void)unused;
    double sum = 0;
    for (double cut = -60; cut <= 60; cut += 0.01)
        sum += 0.01 * exp(ent_ordered_cut_prior(&cut, 1, 5));
    assert_true(fabs(sum - 5 * sqrt(2 * M_PI) / 6) < 1e-6);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(probabilities_sum_to_one),
                                       cmocka_unit_test(tails_and_slivers_are_exact),
                                       cmocka_unit_test(derivatives_are_those_of_the_logarithm),
                                       cmocka_unit_test(prior_of_a_cut_is_beta)};
    return RUN_TESTS(tests);
}
