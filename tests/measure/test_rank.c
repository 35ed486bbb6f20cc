/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>
#include <stdlib.h>

#include "entente/measure.h"

static void check(double value, const double *values, size_t count, size_t rank, size_t of,
                  size_t ties, double percentile) {
    ent_rank got = ent_rank_of(value, values, count);
    assert_int_equal(got.rank, rank);
    assert_int_equal(got.of, of);
    assert_int_equal(got.ties, ties);
    if (isnan(percentile))
        assert_true(isnan(got.percentile));
    else
        assert_true(fabs(got.percentile - percentile) < 1e-12);
}

static void ties_share_the_best_rank(void **unused) {
    (void)unused;
    double nan = ent_missing();
    const double values[] = {0.5, nan, 0.9, 0.5, 0.1, nan};
    check(0.9, values, 6, 1, 4, 1, 87.5);
    check(0.5, values, 6, 2, 4, 2, 50);
    check(0.1, values, 6, 4, 4, 1, 12.5);
}

static void what_is_missing_has_no_rank(void **unused) {
    (void)unused;
    double nan = ent_missing();
    const double values[] = {nan, 2, nan};
    check(nan, values, 3, 0, 1, 0, nan);
    check(nan, values, 0, 0, 0, 0, nan);
    check(2, values, 3, 1, 1, 1, 50);
}

static int descending(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (y > x) - (y < x);
}

static void agrees_with_sorting(void **unused) {
    (void)unused;
    enum { N = 101 };
    double values[N];
    double sorted[N];
    for (unsigned k = 0; k < N; k++)
        sorted[k] = values[k] = (double)(k * k * 7 % 53);
    qsort(sorted, N, sizeof sorted[0], descending);
    for (size_t k = 0; k < N; k++) {
        ent_rank got = ent_rank_of(values[k], values, N);
        assert_true(sorted[got.rank - 1] == values[k]);
        assert_true(got.rank == 1 || sorted[got.rank - 2] > values[k]);
        assert_true(sorted[got.rank + got.ties - 2] == values[k]);
        assert_true(got.percentile > 0 && got.percentile < 100);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_share_the_best_rank),
        cmocka_unit_test(what_is_missing_has_no_rank),
        cmocka_unit_test(agrees_with_sorting),
    };
    return RUN_TESTS(tests);
}
