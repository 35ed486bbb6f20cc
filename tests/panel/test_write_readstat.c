/* SPDX-License-Identifier: Apache-2.0 */
#include "panel/table.h"

#include <readstat.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct read_back {
    readstat_type_t type[64];
    char name[64][80], label[64][400], title[400], note[16][400];
    size_t columns, notes;
    int rows;
    long version;
    time_t stamp;
    double *number; /* rows × columns */
    char (*text)[3000];
} read_back;

static int on_metadata(readstat_metadata_t *metadata, void *context) {
    read_back *back = context;
    back->rows = readstat_get_row_count(metadata);
    back->columns = (size_t)readstat_get_var_count(metadata);
    back->version = readstat_get_file_format_version(metadata);
    back->stamp = readstat_get_creation_time(metadata);
    snprintf(back->title, sizeof back->title, "%s", readstat_get_file_label(metadata));
    size_t cells = (size_t)back->rows * back->columns + 1;
    back->number = calloc(cells, sizeof *back->number);
    back->text = calloc(cells, sizeof *back->text);
    return READSTAT_HANDLER_OK;
}

static int on_variable(int index, readstat_variable_t *variable, const char *labels,
                       void *context) {
    (void)labels;
    read_back *back = context;
    const char *label = readstat_variable_get_label(variable);
    back->type[index] = readstat_variable_get_type(variable);
    snprintf(back->name[index], 80, "%s", readstat_variable_get_name(variable));
    snprintf(back->label[index], 400, "%s", label != NULL ? label : "");
    return READSTAT_HANDLER_OK;
}

static int on_note(int index, const char *note, void *context) {
    read_back *back = context;
    (void)index;
    snprintf(back->note[back->notes++], 400, "%s", note);
    return READSTAT_HANDLER_OK;
}

static int on_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context) {
    read_back *back = context;
    size_t cell = (size_t)row * back->columns + (size_t)readstat_variable_get_index(variable);
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
        const char *text = readstat_string_value(value);
        snprintf(back->text[cell], sizeof back->text[cell], "%s", text != NULL ? text : "");
    } else if (readstat_value_is_system_missing(value)) {
        back->number[cell] = (double)NAN;
    } else {
        assert_false(readstat_value_is_tagged_missing(value));
        back->number[cell] = readstat_double_value(value);
    }
    return READSTAT_HANDLER_OK;
}

static read_back *read_with_readstat(const char *path) {
    read_back *back = calloc(1, sizeof *back);
    readstat_parser_t *parser = readstat_parser_init();
    assert_non_null(back);
    readstat_set_metadata_handler(parser, on_metadata);
    readstat_set_variable_handler(parser, on_variable);
    readstat_set_note_handler(parser, on_note);
    readstat_set_value_handler(parser, on_value);
    readstat_error_t error = strstr(path, ".dta") != NULL ? readstat_parse_dta(parser, path, back)
                                                          : readstat_parse_sav(parser, path, back);
    if (error != READSTAT_OK) fail_msg("%s: %s", path, readstat_error_message(error));
    readstat_parser_free(parser);
    return back;
}

static void free_back(read_back *back) {
    free(back->number);
    free(back->text);
    free(back);
}

/* What packs SPSS files turns −0 into 0. */
static bool is_spss_zero(const char *ending, double a, double b) {
    return strcmp(ending, ".sav") == 0 && a == 0 && b == 0;
}

static void assert_table(const read_back *back, const char *ending) {
    assert_int_equal(back->rows, ROWS);
    assert_int_equal(back->columns, FIELDS);
    assert_string_equal(back->title, "A title");
    for (size_t f = 0; f < FIELDS; f++) {
        assert_string_equal(back->name[f], fields[f].name);
        assert_string_equal(back->label[f], fields[f].label);
        for (size_t row = 0; row < ROWS; row++) {
            size_t cell = row * FIELDS + f;
            if (fields[f].type == ENT_FIELD_TEXT)
                assert_string_equal(back->text[cell], actor[row]);
            else if (!same_bits(back->number[cell], values[f][row]) &&
                     !is_spss_zero(ending, back->number[cell], values[f][row]))
                fail_msg("row %zu, %s: %a became %a", row, fields[f].name, values[f][row],
                         back->number[cell]);
        }
    }
}

static void stata_file_reads_back_with_types_labels_and_notes(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    assert_ok(write_table(path_with("table", ".dta", path), ROWS, &err), &err);
    read_back *back = read_with_readstat(path);
    assert_table(back, ".dta");
    assert_int_equal(back->version, 118);
    assert_int_equal(back->type[0], READSTAT_TYPE_INT16);
    assert_int_equal(back->type[1], READSTAT_TYPE_STRING);
    assert_int_equal(back->type[2], READSTAT_TYPE_DOUBLE);
    assert_int_equal(back->type[3], READSTAT_TYPE_INT8);
    assert_int_equal(back->type[4], READSTAT_TYPE_INT32);
    assert_int_equal(back->notes, 3);
    assert_string_equal(back->note[0], notes[0]);
    assert_string_equal(back->note[1], notes[1]);
    assert_string_equal(back->note[2], "cinc1: CINC 6.0");
    free_back(back);
    unlink(path);
}

static void spss_file_reads_back_with_labels_and_notes(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    assert_ok(write_table(path_with("table", ".sav", path), ROWS, &err), &err);
    read_back *back = read_with_readstat(path);
    assert_table(back, ".sav");
    assert_int_equal(back->notes, 4);
    assert_string_equal(back->note[0], notes[0]);
    assert_string_equal(
        back->note[1],
        "A note longer than the eighty bytes that SPSS allows to one line of a document");
    assert_string_equal(back->note[2], "is broken.");
    assert_string_equal(back->note[3], "cinc1: CINC 6.0");
    free_back(back);
    unlink(path);
}

static void stata_and_spss_files_keep_every_bit_over_many_batches(void **state) {
    (void)state;
    static double table[COLUMNS][MANY];
    char path[600];
    for (int form = 2; form < FORMS; form++) {
        write_many(path_with("many", endings[form], path), table);
        read_back *back = read_with_readstat(path);
        assert_int_equal(back->rows, MANY);
        for (int row = 0; row < MANY; row++)
            for (int f = 0; f < COLUMNS; f++) {
                double got = back->number[row * COLUMNS + f];
                if (!same_bits(got, table[f][row]))
                    fail_msg("%s row %d: %a became %a", endings[form], row, table[f][row], got);
            }
        free_back(back);
        unlink(path);
    }
}

static void a_table_without_rows_can_be_written_and_read(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    for (int form = 2; form < FORMS; form++) {
        ent_writer *writer = NULL;
        path_with("empty", endings[form], path);
        assert_ok(ent_writer_open(&writer, path, fields, FIELDS, 0, "A title", NULL, &err), &err);
        assert_ok(ent_writer_close(writer, &err), &err);
        read_back *back = read_with_readstat(path);
        assert_int_equal(back->rows, 0);
        assert_int_equal(back->columns, FIELDS);
        assert_string_equal(back->label[4], fields[4].label);
        free_back(back);
        unlink(path);
    }
}

static void a_wrong_number_of_rows_is_an_error_and_leaves_nothing(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    size_t before = entries();
    for (int form = 2; form < FORMS; form++) {
        path_with("count", endings[form], path);
        assert_error(write_table(path, ROWS + 1, &err), ENT_ERR_USAGE, &err,
                     "expected 5 rows, found 4");
        assert_error(write_table(path, ROWS - 1, &err), ENT_ERR_USAGE, &err,
                     "expected 3 rows, found at least 4");
        assert_int_equal(entries(), before);
    }
}

/* One column, one value: what comes of it in both formats. */
static void assert_refused(const char *ending, ent_field field, double value, const char *text,
                           ent_status want, const char *part) {
    ent_error err = {0};
    ent_writer *writer = NULL;
    char path[600];
    const double *const numbers[] = {&value};
    const char *const *const strings[] = {&text};
    size_t before = entries();
    path_with("bad", ending, path);
    ent_status status = ent_writer_open(&writer, path, &field, 1, 1, NULL, NULL, &err);
    if (status == ENT_OK) {
        status = ent_writer_rows(writer, 1, numbers, strings, &err);
        ent_writer_discard(writer);
    }
    assert_error(status, want, &err, part);
    assert_int_equal(entries(), before);
}

static void what_a_format_cannot_hold_is_refused_by_name(void **state) {
    (void)state;
    for (int form = 2; form < FORMS; form++) {
        const char *to = endings[form];
        ent_field whole = {"count", "", NULL, ENT_FIELD_INTEGER, 0};
        ent_field flag = {"flag", "", NULL, ENT_FIELD_INTEGER, 1};
        ent_field real = {"share", "", NULL, ENT_FIELD_REAL, 0};
        ent_field text = {"name", "", NULL, ENT_FIELD_TEXT, 4};
        assert_refused(to, whole, 0.5, NULL, ENT_ERR_USAGE,
                       "row 1: column 'count' cannot hold 0.5");
        assert_refused(to, whole, 2147483621, NULL, ENT_ERR_USAGE, "cannot hold 2147483621");
        assert_refused(to, flag, 101, NULL, ENT_ERR_USAGE, "whole numbers -127 to 100");
        assert_refused(to, real, (double)INFINITY, NULL, ENT_ERR_USAGE, "'share' cannot hold inf");
        assert_refused(to, real, -(double)INFINITY, NULL, ENT_ERR_USAGE, "cannot hold -inf");
        assert_refused(to, text, 0, "five!", ENT_ERR_USAGE, "'five!' exceeds 4 bytes");
        real.name = "two words";
        assert_refused(to, real, 0, NULL, ENT_ERR_USAGE, "two words: ");
        real.name = form == 2 ? "float" : "WITH"; /* words of the two languages */
        assert_refused(to, real, 0, NULL, ENT_ERR_USAGE, "reserved word");
        real.name = "a_name_much_longer_than_sixty_four_bytes_that_even_spss_does_not_take";
        assert_refused(to, real, 0, NULL, ENT_ERR_LIMIT, "expected a name of at most");
        text.width = 40000;
        assert_refused(to, text, 0, "", ENT_ERR_LIMIT, "texts of 40000 bytes");
        const ent_field twins[] = {flag, flag};
        ent_writer *writer = NULL;
        ent_error err = {0};
        char path[600];
        assert_error(
            ent_writer_open(&writer, path_with("twins", to, path), twins, 2, 0, NULL, NULL, &err),
            ENT_ERR_USAGE, &err, "two columns are named 'flag'");
    }
}

static void long_texts_and_labels_are_kept_or_cut_at_a_character(void **state) {
    (void)state;
    enum { TEXTS = 4 };
    static const size_t widths[TEXTS] = {7, 255, 300, 2045};
    static char text[TEXTS][2100], label[400], title[400];
    ent_field list[TEXTS];
    const char *cell[TEXTS];
    const char *const *columns[TEXTS];
    static const char *const names[TEXTS] = {"s7", "s255", "s300", "s2045"};
    for (int i = 0; i < 100; i++) {
        memcpy(label + 3 * i, "盟", 4);
        memcpy(title + 3 * i, "约", 4);
    }
    for (int f = 0; f < TEXTS; f++) {
        for (size_t i = 0; i < widths[f]; i++)
            text[f][i] = (char)('a' + (int)(i % 26));
        list[f] = (ent_field){names[f], label, NULL, ENT_FIELD_TEXT, widths[f]};
        cell[f] = text[f];
        columns[f] = &cell[f];
    }
    list[0].name = "Name_of_32_characters_is_allowed";
    for (int form = 2; form < FORMS; form++) {
        ent_error err = {0};
        ent_writer *writer = NULL;
        char path[600];
        path_with("long", endings[form], path);
        assert_ok(ent_writer_open(&writer, path, list, TEXTS, 1, title, NULL, &err), &err);
        assert_ok(ent_writer_rows(writer, 1, NULL, columns, &err), &err);
        assert_ok(ent_writer_close(writer, &err), &err);
        read_back *back = read_with_readstat(path);
        assert_int_equal(strlen(back->title), form == 2 ? 240 : 63);
        assert_memory_equal(back->title, title, 63);
        assert_string_equal(back->name[0], list[0].name);
        for (int f = 0; f < TEXTS; f++) {
            assert_int_equal(strlen(back->label[f]), 240);
            assert_string_equal(back->text[f], text[f]);
        }
        free_back(back);
        unlink(path);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stata_file_reads_back_with_types_labels_and_notes),
        cmocka_unit_test(spss_file_reads_back_with_labels_and_notes),
        cmocka_unit_test(stata_and_spss_files_keep_every_bit_over_many_batches),
        cmocka_unit_test(a_table_without_rows_can_be_written_and_read),
        cmocka_unit_test(a_wrong_number_of_rows_is_an_error_and_leaves_nothing),
        cmocka_unit_test(what_a_format_cannot_hold_is_refused_by_name),
        cmocka_unit_test(long_texts_and_labels_are_kept_or_cut_at_a_character)};
    return RUN_TESTS(tests);
}
