/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <unistd.h>

#include "store/support_store.h"

enum { FIELDS = 2, PATHS = 2, SPELLS = 3 };

static const ent_kind exercises[] = {ENT_EXERCISE};
static const size_t rows[PATHS + 1] = {0, 3, 4};
static const float figures[4 * FIELDS] = {1.5F, -2, NAN, 1e-30F, 3, 4, 7, 8};
static const ent_actor first_actor[SPELLS] = {2, 2, 20};
static const ent_actor second_actor[SPELLS] = {200, 710, 365};
static const int32_t first_year[SPELLS] = {1950, 1960, 1950};
static const uint32_t path_of[SPELLS] = {0, 1, 0};

static ent_estimate made(void) {
    return (ent_estimate){.name = "made",
                          .revision = 3,
                          .kinds = exercises,
                          .kind_count = 1,
                          .detail = "{\"a\":1}",
                          .fields = FIELDS,
                          .path_count = PATHS,
                          .path_row = rows,
                          .values = figures,
                          .spell_count = SPELLS,
                          .actor1 = first_actor,
                          .actor2 = second_actor,
                          .first = first_year,
                          .path = path_of};
}

static void put(ent_store *store) {
    ent_error err = {0};
    ent_estimate estimate = made();
    assert_ok(ent_store_put_estimate(store, &estimate, &err), &err);
}

static bool has(ent_store *store, int revision) {
    bool found = false;
    ent_error err = {0};
    assert_ok(ent_store_has_estimate(store, "made", revision, &found, &err), &err);
    return found;
}

/* "2 200 1950: 1.5 -2, nan 1e-30, 3 4; …" */
static ent_status tell(void *context, const ent_estimate_spell *row, ent_error *err) {
    ent_text *text = context;
    ent_text_format(text, err, "%d %d %d:", row->actor1, row->actor2, row->first);
    for (size_t i = 0; i < row->years * row->fields; i++)
        ent_text_format(text, err, " %g", (double)row->values[i]);
    return ent_text_format(text, err, "; ");
}

static void assert_spells(ent_store *store, ent_actor a, ent_actor b, const char *want) {
    ent_text text = {0};
    ent_error err = {0};
    assert_ok(ent_store_estimate_spells(store, "made", 3, a, b, tell, &text, &err), &err);
    assert_string_equal(text.bytes != NULL ? text.bytes : "", want);
    ent_text_free(&text);
}

static ent_status tell_detail(void *context, const char *detail, ent_error *err) {
    return ent_text_format(context, err, "%s", detail);
}

static void an_estimate_is_read_as_it_was_put(void **state) {
    (void)state;
    ent_store *store = open_store(scratch_path("put.db"), ENT_STORE_WRITE);
    assert_false(has(store, 3));
    assert_spells(store, 0, 0, "");
    put(store);
    put(store); /* in place of the first */
    assert_true(has(store, 3));
    assert_spells(store, 0, 0,
                  "2 200 1950: 1.5 -2 nan 1e-30 3 4; 20 365 1950: 1.5 -2 nan 1e-30 3 4; "
                  "2 710 1960: 7 8; ");
    assert_spells(store, 2, 710, "2 710 1960: 7 8; ");
    assert_spells(store, 2, 711, "");
    ent_text detail = {0};
    ent_error err = {0};
    assert_ok(ent_store_estimate_detail(store, "made", 3, tell_detail, &detail, &err), &err);
    assert_string_equal(detail.bytes, "{\"a\":1}");
    ent_text_free(&detail);
    ent_store_close(store);
}

static void an_estimate_of_another_revision_is_not_given(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    put(store);
    assert_false(has(store, 2));
    assert_false(has(store, 4));
    ent_store_close(store);
}

static void an_estimate_is_stale_once_a_source_it_rests_on_changes(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 3); /* exercises, trade, capabilities */
    put(store);
    assert_true(has(store, 3));
    import_rows(store, "a", "2", 2, 4);
    assert_false(has(store, 3));
    assert_spells(store, 0, 0, "");
    put(store);
    assert_true(has(store, 3));
    ent_store_close(store);
}

static void a_store_opened_to_read_keeps_it_until_it_is_closed(void **state) {
    (void)state;
    const char *path = scratch_path("kept.db");
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    struct bytes before = read_bytes(path);
    ent_store *store = open_store(path, ENT_STORE_READ);
    put(store);
    assert_true(has(store, 3));
    assert_spells(store, 2, 710, "2 710 1960: 7 8; ");
    ent_store_close(store);
    assert_same_bytes(path, before);
    store = open_store(path, ENT_STORE_READ);
    assert_false(has(store, 3));
    ent_store_close(store);
    free(before.data);
}

static void a_damaged_path_gives_one_line(void **state) {
    (void)state;
    static const char *const damage[] = {
        "UPDATE estimate_path SET data = x'0102'", "UPDATE estimate_path SET years = 5",
        "UPDATE estimate_path SET years = -1", "UPDATE estimate SET fields = 100000"};
    for (size_t i = 0; i < sizeof damage / sizeof damage[0]; i++) {
        const char *path = scratch_path("damaged.db");
        ent_text text = {0};
        ent_error err = {0};
        ent_store *store = open_store(path, ENT_STORE_WRITE);
        put(store);
        ent_store_close(store);
        run_sql(path, damage[i]);
        store = open_store(path, ENT_STORE_READ);
        assert_error(ent_store_estimate_spells(store, "made", 3, 0, 0, tell, &text, &err),
                     ENT_ERR_STORE, &err, "is damaged: a path of an estimate");
        ent_store_close(store);
        ent_text_free(&text);
        unlink(path);
    }
}

static void an_estimate_without_fields_is_refused(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_estimate estimate = made();
    ent_error err = {0};
    estimate.fields = 0;
    assert_error(ent_store_put_estimate(store, &estimate, &err), ENT_ERR_USAGE, &err,
                 "1 to 256 figures");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_estimate_is_read_as_it_was_put),
        cmocka_unit_test(an_estimate_of_another_revision_is_not_given),
        cmocka_unit_test(an_estimate_is_stale_once_a_source_it_rests_on_changes),
        cmocka_unit_test(a_store_opened_to_read_keeps_it_until_it_is_closed),
        cmocka_unit_test(a_damaged_path_gives_one_line),
        cmocka_unit_test(an_estimate_without_fields_is_refused),
    };
    return RUN_TESTS(tests);
}
