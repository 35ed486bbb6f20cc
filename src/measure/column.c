/* SPDX-License-Identifier: Apache-2.0 */
/* Columns by name, and their computation family by family. */
#include "measure/column.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static size_t families_of(ent_unit unit, const ent_family *const **families) {
    return unit == ENT_UNIT_STATE ? ent_state_families(families) : ent_dyad_families(families);
}

size_t ent_column_count(ent_unit unit) {
    const ent_family *const *families = NULL;
    size_t count = families_of(unit, &families);
    size_t columns = 0;
    for (size_t f = 0; f < count; f++)
        columns += families[f]->count;
    return columns;
}

/* Number of a column's family, and the column's place within it; the number of families if there is
 * no such column. */
static size_t locate(ent_unit unit, size_t index, size_t *place) {
    const ent_family *const *families = NULL;
    size_t count = families_of(unit, &families);
    for (size_t f = 0; f < count; f++) {
        *place = index;
        if (index < families[f]->count) return f;
        index -= families[f]->count;
    }
    return count;
}

const ent_column *ent_column_at(ent_unit unit, size_t index) {
    const ent_family *const *families = NULL;
    size_t count = families_of(unit, &families);
    size_t place = 0;
    size_t family = locate(unit, index, &place);
    return family < count ? &families[family]->columns[place] : NULL;
}

/* Edit distance of two short names (Levenshtein 1966). */
static size_t distance(const char *a, const char *b) {
    enum { LONGEST = 64 };
    size_t row[LONGEST + 1];
    size_t columns = strnlen(b, LONGEST);
    for (size_t j = 0; j <= columns; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < columns; j++) {
            size_t substituted = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            size_t shorter = row[j] < row[j + 1] ? row[j] + 1 : row[j + 1] + 1;
            row[j + 1] = substituted < shorter ? substituted : shorter;
        }
    }
    return row[columns];
}

static ent_status unknown(ent_unit unit, const char *name, ent_error *err) {
    size_t best[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    const char *nearest[3] = {"", "", ""};
    for (size_t c = 0; c < ent_column_count(unit); c++) {
        size_t far = distance(name, ent_column_at(unit, c)->name);
        for (size_t k = 0; k < 3; k++) {
            if (far >= best[k]) continue;
            for (size_t m = 2; m > k; m--) {
                best[m] = best[m - 1];
                nearest[m] = nearest[m - 1];
            }
            best[k] = far;
            nearest[k] = ent_column_at(unit, c)->name;
            break;
        }
    }
    return ent_fail(err, ENT_ERR_NOT_FOUND,
                    "no column '%.64s' for this unit; nearest: %s, %s, %s (all: entente panel "
                    "--columns)",
                    name, nearest[0], nearest[1], nearest[2]);
}

ent_status ent_column_find(ent_unit unit, const char *name, size_t *index, ent_error *err) {
    size_t count = ent_column_count(unit);
    for (size_t c = 0; c < count; c++) {
        if (strcmp(ent_column_at(unit, c)->name, name) != 0) continue;
        *index = c;
        return ENT_OK;
    }
    return unknown(unit, name, err);
}

ent_status ent_columns_compute(const ent_slice *slice, ent_unit unit, const ent_pairs *pairs,
                               const size_t *columns, size_t count, double *const *out,
                               ent_error *err) {
    const ent_family *const *families = NULL;
    size_t family_count = families_of(unit, &families);
    for (size_t f = 0; f < family_count; f++) {
        ent_request request = {.slice = slice, .unit = unit, .pairs = pairs};
        bool wanted = false;
        for (size_t c = 0; c < count; c++) {
            size_t place = 0;
            if (locate(unit, columns[c], &place) != f) continue;
            request.out[place] = out[c];
            wanted = true;
        }
        ent_status status = wanted ? families[f]->compute(&request, err) : ENT_OK;
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

void ent_slice_capability(const ent_slice *slice, ent_capability component, double *out) {
    for (size_t i = 0; i < slice->n; i++)
        out[i] = ent_missing();
    for (size_t c = 0; c < slice->capability_count; c++) {
        size_t i = ent_slice_find(slice, slice->capability_actor[c]);
        if (i != SIZE_MAX) out[i] = slice->capability[component][c];
    }
}

ent_status ent_slice_cinc(const ent_slice *slice, double *cinc, ent_error *err) {
    double *listed = NULL;
    ent_status status =
        ent_array_new((void **)&listed, slice->capability_count, sizeof *listed, err);
    if (status != ENT_OK) return status;
    ent_cinc(slice->capability_count, slice->capability, listed);
    for (size_t i = 0; i < slice->n; i++)
        cinc[i] = ent_missing();
    for (size_t c = 0; c < slice->capability_count; c++) {
        size_t i = ent_slice_find(slice, slice->capability_actor[c]);
        if (i != SIZE_MAX) cinc[i] = listed[c];
    }
    free(listed);
    return ENT_OK;
}
