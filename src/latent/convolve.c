/* SPDX-License-Identifier: Apache-2.0 */
/* The inner loops over grid points, each written once as an always-inlined function and compiled
 * twice: plainly, and for machines with wider vectors. The operations and their order are the same
 * (no multiplication is fused with an addition), so the results are. */
#include "latent/convolve.h"

#include <stdbool.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define WIDE __attribute__((target("avx2")))
static bool is_wide(void) {
    return __builtin_cpu_supports("avx2") != 0;
}
#else
#define WIDE
static bool is_wide(void) {
    return false;
}
#endif
#define KERNEL inline __attribute__((always_inline))

static KERNEL void convolve(float *out, size_t width, const float *in, const float *kernel,
                            size_t taps) {
    size_t j = 0;
    for (; j + 2 * ENT_BLOCK <= width; j += 2 * ENT_BLOCK) {
        float sum[2 * ENT_BLOCK] = {0};
        for (size_t d = 0; d < taps; d++)
            for (size_t i = 0; i < 2 * ENT_BLOCK; i++)
                sum[i] += kernel[d] * in[j + d + i];
        for (size_t i = 0; i < 2 * ENT_BLOCK; i++)
            out[j + i] = sum[i];
    }
    for (; j < width; j += ENT_BLOCK) {
        float sum[ENT_BLOCK] = {0};
        for (size_t d = 0; d < taps; d++)
            for (size_t i = 0; i < ENT_BLOCK; i++)
                sum[i] += kernel[d] * in[j + d + i];
        for (size_t i = 0; i < ENT_BLOCK; i++)
            out[j + i] = sum[i];
    }
}

static KERNEL void add_weighted(double *to, double weight, const float *row, size_t width) {
    for (size_t j = 0; j < width; j += ENT_BLOCK)
        for (size_t i = 0; i < ENT_BLOCK; i++)
            to[j + i] += weight * (double)row[j + i];
}

static void convolve_plainly(float *out, size_t width, const float *in, const float *kernel,
                             size_t taps) {
    convolve(out, width, in, kernel, taps);
}

static WIDE void convolve_wide(float *out, size_t width, const float *in, const float *kernel,
                               size_t taps) {
    convolve(out, width, in, kernel, taps);
}

static void add_plainly(double *to, double weight, const float *row, size_t width) {
    add_weighted(to, weight, row, width);
}

static WIDE void add_wide(double *to, double weight, const float *row, size_t width) {
    add_weighted(to, weight, row, width);
}

void ent_convolve(float *out, size_t width, const float *in, const float *kernel, size_t taps) {
    (is_wide() ? convolve_wide : convolve_plainly)(out, width, in, kernel, taps);
}

void ent_add_weighted(double *to, double weight, const float *row, size_t width) {
    (is_wide() ? add_wide : add_plainly)(to, weight, row, width);
}

void ent_add_row(double *to, const float *row, size_t width) {
    ent_add_weighted(to, 1, row, width);
}
