/* SPDX-License-Identifier: Apache-2.0 */
/* R̂ and effective sample size on chains whose answer is known. */
#include "support.h"

#include <math.h>

#include "latent/gibbs.h"

enum { CHAINS = 4, DRAWS = 2000 };
static float values[CHAINS * DRAWS];
static double room[3 * CHAINS * DRAWS];

/* AR(1) chains of unit variance, each with its own mean and scale. */
static void fill(double carry, double apart, double scale) {
    for (uint32_t c = 0; c < CHAINS; c++) {
        ent_random random = ent_random_stream(7, c, 0, 0);
        double x = ent_random_normal(&random);
        for (size_t i = 0; i < DRAWS; i++) {
            x = carry * x + sqrt(1 - carry * carry) * ent_random_normal(&random);
            values[c * DRAWS + i] = (float)(x * (c == 0 ? scale : 1) + (c == 0 ? apart : 0));
        }
    }
}

static void independent_draws_count_in_full(void **unused) {
    (void)unused;
    double rhat = 0;
    double ess = 0;
    fill(0, 0, 1);
    ent_converge(values, 1, CHAINS, DRAWS, room, &rhat, &ess);
    assert_true(rhat < 1.003);
    assert_true(ess > 0.9 * CHAINS * DRAWS && ess < 1.15 * CHAINS * DRAWS);
}

static void correlated_draws_count_for_less(void **unused) {
    (void)unused;
    double rhat = 0;
    double ess = 0;
    fill(0.8, 0, 1);
    ent_converge(values, 1, CHAINS, DRAWS, room, &rhat, &ess);
    double expected = CHAINS * DRAWS * (1 - 0.8) / (1 + 0.8);
    assert_true(fabs(ess / expected - 1) < 0.25); /* its own error is about a tenth */
}

static void chains_apart_and_chains_of_other_width_show(void **unused) {
    (void)unused;
    double rhat = 0;
    double ess = 0;
    fill(0, 1, 1);
    ent_converge(values, 1, CHAINS, DRAWS, room, &rhat, &ess);
    assert_true(rhat > 1.05 && ess < 200);
    fill(0, 0, 4); /* same mean: only the folded R̂ sees it */
    ent_converge(values, 1, CHAINS, DRAWS, room, &rhat, &ess);
    assert_true(rhat > 1.05);
}

static void constant_chains_have_converged(void **unused) {
    (void)unused;
    double rhat = 0;
    double ess = 0;
    for (size_t i = 0; i < (size_t)CHAINS * DRAWS; i++)
        values[i] = 3;
    ent_converge(values, 1, CHAINS, DRAWS, room, &rhat, &ess);
    assert_true(rhat == 1 && isfinite(ess));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(independent_draws_count_in_full),
        cmocka_unit_test(correlated_draws_count_for_less),
        cmocka_unit_test(chains_apart_and_chains_of_other_width_show),
        cmocka_unit_test(constant_chains_have_converged)};
    return RUN_TESTS(tests);
}
