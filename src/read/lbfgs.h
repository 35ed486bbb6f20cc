/* SPDX-License-Identifier: Apache-2.0 */
/* Minimum of a smooth function of many variables. */
#ifndef ENTENTE_READ_LBFGS_H
#define ENTENTE_READ_LBFGS_H

#include "entente/base.h"

/* Value at @p x; its gradient into @p gradient. */
typedef double (*ent_lbfgs_fn)(void *context, const double *x, double *gradient);

typedef struct ent_lbfgs_result {
    double value;
    double gradient; /* largest component at the end */
    unsigned iterations;
} ent_lbfgs_result;

/* Minimise from @p x, in place, until no component of the gradient exceeds @p tolerance or after
 * @p iterations. Sums run in one order: the same call gives the same bits. O(iterations · (count +
 * cost of the function)). Errors: MEMORY. */
ent_status ent_lbfgs(ent_lbfgs_fn function, void *context, double *x, size_t count,
                     unsigned iterations, double tolerance, ent_lbfgs_result *result,
                     ent_error *err);

#endif
