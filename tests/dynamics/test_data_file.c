/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dynamics/data_file.h"

static const char *const marks[] = {"9", "NA", NULL};

static saom_source_file text(const char *bytes) {
    return (saom_source_file){"f", bytes, strlen(bytes)};
}

static void any_separator_reads_alike(void **state) {
    (void)state;
    static const char *const forms[] = {"0 1 0\n0 0 1\n9 0 0\n", "0,1,0\n0,0,1\nNA,0,0\n",
                                        "0;1;0\r\n0;0;1\r\n9;0;0", "  0\t1  0 \n0 0 1\n\n9 0 0"};
    for (size_t f = 0; f < 4; f++) {
        saom_source_file file = text(forms[f]);
        saom_entries out = {0};
        size_t n = 0;
        ent_error err = {0};
        assert_ok(saom_read_adjacency(&file, marks, &n, &out, &err), &err);
        assert_int_equal(n, 3);
        assert_int_equal(out.count, 3);
        assert_int_equal(out.entry[0].to, 1);
        assert_int_equal(out.entry[2].from, 2);
        assert_int_equal(out.entry[2].value, ENT_TIE_MISSING);
        free(out.entry);
    }
}

static void refused(const char *bytes, size_t size, size_t n, const char *part) {
    saom_source_file file = {"f", bytes, size};
    saom_entries out = {0};
    ent_error err = {0};
    ent_status status = saom_read_adjacency(&file, marks, &n, &out, &err);
    assert_int_not_equal(status, ENT_OK);
    if (strstr(err.text, part) == NULL) fail_msg("expected '%s', found '%s'", part, err.text);
    free(out.entry);
}

static void matrices_that_are_none_are_named(void **state) {
    (void)state;
    refused("0 1\n0 0\n0 0\n", 12, 0, "f:3: expected a square matrix of 2 rows, found another row");
    refused("0 1 0\n0 0 0\n", 12, 0, "f: expected a square matrix of 3 rows, found 2");
    refused("0 1\n0\n", 6, 0, "f:2:");
    refused("0 1\n0 0\n", 8, 3, "f:1: expected 3 columns, one an actor, found 2");
    refused("0 2\n0 0\n", 8, 0, "f:1: column 2: expected 0, 1, 10 or 11");
    refused("0 x\n0 0\n", 8, 0, "found 'x'");
    refused("", 0, 0, "empty file");
    refused("\xFF\xFE\x30\0", 4, 0, "UTF-16");
    refused("0 1\0 0 0\n", 9, 0, "f:1: expected");
}

static void edge_lists_name_actors_values_and_waves(void **state) {
    (void)state;
    static const char *const label[] = {"USA", "CHN", "New Zealand"};
    saom_names names;
    saom_entries out = {0};
    ent_error err = {0};
    assert_ok(saom_names_new(&names, label, 3, &err), &err);
    saom_source_file file = text("wave to from\n1990 CHN USA\n1995 \"New Zealand\" CHN\n");
    assert_ok(saom_read_edges(&file, &names, marks, "1995", false, &out, &err), &err);
    assert_int_equal(out.count, 2);
    assert_int_equal(out.entry[0].from, 1);
    assert_int_equal(out.entry[0].to, 2);
    assert_int_equal(out.entry[1].from, 2);
    out.count = 0;
    file = text("USA,CHN\nCHN,RUS\n");
    assert_error(saom_read_edges(&file, &names, marks, "", true, &out, &err), ENT_ERR_FORMAT, &err,
                 "f:2: column 2: expected an actor, found 'RUS'");
    file = text("USA,USA,1\n");
    assert_error(saom_read_edges(&file, &names, marks, "", true, &out, &err), ENT_ERR_FORMAT, &err,
                 "expected another actor");
    free(out.entry);
    saom_names_free(&names);
}

static void dyads_may_be_a_list(void **state) {
    (void)state;
    static const char *const label[] = {"USA", "CHN", "RUS"};
    saom_names names;
    double value[9];
    bool waves = false;
    ent_error err = {0};
    assert_ok(saom_names_new(&names, label, 3, &err), &err);
    saom_source_file file = text("from,to,value,wave\nUSA,CHN,2.5,1\nCHN,RUS,NA,1\nUSA,RUS,9,2\n");
    assert_ok(saom_edges_have_waves(&file, &waves, &err), &err);
    assert_true(waves);
    assert_ok(saom_read_dyad_edges(&file, &names, "1", true, value, &err), &err);
    assert_true(value[1] == 2.5 && value[3] == 0 && value[2] == 0 && ent_is_missing(value[5]));
    assert_ok(saom_read_dyad_edges(&file, &names, "2", false, value, &err), &err);
    assert_true(value[2] == 9 && value[6] == 9 && value[1] == 0);
    file = text("USA CHN\n");
    assert_ok(saom_edges_have_waves(&file, &waves, &err), &err);
    assert_false(waves);
    assert_ok(saom_read_dyad_edges(&file, &names, "1", true, value, &err), &err);
    assert_true(value[1] == 1);
    file = text("from,to\nUSA,CHN\nCHN,USA\n");
    assert_ok(saom_read_dyad_edges(&file, &names, "1", true, value, &err), &err);
    assert_error(saom_read_dyad_edges(&file, &names, "1", false, value, &err), ENT_ERR_FORMAT, &err,
                 "f:3: column 2: expected each pair once a wave");
    saom_names_free(&names);
}

static void tables_have_headers_and_missing_values(void **state) {
    (void)state;
    saom_table table;
    saom_source_file file = text("\"actor\" \"x y\"\nUSA 1.5\nCHN NA\n");
    ent_error err = {0};
    size_t column = 0;
    double value = 0;
    assert_ok(saom_table_read(&table, &file, NULL, &err), &err);
    assert_true(table.header);
    assert_int_equal(table.rows, 2);
    assert_ok(saom_table_column(&table, "x y", &column, &err), &err);
    assert_ok(saom_table_number(&table, 0, column, &value, &err), &err);
    assert_true(value == 1.5);
    assert_ok(saom_table_number(&table, 1, column, &value, &err), &err);
    assert_true(ent_is_missing(value));
    assert_error(saom_table_number(&table, 1, 0, &value, &err), ENT_ERR_FORMAT, &err,
                 "f:3: column 1: expected a number, found 'CHN'");
    assert_error(saom_table_column(&table, "acter", &column, &err), ENT_ERR_NOT_FOUND, &err,
                 "nearest: actor");
    saom_table_free(&table);
}

static void names_are_found_and_must_differ(void **state) {
    (void)state;
    static const char *const label[] = {"c", "a", "b", "a"};
    saom_names names;
    ent_error err = {0};
    assert_ok(saom_names_new(&names, label, 3, &err), &err);
    assert_int_equal(saom_names_find(&names, "a"), 1);
    assert_int_equal(saom_names_find(&names, "z"), SIZE_MAX);
    saom_names_free(&names);
    assert_error(saom_names_new(&names, label, 4, &err), ENT_ERR_USAGE, &err,
                 "two actors are named 'a'");
    assert_ok(saom_names_number(&names, 12, &err), &err);
    assert_int_equal(saom_names_find(&names, "12"), 11);
    saom_names_free(&names);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_separator_reads_alike),
                                       cmocka_unit_test(matrices_that_are_none_are_named),
                                       cmocka_unit_test(edge_lists_name_actors_values_and_waves),
                                       cmocka_unit_test(dyads_may_be_a_list),
                                       cmocka_unit_test(tables_have_headers_and_missing_values),
                                       cmocka_unit_test(names_are_found_and_must_differ)};
    return RUN_TESTS(tests);
}
