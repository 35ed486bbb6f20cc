/* SPDX-License-Identifier: Apache-2.0 */
/* Loops over rows of numbers, compiled for the machine's baseline and for wider registers. Both
 * give the same bits: sums run in eight lanes whatever the registers hold, and no multiplication is
 * fused with an addition. */
#ifndef ENTENTE_DYNAMICS_KERNEL_H
#define ENTENTE_DYNAMICS_KERNEL_H

#include <stddef.h>

/* Exponents are cut to ±SAOM_EXPONENT_MAX, so that no sum or product of weights overflows. Only
 * coefficients far off the data reach it. */
#define SAOM_EXPONENT_MAX 230.0

typedef struct saom_kernel {
    /* x[k] = exp(x[k]), relative error below 4e-16 */
    void (*exp)(double *x, size_t n);
    /* y[k] += a x[k] */
    void (*add)(double a, const double *x, double *y, size_t n);
    /* out[k] = x[k] y[k]; out may be x or y */
    void (*multiply)(const double *x, const double *y, double *out, size_t n);
    double (*sum)(const double *x, size_t n);
    double (*dot)(const double *x, const double *y, size_t n);
} saom_kernel;

/* The fastest this machine runs. */
const saom_kernel *saom_kernel_best(void);
/* The baseline, for tests. */
const saom_kernel *saom_kernel_plain(void);

#endif
