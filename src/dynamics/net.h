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
} saom_net;

ent_status saom_net_new(saom_net *net, size_t n, bool directed, ent_error *err);
void saom_net_free(saom_net *net);
/* O(smaller of the two degrees). */
bool saom_net_has(const saom_net *net, size_t i, size_t j);
/* Add the pair if absent, remove it if there; both ways when not directed. O(degree). */
ent_status saom_net_toggle(saom_net *net, size_t i, size_t j, ent_error *err);
ent_status saom_net_set(saom_net *net, size_t i, size_t j, bool tie, ent_error *err);
/* Make @p to like @p from, both of one size and kind. O(n + ties). */
ent_status saom_net_copy(saom_net *to, const saom_net *from, ent_error *err);

static inline uint32_t saom_out(const saom_net *net, size_t i) {
    return net->out[i].count;
}
static inline uint32_t saom_in(const saom_net *net, size_t i) {
    return net->in[i].count;
}

#endif
