/* SPDX-License-Identifier: Apache-2.0 */
#include "dynamics/net.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { ROW_START = 8 };

ent_status saom_net_new(saom_net *net, size_t n, bool directed, ent_error *err) {
    *net = (saom_net){.n = n, .directed = directed};
    ent_status status = ent_array_new((void **)&net->out, n, sizeof *net->out, err);
    if (status == ENT_OK && directed)
        status = ent_array_new((void **)&net->in, n, sizeof *net->in, err);
    else
        net->in = net->out;
    if (status != ENT_OK) saom_net_free(net);
    return status;
}

static void rows_free(saom_row *rows, size_t n) {
    for (size_t i = 0; i < n && rows != NULL; i++)
        free(rows[i].at);
    free(rows);
}

void saom_net_free(saom_net *net) {
    if (net->in != net->out) rows_free(net->in, net->n);
    rows_free(net->out, net->n);
    if (net->bits_in != net->bits_out) free(net->bits_in);
    free(net->bits_out);
    *net = (saom_net){0};
}

ent_status saom_net_spread(saom_net *net, ent_error *err) {
    if (net->n > SAOM_SPREAD_MOST) return ENT_OK;
    net->words = saom_bit_words(net->n);
    size_t all = net->n * net->words;
    ent_status status = ent_array_new((void **)&net->bits_out, all, sizeof *net->bits_out, err);
    if (status == ENT_OK && net->directed)
        status = ent_array_new((void **)&net->bits_in, all, sizeof *net->bits_in, err);
    else
        net->bits_in = net->bits_out;
    return status;
}

static void flip(saom_net *net, size_t i, size_t j) {
    if (net->bits_out == NULL) return;
    net->bits_out[i * net->words + j / SAOM_WORD] ^= UINT64_C(1) << j % SAOM_WORD;
    net->bits_in[j * net->words + i / SAOM_WORD] ^= UINT64_C(1) << i % SAOM_WORD;
}

bool saom_net_has(const saom_net *net, size_t i, size_t j) {
    if (net->bits_out != NULL) return saom_bit(net->bits_out + i * net->words, j);
    const saom_row *row = &net->out[i];
    uint32_t wanted = (uint32_t)j;
    if (net->in[j].count < row->count) {
        row = &net->in[j];
        wanted = (uint32_t)i;
    }
    for (uint32_t k = 0; k < row->count; k++)
        if (row->at[k] == wanted) return true;
    return false;
}

static ent_status row_room(saom_row *row, uint32_t need, ent_error *err) {
    if (need <= row->capacity) return ENT_OK;
    uint32_t capacity = row->capacity > 0 ? row->capacity : ROW_START;
    while (capacity < need)
        capacity *= 2;
    uint32_t *grown = realloc(row->at, capacity * sizeof *grown);
    if (grown == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory for a network");
    row->at = grown;
    row->capacity = capacity;
    return ENT_OK;
}

/* Take @p value out of the row; false if it was not there. */
static bool row_drop(saom_row *row, uint32_t value) {
    for (uint32_t k = 0; k < row->count; k++)
        if (row->at[k] == value) {
            row->at[k] = row->at[--row->count];
            return true;
        }
    return false;
}

ent_status saom_net_toggle(saom_net *net, size_t i, size_t j, ent_error *err) {
    saom_row *out = &net->out[i];
    saom_row *in = &net->in[j];
    size_t pairs = net->directed ? 1 : 2;
    if (row_drop(out, (uint32_t)j)) {
        row_drop(in, (uint32_t)i);
        flip(net, i, j);
        net->ties -= pairs;
        return ENT_OK;
    }
    ent_status status = row_room(out, out->count + 1, err);
    if (status == ENT_OK) status = row_room(in, in->count + 1, err);
    if (status != ENT_OK) return status;
    out->at[out->count++] = (uint32_t)j;
    in->at[in->count++] = (uint32_t)i;
    flip(net, i, j);
    net->ties += pairs;
    return ENT_OK;
}

ent_status saom_net_set(saom_net *net, size_t i, size_t j, bool tie, ent_error *err) {
    return saom_net_has(net, i, j) == tie ? ENT_OK : saom_net_toggle(net, i, j, err);
}

static ent_status rows_copy(saom_row *to, const saom_row *from, size_t n, ent_error *err) {
    for (size_t i = 0; i < n; i++) {
        if (from[i].count > to[i].capacity) {
            ent_status status = row_room(&to[i], from[i].count, err);
            if (status != ENT_OK) return status;
        }
        for (uint32_t k = 0; k < from[i].count; k++)
            to[i].at[k] = from[i].at[k];
        to[i].count = from[i].count;
    }
    return ENT_OK;
}

static void bits_copy(saom_net *to, const saom_net *from) {
    size_t bytes = to->n * to->words * sizeof(uint64_t);
    if (from->bits_out != NULL && from->n == to->n) {
        memcpy(to->bits_out, from->bits_out, bytes);
        if (to->directed) memcpy(to->bits_in, from->bits_in, bytes);
        return;
    }
    memset(to->bits_out, 0, bytes);
    if (to->directed) memset(to->bits_in, 0, bytes);
    for (size_t i = 0; i < from->n; i++)
        for (uint32_t k = 0; k < from->out[i].count; k++) {
            uint32_t j = from->out[i].at[k];
            if (to->directed || i < j) flip(to, i, j);
        }
}

ent_status saom_net_copy(saom_net *to, const saom_net *from, ent_error *err) {
    to->ties = from->ties;
    ent_status status = rows_copy(to->out, from->out, from->n, err);
    if (status == ENT_OK && from->directed) status = rows_copy(to->in, from->in, from->n, err);
    if (status == ENT_OK && to->bits_out != NULL) bits_copy(to, from);
    return status;
}
