/* SPDX-License-Identifier: Apache-2.0 */
/* The weights of all heads as one table of small integers, found by hashed feature. */
#ifndef ENTENTE_READ_WEIGHT_TABLE_H
#define ENTENTE_READ_WEIGHT_TABLE_H

#include "entente/reader_model.h"

enum {
    ENT_WEIGHT_BITS = 20, /* buckets: 2^20 */
    ENT_WEIGHT_BUCKETS = 1 << ENT_WEIGHT_BITS,
    ENT_WEIGHT_WORDS = ENT_WEIGHT_BUCKETS / 64,
    ENT_WEIGHT_CLASSES = 38, /* of all heads: 15 + 4 + 5 + 14 */
    ENT_WEIGHT_ROW = 40,     /* bytes: the weights, then sixteen bits of the feature */
};

typedef struct ent_weight_table {
    uint32_t rows;
    uint64_t taken[ENT_WEIGHT_WORDS]; /* which buckets have a row */
    uint32_t rank[ENT_WEIGHT_WORDS];  /* rows before each word of taken */
    int8_t *row;                      /* rows × ENT_WEIGHT_ROW */
    float scale[ENT_WEIGHT_CLASSES];  /* what a weight of 1 is worth */
    float bias[ENT_WEIGHT_CLASSES];
} ent_weight_table;

/* Where a head's classes begin in a row. ENT_HEAD_QUAD has no class for none there. */
size_t ent_weight_table_offset(ent_head head);
size_t ent_weight_table_width(ent_head head);

/* Build from features and their weights (count × ENT_WEIGHT_CLASSES); of two that share a bucket,
 * the first stays. Each class is rounded to −127 … 127 steps of its largest weight / 127. Errors:
 * MEMORY. O(count · classes). */
ent_status ent_weight_table_new(ent_weight_table **out, const uint32_t *features,
                                const float *weights, size_t count, ent_error *err);
/* A table of given buckets, rows not filled in. Errors: MEMORY. */
ent_status ent_weight_table_of_buckets(ent_weight_table **out, const uint64_t *taken,
                                       ent_error *err);
void ent_weight_table_free(ent_weight_table *linear);

/* The features that have a row, and their rows in that order: bits 0 to 19 of a feature are its
 * bucket, 16 to 31 stand in the row. @p features: room for linear->rows. */
void ent_weight_table_features(const ent_weight_table *linear, uint32_t *features);
/* Number of a feature's row; SIZE_MAX: it has none. */
size_t ent_weight_table_find(const ent_weight_table *linear, uint32_t feature);

/* Sums of the rows of the features that are known, by class; returns how many are. */
size_t ent_weight_table_sum(const ent_weight_table *linear, const uint32_t *features, size_t count,
                            int32_t sums[ENT_WEIGHT_ROW]);
/* Scores from sums: bias + scale · sum / √known. */
void ent_weight_table_scores(const ent_weight_table *linear, const int32_t sums[ENT_WEIGHT_ROW],
                             size_t known, float scores[ENT_WEIGHT_CLASSES]);

#endif
