/* SPDX-License-Identifier: Apache-2.0 */
/* Products of effects, and what is said of effects that do not fit. */
#include "support.h"

#include <math.h>
#include <string.h>

#include "dynamics/ego.h"
#include "dynamics/support_random.h"

/* Sums of a few dozen terms of order 1 to 100. */
static const double tolerance = 1e-9;
enum { N = 14, NETWORKS = 6, SLOTS = 4 };

typedef struct scene {
    ent_saom_data *data;
    ent_saom_model *model;
    saom_view view;
    saom_net net[2];
    const saom_net *nets[3];
    const double *values[3];
    saom_ego ego;
} scene;

static void scene_new(scene *own, uint64_t seed, bool directed) {
    ent_error err = {0};
    *own = (scene){.data = random_data(seed, N, 2, 0.1 + 0.05 * (double)(seed % 5), directed)};
    const ent_saom_data *group = own->data;
    assert_ok(ent_saom_model_new(&own->model, &group, 1, &err), &err);
    const saom_period *period = &own->model->period[0];
    for (size_t v = 0; v < 2; v++) {
        assert_ok(saom_net_new(&own->net[v], N, v == 1 || directed, &err), &err);
        assert_ok(saom_net_copy(&own->net[v], period->span[v].start, &err), &err);
        own->nets[v] = &own->net[v];
    }
    own->values[2] = period->span[2].start_centred;
    own->view = (saom_view){period->group, 0, own->nets, own->values};
    assert_ok(saom_ego_new(&own->ego, N, SLOTS, &err), &err);
}

static void scene_free(scene *own) {
    saom_ego_free(&own->ego, SLOTS);
    saom_net_free(&own->net[0]);
    saom_net_free(&own->net[1]);
    ent_saom_model_free(own->model);
    ent_saom_data_free(own->data);
}

static double statistic(scene *own, saom_term *term, size_t i) {
    const saom_row *row = &own->net[0].out[i];
    double sum = 0;
    saom_ego_begin(&own->ego, &own->view, 0, i, term->counts, &term, 1);
    if (term->def->statistic != NULL) {
        sum = term->def->statistic(&own->ego, term, row->at, row->count);
    } else {
        double change[N];
        term->def->change(&own->ego, term, row->at, row->count, change);
        for (uint32_t k = 0; k < row->count; k++)
            sum += change[k];
    }
    saom_ego_end(&own->ego, &term, 1);
    return sum;
}

/* change() for all alters, and whether each was touched. */
static void changes(scene *own, saom_term *term, size_t i, double *change, bool *touched) {
    uint32_t everybody[N];
    for (uint32_t j = 0; j < N; j++)
        everybody[j] = j;
    saom_ego_begin(&own->ego, &own->view, 0, i, term->counts, &term, 1);
    for (size_t j = 0; j < N; j++)
        touched[j] = own->ego.seen[j];
    term->def->change(&own->ego, term, everybody, N, change);
    for (size_t j = 0; j < N; j++) {
        if (touched[j]) continue;
        const saom_effect_def *def = term->def;
        double base = def->ego != NULL ? def->ego(&own->ego, term) : 0;
        double want = change[j];
        if (def->rest == SAOM_LOCAL) want = 0;
        if (def->rest == SAOM_EGO) want = base;
        if (def->rest == SAOM_ALTER) want = base + def->alter(&own->view, term, j);
        if (fabs(change[j] - want) > tolerance)
            fail_msg("%s: an untouched alter has %g, not %g", def->name, change[j], want);
    }
    saom_ego_end(&own->ego, &term, 1);
}

static void check_term(scene *own, saom_term *term) {
    ent_error err = {0};
    assert_ok(saom_ego_scratch(&own->ego, N, &term, 1, &err), &err);
    for (size_t i = 0; i < N; i++) {
        double change[N];
        bool touched[N];
        changes(own, term, i, change, touched);
        for (size_t j = 0; j < N; j++) {
            if (i == j) continue;
            double before = statistic(own, term, i);
            bool tie = saom_net_has(&own->net[0], i, j);
            assert_ok(saom_net_toggle(&own->net[0], i, j, &err), &err);
            double after = statistic(own, term, i);
            assert_ok(saom_net_toggle(&own->net[0], i, j, &err), &err);
            double want = tie ? before - after : after - before;
            if (!(fabs(change[j] - want) <= tolerance * fmax(1, fabs(want))))
                fail_msg("%s: change %.12g, difference of the statistic %.12g (tie %d)",
                         term->def->name, change[j], want, tie);
        }
    }
    free(own->ego.scratch[0]);
    own->ego.scratch[0] = NULL;
}

/* The effect in the model of the scene, or NULL where it is of the other sort of network. */
static saom_term *add(scene *own, const ent_saom_effect_info *info, size_t turn) {
    ent_error err = {0};
    const saom_effect_def *def = saom_effect_find(info->name, SAOM_NETWORK_EFFECT);
    bool directed = own->model->variable[0].directed;
    if ((def->sorts & (directed ? SAOM_DIRECTED : SAOM_UNDIRECTED)) == 0) return NULL;
    static const char *const needs[] = {"", "covariate", "dyadic", "network"};
    ent_saom_term term = {.variable = "net",
                          .effect = info->name,
                          .covariate = random_source(needs[def->covariate], turn),
                          .with = random_source(needs[def->with], turn + 1)};
    assert_ok(ent_saom_add_effect(own->model, &term, &err), &err);
    saom_dependent *variable = &own->model->variable[0];
    saom_term *made = variable->term[variable->terms - 1];
    made->slot = 0;
    return made;
}

static void products_change_as_their_statistic_does(void **state) {
    (void)state;
    static const char *const pair[][2] = {{"egoX", "recip"}, {"egoX", "transTrip"},
                                          {"altX", "recip"}, {"egoX", "altX"},
                                          {"recip", "simX"}, {"X", "recip"}};
    for (uint64_t seed = 0; seed < NETWORKS; seed++)
        for (size_t k = 0; k < sizeof pair / sizeof pair[0]; k++) {
            scene own;
            ent_error err = {0};
            size_t at[2];
            scene_new(&own, seed, true);
            for (size_t f = 0; f < 2; f++) {
                for (size_t e = 0; e < ent_saom_effect_count(); e++) {
                    ent_saom_effect_info info = ent_saom_effect_at(e);
                    if (strcmp(info.applies, "network") == 0 && strcmp(info.name, pair[k][f]) == 0)
                        at[f] = add(&own, &info, seed)->parameter_index;
                }
            }
            ent_saom_term term = {0};
            assert_ok(ent_saom_add_interaction(own.model, at, 2, &term, &err), &err);
            saom_term *made = own.model->variable[0].term[2];
            made->slot = 0;
            check_term(&own, made);
            scene_free(&own);
        }
}

static void structural_effects_multiply_with_ego_only(void **state) {
    (void)state;
    scene own;
    ent_error err = {0};
    scene_new(&own, 1, true);
    const char *effect[] = {"transTrip", "recip"};
    for (size_t k = 0; k < 2; k++) {
        ent_saom_term term = {.variable = "net", .effect = effect[k]};
        assert_ok(ent_saom_add_effect(own.model, &term, &err), &err);
    }
    size_t at[] = {1, 2};
    ent_saom_term term = {0};
    assert_error(ent_saom_add_interaction(own.model, at, 2, &term, &err), ENT_ERR_USAGE, &err,
                 "properties of ego");
    scene_free(&own);
}

static void unknown_effects_are_answered_with_the_nearest(void **state) {
    (void)state;
    scene own;
    ent_error err = {0};
    scene_new(&own, 1, true);
    ent_saom_term term = {.variable = "net", .effect = "transtrips"};
    assert_error(ent_saom_add_effect(own.model, &term, &err), ENT_ERR_NOT_FOUND, &err, "transTrip");
    term.effect = "transTriads";
    assert_error(ent_saom_add_effect(own.model, &term, &err), ENT_ERR_USAGE, &err, "directed");
    term.effect = "egoX";
    assert_error(ent_saom_add_effect(own.model, &term, &err), ENT_ERR_USAGE, &err, "covariate");
    term.covariate = "near";
    assert_error(ent_saom_add_effect(own.model, &term, &err), ENT_ERR_NOT_FOUND, &err, "near");
    term.covariate = "size";
    assert_ok(ent_saom_add_effect(own.model, &term, &err), &err);
    assert_error(ent_saom_add_effect(own.model, &term, &err), ENT_ERR_USAGE, &err, "twice");
    scene_free(&own);
}

static void every_effect_has_name_formula_and_citation(void **state) {
    (void)state;
    for (size_t e = 0; e < ent_saom_effect_count(); e++) {
        ent_saom_effect_info info = ent_saom_effect_at(e);
        if (info.label == NULL || info.formula == NULL || info.citation == NULL)
            fail_msg("%s lacks a label, formula or citation", info.name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_change_as_their_statistic_does),
        cmocka_unit_test(structural_effects_multiply_with_ego_only),
        cmocka_unit_test(unknown_effects_are_answered_with_the_nearest),
        cmocka_unit_test(every_effect_has_name_formula_and_citation)};
    return RUN_TESTS(tests);
}
