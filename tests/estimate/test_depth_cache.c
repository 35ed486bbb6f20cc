/* SPDX-License-Identifier: Apache-2.0 */
#include "estimate/support_depth.h"

static ent_status count_years(void *context, const ent_estimate_spell *row, ent_error *err) {
    (void)err;
    *(size_t *)context += row->years;
    return ENT_OK;
}

static ent_status find_item(void *context, const char *detail, ent_error *err) {
    (void)err;
    *(bool *)context = strstr(detail, "\"exercise_two_land\"") != NULL;
    return ENT_OK;
}

static void what_was_estimated_is_read_back_and_is_a_column(void **state) {
    (void)state;
    ent_store *store = made_store(":memory:", fill_forty);
    ent_actors *actors = NULL;
    ent_depth_estimate *estimate = NULL;
    ent_loader *loader = NULL;
    const ent_slice *slice = NULL;
    ent_error err = {0};
    ent_depth_options options = ent_depth_defaults();
    bool found = false;
    size_t years = 0;
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_ok(ent_depth_fresh(store, &found, &err), &err);
    assert_false(found);
    assert_ok(ent_depth_compute(&estimate, store, actors, &options, &err), &err);
    assert_ok(ent_depth_put(store, estimate, &err), &err);
    assert_ok(ent_depth_fresh(store, &found, &err), &err);
    assert_true(found);
    assert_ok(ent_depth_detail(store, find_item, &found, &err), &err);
    assert_true(found);
    assert_ok(ent_depth_spells(store, UK, USA, count_years, &years, &err), &err); /* any order */
    assert_int_equal(years, MADE_LAST - MADE_FIRST + 1);

    assert_ok(ent_loader_new(&loader, store, actors, ENT_COW, ENT_NEED_DEPTH, &err), &err);
    assert_ok(ent_loader_year(loader, 1990, &slice, &err), &err);
    uint16_t i = (uint16_t)ent_slice_find(slice, USA);
    uint16_t j = (uint16_t)ent_slice_find(slice, UK);
    ent_pairs pairs = {1, &i, &j};
    size_t columns[2];
    double depth = 0;
    double gap = 0;
    double *out[] = {&depth, &gap};
    assert_ok(ent_column_find(ENT_UNIT_DYAD, "depth", &columns[0], &err), &err);
    assert_ok(ent_column_find(ENT_UNIT_DYAD, "gap", &columns[1], &err), &err);
    assert_ok(ent_columns_compute(slice, ENT_UNIT_DYAD, &pairs, columns, 2, out, &err), &err);
    for (size_t s = 0; s < estimate->spell_count; s++)
        if (estimate->actor1[s] == USA && estimate->actor2[s] == UK) {
            const float *at =
                estimate->value +
                (estimate->path_row[estimate->path[s]] + 1990 - MADE_FIRST) * ENT_DEPTH_FIELDS;
            assert_true(depth == (double)at[ENT_DEPTH_MEAN]);
            assert_true(gap == (double)at[ENT_GAP_MEAN]);
        }
    ent_loader_free(loader);
    ent_depth_estimate_free(estimate);
    ent_actors_free(actors);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_estimated_is_read_back_and_is_a_column),
    };
    return RUN_TESTS(tests);
}
