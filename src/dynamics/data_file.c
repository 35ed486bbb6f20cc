/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of text files. White space is made into commas first, quoted fields kept, so that base/csv
 * reads every form and names the line of what is wrong. */
#include "dynamics/data_file.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/bytes.h"
#include "base/csv.h"
#include "base/number.h"
#include "dynamics/nearest.h"

static const size_t size_max = (size_t)1 << 30;
enum { BLOCK = 1 << 16 };

typedef struct rows {
    ent_csv *csv;
    char *bytes;
    bool first; /* the first row, which base/csv takes for a header, is to come */
    bool have;  /* the current row is the first */
} rows;

static ent_status slurp(const saom_source_file *file, ent_text *text, ent_error *err) {
    ent_bytes *bytes = NULL;
    char block[BLOCK];
    size_t length = 1;
    ent_status status = ent_bytes_open(&bytes, file->path, file->data, file->size, err);
    if (status != ENT_OK) return status;
    while (status == ENT_OK && length > 0) {
        status = ent_bytes_read(bytes, block, sizeof block, &length, err);
        if (status == ENT_OK && text->length + length > size_max)
            status = ent_fail(err, ENT_ERR_LIMIT, "%s: expected a file below 1 GiB", file->path);
        if (status == ENT_OK && length > 0) status = ent_text_add(text, block, length, err);
    }
    ent_bytes_close(bytes);
    return status;
}

/* ',' or ';' if the first line with text has one outside quotation marks, else ' '. */
static char separator(const char *text, size_t length) {
    bool quoted = false;
    bool any = false;
    for (size_t k = 0; k < length; k++) {
        if (text[k] == '"') quoted = !quoted;
        if (!quoted && (text[k] == ',' || text[k] == ';')) return text[k];
        if (text[k] == '\n' && any) break;
        any = any || !isspace((unsigned char)text[k]);
    }
    return ' ';
}

/* Runs of blanks between fields become one comma, those around a line nothing: in place. */
static size_t squeeze(char *text, size_t length) {
    size_t to = 0;
    bool quoted = false;
    bool begun = false;
    bool gap = false;
    for (size_t k = 0; k < length; k++) {
        char c = text[k];
        bool line_end = c == '\n' || c == '\r';
        if (!quoted && (c == ' ' || c == '\t')) {
            gap = begun;
            continue;
        }
        if (gap && !line_end) text[to++] = ',';
        gap = false;
        begun = !line_end;
        if (c == '"') quoted = !quoted;
        if (quoted && line_end) quoted = false; /* never closed: base/csv will say so */
        text[to++] = c;
    }
    return to;
}

static ent_status rows_open(rows *own, const saom_source_file *file, ent_error *err) {
    ent_text text = {0};
    *own = (rows){.first = true};
    ent_status status = slurp(file, &text, err);
    if (status == ENT_OK) {
        ent_csv_options options = {0};
        char mark = separator(text.bytes != NULL ? text.bytes : "", text.length);
        if (mark == ' ' && text.bytes != NULL)
            text.length = squeeze(text.bytes, text.length);
        else if (mark != ' ')
            options.delimiter = mark;
        status = ent_csv_open(&own->csv, file->path, text.bytes != NULL ? text.bytes : "",
                              text.length, &options, err);
    }
    own->bytes = text.bytes;
    if (status != ENT_OK) free(text.bytes);
    return status;
}

static void rows_close(rows *own) {
    ent_csv_close(own->csv);
    free(own->bytes);
}

static ent_status rows_next(rows *own, bool *more, ent_error *err) {
    own->have = own->first;
    *more = true;
    if (own->first) {
        own->first = false;
        return ENT_OK;
    }
    return ent_csv_next(own->csv, more, err);
}

static const char *rows_text(const rows *own, size_t column) {
    return own->have ? ent_csv_column_name(own->csv, column) : ent_csv_text(own->csv, (int)column);
}

static long long rows_line(const rows *own) {
    return own->have ? 1 : (long long)ent_csv_line(own->csv);
}

/* ---- tables ---- */

void saom_table_free(saom_table *table) {
    for (size_t c = 0; c < table->columns && table->name != NULL; c++)
        free(table->name[c]);
    free(table->name);
    free(table->bytes);
    free(table->at);
    free(table->line);
    *table = (saom_table){0};
}

static bool is_header(const rows *own, size_t columns, const char *column) {
    static const char *const known[] = {"actor", "label", "name"};
    double number = 0;
    bool named = false;
    for (size_t c = 0; c < columns; c++) {
        if (ent_number_read(rows_text(own, c), &number)) return false;
        named = named || (column != NULL && strcmp(rows_text(own, c), column) == 0);
    }
    if (column != NULL) return named;
    for (size_t k = 0; k < sizeof known / sizeof known[0] && columns == 1; k++)
        if (strcmp(rows_text(own, 0), known[k]) == 0) return true;
    return columns > 1;
}

static ent_status add_row(saom_table *table, const rows *own, ent_error *err) {
    size_t cells = (table->rows + 1) * table->columns;
    ent_status status =
        ent_array_reserve((void **)&table->at, &table->at_room, cells, sizeof *table->at, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&table->line, &table->line_room, table->rows + 1,
                                   sizeof *table->line, err);
    for (size_t c = 0; c < table->columns && status == ENT_OK; c++) {
        const char *text = rows_text(own, c);
        size_t length = strlen(text) + 1;
        status = ent_array_reserve((void **)&table->bytes, &table->byte_room,
                                   table->byte_count + length, 1, err);
        if (status != ENT_OK) break;
        table->at[table->rows * table->columns + c] = table->byte_count;
        memcpy(table->bytes + table->byte_count, text, length);
        table->byte_count += length;
    }
    if (status == ENT_OK) table->line[table->rows++] = rows_line(own);
    return status;
}

static ent_status take_names(saom_table *table, const rows *own, ent_error *err) {
    ent_status status =
        ent_array_new((void **)&table->name, table->columns, sizeof *table->name, err);
    for (size_t c = 0; c < table->columns && status == ENT_OK; c++) {
        table->name[c] = strdup(table->header ? rows_text(own, c) : "");
        if (table->name[c] == NULL) status = ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    }
    return status;
}

ent_status saom_table_read(saom_table *table, const saom_source_file *file, const char *column,
                           ent_error *err) {
    rows own;
    bool more = true;
    *table = (saom_table){.path = file->path};
    ent_status status = rows_open(&own, file, err);
    if (status != ENT_OK) return status;
    table->columns = ent_csv_columns(own.csv);
    status = rows_next(&own, &more, err);
    if (status == ENT_OK) {
        table->header = is_header(&own, table->columns, column);
        status = take_names(table, &own, err);
    }
    if (status == ENT_OK && table->header) status = rows_next(&own, &more, err);
    while (status == ENT_OK && more) {
        status = add_row(table, &own, err);
        if (status == ENT_OK) status = rows_next(&own, &more, err);
    }
    rows_close(&own);
    if (status != ENT_OK) saom_table_free(table);
    return status;
}

const char *saom_table_cell(const saom_table *table, size_t row, size_t column) {
    return table->bytes + table->at[row * table->columns + column];
}

ent_status saom_table_column(const saom_table *table, const char *name, size_t *column,
                             ent_error *err) {
    int64_t number = 0;
    for (size_t c = 0; c < table->columns && table->header; c++)
        if (strcmp(table->name[c], name) == 0) {
            *column = c;
            return ENT_OK;
        }
    if (ent_integer_read(name, &number) && number >= 1 && (size_t)number <= table->columns) {
        *column = (size_t)number - 1;
        return ENT_OK;
    }
    const char *nearest = "";
    size_t least = SIZE_MAX;
    for (size_t c = 0; c < table->columns && table->header; c++)
        if (saom_word_distance(name, table->name[c]) < least) {
            least = saom_word_distance(name, table->name[c]);
            nearest = table->name[c];
        }
    return ent_fail(err, ENT_ERR_NOT_FOUND, "%s: no column %.40s among %zu%s%.40s", table->path,
                    name, table->columns, nearest[0] != '\0' ? "; nearest: " : "", nearest);
}

ent_status saom_table_bad(const saom_table *table, size_t row, size_t column, const char *expected,
                          ent_error *err) {
    return ent_fail(err, ENT_ERR_FORMAT, "%s:%lld: column %zu: expected %s, found '%.40s'",
                    table->path, (long long)table->line[row], column + 1, expected,
                    saom_table_cell(table, row, column));
}

static bool is_missing(const char *text) {
    return text[0] == '\0' || strcmp(text, "NA") == 0 || strcmp(text, ".") == 0;
}

ent_status saom_table_number(const saom_table *table, size_t row, size_t column, double *out,
                             ent_error *err) {
    *out = ent_missing();
    if (is_missing(saom_table_cell(table, row, column))) return ENT_OK;
    if (ent_number_read(saom_table_cell(table, row, column), out)) return ENT_OK;
    return saom_table_bad(table, row, column, "a number", err);
}

/* ---- matrices ---- */

static ent_status bad_cell(const rows *own, const char *path, size_t column, const char *expected,
                           ent_error *err) {
    return ent_fail(err, ENT_ERR_FORMAT, "%s:%lld: column %zu: expected %s, found '%.40s'", path,
                    rows_line(own), column + 1, expected, rows_text(own, column));
}

typedef ent_status take_cell(void *context, const rows *own, const char *path, size_t i, size_t j,
                             ent_error *err);

static ent_status check_shape(const rows *own, const char *path, size_t *n, ent_error *err) {
    size_t columns = ent_csv_columns(own->csv);
    if (*n == 0) *n = columns;
    if (*n > ENT_SAOM_ACTORS_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: expected at most %d actors, found %zu columns",
                        path, ENT_SAOM_ACTORS_MAX, *n);
    if (columns != *n)
        return ent_fail(err, ENT_ERR_FORMAT, "%s:1: expected %zu columns, one an actor, found %zu",
                        path, *n, columns);
    return ENT_OK;
}

static ent_status read_matrix(const saom_source_file *file, size_t *n, take_cell *take,
                              void *context, ent_error *err) {
    rows own;
    bool more = true;
    size_t i = 0;
    ent_status status = rows_open(&own, file, err);
    if (status != ENT_OK) return status;
    status = check_shape(&own, file->path, n, err);
    while (status == ENT_OK) {
        status = rows_next(&own, &more, err);
        if (status != ENT_OK || !more) break;
        if (i == *n) {
            status = ent_fail(err, ENT_ERR_FORMAT,
                              "%s:%lld: expected a square matrix of %zu rows, found another row",
                              file->path, rows_line(&own), *n);
            break;
        }
        for (size_t j = 0; j < *n && status == ENT_OK; j++)
            if (j != i) status = take(context, &own, file->path, i, j, err);
        i++;
    }
    if (status == ENT_OK && i < *n)
        status = ent_fail(err, ENT_ERR_FORMAT,
                          "%s: expected a square matrix of %zu rows, found %zu", file->path, *n, i);
    rows_close(&own);
    return status;
}

/* What a mark in a wave of a network stands for; SIZE_MAX is none of them. */
static uint32_t tie_of(const char *text, const char *const *missing) {
    int64_t value = 0;
    for (size_t k = 0; missing[k] != NULL; k++)
        if (strcmp(missing[k], text) == 0) return ENT_TIE_MISSING;
    if (!ent_integer_read(text, &value)) return UINT32_MAX;
    bool valid = value == ENT_TIE_NONE || value == ENT_TIE_PRESENT || value == ENT_TIE_NEVER ||
                 value == ENT_TIE_ALWAYS;
    return valid ? (uint32_t)value : UINT32_MAX;
}

static const char tie_expected[] = "0, 1, 10 or 11 (structural) or a mark of a missing tie";

static ent_status add_entry(saom_entries *out, size_t i, size_t j, uint32_t value, ent_error *err) {
    ent_status status = ent_array_reserve((void **)&out->entry, &out->room, out->count + 1,
                                          sizeof *out->entry, err);
    if (status == ENT_OK)
        out->entry[out->count++] = (ent_saom_entry){(uint32_t)i, (uint32_t)j, value};
    return status;
}

typedef struct adjacency {
    const char *const *missing;
    saom_entries *out;
} adjacency;

static ent_status take_tie(void *context, const rows *own, const char *path, size_t i, size_t j,
                           ent_error *err) {
    adjacency *all = context;
    const char *text = rows_text(own, j);
    if (text[0] == '0' && text[1] == '\0') return ENT_OK;
    uint32_t value = tie_of(text, all->missing);
    if (value == UINT32_MAX) return bad_cell(own, path, j, tie_expected, err);
    return value == ENT_TIE_NONE ? ENT_OK : add_entry(all->out, i, j, value, err);
}

ent_status saom_read_adjacency(const saom_source_file *file, const char *const *missing, size_t *n,
                               saom_entries *out, ent_error *err) {
    adjacency all = {missing, out};
    return read_matrix(file, n, take_tie, &all, err);
}

typedef struct dyads {
    size_t n;
    double *out;
} dyads;

static ent_status take_dyad(void *context, const rows *own, const char *path, size_t i, size_t j,
                            ent_error *err) {
    dyads *all = context;
    double *out = &all->out[i * all->n + j];
    *out = ent_missing();
    if (is_missing(rows_text(own, j)) || ent_number_read(rows_text(own, j), out)) return ENT_OK;
    return bad_cell(own, path, j, "a number", err);
}

ent_status saom_read_dyads(const saom_source_file *file, size_t n, double *out, ent_error *err) {
    dyads all = {n, out};
    return read_matrix(file, &n, take_dyad, &all, err);
}

/* ---- edge lists ---- */

typedef struct edge_columns {
    size_t from, to, value, wave; /* SIZE_MAX: none */
} edge_columns;

static ent_status find_edge_columns(const saom_table *table, edge_columns *out, ent_error *err) {
    *out =
        (edge_columns){0, 1, table->columns > 2 ? 2 : SIZE_MAX, table->columns > 3 ? 3 : SIZE_MAX};
    if (table->columns < 2)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s:1: expected columns from, to and perhaps value and wave, found 1 "
                        "column",
                        table->path);
    if (!table->header) return ENT_OK;
    ent_status status = saom_table_column(table, "from", &out->from, err);
    if (status == ENT_OK) status = saom_table_column(table, "to", &out->to, err);
    if (status != ENT_OK) return status;
    if (saom_table_column(table, "value", &out->value, NULL) != ENT_OK) out->value = SIZE_MAX;
    if (saom_table_column(table, "wave", &out->wave, NULL) != ENT_OK) out->wave = SIZE_MAX;
    return ENT_OK;
}

static ent_status take_pair(const saom_table *table, size_t row, const edge_columns *columns,
                            const saom_names *names, size_t *i, size_t *j, ent_error *err) {
    *i = saom_names_find(names, saom_table_cell(table, row, columns->from));
    *j = saom_names_find(names, saom_table_cell(table, row, columns->to));
    if (*i == SIZE_MAX) return saom_table_bad(table, row, columns->from, "an actor", err);
    if (*j == SIZE_MAX) return saom_table_bad(table, row, columns->to, "an actor", err);
    if (*i == *j) return saom_table_bad(table, row, columns->to, "another actor", err);
    return ENT_OK;
}

static bool is_of_wave(const saom_table *table, size_t row, const edge_columns *columns,
                       const char *wave) {
    return columns->wave == SIZE_MAX ||
           strcmp(saom_table_cell(table, row, columns->wave), wave) == 0;
}

static ent_status take_edge(const saom_table *table, size_t row, const edge_columns *columns,
                            const saom_names *names, const char *const *missing, bool directed,
                            saom_entries *out, ent_error *err) {
    size_t i = 0;
    size_t j = 0;
    uint32_t value = ENT_TIE_PRESENT;
    ent_status status = take_pair(table, row, columns, names, &i, &j, err);
    if (status != ENT_OK) return status;
    if (columns->value != SIZE_MAX)
        value = tie_of(saom_table_cell(table, row, columns->value), missing);
    if (value == UINT32_MAX) return saom_table_bad(table, row, columns->value, tie_expected, err);
    status = add_entry(out, i, j, value, err);
    if (status == ENT_OK && !directed) status = add_entry(out, j, i, value, err);
    return status;
}

ent_status saom_read_edges(const saom_source_file *file, const saom_names *names,
                           const char *const *missing, const char *wave, bool directed,
                           saom_entries *out, ent_error *err) {
    saom_table table;
    edge_columns columns;
    ent_status status = saom_table_read(&table, file, "from", err);
    if (status != ENT_OK) return status;
    status = find_edge_columns(&table, &columns, err);
    for (size_t r = 0; r < table.rows && status == ENT_OK; r++)
        if (is_of_wave(&table, r, &columns, wave))
            status = take_edge(&table, r, &columns, names, missing, directed, out, err);
    saom_table_free(&table);
    return status;
}

static ent_status put_dyad(const saom_table *table, size_t row, const edge_columns *columns,
                           const saom_names *names, bool directed, bool *listed, double *out,
                           ent_error *err) {
    size_t i = 0;
    size_t j = 0;
    size_t n = names->n;
    double value = 1;
    ent_status status = take_pair(table, row, columns, names, &i, &j, err);
    if (status == ENT_OK && columns->value != SIZE_MAX)
        status = saom_table_number(table, row, columns->value, &value, err);
    if (status != ENT_OK) return status;
    if (listed[i * n + j])
        return saom_table_bad(table, row, columns->to, "each pair once a wave", err);
    out[i * n + j] = value;
    listed[i * n + j] = true;
    if (!directed) out[j * n + i] = value;
    if (!directed) listed[j * n + i] = true;
    return ENT_OK;
}

ent_status saom_read_dyad_edges(const saom_source_file *file, const saom_names *names,
                                const char *wave, bool directed, double *out, ent_error *err) {
    saom_table table;
    edge_columns columns;
    bool *listed = NULL;
    ent_status status = saom_table_read(&table, file, "from", err);
    if (status != ENT_OK) return status;
    status = find_edge_columns(&table, &columns, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&listed, names->n * names->n, sizeof *listed, err);
    memset(out, 0, names->n * names->n * sizeof *out);
    for (size_t r = 0; r < table.rows && status == ENT_OK; r++)
        if (is_of_wave(&table, r, &columns, wave))
            status = put_dyad(&table, r, &columns, names, directed, listed, out, err);
    free(listed);
    saom_table_free(&table);
    return status;
}

ent_status saom_edges_have_waves(const saom_source_file *file, bool *have, ent_error *err) {
    saom_table table;
    edge_columns columns;
    ent_status status = saom_table_read(&table, file, "from", err);
    if (status != ENT_OK) return status;
    status = find_edge_columns(&table, &columns, err);
    *have = status == ENT_OK && columns.wave != SIZE_MAX;
    saom_table_free(&table);
    return status;
}
