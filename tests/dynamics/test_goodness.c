/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/support_model.h"

static const ent_saom_simulation how = {.seed = 4, .count = 200, .conditional = true, .threads = 1};

/* What the fit was made to reproduce is reproduced. */
static ent_status count_ties(void *context, const ent_saom_outcome *outcome, double *out,
                             ent_error *err) {
    (void)context;
    (void)err;
    out[0] = (double)outcome->ties;
    return ENT_OK;
}

static void a_fitted_statistic_fits_and_a_wrong_model_does_not(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    ent_saom_fit *fit = fit_of(setup);
    ent_saom_goodness *own = NULL;
    ent_error err = {0};
    assert_ok(ent_saom_goodness_own(setup->model, fit->estimate, &how, "net", "ties", 1, count_ties,
                                    NULL, &own, &err),
              &err);
    assert_true(own->p > 0.1);
    ent_saom_goodness_free(own);
    /* A wrong density shows in the number of ties once there is time for it: the two basic rates,
     * which come first, are raised as well. */
    ent_saom_simulation timed = how;
    timed.conditional = false;
    for (size_t period = 0; period < 2; period++)
        fit->estimate[period] *= 5;
    fit->estimate[parameter_named(setup->model, "density")] += 4;
    assert_ok(ent_saom_goodness_own(setup->model, fit->estimate, &timed, "net", "ties", 1,
                                    count_ties, NULL, &own, &err),
              &err);
    assert_true(own->p < 0.02);
    ent_saom_goodness_free(own);
    ent_saom_fit_free(fit);
    ent_saom_setup_free(setup);
}

/* The distance of one statistic is its squared deviation in standard deviations. */
static void one_level_has_a_distance_by_hand(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    const double value[] = {3, 3, -1, 1, 0, 0};
    ent_saom_goodness *own = NULL;
    ent_error err = {0};
    double mean = 0;
    double square = 0;
    assert_ok(ent_saom_goodness_own(setup->model, value, &how, "net", "ties", 1, count_ties, NULL,
                                    &own, &err),
              &err);
    for (size_t s = 0; s < own->simulations; s++)
        mean += own->simulated[s] / (double)own->simulations;
    for (size_t s = 0; s < own->simulations; s++)
        square += pow(own->simulated[s] - mean, 2) / (double)(own->simulations - 1);
    double want = pow(own->observed[0] - mean, 2) / square;
    assert_true(fabs(own->distance - want) < 1e-9 * (1 + want));
    ent_saom_goodness_free(own);
    ent_saom_setup_free(setup);
}

static void each_kind_runs_for_its_variables(void **state) {
    (void)state;
    for (int directed = 0; directed < 2; directed++) {
        write_small_data(directed == 1);
        char text[512];
        snprintf(text, sizeof text, SMALL_DATA "directed = %s\n[effects net]\ndensity =\n",
                 directed ? "yes" : "no");
        ent_saom_setup *setup = read_model(text);
        const double value[] = {3, 3, -0.5};
        for (int kind = 0; kind < ENT_SAOM_AUXILIARIES; kind++) {
            ent_saom_goodness *own = NULL;
            ent_error err = {0};
            ent_status status = ent_saom_goodness_new(setup->model, value, &how, "net",
                                                      (ent_saom_auxiliary)kind, &own, &err);
            bool goes = kind != ENT_SAOM_VALUES && (kind != ENT_SAOM_CLIQUES || !directed);
            assert_int_equal(status, goes ? ENT_OK : ENT_ERR_USAGE);
            if (!goes) continue;
            assert_true(own->p >= 0 && own->p <= 1 && own->distance >= 0);
            ent_saom_goodness_free(own);
        }
        ent_saom_setup_free(setup);
    }
}

static void violins_are_svg_with_what_was_observed(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    const double value[] = {3, 3, -1, 1, 0, 0};
    ent_saom_goodness *own = NULL;
    char *svg = NULL;
    ent_error err = {0};
    assert_ok(ent_saom_goodness_new(setup->model, value, &how, "net", ENT_SAOM_TRIADS, &own, &err),
              &err);
    assert_ok(
        ent_saom_goodness_svg((const ent_saom_goodness *const *)&own, 1, "a <b> & c", &svg, &err),
        &err);
    assert_int_equal(strncmp(svg, "<svg ", 5), 0);
    assert_non_null(strstr(svg, "a &lt;b&gt; &amp; c"));
    assert_non_null(strstr(svg, ">030T</text>"));
    assert_null(strstr(svg, "nan"));
    assert_non_null(strstr(svg, "</svg>\n"));
    free(svg);
    ent_saom_goodness_free(own);
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fitted_statistic_fits_and_a_wrong_model_does_not),
        cmocka_unit_test(one_level_has_a_distance_by_hand),
        cmocka_unit_test(each_kind_runs_for_its_variables),
        cmocka_unit_test(violins_are_svg_with_what_was_observed)};
    return RUN_TESTS(tests);
}
