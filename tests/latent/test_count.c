/* SPDX-License-Identifier: Apache-2.0 */
/* Poisson log-normal counts: the quadrature against sums, limits and differences. */
#include "support.h"

#include <math.h>

#include "latent/part.h"

static void probabilities_sum_to_one(void **unused) {
    (void)unused;
    const double cases[][2] = {{-3, 0.5}, {0, 1}, {1.5, 0.3}, {2, 0.8}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double sum = 0;
        for (int y = 0; y < 3000; y++)
            sum += exp(ent_count_density(y, cases[i][0], cases[i][1]).log_p);
        assert_true(fabs(sum - 1) < 1e-4); /* 12 points of quadrature */
    }
}

static void without_overdispersion_it_is_poisson(void **unused) {
    (void)unused;
    for (int y = 0; y < 40; y += 3) {
        double log_p = ent_count_density(y, 1.2, 1e-6).log_p;
        assert_true(fabs(log_p - (y * 1.2 - exp(1.2) - lgamma(y + 1))) < 1e-6);
    }
}

/* The same integral by 20,000 steps of the trapezoidal rule. */
static double brute(int y, double eta, double omega) {
    double sum = 0;
    for (int i = -10000; i <= 10000; i++) {
        double e = i * 1e-3;
        double log_rate = eta + omega * e;
        sum += 1e-3 * exp(y * log_rate - exp(log_rate) - lgamma(y + 1) - e * e / 2);
    }
    return log(sum / sqrt(2 * M_PI));
}

static void quadrature_agrees_with_brute_force(void **unused) {
    (void)unused;
    const int counts[] = {0, 1, 4, 12, 30};
    for (size_t i = 0; i < 5; i++)
        for (double eta = -4; eta < 6; eta += 2)
            for (double omega = 0.2; omega < 1.5; omega += 0.6)
                assert_true(fabs(ent_count_density(counts[i], eta, omega).log_p -
                                 brute(counts[i], eta, omega)) < 2e-3);
}

static void derivatives_are_those_of_the_logarithm(void **unused) {
    (void)unused;
    const double h = 1e-4;
    for (int y = 0; y < 12; y += 3) {
        double eta = 0.4;
        double omega = 0.7;
        ent_density d = ent_count_density(y, eta, omega);
        double up = ent_count_density(y, eta + h, omega).log_p;
        double down = ent_count_density(y, eta - h, omega).log_p;
        assert_true(fabs(d.first[0] - (up - down) / (2 * h)) < 1e-3);
        assert_true(fabs(d.second[0] - (up - 2 * d.log_p + down) / (h * h)) < 1e-2);
        up = ent_count_density(y, eta, omega + h).log_p;
        down = ent_count_density(y, eta, omega - h).log_p;
        assert_true(fabs(d.first[1] - (up - down) / (2 * h)) < 1e-3);
        assert_true(fabs(d.second[2] - (up - 2 * d.log_p + down) / (h * h)) < 2e-2);
    }
}

static void extremes_stay_finite(void **unused) {
    (void)unused;
    const double etas[] = {-50, -5, 0, 12, 40};
    for (size_t i = 0; i < 5; i++)
        for (double y = 0; y <= 100000; y = y * 10 + 1) {
            ent_density d = ent_count_density(y, etas[i], 2);
            assert_true(isfinite(d.log_p) && isfinite(d.first[0]) && isfinite(d.second[2]));
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(probabilities_sum_to_one),
                                       cmocka_unit_test(without_overdispersion_it_is_poisson),
                                       cmocka_unit_test(quadrature_agrees_with_brute_force),
                                       cmocka_unit_test(derivatives_are_those_of_the_logarithm),
                                       cmocka_unit_test(extremes_stay_finite)};
    return RUN_TESTS(tests);
}
