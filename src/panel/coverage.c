/* SPDX-License-Identifier: Apache-2.0 */
/* The coverage rule: outside a source's coverage a value is missing; inside it, no record means 0.
 * Where sources overlap, the one of broadest scope counts, so that no record is counted twice. */
#include <stdlib.h>
#include <string.h>

#include "panel/loader.h"

static bool listed(const ent_loader *loader, const struct statement *statement, ent_actor actor) {
    const ent_actor *list = loader->covered_actor + statement->actor_begin;
    size_t low = 0;
    size_t high = statement->actor_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list[middle] < actor)
            low = middle + 1;
        else
            high = middle;
    }
    return low < statement->actor_count && list[low] == actor;
}

static bool covers(ent_scope scope, bool from, bool to) {
    switch (scope) {
    case ENT_SCOPE_FROM:
        return from;
    case ENT_SCOPE_ONE:
        return from || to;
    case ENT_SCOPE_BOTH:
        return from && to;
    case ENT_SCOPE_ALL:
    default:
        return true;
    }
}

void ent_loader_cover(ent_loader *loader, ent_kind kind) {
    size_t n = loader->slice.n;
    memset(loader->cover, 0, n * n);
    for (size_t s = 0; s < loader->statement_count; s++) {
        const struct statement *statement = &loader->statement[s];
        if (statement->kind != kind || loader->slice.year < statement->year1 ||
            loader->slice.year > statement->year2)
            continue;
        for (size_t i = 0; i < n; i++) {
            bool from = listed(loader, statement, loader->actor[i]);
            for (size_t j = 0; j < n; j++) {
                uint8_t *cell = &loader->cover[i * n + j];
                if (*cell != 0) continue;
                bool to = statement->scope > ENT_SCOPE_FROM &&
                          listed(loader, statement, loader->actor[j]);
                if (covers(statement->scope, from, to)) *cell = statement->source;
            }
        }
    }
}

void ent_loader_zero(const ent_loader *loader, double *matrix) {
    size_t cells = loader->slice.n * loader->slice.n;
    double missing = ent_missing();
    for (size_t c = 0; c < cells; c++)
        matrix[c] = loader->cover[c] != 0 ? 0.0 : missing;
}
