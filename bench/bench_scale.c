/* SPDX-License-Identifier: Apache-2.0 */
/* Cost of a ministep from 50 to 10,000 actors: the model of the reference's n500 (five effects,
 * mean degree 8) with scores, the fast way and visiting every alter. With the arguments `estimate`
 * and perhaps a number of actors (10,000), instead the whole estimation on two threads; where it is
 * and how long the phase still takes goes to standard error. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/dynamics/support_reference.h"
#include "base/random.h"
#include "support.h"

enum { DEGREE = 8, NEAR = 40, GROUPS = 5, PARAMETERS = 6, LARGEST = 10000 };

/* Everybody has ties to eight of the forty nearest, so that there is closure to begin with. */
static ent_saom_wave near_ties(size_t n, uint32_t wave) {
    ent_random random = ent_random_stream(1, wave, 0, 60);
    ent_saom_entry *entry = calloc(n * DEGREE, sizeof *entry);
    size_t count = 0;
    if (entry == NULL) abort();
    for (size_t i = 0; i < n; i++) {
        bool taken[NEAR + 1] = {false};
        for (int d = 0; d < DEGREE; d++) {
            uint32_t off = ent_random_below(&random, NEAR + 1);
            if (off == NEAR / 2 || taken[off]) continue;
            taken[off] = true;
            size_t j = (i + n + off - NEAR / 2) % n;
            entry[count++] = (ent_saom_entry){(uint32_t)i, (uint32_t)j, 1};
        }
    }
    return (ent_saom_wave){count, entry};
}

static void make(reference *out, size_t n, const ent_saom_wave *wave) {
    ent_error err = {0};
    double *group = calloc(n, sizeof *group);
    if (group == NULL) abort();
    for (size_t i = 0; i < n; i++)
        group[i] = (double)(i % GROUPS);
    *out = (reference){.data = reference_data(n, 2), .conditional = true};
    reference_check(ent_saom_add_network(out->data, "net", true, wave, &err), &err);
    reference_check(ent_saom_add_covariate(out->data, "g", group, 1, true, &err), &err);
    reference_c_effects(out);
    free(group);
}

/* The coefficients of the n500 model, density for mean degree 8 among n actors. */
static void coefficients(size_t n, double value[PARAMETERS]) {
    const double like_n500[] = {5, -2.5, 1.88, 0.336, -0.186, 0.336};
    memcpy(value, like_n500, sizeof like_n500);
    value[1] += 0.5 * log(500 / (double)n);
}

static bool take_outcome(void *context, const ent_saom_outcome *outcome) {
    ent_saom_wave *wave = context;
    ent_saom_entry *entry = calloc(outcome->ties, sizeof *entry);
    if (entry == NULL) abort();
    for (size_t t = 0; t < outcome->ties; t++)
        entry[t] = (ent_saom_entry){outcome->from[t], outcome->to[t], 1};
    *wave = (ent_saom_wave){outcome->ties, entry};
    return true;
}

/* Two waves of which the second was simulated from the first. */
static void simulated(reference *out, size_t n) {
    ent_error err = {0};
    double value[PARAMETERS];
    ent_saom_wave wave[] = {near_ties(n, 0), near_ties(n, 1)};
    ent_saom_wave end = {0};
    coefficients(n, value);
    make(out, n, wave);
    ent_saom_simulation how = {
        .seed = 1, .count = 1, .threads = 1, .outcome = take_outcome, .context = &end};
    reference_check(ent_saom_simulate(out->model, value, &how, NULL, NULL, NULL, &err), &err);
    reference_free(out);
    free((void *)wave[1].entries);
    wave[1] = end;
    make(out, n, wave);
    free((void *)wave[0].entries);
    free((void *)wave[1].entries);
}

/* Microseconds of processor time a ministep. */
static double cost(const reference *own, size_t n, size_t count, bool plain) {
    ent_error err = {0};
    double value[PARAMETERS];
    double *score = calloc(count * PARAMETERS, sizeof *score);
    uint64_t steps = 0;
    coefficients(n, value);
    ent_saom_simulation how = {
        .seed = 2, .count = count, .conditional = true, .plain = plain, .threads = 1};
    double start = bench_cpu();
    reference_check(ent_saom_simulate(own->model, value, &how, NULL, score, &steps, &err), &err);
    free(score);
    return 1e6 * (bench_cpu() - start) / (double)steps;
}

/* Where the search is, and when the phase began. */
typedef struct watch {
    int phase, subphase, round;
    double began;
} watch;

static bool show(void *context, const ent_saom_progress *now) {
    watch *own = context;
    if (now->phase != own->phase || now->subphase != own->subphase || now->round != own->round)
        *own = (watch){now->phase, now->subphase, now->round, bench_wall()};
    fprintf(stderr, "\rround %d, phase %d.%d: %zu of %zu", now->round + 1, now->phase,
            now->subphase, now->done, now->of);
    if (now->done > 0 && now->of > now->done)
        fprintf(stderr, ", %.0f s left in it",
                (bench_wall() - own->began) * (double)(now->of - now->done) / (double)now->done);
    fputs("\033[K", stderr);
    return true;
}

static void full_estimate(size_t n) {
    ent_error err = {0};
    reference own;
    ent_saom_fit *fit = NULL;
    watch watched = {.phase = -1};
    ent_saom_options options = {
        .seed = 1, .conditional = true, .threads = 2, .progress = show, .context = &watched};
    simulated(&own, n);
    double start = bench_wall();
    double cpu = bench_cpu();
    reference_check(ent_saom_estimate(own.model, &options, &fit, &err), &err);
    fputs("\r\033[K", stderr);
    printf("%zu actors, two threads: %.0f s (%.0f s of processor), %zu simulations, %.1f million "
           "ministeps, peak %.0f MiB, overall ratio %.3f%s\n",
           n, bench_wall() - start, bench_cpu() - cpu, fit->iterations,
           1e-6 * (double)fit->ministeps, bench_peak_mib(), fit->t_max,
           fit->converged ? "" : ", not converged");
    for (size_t k = 0; k < fit->parameters; k++)
        printf("    %-10s %9.4f (%.4f)\n", ent_saom_parameter_at(own.model, k).effect,
               fit->estimate[k], fit->se[k]);
    ent_saom_fit_free(fit);
    reference_free(&own);
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "estimate") == 0) {
        full_estimate(argc > 2 ? strtoul(argv[2], NULL, 10) : LARGEST);
        return 0;
    }
    static const size_t sizes[] = {50, 100, 200, 400, 800, 1600, 3200, LARGEST};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        reference own;
        size_t n = sizes[s];
        simulated(&own, n);
        size_t count = 100000 / (5 * n) + 1;
        double fast = INFINITY;
        double plain = INFINITY;
        for (int repeat = 0; repeat < 3; repeat++) {
            fast = fmin(fast, cost(&own, n, count, false));
            if (n <= 1600) plain = fmin(plain, cost(&own, n, count / 4 + 1, true));
        }
        printf("n = %5zu: %7.3f us a ministep, every alter visited %7.3f us\n", n, fast, plain);
        fflush(stdout);
        reference_free(&own);
    }
    return 0;
}
