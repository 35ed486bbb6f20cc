/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENTENTE_READ_ROLES_H
#define ENTENTE_READ_ROLES_H

#include "entente/reader_model.h"
#include "read/role_chain.h"
#include "read/verbs.h"
#include "read/weight_table.h"

/* What finds roles: the first ENT_ROLE_WEIGHTS classes of a table, and the steps of the chain. */
typedef struct ent_role_weights {
    ent_weight_table *linear; /* NULL: nothing was learnt */
    ent_role_steps steps;
} ent_role_weights;

/* Fit by penalised maximum likelihood. Errors: USAGE, MEMORY. */
ent_status ent_roles_train(ent_role_weights *out, const ent_verbs *lexicon,
                           const ent_role_example *examples, size_t count,
                           const ent_reader_train_options *options, ent_error *err);
void ent_roles_free(ent_role_weights *weights);

/* How likely the words of a mention are the source's, the target's, one of two that act on each
 * other. */
typedef struct ent_role_score {
    float acts, bears, both;
} ent_role_score;
/* Scores of mentions, by begin and apart; all 0 when the model has not learnt roles. O(length). */
void ent_roles_score(const ent_reader_model *model, const char *text, size_t length,
                     const ent_text_span *mentions, size_t count, ent_role_score *scores);

#endif
