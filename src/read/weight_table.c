/* SPDX-License-Identifier: Apache-2.0 */
/* score_k = b_k + s_k/√n Σ_f q_fk, over the n features f of a sentence that the table knows; q are
 * whole numbers of one byte, so sums are exact and the same on every machine. A bit per bucket
 * tells most unknown features apart without a look at the table (after Jacobson's rank, 1989);
 * sixteen bits of the feature in its row tell nearly all others. */
#include "read/weight_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

size_t ent_weight_table_width(ent_head head) {
    return head == ENT_HEAD_QUAD ? 4 : ent_head_classes(head);
}

size_t ent_weight_table_offset(ent_head head) {
    size_t offset = 0;
    for (int h = 0; h < (int)head; h++)
        offset += ent_weight_table_width((ent_head)h);
    return offset;
}

static uint32_t bucket_of(uint32_t feature) {
    return feature & (ENT_WEIGHT_BUCKETS - 1);
}

static uint32_t row_of(const ent_weight_table *linear, uint32_t bucket) {
    uint64_t below = linear->taken[bucket / 64] & ((UINT64_C(1) << (bucket % 64)) - 1);
    return linear->rank[bucket / 64] + (uint32_t)__builtin_popcountll(below);
}

ent_status ent_weight_table_of_buckets(ent_weight_table **out, const uint64_t *taken,
                                       ent_error *err) {
    void *memory = NULL;
    ent_status status = ent_array_new(&memory, 1, sizeof(ent_weight_table), err);
    if (status != ENT_OK) return status;
    ent_weight_table *linear = memory;
    memcpy(linear->taken, taken, sizeof linear->taken);
    for (size_t w = 0; w < ENT_WEIGHT_WORDS; w++) {
        linear->rank[w] = linear->rows;
        linear->rows += (uint32_t)__builtin_popcountll(taken[w]);
    }
    status = ent_array_new(&memory, linear->rows, ENT_WEIGHT_ROW, err);
    if (status != ENT_OK) {
        free(linear);
        return status;
    }
    linear->row = memory;
    *out = linear;
    return ENT_OK;
}

void ent_weight_table_free(ent_weight_table *linear) {
    if (linear == NULL) return;
    free(linear->row);
    free(linear);
}

static void set_scales(ent_weight_table *linear, const float *weights, size_t count) {
    for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++) {
        float most = 0;
        for (size_t f = 0; f < count; f++)
            if (fabsf(weights[f * ENT_WEIGHT_CLASSES + k]) > most)
                most = fabsf(weights[f * ENT_WEIGHT_CLASSES + k]);
        linear->scale[k] = most / 127;
    }
}

static void fill_row(ent_weight_table *linear, int8_t *row, uint32_t feature,
                     const float *weights) {
    uint16_t mark = (uint16_t)(feature >> 16);
    for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++)
        row[k] = linear->scale[k] > 0 ? (int8_t)lrintf(weights[k] / linear->scale[k]) : 0;
    row[ENT_WEIGHT_CLASSES] = (int8_t)(mark & 0xFF);
    row[ENT_WEIGHT_CLASSES + 1] = (int8_t)(mark >> 8);
}

ent_status ent_weight_table_new(ent_weight_table **out, const uint32_t *features,
                                const float *weights, size_t count, ent_error *err) {
    void *taken = NULL;
    void *filled = NULL;
    ent_weight_table *linear = NULL;
    ent_status status = ent_array_new(&taken, ENT_WEIGHT_WORDS, sizeof(uint64_t), err);
    if (status == ENT_OK) status = ent_array_new(&filled, count, 1, err);
    for (size_t f = 0; status == ENT_OK && f < count; f++) {
        uint64_t *word = (uint64_t *)taken + bucket_of(features[f]) / 64;
        uint64_t bit = UINT64_C(1) << (bucket_of(features[f]) % 64);
        ((uint8_t *)filled)[f] = (*word & bit) == 0;
        *word |= bit;
    }
    if (status == ENT_OK) status = ent_weight_table_of_buckets(&linear, taken, err);
    if (status == ENT_OK) {
        set_scales(linear, weights, count);
        for (size_t f = 0; f < count; f++)
            if (((uint8_t *)filled)[f] != 0)
                fill_row(linear,
                         linear->row +
                             (size_t)row_of(linear, bucket_of(features[f])) * ENT_WEIGHT_ROW,
                         features[f], weights + f * ENT_WEIGHT_CLASSES);
        *out = linear;
    }
    free(taken);
    free(filled);
    return status;
}

static uint16_t mark_of(const int8_t *row) {
    return (uint16_t)((uint8_t)row[ENT_WEIGHT_CLASSES] |
                      (uint16_t)((uint8_t)row[ENT_WEIGHT_CLASSES + 1] << 8));
}

void ent_weight_table_features(const ent_weight_table *linear, uint32_t *features) {
    size_t r = 0;
    for (uint32_t bucket = 0; bucket < ENT_WEIGHT_BUCKETS; bucket++)
        if (linear->taken[bucket / 64] >> (bucket % 64) & 1) {
            uint32_t mark = mark_of(linear->row + r * ENT_WEIGHT_ROW);
            features[r++] = mark << 16 | (bucket & 0xFFFF);
        }
}

size_t ent_weight_table_find(const ent_weight_table *linear, uint32_t feature) {
    uint32_t bucket = bucket_of(feature);
    if ((linear->taken[bucket / 64] >> (bucket % 64) & 1) == 0) return SIZE_MAX;
    size_t r = row_of(linear, bucket);
    return mark_of(linear->row + r * ENT_WEIGHT_ROW) == feature >> 16 ? r : SIZE_MAX;
}

static void add_row(int16_t part[ENT_WEIGHT_ROW], const int8_t *row) {
    for (size_t k = 0; k < ENT_WEIGHT_ROW; k++)
        part[k] = (int16_t)(part[k] + row[k]);
}

static void flush(int32_t sums[ENT_WEIGHT_ROW], int16_t part[ENT_WEIGHT_ROW]) {
    for (size_t k = 0; k < ENT_WEIGHT_ROW; k++) {
        sums[k] += part[k];
        part[k] = 0;
    }
}

size_t ent_weight_table_sum(const ent_weight_table *linear, const uint32_t *features, size_t count,
                            int32_t sums[ENT_WEIGHT_ROW]) {
    int16_t part[ENT_WEIGHT_ROW] = {0}; /* 255 rows of −128 … 127 fit */
    size_t known = 0;
    memset(sums, 0, ENT_WEIGHT_ROW * sizeof *sums);
    for (size_t f = 0; f < count; f++) {
        uint32_t bucket = bucket_of(features[f]);
        if ((linear->taken[bucket / 64] >> (bucket % 64) & 1) == 0) continue;
        const int8_t *row = linear->row + (size_t)row_of(linear, bucket) * ENT_WEIGHT_ROW;
        if (mark_of(row) != features[f] >> 16) continue;
        add_row(part, row);
        if (++known % 255 == 0) flush(sums, part);
    }
    flush(sums, part);
    return known;
}

void ent_weight_table_scores(const ent_weight_table *linear, const int32_t sums[ENT_WEIGHT_ROW],
                             size_t known, float scores[ENT_WEIGHT_CLASSES]) {
    float norm = known > 0 ? 1 / sqrtf((float)known) : 0;
    for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++)
        scores[k] = linear->bias[k] + linear->scale[k] * (float)sums[k] * norm;
}
