/* SPDX-License-Identifier: Apache-2.0 */
/* Predictions of cells: probabilities that add up, and that hidden cells bear out. */
#include "support.h"

#include <math.h>
#include <stdlib.h>

#include "entente/latent.h"
#include "latent/support_latent.h"

enum { UNITS = 150, TIMES = 8, NODES = UNITS * TIMES };

static const sim_item items[] = {
    {.item = {ENT_LATENT_BINARY, 0, true}, .slope = 1.4, .once = -1, .missing2 = -1},
    {.item = {ENT_LATENT_ORDERED, 3, true},
     .slope = 1,
     .cut = {-0.5, 0.8},
     .once = -1,
     .missing2 = -1},
    {.item = {ENT_LATENT_COUNT, 0, true}, .slope = 0.6, .scale = 0.5, .once = -1, .missing2 = -1},
    {.item = {ENT_LATENT_CONTINUOUS, 0, true},
     .slope = 1,
     .intercept = 5,
     .scale = 1,
     .once = -1,
     .missing2 = -1},
    {.item = {ENT_LATENT_HURDLE, 0, true},
     .slope = 1,
     .slope2 = 0.5,
     .cut = {0.3},
     .scale = 0.6,
     .once = -1,
     .missing2 = -1}};

static ent_latent_fit *fit_of(const sim *s) {
    ent_error err = {0};
    ent_latent_fit *fit = NULL;
    ent_latent_options options = ent_latent_defaults();
    options.threads = 2;
    options.parameter_draws = 4;
    options.parameter_sweeps = 0;
    assert_ok(ent_latent_fit_grid(&fit, &s->data, &options, &err), &err);
    return fit;
}

static double score(const ent_latent_fit *fit, size_t node, uint32_t item, double value) {
    ent_error err = {0};
    double log_score = 0;
    assert_ok(ent_latent_predict(fit, 1, &node, &item, &value, &log_score, NULL, &err), &err);
    return exp(log_score);
}

static void probabilities_add_up(void **unused) {
    (void)unused;
    sim s = sim_new(41, UNITS, TIMES, 0.3, items, 5, 0.8);
    ent_latent_fit *fit = fit_of(&s);
    double sum = 0;
    for (int c = 0; c < 3; c++)
        sum += score(fit, 17, 1, c);
    assert_true(fabs(sum - 1) < 1e-6);
    sum = 0;
    for (int c = 0; c < 400; c++)
        sum += score(fit, 17, 2, c);
    assert_true(fabs(sum - 1) < 1e-3);
    sum = 0;
    for (double y = -10; y < 20; y += 0.01)
        sum += 0.01 * score(fit, 17, 3, y);
    assert_true(fabs(sum - 1) < 1e-3);
    sum = score(fit, 17, 4, 0);
    for (double y = 0.005; y < 100; y += 0.01)
        sum += 0.01 * score(fit, 17, 4, y);
    assert_true(fabs(sum - 1) < 1e-2);
    ent_latent_free(fit);
    sim_free(&s);
}

/* A fifth of the cells is hidden at random: of those said to be positive with probability p, a
 * share near p is. */
static void hidden_cells_bear_predictions_out(void **unused) {
    (void)unused;
    sim shown = sim_new(42, UNITS, TIMES, 0.3, items, 5, 0.8);
    sim all = sim_new(42, UNITS, TIMES, 0.3, items, 5, 2);
    ent_error err = {0};
    ent_latent_fit *fit = fit_of(&shown);
    double expected = 0;
    double happened = 0;
    double brier = 0;
    double base = 0;
    double cells = 0;
    for (size_t n = 0; n < NODES; n++) {
        bool seen = false;
        for (size_t o = shown.row[n]; o < shown.row[n + 1]; o++)
            seen = seen || shown.item[o] == 0;
        if (seen) continue;
        uint32_t item = 0;
        double positive = 0;
        double value = all.value[all.row[n]];
        assert_ok(ent_latent_predict(fit, 1, &n, &item, NULL, NULL, &positive, &err), &err);
        expected += positive;
        happened += value;
        brier += (positive - value) * (positive - value);
        base += 0.25;
        cells++;
    }
    assert_true(cells > 150);
    assert_true(fabs(expected - happened) < 4 * sqrt(cells) / 2); /* four standard errors */
    assert_true(brier < 0.85 * base);
    ent_latent_free(fit);
    sim_free(&shown);
    sim_free(&all);
}

static void impossible_cells_are_refused(void **unused) {
    (void)unused;
    sim s = sim_new(43, 10, 3, 0.3, items, 5, 0.8);
    ent_error err = {0};
    ent_latent_fit *fit = fit_of(&s);
    size_t node = 30;
    uint32_t item = 0;
    double value = 2;
    double out = 0;
    assert_error(ent_latent_predict(fit, 1, &node, &item, NULL, NULL, &out, &err), ENT_ERR_USAGE,
                 &err, "no such node");
    node = 0;
    assert_error(ent_latent_predict(fit, 1, &node, &item, &value, &out, NULL, &err), ENT_ERR_USAGE,
                 &err, "expected 0 or 1");
    ent_latent_free(fit);
    sim_free(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(probabilities_add_up),
                                       cmocka_unit_test(hidden_cells_bear_predictions_out),
                                       cmocka_unit_test(impossible_cells_are_refused)};
    return RUN_TESTS(tests);
}
