/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/support_model.h"

#define MODEL SMALL_DATA "[effects net]\ndensity =\nrecip =\ntransTrip =\n" SMALL_ALGORITHM

static void shares_sum_to_one_and_zero_has_none(void **state) {
    (void)state;
    write_small_data(true);
    ent_saom_setup *setup = read_model(MODEL);
    double share[8];
    ent_error err = {0};
    const double value[] = {4, 4, -1.5, 2, 0};
    for (size_t p = 0; p < 2; p++) {
        assert_ok(ent_saom_importance(setup->model, value, "net", p, share, &err), &err);
        assert_true(share[0] == 0 && share[1] == 0 && share[4] == 0);
        assert_true(fabs(share[2] + share[3] - 1) < 1e-12);
    }
    const double only[] = {4, 4, -1.5, 0, 0};
    assert_ok(ent_saom_importance(setup->model, only, "net", 0, share, &err), &err);
    assert_true(fabs(share[2] - 1) < 1e-12);
    ent_saom_setup_free(setup);
}

/* Two actors, no tie at first: ego chooses the tie with probability e^b / (1 + e^b), so both
 * coefficients' shares follow from their own probabilities. */
static void two_actors_are_as_computed_by_hand(void **state) {
    (void)state;
    write_text("t1.txt", "0 0\n1 0\n");
    write_text("t2.txt", "0 1\n0 0\n");
    write_text("t3.txt", "0 1\n1 0\n");
    ent_saom_setup *setup = read_model("[data]\nwaves = 1 2 3\ngroups = t\n[network net]\n"
                                       "files = t1.txt t3.txt t2.txt\n"
                                       "[effects net]\ndensity =\nrecip =\n");
    const double value[] = {1, 1, -1, 2};
    double share[4];
    ent_error err = {0};
    assert_ok(ent_saom_importance(setup->model, value, "net", 0, share, &err), &err);
    /* actor 1 has no tie and may return one: u = −1 + 2; actor 2 may drop its own: u = 1 */
    double logistic[] = {1 / (1 + exp(-1.0)), 1 / (1 + exp(1.0)), 1 / (1 + exp(-2.0)), 0.5};
    double first_density = fabs(logistic[0] - logistic[2]);
    double first_recip = fabs(logistic[0] - logistic[1]);
    double want = 0.5 * first_density / (first_density + first_recip) + 0.5;
    assert_true(fabs(share[2] - want) < 1e-12);
    ent_saom_setup_free(setup);
}

static void only_networks_have_choices(void **state) {
    (void)state;
    write_small_data(true);
    ent_saom_setup *setup = read_model(MODEL);
    double share[8];
    const double value[8] = {1, 1};
    ent_error err = {0};
    assert_error(ent_saom_importance(setup->model, value, "nat", 0, share, &err), ENT_ERR_USAGE,
                 &err, "no dependent network nat");
    assert_error(ent_saom_importance(setup->model, value, "net", 2, share, &err), ENT_ERR_USAGE,
                 &err, "period 3 of 2");
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shares_sum_to_one_and_zero_has_none),
                                       cmocka_unit_test(two_actors_are_as_computed_by_hand),
                                       cmocka_unit_test(only_networks_have_choices)};
    return RUN_TESTS(tests);
}
