/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"
#include "import/support_figures.h"

/* The columns read, in the file's order. */
#define HEADER                                                                                     \
    "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,bilat,phase,wartime,secrart,defense,"  \
    "offense,neutral,nonagg,consul,milcon,milaid,intcom,subord,organ1,orgpurp1,orgpurp2,base,"     \
    "contrib,version\n"
/* What follows the obligations. */
#define FIELDS ",2,1,0,0,3,5,,0,0,5.1\n"

/* Two lines for each record: its own, and who took part with which role. */
static ent_status keep(void *context, const ent_evidence *row, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    ent_status status = ent_text_format(
        context, err, "%s %s/%s %s %s\n", row->ref, ent_date_format(row->first, first),
        row->last.year == ENT_OPEN ? "" : ent_date_format(row->last, last), row->category,
        row->detail);
    for (size_t p = 0; p < row->participant_count && status == ENT_OK; p++) {
        const ent_participant *who = &row->participants[p];
        status = ent_text_format(context, err, "%s%d %s/%s %s", p > 0 ? "; " : "  ",
                                 (int)who->actor, ent_date_format(who->first, first),
                                 who->last.year == ENT_OPEN ? "" : ent_date_format(who->last, last),
                                 who->role);
    }
    if (status == ENT_OK) status = ent_text_format(context, err, "\n");
    return status;
}

static void assert_records(const char *rows, const char *expected) {
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("records.db");
    assert_ok(import_text(store, "atop", rows, NULL, NULL, &err), &err);
    assert_ok(ent_store_evidence(store, ENT_ALLIANCE, 0, 0, 1815, 2018, keep, &text, &err), &err);
    assert_string_equal(text.bytes, expected);
    assert_string_equal(coverage_of(store, ENT_ALLIANCE).text, "1815-2018 all");
    ent_text_free(&text);
    ent_store_close(store);
}

static void each_member_has_its_own_duties_and_dates(void **state) {
    (void)state;
    /* Rows of one alliance need not stand together. */
    assert_records(
        HEADER "3395,220,1960,8,15,0,0,0,0,0,0,0,1,0,0,0,1" FIELDS
               "1010,275,1815,1,14,1815,6,8,1,0,1,8,1,0,0,0,0" FIELDS
               "3395,483,1960,8,15,1976,3,6,0,0,0,0,0,0,1,1,0" FIELDS
               "1010,300,1815,1,14,1815,6,8,1,0,1,8,0,1,0,0,0" FIELDS,
        "1010 1815-01-14/1815-06-08 bilateral "
        "{\"organ1\":3,\"phase\":0,\"secrart\":8,\"wartime\":1}\n"
        "  275 1815-01-14/1815-06-08 defense milcon:2 milaid:1 intcom:0 base:0 subord:0 contrib:0 "
        "orgpurp1:5; "
        "300 1815-01-14/1815-06-08 offense milcon:2 milaid:1 intcom:0 base:0 subord:0 contrib:0 "
        "orgpurp1:5\n"
        "3395 1960-08-15/ multilateral {\"organ1\":3,\"phase\":0,\"secrart\":0,\"wartime\":0}\n"
        "  220 1960-08-15/ defense consultation milcon:2 milaid:1 intcom:0 base:0 subord:0 "
        "contrib:0 orgpurp1:5; "
        "483 1960-08-15/1976-03-06 neutrality nonaggression milcon:2 milaid:1 intcom:0 base:0 "
        "subord:0 contrib:0 orgpurp1:5\n");
}

static void what_is_blank_is_missing(void **state) {
    (void)state;
    assert_records(HEADER "9001,200,1847,5,21,1847,8,,1,0,0,,1,0,0,0,0,,,,,,,,,,5.1\n"
                          "9001,235,1847,5,,1847,8,,1,0,0,,0,0,0,0,0,-9,NA,,,,,,,,5.1\n",
                   "9001 1847-05/1847-08 bilateral {\"phase\":0,\"wartime\":0}\n"
                   "  200 1847-05-21/1847-08 defense; 235 1847-05/1847-08 \n");
}

static void a_phase_is_a_record_of_its_own(void **state) {
    (void)state;
    assert_records(HEADER "1415,200,1902,1,30,1905,8,12,1,1,0,0,1,1,1,0,1,,,,,,,,,,5.1\n"
                          "1415,740,1902,1,30,1905,8,12,1,1,0,0,1,1,1,0,1,,,,,,,,,,5.1\n"
                          "1415,200,1905,8,12,1921,12,13,1,2,0,0,1,1,1,0,1,,,,,,,,,,5.1\n"
                          "1415,740,1905,8,12,1921,12,13,1,2,0,0,1,0,0,0,1,,,,,,,,,,5.1\n",
                   "1415 1902-01-30/1905-08-12 bilateral "
                   "{\"phase\":1,\"secrart\":0,\"wartime\":0}\n"
                   "  200 1902-01-30/1905-08-12 defense offense neutrality consultation; "
                   "740 1902-01-30/1905-08-12 defense offense neutrality consultation\n"
                   "1415 1905-08-12/1921-12-13 bilateral "
                   "{\"phase\":2,\"secrart\":0,\"wartime\":0}\n"
                   "  200 1905-08-12/1921-12-13 defense offense neutrality consultation; "
                   "740 1905-08-12/1921-12-13 defense consultation\n");
}

static void a_member_can_leave_and_come_back(void **state) {
    (void)state;
    assert_records(HEADER "3015,651,1945,3,22,1979,3,31,0,0,0,0,0,0,0,1,0,,,,,,,,,,5.1\n"
                          "3015,651,1989,5,23,0,0,0,0,0,0,0,0,0,0,1,0,,,,,,,,,,5.1\n"
                          "3015,663,1945,3,22,0,0,0,0,0,0,0,0,0,0,1,0,,,,,,,,,,5.1\n",
                   "3015 1945-03-22/ multilateral {\"phase\":0,\"secrart\":0,\"wartime\":0}\n"
                   "  651 1945-03-22/1979-03-31 nonaggression; 651 1989-05-23/ nonaggression; "
                   "663 1945-03-22/ nonaggression\n"); /* Jordan was no member until 1946 */
}

static void duties_toward_some_partners_make_a_record_for_each_pair(void **state) {
    (void)state;
    /* Brazil and Argentina answered for Uruguay's independence, not for each other. */
    assert_records(HEADER "1205,140,1859,1,2,1864,9,14,0,0,0,0,1,0,0,0,0,,,,,,,,,,5.1\n"
                          "1205,160,1859,1,2,1864,9,14,0,0,0,0,1,0,0,0,0,,,,,,,,,,5.1\n"
                          "1205,165,1859,1,2,1864,9,14,0,0,0,0,0,0,1,0,0,,,,,,,,,,5.1\n",
                   "1205 1859-01-02/1864-09-14 multilateral "
                   "{\"phase\":0,\"secrart\":0,\"wartime\":0}\n"
                   "  140 1859-01-02/1864-09-14 ; 160 1859-01-02/1864-09-14 \n"
                   "1205 1859-01-02/1864-09-14 multilateral "
                   "{\"phase\":0,\"secrart\":0,\"wartime\":0}\n"
                   "  140 1859-01-02/1864-09-14 defense; 165 1859-01-02/1864-09-14 neutrality\n"
                   "1205 1859-01-02/1864-09-14 multilateral "
                   "{\"phase\":0,\"secrart\":0,\"wartime\":0}\n"
                   "  160 1859-01-02/1864-09-14 defense; 165 1859-01-02/1864-09-14 neutrality\n");
}

static void what_is_no_state_is_left_out_and_counted(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("outside.db");
    assert_ok(import_text(store, "atop",
                          HEADER "1320,220,1884,8,11,1885,6,9,1,0,0,0,0,0,0,1,0" FIELDS
                                 "1320,8152,1884,8,11,1885,6,9,1,0,0,0,0,0,0,1,0" FIELDS,
                          &options, &result, &err),
              &err);
    assert_int_equal(result.rows, 1);
    assert_non_null(strstr(notices.text, "1 member terms of what is no state"));
    ent_store_close(store);
}

static void the_release_is_the_one_in_the_rows(void **state) {
    (void)state;
    static const char row[] = "2000,2,1908,1,1,1910,1,1,1,0,0,0,0,0,0,0,1,,,,,,,,,,";
    static const struct {
        const char *in_rows, *version;
    } releases[] = {{"5.1", "5.1"}, {"5.0", "5.0"}, {"5", "5.0"}, {"6.2", "6.2"}, {"new", ""}};
    for (size_t r = 0; r < sizeof releases / sizeof releases[0]; r++) {
        char text[1024];
        ent_error err = {0};
        ent_store *store = fresh_store("release.db");
        snprintf(text, sizeof text, HEADER "%s%s\n", row, releases[r].in_rows);
        assert_ok(import_text(store, "atop", text, NULL, NULL, &err), &err);
        assert_string_equal(version_of(store).text, releases[r].version);
        ent_store_close(store);
    }
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {HEADER "x,200,1815,1,3,1815,2,8,0,0,0,0,1,0,0,0,1" FIELDS,
         "input.csv:2: column 'atopid': expected an ATOP identifier, found 'x'"},
        {HEADER "1005,999,1815,1,3,1815,2,8,0,0,0,0,1,0,0,0,1" FIELDS,
         "column 'member': expected a known CoW country code, found '999'"},
        {HEADER "1005,200,1815,1,3,1814,2,8,0,0,0,0,1,0,0,0,1" FIELDS,
         "column 'yrexit': expected an exit no earlier than the entry, found '1814'"},
        {HEADER "1005,200,,1,3,1815,2,8,0,0,0,0,1,0,0,0,1" FIELDS, "column 'yrent': expected"},
        {HEADER "1005,200,1815,2,30,1815,2,8,0,0,0,0,1,0,0,0,1" FIELDS,
         "column 'dayent': expected a day of that month, found '30'"},
        {HEADER "1005,200,1815,1,3,1815,2,8,0,0,0,0,2,0,0,0,1" FIELDS,
         "column 'defense': expected 0 or 1, found '2'"},
        {HEADER "1005,200,1815,1,3,1815,2,8,0,0,0,0,1,0,0,0,1,many,1,0,0,3,5,,0,0,5.1\n",
         "column 'milcon': expected a whole number from 0 to 99, found 'many'"},
        {HEADER "1005,200,1815,1\n", "input.csv:2: expected 27 fields, found 4"},
        {"atopid,member,phase\n1005,200,0\n", "expected a column 'bilat'"},
    };
    assert_refused("atop", cases, sizeof cases / sizeof cases[0]);
}

static void bad_rows_can_be_left_out(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_import_options options = {.skip_bad = true};
    ent_store *store = fresh_store("skip.db");
    assert_ok(import_text(store, "atop",
                          HEADER "1005,200\n"
                                 "1005,220,1815,1,3,1815,2,8,0,0,0,0,1,0,0,0,1" FIELDS
                                 "1005,999,1815,1,3,1815,2,8,0,0,0,0,1,0,0,0,1" FIELDS
                                 "1005,300,1815,1,3,1815,2,8,0,0,0,0,1,0,0,0,1" FIELDS,
                          &options, &result, &err),
              &err);
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.skipped, 2);
    assert_string_equal(version_of(store).text, "5.1");
    ent_store_close(store);
}

struct tally {
    int records, participants, open, pairs_of_2130;
};

static ent_status count(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct tally *tally = context;
    tally->records++;
    tally->participants += (int)row->participant_count;
    tally->pairs_of_2130 += strcmp(row->ref, "2130") == 0;
    for (size_t p = 0; p < row->participant_count; p++)
        tally->open += row->participants[p].last.year == ENT_OPEN;
    return ENT_OK;
}

/* 849 phases with 2,510 member terms. Ten alliances are kept in pairs: their 14 phases have 54
 * terms and make 83 records of two. */
static void the_official_file_is_read_whole(void **state) {
    (void)state;
    const char *path = shared_path("data/alliances/atop5_1m.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    struct tally tally = {0};
    assert_ok(ent_import(store, "atop", &input, 1, NULL, NULL, &err), &err);
    assert_ok(ent_store_evidence(store, ENT_ALLIANCE, 0, 0, 1815, 2018, count, &tally, &err), &err);
    assert_int_equal(tally.records, 849 - 14 + 83);
    assert_int_equal(tally.participants, 2510 - 1 - 54 + 2 * 83);
    assert_int_equal(tally.open, 1146);
    assert_int_equal(tally.pairs_of_2130, 10);
    assert_string_equal(version_of(store).text, "5.1");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_member_has_its_own_duties_and_dates),
        cmocka_unit_test(what_is_blank_is_missing),
        cmocka_unit_test(a_phase_is_a_record_of_its_own),
        cmocka_unit_test(a_member_can_leave_and_come_back),
        cmocka_unit_test(duties_toward_some_partners_make_a_record_for_each_pair),
        cmocka_unit_test(what_is_no_state_is_left_out_and_counted),
        cmocka_unit_test(the_release_is_the_one_in_the_rows),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(bad_rows_can_be_left_out),
        cmocka_unit_test(the_official_file_is_read_whole),
    };
    return RUN_TESTS(tests);
}
