/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"
#include "import/support_import.h"

#define HEADER "date,kind,actors,source\n"

/* One line for each record. */
static ent_status keep(void *context, const ent_evidence *row, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    ent_status status =
        ent_text_format(context, err, "%s %s %s/%s [%s] %s:", row->ref, ent_kind_name(row->kind),
                        ent_date_format(row->first, first), ent_date_format(row->last, last),
                        row->category, row->title);
    for (size_t i = 0; i < row->participant_count && status == ENT_OK; i++)
        status = ent_text_format(context, err, " %d(%s)", (int)row->participants[i].actor,
                                 row->participants[i].role);
    if (status == ENT_OK && !ent_is_missing(row->magnitude))
        status = ent_text_format(context, err, " %g %s", row->magnitude, row->unit);
    return status == ENT_OK ? ent_text_format(context, err, "\n") : status;
}

static ent_status keep_detail(void *context, const ent_evidence *row, ent_error *err) {
    return ent_text_format(context, err, "%s|%s", row->quote, row->detail);
}

static ent_status keep_coverage(void *context, const ent_coverage *row, ent_error *err) {
    ent_status status =
        ent_text_format(context, err, "%s %d-%d scope %d:", ent_kind_name(row->kind), row->year1,
                        row->year2, (int)row->scope);
    for (size_t i = 0; i < row->actor_count && status == ENT_OK; i++)
        status = ent_text_format(context, err, " %d", (int)row->actors[i]);
    return status == ENT_OK ? ent_text_format(context, err, "\n") : status;
}

static void assert_records(const char *rows, const char *expected) {
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("records.db");
    assert_ok(import_text(store, "ledger", rows, NULL, NULL, &err), &err);
    assert_ok(ent_store_evidence(store, ENT_EVIDENCE_KINDS, 0, 0, 1800, 2100, keep, &text, &err),
              &err);
    assert_string_equal(text.bytes, expected);
    ent_text_free(&text);
    ent_store_close(store);
}

static void dates_may_be_partial_a_period_or_open(void **state) {
    (void)state;
    assert_records(HEADER "2012-04-22/2012-04-27,exercise,CHN;RUS,x\n"
                          "2014,exercise,CHN;RUS,x\n"
                          "2014-05/2015,exercise,CHN;RUS,x\n"
                          "2001-07-16/..,agreement,CHN;RUS,x\n",
                   "input.csv:2 exercise 2012-04-22/2012-04-27 [] exercise: China, Russia: 710() "
                   "365()\n"
                   "input.csv:3 exercise 2014/2014 [] exercise: China, Russia: 710() 365()\n"
                   "input.csv:4 exercise 2014-05/2015 [] exercise: China, Russia: 710() 365()\n"
                   "input.csv:5 agreement 2001-07-16/9999 [] agreement: China, Russia: 710() "
                   "365()\n");
}

static void actors_are_names_or_codes_with_roles(void **state) {
    (void)state;
    assert_records(HEADER "2018,transfer,俄罗斯: supplier; 中国 :recipient;,x\n"
                          "2018,transfer,cow:365:supplier; gw:710 : recipient,x\n"
                          "1985,alliance,Soviet Union: defense consultation;Poland,x\n",
                   "input.csv:2 transfer 2018/2018 [] transfer: Russia, China: 365(supplier) "
                   "710(recipient)\n"
                   "input.csv:3 transfer 2018/2018 [] transfer: Russia, China: 365(supplier) "
                   "710(recipient)\n"
                   "input.csv:4 alliance 1985/1985 [] alliance: Soviet Union, Poland: 365(defense "
                   "consultation) 290()\n");
}

static void further_columns_may_stand_in_any_order(void **state) {
    (void)state;
    assert_records("Unit,magnitude,DATE,kind,actors,source,title,ref,category\n"
                   "aircraft,24,2016,transfer,RUS:supplier;CHN:recipient,x,Su-35,T1,mtc\n"
                   ",,2016,exercise,RUS;CHN,x\n",
                   "T1 transfer 2016/2016 [mtc] Su-35: 365(supplier) 710(recipient) 24 aircraft\n"
                   "input.csv:3 exercise 2016/2016 [] exercise: Russia, China: 365() 710()\n");
}

static void the_source_of_each_row_is_kept(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("source.db");
    assert_ok(import_text(store, "ledger",
                          "date,kind,actors,source,quote,note\n"
                          "2019-10-03,statement,RUS,\"Kremlin.ru, 3 October 2019\",words,mine\n",
                          NULL, NULL, &err),
              &err);
    assert_ok(ent_store_evidence(store, ENT_STATEMENT, 0, 0, 2019, 2019, keep_detail, &text, &err),
              &err);
    assert_string_equal(text.bytes,
                        "words|{\"note\":\"mine\",\"source\":\"Kremlin.ru, 3 October 2019\"}");
    ent_text_free(&text);
    ent_store_close(store);
}

static void coverage_is_what_the_rows_declare(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("coverage.db");
    assert_ok(import_text(store, "ledger",
                          "date,kind,actors,source,scope\n"
                          "2009/2018,coverage:exercise,RUS;CHN,,both\n"
                          "2010,coverage:sanction,,,all\n"
                          "2012,exercise,RUS;CHN,x,\n",
                          NULL, NULL, &err),
              &err);
    assert_ok(ent_store_coverage(store, ENT_KINDS, keep_coverage, &text, &err), &err);
    assert_string_equal(text.bytes, "sanction 2010-2010 scope 0:\n"
                                    "exercise 2009-2018 scope 3: 365 710\n");
    ent_text_free(&text);
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const char wide[] = "date,kind,actors,source,magnitude,unit,category,scope\n";
    static const struct {
        bool wide;
        const char *row, *part;
    } cases[] = {
        {false, "2012-4-22/,exercise,CHN;RUS,x",
         "input.csv:2: column 'date': expected a date (2012, 2012-04 or 2012-04-22), a period "
         "2012-04-22/2012-04-27, or 2014/.. for what still holds, found '2012-4-22/'"},
        {false, "2012/2011,exercise,CHN;RUS,x", "column 'date': expected a date"},
        {false, "2012,excercise,CHN;RUS,x",
         "input.csv:2: column 'kind': expected alliance, agreement, exercise, transfer"},
        {false, "2012,contiguity,CHN;RUS,x", "column 'kind'"},
        {false, "2012,exercise,CHN;Rusia,x",
         "input.csv:2: column 'actors': expected names or codes of states: "},
        {false, "2012,exercise,CHN,x",
         "input.csv:2: column 'actors': expected two actors or more, found 'CHN'"},
        {false, "2012,statement,,x", "column 'actors': expected an actor, found ''"},
        {false, "2012,exercise,CHN;China,x", "expected each actor once, found 'China' again"},
        {false, "2012,exercise,CHN:guest;RUS,x",
         "input.csv:2: expected a role of kind exercise (host), found 'guest'"},
        {false, "2012,transfer,CHN;RUS:supplier,x",
         "input.csv:2: expected a role for each actor of kind transfer (supplier recipient)"},
        {false, "2012,agreement,CHN:host;RUS,x",
         "expected a role of kind agreement (it has none), found 'host'"},
        {false, "2012,exercise,CHN;RUS,",
         "column 'source': expected where the evidence is from, found ''"},
        {true, "2012,exercise,CHN;RUS,x,24,,,",
         "input.csv:2: expected a magnitude and its unit, or neither"},
        {true, "2012,exercise,CHN;RUS,x,many,men,,",
         "column 'magnitude': expected a number, found 'many'"},
        {true, "2012,exercise,CHN;RUS,x,,,CBM,",
         "column 'category': expected words of small letters, digits and hyphens, with blanks "
         "between them, found 'CBM'"},
        {true, "2012,exercise,CHN;RUS,x,,,,both",
         "column 'scope': expected nothing but in a row of coverage, found 'both'"},
        {true, "2012/..,coverage:exercise,CHN;RUS,,,,,both",
         "column 'date': expected whole years, as 2009/2018, found '2012/..'"},
        {true, "2012-01/2013,coverage:exercise,CHN;RUS,,,,,both", "expected whole years"},
        {true, "2012,coverage:exercise,CHN;RUS,,,,,all",
         "expected a scope (from, one or both of the actors given), found 'all'"},
        {true, "2012,coverage:exercise,,,,,,both",
         "expected a scope (all, as no actors are given), found 'both'"},
        {true, "2012,coverage:capital,,,,,,all", "column 'kind'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        char text[400];
        snprintf(text, sizeof text, "%s%s\n", cases[i].wide ? wide : HEADER, cases[i].row);
        ent_store *store = fresh_store("bad.db");
        assert_error(import_text(store, "ledger", text, NULL, NULL, &err), ENT_ERR_FORMAT, &err,
                     cases[i].part);
        ent_store_close(store);
    }
}

static void unknown_columns_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {"date,kind,actors,source,catgory\n", "input.csv:1: expected columns date, kind, actors, "
                                              "source, magnitude, unit, category, scope, title, "
                                              "quote, ref, note, found 'catgory'"},
        {"date,kind,actors\n", "expected a column 'source', found: date, kind, actors"},
        {"date;kind;actors;source\n", "(fields must be separated by commas)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("columns.db");
        assert_error(import_text(store, "ledger", cases[i].text, NULL, NULL, &err), ENT_ERR_FORMAT,
                     &err, cases[i].part);
        ent_store_close(store);
    }
}

static void several_tables_make_one_ledger(void **state) {
    (void)state;
    static const char one[] = HEADER "2012,exercise,CHN;RUS,x\n";
    static const char two[] = HEADER "2013,exercise,CHN;RUS,x\n";
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("several.db");
    ent_input inputs[2] = {{"a/one.csv", one, sizeof one - 1}, {"b/two.csv", two, sizeof two - 1}};
    assert_ok(ent_import(store, "ledger", inputs, 2, NULL, NULL, &err), &err);
    assert_ok(ent_store_evidence(store, ENT_EXERCISE, 0, 0, 2000, 2020, keep, &text, &err), &err);
    assert_string_equal(text.bytes,
                        "one.csv:2 exercise 2012/2012 [] exercise: China, Russia: 710() 365()\n"
                        "two.csv:2 exercise 2013/2013 [] exercise: China, Russia: 710() 365()\n");
    ent_text_free(&text);
    ent_store_close(store);
}

static void the_documented_example_is_read(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("example.db");
    ent_input input = {TEST_DATA "/ledger_example.csv", NULL, 0};
    assert_ok(ent_import(store, "ledger", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 11);
    assert_ok(ent_store_evidence(store, ENT_TRANSFER, 710, 365, 2016, 2018, keep, &text, &err),
              &err);
    assert_string_equal(text.bytes,
                        "ledger_example.csv:7 transfer 2016-12/2018 [mtc] Su-35 combat aircraft: "
                        "365(supplier) 710(recipient) 24 aircraft\n"
                        "ledger_example.csv:8 transfer 2018/2018 [mtc] S-400 surface-to-air "
                        "missile systems: 365(supplier) 710(recipient)\n");
    ent_text_clear(&text);
    assert_ok(ent_store_coverage(store, ENT_KINDS, keep_coverage, &text, &err), &err);
    assert_string_equal(text.bytes, "statement 1996-2019 scope 3: 365 710\n");
    ent_text_free(&text);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_may_be_partial_a_period_or_open),
        cmocka_unit_test(actors_are_names_or_codes_with_roles),
        cmocka_unit_test(further_columns_may_stand_in_any_order),
        cmocka_unit_test(the_source_of_each_row_is_kept),
        cmocka_unit_test(coverage_is_what_the_rows_declare),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(unknown_columns_are_named),
        cmocka_unit_test(several_tables_make_one_ledger),
        cmocka_unit_test(the_documented_example_is_read),
    };
    return RUN_TESTS(tests);
}
