/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_saom.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {
        "--output",        "--format",     "--json",  "--effects", "--seed",
        "--threads",       "--resume",     "--start", "--gof",     "--db",
        "--heterogeneity", "--importance", NULL};
    assert_helps("fit", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    small_model_file();
    assert_usage("fit", "expected a model file");
    assert_usage("fit a b", "unexpected argument 'b'");
    assert_usage("fit a --format xml", "--format: expected text, json, latex, markdown or csv");
    assert_usage("fit a --resume", "--resume needs -o");
    assert_usage(in_scratch("fit @model.ini --seed x"), "--seed: expected a whole number");
    assert_usage(in_scratch("fit @model.ini --threads 0"), "--threads: expected a whole number");
    assert_fails("fit /nosuch.ini", "/nosuch.ini: cannot open");
    assert_fails("fit /nosuch.json", "/nosuch.json: cannot open");
}

static void what_is_wrong_in_a_model_is_a_failure(void **state) {
    (void)state;
    small_model_file();
    write_text("bad.ini", SMALL_DATA "[effects net]\ndensty =\n");
    assert_fails(in_scratch("fit @bad.ini"), "bad.ini:6: densty: no network effect densty");
    write_text("bad.ini", SMALL_DATA "[effects net]\ndensity =\negoX net =\n");
    assert_fails(in_scratch("fit @bad.ini"), "bad.ini:7: egoX net: ");
    write_text("bad.ini", "\x01\x02");
    assert_fails(in_scratch("fit @bad.ini"), "bad.ini:1: ");
}

static void effects_are_listed_with_formulas(void **state) {
    (void)state;
    char *out = assert_done("fit --effects");
    assert_non_null(strstr(out, "density "));
    assert_non_null(strstr(out, "transTrip "));
    free(out);
    out = assert_done("fit --effects --json");
    json_t *list = parse_json(out);
    assert_int_equal(json_array_size(list), ent_saom_effect_count());
    const json_t *first = json_array_get(list, 0);
    assert_non_null(json_string_value(json_object_get(first, "formula")));
    json_decref(list);
    free(out);
}

static void the_same_seed_gives_the_same_bytes_for_any_threads(void **state) {
    (void)state;
    small_model_file();
    char *one = assert_done(in_scratch("fit @model.ini --json --threads 1"));
    char *three = assert_done(in_scratch("fit @model.ini --json --threads 3"));
    assert_string_equal(one, three);
    free(three);
    three = assert_done(in_scratch("fit @model.ini --json --seed 4"));
    assert_string_not_equal(one, three);
    free(one);
    free(three);
}

static void each_form_is_what_it_says(void **state) {
    (void)state;
    small_model_file();
    static const struct {
        const char *form, *part;
    } forms[] = {{"text", "Score-type tests"},
                 {"latex", "\\begin{tabular}"},
                 {"markdown", "|---|---|--:|"},
                 {"csv", "variable,effect,estimate,se,t_ratio"},
                 {"json", "\"score_tests\""}};
    for (size_t f = 0; f < 5; f++) {
        char command[128];
        snprintf(command, sizeof command, "fit @model.ini --format %s", forms[f].form);
        char *out = assert_done(in_scratch(command));
        if (strstr(out, forms[f].part) == NULL) fail_msg("%s: %s", forms[f].form, out);
        free(out);
    }
}

static void a_fit_is_kept_and_gone_on_with(void **state) {
    (void)state;
    small_fit_file();
    free(assert_done(in_scratch("fit @small.json -o @again.json")));
    free(assert_done(in_scratch("fit @model.ini -o @again.json --resume")));
    free(assert_done(in_scratch("fit @model.ini --start @small.json")));
    char *out = assert_done(in_scratch("fit @model.ini -o -"));
    json_t *root = parse_json(out);
    assert_true(json_is_true(json_object_get(root, "converged")));
    json_decref(root);
    free(out);
    /* a fit of other data is told apart */
    write_text("small1.txt", "0 1\n0 0\n");
    assert_fails(in_scratch("fit @small.json"), "model.ini:4: files: ");
    write_small_data(true);
    write_text("x.txt", "1\n2\n3\n1\n2\n3\n1\n2\n3\n1\n2\n6\n");
    assert_fails(in_scratch("fit @small.json"), "have changed since this fit");
    write_small_data(true);
}

/* The status of a command that SIGINT reaches after so many seconds, and what it said. */
static int interrupt(const char *command, double after, char **said) {
    char line[2600];
    snprintf(line, sizeof line, "timeout --preserve-status -s INT %g %s %s >%s 2>&1", after,
             ENTENTE_PROGRAM, command, scratch_path("said"));
    int status = system(line);
    *said = slurp(scratch_path("said"));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void an_interrupted_fit_is_kept_and_resumed(void **state) {
    (void)state;
    char *said = NULL;
    write_small_data(true);
    write_text("long.ini",
               SMALL_DATA SMALL_X "[effects net]\ndensity =\nrecip =\n[algorithm]\nn3 = 1000000\n");
    write_text("short.ini",
               SMALL_DATA SMALL_X "[effects net]\ndensity =\nrecip =\n[algorithm]\nn3 = 200\n");
    int status =
        interrupt(in_scratch("fit @long.ini -o @kept.json"), TEST_SANITIZED ? 8 : 1, &said);
    assert_int_equal(status, 1);
    assert_non_null(strstr(said, "interrupted; go on with --resume"));
    assert_non_null(strstr(said, "Not converged"));
    free(said);
    char *text = slurp(scratch_path("kept.json"));
    json_t *root = parse_json(text);
    assert_true(json_is_true(json_object_get(root, "stopped")));
    json_decref(root);
    free(text);
    free(assert_done(in_scratch("fit @short.ini -o @kept.json --resume")));
}

static void more_is_told_when_asked(void **state) {
    (void)state;
    small_model_file();
    char *out =
        assert_done(in_scratch("fit @model.ini --heterogeneity --importance --gof @gof.svg"));
    assert_non_null(strstr(out, "Time heterogeneity"));
    assert_non_null(strstr(out, "Relative importance"));
    assert_non_null(strstr(out, "Goodness of fit"));
    free(out);
    char *svg = slurp(scratch_path("gof.svg"));
    assert_int_equal(strncmp(svg, "<svg ", 5), 0);
    free(svg);
}

static void a_fit_that_cannot_be_written_leaves_nothing(void **state) {
    (void)state;
    small_model_file();
    assert_fails(in_scratch("fit @model.ini -o /nosuch/fit.json"), "/nosuch/fit.json");
    assert_fails(in_scratch("fit @model.ini --gof /nosuch/fit.svg"), "/nosuch/fit.svg");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(what_is_wrong_in_a_model_is_a_failure),
        cmocka_unit_test(effects_are_listed_with_formulas),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes_for_any_threads),
        cmocka_unit_test(each_form_is_what_it_says),
        cmocka_unit_test(a_fit_is_kept_and_gone_on_with),
        cmocka_unit_test(an_interrupted_fit_is_kept_and_resumed),
        cmocka_unit_test(more_is_told_when_asked),
        cmocka_unit_test(a_fit_that_cannot_be_written_leaves_nothing)};
    return RUN_TESTS(tests);
}
