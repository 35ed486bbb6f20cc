/* SPDX-License-Identifier: Apache-2.0 */
#include <glob.h>
#include <stdlib.h>

#include "import/support_figures.h"

/* A table as SIPRI writes it: lines padded with commas, three years. */
#define TABLE(supplier, rows)                                                                      \
    "\"TIV of arms exports from " supplier ", 1989-1991\",,,,\n"                                   \
    "Figures are SIPRI Trend Indicator Values (TIVs) expressed in millions.,,,,\n"                 \
    ",,,,\n"                                                                                       \
    "Generated: 28 July 2022,,,,\n"                                                                \
    ",,,,\n"                                                                                       \
    ",1989,1990,1991,Total\n" rows ",,,,\nTotal,9,9,9,9\n"

static ent_status import_tables(ent_store *store, const char *const *texts, size_t count,
                                const ent_import_options *options, ent_import_result *result,
                                ent_error *err) {
    static const char *const names[] = {"a.csv", "b.csv", "c.csv"};
    ent_input inputs[3];
    for (size_t i = 0; i < count; i++)
        inputs[i] = (ent_input){names[i], texts[i], strlen(texts[i])};
    return ent_import(store, "sipri-tiv", inputs, count, options, result, err);
}

static void blank_is_no_delivery_and_zero_is_a_small_one(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("cells.db");
    assert_ok(import_text(store, "sipri-tiv", TABLE("France", "India,5,,0,5\n"), NULL, NULL, &err),
              &err);
    assert_true(flow_of(store, "arms", 1989, 220, 750) == 5);
    assert_true(ent_is_missing(flow_of(store, "arms", 1990, 220, 750)));
    assert_true(flow_of(store, "arms", 1991, 220, 750) == 0);
    assert_string_equal(coverage_of(store, ENT_TRANSFER).text, "1989-1991 from 220");
    assert_string_equal(version_of(store).text, "2022-07-28");
    ent_store_close(store);
}

static void the_soviet_union_and_russia_are_added_up(void **state) {
    (void)state;
    static const char *const texts[] = {TABLE("Soviet Union", "China,1,2,3,6\n"),
                                        TABLE("Russia", "China,,,40,40\nIndia,,,5,5\n")};
    ent_error err = {0};
    ent_store *store = fresh_store("russia.db");
    assert_ok(import_tables(store, texts, 2, NULL, NULL, &err), &err);
    assert_true(flow_of(store, "arms", 1990, 365, 710) == 2);
    assert_true(flow_of(store, "arms", 1991, 365, 710) == 43);
    assert_true(point_of(store, "arms_exports", 1991, 365) == 48);
    assert_true(point_of(store, "arms_imports", 1991, 710) == 43);
    assert_string_equal(coverage_of(store, ENT_TRANSFER).text, "1989-1991 from 365");
    ent_store_close(store);
}

static void actors_are_those_of_the_year(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("years.db");
    assert_ok(import_text(store, "sipri-tiv",
                          TABLE("Germany", "Yemen,1,1,1,3\nEast Germany (GDR),2,,,2\n"
                                           "Viet Nam,3,,,3\nSoviet Union,4,,,4\n"),
                          NULL, NULL, &err),
              &err);
    assert_true(flow_of(store, "arms", 1989, 260, 678) == 1);
    assert_true(flow_of(store, "arms", 1991, 255, 679) == 1);
    assert_true(flow_of(store, "arms", 1989, 260, 265) == 2);
    assert_true(flow_of(store, "arms", 1989, 260, 816) == 3);
    assert_true(flow_of(store, "arms", 1989, 260, 365) == 4);
    assert_string_equal(coverage_of(store, ENT_TRANSFER).text, "1989-1991 from 255 260");
    ent_store_close(store);
}

static void what_is_no_state_counts_in_totals_only(void **state) {
    (void)state;
    static const char *const texts[] = {
        TABLE("United States", "NATO**,10,,,10\nMujahedin (Afghanistan)*,20,,,20\n"
                               "Unknown recipient(s),30,,,30\nCongo,1,,,1\nLibya GNC,2,,,2\n"),
        TABLE("Unknown supplier(s)", "Congo,4,,,4\nPLO (Israel)*,7,,,7\n")};
    ent_error err = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("no-states.db");
    assert_ok(import_tables(store, texts, 2, &options, NULL, &err), &err);
    assert_int_equal(flows_of(store, "arms", 1989, 1991, 0, 0).count, 2);
    assert_true(flow_of(store, "arms", 1989, 2, 484) == 1);
    assert_true(flow_of(store, "arms", 1989, 2, 620) == 2);
    assert_true(point_of(store, "arms_exports", 1989, 2) == 63);
    assert_true(point_of(store, "arms_imports", 1989, 484) == 5);
    assert_int_equal(points_of(store, "arms_exports", 1989, 1991, 0).count, 1);
    assert_string_equal(coverage_of(store, ENT_TRANSFER).text, "1989-1991 from 2");
    assert_non_null(strstr(notices.text, "5 suppliers and recipients that are no states"));
    assert_non_null(strstr(notices.text, "71 million TIV"));
    ent_store_close(store);
}

static void lines_need_no_padding(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("bare.db");
    assert_ok(import_text(store, "sipri-tiv",
                          "TIV of arms exports from France, 1990-1991\n"
                          "Generated: 3 March 2023\n\n"
                          ",1990,1991,Total\nIndia,4\n\nTotal,4,,4\n",
                          NULL, NULL, &err),
              &err);
    assert_true(flow_of(store, "arms", 1990, 220, 750) == 4);
    assert_string_equal(version_of(store).text, "2023-03-03");
    ent_store_close(store);
}

static void totals_beyond_rounding_are_noticed(void **state) {
    (void)state;
    ent_error err = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("totals.db");
    assert_ok(import_text(store, "sipri-tiv",
                          TABLE("France", "India,1,1,1,5\nChina,1,1,1,9\nPeru,1,1,1,\n"), &options,
                          NULL, &err),
              &err);
    assert_non_null(strstr(notices.text, "in 1 rows the Total differs"));
    ent_store_close(store);
}

static void tables_that_are_wrong_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {TABLE("France", "Atlantis,1,,,1\n"),
         "input.csv:7: expected the name of a recipient that is a state, found 'Atlantis'"},
        {TABLE("Atlantis", "India,1,,,1\n"), "name of a supplier that is a state"},
        {TABLE("France", "India,some,,,1\n"), "input.csv:7: column '1989': expected a number"},
        {TABLE("France", "India,-1,,,1\n"), "column '1989': expected a value of 0 or more"},
        {TABLE("France", "India,1,,,1\nIndia,1,,,1\n"), "input.csv:8: a second row for 'India'"},
        {TABLE("France", ",1,,,1\n"), "input.csv:7: expected the name of a recipient"},
        {"\"TIV of arms imports to France, 1990-1991\"\n,1990,1991,Total\n",
         "expected a line 'TIV of arms exports from SUPPLIER, YEARS'"},
        {"\"TIV of arms exports from France, 1990-1991\"\n,1991,1990,Total\n",
         "input.csv:2: column 3: expected the next year (years in rising order), or Total"},
        {"\"TIV of arms exports from France, 1990-1991\"\n,1990,1991\n",
         "expected Total after the years, found '1991'"},
        {"\"TIV of arms exports from France, 1990-1991\"\n,Total\n", "expected the first year"},
        {"recipient,1990\nIndia,1\n", "expected a header line that begins with an empty field"},
    };
    assert_refused("sipri-tiv", cases, sizeof cases / sizeof cases[0]);
}

static void a_supplier_comes_once_and_years_agree(void **state) {
    (void)state;
    static const char *const twice[] = {TABLE("France", "India,1,,,1\n"),
                                        TABLE("France", "China,1,,,1\n")};
    static const char *const years[] = {
        TABLE("France", "India,1,,,1\n"),
        "\"TIV of arms exports from Italy, 1990-1991\"\n,1990,1991,Total\nIndia,1,,1\n"};
    ent_error err = {0};
    ent_store *store = fresh_store("once.db");
    assert_error(import_tables(store, twice, 2, NULL, NULL, &err), ENT_ERR_FORMAT, &err,
                 "b.csv:1: a second table of 'France'");
    assert_error(import_tables(store, years, 2, NULL, NULL, &err), ENT_ERR_FORMAT, &err,
                 "expected the years 1989-1991, as in the first file, found 1990-1991");
    ent_store_close(store);
}

/* Sums over the yearly cells, added up from the files by another program. */
enum { CODES = 1000 };

static ent_status add_up(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    double *sums = context;
    sums[row->actor1 * CODES + row->actor2] += row->value;
    return ENT_OK;
}

/* Of all flows from one state to another, only the Soviet Union's and Russia's to India is larger
 * than that to China. The tables' own rounded totals give 86,405 and 70,384. */
static void assert_largest_flows(ent_store *store) {
    ent_error err = {0};
    double *sums = calloc((size_t)CODES * CODES, sizeof *sums);
    assert_non_null(sums);
    assert_ok(ent_store_flows(store, "arms", 0, 0, 1950, 2021, add_up, sums, &err), &err);
    assert_true(sums[365 * CODES + 750] == 86408);
    assert_true(sums[365 * CODES + 710] == 70387);
    for (size_t c = 0; c < (size_t)CODES * CODES; c++)
        assert_true(sums[c] < 70387 || c == 365 * CODES + 710 || c == 365 * CODES + 750);
    free(sums);
}

static void the_official_tables_are_read_whole(void **state) {
    (void)state;
    const char *folder = shared_path("data/arms/sipri_tiv_exports");
    if (folder == NULL) skip();
    char pattern[1100];
    glob_t found = {0};
    ent_input inputs[256];
    snprintf(pattern, sizeof pattern, "%s/*.csv", folder);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 134);
    for (size_t i = 0; i < found.gl_pathc; i++)
        inputs[i] = (ent_input){found.gl_pathv[i], NULL, 0};
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("official.db");
    assert_ok(ent_import(store, "sipri-tiv", inputs, 134, NULL, &result, &err), &err);
    globfree(&found);
    assert_int_equal(result.rows, 21633 + 7445 + 2488);
    assert_largest_flows(store);
    assert_true(flows_of(store, "arms", 1950, 2021, 2, 740).sum == 63665);
    assert_true(flow_of(store, "arms", 2005, 365, 710) == 3077);
    assert_true(points_of(store, "arms_imports", 1950, 2021, 710).sum == 81845);
    assert_true(points_of(store, "arms_exports", 1950, 2021, 365).sum == 603800);
    assert_true(point_of(store, "arms_exports", 1989, 260) == 1298);
    assert_true(point_of(store, "arms_exports", 1991, 255) == 2409);
    assert_string_equal(coverage_of(store, ENT_TRANSFER).text, "1950-2021 from");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_is_no_delivery_and_zero_is_a_small_one),
        cmocka_unit_test(the_soviet_union_and_russia_are_added_up),
        cmocka_unit_test(actors_are_those_of_the_year),
        cmocka_unit_test(what_is_no_state_counts_in_totals_only),
        cmocka_unit_test(lines_need_no_padding),
        cmocka_unit_test(totals_beyond_rounding_are_noticed),
        cmocka_unit_test(tables_that_are_wrong_are_named),
        cmocka_unit_test(a_supplier_comes_once_and_years_agree),
        cmocka_unit_test(the_official_tables_are_read_whole),
    };
    return RUN_TESTS(tests);
}
