/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/import.h"
#include "entente/network.h"

typedef struct made {
    ent_store *store;
    ent_actors *actors;
    ent_network_source *source;
    ent_saom_supplier supplier;
} made;

static made make(void) {
    static const char ledger[] = "date,kind,actors,source,title,scope\n"
                                 "1990/2010,coverage:exercise,,Made,,all\n"
                                 "2000-08-18/2000-08-25,exercise,CHN;RUS,Made,One,\n"
                                 "2000-09-18/2000-09-25,exercise,CHN;PAK,Made,Two,\n";
    made own = {0};
    ent_error err = {0};
    ent_input input = {"ledger.csv", ledger, sizeof ledger - 1};
    assert_ok(ent_store_open(&own.store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import(own.store, "ledger", &input, 1, NULL, NULL, &err), &err);
    assert_ok(ent_store_actors(own.store, &own.actors, &err), &err);
    assert_ok(ent_network_source_new(&own.source, own.store, own.actors, &err), &err);
    own.supplier = ent_network_source_supplier(own.source);
    return own;
}

static void discard(made *own) {
    ent_network_source_free(own->source);
    ent_actors_free(own->actors);
    ent_store_close(own->store);
}

static const char *const waves[] = {"1990", "2000", "2010"};

static ent_saom_actor *actors_of(made *own, const char *what, size_t *count) {
    ent_saom_actor *list = NULL;
    ent_error err = {0};
    assert_ok(own->supplier.actors(own->supplier.context, what, waves, 3, &list, count, &err),
              &err);
    return list;
}

static const ent_saom_actor *named(const ent_saom_actor *list, size_t count, const char *label) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].label, label) == 0) return &list[i];
    fail_msg("no actor %s", label);
    return NULL;
}

/* Terms of the CoW system: Ukraine from 1991-12-26, Yemen anew in 1990, the USA throughout. */
static void actors_are_there_to_the_day(void **state) {
    (void)state;
    made own = make();
    size_t count = 0;
    ent_saom_actor *list = actors_of(&own, "system:cow", &count);
    assert_true(count > 180);
    const ent_saom_actor *usa = named(list, count, "USA");
    assert_true(usa->spans == 1 && usa->span[0][0] == 0 && usa->span[0][1] == 2);
    const ent_saom_actor *ukraine = named(list, count, "UKR");
    double day = ent_date_days((ent_date){1991, 12, 26}, false);
    double from = ent_date_days((ent_date){1990, 12, 31}, false);
    double to = ent_date_days((ent_date){2000, 12, 31}, false);
    assert_true(fabs(ukraine->span[0][0] - (day - from) / (to - from)) < 1e-12);
    free(list);
    discard(&own);
}

static void expressions_give_ties_and_figures(void **state) {
    (void)state;
    made own = make();
    size_t count = 0;
    double value[9];
    ent_error err = {0};
    free(actors_of(&own, "system:cow CHN RUS PAK", &count));
    assert_int_equal(count, 3); /* RUS 365, CHN 710, PAK 770 */
    void *context = own.supplier.context;
    assert_ok(own.supplier.dyads(context, "exercises > 0", 1, value, &err), &err);
    assert_true(value[1] == 1 && value[3] == 1 && value[5] == 1 && value[2] == 0);
    assert_ok(own.supplier.dyads(context, "shared(exercises)", 1, value, &err), &err);
    assert_true(value[2] == 1 && value[1] == 0);
    assert_ok(own.supplier.dyads(context, "exercises > 5 or exercises = 1", 1, value, &err), &err);
    assert_true(value[1] == 1 && value[2] == 0);
    assert_ok(own.supplier.dyads(context, "log1p(exercises)", 1, value, &err), &err);
    assert_true(fabs(value[1] - log(2)) < 1e-15);
    assert_ok(own.supplier.dyads(context, "shared(rivalry)", 1, value, &err), &err);
    assert_true(ent_is_missing(value[1])); /* nothing is known of rivalry: not no shared rivals */
    assert_ok(own.supplier.dyads(context, "rivalry", 1, value, &err), &err);
    assert_true(ent_is_missing(value[1]));
    discard(&own);
}

static void what_cannot_be_understood_is_named(void **state) {
    (void)state;
    made own = make();
    size_t count = 0;
    double value[9];
    ent_error err = {0};
    ent_saom_actor *list = NULL;
    void *context = own.supplier.context;
    assert_error(own.supplier.dyads(context, "exercises", 0, value, &err), ENT_ERR_USAGE, &err,
                 "expected actors = system:cow");
    free(actors_of(&own, "system:gw CHN RUS PAK", &count));
    static const char *const bad[] = {
        "", ">", "exercises >", "exercises > x", "exercises >< 1", "exercises > 1 2", NULL};
    for (size_t k = 0; bad[k] != NULL; k++)
        assert_error(own.supplier.dyads(context, bad[k], 0, value, &err), ENT_ERR_USAGE, &err,
                     "expected COLUMN");
    assert_error(own.supplier.dyads(context, "exercise", 0, value, &err), ENT_ERR_NOT_FOUND, &err,
                 "exercises");
    assert_error(own.supplier.values(context, "shared(cinc)", 0, value, &err), ENT_ERR_USAGE, &err,
                 "expected COLUMN");
    assert_error(own.supplier.actors(context, "system:un", waves, 3, &list, &count, &err),
                 ENT_ERR_USAGE, &err, "system:cow or system:gw");
    static const char *const odd[] = {"1990", "first"};
    assert_error(own.supplier.actors(context, "system:cow", odd, 2, &list, &count, &err),
                 ENT_ERR_USAGE, &err, "waves are years");
    discard(&own);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(actors_are_there_to_the_day),
                                       cmocka_unit_test(expressions_give_ties_and_figures),
                                       cmocka_unit_test(what_cannot_be_understood_is_named)};
    return RUN_TESTS(tests);
}
