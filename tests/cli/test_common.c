/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

static void the_store_is_the_one_named_else_that_of_the_environment(void **state) {
    (void)state;
    char command[1024];
    struct setting setting = {.db = small_store()};
    char *out = assert_done_with(&setting, "sources");
    assert_non_null(strstr(out, "us-troops"));
    free(out);
    snprintf(command, sizeof command, "sources --db %s", small_store());
    setting.db = "/nowhere/at/all.db";
    out = assert_done_with(&setting, command);
    assert_non_null(strstr(out, "us-troops"));
    free(out);
    assert_fails_with(&setting, "sources", "/nowhere/at/all.db: cannot open");
}

static void a_store_that_is_none_fails_with_its_name(void **state) {
    (void)state;
    static const char *const commands[] = {"sources",       "cite",
                                           "tie CHN RUS",   "rank --year 2000",
                                           "export a -o x", "panel --years 2000 -o -"};
    const struct {
        const char *path, *part;
    } stores[] = {
        {scratch_path("absent.db"), "absent.db: cannot open: No such file or directory"},
        {scratch_file("text.db", "year,actor\n", 11), "text.db is not an Entente store"},
        {scratch_folder(), "is not an Entente store but a folder"},
    };
    for (size_t s = 0; s < 3; s++)
        for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++)
            assert_fails_with(&(struct setting){.db = stores[s].path}, commands[c], stores[s].part);
    assert_int_not_equal(access(scratch_path("absent.db"), F_OK), 0);
}

/* A copy of the program alone in a folder finds no dataset beside it. */
static void without_a_dataset_the_program_says_how_to_name_a_store(void **state) {
    (void)state;
    const char *copy = scratch_path("entente");
    char *bytes = slurp(ENTENTE_PROGRAM);
    struct stat info;
    assert_int_equal(stat(ENTENTE_PROGRAM, &info), 0);
    scratch_file("entente", bytes, (size_t)info.st_size);
    free(bytes);
    assert_int_equal(chmod(copy, 0700), 0);
    struct setting setting = {.program = copy};
    assert_fails_with(&setting, "tie CHN RUS",
                      "the embedded dataset is not installed beside the program: name a store");
    setting.db = ""; /* as good as not set */
    assert_fails_with(&setting, "sources", "the embedded dataset is not installed");
}

static void a_store_beside_the_program_is_the_embedded_dataset(void **state) {
    (void)state;
    const char *copy = scratch_path("entente");
    if (access(copy, X_OK) != 0) skip();
    assert_int_equal(link(small_store(), scratch_path("entente.db")), 0);
    char *out = assert_done_with(&(struct setting){.program = copy}, "sources");
    assert_non_null(strstr(out, "us-troops"));
    free(out);
}

static void years_are_one_or_two_in_order(void **state) {
    (void)state;
    static const char *const bad[] = {
        "x",      "2000-x", "-", "2000-", "2000-2001-2002", "999", "3000", "99999999999999999999",
        "2000.5", "''"};
    char command[128];
    for (size_t b = 0; b < sizeof bad / sizeof bad[0]; b++) {
        snprintf(command, sizeof command, "panel --years %s -o -", bad[b]);
        assert_usage(command, "years: expected A-B, such as 1950-2010, found '");
    }
    assert_usage("panel --years 2010-2000 -o -", "years are reversed: 2010-2000");
    assert_usage("tie CHN RUS --years 2010-2000", "years are reversed: 2010-2000");
    assert_usage("rank --year 2010-2000", "years are reversed: 2010-2000");
    assert_usage("rank --year 2000-2010", "--year: expected one year, found '2000-2010'");
}

/* One call, however the two are written. */
static void codes_and_names_mean_the_same_actors(void **state) {
    (void)state;
    static const char *const pairs[] = {"CHN RUS",          "chn rus",      "710 365",
                                        "中国 俄罗斯",      "china russia", "China Russia",
                                        "PRC Soviet~Union", "中国 苏联",    "cow:710 cow:365",
                                        "gw:710 gw:365",    "中国 俄国",    "China USSR"};
    struct setting setting = {.db = small_store()};
    char command[128];
    char *first = assert_done_with(&setting, "tie CHN RUS --json");
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        snprintf(command, sizeof command, "tie %s --json", pairs[p]);
        char *out = assert_done_with(&setting, command);
        if (strcmp(out, first) != 0) fail_msg("%s differs from CHN RUS", pairs[p]);
        free(out);
    }
    free(first);
}

static void unknown_and_ambiguous_names_list_the_nearest(void **state) {
    (void)state;
    static const struct {
        const char *command, *part;
    } cases[] = {{"tie Chna RUS", "China"},
                 {"tie CHN Rusia", "Russia"},
                 {"tie CHN 俄罗嘶", "俄罗斯"},
                 {"tie CHN 999", "'999'"},
                 {"tie CHN ''", "give a name"},
                 {"tie Korea JPN", "South Korea"},
                 {"tie CHN RUS --third Untied~States", "United States"},
                 {"rank --year 2007 --by exercises --with Frnce", "France"},
                 {"panel --years 2007 --actors CHN,Rusia -o -", "Russia"},
                 {"panel --years 2007 --actors , -o -", "--actors"}};
    struct setting setting = {.db = small_store()};
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct run run = run_with(&setting, cases[c].command);
        if (run.status < 1 || run.status > 2 || run.out[0] != '\0' ||
            strstr(run.error, cases[c].part) == NULL || count_lines(run.error) != 1)
            fail_msg("%s: %d '%s'", cases[c].command, run.status, run.error);
        free_run(&run);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_store_is_the_one_named_else_that_of_the_environment),
        cmocka_unit_test(a_store_that_is_none_fails_with_its_name),
        cmocka_unit_test(without_a_dataset_the_program_says_how_to_name_a_store),
        cmocka_unit_test(a_store_beside_the_program_is_the_embedded_dataset),
        cmocka_unit_test(years_are_one_or_two_in_order),
        cmocka_unit_test(codes_and_names_mean_the_same_actors),
        cmocka_unit_test(unknown_and_ambiguous_names_list_the_nearest),
    };
    return RUN_TESTS(tests);
}
