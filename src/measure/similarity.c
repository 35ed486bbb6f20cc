/* SPDX-License-Identifier: Apache-2.0 */
/* Similarity of the portfolios of two actors.
 *
 * P_ab counts the third actors to whom the one stands at level a and the other at level b, R and C
 * are its margins, N its sum, D = 3 the range of levels, d_ab = |a − b|^p or 1[a ≠ b]:
 *
 *   S_p = 1 − 2 Σ_k w_k (|x_k − y_k| / D)^p / Σ_k w_k
 *   κ   = 1 − N Σ_ab d_ab P_ab / Σ_ab d_ab R_a C_b
 *   π   = 1 − N Σ_ab d_ab P_ab / Σ_ab d_ab q_a q_b,   q = (R + C) / 2
 *   τ_b = (C − Dc) / √((n₀ − n₁)(n₀ − n₂)), concordant less discordant pairs of third actors
 *
 * S: Signorino & Ritter 1999, "Tau-b or Not Tau-b: Measuring the Similarity of Foreign Policy
 * Positions", International Studies Quarterly 43(1), 115–144. κ (Cohen 1960, weighted 1968) and π
 * (Scott 1955): Häge 2011, "Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity
 * for Chance Agreement", Political Analysis 19(3), 287–305. τ_b: Kendall 1938; Bueno de Mesquita
 * 1975.
 *
 * A portfolio is kept as three sets of third actors, those at level 1, 2 and 3, so nine
 * intersections counted 64 actors at a time give P, level 0 following from the margins. All but the
 * weighted S are ratios of whole numbers, divided once at the end. The weighted S visits only the
 * third actors in whom the portfolios differ: identical ones give exactly 1. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/measure.h"
#include "measure/bits.h"

enum { LEVELS = ENT_LEVEL_MAX + 1 };

/* 64 third actors of a portfolio: set[a − 1] holds those at level a. */
typedef struct level_sets {
    uint64_t set[ENT_LEVEL_MAX];
} level_sets;

/* What is known of a portfolio alone. */
typedef struct margin {
    int64_t at[LEVELS];    /* third actors at a level */
    int64_t from[LEVELS];  /* at that level or above */
    int64_t first, second; /* Σ level, Σ level² */
    int64_t untied;        /* n₀ − n₁: ordered pairs of third actors at different levels */
} margin;

typedef struct portfolios {
    size_t n, words;
    level_sets *sets; /* n × words */
    margin *margins;
    double *weight; /* missing ones are 0; NULL when there are none */
    double total;   /* of the weights */
} portfolios;

static void portfolios_free(portfolios *all) {
    free(all->sets);
    free(all->margins);
    free(all->weight);
}

/* Read row i of the levels into its sets and margin. */
static ent_status read_row(portfolios *all, size_t i, const uint8_t *row, ent_error *err) {
    level_sets *sets = all->sets + i * all->words;
    margin *own = &all->margins[i];
    for (size_t k = 0; k < all->n; k++) {
        if (row[k] > ENT_LEVEL_MAX)
            return ent_fail(err, ENT_ERR_USAGE,
                            "portfolio of actor %zu: expected levels 0 to %d, found %d", i,
                            ENT_LEVEL_MAX, row[k]);
        own->at[row[k]]++;
        if (row[k] > 0) sets[k / ENT_BITS_WORD].set[row[k] - 1] |= ent_bit(k);
    }
    int64_t above = 0;
    own->untied = (int64_t)all->n * (int64_t)all->n;
    for (int a = ENT_LEVEL_MAX; a >= 0; a--) {
        own->from[a] = above += own->at[a];
        own->first += a * own->at[a];
        own->second += (int64_t)a * a * own->at[a];
        own->untied -= own->at[a] * own->at[a];
    }
    return ENT_OK;
}

static ent_status read_weights(portfolios *all, const double *weight, ent_error *err) {
    ent_status status = ent_array_new((void **)&all->weight, all->n, sizeof *all->weight, err);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < all->n; k++) {
        if (ent_is_missing(weight[k])) continue;
        if (weight[k] < 0 || isinf(weight[k]))
            return ent_fail(err, ENT_ERR_USAGE,
                            "weight of actor %zu: expected a finite number from 0, found %g", k,
                            weight[k]);
        all->weight[k] = weight[k];
        all->total += weight[k];
    }
    return ENT_OK;
}

static ent_status portfolios_read(portfolios *all, size_t n, const uint8_t *level,
                                  const double *weight, ent_error *err) {
    *all = (portfolios){.n = n, .words = ent_bits_words(n)};
    ent_status status = ent_array_new((void **)&all->sets, n * all->words, sizeof *all->sets, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&all->margins, n, sizeof *all->margins, err);
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        status = read_row(all, i, level + i * n, err);
    if (status == ENT_OK && weight != NULL) status = read_weights(all, weight, err);
    if (status != ENT_OK) portfolios_free(all);
    return status;
}

/* The joint table of two portfolios: intersections for levels 1–3, the rest from the margins. */
static ENT_BITS_KERNEL void joint_table(const level_sets *x, const level_sets *y, size_t words,
                                        const margin *mx, const margin *my,
                                        int64_t table[LEVELS][LEVELS]) {
    int64_t cell[ENT_LEVEL_MAX][ENT_LEVEL_MAX] = {0};
    for (size_t w = 0; w < words; w++)
        for (int a = 0; a < ENT_LEVEL_MAX; a++)
            for (int b = 0; b < ENT_LEVEL_MAX; b++)
                cell[a][b] += ent_bits_count(x[w].set[a] & y[w].set[b]);
    for (int b = 0; b < LEVELS; b++)
        table[0][b] = my->at[b];
    for (int a = 1; a < LEVELS; a++) {
        table[a][0] = mx->at[a];
        for (int b = 1; b < LEVELS; b++) {
            table[a][b] = cell[a - 1][b - 1];
            table[a][0] -= table[a][b];
            table[0][b] -= table[a][b];
        }
        table[0][0] -= table[a][0];
    }
}

static double ratio(int64_t numerator, int64_t denominator) {
    return denominator == 0 ? ent_missing() : (double)numerator / (double)denominator;
}

/* Concordant less discordant ordered pairs of third actors. Two rows of the table at a time: what
 * lies left of a column in the upper row is concordant with that column in the lower one. */
static int64_t concordance(const int64_t table[LEVELS][LEVELS]) {
    int64_t sum = 0;
    for (int a = 0; a < ENT_LEVEL_MAX; a++)
        for (int e = a + 1; e < LEVELS; e++) {
            int64_t upper = table[a][0];
            int64_t lower = table[e][0];
            for (int b = 1; b < LEVELS; b++) {
                sum += upper * table[e][b] - lower * table[a][b];
                upper += table[a][b];
                lower += table[e][b];
            }
        }
    return 2 * sum;
}

/* All measures of whole numbers. Expected disagreement is needed in closed form only:
 * Σ|a−b| F_a G_b = Σ_t F_≥t G_<t + F_<t G_≥t and Σ(a−b)² F_a G_b = N Σa²F + N Σb²G − 2 ΣaF ΣbG.
 * For π all of it is multiplied by 4, so that q stays whole. */
static void unweighted(int64_t n, const int64_t table[LEVELS][LEVELS], const margin *x,
                       const margin *y, double value[ENT_SIMILARITY_COUNT]) {
    int64_t one = table[0][1] + table[1][0] + table[1][2] + table[2][1] + table[2][3] + table[3][2];
    int64_t two = table[0][2] + table[2][0] + table[1][3] + table[3][1];
    int64_t three = table[0][3] + table[3][0];
    int64_t seen[3] = {one + two + three, one + 2 * two + 3 * three, one + 4 * two + 9 * three};
    int64_t kappa[3] = {n * n, 0, n * (x->second + y->second) - 2 * x->first * y->first};
    int64_t first = x->first + y->first;
    int64_t pi[3] = {4 * n * n, 0, 4 * n * (x->second + y->second) - 2 * first * first};
    for (int a = 0; a < LEVELS; a++) {
        int64_t q = x->at[a] + y->at[a];
        kappa[0] -= x->at[a] * y->at[a];
        pi[0] -= q * q;
        int64_t fx = x->from[a];
        int64_t fy = y->from[a];
        kappa[1] += fx * (n - fy) + (n - fx) * fy;
        pi[1] += 2 * (fx + fy) * (2 * n - fx - fy);
    }
    value[ENT_S_ABS] = ratio(3 * n - 2 * seen[1], 3 * n);
    value[ENT_S_SQ] = ratio(9 * n - 2 * seen[2], 9 * n);
    for (int m = 0; m < 3; m++) {
        value[ENT_KAPPA_NOMINAL + m] = ratio(kappa[m] - n * seen[m], kappa[m]);
        value[ENT_PI_NOMINAL + m] = ratio(pi[m] - 4 * n * seen[m], pi[m]);
    }
    double pairs = sqrt((double)x->untied * (double)y->untied);
    value[ENT_TAU_B] = pairs > 0 ? (double)concordance(table) / pairs : ent_missing();
}

/* In the order in which the total was summed, so that all of it is exactly the total. */
static inline double add_weights(double sum, uint64_t set, const double *weight) {
    for (; set != 0; set &= set - 1)
        sum += weight[__builtin_ctzll(set)];
    return sum;
}

static void weighted(const portfolios *all, const level_sets *x, const level_sets *y,
                     double value[ENT_SIMILARITY_COUNT]) {
    double one = 0;
    double two = 0;
    double three = 0;
    for (size_t w = 0; w < all->words; w++) {
        const double *weight = all->weight + w * ENT_BITS_WORD;
        const uint64_t *a = x[w].set;
        const uint64_t *b = y[w].set;
        uint64_t differ = (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]);
        if (differ == 0) continue;
        uint64_t a0 = ~(a[0] | a[1] | a[2]);
        uint64_t b0 = ~(b[0] | b[1] | b[2]);
        uint64_t by3 = (a[2] & b0) | (a0 & b[2]);
        uint64_t by2 = (a[2] & b[0]) | (a[0] & b[2]) | (a[1] & b0) | (a0 & b[1]);
        three = add_weights(three, by3, weight);
        two = add_weights(two, by2, weight);
        one = add_weights(one, differ & ~by3 & ~by2, weight);
    }
    bool none = !(all->total > 0);
    value[ENT_SW_ABS] =
        none ? ent_missing() : 1 - 2 * (one + 2 * two + 3 * three) / (3 * all->total);
    value[ENT_SW_SQ] =
        none ? ent_missing() : 1 - 2 * (one + 4 * two + 9 * three) / (9 * all->total);
}

static ENT_BITS_KERNEL void compare(const portfolios *all, const ent_pairs *pairs,
                                    double *const out[ENT_SIMILARITY_COUNT]) {
    bool with_weights = all->weight != NULL && (out[ENT_SW_ABS] != NULL || out[ENT_SW_SQ] != NULL);
    double value[ENT_SIMILARITY_COUNT];
    value[ENT_SW_ABS] = value[ENT_SW_SQ] = ent_missing();
    for (size_t p = 0; p < pairs->count; p++) {
        size_t i = pairs->i[p];
        size_t j = pairs->j[p];
        const level_sets *x = all->sets + i * all->words;
        const level_sets *y = all->sets + j * all->words;
        int64_t table[LEVELS][LEVELS];
        joint_table(x, y, all->words, &all->margins[i], &all->margins[j], table);
        unweighted((int64_t)all->n, table, &all->margins[i], &all->margins[j], value);
        if (with_weights) weighted(all, x, y, value);
        for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
            if (out[m] != NULL) out[m][p] = value[m];
    }
}

static void compare_plainly(const portfolios *all, const ent_pairs *pairs,
                            double *const out[ENT_SIMILARITY_COUNT]) {
    compare(all, pairs, out);
}

ENT_BITS_TARGET static void compare_fast(const portfolios *all, const ent_pairs *pairs,
                                         double *const out[ENT_SIMILARITY_COUNT]) {
    compare(all, pairs, out);
}

ent_status ent_similarity(size_t n, const uint8_t *level, const double *weight,
                          const ent_pairs *pairs, double *const out[ENT_SIMILARITY_COUNT],
                          ent_error *err) {
    for (size_t p = 0; p < pairs->count; p++)
        if (pairs->i[p] >= n || pairs->j[p] >= n)
            return ent_fail(err, ENT_ERR_USAGE, "pair %zu names an actor beyond the %zu there are",
                            p, n);
    portfolios all;
    ent_status status = portfolios_read(&all, n, level, weight, err);
    if (status != ENT_OK) return status;
    (ent_bits_fast() ? compare_fast : compare_plainly)(&all, pairs, out);
    portfolios_free(&all);
    return ENT_OK;
}

void ent_alliance_levels(size_t n, const uint8_t *obligation, uint8_t *level) {
    uint8_t of[ENT_CONSULTATION << 1];
    for (unsigned flags = 0; flags < sizeof of; flags++) {
        if (flags & (ENT_DEFENSE | ENT_OFFENSE))
            of[flags] = 3;
        else if (flags & (ENT_NEUTRALITY | ENT_CONSULTATION))
            of[flags] = 2;
        else
            of[flags] = flags & ENT_NONAGGRESSION ? 1 : 0;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            level[i * n + j] = of[obligation[i * n + j] & (sizeof of - 1)];
        level[i * n + i] = ENT_LEVEL_MAX;
    }
}
