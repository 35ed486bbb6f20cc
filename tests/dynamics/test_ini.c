/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <string.h>

#include "dynamics/ini.h"

static saom_ini read(const char *text) {
    saom_ini ini;
    ent_error err = {0};
    assert_ok(saom_ini_read(&ini, "m.ini", text, strlen(text), &err), &err);
    return ini;
}

static void refused(const char *text, size_t size, const char *part) {
    saom_ini ini;
    ent_error err = {0};
    ent_status status = saom_ini_read(&ini, "m.ini", text, size, &err);
    assert_error(status, err.status, &err, part);
    assert_int_not_equal(status, ENT_OK);
}

static void items_know_section_key_value_and_line(void **state) {
    (void)state;
    saom_ini ini = read("; note\n[network pact]\nfiles = a.txt\n\n[data]\nwaves=1 2 ; inline\n");
    assert_int_equal(ini.count, 2);
    assert_string_equal(ini.item[0].kind, "network");
    assert_string_equal(ini.item[0].name, "pact");
    assert_string_equal(ini.item[0].value, "a.txt");
    assert_int_equal(ini.item[0].line, 3);
    assert_string_equal(ini.item[1].value, "1 2");
    assert_int_equal(ini.item[1].line, 6);
    saom_ini_free(&ini);
}

static void indented_lines_go_on(void **state) {
    (void)state;
    saom_ini ini = read("[a]\nlist = 1\n  2\n  3\nnext = 4\n");
    assert_int_equal(ini.count, 2);
    assert_string_equal(ini.item[0].value, "1 2 3");
    assert_int_equal(ini.item[1].line, 5);
    saom_ini_free(&ini);
}

static void a_repeated_key_is_another_item_and_the_last_is_found(void **state) {
    (void)state;
    saom_ini ini = read("[a]\nk = 1\nk = 2\n");
    assert_int_equal(ini.count, 2);
    assert_string_equal(saom_ini_find(&ini, "a", "", "k")->value, "2");
    assert_null(saom_ini_find(&ini, "a", "", "l"));
    saom_ini_free(&ini);
}

static void what_is_no_model_file_is_named(void **state) {
    (void)state;
    char line[300];
    refused("", 0, "m.ini:1: expected a section");
    refused("[a]\nwhat\n", 9, "m.ini:2: expected [SECTION] or KEY = VALUE");
    refused("\xFF\xFE[\0", 4, "UTF-16");
    refused("[a]\0x=1", 7, "binary data");
    memset(line, 'x', sizeof line);
    refused(line, sizeof line, "m.ini:1: expected a line of at most 198 bytes");
    line[0] = '[';
    refused(line, 100, "m.ini:1: expected the name of a section of at most 48 bytes");
    line[0] = '\n';
    line[60] = '=';
    refused(line, 80, "m.ini:2: expected a key of 1 to 48 bytes");
}

static void unknown_words_have_a_nearest(void **state) {
    (void)state;
    static const char *const list[] = {"seed", "threads", NULL};
    saom_ini ini = read("[a]\nsede = 1\n");
    ent_error err = {0};
    ent_status status = saom_ini_known(&ini, &ini.item[0], "key", "sede", list, &err);
    assert_error(status, ENT_ERR_NOT_FOUND, &err, "m.ini:2: no key 'sede' here; nearest: seed");
    saom_ini_free(&ini);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_know_section_key_value_and_line),
        cmocka_unit_test(indented_lines_go_on),
        cmocka_unit_test(a_repeated_key_is_another_item_and_the_last_is_found),
        cmocka_unit_test(what_is_no_model_file_is_named),
        cmocka_unit_test(unknown_words_have_a_nearest)};
    return RUN_TESTS(tests);
}
