/* SPDX-License-Identifier: Apache-2.0 */
/* Tables for Stata (.dta, version 118) and SPSS (.sav), through ReadStat, which keeps the limits of
 * both formats only in part: names, labels, widths and ranges are checked here. */
#include <limits.h>
#include <math.h>
#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/array.h"
#include "panel/writer.h"

enum {
    DTA_VERSION = 118,
    DTA_NAME = 32,    /* characters */
    DTA_TEXT = 2045,  /* bytes of a text */
    LABEL = 80,       /* characters of a label of a column, and of a Stata data set */
    SAV_NAME = 64,    /* bytes */
    SAV_TEXT = 32767, /* bytes */
    SAV_TITLE = 64,   /* bytes */
    SAV_NOTE = 80     /* bytes of a line of the document */
};

/* How a column is stored. Whole numbers: Stata keeps the largest values of a type for missing. */
struct column {
    readstat_variable_t *variable;
    readstat_type_t type;
    double least, most;
};

struct stat_state {
    readstat_writer_t *readstat;
    ent_output *output;
    struct column *columns;
    ent_status failure; /* of the output, with its message in *err */
    ent_error *err;
};

/* ---- bytes and errors ---- */

/* ReadStat takes fewer bytes than asked for a failure, but a negative count for success. */
static ssize_t take_bytes(const void *bytes, size_t length, void *context) {
    struct stat_state *stat = context;
    stat->failure = ent_output_write(stat->output, bytes, length, stat->err);
    return stat->failure == ENT_OK ? (ssize_t)length : 0;
}

/* What a call of ReadStat came to; @p what names the place. */
static ent_status result_of(ent_writer *writer, readstat_error_t error, const char *what,
                            ent_error *err) {
    struct stat_state *stat = writer->state;
    if (stat->failure != ENT_OK) return stat->failure;
    if (error == READSTAT_OK) return ENT_OK;
    ent_status status = error == READSTAT_ERROR_MALLOC ? ENT_ERR_MEMORY : ENT_ERR_USAGE;
    return ent_fail(err, status, "%s: %s%s%s", writer->path, what, what[0] != '\0' ? ": " : "",
                    readstat_error_message(error));
}

/* ---- text within limits ---- */

/* Bytes of @p text that make at most @p characters and @p bytes, cut at a character's end. */
static size_t fitting(const char *text, size_t characters, size_t bytes) {
    size_t end = 0, last = 0;
    for (; text[end] != '\0' && end <= bytes; end++) {
        if (((unsigned char)text[end] & 0xC0) == 0x80) continue;
        last = end; /* a character begins */
        if (characters-- == 0) return end;
    }
    return end <= bytes ? end : last;
}

/* ReadStat wants NUL-terminated text: a copy of the first @p length bytes, in @p copy. */
static const char *cut(char copy[4 * LABEL + 1], const char *text, size_t length) {
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

static void set_title(readstat_writer_t *readstat, const char *title, bool is_sav) {
    char copy[4 * LABEL + 1];
    if (title == NULL) return;
    /* ReadStat holds 256 bytes of it. */
    size_t length = is_sav ? fitting(title, LABEL, SAV_TITLE) : fitting(title, LABEL, 256);
    readstat_writer_set_file_label(readstat, cut(copy, title, length));
}

/* SPSS notes are lines of 80 bytes: break longer ones at blanks. */
static void add_note(readstat_writer_t *readstat, const char *note, bool is_sav) {
    char copy[4 * LABEL + 1];
    if (!is_sav) {
        readstat_add_note(readstat, note);
        return;
    }
    while (*note != '\0') {
        size_t length = fitting(note, SAV_NOTE, SAV_NOTE);
        if (note[length] != '\0') {
            size_t blank = length;
            while (blank > 0 && note[blank] != ' ')
                blank--;
            if (blank > 0) length = blank;
        }
        readstat_add_note(readstat, cut(copy, note, length));
        note += length;
        while (*note == ' ')
            note++;
    }
}

static ent_status add_notes(ent_writer *writer, const char *const *notes, bool is_sav,
                            ent_error *err) {
    struct stat_state *stat = writer->state;
    for (; notes != NULL && *notes != NULL; notes++)
        add_note(stat->readstat, *notes, is_sav);
    for (size_t f = 0; f < writer->field_count; f++) {
        const ent_field *field = &writer->fields[f];
        if (field->note == NULL || field->note[0] == '\0') continue;
        ent_text line = {0}; /* both formats' notes of a column are out of ReadStat's reach */
        ent_status status = ent_text_format(&line, err, "%s: %s", field->name, field->note);
        if (status == ENT_OK) add_note(stat->readstat, line.bytes, is_sav);
        ent_text_free(&line);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

/* ---- columns ---- */

static ent_status check_field(const ent_writer *writer, size_t index, bool is_sav, ent_error *err) {
    const ent_field *field = &writer->fields[index];
    size_t length = strlen(field->name);
    size_t most = is_sav ? SAV_NAME : DTA_NAME;
    if (length > most)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: column '%s': expected a name of at most %zu bytes",
                        writer->path, field->name, most);
    size_t widest = is_sav ? SAV_TEXT : DTA_TEXT;
    if (field->type == ENT_FIELD_TEXT && field->width > widest)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: column '%s': texts of %zu bytes, at most %zu fit",
                        writer->path, field->name, field->width, widest);
    for (size_t f = 0; f < index; f++) {
        const char *other = writer->fields[f].name;
        if ((is_sav ? strcasecmp(other, field->name) : strcmp(other, field->name)) == 0)
            return ent_fail(err, ENT_ERR_USAGE, "%s: two columns are named '%s'", writer->path,
                            field->name);
    }
    return ENT_OK;
}

static struct column column_for(const ent_field *field) {
    static const struct column byte = {NULL, READSTAT_TYPE_INT8, -127, 100};
    static const struct column small = {NULL, READSTAT_TYPE_INT16, -32767, 32740};
    static const struct column normal = {NULL, READSTAT_TYPE_INT32, -2147483647, 2147483620};
    static const struct column real = {NULL, READSTAT_TYPE_DOUBLE, -0x1.fffffffffffffp+1022,
                                       0x1.fffffffffffffp+1022};
    static const struct column text = {NULL, READSTAT_TYPE_STRING, 0, 0};
    if (field->type == ENT_FIELD_TEXT) return text;
    if (field->type == ENT_FIELD_REAL) return real;
    if (field->width == 1) return byte;
    if (field->width == 2) return small;
    return field->width > 4 ? real : normal;
}

static ent_status add_column(ent_writer *writer, size_t index, bool is_sav, ent_error *err) {
    struct stat_state *stat = writer->state;
    const ent_field *field = &writer->fields[index];
    char copy[4 * LABEL + 1];
    ent_status status = check_field(writer, index, is_sav, err);
    if (status != ENT_OK) return status;
    struct column column = column_for(field);
    /* To ReadStat width 0 means the widest. */
    size_t width = field->width > 0 ? field->width : 1;
    column.variable = readstat_add_variable(stat->readstat, field->name, column.type,
                                            field->type == ENT_FIELD_TEXT ? width : 0);
    if (column.variable == NULL)
        return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", writer->path);
    if (field->label != NULL)
        readstat_variable_set_label(
            column.variable, cut(copy, field->label, fitting(field->label, LABEL, 4 * LABEL)));
    readstat_variable_set_measure(column.variable, field->type == ENT_FIELD_TEXT
                                                       ? READSTAT_MEASURE_NOMINAL
                                                       : READSTAT_MEASURE_SCALE);
    if (is_sav && field->type == ENT_FIELD_REAL)
        readstat_variable_set_format(column.variable, "F14.4"); /* SPSS would show two decimals */
    stat->columns[index] = column;
    return ENT_OK;
}

/* ---- rows ---- */

static ent_status misfit(const ent_writer *writer, size_t field, size_t row, double value,
                         ent_error *err) {
    return ent_fail(err, ENT_ERR_USAGE,
                    "%s: row %zu: column '%s' cannot hold %.17g (whole numbers %.0f to %.0f)",
                    writer->path, writer->rows_written + row + 1, writer->fields[field].name, value,
                    ((struct stat_state *)writer->state)->columns[field].least,
                    ((struct stat_state *)writer->state)->columns[field].most);
}

static readstat_error_t insert_number(readstat_writer_t *readstat, const struct column *column,
                                      double value) {
    switch (column->type) {
    case READSTAT_TYPE_INT8:
        return readstat_insert_int8_value(readstat, column->variable, (int8_t)value);
    case READSTAT_TYPE_INT16:
        return readstat_insert_int16_value(readstat, column->variable, (int16_t)value);
    case READSTAT_TYPE_INT32:
        return readstat_insert_int32_value(readstat, column->variable, (int32_t)value);
    default:
        return readstat_insert_double_value(readstat, column->variable, value);
    }
}

static ent_status insert_field(ent_writer *writer, size_t f, size_t row,
                               const double *const *values, const char *const *const *texts,
                               ent_error *err) {
    struct stat_state *stat = writer->state;
    const struct column *column = &stat->columns[f];
    const ent_field *field = &writer->fields[f];
    readstat_error_t error = READSTAT_OK;
    if (field->type == ENT_FIELD_TEXT) {
        const char *text = texts != NULL && texts[f][row] != NULL ? texts[f][row] : "";
        if (strlen(text) > field->width)
            return ent_fail(err, ENT_ERR_USAGE, "%s: row %zu: column '%s': '%s' exceeds %zu bytes",
                            writer->path, writer->rows_written + row + 1, field->name, text,
                            field->width);
        error = readstat_insert_string_value(stat->readstat, column->variable, text);
    } else if (isnan(values[f][row])) {
        error = readstat_insert_missing_value(stat->readstat, column->variable);
    } else {
        double value = values[f][row];
        bool fits = field->type == ENT_FIELD_REAL || value == trunc(value);
        if (!fits || value < column->least || value > column->most)
            return misfit(writer, f, row, value, err);
        error = insert_number(stat->readstat, column, value);
    }
    return error == READSTAT_OK ? ENT_OK : result_of(writer, error, field->name, err);
}

static ent_status write_row(ent_writer *writer, size_t row, const double *const *values,
                            const char *const *const *texts, ent_error *err) {
    struct stat_state *stat = writer->state;
    ent_status status = result_of(writer, readstat_begin_row(stat->readstat), "", err);
    for (size_t f = 0; f < writer->field_count && status == ENT_OK; f++)
        status = insert_field(writer, f, row, values, texts, err);
    if (status != ENT_OK) return status;
    return result_of(writer, readstat_end_row(stat->readstat), "", err);
}

static ent_status wrong_count(const ent_writer *writer, size_t rows, ent_error *err) {
    return ent_fail(err, ENT_ERR_USAGE, "%s: expected %zu rows, found %s%zu", writer->path,
                    writer->rows_announced, rows > writer->rows_announced ? "at least " : "", rows);
}

static ent_status write_rows(ent_writer *writer, size_t count, const double *const *values,
                             const char *const *const *texts, ent_error *err) {
    ((struct stat_state *)writer->state)->err = err;
    if (count > writer->rows_announced - writer->rows_written)
        return wrong_count(writer, writer->rows_written + count, err);
    ent_status status = ENT_OK;
    for (size_t row = 0; row < count && status == ENT_OK; row++)
        status = write_row(writer, row, values, texts, err);
    return status;
}

/* ---- the forms ---- */

/* ReadStat stamps a file with the local time; the same table makes the same bytes everywhere, so
 * the stamp is midnight of 1 January 1970, whatever the zone. */
static time_t fixed_time(void) {
    struct tm stamp = {.tm_year = 70, .tm_mon = 0, .tm_mday = 1, .tm_isdst = -1};
    return mktime(&stamp);
}

static ent_status set_up(ent_writer *writer, const char *title, const char *const *notes,
                         bool is_sav, ent_error *err) {
    struct stat_state *stat = writer->state;
    readstat_set_data_writer(stat->readstat, take_bytes);
    readstat_writer_set_file_timestamp(stat->readstat, fixed_time());
    set_title(stat->readstat, title, is_sav);
    ent_status status = add_notes(writer, notes, is_sav, err);
    for (size_t f = 0; f < writer->field_count && status == ENT_OK; f++)
        status = add_column(writer, f, is_sav, err);
    if (status != ENT_OK) return status;
    readstat_error_t error;
    long rows = (long)writer->rows_announced;
    if (is_sav) {
        readstat_writer_set_compression(stat->readstat, READSTAT_COMPRESS_ROWS);
        error = readstat_begin_writing_sav(stat->readstat, stat, rows);
    } else {
        readstat_writer_set_file_format_version(stat->readstat, DTA_VERSION);
        error = readstat_begin_writing_dta(stat->readstat, stat, rows);
    }
    status = result_of(writer, error, "", err);
    for (size_t f = 0; f < writer->field_count && status == ENT_OK; f++)
        status =
            result_of(writer, readstat_validate_variable(stat->readstat, stat->columns[f].variable),
                      writer->fields[f].name, err);
    return status;
}

static ent_status begin(ent_writer *writer, const char *title, const char *const *notes,
                        bool is_sav, ent_error *err) {
    if (writer->rows_announced > INT_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: %zu rows, at most %d fit", writer->path,
                        writer->rows_announced, INT_MAX);
    ent_status status = ent_array_new(&writer->state, 1, sizeof(struct stat_state), err);
    if (status != ENT_OK) return status;
    struct stat_state *stat = writer->state;
    stat->output = writer->output;
    stat->err = err;
    status =
        ent_array_new((void **)&stat->columns, writer->field_count, sizeof *stat->columns, err);
    if (status != ENT_OK) return status;
    stat->readstat = readstat_writer_init();
    if (stat->readstat == NULL)
        return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", writer->path);
    return set_up(writer, title, notes, is_sav, err);
}

static ent_status begin_dta(ent_writer *writer, const char *title, const char *const *notes,
                            ent_error *err) {
    return begin(writer, title, notes, false, err);
}

static ent_status begin_sav(ent_writer *writer, const char *title, const char *const *notes,
                            ent_error *err) {
    return begin(writer, title, notes, true, err);
}

static ent_status end(ent_writer *writer, ent_error *err) {
    struct stat_state *stat = writer->state;
    stat->err = err;
    if (writer->rows_written != writer->rows_announced)
        return wrong_count(writer, writer->rows_written, err);
    return result_of(writer, readstat_end_writing(stat->readstat), "", err);
}

static void free_state(void *state) {
    struct stat_state *stat = state;
    if (stat == NULL) return;
    if (stat->readstat != NULL) readstat_writer_free(stat->readstat);
    free(stat->columns);
    free(stat);
}

const ent_form ent_form_dta = {".dta", begin_dta, write_rows, end, free_state};
const ent_form ent_form_sav = {".sav", begin_sav, write_rows, end, free_state};
