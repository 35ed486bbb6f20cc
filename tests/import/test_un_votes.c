/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_figures.h"

#define WHOLE "rcid,session,vote,ccode,member,importantvote,date,unres,year\n"
#define VOTES "rcid,country_code,country,vote\n"
#define ROLLS "rcid,session,importantvote,date,unres\n"

struct tally {
    int64_t number; /* 0: any */
    ent_actor actor;
    int rolls, ballots, of[10], vote;
    int session, year;
    ent_date date;
    char title[32];
};

static ent_status keep_tally(void *context, const ent_roll_call *row, ent_error *err) {
    (void)err;
    struct tally *tally = context;
    if (tally->number != 0 && row->number != tally->number) return ENT_OK;
    tally->rolls++;
    tally->session = row->session;
    tally->year = row->year;
    tally->date = row->date;
    snprintf(tally->title, sizeof tally->title, "%s", row->title);
    for (size_t i = 0; i < row->ballot_count; i++) {
        tally->ballots++;
        tally->of[row->ballots[i].vote]++;
        if (row->ballots[i].actor == tally->actor) tally->vote = row->ballots[i].vote;
    }
    return ENT_OK;
}

static struct tally tally_of(ent_store *store, int64_t number, ent_actor actor) {
    ent_error err = {0};
    struct tally tally = {.number = number, .actor = actor};
    assert_ok(ent_store_roll_calls(store, 1946, 2100, keep_tally, &tally, &err), &err);
    return tally;
}

static ent_status import_pair(ent_store *store, const char *one, const char *two,
                              const ent_import_options *options, ent_import_result *result,
                              ent_error *err) {
    ent_input inputs[2] = {{"one.csv", one, strlen(one)}, {"two.csv", two, strlen(two)}};
    return ent_import(store, "un-votes", inputs, 2, options, result, err);
}

static void rows_of_one_roll_call_come_in_any_order(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("order.db");
    assert_ok(import_text(store, "un-votes",
                          WHOLE "7,60,3,2,1,0,12/30/2005,R/60/1,2005\n"
                                "3,1,1,2,1,0,1/1/1946,R/1/66,1946\n"
                                "7,60,1,710,1,0,12/30/2005,R/60/1,2005\n"
                                "3,1,2,365,1,0,1/1/1946,R/1/66,1946\n",
                          NULL, &result, &err),
              &err);
    assert_int_equal(result.rows, 2);
    struct tally tally = tally_of(store, 7, 710);
    assert_int_equal(tally.ballots, 2);
    assert_int_equal(tally.vote, 1);
    assert_int_equal(tally.session, 60);
    assert_int_equal(tally.date.year, 2005);
    assert_int_equal(tally.date.month, 12);
    assert_int_equal(tally.date.day, 30);
    assert_string_equal(tally.title, "R/60/1");
    assert_string_equal(coverage_of(store, ENT_VOTE).text, "1946-2005 all");
    assert_string_equal(version_of(store).text, "1946-2005");
    ent_store_close(store);
}

static void who_is_no_member_or_did_not_say_casts_no_ballot(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("absent.db");
    assert_ok(import_text(store, "un-votes",
                          WHOLE "3,1,8,2,1,0,1/1/1946,R,1946\n3,1,9,20,1,0,1/1/1946,R,1946\n"
                                "3,1,,40,1,0,1/1/1946,R,1946\n3,1,2,365,1,0,1/1/1946,R,1946\n",
                          NULL, NULL, &err),
              &err);
    struct tally tally = tally_of(store, 3, 2);
    assert_int_equal(tally.ballots, 2);
    assert_int_equal(tally.vote, 8);
    assert_int_equal(tally.of[2], 1);
    ent_store_close(store);
}

static void votes_and_roll_calls_come_in_either_order(void **state) {
    (void)state;
    static const char *const votes = VOTES
        "3,DE,Germany,yes\n3,DD,German Democratic Republic,no\n3,,Yemen Arab Republic,abstain\n"
        "4,DE,Germany,no\n3,YD,Yemen People's Republic,yes\n3,CS,Czechoslovakia,no\n"
        "3,RU,Russia,no\n3,YU,Yugoslavia,yes\n3,NA,Namibia,yes\n3,TW,Taiwan,no\n";
    static const char *const rolls = ROLLS "4,46,0,1991-12-01,R/46/1\n3,45,0,1990-09-24,NA\n";
    for (int i = 0; i < 2; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("either.db");
        assert_ok(
            import_pair(store, i == 0 ? votes : rolls, i == 0 ? rolls : votes, NULL, NULL, &err),
            &err);
        static const struct {
            ent_actor actor;
            int vote;
        } expected[] = {{260, 1}, {265, 3}, {678, 2}, {680, 1}, {315, 3},
                        {365, 3}, {345, 1}, {565, 1}, {713, 3}};
        for (size_t k = 0; k < sizeof expected / sizeof expected[0]; k++)
            assert_int_equal(tally_of(store, 3, expected[k].actor).vote, expected[k].vote);
        assert_int_equal(tally_of(store, 4, 255).vote, 3);
        assert_string_equal(tally_of(store, 3, 0).title, "");
        assert_string_equal(coverage_of(store, ENT_VOTE).text, "1990-1991 all");
        ent_store_close(store);
    }
}

static void a_roll_call_counts_for_the_year_its_session_began(void **state) {
    (void)state;
    ent_error err = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("year.db");
    assert_ok(import_text(store, "un-votes",
                          WHOLE "1,3,1,2,1,0,4/1/1949,A,1948\n2,22,1,2,1,0,12/7/1966,B,1967\n"
                                "3,59,1,2,,,,,2004\n",
                          &options, NULL, &err),
              &err);
    assert_int_equal(tally_of(store, 1, 2).year, 1948);
    assert_int_equal(tally_of(store, 1, 2).date.year, 1949);
    assert_int_equal(tally_of(store, 2, 2).year, 1967);
    assert_int_equal(tally_of(store, 2, 2).date.year, 1966);
    assert_int_equal(tally_of(store, 3, 2).date.year, 2004);
    assert_int_equal(tally_of(store, 3, 2).date.month, 0);
    assert_non_null(strstr(notices.text, "dated before the year of their session: 1"));
    assert_non_null(strstr(notices.text, "without a date: 1"));
    /* A session's tail in the next year counts for the year it began. */
    assert_ok(
        import_text(store, "un-votes", WHOLE "1,74,1,2,1,0,1/14/2020,A,2019\n", NULL, NULL, &err),
        &err);
    assert_int_equal(tally_of(store, 1, 2).year, 2019);
    assert_int_equal(tally_of(store, 1, 2).date.year, 2020);
    assert_string_equal(coverage_of(store, ENT_VOTE).text, "2019-2019 all");
    assert_string_equal(version_of(store).text, "1946-2019");
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {WHOLE "3,1,4,2,1,0,1/1/1946,R,1946\n", "input.csv:2: column 'vote': expected a vote"},
        {WHOLE "3,1,1,999,1,0,1/1/1946,R,1946\n", "column 'ccode': expected a known CoW"},
        {WHOLE "3,1,1,2,1,0,31/1/1946,R,1946\n", "column 'date': expected a date M/D/YYYY"},
        {WHOLE "3,1,1,2,1,0,2/29/1946,R,1946\n", "column 'date': expected a date M/D/YYYY"},
        {WHOLE "3,first,1,2,1,0,1/1/1946,R,1946\n", "column 'session': expected a session"},
        {WHOLE "three,1,1,2,1,0,1/1/1946,R,1946\n", "column 'rcid': expected a roll call's"},
        {WHOLE "3,1,1,2,1,0,1/1/1946,R,1946\n3,1,3,2,1,0,1/1/1946,R,1946\n",
         "input.csv:3: a second vote of the same state in roll call 3"},
        {WHOLE "3,1,1,2,1,0,1/1/1946,R,1946\n3,1,3,20,1,0,1/2/1946,R,1946\n",
         "input.csv:3: roll call 3 has another date or session than on line 2"},
        {"rcid,country\n3,China\n", "input.csv:1: expected columns rcid, session, vote, ccode"},
    };
    assert_refused("un-votes", cases, sizeof cases / sizeof cases[0]);
}

static void a_pair_of_files_must_fit(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("pair.db");
    assert_error(import_pair(store, VOTES "3,CN,China,yes\n9,CN,China,no\n",
                             ROLLS "3,26,0,1971-11-01,R\n", NULL, NULL, &err),
                 ENT_ERR_FORMAT, &err,
                 "one.csv:3: expected the file of roll calls to hold roll call 9");
    assert_error(import_pair(store, VOTES "3,XX,Atlantis,yes\n", ROLLS "3,26,0,1971-11-01,R\n",
                             NULL, NULL, &err),
                 ENT_ERR_FORMAT, &err, "one.csv:2: column 'country': expected the name of a state");
    assert_error(import_pair(store, VOTES "3,CN,China,yes\n3,CN,China,no\n",
                             ROLLS "3,26,0,1971-11-01,R\n", NULL, NULL, &err),
                 ENT_ERR_FORMAT, &err, "a second vote of the same state");
    assert_error(import_text(store, "un-votes", VOTES "3,CN,China,yes\n", NULL, NULL, &err),
                 ENT_ERR_FORMAT, &err, "one of votes by country and one of roll calls");
    assert_error(import_pair(store, VOTES, VOTES, NULL, NULL, &err), ENT_ERR_FORMAT, &err,
                 "expected one file");
    ent_store_close(store);
}

static void bad_rows_can_be_left_out(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_import_options options = {.skip_bad = true};
    ent_store *store = fresh_store("skip.db");
    assert_ok(
        import_pair(store, VOTES "3,CN,China,yes\n3,CN,China,no\n9,CN,China,no\n3,XX,Atlantis,no\n",
                    ROLLS "3,26,0,1971-11-01,R\n3,27,0,1971-11-01,R\n", &options, &result, &err),
        &err);
    assert_int_equal(result.rows, 1);
    assert_int_equal(result.skipped, 4);
    assert_int_equal(tally_of(store, 3, 710).vote, 1);
    ent_store_close(store);
}

/* Tallies counted from the files by another program; both releases must give the same. The last
 * roll call of resolution 2758 (1971) gave China's seat to Beijing: 76 to 35, with 17 abstentions.
 */
static void the_official_releases_agree(void **state) {
    (void)state;
    const char *whole = shared_path("data/votes/UNVotesPublished_1946_2015.csv.gz");
    const char *votes = shared_path("data/votes/un_votes_1946_2019.csv.gz");
    const char *rolls = shared_path("data/votes/un_roll_calls_1946_2019.csv");
    if (whole == NULL || votes == NULL || rolls == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("official.db");
    ent_input first = {whole, NULL, 0};
    ent_input second[2] = {{votes, NULL, 0}, {rolls, NULL, 0}};
    assert_ok(ent_import(store, "un-votes", &first, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 5429);
    struct tally all = tally_of(store, 0, 0);
    assert_int_equal(all.of[1], 588800);
    assert_int_equal(all.of[2], 95099);
    assert_int_equal(all.of[3], 54865);
    assert_int_equal(all.of[8], 73328);
    assert_string_equal(version_of(store).text, "1946-2015");
    struct tally one = tally_of(store, 1190, 365);
    assert_int_equal(one.of[1], 76);
    assert_int_equal(one.of[2], 17);
    assert_int_equal(one.of[3], 35);
    assert_int_equal(one.vote, 1);
    assert_ok(ent_import(store, "un-votes", second, 2, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 6203);
    struct tally later = tally_of(store, 0, 0);
    assert_int_equal(later.of[1], 693664);
    assert_int_equal(later.of[2], 110897);
    assert_int_equal(later.of[3], 65548);
    struct tally again = tally_of(store, 1190, 365);
    for (int vote = 1; vote <= 3; vote++)
        assert_int_equal(one.of[vote], again.of[vote]);
    assert_int_equal(one.vote, again.vote);
    assert_string_equal(coverage_of(store, ENT_VOTE).text, "1946-2019 all");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_roll_call_come_in_any_order),
        cmocka_unit_test(who_is_no_member_or_did_not_say_casts_no_ballot),
        cmocka_unit_test(votes_and_roll_calls_come_in_either_order),
        cmocka_unit_test(a_roll_call_counts_for_the_year_its_session_began),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(a_pair_of_files_must_fit),
        cmocka_unit_test(bad_rows_can_be_left_out),
        cmocka_unit_test(the_official_releases_agree),
    };
    return RUN_TESTS(tests);
}
