/* SPDX-License-Identifier: Apache-2.0 */
/* A model adapted to a few further examples, without those it was made from: the weights become
 * W + D with
 *
 *     min_D  λ/2 ‖D‖² − Σ_e c_e log P(y_e | x_e; W + D),
 *
 * the mode under a Gaussian prior around the weights that are there.
 *
 * Chelba, C. & Acero, A. (2006), "Adaptation of maximum entropy capitalizer: little data can help a
 * lot", Computer Speech & Language 20(4), 382–399. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "read/features.h"
#include "read/logit.h"
#include "read/reader_model.h"
#include "read/train.h"

/* What the constant counts for: one sentence says little about how often a class is met. */
static const float constant_value = 0.1F;

/* The examples' features as rows of the table, those that occur numbered as columns. */
struct corpus {
    const ent_weight_table *table;
    uint32_t *known;  /* of each row of the table, its feature */
    uint32_t *column; /* of each row of the table, its column + 1; 0: not met */
    uint32_t *row;    /* of each column */
    uint32_t columns;
    size_t *start;
    uint32_t *index;
    size_t index_room;
    float *value;
    size_t value_room;
    float *scores; /* of the examples, before: ENT_WEIGHT_CLASSES each */
    ent_sparse rows;
};

ent_reader_train_options ent_reader_adapt_defaults(void) {
    ent_reader_train_options options = ent_reader_train_defaults();
    options.penalty = 0.3;
    return options;
}

static void corpus_free(struct corpus *corpus) {
    free(corpus->known);
    free(corpus->column);
    free(corpus->row);
    free(corpus->start);
    free(corpus->index);
    free(corpus->value);
    free(corpus->scores);
}

static ent_status corpus_new(struct corpus *corpus, const ent_weight_table *table, size_t count,
                             ent_error *err) {
    corpus->table = table;
    ent_status status = ent_array_new((void **)&corpus->known, table->rows, sizeof(uint32_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&corpus->column, table->rows, sizeof(uint32_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&corpus->row, table->rows, sizeof(uint32_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&corpus->start, count + 1, sizeof(size_t), err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&corpus->scores, count * ENT_WEIGHT_CLASSES, sizeof(float), err);
    if (status == ENT_OK) ent_weight_table_features(table, corpus->known);
    return status;
}

/* One example's row, with what the model makes of it as it is. */
static ent_status add_example(struct corpus *corpus, size_t e, const ent_features *found,
                              ent_error *err) {
    int32_t sums[ENT_WEIGHT_ROW];
    size_t n = corpus->start[e];
    size_t known = ent_weight_table_sum(corpus->table, found->id, found->count, sums);
    ent_weight_table_scores(corpus->table, sums, known, corpus->scores + e * ENT_WEIGHT_CLASSES);
    ent_status status = ent_array_reserve((void **)&corpus->index, &corpus->index_room,
                                          n + known + 1, sizeof *corpus->index, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&corpus->value, &corpus->value_room, n + known + 1,
                                   sizeof *corpus->value, err);
    for (size_t f = 0; f < found->count && status == ENT_OK; f++) {
        size_t row = ent_weight_table_find(corpus->table, found->id[f]);
        if (row == SIZE_MAX) continue;
        if (corpus->column[row] == 0) {
            corpus->row[corpus->columns] = (uint32_t)row;
            corpus->column[row] = ++corpus->columns;
        }
        corpus->index[n] = corpus->column[row] - 1;
        corpus->value[n++] = ent_feature_value(found->id[f]) / sqrtf((float)known);
    }
    if (status != ENT_OK) return status;
    corpus->index[n] = UINT32_MAX; /* the constant, whose column is the last */
    corpus->value[n++] = constant_value;
    corpus->start[e + 1] = n;
    return ENT_OK;
}

static ent_status gather(struct corpus *corpus, const ent_verbs *lexicon,
                         const ent_reader_example *examples, size_t count, ent_error *err) {
    void *features = NULL;
    ent_status status = ent_array_new(&features, 1, sizeof(ent_features), err);
    for (size_t e = 0; e < count && status == ENT_OK; e++) {
        ent_features_of(lexicon, &examples[e].input, features);
        status = add_example(corpus, e, features, err);
    }
    free(features);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < corpus->start[count]; i++)
        if (corpus->index[i] == UINT32_MAX) corpus->index[i] = corpus->columns;
    corpus->rows = (ent_sparse){count, (size_t)corpus->columns + 1, corpus->start, corpus->index,
                                corpus->value};
    return ENT_OK;
}

/* ---- heads ---- */

struct head {
    int *label;
    float *weight;
    double *offset, *change;
};

static void head_free(struct head *head) {
    free(head->label);
    free(head->weight);
    free(head->offset);
    free(head->change);
}

static ent_status head_new(struct head *work, const struct corpus *corpus, ent_head head,
                           const ent_reader_example *examples, ent_error *err) {
    size_t count = corpus->rows.count;
    size_t classes = ent_weight_table_width(head);
    const float *scores = corpus->scores + ent_weight_table_offset(head);
    ent_status status = ent_array_new((void **)&work->label, count, sizeof(int), err);
    if (status == ENT_OK) status = ent_array_new((void **)&work->weight, count, sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&work->offset, count * classes, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&work->change, corpus->rows.columns * classes,
                               sizeof(double), err);
    for (size_t e = 0; e < count && status == ENT_OK; e++) {
        work->label[e] = examples[e].label[head] - (head == ENT_HEAD_QUAD);
        work->weight[e] = examples[e].weight;
        for (size_t k = 0; k < classes; k++)
            work->offset[e * classes + k] = (double)scores[e * ENT_WEIGHT_CLASSES + k];
    }
    return status;
}

static bool any_label(const int *label, size_t count) {
    for (size_t e = 0; e < count; e++)
        if (label[e] >= 0) return true;
    return false;
}

/* The change of one head's classes, added to @p weights (rows × ENT_WEIGHT_CLASSES) and @p bias. */
static ent_status adapt_head(const struct corpus *corpus, ent_head head,
                             const ent_reader_example *examples,
                             const ent_reader_train_options *options, float *weights, float *bias,
                             ent_error *err) {
    struct head work = {0};
    size_t classes = ent_weight_table_width(head);
    size_t offset = ent_weight_table_offset(head);
    ent_status status = head_new(&work, corpus, head, examples, err);
    ent_logit logit = {.rows = &corpus->rows,
                       .label = work.label,
                       .weight = work.weight,
                       .classes = classes,
                       .penalty = options->penalty,
                       .offset = work.offset};
    if (status == ENT_OK && any_label(work.label, corpus->rows.count))
        status = ent_logit_fit(&logit, options->iterations, work.change, err);
    for (size_t c = 0; c < corpus->columns && status == ENT_OK; c++) {
        float value = ent_feature_value(corpus->known[corpus->row[c]]);
        for (size_t k = 0; k < classes; k++)
            weights[corpus->row[c] * ENT_WEIGHT_CLASSES + offset + k] +=
                (float)work.change[c * classes + k] * value;
    }
    for (size_t k = 0; k < classes && status == ENT_OK; k++)
        bias[offset + k] += (float)work.change[corpus->columns * classes + k] * constant_value;
    head_free(&work);
    return status;
}

static ent_status adapt(const struct corpus *corpus, const ent_reader_example *examples,
                        const ent_reader_train_options *options, ent_weight_table **out,
                        ent_error *err) {
    const ent_weight_table *table = corpus->table;
    float bias[ENT_WEIGHT_CLASSES];
    float *weights = NULL;
    ent_status status = ent_array_new((void **)&weights, (size_t)table->rows * ENT_WEIGHT_CLASSES,
                                      sizeof(float), err);
    memcpy(bias, table->bias, sizeof bias);
    for (size_t r = 0; r < table->rows && status == ENT_OK; r++)
        for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++)
            weights[r * ENT_WEIGHT_CLASSES + k] =
                table->scale[k] * (float)table->row[r * ENT_WEIGHT_ROW + k];
    for (int head = 0; status == ENT_OK && head < ENT_HEADS; head++)
        status = adapt_head(corpus, (ent_head)head, examples, options, weights, bias, err);
    if (status == ENT_OK)
        status = ent_weight_table_new(out, corpus->known, weights, table->rows, err);
    if (status == ENT_OK) memcpy((*out)->bias, bias, sizeof bias);
    free(weights);
    return status;
}

ent_status ent_reader_adapt(ent_reader_model *model, const ent_reader_example *examples,
                            size_t count, const ent_reader_train_options *options, ent_error *err) {
    struct corpus corpus = {0};
    ent_weight_table *table = NULL;
    ent_status status = ent_examples_check(examples, count, err);
    if (status == ENT_OK) status = corpus_new(&corpus, model->linear, count, err);
    if (status == ENT_OK) status = gather(&corpus, &model->lexicon, examples, count, err);
    if (status == ENT_OK) status = adapt(&corpus, examples, options, &table, err);
    corpus_free(&corpus);
    if (status != ENT_OK) return status;
    ent_weight_table_free(model->linear);
    model->linear = table;
    return ENT_OK;
}
