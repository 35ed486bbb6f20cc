/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/support_model.h"

static void one_parameter_is_the_squared_ratio(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    ent_saom_fit *fit = fit_of(setup);
    ent_error err = {0};
    ent_saom_test test;
    size_t k = parameter_named(setup->model, "recip");
    double z = fit->estimate[k] / fit->se[k];
    assert_ok(ent_saom_wald(fit, &k, 1, NULL, &test, &err), &err);
    assert_true(fabs(test.statistic - z * z) < 1e-9 * z * z);
    assert_true(fabs(test.one_sided - z) < 1e-9 * fabs(z));
    assert_ok(ent_saom_wald(fit, &k, 1, &fit->estimate[k], &test, &err), &err);
    assert_true(test.statistic == 0 && test.p == 1);
    ent_saom_fit_free(fit);
    ent_saom_setup_free(setup);
}

/* Uncorrelated estimates: the sum of the squared ratios. */
static void several_add_up_when_uncorrelated(void **state) {
    (void)state;
    bool estimated[2] = {true, true};
    double estimate[2] = {3, -2};
    double covariance[4] = {4, 0, 0, 1};
    ent_saom_fit fit = {
        .parameters = 2, .estimated = estimated, .estimate = estimate, .covariance = covariance};
    size_t both[2] = {0, 1};
    ent_error err = {0};
    ent_saom_test test;
    assert_ok(ent_saom_wald(&fit, both, 2, NULL, &test, &err), &err);
    assert_true(fabs(test.statistic - 6.25) < 1e-12);
    assert_int_equal(test.df, 2);
    assert_true(fabs(test.p - exp(-6.25 / 2)) < 1e-12);
}

static void what_cannot_be_tested_is_said(void **state) {
    (void)state;
    bool estimated[2] = {true, false};
    double estimate[2] = {1, 1};
    double covariance[4] = {0};
    ent_saom_fit fit = {
        .parameters = 2, .estimated = estimated, .estimate = estimate, .covariance = covariance};
    size_t which[2] = {0, 1};
    ent_error err = {0};
    ent_saom_test test;
    assert_error(ent_saom_wald(&fit, which, 0, NULL, &test, &err), ENT_ERR_USAGE, &err, "expected");
    assert_error(ent_saom_wald(&fit, which, 2, NULL, &test, &err), ENT_ERR_USAGE, &err,
                 "parameter 2 was not estimated");
    assert_error(ent_saom_wald(&fit, which, 1, NULL, &test, &err), ENT_ERR_USAGE, &err, "singular");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_parameter_is_the_squared_ratio),
                                       cmocka_unit_test(several_add_up_when_uncorrelated),
                                       cmocka_unit_test(what_cannot_be_tested_is_said)};
    return RUN_TESTS(tests);
}
