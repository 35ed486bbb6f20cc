/* SPDX-License-Identifier: Apache-2.0 */
/* Nanoseconds a ministep, with scores, of models density + recip + one effect, on random networks
 * of mean degree 5: each effect visiting touched alters only where it can, and visiting all. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "entente/dynamics.h"
#include "support.h"

enum { WAVES = 2, PARAMETERS = 8, DEGREE = 5, MOST = 500 };
static const double target_ministeps = 2e5;

static void ok(ent_status status, const ent_error *err) {
    if (status == ENT_OK) return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void add_network(ent_saom_data *data, const char *name, size_t n, ent_random *random) {
    ent_error err = {0};
    ent_saom_wave wave[WAVES];
    ent_saom_entry *entry[WAVES];
    for (size_t w = 0; w < WAVES; w++) {
        size_t count = 0;
        entry[w] = calloc(n * n, sizeof **entry);
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < n; j++)
                if (i != j && ent_random_uniform(random) < (double)DEGREE / (double)n)
                    entry[w][count++] = (ent_saom_entry){i, j, 1};
        wave[w] = (ent_saom_wave){count, entry[w]};
    }
    ok(ent_saom_add_network(data, name, true, wave, &err), &err);
    for (size_t w = 0; w < WAVES; w++)
        free(entry[w]);
}

static ent_saom_data *make_data(size_t n, bool other) {
    ent_error err = {0};
    ent_saom_data *data = NULL;
    ent_random random = ent_random_stream(1, (uint32_t)n, 0, 0);
    double *value = calloc(n * n, sizeof *value);
    ok(ent_saom_data_new(&data, n, WAVES, &err), &err);
    add_network(data, "x", n, &random);
    if (other) add_network(data, "w", n, &random);
    for (size_t k = 0; k < n; k++)
        value[k] = ent_random_below(&random, 5);
    ok(ent_saom_add_covariate(data, "v", value, 1, true, &err), &err);
    for (size_t k = 0; k < n * n; k++)
        value[k] = ent_random_uniform(&random) < (double)DEGREE / (double)n;
    ok(ent_saom_add_dyadic(data, "d", value, 1, true, &err), &err);
    free(value);
    return data;
}

static void add(ent_saom_model *model, const char *variable, const char *effect,
                const char *covariate, double value) {
    ent_error err = {0};
    ent_saom_term term = {
        .variable = variable, .effect = effect, .covariate = covariate, .value = value};
    ok(ent_saom_add_effect(model, &term, &err), &err);
}

static double measure(const ent_saom_data *data, bool other, const char *effect,
                      const char *covariate, bool plain) {
    ent_error err = {0};
    ent_saom_model *model = NULL;
    double value[PARAMETERS] = {0};
    double density = -log((double)ent_saom_actors(data) / DEGREE);
    ok(ent_saom_model_new(&model, &data, 1, &err), &err);
    add(model, "x", "density", NULL, density);
    add(model, "x", "recip", NULL, 0.01);
    add(model, "x", effect, covariate, 0.01);
    if (other) add(model, "w", "density", NULL, density);
    for (size_t k = 0; k < ent_saom_parameter_count(model); k++) {
        ent_saom_parameter own = ent_saom_parameter_at(model, k);
        value[k] = own.basic ? 4 : own.value;
    }
    ent_saom_simulation how = {.seed = 1, .count = 1, .plain = plain, .threads = 1};
    uint64_t steps = 0;
    double *score = calloc(PARAMETERS * (size_t)target_ministeps, sizeof *score);
    ok(ent_saom_simulate(model, value, &how, NULL, score, &steps, &err), &err);
    how.count = 1 + (size_t)(target_ministeps / (double)(steps + 1));
    double start = bench_cpu();
    ok(ent_saom_simulate(model, value, &how, NULL, score, &steps, &err), &err);
    double spent = bench_cpu() - start;
    free(score);
    ent_saom_model_free(model);
    return 1e9 * spent / (double)steps;
}

int main(void) {
    static const char *const effect[][2] = {
        {"transTrip", NULL}, {"gwespFF", NULL},  {"balance", NULL},    {"nbrDist2", NULL},
        {"cycle4", NULL},    {"inPop", NULL},    {"outActSqrt", NULL}, {"outTrunc", NULL},
        {"outInAss", NULL},  {"diffSqX", "v"},   {"XWX", "d"},         {"WWX", "d"},
        {"from", "w"},       {"inPopIntn", "w"}, {"sharedTo", "w"}};
    static const size_t actors[] = {50, 160, MOST};
    ent_saom_data *data[3][2];
    for (size_t a = 0; a < 3; a++)
        for (int other = 0; other < 2; other++)
            data[a][other] = make_data(actors[a], other != 0);
    printf("| effect | n = 50 | all | n = 160 | all | n = 500 | all |\n");
    printf("|---|---|---|---|---|---|---|\n");
    for (size_t e = 0; e < sizeof effect / sizeof effect[0]; e++) {
        const char *covariate = effect[e][1];
        bool other = covariate != NULL && covariate[0] == 'w';
        printf("| %s ", effect[e][0]);
        for (size_t a = 0; a < 3; a++)
            printf("| %.0f | %.0f ", measure(data[a][other], other, effect[e][0], covariate, false),
                   measure(data[a][other], other, effect[e][0], covariate, true));
        printf("|\n");
    }
    for (size_t a = 0; a < 3; a++)
        for (int other = 0; other < 2; other++)
            ent_saom_data_free(data[a][other]);
    return 0;
}
