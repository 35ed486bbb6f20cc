/* SPDX-License-Identifier: Apache-2.0 */
/* The latent model on simulated data, sizes times four: observations a second of one EM iteration
 * and of one sweep (in one thread, processor time), the peak of memory, and how both grow. Every
 * unit is observed every year by six binary, two ordered and two count items. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "entente/latent.h"
#include "support.h"

enum { TIMES = 20, ITEMS = 10, BINARY = 6, ORDERED = 8, SMALLEST = 250, SIZES = 4, ITERATIONS = 6 };

static void *room(size_t count, size_t size) {
    void *memory = calloc(count + 1, size);
    if (memory == NULL) abort();
    return memory;
}

static double value_of(size_t item, double trait, ent_random *random) {
    double x = 1.2 * trait + ent_random_normal(random) - 1.5 + 0.2 * (double)item;
    if (item < BINARY) return x > 0;
    if (item < ORDERED) return (x > -0.5) + (x > 0.5) + (x > 1.5);
    double rate = exp(0.5 * (x - 1));
    double y = 0;
    for (double t = ent_random_exponential(random); t < rate && y < 1000;
         t += ent_random_exponential(random))
        y++;
    return y;
}

static ent_latent_data simulate(size_t units) {
    ent_latent_item *items = room(ITEMS, sizeof *items);
    ent_latent_spell *spells = room(units, sizeof *spells);
    size_t *row = room(units * TIMES, sizeof *row);
    uint32_t *item = room(units * TIMES * ITEMS, sizeof *item);
    double *value = room(units * TIMES * ITEMS, sizeof *value);
    size_t o = 0;
    for (size_t k = 0; k < ITEMS; k++)
        items[k] = (ent_latent_item){k < BINARY    ? ENT_LATENT_BINARY
                                     : k < ORDERED ? ENT_LATENT_ORDERED
                                                   : ENT_LATENT_COUNT,
                                     4, true};
    for (size_t u = 0; u < units; u++) {
        ent_random random = ent_random_stream(1, 2, (uint32_t)u, 3);
        double trait = ent_random_normal(&random);
        spells[u] = (ent_latent_spell){(uint32_t)u, 0, TIMES};
        for (size_t t = 0; t < TIMES; t++, trait += 0.2 * ent_random_normal(&random)) {
            for (size_t k = 0; k < ITEMS; k++) {
                item[o] = (uint32_t)k;
                value[o++] = value_of(k, trait, &random);
            }
            row[u * TIMES + t + 1] = o;
        }
    }
    return (ent_latent_data){ITEMS, items, units, spells, row, item, value};
}

static void free_data(ent_latent_data *data) {
    free((void *)(uintptr_t)data->items);
    free((void *)(uintptr_t)data->spells);
    free((void *)(uintptr_t)data->row);
    free((void *)(uintptr_t)data->item);
    free((void *)(uintptr_t)data->value);
}

/* When a stage was first and last reported, and how often. */
struct stage {
    const char *name;
    double first, last;
    size_t steps;
};

static bool note(void *context, const ent_latent_progress *progress) {
    struct stage *stage = context;
    if (strcmp(progress->stage, stage->name) != 0) return true;
    stage->last = bench_cpu();
    if (stage->steps++ == 0) stage->first = stage->last;
    return true;
}

typedef ent_status (*estimator)(ent_latent_fit **, const ent_latent_data *,
                                const ent_latent_options *, ent_error *);

/* Seconds of one step of a stage. */
static double run(estimator fit_by, const char *stage, const ent_latent_data *data) {
    struct stage seen = {.name = stage};
    ent_latent_fit *fit = NULL;
    ent_error err = {0};
    ent_latent_options options = ent_latent_defaults();
    options.threads = 1;
    options.iterations = ITERATIONS;
    options.parameter_draws = 0;
    options.chains = 1;
    options.burn_in = 2;
    options.draws = 4;
    options.on_progress = note;
    options.context = &seen;
    if (fit_by(&fit, data, &options, &err) != ENT_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    ent_latent_free(fit);
    return (seen.last - seen.first) / (double)(seen.steps - 1);
}

int main(void) {
    double before[2] = {0};
    size_t units = SMALLEST;
    for (int size = 0; size < SIZES; size++, units *= 4) {
        ent_latent_data data = simulate(units);
        double observations = (double)data.row[units * TIMES];
        double seconds[] = {run(ent_latent_fit_grid, "fit", &data),
                            run(ent_latent_fit_gibbs, "sample", &data)};
        bench_line("one iteration of EM", observations, seconds[0]);
        bench_line("one sweep", observations, seconds[1]);
        if (size > 0)
            printf("    four times the observations: iteration %.2f times, sweep %.2f times\n",
                   seconds[0] / before[0], seconds[1] / before[1]);
        memcpy(before, seconds, sizeof before);
        free_data(&data);
    }
    return 0;
}
