/* SPDX-License-Identifier: Apache-2.0 */
/* Ranks of depth from joint draws: in each draw every dyad of a year has its place among all that
 * are covered; the place reported is the median over draws, with the 5% and 95% quantiles. Ranks of
 * posterior means would be too sure of themselves (Laird, N. M. & Louis, T. A. (1989), "Empirical
 * Bayes ranking methods", Journal of Educational Statistics 14(1), 29–46). */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "estimate/depth.h"

/* Places are counted on a scale this fine; depth beyond its ends counts as at the end. */
enum { BINS = 1 << 15 };
static const float scale_low = -8.0F, scale_high = 16.0F;

/* A turn: depth two years later and two years earlier differ by more than this. */
static const float turn_size = 0.5F;
enum { TURN_YEARS = 2 };

static size_t bin_of(float value) {
    float at = (value - scale_low) / (scale_high - scale_low) * (float)BINS;
    if (!(at > 0)) return 0;
    return at >= (float)BINS ? BINS - 1 : (size_t)at;
}

/* Places of one draw of one year; half of those in the same bin stand before one another. */
static void rank_year(const ent_depth_work *work, size_t year, const float *draw, uint32_t *above,
                      unsigned count, unsigned d, float *rank) {
    for (size_t b = 0; b < BINS; b++)
        above[b] = 0;
    for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++)
        if (work->sides[work->year_node[i]] != 0) above[bin_of(draw[work->year_node[i]])]++;
    uint32_t higher = 0;
    for (size_t b = BINS; b-- > 0;) {
        uint32_t here = above[b];
        above[b] = higher + (here > 0 ? (here - 1) / 2 : 0);
        higher += here;
    }
    for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++) {
        uint32_t node = work->year_node[i];
        if (work->sides[node] != 0 && work->owner[node] != UINT32_MAX)
            rank[(size_t)work->owner[node] * count + d] = (float)above[bin_of(draw[node])] + 1.0F;
    }
}

int ent_depth_by_value(const void *a, const void *b) {
    float x = *(const float *)a;
    float y = *(const float *)b;
    return (x > y) - (x < y);
}

float ent_depth_quantile(const float *sorted, size_t count, double q) {
    double at = q * (double)(count - 1);
    size_t low = (size_t)at;
    size_t high = low + 1 < count ? low + 1 : low;
    return sorted[low] + (float)(at - (double)low) * (sorted[high] - sorted[low]);
}

/* How many pairs of each year are ranked. */
static void count_ranked(const ent_depth_work *work) {
    for (size_t year = 0; year < work->years; year++) {
        size_t ranked = 0;
        for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++)
            ranked += work->sides[work->year_node[i]] != 0;
        for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++) {
            uint32_t owner = work->owner[work->year_node[i]];
            if (owner != UINT32_MAX && work->sides[work->year_node[i]] != 0)
                work->estimate->value[(size_t)owner * ENT_DEPTH_FIELDS + ENT_DEPTH_OF] =
                    (float)ranked;
        }
    }
}

static void summarise_ranks(const ent_depth_work *work, float *rank, unsigned count) {
#pragma omp parallel for schedule(static)
    for (size_t place = 0; place < work->places; place++) {
        float *value = work->estimate->value + place * ENT_DEPTH_FIELDS;
        float *of = rank + place * count;
        if (isnan(value[ENT_DEPTH_MEAN])) continue;
        qsort(of, count, sizeof *of, ent_depth_by_value);
        value[ENT_DEPTH_RANK] = roundf(ent_depth_quantile(of, count, 0.5));
        value[ENT_DEPTH_RANK_LO] = roundf(ent_depth_quantile(of, count, 0.05));
        value[ENT_DEPTH_RANK_HI] = roundf(ent_depth_quantile(of, count, 0.95));
    }
}

/* Share of draws in which depth rises by a turn about the node, less that in which it falls. */
static float turn_at(const float *draws, unsigned count, size_t nodes, size_t node) {
    unsigned up = 0;
    unsigned down = 0;
    for (unsigned d = 0; d < count; d++) {
        const float *at = draws + d * nodes + node;
        float change = at[TURN_YEARS] - at[-TURN_YEARS];
        up += change > turn_size;
        down += change < -turn_size;
    }
    return up >= down ? (float)up / (float)count : -(float)down / (float)count;
}

static float correlation(const float *draws, unsigned count, size_t nodes, size_t node) {
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (unsigned d = 0; d < count; d++) {
        double before = (double)draws[d * nodes + node - 1];
        double now = (double)draws[d * nodes + node];
        x += before;
        y += now;
        xx += before * before;
        yy += now * now;
        xy += before * now;
    }
    double n = count;
    double spread = sqrt((xx - x * x / n) * (yy - y * y / n));
    return spread > 0 ? (float)((xy - x * y / n) / spread) : 1.0F;
}

static void summarise_paths(const ent_depth_work *work, const float *draws, unsigned count) {
    const ent_depth_table *table = work->table;
    size_t nodes = table->node_count;
#pragma omp parallel for schedule(dynamic, 64)
    for (size_t s = 0; s < table->spell_count; s++) {
        size_t first = table->first_node[s];
        size_t end = table->first_node[s + 1];
        if (work->owner[first] == UINT32_MAX) continue;
        for (size_t n = first; n < end; n++) {
            float *value = work->estimate->value + (size_t)work->owner[n] * ENT_DEPTH_FIELDS;
            if (n > first) value[ENT_DEPTH_RHO] = correlation(draws, count, nodes, n);
            if (n >= first + TURN_YEARS && n + TURN_YEARS < end && work->sides[n] != 0)
                value[ENT_DEPTH_TURN] = turn_at(draws, count, nodes, n);
        }
    }
}

ent_status ent_depth_rank(const ent_depth_work *work, const float *draws, unsigned count,
                          ent_error *err) {
    float *rank = NULL;
    ent_status status = ent_array_new((void **)&rank, work->places * count, sizeof *rank, err);
    bool failed = false;
#pragma omp parallel if (status == ENT_OK)
    {
        uint32_t *above = NULL;
        bool room =
            status == ENT_OK && ent_array_new((void **)&above, BINS, sizeof *above, NULL) == ENT_OK;
#pragma omp for schedule(dynamic, 1) collapse(2)
        for (size_t year = 0; year < work->years; year++)
            for (unsigned d = 0; d < count; d++)
                if (room)
                    rank_year(work, year, draws + d * work->table->node_count, above, count, d,
                              rank);
                else
#pragma omp atomic write
                    failed = true;
        free(above);
    }
    if (status == ENT_OK && failed) status = ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK) {
        count_ranked(work);
        summarise_ranks(work, rank, count);
        summarise_paths(work, draws, count);
    }
    free(rank);
    return status;
}
