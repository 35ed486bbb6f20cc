/* SPDX-License-Identifier: Apache-2.0 */
/* Stands in for the engine's own draws until they are there: traits given the parameters, one level
 * of steps, no breaks. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/random.h"
#include "latent/fit.h"

static size_t pick(const float *weight, size_t count, ent_random *random) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)weight[i];
    double left = ent_random_uniform(random) * sum;
    size_t i = 0;
    while (i + 1 < count && (left -= (double)weight[i]) > 0)
        i++;
    return i;
}

static void draw_spell(const ent_smoother *smoother, size_t run, const ent_forward *forward,
                       float *product, ent_random *random, float *out) {
    const ent_windows *windows = &smoother->windows;
    size_t first = smoother->observed->run_node[run];
    size_t end = smoother->observed->run_node[run + 1];
    size_t base = windows->offset[first];
    ptrdiff_t half = (ptrdiff_t)smoother->step[0].half;
    ptrdiff_t at = 0;
    for (size_t n = end; n-- > first;) {
        const float *a = forward->filtered + (windows->offset[n] - base);
        ptrdiff_t start = windows->start[n];
        ptrdiff_t low = start;
        ptrdiff_t high = start + (ptrdiff_t)windows->width[n];
        if (n + 1 < end) {
            if (low < at - half) low = at - half;
            if (high > at + half + 1) high = at + half + 1;
        }
        if (high <= low) low = start, high = start + (ptrdiff_t)windows->width[n];
        for (ptrdiff_t x = low; x < high; x++) {
            ptrdiff_t k = half + x - at;
            product[x - low] = a[x - start] * (n + 1 < end && k >= 0 && k <= 2 * half
                                                   ? smoother->step[0].weight[k]
                                                   : 1);
        }
        at = low + (ptrdiff_t)pick(product, (size_t)(high - low), random);
        out[n - first] = (float)(smoother->grid.low +
                                 ((double)at + ent_random_uniform(random) - 0.5) *
                                     smoother->grid.step);
    }
}

ent_status ent_latent_draws(const ent_latent_fit *fit, uint32_t first, uint32_t count,
                            const size_t *nodes, size_t node_count, float *out, ent_error *err) {
    const ent_observed *observed = fit->observed;
    if (nodes != NULL) return ent_fail(err, ENT_ERR_USAGE, "stand-in: all nodes only");
#pragma omp parallel
    {
        ent_forward forward;
        float *product = malloc(fit->em.smoother.grid.points * sizeof *product);
        (void)ent_forward_new(&forward, &fit->em.smoother, NULL);
        size_t last = SIZE_MAX;
#pragma omp for schedule(dynamic, 64)
        for (size_t s = 0; s < observed->spell_count; s++) {
            size_t run = observed->run_of_spell[s];
            if (run != last) (void)ent_forward_run(&fit->em.smoother, run, &forward);
            last = run;
            for (uint32_t d = 0; d < count; d++) {
                ent_random random = ent_random_stream(fit->options.seed, (uint32_t)s, first + d, 7);
                draw_spell(&fit->em.smoother, run, &forward, product, &random,
                           out + d * node_count + observed->spell_node[s]);
            }
        }
        ent_forward_free(&forward);
        free(product);
    }
    return ENT_OK;
}

ent_status ent_latent_item_of(const ent_latent_fit *fit, size_t item, ent_latent_item_fit *out,
                              ent_error *err) {
    if (item >= fit->info.items) return ent_fail(err, ENT_ERR_USAGE, "no item %zu", item);
    *out = (ent_latent_item_fit){0};
    for (size_t p = 0; p < fit->observed->part_count; p++) {
        const ent_part *part = &fit->observed->parts[p];
        const double *b = fit->em.parameters + part->at;
        if (part->item != item) continue;
        out->observations += part->type == ENT_PART_GAUSS ? 0 : part->observations;
        if (part->type == ENT_PART_GAUSS) {
            out->slope2 = b[ENT_SLOPE] * part->spread;
            out->intercept = part->centre + part->spread * b[ENT_INTERCEPT];
            out->scale = part->spread * exp(b[ENT_LOG_SCALE]);
            continue;
        }
        out->slope = b[ENT_SLOPE];
        if (part->type == ENT_PART_COUNT) {
            out->intercept = b[ENT_INTERCEPT];
            out->scale = exp(b[ENT_LOG_SCALE]);
        }
        for (unsigned c = 0; part->type == ENT_PART_ORDERED && c + 1 < part->parameters; c++)
            out->cut[out->cut_count++] = b[ENT_CUT + c];
    }
    return ENT_OK;
}
