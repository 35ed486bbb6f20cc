/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENTENTE_READ_READER_MODEL_H
#define ENTENTE_READ_READER_MODEL_H

#include "read/role_features.h"
#include "read/roles.h"
#include "read/verbs.h"
#include "read/weight_table.h"

struct ent_reader_model {
    ent_verbs lexicon;
    ent_word_classes classes;
    ent_weight_table *linear;
    ent_role_weights roles;
};

/* A model without weights. Errors: MEMORY, LIMIT. */
ent_status ent_reader_model_new(ent_reader_model **out, ent_error *err);

#endif
