/* SPDX-License-Identifier: Apache-2.0 */
/* The rows behind figures. */
#include "report/support_pair.h"

static void put_votes(ent_store *store) {
    static const ent_ballot split[] = {{CHINA, 1}, {RUSSIA, 2}, {USA, 3}};
    static const ent_ballot unanimous[] = {{CHINA, 1}, {RUSSIA, 1}, {USA, 1}};
    static const ent_ballot absent[] = {{CHINA, 1}, {RUSSIA, 8}, {USA, 3}};
    const ent_ballot *ballots[] = {split, unanimous, absent};
    ent_import_session *session = begin_source(store, "votes");
    ent_error err = {0};
    put_coverage(session, ENT_VOTE, 1946, 2015, ENT_SCOPE_ALL, NULL, 0);
    for (int k = 0; k < 3; k++) {
        ent_roll_call call = {.number = 100 + k,
                              .session = 70,
                              .year = 2015,
                              .date = on(2015, 11, k + 1),
                              .title = "A/RES/70/1",
                              .ballots = ballots[k],
                              .ballot_count = 3};
        assert_ok(ent_import_roll_call(session, &call, &err), &err);
    }
    end_source(session);
}

static void agreement_in_votes_rests_on_the_roll_calls_listed(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    put_votes(pair.store);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    const ent_figure *agree = figure_of(a, "vote_agree", 0);
    assert_figure(agree, 0.5, 2015, 2015);
    assert_true(agree->context == 1);
    assert_int_equal(agree->record_count, 1);
    assert_string_equal(row_of(a, agree, 0)->ref, "100");
    assert_string_equal(row_of(a, agree, 0)->category, "yes abstain");
    assert_true(row_of(a, agree, 0)->value == 0.5);
    close_pair(&pair);
}

static void similarity_rests_on_the_alliances_of_either(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "RUS", "JPN", 0, 0);
    const ent_figure *similar = figure_of(a, "alliance_kappa_sq", 0);
    assert_int_equal(similar->record_count, 2);
    assert_string_equal(row_of(a, similar, 0)->ref, "4980"); /* Russia with China */
    assert_string_equal(row_of(a, similar, 1)->ref, "3260"); /* Japan with the United States */
    close_pair(&pair);
}

static void a_common_alliance_stands_once_in_the_portfolios(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_int_equal(figure_of(a, "alliance_tau_b", 0)->record_count, 1);
    close_pair(&pair);
}

static void power_and_trade_rest_on_the_points_and_flows_of_the_two(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    const ent_figure *power = figure_of(a, "power_ratio", 0);
    assert_int_equal(power->record_count, 2);
    assert_string_equal(row_of(a, power, 0)->title, "milper");
    assert_int_equal(figure_of(a, "trade_dep", CHINA)->record_count, 2);
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agreement_in_votes_rests_on_the_roll_calls_listed),
        cmocka_unit_test(similarity_rests_on_the_alliances_of_either),
        cmocka_unit_test(a_common_alliance_stands_once_in_the_portfolios),
        cmocka_unit_test(power_and_trade_rest_on_the_points_and_flows_of_the_two),
    };
    return RUN_TESTS(tests);
}
