/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "estimate/support_depth.h"

struct fixture {
    ent_store *store;
    ent_actors *actors;
    ent_depth_estimate *estimate;
};

static struct fixture estimate_with(unsigned threads) {
    struct fixture f = {.store = made_store(":memory:", fill_forty)};
    ent_error err = {0};
    ent_depth_options options = ent_depth_defaults();
    options.threads = threads;
    assert_ok(ent_store_actors(f.store, &f.actors, &err), &err);
    assert_ok(ent_depth_compute(&f.estimate, f.store, f.actors, &options, &err), &err);
    assert_non_null(f.estimate);
    return f;
}

static void unload(struct fixture *f) {
    ent_depth_estimate_free(f->estimate);
    ent_actors_free(f->actors);
    ent_store_close(f->store);
}

/* One estimate for the tests that only look at it. */
static int set_up(void **state) {
    static struct fixture shared;
    shared = estimate_with(0);
    *state = &shared;
    return 0;
}

static int tear_down(void **state) {
    unload(*state);
    return 0;
}

static const float *figures(const ent_depth_estimate *estimate, ent_actor a, ent_actor b,
                            int year) {
    for (size_t s = 0; s < estimate->spell_count; s++) {
        size_t row = estimate->path_row[estimate->path[s]];
        if (estimate->actor1[s] == a && estimate->actor2[s] == b)
            return estimate->value + (row + (size_t)(year - estimate->first[s])) * ENT_DEPTH_FIELDS;
    }
    fail_msg("no such dyad");
    return NULL;
}

static void those_who_do_more_are_deeper(void **state) {
    struct fixture f = *(struct fixture *)*state;
    const float *deep = figures(f.estimate, USA, UK, 1992);
    const float *none = figures(f.estimate, USA, CHINA, 1992);
    assert_true(deep[ENT_DEPTH_LO] > none[ENT_DEPTH_HI]);
    assert_true(deep[ENT_DEPTH_LO] < deep[ENT_DEPTH_MEAN]);
    assert_true(deep[ENT_DEPTH_MEAN] < deep[ENT_DEPTH_HI]);
    assert_true(deep[ENT_DEPTH_RANK] <= 3);
    assert_true(deep[ENT_DEPTH_RANK_LO] <= deep[ENT_DEPTH_RANK]);
    assert_true(deep[ENT_DEPTH_RANK] <= deep[ENT_DEPTH_RANK_HI]);
    assert_true(none[ENT_DEPTH_RANK_HI] - none[ENT_DEPTH_RANK_LO] > 100);
}

/* China and France exercise from 1990 on without a treaty; Russia and Japan have one and do not. */
static void the_gap_tells_what_is_done_without_paper_from_paper_without_practice(void **state) {
    struct fixture f = *(struct fixture *)*state;
    assert_true(figures(f.estimate, FRANCE, CHINA, 1993)[ENT_GAP_LO] > 0);
    assert_true(figures(f.estimate, FRANCE, CHINA, 1993)[ENT_GAP_PERCENTILE] > 99);
    assert_true(figures(f.estimate, FRANCE, CHINA, 1993)[ENT_GAP_MEAN] >
                figures(f.estimate, RUSSIA, JAPAN, 1993)[ENT_GAP_MEAN]);
}

static void without_practice_covered_there_is_no_gap_but_depth(void **state) {
    struct fixture f = *(struct fixture *)*state;
    const float *last = figures(f.estimate, USA, UK, MADE_LAST);
    assert_true(last[ENT_DEPTH_LO] < last[ENT_DEPTH_MEAN]); /* and so not missing */
    assert_true(isnan(last[ENT_GAP_MEAN]));
    assert_true(isnan(last[ENT_GAP_PERCENTILE]));
}

static void depth_that_rose_is_said_to_have_risen(void **state) {
    struct fixture f = *(struct fixture *)*state;
    const float *path = figures(f.estimate, FRANCE, CHINA, MADE_FIRST);
    assert_true(ent_depth_rise(path, 1, 8) > 0.9);
    assert_true(fabs(ent_depth_rise(path, 1, 8) + ent_depth_rise(path, 8, 1) - 1) < 1e-12);
    assert_true(ent_is_missing(ent_depth_rise(path, 3, 3)));
}

static void any_number_of_threads_gives_the_same_bytes(void **state) {
    struct fixture two = *(struct fixture *)*state;
    struct fixture one = estimate_with(1);
    size_t count = one.estimate->path_row[one.estimate->path_count] * ENT_DEPTH_FIELDS;
    assert_int_equal(one.estimate->path_count, two.estimate->path_count);
    assert_memory_equal(one.estimate->value, two.estimate->value, count * sizeof(float));
    unload(&one);
}

static void too_few_draws_are_refused(void **state) {
    (void)state;
    ent_store *store = made_store(":memory:", fill_forty);
    ent_actors *actors = NULL;
    ent_depth_estimate *estimate = NULL;
    ent_error err = {0};
    ent_depth_options options = ent_depth_defaults();
    options.draws = 10;
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_error(ent_depth_compute(&estimate, store, actors, &options, &err), ENT_ERR_USAGE, &err,
                 "draws: expected 100 to 1000, found 10");
    assert_null(estimate);
    ent_actors_free(actors);
    ent_store_close(store);
}

static void nothing(ent_import_session *session) {
    (void)session;
}

static void only_zeros(ent_import_session *session) {
    made_coverage(session, ENT_EXERCISE, 1990, 1992, ENT_SCOPE_ALL, NULL, 0);
}

static void a_store_without_sources_or_with_nothing_in_them_has_no_estimate(void **state) {
    (void)state;
    void (*const fills[])(ent_import_session *) = {nothing, only_zeros};
    for (size_t i = 0; i < 2; i++) {
        ent_store *store = made_store(":memory:", fills[i]);
        ent_actors *actors = NULL;
        ent_depth_estimate *estimate = NULL;
        ent_error err = {0};
        bool fresh = false;
        ent_depth_options options = ent_depth_defaults();
        assert_ok(ent_store_actors(store, &actors, &err), &err);
        assert_ok(ent_depth_compute(&estimate, store, actors, &options, &err), &err);
        assert_null(estimate);
        assert_ok(ent_depth_put(store, estimate, &err), &err);
        assert_ok(ent_depth_fresh(store, &fresh, &err), &err);
        assert_true(fresh);
        ent_actors_free(actors);
        ent_store_close(store);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_who_do_more_are_deeper),
        cmocka_unit_test(the_gap_tells_what_is_done_without_paper_from_paper_without_practice),
        cmocka_unit_test(without_practice_covered_there_is_no_gap_but_depth),
        cmocka_unit_test(depth_that_rose_is_said_to_have_risen),
        cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
        cmocka_unit_test(too_few_draws_are_refused),
        cmocka_unit_test(a_store_without_sources_or_with_nothing_in_them_has_no_estimate),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
