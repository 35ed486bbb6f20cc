/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"

#include <math.h>

#include "base/normal.h"
#include "support.h"

enum { DRAWS = 200000 };

/* Known answers of Philox 4×32, ten rounds, published with Random123: counter and key of zeros, and
 * of ones. */
static void the_generator_is_philox(void **state) {
    (void)state;
    static const uint32_t zeros[4] = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    ent_random random = ent_random_stream(0, 0, 0, 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(ent_random_word(&random), zeros[i]);
}

static void a_stream_is_named_by_its_numbers(void **state) {
    (void)state;
    ent_random first = ent_random_stream(7, 1, 2, 3);
    ent_random again = ent_random_stream(7, 1, 2, 3);
    ent_random other = ent_random_stream(7, 1, 3, 2);
    int same = 0;
    for (int i = 0; i < 1000; i++) {
        uint32_t word = ent_random_word(&first);
        assert_int_equal(word, ent_random_word(&again));
        same += word == ent_random_word(&other);
    }
    assert_true(same < 3);
}

/* Mean and variance within five standard errors of what the distribution has (a chance of 6e-7). */
static void moments_are(double (*draw)(ent_random *), double mean, double variance, double fourth) {
    ent_random random = ent_random_stream(20, 0, 0, 0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
        double x = draw(&random) - mean;
        sum += x;
        squares += x * x;
    }
    assert_true(fabs(sum / DRAWS) < 5 * sqrt(variance / DRAWS));
    assert_true(fabs(squares / DRAWS - variance) <
                5 * sqrt((fourth - variance * variance) / DRAWS));
}

static double gamma_small(ent_random *random) {
    return ent_random_gamma(random, 0.5);
}
static double gamma_large(ent_random *random) {
    return ent_random_gamma(random, 7.5);
}
static double of_six(ent_random *random) {
    return ent_random_below(random, 6);
}

/* Fourth central moment: 1/80, 3, 9, 3k(k+2) and, for a die, the mean of (i − 2.5)^4. */
static void draws_have_their_moments(void **state) {
    (void)state;
    moments_are(ent_random_uniform, 0.5, 1.0 / 12, 1.0 / 80);
    moments_are(ent_random_normal, 0, 1, 3);
    moments_are(ent_random_exponential, 1, 1, 9);
    moments_are(gamma_small, 0.5, 0.5, 3 * 0.5 * 2.5);
    moments_are(gamma_large, 7.5, 7.5, 3 * 7.5 * 9.5);
    moments_are(of_six, 2.5, 35.0 / 12, 14.729166666666666);
}

/* Mean of a truncated normal: (φ(a) − φ(b)) / (Φ(b) − Φ(a)). */
static void truncated_normals_stay_between(void **state) {
    (void)state;
    static const double bounds[][2] = {{-1, 2},  {0, INFINITY},   {-INFINITY, -3},
                                       {6, 6.5}, {-0.001, 0.001}, {3, INFINITY}};
    for (size_t b = 0; b < sizeof bounds / sizeof bounds[0]; b++) {
        double lower = bounds[b][0];
        double upper = bounds[b][1];
        double mean = (ent_normal_density(lower) - ent_normal_density(upper)) /
                      (ent_normal_cdf(-lower) - ent_normal_cdf(-upper));
        ent_random random = ent_random_stream(3, (uint32_t)b, 0, 0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = ent_random_normal_between(&random, lower, upper);
            assert_true(x >= lower && x <= upper);
            sum += x - mean;
            squares += (x - mean) * (x - mean);
        }
        assert_true(fabs(sum / DRAWS) < 5 * sqrt(squares / DRAWS / DRAWS));
    }
    ent_random random = ent_random_stream(3, 99, 0, 0);
    double far = ent_random_normal_between(&random, 60, INFINITY);
    assert_true(far >= 60 && far < 61);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_generator_is_philox),
                                       cmocka_unit_test(a_stream_is_named_by_its_numbers),
                                       cmocka_unit_test(draws_have_their_moments),
                                       cmocka_unit_test(truncated_normals_stay_between)};
    return RUN_TESTS(tests);
}
