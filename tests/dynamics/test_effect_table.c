/* SPDX-License-Identifier: Apache-2.0 */
/* Every line of the table of effects, on random networks: the change statistic is the difference of
 * the statistic; what it is said to be at untouched alters holds; and the choice made from touched
 * alters only is that of visiting all. */
#include "dynamics/support_scene.h"

#include <math.h>

#include "dynamics/choice.h"

/* Sums of at most some hundred terms of size 100, roots among them. */
static const double tolerance = 1e-9;

enum { ACTORS = 14, SEEDS = TEST_SANITIZED ? 1 : 3 };

static double statistic(const saom_ego *ego, const saom_term *term) {
    const saom_row *row = &ego->net->out[ego->i];
    if (term->def->statistic != NULL) return term->def->statistic(ego, term, row->at, row->count);
    double sum = 0;
    for (uint32_t k = 0; k < row->count; k++) {
        double own = 0;
        term->def->change(ego, term, &row->at[k], 1, &own);
        sum += own;
    }
    return sum;
}

typedef struct sight {
    saom_ego ego;
    const saom_dependent *variable;
} sight;

static void sight_new(sight *own, const scene *at) {
    ent_error err = {0};
    own->variable = &at->model->variable[SCENE_X];
    assert_ok(saom_ego_new(&own->ego, at->n, own->variable->terms, &err), &err);
    assert_ok(saom_ego_scratch(&own->ego, at->n, own->variable->term, own->variable->terms, &err),
              &err);
}
static void look(sight *own, const scene *at, size_t i) {
    const saom_dependent *variable = own->variable;
    saom_ego_begin(&own->ego, &at->view, SCENE_X, i, saom_counts(variable->term, variable->terms),
                   variable->term, variable->terms);
}
static void look_away(sight *own) {
    saom_ego_end(&own->ego, own->variable->term, own->variable->terms);
}

static void near(const saom_term *term, const char *what, double got, double want) {
    if (fabs(got - want) > tolerance * fmax(1, fabs(want)))
        fail_msg("%s (%s), p = %g, %s: %.12g, not %.12g", term->def->name,
                 term->covariate.kind == SAOM_SOURCE_VARIABLE ? "variable" : "covariate",
                 term->parameter, what, got, want);
}

/* What change() must be at an alter nobody touched. */
static double at_rest(const saom_ego *ego, const saom_term *term, uint32_t j) {
    double own = 0;
    if (term->rest == SAOM_EGO || term->rest == SAOM_ALTER)
        own += term->def->ego != NULL ? term->def->ego(ego, term) : 0;
    if (term->rest == SAOM_ALTER) own += term->def->alter(ego->view, term, j);
    return own;
}

static void check_pair(sight *own, scene *at, const saom_term *term, size_t i, uint32_t j) {
    ent_error err = {0};
    double s[2] = {0};
    double change[2] = {0};
    for (int turn = 0; turn < 2; turn++) {
        bool tie = saom_net_has(&at->x, i, j);
        look(own, at, i);
        term->def->change(&own->ego, term, &j, 1, &change[tie]);
        s[tie] = statistic(&own->ego, term);
        bool may_rest =
            term->rest == SAOM_LOCAL || term->rest == SAOM_EGO || term->rest == SAOM_ALTER;
        if (!own->ego.seen[j] && may_rest)
            near(term, "at rest", at_rest(&own->ego, term, j), change[tie]);
        look_away(own);
        assert_ok(saom_net_toggle(&at->x, i, j, &err), &err);
    }
    near(term, "with and without the tie", change[1], change[0]);
    if (!term->def->elementary) near(term, "difference of statistics", change[0], s[1] - s[0]);
}

/* Properties a product of effects relies on. */
static void check_product(sight *own, scene *at, const saom_term *term, size_t i) {
    ent_error err = {0};
    uint32_t all[ACTORS] = {0};
    double before[ACTORS] = {0};
    double after[ACTORS] = {0};
    size_t k = (i + 3) % at->n;
    if (term->def->product == SAOM_PRODUCT_ANY || term->def->elementary) return;
    for (uint32_t j = 0; j < at->n; j++)
        all[j] = j;
    look(own, at, i);
    term->def->change(&own->ego, term, all, at->n, before);
    look_away(own);
    assert_ok(saom_net_toggle(&at->x, i, k, &err), &err);
    look(own, at, i);
    term->def->change(&own->ego, term, all, at->n, after);
    look_away(own);
    assert_ok(saom_net_toggle(&at->x, i, k, &err), &err);
    for (size_t j = 0; j < at->n; j++) {
        if (j == i || j == k) continue;
        near(term, "whatever other ties of ego", after[j], before[j]);
        if (term->def->product == SAOM_PRODUCT_EGO)
            near(term, "a property of ego", before[j], before[k]);
    }
}

/* A static effect takes no notice of networks. */
static void check_static(sight *own, scene *at, const saom_term *term, size_t i) {
    saom_net none = {0};
    ent_error err = {0};
    uint32_t all[ACTORS] = {0};
    double before[ACTORS] = {0};
    double after[ACTORS] = {0};
    if (term->rest != SAOM_STATIC) return;
    for (uint32_t j = 0; j < at->n; j++)
        all[j] = j;
    assert_ok(saom_net_new(&none, at->n, at->x.directed, &err), &err);
    look(own, at, i);
    term->def->change(&own->ego, term, all, at->n, before);
    look_away(own);
    at->net[SCENE_X] = at->net[SCENE_W] = &none;
    look(own, at, i);
    term->def->change(&own->ego, term, all, at->n, after);
    look_away(own);
    at->net[SCENE_X] = &at->x;
    at->net[SCENE_W] = &at->w;
    for (size_t j = 0; j < at->n; j++)
        near(term, "static", after[j], before[j]);
    saom_net_free(&none);
}

static void check_term(scene *at, const saom_term *term) {
    sight own = {0};
    sight_new(&own, at);
    for (size_t i = 0; i < at->n; i++) {
        for (uint32_t j = 0; j < at->n; j++)
            if (j != i) check_pair(&own, at, term, i, j);
        check_product(&own, at, term, i);
        check_static(&own, at, term, i);
    }
    saom_ego_free(&own.ego, own.variable->terms);
}

static bool fits(const scene *at, const saom_effect_def *def) {
    return def->kind == SAOM_NETWORK_EFFECT &&
           (def->sorts & (at->x.directed ? SAOM_DIRECTED : SAOM_UNDIRECTED)) != 0;
}

/* Calls @p check for each network effect, parameter and source that fits the scene. */
static void each_effect(scene *at, void (*check)(scene *at, const saom_term *term)) {
    const saom_effect_def *def = NULL;
    for (size_t e = 0; (def = scene_effect(e)) != NULL; e++) {
        double parameter[4];
        if (!fits(at, def)) continue;
        size_t parameters = scene_parameters(def, parameter);
        for (size_t p = 0; p < parameters; p++) {
            scene_model(at);
            check(at, scene_add(at, "x", def, parameter[p], NULL));
            if (def->covariate != SAOM_MONADIC) continue;
            scene_model(at);
            check(at, scene_add(at, "x", def, parameter[p], "z"));
        }
    }
}

static void each_scene(size_t n, double density, void (*check)(scene *at, const saom_term *term)) {
    for (int kind = 0; kind < 4; kind++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            scene at;
            scene_new(&at, n, density, kind < 2, kind % 2 == 0, seed);
            each_effect(&at, check);
            scene_free(&at);
        }
}

static void change_is_the_difference_of_statistics(void **state) {
    (void)state;
    each_scene(ACTORS, 0.2, check_term);
    each_scene(ACTORS, 0.06, check_term);
}

/* The expected change of each term for ego i: what is chosen less the score of it. */
static void expect(saom_choice *choice, const scene *at, size_t i, double *expected) {
    saom_limits limits = {0};
    ent_random random = ent_random_stream(7, (uint32_t)i, 0, 0);
    double score[64] = {0};
    saom_choose(choice, &at->view, &limits, i, &random, score);
    for (size_t k = 0; k < choice->variable->terms; k++)
        expected[k] = choice->chosen[k] - score[choice->variable->term[k]->parameter_index];
}

static bool present(const scene *at, const saom_effect_def *def) {
    for (size_t k = 0; k < at->model->terms; k++)
        if (at->model->added[k]->def == def) return true;
    return false;
}

static void check_ways(scene *at, const saom_term *term) {
    ent_error err = {0};
    saom_choice choice[2];
    double value[64] = {0};
    const char *const more[] = {"density", "altX", "inPop"};
    for (size_t k = 0; k < 3; k++) {
        const saom_effect_def *def = saom_effect_find(more[k], SAOM_NETWORK_EFFECT);
        if (!present(at, def)) scene_add(at, "x", def, 0, NULL);
    }
    for (size_t k = 0; k < at->model->terms; k++)
        value[at->model->added[k]->parameter_index] = k == 0 ? 0.15 : -0.1 * (double)k;
    for (int way = 0; way < 2; way++) {
        assert_ok(saom_choice_new(&choice[way], at->model, SCENE_X, way == 0, &err), &err);
        saom_choice_set(&choice[way], value);
        assert_ok(saom_choice_begin(&choice[way], &at->view, &err), &err);
    }
    for (size_t i = 0; i < at->n; i++) {
        double expected[2][64] = {{0}};
        size_t j = (i + 1 + ent_random_below(&at->random, (uint32_t)at->n - 1)) % at->n;
        saom_net *net = i % 2 == 0 ? &at->w : &at->x;
        assert_ok(saom_net_toggle(net, i, j, &err), &err);
        for (int way = 0; way < 2; way++) {
            saom_choice_toggled(&choice[way], &at->view, i, j);
            expect(&choice[way], at, i, expected[way]);
        }
        for (size_t k = 0; k < at->model->variable[SCENE_X].terms; k++)
            near(term, "expected from touched alters", expected[1][k], expected[0][k]);
    }
    for (int way = 0; way < 2; way++)
        saom_choice_free(&choice[way]);
}

static void both_ways_of_choosing_agree(void **state) {
    (void)state;
    each_scene(40, 0.04, check_ways);
}

/* Products: at most one factor of any sort, and then properties of ego. */
static void each_product(scene *at) {
    static const char *const product[][3] = {{"egoX", "recip", "altX"},
                                             {"crprod", "recip", "egoX"},
                                             {"from", "simX", "inAct"},
                                             {"inActIntn", "egoX", "cl.XWX"},
                                             {"inIsDegree", "outActIntn", "nbrDist2"},
                                             {"inActSqrt", "balance", NULL},
                                             {"inPopIntn", "diffX", NULL},
                                             {"outPop", "higher", "egoSqX"}};
    ent_error err = {0};
    for (size_t k = 0; k < sizeof product / sizeof product[0]; k++) {
        size_t place[3];
        size_t factors = 0;
        scene_model(at);
        for (; factors < 3 && product[k][factors] != NULL; factors++)
            place[factors] =
                scene_add(at, "x", saom_effect_find(product[k][factors], SAOM_NETWORK_EFFECT), 0,
                          NULL)
                    ->parameter_index;
        ent_saom_term given = {0};
        assert_ok(ent_saom_add_interaction(at->model, place, factors, &given, &err), &err);
        const saom_term *made = at->model->added[at->model->terms - 1];
        ent_saom_parameter own = ent_saom_parameter_at(at->model, made->parameter_index);
        assert_int_equal(own.factors, factors);
        assert_int_equal(own.factor[factors - 1], place[factors - 1]);
        if (at->n == ACTORS)
            check_term(at, made);
        else
            check_ways(at, made);
    }
}

static void products_are_effects_alike(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        for (int large = 0; large < 2; large++) {
            scene at;
            scene_new(&at, large ? 40 : ACTORS, large ? 0.04 : 0.15, true, seed % 2 == 0, seed);
            each_product(&at);
            scene_free(&at);
        }
}

/* Adds every effect of a kind that fits, from the @p first of them on, up to a dozen; the number.
 */
static size_t add_some(scene *at, const char *variable, saom_kind kind, size_t first) {
    const saom_effect_def *def = NULL;
    size_t fitting = 0;
    size_t added = 0;
    for (size_t e = 0; (def = scene_effect(e)) != NULL && added < 12; e++) {
        if (def->kind != kind || (kind == SAOM_NETWORK_EFFECT && !fits(at, def))) continue;
        if (fitting++ < first) continue;
        scene_add(at, variable, def, 0, NULL);
        added++;
    }
    return added;
}

/* Mean scores of simulations in which both networks and behaviour move, in standard errors. */
static void check_scores(scene *at) {
    enum { SIMULATIONS = 400 / TEST_SCALE };
    ent_error err = {0};
    size_t parameters = ent_saom_parameter_count(at->model);
    double *score = calloc(parameters * SIMULATIONS, sizeof *score);
    double *value = calloc(parameters, sizeof *value);
    ent_saom_simulation how = {.seed = 3, .count = SIMULATIONS, .threads = 1};
    uint64_t steps = 0;
    for (size_t k = 0; k < parameters; k++) {
        ent_saom_parameter own = ent_saom_parameter_at(at->model, k);
        value[k] = own.basic ? 3 : strcmp(own.effect, "density") == 0 ? -1 : 0.02;
    }
    assert_ok(ent_saom_simulate(at->model, value, &how, NULL, score, &steps, &err), &err);
    for (size_t k = 0; k < parameters; k++) {
        double sum = 0;
        double squares = 0;
        for (size_t s = 0; s < SIMULATIONS; s++) {
            sum += score[s * parameters + k];
            squares += score[s * parameters + k] * score[s * parameters + k];
        }
        /* About 500 means are looked at: one beyond 5 standard errors is a chance of 3 in 10^4. */
        if (fabs(sum) > 5 * sqrt(squares) + tolerance)
            fail_msg("%s: the mean score is %.2f standard errors",
                     ent_saom_parameter_at(at->model, k).effect, sum / sqrt(squares));
    }
    free(score);
    free(value);
}

static void scores_average_to_zero(void **state) {
    (void)state;
    for (int directed = 0; directed < 2; directed++) {
        scene at;
        scene_new(&at, 40, 0.05, directed, true, 5);
        for (size_t first = 0, more = 1; more > 0; first += more) {
            scene_model(&at);
            more = add_some(&at, "x", SAOM_NETWORK_EFFECT, first);
            scene_add(&at, "w", saom_effect_find("density", SAOM_NETWORK_EFFECT), 0, NULL);
            add_some(&at, "z", SAOM_BEHAVIOUR_EFFECT, first % 24);
            check_scores(&at);
        }
        scene_free(&at);
    }
}

static void the_table_says_what_an_effect_needs(void **state) {
    (void)state;
    for (size_t e = 0; e < ent_saom_effect_count(); e++) {
        ent_saom_effect_info info = ent_saom_effect_at(e);
        bool network = strcmp(info.applies, "network") == 0;
        assert_int_equal(strlen(info.networks) > 0, network);
        if (strcmp(info.name, "avXAlt") == 0) {
            assert_string_equal(info.needs, "covariate");
            assert_string_equal(info.with, "network");
        }
        if (strcmp(info.name, "sharedTo") == 0) assert_true(info.parameter_most == 4);
        if (strcmp(info.name, "nbrDist2") == 0) assert_true(info.evaluation_only);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(change_is_the_difference_of_statistics),
                                       cmocka_unit_test(both_ways_of_choosing_agree),
                                       cmocka_unit_test(products_are_effects_alike),
                                       cmocka_unit_test(scores_average_to_zero),
                                       cmocka_unit_test(the_table_says_what_an_effect_needs)};
    return RUN_TESTS(tests);
}
