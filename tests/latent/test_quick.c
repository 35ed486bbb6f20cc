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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_agrees_everywhere_it_covers)};
    return RUN_TESTS(tests);
}
