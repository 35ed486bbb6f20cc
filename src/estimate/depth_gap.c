/* SPDX-License-Identifier: Apache-2.0 */
/* The gap between practice and paper. In each joint draw and year practice z is regressed on paper
 * x over all pairs that both sides cover, by the least-squares function f that nowhere falls
 * (isotonic regression by pooling adjacent violators: Ayer, M. et al. (1955), "An empirical
 * distribution function for sampling with incomplete information", Annals of Mathematical
 * Statistics 26(4), 641–647), on means of bins of x, joined by lines:
 *
 *   gap = z − f(x)
 *
 * so that the gaps of a year's pairs have the mean 0 in every draw, but for the lines. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "estimate/depth.h"

enum { BINS = 96 };
static const float bin_low = -6.0F, bin_width = 0.125F;

/* f at the mean x of each block, ascending. */
struct curve {
    size_t count;
    double weight[BINS], x[BINS], z[BINS];
};

static size_t bin_of(float x) {
    float at = (x - bin_low) / bin_width;
    if (!(at > 0)) return 0;
    return at >= BINS - 1 ? BINS - 1 : (size_t)at;
}

/* Pool the last block with those before it that are not below it. */
static void pool(struct curve *curve) {
    while (curve->count > 1 && curve->z[curve->count - 2] >= curve->z[curve->count - 1]) {
        size_t b = --curve->count;
        double weight = curve->weight[b - 1] + curve->weight[b];
        curve->x[b - 1] += (curve->x[b] - curve->x[b - 1]) * curve->weight[b] / weight;
        curve->z[b - 1] += (curve->z[b] - curve->z[b - 1]) * curve->weight[b] / weight;
        curve->weight[b - 1] = weight;
    }
}

static double predict(const struct curve *curve, double x) {
    size_t b = 0;
    while (b < curve->count && curve->x[b] < x)
        b++;
    if (b == 0) return curve->z[0];
    if (b == curve->count) return curve->z[b - 1];
    double share = (x - curve->x[b - 1]) / (curve->x[b] - curve->x[b - 1]);
    return curve->z[b - 1] + share * (curve->z[b] - curve->z[b - 1]);
}

static bool both_covered(const ent_depth_work *work, uint32_t node) {
    unsigned both = ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE;
    return (work->sides[node] & both) == both;
}

static void regress(const ent_depth_work *work, size_t year, const float *paper,
                    const float *practice, struct curve *curve) {
    double weight[BINS] = {0};
    double x[BINS] = {0};
    double z[BINS] = {0};
    for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++) {
        uint32_t node = work->year_node[i];
        if (!both_covered(work, node)) continue;
        size_t b = bin_of(paper[node]);
        weight[b]++;
        x[b] += (double)paper[node];
        z[b] += (double)practice[node];
    }
    curve->count = 0;
    for (size_t b = 0; b < BINS; b++) {
        if (!(weight[b] > 0)) continue;
        size_t to = curve->count++;
        curve->weight[to] = weight[b];
        curve->x[to] = x[b] / weight[b];
        curve->z[to] = z[b] / weight[b];
        pool(curve);
    }
}

static void gap_year(const ent_depth_work *work, size_t year, const float *paper,
                     const float *practice, unsigned count, unsigned d, float *gap) {
    struct curve curve;
    regress(work, year, paper, practice, &curve);
    if (curve.count == 0) return;
    for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++) {
        uint32_t node = work->year_node[i];
        if (work->owner[node] == UINT32_MAX || !both_covered(work, node)) continue;
        gap[(size_t)work->owner[node] * count + d] =
            practice[node] - (float)predict(&curve, (double)paper[node]);
    }
}

ent_status ent_depth_gap(const ent_depth_work *work, const float *paper, const float *practice,
                         unsigned count, float *gap, ent_error *err) {
    (void)err;
    size_t nodes = work->table->node_count;
    for (size_t i = 0; i < work->places * count; i++)
        gap[i] = NAN;
#pragma omp parallel for schedule(dynamic, 1) collapse(2)
    for (size_t year = 0; year < work->years; year++)
        for (unsigned d = 0; d < count; d++)
            gap_year(work, year, paper + d * nodes, practice + d * nodes, count, d, gap);
    return ENT_OK;
}

/* ---- over draws ---- */

static void summarise(const ent_depth_work *work, float *gap, unsigned count) {
#pragma omp parallel for schedule(static)
    for (size_t place = 0; place < work->places; place++) {
        float *value = work->estimate->value + place * ENT_DEPTH_FIELDS;
        float *of = gap + place * count;
        if (isnan(of[0])) continue;
        double sum = 0;
        for (unsigned d = 0; d < count; d++)
            sum += (double)of[d];
        qsort(of, count, sizeof *of, ent_depth_by_value);
        value[ENT_GAP_MEAN] = (float)(sum / count);
        value[ENT_GAP_LO] = ent_depth_quantile(of, count, 0.05);
        value[ENT_GAP_HI] = ent_depth_quantile(of, count, 0.95);
    }
}

/* Share of a year's pairs with a lower gap plus half of those equal, in percent. */
static void percentiles(const ent_depth_work *work, size_t year, float *sorted) {
    size_t count = 0;
    for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++) {
        size_t place = work->place[work->year_node[i]];
        float mean = work->estimate->value[place * ENT_DEPTH_FIELDS + ENT_GAP_MEAN];
        if (!isnan(mean)) sorted[count++] = mean;
    }
    qsort(sorted, count, sizeof *sorted, ent_depth_by_value);
    for (size_t i = work->year_row[year]; i < work->year_row[year + 1]; i++) {
        uint32_t owner = work->owner[work->year_node[i]];
        if (owner == UINT32_MAX) continue;
        float *value = work->estimate->value + (size_t)owner * ENT_DEPTH_FIELDS;
        if (isnan(value[ENT_GAP_MEAN])) continue;
        size_t below = 0;
        for (size_t high = count; below < high;) {
            size_t middle = (below + high) / 2;
            if (sorted[middle] < value[ENT_GAP_MEAN])
                below = middle + 1;
            else
                high = middle;
        }
        size_t equal = below;
        while (equal < count && sorted[equal] == value[ENT_GAP_MEAN])
            equal++;
        value[ENT_GAP_PERCENTILE] = 50.0F * (float)(below + equal) / (float)count;
    }
}

ent_status ent_depth_gap_summary(const ent_depth_work *work, float *gap, unsigned count,
                                 ent_error *err) {
    float *sorted = NULL;
    ent_status status =
        ent_array_new((void **)&sorted, work->table->node_count, sizeof *sorted, err);
    if (status == ENT_OK) {
        summarise(work, gap, count);
        for (size_t year = 0; year < work->years; year++)
            percentiles(work, year, sorted);
    }
    free(sorted);
    return status;
}
