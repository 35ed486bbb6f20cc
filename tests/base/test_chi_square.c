/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>

#include "base/chi_square.h"
#include "base/normal.h"

static void is_near(double got, double want) {
    if (fabs(got - want) > 1e-12 * fabs(want)) fail_msg("%.17g, not %.17g", got, want);
}

static void one_degree_is_a_squared_normal(void **state) {
    (void)state;
    for (double x = 0.1; x < 60; x *= 1.7)
        is_near(ent_chi_square_above(x, 1), 2 * ent_normal_cdf(-sqrt(x)));
}

static void two_degrees_are_exponential(void **state) {
    (void)state;
    for (double x = 0.1; x < 100; x *= 1.7)
        is_near(ent_chi_square_above(x, 2), exp(-x / 2));
}

/* Q(k + 1, x) = Q(k, x) + x^k e^−x / k! */
static void even_degrees_are_poisson_sums(void **state) {
    (void)state;
    for (double x = 0.5; x < 60; x *= 1.5) {
        double term = exp(-x / 2);
        double sum = term;
        for (size_t k = 1; k < 30; k++) {
            is_near(ent_chi_square_above(x, 2 * k), sum);
            term *= x / 2 / (double)k;
            sum += term;
        }
    }
}

static void ends_are_defined(void **state) {
    (void)state;
    assert_true(ent_chi_square_above(0, 3) == 1);
    assert_true(ent_chi_square_above(-1, 3) == 1);
    assert_true(ent_chi_square_above(INFINITY, 3) == 0);
    assert_true(isnan(ent_chi_square_above(NAN, 3)));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_degree_is_a_squared_normal),
                                       cmocka_unit_test(two_degrees_are_exponential),
                                       cmocka_unit_test(even_degrees_are_poisson_sums),
                                       cmocka_unit_test(ends_are_defined)};
    return RUN_TESTS(tests);
}
