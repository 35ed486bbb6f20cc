/* SPDX-License-Identifier: Apache-2.0 */
/* Alliance portfolios of real years for test and benchmark: obligations from the directed
 * dyad-years others derived from ATOP, actors from CoW membership on any day of the year. */
#ifndef ENTENTE_TESTS_SUPPORT_PORTFOLIOS_H
#define ENTENTE_TESTS_SUPPORT_PORTFOLIOS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "entente/measure.h"

enum { PORTFOLIO_TERMS = 512, PORTFOLIO_ACTORS = 256, PORTFOLIO_LINE = 512 };

#define PORTFOLIO_STATES "data/states/cow_states.csv"
#define PORTFOLIO_DYADS "data/alliances/atop_alliance_ddy_derived.csv.gz"

/* One row of the directed dyad-years. */
typedef struct portfolio_row {
    int code1, code2, year;
    uint8_t obligation;
} portfolio_row;

typedef struct portfolio_data {
    size_t term_count, row_count;
    struct {
        int code, first, last;
    } term[PORTFOLIO_TERMS];
    portfolio_row *row; /* by year */
} portfolio_data;

/* A year: actors ascending by code, and who owes what to whom. */
typedef struct portfolio_year {
    size_t n;
    int code[PORTFOLIO_ACTORS];
    uint8_t *obligation; /* n×n */
} portfolio_year;

static inline int portfolio_by_year(const void *a, const void *b) {
    const portfolio_row *x = a;
    const portfolio_row *y = b;
    return (x->year > y->year) - (x->year < y->year);
}

/* A membership that ends with the file's last year, 2016, is still open. */
static inline void portfolio_read_terms(portfolio_data *data, const char *path) {
    char line[PORTFOLIO_LINE];
    FILE *file = fopen(path, "r");
    if (file == NULL) abort();
    while (fgets(line, sizeof line, file) != NULL && data->term_count < PORTFOLIO_TERMS) {
        int code = 0;
        int first = 0;
        int last = 0;
        if (sscanf(line, "%*[^,],%d,\"%*[^\"]\",%d,%*d,%*d,%d", &code, &first, &last) != 3)
            continue;
        data->term[data->term_count].code = code;
        data->term[data->term_count].first = first;
        data->term[data->term_count++].last = last == 2016 ? 9999 : last;
    }
    fclose(file);
}

static inline void portfolio_read_rows(portfolio_data *data, const char *path) {
    char line[PORTFOLIO_LINE];
    size_t capacity = 1U << 19;
    data->row = calloc(capacity, sizeof *data->row);
    gzFile file = gzopen(path, "r");
    if (file == NULL || data->row == NULL) abort();
    while (gzgets(file, line, sizeof line) != NULL && data->row_count < capacity) {
        portfolio_row *row = &data->row[data->row_count];
        int owed[5];
        if (sscanf(line, "%d,%d,%d,%d,%d,%d,%d,%d", &row->code1, &row->code2, &row->year, &owed[0],
                   &owed[1], &owed[2], &owed[3], &owed[4]) != 8)
            continue; /* the header */
        for (unsigned o = 0; o < 5; o++)
            if (owed[o] == 1) row->obligation |= (uint8_t)(1U << o);
        data->row_count++;
    }
    gzclose(file);
    qsort(data->row, data->row_count, sizeof *data->row, portfolio_by_year);
}

static inline void portfolio_read(portfolio_data *data, const char *states, const char *dyads) {
    memset(data, 0, sizeof *data);
    portfolio_read_terms(data, states);
    portfolio_read_rows(data, dyads);
}

/* Row of an actor, or n. */
static inline size_t portfolio_find(const portfolio_year *year, int code) {
    size_t i = 0;
    while (i < year->n && year->code[i] != code)
        i++;
    return i;
}

static inline void portfolio_actors(const portfolio_data *data, int year, portfolio_year *out) {
    out->n = 0;
    for (int code = 1; code < 1000; code++)
        for (size_t t = 0; t < data->term_count; t++)
            if (data->term[t].code == code && data->term[t].first <= year &&
                year <= data->term[t].last && portfolio_find(out, code) == out->n)
                out->code[out->n++] = code;
}

/* The obligation matrix is the caller's to free. */
static inline void portfolio_of_year(const portfolio_data *data, int year, portfolio_year *out) {
    portfolio_actors(data, year, out);
    out->obligation = calloc(out->n * out->n + 1, 1);
    if (out->obligation == NULL) abort();
    size_t low = 0;
    size_t high = data->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (data->row[middle].year < year)
            low = middle + 1;
        else
            high = middle;
    }
    for (const portfolio_row *row = data->row + low;
         row < data->row + data->row_count && row->year == year; row++) {
        size_t i = portfolio_find(out, row->code1);
        size_t j = portfolio_find(out, row->code2);
        if (i < out->n && j < out->n) out->obligation[i * out->n + j] = row->obligation;
    }
}

#endif
