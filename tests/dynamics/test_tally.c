/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of walks, and the table of their weights. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dynamics/support_random.h"
#include "dynamics/tally.h"

enum { N = 40, GROUPS = 3, RECORD = GROUPS * SAOM_LINE };

typedef struct scene {
    ent_saom_data *data;
    ent_saom_model *model;
    const saom_dependent *variable;
    saom_net net;
    const saom_net *view_net;
    saom_view view;
    saom_ego ego;
    saom_tally tally;
} scene;

/* A network of a density, and a model of the effects tallied. */
static void scene_new(scene *own, double density, bool spread) {
    static const char *const effect[] = {"density", "recip", "transTrip", "cycle3"};
    ent_error err = {0};
    *own = (scene){.data = random_data(5, N, 2, 0.1, true)};
    const ent_saom_data *group = own->data;
    assert_ok(ent_saom_model_new(&own->model, &group, 1, &err), &err);
    for (size_t k = 0; k < 4; k++) {
        ent_saom_term term = {.variable = "net", .effect = effect[k]};
        assert_ok(ent_saom_add_effect(own->model, &term, &err), &err);
    }
    own->variable = &own->model->variable[0];
    ent_random random = ent_random_stream(3, 0, 0, 0);
    assert_ok(saom_net_new(&own->net, N, true, &err), &err);
    if (spread) assert_ok(saom_net_spread(&own->net, &err), &err);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            if (i != j && ent_random_uniform(&random) < density)
                assert_ok(saom_net_set(&own->net, i, j, true, &err), &err);
    own->view_net = &own->net;
    own->view = (saom_view){own->model->period[0].group, 0, &own->view_net, NULL};
    assert_ok(saom_ego_new(&own->ego, N, 4, &err), &err);
    assert_ok(saom_tally_new(&own->tally, own->variable, N, &err), &err);
}

static void scene_free(scene *own) {
    saom_tally_free(&own->tally);
    saom_ego_free(&own->ego, 4);
    saom_net_free(&own->net);
    ent_saom_model_free(own->model);
    ent_saom_data_free(own->data);
}

static double walks(const saom_net *net, unsigned sort, size_t i, size_t j) {
    double count = 0;
    for (size_t h = 0; h < N; h++) {
        if (h == i || h == j) continue;
        bool first = sort == SAOM_CYCLE ? saom_net_has(net, h, i) : saom_net_has(net, i, h);
        bool second = sort == SAOM_TWO_PATH ? saom_net_has(net, h, j) : saom_net_has(net, j, h);
        count += first && second;
    }
    return count;
}

static void check_walks(bool spread) {
    scene own;
    scene_new(&own, 0.15, spread);
    assert_false(saom_tallied(&own.tally, 0));
    for (size_t i = 0; i < N; i++) {
        bool found[N] = {false};
        saom_ego_begin(&own.ego, &own.view, 0, i, 0, NULL, 0);
        saom_tally_begin(&own.tally, &own.ego);
        for (size_t j = 0; j < N; j++) {
            if (j == i) continue;
            double trips =
                walks(&own.net, SAOM_TWO_PATH, i, j) + walks(&own.net, SAOM_IN_STAR, i, j);
            if (!saom_is_touched(&own.ego, j)) {
                assert_true(trips + walks(&own.net, SAOM_CYCLE, i, j) == 0);
                continue;
            }
            assert_true(saom_tally_at(&own.tally, 1, j) == saom_net_has(&own.net, j, i));
            assert_true(saom_tally_at(&own.tally, 2, j) == trips);
            assert_true(saom_tally_at(&own.tally, 3, j) == walks(&own.net, SAOM_CYCLE, i, j));
        }
        for (size_t t = 0; t < own.ego.count; t++) {
            assert_false(found[own.ego.touched[t]]);
            found[own.ego.touched[t]] = true;
        }
        saom_tally_end(&own.tally, &own.ego);
        saom_ego_end(&own.ego, NULL, 0);
        for (size_t j = 0; j < N; j++)
            assert_true((spread || own.tally.count[j] == 0) && !saom_is_touched(&own.ego, j));
    }
    scene_free(&own);
}

static void walks_are_counted_and_their_ends_touched_once(void **state) {
    (void)state;
    check_walks(false);
    check_walks(true); /* by rows of bits */
}

typedef struct sums {
    double weight[N], lines[SAOM_LINE], records[RECORD], held[RECORD];
} sums;

/* Weigh all alters but ego, by one of the two loops of a kernel. */
static void weigh(const scene *own, const saom_kernel *kernel, bool made, const double *record,
                  size_t groups, const double *factor, sums *out) {
    *out = (sums){0};
    uint32_t at[N];
    for (uint32_t j = 0; j < N; j++)
        at[j] = j;
    saom_batch batch = {.at = at,
                        .count = N,
                        .fields = own->tally.count,
                        .record = record,
                        .groups = groups,
                        .factor = factor,
                        .scaled = made && factor != NULL,
                        .scale = 0.8,
                        .weight = out->weight,
                        .records = out->records,
                        .held = out->held};
    if (made)
        kernel->made(&own->tally.made, &batch);
    else
        kernel->dropped(&own->tally.dropped, &batch);
    memcpy(out->lines, batch.lines, sizeof out->lines);
}

/* One actor's weights and sums, by their definition and with the baseline's bits. */
static void check_weights(const scene *own, const double *beta, bool made, size_t groups,
                          const double *factor) {
    double record[N * RECORD];
    sums best;
    sums plain;
    double lines[SAOM_LINE] = {0};
    double last = 0;
    size_t size = groups * SAOM_LINE;
    for (size_t k = 0; k < N * size; k++)
        record[k] = 0.5 + 0.01 * (double)(k % 37);
    weigh(own, saom_kernel_best(), made, record, groups, factor, &best);
    weigh(own, saom_kernel_plain(), made, record, groups, factor, &plain);
    assert_memory_equal(&best, &plain, sizeof best);
    for (size_t j = 0; j < N; j++) {
        double sum = 0;
        double own_factor = made && factor != NULL ? 0.8 * factor[j] : 1;
        double s = record[j * size];
        for (size_t k = 1; k < 4; k++)
            sum += beta[k] * saom_tally_at(&own->tally, k, j);
        double want = (made ? s * exp(sum) : exp(-sum) / s) * own_factor;
        assert_true(fabs(best.weight[j] / want - 1) < 1e-13);
        lines[0] += want;
        for (size_t k = 1; k < 4; k++)
            lines[1 + own->tally.field_of[k]] += want * saom_tally_at(&own->tally, k, j);
        last += want / s * record[j * size + size - 1];
    }
    for (size_t l = 0; l < SAOM_LINE; l++)
        assert_true(fabs(best.lines[l] - lines[l]) <= 1e-12 * lines[l]);
    assert_true(fabs(best.records[size - 1] / last - 1) < 1e-12);
}

/* In a dense network numbers of walks go beyond the table. */
static void weights_are_products_whatever_the_number_of_walks(void **state) {
    (void)state;
    static const double beta[] = {-2, 0.7, 0.15, -0.3};
    static const double density[] = {0.1, 0.9};
    double factor[N];
    for (size_t j = 0; j < N; j++)
        factor[j] = 1 + 0.1 * (double)(j % 5);
    for (size_t d = 0; d < 2; d++) {
        scene own;
        scene_new(&own, density[d], false);
        saom_tally_set(&own.tally, beta, saom_kernel_best());
        for (size_t i = 0; i < N; i += 7) {
            saom_ego_begin(&own.ego, &own.view, 0, i, 0, NULL, 0);
            saom_tally_begin(&own.tally, &own.ego);
            for (size_t groups = 1; groups <= GROUPS; groups++)
                for (int way = 0; way < 4; way++)
                    check_weights(&own, beta, way % 2 == 0, groups, way < 2 ? NULL : factor);
            saom_tally_end(&own.tally, &own.ego);
            saom_ego_end(&own.ego, NULL, 0);
        }
        scene_free(&own);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_are_counted_and_their_ends_touched_once),
        cmocka_unit_test(weights_are_products_whatever_the_number_of_walks)};
    return RUN_TESTS(tests);
}
