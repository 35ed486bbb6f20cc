/* SPDX-License-Identifier: Apache-2.0 */
/* The estimate of depth as part of a slice. */
#include <math.h>
#include <string.h>

#include "base/array.h"
#include "panel/loader.h"

/* Spells come path by path: what shares the path of the spell before is kept once. */
static ent_status keep_spell(void *context, const ent_estimate_spell *row, ent_error *err) {
    ent_loader *loader = context;
    size_t count = row->years * ENT_DEPTH_FIELDS;
    size_t begin = loader->depth_values;
    if (row->fields != ENT_DEPTH_FIELDS) return ENT_OK;
    if (loader->depth_spells > 0) {
        const struct depth_spell *last = &loader->depth_spell[loader->depth_spells - 1];
        if (last->first == row->first && last->years == row->years &&
            memcmp(loader->depth_value + last->begin, row->values, count * sizeof(float)) == 0)
            begin = last->begin;
    }
    ent_status status =
        ent_array_reserve((void **)&loader->depth_spell, &loader->depth_capacity,
                          loader->depth_spells + 1, sizeof *loader->depth_spell, err);
    if (status == ENT_OK && begin == loader->depth_values) {
        status = ent_array_reserve((void **)&loader->depth_value, &loader->depth_value_capacity,
                                   begin + count, sizeof(float), err);
        if (status == ENT_OK)
            memcpy(loader->depth_value + begin, row->values, count * sizeof(float));
        if (status == ENT_OK) loader->depth_values += count;
    }
    if (status == ENT_OK)
        loader->depth_spell[loader->depth_spells++] =
            (struct depth_spell){row->actor1, row->actor2, row->first, row->years, begin};
    return status;
}

ent_status ent_loader_read_depth(ent_loader *loader, ent_error *err) {
    return ent_store_estimate_spells(loader->store, ENT_DEPTH_NAME, ENT_DEPTH_REVISION, 0, 0,
                                     keep_spell, loader, err);
}

void ent_slice_depth(ent_loader *loader) {
    ent_slice *slice = &loader->slice;
    size_t n = slice->n;
    for (size_t c = 0; c < n * n * ENT_DEPTH_FIELDS; c++)
        loader->depth[c] = NAN;
    slice->depth = loader->depth;
    for (size_t s = 0; s < loader->depth_spells; s++) {
        const struct depth_spell *spell = &loader->depth_spell[s];
        int year = slice->year - spell->first;
        if (year < 0 || (size_t)year >= spell->years) continue;
        size_t i = ent_slice_find(slice, spell->actor1);
        size_t j = ent_slice_find(slice, spell->actor2);
        if (i == SIZE_MAX || j == SIZE_MAX) continue;
        const float *from = loader->depth_value + spell->begin + (size_t)year * ENT_DEPTH_FIELDS;
        memcpy(loader->depth + (i * n + j) * ENT_DEPTH_FIELDS, from,
               ENT_DEPTH_FIELDS * sizeof(float));
        memcpy(loader->depth + (j * n + i) * ENT_DEPTH_FIELDS, from,
               ENT_DEPTH_FIELDS * sizeof(float));
    }
}
