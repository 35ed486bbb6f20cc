/* SPDX-License-Identifier: Apache-2.0 */
/* Files of numbers: adjacency matrices, edge lists and tables, separated by commas, semicolons or
 * white space (by base/csv, whatever the mark). */
#ifndef ENTENTE_DYNAMICS_DATA_FILE_H
#define ENTENTE_DYNAMICS_DATA_FILE_H

#include "entente/dynamics.h"

/* Bytes of a file, or @p data (for tests). */
typedef struct saom_source_file {
    const char *path;
    const void *data;
    size_t size;
} saom_source_file;

/* A file's rows as text; names of columns are kept apart. */
typedef struct saom_table {
    const char *path;
    size_t rows, columns;
    bool header;
    char **name; /* columns, "" without a header */
    char *bytes; /* cells, NUL-terminated, row by row */
    size_t *at;  /* rows × columns, within bytes */
    int64_t *line;
    size_t byte_count, byte_room, at_room, line_room;
} saom_table;

/* The first row is a header when no field of it is a number and one of them is @p column; NULL:
 * any, but of a single column "actor", "label" or "name". */
ent_status saom_table_read(saom_table *table, const saom_source_file *file, const char *column,
                           ent_error *err);
void saom_table_free(saom_table *table);
const char *saom_table_cell(const saom_table *table, size_t row, size_t column);
/* Column by name or number from 1; NOT_FOUND lists what there is. */
ent_status saom_table_column(const saom_table *table, const char *name, size_t *column,
                             ent_error *err);
/* "PATH:LINE: column C: expected …, found '…'". */
ent_status saom_table_bad(const saom_table *table, size_t row, size_t column, const char *expected,
                          ent_error *err);
/* A finite number, or missing where the cell is "", "NA" or ".". */
ent_status saom_table_number(const saom_table *table, size_t row, size_t column, double *out,
                             ent_error *err);

/* Names of actors: by place, and found in O(log n). Without names they are 1, 2, …, n. */
typedef struct saom_names {
    size_t n;
    char **label;
    size_t *sorted;
} saom_names;

ent_status saom_names_number(saom_names *names, size_t n, ent_error *err);
/* Takes copies. USAGE when two are the same. */
ent_status saom_names_new(saom_names *names, const char *const *label, size_t n, ent_error *err);
void saom_names_free(saom_names *names);
/* SIZE_MAX when there is none. */
size_t saom_names_find(const saom_names *names, const char *label);

/* Entries as they are gathered. */
typedef struct saom_entries {
    ent_saom_entry *entry;
    size_t count, room;
} saom_entries;

/* Entries of an n × n matrix of 0, 1, 10, 11 and marks of missing values (NULL-terminated list);
 * 0 is no entry. *n 0: as many as there are columns. The diagonal is not read. Errors: FORMAT. */
ent_status saom_read_adjacency(const saom_source_file *file, const char *const *missing, size_t *n,
                               saom_entries *out, ent_error *err);
/* n × n numbers. */
ent_status saom_read_dyads(const saom_source_file *file, size_t n, double *out, ent_error *err);
/* n × n numbers as a list: columns from, to, and perhaps value and wave, as below; a pair that is
 * not listed has 0, a listed one without a column of values 1. FORMAT for a pair listed twice. */
ent_status saom_read_dyad_edges(const saom_source_file *file, const saom_names *names,
                                const char *wave, bool directed, double *out, ent_error *err);
/* Whether a list has a column of waves. */
ent_status saom_edges_have_waves(const saom_source_file *file, bool *have, ent_error *err);
/* Entries of a list: columns from, to, and perhaps value and wave (by header, else in this order).
 * @p wave: the label of the wave wanted, ignored when the file has no such column. When not
 * @p directed, each entry counts both ways. */
ent_status saom_read_edges(const saom_source_file *file, const saom_names *names,
                           const char *const *missing, const char *wave, bool directed,
                           saom_entries *out, ent_error *err);

#endif
