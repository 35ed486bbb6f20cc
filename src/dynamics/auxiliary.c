/* SPDX-License-Identifier: Apache-2.0 */
/* Degrees, triads and distances. The triad census visits each pair of connected actors once and
 * adds the triads they are in: those with a third actor tied to either one by one, all others by
 * subtraction (Batagelj & Mrvar 2001, "A subquadratic triad census algorithm for large sparse
 * networks with small maximum degree", Social Networks 23, 237–243). */
#include "dynamics/auxiliary.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

void saom_degrees(const saom_net *net, bool in, size_t step, size_t levels, double *out) {
    memset(out, 0, levels * sizeof *out);
    for (size_t i = 0; i < net->n; i++) {
        size_t degree = in ? saom_in(net, i) : saom_out(net, i);
        for (size_t k = (degree + step - 1) / step; k < levels; k++)
            out[k]++;
    }
}

/* Class of a triad by its six possible ties: bit 0 i→j, 1 j→i, 2 i→h, 3 h→i, 4 j→h, 5 h→j. */
static size_t triad_class(unsigned code) {
    unsigned a = code & 3;
    unsigned b = code >> 2 & 3;
    unsigned c = code >> 4 & 3;
    size_t mutual = (size_t)(a == 3) + (b == 3) + (c == 3);
    size_t single = (size_t)(a == 1 || a == 2) + (b == 1 || b == 2) + (c == 1 || c == 2);
    size_t out_i = (size_t)(code & 1) + (code >> 2 & 1);
    size_t out_j = (size_t)(code >> 1 & 1) + (code >> 4 & 1);
    size_t out_h = (size_t)(code >> 3 & 1) + (code >> 5 & 1);
    size_t in_i = (size_t)(code >> 1 & 1) + (code >> 3 & 1);
    size_t in_j = (size_t)(code & 1) + (code >> 5 & 1);
    size_t in_h = (size_t)(code >> 2 & 1) + (code >> 4 & 1);
    bool out_two = out_i == 2 || out_j == 2 || out_h == 2;
    bool in_two = in_i == 2 || in_j == 2 || in_h == 2;
    if (mutual == 0) {
        static const size_t few[] = {0, 1};
        if (single < 2) return few[single];
        if (single == 2) return out_two ? 3 : in_two ? 4 : 5; /* 021D, 021U, 021C */
        return out_two ? 8 : 9;                               /* 030T, 030C */
    }
    if (mutual == 1 && single == 0) return 2;
    if (mutual == 1 && single == 1) return in_two ? 6 : 7; /* 111D, 111U */
    if (mutual == 1) {
        /* the actor outside the mutual pair: sends both 120D, receives both 120U, one each 120C */
        size_t sent = a == 3 ? out_h : b == 3 ? out_j : out_i;
        return sent == 2 ? 11 : sent == 0 ? 12 : 13;
    }
    if (mutual == 2) return single == 0 ? 10 : 14;
    return 15;
}

const char *saom_triad_name(size_t class, bool directed) {
    static const char *const names[] = {"003",  "012",  "102",  "021D", "021U", "021C",
                                        "111D", "111U", "030T", "030C", "201",  "120D",
                                        "120U", "120C", "210",  "300"};
    static const char *const counts[] = {"0 ties", "1 tie", "2 ties", "3 ties"};
    return directed ? names[class] : counts[class];
}

static unsigned pair_code(const saom_net *net, size_t i, size_t j) {
    return (unsigned)saom_net_has(net, i, j) | (unsigned)saom_net_has(net, j, i) << 1;
}

static unsigned triad_code(const saom_net *net, unsigned first, size_t i, size_t j, size_t h) {
    return first | pair_code(net, i, h) << 2 | pair_code(net, j, h) << 4;
}

/* Neighbours of i in either direction, once each, into @p list; marks them. */
static size_t add_neighbours(const saom_net *net, size_t i, size_t i2, size_t j2, uint8_t *mark,
                             uint32_t *list, size_t count) {
    const saom_row *rows[] = {&net->out[i], &net->in[i]};
    for (size_t r = 0; r < 2; r++)
        for (uint32_t k = 0; k < rows[r]->count; k++) {
            uint32_t h = rows[r]->at[k];
            if (mark[h] || h == i2 || h == j2) continue;
            mark[h] = 1;
            list[count++] = h;
        }
    return count;
}

static bool linked(const saom_net *net, size_t i, size_t j) {
    return saom_net_has(net, i, j) || saom_net_has(net, j, i);
}

/* Triads of the connected pair i < j with thirds near it; a triad counts once: at the pair that
 * comes first among its connected ones. */
static void add_pair(const saom_net *net, size_t i, size_t j, uint8_t *mark, uint32_t *list,
                     double *out) {
    unsigned code = pair_code(net, i, j);
    size_t count = add_neighbours(net, i, i, j, mark, list, 0);
    count = add_neighbours(net, j, i, j, mark, list, count);
    out[code == 3 ? 2 : 1] += (double)(net->n - count - 2);
    for (size_t k = 0; k < count; k++) {
        size_t h = list[k];
        mark[h] = 0;
        bool counts = j < h || (i < h && h < j && !linked(net, i, h));
        if (counts) out[triad_class(triad_code(net, code, i, j, h))]++;
    }
}

static void triads_directed(const saom_net *net, uint8_t *mark, uint32_t *list, double *out) {
    double n = (double)net->n;
    double sum = 0;
    for (size_t i = 0; i < net->n; i++) {
        const saom_row *rows[] = {&net->out[i], &net->in[i]};
        for (size_t r = 0; r < 2; r++)
            for (uint32_t k = 0; k < rows[r]->count; k++) {
                size_t j = rows[r]->at[k];
                if (j <= i || (r == 1 && saom_net_has(net, i, j))) continue;
                add_pair(net, i, j, mark, list, out);
            }
    }
    for (size_t c = 1; c < SAOM_TRIAD_CLASSES; c++)
        sum += out[c];
    out[0] = n * (n - 1) * (n - 2) / 6 - sum;
}

void saom_triads(const saom_net *net, double *out) {
    double class[SAOM_TRIAD_CLASSES] = {0};
    uint8_t *mark = calloc(net->n, 1);
    uint32_t *list = calloc(net->n, sizeof *list);
    if (mark != NULL && list != NULL) triads_directed(net, mark, list, class);
    free(mark);
    free(list);
    if (net->directed) {
        memcpy(out, class, sizeof class);
        return;
    }
    out[0] = class[0];
    out[1] = class[2];
    out[2] = class[10];
    out[3] = class[15];
}

ent_status saom_geodesics(const saom_net *net, size_t levels, double *out, ent_error *err) {
    uint32_t *queue = NULL;
    size_t *far = NULL;
    ent_status status = ent_array_new((void **)&queue, net->n, sizeof *queue, err);
    if (status == ENT_OK) status = ent_array_new((void **)&far, net->n, sizeof *far, err);
    memset(out, 0, levels * sizeof *out);
    for (size_t i = 0; i < net->n && status == ENT_OK; i++) {
        size_t end = 1;
        memset(far, 0, net->n * sizeof *far);
        queue[0] = (uint32_t)i;
        for (size_t at = 0; at < end; at++) {
            const saom_row *row = &net->out[queue[at]];
            if (far[queue[at]] == levels) break;
            for (uint32_t k = 0; k < row->count; k++) {
                uint32_t j = row->at[k];
                if (far[j] != 0 || j == i) continue;
                far[j] = far[queue[at]] + 1;
                queue[end++] = j;
            }
        }
        for (size_t k = 1; k < end; k++)
            for (size_t l = far[queue[k]]; l <= levels; l++)
                out[l - 1]++;
    }
    free(queue);
    free(far);
    return status;
}
