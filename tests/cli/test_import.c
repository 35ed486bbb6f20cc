/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

#define HEADER "countryname,year,ccode,troops_ad\n"

static const char *troops_file(const char *name, const char *text) {
    return scratch_file(name, text, strlen(text));
}

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--skip-bad", "--list", "--db", NULL};
    assert_helps("import", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("import", "expected SOURCE and FILE");
    assert_usage("import us-troops", "expected SOURCE and FILE");
    assert_usage("import us-troops x.csv", "import needs a store to write to: --db FILE");
}

static void importers_are_listed_with_what_they_read(void **state) {
    (void)state;
    char *out = assert_done("import --list");
    for (size_t i = 0; ent_importer_at(i) != NULL; i++)
        assert_non_null(strstr(out, ent_importer_at(i)->name));
    free(out);
}

static void an_import_says_how_many_rows_and_the_same_again_nothing(void **state) {
    (void)state;
    char command[1024];
    struct setting setting = {.db = scratch_path("new.db")};
    snprintf(command, sizeof command, "import us-troops %s",
             troops_file("good.csv", HEADER "Japan,2000,740,1\nSpain,2000,230,2\n"));
    char *out = assert_done_with(&setting, command);
    assert_string_equal(out, "us-troops: 2 rows\n");
    free(out);
    out = assert_done_with(&setting, command);
    assert_string_equal(out, "us-troops: unchanged, the same files were imported before\n");
    free(out);
}

static void a_bad_row_ends_it_with_one_line_or_is_left_out_with_its_line(void **state) {
    (void)state;
    char command[1024];
    struct setting setting = {.db = scratch_path("bad.db")};
    const char *file = troops_file("bad.csv", HEADER "Japan,2000,740,1\nAtlantis,2000,741,2\n");
    snprintf(command, sizeof command, "import us-troops %s", file);
    assert_fails_with(&setting, command,
                      "bad.csv:3: column 'countryname': expected the name of a state, found "
                      "'Atlantis'");
    char *out = assert_done_with(&setting, "sources");
    assert_string_equal(out, "the store holds no sources yet\n");
    free(out);
    snprintf(command, sizeof command, "import --skip-bad us-troops %s", file);
    struct run run = run_with(&setting, command);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.out, "us-troops: 1 rows, 1 bad rows left out\n");
    assert_non_null(strstr(run.error, "entente: left out: "));
    assert_non_null(strstr(run.error, "bad.csv:3: "));
    assert_int_equal(count_lines(run.error), 1);
    free_run(&run);
}

static void what_cannot_be_read_or_written_is_named(void **state) {
    (void)state;
    char command[1024];
    const char *file = troops_file("t.csv", HEADER "Japan,2000,740,1\n");
    struct setting setting = {.db = scratch_path("w.db"), .plain_user = true};
    snprintf(command, sizeof command, "import nosuch %s", file);
    assert_fails_with(&setting, command, "no importer 'nosuch'; there are: ");
    assert_fails_with(&setting, "import us-troops /nowhere.csv", "/nowhere.csv: cannot open");
    snprintf(command, sizeof command, "import us-troops %s", file);
    assert_int_equal(chmod(file, 0), 0);
    assert_fails_with(&setting, command, "t.csv: cannot open: Permission denied");
    assert_int_equal(chmod(file, 0600), 0);
    free(assert_done_with(&setting, command));
    assert_int_equal(chmod(setting.db, 0400), 0);
    assert_fails_with(&setting, command, "w.db: cannot write: the file is read-only");
    assert_int_equal(mkdir(scratch_path("closed"), 0500), 0);
    setting.db = scratch_path("closed/w.db");
    assert_fails_with(&setting, command, "closed/w.db: cannot create: Permission denied");
}

static void a_full_disk_leaves_no_store_behind(void **state) {
    (void)state;
    char command[1024];
    struct setting setting = {.db = scratch_path("full.db"), .file_limit = 8192};
    snprintf(command, sizeof command, "import us-troops %s",
             troops_file("f.csv", HEADER "Japan,2000,740,1\n"));
    assert_fails_with(&setting, command, "full.db: ");
    assert_int_equal(count_files(scratch_folder(), "full.db"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(importers_are_listed_with_what_they_read),
        cmocka_unit_test(an_import_says_how_many_rows_and_the_same_again_nothing),
        cmocka_unit_test(a_bad_row_ends_it_with_one_line_or_is_left_out_with_its_line),
        cmocka_unit_test(what_cannot_be_read_or_written_is_named),
        cmocka_unit_test(a_full_disk_leaves_no_store_behind),
    };
    return RUN_TESTS(tests);
}
