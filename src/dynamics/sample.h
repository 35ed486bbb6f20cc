/* SPDX-License-Identifier: Apache-2.0 */
/* Simulated moments by period, for tests at an estimate, and the score-type test over parts of
 * statistics. */
#ifndef ENTENTE_DYNAMICS_SAMPLE_H
#define ENTENTE_DYNAMICS_SAMPLE_H

#include "entente/fit.h"

/* Over all parameters P, by period. */
typedef struct saom_sample {
    size_t periods, parameters;
    double *deviation;  /* periods × P: mean of simulated statistics less the target */
    double *covariance; /* periods × P × P: of statistics */
    double *derivative; /* periods × P × P: of statistic k by parameter l, by scores */
} saom_sample;

ent_status saom_sample_new(saom_sample *sample, const ent_saom_model *model, const double *value,
                           const ent_saom_sampling *how, ent_error *err);
void saom_sample_free(saom_sample *sample);

/* A parameter's statistic over all periods or in one. */
typedef struct saom_element {
    size_t parameter;
    size_t period; /* SIZE_MAX: all */
} saom_element;

/* Score-type test of the last @p tested of the elements given that the first are estimated.
 * @p step, if not NULL, receives −D⁻¹ g over all elements: one step of estimation. */
ent_status saom_sample_test(const saom_sample *sample, const saom_element *element, size_t count,
                            size_t tested, ent_saom_test *out, double *step, ent_error *err);

#endif
