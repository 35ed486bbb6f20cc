/* SPDX-License-Identifier: Apache-2.0 */
#include "store/support_store.h"

enum { USA = 2, RUSSIA = 365, CHINA = 710, JAPAN = 740 };

static ent_status list_flow(void *context, const ent_flow *row, ent_error *err) {
    return ent_text_format(context, err, "%s %d %d>%d %g %s; ", row->series, row->year,
                           (int)row->actor1, (int)row->actor2, row->value, row->source);
}

static ent_status list_point(void *context, const ent_point *row, ent_error *err) {
    return ent_text_format(context, err, "%d %s %d %g %s; ", row->year, row->series,
                           (int)row->actor, row->value, row->source);
}

/* Two sources, b first, so that the order of import and of names differ. */
static ent_store *filled(void) {
    static const ent_flow flows[] = {{"trade", 2001, CHINA, USA, 1, NULL},
                                     {"trade", 2000, USA, CHINA, 2, NULL},
                                     {"trade", 2000, CHINA, USA, 3, NULL},
                                     {"trade", 2000, RUSSIA, CHINA, 4, NULL},
                                     {"arms", 2000, RUSSIA, CHINA, 5, NULL}};
    static const ent_point points[] = {{"milex", 2001, USA, 1, NULL},
                                       {"milex", 2000, CHINA, 2, NULL},
                                       {"irst", 2000, USA, 3, NULL},
                                       {"milex", 2000, USA, 4, NULL}};
    ent_error err = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *session = begin_import(store, "b", "1", 1);
    for (size_t f = 0; f < sizeof flows / sizeof flows[0]; f++)
        assert_ok(ent_import_flow(session, &flows[f], &err), &err);
    for (size_t p = 0; p < sizeof points / sizeof points[0]; p++)
        assert_ok(ent_import_point(session, &points[p], &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    session = begin_import(store, "a", "1", 1);
    assert_ok(ent_import_flow(session, &(ent_flow){"trade", 2000, CHINA, USA, 9, NULL}, &err),
              &err);
    ent_point missing = {"milex", 2000, USA, ent_missing(), NULL};
    assert_ok(ent_import_point(session, &missing, &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    return store;
}

static void assert_flows(ent_store *store, const char *series, ent_actor a, ent_actor b, int year1,
                         int year2, const char *want) {
    ent_error err = {0};
    ent_text text = {0};
    assert_ok(ent_store_flows(store, series, a, b, year1, year2, list_flow, &text, &err), &err);
    assert_string_equal(text.bytes != NULL ? text.bytes : "", want);
    ent_text_free(&text);
}

static void flows_come_by_year_and_actors(void **state) {
    (void)state;
    ent_store *store = filled();
    assert_flows(store, "trade", 0, 0, INT_MIN, INT_MAX,
                 "trade 2000 2>710 2 b; trade 2000 365>710 4 b; trade 2000 710>2 3 b; "
                 "trade 2000 710>2 9 a; trade 2001 710>2 1 b; ");
    assert_flows(store, "arms", 0, 0, 2000, 2000, "arms 2000 365>710 5 b; ");
    assert_flows(store, "trade", 0, 0, 2002, 2010, "");
    assert_flows(store, "troops", 0, 0, INT_MIN, INT_MAX, "");
    ent_store_close(store);
}

static void flows_of_a_pair_come_both_ways_whoever_is_named_first(void **state) {
    (void)state;
    static const char want[] = "trade 2000 2>710 2 b; trade 2000 710>2 9 a; trade 2000 710>2 3 b; "
                               "trade 2001 710>2 1 b; ";
    ent_store *store = filled();
    assert_flows(store, "trade", USA, CHINA, INT_MIN, INT_MAX, want);
    assert_flows(store, "trade", CHINA, USA, INT_MIN, INT_MAX, want);
    assert_flows(store, "trade", CHINA, USA, 2001, 2001, "trade 2001 710>2 1 b; ");
    assert_flows(store, "trade", JAPAN, USA, INT_MIN, INT_MAX, "");
    ent_store_close(store);
}

static void points_come_by_year_series_actor_and_source(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = filled();
    assert_ok(ent_store_points(store, NULL, INT_MIN, INT_MAX, list_point, &text, &err), &err);
    assert_string_equal(text.bytes, "2000 irst 2 3 b; 2000 milex 2 nan a; 2000 milex 2 4 b; "
                                    "2000 milex 710 2 b; 2001 milex 2 1 b; ");
    ent_text_clear(&text);
    assert_ok(ent_store_points(store, "milex", 2001, 2010, list_point, &text, &err), &err);
    assert_string_equal(text.bytes, "2001 milex 2 1 b; ");
    ent_text_clear(&text);
    assert_ok(ent_store_points(store, "upop", INT_MIN, INT_MAX, list_point, &text, &err), &err);
    assert_string_equal(text.bytes, "");
    ent_text_free(&text);
    ent_store_close(store);
}

static ent_status list_span(void *context, const ent_span *row, ent_error *err) {
    char first[ENT_DATE_TEXT], last[ENT_DATE_TEXT];
    return ent_text_format(context, err, "%s %d-%d %s/%s %g %s; ", row->series, (int)row->actor1,
                           (int)row->actor2, ent_date_format(row->first, first),
                           ent_date_format(row->last, last), row->value, row->source);
}

static ent_status list_place(void *context, const ent_place *row, ent_error *err) {
    char first[ENT_DATE_TEXT], last[ENT_DATE_TEXT];
    return ent_text_format(context, err, "%d %s %s/%s %g %g %s; ", (int)row->actor, row->name,
                           ent_date_format(row->first, first), ent_date_format(row->last, last),
                           row->latitude, row->longitude, row->source);
}

static void spans_and_places_come_by_actor_and_first_day(void **state) {
    (void)state;
    static const ent_span spans[] = {
        {"contiguity", CHINA, RUSSIA, {1991, 12, 0}, {ENT_OPEN, 12, 31}, 1, NULL},
        {"contiguity", RUSSIA, CHINA, {1900, 0, 0}, {1990, 0, 0}, 2, NULL},
        {"contiguity", CHINA, RUSSIA, {1900, 0, 0}, {1991, 11, 30}, 5, NULL}};
    static const ent_place places[] = {
        {RUSSIA, {1918, 3, 12}, {ENT_OPEN, 12, 31}, "Moscow", 55.75, 37.625, NULL},
        {RUSSIA, {1816, 1, 1}, {1918, 3, 11}, "St. Petersburg", 59.5, 30.25, NULL}};
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *session = begin_import(store, "a", "1", 1);
    for (size_t s = 0; s < 3; s++)
        assert_ok(ent_import_span(session, &spans[s], &err), &err);
    for (size_t p = 0; p < 2; p++)
        assert_ok(ent_import_place(session, &places[p], &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    assert_ok(ent_store_spans(store, "contiguity", list_span, &text, &err), &err);
    assert_string_equal(text.bytes, "contiguity 365-710 1900/1990 2 a; "
                                    "contiguity 710-365 1900/1991-11-30 5 a; "
                                    "contiguity 710-365 1991-12/9999-12-31 1 a; ");
    ent_text_clear(&text);
    assert_ok(ent_store_spans(store, "none", list_span, &text, &err), &err);
    assert_string_equal(text.bytes, "");
    assert_ok(ent_store_places(store, list_place, &text, &err), &err);
    assert_string_equal(text.bytes, "365 St. Petersburg 1816-01-01/1918-03-11 59.5 30.25 a; "
                                    "365 Moscow 1918-03-12/9999-12-31 55.75 37.625 a; ");
    ent_text_free(&text);
    ent_store_close(store);
}

static ent_status list_roll_call(void *context, const ent_roll_call *row, ent_error *err) {
    char date[ENT_DATE_TEXT];
    ent_status status =
        ent_text_format(context, err, "%lld s%d %d %s %s %s:", (long long)row->number, row->session,
                        row->year, ent_date_format(row->date, date), row->title, row->source);
    for (size_t b = 0; b < row->ballot_count && status == ENT_OK; b++)
        status = ent_text_format(context, err, " %d=%d", (int)row->ballots[b].actor,
                                 row->ballots[b].vote);
    return status == ENT_OK ? ent_text_format(context, err, "; ") : status;
}

/* A roll call of January belongs to the session of the year before, if the source counts so. */
static void roll_calls_come_by_date_with_their_ballots(void **state) {
    (void)state;
    static const ent_ballot ballots[] = {{CHINA, 1}, {USA, 3}, {RUSSIA, 8}};
    static const ent_roll_call rows[] = {{7, 45, 1990, {1991, 1, 9}, "late", ballots, 3, NULL},
                                         {6, 45, 0, {1990, 12, 9}, "R/45/1", ballots, 1, NULL},
                                         {5, 45, 0, {1990, 12, 9}, "", NULL, 0, NULL},
                                         {8, 46, 0, {1991, 12, 9}, "next", ballots, 2, NULL}};
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *session = begin_import(store, "un", "1", 1);
    for (size_t r = 0; r < 4; r++)
        assert_ok(ent_import_roll_call(session, &rows[r], &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    assert_ok(ent_store_roll_calls(store, 1990, 1990, list_roll_call, &text, &err), &err);
    assert_string_equal(text.bytes, "5 s45 1990 1990-12-09  un:; 6 s45 1990 1990-12-09 R/45/1 un: "
                                    "710=1; 7 s45 1990 1991-01-09 late un: 2=3 365=8 710=1; ");
    ent_text_clear(&text);
    assert_ok(ent_store_roll_calls(store, 1991, 2000, list_roll_call, &text, &err), &err);
    assert_string_equal(text.bytes, "8 s46 1991 1991-12-09 next un: 2=3 710=1; ");
    ent_text_free(&text);
    ent_store_close(store);
}

static void assert_years(ent_store *store, ent_kind kind, bool want, int first, int last) {
    ent_error err = {0};
    int year1 = 0, year2 = 0;
    bool any = !want;
    assert_ok(ent_store_years(store, kind, &year1, &year2, &any, &err), &err);
    assert_int_equal(any, want);
    assert_int_equal(year1, first);
    assert_int_equal(year2, last);
}

static void the_years_of_a_kind_are_those_of_its_rows_whatever_their_table(void **state) {
    (void)state;
    static const ent_ballot ballot = {CHINA, 1};
    ent_error err = {0};
    ent_store *store = filled();
    ent_import_session *session = begin_import(store, "c", "1", 1);
    ent_roll_call call = {1, 45, 1990, {1991, 1, 9}, "late", &ballot, 1, NULL};
    ent_evidence open = {.kind = ENT_ALLIANCE, .first = {1949, 0, 0}, .last = {ENT_OPEN, 12, 31}};
    ent_flow arms = {"arms", 1950, RUSSIA, CHINA, 5, NULL};
    assert_ok(ent_import_roll_call(session, &call, &err), &err);
    assert_ok(ent_import_evidence(session, &open, &err), &err);
    assert_ok(ent_import_flow(session, &arms, &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    assert_years(store, ENT_TRADE, true, 2000, 2001);
    assert_years(store, ENT_CAPABILITIES_KIND, true, 2000, 2001);
    assert_years(store, ENT_TRANSFER, true, 1950, 2000);
    assert_years(store, ENT_VOTE, true, 1990, 1990);
    assert_years(store, ENT_ALLIANCE, true, 1949, 1949); /* open: no last year */
    assert_years(store, ENT_DISPUTE, false, 0, 0);
    ent_store_close(store);
}

static ent_status stop(void *context, const ent_flow *row, ent_error *err) {
    (void)row, (void)context;
    return ent_fail(err, ENT_ERR_LIMIT, "enough");
}

static void a_callback_that_fails_ends_the_reading(void **state) {
    (void)state;
    static const ent_actor pairs[][2] = {{0, 0}, {CHINA, 0}, {CHINA, USA}};
    ent_store *store = filled();
    for (size_t p = 0; p < 3; p++) {
        ent_error err = {0};
        assert_error(
            ent_store_flows(store, "trade", pairs[p][0], pairs[p][1], 1900, 2100, stop, NULL, &err),
            ENT_ERR_LIMIT, &err, "enough");
    }
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flows_come_by_year_and_actors),
        cmocka_unit_test(flows_of_a_pair_come_both_ways_whoever_is_named_first),
        cmocka_unit_test(points_come_by_year_series_actor_and_source),
        cmocka_unit_test(spans_and_places_come_by_actor_and_first_day),
        cmocka_unit_test(roll_calls_come_by_date_with_their_ballots),
        cmocka_unit_test(the_years_of_a_kind_are_those_of_its_rows_whatever_their_table),
        cmocka_unit_test(a_callback_that_fails_ends_the_reading),
    };
    return RUN_TESTS(tests);
}
