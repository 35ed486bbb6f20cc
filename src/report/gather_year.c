/* SPDX-License-Identifier: Apache-2.0 */
/* All pairs of a year, for values and ranks; and sums over years for all pairs. */
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

/* ---- one year ---- */

static ent_loader *loader_of(ent_gathering *g, unsigned needs) {
    for (size_t l = 0; l < g->loader_count; l++)
        if (g->loaders[l].needs == needs) return g->loaders[l].loader;
    if (g->loader_count == ENT_GATHER_LOADERS) {
        ent_gather_ok(g, ent_fail(g->err, ENT_ERR_LIMIT, "too many sets of parts"));
        return NULL;
    }
    ent_loader *loader = NULL;
    if (!ent_gather_ok(g, ent_loader_new(&loader, g->store, g->actors, ENT_COW, needs, g->err)))
        return NULL;
    g->loaders[g->loader_count++] = (struct part_loader){needs, loader};
    return loader;
}

static const ent_slice *slice_of(ent_gathering *g, unsigned needs, int year) {
    const ent_slice *slice = NULL;
    if (g->status != ENT_OK) return NULL;
    ent_loader *loader = loader_of(g, needs);
    if (loader == NULL || !ent_gather_ok(g, ent_loader_year(loader, year, &slice, g->err)))
        return NULL;
    return slice;
}

size_t ent_gather_place(const struct year_pairs *year, ent_actor from, ent_actor to) {
    size_t i = ent_slice_find(year->slice, from);
    size_t j = ent_slice_find(year->slice, to);
    if (year->unit != ENT_UNIT_DIRECTED && i > j) {
        size_t swap = i;
        i = j;
        j = swap;
    }
    for (size_t p = 0; p < year->pairs.count; p++)
        if (year->pairs.i[p] == i && year->pairs.j[p] == j) return p;
    return SIZE_MAX;
}

bool ent_gather_year(ent_gathering *g, unsigned needs, int year, ent_unit unit,
                     struct year_pairs *out) {
    *out = (struct year_pairs){.unit = unit};
    out->slice = slice_of(g, needs, year);
    if (out->slice == NULL ||
        !ent_gather_ok(g, ent_pairs_of(out->slice, unit, NULL, 0, &out->pairs, g->err)))
        return false;
    const struct pair_year *pair = ent_gather_pair(g, year);
    out->forth = ent_gather_place(out, pair->a, pair->b);
    out->back = ent_gather_place(out, pair->b, pair->a);
    return true;
}

void ent_gather_year_end(struct year_pairs *year) {
    ent_pairs_free(&year->pairs);
}

/* Rooms for the columns' values, one block. */
static ent_status compute(const struct year_pairs *year, size_t count, const char *const *columns,
                          double **values, double **block, ent_error *err) {
    enum { MOST = 16 };
    size_t index[MOST];
    if (count > MOST) return ent_fail(err, ENT_ERR_LIMIT, "too many columns");
    ent_status status =
        ent_array_new((void **)block, count * year->pairs.count, sizeof **block, err);
    for (size_t c = 0; c < count && status == ENT_OK; c++) {
        values[c] = *block + c * year->pairs.count;
        status = ent_column_find(ENT_UNIT_DYAD, columns[c], &index[c], err);
    }
    if (status == ENT_OK)
        status =
            ent_columns_compute(year->slice, year->unit, &year->pairs, index, count, values, err);
    return status;
}

void ent_gather_columns(ent_gathering *g, const struct year_pairs *year, size_t count,
                        const char *const *columns, const size_t *places,
                        ent_figure *const *figures) {
    double *values[16] = {0};
    double *block = NULL;
    if (g->status != ENT_OK) return;
    if (ent_gather_ok(g, compute(year, count, columns, values, &block, g->err)))
        for (size_t c = 0; c < count; c++) {
            if (places[c] == SIZE_MAX || figures[c] == NULL) continue;
            ent_gather_set(figures[c], values[c][places[c]]);
            figures[c]->rank = ent_rank_of(figures[c]->value, values[c], year->pairs.count);
        }
    free(block);
}

void ent_gather_column(ent_gathering *g, const struct year_pairs *year, const char *column,
                       size_t place, ent_figure *figure) {
    ent_gather_columns(g, year, 1, &column, &place, &figure);
}

/* ---- sums over years ---- */

static bool make_totals(ent_gathering *g, const ent_slice *last, struct totals *out) {
    size_t n = last->n;
    *out = (struct totals){.n = n};
    if (!ent_gather_ok(g, ent_array_new((void **)&out->actor, n, sizeof *out->actor, g->err)) ||
        !ent_gather_ok(g, ent_array_new((void **)&out->together, n * n, 1, g->err)) ||
        !ent_gather_ok(g, ent_array_new((void **)&out->gap, n * n, 1, g->err)) ||
        !ent_gather_ok(g, ent_array_new((void **)&out->sum, n * n, sizeof *out->sum, g->err)) ||
        !ent_gather_ok(g, ent_array_new((void **)&out->imports, n, sizeof *out->imports, g->err)))
        return false;
    memcpy(out->actor, last->actor, n * sizeof *out->actor);
    memcpy(out->together, last->together, n * n);
    for (size_t c = 0; c < n * n; c++)
        out->sum[c] = ent_missing();
    const struct pair_year *pair = ent_gather_pair(g, last->year);
    out->a = ent_slice_find(last, pair->a);
    out->b = ent_slice_find(last, pair->b);
    return true;
}

/* Row of one of the totals' actors in a year: the two as they were then, others as they are. */
static size_t row_in(const ent_gathering *g, const struct totals *totals, const ent_slice *slice,
                     size_t i) {
    const struct pair_year *pair = ent_gather_pair(g, slice->year);
    if (i == totals->a) return ent_slice_find(slice, pair->a);
    if (i == totals->b) return ent_slice_find(slice, pair->b);
    return ent_slice_find(slice, totals->actor[i]);
}

static void add_year(struct totals *totals, const ent_slice *slice, const double *matrix,
                     const size_t *rows) {
    size_t n = totals->n;
    for (size_t i = 0; i < n; i++) {
        if (rows[i] == SIZE_MAX) continue;
        if (slice->arms_imports != NULL && !ent_is_missing(slice->arms_imports[rows[i]]))
            totals->imports[i] += slice->arms_imports[rows[i]];
        for (size_t j = 0; j < n; j++) {
            if (rows[j] == SIZE_MAX || slice->together[rows[i] * slice->n + rows[j]] == 0) continue;
            double value = matrix[rows[i] * slice->n + rows[j]];
            double *sum = &totals->sum[i * n + j];
            if (ent_is_missing(value)) totals->gap[i * n + j] = 1;
            *sum = ent_is_missing(*sum) ? value : *sum + value;
        }
    }
}

bool ent_gather_totals(ent_gathering *g, unsigned needs, ent_matrix_of matrix, int year1, int year2,
                       struct totals *out) {
    size_t *rows = NULL;
    *out = (struct totals){0};
    const ent_slice *slice = slice_of(g, needs, year2);
    if (slice == NULL || !make_totals(g, slice, out) ||
        !ent_gather_ok(g, ent_array_new((void **)&rows, out->n, sizeof *rows, g->err)))
        return false;
    for (int year = year1; year <= year2 && g->status == ENT_OK; year++) {
        slice = slice_of(g, needs, year);
        if (slice == NULL) break;
        for (size_t i = 0; i < out->n; i++)
            rows[i] = row_in(g, out, slice, i);
        add_year(out, slice, matrix(slice), rows);
    }
    for (size_t c = 0; c < out->n * out->n; c++)
        if (out->gap[c] != 0) out->sum[c] = ent_missing();
    free(rows);
    return g->status == ENT_OK;
}

void ent_gather_totals_end(struct totals *totals) {
    free(totals->actor);
    free(totals->together);
    free(totals->gap);
    free(totals->sum);
    free(totals->imports);
}

ent_rank ent_gather_totals_rank(ent_gathering *g, const struct totals *totals, double value,
                                bool directed, bool share) {
    size_t n = totals->n;
    size_t count = 0;
    double *values = NULL;
    ent_rank rank = {0};
    if (!ent_gather_ok(g, ent_array_new((void **)&values, n * n, sizeof *values, g->err)))
        return rank;
    for (size_t i = 0; i < n; i++)
        for (size_t j = directed ? 0 : i + 1; j < n; j++) {
            double sum = totals->sum[i * n + j];
            if (totals->together[i * n + j] == 0 || ent_is_missing(sum)) continue;
            if (share && !(totals->imports[j] > 0)) continue;
            values[count++] = share ? sum / totals->imports[j] : sum;
        }
    rank = ent_rank_of(value, values, count);
    free(values);
    return rank;
}
