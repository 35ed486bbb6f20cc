/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_import.h"

#define HEADER                                                                                     \
    "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,"      \
    "principal,aprin\n"

struct rivalries {
    int count, open;
    char last[400];
};

static ent_status keep(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct rivalries *seen = context;
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    seen->count++;
    seen->open += row->last.year == ENT_OPEN;
    assert_int_equal(row->participant_count, 2);
    snprintf(seen->last, sizeof seen->last, "%s|%s|%s|%s|%s|%s", row->ref, row->title,
             ent_date_format(row->first, first), ent_date_format(row->last, last), row->category,
             row->detail);
    return ENT_OK;
}

static void a_rivalry_to_the_last_year_is_open(void **state) {
    (void)state;
    ent_error err = {0};
    struct rivalries seen = {0};
    ent_store *store = fresh_store("open.db");
    assert_ok(import_text(store, "tss-rivalry",
                          HEADER "110,China-India,710,750,1948,2020,1,1,,1,,1\n", NULL, NULL, &err),
              &err);
    assert_ok(ent_store_evidence(store, ENT_RIVALRY, 710, 750, 1900, 2030, keep, &seen, &err),
              &err);
    assert_int_equal(seen.count, 1);
    assert_string_equal(seen.last,
                        "110|Strategic rivalry: China-India|1948|9999|positional spatial "
                        "interventionary|{\"asymmetric_principal\":true,\"principal\":"
                        "false}");
    ent_store_close(store);
}

static void states_gone_before_the_system_began_are_left_out(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("venice.db");
    assert_ok(import_text(store, "tss-rivalry",
                          HEADER "6,Portugal-Venice,235,324,1494,1516,1,,,,,\n", NULL, &result,
                          &err),
              &err);
    assert_int_equal(result.rows, 0);
    assert_error(import_text(store, "tss-rivalry", HEADER "6,X,235,324,1494,1816,1,,,,,\n", NULL,
                             NULL, &err),
                 ENT_ERR_FORMAT, &err,
                 "input.csv:2: column 'ccode2': expected a known CoW country code, found '324'");
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {HEADER "1,X,2,365,1945,1944,1,,,,,\n",
         "input.csv:2: column 'end': expected a whole number from 1945 to 2020, found '1944'"},
        {HEADER "1,X,2,365,1493,1944,1,,,,,\n",
         "column 'start': expected a whole number from 1494 to 2020, found '1493'"},
        {HEADER "1,X,2,365,1945,1989,2,,,,,\n",
         "column 'positional': expected a whole number from 0 to 1, found '2'"},
        {HEADER "1,X,2,365,1945,1989,1,,,,,x\n", "column 'aprin'"},
        {HEADER "1,X,2,2,1945,1989,1,,,,,\n",
         "column 'ccode2': expected another state than ccode1, found '2'"},
        {"tssr_id,rivalry,ccode1,ccode2,start,end\n", "expected a column 'positional'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("bad.db");
        assert_error(import_text(store, "tss-rivalry", cases[i].text, NULL, NULL, &err),
                     ENT_ERR_FORMAT, &err, cases[i].part);
        ent_store_close(store);
    }
}

static void the_published_rivalries_are_read_whole(void **state) {
    (void)state;
    const char *path = shared_path("data/rivalry/tss_rivalries.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    struct rivalries all = {0};
    struct rivalries pair = {0};
    struct rivalries now = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "tss-rivalry", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 262); /* 264 less two of Venice */
    assert_ok(ent_store_evidence(store, ENT_RIVALRY, 0, 0, 1494, 2020, keep, &all, &err), &err);
    assert_int_equal(all.count, 262);
    assert_int_equal(all.open, 56);
    /* China and Russia: 1816-1949, and 1958-1989 as the Soviet Union; none since. */
    assert_ok(ent_store_evidence(store, ENT_RIVALRY, 710, 365, 1816, 2020, keep, &pair, &err),
              &err);
    assert_int_equal(pair.count, 2);
    assert_ok(ent_store_evidence(store, ENT_RIVALRY, 710, 365, 1990, 2020, keep, &now, &err), &err);
    assert_int_equal(now.count, 0);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rivalry_to_the_last_year_is_open),
        cmocka_unit_test(states_gone_before_the_system_began_are_left_out),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_published_rivalries_are_read_whole),
    };
    return RUN_TESTS(tests);
}
