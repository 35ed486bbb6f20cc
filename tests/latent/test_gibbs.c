/* SPDX-License-Identifier: Apache-2.0 */
/* The sampler: it draws from the posterior (simulation-based calibration), agrees with the grid,
 * and draws the same whatever the threads and however often it is interrupted. */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/normal.h"
#include "entente/latent.h"
#include "latent/support_latent.h"

static const sim_item items[] = {
    {.item = {ENT_LATENT_BINARY, 0, true}, .slope = 1.2, .cut = {0.4}, .once = -1, .missing2 = -1},
    {.item = {ENT_LATENT_ORDERED, 3, true},
     .slope = 0.9,
     .cut = {-0.6, 0.7},
     .once = -1,
     .missing1 = 3,
     .missing2 = 4},
    {.item = {ENT_LATENT_COUNT, 0, true},
     .slope = 0.7,
     .intercept = -0.3,
     .scale = 0.6,
     .once = -1,
     .missing2 = -1},
    {.item = {ENT_LATENT_HURDLE, 0, true},
     .slope = 1,
     .slope2 = 0.6,
     .cut = {0.5},
     .scale = 0.7,
     .once = -1,
     .missing2 = -1}};

static ent_latent_options short_run(void) {
    ent_latent_options options = ent_latent_defaults();
    options.threads = 1;
    options.chains = 2;
    options.burn_in = 20;
    options.draws = 30;
    options.save_every = 7;
    return options;
}

static void it_agrees_with_the_grid(void **unused) {
    (void)unused;
    enum { UNITS = 60, TIMES = 8, NODES = UNITS * TIMES };
    sim s = sim_new(51, UNITS, TIMES, 0.3, items, 4, 0.9);
    ent_error err = {0};
    ent_latent_options options = ent_latent_defaults();
    options.threads = 2;
    options.burn_in = 200;
    options.draws = 2000;
    ent_latent_fit *grid = NULL;
    ent_latent_fit *gibbs = NULL;
    static double mean[2][NODES];
    static double sd[2][NODES];
    assert_ok(ent_latent_fit_grid(&grid, &s.data, &options, &err), &err);
    assert_ok(ent_latent_fit_gibbs(&gibbs, &s.data, &options, &err), &err);
    assert_ok(ent_latent_summary(grid, 0.9, mean[0], sd[0], NULL, NULL, &err), &err);
    assert_ok(ent_latent_summary(gibbs, 0.9, mean[1], sd[1], NULL, NULL, &err), &err);
    double apart = 0;
    double ratio = 0;
    for (size_t n = 0; n < NODES; n++) {
        apart += fabs(mean[0][n] - mean[1][n]) / sd[1][n] / NODES;
        ratio += sd[0][n] / sd[1][n] / NODES;
    }
    /* Monte Carlo error is about 0.07 sd at an effective size of 200, the line's own 0.15. */
    assert_true(apart < 0.25 && ratio > 0.85 && ratio < 1.15);
    for (size_t k = 0; k < 4; k++) {
        ent_latent_item_fit a;
        ent_latent_item_fit b;
        assert_ok(ent_latent_item_of(grid, k, &a, &err), &err);
        assert_ok(ent_latent_item_of(gibbs, k, &b, &err), &err);
        assert_true(fabs(a.slope - b.slope) < 1.5 * b.slope_sd);
    }
    ent_latent_info info = ent_latent_describe(gibbs);
    assert_true(info.rhat > 0.99 && info.rhat < 1.1 && info.ess > 20);
    assert_int_equal(ent_latent_draw_count(gibbs), 4000);
    ent_latent_free(grid);
    ent_latent_free(gibbs);
    sim_free(&s);
}

static float *draws_of(const sim *s, const ent_latent_options *options) {
    ent_error err = {0};
    ent_latent_fit *fit = NULL;
    assert_ok(ent_latent_fit_gibbs(&fit, &s->data, options, &err), &err);
    uint32_t count = ent_latent_draw_count(fit);
    float *draws = calloc(count * s->node_count, sizeof *draws);
    assert_non_null(draws);
    assert_ok(ent_latent_draws(fit, 0, count, NULL, 0, draws, &err), &err);
    ent_latent_free(fit);
    return draws;
}

static void any_number_of_threads_gives_the_same_bits(void **unused) {
    (void)unused;
    sim s = sim_new(52, 20, 5, 0.3, items, 4, 0.9);
    ent_latent_options options = short_run();
    options.levels = 3;
    options.breaks = true;
    float *one = draws_of(&s, &options);
    for (unsigned threads = 2; threads <= 4; threads++) {
        options.threads = threads;
        float *many = draws_of(&s, &options);
        assert_memory_equal(one, many, 60 * s.node_count * sizeof *one);
        free(many);
    }
    free(one);
    sim_free(&s);
}

struct counter {
    size_t calls, stop;
};

static bool count_down(void *context, const ent_latent_progress *progress) {
    struct counter *counter = context;
    if (strcmp(progress->stage, "sample") == 0) counter->calls++;
    return counter->calls < counter->stop;
}

static void an_interrupted_run_goes_on_where_it_was(void **unused) {
    (void)unused;
    sim s = sim_new(53, 20, 5, 0.3, items, 4, 0.9);
    ent_error err = {0};
    ent_latent_options options = short_run();
    float *whole = draws_of(&s, &options);
    options.state = scratch_path("chains");
    struct counter counter = {0, 33};
    options.on_progress = count_down;
    options.context = &counter;
    ent_latent_fit *fit = NULL;
    for (int i = 0; i < 2; i++) { /* in the first chain, then in the second */
        assert_error(ent_latent_fit_gibbs(&fit, &s.data, &options, &err), ENT_ERR_LIMIT, &err,
                     "interrupted");
        counter.calls = 0;
        counter.stop = 40;
    }
    options.on_progress = NULL;
    float *pieces = draws_of(&s, &options);
    assert_memory_equal(whole, pieces, 60 * s.node_count * sizeof *whole);
    free(pieces);
    /* A finished run is prolonged: its draws come first in each chain. */
    options.draws = 40;
    float *longer = draws_of(&s, &options);
    assert_memory_equal(whole, longer, 30 * s.node_count * sizeof *whole);
    assert_memory_equal(whole + 30 * s.node_count, longer + 40 * s.node_count,
                        30 * s.node_count * sizeof *whole);
    free(longer);
    free(whole);
    sim_free(&s);
}

static void a_state_of_other_data_is_refused(void **unused) {
    (void)unused;
    sim s = sim_new(54, 10, 4, 0.3, items, 4, 0.9);
    ent_error err = {0};
    ent_latent_options options = short_run();
    options.state = scratch_path("other");
    free(draws_of(&s, &options));
    ent_latent_fit *fit = NULL;
    options.seed = 2;
    assert_error(ent_latent_fit_gibbs(&fit, &s.data, &options, &err), ENT_ERR_FORMAT, &err,
                 "other data or options");
    options.state = scratch_file("garbage", "not a state", 11);
    assert_error(ent_latent_fit_gibbs(&fit, &s.data, &options, &err), ENT_ERR_FORMAT, &err,
                 "no saved state");
    assert_null(fit);
    sim_free(&s);
}

/* ---- simulation-based calibration ---- */

enum { REPLICATIONS = 120, BINS = 8, KEPT = 63, SBC_UNITS = 6, SBC_TIMES = 4, SBC_ITEMS = 3 };

/* Φ(κ/2) is Beta(2, 2), the middle of three uniform numbers. */
static double draw_cut(ent_random *random) {
    double a = ent_random_uniform(random);
    double b = ent_random_uniform(random);
    double c = ent_random_uniform(random);
    double middle = fmax(fmin(a, b), fmin(fmax(a, b), c));
    return 2 * ent_normal_quantile(middle);
}

static double draw_step_sd(ent_random *random) {
    for (;;) {
        double sd = sqrt(0.02 / ent_random_gamma(random, 2));
        if (sd > 0.02 && sd < 0.8) return sd;
    }
}

/* One replication: parameters from the prior, data from them, draws from the posterior; the rank of
 * the truth among the draws. */
static void replicate(uint32_t r, size_t ranks[3]) {
    ent_random random = ent_random_stream(77, r, 0, 0);
    sim_item drawn[SBC_ITEMS] = {{.once = -1}};
    for (int k = 0; k < SBC_ITEMS; k++)
        drawn[k] = (sim_item){.item = {ENT_LATENT_BINARY, 0, true},
                              .slope = fabs(ent_random_normal(&random)),
                              .cut = {draw_cut(&random)},
                              .once = -1,
                              .missing2 = -1};
    double step_sd = draw_step_sd(&random);
    sim s = sim_new(1000 + r, SBC_UNITS, SBC_TIMES, step_sd, drawn, SBC_ITEMS, 2);
    ent_latent_options options = ent_latent_defaults();
    options.threads = 1;
    options.chains = 1;
    options.burn_in = 60;
    options.draws = KEPT;
    options.thin = 6;
    options.slope_sd = 1;
    options.cut_sd = 2;
    options.seed = r + 1;
    options.tolerance = 0.05;
    float *draws = draws_of(&s, &options);
    const size_t nodes[3] = {0, 9, SBC_UNITS * SBC_TIMES - 1};
    for (int i = 0; i < 3; i++) {
        ranks[i] = 0;
        for (size_t d = 0; d < KEPT; d++)
            ranks[i] += (double)draws[d * s.node_count + nodes[i]] < s.trait[nodes[i]];
    }
    free(draws);
    sim_free(&s);
}

/* Talts et al. (2018): the ranks are uniform. χ² with 7 degrees of freedom passes 26 once in 2,000;
 * autocorrelation of the draws inflates it a little. */
static void ranks_of_the_truth_are_uniform(void **unused) {
    (void)unused;
    size_t bins[3][BINS] = {{0}};
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        size_t ranks[3];
        replicate(r, ranks);
        for (int i = 0; i < 3; i++)
            bins[i][ranks[i] * BINS / (KEPT + 1)]++;
    }
    for (int i = 0; i < 3; i++) {
        double square = 0;
        for (int b = 0; b < BINS; b++) {
            double apart = (double)bins[i][b] - (double)REPLICATIONS / BINS;
            square += apart * apart / ((double)REPLICATIONS / BINS);
        }
        assert_true(square < 26);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_agrees_with_the_grid),
                                       cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
                                       cmocka_unit_test(an_interrupted_run_goes_on_where_it_was),
                                       cmocka_unit_test(a_state_of_other_data_is_refused),
                                       cmocka_unit_test(ranks_of_the_truth_are_uniform)};
    return RUN_TESTS(tests);
}
