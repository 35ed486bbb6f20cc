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
    assert_ok(ent_saom_describe(own->setup->model, outcome, figure, &err), &err);
    own->outcomes++;
    own->ties[outcome->period] += figure[0];
    for (size_t t = 0; t < outcome->ties; t++) {
        own->absent += outcome->from[t] == 0 || outcome->to[t] == 0;
        own->hash += (outcome->simulation + 1) * (outcome->from[t] * 31 + outcome->to[t] + 7) *
                     (outcome->period + 3);
    }
    return true;
}

static seen run(const ent_saom_setup *setup, const double *value, int threads) {
    seen own = {.setup = setup};
    ent_saom_simulation how = {
        .seed = 2, .count = 100, .threads = threads, .outcome = note, .context = &own};
    ent_error err = {0};
    assert_ok(ent_saom_forward(setup->model, value, 0, 2, &how, &err), &err);
    assert_int_equal(own.outcomes, 200);
    return own;
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
    ent_error err = {0};
    ent_saom_simulation how = {.count = 1, .threads = 1};
    assert_error(ent_saom_forward(setup->model, value, 1, 1, &how, &err), ENT_ERR_USAGE, &err,
                 "expected a group below 1");
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(without_opportunity_the_last_wave_stays),
                                       cmocka_unit_test(threads_do_not_change_what_comes),
                                       cmocka_unit_test(who_left_has_no_ties)};
    return RUN_TESTS(tests);
}
