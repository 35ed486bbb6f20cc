/* SPDX-License-Identifier: Apache-2.0 */
/* Several processes give the bytes of one. Built with MPI only. */
#include "cli/support_saom.h"

/* The text of a fit by so many processes; both streams, so that a second voice would be heard. */
static char *fit_by(int processes, const char *arguments, int expected) {
    char command[2048];
    char path[600];
    snprintf(path, sizeof path, "%s/heard", scratch_folder());
    snprintf(command, sizeof command,
             "mpirun --allow-run-as-root --oversubscribe -n %d %s fit %s >%s 2>&1", processes,
             ENTENTE_PROGRAM, arguments, path);
    int status = system(command);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), expected);
    return slurp(path);
}

static void the_fit_does_not_depend_on_the_processes(void **state) {
    (void)state;
    char *kept[3];
    small_model_file();
    for (int n = 1; n <= 3; n++) {
        char arguments[1400];
        snprintf(arguments, sizeof arguments, "%s --threads %d -o %s --heterogeneity",
                 in_scratch("@model.ini"), n == 2 ? 2 : 1, in_scratch("@team.json"));
        char *heard = fit_by(n, arguments, 0);
        assert_non_null(strstr(heard, "density"));
        assert_null(strstr(strstr(heard, "density") + 1, "actors,")); /* one voice */
        free(heard);
        kept[n - 1] = slurp(in_scratch("@team.json"));
    }
    char *alone = NULL;
    free(assert_done(in_scratch("fit @model.ini --threads 1 -o @alone.json --heterogeneity")));
    alone = slurp(in_scratch("@alone.json"));
    for (int n = 0; n < 3; n++) {
        assert_string_equal(kept[n], alone);
        free(kept[n]);
    }
    free(alone);
}

static void what_is_wrong_is_said_once(void **state) {
    (void)state;
    small_model_file();
    write_text("bad.ini", SMALL_DATA "[effects net]\ndensty =\n");
    char *heard = fit_by(2, in_scratch("@bad.ini"), 1);
    char *first = strstr(heard, "densty: no network effect densty");
    assert_non_null(first);
    assert_null(strstr(first + 20, "no network effect"));
    free(heard);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_fit_does_not_depend_on_the_processes),
                                       cmocka_unit_test(what_is_wrong_is_said_once)};
    return RUN_TESTS(tests);
}
