/* SPDX-License-Identifier: Apache-2.0 */
/* An estimate in the making, by hand: a few spells of the same years, no two of them alike. */
#ifndef ENTENTE_TESTS_SUPPORT_WORK_H
#define ENTENTE_TESTS_SUPPORT_WORK_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/depth.h"
#include "support.h"

enum { WORK_FIRST = 2000 };

struct made_work {
    ent_depth_table table;
    ent_depth_estimate estimate;
    ent_depth_work work;
    size_t nodes;
};

/* Node t of spell s is number s · years + t. Everything is covered on both sides. */
static inline void work_new(struct made_work *made, size_t spells, size_t years) {
    ent_error err = {0};
    *made = (struct made_work){.nodes = spells * years};
    ent_depth_table *table = &made->table;
    table->spell_count = spells;
    table->node_count = made->nodes;
    table->spells = calloc(spells, sizeof *table->spells);
    table->first_node = calloc(spells + 1, sizeof *table->first_node);
    table->value = calloc(made->nodes * ENT_DEPTH_ITEMS, sizeof *table->value);
    made->estimate.path = calloc(spells, sizeof *made->estimate.path);
    made->work = (ent_depth_work){.table = table, .estimate = &made->estimate, .years = years};
    made->work.year_row = calloc(years + 1, sizeof(size_t));
    made->work.year_node = calloc(made->nodes, sizeof(uint32_t));
    made->work.owner = calloc(made->nodes, sizeof(uint32_t));
    made->work.place = calloc(made->nodes, sizeof(uint32_t));
    made->work.sides = calloc(made->nodes, 1);
    for (size_t s = 0; s < spells; s++) {
        table->spells[s] = (ent_latent_spell){(uint32_t)s, WORK_FIRST, (uint32_t)years};
        table->first_node[s + 1] = (s + 1) * years;
        for (size_t t = 0; t < years; t++) {
            table->value[(s * years + t) * ENT_DEPTH_ITEMS] = (float)s;
            made->work.year_node[t * spells + s] = (uint32_t)(s * years + t);
        }
    }
    for (size_t t = 0; t <= years; t++)
        made->work.year_row[t] = t * spells;
    memset(made->work.sides, ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE, made->nodes);
    assert_ok(ent_depth_find_paths(&made->work, &err), &err);
    size_t values = made->work.places * ENT_DEPTH_FIELDS;
    made->estimate.value = calloc(values, sizeof(float));
    for (size_t i = 0; i < values; i++)
        made->estimate.value[i] = NAN;
}

static inline void work_free(struct made_work *made) {
    free(made->table.spells);
    free(made->table.first_node);
    free(made->table.value);
    free(made->estimate.path);
    free(made->estimate.path_row);
    free(made->estimate.value);
    free(made->work.year_row);
    free(made->work.year_node);
    free(made->work.owner);
    free(made->work.place);
    free(made->work.sides);
}

/* The figures of a node. */
static inline float *work_value(struct made_work *made, size_t node) {
    return made->estimate.value + (size_t)made->work.place[node] * ENT_DEPTH_FIELDS;
}

#endif
