/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of an assessment, on made facts. */
#include "entente/import.h"
#include "report/support_pair.h"

/* Known, with this value and span. */
static void assert_figure(const ent_figure *figure, double value, int year1, int year2) {
    assert_int_equal(figure->known, ENT_KNOWN);
    if (figure->value != value) fail_msg("%s is %g, not %g", figure->key, figure->value, value);
    assert_int_equal(figure->year1, year1);
    assert_int_equal(figure->year2, year2);
}

static const ent_record *row_of(const ent_assessment *a, const ent_figure *figure, size_t k) {
    assert_true(k < figure->record_count);
    return &a->records[a->record_index[figure->record_begin + k]];
}

static bool has_source(const ent_assessment *a, const ent_figure *figure, const char *name) {
    for (size_t s = 0; s < a->source_count; s++)
        if (strcmp(a->sources[s].name, name) == 0) return figure->sources >> s & 1;
    return false;
}

/* ---- span ---- */

static void the_span_is_from_first_day_together_to_the_last_covered_year(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_int_equal(a->year1, 1860); /* China enters the system */
    assert_int_equal(a->year2, 2018); /* the last year of treaties, exercises and rivalries */
    assert_int_equal(a->a, CHINA);
    assert_int_equal(a->b, RUSSIA);
    close_pair(&pair);
}

static void the_same_actor_twice_is_wrong_usage(void **state) {
    (void)state;
    struct pair pair;
    ent_error err = {0};
    open_all(&pair);
    assert_error(try_assess(&pair, "Germany", "260", 0, 0, 0, &err), ENT_ERR_USAGE, &err,
                 "two different actors");
    assert_null(pair.assessment);
    close_pair(&pair);
}

static void actors_never_members_at_once_are_told_with_their_years(void **state) {
    (void)state;
    struct pair pair;
    ent_error err = {0};
    open_all(&pair);
    assert_error(try_assess(&pair, "Austria-Hungary", "Israel", 0, 0, 0, &err), ENT_ERR_USAGE, &err,
                 "1816–1918");
    assert_error(try_assess(&pair, "CHN", "Bhutan", 1950, 1960, 0, &err), ENT_ERR_USAGE, &err,
                 "1950–1960");
    assert_error(try_assess(&pair, "CHN", "RUS", 2000, 1990, 0, &err), ENT_ERR_USAGE, &err,
                 "reversed");
    close_pair(&pair);
}

static void a_store_without_sources_of_the_two_says_so(void **state) {
    (void)state;
    struct pair pair;
    ent_error err = {0};
    open_store(&pair, NULL, 0);
    assert_error(try_assess(&pair, "CHN", "RUS", 0, 0, 0, &err), ENT_ERR_NOT_FOUND, &err,
                 "no source");
    close_pair(&pair);
}

static void a_lineage_is_in_each_year_the_member_of_that_year(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "Germany", "FRA", 1980, 2000);
    const ent_note *note = find_note(a, "note_lineage");
    assert_int_equal(a->a, 255);
    assert_non_null(note);
    assert_string_equal(note->text[0], "260 255");
    close_pair(&pair);
}

/* ---- what is signed ---- */

static void treaties_in_force_and_past_are_told_apart(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    const ent_figure *force = figure_of(a, "alliances_force", 0);
    assert_figure(force, 1, 2018, 2018);
    assert_string_equal(row_of(a, force, 0)->ref, "4980");
    assert_string_equal(row_of(a, force, 0)->duties, "nonaggression consultation");
    assert_int_equal(row_of(a, force, 0)->actors, 2);
    assert_true(row_of(a, force, 0)->level == 1); /* milcon 2 */
    const ent_figure *past = figure_of(a, "alliances_past", 0);
    assert_figure(past, 1, 1860, 2018);
    assert_string_equal(row_of(a, past, 0)->ref, "3200");
    assert_int_equal(row_of(a, past, 0)->last.year, 1980);
    close_pair(&pair);
}

static void obligations_are_those_of_the_one_who_owes(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_figure(figure_of(a, "nonaggression", CHINA), 0, 2018, 2018);
    assert_figure(figure_of(a, "nonaggression", RUSSIA), 1, 2018, 2018);
    assert_figure(figure_of(a, "consultation", CHINA), 1, 2018, 2018);
    assert_figure(figure_of(a, "defense", CHINA), 0, 2018, 2018);
    assert_figure(figure_of(a, "milinst", 0), 1, 2018, 2018);
    a = assess(&pair, "CHN", "RUS", 1950, 1970);
    assert_figure(figure_of(a, "defense", RUSSIA), 1, 1970, 1970);
    assert_figure(figure_of(a, "milinst", 0), 0, 1970, 1970);
    close_pair(&pair);
}

/* ---- what is done ---- */

static void outside_coverage_is_not_zero(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "USA", "JPN", 0, 0);
    assert_figure(figure_of(a, "exercises", 0), 0, 2010, 2010);
    assert_figure(figure_of(a, "exercises_5y", 0), 1, 2006, 2010);
    assert_int_equal(figure_of(a, "agreements_new", 0)->known, ENT_NOT_COVERED);
    assert_true(ent_is_missing(figure_of(a, "agreements_new", 0)->value));
    assert_int_equal(figure_of(a, "troops", USA)->known, ENT_NOT_COVERED);
    assert_int_equal(figure_of(a, "exchanges", 0)->known, ENT_NOT_COVERED);
    const ent_note *note = find_note(a, "note_no_source_after");
    assert_non_null(note);
    close_pair(&pair);
}

static void sums_run_over_the_last_five_covered_years_with_rank_and_rows(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    const ent_figure *sum = figure_of(a, "exercises_5y", 0);
    assert_figure(sum, 3, 2014, 2018);
    assert_int_equal(sum->record_count, 3);
    assert_string_equal(row_of(a, sum, 0)->title, "Joint Sea 2015");
    assert_int_equal(sum->rank.rank, 1);
    assert_int_equal(sum->rank.of, 194); /* Russia with each other member of the system */
    assert_true(has_source(a, sum, "russian-exercises"));
    assert_false(has_source(a, sum, "world-exercises"));
    assert_figure(figure_of(a, "exercises", 0), 0, 2018, 2018);
    close_pair(&pair);
}

static void where_two_sources_cover_a_year_the_broader_counts(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 1990, 2009);
    assert_figure(figure_of(a, "exercises", 0), 1, 2009, 2009);
    assert_int_equal(a->reading_count, 1);
    const ent_reading_pair *reading = &a->readings[0];
    assert_int_equal(reading->kind, ENT_EXERCISE);
    assert_int_equal(reading->year1, 2009);
    assert_true(reading->value[0] + reading->value[1] == 3);
    close_pair(&pair);
}

static void arms_are_covered_each_way_by_itself(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_int_equal(figure_of(a, "arms", CHINA)->known, ENT_NOT_COVERED);
    assert_int_equal(figure_of(a, "arms_share", CHINA)->known, ENT_NOT_COVERED);
    assert_figure(figure_of(a, "arms", RUSSIA), 150, 2016, 2016);
    const ent_figure *sum = figure_of(a, "arms_10y", RUSSIA);
    assert_figure(sum, 750, 2007, 2016);
    assert_int_equal(sum->rank.rank, 2); /* after India's 2000 */
    assert_int_equal(sum->record_count, 2);
    assert_figure(figure_of(a, "arms_share", RUSSIA), 0.75, 2007, 2016);
    close_pair(&pair);
}

static void a_share_of_nothing_has_no_value(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "RUS", "JPN", 0, 0);
    assert_figure(figure_of(a, "arms_10y", RUSSIA), 0, 2007, 2016);
    assert_int_equal(figure_of(a, "arms_share", RUSSIA)->known, ENT_NO_VALUE);
    close_pair(&pair);
}

/* ---- how interests compare ---- */

static void every_similarity_measure_stands_with_its_percentile(void **state) {
    (void)state;
    static const char *const keys[] = {
        "alliance_tau_b",      "alliance_s_abs",         "alliance_s_sq",      "alliance_sw_abs",
        "alliance_sw_sq",      "alliance_kappa_nominal", "alliance_kappa_abs", "alliance_kappa_sq",
        "alliance_pi_nominal", "alliance_pi_abs",        "alliance_pi_sq"};
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 1990, 2016);
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        const ent_figure *figure = figure_of(a, keys[k], 0);
        assert_int_equal(figure->known, ENT_KNOWN);
        assert_int_equal(figure->year2, 2016);
        assert_int_equal(figure->rank.of, 18915); /* dyads of 2016 */
    }
    assert_int_equal(figure_of(a, "vote_agree", 0)->known, ENT_NOT_COVERED);
    /* Most pairs are allied with nobody: nearly all S are 1, and two with treaties stand low; by
     * chance-corrected kappa they stand high. */
    const ent_note *note = find_note(a, "note_measures_disagree");
    assert_non_null(note);
    assert_memory_equal(note->text[0], "alliance_s", 10);
    assert_true(note->number[1] - note->number[0] > 50);
    a = assess(&pair, "CHN", "RUS", 1990, 2018);
    assert_int_equal(figure_of(a, "alliance_sw_abs", 0)->known, ENT_NOT_COVERED);
    assert_non_null(find_note(a, "note_weighted_missing"));
    close_pair(&pair);
}

/* ---- what pulls apart ---- */

static void disputes_are_counted_by_number_and_by_year(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_figure(figure_of(a, "disputes", 0), 2, 1860, 2014);
    assert_figure(figure_of(a, "mids", 0), 4, 1860, 2014); /* 1969, 1970, 1971, 1986 */
    assert_figure(figure_of(a, "mid_latest", 0), 1986, 1860, 2014);
    assert_figure(figure_of(a, "mid_hostility", 0), 4, 1860, 2014);
    assert_figure(figure_of(a, "rivalry", 0), 0, 2018, 2018);
    assert_figure(figure_of(a, "rivalries_past", 0), 1, 1860, 2018);
    a = assess(&pair, "CHN", "RUS", 1950, 1975);
    assert_figure(figure_of(a, "rivalry", 0), 1, 1975, 1975);
    assert_figure(figure_of(a, "rivalries_past", 0), 0, 1950, 1975);
    close_pair(&pair);
}

static void power_and_trade_are_of_each_of_the_two(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_figure(figure_of(a, "cinc", CHINA), 0.5, 2016, 2016);
    assert_true(figure_of(a, "cinc", RUSSIA)->value > 0.16);
    assert_figure(figure_of(a, "power_ratio", 0), 0.75, 2016, 2016);
    assert_figure(figure_of(a, "trade_dep", CHINA), 0.4, 2014, 2014);
    assert_figure(figure_of(a, "trade_dep", RUSSIA), 0.8, 2014, 2014);
    assert_int_equal(figure_of(a, "trade_dep", RUSSIA)->rank.of, 4); /* both flows known */
    close_pair(&pair);
}

static void arms_to_rivals_name_the_rivals_and_their_rows(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    const ent_figure *sold = figure_of(a, "arms_to_rivals", RUSSIA);
    assert_figure(sold, 2000, 2007, 2016); /* to India, rival of China */
    assert_int_equal(sold->record_count, 2);
    assert_int_equal(row_of(a, sold, 0)->to, INDIA);
    assert_int_equal(figure_of(a, "arms_to_rivals", CHINA)->known, ENT_NOT_COVERED);
    const ent_note *note = find_note(a, "note_rivals_of");
    assert_non_null(note);
    close_pair(&pair);
}

/* ---- what pushes from outside ---- */

static void shared_rivals_and_disputants_are_named(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_figure(figure_of(a, "shared_rivals", 0), 1, 2018, 2018);
    assert_string_equal(find_note(a, "note_rivals_shared")->text[0], "2");
    assert_figure(figure_of(a, "shared_disputants", 0), 1, 2005, 2014);
    assert_string_equal(find_note(a, "note_disputants_shared")->text[0], "740");
    close_pair(&pair);
}

static void the_third_is_the_strongest_other_or_the_readers(void **state) {
    (void)state;
    struct pair pair;
    ent_error err = {0};
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    assert_int_equal(a->third, USA);
    assert_false(a->third_chosen);
    assert_figure(figure_of(a, "third_rivalry", CHINA), 1, 2018, 2018);
    assert_figure(figure_of(a, "third_mids", CHINA), 1, 2005, 2014);
    assert_figure(figure_of(a, "third_mids", RUSSIA), 0, 2005, 2014);
    assert_int_equal(figure_of(a, "third_alliance_s_abs", CHINA)->known, ENT_KNOWN);
    assert_ok(try_assess(&pair, "CHN", "RUS", 0, 0, JAPAN, &err), &err);
    assert_int_equal(pair.assessment->third, JAPAN);
    assert_true(pair.assessment->third_chosen);
    assert_figure(figure_of(pair.assessment, "third_mids", CHINA), 3, 2005, 2014);
    assert_error(try_assess(&pair, "CHN", "RUS", 0, 0, CHINA, &err), ENT_ERR_USAGE, &err,
                 "one of the two");
    close_pair(&pair);
}

/* ---- rows behind figures ---- */

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

/* ---- ladder ---- */

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

/* ---- run and limits ---- */

static double run_value(const ent_assessment *a, const char *key, ent_actor from, int year) {
    for (size_t r = 0; r < a->run_row_count; r++)
        for (size_t c = 0; c < a->run_column_count; c++)
            if (a->run_rows[r].year1 <= year && year <= a->run_rows[r].year2 &&
                strcmp(a->run_columns[c].key, key) == 0 &&
                (from == 0 || a->run_columns[c].from == from))
                return a->run_values[r * a->run_column_count + c];
    fail_msg("no column '%s'", key);
    return 0;
}

static void the_run_has_a_row_a_decade(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 1955, 2018);
    assert_int_equal(a->run_row_count, 7);
    assert_int_equal(a->run_rows[0].year1, 1955);
    assert_int_equal(a->run_rows[6].year2, 2018);
    assert_true(run_value(a, "defense", 0, 1965) == 1);
    assert_true(run_value(a, "defense", 0, 1985) == 0);
    assert_true(run_value(a, "mids", 0, 1965) == 1);
    assert_true(run_value(a, "mids", 0, 1975) == 2);
    assert_true(ent_is_missing(run_value(a, "exercises", 0, 1975)));
    assert_true(run_value(a, "exercises", 0, 1985) == 0);
    assert_true(run_value(a, "exercises", 0, 2005) == 2);
    assert_true(run_value(a, "exercises", 0, 2015) == 3);
    assert_true(run_value(a, "arms", RUSSIA, 2015) == 750);
    assert_true(ent_is_missing(run_value(a, "arms", CHINA, 2015)));
    assert_true(run_value(a, "trade_dep", RUSSIA, 2015) == 0.8);
    assert_true(ent_is_missing(run_value(a, "vote_agree", 0, 2015)));
    close_pair(&pair);
}

static void every_kind_says_how_far_its_sources_reach(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "USA", "JPN", 0, 0);
    size_t seen = 0;
    for (size_t r = 0; r < a->reach_count; r++) {
        const ent_reach *reach = &a->reaches[r];
        if (reach->kind == ENT_AGREEMENT) {
            assert_true(reach->source == ENT_NO_SOURCE);
            seen++;
        }
        if (reach->kind != ENT_EXERCISE) continue;
        bool russian = strcmp(a->sources[reach->source].name, "russian-exercises") == 0;
        assert_int_equal(reach->pair_covered, !russian);
        assert_int_equal(reach->year2, russian ? 2018 : 2010);
        seen++;
    }
    assert_int_equal(seen, 3);
    close_pair(&pair);
}

static void a_pair_with_nothing_recorded_is_known_as_such(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    assert_true(assess(&pair, "Bhutan", "Paraguay", 0, 0)->nothing_recorded);
    assert_non_null(find_note(pair.assessment, "note_nothing_recorded"));
    assert_false(assess(&pair, "CHN", "RUS", 0, 0)->nothing_recorded);
    close_pair(&pair);
}

/* ---- evidence by hand ---- */

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

/* ---- the official file ---- */

static void china_and_russia_in_atop(void **state) {
    (void)state;
    const char *path = shared_path("data/alliances/atop5_1m.csv");
    struct pair pair;
    ent_error err = {0};
    if (path == NULL) skip();
    open_store(&pair, NULL, 0);
    ent_input input = {path, NULL, 0};
    ent_import_options options = {0};
    ent_import_result result = {0};
    assert_ok(ent_import(pair.store, "atop", &input, 1, &options, &result, &err), &err);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    const ent_figure *force = figure_of(a, "alliances_force", 0);
    const ent_figure *past = figure_of(a, "alliances_past", 0);
    size_t found = 0;
    for (size_t k = 0; k < force->record_count; k++) {
        const ent_record *row = row_of(a, force, k);
        if (row->first.year != 2001 || row->actors != 2) continue;
        assert_string_equal(row->duties, "nonaggression consultation"); /* of 16 July 2001 */
        assert_true(row->level == 0);
        found++;
    }
    for (size_t k = 0; k < past->record_count; k++) {
        const ent_record *row = row_of(a, past, k);
        if (row->first.year != 1950) continue;
        assert_int_equal(row->last.year, 1980);
        assert_string_equal(row->duties, "defense nonaggression");
        found++;
    }
    assert_int_equal(found, 2);
    assert_figure(figure_of(a, "milinst", 0), 0, 2018, 2018);
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_span_is_from_first_day_together_to_the_last_covered_year),
        cmocka_unit_test(the_same_actor_twice_is_wrong_usage),
        cmocka_unit_test(actors_never_members_at_once_are_told_with_their_years),
        cmocka_unit_test(a_store_without_sources_of_the_two_says_so),
        cmocka_unit_test(a_lineage_is_in_each_year_the_member_of_that_year),
        cmocka_unit_test(treaties_in_force_and_past_are_told_apart),
        cmocka_unit_test(obligations_are_those_of_the_one_who_owes),
        cmocka_unit_test(outside_coverage_is_not_zero),
        cmocka_unit_test(sums_run_over_the_last_five_covered_years_with_rank_and_rows),
        cmocka_unit_test(where_two_sources_cover_a_year_the_broader_counts),
        cmocka_unit_test(arms_are_covered_each_way_by_itself),
        cmocka_unit_test(a_share_of_nothing_has_no_value),
        cmocka_unit_test(every_similarity_measure_stands_with_its_percentile),
        cmocka_unit_test(disputes_are_counted_by_number_and_by_year),
        cmocka_unit_test(power_and_trade_are_of_each_of_the_two),
        cmocka_unit_test(arms_to_rivals_name_the_rivals_and_their_rows),
        cmocka_unit_test(shared_rivals_and_disputants_are_named),
        cmocka_unit_test(the_third_is_the_strongest_other_or_the_readers),
        cmocka_unit_test(agreement_in_votes_rests_on_the_roll_calls_listed),
        cmocka_unit_test(similarity_rests_on_the_alliances_of_either),
        cmocka_unit_test(a_common_alliance_stands_once_in_the_portfolios),
        cmocka_unit_test(power_and_trade_rest_on_the_points_and_flows_of_the_two),
        cmocka_unit_test(the_ladder_rests_on_rows_of_the_window),
        cmocka_unit_test(what_an_earlier_window_showed_is_told_with_its_year),
        cmocka_unit_test(an_open_treaty_holds_no_longer_than_its_source_reaches),
        cmocka_unit_test(the_run_has_a_row_a_decade),
        cmocka_unit_test(every_kind_says_how_far_its_sources_reach),
        cmocka_unit_test(a_pair_with_nothing_recorded_is_known_as_such),
        cmocka_unit_test(china_and_russia_in_atop),
        cmocka_unit_test(a_ledger_is_listed_and_climbs_the_ladder_but_is_no_coverage),
    };
    return RUN_TESTS(tests);
}
