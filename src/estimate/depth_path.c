/* SPDX-License-Identifier: Apache-2.0 */
/* Paths: most dyads have no ties, and those that entered and left together observed the same. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "estimate/depth.h"

struct key {
    const ent_depth_table *table;
    uint32_t spell;
};

static size_t bytes_of(const ent_depth_table *table, uint32_t spell) {
    return table->spells[spell].length * ENT_DEPTH_ITEMS * sizeof(float);
}

static int compare(const struct key *a, const struct key *b) {
    const ent_latent_spell *x = &a->table->spells[a->spell];
    const ent_latent_spell *y = &b->table->spells[b->spell];
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->length != y->length) return x->length < y->length ? -1 : 1;
    const float *value = a->table->value;
    return memcmp(value + a->table->first_node[a->spell] * ENT_DEPTH_ITEMS,
                  value + a->table->first_node[b->spell] * ENT_DEPTH_ITEMS,
                  bytes_of(a->table, a->spell));
}

/* Spells that are alike by number, so that a path's own spell is its first. */
static int by_content(const void *left, const void *right) {
    const struct key *a = left;
    const struct key *b = right;
    int order = compare(a, b);
    return order != 0 ? order : (a->spell > b->spell) - (a->spell < b->spell);
}

static void place_spell(ent_depth_work *work, uint32_t spell, uint32_t path, bool own) {
    const ent_depth_table *table = work->table;
    work->estimate->path[spell] = path;
    size_t at = work->estimate->path_row[path];
    for (size_t n = table->first_node[spell]; n < table->first_node[spell + 1]; n++, at++) {
        work->place[n] = (uint32_t)at;
        work->owner[n] = own ? (uint32_t)at : UINT32_MAX;
    }
}

ent_status ent_depth_find_paths(ent_depth_work *work, ent_error *err) {
    const ent_depth_table *table = work->table;
    ent_depth_estimate *estimate = work->estimate;
    size_t spells = table->spell_count;
    struct key *keys = NULL;
    ent_status status = ent_array_new((void **)&keys, spells, sizeof *keys, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&estimate->path_row, spells + 1, sizeof(size_t), err);
    if (status != ENT_OK) {
        free(keys);
        return status;
    }
    for (size_t s = 0; s < spells; s++)
        keys[s] = (struct key){table, (uint32_t)s};
    qsort(keys, spells, sizeof *keys, by_content);
    size_t paths = 0;
    for (size_t s = 0; s < spells; s++) {
        bool own = s == 0 || compare(&keys[s - 1], &keys[s]) != 0;
        if (own) {
            estimate->path_row[paths + 1] =
                estimate->path_row[paths] + table->spells[keys[s].spell].length;
            paths++;
        }
        place_spell(work, keys[s].spell, (uint32_t)(paths - 1), own);
    }
    estimate->path_count = paths;
    work->places = estimate->path_row[paths];
    free(keys);
    return ENT_OK;
}
