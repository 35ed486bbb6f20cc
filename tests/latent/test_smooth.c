/* SPDX-License-Identifier: Apache-2.0 */
/* Smoothing on the grid against what can be computed otherwise: the Kalman smoother for reals,
 * brute force for two times, the prior where nothing was observed. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/normal.h"
#include "latent/smooth.h"
#include "latent/support_latent.h"

static const ent_grid grid = {-8, 0.1, 160};

static void start(ent_smoother *smoother, ent_observed **observed, const ent_latent_data *data,
                  const double *parameters, const ent_dynamics *dynamics) {
    ent_error err = {0};
    assert_ok(ent_observed_new(observed, data, true, NULL, &err), &err);
    assert_ok(ent_smoother_new(smoother, *observed, grid, 1, &err), &err);
    assert_ok(ent_smoother_pass(smoother, parameters, NULL, dynamics, &err), &err);
    /* Again in windows fitted to what was found. */
    assert_ok(ent_smoother_fit_windows(smoother, 7, &err), &err);
    assert_ok(ent_smoother_pass(smoother, parameters, NULL, dynamics, &err), &err);
}

static void nothing_observed_is_the_prior(void **unused) {
    (void)unused;
    const ent_latent_item item = {.type = ENT_LATENT_BINARY};
    const ent_latent_spell spell = {0, 3, 6};
    const size_t row[7] = {0};
    const ent_latent_data data = {1, &item, 1, &spell, row, NULL, NULL};
    const ent_dynamics dynamics = {
        .start_sd = 1, .levels = 1, .sd = {0.3}, .weight = {1}, .break_sd = 1};
    const double parameters[] = {1, 0};
    ent_smoother smoother;
    ent_observed *observed = NULL;
    start(&smoother, &observed, &data, parameters, &dynamics);
    for (size_t t = 0; t < 6; t++) {
        assert_true(fabs(smoother.mean[t]) < 1e-5);
        assert_true(fabs(smoother.variance[t] - (1 + 0.09 * (double)t)) < 1e-4);
    }
    assert_true(fabs(smoother.log_likelihood[0]) < 1e-4);
    ent_smoother_free(&smoother);
    ent_observed_free(observed);
}

/* The Kalman filter and the Rauch–Tung–Striebel smoother. */
static double kalman(size_t n, const double *y, const double *p, double sd, double *mean,
                     double *variance) {
    double filtered[32];
    double spread[32];
    double log_likelihood = 0;
    double m = 0;
    double v = 1;
    for (size_t t = 0; t < n; t++) {
        if (t > 0) v += sd * sd;
        double omega = exp(2 * p[ENT_LOG_SCALE]);
        double predicted = p[ENT_SLOPE] * p[ENT_SLOPE] * v + omega;
        double error = y[t] - p[ENT_INTERCEPT] - p[ENT_SLOPE] * m;
        log_likelihood -= (log(2 * M_PI * predicted) + error * error / predicted) / 2;
        m += v * p[ENT_SLOPE] / predicted * error;
        v = v * omega / predicted;
        filtered[t] = mean[t] = m;
        spread[t] = variance[t] = v;
    }
    for (size_t t = n - 1; t-- > 0;) {
        double gain = spread[t] / (spread[t] + sd * sd);
        mean[t] = filtered[t] + gain * (mean[t + 1] - filtered[t]);
        variance[t] = spread[t] + gain * gain * (variance[t + 1] - spread[t] - sd * sd);
    }
    return log_likelihood;
}

static void one_real_item_is_the_kalman_smoother(void **unused) {
    (void)unused;
    enum { TIMES = 20 };
    const sim_item item = {.item = {ENT_LATENT_CONTINUOUS, 0, true},
                           .slope = 0.9,
                           .scale = 0.8,
                           .once = -1,
                           .missing2 = -1};
    sim s = sim_new(3, 1, TIMES, 0.3, &item, 1, 2);
    const ent_dynamics dynamics = {
        .start_sd = 1, .levels = 1, .sd = {0.3}, .weight = {1}, .break_sd = 1};
    const double parameters[] = {0.9, 0.1, log(0.8)};
    ent_smoother smoother;
    ent_observed *observed = NULL;
    double y[TIMES];
    double mean[TIMES];
    double variance[TIMES];
    start(&smoother, &observed, &s.data, parameters, &dynamics);
    for (size_t t = 0; t < TIMES; t++)
        y[t] = observed->real[t].value;
    double log_likelihood = kalman(TIMES, y, parameters, 0.3, mean, variance);
    for (size_t t = 0; t < TIMES; t++) {
        assert_true(fabs(smoother.mean[t] - mean[t]) < 1e-4); /* single precision */
        assert_true(fabs(smoother.variance[t] / variance[t] - 1) < 1e-3);
    }
    assert_true(fabs(smoother.log_likelihood[0] - log_likelihood) < 1e-4);
    ent_smoother_free(&smoother);
    ent_observed_free(observed);
    sim_free(&s);
}

/* Two nodes with a binary answer each: a double sum over a fine grid, of a mixture of steps. */
struct pair {
    double p, mean1, mean2, broke;
    double level[2];
};

static struct pair brute(const double *parameters, int y1, int y2, const ent_dynamics *dynamics) {
    struct pair sum = {0};
    const double h = 0.02;
    for (double a = -7; a <= 7; a += h)
        for (double b = -7; b <= 7; b += h) {
            double seen = ent_normal_cdf((2 * y1 - 1) * (parameters[0] * a - parameters[1])) *
                          ent_normal_cdf((2 * y2 - 1) * (parameters[0] * b - parameters[1]));
            double wide = ent_normal_density((b - a) / dynamics->break_sd) / dynamics->break_sd;
            for (unsigned l = 0; l < dynamics->levels; l++) {
                double sd = dynamics->sd[l];
                double here = dynamics->weight[l] * h * h * ent_normal_density(a) * seen;
                double broken = here * dynamics->break_probability * wide;
                double whole = here * (1 - dynamics->break_probability) *
                               ent_normal_density((b - a) / sd) / sd;
                sum.p += broken + whole;
                sum.level[l] += broken + whole;
                sum.broke += broken;
                sum.mean1 += (broken + whole) * a;
                sum.mean2 += (broken + whole) * b;
            }
        }
    return sum;
}

static void two_answers_agree_with_brute_force(void **unused) {
    (void)unused;
    const ent_latent_item item = {.type = ENT_LATENT_BINARY, .positive = true};
    const ent_latent_spell spell = {0, 0, 2};
    const size_t row[3] = {0, 1, 2};
    const uint32_t which[2] = {0, 0};
    const double value[2] = {1, 0};
    const ent_latent_data data = {1, &item, 1, &spell, row, which, value};
    const ent_dynamics dynamics = {.start_sd = 1,
                                   .levels = 2,
                                   .sd = {0.2, 0.5},
                                   .weight = {0.7, 0.3},
                                   .break_sd = 1,
                                   .break_probability = 0.1};
    const double parameters[] = {2.5, 0.4};
    ent_smoother smoother;
    ent_observed *observed = NULL;
    start(&smoother, &observed, &data, parameters, &dynamics);
    struct pair want = brute(parameters, 1, 0, &dynamics);
    assert_true(fabs(smoother.log_likelihood[0] - log(want.p)) < 1e-4);
    assert_true(fabs(smoother.mean[0] - want.mean1 / want.p) < 1e-4);
    assert_true(fabs(smoother.mean[1] - want.mean2 / want.p) < 1e-4);
    assert_true(fabs(smoother.broke[1] - want.broke / want.p) < 1e-4);
    assert_true(fabs(smoother.level[0] - want.level[0] / want.p) < 1e-4);
    ent_smoother_free(&smoother);
    ent_observed_free(observed);
}

/* A step shorter than the grid's keeps its variance over many steps. */
static void steps_below_the_grid_keep_their_variance(void **unused) {
    (void)unused;
    const ent_latent_item item = {.type = ENT_LATENT_BINARY};
    const ent_latent_spell spell = {0, 0, 50};
    const size_t row[51] = {0};
    const ent_latent_data data = {1, &item, 1, &spell, row, NULL, NULL};
    const ent_dynamics dynamics = {
        .start_sd = 1, .levels = 1, .sd = {0.04}, .weight = {1}, .break_sd = 1};
    const double parameters[] = {1, 0};
    ent_smoother smoother;
    ent_observed *observed = NULL;
    start(&smoother, &observed, &data, parameters, &dynamics);
    assert_true(fabs(smoother.variance[49] - (1 + 49 * 0.0016)) < 1e-3);
    assert_true(fabs(smoother.squares[0] - 49 * 0.0016) < 1e-4);
    ent_smoother_free(&smoother);
    ent_observed_free(observed);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_observed_is_the_prior),
                                       cmocka_unit_test(one_real_item_is_the_kalman_smoother),
                                       cmocka_unit_test(two_answers_agree_with_brute_force),
                                       cmocka_unit_test(steps_below_the_grid_keep_their_variance)};
    return RUN_TESTS(tests);
}
