/* SPDX-License-Identifier: Apache-2.0 */
/* The fast way of weighing a ministep against visiting every alter. */
#include "support.h"

#include <math.h>
#include <string.h>

#include "dynamics/choice.h"
#include "dynamics/support_random.h"

/* Sums of weights in another order: a few units in the last of 16 digits. */
static const double tolerance = 1e-10;
enum { N = 130 };

typedef struct spec {
    bool directed;
    const char *effect[8], *covariate[8];
    ent_saom_function function[8];
} spec;

static void compare_now(saom_choice *fast, saom_choice *plain, const saom_view *view,
                        const saom_limits *limits) {
    double score[2][64];
    for (size_t i = 0; i < N; i++) {
        ent_random random = ent_random_stream(1, (uint32_t)i, 0, 0);
        saom_choose(fast, view, limits, i, &random, score[0]);
        random = ent_random_stream(1, (uint32_t)i, 0, 0);
        saom_choose(plain, view, limits, i, &random, score[1]);
        double total = plain->total;
        if (fabs(fast->total / total - 1) > tolerance)
            fail_msg("ego %zu: weights %.15g, not %.15g", i, fast->total, total);
        for (size_t k = 0; k < fast->variable->terms; k++) {
            double off = fabs(fast->expected[k] - plain->expected[k]) / total;
            if (off > tolerance * fmax(1, fabs(plain->expected[k] / total)))
                fail_msg("ego %zu, %s: expected %.15g, not %.15g", i,
                         fast->variable->term[k]->def->name, fast->expected[k] / total,
                         plain->expected[k] / total);
        }
    }
}

/* At the start of a period, and as behaviour moves: to values others have, and to new ones. */
static void compare(const ent_saom_model *model, saom_choice *fast, saom_choice *plain,
                    const saom_limits *limits) {
    ent_error err = {0};
    const saom_period *period = &model->period[0];
    double act[N];
    memcpy(act, period->span[2].start_centred, sizeof act);
    const saom_net *nets[3] = {period->span[0].start, period->span[1].start, NULL};
    const double *values[3] = {NULL, NULL, act};
    saom_view view = {period->group, 0, nets, values};
    assert_ok(saom_choice_begin(fast, &view, &err), &err);
    compare_now(fast, plain, &view, limits);
    for (size_t i = 0; i < N; i += 3) {
        act[i] = i % 2 == 0 ? act[(i + 7) % N] : act[i] + 1;
        saom_choice_moved(fast, &view, i);
        saom_choice_moved(plain, &view, i);
    }
    compare_now(fast, plain, &view, limits);
}

static void check(const spec *own, const saom_limits *limits) {
    ent_error err = {0};
    ent_saom_data *data = random_data(7, N, 2, 0.03, own->directed);
    const ent_saom_data *group = data;
    ent_saom_model *model = NULL;
    saom_choice choice[2];
    double value[64] = {0};
    assert_ok(ent_saom_model_new(&model, &group, 1, &err), &err);
    for (size_t k = 0; k < 8 && own->effect[k] != NULL; k++) {
        ent_saom_term term = {.variable = "net",
                              .effect = own->effect[k],
                              .covariate = own->covariate[k],
                              .function = own->function[k]};
        assert_ok(ent_saom_add_effect(model, &term, &err), &err);
        value[1 + k] = k == 0 ? -1.5 : 0.4 - 0.1 * (double)k;
    }
    for (int c = 0; c < 2; c++) {
        assert_ok(saom_choice_new(&choice[c], model, 0, c == 1, &err), &err);
        saom_choice_set(&choice[c], value);
        assert_true(choice[c].dense == (c == 1));
    }
    compare(model, &choice[0], &choice[1], limits);
    saom_choice_free(&choice[0]);
    saom_choice_free(&choice[1]);
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

static const spec specs[] = {
    {true, {"density", "recip", "transTrip", "cycle3", "sameX"}, {0, 0, 0, 0, "kind"}, {0}},
    {true, {"density", "recip", "inPop", "outAct", "simX", "X"}, {0, 0, 0, 0, "size", "near"}, {0}},
    {true, {"density", "recip", "transTies", "egoX", "altX"}, {0, 0, 0, "size", "act"}, {0}},
    {true,
     {"density", "recip", "density", "transTrip", "simX", "sameX"},
     {0, 0, 0, 0, "size", "kind"},
     {ENT_EVALUATION, ENT_EVALUATION, ENT_ENDOWMENT, ENT_CREATION, ENT_CREATION, ENT_ENDOWMENT}},
    {true,
     {"density", "transTrip", "simX", "egoX", "altX", "sameX", "simX"},
     {0, 0, "act", "act", "act", "kind", "size"},
     {0}},
    {true, {"density", "inPop", "altX", "X", "recip"}, {0, 0, "act", "near", 0}, {0}},
    {true, {"density", "reciAct", "gwespFF", "cycle3", "sameX"}, {0, 0, 0, 0, "kind"}, {0}},
    {false, {"density", "transTriads", "degPlus", "X", "simX"}, {0, 0, 0, "near", "size"}, {0}}};

static void fast_and_plain_weights_and_expectations_agree(void **state) {
    (void)state;
    for (size_t s = 0; s < sizeof specs / sizeof specs[0]; s++)
        check(&specs[s], &(saom_limits){0});
}

static void they_agree_where_choices_are_limited(void **state) {
    (void)state;
    ent_error err = {0};
    saom_net fixed;
    bool absent[N] = {0};
    uint32_t gone[N / 5 + 1];
    size_t count = 0;
    assert_ok(saom_net_new(&fixed, N, true, &err), &err);
    for (uint32_t i = 0; i < N; i++) {
        if (i % 5 == 0) {
            absent[i] = true;
            gone[count++] = i;
        }
        for (uint32_t j = 0; j < N; j++)
            if (i != j && (i * 7 + j * 3) % 4 == 0)
                assert_ok(saom_net_set(&fixed, i, j, true, &err), &err);
    }
    saom_limits limits[] = {{.fixed = &fixed},
                            {.absent = absent, .gone = gone, .gone_count = count},
                            {.up_only = true},
                            {.down_only = true}};
    for (size_t s = 0; s < sizeof specs / sizeof specs[0]; s++)
        for (size_t l = 0; l < sizeof limits / sizeof limits[0]; l++)
            check(&specs[s], &limits[l]);
    saom_net_free(&fixed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fast_and_plain_weights_and_expectations_agree),
        cmocka_unit_test(they_agree_where_choices_are_limited)};
    return RUN_TESTS(tests);
}
