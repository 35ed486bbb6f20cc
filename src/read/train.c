/* SPDX-License-Identifier: Apache-2.0 */
/* From labelled sentences to a model: features are counted, rare ones left out, each head is fitted
 * by itself (logit.c), its temperature set on folds that did not see the sentence. */
#include "read/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "read/dictionary.h"
#include "read/features.h"
#include "read/logit.h"

/* What a feature of each family counts for before training. */
static const float family_value[ENT_FAMILIES] = {
    [ENT_FAMILY_WORD] = 1,      [ENT_FAMILY_PAIR] = 1,      [ENT_FAMILY_TRIPLE] = 0.7F,
    [ENT_FAMILY_ZONE] = 1,      [ENT_FAMILY_ZONE_PAIR] = 1, [ENT_FAMILY_INSIDE] = 0.7F,
    [ENT_FAMILY_NEAR] = 1,      [ENT_FAMILY_LETTERS] = 1,   [ENT_FAMILY_CODE] = 2,
    [ENT_FAMILY_CODE_ZONE] = 2, [ENT_FAMILY_SHAPE] = 1,     [ENT_FAMILY_HAN] = 1,
};

float ent_feature_value(uint32_t feature) {
    return family_value[ent_feature_family(feature)];
}

ent_reader_train_options ent_reader_train_defaults(void) {
    return (ent_reader_train_options){
        .penalty = 0.03, .role_penalty = 0.6, .folds = 5, .least = 2, .iterations = 60};
}

/* All examples' features, first as hashes, then as columns of the dictionary. */
struct corpus {
    size_t *start;
    uint32_t *feature;
    size_t feature_count, feature_room;
    float *value;
    ent_dictionary dictionary;
    ent_sparse rows; /* the last column is the constant */
};

/* An example's features, each once or as often as it occurs, sorted. */
static ent_status gather(struct corpus *corpus, const ent_verbs *lexicon,
                         const ent_reader_example *examples, size_t count, ent_error *err) {
    void *features = NULL;
    ent_status status = ent_array_new(&features, 1, sizeof(ent_features), err);
    for (size_t e = 0; status == ENT_OK && e < count; e++) {
        ent_features *found = features;
        ent_features_of(lexicon, &examples[e].input, found);
        ent_features_sort(found->id, found->count);
        status = ent_array_reserve((void **)&corpus->feature, &corpus->feature_room,
                                   corpus->feature_count + found->count, sizeof(uint32_t), err);
        if (status != ENT_OK) break;
        corpus->start[e] = corpus->feature_count;
        memcpy(corpus->feature + corpus->feature_count, found->id, found->count * sizeof(uint32_t));
        corpus->feature_count += found->count;
    }
    corpus->start[count] = corpus->feature_count;
    free(features);
    return status;
}

/* The features that at least `least` examples have. */
static ent_status make_dictionary(struct corpus *corpus, size_t count, unsigned least,
                                  ent_error *err) {
    void *memory = NULL;
    ent_status status = ent_array_new(&memory, corpus->feature_count, sizeof(uint32_t), err);
    if (status != ENT_OK) return status;
    uint32_t *all = memory;
    size_t n = 0;
    for (size_t e = 0; e < count; e++)
        for (size_t i = corpus->start[e]; i < corpus->start[e + 1]; i++)
            if (i == corpus->start[e] || corpus->feature[i] != corpus->feature[i - 1])
                all[n++] = corpus->feature[i];
    ent_dictionary_take(&corpus->dictionary, all, n, least);
    return ENT_OK;
}

/* Hashes to columns, values by family over √known; a constant closes each row. */
static ent_status make_rows(struct corpus *corpus, size_t count, ent_error *err) {
    void *index = NULL;
    void *value = NULL;
    size_t n = 0;
    ent_status status = ent_array_new(&index, corpus->feature_count + count, sizeof(uint32_t), err);
    if (status == ENT_OK)
        status = ent_array_new(&value, corpus->feature_count + count, sizeof(float), err);
    for (size_t e = 0; status == ENT_OK && e < count; e++) {
        size_t begin = n;
        for (size_t i = corpus->start[e]; i < corpus->start[e + 1]; i++) {
            size_t column = ent_dictionary_find(&corpus->dictionary, corpus->feature[i]);
            if (column == SIZE_MAX) continue;
            ((uint32_t *)index)[n] = (uint32_t)column;
            ((float *)value)[n++] = ent_feature_value(corpus->feature[i]);
        }
        for (size_t i = begin; i < n; i++)
            ((float *)value)[i] /= sqrtf((float)(n - begin));
        ((uint32_t *)index)[n] = (uint32_t)corpus->dictionary.count;
        ((float *)value)[n++] = 1;
        corpus->start[e] = begin;
    }
    corpus->start[count] = n;
    free(corpus->feature);
    corpus->feature = index;
    corpus->value = value;
    corpus->rows = (ent_sparse){count, corpus->dictionary.count + 1, corpus->start, index, value};
    return status;
}

static void corpus_free(struct corpus *corpus) {
    free(corpus->start);
    free(corpus->feature);
    free(corpus->value);
    ent_dictionary_free(&corpus->dictionary);
}

struct head_work {
    ent_logit logit;
    int *label; /* of the examples, quad classes from 0 */
    int *seen;  /* the same without a fold */
    float *weight;
    double *w;
    double *scores; /* of examples by models that did not see them */
};

static void head_free(struct head_work *work) {
    free(work->label);
    free(work->seen);
    free(work->weight);
    free(work->w);
    free(work->scores);
}

static ent_status head_new(struct head_work *work, const struct corpus *corpus, ent_head head,
                           const ent_reader_example *examples,
                           const ent_reader_train_options *options, ent_error *err) {
    size_t count = corpus->rows.count;
    size_t classes = ent_weight_table_width(head);
    ent_status status = ent_array_new((void **)&work->label, count, sizeof(int), err);
    if (status == ENT_OK) status = ent_array_new((void **)&work->seen, count, sizeof(int), err);
    if (status == ENT_OK) status = ent_array_new((void **)&work->weight, count, sizeof(float), err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&work->w, corpus->rows.columns * classes, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&work->scores, count * classes, sizeof(double), err);
    if (status != ENT_OK) return status;
    for (size_t e = 0; e < count; e++) {
        work->label[e] = examples[e].label[head] - (head == ENT_HEAD_QUAD);
        work->weight[e] = examples[e].weight;
    }
    work->logit = (ent_logit){.rows = &corpus->rows,
                              .label = work->label,
                              .weight = work->weight,
                              .classes = classes,
                              .penalty = options->penalty};
    return ENT_OK;
}

static unsigned fold_of(uint32_t group, unsigned folds) {
    return (unsigned)((group * 2654435761u) >> 16) % folds;
}

/* The temperature at which scores of sentences not seen are calibrated. */
static ent_status find_temperature(struct head_work *work, const ent_reader_example *examples,
                                   const ent_reader_train_options *options, double *temperature,
                                   ent_error *err) {
    ent_status status = ENT_OK;
    size_t count = work->logit.rows->count;
    *temperature = 1;
    if (options->folds < 2) return ENT_OK;
    for (unsigned fold = 0; status == ENT_OK && fold < options->folds; fold++) {
        for (size_t e = 0; e < count; e++)
            work->seen[e] =
                fold_of(examples[e].group, options->folds) == fold ? -1 : work->label[e];
        work->logit.label = work->seen;
        status = ent_logit_fit(&work->logit, options->iterations, work->w, err);
        for (size_t e = 0; status == ENT_OK && e < count; e++)
            if (work->seen[e] < 0)
                ent_logit_scores(&work->logit, work->w, e, work->scores + e * work->logit.classes);
    }
    work->logit.label = work->label;
    *temperature = ent_temperature(work->scores, work->label, count, work->logit.classes);
    return status;
}

static bool any_label(const int *label, size_t count) {
    for (size_t e = 0; e < count; e++)
        if (label[e] >= 0) return true;
    return false;
}

/* Fit one head into its columns of @p weights (columns × ENT_WEIGHT_CLASSES) and @p bias. */
static ent_status fit_head(const struct corpus *corpus, ent_head head,
                           const ent_reader_example *examples,
                           const ent_reader_train_options *options, float *weights, float *bias,
                           ent_error *err) {
    struct head_work work = {0};
    double temperature = 1;
    size_t offset = ent_weight_table_offset(head);
    ent_status status = head_new(&work, corpus, head, examples, options, err);
    if (status == ENT_OK && any_label(work.label, corpus->rows.count)) {
        status = find_temperature(&work, examples, options, &temperature, err);
        if (status == ENT_OK) status = ent_logit_fit(&work.logit, options->iterations, work.w, err);
    }
    for (size_t k = 0; status == ENT_OK && k < work.logit.classes; k++) {
        size_t classes = work.logit.classes;
        for (size_t f = 0; f < corpus->dictionary.count; f++)
            weights[f * ENT_WEIGHT_CLASSES + offset + k] =
                (float)(work.w[f * classes + k] / temperature) *
                ent_feature_value(corpus->dictionary.feature[f]);
        bias[offset + k] = (float)(work.w[corpus->dictionary.count * classes + k] / temperature);
    }
    head_free(&work);
    return status;
}

static ent_status fit_heads(const struct corpus *corpus, const ent_reader_example *examples,
                            const ent_reader_train_options *options, ent_weight_table **out,
                            ent_error *err) {
    float bias[ENT_WEIGHT_CLASSES] = {0};
    void *weights = NULL;
    ent_status status =
        ent_array_new(&weights, corpus->dictionary.count * ENT_WEIGHT_CLASSES, sizeof(float), err);
    for (int head = 0; status == ENT_OK && head < ENT_HEADS; head++)
        status = fit_head(corpus, (ent_head)head, examples, options, weights, bias, err);
    if (status == ENT_OK)
        status = ent_weight_table_new(out, corpus->dictionary.feature, weights,
                                      corpus->dictionary.count, err);
    if (status == ENT_OK) memcpy((*out)->bias, bias, sizeof bias);
    free(weights);
    return status;
}

ent_status ent_examples_check(const ent_reader_example *examples, size_t count, ent_error *err) {
    if (count == 0) return ent_fail(err, ENT_ERR_USAGE, "no examples to learn from");
    for (size_t e = 0; e < count; e++)
        for (int head = 0; head < ENT_HEADS; head++) {
            int label = examples[e].label[head];
            int low = head == ENT_HEAD_QUAD && label != -1 ? 1 : -1;
            if (label < low || label >= (int)ent_head_classes((ent_head)head))
                return ent_fail(err, ENT_ERR_USAGE, "example %zu: no class has the number %d",
                                e + 1, label);
        }
    return ENT_OK;
}

ent_status ent_weights_train(ent_weight_table **out, const ent_verbs *lexicon,
                             const ent_reader_example *examples, size_t count,
                             const ent_reader_train_options *options, ent_error *err) {
    struct corpus corpus = {0};
    ent_status status = ent_examples_check(examples, count, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&corpus.start, count + 1, sizeof(size_t), err);
    if (status == ENT_OK) status = gather(&corpus, lexicon, examples, count, err);
    if (status == ENT_OK) status = make_dictionary(&corpus, count, options->least, err);
    if (status == ENT_OK) status = make_rows(&corpus, count, err);
    if (status == ENT_OK) status = fit_heads(&corpus, examples, options, out, err);
    corpus_free(&corpus);
    return status;
}
