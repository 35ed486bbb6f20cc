/* SPDX-License-Identifier: Apache-2.0 */
/* The tabulated normal distribution is the normal distribution. */
#include "support.h"

#include <math.h>

#include "base/normal.h"
#include "latent/quick.h"

static void it_agrees_everywhere_it_covers(void **unused) {
    (void)unused;
    static ent_quick quick;
    ent_quick_fill(&quick);
    for (double x = -5.9999; x < 6; x += 0.00137) {
        double density = 0;
        double cdf = ent_quick_normal(&quick, x, &density);
        assert_true(ent_quick_covers(x));
        assert_true(fabs(cdf / ent_normal_cdf(x) - 1) < 1e-7);
        assert_true(fabs(cdf - ent_normal_cdf(x)) < 1e-11);
        assert_true(fabs(density / ent_normal_density(x) - 1) < 1e-6);
    }
    assert_false(ent_quick_covers(6));
    assert_false(ent_quick_covers(NAN));
    assert_false(ent_quick_covers(-INFINITY));
}

static void its_short_series_agree_too(void **unused) {
    (void)unused;
    static ent_quick quick;
    ent_quick_fill(&quick);
    for (double x = -5.9999; x < 6; x += 0.00137) {
        double derivative = 0;
        double log_cdf = ent_quick_log_cdf(&quick, x, &derivative);
        assert_true(fabs(ent_quick_cdf(&quick, x) - ent_normal_cdf(x)) < 2e-9);
        assert_true(fabs(log_cdf - ent_normal_log_cdf(x)) < 2e-9);
        assert_true(fabs(derivative - ent_normal_density(x) / ent_normal_cdf(x)) < 1e-6);
    }
}

static void its_quantile_agrees_in_the_middle_and_the_tails(void **unused) {
    (void)unused;
    static ent_quick quick;
    ent_quick_fill(&quick);
    for (double p = 1e-9; p < 1; p += 0.000137)
        assert_true(fabs(ent_quick_quantile(&quick, p) - ent_normal_quantile(p)) < 3e-8);
    assert_true(ent_quick_quantile(&quick, 0) == -INFINITY);
    assert_true(ent_quick_quantile(&quick, 1) == INFINITY);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_agrees_everywhere_it_covers),
        cmocka_unit_test(its_short_series_agree_too),
        cmocka_unit_test(its_quantile_agrees_in_the_middle_and_the_tails)};
    return RUN_TESTS(tests);
}
