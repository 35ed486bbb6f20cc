/* SPDX-License-Identifier: Apache-2.0 */
/* Joint draws: their moments are those of the posterior, and they go together. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/latent.h"
#include "latent/support_latent.h"

enum { UNITS = 12, TIMES = 6, NODES = UNITS * TIMES, DRAWS = 1600 };

static ent_latent_fit *fit_of(unsigned threads, unsigned parameter_draws) {
    const sim_item items[] = {
        {.item = {ENT_LATENT_BINARY, 0, true}, .slope = 1.2, .once = -1, .missing2 = -1},
        {.item = {ENT_LATENT_CONTINUOUS, 0, true},
         .slope = 0.8,
         .scale = 1,
         .once = -1,
         .missing2 = -1}};
    sim s = sim_new(31, UNITS, TIMES, 0.3, items, 2, 0.8);
    ent_error err = {0};
    ent_latent_fit *fit = NULL;
    ent_latent_options options = ent_latent_defaults();
    options.threads = threads;
    options.parameter_draws = parameter_draws;
    assert_ok(ent_latent_fit_grid(&fit, &s.data, &options, &err), &err);
    sim_free(&s);
    return fit;
}

static void draws_have_the_posteriors_moments(void **unused) {
    (void)unused;
    ent_error err = {0};
    ent_latent_fit *fit = fit_of(1, 16);
    float *draws = malloc(sizeof(float) * DRAWS * NODES);
    double mean[NODES];
    double sd[NODES];
    double lo[NODES];
    double hi[NODES];
    assert_ok(ent_latent_summary(fit, 0.9, mean, sd, lo, hi, &err), &err);
    assert_ok(ent_latent_draws(fit, 0, DRAWS, NULL, 0, draws, &err), &err);
    for (size_t n = 0; n < NODES; n++) {
        double m = 0;
        double v = 0;
        double inside = 0;
        for (size_t d = 0; d < DRAWS; d++)
            m += (double)draws[d * NODES + n] / DRAWS;
        for (size_t d = 0; d < DRAWS; d++) {
            double x = (double)draws[d * NODES + n];
            v += (x - m) * (x - m) / DRAWS;
            inside += x >= lo[n] && x <= hi[n];
        }
        /* Five standard errors of 1,600 draws. */
        assert_true(fabs(m - mean[n]) < 5 * sd[n] / 40);
        assert_true(fabs(sqrt(v) / sd[n] - 1) < 0.1);
        assert_true(fabs(inside / DRAWS - 0.9) < 0.04);
    }
    /* Neighbours in time move together: the difference varies less than the two apart would. */
    double apart = 0;
    for (size_t d = 0; d < DRAWS; d++) {
        double step = (double)(draws[d * NODES + 3] - draws[d * NODES + 2]) - mean[3] + mean[2];
        apart += step * step / DRAWS;
    }
    assert_true(apart < 0.6 * (sd[2] * sd[2] + sd[3] * sd[3]));
    free(draws);
    ent_latent_free(fit);
}

static void a_draw_is_the_same_however_it_is_asked_for(void **unused) {
    (void)unused;
    ent_error err = {0};
    ent_latent_fit *fit = fit_of(1, 5);
    ent_latent_fit *threaded = fit_of(3, 5);
    static float all[20 * NODES];
    static float same[20 * NODES];
    float some[4 * 3];
    const size_t nodes[] = {70, 3, 40};
    assert_ok(ent_latent_draws(fit, 0, 20, NULL, 0, all, &err), &err);
    assert_ok(ent_latent_draws(threaded, 0, 20, NULL, 0, same, &err), &err);
    assert_memory_equal(all, same, sizeof all);
    assert_ok(ent_latent_draws(fit, 13, 4, nodes, 3, some, &err), &err);
    for (size_t d = 0; d < 4; d++)
        for (size_t i = 0; i < 3; i++)
            assert_true(some[d * 3 + i] == all[(13 + d) * NODES + nodes[i]]);
    const size_t beyond = NODES;
    assert_error(ent_latent_draws(fit, 0, 1, &beyond, 1, some, &err), ENT_ERR_USAGE, &err, "72");
    ent_latent_free(fit);
    ent_latent_free(threaded);
}

static void parameters_taken_as_known_can_be_drawn_from_too(void **unused) {
    (void)unused;
    ent_error err = {0};
    ent_latent_fit *fit = fit_of(2, 0);
    static float all[8 * NODES];
    assert_ok(ent_latent_draws(fit, 100, 8, NULL, 0, all, &err), &err);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_true(isfinite(all[i]));
    ent_latent_free(fit);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_have_the_posteriors_moments),
        cmocka_unit_test(a_draw_is_the_same_however_it_is_asked_for),
        cmocka_unit_test(parameters_taken_as_known_can_be_drawn_from_too)};
    return RUN_TESTS(tests);
}
