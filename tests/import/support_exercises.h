/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of importers of exercises share: records as lines of text, and counts by year. */
#ifndef ENTENTE_TESTS_SUPPORT_EXERCISES_H
#define ENTENTE_TESTS_SUPPORT_EXERCISES_H

#include "base/array.h"
#include "entente/panel.h"
#include "import/support_figures.h"

/* "REF FIRST/LAST [CATEGORY] TITLE: ACTOR ACTOR …" */
static inline ent_status exercise_line(void *context, const ent_evidence *row, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    assert_true(ent_is_missing(row->magnitude));
    ent_status status = ent_text_format(
        context, err, "%s %s/%s [%s] %s:", row->ref, ent_date_format(row->first, first),
        ent_date_format(row->last, last), row->category, row->title);
    for (size_t i = 0; i < row->participant_count && status == ENT_OK; i++)
        status = ent_text_format(context, err, " %d", (int)row->participants[i].actor);
    if (status == ENT_OK) status = ent_text_format(context, err, "\n");
    return status;
}

static inline ent_status exercise_detail(void *context, const ent_evidence *row, ent_error *err) {
    return ent_text_format(context, err, "%s\n", row->detail);
}

/* Assert what an import of the text leaves in the store, a line for each exercise. */
static inline void assert_exercises(const char *importer, const char *text, ent_evidence_fn line,
                                    const char *expected) {
    ent_error err = {0};
    ent_text lines = {0};
    ent_store *store = fresh_store("exercises.db");
    assert_ok(import_text(store, importer, text, NULL, NULL, &err), &err);
    assert_ok(ent_store_evidence(store, ENT_EXERCISE, 0, 0, 1900, 2100, line, &lines, &err), &err);
    assert_string_equal(lines.bytes, expected);
    ent_text_free(&lines);
    ent_store_close(store);
}

enum { EXERCISE_YEAR1 = 1980, EXERCISE_YEARS = 40 };

struct exercise_years {
    const char *source; /* NULL: all */
    int begun[EXERCISE_YEARS], total;
};

static inline ent_status exercise_count(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct exercise_years *years = context;
    if (years->source != NULL && strcmp(row->source, years->source) != 0) return ENT_OK;
    years->begun[row->first.year - EXERCISE_YEAR1]++;
    years->total++;
    return ENT_OK;
}

/* Exercises of a source (NULL: all) that both took part in, by the year they began. */
static inline struct exercise_years exercises_of(ent_store *store, const char *source, ent_actor a,
                                                 ent_actor b) {
    ent_error err = {0};
    struct exercise_years years = {.source = source};
    assert_ok(ent_store_evidence(store, ENT_EXERCISE, a, b, EXERCISE_YEAR1,
                                 EXERCISE_YEAR1 + EXERCISE_YEARS - 1, exercise_count, &years, &err),
              &err);
    return years;
}

/* Assert how many began in the years listed (ended by 0), and that no other year has any. */
static inline void assert_years(const struct exercise_years *years, const int (*expected)[2]) {
    int total = 0;
    for (; (*expected)[0] != 0; expected++) {
        assert_int_equal(years->begun[(*expected)[0] - EXERCISE_YEAR1], (*expected)[1]);
        total += (*expected)[1];
    }
    assert_int_equal(years->total, total);
}

/* The count a panel of CoW states has for a pair and year. */
static inline double panel_exercises(ent_store *store, ent_actor a, ent_actor b, int year) {
    ent_error err = {0};
    ent_actors *actors = NULL;
    ent_loader *loader = NULL;
    const ent_slice *slice = NULL;
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_ok(ent_loader_new(&loader, store, actors, ENT_COW, ENT_NEED_EXERCISE, &err), &err);
    assert_ok(ent_loader_year(loader, year, &slice, &err), &err);
    double count = slice->exercises[ent_slice_find(slice, a) * slice->n + ent_slice_find(slice, b)];
    ent_loader_free(loader);
    ent_actors_free(actors);
    return count;
}

#endif
