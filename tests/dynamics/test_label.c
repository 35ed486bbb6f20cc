/* SPDX-License-Identifier: Apache-2.0 */
#include "dynamics/support_model.h"

static void assert_period(const ent_saom_setup *setup, size_t period, const char *want) {
    char text[ENT_SAOM_PARAMETER_LABEL];
    ent_saom_period_label(setup, period, text);
    assert_string_equal(text, want);
}

static ent_saom_setup *model_of(const char *waves, const char *groups) {
    char text[512];
    write_text("edges.csv", "from,to,wave\n1,2,1980\n2,3,1985\n1,3,1990\n1,3,a\n2,3,b\n");
    snprintf(text, sizeof text,
             "[data]\nwaves = %s\nactors = 3\n%s[network net]\nfiles = edges.csv\n"
             "format = edges\n[effects net]\ndensity =\n",
             waves, groups);
    return read_model(text);
}

static void periods_are_named_by_their_waves(void **state) {
    (void)state;
    ent_saom_setup *setup = model_of("1980-1990/5", "");
    assert_period(setup, 0, "1980-1985");
    assert_period(setup, 1, "1985-1990");
    ent_saom_setup_free(setup);
}

static void periods_beyond_the_last_wave_go_on_in_its_steps(void **state) {
    (void)state;
    ent_saom_setup *setup = model_of("1980-1990/5", "");
    assert_period(setup, 2, "1990-1995");
    assert_period(setup, 3, "1995-2000");
    ent_saom_setup_free(setup);
    setup = model_of("a b", "");
    assert_period(setup, 1, "b+1");
    assert_period(setup, 2, "b+2");
    ent_saom_setup_free(setup);
}

static void periods_of_groups_have_the_group(void **state) {
    (void)state;
    ent_saom_setup *setup = model_of("1980-1990/5", "groups = x y\n");
    assert_period(setup, 1, "x 1985-1990");
    assert_period(setup, 2, "y 1980-1985");
    assert_period(setup, 4, "1990-1995");
    ent_saom_setup_free(setup);
}

static void parameters_are_named(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    parameter_named(setup->model, "Rate period 2");
    parameter_named(setup->model, "simX x");
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_are_named_by_their_waves),
        cmocka_unit_test(periods_beyond_the_last_wave_go_on_in_its_steps),
        cmocka_unit_test(periods_of_groups_have_the_group), cmocka_unit_test(parameters_are_named)};
    return RUN_TESTS(tests);
}
