/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "dynamics/auxiliary.h"

enum { N = 9 };

static saom_net random_net(uint32_t seed, bool directed, double density) {
    saom_net net;
    ent_error err = {0};
    ent_random random = ent_random_stream(seed, 0, 0, 0);
    assert_ok(saom_net_new(&net, N, directed, &err), &err);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            if (i != j && (directed || i < j) && ent_random_uniform(&random) < density)
                assert_ok(saom_net_set(&net, i, j, true, &err), &err);
    return net;
}

/* One triad of each class, from the definitions of Holland & Leinhardt: ties among a, b, c. */
static void every_class_has_its_place(void **state) {
    (void)state;
    static const char *const ties[SAOM_TRIAD_CLASSES] = {"",
                                                         "ab",
                                                         "ab ba",
                                                         "ba bc",
                                                         "ab cb",
                                                         "ab bc",
                                                         "ab ba cb",
                                                         "ab ba bc",
                                                         "ab cb ac",
                                                         "ba cb ac",
                                                         "ab ba bc cb",
                                                         "ba bc ac ca",
                                                         "ab cb ac ca",
                                                         "ab bc ac ca",
                                                         "ab bc cb ac ca",
                                                         "ab ba bc cb ac ca"};
    for (size_t c = 0; c < SAOM_TRIAD_CLASSES; c++) {
        saom_net net;
        double out[SAOM_TRIAD_CLASSES];
        ent_error err = {0};
        assert_ok(saom_net_new(&net, 3, true, &err), &err);
        for (const char *t = ties[c]; *t != '\0'; t += t[2] == ' ' ? 3 : 2)
            assert_ok(saom_net_set(&net, (size_t)(t[0] - 'a'), (size_t)(t[1] - 'a'), true, &err),
                      &err);
        saom_triads(&net, out);
        for (size_t k = 0; k < SAOM_TRIAD_CLASSES; k++)
            if (out[k] != (k == c)) fail_msg("%s is class %zu, not %zu", ties[c], k, c);
        saom_net_free(&net);
    }
}

/* The census of a network is the sum over its triads. */
static void the_census_sums_single_triads(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed < 30; seed++) {
        bool directed = seed % 3 != 0;
        saom_net net = random_net(seed, directed, 0.05 * (double)(seed % 10));
        double want[SAOM_TRIAD_CLASSES] = {0};
        double got[SAOM_TRIAD_CLASSES] = {0};
        ent_error err = {0};
        for (size_t i = 0; i < N; i++)
            for (size_t j = i + 1; j < N; j++)
                for (size_t h = j + 1; h < N; h++) {
                    const size_t at[] = {i, j, h};
                    saom_net small;
                    double one[SAOM_TRIAD_CLASSES] = {0};
                    assert_ok(saom_net_new(&small, 3, directed, &err), &err);
                    for (size_t a = 0; a < 3; a++)
                        for (size_t b = 0; b < 3; b++)
                            if (a != b && saom_net_has(&net, at[a], at[b]))
                                assert_ok(saom_net_set(&small, a, b, true, &err), &err);
                    saom_triads(&small, one);
                    for (size_t k = 0; k < SAOM_TRIAD_CLASSES; k++)
                        want[k] += one[k];
                    saom_net_free(&small);
                }
        saom_triads(&net, got);
        assert_memory_equal(got, want, sizeof got);
        saom_net_free(&net);
    }
}

static void distances_are_those_of_all_pairs(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed < 20; seed++) {
        saom_net net = random_net(seed, true, 0.15);
        double far[N][N];
        double want[5] = {0};
        double got[5];
        ent_error err = {0};
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                far[i][j] = saom_net_has(&net, i, j) ? 1 : INFINITY;
        for (size_t h = 0; h < N; h++)
            for (size_t i = 0; i < N; i++)
                for (size_t j = 0; j < N; j++)
                    far[i][j] = fmin(far[i][j], far[i][h] + far[h][j]);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                for (size_t k = 0; k < 5; k++)
                    want[k] += i != j && far[i][j] <= (double)k + 1;
        assert_ok(saom_geodesics(&net, 5, got, &err), &err);
        assert_memory_equal(got, want, sizeof got);
        saom_net_free(&net);
    }
}

static void degrees_are_cumulative(void **state) {
    (void)state;
    saom_net net;
    double out[4];
    ent_error err = {0};
    assert_ok(saom_net_new(&net, 4, true, &err), &err);
    for (size_t j = 1; j < 4; j++)
        assert_ok(saom_net_set(&net, 0, j, true, &err), &err);
    saom_degrees(&net, false, 1, 4, out);
    assert_memory_equal(out, ((double[]){3, 3, 3, 4}), sizeof out);
    saom_degrees(&net, true, 1, 4, out);
    assert_memory_equal(out, ((double[]){1, 4, 4, 4}), sizeof out);
    saom_degrees(&net, false, 2, 3, out);
    assert_memory_equal(out, ((double[]){3, 3, 4}), 3 * sizeof *out);
    saom_net_free(&net);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_class_has_its_place),
                                       cmocka_unit_test(the_census_sums_single_triads),
                                       cmocka_unit_test(distances_are_those_of_all_pairs),
                                       cmocka_unit_test(degrees_are_cumulative)};
    return RUN_TESTS(tests);
}
