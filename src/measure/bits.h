/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of up to any size as bits of 64-bit words, for measures that compare by counting.
 *
 * x86-64 has an instruction that counts bits, but not in its baseline, which the library is built
 * for. A kernel that counts is therefore written once as an always-inlined function and compiled
 * twice, plainly and for that instruction; ent_bits_fast() says which to call. Elsewhere the
 * baseline serves. */
#ifndef ENTENTE_MEASURE_BITS_H
#define ENTENTE_MEASURE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define ENT_BITS_TARGET __attribute__((target("popcnt")))
#else
#define ENT_BITS_TARGET
#endif
#define ENT_BITS_KERNEL inline __attribute__((always_inline))

enum { ENT_BITS_WORD = 64 };

/* Words that hold @p count bits. */
static inline size_t ent_bits_words(size_t count) {
    return count / ENT_BITS_WORD + (count % ENT_BITS_WORD != 0);
}

static inline uint64_t ent_bit(size_t index) {
    return UINT64_C(1) << (index % ENT_BITS_WORD);
}

static ENT_BITS_KERNEL int ent_bits_count(uint64_t word) {
    return __builtin_popcountll(word);
}

/* Whether what is compiled for ENT_BITS_TARGET may run on this machine. */
static inline bool ent_bits_fast(void) {
#if defined(__x86_64__) && defined(__GNUC__)
    return __builtin_cpu_supports("popcnt") != 0;
#else
    return true;
#endif
}

#endif
