/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/support_model.h"

static const ent_saom_sampling how = {.seed = 5, .count = 400, .conditional = true, .threads = 1};

/* Mostly ties made in the first period, mostly ties lost in the second: density must differ. */
static void opposite_periods_are_told_apart(void **state) {
    (void)state;
    write_text("h1.txt", "0 0 0 0 0 0\n0 0 0 0 0 0\n1 0 0 0 0 0\n0 0 0 0 0 1\n0 1 0 0 0 0\n"
                         "1 0 0 0 0 0\n");
    write_text("h2.txt", "0 1 1 0 1 0\n1 0 1 1 0 0\n1 0 0 1 1 1\n0 1 0 0 0 0\n1 1 0 0 0 1\n"
                         "0 0 1 1 0 0\n");
    write_text("h3.txt", "0 0 0 0 0 1\n0 0 0 0 0 0\n1 0 0 0 0 0\n0 1 0 0 0 0\n0 0 0 0 0 0\n"
                         "1 0 0 0 0 0\n");
    ent_saom_setup *setup = read_model("[data]\nwaves = 1 2 3\n[network net]\nfiles = h{wave}.txt\n"
                                       "[effects net]\ndensity =\n" SMALL_ALGORITHM);
    ent_saom_fit *fit = fit_of(setup);
    ent_saom_test overall;
    ent_saom_test by[8];
    ent_error err = {0};
    assert_ok(ent_saom_heterogeneity(setup->model, fit, &how, &overall, by, &err), &err);
    assert_int_equal(overall.df, 1);
    assert_true(overall.p < 0.01);
    size_t density = parameter_named(setup->model, "density");
    assert_true(by[density].statistic == overall.statistic);
    assert_int_equal(by[0].df, 0);
    ent_saom_fit_free(fit);
    ent_saom_setup_free(setup);
}

static void one_period_cannot_differ(void **state) {
    (void)state;
    write_small_data(true);
    ent_saom_setup *setup =
        read_model("[data]\nwaves = 1 2\n[network net]\nfiles = small{wave}.txt\n"
                   "[effects net]\ndensity =\n" SMALL_ALGORITHM);
    ent_saom_fit *fit = fit_of(setup);
    ent_saom_test overall;
    ent_error err = {0};
    assert_error(ent_saom_heterogeneity(setup->model, fit, &how, &overall, NULL, &err),
                 ENT_ERR_USAGE, &err, "expected two periods or more");
    ent_saom_fit_free(fit);
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(opposite_periods_are_told_apart),
                                       cmocka_unit_test(one_period_cannot_differ)};
    return RUN_TESTS(tests);
}
