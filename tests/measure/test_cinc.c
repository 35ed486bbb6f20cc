/* SPDX-License-Identifier: Apache-2.0 */
/* CINC: missing components, empty sums, and every published figure of release 7. */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/measure.h"

enum { ROWS = 17121, FIRST = 1816, LAST = 2022 };

static void shares_of_the_year_are_averaged(void **unused) {
    (void)unused;
    double nan = ent_missing();
    const double milex[] = {30, 10, nan, nan};
    const double milper[] = {1, 1, 2, nan};
    const double none[] = {0, 0, 0, nan};
    const double unknown[] = {nan, nan, nan, nan};
    const double tpop[] = {0, 50, 50, nan};
    const double upop[] = {4, nan, nan, nan};
    const double *const component[ENT_CAPABILITIES] = {milex, milper, none, unknown, tpop, upop};
    double cinc[4];
    ent_cinc(4, component, cinc);
    assert_true(fabs(cinc[0] - (0.75 + 0.25 + 0 + 1) / 4) < 1e-15);
    assert_true(fabs(cinc[1] - (0.25 + 0.25 + 0.5) / 3) < 1e-15);
    assert_true(fabs(cinc[2] - (0.5 + 0.5) / 2) < 1e-15);
    assert_true(isnan(cinc[3]));
}

static void complete_figures_sum_to_one(void **unused) {
    (void)unused;
    enum { N = 57 };
    double values[ENT_CAPABILITIES][N];
    const double *component[ENT_CAPABILITIES];
    for (unsigned c = 0; c < ENT_CAPABILITIES; c++) {
        component[c] = values[c];
        for (unsigned i = 0; i < N; i++)
            values[c][i] = (double)(i * i * (c + 3) % 101);
    }
    double cinc[N];
    double sum = 0;
    ent_cinc(N, component, cinc);
    for (unsigned i = 0; i < N; i++) {
        assert_true(cinc[i] >= 0 && cinc[i] <= 1);
        sum += cinc[i];
    }
    assert_true(fabs(sum - 1) < 1e-14);
}

static void an_actor_alone_has_all_or_nothing(void **unused) {
    (void)unused;
    const double some[] = {5};
    const double zero[] = {0};
    const double *const all[ENT_CAPABILITIES] = {some, zero, zero, some, zero, some};
    const double *const nothing[ENT_CAPABILITIES] = {zero, zero, zero, zero, zero, zero};
    double cinc = 0;
    ent_cinc(1, all, &cinc);
    assert_true(cinc == 1);
    ent_cinc(1, nothing, &cinc);
    assert_true(isnan(cinc));
    ent_cinc(0, all, &cinc);
}

/* The rows file: ccode, year, six components, cinc; blank is missing. */
typedef struct capabilities {
    size_t rows;
    int year[ROWS];
    double value[ENT_CAPABILITIES][ROWS];
    double published[ROWS];
} capabilities;

static void read_row(capabilities *data, char *line) {
    double field[9];
    for (int f = 0; f < 9; f++) {
        char *text = strsep(&line, ",\n");
        assert_non_null(text);
        char *end = text;
        double value = strtod(text, &end);
        field[f] = end == text ? NAN : value;
    }
    if (isnan(field[0])) return; /* the header */
    assert_true(data->rows < ROWS);
    data->year[data->rows] = (int)field[1];
    for (int c = 0; c < ENT_CAPABILITIES; c++)
        data->value[c][data->rows] = field[2 + c];
    data->published[data->rows++] = field[8];
}

/* Largest deviation of a year from the published column. */
static double check_year(const capabilities *data, int year, size_t *checked) {
    static double value[ENT_CAPABILITIES][ROWS];
    static double published[ROWS];
    static double cinc[ROWS];
    const double *component[ENT_CAPABILITIES];
    size_t n = 0;
    for (size_t r = 0; r < data->rows; r++) {
        if (data->year[r] != year) continue;
        for (int c = 0; c < ENT_CAPABILITIES; c++)
            value[c][n] = data->value[c][r];
        published[n++] = data->published[r];
    }
    for (int c = 0; c < ENT_CAPABILITIES; c++)
        component[c] = value[c];
    ent_cinc(n, component, cinc);
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(!isnan(cinc[i]) && !isnan(published[i]));
        largest = fmax(largest, fabs(cinc[i] - published[i]));
    }
    *checked += n;
    return largest;
}

/* The source prints single precision, eight significant digits: 3e-8 at the largest shares. */
static void reproduces_every_published_figure(void **unused) {
    (void)unused;
    const char *path = shared_path("data/capabilities/cow_nmc_7.csv");
    if (path == NULL) skip();
    static capabilities data;
    char line[512];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL)
        read_row(&data, line);
    fclose(file);
    assert_int_equal(data.rows, ROWS);
    size_t checked = 0;
    double largest = 0;
    for (int year = FIRST; year <= LAST; year++)
        largest = fmax(largest, check_year(&data, year, &checked));
    assert_int_equal(checked, ROWS);
    assert_true(largest < 3e-8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_of_the_year_are_averaged),
        cmocka_unit_test(complete_figures_sum_to_one),
        cmocka_unit_test(an_actor_alone_has_all_or_nothing),
        cmocka_unit_test(reproduces_every_published_figure),
    };
    return RUN_TESTS(tests);
}
