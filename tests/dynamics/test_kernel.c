/* SPDX-License-Identifier: Apache-2.0 */
/* The vector loops: accuracy, and the same bits on registers of any width. */
#include "support.h"

#include <math.h>
#include <string.h>

#include "dynamics/kernel.h"

enum { SIZE = 67 }; /* no multiple of the lanes */

static void exponentials_are_accurate(void **state) {
    (void)state;
    for (double from = -225; from < 225; from += 0.37) {
        double x[SIZE];
        double want[SIZE];
        for (size_t k = 0; k < SIZE; k++) {
            x[k] = from + 0.01 * (double)k;
            want[k] = exp(x[k]);
        }
        saom_kernel_best()->exp(x, SIZE);
        for (size_t k = 0; k < SIZE; k++)
            assert_true(fabs(x[k] / want[k] - 1) < 4e-16);
    }
}

static void exponents_are_cut_where_weights_would_overflow(void **state) {
    (void)state;
    double x[] = {1e300, -1e300, INFINITY};
    saom_kernel_best()->exp(x, 3);
    assert_true(fabs(x[0] / exp(SAOM_EXPONENT_MAX) - 1) < 1e-15);
    assert_true(fabs(x[1] / exp(-SAOM_EXPONENT_MAX) - 1) < 1e-15);
    assert_true(isfinite(x[2]));
}

static void the_baseline_gives_the_same_bits(void **state) {
    (void)state;
    const saom_kernel *best = saom_kernel_best();
    const saom_kernel *plain = saom_kernel_plain();
    for (size_t n = 0; n <= SIZE; n++) {
        double x[2][SIZE];
        double y[2][SIZE];
        for (size_t k = 0; k < SIZE; k++) {
            x[0][k] = x[1][k] = sin((double)(k + n));
            y[0][k] = y[1][k] = cos(3 * (double)k);
        }
        best->exp(x[0], n);
        plain->exp(x[1], n);
        best->add(0.3, x[0], y[0], n);
        plain->add(0.3, x[1], y[1], n);
        double mixed[2][SIZE];
        double sums[2][6];
        const double *rows[2][5] = {{x[0], y[0], x[0], y[0], x[0]}, {x[1], y[1], x[1], y[1], x[1]}};
        for (size_t count = 0; count <= 5; count++) {
            best->mix(x[0], y[0], mixed[0], n, rows[0], count, sums[0]);
            plain->mix(x[1], y[1], mixed[1], n, rows[1], count, sums[1]);
            assert_memory_equal(mixed[0], mixed[1], n * sizeof(double));
            assert_memory_equal(sums[0], sums[1], (1 + count) * sizeof(double));
            for (size_t r = 0; r < count; r++) {
                double want = plain->dot(mixed[1], rows[1][r], n);
                assert_memory_equal(&sums[1][1 + r], &want, sizeof want);
            }
        }
        assert_memory_equal(x[0], x[1], sizeof x[0]);
        assert_memory_equal(y[0], y[1], sizeof y[0]);
        double sum[2] = {best->sum(x[0], n), plain->sum(x[1], n)};
        double dot[2] = {best->dot(x[0], y[0], n), plain->dot(x[1], y[1], n)};
        assert_memory_equal(&sum[0], &sum[1], sizeof sum[0]);
        assert_memory_equal(&dot[0], &dot[1], sizeof dot[0]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponentials_are_accurate),
        cmocka_unit_test(exponents_are_cut_where_weights_would_overflow),
        cmocka_unit_test(the_baseline_gives_the_same_bits)};
    return RUN_TESTS(tests);
}
