/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_import.h"

#define ROWS "ccode1,ccode2,conttype,stdate,enddate\n"
#define OFFICIAL "dyad,state1no,state1ab,state2no,state2ab,conttype,begin,end,notes,version\n"

struct spans {
    int count, land, reversed;
    char last[64];
    char china_russia[64];
};

static ent_status keep(void *context, const ent_span *row, ent_error *err) {
    (void)err;
    struct spans *spans = context;
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    spans->count++;
    spans->land += row->value == 1.0;
    spans->reversed += row->actor1 >= row->actor2;
    snprintf(spans->last, sizeof spans->last, "%d-%d %s/%s %g", (int)row->actor1, (int)row->actor2,
             ent_date_format(row->first, first), ent_date_format(row->last, last), row->value);
    if (row->actor1 == 365 && row->actor2 == 710)
        memcpy(spans->china_russia, spans->last, sizeof spans->last);
    return ENT_OK;
}

static void both_forms_give_one_period_for_a_pair(void **state) {
    (void)state;
    static const char *const texts[] = {
        ROWS "365,710,1,1860-10-01,2016-12-01\n710,365,1,1860-10-01,2016-12-01\n",
        OFFICIAL "365710,365,RUS,710,CHN,1,186010,201612,,3.2\n",
    };
    for (int i = 0; i < 2; i++) {
        ent_error err = {0};
        struct spans spans = {0};
        ent_store *store = fresh_store("forms.db");
        assert_ok(import_text(store, "cow-contiguity", texts[i], NULL, NULL, &err), &err);
        assert_ok(ent_store_spans(store, "contiguity", keep, &spans, &err), &err);
        assert_int_equal(spans.count, 1);
        assert_string_equal(spans.last, "365-710 1860-10/2016-12 1");
        ent_store_close(store);
    }
}

static void rows_in_one_order_only_are_read_whichever_it_is(void **state) {
    (void)state;
    ent_error err = {0};
    struct spans spans = {0};
    ent_store *store = fresh_store("order.db");
    assert_ok(import_text(store, "cow-contiguity", OFFICIAL "1,2,USA,20,CAN,1,192001,201612,,3.2\n",
                          NULL, NULL, &err),
              &err);
    assert_ok(ent_store_spans(store, "contiguity", keep, &spans, &err), &err);
    assert_string_equal(spans.last, "2-20 1920-01/2016-12 1");
    ent_store_close(store);
}

static void more_than_400_miles_of_water_is_no_contiguity(void **state) {
    (void)state;
    ent_error err = {0};
    struct spans spans = {0};
    ent_store *store = fresh_store("far.db");
    assert_ok(import_text(store, "cow-contiguity",
                          ROWS "2,365,0,1816-01-01,1958-12-01\n2,365,2,1959-01-01,2016-12-01\n",
                          NULL, NULL, &err),
              &err);
    assert_ok(ent_store_spans(store, "contiguity", keep, &spans, &err), &err);
    assert_int_equal(spans.count, 1);
    assert_string_equal(spans.last, "2-365 1959-01/2016-12 2");
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {ROWS "2,20,6,1920-01-01,2016-12-01\n",
         "input.csv:2: column 'conttype': expected a type of contiguity from 0 to 5, found '6'"},
        {ROWS "2,999,1,1920-01-01,2016-12-01\n",
         "column 'ccode2': expected a known CoW country code, found '999'"},
        {ROWS "2,2,1,1920-01-01,2016-12-01\n",
         "column 'ccode2': expected another state than the first, found '2'"},
        {ROWS "2,20,1,1920-01-01,1919-12-01\n",
         "column 'enddate': expected an end on or after the beginning, found '1919-12-01'"},
        {ROWS "2,20,1,1920,2016-12-01\n",
         "column 'stdate': expected a date from 1816 on, found '1920'"},
        {ROWS "2,20,1,1920-01-01,2016-12-01\n20,2,1,1921-01-01,2016-12-01\n",
         "input.csv:2: expected the same period for states 2 and 20 in the other order, found "
         "none"},
        {OFFICIAL "1,2,USA,20,CAN,1,192013,201612,,3.2\n",
         "column 'begin': expected a month YYYYMM, found '192013'"},
        {"dyad,state1no,state1ab,state2no,state2ab,year,conttype,version\n",
         "input.csv: expected periods of contiguity (contdir.csv, columns begin and end), found "
         "contiguity by year (contdird.csv)"},
        {"ccode1,ccode2\n2,20\n", "expected a column 'conttype', found: ccode1, ccode2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("bad.db");
        assert_error(import_text(store, "cow-contiguity", cases[i].text, NULL, NULL, &err),
                     ENT_ERR_FORMAT, &err, cases[i].part);
        ent_store_close(store);
    }
}

static void a_period_without_its_reverse_can_be_skipped(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_import_options options = {.skip_bad = true};
    ent_store *store = fresh_store("skip.db");
    assert_ok(import_text(store, "cow-contiguity",
                          ROWS "2,20,1,1920-01-01,2016-12-01\n20,2,1,1920-01-01,2016-12-01\n"
                               "2,70,1,1831-01-01,2016-12-01\n",
                          &options, &result, &err),
              &err);
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.skipped, 1);
    ent_store_close(store);
}

static void the_official_rows_hold_each_pair_once(void **state) {
    (void)state;
    const char *path = shared_path("data/distance/cow_contdir.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    struct spans spans = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "cow-contiguity", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 847); /* 1,874 rows, two for a period; 90 periods of type 0 */
    assert_ok(ent_store_spans(store, "contiguity", keep, &spans, &err), &err);
    assert_int_equal(spans.count, 847);
    assert_int_equal(spans.land, 474);
    assert_int_equal(spans.reversed, 0);
    assert_string_equal(spans.china_russia, "365-710 1860-10/2016-12 1");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_forms_give_one_period_for_a_pair),
        cmocka_unit_test(rows_in_one_order_only_are_read_whichever_it_is),
        cmocka_unit_test(more_than_400_miles_of_water_is_no_contiguity),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(a_period_without_its_reverse_can_be_skipped),
        cmocka_unit_test(the_official_rows_hold_each_pair_once),
    };
    return RUN_TESTS(tests);
}
