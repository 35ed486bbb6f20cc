/* SPDX-License-Identifier: Apache-2.0 */
/* TIV export tables of the SIPRI Arms Transfers Database, one file per supplier: recipients by row,
 * years by column, values in millions of Trend Indicator Value. Holtom, P., Bromley, M. & Simmel,
 * V. (2012), "Measuring International Arms Transfers". A blank cell is no recorded delivery; "0" is
 * a delivery below half a million. A supplier's file keeps one name through all years (Germany; the
 * Soviet Union and Russia are two), so the actor is found for each year. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "import/cells.h"
#include "import/importers.h"
#include "import/names.h"

enum { YEARS_MAX = 200, FIRST_YEAR = 1900, LAST_YEAR = 2100 };

static const ent_csv_options format = {
    .ragged = true, .encoding = ENT_CSV_UTF8_OR_LATIN1, .header_begins = ""};

struct table {
    ent_names names;   /* marks of recipients: number of the file they stood in last */
    int64_t file;      /* number of the file, from 1 */
    size_t *suppliers; /* indexes of names, one per file */
    size_t supplier_count;
    int first_year, years;   /* of the header, the same in all files */
    double value[YEARS_MAX]; /* of the row being read; missing where blank */
    ent_cells flows, imports, exports;
    double value_of_no_states; /* what such suppliers delivered and such recipients got */
    int64_t odd_totals;
};

/* SIPRI marks armed groups by one asterisk, international organisations by two. */
static bool is_no_state(const char *name) {
    size_t length = strlen(name);
    return (length > 0 && name[length - 1] == '*') || ent_name_of_no_state(name);
}

/* "Libya GNC" is the government the United Nations recognised; SIPRI marks its rival, the House of
 * Representatives, by an asterisk. */
static const char *state_of(const char *name) {
    return strcmp(name, "Libya GNC") == 0 ? "Libya" : name;
}

/* ---- lines before the header ---- */

/* A line of the preamble that begins so, without the commas that pad it; NULL if there is none. */
static const char *preamble_line(const ent_csv *csv, const char *begin, char *buffer, size_t size) {
    const char *line = NULL;
    for (size_t i = 0; (line = ent_csv_preamble(csv, i)) != NULL; i++)
        if (strncmp(line, begin, strlen(begin)) == 0) break;
    if (line == NULL) return NULL;
    snprintf(buffer, size, "%s", line + strlen(begin));
    for (size_t length = strlen(buffer); length > 0 && strchr(", \t", buffer[length - 1]) != NULL;)
        buffer[--length] = '\0';
    return buffer;
}

/* "TIV of arms exports from Soviet Union, 1950-2021" */
static ent_status find_supplier(const ent_csv *csv, char *name, size_t size, ent_error *err) {
    char *comma = NULL;
    if (preamble_line(csv, "TIV of arms exports from ", name, size) != NULL)
        comma = strrchr(name, ',');
    if (comma == NULL || comma == name)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s:1: expected a line 'TIV of arms exports from SUPPLIER, YEARS' before "
                        "the table (export tables, one supplier a file)",
                        ent_csv_path(csv));
    *comma = '\0';
    return ENT_OK;
}

/* "28 July 2022" as 20220728; 0 when it is no date. */
static int64_t date_number(const char *text) {
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    char *end = NULL;
    long day = strtol(text, &end, 10);
    while (*end == ' ')
        end++;
    for (int month = 0; month < 12; month++) {
        size_t length = strlen(months[month]);
        if (strncmp(end, months[month], length) != 0) continue;
        long year = strtol(end + length, NULL, 10);
        if (day < 1 || day > 31 || year < FIRST_YEAR || year > LAST_YEAR) return 0;
        return (int64_t)year * 10000 + (month + 1) * 100 + day;
    }
    return 0;
}

/* The latest day on which one of the tables was generated. */
static ent_status release(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err) {
    char line[256];
    ent_status status = ENT_OK;
    *order = 0;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_csv *csv = NULL;
        status = ent_reading_open(&csv, &inputs[i], &format, err);
        if (status != ENT_OK) break;
        const char *generated = preamble_line(csv, "Generated:", line, sizeof line);
        int64_t day = generated != NULL ? date_number(generated) : 0;
        if (day > *order) *order = day;
        ent_csv_close(csv);
    }
    if (*order == 0)
        snprintf(version, ENT_RELEASE_TEXT, "undated");
    else
        snprintf(version, ENT_RELEASE_TEXT, "%04d-%02d-%02d", (int)(*order / 10000),
                 (int)(*order / 100 % 100), (int)(*order % 100));
    return status;
}

/* ---- the header ---- */

static ent_status bad_header(const ent_csv *csv, size_t column, const char *expected,
                             ent_error *err) {
    return ent_fail(err, ENT_ERR_FORMAT, "%s:%lld: column %zu: expected %s, found '%.40s'",
                    ent_csv_path(csv), (long long)ent_csv_line(csv), column + 1, expected,
                    ent_csv_column_name(csv, column));
}

/* "", years one after the other, "Total". */
static ent_status read_header(struct table *table, const ent_csv *csv, ent_error *err) {
    size_t columns = ent_csv_columns(csv);
    while (columns > 1 && ent_csv_column_name(csv, columns - 1)[0] == '\0')
        columns--;
    int64_t first = 0;
    if (!ent_integer_read(ent_csv_column_name(csv, 1), &first) || first < FIRST_YEAR ||
        first > LAST_YEAR)
        return bad_header(csv, 1, "the first year", err);
    size_t years = 0;
    for (int64_t year = first; years + 1 < columns; years++, year++) {
        int64_t found = 0;
        if (strcmp(ent_csv_column_name(csv, years + 1), "Total") == 0) break;
        if (!ent_integer_read(ent_csv_column_name(csv, years + 1), &found) || found != year)
            return bad_header(csv, years + 1, "the next year (years in rising order), or Total",
                              err);
    }
    if (years + 2 != columns || years > YEARS_MAX)
        return bad_header(csv, columns - 1, "Total after the years", err);
    if (table->years == 0) {
        table->first_year = (int)first;
        table->years = (int)years;
    }
    if (table->first_year != first || table->years != (int)years)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s:%lld: expected the years %d-%d, as in the first file, found %lld-%lld",
                        ent_csv_path(csv), (long long)ent_csv_line(csv), table->first_year,
                        table->first_year + table->years - 1, (long long)first,
                        (long long)(first + (int64_t)years - 1));
    return ENT_OK;
}

/* ---- rows ---- */

static ent_status bad_name(const ent_csv *csv, const char *what, const char *name, ent_error *err) {
    return ent_csv_bad_row(csv, err, "expected the name of a %s that is a state, found '%.80s'",
                           what, name);
}

/* The cells of a row, checked before any is used. */
static ent_status read_values(struct table *table, const ent_csv *csv, double *sum, int *count,
                              ent_error *err) {
    *sum = 0;
    *count = 0;
    for (int i = 0; i < table->years; i++) {
        table->value[i] = ent_missing();
        if (ent_csv_missing(csv, i + 1, NULL)) continue;
        ent_status status = ent_csv_real(csv, i + 1, NULL, &table->value[i], err);
        if (status == ENT_OK && table->value[i] < 0)
            status = ent_csv_bad(csv, i + 1, "a value of 0 or more, or a blank", err);
        if (status != ENT_OK) return status;
        *sum += table->value[i];
        (*count)++;
    }
    return ENT_OK;
}

/* SIPRI adds before it rounds: a row's Total may differ by half a million a cell. */
static ent_status check_total(struct table *table, const ent_csv *csv, double sum, int count,
                              ent_error *err) {
    double total = 0;
    int column = table->years + 1;
    if (ent_csv_missing(csv, column, NULL)) return ENT_OK;
    ent_status status = ent_csv_real(csv, column, NULL, &total, err);
    double difference = total > sum ? total - sum : sum - total;
    if (status == ENT_OK && difference > 0.5 * count + 1) table->odd_totals++;
    return status;
}

static ent_status add_year(struct table *table, int year, ent_actor supplier, ent_actor recipient,
                           double value, ent_error *err) {
    ent_status status = ENT_OK;
    if (supplier != 0)
        status = ent_cells_add(&table->exports, (ent_cell){year, supplier, 0, 0, value}, err);
    if (recipient != 0 && status == ENT_OK)
        status = ent_cells_add(&table->imports, (ent_cell){year, recipient, 0, 0, value}, err);
    if (supplier != 0 && recipient != 0 && supplier != recipient && status == ENT_OK)
        status = ent_cells_add(&table->flows, (ent_cell){year, supplier, recipient, 0, value}, err);
    return status;
}

static ent_status add_values(struct table *table, const ent_actors *actors, size_t recipient,
                             ent_error *err) {
    const ent_name *from = &table->names.list[table->suppliers[table->supplier_count - 1]];
    const ent_name *to = &table->names.list[recipient];
    ent_status status = ENT_OK;
    for (int i = 0; i < table->years && status == ENT_OK; i++) {
        int year = table->first_year + i;
        ent_date when = {(int16_t)year, 0, 0};
        if (ent_is_missing(table->value[i])) continue;
        status = add_year(table, year, ent_name_during(from, actors, when),
                          ent_name_during(to, actors, when), table->value[i], err);
    }
    return status;
}

/* The index of a name; FORMAT when it is neither a state's nor one of those that are none. */
static ent_status find_name(struct table *table, const ent_actors *actors, const ent_csv *csv,
                            const char *what, const char *text, size_t *index, ent_error *err) {
    ent_status status = ent_names_index(&table->names, actors, state_of(text), index, err);
    if (status != ENT_OK) return status;
    ent_name *name = &table->names.list[*index];
    if (is_no_state(text)) name->meaning.count = 0; /* whatever the registry may find in it */
    if (name->meaning.count == 0 && !is_no_state(text)) return bad_name(csv, what, text, err);
    return ENT_OK;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    const char *recipient = ent_csv_text(csv, 0);
    double sum = 0;
    int count = 0;
    size_t index = 0;
    if (strcmp(recipient, "Total") == 0) return ENT_OK;
    ent_status status = read_values(table, csv, &sum, &count, err);
    if (status == ENT_OK && recipient[0] == '\0') {
        if (count == 0) return ENT_OK;
        return bad_name(csv, "recipient", recipient, err);
    }
    if (status == ENT_OK) status = check_total(table, csv, sum, count, err);
    if (status == ENT_OK)
        status = find_name(table, reading->actors, csv, "recipient", recipient, &index, err);
    if (status != ENT_OK) return status;
    if (strcmp(recipient, table->names.list[index].text) == 0) {
        if (table->names.list[index].mark == table->file)
            return ent_csv_bad_row(csv, err, "a second row for '%.80s'", recipient);
        table->names.list[index].mark = table->file;
    }
    size_t supplier = table->suppliers[table->supplier_count - 1];
    if (table->names.list[index].meaning.count == 0 ||
        table->names.list[supplier].meaning.count == 0)
        table->value_of_no_states += sum;
    return add_values(table, reading->actors, index, err);
}

/* ---- files ---- */

static ent_status open_supplier(struct table *table, const ent_actors *actors, const ent_csv *csv,
                                ent_error *err) {
    char name[256];
    size_t index = 0;
    ent_status status = find_supplier(csv, name, sizeof name, err);
    if (status == ENT_OK) status = find_name(table, actors, csv, "supplier", name, &index, err);
    for (size_t i = 0; i < table->supplier_count && status == ENT_OK; i++)
        if (table->suppliers[i] == index)
            status = ent_fail(err, ENT_ERR_FORMAT, "%s:1: a second table of '%s'",
                              ent_csv_path(csv), name);
    if (status == ENT_OK) table->suppliers[table->supplier_count++] = index;
    return status;
}

static ent_status read_file(ent_reading *reading, struct table *table, const ent_input *input,
                            ent_error *err) {
    ent_csv *csv = NULL;
    ent_status status = ent_reading_open(&csv, input, &format, err);
    if (status == ENT_OK) status = open_supplier(table, reading->actors, csv, err);
    if (status == ENT_OK) status = read_header(table, csv, err);
    table->file++;
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, table, err);
    ent_csv_close(csv);
    return status;
}

static int compare_actors(const void *left, const void *right) {
    ent_actor a = *(const ent_actor *)left;
    ent_actor b = *(const ent_actor *)right;
    return (a > b) - (a < b);
}

/* All actors the suppliers were in one of the years: what else they delivered in those is zero. */
static ent_status write_coverage(ent_reading *reading, const struct table *table, ent_error *err) {
    ent_actor *from = NULL;
    size_t count = 0;
    size_t most = table->supplier_count * (size_t)table->years;
    ent_status status = ent_array_new((void **)&from, most, sizeof *from, err);
    if (status != ENT_OK) return status;
    for (size_t s = 0; s < table->supplier_count; s++) {
        const ent_name *name = &table->names.list[table->suppliers[s]];
        for (int i = 0; i < table->years && name->meaning.count > 0; i++)
            from[count++] = ent_name_during(name, reading->actors,
                                            (ent_date){(int16_t)(table->first_year + i), 0, 0});
    }
    qsort(from, count, sizeof *from, compare_actors);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || from[kept - 1] != from[i]) from[kept++] = from[i];
    if (kept > 0)
        status = ent_import_coverage(reading->session,
                                     &(ent_coverage){.kind = ENT_TRANSFER,
                                                     .year1 = table->first_year,
                                                     .year2 = table->first_year + table->years - 1,
                                                     .scope = ENT_SCOPE_FROM,
                                                     .actors = from,
                                                     .actor_count = kept},
                                     err);
    free(from);
    return status;
}

static void report(const ent_reading *reading, const struct table *table) {
    size_t no_states = 0;
    for (size_t i = 0; i < table->names.count; i++)
        no_states += table->names.list[i].meaning.count == 0;
    if (no_states > 0)
        ent_reading_notice(reading,
                           "sipri-tiv: %zu suppliers and recipients that are no states (armed "
                           "groups, organisations, unknown) left out of the flows; their %.0f "
                           "million TIV count in the totals of their partners",
                           no_states, table->value_of_no_states);
    if (table->odd_totals > 0)
        ent_reading_notice(reading,
                           "sipri-tiv: in %lld rows the Total differs from the sum of the years by "
                           "more than rounding explains",
                           (long long)table->odd_totals);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    struct table table = {0};
    ent_status status =
        ent_array_new((void **)&table.suppliers, count, sizeof *table.suppliers, err);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = read_file(reading, &table, &inputs[i], err);
    if (status == ENT_OK) status = ent_cells_write(&table.flows, reading, "arms", NULL, err);
    if (status == ENT_OK)
        status = ent_cells_write(&table.imports, reading, "arms_imports", NULL, err);
    if (status == ENT_OK)
        status = ent_cells_write(&table.exports, reading, "arms_exports", NULL, err);
    if (status == ENT_OK) status = write_coverage(reading, &table, err);
    if (status == ENT_OK) report(reading, &table);
    ent_cells_free(&table.flows);
    ent_cells_free(&table.imports);
    ent_cells_free(&table.exports);
    ent_names_free(&table.names);
    free(table.suppliers);
    return status;
}

const ent_importer_def ent_importer_sipri_tiv = {
    .info = {"sipri-tiv", "TIV export tables, one per supplier (SIPRI Arms Transfers Database)",
             true},
    .source = {.name = "sipri-tiv",
               .version = "",
               .title = "SIPRI Arms Transfers Database: TIV of arms exports",
               .licence = "SIPRI: free for non-commercial use with citation; no substantial part "
                          "may be passed on",
               .url = "https://www.sipri.org/databases/armstransfers",
               .citation = "@misc{sipri_armstransfers,\n"
                           "  author = {{Stockholm International Peace Research Institute}},\n"
                           "  title = {{SIPRI} Arms Transfers Database},\n"
                           "  howpublished = {\\url{https://www.sipri.org/databases/"
                           "armstransfers}},\n"
                           "  address = {Stockholm},\n"
                           "  year = {2022}\n"
                           "}",
               .order = 0},
    .release = release,
    .read = read_all};
