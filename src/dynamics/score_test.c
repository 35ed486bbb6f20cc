/* SPDX-License-Identifier: Apache-2.0 */
/* Score-type test of parameters held fixed, without estimating them (formula: sample.c). */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/model.h"
#include "dynamics/sample.h"

static bool among(size_t parameter, const size_t *list, size_t count) {
    for (size_t k = 0; k < count; k++)
        if (list[k] == parameter) return true;
    return false;
}

ent_status ent_saom_score_test(const ent_saom_model *model, const ent_saom_fit *fit,
                               const ent_saom_sampling *how, const size_t *parameters, size_t count,
                               ent_saom_test *out, double *one_step, ent_error *err) {
    saom_sample sample = {0};
    saom_element *element = NULL;
    double *step = NULL;
    size_t kept = 0;
    if (count == 0)
        return ent_fail(err, ENT_ERR_USAGE, "score-type test: expected a parameter to test");
    ent_status status =
        ent_array_new((void **)&element, model->parameters + count, sizeof *element, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&step, model->parameters + count, sizeof *step, err);
    for (size_t k = 0; k < model->parameters && status == ENT_OK; k++)
        if (fit->estimated[k] && !among(k, parameters, count))
            element[kept++] = (saom_element){k, SIZE_MAX};
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        if (parameters[k] >= model->parameters || fit->estimated[parameters[k]])
            status =
                ent_fail(err, ENT_ERR_USAGE, "score-type test: parameter %zu is not one held fixed",
                         parameters[k] + 1);
        else
            element[kept + k] = (saom_element){parameters[k], SIZE_MAX};
    }
    if (status == ENT_OK) status = saom_sample_new(&sample, model, fit->estimate, how, err);
    if (status == ENT_OK)
        status = saom_sample_test(&sample, element, kept + count, count, out, step, err);
    if (status == ENT_OK && one_step != NULL) {
        memcpy(one_step, fit->estimate, model->parameters * sizeof *one_step);
        for (size_t k = 0; k < kept + count; k++)
            one_step[element[k].parameter] += step[k];
    }
    saom_sample_free(&sample);
    free(element);
    free(step);
    return status;
}
