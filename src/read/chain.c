/* SPDX-License-Identifier: Apache-2.0 */
/* Monotone alignment with free skips: the heaviest chain of candidate pairs,
 *
 *   V(p) = w(p) + max(0, max_{q ends before p in both languages} V(q) + b [q ends where p begins])
 *
 * with w the log odds over the least. Where skips cost nothing, this is all that the dynamic
 * program of Gale & Church (1993) comes to, and a Fenwick tree of prefix maxima (Fenwick, P. M.
 * (1994), "A new data structure for cumulative frequency tables", Software: Practice and Experience
 * 24(3)) gives each maximum in logarithmic time. */
#include "read/chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = 0 }; /* nodes are numbered from 1 */

struct node {
    double value;
    size_t before; /* node, NONE at the start */
};

struct chain {
    ent_pair *pairs; /* by where their Chinese begins */
    size_t count;
    const ent_chain_options *options;
    struct node *nodes; /* nodes[i + 1] of pairs[i] */
    size_t *by_end;     /* pairs by where their Chinese ends */
    size_t *tree;       /* by where the English ends: node of the prefix maximum */
    size_t en_count, zh_count;
    bool *en_taken, *zh_taken;
};

static int by_begin(const void *a, const void *b) {
    const ent_pair *x = a;
    const ent_pair *y = b;
    if (x->zh != y->zh) return x->zh < y->zh ? -1 : 1;
    if (x->en != y->en) return x->en < y->en ? -1 : 1;
    if (x->zh_count != y->zh_count) return x->zh_count < y->zh_count ? -1 : 1;
    return (x->en_count > y->en_count) - (x->en_count < y->en_count);
}

static int by_odds(const void *a, const void *b) {
    const ent_pair *x = a;
    const ent_pair *y = b;
    if (x->log_odds != y->log_odds) return x->log_odds < y->log_odds ? 1 : -1;
    return by_begin(a, b);
}

static void insert(struct chain *chain, size_t node) {
    const ent_pair *pair = &chain->pairs[node - 1];
    for (size_t at = pair->en + pair->en_count; at <= chain->en_count; at += at & (~at + 1))
        if (chain->tree[at] == NONE ||
            chain->nodes[chain->tree[at]].value < chain->nodes[node].value)
            chain->tree[at] = node;
}

/* The best node whose English ends at or before @p end. */
static size_t best_before(const struct chain *chain, size_t end) {
    size_t best = NONE;
    for (size_t at = end; at > 0; at -= at & (~at + 1))
        if (chain->tree[at] != NONE &&
            (best == NONE || chain->nodes[chain->tree[at]].value > chain->nodes[best].value))
            best = chain->tree[at];
    return best;
}

static ent_status set_up(struct chain *chain, ent_error *err) {
    for (size_t i = 0; i < chain->count; i++) {
        const ent_pair *pair = &chain->pairs[i];
        if (pair->en + pair->en_count > chain->en_count)
            chain->en_count = pair->en + pair->en_count;
        if (pair->zh + pair->zh_count > chain->zh_count)
            chain->zh_count = pair->zh + pair->zh_count;
    }
    ent_status status =
        ent_array_new((void **)&chain->nodes, chain->count + 1, sizeof *chain->nodes, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&chain->by_end, chain->count, sizeof *chain->by_end, err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&chain->tree, chain->en_count + 1, sizeof *chain->tree, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&chain->en_taken, chain->en_count, sizeof(bool), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&chain->zh_taken, chain->zh_count, sizeof(bool), err);
    return status;
}

/* Fill by_end by counting sort; *start[z] is where the pairs that end at z begin. */
static ent_status sort_by_end(struct chain *chain, size_t **start, ent_error *err) {
    ent_status status = ent_array_new((void **)start, chain->zh_count + 2, sizeof **start, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < chain->count; i++)
        (*start)[chain->pairs[i].zh + chain->pairs[i].zh_count + 1]++;
    for (size_t z = 0; z <= chain->zh_count; z++)
        (*start)[z + 1] += (*start)[z];
    for (size_t i = 0; i < chain->count; i++)
        chain->by_end[(*start)[chain->pairs[i].zh + chain->pairs[i].zh_count]++] = i;
    for (size_t z = chain->zh_count + 1; z > 0; z--)
        (*start)[z] = (*start)[z - 1];
    (*start)[0] = 0;
    return ENT_OK;
}

/* The value of a pair, after all that end before its Chinese begins are in the tree. */
static void evaluate(struct chain *chain, size_t i, const size_t *start) {
    const ent_pair *pair = &chain->pairs[i];
    struct node *node = &chain->nodes[i + 1];
    node->before = best_before(chain, pair->en);
    double best = node->before != NONE ? chain->nodes[node->before].value : 0;
    if (best <= 0) { /* better to begin here */
        best = 0;
        node->before = NONE;
    }
    for (size_t k = start[pair->zh]; k < start[pair->zh + 1]; k++) {
        const ent_pair *other = &chain->pairs[chain->by_end[k]];
        double value = chain->nodes[chain->by_end[k] + 1].value + chain->options->neighbour;
        if (other->en + other->en_count != pair->en || value <= best) continue;
        best = value;
        node->before = chain->by_end[k] + 1;
    }
    node->value = best + pair->log_odds - chain->options->least;
}

static size_t heaviest(struct chain *chain, const size_t *start) {
    size_t best = NONE;
    size_t next = 0;
    for (size_t i = 0; i < chain->count; i++) {
        for (; next < start[chain->pairs[i].zh + 1]; next++)
            insert(chain, chain->by_end[next] + 1);
        evaluate(chain, i, start);
        if (chain->nodes[i + 1].value > 0 &&
            (best == NONE || chain->nodes[i + 1].value > chain->nodes[best].value))
            best = i + 1;
    }
    return best;
}

static bool is_free(const struct chain *chain, const ent_pair *pair) {
    for (size_t e = pair->en; e < pair->en + pair->en_count; e++)
        if (chain->en_taken[e]) return false;
    for (size_t z = pair->zh; z < pair->zh + pair->zh_count; z++)
        if (chain->zh_taken[z]) return false;
    return true;
}

static void take(struct chain *chain, size_t i, size_t *chosen) {
    ent_pair pair = chain->pairs[i];
    for (size_t e = pair.en; e < pair.en + pair.en_count; e++)
        chain->en_taken[e] = true;
    for (size_t z = pair.zh; z < pair.zh + pair.zh_count; z++)
        chain->zh_taken[z] = true;
    chain->pairs[i] = chain->pairs[*chosen];
    chain->pairs[(*chosen)++] = pair;
}

ent_status ent_chain(ent_pair *pairs, size_t count, const ent_chain_options *options,
                     size_t *chosen, ent_error *err) {
    struct chain chain = {.pairs = pairs, .count = count, .options = options};
    size_t *start = NULL;
    *chosen = 0;
    if (count == 0) return ENT_OK;
    qsort(pairs, count, sizeof *pairs, by_begin);
    ent_status status = set_up(&chain, err);
    if (status == ENT_OK) status = sort_by_end(&chain, &start, err);
    if (status == ENT_OK) {
        /* From the last to the first: those still to come lie before, and stay where they are. */
        size_t *picked = chain.by_end;
        size_t length = 0;
        for (size_t node = heaviest(&chain, start); node != NONE; node = chain.nodes[node].before)
            picked[length++] = node - 1;
        while (length > 0)
            take(&chain, picked[--length], chosen);
        size_t in_order = *chosen;
        qsort(pairs + in_order, count - in_order, sizeof *pairs, by_odds);
        for (size_t i = in_order; i < count && pairs[i].log_odds >= options->moved; i++) {
            if (!is_free(&chain, &pairs[i])) continue;
            pairs[i].moved = true;
            take(&chain, i, chosen);
        }
        qsort(pairs, *chosen, sizeof *pairs, by_begin);
    }
    free(chain.nodes);
    free(chain.by_end);
    free(chain.tree);
    free(chain.en_taken);
    free(chain.zh_taken);
    free(start);
    return status;
}
