/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>

#include "entente/measure.h"

static void dependence_is_the_pairs_share_in_all_trade(void **unused) {
    (void)unused;
    assert_true(ent_trade_dependence(30, 10, 160) == 0.25);
    assert_true(ent_trade_dependence(0, 0, 160) == 0);
    assert_true(ent_trade_dependence(7, 5, 12) == 1);
}

static void dependence_is_missing_without_its_parts(void **unused) {
    (void)unused;
    double nan = ent_missing();
    assert_true(isnan(ent_trade_dependence(1, 1, 0)));
    assert_true(isnan(ent_trade_dependence(1, 1, nan)));
    assert_true(isnan(ent_trade_dependence(nan, 1, 10)));
    assert_true(isnan(ent_trade_dependence(1, nan, 10)));
}

static void asymmetry_runs_from_alike_to_one_sided(void **unused) {
    (void)unused;
    assert_true(ent_trade_asymmetry(0.1, 0.1) == 0);
    assert_true(ent_trade_asymmetry(0.2, 0) == 1 && ent_trade_asymmetry(0, 0.2) == 1);
    assert_true(ent_trade_asymmetry(0.75, 0.25) == 0.5);
    assert_true(isnan(ent_trade_asymmetry(0, 0)));
    assert_true(isnan(ent_trade_asymmetry(ent_missing(), 0.5)));
    assert_true(isnan(ent_trade_asymmetry(0.5, ent_missing())));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dependence_is_the_pairs_share_in_all_trade),
        cmocka_unit_test(dependence_is_missing_without_its_parts),
        cmocka_unit_test(asymmetry_runs_from_alike_to_one_sided),
    };
    return RUN_TESTS(tests);
}
