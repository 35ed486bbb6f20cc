/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of an estimate of depth share. */
#ifndef ENTENTE_ESTIMATE_DEPTH_H
#define ENTENTE_ESTIMATE_DEPTH_H

#include "entente/estimate.h"

/* An estimate being made. Draws are kept of the nodes of paths only; all nodes take part in them.
 */
typedef struct ent_depth_work {
    const ent_depth_table *table;
    const ent_depth_options *options;
    ent_depth_estimate *estimate;
    size_t years;
    size_t *year_row;    /* years + 1 */
    uint32_t *year_node; /* nodes of each year */
    uint32_t *owner;     /* nodes: the place among the paths' years, UINT32_MAX if another spell of
                            the same path holds it */
    uint32_t *place;     /* nodes: the place of its path's year */
    uint8_t *sides;      /* nodes: bits of the sides that some source covers */
    size_t places;       /* all paths' years */
} ent_depth_work;

/* Spells that observed the same in the same years (depth_path.c): fills estimate->path, path_row
 * and path_count, and work->owner and place. Errors: MEMORY. O(spells log spells · years). */
ent_status ent_depth_find_paths(ent_depth_work *work, ent_error *err);

/* Ranks, turns and correlations of the draws of depth (depth_rank.c). @p draws: count × nodes.
 * O(draws · nodes). Errors: MEMORY. */
ent_status ent_depth_rank(const ent_depth_work *work, const float *draws, unsigned count,
                          ent_error *err);

/* Gaps (depth_gap.c): of each draw of both sides, practice less what a monotone regression of it on
 * paper, over the pairs of the year, predicts. @p paper and @p practice: count × nodes. The gap of
 * draw d at a place is @p gap[place · count + d]. O(draws · nodes). Errors: MEMORY. */
ent_status ent_depth_gap(const ent_depth_work *work, const float *paper, const float *practice,
                         unsigned count, float *gap, ent_error *err);
/* Means, intervals and percentiles of gaps. O(places · count log count). Errors: MEMORY. */
ent_status ent_depth_gap_summary(const ent_depth_work *work, float *gap, unsigned count,
                                 ent_error *err);

/* The q-quantile of sorted values. */
float ent_depth_quantile(const float *sorted, size_t count, double q);
int ent_depth_by_value(const void *a, const void *b);

#endif
