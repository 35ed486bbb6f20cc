/* SPDX-License-Identifier: Apache-2.0 */
/* Fits by the grid: what was put in comes out, whatever the item; odd and bad data. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/latent.h"
#include "latent/support_latent.h"

static const sim_item binary = {
    .item = {ENT_LATENT_BINARY, 0, true}, .slope = 1.2, .cut = {0.5}, .once = -1, .missing2 = -1};
static const sim_item ordered = {.item = {ENT_LATENT_ORDERED, 4, true},
                                 .slope = 0.9,
                                 .cut = {-0.8, 0.2, 1.5},
                                 .once = -1,
                                 .missing1 = 5,
                                 .missing2 = 8};
static const sim_item count = {.item = {ENT_LATENT_COUNT, 0, true},
                               .slope = 0.7,
                               .intercept = -0.3,
                               .scale = 0.6,
                               .once = -1,
                               .missing2 = 3};
static const sim_item real = {.item = {ENT_LATENT_CONTINUOUS, 0, true},
                              .slope = 1.8,
                              .intercept = 30,
                              .scale = 2.2,
                              .once = -1,
                              .missing1 = 10,
                              .missing2 = 14};
static const sim_item hurdle = {.item = {ENT_LATENT_HURDLE, 0, true},
                                .slope = 1.1,
                                .slope2 = 0.6,
                                .cut = {0.8},
                                .intercept = 2,
                                .scale = 0.8,
                                .once = -1,
                                .missing2 = -1};

static ent_latent_options quick(void) {
    ent_latent_options options = ent_latent_defaults();
    options.threads = 1;
    options.parameter_draws = 8;
    options.parameter_sweeps = 0;
    return options;
}

static ent_latent_fit *fit_grid(const ent_latent_data *data, const ent_latent_options *options) {
    ent_error err = {0};
    ent_latent_fit *fit = NULL;
    assert_ok(ent_latent_fit_grid(&fit, data, options, &err), &err);
    assert_non_null(fit);
    return fit;
}

/* No figure that comes out of a fit is missing. */
static void assert_finite(const ent_latent_fit *fit) {
    ent_error err = {0};
    ent_latent_info info = ent_latent_describe(fit);
    double *out = calloc(5 * info.nodes, sizeof *out);
    assert_non_null(out);
    assert_ok(ent_latent_summary(fit, 0.9, out, out + info.nodes, out + 2 * info.nodes,
                                 out + 3 * info.nodes, &err),
              &err);
    ent_latent_breaks(fit, out + 4 * info.nodes);
    for (size_t i = 0; i < 5 * info.nodes; i++)
        assert_true(isfinite(out[i]));
    for (size_t n = 0; n < info.nodes; n++) {
        assert_true(out[info.nodes + n] > 0);
        assert_true(out[2 * info.nodes + n] < out[n] && out[n] < out[3 * info.nodes + n]);
    }
    for (size_t k = 0; k < info.items; k++) {
        ent_latent_item_fit item;
        assert_ok(ent_latent_item_of(fit, k, &item, &err), &err);
        assert_true(isfinite(item.slope) && isfinite(item.slope_sd) && isfinite(item.slope2));
        assert_true(isfinite(item.intercept) && isfinite(item.scale));
        for (unsigned c = 0; c < item.cut_count; c++)
            assert_true(isfinite(item.cut[c]) && isfinite(item.cut_sd[c]));
    }
    free(out);
}

static void every_type_of_item_is_recovered(void **unused) {
    (void)unused;
    const sim_item items[] = {binary, ordered, count, real, hurdle};
    ent_error err = {0};
    sim s = sim_new(11, 300, 15, 0.25, items, 5, 0.95);
    ent_latent_options options = quick();
    ent_latent_fit *fit = fit_grid(&s.data, &options);
    double *mean = calloc(s.node_count, sizeof *mean);
    assert_ok(ent_latent_summary(fit, 0.9, mean, NULL, NULL, NULL, &err), &err);
    assert_true(sim_correlation(mean, s.trait, s.node_count) > 0.93);
    ent_latent_item_fit item;
    for (size_t k = 0; k < 5; k++) {
        assert_ok(ent_latent_item_of(fit, k, &item, &err), &err);
        /* Within four of its own sds. */
        assert_true(fabs(item.slope - items[k].slope) < 4 * item.slope_sd);
        for (unsigned c = 0; c < item.cut_count; c++)
            assert_true(fabs(item.cut[c] - items[k].cut[c]) < 4 * item.cut_sd[c] + 0.02);
    }
    assert_true(fabs(item.slope2 - 0.6) < 4 * item.slope2_sd && fabs(item.scale - 0.8) < 0.08);
    assert_ok(ent_latent_item_of(fit, 3, &item, &err), &err);
    assert_true(fabs(item.intercept - 30) < 0.5 && fabs(item.scale - 2.2) < 0.15);
    ent_latent_info info = ent_latent_describe(fit);
    assert_true(info.converged && fabs(info.level_sd[0] - 0.25) < 0.04);
    assert_finite(fit);
    assert_error(ent_latent_item_of(fit, 5, &item, &err), ENT_ERR_USAGE, &err, "5");
    ent_latent_free(fit);
    free(mean);
    sim_free(&s);
}

static void summary_of(const ent_latent_data *data, unsigned threads, double *out, size_t nodes) {
    ent_error err = {0};
    ent_latent_options options = quick();
    options.threads = threads;
    options.parameter_sweeps = 1;
    ent_latent_fit *fit = fit_grid(data, &options);
    assert_ok(
        ent_latent_summary(fit, 0.9, out, out + nodes, out + 2 * nodes, out + 3 * nodes, &err),
        &err);
    ent_latent_free(fit);
}

static void any_number_of_threads_gives_the_same_bits(void **unused) {
    (void)unused;
    const sim_item items[] = {binary, count, hurdle};
    sim s = sim_new(12, 40, 8, 0.25, items, 3, 0.9);
    size_t size = 4 * s.node_count * sizeof(double);
    double *one = malloc(size);
    double *many = malloc(size);
    summary_of(&s.data, 1, one, s.node_count);
    for (unsigned threads = 2; threads <= 4; threads++) {
        summary_of(&s.data, threads, many, s.node_count);
        assert_memory_equal(one, many, size);
    }
    free(one);
    free(many);
    sim_free(&s);
}

static void like_spells_are_computed_once(void **unused) {
    (void)unused;
    sim s = sim_new(13, 30, 6, 0.25, &binary, 1, 2);
    for (size_t o = 6 * 10; o < s.observation_count; o++)
        s.value[o] = 0; /* all but ten spells see nothing happen */
    ent_latent_options options = quick();
    ent_latent_fit *fit = fit_grid(&s.data, &options);
    double mean[180];
    assert_true(ent_latent_describe(fit).distinct_spells <= 11);
    assert_ok(ent_latent_summary(fit, 0.9, mean, NULL, NULL, NULL, NULL), &(ent_error){0});
    for (size_t s2 = 11; s2 < 30; s2++)
        assert_memory_equal(mean + 60, mean + 6 * s2, 6 * sizeof *mean);
    ent_latent_free(fit);
    sim_free(&s);
}

/* One-off items of either sign: the anchor says which end is up. */
static void an_anchor_turns_the_line(void **unused) {
    (void)unused;
    enum { ITEMS = 120, UNITS = 40, TIMES = 6 };
    static sim_item items[ITEMS];
    for (uint32_t k = 0; k < ITEMS; k++) {
        ent_random random = ent_random_stream(5, k, 0, 0);
        items[k] = (sim_item){.item = {ENT_LATENT_ORDERED, 3, false},
                              .slope = 1.3 * ent_random_normal(&random),
                              .once = (int)(k % TIMES),
                              .missing2 = -1};
        items[k].cut[0] = ent_random_normal(&random) - 0.3;
        items[k].cut[1] = items[k].cut[0] + 0.6;
    }
    sim s = sim_new(14, UNITS, TIMES, 0.2, items, ITEMS, 0.9);
    double *mean = calloc(s.node_count, sizeof *mean);
    uint32_t high = 0;
    uint32_t low = 0;
    for (uint32_t u = 0; u < UNITS; u++) {
        if (s.trait[u * TIMES] > s.trait[high * TIMES]) high = u;
        if (s.trait[u * TIMES] < s.trait[low * TIMES]) low = u;
    }
    ent_error err = {0};
    ent_latent_options options = quick();
    for (int turn = 0; turn < 2; turn++) {
        options.anchor = (ent_latent_anchor){true, turn ? low : high, turn ? high : low};
        ent_latent_fit *fit = fit_grid(&s.data, &options);
        assert_ok(ent_latent_summary(fit, 0.9, mean, NULL, NULL, NULL, &err), &err);
        double correlation = sim_correlation(mean, s.trait, s.node_count);
        assert_true((turn ? -correlation : correlation) > 0.95);
        ent_latent_free(fit);
    }
    options.anchor.below = 999;
    ent_latent_fit *none = NULL;
    assert_error(ent_latent_fit_grid(&none, &s.data, &options, &err), ENT_ERR_USAGE, &err, "999");
    assert_null(none);
    free(mean);
    sim_free(&s);
}

static void levels_tell_the_steady_from_the_restless(void **unused) {
    (void)unused;
    sim_item items[] = {real, real};
    items[0].missing1 = items[1].missing1 = 0;
    items[0].missing2 = items[1].missing2 = -1;
    items[0].scale = items[1].scale = 0.7;
    sim s = sim_new(15, 60, 20, 0.05, items, 2, 2);
    for (size_t u = 40; u < 60; u++) /* the last twenty jump about */
        for (size_t t = 0; t < 20; t++)
            for (size_t k = 0; k < 2; k++)
                s.value[(u * 20 + t) * 2 + k] += 1.8 * (t % 3 == 0 ? 1.5 : -0.5);
    ent_latent_options options = quick();
    options.levels = 5;
    ent_latent_fit *fit = fit_grid(&s.data, &options);
    ent_latent_info info = ent_latent_describe(fit);
    double sum = 0;
    for (unsigned l = 0; l < 5; l++)
        sum += info.level_weight[l];
    assert_true(fabs(sum - 1) < 1e-9);
    assert_true(info.level_weight[0] + info.level_weight[1] > 0.5);
    assert_true(info.level_weight[3] + info.level_weight[4] > 0.2);
    assert_finite(fit);
    ent_latent_free(fit);
    sim_free(&s);
}

static void a_break_is_found(void **unused) {
    (void)unused;
    sim_item items[] = {real, real};
    items[0].missing1 = items[1].missing1 = 0;
    items[0].missing2 = items[1].missing2 = -1;
    sim s = sim_new(16, 50, 16, 0.1, items, 2, 2);
    for (size_t t = 9; t < 16; t++) /* unit 7 leaps at time 9 */
        for (size_t k = 0; k < 2; k++)
            s.value[(7 * 16 + t) * 2 + k] += 1.8 * 3;
    ent_latent_options options = quick();
    options.breaks = true;
    ent_latent_fit *fit = fit_grid(&s.data, &options);
    double broke[800];
    ent_latent_breaks(fit, broke);
    double others = 0;
    for (size_t n = 0; n < 800; n++)
        others += n == 7 * 16 + 9 ? 0 : broke[n] / 799;
    assert_true(broke[7 * 16 + 9] > 0.8 && others < 0.05);
    assert_true(broke[7 * 16] == 0);
    assert_finite(fit);
    ent_latent_free(fit);
    sim_free(&s);
}

/* Values nobody should build a model on still give finite answers. */
static void poor_data_give_finite_answers(void **unused) {
    (void)unused;
    const sim_item items[] = {binary, ordered, count, real, hurdle};
    ent_latent_options options = quick();
    for (int kind = 0; kind < 4; kind++) {
        sim s = sim_new(17, 20, 5, 0.25, items, 5, kind == 0 ? -1 : 0.9); /* 0: nothing seen */
        for (size_t o = 0; o < s.observation_count && kind > 0; o++) {
            if (kind == 1) s.value[o] = 1; /* one category everywhere */
            if (kind == 2) s.value[o] = 0;
            if (kind == 3)
                s.value[o] = s.item[o] < 3 ? (double)(o % 2) : 1e9; /* huge, and constant */
        }
        ent_latent_fit *fit = fit_grid(&s.data, &options);
        assert_finite(fit);
        ent_latent_free(fit);
        sim_free(&s);
    }
}

static void separation_gives_finite_slopes(void **unused) {
    (void)unused;
    enum { UNITS = 40 };
    const sim_item items[] = {binary, binary, binary};
    sim s = sim_new(18, UNITS, 1, 0.25, items, 3, 2);
    for (size_t u = 0; u < UNITS; u++)
        for (size_t k = 0; k < 3; k++)
            s.value[u * 3 + k] = u < UNITS / 2; /* three items that agree to the last unit */
    ent_latent_options options = quick();
    ent_latent_fit *fit = fit_grid(&s.data, &options);
    ent_latent_item_fit item;
    assert_ok(ent_latent_item_of(fit, 0, &item, &(ent_error){0}), &(ent_error){0});
    assert_true(item.slope > 1 && item.slope < 100);
    assert_finite(fit);
    ent_latent_free(fit);
    sim_free(&s);
}

static void other_data_are_smoothed_by_a_fit(void **unused) {
    (void)unused;
    const sim_item items[] = {binary, count, real};
    sim s = sim_new(19, 100, 8, 0.25, items, 3, 0.9);
    sim other = sim_new(20, 30, 8, 0.25, items, 3, 0.9);
    ent_error err = {0};
    ent_latent_options options = quick();
    ent_latent_fit *fit = fit_grid(&s.data, &options);
    ent_latent_fit *again = NULL;
    double mean[240];
    assert_ok(ent_latent_smooth(&again, fit, &other.data, &err), &err);
    assert_ok(ent_latent_summary(again, 0.9, mean, NULL, NULL, NULL, &err), &err);
    assert_true(sim_correlation(mean, other.trait, 240) > 0.85);
    assert_finite(again);
    ent_latent_free(again);
    other.items[1].positive = false;
    assert_error(ent_latent_smooth(&again, fit, &other.data, &err), ENT_ERR_USAGE, &err, "items");
    ent_latent_free(fit);
    sim_free(&s);
    sim_free(&other);
}

static bool stop_soon(void *context, const ent_latent_progress *progress) {
    (void)context;
    return progress->done < 3;
}

static void a_fit_can_be_stopped(void **unused) {
    (void)unused;
    sim s = sim_new(21, 20, 5, 0.25, &binary, 1, 2);
    ent_error err = {0};
    ent_latent_fit *fit = NULL;
    ent_latent_options options = quick();
    options.on_progress = stop_soon;
    assert_error(ent_latent_fit_grid(&fit, &s.data, &options, &err), ENT_ERR_LIMIT, &err,
                 "interrupted");
    assert_null(fit);
    sim_free(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_type_of_item_is_recovered),
                                       cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
                                       cmocka_unit_test(like_spells_are_computed_once),
                                       cmocka_unit_test(an_anchor_turns_the_line),
                                       cmocka_unit_test(levels_tell_the_steady_from_the_restless),
                                       cmocka_unit_test(a_break_is_found),
                                       cmocka_unit_test(poor_data_give_finite_answers),
                                       cmocka_unit_test(separation_gives_finite_slopes),
                                       cmocka_unit_test(other_data_are_smoothed_by_a_fit),
                                       cmocka_unit_test(a_fit_can_be_stopped)};
    return RUN_TESTS(tests);
}
