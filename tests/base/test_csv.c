/* SPDX-License-Identifier: Apache-2.0 */
/* Delimited text: rows and where they begin, encodings, and what bad input is told. */
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/array.h"
#include "support.h"

struct bytes {
    const char *data;
    size_t size;
};
/* A literal with its length, zeros inside it included. */
#define BYTES(literal)                                                                             \
    { literal, sizeof(literal) - 1 }

/* Rows as "LINE:field|field" lines, then "! message" for each failure; freed by the caller. */
static char *dump(const void *data, size_t size, const ent_csv_options *options) {
    ent_text text = {0};
    ent_error err = {0};
    ent_csv *csv = NULL;
    ent_status status = ent_csv_open(&csv, "in.csv", data, size, options, &err);
    if (status != ENT_OK) assert_ok(ent_text_format(&text, NULL, "! %s\n", err.text), NULL);
    for (bool more = true; csv != NULL && ent_csv_can_continue(csv);) {
        status = ent_csv_next(csv, &more, &err);
        if (status == ENT_OK && !more) break;
        if (status != ENT_OK) {
            assert_ok(ent_text_format(&text, NULL, "! %s\n", err.text), NULL);
            continue;
        }
        ent_text_format(&text, NULL, "%lld:", (long long)ent_csv_line(csv));
        for (size_t i = 0; i < ent_csv_columns(csv); i++)
            ent_text_format(&text, NULL, "%s%s", i > 0 ? "|" : "", ent_csv_text(csv, (int)i));
        ent_text_format(&text, NULL, "\n");
    }
    ent_csv_close(csv);
    return text.bytes != NULL ? text.bytes : strdup("");
}

static void assert_dump(const char *data, const ent_csv_options *options, const char *expected) {
    char *got = dump(data, strlen(data), options);
    assert_string_equal(got, expected);
    free(got);
}

static ent_csv *open_row(const char *text) {
    ent_csv *csv = NULL;
    ent_error err = {0};
    bool more = false;
    assert_ok(ent_csv_open(&csv, "in.csv", text, strlen(text), NULL, &err), &err);
    assert_ok(ent_csv_next(csv, &more, &err), &err);
    assert_true(more);
    return csv;
}

/* ---- rows ---- */

static void every_line_end_and_a_missing_last_one_give_the_same_rows(void **state) {
    (void)state;
    assert_dump("a,b\n1,2\n3,4\n", NULL, "2:1|2\n3:3|4\n");
    assert_dump("a,b\r\n1,2\r\n3,4\r\n", NULL, "2:1|2\n3:3|4\n");
    assert_dump("a,b\r1,2\r3,4\r", NULL, "2:1|2\n3:3|4\n");
    assert_dump("a,b\n1,2\n3,4", NULL, "2:1|2\n3:3|4\n");
    assert_dump("a,b\r\n1,2\r\n3,4", NULL, "2:1|2\n3:3|4\n");
    assert_dump("\xEF\xBB\xBF"
                "a,b\r\n1,2",
                NULL, "2:1|2\n");
    assert_dump("\xEF\xBB\xBF\"a\",b\n1,2", NULL, "2:1|2\n");
}

static void blank_lines_are_skipped_but_counted(void **state) {
    (void)state;
    assert_dump("\n\na,b\n\n   \n1,2\n\r\n\n3,4\n\n", NULL, "6:1|2\n9:3|4\n");
    assert_dump("a,b\n,\n", NULL, "2:|\n");
}

static void a_row_is_named_by_the_line_where_it_begins(void **state) {
    (void)state;
    assert_dump("a,b\n\"one\ntwo\",2\n3,\"x\n\ny\"\n5,6\n", NULL,
                "2:one\ntwo|2\n4:3|x\n\ny\n7:5|6\n");
    assert_dump("a,b\r\n\"one\r\ntwo\",2\r\n3,4\r\n", NULL, "2:one\r\ntwo|2\n4:3|4\n");
    assert_dump("a,b\n\"one\ntwo\",2,9\n3,4\n", NULL,
                "! in.csv:2: expected 2 fields, found 3\n4:3|4\n");
}

static void quotes_and_blanks_around_fields_are_undone(void **state) {
    (void)state;
    assert_dump("a,b,c\n \"x, \"\"y\"\"\" , z\t,\"\"\n", NULL, "2:x, \"y\"|z|\n");
    ent_csv_options tabs = {.delimiter = '\t'};
    assert_dump("a\tb\tc\n1\t\t 3 \n\t\t\n", &tabs, "2:1||3\n3:||\n");
    ent_csv_options raw = {.delimiter = '\t', .unquoted = true};
    assert_dump("a\tb\n\"x\ty\"z\n", &raw, "2:\"x|y\"z\n");
}

static void rows_of_another_length_are_passed_over_or_accepted(void **state) {
    (void)state;
    assert_dump("a,b\n1\n1,2,3\n1,2\n", NULL,
                "! in.csv:2: expected 2 fields, found 1\n"
                "! in.csv:3: expected 2 fields, found 3\n4:1|2\n");
    ent_csv_options ragged = {.ragged = true};
    assert_dump("a,b\n1\n1,2,,\n1,2,3\n1,2\n", &ragged,
                "2:1|\n3:1|2\n! in.csv:4: expected 2 fields, found 3\n5:1|2\n");
}

static void lines_before_the_header_are_kept(void **state) {
    (void)state;
    ent_error err = {0};
    ent_csv *csv = NULL;
    ent_csv_options options = {.header_begins = "supplier"};
    static const char text[] = "TIV of arms exports\n\nGenerated: 2022, June\nSupplier,x\n1,2\n";
    assert_dump(text, &options, "5:1|2\n");
    assert_ok(ent_csv_open(&csv, "in.csv", text, strlen(text), &options, &err), &err);
    assert_string_equal(ent_csv_preamble(csv, 0), "TIV of arms exports");
    assert_string_equal(ent_csv_preamble(csv, 1), "Generated: 2022,June");
    assert_null(ent_csv_preamble(csv, 2));
    ent_csv_close(csv);
    ent_csv_options blank = {.header_begins = ""};
    assert_dump("title,\n,1950,1951\nUSA,1,2\n", &blank, "3:USA|1|2\n");
    assert_dump("title\n", &blank,
                "! in.csv: expected a header line that begins with an empty field\n");
    assert_dump("a,b\n1,2\n", &options,
                "! in.csv: expected a header line that begins with 'supplier'\n");
}

static void columns_may_be_named_for_a_file_without_header(void **state) {
    (void)state;
    static const char *const names[] = {"code", "name", NULL};
    ent_csv_options options = {.delimiter = '\t', .columns = names};
    assert_dump("2\tUSA\n20\tCanada\n", &options, "1:2|USA\n2:20|Canada\n");
    assert_dump("2\n", &options, "! in.csv:1: expected 2 fields, found 1\n");
    assert_dump("", &options, "");
}

/* ---- encodings and bytes that are no text ---- */

static void input_that_is_no_text_is_named(void **state) {
    (void)state;
    static const struct {
        struct bytes input;
        const char *expected;
    } cases[] = {
        {BYTES("PK\3\4\24\0\0\0"),
         "in.csv:1: expected delimited text, found a zip archive: unpack it first"},
        {BYTES("\xFF\xFE"
               "a\0,\0b\0\n\0"),
         "in.csv:1: expected UTF-8, found UTF-16: save the file as UTF-8"},
        {BYTES("\xFE\xFF\0a\0,\0b\0\n"),
         "in.csv:1: expected UTF-8, found UTF-16: save the file as UTF-8"},
        {BYTES("a\0,\0b\0\n\0"), "in.csv:1: expected UTF-8, found UTF-16 or binary data"},
        {BYTES("\0a\0,\0b\0\n"), "in.csv:1: expected UTF-8, found UTF-16 or binary data"},
        {BYTES("a,b\nlong enough,1\0\n"), "in.csv:2: expected delimited text, found binary data"},
        {BYTES("a,b\nK\xF6ln,1\n"),
         "in.csv:2: expected UTF-8 text, found bytes that are none (another encoding?)"},
        {BYTES("a,b\n\xC3"), "in.csv:2: expected UTF-8 text, found bytes that are none"},
        {BYTES(""), "in.csv: expected a header line, found an empty file"},
        {BYTES("\xEF\xBB\xBF"), "in.csv: expected a header line, found an empty file"},
        {BYTES("\n \n"), "in.csv: expected a header line, found an empty file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *got = dump(cases[i].input.data, cases[i].input.size, NULL);
        if (strstr(got, cases[i].expected) == NULL) fail_msg("%zu: %s", i, got);
        free(got);
    }
}

static void rows_in_windows_1252_are_read_where_that_is_allowed(void **state) {
    (void)state;
    ent_csv_options options = {.encoding = ENT_CSV_UTF8_OR_LATIN1};
    assert_dump("a,b\nC\xF4te d\x92Ivoire,\x80\nC\xC3\xB4te,2\n", &options,
                "2:Côte d’Ivoire|€\n3:Côte|2\n");
}

/* ---- sizes ---- */

static void a_line_above_one_mebibyte_is_refused(void **state) {
    (void)state;
    size_t size = (size_t)3 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, 'x', size);
    text[1] = text[5] = ',';
    text[3] = '\n';
    char *got = dump(text, size, NULL);
    assert_string_equal(got, "! in.csv:2: expected a line below 1 MiB, found a longer one\n");
    free(got);
    for (size_t i = 5; i < size; i += 100)
        text[i] = '\n';
    text[6] = '"'; /* left open: all the lines that follow become one field */
    got = dump(text, size, NULL);
    assert_non_null(strstr(got, "! in.csv:3: expected a row below 1 MiB, found a longer one (a "
                                "quotation mark left open?)\n"));
    free(got);
    free(text);
}

/* Memory stays small whatever gzip unfolds to: the line is refused after its first mebibyte. */
static void a_bomb_of_one_endless_line_is_refused_early(void **state) {
    (void)state;
    enum { BLOCK = 1 << 20 };
    const char *path = scratch_path("bomb.csv.gz");
    char *block = malloc(BLOCK);
    assert_non_null(block);
    memset(block, 'x', BLOCK);
    gzFile file = gzopen(path, "wb1");
    assert_non_null(file);
    for (int i = 0; i < 64; i++)
        assert_int_equal(gzwrite(file, block, BLOCK), BLOCK);
    assert_int_equal(gzclose(file), Z_OK);
    free(block);
    ent_csv *csv = NULL;
    ent_error err = {0};
    assert_error(ent_csv_open(&csv, path, NULL, 0, NULL, &err), ENT_ERR_LIMIT, &err,
                 "bomb.csv.gz:1: expected a line below 1 MiB, found a longer one");
    assert_null(csv);
}

static void an_open_quotation_mark_is_an_error_not_a_long_field(void **state) {
    (void)state;
    assert_dump("a,b\n1,2\n3,\"4\n5,6\n7,8\n", NULL,
                "2:1|2\n! in.csv:3: expected the quotation mark of this row to be closed, found "
                "the end of the file\n");
    assert_dump("a,\"b\n1,2\n", NULL,
                "! in.csv:1: expected the quotation mark of this row to be closed, found the end "
                "of the file\n");
    assert_dump("a,b\n1,\"2\"", NULL, "2:1|2\n");
}

static void reading_past_a_final_failure_is_refused(void **state) {
    (void)state;
    ent_csv *csv = NULL;
    ent_error err = {0};
    bool more = true;
    static const char text[] = "a,b\n\xFF,1\n3,4\n";
    assert_ok(ent_csv_open(&csv, "in.csv", text, strlen(text), NULL, &err), &err);
    assert_int_equal(ent_csv_next(csv, &more, &err), ENT_ERR_FORMAT);
    assert_false(more);
    assert_false(ent_csv_can_continue(csv));
    assert_error(ent_csv_next(csv, &more, &err), ENT_ERR_USAGE, &err, "read past a failure");
    ent_csv_close(csv);
}

/* ---- columns and fields ---- */

static void columns_are_found_whatever_their_case(void **state) {
    (void)state;
    ent_error err = {0};
    ent_csv *csv = open_row("CCode, Year\n2,1816\n");
    assert_int_equal(ent_csv_find(csv, "ccode"), 0);
    assert_int_equal(ent_csv_find(csv, "YEAR"), 1);
    assert_int_equal(ent_csv_find(csv, "yea"), -1);
    assert_string_equal(ent_csv_text(csv, -1), "");
    int columns[3] = {0};
    static const char *const names[] = {"year", "ccode", "milex", NULL};
    assert_error(ent_csv_require_all(csv, names, columns, &err), ENT_ERR_FORMAT, &err,
                 "in.csv:2: expected a column 'milex', found: CCode, Year");
    assert_int_equal(columns[0], 1);
    ent_csv_close(csv);
}

static void a_wrong_delimiter_is_suspected_when_there_is_one_column(void **state) {
    (void)state;
    ent_error err = {0};
    int column = 0;
    ent_csv *csv = open_row("ccode;year\n2;1816\n");
    assert_error(ent_csv_require(csv, "ccode", &column, &err), ENT_ERR_FORMAT, &err,
                 "expected a column 'ccode', found: ccode;year (fields must be separated by "
                 "commas)");
    ent_csv_close(csv);
    ent_csv_options tabs = {.delimiter = '\t'};
    assert_ok(ent_csv_open(&csv, "in.tab", "a,b\n", 4, &tabs, &err), &err);
    assert_error(ent_csv_require(csv, "a", &column, &err), ENT_ERR_FORMAT, &err,
                 "(fields must be separated by tabs)");
    ent_csv_close(csv);
}

static void a_long_header_is_cut_at_a_character(void **state) {
    (void)state;
    ent_text text = {0};
    ent_error err = {0};
    ent_csv *csv = NULL;
    int column = 0;
    for (int i = 0; i < 200; i++)
        assert_ok(ent_text_format(&text, &err, "%sspalte-müßig%d", i > 0 ? "," : "", i), &err);
    assert_ok(ent_csv_open(&csv, "in.csv", text.bytes, text.length, NULL, &err), &err);
    assert_error(ent_csv_require(csv, "ccode", &column, &err), ENT_ERR_FORMAT, &err,
                 "found: spalte-müßig0, spalte-müßig1, ");
    size_t length = strlen(err.text);
    assert_string_equal(err.text + length - 5, ", …");
    assert_true(length < 480);
    ent_csv_close(csv);
    ent_text_free(&text);
}

static void whole_numbers_say_what_was_expected(void **state) {
    (void)state;
    ent_error err = {0};
    int64_t value = 0;
    int number = 0;
    static const char *const marks[] = {"-9", "NA", NULL};
    ent_csv *csv = open_row("a,b,c,d,e\n5.0,-9,,2x,9223372036854775808\n");
    assert_ok(ent_csv_integer(csv, 0, 0, 9, NULL, &value, &err), &err);
    assert_int_equal(value, 5);
    assert_error(ent_csv_integer(csv, 0, 6, 9, NULL, &value, &err), ENT_ERR_FORMAT, &err,
                 "in.csv:2: column 'a': expected a whole number from 6 to 9, found '5.0'");
    assert_error(ent_csv_integer(csv, 3, 0, 9, "a grade", &value, &err), ENT_ERR_FORMAT, &err,
                 "in.csv:2: column 'd': expected a grade, found '2x'");
    assert_error(ent_csv_integer(csv, 4, 0, INT64_MAX, NULL, &value, &err), ENT_ERR_FORMAT, &err,
                 "column 'e'");
    assert_ok(ent_csv_int_or(csv, 1, 0, 9, marks, -1, &number, &err), &err);
    assert_int_equal(number, -1);
    assert_ok(ent_csv_int_or(csv, 2, 0, 9, NULL, 7, &number, &err), &err);
    assert_int_equal(number, 7);
    assert_error(ent_csv_int_or(csv, 1, 0, 9, NULL, -1, &number, &err), ENT_ERR_FORMAT, &err,
                 "expected a whole number from 0 to 9, found '-9'");
    assert_true(ent_csv_missing(csv, 1, marks));
    assert_true(ent_csv_missing(csv, 2, NULL));
    assert_false(ent_csv_missing(csv, 1, NULL));
    ent_csv_close(csv);
}

static void real_numbers_are_finite_and_marks_are_missing(void **state) {
    (void)state;
    ent_error err = {0};
    double value = 0;
    static const char *const marks[] = {"-9", "NA", NULL};
    ent_csv *csv = open_row("a,b,c,d,e,f\n1e3,NA,\"1,5\",inf,nan,1e999\n");
    assert_ok(ent_csv_real(csv, 0, marks, &value, &err), &err);
    assert_true(value == 1000.0);
    assert_ok(ent_csv_real(csv, 1, marks, &value, &err), &err);
    assert_true(ent_is_missing(value));
    assert_error(ent_csv_real(csv, 2, marks, &value, &err), ENT_ERR_FORMAT, &err,
                 "in.csv:2: column 'c': expected a number, found '1,5'");
    for (int i = 3; i < 6; i++)
        assert_int_equal(ent_csv_real(csv, i, marks, &value, &err), ENT_ERR_FORMAT);
    ent_csv_close(csv);
}

static void dates_may_be_partial_but_must_exist(void **state) {
    (void)state;
    ent_error err = {0};
    ent_date date = {0};
    char text[ENT_DATE_TEXT];
    ent_csv *csv = open_row("a,b,c,d\n1980-01-xx,2001-02-30,1980/01/02,\n");
    assert_ok(ent_csv_date(csv, 0, &date, &err), &err);
    assert_string_equal(ent_date_format(date, text), "1980-01");
    for (int i = 1; i < 4; i++)
        assert_int_equal(ent_csv_date(csv, i, &date, &err), ENT_ERR_FORMAT);
    assert_string_equal(err.text, "in.csv:2: column 'd': expected a date YYYY, YYYY-MM or "
                                  "YYYY-MM-DD, found ''");
    ent_csv_close(csv);
}

static void dates_in_three_columns_may_lack_month_and_day(void **state) {
    (void)state;
    ent_error err = {0};
    ent_date date = {0};
    char text[ENT_DATE_TEXT];
    static const char *const marks[] = {"-9", NULL};
    ent_csv *csv = open_row("y,m,d,none\n1938,3,31,-9\n");
    assert_ok(ent_csv_date_parts(csv, 0, 1, 2, marks, &date, &err), &err);
    assert_string_equal(ent_date_format(date, text), "1938-03-31");
    assert_ok(ent_csv_date_parts(csv, 0, 1, 3, marks, &date, &err), &err);
    assert_string_equal(ent_date_format(date, text), "1938-03");
    assert_ok(ent_csv_date_parts(csv, 0, 3, 2, marks, &date, &err), &err);
    assert_string_equal(ent_date_format(date, text), "1938");
    assert_ok(ent_csv_date_parts(csv, 0, -1, -1, NULL, &date, &err), &err);
    assert_string_equal(ent_date_format(date, text), "1938");
    assert_error(ent_csv_date_parts(csv, 3, 1, 2, marks, &date, &err), ENT_ERR_FORMAT, &err,
                 "column 'none': expected a year, found '-9'");
    ent_csv_close(csv);
    csv = open_row("y,m,d\n1939,2,29\n");
    assert_error(ent_csv_date_parts(csv, 0, 1, 2, marks, &date, &err), ENT_ERR_FORMAT, &err,
                 "column 'd': expected a day of that month, found '29'");
    ent_csv_close(csv);
}

static void a_message_is_one_clean_line_whatever_it_quotes(void **state) {
    (void)state;
    ent_error err = {0};
    ent_csv *csv = open_row("a\n\"x\n\x1B[31m\ty\"\n");
    assert_int_equal(ent_csv_bad(csv, 0, "a year", &err), ENT_ERR_FORMAT);
    assert_string_equal(err.text, "in.csv:2: column 'a': expected a year, found 'x  [31m y'");
    ent_csv_close(csv);
    ent_text text = {0};
    assert_ok(ent_text_add(&text, "a\n", 2, NULL), NULL);
    for (int i = 0; i < 60; i++)
        assert_ok(ent_text_add(&text, "中", strlen("中"), NULL), NULL);
    csv = open_row(text.bytes);
    assert_int_equal(ent_csv_bad(csv, 0, "a year", &err), ENT_ERR_FORMAT);
    const char *quoted = strchr(strstr(err.text, "found"), '\'') + 1;
    assert_int_equal(strcspn(quoted, "'"), 26 * 3 + 3); /* 26 characters of 3 bytes, and "…" */
    ent_text_free(&text);
    ent_csv_close(csv);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_end_and_a_missing_last_one_give_the_same_rows),
        cmocka_unit_test(blank_lines_are_skipped_but_counted),
        cmocka_unit_test(a_row_is_named_by_the_line_where_it_begins),
        cmocka_unit_test(quotes_and_blanks_around_fields_are_undone),
        cmocka_unit_test(rows_of_another_length_are_passed_over_or_accepted),
        cmocka_unit_test(lines_before_the_header_are_kept),
        cmocka_unit_test(columns_may_be_named_for_a_file_without_header),
        cmocka_unit_test(input_that_is_no_text_is_named),
        cmocka_unit_test(rows_in_windows_1252_are_read_where_that_is_allowed),
        cmocka_unit_test(a_line_above_one_mebibyte_is_refused),
        cmocka_unit_test(a_bomb_of_one_endless_line_is_refused_early),
        cmocka_unit_test(an_open_quotation_mark_is_an_error_not_a_long_field),
        cmocka_unit_test(reading_past_a_final_failure_is_refused),
        cmocka_unit_test(columns_are_found_whatever_their_case),
        cmocka_unit_test(a_wrong_delimiter_is_suspected_when_there_is_one_column),
        cmocka_unit_test(a_long_header_is_cut_at_a_character),
        cmocka_unit_test(whole_numbers_say_what_was_expected),
        cmocka_unit_test(real_numbers_are_finite_and_marks_are_missing),
        cmocka_unit_test(dates_may_be_partial_but_must_exist),
        cmocka_unit_test(dates_in_three_columns_may_lack_month_and_day),
        cmocka_unit_test(a_message_is_one_clean_line_whatever_it_quotes),
    };
    return RUN_TESTS(tests);
}
