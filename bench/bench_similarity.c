/* SPDX-License-Identifier: Apache-2.0 */
/* All eleven similarity columns of all undirected dyad-years 1816–2018 (real portfolios where the
 * official data are there, else random ones of that size), against a plain byte loop in the same
 * run, and how the cost of a pair grows with the number of actors. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/measure/support_portfolios.h"
#include "support.h"

enum { FIRST = 1816, LAST = 2018, YEARS = LAST - FIRST + 1, REPEATS = 3 };

typedef struct table {
    size_t n;
    uint8_t *level;
    double *weight;
    uint16_t *i, *j;
    ent_pairs pairs;
    double *out[ENT_SIMILARITY_COUNT];
} table;

static void *need(size_t count, size_t size) {
    void *memory = calloc(count + 1, size);
    if (memory == NULL) abort();
    return memory;
}

static uint64_t stream = 1;

static uint64_t draw(void) {
    uint64_t z = (stream += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/* Room for n actors; weights fall off as capabilities do. */
static void table_new(table *t, size_t n) {
    t->n = n;
    t->level = need(n * n, 1);
    t->weight = need(n, sizeof *t->weight);
    for (size_t k = 0; k < n; k++)
        t->weight[k] = 0.2 / (double)(k + 1);
    t->i = need(n * n / 2, sizeof *t->i);
    t->j = need(n * n / 2, sizeof *t->j);
    t->pairs = (ent_pairs){0, t->i, t->j};
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            t->i[t->pairs.count] = (uint16_t)i;
            t->j[t->pairs.count++] = (uint16_t)j;
        }
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
        t->out[m] = need(t->pairs.count, sizeof *t->out[m]);
}

static void table_free(table *t) {
    free(t->level);
    free(t->weight);
    free(t->i);
    free(t->j);
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
        free(t->out[m]);
}

/* One entry in eight is a tie of any level. */
static void random_table(table *t, size_t n) {
    table_new(t, n);
    for (size_t k = 0; k < n * n; k++)
        t->level[k] = draw() % 8 == 0 ? (uint8_t)(1 + draw() % 3) : 0;
    for (size_t i = 0; i < n; i++)
        t->level[i * n + i] = 3;
}

static bool real_tables(table *tables) {
    char states[1024] = "";
    const char *path = bench_shared(PORTFOLIO_STATES);
    if (path == NULL) return false;
    snprintf(states, sizeof states, "%s", path);
    path = bench_shared(PORTFOLIO_DYADS);
    if (path == NULL) return false;
    static portfolio_data data;
    portfolio_read(&data, states, path);
    for (int y = 0; y < YEARS; y++) {
        portfolio_year year;
        portfolio_of_year(&data, FIRST + y, &year);
        table_new(&tables[y], year.n);
        ent_alliance_levels(year.n, year.obligation, tables[y].level);
        free(year.obligation);
    }
    free(data.row);
    return true;
}

/* What a walk over two portfolios gives. */
typedef struct walk {
    double n, joint[4][4], row[4], column[4], weighted[3];
} walk;

/* The straightforward way: walk both portfolios, fill the joint table … */
static walk plain_walk(const table *t, size_t p) {
    const uint8_t *x = t->level + t->i[p] * t->n;
    const uint8_t *y = t->level + t->j[p] * t->n;
    walk w = {.n = (double)t->n};
    for (size_t k = 0; k < t->n; k++) {
        double d = abs(x[k] - y[k]) / 3.0;
        w.joint[x[k]][y[k]]++;
        w.weighted[0] += t->weight[k];
        w.weighted[1] += t->weight[k] * d;
        w.weighted[2] += t->weight[k] * d * d;
    }
    for (int a = 0; a < 4; a++)
        for (int b = 0; b < 4; b++)
            w.row[a] += w.joint[a][b], w.column[b] += w.joint[a][b];
    return w;
}

/* … and apply the formulas. */
static double plain_tau(const walk *w) {
    double balance = 0;
    double free_x = w->n * w->n;
    double free_y = w->n * w->n;
    for (int a = 0; a < 4; a++) {
        free_x -= w->row[a] * w->row[a];
        free_y -= w->column[a] * w->column[a];
        for (int b = 0; b < 4; b++)
            for (int c = a + 1; c < 4; c++)
                for (int e = 0; e < 4; e++)
                    balance += 2 * ((e > b) - (e < b)) * w->joint[a][b] * w->joint[c][e];
    }
    return balance / sqrt(free_x * free_y);
}

static void plain_pair(const table *t, size_t p, double *value) {
    walk w = plain_walk(t, p);
    double seen[3] = {0};
    double kappa[3] = {0};
    double pi[3] = {0};
    for (int a = 0; a < 4; a++)
        for (int b = 0; b < 4; b++) {
            double d[3] = {a != b, abs(a - b), (a - b) * (a - b)};
            for (int m = 0; m < 3; m++) {
                seen[m] += d[m] * w.joint[a][b] / w.n;
                kappa[m] += d[m] * w.row[a] * w.column[b] / w.n / w.n;
                pi[m] += d[m] * (w.row[a] + w.column[a]) * (w.row[b] + w.column[b]) / w.n / w.n / 4;
            }
        }
    value[ENT_TAU_B] = plain_tau(&w);
    for (int m = 0; m < 3; m++) {
        value[ENT_KAPPA_NOMINAL + m] = 1 - seen[m] / kappa[m];
        value[ENT_PI_NOMINAL + m] = 1 - seen[m] / pi[m];
    }
    value[ENT_S_ABS] = 1 - 2 * seen[1] / 3;
    value[ENT_S_SQ] = 1 - 2 * seen[2] / 9;
    value[ENT_SW_ABS] = 1 - 2 * w.weighted[1] / w.weighted[0];
    value[ENT_SW_SQ] = 1 - 2 * w.weighted[2] / w.weighted[0];
}

static double run_ours(const table *tables, int count) {
    double start = bench_cpu();
    for (int t = 0; t < count; t++) {
        ent_error err = {0};
        if (ent_similarity(tables[t].n, tables[t].level, tables[t].weight, &tables[t].pairs,
                           tables[t].out, &err) != ENT_OK)
            abort();
    }
    return bench_cpu() - start;
}

static double run_plain(const table *tables, int count, double *difference) {
    double spent = 0;
    for (int t = 0; t < count; t++) {
        size_t pairs = tables[t].pairs.count;
        double *value = need(pairs * ENT_SIMILARITY_COUNT, sizeof *value);
        double start = bench_cpu();
        for (size_t p = 0; p < pairs; p++)
            plain_pair(&tables[t], p, value + p * ENT_SIMILARITY_COUNT);
        spent += bench_cpu() - start;
        for (size_t p = 0; p < pairs; p++)
            for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
                *difference = fmax(*difference, fabs(value[p * ENT_SIMILARITY_COUNT + (size_t)m] -
                                                     tables[t].out[m][p]));
        free(value);
    }
    return spent;
}

static void compare(const char *name, const table *tables, int count) {
    char line[128];
    double pairs = 0;
    double difference = 0;
    for (int t = 0; t < count; t++)
        pairs += (double)tables[t].pairs.count;
    double ours = INFINITY;
    double plain = INFINITY;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
        ours = fmin(ours, run_ours(tables, count));
        plain = fmin(plain, run_plain(tables, count, &difference));
    }
    snprintf(line, sizeof line, "%s (%.1f x byte loop)", name, plain / ours);
    bench_line(line, pairs, ours);
    printf("    %.1f ns a pair, largest difference from the byte loop %.1e\n", 1e9 * ours / pairs,
           difference);
}

int main(void) {
    static table tables[YEARS];
    bool real = real_tables(tables);
    for (int y = 0; y < YEARS && !real; y++)
        random_table(&tables[y], 23 + (size_t)y * 172 / (YEARS - 1));
    compare(real ? "11 columns, 1816-2018, ATOP" : "11 columns, random", tables, YEARS);
    for (int y = 0; y < YEARS; y++)
        table_free(&tables[y]);
    for (size_t n = 50; n <= 800; n *= 2) {
        char name[64];
        table one;
        random_table(&one, n);
        snprintf(name, sizeof name, "11 columns, random, n = %zu", n);
        compare(name, &one, 1);
        table_free(&one);
    }
    return 0;
}
