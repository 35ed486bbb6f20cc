/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>

#include "entente/measure.h"

static void runs_from_parity_to_monopoly_whatever_the_order(void **unused) {
    (void)unused;
    assert_true(ent_power_ratio(0.2, 0.2) == 0.5);
    assert_true(ent_power_ratio(3, 1) == 0.75 && ent_power_ratio(1, 3) == 0.75);
    assert_true(ent_power_ratio(0, 0.1) == 1 && ent_power_ratio(0.1, 0) == 1);
}

static void is_missing_without_both_figures(void **unused) {
    (void)unused;
    assert_true(isnan(ent_power_ratio(0, 0)));
    assert_true(isnan(ent_power_ratio(ent_missing(), 1)));
    assert_true(isnan(ent_power_ratio(1, ent_missing())));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_from_parity_to_monopoly_whatever_the_order),
        cmocka_unit_test(is_missing_without_both_figures),
    };
    return RUN_TESTS(tests);
}
