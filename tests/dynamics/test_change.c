/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/model.h"
#include "dynamics/support_model.h"

static ent_saom_change change(const char *text) {
    ent_saom_change out;
    ent_error err = {0};
    assert_ok(ent_saom_change_read(text, &out, &err), &err);
    return out;
}

static void changes_are_read(void **state) {
    (void)state;
    ent_saom_change own = change("x[New Zealand] += 2.5");
    assert_string_equal(own.name, "x");
    assert_string_equal(own.index[0], "New Zealand");
    assert_int_equal(own.operation, '+');
    assert_true(own.value == 2.5);
    own = change("net[3,*]=0");
    assert_int_equal(own.indices, 2);
    assert_string_equal(own.index[1], "*");
    own = change("net.simX.x *= 0.5");
    assert_string_equal(own.effect, "simX");
    assert_string_equal(own.covariate, "x");
    assert_true(change("actor[7] = absent").absent);
    static const char *const bad[] = {"",      "x",          "x=1",        "x[1=2",   "x[]=1",
                                      "x[1]=", "x[1,]=2",    "net.=1",     "x[1]y=2", "x[1]=absent",
                                      "= 3",   "actor[1]=0", "x[1]=1 2 3", NULL};
    for (size_t k = 0; bad[k] != NULL; k++) {
        ent_error err = {0};
        assert_error(ent_saom_change_read(bad[k], &own, &err), ENT_ERR_USAGE, &err, "expected");
    }
}

#define MODEL SMALL_DATA SMALL_X "[effects net]\ndensity =\negoX x =\n" SMALL_ALGORITHM

static void a_covariate_raised_for_all_is_not_centred_back(void **state) {
    (void)state;
    write_small_data(true);
    ent_saom_setup *base = read_model(MODEL);
    ent_saom_change own[] = {change("x[*] += 1"), change("net.density *= 2")};
    ent_saom_setup *other = read_model_with(MODEL, own, 2);
    double value[4] = {1, 1, -1, 0.5};
    ent_error err = {0};
    assert_ok(ent_saom_setup_change(other, base, own, 2, value, &err), &err);
    assert_true(value[2] == -2);
    for (size_t i = 0; i < SMALL_N; i++) {
        double before = base->model->group[0].covariate[0].value[i];
        double after = other->model->group[0].covariate[0].value[i];
        assert_true(fabs(after - before - 1) < 1e-14);
    }
    ent_saom_setup_free(other);
    ent_saom_setup_free(base);
}

static void ties_change_in_the_last_wave_only(void **state) {
    (void)state;
    write_small_data(true);
    ent_saom_change own[] = {change("net[*,5] = 0"), change("net[1,5] = 1")};
    ent_saom_setup *other = read_model_with(MODEL, own, 2);
    ent_saom_setup *base = read_model(MODEL);
    const saom_observed *wave = other->data[0]->variable[0].wave;
    assert_int_equal(wave[2].tie.in[4].count, 1);
    assert_true(saom_net_has(&wave[2].tie, 0, 4));
    assert_int_equal(wave[0].tie.ties, base->data[0]->variable[0].wave[0].tie.ties);
    ent_saom_setup_free(other);
    ent_saom_setup_free(base);
}

static void behaviour_changes_in_the_last_wave_and_on_its_scale(void **state) {
    (void)state;
    static const char behaviour[] = "[behaviour act]\nfile = act.txt\n";
    static const char effects[] = "[effects net]\ndensity =\n[effects act]\nlinear =\n";
    char text[512];
    write_small_data(true);
    write_text("act.txt", "1 2 1\n2 2 3\n3 3 3\n1 1 2\n2 3 4\n2 2 2\n1 2 2\n3 3 2\n4 4 4\n2 2 1\n"
                          "1 1 2\n3 3 NA\n");
    snprintf(text, sizeof text, "%s%s%s", SMALL_DATA, behaviour, effects);
    ent_saom_change own[] = {change("act[*] += 1"), change("act[1] = 4")};
    ent_saom_setup *base = read_model(text);
    ent_saom_setup *other = read_model_with(text, own, 2);
    const double *before = base->data[0]->variable[1].value;
    const double *after = other->data[0]->variable[1].value;
    double value[16] = {0};
    ent_error err = {0};
    for (size_t i = 0; i < 2 * SMALL_N; i++)
        assert_true(after[i] == before[i]);
    assert_true(after[2 * SMALL_N] == 4 && after[2 * SMALL_N + 1] == 4);
    assert_true(after[2 * SMALL_N + 8] == 4); /* the highest there is */
    assert_ok(ent_saom_setup_change(other, base, own, 2, value, &err), &err);
    assert_true(other->model->group[0].behaviour[1].mean ==
                base->model->group[0].behaviour[1].mean);
    ent_saom_setup_free(other);
    ent_saom_change beyond = change("act[1] = 5");
    ent_saom_input input = {.path = "model.ini",
                            .text = text,
                            .size = strlen(text),
                            .folder = scratch_folder(),
                            .changes = &beyond,
                            .change_count = 1};
    assert_error(ent_saom_setup_read(&other, &input, &err), ENT_ERR_USAGE, &err,
                 "expected a whole number from 1 to 4");
    ent_saom_setup_free(base);
}

static void what_nothing_answers_to_is_named(void **state) {
    (void)state;
    write_small_data(true);
    static const char *const wrong[] = {"y[1]=2", "x[99]=2", "net.recip=1", NULL};
    ent_saom_setup *base = read_model(MODEL);
    for (size_t k = 0; wrong[k] != NULL; k++) {
        ent_saom_change own = change(wrong[k]);
        ent_saom_setup *other = read_model_with(MODEL, &own, 1);
        double value[4] = {1, 1, 0, 0};
        ent_error err = {0};
        assert_error(ent_saom_setup_change(other, base, &own, 1, value, &err), ENT_ERR_NOT_FOUND,
                     &err, "no ");
        ent_saom_setup_free(other);
    }
    ent_saom_setup_free(base);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_read),
        cmocka_unit_test(a_covariate_raised_for_all_is_not_centred_back),
        cmocka_unit_test(ties_change_in_the_last_wave_only),
        cmocka_unit_test(behaviour_changes_in_the_last_wave_and_on_its_scale),
        cmocka_unit_test(what_nothing_answers_to_is_named)};
    return RUN_TESTS(tests);
}
