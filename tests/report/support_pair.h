/* SPDX-License-Identifier: Apache-2.0 */
/* What the report's tests share: a small store of made facts, and an assessment from it. */
#ifndef ENTENTE_TESTS_SUPPORT_PAIR_H
#define ENTENTE_TESTS_SUPPORT_PAIR_H

#include <stdlib.h>
#include <string.h>

#include "entente/report.h"
#include "support.h"

enum {
    USA = 2,
    PARAGUAY = 150,
    FRANCE = 220,
    RUSSIA = 365,
    CHINA = 710,
    JAPAN = 740,
    INDIA = 750,
    BHUTAN = 760
};

/* An assessment and what is under it. */
struct pair {
    ent_store *store;
    ent_actors *actors;
    ent_assessment *assessment;
};

/* ---- writing ---- */

static inline ent_import_session *begin_source(ent_store *store, const char *name) {
    ent_source source = {.name = name,
                         .version = "1",
                         .title = "Made facts",
                         .licence = "none",
                         .citation = "@misc{made}"};
    ent_import_session *session = NULL;
    bool unchanged = false;
    ent_error err = {0};
    assert_ok(ent_import_begin(&session, store, &source, name, &unchanged, &err), &err);
    return session;
}

static inline void end_source(ent_import_session *session) {
    ent_error err = {0};
    assert_ok(ent_import_commit(session, &err), &err);
}

static inline void put_coverage(ent_import_session *session, ent_kind kind, int year1, int year2,
                                ent_scope scope, const ent_actor *actors, size_t count) {
    ent_coverage row = {kind, year1, year2, scope, actors, count, NULL};
    ent_error err = {0};
    assert_ok(ent_import_coverage(session, &row, &err), &err);
}

/* Evidence with two participants; fields not given are blank. */
static inline void put_row(ent_import_session *session, ent_evidence row, ent_actor a,
                           const char *role_a, ent_actor b, const char *role_b, double level) {
    ent_participant who[] = {{.actor = a, .role = role_a, .level = level},
                             {.actor = b, .role = role_b, .level = ent_missing()}};
    ent_error err = {0};
    row.participants = who;
    row.participant_count = 2;
    row.magnitude = ent_missing();
    assert_ok(ent_import_evidence(session, &row, &err), &err);
}

static inline ent_date on(int year, int month, int day) {
    return (ent_date){(int16_t)year, (int8_t)month, (int8_t)day};
}

static inline void put_flow(ent_import_session *session, const char *series, int year,
                            ent_actor from, ent_actor to, double value) {
    ent_flow row = {series, year, from, to, value, NULL};
    ent_error err = {0};
    assert_ok(ent_import_flow(session, &row, &err), &err);
}

static inline void put_point(ent_import_session *session, const char *series, int year,
                             ent_actor actor, double value) {
    ent_point row = {series, year, actor, value, NULL};
    ent_error err = {0};
    assert_ok(ent_import_point(session, &row, &err), &err);
}

static inline void put_treaties(ent_store *store) {
    ent_import_session *session = begin_source(store, "treaties");
    put_coverage(session, ENT_ALLIANCE, 1815, 2018, ENT_SCOPE_ALL, NULL, 0);
    put_row(session,
            (ent_evidence){.kind = ENT_ALLIANCE,
                           .ref = "3200",
                           .first = on(1950, 2, 14),
                           .last = on(1980, 4, 11),
                           .category = "bilateral",
                           .title = "pact"},
            CHINA, "defense nonaggression milcon:0", RUSSIA, "defense nonaggression milcon:0",
            ent_missing());
    put_row(session,
            (ent_evidence){.kind = ENT_ALLIANCE,
                           .ref = "4980",
                           .first = on(2001, 7, 16),
                           .last = on(ENT_OPEN, 0, 0),
                           .category = "bilateral",
                           .title = "treaty"},
            CHINA, "consultation milcon:2", RUSSIA, "nonaggression consultation milcon:2",
            ent_missing());
    put_row(session,
            (ent_evidence){.kind = ENT_ALLIANCE,
                           .ref = "3260",
                           .first = on(1951, 9, 8),
                           .last = on(ENT_OPEN, 0, 0),
                           .category = "bilateral",
                           .title = "security treaty"},
            USA, "defense base:3", JAPAN, "consultation base:3", ent_missing());
    end_source(session);
}

static inline void put_exercise(ent_import_session *session, ent_date day, ent_actor a, ent_actor b,
                                const char *title) {
    put_row(session,
            (ent_evidence){.kind = ENT_EXERCISE, .first = day, .last = day, .title = title}, a, "",
            b, "", ent_missing());
}

/* Exercises 1980–2010 of all pairs, and 2009–2018 of Russia by another source that differs. */
static inline void put_exercises(ent_store *store) {
    static const ent_actor russia[] = {RUSSIA};
    ent_import_session *session = begin_source(store, "world-exercises");
    put_coverage(session, ENT_EXERCISE, 1980, 2010, ENT_SCOPE_ALL, NULL, 0);
    put_exercise(session, on(2005, 8, 18), CHINA, RUSSIA, "Peace <Mission> & \"2005\"");
    put_exercise(session, on(2009, 7, 22), CHINA, RUSSIA, "Peace Mission 2009");
    put_exercise(session, on(2009, 3, 1), USA, JAPAN, "Keen Sword");
    end_source(session);
    session = begin_source(store, "russian-exercises");
    put_coverage(session, ENT_EXERCISE, 2009, 2018, ENT_SCOPE_ONE, russia, 1);
    put_exercise(session, on(2009, 7, 22), CHINA, RUSSIA, "Peace Mission 2009");
    put_exercise(session, on(2009, 8, 1), CHINA, RUSSIA, "Second of 2009");
    put_exercise(session, on(2015, 5, 1), CHINA, RUSSIA, "Joint Sea 2015");
    put_exercise(session, on(2016, 5, 26), CHINA, RUSSIA, "Aerospace Security 2016");
    put_exercise(session, on(2016, 9, 12), CHINA, RUSSIA, "Joint Sea 2016");
    end_source(session);
}

/* Russia's deliveries are covered, China's are not. */
static inline void put_arms(ent_store *store) {
    static const ent_actor suppliers[] = {RUSSIA, USA, FRANCE};
    ent_import_session *session = begin_source(store, "arms");
    put_coverage(session, ENT_TRANSFER, 1950, 2016, ENT_SCOPE_FROM, suppliers, 3);
    put_flow(session, "arms", 2010, RUSSIA, CHINA, 600);
    put_flow(session, "arms", 2016, RUSSIA, CHINA, 150);
    put_flow(session, "arms", 2016, RUSSIA, INDIA, 900);
    put_flow(session, "arms", 2012, RUSSIA, INDIA, 1100);
    put_flow(session, "arms", 2016, FRANCE, CHINA, 50);
    put_point(session, "arms_imports", 2010, CHINA, 700);
    put_point(session, "arms_imports", 2016, CHINA, 300);
    put_point(session, "arms_imports", 2016, INDIA, 900);
    put_point(session, "arms_imports", 2012, INDIA, 1100);
    end_source(session);
}

static inline void put_dispute(ent_import_session *session, const char *ref, ent_date first,
                               ent_date last, ent_actor a, ent_actor b, double level) {
    put_row(session,
            (ent_evidence){.kind = ENT_DISPUTE,
                           .ref = ref,
                           .first = first,
                           .last = last,
                           .category = "force",
                           .title = "dispute"},
            a, "side1 initiator", b, "side2 target", level);
}

static inline void put_quarrels(ent_store *store) {
    ent_import_session *session = begin_source(store, "quarrels");
    put_coverage(session, ENT_DISPUTE, 1816, 2014, ENT_SCOPE_ALL, NULL, 0);
    put_coverage(session, ENT_RIVALRY, 1816, 2018, ENT_SCOPE_ALL, NULL, 0);
    put_dispute(session, "1347", on(1969, 3, 2), on(1970, 1, 0), CHINA, RUSSIA, 4);
    put_dispute(session, "1347", on(1971, 1, 0), on(1971, 2, 0), RUSSIA, CHINA, 3);
    put_dispute(session, "2000", on(1986, 7, 1), on(1986, 7, 1), RUSSIA, CHINA, 4);
    put_dispute(session, "4100", on(2010, 9, 7), on(2012, 9, 14), CHINA, JAPAN, 3);
    put_dispute(session, "4200", on(2014, 3, 1), on(2014, 4, 1), RUSSIA, JAPAN, 3);
    put_dispute(session, "4300", on(2009, 3, 8), on(2009, 3, 8), CHINA, USA, 3);
    put_row(session,
            (ent_evidence){.kind = ENT_RIVALRY,
                           .ref = "126",
                           .first = on(1958, 0, 0),
                           .last = on(1989, 0, 0),
                           .category = "positional ideological",
                           .title = "rivalry"},
            CHINA, "", RUSSIA, "", ent_missing());
    put_row(session,
            (ent_evidence){.kind = ENT_RIVALRY,
                           .ref = "50",
                           .first = on(1948, 0, 0),
                           .last = on(ENT_OPEN, 0, 0),
                           .category = "spatial",
                           .title = "rivalry"},
            CHINA, "", INDIA, "", ent_missing());
    static const ent_actor both[] = {CHINA, RUSSIA};
    for (size_t k = 0; k < 2; k++)
        put_row(session,
                (ent_evidence){.kind = ENT_RIVALRY,
                               .ref = k == 0 ? "60" : "61",
                               .first = on(1996, 0, 0),
                               .last = on(ENT_OPEN, 0, 0),
                               .category = "positional",
                               .title = "rivalry"},
                both[k], "", USA, "", ent_missing());
    end_source(session);
}

static inline void put_power(ent_store *store) {
    static const struct {
        ent_actor actor;
        double value;
    } rows[] = {{USA, 30}, {CHINA, 60}, {RUSSIA, 20}, {JAPAN, 10}};
    ent_import_session *session = begin_source(store, "power");
    put_coverage(session, ENT_CAPABILITIES_KIND, 1816, 2016, ENT_SCOPE_ALL, NULL, 0);
    for (size_t r = 0; r < 4; r++)
        put_point(session, "milper", 2016, rows[r].actor, rows[r].value);
    end_source(session);
}

/* Trade of 2014: China 100 in all, 40 of it with Russia; Russia 50 in all. */
static inline void put_trade(ent_store *store) {
    ent_import_session *session = begin_source(store, "trade");
    put_coverage(session, ENT_TRADE, 1950, 2014, ENT_SCOPE_ALL, NULL, 0);
    put_flow(session, "trade", 2014, CHINA, RUSSIA, 30);
    put_flow(session, "trade", 2014, RUSSIA, CHINA, 10);
    put_flow(session, "trade", 2014, CHINA, USA, 20);
    put_flow(session, "trade", 2014, USA, CHINA, 40);
    put_flow(session, "trade", 2014, FRANCE, RUSSIA, 10);
    end_source(session);
}

/* ---- reading ---- */

static inline void open_store(struct pair *pair, void (*const *fills)(ent_store *), size_t count) {
    ent_error err = {0};
    *pair = (struct pair){0};
    assert_ok(ent_store_open(&pair->store, ":memory:", ENT_STORE_WRITE, &err), &err);
    for (size_t f = 0; f < count; f++)
        fills[f](pair->store);
    assert_ok(ent_store_actors(pair->store, &pair->actors, &err), &err);
}

/* A store of all the facts above. */
static inline void open_all(struct pair *pair) {
    void (*const fills[])(ent_store *) = {put_treaties, put_exercises, put_arms,
                                          put_quarrels, put_power,     put_trade};
    open_store(pair, fills, sizeof fills / sizeof fills[0]);
}

static inline ent_status try_assess(struct pair *pair, const char *a, const char *b, int year1,
                                    int year2, ent_actor third, ent_error *err) {
    ent_actor_ref refs[2];
    ent_error unused = {0};
    ent_assess_options options = {year1, year2, third};
    assert_ok(ent_actor_find(pair->actors, a, &refs[0], &unused), &unused);
    assert_ok(ent_actor_find(pair->actors, b, &refs[1], &unused), &unused);
    ent_assessment_free(pair->assessment);
    pair->assessment = NULL;
    return ent_assess(&pair->assessment, pair->store, pair->actors, &refs[0], &refs[1], &options,
                      err);
}

static inline const ent_assessment *assess(struct pair *pair, const char *a, const char *b,
                                           int year1, int year2) {
    ent_error err = {0};
    assert_ok(try_assess(pair, a, b, year1, year2, 0, &err), &err);
    return pair->assessment;
}

static inline void close_pair(struct pair *pair) {
    ent_assessment_free(pair->assessment);
    ent_actors_free(pair->actors);
    ent_store_close(pair->store);
}

/* A figure by its key and, if not 0, whom it is from. */
static inline const ent_figure *figure_of(const ent_assessment *assessment, const char *key,
                                          ent_actor from) {
    for (size_t f = 0; f < assessment->figure_count; f++)
        if (strcmp(assessment->figures[f].key, key) == 0 &&
            (from == 0 || assessment->figures[f].from == from))
            return &assessment->figures[f];
    fail_msg("no figure '%s'", key);
    return NULL;
}

static inline const ent_note *find_note(const ent_assessment *assessment, const char *key) {
    for (size_t n = 0; n < assessment->note_count; n++)
        if (strcmp(assessment->notes[n].key, key) == 0) return &assessment->notes[n];
    return NULL;
}

/* Known, with this value and span. */
static inline void assert_figure(const ent_figure *figure, double value, int year1, int year2) {
    assert_int_equal(figure->known, ENT_KNOWN);
    if (figure->value != value) fail_msg("%s is %g, not %g", figure->key, figure->value, value);
    assert_int_equal(figure->year1, year1);
    assert_int_equal(figure->year2, year2);
}

static inline const ent_record *row_of(const ent_assessment *a, const ent_figure *figure,
                                       size_t k) {
    assert_true(k < figure->record_count);
    return &a->records[a->record_index[figure->record_begin + k]];
}

static inline bool has_source(const ent_assessment *a, const ent_figure *figure, const char *name) {
    for (size_t s = 0; s < a->source_count; s++)
        if (strcmp(a->sources[s].name, name) == 0) return figure->sources >> s & 1;
    return false;
}

#endif
