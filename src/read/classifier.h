/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENTENTE_READ_CLASSIFIER_H
#define ENTENTE_READ_CLASSIFIER_H

#include "read/features.h"
#include "read/weight_table.h"

/* Read features into probabilities. O(features · classes). */
void ent_classify(const ent_weight_table *linear, const ent_features *features,
                  ent_reading *reading);

#endif
