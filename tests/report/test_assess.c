/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of an assessment, on made facts. */
#include "entente/import.h"
#include "report/support_pair.h"

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

/* ---- limits ---- */

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
        cmocka_unit_test(every_kind_says_how_far_its_sources_reach),
        cmocka_unit_test(a_pair_with_nothing_recorded_is_known_as_such),
        cmocka_unit_test(china_and_russia_in_atop),
    };
    return RUN_TESTS(tests);
}
