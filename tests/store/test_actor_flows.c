/* SPDX-License-Identifier: Apache-2.0 */
/* Flows of one actor with anybody, against all flows of the year. */
#include <string.h>

#include "entente/store.h"
#include "support.h"

enum { A = 2, B = 365, C = 710, D = 740 };

struct sums {
    ent_actor self;
    size_t rows;
    double all;
};

static ent_status add(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    struct sums *sums = context;
    if (sums->self != 0 && row->actor1 != sums->self && row->actor2 != sums->self) return ENT_OK;
    sums->rows++;
    sums->all += row->value;
    return ENT_OK;
}

static ent_store *filled(void) {
    static const ent_flow flows[] = {
        {"trade", 2000, A, B, 1, NULL},  {"trade", 2000, A, C, 2, NULL},
        {"trade", 2000, B, A, 4, NULL},  {"trade", 2000, C, D, 8, NULL},
        {"trade", 2000, D, A, 16, NULL}, {"trade", 2001, A, D, 32, NULL},
        {"arms", 2000, A, B, 64, NULL}};
    static const ent_source source = {.name = "made", .version = "1"};
    ent_store *store = NULL;
    ent_import_session *session = NULL;
    bool unchanged = false;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import_begin(&session, store, &source, "x", &unchanged, &err), &err);
    for (size_t f = 0; f < sizeof flows / sizeof flows[0]; f++)
        assert_ok(ent_import_flow(session, &flows[f], &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    return store;
}

static void an_actor_alone_gets_its_flows_both_ways(void **state) {
    (void)state;
    ent_store *store = filled();
    ent_error err = {0};
    struct sums of_a = {0};
    assert_ok(ent_store_flows(store, "trade", A, 0, 2000, 2000, add, &of_a, &err), &err);
    assert_int_equal(of_a.rows, 4);
    assert_true(of_a.all == 1 + 2 + 4 + 16);
    ent_store_close(store);
}

static void they_are_the_rows_that_name_it_among_all(void **state) {
    (void)state;
    static const ent_actor actors[] = {A, B, C, D, 750};
    ent_store *store = filled();
    ent_error err = {0};
    for (size_t k = 0; k < 5; k++) {
        struct sums alone = {0};
        struct sums filtered = {.self = actors[k]};
        assert_ok(ent_store_flows(store, "trade", actors[k], 0, 1999, 2002, add, &alone, &err),
                  &err);
        assert_ok(ent_store_flows(store, "trade", 0, 0, 1999, 2002, add, &filtered, &err), &err);
        assert_int_equal(alone.rows, filtered.rows);
        assert_true(alone.all == filtered.all);
    }
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_actor_alone_gets_its_flows_both_ways),
        cmocka_unit_test(they_are_the_rows_that_name_it_among_all),
    };
    return RUN_TESTS(tests);
}
