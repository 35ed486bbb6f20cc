/* SPDX-License-Identifier: Apache-2.0 */
/* What effects of triads make of a dyadic covariate: its entries that are not 0, both ways, and its
 * products with itself. Made when an effect first asks for them, kept by the model. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "dynamics/prepare.h"

/* Entry i → j of column c, 0 where missing and on the diagonal. */
static double entry(const saom_covariate *own, size_t n, size_t c, size_t i, size_t j) {
    double w = own->value[(c * n + i) * n + j];
    return i == j || isnan(w) ? 0 : w;
}

static ent_status make_weights(const saom_covariate *own, size_t n, int way, saom_weights *out,
                               ent_error *err) {
    size_t rows = own->columns * n;
    size_t count = 0;
    ent_status status = ent_array_new((void **)&out->start, rows + 1, sizeof *out->start, err);
    for (size_t r = 0; r < rows && status == ENT_OK; r++)
        for (size_t j = 0; j < n; j++)
            count += entry(own, n, r / n, r % n, j) != 0;
    if (status == ENT_OK) status = ent_array_new((void **)&out->at, count, sizeof *out->at, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&out->value, count, sizeof *out->value, err);
    if (status != ENT_OK) return status;
    size_t next = 0;
    for (size_t r = 0; r < rows; r++) {
        out->start[r] = next;
        for (size_t j = 0; j < n; j++) {
            size_t i = r % n;
            double w = way == 0 ? entry(own, n, r / n, i, j) : entry(own, n, r / n, j, i);
            if (w == 0) continue;
            out->at[next] = (uint32_t)j;
            out->value[next++] = w;
        }
    }
    out->start[rows] = next;
    return ENT_OK;
}

/* out[i, j] = Σ_h a_ih b_hj, row by row over entries. */
static void multiply(const saom_weights *a, const saom_weights *b, size_t columns, size_t n,
                     double *out) {
    for (size_t r = 0; r < columns * n; r++)
        for (size_t e = a->start[r]; e < a->start[r + 1]; e++) {
            size_t row = r / n * n + a->at[e];
            for (size_t f = b->start[row]; f < b->start[row + 1]; f++)
                out[r * n + b->at[f]] += a->value[e] * b->value[f];
        }
}

static ent_status derive(const ent_saom_data *data, size_t c, saom_attribute *own, unsigned wanted,
                         ent_error *err) {
    static const int ways[SAOM_PRODUCTS][2] = {{0, 0}, {1, 0}, {0, 1}};
    const saom_covariate *given = &data->covariate[c];
    size_t n = data->n;
    ent_status status = ENT_OK;
    for (int way = 0; way < 2 && status == ENT_OK; way++)
        if (own->weights[way].start == NULL)
            status = make_weights(given, n, way, &own->weights[way], err);
    for (int p = 0; p < SAOM_PRODUCTS && status == ENT_OK; p++) {
        if ((wanted & (1U << p)) == 0 || own->product[p] != NULL) continue;
        status =
            ent_array_new((void **)&own->product[p], given->columns * n * n, sizeof(double), err);
        if (status == ENT_OK)
            multiply(&own->weights[ways[p][0]], &own->weights[ways[p][1]], given->columns, n,
                     own->product[p]);
    }
    return status;
}

ent_status saom_prepare_dyadic(ent_saom_model *model, size_t covariate, unsigned wanted,
                               ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t g = 0; g < model->groups && status == ENT_OK; g++)
        status = derive(model->group[g].data, covariate, &model->group[g].covariate[covariate],
                        wanted, err);
    return status;
}

void saom_dyadic_free(saom_attribute *own) {
    for (int way = 0; way < 2; way++) {
        free(own->weights[way].start);
        free(own->weights[way].at);
        free(own->weights[way].value);
    }
    for (int p = 0; p < SAOM_PRODUCTS; p++)
        free(own->product[p]);
}
