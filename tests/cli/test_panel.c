/* SPDX-License-Identifier: Apache-2.0 */
#include <zlib.h>

#include "cli/support_program.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--unit",   "--years",  "--actors",  "--with", "--codes",
                                          "--system", "--output", "--columns", "--db",   NULL};
    assert_helps("panel", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("panel", "expected --years and -o");
    assert_usage("panel --years 2000", "expected --years and -o");
    assert_usage("panel --years 2000 -o p.txt",
                 "p.txt: expected a name that ends in .csv, .csv.gz, .dta or .sav, or -");
    assert_usage("panel --years 2000 -o csv", "csv: expected a name that ends in");
    assert_usage("panel --years 2000 -o .csv", ".csv: expected a name that ends in");
    assert_usage("panel --years 2000 -o - --unit pair",
                 "--unit: expected dyad or directed or state, found 'pair'");
    assert_usage("panel --years 2000 -o - --codes iso", "--codes: expected cow or gw or iso3");
    assert_usage("panel --years 2000 -o - --system un", "--system: expected cow or gw, found 'un'");
    assert_usage("panel --years 2000 -o - --with ,", "--with names no column");
    assert_usage("panel --years 2000 -o - --with mid,mid", "column 'mid' is named twice");
    assert_fails_with(&(struct setting){.db = small_store()},
                      "panel --years 2000 -o - --with exercisse", "nearest: exercises");
}

static void a_dash_is_csv_on_standard_output_and_nothing_else(void **state) {
    (void)state;
    char *out = assert_done_with(&(struct setting){.db = small_store()},
                                 "panel --years 2005-2007 --actors CHN,RUS,JPN --codes iso3 "
                                 "--with agreements_new,exercises -o -");
    assert_string_equal(out, "year,actor1,actor2,agreements_new,exercises\n"
                             "2005,RUS,CHN,0,1\n2005,RUS,JPN,0,0\n2005,CHN,JPN,0,0\n"
                             "2006,RUS,CHN,0,0\n2006,RUS,JPN,0,0\n2006,CHN,JPN,0,0\n"
                             "2007,RUS,CHN,0,1\n2007,RUS,JPN,0,0\n2007,CHN,JPN,0,0\n");
    free(out);
}

static void values_outside_coverage_are_empty(void **state) {
    (void)state;
    char *out = assert_done_with(&(struct setting){.db = small_store()},
                                 "panel --years 1999-2000 --actors 365,710 --unit directed "
                                 "--with exercises -o -");
    assert_string_equal(out, "year,actor1,actor2,exercises\n"
                             "1999,365,710,\n1999,710,365,\n2000,365,710,0\n2000,710,365,0\n");
    free(out);
}

static void the_form_follows_the_ending(void **state) {
    (void)state;
    static const struct {
        const char *name, *begins;
        size_t length;
    } forms[] = {{"f.csv", "year,actor1,actor2,exercises\n", 29},
                 {"f.CSV", "year,actor1,actor2,exercises\n", 29},
                 {"f.csv.gz", "\x1F\x8B", 2},
                 {"f.dta", "<stata_dta>", 11},
                 {"f.sav", "$FL2", 4}};
    for (size_t f = 0; f < sizeof forms / sizeof forms[0]; f++) {
        char command[1024], want[512];
        const char *path = scratch_path(forms[f].name);
        snprintf(command, sizeof command,
                 "panel --years 2007 --actors CHN,RUS --with exercises -o %s", path);
        snprintf(want, sizeof want, "%s: 1 rows\n", path);
        char *out = assert_done_with(&(struct setting){.db = small_store()}, command);
        assert_string_equal(out, want);
        free(out);
        char *bytes = slurp(path);
        assert_memory_equal(bytes, forms[f].begins, forms[f].length);
        free(bytes);
    }
    char text[128] = "";
    gzFile packed = gzopen(scratch_path("f.csv.gz"), "rb");
    assert_int_equal(gzread(packed, text, sizeof text - 1), 44);
    assert_string_equal(text, "year,actor1,actor2,exercises\n2007,365,710,1\n");
    gzclose(packed);
}

/* Nothing under the name, nothing beside it; what stood there before stays. */
static void assert_leaves(const struct setting *setting, const char *folder, const char *name,
                          const char *part) {
    char command[1024];
    size_t before = count_files(folder, "");
    snprintf(command, sizeof command, "panel --db %s --years 1816-2007 --with exercises -o %s/%s",
             small_store(), folder, name);
    assert_fails_with(setting, command, part);
    assert_int_equal(count_files(folder, ""), before);
}

static void a_full_disk_leaves_no_file_and_keeps_the_old_one(void **state) {
    (void)state;
    static const char *const names[] = {"n.csv", "n.csv.gz", "n.dta", "n.sav"};
    const struct setting full = {.file_limit = 4096};
    const char *folder = scratch_path("full");
    assert_int_equal(mkdir(folder, 0700), 0);
    for (size_t n = 0; n < 4; n++)
        assert_leaves(&full, folder, names[n], "cannot write: File too large");
    scratch_file("full/n.csv", "the old one", 11);
    assert_leaves(&full, folder, "n.csv", "n.csv: cannot write: File too large");
    char *old = slurp(scratch_path("full/n.csv"));
    assert_string_equal(old, "the old one");
    free(old);
}

static void a_folder_that_takes_no_file_is_named(void **state) {
    (void)state;
    const struct setting plain = {.plain_user = true};
    const char *folder = scratch_path("closed");
    assert_leaves(&(struct setting){0}, scratch_folder(), "absent/n.csv",
                  "absent/n.csv: cannot create: No such file or directory");
    assert_leaves(&(struct setting){0}, "/dev", "full/n.csv", "n.csv: cannot create");
    assert_int_equal(mkdir(folder, 0500), 0);
    assert_leaves(&plain, folder, "n.csv", "closed/n.csv: cannot create: Permission denied");
}

static void a_device_and_a_folder_are_no_file_to_write(void **state) {
    (void)state;
    struct setting setting = {.db = small_store()};
    assert_int_equal(symlink("/dev/full", scratch_path("full.csv")), 0);
    assert_int_equal(mkdir(scratch_path("folder.csv"), 0700), 0);
    char command[1024];
    snprintf(command, sizeof command, "panel --years 2007 -o %s", scratch_path("full.csv"));
    assert_fails_with(&setting, command, "expected a file to write, found a device or pipe");
    snprintf(command, sizeof command, "panel --years 2007 -o %s", scratch_path("folder.csv"));
    assert_fails_with(&setting, command, "expected a file to write, found a directory");
}

static void columns_are_listed_with_what_they_hold(void **state) {
    (void)state;
    char *out = assert_done("panel --columns");
    assert_non_null(strstr(out, "alliance_s_abs"));
    assert_non_null(strstr(out, "trade_asymmetry"));
    free(out);
    out = assert_done("panel --columns --unit state");
    assert_non_null(strstr(out, "cinc"));
    assert_null(strstr(out, "alliance_s_abs"));
    free(out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(a_dash_is_csv_on_standard_output_and_nothing_else),
        cmocka_unit_test(values_outside_coverage_are_empty),
        cmocka_unit_test(the_form_follows_the_ending),
        cmocka_unit_test(a_full_disk_leaves_no_file_and_keeps_the_old_one),
        cmocka_unit_test(a_folder_that_takes_no_file_is_named),
        cmocka_unit_test(a_device_and_a_folder_are_no_file_to_write),
        cmocka_unit_test(columns_are_listed_with_what_they_hold),
    };
    return RUN_TESTS(tests);
}
