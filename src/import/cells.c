/* SPDX-License-Identifier: Apache-2.0 */
/* Collect, sort, merge neighbours, write. */
#include "import/cells.h"

#include <stdlib.h>

#include "base/array.h"

ent_status ent_cells_add(ent_cells *cells, ent_cell cell, ent_error *err) {
    ent_status status = ent_array_reserve((void **)&cells->list, &cells->capacity, cells->count + 1,
                                          sizeof *cells->list, err);
    if (status == ENT_OK) cells->list[cells->count++] = cell;
    return status;
}

static int compare_keys(const ent_cell *a, const ent_cell *b) {
    if (a->year != b->year) return a->year < b->year ? -1 : 1;
    if (a->actor1 != b->actor1) return a->actor1 < b->actor1 ? -1 : 1;
    if (a->actor2 != b->actor2) return a->actor2 < b->actor2 ? -1 : 1;
    return 0;
}

/* Line and value last: what has the same key is met in one order whatever the sort does. */
static int compare(const void *left, const void *right) {
    const ent_cell *a = left;
    const ent_cell *b = right;
    int order = compare_keys(a, b);
    if (order == 0) order = (a->line > b->line) - (a->line < b->line);
    return order != 0 ? order : (a->value > b->value) - (a->value < b->value);
}

static ent_status report_second(ent_reading *reading, const char *path, const ent_cell *first,
                                const ent_cell *second, ent_error *err) {
    ent_error bad = {0};
    const char *name1 = ent_actor_name(reading->actors, first->actor1, ENT_EN, first->year);
    const char *name2 = first->actor2 == 0
                            ? ""
                            : ent_actor_name(reading->actors, first->actor2, ENT_EN, first->year);
    (void)ent_fail(&bad, ENT_ERR_FORMAT, "%s:%lu: a second row for %s%s%s in %d (first: line %lu)",
                   path, (unsigned long)second->line, name1, first->actor2 == 0 ? "" : " and ",
                   name2, (int)first->year, (unsigned long)first->line);
    return ent_reading_bad(reading, &bad, err);
}

static ent_status merge(ent_cells *cells, ent_reading *reading, const char *path, ent_error *err) {
    size_t kept = 0;
    ent_status status = ENT_OK;
    if (cells->count > 0) qsort(cells->list, cells->count, sizeof *cells->list, compare);
    for (size_t i = 0; i < cells->count && status == ENT_OK; i++) {
        if (kept == 0 || compare_keys(&cells->list[kept - 1], &cells->list[i]) != 0)
            cells->list[kept++] = cells->list[i];
        else if (path == NULL)
            cells->list[kept - 1].value += cells->list[i].value;
        else
            status = report_second(reading, path, &cells->list[kept - 1], &cells->list[i], err);
    }
    cells->count = kept;
    return status;
}

static ent_status write_cell(ent_import_session *session, const char *series, const ent_cell *cell,
                             ent_error *err) {
    if (cell->actor2 == 0)
        return ent_import_point(
            session,
            &(ent_point){
                .series = series, .year = cell->year, .actor = cell->actor1, .value = cell->value},
            err);
    return ent_import_flow(session,
                           &(ent_flow){.series = series,
                                       .year = cell->year,
                                       .actor1 = cell->actor1,
                                       .actor2 = cell->actor2,
                                       .value = cell->value},
                           err);
}

ent_status ent_cells_write(ent_cells *cells, ent_reading *reading, const char *series,
                           const char *path, ent_error *err) {
    ent_status status = merge(cells, reading, path, err);
    for (size_t i = 0; i < cells->count && status == ENT_OK; i++)
        status = write_cell(reading->session, series, &cells->list[i], err);
    return status;
}

void ent_cells_free(ent_cells *cells) {
    free(cells->list);
    *cells = (ent_cells){0};
}
