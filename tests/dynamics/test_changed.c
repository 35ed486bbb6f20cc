/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics from what changed are those of whole networks. */
#include "support.h"

#include <math.h>
#include <string.h>

#include "dynamics/statistic.h"
#include "dynamics/support_random.h"
#include "dynamics/support_reference.h"

enum { N = 70, WAVES = 3, PARAMETERS = 40 };

static void add_all(ent_saom_model *model, bool directed) {
    static const struct {
        const char *name, *covariate;
        int sorts;
    } effect[] = {{"density", NULL, 3},     {"recip", NULL, 1},       {"transTrip", NULL, 1},
                  {"cycle3", NULL, 1},      {"transTriads", NULL, 2}, {"degPlus", NULL, 2},
                  {"altX", "size", 3},      {"simX", "act", 3},       {"sameX", "kind", 3},
                  {"X", "near", 3},         {"WXX", "near", 3},       {"inPop", NULL, 3},
                  {"outActSqrt", NULL, 3},  {"gwespFF", NULL, 1},     {"transTies", NULL, 3},
                  {"nbrDist2", NULL, 3},    {"crprod", "other", 3},   {"cycle4", NULL, 3},
                  {"simRecipX", "size", 1}, {"balance", NULL, 3}};
    for (size_t k = 0; k < sizeof effect / sizeof effect[0]; k++)
        if (effect[k].sorts & (directed ? 1 : 2))
            reference_effect(model, "net", effect[k].name, effect[k].covariate);
}

/* The end of a period measured as given, with rows of bits, and as a copy without. */
static void compare(const ent_saom_model *model, saom_meter *meter, size_t p, saom_net *copy) {
    ent_error err = {0};
    double got[2][PARAMETERS] = {{0}};
    const saom_net *end[] = {model->period[p].span[0].end, model->period[p].span[1].end, NULL};
    const double *value[] = {NULL, NULL, model->period[p].span[2].end_value};
    assert_true(model->parameters <= PARAMETERS);
    assert_true(saom_changed_serves(model, p, 0, end[0]));
    assert_ok(saom_measure(meter, p, end, value, got[0], &err), &err);
    assert_ok(saom_net_copy(copy, end[0], &err), &err);
    end[0] = copy;
    assert_false(saom_changed_serves(model, p, 0, end[0]));
    assert_ok(saom_measure(meter, p, end, value, got[1], &err), &err);
    for (size_t k = 0; k < model->parameters; k++) /* sums in another order */
        assert_true(fabs(got[0][k] - got[1][k]) <= 1e-11 * fmax(1, fabs(got[1][k])));
}

static void changes_give_the_statistics_of_the_whole_network(void **state) {
    (void)state;
    for (int directed = 0; directed < 2; directed++) {
        ent_error err = {0};
        ent_saom_data *data = random_data(21, N, WAVES, 0.08, directed);
        ent_saom_model *model = reference_model(data);
        saom_meter meter;
        saom_net copy;
        add_all(model, directed);
        assert_ok(saom_meter_new(&meter, model, &err), &err);
        assert_ok(saom_net_new(&copy, N, directed, &err), &err);
        for (size_t p = 0; p < WAVES - 1; p++)
            compare(model, &meter, p, &copy);
        saom_net_free(&copy);
        saom_meter_free(&meter);
        ent_saom_model_free(model);
        ent_saom_data_free(data);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_give_the_statistics_of_the_whole_network)};
    return RUN_TESTS(tests);
}
