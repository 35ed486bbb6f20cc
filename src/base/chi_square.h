/* SPDX-License-Identifier: Apache-2.0 */
/* The χ² distribution. */
#ifndef ENTENTE_BASE_CHI_SQUARE_H
#define ENTENTE_BASE_CHI_SQUARE_H

#include <stddef.h>

/* P(X > x) with @p df degrees of freedom; NaN for x NaN, 1 for x ≤ 0. Relative error below 1e-12.
 */
double ent_chi_square_above(double x, size_t df);

#endif
