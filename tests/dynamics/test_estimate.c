/* SPDX-License-Identifier: Apache-2.0 */
/* Estimation: against the reference, on simulated data, over threads, and where it cannot work. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dynamics/support_random.h"
#include "dynamics/support_reference.h"

enum { PARAMETERS = 64 };

/* With sanitizers two subphases, a phase 3 of 100 simulations and no restart; convergence is not
 * asked for there. */
static const int rounds = TEST_SANITIZED ? -1 : 0;
static const int subphases = TEST_SANITIZED ? 2 : 0;

static ent_saom_fit *estimate(const ent_saom_model *model, ent_saom_options options) {
    ent_error err = {0};
    ent_saom_fit *fit = NULL;
    if (options.threads == 0)
        options.threads = 1; /* several wait for each other on a busy machine */
    assert_ok(ent_saom_estimate(model, &options, &fit, &err), &err);
    return fit;
}

/* Both rules hold, by the simulations of phase 3 themselves: every t-ratio below 0.1, and the
 * overall ratio, the largest t-ratio of any combination of statistics, below 0.25. */
static void check_converged(const ent_saom_fit *fit) {
    double most = 0;
    for (size_t k = 0; k < fit->parameters; k++) {
        double sum = 0;
        double square = 0;
        for (size_t s = 0; s < fit->n3 && fit->estimated[k]; s++) {
            double off = fit->simulated[s * fit->parameters + k] - fit->target[k];
            sum += off;
            square += off * off;
        }
        double count = (double)fit->n3;
        double variance = (square - sum * sum / count) / (count - 1);
        if (fit->estimated[k]) most = fmax(most, fabs(sum / count) / sqrt(variance));
    }
    assert_true(fit->converged);
    assert_true(most > 0 && most < 0.1);
    assert_true(fit->t_max >= most - 1e-9 && fit->t_max < 0.25);
}

/* One seed of ours and the mean of three of RSiena's: each estimate has a Monte Carlo error of some
 * 0.07 standard errors, so 0.4 is beyond five of the difference. Standard errors vary by 5 %. */
static void the_reference_is_met_conditionally(void **state) {
    (void)state;
    const reference_figures *own = &reference_all[0];
    reference made;
    if (TEST_SANITIZED) skip(); /* the search is the same as below, only longer */
    double want[2][PARAMETERS] = {{0}};
    for (int seed = 1; seed <= own->seeds; seed++)
        for (int column = 0; column < 2; column++)
            if (reference_read(own, shared_path, seed, column, want[column]) == 0) skip();
    if (!own->make(&made, shared_path)) skip();
    ent_saom_fit *fit = estimate(made.model, (ent_saom_options){.seed = 1, .conditional = true});
    check_converged(fit);
    for (size_t k = 0; k < 4; k++) {
        double mean = want[0][k] / own->seeds;
        double se = want[1][k] / own->seeds;
        assert_true(fabs(fit->estimate[2 + k] - mean) < 0.4 * se);
        assert_true(fabs(fit->se[2 + k] / se - 1) < 0.25);
    }
    /* rates and their standard errors, from the tables beside */
    assert_true(fabs(fit->estimate[0] - 6.45) < 0.3);
    assert_true(fabs(fit->estimate[1] - 5.23) < 0.3);
    assert_true(fabs(fit->se[0] - 1.09) < 0.2);
    ent_saom_fit_free(fit);
    reference_free(&made);
}

static void figures_are_the_same_for_any_number_of_threads(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_data *data = random_data(3, 25, 3, 0.12, true);
    const ent_saom_data *group = data;
    ent_saom_model *model = NULL;
    ent_saom_fit *fit[2];
    assert_ok(ent_saom_model_new(&model, &group, 1, &err), &err);
    reference_effect(model, "net", "density", NULL);
    reference_effect(model, "net", "recip", NULL);
    reference_effect(model, "net", "altX", "act");
    reference_effect(model, "other", "density", NULL);
    reference_effect(model, "act", "linear", NULL);
    for (int t = 0; t < 2; t++)
        fit[t] = estimate(
            model,
            (ent_saom_options){.seed = 9, .n3 = 100, .rounds = -1, .threads = t == 0 ? 1 : 3});
    size_t size = fit[0]->parameters * sizeof(double);
    assert_memory_equal(fit[0]->estimate, fit[1]->estimate, size);
    assert_memory_equal(fit[0]->se, fit[1]->se, size);
    assert_memory_equal(fit[0]->simulated, fit[1]->simulated, size * 100);
    ent_saom_fit_free(fit[0]);
    ent_saom_fit_free(fit[1]);
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

/* The last simulated outcome as a wave. */
typedef struct keeper {
    ent_saom_entry *entry;
    size_t count;
} keeper;

static bool keep(void *context, const ent_saom_outcome *outcome) {
    keeper *own = context;
    for (size_t t = 0; t < outcome->ties; t++)
        own->entry[t] = (ent_saom_entry){outcome->from[t], outcome->to[t], 1};
    own->count = outcome->ties;
    return true;
}

/* What generated the data lies within four standard errors of the estimate. */
static void generating_parameters_are_recovered(void **state) {
    (void)state;
    enum { N = 60 };
    static const double truth[] = {4, -1.8, 1.4, 0.3};
    ent_error err = {0};
    ent_random random = ent_random_stream(11, 0, 0, 98);
    ent_saom_wave wave[2];
    wave[0] = random_wave(&random, N, 0.05, true, NULL);
    wave[1] = random_wave(&random, N, 0.05, true, &wave[0]);
    keeper kept = {.entry = calloc((size_t)N * N, sizeof *kept.entry)};
    for (int pass = 0; pass < 2; pass++) {
        ent_saom_data *data = NULL;
        assert_ok(ent_saom_data_new(&data, N, 2, &err), &err);
        assert_ok(ent_saom_add_network(data, "net", true, wave, &err), &err);
        ent_saom_model *model = reference_model(data);
        reference_effect(model, "net", "density", NULL);
        reference_effect(model, "net", "recip", NULL);
        reference_effect(model, "net", "transTrip", NULL);
        if (pass == 0) {
            ent_saom_simulation how = {.seed = 2, .count = 1, .outcome = keep, .context = &kept};
            assert_ok(ent_saom_simulate(model, truth, &how, NULL, NULL, NULL, &err), &err);
            free((void *)wave[1].entries);
            wave[1] = (ent_saom_wave){kept.count, kept.entry};
        } else {
            ent_saom_fit *fit = estimate(model, (ent_saom_options){.seed = 4,
                                                                   .n3 = 1000 / TEST_SCALE,
                                                                   .rounds = rounds,
                                                                   .subphases = subphases});
            assert_true(fit->converged || TEST_SANITIZED);
            for (size_t k = 0; k < 4; k++)
                if (fabs(fit->estimate[k] - truth[k]) > 4 * fit->se[k])
                    fail_msg("parameter %zu: %g (%g), not %g", k, fit->estimate[k], fit->se[k],
                             truth[k]);
            ent_saom_fit_free(fit);
        }
        ent_saom_model_free(model);
        ent_saom_data_free(data);
    }
    free((void *)wave[0].entries);
    free(kept.entry);
}

/* Scores have mean 0, and their covariance with statistics is the derivative: finite differences
 * with the same numbers drawn come to the same within Monte Carlo error. */
static void scores_give_the_derivative(void **state) {
    (void)state;
    enum { COUNT = 8000 / TEST_SCALE, P = 4 };
    const double value[P] = {2, -1, 0.8, 0.2};
    ent_error err = {0};
    ent_saom_data *data = random_data(5, 8, 2, 0.2, true);
    ent_random random = ent_random_stream(5, 0, 0, 97);
    ent_saom_wave wave[2];
    wave[0] = random_wave(&random, 8, 0.2, true, NULL);
    wave[1] = random_wave(&random, 8, 0.2, true, &wave[0]);
    ent_saom_data_free(data);
    assert_ok(ent_saom_data_new(&data, 8, 2, &err), &err);
    assert_ok(ent_saom_add_network(data, "net", true, wave, &err), &err);
    ent_saom_model *model = reference_model(data);
    reference_effect(model, "net", "density", NULL);
    reference_effect(model, "net", "recip", NULL);
    reference_effect(model, "net", "transTrip", NULL);
    double *statistic = calloc(COUNT * P, sizeof *statistic);
    double *score = calloc(COUNT * P, sizeof *score);
    double *shifted = calloc(COUNT * P, sizeof *shifted);
    assert_true(statistic != NULL && score != NULL && shifted != NULL);
    ent_saom_simulation how = {.seed = 8, .count = COUNT};
    assert_ok(ent_saom_simulate(model, value, &how, statistic, score, NULL, &err), &err);
    for (size_t k = 0; k < P; k++) {
        double sum = 0;
        double square = 0;
        for (size_t s = 0; s < COUNT; s++) {
            sum += score[s * P + k];
            square += score[s * P + k] * score[s * P + k];
        }
        assert_true(fabs(sum) < 5 * sqrt(square));
        double moved[2][P];
        double mean[2] = {0};
        for (int side = 0; side < 2; side++) {
            memcpy(moved[side], value, sizeof value);
            moved[side][k] += side == 0 ? -0.05 : 0.05;
            assert_ok(ent_saom_simulate(model, moved[side], &how, shifted, NULL, NULL, &err), &err);
            for (size_t s = 0; s < COUNT; s++)
                mean[side] += shifted[s * P + k] / COUNT;
        }
        double difference = (mean[1] - mean[0]) / 0.1;
        double derivative = 0;
        double variance = 0;
        double centre = 0;
        for (size_t s = 0; s < COUNT; s++)
            centre += statistic[s * P + k] / COUNT;
        for (size_t s = 0; s < COUNT; s++)
            derivative += (statistic[s * P + k] - centre) * score[s * P + k] / COUNT;
        for (size_t s = 0; s < COUNT; s++) {
            double off = (statistic[s * P + k] - centre) * score[s * P + k] - derivative;
            variance += off * off / COUNT;
        }
        /* five standard errors of either, the differences' being the larger: √2 sd / (0.1 √n) */
        double spread = 0;
        for (size_t s = 0; s < COUNT; s++)
            spread += (statistic[s * P + k] - centre) * (statistic[s * P + k] - centre) / COUNT;
        double error = 5 * sqrt((variance + 2 * spread / 0.01) / COUNT);
        if (fabs(difference - derivative) > error)
            fail_msg("parameter %zu: differences %g, scores %g (%g)", k, difference, derivative,
                     error);
    }
    free(statistic);
    free(score);
    free(shifted);
    for (int w = 0; w < 2; w++)
        free((void *)wave[w].entries);
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

/* Both derivatives estimate one matrix; with 1000 simulations each standard error is good to some
 * 5 to 10 %, with 100 (sanitizers) to 30 %. */
static void differences_give_the_same_standard_errors(void **state) {
    (void)state;
    reference made;
    if (!reference_a1(&made, shared_path)) skip();
    ent_saom_options options = {.seed = 1,
                                .conditional = true,
                                .n3 = 1000 / TEST_SCALE,
                                .rounds = rounds,
                                .subphases = subphases};
    ent_saom_fit *score = estimate(made.model, options);
    options.finite_differences = true;
    ent_saom_fit *difference = estimate(made.model, options);
    assert_true(difference->converged || TEST_SANITIZED);
    for (size_t k = 2; k < 6; k++)
        if (fabs(difference->se[k] / score->se[k] - 1) > (TEST_SANITIZED ? 1 : 0.25))
            fail_msg("parameter %zu: %g by differences, %g by scores", k, difference->se[k],
                     score->se[k]);
    ent_saom_fit_free(score);
    ent_saom_fit_free(difference);
    reference_free(&made);
}

static void effects_that_cannot_be_told_apart_are_named(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_data *data = random_data(3, 20, 2, 0.15, true);
    double same[20];
    for (size_t i = 0; i < 20; i++)
        same[i] = 1;
    assert_ok(ent_saom_add_covariate(data, "same", same, 1, false, &err), &err);
    ent_saom_model *model = reference_model(data);
    ent_saom_fit *fit = NULL;
    reference_effect(model, "net", "density", NULL);
    reference_effect(model, "net", "egoX", "same");
    ent_saom_options options = {.seed = 1, .n3 = 100};
    ent_status status = ent_saom_estimate(model, &options, &fit, &err);
    assert_error(status, ENT_ERR_USAGE, &err, "collinear");
    assert_error(status, ENT_ERR_USAGE, &err, "egoX same");
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

static void conditional_estimation_wants_one_network(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_data *data = random_data(3, 20, 2, 0.15, true);
    ent_saom_model *model = reference_model(data);
    ent_saom_fit *fit = NULL;
    reference_effect(model, "net", "density", NULL);
    ent_saom_options options = {.seed = 1, .conditional = true};
    assert_error(ent_saom_estimate(model, &options, &fit, &err), ENT_ERR_USAGE, &err,
                 "one network");
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

static bool stop_at_once(void *context, const ent_saom_progress *progress) {
    (void)context, (void)progress;
    return false;
}

static void a_stopped_search_says_so(void **state) {
    (void)state;
    ent_saom_data *data = random_data(3, 20, 2, 0.15, true);
    ent_saom_model *model = reference_model(data);
    reference_effect(model, "net", "density", NULL);
    ent_saom_fit *fit = estimate(model, (ent_saom_options){.seed = 1, .progress = stop_at_once});
    assert_true(fit->stopped && !fit->converged);
    assert_non_null(strstr(fit->advice, "stopped"));
    ent_saom_fit_free(fit);
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_is_met_conditionally),
        cmocka_unit_test(figures_are_the_same_for_any_number_of_threads),
        cmocka_unit_test(generating_parameters_are_recovered),
        cmocka_unit_test(scores_give_the_derivative),
        cmocka_unit_test(differences_give_the_same_standard_errors),
        cmocka_unit_test(effects_that_cannot_be_told_apart_are_named),
        cmocka_unit_test(conditional_estimation_wants_one_network),
        cmocka_unit_test(a_stopped_search_says_so)};
    return RUN_TESTS(tests);
}
