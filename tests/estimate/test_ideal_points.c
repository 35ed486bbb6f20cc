/* SPDX-License-Identifier: Apache-2.0 */
/* Ideal points: spells and gaps of made ballots, and the official votes against the published
 * points. */
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "entente/ideal.h"
#include "entente/import.h"
#include "support.h"

enum { YES = 1, NO = 3, USA = 2, UK = 200, RUSSIA = 365, CHINA = 710, YEAR_ZERO = 1945 };

/* ---- made ballots ---- */

enum { CALLS = 5, VOTERS = 4, FIRST = 20, LAST = 31 };

/* Four states; Britain stays away for the sessions away1 … away2. */
static ent_store *store_with(int away1, int away2) {
    static const ent_source source = {.name = "made", .version = "1"};
    static const ent_actor actors[VOTERS] = {USA, UK, RUSSIA, CHINA};
    ent_store *store = NULL;
    ent_import_session *session = NULL;
    bool unchanged = false;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import_begin(&session, store, &source, "x", &unchanged, &err), &err);
    for (int s = FIRST; s <= LAST; s++)
        for (int k = 0; k < CALLS; k++) {
            ent_ballot ballots[VOTERS];
            ent_roll_call call = {.number = s * CALLS + k,
                                  .session = s,
                                  .year = YEAR_ZERO + s,
                                  .date = {(int16_t)(YEAR_ZERO + s), 10, (int8_t)(k + 1)},
                                  .title = "made",
                                  .ballots = ballots,
                                  .source = "made"};
            for (int v = 0; v < VOTERS; v++) {
                bool side = (v < 2) == (k % 2 == 0);
                if (actors[v] == UK && s >= away1 && s <= away2) continue;
                ballots[call.ballot_count++] =
                    (ent_ballot){actors[v], (uint8_t)(side || (k == 4 && v == s % 4) ? YES : NO)};
            }
            assert_ok(ent_import_roll_call(session, &call, &err), &err);
        }
    assert_ok(ent_import_commit(session, &err), &err);
    return store;
}

static ent_ideal_points estimate(ent_store *store) {
    ent_ideal_points points = {0};
    ent_ideal_options options = ent_ideal_defaults();
    ent_error err = {0};
    options.model.parameter_draws = 0;
    assert_ok(ent_ideal_estimate(store, &options, &points, &err), &err);
    return points;
}

static const ent_ideal_point *point_of(const ent_ideal_points *points, ent_actor actor,
                                       int session) {
    for (size_t p = 0; p < points->count; p++)
        if (points->points[p].actor == actor && points->points[p].session == session)
            return &points->points[p];
    return NULL;
}

static void a_short_absence_is_a_step_without_votes(void **state) {
    (void)state;
    ent_store *store = store_with(24, 24 + ENT_IDEAL_GAP - 1);
    ent_ideal_points points = estimate(store);
    assert_int_equal(points.count, VOTERS * (LAST - FIRST + 1));
    assert_int_equal(point_of(&points, UK, 24)->votes, 0);
    assert_int_equal(point_of(&points, UK, 23)->votes, CALLS);
    assert_true(point_of(&points, UK, 25)->sd > 1.05 * point_of(&points, UK, 22)->sd);
    assert_int_equal(points.info.spells, VOTERS);
    ent_ideal_points_free(&points);
    ent_store_close(store);
}

static void a_long_absence_ends_a_spell(void **state) {
    (void)state;
    ent_store *store = store_with(24, 24 + ENT_IDEAL_GAP);
    ent_ideal_points points = estimate(store);
    assert_int_equal(points.count, VOTERS * (LAST - FIRST + 1) - ENT_IDEAL_GAP - 1);
    assert_null(point_of(&points, UK, 24));
    assert_non_null(point_of(&points, UK, 24 + ENT_IDEAL_GAP + 1));
    assert_int_equal(points.info.spells, VOTERS + 1);
    ent_ideal_points_free(&points);
    ent_store_close(store);
}

static void those_who_vote_alike_stand_together(void **state) {
    (void)state;
    ent_store *store = store_with(0, 0);
    ent_ideal_points points = estimate(store);
    double usa = point_of(&points, USA, 25)->mean;
    double china = point_of(&points, CHINA, 25)->mean;
    assert_true(usa > 0 && china < 0);
    assert_true(fabs(point_of(&points, UK, 25)->mean - usa) < 0.5 * (usa - china));
    ent_ideal_points_free(&points);
    ent_store_close(store);
}

/* ---- the official file ---- */

enum { SESSIONS = 100, CODES = 1000, TENTH = 10 };

static ent_status keep_point(void *context, const ent_point *row, ent_error *err) {
    double(*published)[CODES] = context;
    int session = row->year - YEAR_ZERO;
    (void)err;
    if (session >= 0 && session < SESSIONS && row->actor < CODES)
        published[session][row->actor] = row->value;
    return ENT_OK;
}

static double session_correlation(const ent_ideal_points *points, const double *published,
                                  int session) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (size_t p = 0; p < points->count; p++) {
        const ent_ideal_point *point = &points->points[p];
        if (point->session != session || point->votes == 0 || point->actor >= CODES) continue;
        double with = published[point->actor];
        if (ent_is_missing(with)) continue;
        n++;
        x += point->mean;
        y += with;
        xx += point->mean * point->mean;
        yy += with * with;
        xy += point->mean * with;
    }
    return n < 3 ? ent_missing() : (xy - x * y / n) / sqrt((xx - x * x / n) * (yy - y * y / n));
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static void import_file(ent_store *store, const char *source, const char *path) {
    ent_input input = {path, NULL, 0};
    ent_error err = {0};
    assert_ok(ent_import(store, source, &input, 1, NULL, NULL, &err), &err);
}

static void points_of_the_official_votes_are_those_published(void **state) {
    (void)state;
    static double published[SESSIONS][CODES];
    const char *votes = shared_path("data/votes/UNVotesPublished_1946_2015.csv.gz");
    const char *path = shared_path("data/votes/IdealpointestimatesAll_Jul2023.csv");
    if (votes == NULL || path == NULL || TEST_SCALE > 1) skip(); /* minutes under sanitizers */
    ent_store *store = NULL;
    ent_error err = {0};
    double all[SESSIONS];
    size_t count = 0;
    double worst = 1;
    for (int s = 0; s < SESSIONS; s++)
        for (int c = 0; c < CODES; c++)
            published[s][c] = ent_missing();
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    import_file(store, "un-votes", votes);
    import_file(store, "ideal-points", path);
    assert_ok(ent_store_points(store, "ideal_point", 1900, 2100, keep_point, published, &err),
              &err);
    ent_ideal_points points = estimate(store);
    for (int s = 0; s < SESSIONS; s++) {
        double r = session_correlation(&points, published[s], s);
        if (ent_is_missing(r)) continue;
        all[count++] = r;
        if (s > TENTH && r < worst) worst = r;
    }
    qsort(all, count, sizeof all[0], ascending);
    assert_int_equal(count, 69);
    assert_true(all[count / 2] > 0.99);
    assert_true(worst > 0.97);
    ent_ideal_points_free(&points);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_absence_is_a_step_without_votes),
        cmocka_unit_test(a_long_absence_ends_a_spell),
        cmocka_unit_test(those_who_vote_alike_stand_together),
        cmocka_unit_test(points_of_the_official_votes_are_those_published),
    };
    return RUN_TESTS(tests);
}
