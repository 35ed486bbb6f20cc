/* SPDX-License-Identifier: Apache-2.0 */
/* Figures by year and actors, collected while files are read and written in the store's order: that
 * is many times faster than the files' order, and shows what stands twice. */
#ifndef ENTENTE_IMPORT_CELLS_H
#define ENTENTE_IMPORT_CELLS_H

#include "import/importer.h"

typedef struct ent_cell {
    int32_t year;
    ent_actor actor1, actor2; /* actor2 0: a figure of one actor */
    uint32_t line;            /* where it was read; 0 when that does not matter */
    double value;
} ent_cell;

/* Zero-initialise; free with ent_cells_free(). */
typedef struct ent_cells {
    ent_cell *list;
    size_t count, capacity;
} ent_cells;

ent_status ent_cells_add(ent_cells *cells, ent_cell cell, ent_error *err);
/* Write the cells as flows, or as points where actor2 is 0. What has the same year and actors is
 * added up when @p path is NULL; otherwise the second is a bad row of that file. O(n log n). */
ent_status ent_cells_write(ent_cells *cells, ent_reading *reading, const char *series,
                           const char *path, ent_error *err);
void ent_cells_free(ent_cells *cells);

#endif
