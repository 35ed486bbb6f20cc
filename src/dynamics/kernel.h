/* SPDX-License-Identifier: Apache-2.0 */
/* Loops over rows of numbers, compiled for the machine's baseline and for wider registers. Both
 * give the same bits: sums run in eight lanes whatever the registers hold, and no multiplication is
 * fused with an addition. */
#ifndef ENTENTE_DYNAMICS_KERNEL_H
#define ENTENTE_DYNAMICS_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exponents are cut to ±SAOM_EXPONENT_MAX, so that no sum or product of weights overflows. Only
 * coefficients far off the data reach it. */
#define SAOM_EXPONENT_MAX 230.0

/* Numbers of walks (tally.h) are kept in fields of sixteen bits. */
enum { SAOM_FIELDS = 3, SAOM_FIELD_BITS = 16, SAOM_LINE = 4, SAOM_GATHER_SHIFT = 27 };
/* Above the fields: the actor was touched before walks were counted. */
static const uint64_t saom_touched_mark = UINT64_C(1) << (SAOM_FIELDS * SAOM_FIELD_BITS);

/* A table by numbers of walks m_1 m_2 m_3: w = exp Σ coefficient × m, w m_1, w m_2, w m_3. It holds
 * those of few walks; others are made when met. */
typedef struct saom_lines {
    uint64_t held;         /* the bits numbers of walks in the table may have */
    uint64_t gather, mask; /* place in the table, in bytes: fields × gather >> shift & mask */
    double coefficient[SAOM_FIELDS];
    double *line; /* SAOM_LINE numbers each */
} saom_lines;

/* Alters whose toggles are weighed together. */
typedef struct saom_batch {
    const uint32_t *at;
    size_t count;
    const uint64_t *fields; /* by actor: numbers of walks */
    const double *record;   /* by actor: 4 groups numbers, the first of them S > 0 */
    bool by_place;          /* records are by place */
    size_t groups;
    const double *factor; /* by actor; NULL: 1 */
    bool scaled;          /* weights have factor × scale besides */
    double scale;
    const double *other;     /* by place; NULL: 1 */
    double *weight;          /* by place: S^±1 × other × w */
    double lines[SAOM_LINE]; /* Σ S^±1 × other × line */
    double *records;         /* 4 groups: Σ weight × record / S */
    double *held;            /* 4 groups: added Σ factor × record */
} saom_batch;

typedef struct saom_kernel {
    /* x[k] = exp(x[k]), relative error below 4e-16 */
    void (*exp)(double *x, size_t n);
    /* y[k] += a x[k] */
    void (*add)(double a, const double *x, double *y, size_t n);
    /* out[k] = x[k] y[k]; sum[0] = Σ out[k], sum[1 + r] = Σ out[k] row[r][k] */
    void (*mix)(const double *x, const double *y, double *out, size_t n, const double *const *row,
                size_t rows, double *sum);
    double (*sum)(const double *x, size_t n);
    double (*dot)(const double *x, const double *y, size_t n);
    /* Weigh ties made (S) or dropped (1 / S). */
    void (*made)(const saom_lines *lines, saom_batch *batch);
    void (*dropped)(const saom_lines *lines, saom_batch *batch);
} saom_kernel;

/* The fastest this machine runs. */
const saom_kernel *saom_kernel_best(void);
/* The baseline, for tests. */
const saom_kernel *saom_kernel_plain(void);

#endif
