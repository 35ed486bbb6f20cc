/* SPDX-License-Identifier: Apache-2.0 */
/* The inner loops over grid points. */
#ifndef ENTENTE_LATENT_CONVOLVE_H
#define ENTENTE_LATENT_CONVOLVE_H

#include <stddef.h>

/* Windows of the grid are whole blocks of this many points. */
enum { ENT_BLOCK = 16 };

/* out[j] = Σ_d kernel[d] · in[j + d], d < taps; @p width a multiple of ENT_BLOCK, @p in has
 * width + taps − 1 values. */
void ent_convolve(float *out, size_t width, const float *in, const float *kernel, size_t taps);
/* to[i] += row[i]. */
void ent_add_row(double *to, const float *row, size_t width);
/* to[i] += weight · row[i]. */
void ent_add_weighted(double *to, double weight, const float *row, size_t width);

#endif
