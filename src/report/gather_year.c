/* SPDX-License-Identifier: Apache-2.0 */
/* All pairs of a year, for values and ranks; and sums over years for all pairs. */
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

/* ---- one year ---- */

static struct part_loader *loader_of(ent_gathering *g, unsigned needs) {
    for (size_t l = 0; l < g->loader_count; l++)
        if (g->loaders[l].needs == needs) return &g->loaders[l];
    if (g->loader_count == ENT_GATHER_LOADERS) {
        ent_gather_ok(g, ent_fail(g->err, ENT_ERR_LIMIT, "too many sets of parts"));
        return NULL;
    }
    struct part_loader *new = &g->loaders[g->loader_count];
    *new = (struct part_loader){.needs = needs};
    if (!ent_gather_ok(g,
                       ent_loader_new(&new->loader, g->store, g->actors, ENT_COW, needs, g->err)))
        return NULL;
    g->loader_count++;
    return new;
}

/* A loader's slice stays until its next: a year asked for twice in a row is read once. */
static const ent_slice *part_of(ent_gathering *g, unsigned needs, int year) {
    if (g->status != ENT_OK) return NULL;
    struct part_loader *part = loader_of(g, needs);
    if (part == NULL) return NULL;
    if (part->slice != NULL && part->slice->year == year) return part->slice;
    if (!ent_gather_ok(g, ent_loader_year(part->loader, year, &part->slice, g->err))) return NULL;
    return part->slice;
}

const ent_slice *ent_gather_slice(ent_gathering *g, unsigned needs, int year) {
    if (needs != (ENT_NEED_ALLIANCE | ENT_NEED_CAPABILITY)) return part_of(g, needs, year);
    const ent_slice *alliance = part_of(g, ENT_NEED_ALLIANCE, year);
    const ent_slice *capability = part_of(g, ENT_NEED_CAPABILITY, year);
    if (alliance == NULL || capability == NULL) return NULL;
    g->merged = *alliance;
    g->merged.capability_count = capability->capability_count;
    g->merged.capability_actor = capability->capability_actor;
    memcpy(g->merged.capability, capability->capability, sizeof g->merged.capability);
    return &g->merged;
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
    out->slice = ent_gather_slice(g, needs, year);
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

/* The distinct columns wanted, their values in one block. */
enum { COLUMNS_MAX = 16 };
struct computed {
    const char *names[COLUMNS_MAX];
    size_t index[COLUMNS_MAX];
    double *values[COLUMNS_MAX];
    size_t count;
    double *block;
};

static size_t column_of(struct computed *computed, const char *name) {
    size_t c = 0;
    while (c < computed->count && strcmp(computed->names[c], name) != 0)
        c++;
    if (c == computed->count && c < COLUMNS_MAX) computed->names[computed->count++] = name;
    return c;
}

static ent_status compute(const struct year_pairs *year, struct computed *computed,
                          ent_error *err) {
    ent_status status = ent_array_new((void **)&computed->block,
                                      computed->count * year->pairs.count, sizeof(double), err);
    for (size_t c = 0; c < computed->count && status == ENT_OK; c++) {
        computed->values[c] = computed->block + c * year->pairs.count;
        status = ent_column_find(ENT_UNIT_DYAD, computed->names[c], &computed->index[c], err);
    }
    if (status == ENT_OK)
        status = ent_columns_compute(year->slice, year->unit, &year->pairs, computed->index,
                                     computed->count, computed->values, err);
    return status;
}

void ent_gather_columns(ent_gathering *g, const struct year_pairs *year,
                        const struct wanted *wanted, size_t count) {
    struct computed computed = {0};
    if (g->status != ENT_OK) return;
    for (size_t w = 0; w < count; w++)
        if (column_of(&computed, wanted[w].column) == COLUMNS_MAX)
            ent_gather_ok(g, ent_fail(g->err, ENT_ERR_LIMIT, "too many columns"));
    if (g->status == ENT_OK) ent_gather_ok(g, compute(year, &computed, g->err));
    for (size_t w = 0; w < count && g->status == ENT_OK; w++) {
        const double *values = computed.values[column_of(&computed, wanted[w].column)];
        if (wanted[w].place == SIZE_MAX || wanted[w].figure == NULL) continue;
        ent_gather_set(wanted[w].figure, values[wanted[w].place]);
        wanted[w].figure->rank = ent_rank_of(wanted[w].figure->value, values, year->pairs.count);
    }
    free(computed.block);
}

void ent_gather_column(ent_gathering *g, const struct year_pairs *year, const char *column,
                       size_t place, ent_figure *figure) {
    ent_gather_columns(g, year, &(struct wanted){column, place, figure}, 1);
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
    const ent_slice *slice = ent_gather_slice(g, needs, year2);
    if (slice == NULL || !make_totals(g, slice, out) ||
        !ent_gather_ok(g, ent_array_new((void **)&rows, out->n, sizeof *rows, g->err)))
        return false;
    for (int year = year2; year >= year1 && g->status == ENT_OK; year--) {
        slice = ent_gather_slice(g, needs, year);
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
