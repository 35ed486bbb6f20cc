/* SPDX-License-Identifier: Apache-2.0 */
/* Wald test: with C the covariance of the estimates of r parameters, (θ̂ − θ₀)' C⁻¹ (θ̂ − θ₀) is χ²_r
 * when θ = θ₀ (Wald 1943, "Tests of statistical hypotheses concerning several parameters when the
 * number of observations is large", Transactions of the American Mathematical Society 54). */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/chi_square.h"
#include "dynamics/moments.h"
#include "entente/fit.h"

static double quadratic(const double *a, const double *x, size_t n) {
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < n; l++)
            sum += x[k] * a[k * n + l] * x[l];
    return sum;
}

ent_status ent_saom_wald(const ent_saom_fit *fit, const size_t *parameters, size_t count,
                         const double *value, ent_saom_test *out, ent_error *err) {
    double *part = NULL;
    *out = (ent_saom_test){
        .statistic = ent_missing(), .df = count, .p = ent_missing(), .one_sided = ent_missing()};
    if (count == 0) return ent_fail(err, ENT_ERR_USAGE, "Wald test: expected a parameter to test");
    for (size_t k = 0; k < count; k++)
        if (parameters[k] >= fit->parameters || !fit->estimated[parameters[k]])
            return ent_fail(err, ENT_ERR_USAGE, "Wald test: parameter %zu was not estimated",
                            parameters[k] + 1);
    ent_status status = ent_array_new((void **)&part, 2 * count * count + count, sizeof *part, err);
    if (status != ENT_OK) return status;
    double *inverse = part + count * count;
    double *off = inverse + count * count;
    for (size_t k = 0; k < count; k++) {
        off[k] = fit->estimate[parameters[k]] - (value != NULL ? value[k] : 0);
        for (size_t l = 0; l < count; l++)
            part[k * count + l] = fit->covariance[parameters[k] * fit->parameters + parameters[l]];
    }
    if (!isfinite(part[0]) || !saom_invert(part, count, inverse)) {
        status = ent_fail(err, ENT_ERR_USAGE,
                          "Wald test: the covariance of these parameters is singular");
    } else {
        out->statistic = quadratic(inverse, off, count);
        out->p = ent_chi_square_above(out->statistic, count);
        if (count == 1) out->one_sided = off[0] / sqrt(part[0]);
    }
    free(part);
    return status;
}
