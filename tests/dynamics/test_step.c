/* SPDX-License-Identifier: Apache-2.0 */
/* Simulated periods against the exact distribution of the Markov chain on three actors, enumerated
 * here from the definitions: every model type, creation and endowment, behaviour, rates that
 * differ, structural values, actors away. */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entente/dynamics.h"

enum { N = 3, LEVELS = 3, STATES = 64 * 27, SIMULATIONS = 40000 / TEST_SCALE };

/* A chain: coefficients by what they multiply; ties are bits 3i + j squeezed to six, behaviour
 * three digits above them. */
typedef struct chain {
    int type; /* 1 to 6 */
    bool behaviour;
    double rate, rate_act, out_rate;
    double density, recip, trans, altx, creation, endowment;
    double linear, average;
    double mean;              /* of behaviour */
    int fixed_from, fixed_to; /* a dyad that cannot change, −1 none */
    double probability[2][STATES];
} chain;

typedef struct state {
    int x[N][N], z[N];
} state;

static state decode(int code, bool undirected) {
    state s = {0};
    int bits = code % 64;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            if (i == j) continue;
            s.x[i][j] = bits % 2;
            bits /= 2;
        }
    for (int i = 0; i < N && undirected; i++)
        for (int j = 0; j < i; j++)
            s.x[i][j] = s.x[j][i];
    code /= 64;
    for (int i = 0; i < N; i++, code /= LEVELS)
        s.z[i] = code % LEVELS + 1;
    return s;
}

static int encode(const state *s) {
    int code = 0;
    for (int i = N - 1; i >= 0; i--)
        code = code * LEVELS + s->z[i] - 1;
    for (int i = N - 1; i >= 0; i--)
        for (int j = N - 1; j >= 0; j--)
            if (i != j) code = 2 * code + s->x[i][j];
    return code;
}

static double value_of(const chain *c, const state *s, int i) {
    double f = 0;
    for (int j = 0; j < N; j++) {
        if (i == j || !s->x[i][j]) continue;
        f +=
            c->density + c->altx * (s->z[j] - c->mean) + (c->type == 1 ? c->recip * s->x[j][i] : 0);
        for (int h = 0; h < N; h++)
            if (h != i && h != j)
                f += c->trans * s->x[i][h] * s->x[h][j] * (c->type == 1 ? 1 : 0.5);
    }
    return f;
}

static void put(state *s, const chain *c, int i, int j, int tie) {
    s->x[i][j] = tie;
    if (c->type > 1) s->x[j][i] = tie;
}

/* What having the tie is worth to i. */
static double gain(const chain *c, const state *s, int i, int j) {
    state with = *s;
    state without = *s;
    put(&with, c, i, j, 1);
    put(&without, c, i, j, 0);
    double extra = s->x[i][j] ? c->endowment : c->creation;
    return value_of(c, &with, i) - value_of(c, &without, i) + extra;
}

static double logistic(double x) {
    return 1 / (1 + exp(-x));
}

static bool is_fixed(const chain *c, int i, int j) {
    return (i == c->fixed_from && j == c->fixed_to) ||
           (c->type > 1 && j == c->fixed_from && i == c->fixed_to);
}

/* Send @p mass along the tie of i and j taking the value @p tie. */
static void send(const chain *c, const state *s, int i, int j, int tie, double mass, double *to) {
    state next = *s;
    put(&next, c, i, j, tie);
    to[encode(&next)] += mass;
}

static void spread_ego(const chain *c, const state *s, int i, double mass, double *to) {
    double weight[N];
    double total = 0;
    for (int j = 0; j < N; j++) {
        double sign = s->x[i][j] ? -1 : 1;
        weight[j] = i == j ? 1 : exp(sign * gain(c, s, i, j));
        if (i != j && is_fixed(c, i, j)) weight[j] = 0;
        total += weight[j];
    }
    for (int j = 0; j < N; j++) {
        double own = mass * weight[j] / total;
        if (i == j) {
            to[encode(s)] += own;
        } else if (c->type == 3 && !s->x[i][j]) {
            double agree = logistic(gain(c, s, j, i));
            send(c, s, i, j, 1, own * agree, to);
            to[encode(s)] += own * (1 - agree);
        } else {
            send(c, s, i, j, !s->x[i][j], own, to);
        }
    }
}

static void spread_pair(const chain *c, const state *s, int i, int j, double mass, double *to) {
    double p = logistic(gain(c, s, i, j));
    double q = logistic(gain(c, s, j, i));
    double tie = 0.5 * p + 0.5 * q; /* either decides */
    if (c->type == 5) tie = p * q;
    if (c->type == 6) tie = logistic(gain(c, s, i, j) + gain(c, s, j, i));
    if (is_fixed(c, i, j)) {
        to[encode(s)] += mass;
        return;
    }
    send(c, s, i, j, 1, mass * tie, to);
    send(c, s, i, j, 0, mass * (1 - tie), to);
}

static double behaviour_value(const chain *c, const state *s, int i, int z) {
    double sum = 0;
    int degree = 0;
    for (int j = 0; j < N; j++) {
        degree += s->x[i][j];
        sum += s->x[i][j] * (s->z[j] - c->mean);
    }
    return (z - c->mean) * (c->linear + (degree > 0 ? c->average * sum / degree : 0));
}

static void spread_behaviour(const chain *c, const state *s, int i, double mass, double *to) {
    double weight[3] = {0};
    double total = 0;
    for (int step = -1; step <= 1; step++) {
        int z = s->z[i] + step;
        if (z >= 1 && z <= LEVELS) weight[step + 1] = exp(behaviour_value(c, s, i, z));
        total += weight[step + 1];
    }
    for (int step = -1; step <= 1; step++) {
        state next = *s;
        next.z[i] += step;
        if (weight[step + 1] > 0) to[encode(&next)] += mass * weight[step + 1] / total;
    }
}

static double rate_of(const chain *c, const state *s, int i) {
    int degree = 0;
    for (int j = 0; j < N; j++)
        degree += s->x[i][j];
    return c->rate * exp(c->out_rate * degree);
}

/* One event of a clock that ticks at @p clock, at least as fast as any state's total rate. */
static void tick(const chain *c, double clock, const double *from, double *to) {
    memset(to, 0, STATES * sizeof *to);
    for (int code = 0; code < STATES; code++) {
        if (from[code] == 0) continue;
        state s = decode(code, c->type > 1);
        double left = from[code];
        for (int i = 0; i < N; i++) {
            double own = from[code] * rate_of(c, &s, i) / clock;
            if (c->type < 4) {
                spread_ego(c, &s, i, own, to);
                left -= own;
            }
            for (int j = 0; j < i && c->type >= 4; j++) {
                double pair = from[code] * c->rate * c->rate / clock;
                spread_pair(c, &s, i, j, pair, to);
                left -= pair;
            }
            if (!c->behaviour) continue;
            own = from[code] * c->rate_act / clock;
            spread_behaviour(c, &s, i, own, to);
            left -= own;
        }
        to[code] += left;
    }
}

/* Distribution at time 1 by uniformisation. */
static void solve(chain *c, const state *start, double *result) {
    double clock = 60;
    double poisson = exp(-clock);
    double *now = c->probability[0];
    double *next = c->probability[1];
    memset(now, 0, STATES * sizeof *now);
    memset(result, 0, STATES * sizeof *result);
    now[encode(start)] = 1;
    for (int k = 0; k < 220; k++) {
        for (int code = 0; code < STATES; code++)
            result[code] += poisson * now[code];
        tick(c, clock, now, next);
        double *swap = now;
        now = next;
        next = swap;
        poisson *= clock / (k + 1);
    }
}

typedef struct tally {
    double count[STATES];
    state now;
    bool behaviour;
} tally;

static bool take(void *context, const ent_saom_outcome *outcome) {
    tally *all = context;
    if (outcome->variable == 0) {
        memset(&all->now, 0, sizeof all->now);
        for (size_t t = 0; t < outcome->ties; t++)
            all->now.x[outcome->from[t]][outcome->to[t]] = 1;
        for (int i = 0; i < N; i++)
            all->now.z[i] = 1;
    } else {
        for (int i = 0; i < N; i++)
            all->now.z[i] = (int)outcome->value[i];
    }
    if (outcome->variable == 1 || !all->behaviour) all->count[encode(&all->now)]++;
    return true;
}

static size_t entries(const int (*tie)[2], size_t count, bool directed, ent_saom_entry *out) {
    size_t made = 0;
    for (size_t k = 0; k < count; k++) {
        out[made++] = (ent_saom_entry){(uint32_t)tie[k][0], (uint32_t)tie[k][1], 1};
        if (!directed) out[made++] = (ent_saom_entry){(uint32_t)tie[k][1], (uint32_t)tie[k][0], 1};
    }
    return made;
}

/* Waves: 0→1 then 1→2, so that ties come and go; behaviour 1 2 3 then 2 1 3. */
static ent_saom_data *three_actors(const chain *c, state *start) {
    static const int first[][2] = {{0, 1}};
    static const int second[][2] = {{1, 2}};
    static const double act[] = {1, 2, 3, 2, 1, 3};
    ent_error err = {0};
    ent_saom_data *data = NULL;
    ent_saom_entry entry[2][8];
    bool directed = c->type == 1;
    size_t count[2] = {entries(first, 1, directed, entry[0]),
                       entries(second, 1, directed, entry[1])};
    if (c->fixed_from >= 0) {
        entry[0][count[0]++] =
            (ent_saom_entry){(uint32_t)c->fixed_from, (uint32_t)c->fixed_to, ENT_TIE_NEVER};
        if (!directed)
            entry[0][count[0]++] =
                (ent_saom_entry){(uint32_t)c->fixed_to, (uint32_t)c->fixed_from, ENT_TIE_NEVER};
    }
    ent_saom_wave wave[] = {{count[0], entry[0]}, {count[1], entry[1]}};
    assert_ok(ent_saom_data_new(&data, N, 2, &err), &err);
    assert_ok(ent_saom_add_network(data, "net", directed, wave, &err), &err);
    *start = (state){.z = {1, 1, 1}};
    start->x[0][1] = 1;
    if (!directed) start->x[1][0] = 1;
    if (!c->behaviour) return data;
    assert_ok(ent_saom_add_behaviour(data, "act", act, &err), &err);
    for (int i = 0; i < N; i++)
        start->z[i] = (int)act[i];
    return data;
}

static void add(ent_saom_model *model, const char *variable, const char *effect,
                const char *covariate, ent_saom_function function, double value) {
    ent_error err = {0};
    ent_saom_term term = {.variable = variable,
                          .effect = effect,
                          .covariate = covariate,
                          .function = function,
                          .value = value};
    if (value != 0) assert_ok(ent_saom_add_effect(model, &term, &err), &err);
}

static ent_saom_model *model_of(const chain *c, const ent_saom_data *data) {
    ent_error err = {0};
    ent_saom_model *model = NULL;
    assert_ok(ent_saom_model_new(&model, &data, 1, &err), &err);
    if (c->type > 1) assert_ok(ent_saom_set_type(model, "net", c->type, &err), &err);
    assert_ok(ent_saom_set_value(model, 0, c->rate, &err), &err);
    if (c->behaviour) assert_ok(ent_saom_set_value(model, 1, c->rate_act, &err), &err);
    add(model, "net", "outRate", NULL, ENT_RATE, c->out_rate);
    add(model, "net", "density", NULL, ENT_EVALUATION, c->density);
    add(model, "net", "recip", NULL, ENT_EVALUATION, c->recip);
    add(model, "net", c->type == 1 ? "transTrip" : "transTriads", NULL, ENT_EVALUATION, c->trans);
    add(model, "net", "altX", "act", ENT_EVALUATION, c->altx);
    add(model, "net", "density", NULL, ENT_CREATION, c->creation);
    add(model, "net", "density", NULL, ENT_ENDOWMENT, c->endowment);
    add(model, "act", "linear", NULL, ENT_EVALUATION, c->linear);
    add(model, "act", "avAlt", "net", ENT_EVALUATION, c->average);
    return model;
}

/* Pearson's statistic over cells of expectation 5 or more, the rest pooled, lies within five
 * standard deviations of its mean: a correct chain fails once in some 10⁵ tests. */
static void compare(const double *exact, const double *count) {
    double statistic = 0;
    double rare = 0;
    double rare_count = 0;
    double cells = -1;
    for (int k = 0; k < STATES; k++) {
        double expected = SIMULATIONS * exact[k];
        if (expected < 5) {
            rare += expected;
            rare_count += count[k];
            continue;
        }
        statistic += (count[k] - expected) * (count[k] - expected) / expected;
        cells++;
    }
    if (rare >= 5) {
        statistic += (rare_count - rare) * (rare_count - rare) / rare;
        cells++;
    }
    if (statistic > cells + 5 * sqrt(2 * cells))
        fail_msg("chi-square %.1f with %.0f degrees of freedom", statistic, cells);
}

static void check(chain *c, bool plain) {
    static double exact[STATES];
    static tally all;
    ent_error err = {0};
    state start;
    double value[16];
    ent_saom_data *data = three_actors(c, &start);
    ent_saom_model *model = model_of(c, data);
    c->mean = c->behaviour ? 2 : 0;
    all = (tally){.behaviour = c->behaviour};
    for (size_t k = 0; k < ent_saom_parameter_count(model); k++)
        value[k] = ent_saom_parameter_at(model, k).value;
    ent_saom_simulation how = {.seed = 5,
                               .count = SIMULATIONS,
                               .plain = plain,
                               .threads = 1,
                               .outcome = take,
                               .context = &all};
    assert_ok(ent_saom_simulate(model, value, &how, NULL, NULL, NULL, &err), &err);
    solve(c, &start, exact);
    compare(exact, all.count);
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

static void directed_networks_follow_the_enumerated_chain(void **nothing) {
    (void)nothing;
    static chain c;
    for (int plain = 0; plain < 2; plain++) {
        c = (chain){
            .type = 1, .rate = 2, .density = -0.7, .recip = 1.1, .trans = 0.6, .fixed_from = -1};
        check(&c, plain);
        c.creation = 0.8;
        c.endowment = -0.5;
        check(&c, plain);
        c.out_rate = 0.4;
        check(&c, plain);
        c.fixed_from = 2;
        c.fixed_to = 0;
        check(&c, plain);
    }
}

static void each_type_without_direction_follows_the_enumerated_chain(void **nothing) {
    (void)nothing;
    static chain c;
    for (int type = 2; type <= 6; type++) {
        c = (chain){.type = type, .rate = 1.5, .density = -0.4, .trans = 0.9, .fixed_from = -1};
        check(&c, false);
        c.creation = 0.7;
        c.endowment = 0.3;
        check(&c, false);
    }
}

static void network_and_behaviour_follow_the_enumerated_chain(void **nothing) {
    (void)nothing;
    static chain c;
    for (int plain = 0; plain < 2; plain++) {
        c = (chain){.type = 1,
                    .behaviour = true,
                    .rate = 1.5,
                    .rate_act = 1.2,
                    .density = -0.5,
                    .recip = 0.8,
                    .altx = 0.5,
                    .linear = 0.3,
                    .average = 0.7,
                    .fixed_from = -1};
        check(&c, plain);
    }
}

/* With nothing but density, the tie of a pair under mutual consent is there, in the long run, with
 * probability L(β)²: 0.534 for β = 1. */
static bool count_ties(void *context, const ent_saom_outcome *outcome) {
    *(double *)context += (double)outcome->ties / (N * (N - 1));
    return true;
}

static void mutual_consent_has_its_stationary_density(void **nothing) {
    (void)nothing;
    ent_error err = {0};
    state start;
    chain *c = calloc(1, sizeof *c);
    assert_non_null(c);
    *c = (chain){.type = 5, .rate = 4, .density = 1, .fixed_from = -1};
    ent_saom_data *data = three_actors(c, &start);
    ent_saom_model *model = model_of(c, data);
    double value[] = {c->rate, c->density};
    double density = 0;
    ent_saom_simulation how = {
        .seed = 3, .count = SIMULATIONS, .threads = 1, .outcome = count_ties, .context = &density};
    assert_ok(ent_saom_simulate(model, value, &how, NULL, NULL, NULL, &err), &err);
    double p = logistic(1) * logistic(1);
    /* five standard errors of 3 × 40,000 pairs */
    assert_true(fabs(density / SIMULATIONS - p) < 5 * sqrt(p * (1 - p) / (3.0 * SIMULATIONS)));
    ent_saom_model_free(model);
    ent_saom_data_free(data);
    free(c);
}

/* Far beyond the last wave the chain has forgotten it: the density of mutual consent again. */
static bool count_last(void *context, const ent_saom_outcome *outcome) {
    if (outcome->period == 3) *(double *)context += (double)outcome->ties / (N * (N - 1));
    assert_true(outcome->period >= 1 && outcome->period <= 3);
    return true;
}

static void simulation_goes_on_beyond_the_last_wave(void **nothing) {
    (void)nothing;
    ent_error err = {0};
    state start;
    chain *c = calloc(1, sizeof *c);
    assert_non_null(c);
    *c = (chain){.type = 5, .rate = 2, .density = 1, .fixed_from = -1};
    ent_saom_data *data = three_actors(c, &start);
    ent_saom_model *model = model_of(c, data);
    double value[] = {c->rate, c->density};
    double density = 0;
    ent_saom_simulation how = {.seed = 3,
                               .count = SIMULATIONS,
                               .threads = 1,
                               .beyond = 3,
                               .outcome = count_last,
                               .context = &density};
    assert_ok(ent_saom_simulate(model, value, &how, NULL, NULL, NULL, &err), &err);
    double p = logistic(1) * logistic(1);
    assert_true(fabs(density / SIMULATIONS - p) < 5 * sqrt(p * (1 - p) / (3.0 * SIMULATIONS)));
    assert_error(ent_saom_simulate(model, value, &how, &density, NULL, NULL, &err), ENT_ERR_USAGE,
                 &err, "outcomes only");
    ent_saom_model_free(model);
    ent_saom_data_free(data);
    free(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directed_networks_follow_the_enumerated_chain),
        cmocka_unit_test(each_type_without_direction_follows_the_enumerated_chain),
        cmocka_unit_test(network_and_behaviour_follow_the_enumerated_chain),
        cmocka_unit_test(mutual_consent_has_its_stationary_density),
        cmocka_unit_test(simulation_goes_on_beyond_the_last_wave)};
    return RUN_TESTS(tests);
}
