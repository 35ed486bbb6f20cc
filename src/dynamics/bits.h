/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of bits of a network (net.h), many actors at once. Compiled for the machine's baseline and
 * for wider registers; all give the same whole numbers. */
#ifndef ENTENTE_DYNAMICS_BITS_H
#define ENTENTE_DYNAMICS_BITS_H

#include <stddef.h>
#include <stdint.h>

/* Rows counted at once at most, so that a number fits a byte. */
enum { SAOM_BITS_ROWS = 255 };

typedef struct saom_bits {
    /* sum[j] = in how many of the rows bit j is set, for actors j up to n and the others of their
     * word; any: where it is not 0, all words */
    void (*count)(const uint64_t *const *row, size_t rows, size_t n, uint8_t *sum, uint64_t *any);
    /* out[at[k]] = how many bits the row shares with row at[k] of an array of rows */
    void (*shared)(const uint64_t *row, const uint64_t *rows, size_t words, const uint32_t *at,
                   size_t count, int32_t *out);
} saom_bits;

/* The fastest this machine runs. */
const saom_bits *saom_bits_best(void);
/* The baseline, for tests. */
const saom_bits *saom_bits_plain(void);

#endif
