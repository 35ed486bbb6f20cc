/* SPDX-License-Identifier: Apache-2.0 */
/* Data of every sort: what is refused, and how missing and fixed ties, presence, one-way periods
 * and groups enter simulation and statistics. */
#include "support.h"

#include <math.h>
#include <string.h>

#include "dynamics/support_random.h"
#include "dynamics/support_reference.h"

enum { N = 5, PARAMETERS_MAX = 32 };

static ent_saom_data *with_waves(const ent_saom_wave *wave, bool directed, ent_status want,
                                 const char *part) {
    ent_error err = {0};
    ent_saom_data *data = reference_data(N, 2);
    ent_status status = ent_saom_add_network(data, "net", directed, wave, &err);
    if (want == ENT_OK) {
        assert_ok(status, &err);
        return data;
    }
    assert_error(status, want, &err, part);
    ent_saom_data_free(data);
    return NULL;
}

static void impossible_sizes_are_refused(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_data *data = NULL;
    assert_error(ent_saom_data_new(&data, 100001, 2, &err), ENT_ERR_LIMIT, &err, "100001");
    assert_error(ent_saom_data_new(&data, 1, 2, &err), ENT_ERR_LIMIT, &err, "actors");
    assert_error(ent_saom_data_new(&data, 5, 1, &err), ENT_ERR_LIMIT, &err, "waves");
}

static void impossible_entries_are_refused(void **state) {
    (void)state;
    ent_saom_entry bad[] = {{0, 5, 1}};
    ent_saom_wave wave[] = {{1, bad}, {0, NULL}};
    with_waves(wave, true, ENT_ERR_USAGE, "wave 1");
    bad[0] = (ent_saom_entry){2, 2, 1};
    with_waves(wave, true, ENT_ERR_USAGE, "different actors");
    bad[0] = (ent_saom_entry){0, 1, 7};
    with_waves(wave, true, ENT_ERR_USAGE, "found 7");
    bad[0] = (ent_saom_entry){0, 1, 1};
    with_waves(wave, false, ENT_ERR_USAGE, "the other direction differs");
    ent_saom_entry twice[] = {{0, 1, 1}, {0, 1, 10}};
    ent_saom_wave both[] = {{2, twice}, {0, NULL}};
    with_waves(both, true, ENT_ERR_USAGE, "given as 1 and as 10");
}

static void model_error(const ent_saom_data *data, const char *part) {
    ent_error err = {0};
    ent_saom_model *model = NULL;
    assert_error(ent_saom_model_new(&model, &data, 1, &err), ENT_ERR_USAGE, &err, part);
    assert_null(model);
}

static void periods_without_change_or_with_nothing_else_are_refused(void **state) {
    (void)state;
    ent_saom_entry one[] = {{0, 1, 1}};
    ent_saom_entry all[N * N];
    size_t count = 0;
    for (uint32_t i = 0; i < N; i++)
        for (uint32_t j = 0; j < N; j++)
            if (i != j) all[count++] = (ent_saom_entry){i, j, 1};
    ent_saom_wave same[] = {{1, one}, {1, one}};
    ent_saom_data *data = with_waves(same, true, ENT_OK, NULL);
    model_error(data, "nothing changes between waves 1 and 2");
    ent_saom_data_free(data);
    ent_saom_wave full[] = {{0, NULL}, {count, all}};
    data = with_waves(full, true, ENT_OK, NULL);
    model_error(data, "everything changes");
    ent_saom_data_free(data);
}

static void names_values_and_columns_are_checked(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_data *data = random_data(1, N, 2, 0.3, true);
    double value[N * 3] = {0.5};
    assert_error(ent_saom_add_covariate(data, "size", value, 1, true, &err), ENT_ERR_USAGE, &err,
                 "size is taken");
    assert_error(ent_saom_add_covariate(data, "more", value, 3, true, &err), ENT_ERR_USAGE, &err,
                 "columns");
    assert_error(ent_saom_add_behaviour(data, "half", value, &err), ENT_ERR_USAGE, &err,
                 "whole number");
    value[0] = INFINITY;
    assert_error(ent_saom_add_covariate(data, "wide", value, 1, true, &err), ENT_ERR_USAGE, &err,
                 "infinite");
    const double span[][2] = {{1, 0}};
    assert_error(ent_saom_set_presence(data, 0, span, 1, &err), ENT_ERR_USAGE, &err, "ascending");
    assert_error(ent_saom_set_presence(data, N, span, 1, &err), ENT_ERR_USAGE, &err, "below 5");
    ent_saom_data_free(data);
}

/* Waves {0→1, 1→2, 3→4 missing} and {0→1, 2→3, 3→4}: of 0→1, 2→3 and the missing one the last is
 * left out at the end. */
static void missing_ties_are_left_out_of_statistics(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_entry first[] = {{0, 1, 1}, {1, 2, 1}, {3, 4, ENT_TIE_MISSING}};
    ent_saom_entry second[] = {{0, 1, 1}, {2, 3, 1}, {3, 4, 1}};
    ent_saom_wave wave[] = {{3, first}, {3, second}};
    ent_saom_data *data = with_waves(wave, true, ENT_OK, NULL);
    ent_saom_model *model = reference_model(data);
    double target[2];
    reference_effect(model, "net", "density", NULL);
    assert_ok(ent_saom_targets(model, target, &err), &err);
    assert_true(target[0] == 2); /* 1→2 lost, 2→3 made */
    assert_true(target[1] == 2); /* 0→1, 2→3 */
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

/* What all outcomes have in common. */
typedef struct watch {
    bool always[N][N], ever[N][N];
    size_t outcomes;
} watch;

static bool look(void *context, const ent_saom_outcome *outcome) {
    watch *own = context;
    bool tie[N][N] = {{false}};
    for (size_t t = 0; t < outcome->ties; t++)
        tie[outcome->from[t]][outcome->to[t]] = true;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            own->always[i][j] = tie[i][j] && (own->always[i][j] || own->outcomes == 0);
            own->ever[i][j] = tie[i][j] || own->ever[i][j];
        }
    own->outcomes++;
    return true;
}

static watch simulate(const ent_saom_data *data, double rate, double density) {
    ent_error err = {0};
    watch seen = {0};
    ent_saom_model *model = reference_model(data);
    reference_effect(model, "net", "density", NULL);
    const double value[] = {rate, density};
    ent_saom_simulation how = {.seed = 1, .count = 200, .outcome = look, .context = &seen};
    assert_ok(ent_saom_simulate(model, value, &how, NULL, NULL, NULL, &err), &err);
    ent_saom_model_free(model);
    return seen;
}

static void structural_values_never_change(void **state) {
    (void)state;
    ent_saom_entry first[] = {{0, 1, ENT_TIE_ALWAYS}, {1, 2, 1}, {3, 4, ENT_TIE_NEVER}};
    ent_saom_entry second[] = {{0, 1, ENT_TIE_ALWAYS}, {2, 3, 1}, {3, 4, ENT_TIE_NEVER}};
    ent_saom_wave wave[] = {{3, first}, {3, second}};
    ent_saom_data *data = with_waves(wave, true, ENT_OK, NULL);
    watch seen = simulate(data, 20, 0.2);
    assert_true(seen.always[0][1]);
    assert_false(seen.ever[3][4]);
    assert_true(seen.ever[1][2] && !seen.always[1][2]);
    ent_saom_data_free(data);
}

static void ties_only_rise_where_they_were_seen_to(void **state) {
    (void)state;
    ent_saom_entry tie[] = {{0, 1, 1}, {1, 2, 1}};
    ent_saom_wave up[] = {{1, tie}, {2, tie}};
    ent_saom_data *data = with_waves(up, true, ENT_OK, NULL);
    assert_true(simulate(data, 5, -3).always[0][1]);
    ent_saom_data_free(data);
    ent_saom_wave down[] = {{2, tie}, {1, tie}};
    data = with_waves(down, true, ENT_OK, NULL);
    watch seen = simulate(data, 5, 3);
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            assert_true(!seen.ever[i][j] || (j == i + 1 && i < 2));
    ent_saom_data_free(data);
}

static void actors_away_have_no_ties(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_entry first[] = {{0, 1, 1}, {1, 2, 1}};
    ent_saom_entry second[] = {{0, 1, 1}, {2, 3, 1}};
    ent_saom_wave wave[] = {{2, first}, {2, second}};
    ent_saom_data *data = with_waves(wave, true, ENT_OK, NULL);
    const double leaves[][2] = {{0, 0.4}};
    const double joins[][2] = {{0.6, 1}};
    assert_ok(ent_saom_set_presence(data, 1, leaves, 1, &err), &err);
    assert_ok(ent_saom_set_presence(data, 4, joins, 1, &err), &err);
    watch seen = simulate(data, 20, 0.5);
    for (size_t j = 0; j < N; j++)
        assert_false(seen.ever[1][j] || seen.ever[j][1]);
    assert_true(seen.ever[4][0] && seen.ever[0][4]);
    ent_saom_data_free(data);
}

static void groups_share_parameters_and_add_their_statistics(void **state) {
    (void)state;
    ent_error err = {0};
    ent_saom_data *data[2] = {random_data(1, 12, 2, 0.2, true), random_data(2, 20, 3, 0.1, true)};
    double target[3][PARAMETERS_MAX];
    for (size_t m = 0; m < 3; m++) {
        const ent_saom_data *groups[] = {data[m == 1], data[1]};
        ent_saom_model *model = NULL;
        assert_ok(ent_saom_model_new(&model, groups, m == 2 ? 2 : 1, &err), &err);
        reference_effect(model, "net", "density", NULL);
        reference_effect(model, "net", "transTrip", NULL);
        assert_int_equal(ent_saom_periods(model), m == 0 ? 1 : m == 1 ? 2 : 3);
        assert_ok(ent_saom_targets(model, target[m], &err), &err);
        if (m == 2) {
            const ent_saom_data *other = reference_data(5, 2);
            const ent_saom_data *differing[] = {data[0], other};
            ent_saom_model *none = NULL;
            assert_error(ent_saom_model_new(&none, differing, 2, &err), ENT_ERR_USAGE, &err,
                         "groups differ");
            ent_saom_data_free((ent_saom_data *)other);
        }
        ent_saom_model_free(model);
    }
    for (size_t k = 0; k < 2; k++)
        assert_true(target[2][3 + k] == target[0][1 + k] + target[1][2 + k]);
    ent_saom_data_free(data[0]);
    ent_saom_data_free(data[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(impossible_sizes_are_refused),
        cmocka_unit_test(impossible_entries_are_refused),
        cmocka_unit_test(periods_without_change_or_with_nothing_else_are_refused),
        cmocka_unit_test(names_values_and_columns_are_checked),
        cmocka_unit_test(missing_ties_are_left_out_of_statistics),
        cmocka_unit_test(structural_values_never_change),
        cmocka_unit_test(ties_only_rise_where_they_were_seen_to),
        cmocka_unit_test(actors_away_have_no_ties),
        cmocka_unit_test(groups_share_parameters_and_add_their_statistics)};
    return RUN_TESTS(tests);
}
