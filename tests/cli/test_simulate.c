/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_saom.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {
        "--output", "--number",  "--forward", "--gof", "--probabilities",
        "--seed",   "--threads", "--json",    "--db",  NULL};
    assert_helps("simulate", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    small_fit_file();
    assert_usage("simulate", "expected a model file or a fit");
    assert_usage("simulate a --gof b --forward 1", "not with --forward");
    assert_usage(in_scratch("simulate @small.json -n 1"), "--number: expected a whole number");
    assert_usage(in_scratch("simulate @small.json --forward 0"), "--forward: expected");
}

static void networks_are_the_same_bytes_for_any_threads(void **state) {
    (void)state;
    small_fit_file();
    static const char *const ways[] = {"", " --forward 2"};
    for (size_t w = 0; w < 2; w++) {
        char command[256];
        snprintf(command, sizeof command, "simulate @small.json -n 70 -o - --threads 1%s", ways[w]);
        char *one = assert_done(in_scratch(command));
        snprintf(command, sizeof command, "simulate @small.json -n 70 -o - --threads 3%s", ways[w]);
        char *three = assert_done(in_scratch(command));
        assert_string_equal(one, three);
        assert_int_equal(strncmp(one, "simulation,period,variable,from,to,value\n1,1,net,", 49), 0);
        free(one);
        free(three);
    }
}

static void probabilities_are_shares_of_simulations(void **state) {
    (void)state;
    small_fit_file();
    free(assert_done(
        in_scratch("simulate @small.json -n 50 --forward 2 --probabilities @p.csv -o @edges.csv")));
    char *ties = slurp(scratch_path("p.csv"));
    char *edges = slurp(scratch_path("edges.csv"));
    assert_int_equal(strncmp(ties, "period,variable,from,to,probability\n", 36), 0);
    double sum = 0;
    for (const char *line = strchr(ties, '\n') + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
        const char *end = strchr(line, '\n');
        const char *comma = memrchr(line, ',', (size_t)(end - line));
        sum += strtod(comma + 1, NULL);
    }
    assert_int_equal((int)(sum * 50 + 0.5), count_lines(edges) - 1);
    free(ties);
    free(edges);
}

static void figures_are_printed_as_text_or_json(void **state) {
    (void)state;
    small_fit_file();
    char *out = assert_done(in_scratch("simulate @small.json -n 50"));
    assert_non_null(strstr(out, "reciprocity"));
    assert_non_null(strstr(out, "observed"));
    free(out);
    out = assert_done(in_scratch("simulate @small.json -n 50 --json --gof @s.svg"));
    json_t *root = parse_json(out);
    assert_int_equal(json_integer_value(json_object_get(root, "simulations")), 50);
    assert_true(json_array_size(json_object_get(root, "goodness")) >= 4);
    assert_true(json_array_size(json_object_get(root, "figures")) >= 8);
    json_t *first = json_array_get(json_object_get(root, "figures"), 0);
    assert_true(json_real_value(json_object_get(first, "observed")) > 0); /* ties */
    json_decref(root);
    free(out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples), cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(networks_are_the_same_bytes_for_any_threads),
        cmocka_unit_test(probabilities_are_shares_of_simulations),
        cmocka_unit_test(figures_are_printed_as_text_or_json)};
    return RUN_TESTS(tests);
}
