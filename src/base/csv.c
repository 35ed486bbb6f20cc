/* SPDX-License-Identifier: Apache-2.0 */
/* Reading delimited text. libcsv is fed one physical line at a time, so that the line number of a
 * row is known and a row is handed out as soon as it is complete. */
#include "base/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "base/array.h"
#include "base/bytes.h"

enum { BUFFER = 1 << 16, PREAMBLE_MAX = 64 };

/* Fields of one row, NUL-terminated one after the other. */
struct fields {
    char *bytes;
    size_t length, capacity;
    size_t *begin;
    size_t count, begin_capacity;
};

struct ent_csv {
    const char *path;
    ent_bytes *bytes;
    ent_csv_options options;
    struct csv_parser parser;
    size_t buffer_begin, buffer_end;
    char *piece; /* one physical line, its end mark included */
    size_t piece_length, piece_capacity;
    int64_t line;     /* lines fed so far */
    int64_t row_line; /* where the current row begins */
    struct fields row, header;
    char *preamble[PREAMBLE_MAX];
    size_t preamble_count;
    ent_status failure; /* of a callback */
    bool parser_ready;
    bool finished;
    bool after_return; /* the last piece ended in CR: an LF that follows belongs to it */
    bool row_begun;    /* the current row has a character other than blanks */
    bool row_done;
    bool final; /* no going on after a failure */
    char buffer[BUFFER];
};

/* ---- callbacks of libcsv ---- */

static void *bounded_realloc(void *memory, size_t size) {
    return size > 2 * (size_t)ENT_CSV_ROW_MAX ? NULL : realloc(memory, size);
}

static void add_text(ent_csv *csv, const char *from, size_t length) {
    struct fields *row = &csv->row;
    if (csv->failure != ENT_OK) return;
    while (length > 0 && (*from == ' ' || *from == '\t'))
        from++, length--;
    while (length > 0 && (from[length - 1] == ' ' || from[length - 1] == '\t'))
        length--;
    if (row->length + length + 1 > ENT_CSV_ROW_MAX) {
        csv->failure = ENT_ERR_LIMIT;
        return;
    }
    csv->failure =
        ent_array_reserve((void **)&row->bytes, &row->capacity, row->length + length + 1, 1, NULL);
    if (csv->failure == ENT_OK)
        csv->failure = ent_array_reserve((void **)&row->begin, &row->begin_capacity, row->count + 1,
                                         sizeof *row->begin, NULL);
    if (csv->failure != ENT_OK) return;
    row->begin[row->count++] = row->length;
    if (length > 0) memcpy(row->bytes + row->length, from, length);
    row->bytes[row->length + length] = '\0';
    row->length += length + 1;
}

static void add_field(void *text, size_t length, void *context) {
    add_text(context, text, length);
}

static void end_row(int mark, void *context) {
    (void)mark;
    ((ent_csv *)context)->row_done = true;
}

static const char *field(const struct fields *row, size_t index) {
    return index < row->count ? row->bytes + row->begin[index] : "";
}

/* ---- physical lines ---- */

static ent_status final_failure(ent_csv *csv, ent_error *err, ent_status status, const char *text) {
    csv->final = true;
    return ent_fail(err, status, "%s:%lld: %s", csv->path, (long long)csv->line + 1, text);
}

static const char *what_binary(const char *bytes, size_t length) {
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return "expected delimited text, found a zip archive: unpack it first";
    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return "expected UTF-8, found UTF-16: save the file as UTF-8";
    size_t zeros = 0;
    for (size_t i = 0; i < length; i++)
        zeros += bytes[i] == '\0';
    if (zeros == 0) return NULL;
    return zeros * 3 > length ? "expected UTF-8, found UTF-16 or binary data"
                              : "expected delimited text, found binary data";
}

static bool is_utf8(const char *bytes, size_t length) {
    size_t ascii = 0;
    while (ascii < length && (unsigned char)bytes[ascii] < 0x80)
        ascii++;
    if (ascii == length) return true;
    UErrorCode code = U_ZERO_ERROR;
    u_strFromUTF8(NULL, 0, NULL, bytes + ascii, (int32_t)(length - ascii), &code);
    return code == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(code);
}

/* Replace the piece, which is no UTF-8, by its reading as Windows-1252. */
static ent_status from_windows_1252(ent_csv *csv, ent_error *err) {
    char *copy = malloc(csv->piece_length * 3 + 1);
    if (copy == NULL) return final_failure(csv, err, ENT_ERR_MEMORY, "out of memory");
    UErrorCode code = U_ZERO_ERROR;
    int32_t length =
        ucnv_convert("UTF-8", "windows-1252", copy, (int32_t)(csv->piece_length * 3 + 1),
                     csv->piece, (int32_t)csv->piece_length, &code);
    if (U_FAILURE(code)) {
        free(copy);
        return final_failure(csv, err, ENT_ERR_FORMAT, "expected UTF-8 or Windows-1252 text");
    }
    free(csv->piece);
    csv->piece = copy;
    csv->piece_capacity = csv->piece_length * 3 + 1;
    csv->piece_length = (size_t)length;
    return ENT_OK;
}

static ent_status check_text(ent_csv *csv, ent_error *err) {
    const char *binary = NULL;
    if (memchr(csv->piece, '\0', csv->piece_length) != NULL || csv->line == 0)
        binary = what_binary(csv->piece, csv->piece_length);
    if (binary != NULL) return final_failure(csv, err, ENT_ERR_FORMAT, binary);
    if (csv->line == 0 && csv->piece_length >= 3 && memcmp(csv->piece, "\xEF\xBB\xBF", 3) == 0) {
        csv->piece_length -= 3; /* a byte order mark */
        memmove(csv->piece, csv->piece + 3, csv->piece_length);
    }
    if (is_utf8(csv->piece, csv->piece_length)) return ENT_OK;
    if (csv->options.encoding == ENT_CSV_UTF8_OR_LATIN1) return from_windows_1252(csv, err);
    return final_failure(csv, err, ENT_ERR_FORMAT,
                         "expected UTF-8 text, found bytes that are none (another encoding?)");
}

/* First line end in the bytes, counted with its mark; 0 when there is none. */
static size_t line_length(const char *bytes, size_t length) {
    const char *feed = memchr(bytes, '\n', length);
    size_t until = feed != NULL ? (size_t)(feed - bytes) + 1 : length;
    const char *back = memchr(bytes, '\r', until);
    if (back != NULL) return (size_t)(back - bytes) + 1;
    return feed != NULL ? until : 0;
}

/* Read one physical line into the piece; length 0 at the end of input. */
static ent_status read_piece(ent_csv *csv, ent_error *err) {
    csv->piece_length = 0;
    bool ended = false;
    while (!ended) {
        if (csv->buffer_begin == csv->buffer_end) {
            csv->buffer_begin = csv->buffer_end = 0;
            ent_status status =
                ent_bytes_read(csv->bytes, csv->buffer, BUFFER, &csv->buffer_end, err);
            if (status != ENT_OK) csv->final = true;
            if (status != ENT_OK) return status;
            if (csv->buffer_end == 0) break;
        }
        const char *from = csv->buffer + csv->buffer_begin;
        size_t left = csv->buffer_end - csv->buffer_begin;
        size_t take = line_length(from, left);
        ended = take > 0;
        if (!ended) take = left;
        if (csv->piece_length + take > ENT_CSV_ROW_MAX)
            return final_failure(csv, err, ENT_ERR_LIMIT,
                                 "expected a line below 1 MiB, found a longer one");
        if (ent_array_reserve((void **)&csv->piece, &csv->piece_capacity, csv->piece_length + take,
                              1, NULL) != ENT_OK)
            return final_failure(csv, err, ENT_ERR_MEMORY, "out of memory");
        memcpy(csv->piece + csv->piece_length, from, take);
        csv->piece_length += take;
        csv->buffer_begin += take;
    }
    return csv->piece_length > 0 ? check_text(csv, err) : ENT_OK;
}

/* ---- rows ---- */

static ent_status parser_failure(ent_csv *csv, ent_error *err) {
    csv->final = true;
    ent_status status = csv->failure != ENT_OK ? csv->failure : ENT_ERR_LIMIT;
    if (status == ENT_ERR_LIMIT)
        return ent_fail(err, ENT_ERR_LIMIT,
                        "%s:%lld: expected a row below 1 MiB, found a longer one (a quotation mark "
                        "left open?)",
                        csv->path, (long long)csv->row_line);
    return ent_fail(err, status, "%s:%lld: out of memory", csv->path, (long long)csv->row_line);
}

/* A row begins with the first character libcsv does not skip: a quoted field may hold line ends. */
static void note_row_begin(ent_csv *csv) {
    char delimiter = ent_csv_delimiter(csv);
    for (size_t i = 0; i < csv->piece_length && !csv->row_begun; i++) {
        char c = csv->piece[i];
        csv->row_begun = c == delimiter || (c != ' ' && c != '\t' && c != '\r' && c != '\n');
    }
    if (csv->row_begun) csv->row_line = csv->line + 1;
}

static ent_status feed_piece(ent_csv *csv, ent_error *err) {
    bool line_feed_of_crlf = csv->after_return && csv->piece_length == 1 && csv->piece[0] == '\n';
    if (!csv->row_begun) note_row_begin(csv);
    size_t fed = csv_parse(&csv->parser, csv->piece, csv->piece_length, add_field, end_row, csv);
    if (fed != csv->piece_length || csv->failure != ENT_OK) return parser_failure(csv, err);
    csv->after_return = csv->piece[csv->piece_length - 1] == '\r';
    if (!line_feed_of_crlf) csv->line++;
    return ENT_OK;
}

/* The end of input ends the last row, unless a quotation mark is open: then rows were swallowed. */
static ent_status finish_parser(ent_csv *csv, ent_error *err) {
    csv->finished = true;
    csv_set_opts(&csv->parser, CSV_APPEND_NULL | CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&csv->parser, add_field, end_row, csv) != 0) {
        csv->final = true;
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s:%lld: expected the quotation mark of this row to be closed, found the "
                        "end of the file",
                        csv->path, (long long)csv->row_line);
    }
    return csv->failure != ENT_OK ? parser_failure(csv, err) : ENT_OK;
}

/* The next row with anything in it, whatever its number of fields. */
static ent_status raw_row(ent_csv *csv, bool *more, ent_error *err) {
    csv->row.length = csv->row.count = 0;
    csv->row_done = csv->row_begun = false;
    *more = false;
    while (!csv->row_done && !csv->finished) {
        ent_status status = read_piece(csv, err);
        if (status != ENT_OK) return status;
        if (csv->piece_length > 0) {
            status = feed_piece(csv, err);
            if (status != ENT_OK) return status;
            continue;
        }
        status = finish_parser(csv, err);
        if (status != ENT_OK) return status;
    }
    *more = csv->row_done;
    return ENT_OK;
}

static bool is_header(const ent_csv *csv) {
    const char *begins = csv->options.header_begins;
    if (begins == NULL) return true;
    if (strcasecmp(field(&csv->row, 0), begins) != 0) return false;
    return begins[0] != '\0' || field(&csv->row, 1)[0] != '\0';
}

static ent_status keep_preamble(ent_csv *csv, ent_error *err) {
    ent_text text = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < csv->row.count && status == ENT_OK; i++)
        status = ent_text_format(&text, err, "%s%s", i > 0 ? "," : "", field(&csv->row, i));
    if (status == ENT_OK)
        csv->preamble[csv->preamble_count++] = text.bytes;
    else
        ent_text_free(&text);
    return status;
}

static ent_status no_header(const ent_csv *csv, ent_error *err) {
    const char *begins = csv->options.header_begins;
    const char *mark = begins[0] != '\0' ? "'" : "";
    return ent_fail(err, ENT_ERR_FORMAT, "%s: expected a header line that begins with %s%s%s",
                    csv->path, mark, begins[0] != '\0' ? begins : "an empty field", mark);
}

static ent_status read_header(ent_csv *csv, ent_error *err) {
    for (const char *const *name = csv->options.columns; name != NULL && *name != NULL; name++)
        add_text(csv, *name, strlen(*name));
    if (csv->failure != ENT_OK) return parser_failure(csv, err);
    while (csv->options.columns == NULL) {
        bool more = false;
        ent_status status = raw_row(csv, &more, err);
        if (status != ENT_OK) return status;
        if (!more && csv->preamble_count == 0)
            return ent_fail(err, ENT_ERR_FORMAT, "%s: expected a header line, found an empty file",
                            csv->path);
        if (!more || csv->preamble_count == PREAMBLE_MAX) return no_header(csv, err);
        if (is_header(csv)) break;
        status = keep_preamble(csv, err);
        if (status != ENT_OK) return status;
    }
    csv->header = csv->row;
    csv->row = (struct fields){0};
    return ENT_OK;
}

ent_status ent_csv_open(ent_csv **out, const char *path, const void *data, size_t size,
                        const ent_csv_options *options, ent_error *err) {
    *out = NULL;
    ent_csv *csv = calloc(1, sizeof *csv);
    if (csv == NULL) return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    csv->path = path;
    if (options != NULL) csv->options = *options;
    ent_status status = ent_bytes_open(&csv->bytes, path, data, size, err);
    if (status == ENT_OK && csv_init(&csv->parser, CSV_APPEND_NULL) != 0)
        status = ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    if (status == ENT_OK) {
        csv->parser_ready = true;
        csv_set_realloc_func(&csv->parser, bounded_realloc);
        if (csv->options.delimiter != 0)
            csv_set_delim(&csv->parser, (unsigned char)csv->options.delimiter);
        if (csv->options.unquoted) csv_set_quote(&csv->parser, '\0'); /* NUL never reaches it */
        status = read_header(csv, err);
    }
    if (status != ENT_OK) {
        ent_csv_close(csv);
        return status;
    }
    *out = csv;
    return ENT_OK;
}

void ent_csv_close(ent_csv *csv) {
    if (csv == NULL) return;
    if (csv->parser_ready) csv_free(&csv->parser);
    ent_bytes_close(csv->bytes);
    free(csv->piece);
    free(csv->row.bytes);
    free(csv->row.begin);
    free(csv->header.bytes);
    free(csv->header.begin);
    for (size_t i = 0; i < csv->preamble_count; i++)
        free(csv->preamble[i]);
    free(csv);
}

size_t ent_csv_columns(const ent_csv *csv) {
    return csv->header.count;
}

const char *ent_csv_column_name(const ent_csv *csv, size_t column) {
    return field(&csv->header, column);
}

const char *ent_csv_preamble(const ent_csv *csv, size_t index) {
    return index < csv->preamble_count ? csv->preamble[index] : NULL;
}

const char *ent_csv_path(const ent_csv *csv) {
    return csv->path;
}

char ent_csv_delimiter(const ent_csv *csv) {
    return csv->options.delimiter != 0 ? csv->options.delimiter : ',';
}

static bool only_empty_after(const struct fields *row, size_t count) {
    for (size_t i = count; i < row->count; i++)
        if (field(row, i)[0] != '\0') return false;
    return true;
}

ent_status ent_csv_next(ent_csv *csv, bool *more, ent_error *err) {
    *more = false;
    if (csv->final) return ent_fail(err, ENT_ERR_USAGE, "%s: read past a failure", csv->path);
    ent_status status = raw_row(csv, more, err);
    if (status != ENT_OK || !*more || csv->row.count == csv->header.count) return status;
    if (csv->options.ragged && only_empty_after(&csv->row, csv->header.count)) return ENT_OK;
    return ent_csv_bad_row(csv, err, "expected %zu fields, found %zu", csv->header.count,
                           csv->row.count);
}

bool ent_csv_can_continue(const ent_csv *csv) {
    return !csv->final;
}

int64_t ent_csv_line(const ent_csv *csv) {
    return csv->row_line;
}

const char *ent_csv_text(const ent_csv *csv, int column) {
    return column < 0 ? "" : field(&csv->row, (size_t)column);
}
