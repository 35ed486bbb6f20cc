/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "entente/import.h"
#include "entente/panel.h"
#include "support.h"

enum {
    USA = 2,
    CHINA = 710,
    RUSSIA = 365,
    INDIA = 750,
    JAPAN = 740,
    GREECE = 350,
    BULGARIA = 355,
    BRAZIL = 140,
    ARGENTINA = 160
};

/* A store with one source, written by @p write. */
typedef void (*write_fn)(ent_import_session *session);

static ent_store *store_of(write_fn write) {
    static const ent_source source = {.name = "made", .version = "1"};
    ent_store *store = NULL;
    ent_import_session *session = NULL;
    bool unchanged = false;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import_begin(&session, store, &source, "x", &unchanged, &err), &err);
    write(session);
    assert_ok(ent_import_commit(session, &err), &err);
    return store;
}

static void add_coverage(ent_import_session *session, ent_kind kind, int year1, int year2,
                         ent_scope scope, const ent_actor *actors, size_t count) {
    ent_error err = {0};
    ent_coverage row = {kind, year1, year2, scope, actors, count, NULL};
    assert_ok(ent_import_coverage(session, &row, &err), &err);
}

static void add_pair(ent_import_session *session, ent_kind kind, ent_date first, ent_date last,
                     ent_actor a, const char *role_a, ent_actor b, const char *role_b) {
    ent_error err = {0};
    ent_participant who[] = {{.actor = a, .role = role_a, .level = 4},
                             {.actor = b, .role = role_b, .level = 2}};
    ent_evidence row = {.kind = kind,
                        .first = first,
                        .last = last,
                        .magnitude = ent_missing(),
                        .title = "made",
                        .participants = who,
                        .participant_count = 2};
    assert_ok(ent_import_evidence(session, &row, &err), &err);
}

/* A slice of a year, with what is under it. */
struct fixture {
    ent_store *store;
    ent_actors *actors;
    ent_loader *loader;
    const ent_slice *slice;
};

static struct fixture load(write_fn write, unsigned needs, int year) {
    struct fixture f = {.store = store_of(write)};
    ent_error err = {0};
    assert_ok(ent_store_actors(f.store, &f.actors, &err), &err);
    assert_ok(ent_loader_new(&f.loader, f.store, f.actors, ENT_COW, needs, &err), &err);
    assert_ok(ent_loader_year(f.loader, year, &f.slice, &err), &err);
    return f;
}

static void unload(struct fixture *f) {
    ent_loader_free(f->loader);
    ent_actors_free(f->actors);
    ent_store_close(f->store);
}

static size_t cell(const ent_slice *slice, ent_actor a, ent_actor b) {
    return ent_slice_find(slice, a) * slice->n + ent_slice_find(slice, b);
}

/* ---- coverage ---- */

static void write_exercises(ent_import_session *session) {
    static const ent_actor russia[] = {RUSSIA};
    add_coverage(session, ENT_EXERCISE, 1990, 2000, ENT_SCOPE_ALL, NULL, 0);
    add_coverage(session, ENT_EXERCISE, 2001, 2010, ENT_SCOPE_ONE, russia, 1);
    add_pair(session, ENT_EXERCISE, (ent_date){1999, 5, 0}, (ent_date){1999, 6, 0}, USA, "", JAPAN,
             "");
    add_pair(session, ENT_EXERCISE, (ent_date){2005, 8, 18}, (ent_date){2005, 8, 25}, CHINA, "",
             RUSSIA, "");
    add_pair(session, ENT_EXERCISE, (ent_date){2005, 8, 0}, (ent_date){2005, 8, 0}, USA, "", JAPAN,
             "");
}

static void outside_coverage_is_missing_and_inside_is_zero(void **state) {
    (void)state;
    struct fixture f = load(write_exercises, ENT_NEED_EXERCISE, 1999);
    ent_error err = {0};
    assert_true(f.slice->exercises[cell(f.slice, USA, JAPAN)] == 1);
    assert_true(f.slice->exercises[cell(f.slice, JAPAN, USA)] == 1);
    assert_true(f.slice->exercises[cell(f.slice, CHINA, RUSSIA)] == 0);
    assert_ok(ent_loader_year(f.loader, 1989, &f.slice, &err), &err);
    assert_true(ent_is_missing(f.slice->exercises[cell(f.slice, USA, JAPAN)]));
    unload(&f);
}

static void a_source_about_one_state_says_nothing_of_other_pairs(void **state) {
    (void)state;
    struct fixture f = load(write_exercises, ENT_NEED_EXERCISE, 2005);
    assert_true(f.slice->exercises[cell(f.slice, CHINA, RUSSIA)] == 1);
    assert_true(f.slice->exercises[cell(f.slice, INDIA, RUSSIA)] == 0);
    /* Recorded, but outside what the source says it covers: unknown, not 1. */
    assert_true(ent_is_missing(f.slice->exercises[cell(f.slice, USA, JAPAN)]));
    unload(&f);
}

static void write_arms(ent_import_session *session) {
    static const ent_actor suppliers[] = {RUSSIA, USA};
    ent_error err = {0};
    ent_flow sold = {"arms", 2000, RUSSIA, CHINA, 2231, NULL};
    add_coverage(session, ENT_TRANSFER, 1950, 2021, ENT_SCOPE_FROM, suppliers, 2);
    assert_ok(ent_import_flow(session, &sold, &err), &err);
}

static void coverage_of_suppliers_is_directed(void **state) {
    (void)state;
    struct fixture f = load(write_arms, ENT_NEED_ARMS, 2000);
    assert_true(f.slice->arms[cell(f.slice, RUSSIA, CHINA)] == 2231);
    assert_true(f.slice->arms[cell(f.slice, USA, CHINA)] == 0);
    assert_true(ent_is_missing(f.slice->arms[cell(f.slice, CHINA, RUSSIA)]));
    assert_true(ent_is_missing(f.slice->arms_imports[ent_slice_find(f.slice, CHINA)]));
    unload(&f);
}

/* ---- agreements ---- */

static void write_agreements(ent_import_session *session) {
    ent_error err = {0};
    ent_date force = {2003, 7, 1};
    ent_date end = {2008, 0, 0};
    ent_participant who[] = {{.actor = CHINA, .role = "", .first = force, .last = end},
                             {.actor = RUSSIA, .role = "", .first = force, .last = end}};
    ent_evidence row = {.kind = ENT_AGREEMENT,
                        .first = {2001, 5, 0},
                        .last = end,
                        .magnitude = ent_missing(),
                        .title = "made",
                        .participants = who,
                        .participant_count = 2};
    add_coverage(session, ENT_AGREEMENT, 1980, 2010, ENT_SCOPE_ALL, NULL, 0);
    assert_ok(ent_import_evidence(session, &row, &err), &err);
    add_pair(session, ENT_AGREEMENT, (ent_date){2001, 3, 1}, (ent_date){ENT_OPEN, 0, 0}, CHINA, "",
             RUSSIA, "");
}

static void an_agreement_is_new_when_signed_and_in_force_in_its_parties_terms(void **state) {
    (void)state;
    static const struct {
        int year;
        double signed_in, force;
    } expected[] = {{2000, 0, 0}, {2001, 2, 1}, {2002, 0, 1}, {2003, 0, 2},
                    {2008, 0, 2}, {2009, 0, 1}, {2010, 0, 1}};
    struct fixture f = load(write_agreements, ENT_NEED_AGREEMENT, 1999);
    ent_error err = {0};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_ok(ent_loader_year(f.loader, expected[i].year, &f.slice, &err), &err);
        size_t forth = cell(f.slice, CHINA, RUSSIA);
        assert_true(f.slice->agreements_new[forth] == expected[i].signed_in);
        assert_true(f.slice->agreements_force[forth] == expected[i].force);
        assert_true(f.slice->agreements_new[cell(f.slice, RUSSIA, CHINA)] == expected[i].signed_in);
    }
    assert_ok(ent_loader_year(f.loader, 2011, &f.slice, &err), &err);
    assert_true(ent_is_missing(f.slice->agreements_new[cell(f.slice, CHINA, RUSSIA)]));
    assert_true(ent_is_missing(f.slice->agreements_force[cell(f.slice, CHINA, RUSSIA)]));
    unload(&f);
}

/* Sums and single cells from an independent count of the file by year, over pairs of members of the
 * CoW system. */
static void the_official_agreements_are_counted_as_the_file_has_them(void **state) {
    (void)state;
    static const struct {
        int year;
        ent_actor a, b;
        double signed_in, force;
    } expected[] = {{1992, RUSSIA, CHINA, 2, 2},    {1996, RUSSIA, CHINA, 2, 7},
                    {1999, RUSSIA, CHINA, 1, 5},    {2010, RUSSIA, CHINA, 1, 1},
                    {2003, GREECE, BULGARIA, 2, 5}, {2005, BRAZIL, ARGENTINA, 2, 0},
                    {2008, BRAZIL, ARGENTINA, 0, 2}};
    const char *path = shared_path("data/agreements/DCAD-v1.0-main.csv");
    if (path == NULL) skip();
    struct fixture f = {0};
    ent_error err = {0};
    ent_input input = {path, NULL, 0};
    double signed_in = 0;
    double force = 0;
    assert_ok(ent_store_open(&f.store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import(f.store, "dcad", &input, 1, NULL, NULL, &err), &err);
    assert_ok(ent_store_actors(f.store, &f.actors, &err), &err);
    assert_ok(ent_loader_new(&f.loader, f.store, f.actors, ENT_COW, ENT_NEED_AGREEMENT, &err),
              &err);
    for (int year = 1980; year <= 2010; year++) {
        ent_pairs pairs = {0};
        assert_ok(ent_loader_year(f.loader, year, &f.slice, &err), &err);
        assert_ok(ent_pairs_of(f.slice, ENT_UNIT_DYAD, NULL, 0, &pairs, &err), &err);
        for (size_t p = 0; p < pairs.count; p++) {
            signed_in += f.slice->agreements_new[pairs.i[p] * f.slice->n + pairs.j[p]];
            force += f.slice->agreements_force[pairs.i[p] * f.slice->n + pairs.j[p]];
        }
        ent_pairs_free(&pairs);
        for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
            if (expected[i].year != year) continue;
            size_t at = cell(f.slice, expected[i].a, expected[i].b);
            assert_true(f.slice->agreements_new[at] == expected[i].signed_in);
            assert_true(f.slice->agreements_force[at] == expected[i].force);
        }
    }
    assert_true(signed_in == 1865);
    assert_true(force == 14146);
    unload(&f);
}

/* ---- alliances ---- */

static void write_alliances(ent_import_session *session) {
    add_coverage(session, ENT_ALLIANCE, 1815, 2018, ENT_SCOPE_ALL, NULL, 0);
    add_pair(session, ENT_ALLIANCE, (ent_date){1950, 2, 14}, (ent_date){1980, 4, 11}, CHINA,
             "defense consultation milcon:0", RUSSIA, "defense");
    add_pair(session, ENT_ALLIANCE, (ent_date){2001, 7, 16}, (ent_date){ENT_OPEN, 0, 0}, CHINA,
             "nonaggression consultation", RUSSIA, "nonaggression consultation");
}

static void obligations_are_owed_one_way_each(void **state) {
    (void)state;
    struct fixture f = load(write_alliances, ENT_NEED_ALLIANCE, 1980);
    ent_error err = {0};
    assert_int_equal(f.slice->obligation[cell(f.slice, CHINA, RUSSIA)],
                     ENT_DEFENSE | ENT_CONSULTATION);
    assert_int_equal(f.slice->obligation[cell(f.slice, RUSSIA, CHINA)], ENT_DEFENSE);
    assert_int_equal(f.slice->membership_count, 2);
    assert_string_equal(f.slice->memberships[0].role, "defense consultation milcon:0");
    assert_ok(ent_loader_year(f.loader, 1981, &f.slice, &err), &err);
    assert_int_equal(f.slice->obligation[cell(f.slice, CHINA, RUSSIA)], 0);
    assert_ok(ent_loader_year(f.loader, 2018, &f.slice, &err), &err);
    assert_int_equal(f.slice->obligation[cell(f.slice, CHINA, RUSSIA)],
                     ENT_NONAGGRESSION | ENT_CONSULTATION);
    assert_true(f.slice->alliance_covered);
    assert_ok(ent_loader_year(f.loader, 2019, &f.slice, &err), &err);
    assert_false(f.slice->alliance_covered);
    unload(&f);
}

/* ---- disputes, rivalries, contiguity, capitals, troops, trade ---- */

static void write_rest(ent_import_session *session) {
    static const ent_actor usa[] = {USA};
    ent_error err = {0};
    ent_flow flows[] = {{"trade", 2000, CHINA, RUSSIA, 5770, NULL},
                        {"trade", 2000, RUSSIA, CHINA, 949, NULL},
                        {"trade", 2000, CHINA, JAPAN, 41000, NULL},
                        {"troops", 2000, USA, JAPAN, 40159, NULL}};
    ent_span land = {"contiguity", RUSSIA, CHINA, {1860, 0, 0}, {2016, 0, 0}, 1, NULL};
    ent_place cities[] = {{CHINA, {1912, 1, 1}, {1928, 6, 1}, "Beijing", 39.9, 116.4, NULL},
                          {CHINA, {1928, 6, 2}, {ENT_OPEN, 0, 0}, "Nanjing", 32.06, 118.78, NULL}};
    add_coverage(session, ENT_DISPUTE, 1816, 2014, ENT_SCOPE_ALL, NULL, 0);
    add_coverage(session, ENT_RIVALRY, 1816, 2020, ENT_SCOPE_ALL, NULL, 0);
    add_coverage(session, ENT_CONTIGUITY, 1816, 2016, ENT_SCOPE_ALL, NULL, 0);
    add_coverage(session, ENT_DEPLOYMENT, 1950, 2020, ENT_SCOPE_FROM, usa, 1);
    add_pair(session, ENT_DISPUTE, (ent_date){2000, 1, 1}, (ent_date){2000, 2, 1}, CHINA, "side1",
             JAPAN, "side2");
    add_pair(session, ENT_DISPUTE, (ent_date){2000, 1, 1}, (ent_date){2000, 2, 1}, CHINA, "side1",
             RUSSIA, "side1");
    add_pair(session, ENT_RIVALRY, (ent_date){1996, 0, 0}, (ent_date){ENT_OPEN, 0, 0}, CHINA, "",
             JAPAN, "");
    for (size_t i = 0; i < 4; i++)
        assert_ok(ent_import_flow(session, &flows[i], &err), &err);
    assert_ok(ent_import_span(session, &land, &err), &err);
    for (size_t i = 0; i < 2; i++)
        assert_ok(ent_import_place(session, &cities[i], &err), &err);
}

static void disputes_are_between_sides_only(void **state) {
    (void)state;
    struct fixture f = load(write_rest, ENT_NEED_DISPUTE | ENT_NEED_RIVALRY, 2000);
    assert_true(f.slice->mid[cell(f.slice, CHINA, JAPAN)] == 1);
    assert_true(f.slice->mid[cell(f.slice, CHINA, RUSSIA)] == 0);
    assert_true(f.slice->mid_hostility[cell(f.slice, CHINA, JAPAN)] == 4);
    assert_true(f.slice->mid_hostility[cell(f.slice, JAPAN, CHINA)] == 2);
    assert_true(f.slice->rivalry[cell(f.slice, JAPAN, CHINA)] == 1);
    assert_true(f.slice->rivalry[cell(f.slice, RUSSIA, CHINA)] == 0);
    unload(&f);
}

static void trade_without_a_row_is_unknown(void **state) {
    (void)state;
    struct fixture f =
        load(write_rest, ENT_NEED_TRADE | ENT_NEED_TROOPS | ENT_NEED_CONTIGUITY, 2000);
    size_t china = ent_slice_find(f.slice, CHINA);
    assert_true(f.slice->imports[cell(f.slice, CHINA, RUSSIA)] == 5770);
    assert_true(f.slice->imports[cell(f.slice, RUSSIA, CHINA)] == 949);
    assert_true(ent_is_missing(f.slice->imports[cell(f.slice, JAPAN, CHINA)]));
    assert_true(f.slice->trade_total[china] == 5770 + 949 + 41000);
    assert_true(ent_is_missing(f.slice->trade_total[ent_slice_find(f.slice, USA)]));
    assert_true(f.slice->troops[cell(f.slice, USA, JAPAN)] == 40159);
    assert_true(f.slice->troops[cell(f.slice, USA, CHINA)] == 0);
    assert_true(ent_is_missing(f.slice->troops[cell(f.slice, JAPAN, USA)]));
    assert_true(f.slice->contiguity[cell(f.slice, CHINA, RUSSIA)] == 1);
    assert_true(f.slice->contiguity[cell(f.slice, RUSSIA, CHINA)] == 1);
    unload(&f);
}

static void a_year_has_its_last_capital(void **state) {
    (void)state;
    struct fixture f = load(write_rest, ENT_NEED_PLACE, 1928);
    assert_true(f.slice->latitude[ent_slice_find(f.slice, CHINA)] == 32.06);
    assert_true(ent_is_missing(f.slice->latitude[ent_slice_find(f.slice, USA)]));
    unload(&f);
}

/* ---- roll calls ---- */

static void write_votes(ent_import_session *session) {
    /* 369 (Ukraine) voted in the Assembly long before it was a member of the system. */
    ent_ballot ballots[] = {{USA, 1}, {RUSSIA, 3}, {369, 3}, {CHINA, 8}};
    ent_roll_call call = {.number = 7,
                          .session = 24,
                          .year = 1969,
                          .date = {1970, 3, 1},
                          .ballots = ballots,
                          .ballot_count = 4};
    ent_error err = {0};
    assert_ok(ent_import_roll_call(session, &call, &err), &err);
}

static void voters_outside_the_system_stay_in_the_matrix(void **state) {
    (void)state;
    struct fixture f = load(write_votes, ENT_NEED_VOTE, 1969);
    assert_int_equal(f.slice->roll_calls, 1);
    assert_int_equal(f.slice->voters, f.slice->n + 1);
    assert_int_equal(f.slice->votes[ent_slice_find(f.slice, RUSSIA)], 3);
    assert_int_equal(f.slice->votes[ent_slice_find(f.slice, CHINA)], 0);
    assert_int_equal(f.slice->votes[f.slice->n], 3);
    unload(&f);
}

/* ---- pairs ---- */

static void directed_pairs_are_twice_the_undirected(void **state) {
    (void)state;
    struct fixture f = load(write_votes, 0, 1990);
    ent_error err = {0};
    ent_pairs once = {0};
    ent_pairs twice = {0};
    assert_ok(ent_pairs_of(f.slice, ENT_UNIT_DYAD, NULL, 0, &once, &err), &err);
    assert_ok(ent_pairs_of(f.slice, ENT_UNIT_DIRECTED, NULL, 0, &twice, &err), &err);
    assert_int_equal(twice.count, 2 * once.count);
    for (size_t p = 0; p < once.count; p++)
        assert_true(once.i[p] < once.j[p]);
    ent_pairs_free(&once);
    ent_pairs_free(&twice);
    static const ent_actor some[] = {USA, RUSSIA, CHINA};
    assert_ok(ent_pairs_of(f.slice, ENT_UNIT_DYAD, some, 3, &once, &err), &err);
    assert_int_equal(once.count, 3);
    ent_pairs_free(&once);
    unload(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outside_coverage_is_missing_and_inside_is_zero),
        cmocka_unit_test(a_source_about_one_state_says_nothing_of_other_pairs),
        cmocka_unit_test(coverage_of_suppliers_is_directed),
        cmocka_unit_test(an_agreement_is_new_when_signed_and_in_force_in_its_parties_terms),
        cmocka_unit_test(the_official_agreements_are_counted_as_the_file_has_them),
        cmocka_unit_test(obligations_are_owed_one_way_each),
        cmocka_unit_test(disputes_are_between_sides_only),
        cmocka_unit_test(trade_without_a_row_is_unknown),
        cmocka_unit_test(a_year_has_its_last_capital),
        cmocka_unit_test(voters_outside_the_system_stay_in_the_matrix),
        cmocka_unit_test(directed_pairs_are_twice_the_undirected),
    };
    return RUN_TESTS(tests);
}
