/* SPDX-License-Identifier: Apache-2.0 */
/* A set of ordered pairs of actors kept as lists of alters, both ways: the state of a network, and
 * any other sparse relation (fixed or missing dyads). */
#ifndef ENTENTE_DYNAMICS_NET_H
#define ENTENTE_DYNAMICS_NET_H

#include "entente/base.h"

typedef struct saom_row {
    uint32_t *at;
    uint32_t count, capacity;
} saom_row;

typedef struct saom_net {
    size_t n, ties; /* ties: ordered pairs */
    bool directed;
    saom_row *out, *in; /* the same array when not directed */
    /* saom_net_spread(): rows of bits besides, `words` words each, bit j of a row for actor j; else
     * NULL. The same array when not directed. */
    uint64_t *bits_out, *bits_in;
    size_t words;
} saom_net;
/* Up to so many actors rows of bits pay: beyond, most of their words are 0. Rows are a multiple of
 * SAOM_WORDS words, so that vectors of as many cover them. */
enum { SAOM_SPREAD_MOST = 640, SAOM_WORD = 64, SAOM_WORDS = 4 };

ent_status saom_net_new(saom_net *net, size_t n, bool directed, ent_error *err);
void saom_net_free(saom_net *net);
/* Keep rows of bits too, of a network that is still empty; nothing where it is too large. */
ent_status saom_net_spread(saom_net *net, ent_error *err);
/* O(1) with rows of bits, else O(smaller of the two degrees). */
bool saom_net_has(const saom_net *net, size_t i, size_t j);
/* Add the pair if absent, remove it if there; both ways when not directed. O(degree). */
ent_status saom_net_toggle(saom_net *net, size_t i, size_t j, ent_error *err);
ent_status saom_net_set(saom_net *net, size_t i, size_t j, bool tie, ent_error *err);
/* Make @p to like @p from, both of one size and kind. O(n + ties). */
ent_status saom_net_copy(saom_net *to, const saom_net *from, ent_error *err);

static inline size_t saom_bit_words(size_t n) {
    return (n + SAOM_WORD * SAOM_WORDS - 1) / (SAOM_WORD * SAOM_WORDS) * SAOM_WORDS;
}
static inline bool saom_bit(const uint64_t *row, size_t j) {
    return row[j / SAOM_WORD] >> j % SAOM_WORD & 1;
}
static inline uint32_t saom_out(const saom_net *net, size_t i) {
    return net->out[i].count;
}
static inline uint32_t saom_in(const saom_net *net, size_t i) {
    return net->in[i].count;
}

#endif
