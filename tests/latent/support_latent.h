/* SPDX-License-Identifier: Apache-2.0 */
/* Data simulated from the latent model, with the truth beside them. */
#ifndef ENTENTE_TESTS_SUPPORT_LATENT_H
#define ENTENTE_TESTS_SUPPORT_LATENT_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "entente/latent.h"

/* An item's truth. */
typedef struct sim_item {
    ent_latent_item item;
    double slope, slope2, cut[ENT_LATENT_CATEGORIES_MAX], intercept, scale;
    int once;               /* seen at this time only; −1: always */
    int missing1, missing2; /* not seen from … to …; 0, −1: never missing */
} sim_item;

typedef struct sim {
    size_t spell_count, node_count, item_count, observation_count;
    ent_latent_spell *spells;
    ent_latent_item *items;
    size_t *row;
    uint32_t *item;
    double *value;
    double *trait; /* of nodes */
    ent_latent_data data;
} sim;

static inline double sim_value(const sim_item *item, double trait, ent_random *random) {
    double e = ent_random_normal(random);
    double y = 0;
    switch (item->item.type) {
    case ENT_LATENT_BINARY:
        return item->slope * trait + e > item->cut[0];
    case ENT_LATENT_ORDERED:
        for (unsigned c = 0; c + 1 < item->item.categories; c++)
            y += item->slope * trait + e > item->cut[c];
        return y;
    case ENT_LATENT_COUNT: {
        double rate = exp(item->intercept + item->slope * trait + item->scale * e);
        for (double t = ent_random_exponential(random); t < rate && y < ENT_LATENT_COUNT_MAX;
             t += ent_random_exponential(random))
            y++;
        return y;
    }
    case ENT_LATENT_CONTINUOUS:
        return item->intercept + item->slope * trait + item->scale * e;
    case ENT_LATENT_HURDLE:
        if (!(item->slope * trait + e > item->cut[0])) return 0;
        return exp(item->intercept + item->slope2 * trait +
                   item->scale * ent_random_normal(random));
    }
    return 0;
}

/* One spell of @p times nodes for each unit, first at N(0, 1), steps of @p step_sd. */
static inline sim sim_new(uint64_t seed, size_t units, size_t times, double step_sd,
                          const sim_item *items, size_t item_count, double seen) {
    sim s = {.spell_count = units, .node_count = units * times, .item_count = item_count};
    s.spells = calloc(units, sizeof *s.spells);
    s.items = calloc(item_count, sizeof *s.items);
    s.row = calloc(s.node_count + 1, sizeof *s.row);
    s.item = calloc(s.node_count * item_count + 1, sizeof *s.item);
    s.value = calloc(s.node_count * item_count + 1, sizeof *s.value);
    s.trait = calloc(s.node_count, sizeof *s.trait);
    for (size_t k = 0; k < item_count; k++)
        s.items[k] = items[k].item;
    size_t o = 0;
    for (size_t u = 0; u < units; u++) {
        ent_random random = ent_random_stream(seed, 1, (uint32_t)u, 0);
        s.spells[u] = (ent_latent_spell){(uint32_t)u, 0, (uint32_t)times};
        double trait = ent_random_normal(&random);
        for (size_t t = 0; t < times; t++) {
            size_t n = u * times + t;
            if (t > 0) trait += step_sd * ent_random_normal(&random);
            s.trait[n] = trait;
            for (size_t k = 0; k < item_count; k++) {
                bool now = items[k].once < 0 || items[k].once == (int)t;
                bool hidden = (int)t >= items[k].missing1 && (int)t <= items[k].missing2;
                double value = sim_value(&items[k], trait, &random);
                if (!now || hidden || ent_random_uniform(&random) > seen) continue;
                s.item[o] = (uint32_t)k;
                s.value[o++] = value;
            }
            s.row[n + 1] = o;
        }
    }
    s.observation_count = o;
    s.data = (ent_latent_data){item_count, s.items, units, s.spells, s.row, s.item, s.value};
    return s;
}

static inline void sim_free(sim *s) {
    free(s->spells);
    free(s->items);
    free(s->row);
    free(s->item);
    free(s->value);
    free(s->trait);
}

static inline double sim_correlation(const double *a, const double *b, size_t n) {
    double ma = 0;
    double mb = 0;
    for (size_t i = 0; i < n; i++) {
        ma += a[i] / (double)n;
        mb += b[i] / (double)n;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (size_t i = 0; i < n; i++) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / sqrt(aa * bb);
}

#endif
