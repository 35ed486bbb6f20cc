/* SPDX-License-Identifier: Apache-2.0 */
/* The handle of a model: the lexicon and the tables of weights. */
#include "read/reader_model.h"

#include <stdlib.h>

#include "base/array.h"
#include "read/classifier.h"
#include "read/train.h"

ent_status ent_reader_model_new(ent_reader_model **out, ent_error *err) {
    void *memory = NULL;
    ent_status status = ent_array_new(&memory, 1, sizeof(ent_reader_model), err);
    if (status != ENT_OK) return status;
    status = ent_verb_fill(&((ent_reader_model *)memory)->lexicon, err);
    if (status != ENT_OK) {
        free(memory);
        return status;
    }
    ent_word_classes_fill(&((ent_reader_model *)memory)->classes);
    *out = memory;
    return ENT_OK;
}

void ent_reader_model_free(ent_reader_model *model) {
    if (model == NULL) return;
    ent_weight_table_free(model->linear);
    ent_roles_free(&model->roles);
    free(model);
}

ent_status ent_reader_train(ent_reader_model **out, const ent_reader_example *examples,
                            size_t count, const ent_reader_train_options *options, ent_error *err) {
    ent_reader_model *model = NULL;
    ent_status status = ent_reader_model_new(&model, err);
    if (status != ENT_OK) return status;
    status = ent_weights_train(&model->linear, &model->lexicon, examples, count, options, err);
    if (status != ENT_OK)
        ent_reader_model_free(model);
    else
        *out = model;
    return status;
}

void ent_reader_predict(const ent_reader_model *model, const ent_reader_input *input,
                        ent_reading *reading) {
    ent_features features;
    ent_features_of(&model->lexicon, input, &features);
    ent_classify(model->linear, &features, reading);
}
