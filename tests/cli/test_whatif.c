/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "cli/support_saom.h"

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--set",     "--forward", "--number", "--ties", "--seed",
                                          "--threads", "--json",    "--db",     NULL};
    assert_helps("whatif", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    small_fit_file();
    assert_usage("whatif a", "expected a fit and --set CHANGE");
    assert_usage(in_scratch("whatif @small.json --set x"), "expected NAME[ACTOR] = VALUE");
    assert_usage(in_scratch("whatif @small.json --set x[1]=2 -n 1"), "--number: expected");
    assert_fails(in_scratch("whatif @small.json --set y[1]=2 -n 10"), "answers to y[1]");
    assert_fails(in_scratch("whatif @small.json --set net[2,USA]=1 -n 10"),
                 "no actor is named 'USA': expected names such as 1 and 2");
    assert_fails(in_scratch("whatif @small.json --set net.cycle3=2 -n 10"),
                 "no parameter net.cycle3");
}

static json_t *figures(const char *command) {
    char *out = assert_done(in_scratch(command));
    json_t *root = parse_json(out);
    free(out);
    return root;
}

static double difference(const json_t *root, const char *name) {
    size_t k = 0;
    const json_t *own = NULL;
    json_array_foreach(json_object_get(root, "figures"), k,
                       own) if (strcmp(json_string_value(json_object_get(own, "figure")), name) ==
                                0) return json_number_value(json_object_get(own, "difference"));
    fail_msg("no figure %s", name);
    return 0;
}

/* The same random streams: a change that changes nothing makes no difference at all. */
static void nothing_changed_is_no_difference(void **state) {
    (void)state;
    small_fit_file();
    json_t *root = figures("whatif @small.json --set net.recip~+=~0 -n 50 --json");
    assert_true(difference(root, "ties") == 0);
    assert_int_equal(json_array_size(json_object_get(root, "ties")), 0);
    json_decref(root);
}

static void changes_show_in_their_direction(void **state) {
    (void)state;
    small_fit_file();
    json_t *root = figures("whatif @small.json --set net.density~+=~1 -n 100 --json");
    assert_true(difference(root, "ties") > 0);
    json_decref(root);
    root = figures("whatif @small.json --set net[1,*]=10 --set actor[2]=absent -n 100 --json");
    assert_true(difference(root, "ties") < 0);
    assert_true(json_array_size(json_object_get(root, "ties")) == 10);
    json_decref(root);
}

/* A pair of a network that is not directed is told once; what chance may do is not told. */
static void pairs_are_told_once(void **state) {
    (void)state;
    write_small_data(false);
    write_text("pairs.ini", SMALL_DATA "directed = no\n[effects net]\ndensity =\n" SMALL_ALGORITHM);
    free(assert_done(in_scratch("fit @pairs.ini -o @pairs.json")));
    json_t *root = figures("whatif @pairs.json --set net[1,2]=11 --set net[1,3]=10 -n 200 --json");
    const json_t *ties = json_object_get(root, "ties");
    size_t k = 0;
    const json_t *own = NULL;
    json_array_foreach(ties, k, own) {
        double difference = json_number_value(json_object_get(own, "difference"));
        double se = json_number_value(json_object_get(own, "se"));
        assert_true(fabs(difference) > 3 * se);
        assert_true(atoi(json_string_value(json_object_get(own, "from"))) <
                    atoi(json_string_value(json_object_get(own, "to"))));
    }
    assert_true(json_array_size(ties) > 0);
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples), cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(nothing_changed_is_no_difference),
        cmocka_unit_test(changes_show_in_their_direction), cmocka_unit_test(pairs_are_told_once)};
    return RUN_TESTS(tests);
}
