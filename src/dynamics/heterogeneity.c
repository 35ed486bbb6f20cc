/* SPDX-License-Identifier: Apache-2.0 */
/* Time heterogeneity: each effect gets a dummy for each period but the first, tested together by
 * the score-type test (sample.c) without being estimated (Lospinoso, Schweinberger, Snijders &
 * Ripley 2011, "Assessing and accounting for time heterogeneity in stochastic actor oriented
 * models", Advances in Data Analysis and Classification 5, 147–176). */
#include <stdlib.h>

#include "base/array.h"
#include "dynamics/model.h"
#include "dynamics/sample.h"

/* Elements: what was estimated, then the dummies of @p only (SIZE_MAX: of all effects). */
static size_t list_elements(const ent_saom_model *model, const ent_saom_fit *fit, size_t only,
                            saom_element *element, size_t *tested) {
    size_t count = 0;
    *tested = 0;
    for (size_t k = 0; k < model->parameters; k++)
        if (fit->estimated[k]) element[count++] = (saom_element){k, SIZE_MAX};
    for (size_t k = 0; k < model->parameters; k++) {
        if (!fit->estimated[k] || ent_saom_parameter_at(model, k).basic) continue;
        if (only != SIZE_MAX && only != k) continue;
        for (size_t p = 1; p < model->periods; p++) {
            element[count++] = (saom_element){k, p};
            (*tested)++;
        }
    }
    return count;
}

ent_status ent_saom_heterogeneity(const ent_saom_model *model, const ent_saom_fit *fit,
                                  const ent_saom_sampling *how, ent_saom_test *overall,
                                  ent_saom_test *by_parameter, ent_error *err) {
    saom_sample sample = {0};
    saom_element *element = NULL;
    size_t tested = 0;
    *overall = (ent_saom_test){0};
    if (model->periods < 2)
        return ent_fail(err, ENT_ERR_USAGE,
                        "time heterogeneity: expected two periods or more, found %zu",
                        model->periods);
    ent_status status =
        ent_array_new((void **)&element, model->parameters * model->periods, sizeof *element, err);
    if (status != ENT_OK) return status;
    size_t count = list_elements(model, fit, SIZE_MAX, element, &tested);
    if (tested == 0)
        status = ent_fail(err, ENT_ERR_USAGE, "time heterogeneity: no effect was estimated");
    if (status == ENT_OK) status = saom_sample_new(&sample, model, fit->estimate, how, err);
    if (status == ENT_OK)
        status = saom_sample_test(&sample, element, count, tested, overall, NULL, err);
    for (size_t k = 0; k < model->parameters && status == ENT_OK && by_parameter != NULL; k++) {
        by_parameter[k] = (ent_saom_test){.p = ent_missing()};
        count = list_elements(model, fit, k, element, &tested);
        if (tested > 0)
            status = saom_sample_test(&sample, element, count, tested, &by_parameter[k], NULL, err);
    }
    saom_sample_free(&sample);
    free(element);
    return status;
}
