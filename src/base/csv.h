/* SPDX-License-Identifier: Apache-2.0 */
/* Delimited text with a header line, plain or gzip, read row by row: tokenised by libcsv, fed by
 * zlib. Whatever the input, memory stays below ENT_CSV_ROW_MAX and a failure is one line that names
 * file, line and column. */
#ifndef ENTENTE_BASE_CSV_H
#define ENTENTE_BASE_CSV_H

#include "entente/base.h"

/* Longest row accepted, in bytes, all fields together. */
#define ENT_CSV_ROW_MAX (1u << 20)

typedef enum ent_csv_encoding {
    ENT_CSV_UTF8,          /* invalid UTF-8 is an error */
    ENT_CSV_UTF8_OR_LATIN1 /* a row that is no UTF-8 is read as Windows-1252 */
} ent_csv_encoding;

typedef struct ent_csv_options {
    char delimiter; /* 0 means ',' */
    bool unquoted;  /* quotation marks are ordinary characters */
    bool ragged;    /* rows may lack fields at their end, or have empty ones too many */
    ent_csv_encoding encoding;
    /* Text of the first field of the header line; lines before it are skipped (at most 64) and kept
     * for ent_csv_preamble(). NULL: the first line is the header. May be "" (an empty first field
     * before one that is not). */
    const char *header_begins;
    /* Names of the columns of a file without a header line (NULL-terminated); NULL: it has one. */
    const char *const *columns;
} ent_csv_options;

typedef struct ent_csv ent_csv;

/* Open a file (data NULL) or bytes in memory; gzip is recognised by its magic number. Reads the
 * header line. Errors: IO; FORMAT for an empty file, UTF-16, binary content. */
ent_status ent_csv_open(ent_csv **out, const char *path, const void *data, size_t size,
                        const ent_csv_options *options, ent_error *err);
void ent_csv_close(ent_csv *csv);

const char *ent_csv_path(const ent_csv *csv);
char ent_csv_delimiter(const ent_csv *csv);

/* The header. Names are matched without regard to case. */
size_t ent_csv_columns(const ent_csv *csv);
const char *ent_csv_column_name(const ent_csv *csv, size_t column);
int ent_csv_find(const ent_csv *csv, const char *name); /* −1 when absent */
/* A column that must be there: FORMAT names it, what was found and, when the header is a single
 * field, the delimiter that was expected. */
ent_status ent_csv_require(const ent_csv *csv, const char *name, int *column, ent_error *err);
/* Several at once: names NULL-terminated, columns as many ints. */
ent_status ent_csv_require_all(const ent_csv *csv, const char *const *names, int *columns,
                               ent_error *err);
/* Lines skipped before the header (header_begins), NUL-terminated fields joined by the delimiter;
 * NULL past the last. */
const char *ent_csv_preamble(const ent_csv *csv, size_t index);

/* Advance to the next row; *more false at the end. A row with more or fewer fields than the header
 * gives FORMAT and can be passed over by calling again (ent_csv_can_continue() is true);
 * blank lines are skipped. Other failures (too long a row, bytes that are no text, damaged gzip,
 * a quotation mark never closed) are final. */
ent_status ent_csv_next(ent_csv *csv, bool *more, ent_error *err);
bool ent_csv_can_continue(const ent_csv *csv);
int64_t ent_csv_line(const ent_csv *csv); /* where the current row begins, counted from 1 */
/* Text of a field of the current row, trimmed of blanks; "" for column −1. Valid until next(). */
const char *ent_csv_text(const ent_csv *csv, int column);

/* A bad field: "FILE:LINE: column NAME: expected EXPECTED, found 'TEXT'". Returns ENT_ERR_FORMAT.
 */
ent_status ent_csv_bad(const ent_csv *csv, int column, const char *expected, ent_error *err);
/* A bad row: "FILE:LINE: " and the text given. Returns ENT_ERR_FORMAT. */
ent_status ent_csv_bad_row(const ent_csv *csv, ent_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* True when the field is "" or one of the marks for missing (NULL-terminated, may be NULL). */
bool ent_csv_missing(const ent_csv *csv, int column, const char *const *marks);
/* A whole number within low…high (also accepts "5.0"). @expected for the message, NULL: made from
 * the range. */
ent_status ent_csv_integer(const ent_csv *csv, int column, int64_t low, int64_t high,
                           const char *expected, int64_t *out, ent_error *err);
/* The same into an int, with marks that mean missing (then *out = @p missing). */
ent_status ent_csv_int_or(const ent_csv *csv, int column, int low, int high,
                          const char *const *marks, int missing, int *out, ent_error *err);
/* A finite real number, '.' as the decimal point whatever the locale; marks read as missing (NaN).
 */
ent_status ent_csv_real(const ent_csv *csv, int column, const char *const *marks, double *out,
                        ent_error *err);
/* A date as ent_date_parse() reads it. */
ent_status ent_csv_date(const ent_csv *csv, int column, ent_date *out, ent_error *err);
/* A date whose parts stand in three columns (month and day −1: absent); parts that are one of the
 * marks are unknown. */
ent_status ent_csv_date_parts(const ent_csv *csv, int year, int month, int day,
                              const char *const *marks, ent_date *out, ent_error *err);

#endif
