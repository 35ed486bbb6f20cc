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

/* The rows of the slice's actors that a statement lists, ascending; returns how many. */
static size_t find_listed(const ent_loader *loader, const struct statement *statement,
                          size_t *row) {
    size_t count = 0;
    for (size_t i = 0; i < loader->slice.n && statement->actor_count > 0; i++)
        if (listed(loader, statement, loader->actor[i])) row[count++] = i;
    return count;
}

static void cover_cell(const ent_loader *loader, size_t i, size_t j, uint8_t source) {
    uint8_t *cell = &loader->cover[i * loader->slice.n + j];
    if (*cell == 0) *cell = source;
}

/* A short list touches the cells of its own rows and columns only. */
static void cover_statement(ent_loader *loader, const struct statement *statement) {
    size_t n = loader->slice.n;
    const size_t *row = loader->listed_row;
    size_t count = find_listed(loader, statement, loader->listed_row);
    bool whole = statement->scope == ENT_SCOPE_ALL;
    for (size_t k = 0; k < (whole ? n : count); k++) {
        size_t i = whole ? k : row[k];
        for (size_t m = 0; m < (statement->scope == ENT_SCOPE_BOTH ? count : n); m++) {
            size_t j = statement->scope == ENT_SCOPE_BOTH ? row[m] : m;
            cover_cell(loader, i, j, statement->source);
            if (statement->scope == ENT_SCOPE_ONE) cover_cell(loader, j, i, statement->source);
        }
    }
}

static bool of_single_pair(const struct statement *statement) {
    return statement->scope == ENT_SCOPE_BOTH && statement->actor_count <= 2;
}

static void cover_all(ent_loader *loader, ent_kind kind, bool single_pairs) {
    memset(loader->cover, 0, loader->slice.n * loader->slice.n);
    for (size_t s = 0; s < loader->statement_count; s++) {
        const struct statement *statement = &loader->statement[s];
        if (statement->kind == kind && statement->year1 <= loader->slice.year &&
            loader->slice.year <= statement->year2 && (single_pairs || !of_single_pair(statement)))
            cover_statement(loader, statement);
    }
}

void ent_loader_cover(ent_loader *loader, ent_kind kind) {
    cover_all(loader, kind, true);
}

void ent_loader_cover_lists(ent_loader *loader, ent_kind kind) {
    cover_all(loader, kind, false);
}

void ent_loader_zero(const ent_loader *loader, double *matrix) {
    size_t cells = loader->slice.n * loader->slice.n;
    double missing = ent_missing();
    for (size_t c = 0; c < cells; c++)
        matrix[c] = loader->cover[c] != 0 ? 0.0 : missing;
}
