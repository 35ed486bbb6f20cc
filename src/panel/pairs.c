/* SPDX-License-Identifier: Apache-2.0 */
/* The dyads of a year. */
#include <stdlib.h>

#include "base/array.h"
#include "entente/panel.h"

static bool among(ent_actor actor, const ent_actor *only, size_t count) {
    if (only == NULL) return true;
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (only[middle] < actor)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && only[low] == actor;
}

ent_status ent_pairs_of(const ent_slice *slice, ent_unit unit, const ent_actor *only,
                        size_t only_count, ent_pairs *pairs, ent_error *err) {
    size_t n = slice->n;
    uint16_t *i_of = NULL;
    uint16_t *j_of = NULL;
    bool *wanted = NULL;
    *pairs = (ent_pairs){0};
    ent_status status = ent_array_new((void **)&wanted, n, sizeof *wanted, err);
    if (status == ENT_OK) status = ent_array_new((void **)&i_of, n * n, sizeof *i_of, err);
    if (status == ENT_OK) status = ent_array_new((void **)&j_of, n * n, sizeof *j_of, err);
    if (status != ENT_OK) {
        free(wanted);
        free(i_of);
        return status;
    }
    for (size_t i = 0; i < n; i++)
        wanted[i] = among(slice->actor[i], only, only_count);
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = unit == ENT_UNIT_DIRECTED ? 0 : i + 1; j < n && wanted[i]; j++) {
            if (!wanted[j] || !slice->together[i * n + j]) continue;
            i_of[count] = (uint16_t)i;
            j_of[count++] = (uint16_t)j;
        }
    }
    free(wanted);
    *pairs = (ent_pairs){count, i_of, j_of};
    return ENT_OK;
}

void ent_pairs_free(ent_pairs *pairs) {
    free(pairs->i);
    free(pairs->j);
    *pairs = (ent_pairs){0};
}
