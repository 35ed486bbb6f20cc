/* SPDX-License-Identifier: Apache-2.0 */
/* Recovery: 200 data sets simulated from a directed, a non-directed and a co-evolution model, each
 * estimated, and how often the 95 % interval holds what generated them (docs/dynamics.md has the
 * table). Minutes of work; an argument sets the number of replications. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/dynamics/support_reference.h"
#include "base/random.h"
#include "support.h"

enum { ACTORS = 50, PARAMETERS = 16 };

typedef struct study {
    const char *name;
    bool directed, behaviour;
    int type;
    struct {
        const char *variable, *effect, *covariate;
        double value; /* of the basic rate where the effect is NULL */
    } truth[PARAMETERS];
} study;

static const study studies[] = {{"directed",
                                 true,
                                 false,
                                 1,
                                 {{"net", NULL, NULL, 4},
                                  {"net", "density", NULL, -1.8},
                                  {"net", "recip", NULL, 1.5},
                                  {"net", "transTrip", NULL, 0.3},
                                  {"net", "simX", "x", 0.8}}},
                                {"non-directed, type 3",
                                 false,
                                 false,
                                 3,
                                 {{"net", NULL, NULL, 4},
                                  {"net", "density", NULL, -1},
                                  {"net", "transTriads", NULL, 0.3},
                                  {"net", "simX", "x", 0.8}}},
                                {"co-evolution",
                                 true,
                                 true,
                                 1,
                                 {{"net", NULL, NULL, 4},
                                  {"net", "density", NULL, -1.8},
                                  {"net", "recip", NULL, 1.5},
                                  {"net", "simX", "act", 0.8},
                                  {"act", NULL, NULL, 3},
                                  {"act", "linear", NULL, 0.1},
                                  {"act", "quad", NULL, -0.1},
                                  {"act", "avAlt", "net", 0.4}}}};
enum { STUDIES = sizeof studies / sizeof studies[0] };

/* Two waves of data: those observed, or drawn at random to start from. */
typedef struct panel {
    ent_saom_entry entry[2][ACTORS * ACTORS];
    size_t count[2];
    double act[2 * ACTORS], x[ACTORS];
} panel;

static size_t parameters_of(const study *own) {
    size_t count = 0;
    while (count < PARAMETERS && own->truth[count].variable != NULL)
        count++;
    return count;
}

static void random_panel(const study *own, uint32_t replication, panel *out) {
    ent_random random = ent_random_stream(1, replication, 0, 50);
    bool tie[ACTORS][ACTORS] = {{false}};
    for (size_t w = 0; w < 2; w++) {
        out->count[w] = 0;
        for (uint32_t i = 0; i < ACTORS; i++) {
            out->act[w * ACTORS + i] = 1 + ent_random_below(&random, 5);
            out->x[i] = ent_random_normal(&random);
            for (uint32_t j = 0; j < ACTORS; j++)
                tie[i][j] = i != j && ent_random_uniform(&random) < 0.08;
        }
        for (uint32_t i = 0; i < ACTORS; i++)
            for (uint32_t j = 0; j < ACTORS; j++)
                if (i != j && (own->directed || i < j ? tie[i][j] : tie[j][i]))
                    out->entry[w][out->count[w]++] = (ent_saom_entry){i, j, 1};
    }
}

static ent_saom_model *make_model(const study *own, const panel *from, ent_saom_data **data) {
    ent_error err = {0};
    ent_saom_wave wave[] = {{from->count[0], from->entry[0]}, {from->count[1], from->entry[1]}};
    *data = reference_data(ACTORS, 2);
    reference_check(ent_saom_add_network(*data, "net", own->directed, wave, &err), &err);
    if (own->behaviour)
        reference_check(ent_saom_add_behaviour(*data, "act", from->act, &err), &err);
    reference_check(ent_saom_add_covariate(*data, "x", from->x, 1, true, &err), &err);
    ent_saom_model *model = reference_model(*data);
    if (!own->directed) reference_check(ent_saom_set_type(model, "net", own->type, &err), &err);
    for (size_t k = 0; k < parameters_of(own); k++)
        if (own->truth[k].effect != NULL)
            reference_effect(model, own->truth[k].variable, own->truth[k].effect,
                             own->truth[k].covariate);
    return model;
}

static bool take_outcome(void *context, const ent_saom_outcome *outcome) {
    panel *own = context;
    if (outcome->variable == 1) memcpy(own->act + ACTORS, outcome->value, ACTORS * sizeof(double));
    if (outcome->variable == 1) return true;
    for (size_t t = 0; t < outcome->ties; t++)
        own->entry[1][t] = (ent_saom_entry){outcome->from[t], outcome->to[t], 1};
    own->count[1] = outcome->ties;
    return true;
}

/* Put a simulated second wave in place of the random one. */
static void simulate_panel(const study *own, uint32_t replication, panel *out) {
    ent_error err = {0};
    ent_saom_data *data = NULL;
    double value[PARAMETERS];
    random_panel(own, replication, out);
    ent_saom_model *model = make_model(own, out, &data);
    for (size_t k = 0; k < parameters_of(own); k++)
        value[k] = own->truth[k].value;
    ent_saom_simulation how = {.seed = replication + 1U,
                               .count = 1,
                               .threads = 1,
                               .outcome = take_outcome,
                               .context = out};
    reference_check(ent_saom_simulate(model, value, &how, NULL, NULL, NULL, &err), &err);
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

static void run(const study *own, uint32_t replications) {
    size_t parameters = parameters_of(own);
    double sum[PARAMETERS] = {0};
    double square[PARAMETERS] = {0};
    double se[PARAMETERS] = {0};
    double held[PARAMETERS] = {0};
    double used = 0;
    static panel data_of;
    double start = bench_wall();
    for (uint32_t r = 0; r < replications; r++) {
        ent_error err = {0};
        ent_saom_data *data = NULL;
        ent_saom_fit *fit = NULL;
        ent_saom_options options = {.seed = r + 1U, .threads = 1, .rounds = 5};
        simulate_panel(own, r, &data_of);
        ent_saom_model *model = make_model(own, &data_of, &data);
        ent_status status = ent_saom_estimate(model, &options, &fit, &err);
        if (status != ENT_OK) fprintf(stderr, "%s, %u: %s\n", own->name, r, err.text);
        if (status == ENT_OK && fit->converged) {
            used++;
            for (size_t k = 0; k < parameters; k++) {
                double off = fit->estimate[k] - own->truth[k].value;
                sum[k] += fit->estimate[k];
                square[k] += fit->estimate[k] * fit->estimate[k];
                se[k] += fit->se[k];
                held[k] += fabs(off) < 1.96 * fit->se[k];
            }
        }
        ent_saom_fit_free(fit);
        ent_saom_model_free(model);
        ent_saom_data_free(data);
    }
    printf("%s: %u replications, %.0f converged, %.0f s\n", own->name, replications, used,
           bench_wall() - start);
    for (size_t k = 0; k < parameters; k++)
        printf("    %-4s %-10s true %6.2f  mean %7.3f  sd %6.3f  mean se %6.3f  coverage %.3f\n",
               own->truth[k].variable, own->truth[k].effect != NULL ? own->truth[k].effect : "rate",
               own->truth[k].value, sum[k] / used,
               sqrt((square[k] - sum[k] * sum[k] / used) / (used - 1)), se[k] / used,
               held[k] / used);
    fflush(stdout);
}

int main(int argc, char **argv) {
    int replications = argc > 1 ? atoi(argv[1]) : 200;
    for (size_t s = 0; s < STUDIES; s++)
        run(&studies[s], (uint32_t)replications);
    return 0;
}
