/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <string.h>

#include "base/random.h"
#include "dynamics/auxiliary.h"

enum { N = 10 };

/* All subsets: those that are cliques and have no actor tied to all of them. */
static void count_by_subsets(const saom_net *net, size_t levels, double *out) {
    memset(out, 0, levels * sizeof *out);
    for (unsigned set = 1; set < 1u << N; set++) {
        bool clique = true;
        size_t size = (size_t)__builtin_popcount(set);
        for (size_t i = 0; i < N && clique; i++)
            for (size_t j = 0; j < i; j++)
                if ((set >> i & 1) && (set >> j & 1) && !saom_net_has(net, i, j)) clique = false;
        for (size_t h = 0; h < N && clique; h++) {
            bool joins = !(set >> h & 1);
            for (size_t i = 0; i < N && joins; i++)
                joins = !(set >> i & 1) || saom_net_has(net, h, i);
            clique = !joins;
        }
        if (clique) out[(size < levels ? size : levels) - 1]++;
    }
}

static void cliques_are_those_found_by_trying_all(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed < 20; seed++) {
        saom_net net;
        double want[6];
        double got[6];
        ent_error err = {0};
        ent_random random = ent_random_stream(seed, 1, 1, 1);
        assert_ok(saom_net_new(&net, N, false, &err), &err);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < i; j++)
                if (ent_random_uniform(&random) < 0.05 * seed)
                    assert_ok(saom_net_set(&net, i, j, true, &err), &err);
        count_by_subsets(&net, 6, want);
        assert_ok(saom_cliques(&net, 6, got, &err), &err);
        assert_memory_equal(got, want, sizeof got);
        saom_net_free(&net);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(cliques_are_those_found_by_trying_all)};
    return RUN_TESTS(tests);
}
