/* SPDX-License-Identifier: Apache-2.0 */
#include "base/normal.h"

#include <math.h>

#include "support.h"

/* Figures of the normal integral: Abramowitz & Stegun (1964), tables 26.1 and 26.2, and the
 * quantiles AS 241 publishes as its check. */
static void agrees_with_published_figures(void **state) {
    (void)state;
    assert_true(fabs(ent_normal_cdf(1) - 0.841344746068543) < 1e-15);
    assert_true(fabs(ent_normal_cdf(-1.96) - 0.024997895148220) < 1e-15);
    assert_true(fabs(ent_normal_density(0.5) - 0.352065326764300) < 1e-15);
    assert_true(fabs(ent_normal_quantile(0.25) + 0.6744897501960817) < 1e-15);
    assert_true(fabs(ent_normal_quantile(0.001) + 3.090232306167814) < 1e-14);
    assert_true(fabs(ent_normal_quantile(1e-20) + 9.262340089798408) < 1e-13);
}

static void the_quantile_undoes_the_integral(void **state) {
    (void)state;
    for (double x = -37; x <= 0; x += 0.01)
        assert_true(fabs(ent_normal_quantile(ent_normal_cdf(x)) - x) < 1e-13 * (1 + fabs(x)));
    assert_true(ent_normal_quantile(0) == -INFINITY);
    assert_true(ent_normal_quantile(1) == INFINITY);
    assert_true(isnan(ent_normal_quantile(-0.1)));
}

/* The two branches meet at −30 and the slope there is that of the density over the integral. */
static void the_logarithm_stays_finite_and_smooth(void **state) {
    (void)state;
    double before = ent_normal_log_cdf(-29.999999);
    double after = ent_normal_log_cdf(-30.000001);
    assert_true(fabs(before - after - 30.0332 * 2e-6) < 1e-8);
    assert_true(isfinite(ent_normal_log_cdf(-1e6)));
    assert_true(fabs(ent_normal_log_cdf(-5) - log(ent_normal_cdf(-5))) < 1e-15);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_published_figures),
                                       cmocka_unit_test(the_quantile_undoes_the_integral),
                                       cmocka_unit_test(the_logarithm_stays_finite_and_smooth)};
    return RUN_TESTS(tests);
}
