/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--among", "--output", "--db", NULL};
    assert_helps("export", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("export", "expected SOURCE and -o FOLDER");
    assert_usage("export us-troops", "expected SOURCE and -o FOLDER");
    assert_usage("export us-troops ledger -o x", "expected one source");
}

/* What was exported, imported and exported again is the same, byte by byte. */
static void a_source_comes_back_from_its_folder(void **state) {
    (void)state;
    static const char *const tables[] = {"source", "coverage", "flow"};
    char command[1024];
    const char *first = scratch_path("a/first");
    const char *second = scratch_path("a/second");
    const char *db = scratch_path("back.db");
    snprintf(command, sizeof command, "export us-troops -o %s", first);
    free(assert_done_with(&(struct setting){.db = small_store()}, command));
    snprintf(command, sizeof command, "import --db %s tidy %s", db, first);
    char *out = assert_done(command);
    assert_string_equal(out, "tidy: 3 rows\n");
    free(out);
    out = assert_done(command);
    assert_string_equal(out, "tidy: unchanged, the same files were imported before\n");
    free(out);
    snprintf(command, sizeof command, "export --db %s us-troops -o %s", db, second);
    free(assert_done(command));
    assert_int_equal(count_files(second, ""), count_files(first, ""));
    for (size_t t = 0; t < 3; t++) {
        char one[64], other[64];
        struct stat sizes[2];
        snprintf(one, sizeof one, "a/first/%s.csv.gz", tables[t]);
        snprintf(other, sizeof other, "a/second/%s.csv.gz", tables[t]);
        assert_int_equal(stat(scratch_path(one), &sizes[0]), 0);
        assert_int_equal(stat(scratch_path(other), &sizes[1]), 0);
        assert_int_equal(sizes[0].st_size, sizes[1].st_size);
        char *bytes = slurp(scratch_path(one));
        char *again = slurp(scratch_path(other));
        assert_memory_equal(bytes, again, (size_t)sizes[0].st_size);
        free(bytes);
        free(again);
    }
}

static void what_fails_leaves_nothing_and_keeps_what_was_there(void **state) {
    (void)state;
    char command[1024];
    const char *folder = scratch_path("kept");
    struct setting setting = {.db = small_store()};
    snprintf(command, sizeof command, "export nosuch -o %s", folder);
    assert_fails_with(&setting, command, "the store holds no source 'nosuch'");
    assert_int_not_equal(access(folder, F_OK), 0);
    snprintf(command, sizeof command, "export us-troops -o %s", folder);
    free(assert_done_with(&setting, command));
    char *before = slurp(scratch_path("kept/source.csv.gz"));
    setting.file_limit = 100;
    assert_fails_with(&setting, command, "cannot write");
    assert_int_equal(count_files(folder, ""), 5); /* with "." and ".." */
    char *after = slurp(scratch_path("kept/source.csv.gz"));
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_int_equal(count_files(scratch_folder(), "kept"), 1);
}

static void a_folder_that_cannot_be_made_is_named(void **state) {
    (void)state;
    char command[1024];
    scratch_file("plain", "x", 1);
    snprintf(command, sizeof command, "export us-troops -o %s/below", scratch_path("plain"));
    assert_fails_with(&(struct setting){.db = small_store()}, command, "plain/below");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(a_source_comes_back_from_its_folder),
        cmocka_unit_test(what_fails_leaves_nothing_and_keeps_what_was_there),
        cmocka_unit_test(a_folder_that_cannot_be_made_is_named),
    };
    return RUN_TESTS(tests);
}
