/* SPDX-License-Identifier: Apache-2.0 */
/* A random state of two networks, a behaviour and covariates, and a model of it to put an effect
 * into: for the tests of effects. */
#ifndef ENTENTE_TESTS_SUPPORT_SCENE_H
#define ENTENTE_TESTS_SUPPORT_SCENE_H

#include "support.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "dynamics/ego.h"
#include "dynamics/net.h"

/* x is the network of the effects, w the other one, z the behaviour; v and d are covariates. */
enum { SCENE_X, SCENE_W, SCENE_Z, SCENE_VARIABLES, SCENE_WAVES = 3 };

typedef struct scene {
    size_t n;
    ent_random random;
    ent_saom_data *data;
    ent_saom_model *model;
    saom_net x, w; /* the state, other than that of any wave */
    double *z;
    const saom_net *net[SCENE_VARIABLES];
    const double *value[SCENE_VARIABLES];
    saom_view view;
} scene;

static inline void scene_net(scene *own, saom_net *net, double density) {
    ent_error err = {0};
    for (size_t i = 0; i < own->n; i++)
        for (size_t j = 0; j < own->n; j++)
            if (i != j && (net->directed || i < j) && ent_random_uniform(&own->random) < density)
                assert_ok(saom_net_set(net, i, j, true, &err), &err);
}

static inline void scene_network(scene *own, const char *name, bool directed, double density) {
    ent_error err = {0};
    size_t n = own->n;
    ent_saom_wave wave[SCENE_WAVES] = {0};
    ent_saom_entry *entry[SCENE_WAVES];
    for (size_t w = 0; w < SCENE_WAVES; w++) {
        saom_net net = {0};
        assert_ok(saom_net_new(&net, n, directed, &err), &err);
        scene_net(own, &net, density);
        entry[w] = calloc(n * n, sizeof **entry);
        size_t count = 0;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < net.out[i].count; k++)
                entry[w][count++] = (ent_saom_entry){i, net.out[i].at[k], 1};
        wave[w] = (ent_saom_wave){count, entry[w]};
        saom_net_free(&net);
    }
    assert_ok(ent_saom_add_network(own->data, name, directed, wave, &err), &err);
    for (size_t w = 0; w < SCENE_WAVES; w++)
        free(entry[w]);
}

static inline void scene_values(scene *own) {
    ent_error err = {0};
    size_t n = own->n;
    double *value = calloc(n * n + n * SCENE_WAVES, sizeof *value);
    for (size_t k = 0; k < n * SCENE_WAVES; k++)
        value[k] = 1 + ent_random_below(&own->random, 4);
    assert_ok(ent_saom_add_behaviour(own->data, "z", value, &err), &err);
    for (size_t k = 0; k < n; k++)
        value[k] = ent_random_below(&own->random, 3);
    assert_ok(ent_saom_add_covariate(own->data, "v", value, 1, false, &err), &err);
    for (size_t k = 0; k < n * n; k++)
        value[k] =
            ent_random_below(&own->random, 3) == 0 ? 1 + ent_random_below(&own->random, 3) : 0;
    value[1] = ent_missing();
    assert_ok(ent_saom_add_dyadic(own->data, "d", value, 1, true, &err), &err);
    free(value);
}

static inline void scene_new(scene *own, size_t n, double density, bool x_directed, bool w_directed,
                             uint64_t seed) {
    ent_error err = {0};
    *own = (scene){.n = n, .random = ent_random_stream(seed, 1, 0, 0)};
    assert_ok(ent_saom_data_new(&own->data, n, SCENE_WAVES, &err), &err);
    scene_network(own, "x", x_directed, density);
    scene_network(own, "w", w_directed, density);
    scene_values(own);
    assert_ok(saom_net_new(&own->x, n, x_directed, &err), &err);
    assert_ok(saom_net_new(&own->w, n, w_directed, &err), &err);
    scene_net(own, &own->x, density);
    scene_net(own, &own->w, density);
    own->z = calloc(n, sizeof *own->z);
    for (size_t i = 0; i < n; i++)
        own->z[i] = ent_random_below(&own->random, 4) - 1.25;
    own->net[SCENE_X] = &own->x;
    own->net[SCENE_W] = &own->w;
    own->value[SCENE_Z] = own->z;
}

/* A model without effects; earlier ones go. */
static inline void scene_model(scene *own) {
    ent_error err = {0};
    const ent_saom_data *data = own->data;
    ent_saom_model_free(own->model);
    assert_ok(ent_saom_model_new(&own->model, &data, 1, &err), &err);
    own->view = (saom_view){&own->model->group[0], 0, own->net, own->value};
}

static inline void scene_free(scene *own) {
    ent_saom_model_free(own->model);
    ent_saom_data_free(own->data);
    saom_net_free(&own->x);
    saom_net_free(&own->w);
    free(own->z);
}

static inline const char *scene_source(saom_need need) {
    static const char *const name[] = {NULL, "v", "d", "w"};
    return name[need];
}

/* Add an effect to the model and return its term. */
static inline const saom_term *scene_add(scene *own, const char *variable,
                                         const saom_effect_def *def, double parameter,
                                         const char *covariate) {
    ent_error err = {0};
    ent_saom_term term = {.variable = variable,
                          .effect = def->name,
                          .covariate = covariate != NULL ? covariate : scene_source(def->covariate),
                          .with = scene_source(def->with),
                          .parameter = parameter};
    assert_ok(ent_saom_add_effect(own->model, &term, &err), &err);
    return own->model->added[own->model->terms - 1];
}

/* Internal parameters worth trying; the number of them. */
static inline size_t scene_parameters(const saom_effect_def *def, double *out) {
    out[0] = 0;
    if (def->parameter == 0) return 1;
    if (def->parameter_most == 0) {
        out[1] = 20;
        out[2] = 200;
        return 3;
    }
    size_t most = def->parameter_most > 4 ? 4 : (size_t)def->parameter_most;
    for (size_t k = 0; k < most; k++)
        out[k] = (double)k + 1;
    return most;
}

/* A line of the table by its place, NULL past the end. */
static inline const saom_effect_def *scene_effect(size_t index) {
    static const saom_kind kind[] = {SAOM_NETWORK_EFFECT, SAOM_BEHAVIOUR_EFFECT, SAOM_RATE_EFFECT};
    if (index >= ent_saom_effect_count()) return NULL;
    ent_saom_effect_info info = ent_saom_effect_at(index);
    size_t k = strcmp(info.applies, "network") == 0 ? 0 : strcmp(info.applies, "rate") == 0 ? 2 : 1;
    return saom_effect_find(info.name, kind[k]);
}

#endif
