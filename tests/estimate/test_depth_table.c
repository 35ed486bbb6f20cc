/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "estimate/support_depth.h"

struct fixture {
    ent_store *store;
    ent_actors *actors;
    ent_depth_table *table;
};

static struct fixture load(void) {
    struct fixture f = {.store = made_store(":memory:", fill_made)};
    ent_error err = {0};
    assert_ok(ent_store_actors(f.store, &f.actors, &err), &err);
    assert_ok(ent_depth_table_new(&f.table, f.store, f.actors, MADE_FIRST, MADE_LAST, &err), &err);
    return f;
}

static void unload(struct fixture *f) {
    ent_depth_table_free(f->table);
    ent_actors_free(f->actors);
    ent_store_close(f->store);
}

static void years_are_those_sources_of_depth_cover(void **state) {
    (void)state;
    struct fixture f = load();
    int year1 = 0;
    int year2 = 0;
    bool any = false;
    ent_error err = {0};
    assert_ok(ent_depth_years(f.store, &year1, &year2, &any, &err), &err);
    assert_true(any);
    assert_int_equal(year1, MADE_FIRST);
    assert_int_equal(year2, MADE_LAST);
    unload(&f);
}

static void covered_without_record_is_0_and_not_covered_is_missing(void **state) {
    (void)state;
    struct fixture f = load();
    const float *allies = made_cell(f.table, USA, UK, 1990);
    const float *others = made_cell(f.table, USA, CHINA, 1990);
    assert_true(allies[item_named("defense")] == 1);
    assert_true(isnan(allies[item_named("consultation")])); /* a clause of the defence pact */
    assert_true(allies[item_named("milinst")] >= 0);
    assert_true(others[item_named("consultation")] == 0);
    assert_true(isnan(others[item_named("milinst")])); /* of no alliance */
    assert_true(allies[item_named("nonaggression")] == 0);
    assert_true(allies[item_named("exercise_two_land")] == 1);
    assert_true(allies[item_named("exercise_two_joint")] == 1);
    assert_true(others[item_named("defense")] == 0);
    assert_true(others[item_named("exercise_many")] == 0);
    assert_true(isnan(others[item_named("arms")]));
    assert_true(isnan(others[item_named("troops")]));
    assert_true(isnan(made_cell(f.table, USA, UK, MADE_LAST)[item_named("exercise_two_land")]));
    unload(&f);
}

/* East Germany (265) ends in 1990: a spell of six years; nobody shares a year with it after. */
static void a_spell_is_the_years_together(void **state) {
    (void)state;
    struct fixture f = load();
    assert_non_null(made_cell(f.table, USA, 265, 1990));
    assert_null(made_cell(f.table, USA, 265, 1991));
    size_t nodes = 0;
    for (size_t s = 0; s < f.table->spell_count; s++) {
        assert_true(f.table->actor1[s] < f.table->actor2[s]);
        assert_int_equal(f.table->first_node[s], nodes);
        nodes += f.table->spells[s].length;
    }
    assert_int_equal(nodes, f.table->node_count);
    unload(&f);
}

/* Readings of an item in a dyad's years, as "1985 1991 …". */
static void readings(const struct fixture *f, const ent_depth_data *data, const char *item,
                     ent_actor a, ent_actor b, char *text) {
    text[0] = '\0';
    for (size_t s = 0; s < f->table->spell_count; s++) {
        if (f->table->actor1[s] != a || f->table->actor2[s] != b) continue;
        for (size_t n = f->table->first_node[s]; n < f->table->first_node[s + 1]; n++)
            for (size_t o = data->latent.row[n]; o < data->latent.row[n + 1]; o++)
                if (data->item_of[data->latent.item[o]] == item_named(item))
                    sprintf(text + strlen(text), "%d ",
                            f->table->spells[s].first + (int)(n - f->table->first_node[s]));
    }
}

static void a_standing_item_is_read_when_it_changes_and_every_tenth_year(void **state) {
    (void)state;
    struct fixture f = load();
    ent_depth_data data;
    ent_error err = {0};
    char text[256];
    assert_ok(
        ent_depth_data_new(&data, f.table, ent_depth_items_of_sides(ENT_DEPTH_PAPER), NULL, &err),
        &err);
    readings(&f, &data, "defense", USA, UK, text);
    assert_string_equal(text, "1985 1995 ");
    readings(&f, &data, "defense", UK, FRANCE, text);
    assert_string_equal(text, "1985 1991 "); /* it ended in 1990 */
    ent_depth_data_free(&data);
    assert_ok(ent_depth_data_new(&data, f.table, ent_depth_items_of_sides(ENT_DEPTH_PRACTICE), NULL,
                                 &err),
              &err);
    readings(&f, &data, "exercise_two_land", USA, UK, text);
    assert_string_equal(text, "1985 1986 1987 1988 1989 1990 1991 1992 1993 1994 ");
    ent_depth_data_free(&data);
    unload(&f);
}

static void hidden_cells_and_items_that_never_vary_are_left_out(void **state) {
    (void)state;
    struct fixture f = load();
    ent_depth_data data;
    ent_error err = {0};
    uint8_t *hidden = calloc(f.table->node_count, ENT_DEPTH_ITEMS);
    assert_non_null(hidden);
    memset(hidden, 1, f.table->node_count * ENT_DEPTH_ITEMS);
    assert_ok(
        ent_depth_data_new(&data, f.table, ent_depth_items_of_sides(ENT_DEPTH_PAPER), hidden, &err),
        &err);
    assert_int_equal(data.latent.row[f.table->node_count], 0);
    for (size_t k = 0; k < data.latent.item_count; k++)
        assert_string_not_equal(ent_depth_item_at(data.item_of[k])->name, "offense");
    ent_depth_data_free(&data);
    assert_error(
        ent_depth_data_new(&data, f.table, UINT32_C(1) << item_named("offense"), NULL, &err),
        ENT_ERR_USAGE, &err, "no item of depth varies");
    free(hidden);
    unload(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_are_those_sources_of_depth_cover),
        cmocka_unit_test(covered_without_record_is_0_and_not_covered_is_missing),
        cmocka_unit_test(a_spell_is_the_years_together),
        cmocka_unit_test(a_standing_item_is_read_when_it_changes_and_every_tenth_year),
        cmocka_unit_test(hidden_cells_and_items_that_never_vary_are_left_out),
    };
    return RUN_TESTS(tests);
}
