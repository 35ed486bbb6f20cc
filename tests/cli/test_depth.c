/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

#include "estimate/support_depth.h"

static void nothing(ent_import_session *session) {
    (void)session;
}

static const char *store_of(const char *name, void (*fill)(ent_import_session *)) {
    const char *path = scratch_path(name);
    remove(path);
    ent_store_close(made_store(path, fill));
    return path;
}

/* No figure anywhere is NaN or infinite: JSON has no such numbers, and no null stands for one. */
static void assert_numbers(const json_t *value) {
    const char *key = NULL;
    json_t *member = NULL;
    size_t index = 0;
    assert_false(json_is_null(value));
    if (json_is_real(value)) assert_true(isfinite(json_real_value(value)) != 0);
    if (json_is_object(value))
        json_object_foreach((json_t *)(uintptr_t)value, key, member) assert_numbers(member);
    if (json_is_array(value)) json_array_foreach(value, index, member) assert_numbers(member);
}

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--again",   "--json",    "--sampler", "--draws",
                                          "--chains",  "--burn-in", "--resume",  "--seed",
                                          "--threads", "--db",      NULL};
    assert_helps("depth", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("depth CHN", "Too many arguments");
    assert_usage("depth --gain", "unrecognized option");
    assert_usage("depth --sampler --json", "--sampler goes without --json and --again");
    assert_usage("depth --resume x", "--resume goes with --sampler");
    assert_usage("depth --sampler --draws 1", "--draws: expected a number from 4 to 1000000");
}

static void every_item_in_use_has_its_slope_in_each_fit(void **state) {
    (void)state;
    struct setting setting = {.db = store_of("items.db", fill_forty)};
    char *out = assert_done_with(&setting, "depth");
    assert_non_null(strstr(out, "Depth of military ties, 1985-1996"));
    assert_non_null(strstr(out, "The formal record alone: step sd"));
    assert_non_null(strstr(out, "Practice alone: step sd"));
    free(out);
    out = assert_done_with(&setting, "depth --json");
    json_t *root = json_loads(out, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_numbers(root);
    static const struct {
        const char *part, *has, *lacks;
    } parts[] = {{"all", "defense", "arms"},
                 {"paper", "defense", "exercise_two_sea"},
                 {"practice", "exercise_two_sea", "defense"}};
    for (size_t p = 0; p < 3; p++) {
        const json_t *part = json_object_get(root, parts[p].part);
        const json_t *items = json_object_get(part, "items");
        size_t found = 0;
        for (size_t k = 0; k < json_array_size(items); k++) {
            const json_t *item = json_array_get(items, k);
            const char *name = json_string_value(json_object_get(item, "item"));
            assert_string_not_equal(name, parts[p].lacks);
            found += strcmp(name, parts[p].has) == 0;
            assert_true(json_number_value(json_object_get(item, "slope")) >= 0);
            assert_true(json_number_value(json_object_get(item, "slope_sd")) > 0);
            assert_true(json_integer_value(json_object_get(item, "observations")) > 0);
        }
        assert_int_equal(found, 1);
        assert_true(json_is_true(json_object_get(part, "converged")));
    }
    json_decref(root);
    free(out);
}

/* The estimate is made once; made again it is the same. */
static void what_was_estimated_is_kept_and_is_the_same_again(void **state) {
    (void)state;
    static const char *const commands[] = {"depth --json", "depth --json --again",
                                           "depth --json --again"};
    struct setting setting = {.db = store_of("kept.db", fill_forty)};
    char *first = assert_done_with(&setting, "depth --json");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        char *out = assert_done_with(&setting, commands[i]);
        assert_string_equal(out, first);
        free(out);
    }
    free(first);
}

static void columns_of_a_panel_are_missing_where_nothing_is_covered_and_never_nan(void **state) {
    (void)state;
    struct setting setting = {.db = store_of("panel.db", fill_forty)};
    char *out = assert_done_with(&setting, "panel --unit dyad --years 1984-1997 --with depth,"
                                           "depth_lo,depth_hi,gap,gap_lo,gap_hi -o -");
    assert_null(strstr(out, "nan"));
    assert_null(strstr(out, "inf"));
    assert_non_null(strstr(out, "\n1984,2,20,,,,,,\n"));
    assert_non_null(strstr(out, "\n1997,2,20,,,,,,\n"));
    double depth[3];
    double gap = 0;
    const char *row = strstr(out, "\n1990,2,20,");
    assert_non_null(row);
    assert_int_equal(
        sscanf(row, "\n1990,2,20,%lf,%lf,%lf,%lf", &depth[0], &depth[1], &depth[2], &gap), 4);
    assert_true(depth[1] < depth[0] && depth[0] < depth[2]);
    row = strstr(out, "\n1996,2,20,"); /* exercises are covered to 1994 */
    assert_non_null(row);
    assert_int_equal(
        sscanf(row, "\n1996,2,20,%lf,%lf,%lf,%lf", &depth[0], &depth[1], &depth[2], &gap), 3);
    free(out);
}

static void the_sampler_stands_beside_the_default_whatever_the_threads(void **state) {
    (void)state;
    struct setting setting = {.db = store_of("sampled.db", fill_forty)};
    char *one = assert_done_with(&setting, "depth --sampler --burn-in 10 --draws 10 --threads 1");
    char *two = assert_done_with(&setting, "depth --sampler --burn-in 10 --draws 10 --threads 2");
    assert_string_equal(one, two);
    assert_null(strstr(one, "nan"));
    assert_null(strstr(one, "inf"));
    double figures[5];
    const char *row = strstr(one, "\n  exercise_two_sea ");
    assert_non_null(row);
    assert_int_equal(sscanf(row, "\n  exercise_two_sea %lf %lf %lf %lf %lf", &figures[0],
                            &figures[1], &figures[2], &figures[3], &figures[4]),
                     5);
    assert_true(figures[0] > 0 && figures[1] > 0 && figures[2] > 0 && figures[3] > 0);
    assert_true(figures[4] == 7800);
    assert_non_null(strstr(one, "posterior means of 9360 dyad-years"));
    free(one);
    free(two);
}

static void a_store_without_its_sources_says_so(void **state) {
    (void)state;
    struct setting setting = {.db = store_of("none.db", nothing)};
    char *out = assert_done_with(&setting, "depth");
    assert_string_equal(out, "The store holds no source that depth rests on.\n");
    free(out);
    out = assert_done_with(&setting, "depth --json");
    assert_string_equal(out, "{}\n");
    free(out);
    out = assert_done_with(&setting, "depth --sampler");
    assert_string_equal(out, "The store holds no source that depth rests on.\n");
    free(out);
    assert_fails_with(&setting, "rank --year 1990 --by depth", "no pair has a value of depth");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(every_item_in_use_has_its_slope_in_each_fit),
        cmocka_unit_test(what_was_estimated_is_kept_and_is_the_same_again),
        cmocka_unit_test(columns_of_a_panel_are_missing_where_nothing_is_covered_and_never_nan),
        cmocka_unit_test(the_sampler_stands_beside_the_default_whatever_the_threads),
        cmocka_unit_test(a_store_without_its_sources_says_so),
    };
    return RUN_TESTS(tests);
}
