/* SPDX-License-Identifier: Apache-2.0 */
/* The fit of one part to expected counts. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "latent/part.h"

enum { POINTS = 96 };
static const ent_grid grid = {-6, 0.125, POINTS};
static const ent_priors priors = {1.5, 5};

/* Counts in proportion to a normal trait and the probabilities of @p truth. */
static void expect(const ent_part *part, const double *truth, const double *values, double total,
                   double *counts) {
    for (size_t c = 0; c < part->codes; c++)
        for (size_t q = 0; q < POINTS; q++) {
            double x = grid.low + (double)q * grid.step;
            double share = exp(-x * x / 2) * grid.step / sqrt(2 * M_PI);
            counts[c * POINTS + q] =
                total * share * exp(ent_part_log_density(part, truth, values[c], x));
        }
}

static void check_derivatives(const ent_part *part, const double *parameters,
                              const double *covariance, const double *values,
                              const double *counts) {
    const double h = 1e-4;
    ent_objective at;
    ent_part_objective(part, parameters, covariance, values, &grid, counts, &priors, true, &at);
    for (unsigned i = 0; i < part->parameters; i++) {
        double moved[ENT_PART_PARAMETERS];
        ent_objective up;
        ent_objective down;
        memcpy(moved, parameters, part->parameters * sizeof *moved);
        moved[i] += h;
        ent_part_objective(part, moved, covariance, values, &grid, counts, &priors, true, &up);
        moved[i] -= 2 * h;
        ent_part_objective(part, moved, covariance, values, &grid, counts, &priors, true, &down);
        double slope = (up.value - down.value) / (2 * h);
        assert_true(fabs(at.gradient[i] - slope) < 1e-3 * (1 + fabs(slope)));
        if (covariance != NULL) continue; /* the Hessian leaves the spread out */
        for (unsigned j = 0; j < part->parameters; j++) {
            double second = (up.gradient[j] - down.gradient[j]) / (2 * h);
            assert_true(fabs(at.hessian[i * ENT_PART_PARAMETERS + j] - second) <
                        2e-3 * (1 + fabs(second)));
        }
    }
}

static void derivatives_are_those_of_the_objective(void **unused) {
    (void)unused;
    const ent_part ordered = {.type = ENT_PART_ORDERED, .parameters = 4, .codes = 4};
    const ent_part count = {.type = ENT_PART_COUNT, .parameters = 3, .codes = 4};
    const double truth[] = {0.8, -1, 0.1, 1.2};
    const double other[] = {1.1, -0.7, 0.3, 0.9};
    const double rate[] = {0.6, -0.4, -0.5};
    const double values[] = {0, 1, 2, 3};
    double counts[4 * POINTS];
    double covariance[ENT_PART_PARAMETERS * ENT_PART_PARAMETERS] = {0};
    for (unsigned i = 0; i < 4; i++)
        for (unsigned j = 0; j < 4; j++)
            covariance[i * ENT_PART_PARAMETERS + j] = i == j ? 0.04 : 0.01;
    expect(&ordered, truth, values, 50, counts);
    check_derivatives(&ordered, other, NULL, values, counts);
    check_derivatives(&ordered, other, covariance, values, counts);
    expect(&count, rate, values, 50, counts);
    check_derivatives(&count, rate, NULL, values, counts);
}

static void large_counts_give_the_truth_back(void **unused) {
    (void)unused;
    const ent_part ordered = {.type = ENT_PART_ORDERED, .parameters = 4, .codes = 4};
    const ent_part count = {.type = ENT_PART_COUNT, .parameters = 3, .codes = 40};
    const double truth[] = {0.8, -1, 0.1, 1.2};
    const double rate[] = {0.6, -0.4, -0.5};
    double values[40];
    static double counts[40 * POINTS];
    double covariance[ENT_PART_PARAMETERS * ENT_PART_PARAMETERS] = {0};
    double found[] = {0.1, -0.2, 0, 0.2};
    double found_rate[] = {0.1, 0, 0};
    for (int i = 0; i < 40; i++)
        values[i] = i;
    expect(&ordered, truth, values, 1e6, counts);
    ent_part_maximise(&ordered, found, covariance, values, &grid, counts, &priors, 40);
    for (int i = 0; i < 4; i++)
        assert_true(fabs(found[i] - truth[i]) < 1e-3);
    /* A million probits: an sd of the slope of about 1.7e-3. */
    assert_true(sqrt(covariance[0]) > 1e-3 && sqrt(covariance[0]) < 3e-3);
    memset(covariance, 0, sizeof covariance);
    expect(&count, rate, values, 1e6, counts);
    ent_part_maximise(&count, found_rate, covariance, values, &grid, counts, &priors, 60);
    for (int i = 0; i < 3; i++)
        assert_true(fabs(found_rate[i] - rate[i]) < 5e-3);
}

static void a_positive_slope_stops_at_zero(void **unused) {
    (void)unused;
    const ent_part free_part = {.type = ENT_PART_ORDERED, .parameters = 2, .codes = 2};
    ent_part part = free_part;
    part.positive = true;
    const double truth[] = {-0.7, 0.3};
    const double values[] = {0, 1};
    double counts[2 * POINTS];
    double covariance[ENT_PART_PARAMETERS * ENT_PART_PARAMETERS] = {0};
    double found[] = {0.5, 0};
    expect(&part, truth, values, 1000, counts);
    ent_part_maximise(&part, found, covariance, values, &grid, counts, &priors, 50);
    assert_true(found[0] == 0 && isfinite(found[1]) && fabs(found[1] - 0.25) < 0.2);
}

static void what_never_happened_gives_finite_cuts(void **unused) {
    (void)unused;
    const ent_part part = {.type = ENT_PART_ORDERED, .parameters = 4, .codes = 4};
    const double truth[] = {0.8, -1, 0.1, 1.2};
    const double values[] = {0, 1, 2, 3};
    double counts[4 * POINTS];
    double covariance[ENT_PART_PARAMETERS * ENT_PART_PARAMETERS] = {0};
    double found[] = {0.5, -0.5, 0, 0.5};
    expect(&part, truth, values, 500, counts);
    memset(counts + POINTS, 0, 2 * POINTS * sizeof *counts); /* the two in the middle */
    ent_part_maximise(&part, found, covariance, values, &grid, counts, &priors, 50);
    assert_true(ent_part_valid(&part, found));
    memset(counts, 0, sizeof counts);
    ent_part_maximise(&part, found, covariance, values, &grid, counts, &priors, 50);
    assert_true(ent_part_valid(&part, found) && fabs(found[0]) < 0.1);
}

static void reals_are_a_regression(void **unused) {
    (void)unused;
    const ent_part part = {.type = ENT_PART_GAUSS, .parameters = 3};
    double found[] = {0, 0, 0};
    double covariance[ENT_PART_PARAMETERS * ENT_PART_PARAMETERS] = {0};
    ent_moments sums = {0};
    const double residual[] = {0.5, -0.5};
    for (int i = 0; i < 100000; i++) {
        double x = (i % 101 - 50) / 25.0;
        double y = 0.3 + 0.7 * x + residual[i % 2];
        sums.n++;
        sums.x += x;
        sums.xx += x * x;
        sums.y += y;
        sums.xy += x * y;
        sums.yy += y * y;
    }
    ent_part_maximise_real(&part, found, covariance, &sums, &priors);
    assert_true(fabs(found[0] - 0.7) < 1e-3 && fabs(found[1] - 0.3) < 1e-3);
    assert_true(fabs(exp(found[2]) - 0.5) < 1e-3);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(derivatives_are_those_of_the_objective),
                                       cmocka_unit_test(large_counts_give_the_truth_back),
                                       cmocka_unit_test(a_positive_slope_stops_at_zero),
                                       cmocka_unit_test(what_never_happened_gives_finite_cuts),
                                       cmocka_unit_test(reals_are_a_regression)};
    return RUN_TESTS(tests);
}
