/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENTENTE_READ_TRAIN_H
#define ENTENTE_READ_TRAIN_H

#include "read/verbs.h"
#include "read/weight_table.h"

/* What ent_reader_train() does, without the handle. */
ent_status ent_weights_train(ent_weight_table **out, const ent_verbs *lexicon,
                             const ent_reader_example *examples, size_t count,
                             const ent_reader_train_options *options, ent_error *err);

/* Whether every label is −1 or a class of its head. Errors: USAGE. */
ent_status ent_examples_check(const ent_reader_example *examples, size_t count, ent_error *err);
/* What a feature counts for before training. */
float ent_feature_value(uint32_t feature);

#endif
