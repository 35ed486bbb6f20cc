/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/support_model.h"

/* A parameter held where it would be estimated is not rejected, and one held far off is, in the
 * right direction; one step goes most of the way back. */
static void a_parameter_far_off_is_found(void **state) {
    (void)state;
    ent_saom_setup *free_one = small_model();
    ent_saom_fit *full = fit_of(free_one);
    size_t recip = parameter_named(free_one->model, "recip");
    const double held[] = {full->estimate[recip], full->estimate[recip] - 3};
    for (int k = 0; k < 2; k++) {
        char text[1024];
        snprintf(text, sizeof text,
                 SMALL_DATA "[effects net]\ndensity =\nrecip = test %.10f\n" SMALL_ALGORITHM,
                 held[k]);
        ent_saom_setup *setup = read_model(text);
        ent_saom_fit *fit = fit_of(setup);
        ent_saom_sampling how = {.seed = 5, .count = 500, .conditional = true, .threads = 1};
        ent_saom_test test;
        double step[8];
        ent_error err = {0};
        size_t own = parameter_named(setup->model, "recip");
        assert_ok(ent_saom_score_test(setup->model, fit, &how, &own, 1, &test, step, &err), &err);
        assert_int_equal(test.df, 1);
        if (k == 0) assert_true(test.p > 0.2);
        if (k == 1) assert_true(test.p < 0.001 && test.one_sided > 0 && step[own] > held[1] + 0.5);
        ent_saom_fit_free(fit);
        ent_saom_setup_free(setup);
    }
    ent_saom_fit_free(full);
    ent_saom_setup_free(free_one);
}

static void only_fixed_parameters_are_tested(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    ent_saom_fit *fit = fit_of(setup);
    ent_saom_sampling how = {.count = 50, .conditional = true, .threads = 1};
    ent_saom_test test;
    ent_error err = {0};
    size_t own = parameter_named(setup->model, "recip");
    assert_error(ent_saom_score_test(setup->model, fit, &how, &own, 1, &test, NULL, &err),
                 ENT_ERR_USAGE, &err, "is not one held fixed");
    assert_error(ent_saom_score_test(setup->model, fit, &how, &own, 0, &test, NULL, &err),
                 ENT_ERR_USAGE, &err, "expected a parameter");
    ent_saom_fit_free(fit);
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_parameter_far_off_is_found),
                                       cmocka_unit_test(only_fixed_parameters_are_tested)};
    return RUN_TESTS(tests);
}
