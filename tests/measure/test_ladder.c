/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of docs/ladder.md, one by one. */
#include <limits.h>
#include <string.h>

#include "entente/measure.h"
#include "support.h"

static unsigned claims_of(ent_kind kind, const char *category, const char *role) {
    ent_ladder_record record = {kind, 2000, 2000, category, {role, ""}};
    return ent_ladder_claims(&record);
}

static unsigned bit(ent_claim claim) {
    return 1u << (unsigned)claim;
}

/* ---- what a record claims ---- */

static void every_ledger_word_is_a_claim_on_its_rung(void **state) {
    (void)state;
    static const int rungs[ENT_CLAIMS] = {1, 2, 3, 3, 4, 5, 5, 6, 6, 7, 0, 0, 0};
    for (unsigned c = 0; c < ENT_CLAIMS; c++) {
        const char *word = ent_claim_word((ent_claim)c);
        assert_int_equal(claims_of(ENT_AGREEMENT, word, ""), 1u << c);
        assert_int_equal(ent_claim_rung((ent_claim)c), rungs[c]);
    }
    assert_int_equal(claims_of(ENT_STATEMENT, "air-defence mtc interoperability", ""),
                     bit(ENT_CLAIM_MTC) | bit(ENT_CLAIM_INTEROPERABILITY));
}

static void a_word_within_a_word_claims_nothing(void **state) {
    (void)state;
    assert_int_equal(claims_of(ENT_AGREEMENT, "database basement exercises", ""), 0);
    assert_int_equal(claims_of(ENT_AGREEMENT, "", ""), 0);
}

static void treaty_fields_name_rungs(void **state) {
    (void)state;
    assert_int_equal(claims_of(ENT_ALLIANCE, "", "nonaggression consultation milcon:0"),
                     bit(ENT_CLAIM_CONSULTATION));
    assert_int_equal(claims_of(ENT_ALLIANCE, "", "defense milcon:3 base:0"),
                     bit(ENT_CLAIM_JOINT_COMMAND));
    assert_int_equal(claims_of(ENT_ALLIANCE, "", "defense intcom:1"), bit(ENT_CLAIM_JOINT_COMMAND));
    assert_int_equal(claims_of(ENT_ALLIANCE, "", "defense base:2"), bit(ENT_CLAIM_BASE));
    assert_int_equal(claims_of(ENT_ALLIANCE, "", "defense milaid:3"), bit(ENT_CLAIM_MTC));
    assert_int_equal(claims_of(ENT_ALLIANCE, "", "defense milaid:2 milcon:2 base:0"), 0);
}

static void a_defence_pact_is_no_common_defence_policy(void **state) {
    (void)state;
    assert_int_equal(claims_of(ENT_ALLIANCE, "bilateral", "defense offense milcon:1 contrib:1"), 0);
}

static void agreement_categories_name_rungs_whatever_their_case(void **state) {
    (void)state;
    assert_int_equal(claims_of(ENT_AGREEMENT, "general DCA", ""), 0);
    assert_int_equal(claims_of(ENT_AGREEMENT, "sector PROCUREMENT DIC", ""), bit(ENT_CLAIM_MTC));
    assert_int_equal(claims_of(ENT_AGREEMENT, "research", ""), bit(ENT_CLAIM_MTC));
    assert_int_equal(claims_of(ENT_AGREEMENT, "trex commission", ""),
                     bit(ENT_CLAIM_PERSONNEL) | bit(ENT_CLAIM_CONSULTATION));
}

static void kinds_of_practice_are_claims_of_their_own(void **state) {
    (void)state;
    assert_int_equal(claims_of(ENT_EXERCISE, "", ""), bit(ENT_CLAIM_EXERCISE));
    assert_int_equal(claims_of(ENT_TRANSFER, "", ""), bit(ENT_CLAIM_MTC));
    assert_int_equal(claims_of(ENT_EXCHANGE, "", ""), bit(ENT_CLAIM_PERSONNEL));
    assert_int_equal(claims_of(ENT_DEPLOYMENT, "", ""), bit(ENT_CLAIM_DEPLOYMENT));
}

static void what_is_no_tie_claims_nothing(void **state) {
    (void)state;
    assert_int_equal(claims_of(ENT_DISPUTE, "base", ""), 0);
    assert_int_equal(claims_of(ENT_SANCTION, "mtc", ""), 0);
    assert_int_equal(claims_of(ENT_EVENT, "consultation", ""), 0);
}

/* ---- states as of a year ---- */

static ent_ladder_part part_of(const ent_ladder_record *records, size_t count,
                               const ent_ladder_coverage *coverage, size_t covered, int year,
                               ent_claim claim) {
    ent_ladder_part parts[ENT_CLAIMS];
    unsigned claims[8] = {0};
    for (size_t r = 0; r < count; r++)
        claims[r] = ent_ladder_claims(&records[r]);
    ent_ladder_states(records, claims, count, coverage, covered, year, parts);
    return parts[claim];
}

static void evidence_counts_in_its_years_and_the_four_that_follow(void **state) {
    (void)state;
    const ent_ladder_record row = {ENT_TRANSFER, 2003, 2005, "", {"", ""}};
    assert_int_equal(part_of(&row, 1, NULL, 0, 2002, ENT_CLAIM_MTC).state, ENT_RUNG_NOT_COVERED);
    assert_int_equal(part_of(&row, 1, NULL, 0, 2003, ENT_CLAIM_MTC).state, ENT_RUNG_EVIDENCE);
    assert_int_equal(part_of(&row, 1, NULL, 0, 2009, ENT_CLAIM_MTC).state, ENT_RUNG_EVIDENCE);
    assert_int_equal(part_of(&row, 1, NULL, 0, 2010, ENT_CLAIM_MTC).state, ENT_RUNG_NOT_COVERED);
}

static void what_is_in_force_counts_without_end(void **state) {
    (void)state;
    const ent_ladder_record row = {ENT_AGREEMENT, 1950, INT_MAX, "consultation", {"", ""}};
    assert_int_equal(part_of(&row, 1, NULL, 0, 2022, ENT_CLAIM_CONSULTATION).state,
                     ENT_RUNG_EVIDENCE);
}

static void none_needs_a_source_and_its_years_are_told(void **state) {
    (void)state;
    const ent_ladder_coverage exercises = {ENT_EXERCISE, 1980, 2010, false};
    ent_ladder_part part = part_of(NULL, 0, &exercises, 1, 2012, ENT_CLAIM_EXERCISE);
    assert_int_equal(part.state, ENT_RUNG_NONE);
    assert_int_equal(part.covered1, 2008);
    assert_int_equal(part.covered2, 2010);
    part = part_of(NULL, 0, &exercises, 1, 2015, ENT_CLAIM_EXERCISE);
    assert_int_equal(part.state, ENT_RUNG_NOT_COVERED);
    assert_int_equal(part.covered1, 0);
}

static void a_source_that_could_not_show_it_does_not_cover_it(void **state) {
    (void)state;
    const ent_ladder_coverage published[] = {{ENT_ALLIANCE, 1815, 2018, false},
                                             {ENT_AGREEMENT, 1980, 2018, false},
                                             {ENT_EXERCISE, 1980, 2018, false},
                                             {ENT_TRANSFER, 1950, 2018, false}};
    static const ent_claim unseen[] = {ENT_CLAIM_CBM, ENT_CLAIM_INTEROPERABILITY,
                                       ENT_CLAIM_COMMON_POLICY, ENT_CLAIM_DEPLOYMENT,
                                       ENT_CLAIM_COMMONALITY};
    static const ent_claim seen[] = {ENT_CLAIM_CONSULTATION,  ENT_CLAIM_MTC,
                                     ENT_CLAIM_PERSONNEL,     ENT_CLAIM_EXERCISE,
                                     ENT_CLAIM_JOINT_COMMAND, ENT_CLAIM_BASE};
    for (size_t c = 0; c < sizeof unseen / sizeof unseen[0]; c++)
        assert_int_equal(part_of(NULL, 0, published, 4, 2010, unseen[c]).state,
                         ENT_RUNG_NOT_COVERED);
    for (size_t c = 0; c < sizeof seen / sizeof seen[0]; c++)
        assert_int_equal(part_of(NULL, 0, published, 4, 2010, seen[c]).state, ENT_RUNG_NONE);
}

static void a_complete_ledger_of_agreements_covers_every_word(void **state) {
    (void)state;
    const ent_ladder_coverage ledger = {ENT_AGREEMENT, 2000, 2010, true};
    assert_int_equal(part_of(NULL, 0, &ledger, 1, 2010, ENT_CLAIM_CBM).state, ENT_RUNG_NONE);
    assert_int_equal(part_of(NULL, 0, &ledger, 1, 2010, ENT_CLAIM_COMMON_POLICY).state,
                     ENT_RUNG_NONE);
    assert_int_equal(part_of(NULL, 0, &ledger, 1, 2010, ENT_CLAIM_EXERCISE).state,
                     ENT_RUNG_NOT_COVERED);
}

static void exercises_are_regular_in_two_years_of_the_window(void **state) {
    (void)state;
    const ent_ladder_record rows[] = {{ENT_EXERCISE, 2005, 2005, "", {"", ""}},
                                      {ENT_EXERCISE, 2005, 2005, "", {"", ""}},
                                      {ENT_EXERCISE, 2009, 2009, "", {"", ""}}};
    assert_int_equal(part_of(rows, 2, NULL, 0, 2006, ENT_CLAIM_EXERCISE).state, ENT_RUNG_ONCE);
    assert_int_equal(part_of(rows, 3, NULL, 0, 2009, ENT_CLAIM_EXERCISE).state, ENT_RUNG_EVIDENCE);
    assert_int_equal(part_of(rows, 3, NULL, 0, 2010, ENT_CLAIM_EXERCISE).state, ENT_RUNG_ONCE);
}

static void an_exercise_across_new_year_is_of_one_year(void **state) {
    (void)state;
    const ent_ladder_record row = {ENT_EXERCISE, 2005, 2006, "", {"", ""}};
    assert_int_equal(part_of(&row, 1, NULL, 0, 2006, ENT_CLAIM_EXERCISE).state, ENT_RUNG_ONCE);
}

static void an_agreement_on_regular_exercises_names_them_while_it_holds(void **state) {
    (void)state;
    const ent_ladder_record row = {ENT_AGREEMENT, 2005, 2008, "exercise", {"", ""}};
    assert_int_equal(part_of(&row, 1, NULL, 0, 2008, ENT_CLAIM_EXERCISE).state, ENT_RUNG_EVIDENCE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_ledger_word_is_a_claim_on_its_rung),
        cmocka_unit_test(a_word_within_a_word_claims_nothing),
        cmocka_unit_test(treaty_fields_name_rungs),
        cmocka_unit_test(a_defence_pact_is_no_common_defence_policy),
        cmocka_unit_test(agreement_categories_name_rungs_whatever_their_case),
        cmocka_unit_test(kinds_of_practice_are_claims_of_their_own),
        cmocka_unit_test(what_is_no_tie_claims_nothing),
        cmocka_unit_test(evidence_counts_in_its_years_and_the_four_that_follow),
        cmocka_unit_test(what_is_in_force_counts_without_end),
        cmocka_unit_test(none_needs_a_source_and_its_years_are_told),
        cmocka_unit_test(a_source_that_could_not_show_it_does_not_cover_it),
        cmocka_unit_test(a_complete_ledger_of_agreements_covers_every_word),
        cmocka_unit_test(exercises_are_regular_in_two_years_of_the_window),
        cmocka_unit_test(an_exercise_across_new_year_is_of_one_year),
        cmocka_unit_test(an_agreement_on_regular_exercises_names_them_while_it_holds),
    };
    return RUN_TESTS(tests);
}
