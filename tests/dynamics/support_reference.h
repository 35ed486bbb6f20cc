/* SPDX-License-Identifier: Apache-2.0 */
/* The four models of the reference figures (RSiena 1.6.5), built from their data: for tests and
 * benchmarks. A function that meets a missing file returns NULL. */
#ifndef ENTENTE_TESTS_SUPPORT_REFERENCE_H
#define ENTENTE_TESTS_SUPPORT_REFERENCE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/dynamics.h"

/* Finds a file of the official data or returns NULL: shared_path() or bench_shared(). */
typedef const char *reference_finder(const char *relative);

typedef struct reference {
    ent_saom_data *data;
    ent_saom_model *model;
    bool conditional;
} reference;

static inline void reference_check(ent_status status, const ent_error *err) {
    if (status == ENT_OK) return;
    fprintf(stderr, "reference model: %s\n", err->text);
    abort();
}

static inline void reference_free(reference *own) {
    ent_saom_model_free(own->model);
    ent_saom_data_free(own->data);
    *own = (reference){0};
}

/* rows × columns numbers separated by white space; NULL when the file is absent. */
static inline double *reference_numbers(reference_finder *find, const char *name, size_t count) {
    char relative[256];
    snprintf(relative, sizeof relative, "reference/saom/%s", name);
    const char *path = find(relative);
    FILE *file = path != NULL ? fopen(path, "r") : NULL;
    if (file == NULL) return NULL;
    double *value = calloc(count, sizeof *value);
    for (size_t k = 0; k < count; k++)
        if (value == NULL || fscanf(file, "%lf", &value[k]) != 1) abort();
    fclose(file);
    return value;
}

/* Ties of an n × n matrix as entries. */
static inline ent_saom_wave reference_wave(const double *matrix, size_t n) {
    ent_saom_entry *entry = calloc(n * n, sizeof *entry);
    size_t count = 0;
    if (entry == NULL) abort();
    for (size_t k = 0; k < n * n; k++)
        if (matrix[k] != 0)
            entry[count++] =
                (ent_saom_entry){(uint32_t)(k / n), (uint32_t)(k % n), (uint32_t)matrix[k]};
    return (ent_saom_wave){count, entry};
}

/* Add a network whose waves are files named by @p pattern with a number from @p first. */
static inline bool reference_network(ent_saom_data *data, reference_finder *find,
                                     const char *pattern, size_t first, bool directed) {
    enum { MOST = 16 };
    ent_saom_wave wave[MOST] = {0};
    size_t n = ent_saom_actors(data);
    size_t waves = ent_saom_waves(data);
    bool found = true;
    for (size_t w = 0; w < waves && found; w++) {
        char name[128];
        snprintf(name, sizeof name, pattern, (int)(first + w));
        double *matrix = reference_numbers(find, name, n * n);
        found = matrix != NULL;
        if (found) wave[w] = reference_wave(matrix, n);
        free(matrix);
    }
    ent_error err = {0};
    if (found) reference_check(ent_saom_add_network(data, "net", directed, wave, &err), &err);
    for (size_t w = 0; w < waves; w++)
        free((void *)wave[w].entries);
    return found;
}

static inline void reference_effect(ent_saom_model *model, const char *variable, const char *effect,
                                    const char *covariate) {
    ent_error err = {0};
    ent_saom_term term = {.variable = variable, .effect = effect, .covariate = covariate};
    reference_check(ent_saom_add_effect(model, &term, &err), &err);
}

static inline ent_saom_model *reference_model(const ent_saom_data *data) {
    ent_error err = {0};
    ent_saom_model *model = NULL;
    reference_check(ent_saom_model_new(&model, &data, 1, &err), &err);
    return model;
}

static inline ent_saom_data *reference_data(size_t actors, size_t waves) {
    ent_error err = {0};
    ent_saom_data *data = NULL;
    reference_check(ent_saom_data_new(&data, actors, waves, &err), &err);
    return data;
}

/* a1: 50 pupils, three waves; density, recip, transTrip, cycle3. */
static inline bool reference_a1(reference *out, reference_finder *find) {
    *out = (reference){.data = reference_data(50, 3), .conditional = true};
    if (!reference_network(out->data, find, "s50/s50%d.txt", 1, true)) return false;
    out->model = reference_model(out->data);
    const char *effect[] = {"density", "recip", "transTrip", "cycle3"};
    for (size_t k = 0; k < 4; k++)
        reference_effect(out->model, "net", effect[k], NULL);
    return true;
}

/* a2: the same with drinking as behaviour and smoking as covariate. */
static inline bool reference_a2(reference *out, reference_finder *find) {
    enum { N = 50, WAVES = 3 };
    ent_error err = {0};
    *out = (reference){.data = reference_data(N, WAVES)};
    if (!reference_network(out->data, find, "s50/s50%d.txt", 1, true)) return false;
    double *drink = reference_numbers(find, "s50/s50a.txt", N * WAVES);
    double *smoke = reference_numbers(find, "s50/s50s.txt", N * WAVES);
    if (drink == NULL || smoke == NULL) return false;
    double by_wave[N * WAVES];
    double first[N];
    for (size_t i = 0; i < N; i++) {
        first[i] = smoke[i * WAVES];
        for (size_t w = 0; w < WAVES; w++)
            by_wave[w * N + i] = drink[i * WAVES + w];
    }
    free(drink);
    free(smoke);
    reference_check(ent_saom_add_behaviour(out->data, "drink", by_wave, &err), &err);
    reference_check(ent_saom_add_covariate(out->data, "smoke", first, 1, true, &err), &err);
    out->model = reference_model(out->data);
    const char *network[][2] = {{"density", NULL}, {"recip", NULL},   {"transTrip", NULL},
                                {"cycle3", NULL},  {"simX", "smoke"}, {"altX", "drink"},
                                {"egoX", "drink"}, {"simX", "drink"}};
    const char *behaviour[][2] = {
        {"linear", NULL}, {"quad", NULL}, {"indeg", "net"}, {"avAlt", "net"}};
    for (size_t k = 0; k < 8; k++)
        reference_effect(out->model, "net", network[k][0], network[k][1]);
    for (size_t k = 0; k < 4; k++)
        reference_effect(out->model, "drink", behaviour[k][0], behaviour[k][1]);
    return true;
}

/* b: 160 actors, six waves, not directed, model type 2. */
static inline bool reference_b(reference *out, reference_finder *find) {
    enum { N = 160 };
    ent_error err = {0};
    *out = (reference){.data = reference_data(N, 6), .conditional = true};
    if (!reference_network(out->data, find, "synth160/net_%d.txt", 1, false)) return false;
    double *contig = reference_numbers(find, "synth160/contig.txt", (size_t)N * N);
    double *x = reference_numbers(find, "synth160/x.txt", N);
    if (contig == NULL || x == NULL) return false;
    reference_check(ent_saom_add_dyadic(out->data, "contig", contig, 1, true, &err), &err);
    reference_check(ent_saom_add_covariate(out->data, "x", x, 1, true, &err), &err);
    free(contig);
    free(x);
    out->model = reference_model(out->data);
    const char *effect[][2] = {{"density", NULL},
                               {"transTriads", NULL},
                               {"degPlus", NULL},
                               {"X", "contig"},
                               {"simX", "x"}};
    for (size_t k = 0; k < 5; k++)
        reference_effect(out->model, "net", effect[k][0], effect[k][1]);
    return true;
}

static inline void reference_c_effects(reference *out) {
    out->model = reference_model(out->data);
    const char *effect[][2] = {
        {"density", NULL}, {"recip", NULL}, {"transTrip", NULL}, {"cycle3", NULL}, {"sameX", "g"}};
    for (size_t k = 0; k < 5; k++)
        reference_effect(out->model, "net", effect[k][0], effect[k][1]);
}

/* c: 500 actors, two waves, directed. */
static inline bool reference_c(reference *out, reference_finder *find) {
    enum { N = 500 };
    ent_error err = {0};
    *out = (reference){.data = reference_data(N, 2), .conditional = true};
    if (!reference_network(out->data, find, "n500/w%d.txt", 1, true)) return false;
    double *group = reference_numbers(find, "n500/grp.txt", N);
    if (group == NULL) return false;
    reference_check(ent_saom_add_covariate(out->data, "g", group, 1, true, &err), &err);
    free(group);
    reference_c_effects(out);
    return true;
}

typedef bool reference_maker(reference *out, reference_finder *find);

/* A model and what RSiena 1.6.5 gave: means over its seeds, and seconds on the machine the
 * reference figures are from. Rates of conditional models stand at the front. */
typedef struct reference_figures {
    const char *name, *prefix;
    reference_maker *make;
    int seeds;
    double seconds, at_most;
} reference_figures;

static const reference_figures reference_all[] = {
    {"a1: s50, 3 waves, 4 effects", "a1_s50net_1p", reference_a1, 3, 14, 0.4},
    {"a2: s50 with drinking, 16 parameters", "a2_s50beh_1p", reference_a2, 3, 50, 1.5},
    {"b: synth160, type 2, 6 waves, 5 effects", "b_synth_mt2_1p", reference_b, 3, 174, 4},
    {"c: n500, 2 waves, 5 effects", "c_n500_1p", reference_c, 2, 609, 6}};
enum { REFERENCE_MODELS = 4 };

/* Add a column of the reference's table (estimate 0, se 1, t 2, target 3) for one seed to @p out,
 * one a line of the table; the number of lines, 0 when the file is absent. */
static inline size_t reference_read(const reference_figures *own, reference_finder *find, int seed,
                                    int column, double *out) {
    char relative[256];
    char line[512];
    snprintf(relative, sizeof relative, "reference/saom/results/%s_s%d.csv", own->prefix, seed);
    const char *path = find(relative);
    FILE *file = path != NULL ? fopen(path, "r") : NULL;
    size_t count = 0;
    if (file == NULL || fgets(line, sizeof line, file) == NULL) return 0;
    while (fgets(line, sizeof line, file) != NULL) {
        const char *at = line;
        for (int k = 0; k < 6 + column && at != NULL; k++) {
            at = strchr(at, ',');
            at = at != NULL ? at + 1 : NULL;
        }
        if (at == NULL) abort();
        out[count++] += strtod(at, NULL);
    }
    fclose(file);
    return count;
}

#endif
