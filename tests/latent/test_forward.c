/* SPDX-License-Identifier: Apache-2.0 */
/* The prior of a path, where a unit was not observed: what is not seen comes out as it went in. */
#include "support.h"

#include <math.h>

#include "entente/latent.h"
#include "latent/support_latent.h"

enum { UNITS = 8, TIMES = 6 };

static const sim_item item = {
    .item = {ENT_LATENT_BINARY, 0, true}, .slope = 1.2, .cut = {0.2}, .once = -1, .missing2 = -1};

static ent_latent_options walk(double hold_sd) {
    ent_latent_options options = ent_latent_defaults();
    options.threads = 1;
    options.start_mean = 0.5;
    options.start_sd = 1.2;
    options.step_sd_min = 0.4;
    options.step_sd_max = 0.4;
    options.hold_sd = hold_sd;
    options.parameter_draws = 0;
    options.chains = 1;
    options.burn_in = 50;
    options.draws = 4000;
    return options;
}

/* Eight units of which the last was never seen. */
static sim unseen_last(void) {
    sim s = sim_new(5, UNITS, TIMES, 0.4, &item, 1, 1);
    size_t end = s.row[(UNITS - 1) * TIMES];
    for (size_t n = (UNITS - 1) * TIMES; n <= (size_t)UNITS * TIMES; n++)
        s.row[n] = end;
    return s;
}

/* Variances of a walk of TIMES steps whose later places have the prior N(m, hold²) too: from
 * filtering forward and backward, precisions being added. */
static void variances_of(const ent_latent_options *options, double out[TIMES]) {
    double hold = options->hold_sd > 0 ? 1 / (options->hold_sd * options->hold_sd) : 0;
    double step = options->step_sd_min * options->step_sd_min;
    double forward[TIMES];
    double backward[TIMES]; /* precision from what comes after */
    forward[0] = 1 / (options->start_sd * options->start_sd);
    for (size_t t = 1; t < TIMES; t++)
        forward[t] = 1 / (1 / forward[t - 1] + step) + hold;
    backward[TIMES - 1] = 0;
    for (size_t t = TIMES - 1; t-- > 0;) {
        double after = backward[t + 1] + hold;
        backward[t] = after > 0 ? 1 / (1 / after + step) : 0;
    }
    for (size_t t = 0; t < TIMES; t++)
        out[t] = 1 / (forward[t] + backward[t]);
}

typedef ent_status (*estimator)(ent_latent_fit **, const ent_latent_data *,
                                const ent_latent_options *, ent_error *);

static void assert_prior(estimator fit_by, double hold_sd, double within) {
    sim s = unseen_last();
    ent_latent_options options = walk(hold_sd);
    ent_latent_fit *fit = NULL;
    ent_error err = {0};
    double mean[UNITS * TIMES];
    double sd[UNITS * TIMES];
    double variance[TIMES];
    assert_ok(fit_by(&fit, &s.data, &options, &err), &err);
    assert_ok(ent_latent_summary(fit, 0.9, mean, sd, NULL, NULL, &err), &err);
    variances_of(&options, variance);
    for (size_t t = 0; t < TIMES; t++) {
        size_t n = (UNITS - 1) * TIMES + t;
        assert_true(fabs(mean[n] - options.start_mean) < within * sqrt(variance[t]));
        assert_true(fabs(sd[n] / sqrt(variance[t]) - 1) < within);
    }
    ent_latent_free(fit);
    sim_free(&s);
}

static void an_unseen_unit_walks_away_freely(void **unused) {
    (void)unused;
    assert_prior(ent_latent_fit_grid, 0, 0.01);  /* the grid */
    assert_prior(ent_latent_fit_gibbs, 0, 0.06); /* 4000 draws that do not depend on each other */
}

static void an_unseen_unit_that_is_held_stays_near_the_middle(void **unused) {
    (void)unused;
    assert_prior(ent_latent_fit_grid, 1, 0.01);
    assert_prior(ent_latent_fit_gibbs, 1, 0.06);
}

static void holding_draws_a_line_together(void **unused) {
    (void)unused;
    double spread[2] = {0};
    for (int held = 0; held < 2; held++) {
        sim s = sim_new(5, UNITS, TIMES, 0.4, &item, 1, 1);
        ent_latent_options options = walk(held ? 0.5 : 0);
        ent_latent_fit *fit = NULL;
        ent_error err = {0};
        double mean[UNITS * TIMES];
        assert_ok(ent_latent_fit_grid(&fit, &s.data, &options, &err), &err);
        assert_ok(ent_latent_summary(fit, 0.9, mean, NULL, NULL, NULL, &err), &err);
        for (size_t n = 0; n < (size_t)UNITS * TIMES; n++)
            spread[held] += (mean[n] - options.start_mean) * (mean[n] - options.start_mean);
        ent_latent_free(fit);
        sim_free(&s);
    }
    assert_true(spread[1] < 0.6 * spread[0]);
}

static void holding_goes_with_a_fixed_step_only(void **unused) {
    (void)unused;
    sim s = unseen_last();
    ent_latent_fit *fit = NULL;
    ent_error err = {0};
    ent_latent_options options = walk(1);
    options.step_sd_max = 0.5;
    assert_error(ent_latent_fit_grid(&fit, &s.data, &options, &err), ENT_ERR_USAGE, &err,
                 "hold_sd: expected one level of a fixed step and no breaks");
    options = walk(1);
    options.breaks = true;
    assert_error(ent_latent_fit_gibbs(&fit, &s.data, &options, &err), ENT_ERR_USAGE, &err,
                 "hold_sd: expected one level of a fixed step and no breaks");
    options = walk(-1);
    assert_error(ent_latent_fit_grid(&fit, &s.data, &options, &err), ENT_ERR_USAGE, &err,
                 "hold_sd");
    assert_null(fit);
    sim_free(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unseen_unit_walks_away_freely),
        cmocka_unit_test(an_unseen_unit_that_is_held_stays_near_the_middle),
        cmocka_unit_test(holding_draws_a_line_together),
        cmocka_unit_test(holding_goes_with_a_fixed_step_only),
    };
    return RUN_TESTS(tests);
}
