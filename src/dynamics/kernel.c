/* SPDX-License-Identifier: Apache-2.0 */
/* exp x = 2^k exp r with k the whole number nearest to x / ln 2 and |r| ≤ ln 2 / 2, ln 2 in two
 * parts so that r is exact to the last bit (Cody & Waite 1980, Software Manual for the Elementary
 * Functions), exp r by its Taylor polynomial of degree 13, whose remainder is below 5e-18. */
#include "dynamics/kernel.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 8 };

#define KERNEL static inline __attribute__((always_inline))

/* Vectors of the compilers, which split them where registers are narrower. */
typedef double reals __attribute__((vector_size(LANES * sizeof(double))));
typedef int64_t words __attribute__((vector_size(LANES * sizeof(int64_t))));
/* Sums are kept in two halves: compilers spill a vector wider than the registers across a loop. */
enum { HALF = LANES / 2 };
typedef double halves __attribute__((vector_size(HALF * sizeof(double))));

KERNEL void exp_lanes(double *x) {
    const double whole = 0x1.8p52; /* adding it rounds to a whole number */
    const double scale = 0x1.71547652b82fep0;
    const double high = 0x1.62e42fefa0000p-1;
    const double low = 0x1.cf79abc9e3b3ap-40;
    static const double taylor[] = {1.0 / 479001600,
                                    1.0 / 39916800,
                                    1.0 / 3628800,
                                    1.0 / 362880,
                                    1.0 / 40320,
                                    1.0 / 5040,
                                    1.0 / 720,
                                    1.0 / 120,
                                    1.0 / 24,
                                    1.0 / 6,
                                    0.5,
                                    1,
                                    1};
    const reals zero = {0};
    const reals most = zero + SAOM_EXPONENT_MAX;
    reals y;
    memcpy(&y, x, sizeof y);
    words above = (words)(y > most);
    y = (reals)(((words)most & above) | ((words)y & ~above));
    words below = (words)(y < -most);
    y = (reals)(((words)-most & below) | ((words)y & ~below));
    reals shifted = y * scale + whole;
    reals k = shifted - whole;
    reals r = y - k * high - k * low;
    reals p = zero + 1.0 / 6227020800;
    for (size_t d = 0; d < sizeof taylor / sizeof taylor[0]; d++)
        p = p * r + taylor[d];
    words bits = (words)shifted; /* the low bits hold k: move them to the exponent */
    bits = (bits << 52) + (INT64_C(1023) << 52);
    p *= (reals)bits;
    memcpy(x, &p, sizeof p);
}

KERNEL void exp_loop(double *x, size_t n) {
    size_t k = 0;
    for (; k + LANES <= n; k += LANES)
        exp_lanes(x + k);
    if (k == n) return;
    double rest[LANES] = {0};
    memcpy(rest, x + k, (n - k) * sizeof *x);
    exp_lanes(rest);
    memcpy(x + k, rest, (n - k) * sizeof *x);
}

/* sum += x y, four at once; through pointers, since passing vectors by value changes the ABI. */
KERNEL void add_products(const double *x, const double *y, halves *sum) {
    halves left;
    halves right;
    memcpy(&left, x, sizeof left);
    memcpy(&right, y, sizeof right);
    *sum += left * right;
}

KERNEL void add_four(double a, const double *x, halves *sum) {
    halves more;
    memcpy(&more, x, sizeof more);
    *sum += a * more;
}

KERNEL void add_loop(double a, const double *restrict x, double *restrict y, size_t n) {
    size_t k = 0;
    for (; k + HALF <= n; k += HALF) {
        halves to;
        memcpy(&to, y + k, sizeof to);
        add_four(a, x + k, &to);
        memcpy(y + k, &to, sizeof to);
    }
    for (; k < n; k++)
        y[k] += a * x[k];
}

KERNEL void multiply_loop(const double *x, const double *y, double *out, size_t n) {
    for (size_t k = 0; k < n; k++)
        out[k] = x[k] * y[k];
}

KERNEL double lanes_sum(const double *lane) {
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) +
           ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

KERNEL double sum_loop(const double *x, size_t n) {
    halves low = {0};
    halves high = {0};
    double lane[LANES];
    size_t k = 0;
    for (; k + LANES <= n; k += LANES) {
        add_four(1, x + k, &low);
        add_four(1, x + k + HALF, &high);
    }
    memcpy(lane, &low, sizeof low);
    memcpy(lane + HALF, &high, sizeof high);
    for (size_t l = 0; k + l < n; l++)
        lane[l] += x[k + l];
    return lanes_sum(lane);
}

KERNEL double dot_loop(const double *x, const double *y, size_t n) {
    halves low = {0};
    halves high = {0};
    double lane[LANES];
    size_t k = 0;
    for (; k + LANES <= n; k += LANES) {
        add_products(x + k, y + k, &low);
        add_products(x + k + HALF, y + k + HALF, &high);
    }
    memcpy(lane, &low, sizeof low);
    memcpy(lane + HALF, &high, sizeof high);
    for (size_t l = 0; k + l < n; l++)
        lane[l] += x[k + l] * y[k + l];
    return lanes_sum(lane);
}

/* The line of a table for numbers of walks; @p spare holds one the table does not. */
KERNEL const double *line_of(const saom_lines *lines, uint64_t fields, double *spare) {
    if (__builtin_expect((fields & ~lines->held) == 0, 1)) {
        uint64_t at = 0;
        for (size_t f = 0; f < SAOM_FIELDS; f++)
            at |= fields >> lines->shift[f] & lines->mask[f];
        return lines->line + at * SAOM_LINE;
    }
    double sum = 0;
    for (size_t f = 0; f < SAOM_FIELDS; f++) {
        spare[1 + f] = (double)(fields >> (f * SAOM_FIELD_BITS) & 0xFFFF);
        sum += lines->coefficient[f] * spare[1 + f];
    }
    double lane[LANES] = {sum};
    exp_lanes(lane);
    spare[0] = lane[0];
    for (size_t f = 0; f < SAOM_FIELDS; f++)
        spare[1 + f] *= spare[0];
    return spare;
}

/* One or two groups of the records, from group @p first. */
KERNEL void batch_groups(const saom_lines *lines, saom_batch *batch, size_t first, bool two,
                         bool drop) {
    halves line = {0};
    halves record[2] = {{0}};
    halves held[2] = {{0}};
    size_t size = batch->groups * HALF;
    for (size_t k = 0; k < batch->count; k++) {
        size_t j = batch->at[k];
        double spare[SAOM_LINE];
        const double *row = batch->record + j * size;
        const double *own = line_of(lines, batch->fields[j], spare);
        double other = batch->other != NULL ? batch->other[k] : 1;
        double factor = batch->factor != NULL ? batch->factor[j] : 1;
        if (!drop && batch->scaled) other *= batch->scale * factor;
        double inverse = drop ? 1 / row[0] : 1;
        double scale = other * (drop ? inverse : row[0]);
        double weight = scale * own[0];
        double part = drop ? weight * inverse : other * own[0];
        batch->weight[k] = weight;
        add_four(scale, own, &line);
        add_four(part, row + first * HALF, &record[0]);
        add_four(factor, row + first * HALF, &held[0]);
        if (!two) continue;
        add_four(part, row + (first + 1) * HALF, &record[1]);
        add_four(factor, row + (first + 1) * HALF, &held[1]);
    }
    memcpy(batch->lines, &line, sizeof line);
    for (size_t g = 0; g < (two ? 2 : 1); g++) {
        halves before;
        double *to = batch->held + (first + g) * HALF;
        memcpy(&before, to, sizeof before);
        before += held[g];
        memcpy(to, &before, sizeof before);
        memcpy(batch->records + (first + g) * HALF, &record[g], sizeof record[g]);
    }
}

KERNEL void batch_loop(const saom_lines *lines, saom_batch *batch, bool drop) {
    size_t first = 0;
    for (; first + 1 < batch->groups; first += 2)
        batch_groups(lines, batch, first, true, drop);
    if (first < batch->groups) batch_groups(lines, batch, first, false, drop);
}

static void exp_plain(double *x, size_t n) {
    exp_loop(x, n);
}
static void add_plain(double a, const double *x, double *y, size_t n) {
    add_loop(a, x, y, n);
}
static void multiply_plain(const double *x, const double *y, double *out, size_t n) {
    multiply_loop(x, y, out, n);
}
static double sum_plain(const double *x, size_t n) {
    return sum_loop(x, n);
}
static double dot_plain(const double *x, const double *y, size_t n) {
    return dot_loop(x, y, n);
}
static void made_plain(const saom_lines *lines, saom_batch *batch) {
    batch_loop(lines, batch, false);
}
static void dropped_plain(const saom_lines *lines, saom_batch *batch) {
    batch_loop(lines, batch, true);
}

static const saom_kernel plain = {exp_plain, add_plain,  multiply_plain, sum_plain,
                                  dot_plain, made_plain, dropped_plain};

const saom_kernel *saom_kernel_plain(void) {
    return &plain;
}

#if defined(__x86_64__) && defined(__GNUC__)
#define WIDE __attribute__((target("avx2")))
#define WIDEST __attribute__((target("avx512f,avx512dq")))

WIDE static void exp_wide(double *x, size_t n) {
    exp_loop(x, n);
}
WIDE static void add_wide(double a, const double *x, double *y, size_t n) {
    add_loop(a, x, y, n);
}
WIDE static void multiply_wide(const double *x, const double *y, double *out, size_t n) {
    multiply_loop(x, y, out, n);
}
WIDE static double sum_wide(const double *x, size_t n) {
    return sum_loop(x, n);
}
WIDE static double dot_wide(const double *x, const double *y, size_t n) {
    return dot_loop(x, y, n);
}
WIDE static void made_wide(const saom_lines *lines, saom_batch *batch) {
    batch_loop(lines, batch, false);
}
WIDE static void dropped_wide(const saom_lines *lines, saom_batch *batch) {
    batch_loop(lines, batch, true);
}
WIDEST static void exp_widest(double *x, size_t n) {
    exp_loop(x, n);
}
WIDEST static void add_widest(double a, const double *x, double *y, size_t n) {
    add_loop(a, x, y, n);
}
WIDEST static double sum_widest(const double *x, size_t n) {
    return sum_loop(x, n);
}
WIDEST static double dot_widest(const double *x, const double *y, size_t n) {
    return dot_loop(x, y, n);
}
WIDEST static void made_widest(const saom_lines *lines, saom_batch *batch) {
    batch_loop(lines, batch, false);
}
WIDEST static void dropped_widest(const saom_lines *lines, saom_batch *batch) {
    batch_loop(lines, batch, true);
}

static const saom_kernel wide = {exp_wide, add_wide,  multiply_wide, sum_wide,
                                 dot_wide, made_wide, dropped_wide};
static const saom_kernel widest = {exp_widest, add_widest,  multiply_wide, sum_widest,
                                   dot_widest, made_widest, dropped_widest};

const saom_kernel *saom_kernel_best(void) {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) return &widest;
    return __builtin_cpu_supports("avx2") ? &wide : &plain;
}
#else
const saom_kernel *saom_kernel_best(void) {
    return &plain;
}
#endif
