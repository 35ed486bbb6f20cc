/* SPDX-License-Identifier: Apache-2.0 */
/* Estimation of the four reference models on one thread, algorithm settings as RSiena's defaults
 * (n3 = 1000), against the seconds RSiena 1.6.5 took; ministeps a second of simulation alone. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../tests/dynamics/support_reference.h"
#include "support.h"

enum { SEEDS = 5, SIMULATIONS = 100, PARAMETERS = 64 };

static double estimate(const reference *own, uint64_t seed, ent_saom_fit **fit) {
    ent_error err = {0};
    ent_saom_options options = {.seed = seed, .conditional = own->conditional, .threads = 1};
    double start = bench_cpu();
    reference_check(ent_saom_estimate(own->model, &options, fit, &err), &err);
    return bench_cpu() - start;
}

static void simulate(const reference *own, const double *value) {
    ent_error err = {0};
    uint64_t steps = 0;
    ent_saom_simulation how = {
        .seed = 1, .count = SIMULATIONS, .conditional = own->conditional, .threads = 1};
    double *score = calloc(SIMULATIONS * PARAMETERS, sizeof *score);
    double start = bench_cpu();
    reference_check(ent_saom_simulate(own->model, value, &how, NULL, score, &steps, &err), &err);
    double spent = bench_cpu() - start;
    printf("    simulation with scores: %.2f million ministeps/s, %.3f us each\n",
           1e-6 * (double)steps / spent, 1e6 * spent / (double)steps);
    free(score);
}

/* Mean estimates over our seeds against RSiena's over its own. */
static void compare(const reference_figures *own, const reference *made, const double *mean,
                    const double *se) {
    double want[2][PARAMETERS] = {{0}};
    size_t line = 0;
    double worst[2] = {0};
    for (int seed = 1; seed <= own->seeds; seed++)
        for (int column = 0; column < 2; column++)
            reference_read(own, bench_shared, seed, column, want[column]);
    for (size_t k = 0; k < ent_saom_parameter_count(made->model); k++) {
        ent_saom_parameter parameter = ent_saom_parameter_at(made->model, k);
        if (made->conditional && parameter.basic) continue;
        double theirs = want[0][line] / own->seeds;
        double their_se = want[1][line] / own->seeds;
        printf("    %-12s %-8s %9.4f (%.4f)   RSiena %9.4f (%.4f)   off %+.3f se, se %+.1f%%\n",
               parameter.effect, parameter.covariate, mean[k], se[k], theirs, their_se,
               (mean[k] - theirs) / their_se, 100 * (se[k] / their_se - 1));
        worst[0] = fmax(worst[0], fabs(mean[k] - theirs) / their_se);
        worst[1] = fmax(worst[1], fabs(se[k] / their_se - 1));
        line++;
    }
    printf("    worst: estimate %.3f se, standard error %.1f%%\n", worst[0], 100 * worst[1]);
}

static double largest_t(const ent_saom_fit *fit) {
    double most = 0;
    for (size_t k = 0; k < fit->parameters; k++)
        if (fit->estimated[k]) most = fmax(most, fabs(fit->t_ratio[k]));
    return most;
}

static void run(const reference_figures *own) {
    reference made;
    double mean[PARAMETERS] = {0};
    double se[PARAMETERS] = {0};
    double seconds = 0;
    if (!own->make(&made, bench_shared)) {
        printf("%s: no data\n", own->name);
        return;
    }
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ent_saom_fit *fit = NULL;
        double spent = estimate(&made, seed, &fit);
        seconds += spent / SEEDS;
        for (size_t k = 0; k < fit->parameters; k++) {
            mean[k] += fit->estimate[k] / SEEDS;
            se[k] += fit->se[k] / SEEDS;
        }
        printf("    seed %d: %.3f s, %zu simulations, %.2f million ministeps, overall ratio %.3f, "
               "largest t %.3f, restarts %d%s\n",
               (int)seed, spent, fit->iterations, 1e-6 * (double)fit->ministeps, fit->t_max,
               largest_t(fit), fit->rounds, fit->converged ? "" : ", NOT CONVERGED");
        ent_saom_fit_free(fit);
    }
    printf("%s: %.2f s (at most %.1f), RSiena %.0f s, %.0f times\n", own->name, seconds,
           own->at_most, own->seconds, own->seconds / seconds);
    compare(own, &made, mean, se);
    simulate(&made, mean);
    reference_free(&made);
}

int main(int argc, char **argv) {
    for (size_t m = 0; m < REFERENCE_MODELS; m++)
        if (argc < 2 || argv[1][0] == reference_all[m].name[0])
            if (argc < 2 || argv[1][1] == reference_all[m].name[1] || argv[1][1] == '\0')
                run(&reference_all[m]);
    return 0;
}
