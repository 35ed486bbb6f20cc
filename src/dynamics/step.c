/* SPDX-License-Identifier: Apache-2.0 */
/* Ministeps. Networks by model type (Snijders & Pickup 2017, "Stochastic actor-oriented models for
 * network dynamics", Oxford Handbook of Political Networks), u_i(j) what having the tie is worth to
 * i, L the logistic function:
 *
 *   1 directed, 2 forcing: ego chooses, the tie (both ways) changes
 *   3 initiative and confirmation: as 2, but a new tie comes only if j agrees, with probability
 *     L(u_j(i))
 *   4 pairwise dictatorial: of a pair one decides, tie with probability L(u_i(j))
 *   5 pairwise mutual: tie if both want it, L(u_i(j)) L(u_j(i))
 *   6 pairwise joint: tie with probability L(u_i(j) + u_j(i))
 *
 * In 4 to 6 an unordered pair is looked at with rate λ_i λ_j. Behaviour: one step down, none, or
 * one up, p proportional to the exponential of the evaluation function after it, creation terms
 * counting for steps up and endowment terms for steps down (Snijders, Steglich & Schweinberger
 * 2007). */
#include <math.h>

#include "dynamics/world.h"

static double logistic(double x) {
    return 1 / (1 + exp(-x));
}

/* Add @p scale times the gain's statistics, left in chosen[] by saom_gain(), to the score. */
static void add_gain(const saom_choice *choice, double scale, double *score) {
    const saom_dependent *own = choice->variable;
    for (size_t k = 0; k < own->terms && score != NULL; k++)
        score[own->term[k]->parameter_index] += scale * choice->chosen[k];
}

static ent_status step_ego(saom_world *world, size_t v, ent_error *err) {
    saom_choice *choice = &world->choice[v];
    const saom_net *net = &world->net[v];
    size_t i = saom_rate_draw(&world->rate[v], &world->random);
    saom_rate_score(&world->rate[v], &world->view, i, world->score);
    size_t j =
        saom_choose(choice, &world->view, &world->limits[v], i, &world->random, world->score);
    if (j == i) return ENT_OK;
    if (choice->variable->type == 3 && !saom_net_has(net, i, j)) {
        double agree = logistic(saom_gain(choice, &world->view, j, i));
        bool accepted = ent_random_uniform(&world->random) < agree;
        add_gain(choice, accepted ? 1 - agree : -agree, world->score);
        if (!accepted) return ENT_OK;
    }
    return saom_world_toggle(world, v, i, j, err);
}

/* Two different actors, each pair by the product of rates. */
static bool draw_pair(saom_world *world, size_t v, size_t *i, size_t *j) {
    enum { TRIES = 1000 };
    *i = saom_rate_draw(&world->rate[v], &world->random);
    for (int t = 0; t < TRIES; t++) {
        *j = saom_rate_draw(&world->rate[v], &world->random);
        if (*i != *j) return true;
    }
    return false;
}

/* The new value of the tie of a pair, and the score of it. */
static bool decide_pair(saom_world *world, size_t v, size_t i, size_t j) {
    saom_choice *choice = &world->choice[v];
    double mine = saom_gain(choice, &world->view, i, j);
    double u = ent_random_uniform(&world->random);
    if (choice->variable->type == 4) {
        double p = logistic(mine);
        add_gain(choice, u < p ? 1 - p : -p, world->score);
        return u < p;
    }
    double other = saom_gain(choice, &world->view, j, i);
    double p = logistic(mine + other);
    double of_i = u < p ? 1 - p : -p;
    double of_j = of_i;
    if (choice->variable->type == 5) {
        p = logistic(mine) * logistic(other);
        double odds = u < p ? 1 : -p / (1 - p);
        of_i = odds * (1 - logistic(mine));
        of_j = odds * (1 - logistic(other));
    }
    add_gain(choice, of_j, world->score);
    saom_gain(choice, &world->view, i, j);
    add_gain(choice, of_i, world->score);
    return u < p;
}

static ent_status step_pair(saom_world *world, size_t v, ent_error *err) {
    size_t i = 0;
    size_t j = 0;
    if (!draw_pair(world, v, &i, &j) || !saom_allowed(&world->limits[v], &world->net[v], i, j))
        return ENT_OK;
    bool tie = decide_pair(world, v, i, j);
    return tie == saom_net_has(&world->net[v], i, j) ? ENT_OK
                                                     : saom_world_toggle(world, v, i, j, err);
}

/* Evaluation of a step of behaviour from z to z + step. */
static double step_change(const saom_world *world, const saom_term *term, size_t i, double step) {
    double z = world->value_view[term->variable][i];
    if (step == 0 || (term->function == ENT_CREATION && step < 0) ||
        (term->function == ENT_ENDOWMENT && step > 0))
        return 0;
    return term->def->level(&world->view, term, i, z + step) -
           term->def->level(&world->view, term, i, z);
}

static bool step_allowed(const saom_world *world, size_t v, size_t i, double step) {
    const saom_dependent *own = &world->model->variable[v];
    const saom_limits *limits = &world->limits[v];
    double z = world->outcome[v][i] + step;
    if (step == 0) return true;
    if (step > 0 ? limits->down_only : limits->up_only) return false;
    return z >= own->lowest && z <= own->highest;
}

static ent_status step_behaviour(saom_world *world, size_t v) {
    enum { STEPS = 3 };
    const saom_dependent *own = &world->model->variable[v];
    size_t i = saom_rate_draw(&world->rate[v], &world->random);
    saom_rate_score(&world->rate[v], &world->view, i, world->score);
    double change[ENT_SAOM_EFFECTS_MAX][STEPS];
    double weight[STEPS] = {0};
    double total = 0;
    for (int s = 0; s < STEPS; s++) {
        double sum = 0;
        for (size_t k = 0; k < own->terms; k++) {
            change[k][s] = step_change(world, own->term[k], i, s - 1);
            sum += world->coefficient[own->term[k]->parameter_index] * change[k][s];
        }
        sum = fmin(fmax(sum, -SAOM_EXPONENT_MAX), SAOM_EXPONENT_MAX);
        if (step_allowed(world, v, i, s - 1)) weight[s] = exp(sum);
        total += weight[s];
    }
    double u = ent_random_uniform(&world->random) * total;
    int chosen = u < weight[0] ? 0 : (u < weight[0] + weight[1] ? 1 : 2);
    for (size_t k = 0; k < own->terms && world->score != NULL; k++) {
        double expected = 0;
        for (int s = 0; s < STEPS; s++)
            expected += weight[s] * change[k][s];
        world->score[own->term[k]->parameter_index] += change[k][chosen] - expected / total;
    }
    if (chosen == 1) return ENT_OK;
    world->outcome[v][i] += chosen - 1;
    world->value[v][i] = world->outcome[v][i] - world->view.group->behaviour[v].mean;
    for (size_t w = 0; w < world->model->variables; w++) {
        if (world->model->variable[w].network)
            saom_choice_moved(&world->choice[w], &world->view, i);
        saom_rate_update(&world->rate[w], &world->view, i);
    }
    return ENT_OK;
}

ent_status saom_step(saom_world *world, size_t v, ent_error *err) {
    const saom_dependent *own = &world->model->variable[v];
    if (!own->network) return step_behaviour(world, v);
    return own->type >= 4 ? step_pair(world, v, err) : step_ego(world, v, err);
}
