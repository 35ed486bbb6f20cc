/* SPDX-License-Identifier: Apache-2.0 */
/* The rungs of the ladder and the rows that reach them. */
#include "report/support_pair.h"

static void the_ladder_rests_on_rows_of_the_window(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_int_equal(a->rungs[0].state, ENT_RUNG_NOT_COVERED);
    assert_int_equal(a->rungs[1].state, ENT_RUNG_EVIDENCE); /* the treaty's consultation */
    assert_int_equal(a->rungs[2].state, ENT_RUNG_EVIDENCE); /* arms of 2016 */
    assert_int_equal(a->parts[ENT_CLAIM_PERSONNEL].state, ENT_RUNG_NOT_COVERED);
    assert_int_equal(a->rungs[3].state, ENT_RUNG_EVIDENCE);
    assert_int_equal(a->parts[ENT_CLAIM_EXERCISE].record_count, 3);
    assert_int_equal(a->rungs[4].state,
                     ENT_RUNG_NOT_COVERED); /* joint command none, the rest not */
    assert_int_equal(a->parts[ENT_CLAIM_JOINT_COMMAND].state, ENT_RUNG_NONE);
    assert_int_equal(a->rungs[6].state, ENT_RUNG_NOT_COVERED);
    close_pair(&pair);
}

static void what_an_earlier_window_showed_is_told_with_its_year(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 1950, 2014);
    const ent_rung_part *exercise = &a->parts[ENT_CLAIM_EXERCISE];
    assert_int_equal(exercise->state, ENT_RUNG_NONE);
    assert_int_equal(exercise->earlier, 2009); /* 2005 and 2009 */
    /* 2005, 2009 by one source and two of 2009 by another. */
    assert_int_equal(exercise->earlier_count, 4);
    close_pair(&pair);
}

static void an_open_treaty_holds_no_longer_than_its_source_reaches(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 1990, 2030);
    assert_int_equal(a->year2, 2030);
    assert_figure(figure_of(a, "alliances_force", 0), 1, 2018, 2018);
    assert_int_equal(a->rungs[1].state, ENT_RUNG_NOT_COVERED);
    assert_int_equal(a->parts[ENT_CLAIM_CONSULTATION].earlier, 2022);
    close_pair(&pair);
}

static void put_ledger(ent_store *store) {
    ent_import_session *session = begin_source(store, "ledger");
    put_row(session,
            (ent_evidence){.kind = ENT_EXCHANGE,
                           .first = on(2017, 0, 0),
                           .last = on(2017, 0, 0),
                           .category = "personnel",
                           .title = "officers"},
            CHINA, "sender", RUSSIA, "host", ent_missing());
    put_row(session,
            (ent_evidence){.kind = ENT_AGREEMENT,
                           .first = on(2016, 1, 1),
                           .last = on(2016, 1, 1),
                           .category = "interoperability commonality",
                           .title = "common codes"},
            CHINA, "", RUSSIA, "", ent_missing());
    put_row(session,
            (ent_evidence){.kind = ENT_SANCTION,
                           .first = on(2018, 9, 20),
                           .last = on(ENT_OPEN, 0, 0),
                           .title = "on a department"},
            USA, "sender", CHINA, "target", ent_missing());
    end_source(session);
}

static void a_ledger_is_listed_and_climbs_the_ladder_but_is_no_coverage(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    put_ledger(pair.store);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_int_equal(figure_of(a, "agreements_new", 0)->known, ENT_NOT_COVERED);
    assert_figure(figure_of(a, "exchanges", 0), 1, 2014, 2018);
    const ent_figure *further = figure_of(a, "uncounted", 0);
    assert_string_equal(row_of(a, further, 0)->title, "common codes");
    assert_int_equal(a->rungs[4].state, ENT_RUNG_EVIDENCE);
    assert_int_equal(a->parts[ENT_CLAIM_PERSONNEL].state, ENT_RUNG_EVIDENCE);
    assert_int_equal(a->parts[ENT_CLAIM_COMMONALITY].state, ENT_RUNG_EVIDENCE);
    assert_int_equal(a->parts[ENT_CLAIM_INTERCHANGEABILITY].state, ENT_RUNG_NOT_COVERED);
    assert_figure(figure_of(a, "third_sanctions", CHINA), 1, 1860, 2018);
    assert_int_equal(figure_of(a, "third_sanctions", RUSSIA)->known, ENT_NOT_COVERED);
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ladder_rests_on_rows_of_the_window),
        cmocka_unit_test(what_an_earlier_window_showed_is_told_with_its_year),
        cmocka_unit_test(an_open_treaty_holds_no_longer_than_its_source_reaches),
        cmocka_unit_test(a_ledger_is_listed_and_climbs_the_ladder_but_is_no_coverage),
    };
    return RUN_TESTS(tests);
}
