/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of importers of figures share: one flow, one point, counts, coverage, notices. */
#ifndef ENTENTE_TESTS_SUPPORT_FIGURES_H
#define ENTENTE_TESTS_SUPPORT_FIGURES_H

#include "import/support_import.h"

struct figures {
    ent_actor actor1, actor2; /* 0: any */
    int count;
    double sum, last;
};

static inline ent_status figures_keep_flow(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    struct figures *figures = context;
    if (figures->actor1 != 0 && row->actor1 != figures->actor1) return ENT_OK;
    if (figures->actor2 != 0 && row->actor2 != figures->actor2) return ENT_OK;
    figures->count++;
    figures->sum += row->value;
    figures->last = row->value;
    return ENT_OK;
}

static inline ent_status figures_keep_point(void *context, const ent_point *row, ent_error *err) {
    ent_flow flow = {.actor1 = row->actor, .value = row->value};
    return figures_keep_flow(context, &flow, err);
}

/* Flows of a series from actor1 to actor2 (0: any) in the years. */
static inline struct figures flows_of(ent_store *store, const char *series, int year1, int year2,
                                      ent_actor actor1, ent_actor actor2) {
    ent_error err = {0};
    struct figures figures = {.actor1 = actor1, .actor2 = actor2, .last = ent_missing()};
    assert_ok(ent_store_flows(store, series, 0, 0, year1, year2, figures_keep_flow, &figures, &err),
              &err);
    return figures;
}

static inline double flow_of(ent_store *store, const char *series, int year, ent_actor actor1,
                             ent_actor actor2) {
    return flows_of(store, series, year, year, actor1, actor2).last;
}

static inline struct figures points_of(ent_store *store, const char *series, int year1, int year2,
                                       ent_actor actor) {
    ent_error err = {0};
    struct figures figures = {.actor1 = actor, .last = ent_missing()};
    assert_ok(ent_store_points(store, series, year1, year2, figures_keep_point, &figures, &err),
              &err);
    return figures;
}

static inline double point_of(ent_store *store, const char *series, int year, ent_actor actor) {
    return points_of(store, series, year, year, actor).last;
}

struct covered {
    char text[512];
};

static inline ent_status covered_keep(void *context, const ent_coverage *row, ent_error *err) {
    (void)err;
    static const char *const scopes[] = {"all", "from", "one", "both"};
    struct covered *covered = context;
    size_t used = strlen(covered->text);
    snprintf(covered->text + used, sizeof covered->text - used, "%s%d-%d %s", used > 0 ? "; " : "",
             row->year1, row->year2, scopes[row->scope]);
    for (size_t i = 0; i < row->actor_count && row->actor_count < 9; i++) {
        used = strlen(covered->text);
        snprintf(covered->text + used, sizeof covered->text - used, " %d", (int)row->actors[i]);
    }
    return ENT_OK;
}

/* "1950-2021 from 200 365", one after the other; lists of nine actors and more are left out. */
static inline struct covered coverage_of(ent_store *store, ent_kind kind) {
    ent_error err = {0};
    struct covered covered = {""};
    assert_ok(ent_store_coverage(store, kind, covered_keep, &covered, &err), &err);
    return covered;
}

static inline ent_status version_keep(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    snprintf(((struct covered *)context)->text, sizeof(struct covered), "%s", row->source.version);
    return ENT_OK;
}

/* The version of the only source in the store. */
static inline struct covered version_of(ent_store *store) {
    ent_error err = {0};
    struct covered version = {""};
    assert_ok(ent_store_sources(store, version_keep, &version, &err), &err);
    return version;
}

/* Notices, one per line. */
struct notices {
    char text[4096];
};

static inline void notices_keep(void *context, const char *message) {
    struct notices *notices = context;
    size_t used = strlen(notices->text);
    snprintf(notices->text + used, sizeof notices->text - used, "%s\n", message);
}

/* A text that an importer must refuse with this line, leaving the store as it was. */
struct refusal {
    const char *text, *part;
};

static inline void assert_refused(const char *importer, const struct refusal *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ent_error err = {0};
        struct covered version = {""};
        ent_store *store = fresh_store("refused.db");
        assert_error(import_text(store, importer, cases[i].text, NULL, NULL, &err), ENT_ERR_FORMAT,
                     &err, cases[i].part);
        assert_ok(ent_store_sources(store, version_keep, &version, &err), &err);
        assert_string_equal(version.text, "");
        ent_store_close(store);
    }
}

#endif
