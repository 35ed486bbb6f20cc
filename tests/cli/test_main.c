/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void help_and_version_are_printed_on_standard_output(void **state) {
    (void)state;
    static const char *const asks[] = {"--help", "help"};
    static const char *const commands[] = {"cite", "export", "import",  "panel",
                                           "rank", "read",   "sources", "tie"};
    for (size_t a = 0; a < 2; a++) {
        char *out = assert_done(asks[a]);
        assert_int_equal(strncmp(out, "Usage: entente COMMAND", 22), 0);
        assert_non_null(strstr(out, "ENTENTE_DB"));
        assert_non_null(strstr(out, "Example: entente tie CHN RUS"));
        for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++)
            assert_non_null(strstr(out, commands[c]));
        free(out);
    }
    char *out = assert_done("--version");
    assert_int_equal(strncmp(out, "entente ", 8), 0);
    free(out);
}

static void no_command_and_an_unknown_one_are_wrong_usage(void **state) {
    (void)state;
    assert_usage("", "Usage: entente COMMAND");
    assert_usage("nosuch", "no command 'nosuch'; there are: accept cite depth export");
    assert_usage("--nosuch", "no command '--nosuch'");
    assert_usage("''", "no command ''");
    assert_usage("Tie CHN RUS", "no command 'Tie'");
}

static void an_unknown_option_is_wrong_usage_of_every_command(void **state) {
    (void)state;
    static const char *const commands[] = {
        "cite --nosuch", "export a -o b --nosuch", "import a b --nosuch", "panel -Z",
        "rank --nosuch", "sources --nosuch",       "tie CHN RUS --nosuch"};
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++)
        assert_usage(commands[c], "option");
}

static void output_that_cannot_be_written_is_a_failure(void **state) {
    (void)state;
    static const char *const commands[] = {"sources",
                                           "sources --json",
                                           "cite",
                                           "rank --year 2007 --by exercises",
                                           "tie CHN RUS",
                                           "tie CHN RUS --json",
                                           "tie CHN RUS --html -",
                                           "--help",
                                           "panel --years 2007 -o -",
                                           "panel --columns",
                                           "--manual",
                                           "import --list"};
    const struct setting settings[] = {{.db = small_store(), .out = "/dev/full"},
                                       {.db = small_store(), .closed_out = true}};
    static const char *const reasons[] = {"No space left on device", "Bad file descriptor"};
    for (size_t s = 0; s < 2; s++)
        for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++)
            assert_fails_with(&settings[s], commands[c], reasons[s]);
}

/* As any program of a pipeline: `entente … | head` has nothing to complain of. */
static void a_reader_that_goes_away_ends_the_program_silently(void **state) {
    (void)state;
    const struct setting setting = {.db = small_store(), .no_reader = true};
    struct run run = run_with(&setting, "tie CHN RUS");
    assert_int_equal(run.status, 128 + SIGPIPE);
    assert_string_equal(run.error, "");
    free_run(&run);
}

/* Where standard output is closed, its number must not go to a file the program opens itself. */
static void a_closed_standard_output_never_ends_up_in_a_file(void **state) {
    (void)state;
    char command[1024];
    const char *folder = scratch_path("closed");
    const char *db = scratch_path("closed.db");
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(command, sizeof command, "panel --db %s --years 2007 --with exercises -o %s/p.csv",
             small_store(), folder);
    assert_fails_with(&(struct setting){.closed_out = true}, command, "standard output");
    char *csv = slurp(scratch_path("closed/p.csv"));
    assert_int_equal(strncmp(csv, "year,actor1,actor2,exercises\n", 29), 0);
    assert_null(strstr(csv, "rows"));
    free(csv);
    const char *troops =
        scratch_file("t.csv", "countryname,year,ccode,troops_ad\nJapan,2000,740,1\n", 50);
    snprintf(command, sizeof command, "import us-troops %s", troops);
    assert_fails_with(&(struct setting){.db = db, .closed_out = true}, command, "standard output");
    ent_store *store = NULL;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, db, ENT_STORE_READ, &err), &err);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_and_version_are_printed_on_standard_output),
        cmocka_unit_test(no_command_and_an_unknown_one_are_wrong_usage),
        cmocka_unit_test(an_unknown_option_is_wrong_usage_of_every_command),
        cmocka_unit_test(output_that_cannot_be_written_is_a_failure),
        cmocka_unit_test(a_reader_that_goes_away_ends_the_program_silently),
        cmocka_unit_test(a_closed_standard_output_never_ends_up_in_a_file),
    };
    return RUN_TESTS(tests);
}
