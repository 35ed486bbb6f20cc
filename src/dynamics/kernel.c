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

enum { MIXED = 3 };

/* Products and sums with up to MIXED rows in one pass. */
KERNEL void mix_some(const double *x, const double *y, double *restrict out, size_t n,
                     const double *const *row, size_t rows, double *sum) {
    halves half[2 * (MIXED + 1)] = {{0}};
    double lane[LANES];
    size_t k = 0;
    for (; k + LANES <= n; k += LANES)
        for (size_t h = 0; h < 2; h++) {
            halves left;
            halves right;
            memcpy(&left, x + k + h * HALF, sizeof left);
            memcpy(&right, y + k + h * HALF, sizeof right);
            left *= right;
            memcpy(out + k + h * HALF, &left, sizeof left);
            half[h] += left;
            for (size_t r = 0; r < rows; r++) {
                memcpy(&right, row[r] + k + h * HALF, sizeof right);
                half[2 + 2 * r + h] += left * right;
            }
        }
    for (size_t l = k; l < n; l++)
        out[l] = x[l] * y[l];
    for (size_t r = 0; r <= rows; r++) {
        memcpy(lane, &half[2 * r], sizeof lane);
        for (size_t l = k; l < n; l++)
            lane[l - k] += r == 0 ? out[l] : out[l] * row[r - 1][l];
        sum[r] = lanes_sum(lane);
    }
}

KERNEL void mix_loop(const double *x, const double *y, double *out, size_t n,
                     const double *const *row, size_t rows, double *sum) {
    if (rows == 0)
        mix_some(x, y, out, n, row, 0, sum);
    else if (rows == 1)
        mix_some(x, y, out, n, row, 1, sum);
    else if (rows == 2)
        mix_some(x, y, out, n, row, 2, sum);
    else
        mix_some(x, y, out, n, row, MIXED, sum);
    for (size_t r = MIXED; r < rows; r++)
        sum[1 + r] = dot_loop(out, row[r], n);
}

/* The line for numbers of walks the table does not hold. */
static __attribute__((noinline, cold)) const double *make_line(const saom_lines *lines,
                                                               uint64_t fields, double *line) {
    double lane[LANES] = {0};
    for (size_t f = 0; f < SAOM_FIELDS; f++) {
        line[1 + f] = (double)(fields >> (f * SAOM_FIELD_BITS) & 0xFFFF);
        lane[0] += lines->coefficient[f] * line[1 + f];
    }
    exp_lanes(lane);
    line[0] = lane[0];
    for (size_t f = 0; f < SAOM_FIELDS; f++)
        line[1 + f] *= line[0];
    return line;
}

/* How a batch is weighed; known when compiled, so that each sort has its own loop. */
typedef struct batch_sort {
    bool drop;     /* ties dropped, not made */
    bool factored; /* there are factors or others */
    bool two;      /* two groups of the records, not one */
} batch_sort;

KERNEL void add_to(const halves *more, double *to) {
    halves sum;
    memcpy(&sum, to, sizeof sum);
    sum += *more;
    memcpy(to, &sum, sizeof sum);
}

/* One or two groups of the records, from group @p first; @p groups is that of the batch. What is
 * read is copied from the batch before, since its numbers could lie in what is written. */
KERNEL void batch_groups(const saom_lines *lines, saom_batch *batch, size_t first, size_t groups,
                         batch_sort sort) {
    const uint32_t *restrict at = batch->at;
    const uint64_t *restrict fields = batch->fields;
    double *restrict weights = batch->weight;
    const double *restrict records = batch->record;
    const double *others = batch->other;
    const double *factors = batch->factor;
    const char *table = (const char *)lines->line;
    const uint64_t beyond = ~lines->held;
    const uint64_t gather = lines->gather;
    const uint64_t mask = lines->mask;
    const double constant = batch->scaled ? batch->scale : 1;
    const bool scaled = batch->scaled;
    const size_t count = batch->count;
    const bool by_place = batch->by_place;
    double spare[SAOM_LINE];
    halves line = {0};
    halves record[2] = {{0}};
    halves held[2] = {{0}};
    for (size_t k = 0; k < count; k++) {
        size_t j = at[k];
        const double *row = records + (by_place ? k : j) * groups * HALF;
        uint64_t walks = fields[j];
        const double *found =
            (const double *)(table + (walks * gather >> SAOM_GATHER_SHIFT & mask));
        if (__builtin_expect((walks & beyond) != 0, 0)) found = make_line(lines, walks, spare);
        double other = 1;
        double factor = 1;
        if (sort.factored && others != NULL) other = others[k];
        if (sort.factored && factors != NULL) factor = factors[j];
        if (sort.factored && scaled) other *= constant * factor;
        double scale = sort.drop ? 1 / row[0] : row[0];
        if (sort.factored) scale *= other;
        double part = sort.factored ? other * found[0] : found[0];
        if (sort.drop) part = scale * found[0] / row[0];
        weights[k] = scale * found[0];
        add_four(scale, found, &line);
        row += first * HALF;
        add_four(part, row, &record[0]);
        add_four(factor, row, &held[0]);
        if (!sort.two) continue;
        add_four(part, row + HALF, &record[1]);
        add_four(factor, row + HALF, &held[1]);
    }
    memcpy(batch->lines, &line, sizeof line);
    for (size_t g = 0; g < (sort.two ? 2 : 1); g++) {
        add_to(&held[g], batch->held + (first + g) * HALF);
        memcpy(batch->records + (first + g) * HALF, &record[g], sizeof record[g]);
    }
}

KERNEL void batch_sorted(const saom_lines *lines, saom_batch *batch, bool drop, bool factored) {
    size_t groups = batch->groups;
    if (groups == 1) {
        batch_groups(lines, batch, 0, 1, (batch_sort){drop, factored, false});
        return;
    }
    if (groups == 2) {
        batch_groups(lines, batch, 0, 2, (batch_sort){drop, factored, true});
        return;
    }
    for (size_t first = 0; first < groups; first++)
        batch_groups(lines, batch, first, groups, (batch_sort){drop, factored, false});
}

KERNEL void batch_loop(const saom_lines *lines, saom_batch *batch, bool drop) {
    if (batch->other != NULL || batch->factor != NULL || batch->scaled)
        batch_sorted(lines, batch, drop, true);
    else
        batch_sorted(lines, batch, drop, false);
}

static void exp_plain(double *x, size_t n) {
    exp_loop(x, n);
}
static void add_plain(double a, const double *x, double *y, size_t n) {
    add_loop(a, x, y, n);
}
static void mix_plain(const double *x, const double *y, double *out, size_t n,
                      const double *const *row, size_t rows, double *sum) {
    mix_loop(x, y, out, n, row, rows, sum);
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

static const saom_kernel plain = {exp_plain, add_plain,  mix_plain,    sum_plain,
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
WIDE static void mix_wide(const double *x, const double *y, double *out, size_t n,
                          const double *const *row, size_t rows, double *sum) {
    mix_loop(x, y, out, n, row, rows, sum);
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

static const saom_kernel wide = {exp_wide, add_wide,  mix_wide,    sum_wide,
                                 dot_wide, made_wide, dropped_wide};
static const saom_kernel widest = {exp_widest, add_widest,  mix_wide,      sum_widest,
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
