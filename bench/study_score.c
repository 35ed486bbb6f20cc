/* SPDX-License-Identifier: Apache-2.0 */
/* How often tests reject at 5 % on simulated data: score-type tests of effects left out, and the
 * test of time heterogeneity, where what they test holds and where it does not (docs/dynamics.md
 * has the table). Three waves of 40 actors. An argument sets the number of replications. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/dynamics/support_reference.h"
#include "base/random.h"
#include "entente/fit.h"
#include "support.h"

enum { ACTORS = 40, WAVES = 3, SIMULATIONS = 500, PARAMETERS = 6, TESTS = 4 };
enum { RATE, DENSITY, RECIP, TRANS_TRIP, SIM_X };

static const char *const test_name[TESTS] = {"transTrip", "simX", "both", "heterogeneity"};

typedef struct panel {
    ent_saom_entry entry[WAVES][ACTORS * ACTORS];
    size_t count[WAVES];
    double x[ACTORS];
} panel;

/* What data are made with. */
typedef struct truth {
    const char *name;
    double value[5]; /* RATE … */
    double shift;    /* of density, in the second period */
} truth;

static const truth truths[] = {{"nothing left out matters", {4, -1.8, 1.5, 0, 0}, 0},
                               {"transTrip 0.25, simX 0.8", {4, -1.8, 1.5, 0.25, 0.8}, 0},
                               {"density falls by 0.4", {4, -1.8, 1.5, 0, 0}, -0.4}};

static void random_panel(uint32_t replication, panel *out) {
    ent_random random = ent_random_stream(2, replication, 0, 50);
    for (size_t w = 0; w < WAVES; w++) {
        out->count[w] = 0;
        for (uint32_t i = 0; i < ACTORS; i++) {
            out->x[i] = ent_random_normal(&random);
            for (uint32_t j = 0; j < ACTORS; j++)
                if (i != j && ent_random_uniform(&random) < 0.08)
                    out->entry[w][out->count[w]++] = (ent_saom_entry){i, j, 1};
        }
    }
}

/* A model of the first @p waves; effects left out are fixed at 0 or, for simulation, are not. */
static ent_saom_model *make_model(const panel *from, size_t waves, ent_saom_data **data) {
    ent_error err = {0};
    ent_saom_wave wave[WAVES];
    for (size_t w = 0; w < waves; w++)
        wave[w] = (ent_saom_wave){from->count[w], from->entry[w]};
    *data = reference_data(ACTORS, waves);
    reference_check(ent_saom_add_network(*data, "net", true, wave, &err), &err);
    reference_check(ent_saom_add_covariate(*data, "x", from->x, 1, true, &err), &err);
    ent_saom_model *model = reference_model(*data);
    static const char *const effect[] = {"density", "recip", "transTrip", "simX"};
    for (size_t k = 0; k < 4; k++) {
        ent_saom_term term = {.variable = "net",
                              .effect = effect[k],
                              .covariate = k == 3 ? "x" : NULL,
                              .fixed = k >= 2};
        reference_check(ent_saom_add_effect(model, &term, &err), &err);
    }
    return model;
}

typedef struct keeper {
    panel *panel;
    size_t wave;
} keeper;

static bool take_outcome(void *context, const ent_saom_outcome *outcome) {
    keeper *own = context;
    for (size_t t = 0; t < outcome->ties; t++)
        own->panel->entry[own->wave][t] = (ent_saom_entry){outcome->from[t], outcome->to[t], 1};
    own->panel->count[own->wave] = outcome->ties;
    return true;
}

/* Waves after the first from the one before: a panel of two waves moves to the next. */
static void simulate_panel(const truth *own, uint32_t replication, panel *out) {
    ent_error err = {0};
    random_panel(replication, out);
    for (size_t w = 1; w < WAVES; w++) {
        static panel two;
        ent_saom_data *data = NULL;
        double value[PARAMETERS];
        two = *out;
        memcpy(two.entry[0], out->entry[w - 1], sizeof two.entry[0]);
        two.count[0] = out->count[w - 1];
        memcpy(two.entry[1], out->entry[w], sizeof two.entry[1]); /* another, so that all is free */
        two.count[1] = out->count[w];
        ent_saom_model *model = make_model(&two, 2, &data);
        memcpy(value, own->value, sizeof own->value);
        if (w > 1) value[DENSITY] += own->shift;
        keeper keep = {out, w};
        ent_saom_simulation how = {.seed = replication * WAVES + w,
                                   .count = 1,
                                   .threads = 1,
                                   .outcome = take_outcome,
                                   .context = &keep};
        reference_check(ent_saom_simulate(model, value, &how, NULL, NULL, NULL, &err), &err);
        ent_saom_model_free(model);
        ent_saom_data_free(data);
    }
}

/* Estimate without the effects left out, and test; false where the search did not converge. */
static bool test_panel(const panel *own, uint32_t replication, ent_saom_test test[TESTS]) {
    ent_error err = {0};
    ent_saom_data *data = NULL;
    ent_saom_fit *fit = NULL;
    ent_saom_model *model = make_model(own, WAVES, &data);
    ent_saom_options options = {
        .seed = replication + 1U, .threads = 1, .n3 = SIMULATIONS, .conditional = true};
    ent_saom_sampling how = {
        .seed = replication + 1U, .count = SIMULATIONS, .conditional = true, .threads = 1};
    const size_t tested[] = {TRANS_TRIP + 1, SIM_X + 1}; /* two rates */
    ent_status status = ent_saom_estimate(model, &options, &fit, &err);
    bool good = status == ENT_OK && fit->converged;
    for (size_t k = 0; k < 2 && good; k++)
        good = ent_saom_score_test(model, fit, &how, &tested[k], 1, &test[k], NULL, &err) == ENT_OK;
    good = good &&
           ent_saom_score_test(model, fit, &how, tested, 2, &test[2], NULL, &err) == ENT_OK &&
           ent_saom_heterogeneity(model, fit, &how, &test[3], NULL, &err) == ENT_OK;
    if (!good) fprintf(stderr, "replication %u: %s\n", replication + 1, err.text);
    ent_saom_fit_free(fit);
    ent_saom_model_free(model);
    ent_saom_data_free(data);
    return good;
}

static void run(const truth *own, uint32_t replications) {
    static panel data;
    double rejected[TESTS] = {0};
    double used = 0;
    double start = bench_cpu();
    for (uint32_t r = 0; r < replications; r++) {
        ent_saom_test test[TESTS];
        simulate_panel(own, r, &data);
        if (!test_panel(&data, r, test)) continue;
        used++;
        for (size_t k = 0; k < TESTS; k++)
            rejected[k] += test[k].p < 0.05;
    }
    printf("%s: %.0f of %u replications, %.0f s of processor\n", own->name, used, replications,
           bench_cpu() - start);
    for (size_t k = 0; k < TESTS; k++)
        printf("    %-14s rejected at 5 %%: %.3f\n", test_name[k], rejected[k] / used);
    fflush(stdout);
}

int main(int argc, char **argv) {
    int replications = argc > 1 ? atoi(argv[1]) : 200;
    for (size_t t = 0; t < sizeof truths / sizeof truths[0]; t++)
        run(&truths[t], (uint32_t)replications);
    return 0;
}
