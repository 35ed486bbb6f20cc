/* SPDX-License-Identifier: Apache-2.0 */
/* A store made for tests of depth: eight states, alliances and exercises of some, none of others.
 */
#ifndef ENTENTE_TESTS_SUPPORT_DEPTH_H
#define ENTENTE_TESTS_SUPPORT_DEPTH_H

#include <math.h>
#include <string.h>

#include "entente/entente.h"
#include "support.h"

enum { USA = 2, CANADA = 20, UK = 200, FRANCE = 220, RUSSIA = 365, CHINA = 710, JAPAN = 740 };
enum { MADE_FIRST = 1985, MADE_LAST = 1996 };

static inline void made_coverage(ent_import_session *session, ent_kind kind, int year1, int year2,
                                 ent_scope scope, const ent_actor *actors, size_t count) {
    ent_error err = {0};
    ent_coverage row = {kind, year1, year2, scope, actors, count, NULL};
    assert_ok(ent_import_coverage(session, &row, &err), &err);
}

static inline void made_evidence(ent_import_session *session, ent_kind kind, int year1, int year2,
                                 ent_actor a, ent_actor b, const char *role, const char *category) {
    ent_error err = {0};
    ent_participant who[] = {{.actor = a, .role = role, .level = ent_missing()},
                             {.actor = b, .role = role, .level = ent_missing()}};
    ent_evidence row = {.kind = kind,
                        .first = {(int16_t)year1, 3, 1},
                        .last = {(int16_t)year2, 3, 5},
                        .category = category,
                        .magnitude = ent_missing(),
                        .title = "made",
                        .participants = who,
                        .participant_count = 2};
    assert_ok(ent_import_evidence(session, &row, &err), &err);
}

/* Allies that exercise, allies that do not, friends without a treaty, and all others. */
static inline void fill_made(ent_import_session *session) {
    made_coverage(session, ENT_ALLIANCE, MADE_FIRST, MADE_LAST, ENT_SCOPE_ALL, NULL, 0);
    made_coverage(session, ENT_EXERCISE, MADE_FIRST, MADE_LAST - 2, ENT_SCOPE_ALL, NULL, 0);
    made_evidence(session, ENT_ALLIANCE, 1960, ENT_OPEN, USA, UK, "defense consultation", "");
    made_evidence(session, ENT_ALLIANCE, 1960, ENT_OPEN, USA, CANADA, "defense", "");
    made_evidence(session, ENT_ALLIANCE, 1960, 1990, UK, FRANCE, "defense consultation", "");
    made_evidence(session, ENT_ALLIANCE, 1960, ENT_OPEN, RUSSIA, JAPAN, "nonaggression", "");
    for (int year = MADE_FIRST; year <= MADE_LAST - 2; year++) {
        made_evidence(session, ENT_EXERCISE, year, year, USA, UK, "", "land");
        made_evidence(session, ENT_EXERCISE, year, year, USA, UK, "", "cpx");
        made_evidence(session, ENT_EXERCISE, year, year, USA, CANADA, "", "sea");
        if (year >= 1990)
            made_evidence(session, ENT_EXERCISE, year, year, CHINA, FRANCE, "", "sea");
        if (year >= 1990)
            made_evidence(session, ENT_EXERCISE, year, year, CHINA, FRANCE, "", "air");
    }
}

/* A system of forty states: enough pairs for ranks, few enough for sanitizers. */
static inline void made_system(ent_import_session *session) {
    static const ent_actor states[] = {2,   20,  40,  41,  42,  51,  52,  70,  90,  91,
                                       92,  93,  94,  95,  100, 101, 110, 130, 135, 140,
                                       145, 150, 155, 160, 165, 200, 205, 210, 211, 212,
                                       220, 225, 230, 235, 290, 305, 310, 365, 710, 740};
    ent_error err = {0};
    for (size_t s = 0; s < sizeof states / sizeof states[0]; s++) {
        ent_term term = {states[s], ent_date_days((ent_date){1920, 1, 1}, false), INT32_MAX};
        assert_ok(ent_import_term(session, ENT_COW, &term, &err), &err);
    }
}

/* The same records among forty states. */
static inline void fill_forty(ent_import_session *session) {
    made_system(session);
    fill_made(session);
}

static inline ent_store *made_store(const char *path, void (*fill)(ent_import_session *)) {
    static const ent_source source = {.name = "made", .version = "1"};
    ent_store *store = NULL;
    ent_import_session *session = NULL;
    bool unchanged = false;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, path, ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import_begin(&session, store, &source, "x", &unchanged, &err), &err);
    fill(session);
    assert_ok(ent_import_commit(session, &err), &err);
    return store;
}

/* Items of a dyad in a year; NULL if it is no dyad. */
static inline const float *made_cell(const ent_depth_table *table, ent_actor a, ent_actor b,
                                     int year) {
    for (size_t s = 0; s < table->spell_count; s++) {
        int t = year - table->spells[s].first;
        if (table->actor1[s] == a && table->actor2[s] == b && t >= 0 &&
            t < (int)table->spells[s].length)
            return table->value + (table->first_node[s] + (size_t)t) * ENT_DEPTH_ITEMS;
    }
    return NULL;
}

static inline size_t item_named(const char *name) {
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++)
        if (strcmp(ent_depth_item_at(k)->name, name) == 0) return k;
    fail_msg("no item '%s'", name);
    return 0;
}

#endif
