/* SPDX-License-Identifier: Apache-2.0 */
/* Counting by vertical counters: slice l holds bit l of every actor's number, and a row is added to
 * all of them by half adders, t = s_l and c, s_l = s_l xor c, c = t, from slice 0 on (Knuth 2009,
 * The Art of Computer Programming 4A, 7.1.3). Slices then become bytes. */
#include "dynamics/bits.h"

#include <string.h>

#include "dynamics/net.h"

#define BITS static inline __attribute__((always_inline))

typedef uint64_t quad __attribute__((vector_size(SAOM_WORDS * sizeof(uint64_t))));

enum { SLICES = 8, WORD = 64 };

/* Slices of SAOM_WORDS words of each row, from word @p from; @p levels is known when compiled. */
BITS void count_levels(const uint64_t *const *row, size_t rows, size_t from, size_t levels,
                       quad *slice) {
    quad own[SLICES] = {{0}};
    for (size_t r = 0; r < rows; r++) {
        quad carry;
        memcpy(&carry, row[r] + from, sizeof carry);
        for (size_t l = 0; l < levels; l++) {
            quad both = own[l] & carry;
            own[l] ^= carry;
            carry = both;
        }
    }
    memcpy(slice, own, levels * sizeof *slice);
}

/* How many slices hold numbers up to @p rows, as count_some() makes them. */
BITS size_t levels_of(size_t rows) {
    return rows < 4 ? 2 : (rows < 16 ? 4 : (rows < 64 ? 6 : SLICES));
}

BITS void count_some(const uint64_t *const *row, size_t rows, size_t from, quad *slice) {
    if (rows < 4)
        count_levels(row, rows, from, 2, slice);
    else if (rows < 16)
        count_levels(row, rows, from, 4, slice);
    else if (rows < 64)
        count_levels(row, rows, from, 6, slice);
    else
        count_levels(row, rows, from, SLICES, slice);
}

/* Bits to bytes of 0 or 1, eight at a time: bit b of the byte is brought to byte b by masking
 * copies of it, and carried to its lowest bit. */
BITS void widen(const uint64_t *slice, size_t levels, uint8_t *sum) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    for (size_t b = 0; b < WORD; b += 8) {
        uint64_t eight = 0;
        for (size_t l = 0; l < levels; l++) {
            uint64_t copies = (slice[l * SAOM_WORDS] >> b & 0xFF) * ones;
            uint64_t found = (copies & UINT64_C(0x8040201008040201)) + 0x7F * ones;
            eight |= (found >> 7 & ones) << l;
        }
        memcpy(sum + b, &eight, sizeof eight);
    }
}

typedef void widening(const uint64_t *slice, size_t levels, uint8_t *sum);

BITS void count_loop(const uint64_t *const *row, size_t rows, size_t n, uint8_t *sum, uint64_t *any,
                     widening *wide) {
    size_t levels = levels_of(rows);
    size_t words = (n + WORD - 1) / WORD;
    for (size_t from = 0; from < words; from += SAOM_WORDS) {
        quad slice[SLICES];
        uint64_t word[SLICES * SAOM_WORDS];
        quad all = {0};
        count_some(row, rows, from, slice);
        for (size_t l = 0; l < levels; l++)
            all |= slice[l];
        memcpy(any + from, &all, sizeof all);
        memcpy(word, slice, levels * sizeof *slice);
        for (size_t w = 0; w < SAOM_WORDS && from + w < words; w++)
            wide(word + w, levels, sum + (from + w) * WORD);
    }
}

BITS void shared_loop(const uint64_t *row, const uint64_t *rows, size_t words, const uint32_t *at,
                      size_t count, int32_t *out) {
    for (size_t k = 0; k < count; k++) {
        const uint64_t *other = rows + at[k] * words;
        int both = 0;
        for (size_t w = 0; w < words; w++)
            both += __builtin_popcountll(row[w] & other[w]);
        out[at[k]] = both;
    }
}

static void widen_plain(const uint64_t *slice, size_t levels, uint8_t *sum) {
    widen(slice, levels, sum);
}
static void count_plain(const uint64_t *const *row, size_t rows, size_t n, uint8_t *sum,
                        uint64_t *any) {
    count_loop(row, rows, n, sum, any, widen_plain);
}
static void shared_plain(const uint64_t *row, const uint64_t *rows, size_t words,
                         const uint32_t *at, size_t count, int32_t *out) {
    shared_loop(row, rows, words, at, count, out);
}
static const saom_bits plain = {count_plain, shared_plain};

const saom_bits *saom_bits_plain(void) {
    return &plain;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define WIDE __attribute__((target("avx2,popcnt")))
#define WIDEST __attribute__((target("avx512f,avx512bw,popcnt")))

/* A byte of the result takes the byte of the word its bit is in, and the bit is masked out. */
WIDE static void widen_wide(const uint64_t *slice, size_t levels, uint8_t *sum) {
    const __m256i which =
        _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    const __m256i bit = _mm256_set1_epi64x((long long)UINT64_C(0x8040201008040201));
    for (size_t half = 0; half < 2; half++) {
        __m256i bytes = _mm256_setzero_si256();
        for (size_t l = 0; l < levels; l++) {
            uint32_t own = (uint32_t)(slice[l * SAOM_WORDS] >> (half * 32));
            __m256i copies = _mm256_shuffle_epi8(_mm256_set1_epi32((int)own), which);
            __m256i found = _mm256_cmpeq_epi8(_mm256_and_si256(copies, bit), bit);
            bytes =
                _mm256_or_si256(bytes, _mm256_and_si256(found, _mm256_set1_epi8((char)(1U << l))));
        }
        _mm256_storeu_si256((__m256i *)(void *)(sum + half * 32), bytes);
    }
}

WIDEST static void widen_widest(const uint64_t *slice, size_t levels, uint8_t *sum) {
    __m512i bytes = _mm512_setzero_si512();
    for (size_t l = 0; l < levels; l++)
        bytes =
            _mm512_or_si512(bytes, _mm512_maskz_set1_epi8(slice[l * SAOM_WORDS], (char)(1U << l)));
    _mm512_storeu_si512(sum, bytes);
}

WIDE static void count_wide(const uint64_t *const *row, size_t rows, size_t n, uint8_t *sum,
                            uint64_t *any) {
    count_loop(row, rows, n, sum, any, widen_wide);
}
WIDEST static void count_widest(const uint64_t *const *row, size_t rows, size_t n, uint8_t *sum,
                                uint64_t *any) {
    count_loop(row, rows, n, sum, any, widen_widest);
}
WIDE static void shared_wide(const uint64_t *row, const uint64_t *rows, size_t words,
                             const uint32_t *at, size_t count, int32_t *out) {
    shared_loop(row, rows, words, at, count, out);
}

static const saom_bits wide = {count_wide, shared_wide};
static const saom_bits widest = {count_widest, shared_wide};

const saom_bits *saom_bits_best(void) {
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("popcnt")) return &widest;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") ? &wide : &plain;
}
#else
const saom_bits *saom_bits_best(void) {
    return &plain;
}
#endif
