/* SPDX-License-Identifier: Apache-2.0 */
/* Random data for tests of the engine: two networks, a behaviour, covariates. */
#ifndef ENTENTE_TESTS_SUPPORT_RANDOM_H
#define ENTENTE_TESTS_SUPPORT_RANDOM_H

#include <stdlib.h>

#include "base/random.h"
#include "entente/dynamics.h"
#include "support.h"

/* A wave of a random network; ties of the last one given are kept with probability 0.7. */
static inline ent_saom_wave random_wave(ent_random *random, size_t n, double density, bool directed,
                                        const ent_saom_wave *last) {
    uint8_t *tie = calloc(n * n, 1);
    ent_saom_entry *entry = calloc(n * n, sizeof *entry);
    size_t count = 0;
    assert_true(tie != NULL && entry != NULL);
    for (size_t e = 0; last != NULL && e < last->count; e++)
        tie[last->entries[e].from * n + last->entries[e].to] = 1;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            bool redraw = last == NULL || ent_random_uniform(random) > 0.7;
            if (i != j && redraw) tie[i * n + j] = ent_random_uniform(random) < density;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            bool there = directed || i < j ? tie[i * n + j] : tie[j * n + i];
            if (there) entry[count++] = (ent_saom_entry){(uint32_t)i, (uint32_t)j, 1};
        }
    free(tie);
    return (ent_saom_wave){count, entry};
}

static inline void random_network(ent_saom_data *data, ent_random *random, const char *name,
                                  double density, bool directed) {
    enum { MOST = 8 };
    ent_error err = {0};
    ent_saom_wave wave[MOST];
    size_t waves = ent_saom_waves(data);
    for (size_t w = 0; w < waves; w++)
        wave[w] = random_wave(random, ent_saom_actors(data), density, directed,
                              w > 0 ? &wave[w - 1] : NULL);
    assert_ok(ent_saom_add_network(data, name, directed, wave, &err), &err);
    for (size_t w = 0; w < waves; w++)
        free((void *)wave[w].entries);
}

/* Networks "net" and "other", behaviour "act" (1 to 5), covariates "size" (real), "kind" (0 to 2),
 * dyadic "near". */
static inline ent_saom_data *random_data(uint64_t seed, size_t n, size_t waves, double density,
                                         bool directed) {
    ent_error err = {0};
    ent_saom_data *data = NULL;
    ent_random random = ent_random_stream(seed, 0, 0, 99);
    double *value = calloc(n * n + waves * n, sizeof *value);
    assert_non_null(value);
    assert_ok(ent_saom_data_new(&data, n, waves, &err), &err);
    random_network(data, &random, "net", density, directed);
    random_network(data, &random, "other", density, true);
    for (size_t k = 0; k < waves * n; k++)
        value[k] = 1 + ent_random_below(&random, 5);
    assert_ok(ent_saom_add_behaviour(data, "act", value, &err), &err);
    for (size_t k = 0; k < n; k++)
        value[k] = ent_random_normal(&random);
    assert_ok(ent_saom_add_covariate(data, "size", value, 1, true, &err), &err);
    for (size_t k = 0; k < n; k++)
        value[k] = ent_random_below(&random, 3);
    assert_ok(ent_saom_add_covariate(data, "kind", value, 1, true, &err), &err);
    for (size_t k = 0; k < n * n; k++)
        value[k] = ent_random_uniform(&random);
    assert_ok(ent_saom_add_dyadic(data, "near", value, 1, true, &err), &err);
    free(value);
    return data;
}

/* What stands for a need of an effect in random data. */
static inline const char *random_source(const char *needs, size_t turn) {
    static const char *const monadic[] = {"size", "kind", "act"};
    if (strcmp(needs, "covariate") == 0) return monadic[turn % 3];
    if (strcmp(needs, "dyadic") == 0) return "near";
    return strcmp(needs, "network") == 0 ? "other" : NULL;
}

#endif
