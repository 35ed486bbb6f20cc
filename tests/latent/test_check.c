/* SPDX-License-Identifier: Apache-2.0 */
/* Bad data and options are refused with a line that says what and where. */
#include "support.h"

#include <math.h>

#include "latent/check.h"

/* Two spells, three nodes, four observations; every test spoils one thing. */
struct good {
    ent_latent_item items[3];
    ent_latent_spell spells[2];
    size_t row[4];
    uint32_t item[4];
    double value[4];
    ent_latent_data data;
};

static struct good *make(void) {
    static struct good g;
    g = (struct good){.items = {{ENT_LATENT_BINARY, 0, true},
                                {ENT_LATENT_ORDERED, 3, true},
                                {ENT_LATENT_HURDLE, 0, true}},
                      .spells = {{1, 1950, 2}, {2, 1950, 1}},
                      .row = {0, 2, 3, 4},
                      .item = {0, 1, 2, 0},
                      .value = {1, 2, 0.5, 0}};
    g.data = (ent_latent_data){3, g.items, 2, g.spells, g.row, g.item, g.value};
    return &g;
}

static void expect(const struct good *g, const char *part) {
    ent_error err = {0};
    assert_error(ent_latent_check_data(&g->data, &err), ENT_ERR_USAGE, &err, part);
}

static void good_data_pass(void **unused) {
    (void)unused;
    ent_error err = {0};
    assert_ok(ent_latent_check_data(&make()->data, &err), &err);
}

static void bad_values_are_named(void **unused) {
    (void)unused;
    struct good *g = make();
    g->value[0] = 2;
    expect(g, "node 0, item 0: expected 0 or 1, found 2");
    g = make();
    g->value[1] = 3;
    expect(g, "item 1: expected a category");
    g = make();
    g->value[1] = 0.5;
    expect(g, "item 1: expected a category");
    g = make();
    g->value[2] = -1;
    expect(g, "node 1, item 2: expected a finite number from 0");
    g->value[2] = NAN;
    expect(g, "found nan");
    g->value[2] = INFINITY;
    expect(g, "found inf");
}

static void contradictions_are_named(void **unused) {
    (void)unused;
    struct good *g = make();
    g->item[1] = 0;
    expect(g, "node 0 has two values of item 0");
    g = make();
    g->item[3] = 3;
    expect(g, "node 2: no such item: 3");
    g = make();
    g->spells[1] = (ent_latent_spell){1, 1951, 1};
    expect(g, "unit 1 has two spells at time 1951");
    g = make();
    g->spells[1].length = 0;
    expect(g, "spell 1 has no nodes");
    g = make();
    g->row[2] = 1;
    expect(g, "row 1 ends before it begins");
}

static void bad_items_are_named(void **unused) {
    (void)unused;
    struct good *g = make();
    g->items[1].categories = 1;
    expect(g, "item 1: expected 2 to 12 categories, found 1");
    g = make();
    g->items[2].type = (ent_latent_type)9;
    expect(g, "item 2: no such type");
    g = make();
    g->data.item_count = 0;
    expect(g, "items, found 0");
    g = make();
    g->data.spell_count = 0;
    expect(g, "spells, found 0");
}

static void bad_options_are_named(void **unused) {
    (void)unused;
    ent_error err = {0};
    ent_latent_options options = ent_latent_defaults();
    assert_ok(ent_latent_check_options(&options, &err), &err);
    options.start_sd = 0;
    assert_error(ent_latent_check_options(&options, &err), ENT_ERR_USAGE, &err, "start_sd");
    options = ent_latent_defaults();
    options.levels = 17;
    assert_error(ent_latent_check_options(&options, &err), ENT_ERR_USAGE, &err, "levels");
    options = ent_latent_defaults();
    options.tolerance = NAN;
    assert_error(ent_latent_check_options(&options, &err), ENT_ERR_USAGE, &err, "tolerance");
    options = ent_latent_defaults();
    options.step_sd_min = 1;
    assert_error(ent_latent_check_options(&options, &err), ENT_ERR_USAGE, &err, "step_sd_max");
    options = ent_latent_defaults();
    options.draws = 2;
    assert_error(ent_latent_check_options(&options, &err), ENT_ERR_USAGE, &err, "draws");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_data_pass), cmocka_unit_test(bad_values_are_named),
        cmocka_unit_test(contradictions_are_named), cmocka_unit_test(bad_items_are_named),
        cmocka_unit_test(bad_options_are_named)};
    return RUN_TESTS(tests);
}
