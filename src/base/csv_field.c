/* SPDX-License-Identifier: Apache-2.0 */
/* Columns by name, and fields as numbers and dates, with errors that name file, line and column. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/number.h"

int ent_csv_find(const ent_csv *csv, const char *name) {
    for (size_t i = 0; i < ent_csv_columns(csv); i++)
        if (strcasecmp(ent_csv_column_name(csv, i), name) == 0) return (int)i;
    return -1;
}

/* Length of a text cut to at most @p most bytes at a character's end. */
static size_t cut_length(const char *text, size_t most) {
    size_t length = strnlen(text, most + 1);
    if (length <= most) return length;
    length = most;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    return length;
}

/* The header as a list, cut to what an error can hold. */
static void list_columns(const ent_csv *csv, char *text, size_t size) {
    static const char more[] = ", …";
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < ent_csv_columns(csv); i++) {
        const char *name = ent_csv_column_name(csv, i);
        int length = (int)cut_length(name, 80);
        if (used + (size_t)length + 2 + sizeof more > size) {
            memcpy(text + used, more, sizeof more);
            return;
        }
        used +=
            (size_t)snprintf(text + used, size - used, "%s%.*s", i > 0 ? ", " : "", length, name);
    }
}

ent_status ent_csv_require(const ent_csv *csv, const char *name, int *column, ent_error *err) {
    *column = ent_csv_find(csv, name);
    if (*column >= 0) return ENT_OK;
    char found[400];
    list_columns(csv, found, sizeof found);
    char delimiter = ent_csv_delimiter(csv);
    const char *hint = "";
    if (ent_csv_columns(csv) == 1)
        hint = delimiter == '\t' ? " (fields must be separated by tabs)"
                                 : " (fields must be separated by commas)";
    return ent_fail(err, ENT_ERR_FORMAT, "%s:%lld: expected a column '%s', found: %s%s",
                    ent_csv_path(csv), (long long)ent_csv_line(csv), name, found, hint);
}

ent_status ent_csv_require_all(const ent_csv *csv, const char *const *names, int *columns,
                               ent_error *err) {
    for (size_t i = 0; names[i] != NULL; i++) {
        ent_status status = ent_csv_require(csv, names[i], &columns[i], err);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

ent_status ent_csv_bad(const ent_csv *csv, int column, const char *expected, ent_error *err) {
    const char *found = ent_csv_text(csv, column);
    int length = (int)cut_length(found, 80);
    return ent_fail(err, ENT_ERR_FORMAT, "%s:%lld: column '%s': expected %s, found '%.*s%s'",
                    ent_csv_path(csv), (long long)ent_csv_line(csv),
                    column < 0 ? "" : ent_csv_column_name(csv, (size_t)column), expected, length,
                    found, found[length] != '\0' ? "…" : "");
}

ent_status ent_csv_bad_row(const ent_csv *csv, ent_error *err, const char *format, ...) {
    char text[ENT_ERROR_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return ent_fail(err, ENT_ERR_FORMAT, "%s:%lld: %s", ent_csv_path(csv),
                    (long long)ent_csv_line(csv), text);
}

static bool is_mark(const char *text, const char *const *marks) {
    for (; marks != NULL && *marks != NULL; marks++)
        if (strcmp(text, *marks) == 0) return true;
    return false;
}

bool ent_csv_missing(const ent_csv *csv, int column, const char *const *marks) {
    const char *text = ent_csv_text(csv, column);
    return text[0] == '\0' || is_mark(text, marks);
}

ent_status ent_csv_integer(const ent_csv *csv, int column, int64_t low, int64_t high,
                           const char *expected, int64_t *out, ent_error *err) {
    int64_t value = 0;
    if (ent_integer_read(ent_csv_text(csv, column), &value) && value >= low && value <= high) {
        *out = value;
        return ENT_OK;
    }
    char range[80];
    snprintf(range, sizeof range, "a whole number from %lld to %lld", (long long)low,
             (long long)high);
    return ent_csv_bad(csv, column, expected != NULL ? expected : range, err);
}

ent_status ent_csv_int_or(const ent_csv *csv, int column, int low, int high,
                          const char *const *marks, int missing, int *out, ent_error *err) {
    if (ent_csv_missing(csv, column, marks)) {
        *out = missing;
        return ENT_OK;
    }
    int64_t value = 0;
    ent_status status = ent_csv_integer(csv, column, low, high, NULL, &value, err);
    if (status == ENT_OK) *out = (int)value;
    return status;
}

ent_status ent_csv_real(const ent_csv *csv, int column, const char *const *marks, double *out,
                        ent_error *err) {
    const char *text = ent_csv_text(csv, column);
    if (is_mark(text, marks)) {
        *out = ent_missing();
        return ENT_OK;
    }
    if (!ent_number_read(text, out)) return ent_csv_bad(csv, column, "a number", err);
    return ENT_OK;
}

ent_status ent_csv_date(const ent_csv *csv, int column, ent_date *out, ent_error *err) {
    if (ent_date_parse(ent_csv_text(csv, column), out)) return ENT_OK;
    return ent_csv_bad(csv, column, "a date YYYY, YYYY-MM or YYYY-MM-DD", err);
}

ent_status ent_csv_date_parts(const ent_csv *csv, int year, int month, int day,
                              const char *const *marks, ent_date *out, ent_error *err) {
    int y = 0, m = 0, d = 0;
    ent_status status = ent_csv_int_or(csv, year, -9999, 9999, NULL, 0, &y, err);
    if (status == ENT_OK && ent_csv_missing(csv, year, marks))
        return ent_csv_bad(csv, year, "a year", err);
    if (status == ENT_OK) status = ent_csv_int_or(csv, month, 0, 12, marks, 0, &m, err);
    if (status == ENT_OK) status = ent_csv_int_or(csv, day, 0, 31, marks, 0, &d, err);
    if (status != ENT_OK) return status;
    ent_date date = {(int16_t)y, (int8_t)m, (int8_t)(m > 0 ? d : 0)};
    if (!ent_date_valid(date)) return ent_csv_bad(csv, day, "a day of that month", err);
    *out = date;
    return ENT_OK;
}
