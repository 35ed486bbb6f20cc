/* SPDX-License-Identifier: Apache-2.0 */
/* Cliques no other clique contains, by size: branch and bound with a pivot, so that each is found
 * once (Bron & Kerbosch 1973, "Finding all cliques of an undirected graph", Communications of the
 * ACM 16; the pivot of Tomita, Tanaka & Takahashi 2006, Theoretical Computer Science 363). */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/auxiliary.h"

enum { STEPS_MAX = 10000000 };

typedef struct search {
    const saom_net *net;
    size_t levels, words, steps;
    double *out;
    uint64_t *row; /* adjacency, n × words */
    ent_error *err;
} search;

static size_t common(const uint64_t *a, const uint64_t *b, size_t words) {
    size_t count = 0;
    for (size_t w = 0; w < words; w++)
        count += (size_t)__builtin_popcountll(a[w] & b[w]);
    return count;
}

static bool empty(const uint64_t *set, size_t words) {
    for (size_t w = 0; w < words; w++)
        if (set[w] != 0) return false;
    return true;
}

/* The member of either set with most neighbours among the candidates. */
static size_t pivot(const search *own, const uint64_t *candidates, const uint64_t *done) {
    size_t best = 0;
    size_t most = 0;
    bool any = false;
    for (size_t w = 0; w < own->words; w++)
        for (uint64_t left = candidates[w] | done[w]; left != 0; left &= left - 1) {
            size_t i = w * 64 + (size_t)__builtin_ctzll(left);
            size_t near = common(candidates, own->row + i * own->words, own->words);
            if (any && near <= most) continue;
            any = true;
            most = near;
            best = i;
        }
    return best;
}

static ent_status expand(search *own, size_t size, uint64_t *candidates, uint64_t *done) {
    size_t words = own->words;
    if (++own->steps > STEPS_MAX)
        return ent_fail(own->err, ENT_ERR_LIMIT, "too many cliques to count in a network");
    if (empty(candidates, words)) {
        size_t level = size < own->levels ? size : own->levels;
        if (empty(done, words) && size > 0) own->out[level - 1]++;
        return ENT_OK;
    }
    uint64_t *memory = NULL;
    ent_status status = ent_array_new((void **)&memory, 2 * words, sizeof *memory, own->err);
    if (status != ENT_OK) return status;
    const uint64_t *skip = own->row + pivot(own, candidates, done) * words;
    for (size_t w = 0; w < words && status == ENT_OK; w++)
        for (uint64_t left = candidates[w] & ~skip[w]; left != 0 && status == ENT_OK;
             left &= left - 1) {
            size_t i = w * 64 + (size_t)__builtin_ctzll(left);
            const uint64_t *row = own->row + i * words;
            for (size_t x = 0; x < words; x++) {
                memory[x] = candidates[x] & row[x];
                memory[words + x] = done[x] & row[x];
            }
            status = expand(own, size + 1, memory, memory + words);
            candidates[w] &= ~(1ull << (i % 64));
            done[w] |= 1ull << (i % 64);
        }
    free(memory);
    return status;
}

ent_status saom_cliques(const saom_net *net, size_t levels, double *out, ent_error *err) {
    size_t words = (net->n + 63) / 64;
    search own = {.net = net, .levels = levels, .words = words, .out = out, .err = err};
    uint64_t *sets = NULL;
    ent_status status = ent_array_new((void **)&own.row, net->n * words, sizeof *own.row, err);
    if (status == ENT_OK) status = ent_array_new((void **)&sets, 2 * words, sizeof *sets, err);
    memset(out, 0, levels * sizeof *out);
    for (size_t i = 0; i < net->n && status == ENT_OK; i++) {
        sets[i / 64] |= 1ull << (i % 64);
        for (uint32_t k = 0; k < net->out[i].count; k++) {
            uint32_t j = net->out[i].at[k];
            own.row[i * words + j / 64] |= 1ull << (j % 64);
        }
    }
    if (status == ENT_OK) status = expand(&own, 0, sets, sets + words);
    free(own.row);
    free(sets);
    return status;
}
