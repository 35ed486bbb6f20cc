/* SPDX-License-Identifier: Apache-2.0 */
/* What a model works out from the data once: centred covariates and the starts of periods. */
#ifndef ENTENTE_DYNAMICS_PREPARE_H
#define ENTENTE_DYNAMICS_PREPARE_H

#include "dynamics/model.h"

/* Centred covariates and behaviour of all groups; means, ranges and mean similarities over them. */
ent_status saom_prepare_groups(ent_saom_model *model, ent_error *err);
/* Constants of networks; groups must be prepared and variables named. */
ent_status saom_prepare_networks(ent_saom_model *model, ent_error *err);
/* What effects ask for of a dyadic covariate: bits of effect.h. O(entries × entries of a row). */
ent_status saom_prepare_dyadic(ent_saom_model *model, size_t covariate, unsigned wanted,
                               ent_error *err);
void saom_dyadic_free(saom_attribute *own);
void saom_groups_free(ent_saom_model *model);
/* The periods; groups must be prepared and variables named. */
ent_status saom_prepare_periods(ent_saom_model *model, ent_error *err);
void saom_periods_free(ent_saom_model *model);

#endif
