/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics of a period's end. */
#ifndef ENTENTE_DYNAMICS_STATISTIC_H
#define ENTENTE_DYNAMICS_STATISTIC_H

#include "dynamics/changed.h"

/* Working memory of one thread. */
typedef struct saom_meter {
    const ent_saom_model *model;
    saom_ego ego;
    size_t slots;
    saom_net *reduced;     /* by variable: the end less what is unseen */
    saom_net *made, *lost; /* by variable: for creation and endowment */
    double *value;         /* n_max: centred end of a behaviour */
    bool *tied;            /* n_max: ties of an actor; false but while it is looked at */
    saom_changed changed;
    const saom_net **net; /* by variable: the view */
    const double **level;
} saom_meter;

ent_status saom_meter_new(saom_meter *meter, const ent_saom_model *model, ent_error *err);
void saom_meter_free(saom_meter *meter);
/* Add to @p statistic (one a parameter) what period p gives when it ends in @p net and @p value
 * (behaviour as observed, not centred), by variable. Statistics of a variable take it at the end
 * and all others at the start. O(two-paths). */
ent_status saom_measure(saom_meter *meter, size_t p, const saom_net *const *net,
                        const double *const *value, double *statistic, ent_error *err);

#endif
