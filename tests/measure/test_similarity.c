/* SPDX-License-Identifier: Apache-2.0 */
/* Similarity: against a naive reading of the formulas, limiting cases, and reference figures. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/import.h"
#include "measure/support_portfolios.h"

/* The naive implementation rounds at every step; 1e-12 leaves it room at these sizes. */
static const double tolerance = 1e-12;

static uint64_t draw(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static double uniform(uint64_t *state) {
    return (double)(draw(state) >> 11) * 0x1p-53;
}

/* Random levels; @p zeros in 16 of them are 0, as portfolios mostly are. Own entry 3. */
static void random_levels(size_t n, uint64_t zeros, uint64_t *state, uint8_t *level) {
    for (size_t k = 0; k < n * n; k++)
        level[k] = draw(state) % 16 < zeros ? 0 : (uint8_t)(draw(state) % 4);
    for (size_t i = 0; i < n; i++)
        level[i * n + i] = 3;
}

static double power_of(double d, int p) {
    if (p == 0) return d != 0;
    return p == 1 ? fabs(d) : d * d;
}

static double naive_s(size_t n, const uint8_t *x, const uint8_t *y, const double *weight, int p) {
    double sum = 0;
    double total = 0;
    for (size_t k = 0; k < n; k++) {
        double w = weight != NULL ? weight[k] : 1;
        if (isnan(w)) continue;
        sum += w * power_of((x[k] - y[k]) / 3.0, p);
        total += w;
    }
    return total > 0 ? 1 - 2 * sum / total : NAN;
}

/* κ (pooled false) or π (true): disagreement of each with the other's, or the pool's, every entry.
 */
static double naive_chance(size_t n, const uint8_t *x, const uint8_t *y, int p, bool pooled) {
    double seen = 0;
    double expected = 0;
    for (size_t k = 0; k < n; k++) {
        seen += power_of(x[k] - y[k], p);
        for (size_t l = 0; l < n; l++) {
            double by_chance = power_of(x[k] - y[l], p);
            if (pooled)
                by_chance = (power_of(x[k] - x[l], p) + power_of(x[k] - y[l], p) +
                             power_of(y[k] - x[l], p) + power_of(y[k] - y[l], p)) /
                            4;
            expected += by_chance;
        }
    }
    return expected > 0 ? 1 - (double)n * seen / expected : NAN;
}

static double naive_tau(size_t n, const uint8_t *x, const uint8_t *y) {
    double balance = 0;
    double free_x = 0;
    double free_y = 0;
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < k; l++) {
            int a = (x[k] > x[l]) - (x[k] < x[l]);
            int b = (y[k] > y[l]) - (y[k] < y[l]);
            balance += a * b;
            free_x += a != 0;
            free_y += b != 0;
        }
    return free_x * free_y > 0 ? balance / sqrt(free_x * free_y) : NAN;
}

static void naive(size_t n, const uint8_t *x, const uint8_t *y, const double *weight,
                  double value[ENT_SIMILARITY_COUNT]) {
    value[ENT_TAU_B] = naive_tau(n, x, y);
    for (int p = 1; p <= 2; p++) {
        value[ENT_S_ABS + p - 1] = naive_s(n, x, y, NULL, p);
        value[ENT_SW_ABS + p - 1] = weight != NULL ? naive_s(n, x, y, weight, p) : NAN;
    }
    for (int p = 0; p <= 2; p++) {
        value[ENT_KAPPA_NOMINAL + p] = naive_chance(n, x, y, p, false);
        value[ENT_PI_NOMINAL + p] = naive_chance(n, x, y, p, true);
    }
}

/* Results of every ordered pair of n ≤ 256 actors, [measure][i*n + j]. */
typedef struct results {
    size_t n;
    uint16_t *i, *j;
    double *out[ENT_SIMILARITY_COUNT];
} results;

static void compare_all(size_t n, const uint8_t *level, const double *weight, results *got) {
    ent_error err = {0};
    *got = (results){.n = n};
    got->i = calloc(n * n + 1, sizeof *got->i);
    got->j = calloc(n * n + 1, sizeof *got->j);
    for (size_t p = 0; p < n * n; p++) {
        got->i[p] = (uint16_t)(p / n);
        got->j[p] = (uint16_t)(p % n);
    }
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
        got->out[m] = calloc(n * n + 1, sizeof *got->out[m]);
    ent_pairs pairs = {n * n, got->i, got->j};
    assert_ok(ent_similarity(n, level, weight, &pairs, got->out, &err), &err);
}

static void results_free(results *got) {
    free(got->i);
    free(got->j);
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
        free(got->out[m]);
}

static void assert_close(double got, double want, double within, const char *what, int measure) {
    if (isnan(got) != isnan(want) || fabs(got - want) > within)
        fail_msg("%s, measure %d: %.17g, expected %.17g", what, measure, got, want);
}

static void agrees_with_the_formulas_at_every_size(void **unused) {
    (void)unused;
    static const size_t sizes[] = {1, 2, 3, 31, 63, 64, 65, 127, 128, 129};
    uint64_t state = 1;
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        size_t n = sizes[s];
        uint8_t *level = malloc(n * n);
        double *weight = malloc(n * sizeof *weight);
        random_levels(n, s % 2 == 0 ? 12 : 2, &state, level);
        for (size_t k = 0; k < n; k++)
            weight[k] = draw(&state) % 8 == 0 ? ent_missing() : uniform(&state);
        results got;
        compare_all(n, level, weight, &got);
        for (size_t p = 0; p < n * n; p += 1 + n / 4) {
            double want[ENT_SIMILARITY_COUNT];
            naive(n, level + p / n * n, level + p % n * n, weight, want);
            for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
                assert_close(got.out[m][p], want[m], tolerance, "naive", m);
        }
        results_free(&got);
        free(weight);
        free(level);
    }
}

static void is_symmetric_and_bounded(void **unused) {
    (void)unused;
    enum { N = 70 };
    uint64_t state = 2;
    uint8_t level[N * N];
    double weight[N];
    random_levels(N, 8, &state, level);
    for (size_t k = 0; k < N; k++)
        weight[k] = uniform(&state);
    results got;
    compare_all(N, level, weight, &got);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            for (int m = 0; m < ENT_SIMILARITY_COUNT; m++) {
                double value = got.out[m][i * N + j];
                assert_true(value == got.out[m][j * N + i]);
                assert_true(value >= -1 - tolerance && value <= 1);
            }
    results_free(&got);
}

static void identical_portfolios_give_exactly_one(void **unused) {
    (void)unused;
    enum { N = 131 };
    uint64_t state = 3;
    uint8_t level[N * N];
    double weight[N];
    random_levels(N, 11, &state, level);
    for (size_t k = 0; k < N; k++) {
        weight[k] = uniform(&state) / 3;
        memcpy(level + k * N, level, N);
    }
    results got;
    compare_all(N, level, weight, &got);
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
        for (size_t p = 0; p < (size_t)N * N; p++)
            assert_true(got.out[m][p] == 1);
    results_free(&got);
}

static void opposite_portfolios_give_exactly_minus_one(void **unused) {
    (void)unused;
    enum { N = 100 };
    uint8_t level[N * N];
    double weight[N];
    for (size_t k = 0; k < (size_t)N * N; k++)
        level[k] = (k / N + k % N) % 2 == 0 ? 3 : 0; /* odd and even rows are opposite */
    for (size_t k = 0; k < N; k++)
        weight[k] = 1.0 / (double)(k + 3);
    results got;
    compare_all(N, level, weight, &got);
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++) {
        assert_true(got.out[m][1] == -1);
        assert_true(got.out[m][2] == 1);
    }
    results_free(&got);
}

static void nothing_over_nothing_is_missing(void **unused) {
    (void)unused;
    /* One actor: its portfolio is all of one level, so chance expects no disagreement. */
    static const uint8_t one[1] = {3};
    results got;
    compare_all(1, one, NULL, &got);
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
        if (m == ENT_S_ABS || m == ENT_S_SQ)
            assert_true(got.out[m][0] == 1);
        else
            assert_true(isnan(got.out[m][0]));
    results_free(&got);
    /* All at level 0 against all at level 3: κ expects the disagreement it sees. */
    static const uint8_t flat[4] = {0, 0, 3, 3};
    compare_all(2, flat, NULL, &got);
    assert_true(isnan(got.out[ENT_TAU_B][1]));
    assert_true(got.out[ENT_KAPPA_ABS][1] == 0);
    assert_true(got.out[ENT_PI_ABS][1] == -1);
    assert_true(got.out[ENT_S_SQ][1] == -1);
    assert_true(isnan(got.out[ENT_KAPPA_ABS][0]));
    results_free(&got);
}

static void missing_weights_leave_third_actors_out(void **unused) {
    (void)unused;
    /* Rows 0 and 1 differ by 3 in actors 0 and 1 and by 1 in actor 2. */
    static const uint8_t level[9] = {3, 0, 1, 0, 3, 0, 0, 0, 3};
    double nan = ent_missing();
    const double no_two[3] = {1, 1, nan};
    const double only_two[3] = {nan, nan, 0.5};
    const double none[3] = {nan, nan, nan};
    const double zero[3] = {0, nan, 0};
    results got;
    compare_all(3, level, no_two, &got);
    assert_true(got.out[ENT_SW_ABS][1] == -1 && got.out[ENT_SW_SQ][1] == -1);
    results_free(&got);
    compare_all(3, level, only_two, &got);
    assert_close(got.out[ENT_SW_ABS][1], 1.0 / 3, tolerance, "only actor 2", ENT_SW_ABS);
    assert_close(got.out[ENT_SW_SQ][1], 7.0 / 9, tolerance, "only actor 2", ENT_SW_SQ);
    results_free(&got);
    compare_all(3, level, none, &got);
    assert_true(isnan(got.out[ENT_SW_ABS][1]) && isnan(got.out[ENT_SW_SQ][0]));
    assert_true(!isnan(got.out[ENT_S_ABS][1]));
    results_free(&got);
    compare_all(3, level, zero, &got);
    assert_true(isnan(got.out[ENT_SW_ABS][1]));
    results_free(&got);
}

static void equal_weights_give_the_unweighted_figure(void **unused) {
    (void)unused;
    enum { N = 66 };
    uint64_t state = 4;
    uint8_t level[N * N];
    double weight[N];
    random_levels(N, 4, &state, level);
    for (size_t k = 0; k < N; k++)
        weight[k] = 0.25; /* sums of which are exact */
    results got;
    compare_all(N, level, weight, &got);
    for (size_t p = 0; p < (size_t)N * N; p++) {
        assert_close(got.out[ENT_SW_ABS][p], got.out[ENT_S_ABS][p], tolerance, "equal", ENT_SW_ABS);
        assert_close(got.out[ENT_SW_SQ][p], got.out[ENT_S_SQ][p], tolerance, "equal", ENT_SW_SQ);
    }
    results_free(&got);
}

static void computes_only_what_is_wanted(void **unused) {
    (void)unused;
    static const uint8_t level[4] = {3, 2, 1, 3};
    uint16_t i[1] = {0};
    uint16_t j[1] = {1};
    ent_pairs pairs = {1, i, j};
    double s = 7;
    double *out[ENT_SIMILARITY_COUNT] = {[ENT_S_ABS] = &s};
    ent_error err = {0};
    assert_ok(ent_similarity(2, level, NULL, &pairs, out, &err), &err);
    assert_close(s, 0, tolerance, "differ by 2 and 1 of 3 each", ENT_S_ABS);
}

static void refuses_what_is_no_portfolio(void **unused) {
    (void)unused;
    static const uint8_t good[4] = {3, 0, 0, 3};
    static const uint8_t bad[4] = {3, 0, 4, 3};
    static const double below[2] = {1, -0.5};
    uint16_t i[1] = {0};
    uint16_t j[1] = {2};
    double s = 0;
    double *out[ENT_SIMILARITY_COUNT] = {[ENT_S_ABS] = &s};
    ent_pairs none = {0, i, j};
    ent_pairs beyond = {1, i, j};
    ent_error err = {0};
    assert_error(ent_similarity(2, bad, NULL, &none, out, &err), ENT_ERR_USAGE, &err,
                 "portfolio of actor 1: expected levels 0 to 3, found 4");
    assert_error(ent_similarity(2, good, below, &none, out, &err), ENT_ERR_USAGE, &err,
                 "weight of actor 1");
    assert_error(ent_similarity(2, good, NULL, &beyond, out, &err), ENT_ERR_USAGE, &err, "pair 0");
    assert_ok(ent_similarity(0, good, NULL, &none, out, &err), &err);
}

static void levels_follow_the_strongest_obligation(void **unused) {
    (void)unused;
    static const uint8_t obligation[9] = {0,
                                          ENT_DEFENSE | ENT_NONAGGRESSION,
                                          ENT_OFFENSE,
                                          ENT_NEUTRALITY,
                                          ENT_DEFENSE,
                                          ENT_CONSULTATION | ENT_NONAGGRESSION,
                                          ENT_NONAGGRESSION,
                                          0,
                                          0};
    static const uint8_t want[9] = {3, 3, 3, 2, 3, 2, 1, 0, 3};
    uint8_t level[9];
    ent_alliance_levels(3, obligation, level);
    assert_memory_equal(level, want, sizeof want);
}

/* The column of the reference that holds a measure; −1 for the weighted S, which it lacks. */
static const int reference_column[ENT_SIMILARITY_COUNT] = {0, 1, 2, -1, -1, 3, 4, 5, 6, 7, 8};

/* Row of the reference: five whole numbers, nine figures; blank is missing. */
static bool read_reference(char *line, int key[5], double figure[9]) {
    for (int f = 0; f < 14; f++) {
        char *text = strsep(&line, ",\n");
        if (text == NULL) return false;
        char *end = text;
        double value = strtod(text, &end);
        if (f < 5 && end == text) return false;
        if (f < 5)
            key[f] = (int)value;
        else
            figure[f - 5] = end == text ? NAN : value;
    }
    return true;
}

static void check_row(const portfolio_data *data, const int key[5], const double figure[9],
                      double *largest) {
    portfolio_year year;
    portfolio_of_year(data, key[0], &year);
    assert_int_equal(year.n, key[3]);
    uint8_t *level = malloc(year.n * year.n);
    ent_alliance_levels(year.n, year.obligation, level);
    uint16_t i = (uint16_t)portfolio_find(&year, key[1]);
    uint16_t j = (uint16_t)portfolio_find(&year, key[2]);
    assert_true(i < year.n && j < year.n);
    assert_int_equal(level[i * year.n + j], key[4]);
    double value[ENT_SIMILARITY_COUNT];
    double *out[ENT_SIMILARITY_COUNT];
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++)
        out[m] = &value[m];
    ent_pairs pair = {1, &i, &j};
    ent_error err = {0};
    assert_ok(ent_similarity(year.n, level, NULL, &pair, out, &err), &err);
    for (int m = 0; m < ENT_SIMILARITY_COUNT; m++) {
        if (reference_column[m] < 0) continue;
        double want = figure[reference_column[m]];
        assert_close(value[m], want, 1e-9, "reference", m);
        if (!isnan(want)) *largest = fmax(*largest, fabs(value[m] - want));
    }
    free(level);
    free(year.obligation);
}

/* Figures made in R from the formulas: portfolio of i is what i owes, row by row. */
static void reproduces_the_reference_figures(void **unused) {
    (void)unused;
    const char *reference = shared_path("reference/similarity_alliance.csv");
    const char *states = shared_path(PORTFOLIO_STATES);
    const char *dyads = shared_path(PORTFOLIO_DYADS);
    if (reference == NULL || states == NULL || dyads == NULL) skip();
    portfolio_data data;
    portfolio_read(&data, states, dyads);
    assert_int_equal(data.term_count, 243);
    assert_int_equal(data.row_count, 273296);
    FILE *file = fopen(reference, "r");
    assert_non_null(file);
    char line[PORTFOLIO_LINE];
    int rows = 0;
    double largest = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        int key[5];
        double figure[9];
        if (!read_reference(line, key, figure)) continue;
        check_row(&data, key, figure, &largest);
        rows++;
    }
    fclose(file);
    free(data.row);
    assert_int_equal(rows, 390);
    assert_true(largest < 1e-13);
}

/* ---- the same figures from the store ---- */

/* Columns of the reference, in its order. */
static const char *const reference_names[9] = {
    "alliance_tau_b",         "alliance_s_abs",     "alliance_s_sq",
    "alliance_kappa_nominal", "alliance_kappa_abs", "alliance_kappa_sq",
    "alliance_pi_nominal",    "alliance_pi_abs",    "alliance_pi_sq"};

static void check_stored_row(ent_loader *loader, const int key[5], const double figure[9]) {
    const ent_slice *slice = NULL;
    ent_error err = {0};
    size_t columns[9];
    double value[9];
    double *out[9];
    assert_ok(ent_loader_year(loader, key[0], &slice, &err), &err);
    assert_int_equal(slice->n, key[3]);
    uint16_t i = (uint16_t)ent_slice_find(slice, key[1]);
    uint16_t j = (uint16_t)ent_slice_find(slice, key[2]);
    ent_pairs pair = {1, &i, &j};
    for (int c = 0; c < 9; c++) {
        out[c] = &value[c];
        assert_ok(ent_column_find(ENT_UNIT_DYAD, reference_names[c], &columns[c], &err), &err);
    }
    assert_ok(ent_columns_compute(slice, ENT_UNIT_DYAD, &pair, columns, 9, out, &err), &err);
    for (int c = 0; c < 9; c++)
        assert_close(value[c], figure[c], 1e-9, reference_names[c], c);
}

/* Member file, store, slice, columns: nothing of what others derived is used. */
static void the_store_gives_the_reference_figures(void **unused) {
    (void)unused;
    const char *reference = shared_path("reference/similarity_alliance.csv");
    const char *members = shared_path("data/alliances/atop5_1m.csv");
    if (reference == NULL || members == NULL) skip();
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_loader *loader = NULL;
    ent_error err = {0};
    ent_input input = {members, NULL, 0};
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import(store, "atop", &input, 1, NULL, NULL, &err), &err);
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_ok(ent_loader_new(&loader, store, actors, ENT_COW, ENT_NEED_ALLIANCE, &err), &err);
    FILE *file = fopen(reference, "r");
    assert_non_null(file);
    char line[PORTFOLIO_LINE];
    int rows = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        int key[5];
        double figure[9];
        if (!read_reference(line, key, figure)) continue;
        check_stored_row(loader, key, figure);
        rows++;
    }
    fclose(file);
    assert_int_equal(rows, 390);
    ent_loader_free(loader);
    ent_actors_free(actors);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_formulas_at_every_size),
        cmocka_unit_test(is_symmetric_and_bounded),
        cmocka_unit_test(identical_portfolios_give_exactly_one),
        cmocka_unit_test(opposite_portfolios_give_exactly_minus_one),
        cmocka_unit_test(nothing_over_nothing_is_missing),
        cmocka_unit_test(missing_weights_leave_third_actors_out),
        cmocka_unit_test(equal_weights_give_the_unweighted_figure),
        cmocka_unit_test(computes_only_what_is_wanted),
        cmocka_unit_test(refuses_what_is_no_portfolio),
        cmocka_unit_test(levels_follow_the_strongest_obligation),
        cmocka_unit_test(reproduces_the_reference_figures),
        cmocka_unit_test(the_store_gives_the_reference_figures),
    };
    return RUN_TESTS(tests);
}
