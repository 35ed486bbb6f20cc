/* SPDX-License-Identifier: Apache-2.0 */
/* Depth by sampling beside the default. */
#include "estimate/support_depth.h"

static void nothing(ent_import_session *session) {
    (void)session;
}

static ent_latent_options short_run(void) {
    ent_latent_options options = ent_depth_sample_defaults();
    options.burn_in = 20;
    options.draws = 20;
    options.threads = 1;
    return options;
}

static void both_estimators_speak_of_the_same_items(void **state) {
    (void)state;
    ent_store *store = made_store(":memory:", fill_forty);
    ent_actors *actors = NULL;
    ent_depth_sample sample;
    ent_error err = {0};
    bool any = false;
    ent_latent_options options = short_run();
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_ok(ent_depth_sample_new(&sample, &any, store, actors, &options, &err), &err);
    assert_true(any);
    assert_int_equal(sample.year1, MADE_FIRST);
    assert_int_equal(sample.year2, MADE_LAST);
    size_t used = 0;
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++) {
        const ent_latent_item_fit *one = &sample.item[k].fit;
        const ent_latent_item_fit *two = &sample.item_sampled[k].fit;
        assert_int_equal(sample.item[k].used, sample.item_sampled[k].used);
        assert_int_equal(one->observations, two->observations);
        if (!sample.item[k].used) continue;
        used++;
        assert_true(one->slope > 0 && two->slope > 0);
        assert_true(fabs(one->slope - two->slope) < 4 * (one->slope_sd + two->slope_sd));
    }
    assert_int_equal(used, sample.by_default.items);
    assert_int_equal(sample.by_sampler.iterations, 40);
    assert_true(sample.correlation > 0 && sample.correlation < 1);
    assert_true(sample.sd_ratio > 0.3 && sample.sd_ratio < 3);
    assert_true(sample.rhat_median > 0.9 && sample.rhat_median <= sample.rhat_95);
    assert_true(sample.ess_5 > 0 && sample.ess_5 <= sample.ess_median);
    ent_actors_free(actors);
    ent_store_close(store);
}

static void a_store_without_sources_has_none_and_bad_options_are_refused(void **state) {
    (void)state;
    ent_store *store = made_store(":memory:", nothing);
    ent_actors *actors = NULL;
    ent_depth_sample sample;
    ent_error err = {0};
    bool any = true;
    ent_latent_options options = short_run();
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_ok(ent_depth_sample_new(&sample, &any, store, actors, &options, &err), &err);
    assert_false(any);
    ent_actors_free(actors);
    ent_store_close(store);
    store = made_store(":memory:", fill_forty);
    options.chains = 0;
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_error(ent_depth_sample_new(&sample, &any, store, actors, &options, &err), ENT_ERR_USAGE,
                 &err, "chains");
    ent_actors_free(actors);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_estimators_speak_of_the_same_items),
        cmocka_unit_test(a_store_without_sources_has_none_and_bad_options_are_refused),
    };
    return RUN_TESTS(tests);
}
