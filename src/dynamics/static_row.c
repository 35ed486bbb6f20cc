/* SPDX-License-Identifier: Apache-2.0 */
/* Rows S_i of rest.h: exp Σ β_k c_k(i, j) over static terms, with what scores need of c_k. Rows
 * that many egos share hold records, weight and weight × change side by side, so that a touched
 * alter costs one line of the cache. Rows that belong to one ego, or whose weights are multiplied
 * by factors of degrees, keep changes instead, which need not be made again for new coefficients;
 * their records are made for the touched alone. */
#include <string.h>

#include "base/array.h"
#include "dynamics/rest.h"

ent_status saom_row_new(saom_static_row *row, const saom_rest_part *rest, ent_error *err) {
    size_t n = rest->n_max;
    size_t size = rest->groups * SAOM_LINE;
    ent_status status = ent_array_new((void **)&row->weight, n, sizeof(double), err);
    if (status == ENT_OK && !rest->keeps_changes)
        status = ent_array_new((void **)&row->record, n * size, sizeof(double), err);
    if (status == ENT_OK) status = ent_array_new((void **)&row->sum, size, sizeof(double), err);
    if (status == ENT_OK && rest->alters == 0 && !rest->evolving)
        status = ent_array_new((void **)&row->prefix, n + 1, sizeof(double), err);
    if (status == ENT_OK && rest->keeps_changes)
        status = ent_array_new((void **)&row->change, rest->lanes * n, sizeof(double), err);
    return status;
}

void saom_row_set(const saom_rest_part *rest, saom_static_row *row, size_t j, double weight,
                  const double *change, size_t stride) {
    row->weight[j] = weight;
    for (size_t l = 0; l < rest->lanes && row->change != NULL; l++)
        row->change[l * rest->n + j] = change[l * stride];
    if (row->record == NULL) return;
    double *record = row->record + j * rest->groups * SAOM_LINE;
    record[0] = weight;
    for (size_t l = 0; l < rest->lanes; l++)
        record[1 + l] = weight * change[l * stride];
}

void saom_row_add(const saom_rest_part *rest, const saom_static_row *row, size_t j, double scale,
                  double *sum) {
    size_t size = rest->groups * SAOM_LINE;
    if (row->record == NULL) {
        double weight = scale * row->weight[j];
        sum[0] += weight;
        for (size_t l = 0; l < rest->lanes; l++)
            sum[1 + l] += weight * row->change[l * rest->n + j];
        return;
    }
    const double *record = row->record + j * size;
    for (size_t l = 0; l < size; l++)
        sum[l] += scale * record[l];
}

void saom_rest_records(const saom_rest_part *rest, const uint32_t *at, size_t count,
                       double *restrict out) {
    size_t size = rest->groups * SAOM_LINE;
    const double *weight = rest->now->weight;
    for (size_t k = 0; k < count; k++)
        out[k * size] = weight[at[k]];
    for (size_t l = 0; l < rest->lanes; l++) {
        const double *change = rest->now->change + l * rest->n;
        for (size_t k = 0; k < count; k++)
            out[k * size + 1 + l] = out[k * size] * change[at[k]];
    }
}

void saom_row_changes(const saom_rest_part *rest, const saom_ego *ego, const uint32_t *alter,
                      size_t count, double *change, size_t stride, bool known, double *exponent) {
    memset(exponent, 0, count * sizeof *exponent);
    for (size_t s = 0; s < rest->statics; s++) {
        size_t slot = rest->static_slot[s];
        const saom_term *term = rest->variable->term[slot];
        double beta = rest->beta[slot];
        if (rest->lane[s] == 0) {
            for (size_t k = 0; k < count; k++)
                exponent[k] += beta;
            continue;
        }
        double *own = change + (rest->lane[s] - 1) * stride;
        if (!known) term->def->change(ego, term, alter, count, own);
        rest->kernel->add(beta, own, exponent, count);
    }
}

/* All records, lane by lane. */
static void fill_records(const saom_rest_part *rest, const saom_static_row *row,
                         const double *change) {
    const double *restrict weight = row->weight;
    double *restrict record = row->record;
    size_t size = rest->groups * SAOM_LINE;
    size_t n = rest->n;
    for (size_t j = 0; j < n; j++)
        record[j * size] = weight[j];
    for (size_t l = 0; l < rest->lanes; l++) {
        const double *restrict own = change + l * n;
        for (size_t j = 0; j < n; j++)
            record[j * size + 1 + l] = weight[j] * own[j];
    }
}

void saom_row_make(const saom_rest_part *rest, const saom_ego *ego, saom_static_row *row) {
    size_t n = rest->n;
    uint32_t class = rest->class_of[ego->i];
    bool known = row->change != NULL && row->known == rest->known && row->class == class;
    double *change = row->change != NULL ? row->change : rest->change;
    saom_row_changes(rest, ego, rest->everybody, n, change, n, known, row->weight);
    rest->kernel->exp(row->weight, n);
    if (row->record != NULL) fill_records(rest, row, change);
    if (rest->alters > 0) return; /* sums are made each ministep */
    row->sum[0] = rest->kernel->sum(row->weight, n);
    for (size_t l = 0; l < rest->lanes; l++)
        row->sum[1 + l] = rest->kernel->dot(row->weight, change + l * n, n);
    if (row->prefix == NULL) return;
    double sum = 0;
    for (size_t j = 0; j < n; j++) {
        row->prefix[j] = sum;
        sum += row->weight[j];
    }
    row->prefix[n] = sum;
}
