/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/support_model.h"

typedef struct seen {
    const ent_saom_setup *setup;
    size_t outcomes;
    double ties[2], absent;
    uint64_t hash;
} seen;

static bool note(void *context, const ent_saom_outcome *outcome) {
    seen *own = context;
    double figure[ENT_SAOM_DESCRIPTIONS];
    ent_error err = {0};
    size_t period = outcome->period - ent_saom_periods(own->setup->model);
    assert_ok(ent_saom_describe(own->setup->model, outcome, figure, &err), &err);
    own->outcomes++;
    own->ties[period] += figure[0];
    for (size_t t = 0; t < outcome->ties; t++) {
        own->absent += outcome->from[t] == 0 || outcome->to[t] == 0;
        own->hash +=
            (outcome->simulation + 1) * (outcome->from[t] * 31 + outcome->to[t] + 7) * (period + 3);
    }
    return true;
}

static seen run(const ent_saom_setup *setup, const double *value, int threads) {
    seen own = {.setup = setup};
    ent_saom_simulation how = {
        .seed = 2, .count = 100, .threads = threads, .beyond = 2, .outcome = note, .context = &own};
    ent_error err = {0};
    assert_ok(ent_saom_simulate(setup->model, value, &how, NULL, NULL, NULL, &err), &err);
    assert_int_equal(own.outcomes, 200);
    return own;
}

/* Three who stay, one who leaves at the second wave: one of those who are there is alone. */
static void who_is_not_there_is_no_isolate(void **state) {
    (void)state;
    write_text("edges.csv", "from,to,wave\n1,2,1\n1,3,2\n");
    write_text("there.csv", "actor,from,to\n4,1,1.5\n");
    ent_saom_setup *setup =
        read_model("[data]\nwaves = 1 2\nactors = 4\npresence = there.csv\n[network net]\n"
                   "files = edges.csv\nformat = edges\n[effects net]\ndensity =\n");
    const uint32_t from[] = {0};
    const uint32_t to[] = {1};
    double figure[ENT_SAOM_DESCRIPTIONS];
    ent_error err = {0};
    ent_saom_outcome outcome = {.actors = 4, .from = from, .to = to, .ties = 1};
    for (outcome.period = 0; outcome.period < 2; outcome.period++) {
        assert_ok(ent_saom_describe(setup->model, &outcome, figure, &err), &err);
        assert_true(figure[0] == 1 && figure[3] == 1);
    }
    ent_saom_setup_free(setup);
}

/* Where nobody gets to move, the last wave stays. */
static void without_opportunity_the_last_wave_stays(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    const double value[] = {3, 1e-12, -1, 1, 0, 0};
    double last = 0;
    FILE *file = fopen(scratch_path("small3.txt"), "r");
    for (int c = fgetc(file); c != EOF; c = fgetc(file))
        last += c == '1';
    fclose(file);
    seen own = run(setup, value, 1);
    assert_true(own.ties[0] == 100 * last && own.ties[1] == 100 * last);
    ent_saom_setup_free(setup);
}

static void threads_do_not_change_what_comes(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    const double value[] = {3, 3, -1, 1, 0, 0};
    assert_true(run(setup, value, 1).hash == run(setup, value, 3).hash);
    ent_saom_setup_free(setup);
}

static void who_left_has_no_ties(void **state) {
    (void)state;
    write_small_data(true);
    write_text("left.csv", "1,1,2.5\n");
    ent_saom_setup *setup =
        read_model("[data]\nwaves = 1 2 3\npresence = left.csv\n[network net]\n"
                   "files = small{wave}.txt\n[effects net]\ndensity =\nrecip =\n");
    const double value[] = {3, 3, -1, 1};
    assert_true(run(setup, value, 1).absent == 0);
    ent_saom_setup_free(setup);
}

/* 1 ⇄ 2 → 3, 1 → 3, and 4 alone. */
static void figures_are_those_counted_by_hand(void **state) {
    (void)state;
    write_text("w1.txt", "0 0 0 0\n0 0 0 0\n1 0 0 0\n0 0 0 0\n");
    write_text("w2.txt", "0 1 1 0\n1 0 1 0\n0 0 0 0\n0 0 0 0\n");
    ent_saom_setup *setup = read_model("[data]\nwaves = 1 2\n[network net]\nfiles = w{wave}.txt\n"
                                       "[effects net]\ndensity =\n");
    const uint32_t from[] = {0, 0, 1, 1};
    const uint32_t to[] = {1, 2, 0, 2};
    ent_saom_outcome outcome = {.ties = 4, .from = from, .to = to, .actors = 4};
    double figure[ENT_SAOM_DESCRIPTIONS];
    ent_error err = {0};
    assert_ok(ent_saom_describe(setup->model, &outcome, figure, &err), &err);
    assert_true(figure[0] == 4 && figure[1] == 0.5);
    assert_true(figure[2] == 1); /* 1 → 2 → 3 and 2 → 1 → 3, both closed */
    assert_true(figure[3] == 1);
    assert_true(fabs(figure[4] - sqrt(0.5)) < 1e-15); /* in-degrees 1, 1, 2, 0 */
    assert_true(ent_is_missing(figure[5]));
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_is_not_there_is_no_isolate),
                                       cmocka_unit_test(figures_are_those_counted_by_hand),
                                       cmocka_unit_test(without_opportunity_the_last_wave_stays),
                                       cmocka_unit_test(threads_do_not_change_what_comes),
                                       cmocka_unit_test(who_left_has_no_ties)};
    return RUN_TESTS(tests);
}
