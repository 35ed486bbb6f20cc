/* SPDX-License-Identifier: Apache-2.0 */
#include "store/support_store.h"

enum { CHINA = 710, RUSSIA = 365, INDIA = 750, JAPAN = 740 };

/* "id kind first/last title [category] magnitude unit: actor(role first/last level)…" a line. */
static ent_status list_evidence(void *context, const ent_evidence *row, ent_error *err) {
    char first[ENT_DATE_TEXT], last[ENT_DATE_TEXT];
    ent_status status =
        ent_text_format(context, err, "%s#%lld %s %s/%s %s [%s] %g %s:", row->source,
                        (long long)row->id % 1000000000, ent_kind_name(row->kind),
                        ent_date_format(row->first, first), ent_date_format(row->last, last),
                        row->title, row->category, row->magnitude, row->unit);
    for (size_t p = 0; p < row->participant_count && status == ENT_OK; p++) {
        const ent_participant *who = &row->participants[p];
        status = ent_text_format(context, err, " %d(%s %s/%s %g)", (int)who->actor, who->role,
                                 ent_date_format(who->first, first),
                                 ent_date_format(who->last, last), who->level);
    }
    return status == ENT_OK ? ent_text_format(context, err, "\n") : status;
}

static ent_status list_title(void *context, const ent_evidence *row, ent_error *err) {
    return ent_text_format(context, err, "%s ", row->title);
}

static ent_store *filled(void) {
    static const ent_participant two[] = {{RUSSIA, "", {0}, {0}, 0}, {CHINA, "", {0}, {0}, 0}};
    static const ent_participant three[] = {
        {INDIA, "", {0}, {0}, 0}, {CHINA, "", {0}, {0}, 0}, {RUSSIA, "", {0}, {0}, 0}};
    static const ent_participant others[] = {{JAPAN, "", {0}, {0}, 0}, {INDIA, "", {0}, {0}, 0}};
    static const ent_evidence rows[] = {
        {.kind = ENT_EXERCISE,
         .first = {2005, 8, 18},
         .last = {2005, 8, 25},
         .title = "pair",
         .participants = two,
         .participant_count = 2},
        {.kind = ENT_EXERCISE,
         .first = {2012, 0, 0},
         .title = "three",
         .participants = three,
         .participant_count = 3},
        {.kind = ENT_ALLIANCE,
         .first = {1990, 0, 0},
         .last = {ENT_OPEN, 12, 31},
         .title = "open",
         .participants = two,
         .participant_count = 2},
        {.kind = ENT_EXERCISE,
         .first = {2012, 3, 0},
         .title = "others",
         .participants = others,
         .participant_count = 2},
        {.kind = ENT_STATEMENT, .first = {2012, 3, 4}, .title = "alone"}};
    ent_error err = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *session = begin_import(store, "made", "1", 1);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        assert_ok(ent_import_evidence(session, &rows[r], &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    return store;
}

static void evidence_is_chosen_by_kind_years_and_participants(void **state) {
    (void)state;
    static const struct {
        ent_kind kind;
        ent_actor a, b;
        int year1, year2;
        const char *titles;
    } cases[] = {
        {ENT_EVIDENCE_KINDS, 0, 0, INT_MIN, INT_MAX, "pair three open others alone "},
        {ENT_EXERCISE, 0, 0, INT_MIN, INT_MAX, "pair three others "},
        {ENT_EXERCISE, 0, 0, 2005, 2005, "pair "},
        {ENT_EXERCISE, 0, 0, 2006, 2011, ""},
        {ENT_EXERCISE, 0, 0, 2005, 2012, "pair three others "},
        {ENT_EXERCISE, CHINA, 0, 1900, 2100, "pair three "},
        {ENT_EXERCISE, INDIA, 0, 1900, 2100, "three others "},
        {ENT_EXERCISE, CHINA, RUSSIA, 1900, 2100, "pair three "},
        {ENT_EXERCISE, RUSSIA, CHINA, 2012, 2012, "three "},
        {ENT_EXERCISE, CHINA, JAPAN, 1900, 2100, ""},
        {ENT_EVIDENCE_KINDS, CHINA, RUSSIA, 1900, 2100, "pair three open "},
        {ENT_EVIDENCE_KINDS, JAPAN, 0, 1900, 2100, "others "},
        {ENT_ALLIANCE, 0, 0, 2050, 2060, "open "},
        {ENT_ALLIANCE, 0, 0, 1980, 1989, ""},
        {ENT_DISPUTE, 0, 0, INT_MIN, INT_MAX, ""},
    };
    ent_store *store = filled();
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        ent_error err = {0};
        ent_text text = {0};
        assert_ok(ent_store_evidence(store, cases[c].kind, cases[c].a, cases[c].b, cases[c].year1,
                                     cases[c].year2, list_title, &text, &err),
                  &err);
        assert_string_equal(text.bytes != NULL ? text.bytes : "", cases[c].titles);
        ent_text_free(&text);
    }
    ent_store_close(store);
}

static void evidence_reads_back_as_it_was_written(void **state) {
    (void)state;
    static const ent_participant who[] = {
        {CHINA, "defense consultation", {1950, 4, 11}, {1980, 4, 0}, 2}, {RUSSIA, "", {0}, {0}, 0}};
    ent_participant members[] = {who[1], who[0]};
    members[0].level = ent_missing();
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *session = begin_import(store, "made", "1", 1);
    ent_evidence first = {.kind = ENT_ALLIANCE,
                          .ref = "3285",
                          .first = {1950, 4, 11},
                          .last = {1980, 4, 11},
                          .category = "treaty",
                          .magnitude = 2.5,
                          .unit = "TIV",
                          .title = "友好 \"treaty\"",
                          .participants = members,
                          .participant_count = 2};
    ent_evidence second = {.kind = ENT_EVENT, .first = {2001, 7, 0}, .magnitude = ent_missing()};
    assert_ok(ent_import_evidence(session, &first, &err), &err);
    assert_ok(ent_import_evidence(session, &second, &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    assert_ok(
        ent_store_evidence(store, ENT_EVIDENCE_KINDS, 0, 0, 0, 3000, list_evidence, &text, &err),
        &err);
    assert_string_equal(text.bytes, "made#0 alliance 1950-04-11/1980-04-11 友好 \"treaty\" "
                                    "[treaty] 2.5 TIV: 365( 0000/0000 nan) "
                                    "710(defense consultation 1950-04-11/1980-04 2)\n"
                                    "made#1 event 2001-07/2001-07  [] nan :\n");
    ent_text_free(&text);
    ent_store_close(store);
}

static ent_status stop(void *context, const ent_evidence *row, ent_error *err) {
    (void)row;
    ++*(int *)context;
    return ent_fail(err, ENT_ERR_LIMIT, "enough");
}

static void a_callback_that_fails_ends_the_reading(void **state) {
    (void)state;
    ent_error err = {0};
    int calls = 0;
    ent_store *store = filled();
    assert_error(ent_store_evidence(store, ENT_EVIDENCE_KINDS, 0, 0, 0, 3000, stop, &calls, &err),
                 ENT_ERR_LIMIT, &err, "enough");
    assert_int_equal(calls, 1);
    ent_store_close(store);
}

static ent_status list_whole_source(void *context, const ent_source_info *row, ent_error *err) {
    const ent_source *s = &row->source;
    return ent_text_format(context, err, "%s|%s|%s|%s|%s|%s|%lld|%lld|%d-%d\n", s->name, s->version,
                           s->title, s->licence, s->url, s->citation, (long long)s->order,
                           (long long)row->rows, row->year1, row->year2);
}

static void sources_come_by_name_with_all_they_say_of_themselves(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text text = {0};
    bool unchanged = false;
    ent_import_session *session = NULL;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    import_rows(store, "zeta", "1", 1, 2);
    ent_source source = {"alpha", "5.1", "Title", "CC0", "https://x", "@misc{x}", 5001};
    assert_ok(ent_import_begin(&session, store, &source, "f", &unchanged, &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    assert_ok(ent_store_sources(store, list_whole_source, &text, &err), &err);
    assert_string_equal(text.bytes, "alpha|5.1|Title|CC0|https://x|@misc{x}|5001|0|0-0\n"
                                    "zeta|1|||||1|6|1900-1901\n");
    ent_text_free(&text);
    ent_store_close(store);
}

static ent_status list_coverage(void *context, const ent_coverage *row, ent_error *err) {
    ent_status status =
        ent_text_format(context, err, "%s %s %d-%d %d:", row->source, ent_kind_name(row->kind),
                        row->year1, row->year2, (int)row->scope);
    for (size_t a = 0; a < row->actor_count && status == ENT_OK; a++)
        status = ent_text_format(context, err, " %d", (int)row->actors[a]);
    return status == ENT_OK ? ent_text_format(context, err, "; ") : status;
}

static void coverage_comes_broadest_first_then_by_source(void **state) {
    (void)state;
    static const ent_actor some[] = {740, 2, 365, 2};
    static const ent_coverage rows[] = {{ENT_EXERCISE, 2000, 2010, ENT_SCOPE_BOTH, some, 4, NULL},
                                        {ENT_EXERCISE, 1990, 1999, ENT_SCOPE_ONE, some, 1, NULL},
                                        {ENT_TRADE, 1990, 1999, ENT_SCOPE_ALL, NULL, 0, NULL},
                                        {ENT_EXERCISE, 1980, 1989, ENT_SCOPE_ALL, NULL, 0, NULL}};
    static const char *const sources[] = {"b", "a"};
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    for (size_t s = 0; s < 2; s++) {
        ent_import_session *session = begin_import(store, sources[s], "1", 1);
        for (size_t r = 0; r < 4 - s; r++)
            assert_ok(ent_import_coverage(session, &rows[r], &err), &err);
        assert_ok(ent_import_commit(session, &err), &err);
    }
    assert_ok(ent_store_coverage(store, ENT_EXERCISE, list_coverage, &text, &err), &err);
    assert_string_equal(text.bytes,
                        "b exercise 1980-1989 0:; a exercise 1990-1999 2: 740; "
                        "b exercise 1990-1999 2: 740; a exercise 2000-2010 3: 2 365 740; "
                        "b exercise 2000-2010 3: 2 365 740; ");
    ent_text_clear(&text);
    assert_ok(ent_store_coverage(store, ENT_TRADE, list_coverage, &text, &err), &err);
    assert_string_equal(text.bytes, "a trade 1990-1999 0:; b trade 1990-1999 0:; ");
    ent_text_clear(&text);
    assert_ok(ent_store_coverage(store, ENT_KINDS, list_coverage, &text, &err), &err);
    assert_int_equal(strncmp(text.bytes, "a trade 1990-1999 0:; b trade", 28), 0);
    ent_text_free(&text);
    ent_store_close(store);
}

/* A kind, a scope: text in the file, so that an older program passes over what it does not know. */
static void what_a_newer_program_added_is_passed_over(void **state) {
    (void)state;
    const char *path = scratch_path("kinds.db");
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 3);
    ent_store_close(store);
    run_sql(path, "UPDATE evidence SET kind = 'pilgrimage' WHERE year1 = 1901;"
                  "INSERT INTO coverage VALUES (1, 1, 'exercise', 1900, 1901, 'some'),"
                  " (2, 1, 'pilgrimage', 1900, 1901, 'all'), (3, 1, 'exercise', 1, 2, 'all')");
    store = open_store(path, ENT_STORE_READ);
    assert_ok(ent_store_evidence(store, ENT_EVIDENCE_KINDS, 0, 0, 0, 3000, list_title, &text, &err),
              &err);
    assert_string_equal(text.bytes, "an exercise an exercise ");
    ent_text_clear(&text);
    assert_ok(ent_store_coverage(store, ENT_KINDS, list_coverage, &text, &err), &err);
    assert_string_equal(text.bytes, "a exercise 1-2 0:; ");
    ent_text_free(&text);
    ent_store_close(store);
}

static ent_status list_term(void *context, ent_system system, const ent_term *row,
                            const char *source, ent_error *err) {
    return ent_text_format(context, err, "%s %s %d %d..%d; ", source,
                           system == ENT_GW ? "gw" : "cow", (int)row->code, (int)row->first,
                           (int)row->last);
}

static void terms_of_the_store_replace_those_compiled_in(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text text = {0};
    ent_actors *actors = NULL;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_true(ent_actors_in_year(actors, ENT_COW, 2000, NULL, 0) > 180);
    ent_actors_free(actors);
    ent_import_session *session = begin_import(store, "states", "1", 1);
    assert_ok(ent_import_term(session, ENT_GW, &(ent_term){365, 0, 20000}, &err), &err);
    assert_ok(ent_import_term(session, ENT_COW, &(ent_term){710, 365, INT32_MAX}, &err), &err);
    assert_ok(ent_import_term(session, ENT_COW, &(ent_term){2, -9000, 11000}, &err), &err);
    assert_ok(ent_import_commit(session, &err), &err);
    assert_ok(ent_store_terms(store, list_term, &text, &err), &err);
    assert_string_equal(text.bytes, "states cow 2 -9000..11000; states cow 710 365..2147483647; "
                                    "states gw 365 0..20000; ");
    assert_ok(ent_store_actors(store, &actors, &err), &err);
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 2000, NULL, 0), 2);
    assert_int_equal(ent_actors_in_year(actors, ENT_COW, 2002, NULL, 0), 1);
    assert_int_equal(ent_actors_in_year(actors, ENT_GW, 2002, NULL, 0), 1);
    ent_actors_free(actors);
    ent_text_free(&text);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_is_chosen_by_kind_years_and_participants),
        cmocka_unit_test(evidence_reads_back_as_it_was_written),
        cmocka_unit_test(a_callback_that_fails_ends_the_reading),
        cmocka_unit_test(sources_come_by_name_with_all_they_say_of_themselves),
        cmocka_unit_test(coverage_comes_broadest_first_then_by_source),
        cmocka_unit_test(what_a_newer_program_added_is_passed_over),
        cmocka_unit_test(terms_of_the_store_replace_those_compiled_in),
    };
    return RUN_TESTS(tests);
}
