/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "store/sql.h"
#include "support.h"

static void a_kind_is_found_by_its_name(void **state) {
    (void)state;
    for (int kind = 0; kind < ENT_KINDS; kind++) {
        ent_kind found = ENT_KINDS;
        assert_true(ent_kind_name((ent_kind)kind)[0] != '\0');
        assert_true(ent_kind_from_name(ent_kind_name((ent_kind)kind), &found));
        assert_int_equal(found, kind);
    }
}

static void what_is_no_kind_has_no_name(void **state) {
    (void)state;
    ent_kind found = ENT_VOTE;
    assert_string_equal(ent_kind_name(ENT_KINDS), "");
    assert_string_equal(ent_kind_name((ent_kind)-1), "");
    assert_false(ent_kind_from_name("", &found));
    assert_false(ent_kind_from_name("Alliance", &found));
    assert_int_equal(found, ENT_VOTE);
}

static void a_series_belongs_to_a_kind(void **state) {
    (void)state;
    assert_int_equal(ent_kind_of_series("trade"), ENT_TRADE);
    assert_int_equal(ent_kind_of_series("arms_imports"), ENT_TRANSFER);
    assert_int_equal(ent_kind_of_series("troops"), ENT_DEPLOYMENT);
    assert_int_equal(ent_kind_of_series("upop"), ENT_CAPABILITIES_KIND);
    assert_int_equal(ent_kind_of_series("contiguity"), ENT_CONTIGUITY);
    assert_int_equal(ent_kind_of_series("of a newer program"), ENT_KINDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_is_found_by_its_name),
        cmocka_unit_test(what_is_no_kind_has_no_name),
        cmocka_unit_test(a_series_belongs_to_a_kind),
    };
    return RUN_TESTS(tests);
}
