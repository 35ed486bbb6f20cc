/* SPDX-License-Identifier: Apache-2.0 */
/* Agreement in roll calls: against a naive loop, limiting cases, and figures of Russia and China.
 */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "entente/measure.h"

enum { CODES = 1000, RUSSIA = 365, CHINA = 710 };

static uint64_t draw(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static double naive(size_t n, size_t roll_calls, const uint8_t *votes, size_t i, size_t j,
                    double *used) {
    double sum = 0;
    *used = 0;
    for (size_t r = 0; r < roll_calls; r++) {
        const uint8_t *row = votes + r * n;
        int first = 0;
        bool unanimous = true;
        for (size_t k = 0; k < n; k++) {
            if (row[k] == 0) continue;
            if (first == 0) first = row[k];
            if (row[k] != first) unanimous = false;
        }
        if (unanimous || row[i] == 0 || row[j] == 0) continue;
        sum += 1 - abs(row[i] - row[j]) / 2.0;
        ++*used;
    }
    return *used > 0 ? sum / *used : NAN;
}

static void check_against_naive(size_t n, size_t roll_calls, uint64_t seed) {
    uint64_t state = seed;
    uint8_t *votes = malloc(n * roll_calls + 1);
    for (size_t k = 0; k < n * roll_calls; k++)
        votes[k] = (uint8_t)(draw(&state) % 4);
    for (size_t r = 0; r < roll_calls; r += 3) /* a third unanimous among those who voted */
        for (size_t k = 0; k < n; k++)
            votes[r * n + k] = draw(&state) % 2 ? (uint8_t)(1 + r % 3) : 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            uint16_t a = (uint16_t)i;
            uint16_t b = (uint16_t)j;
            ent_pairs pair = {1, &a, &b};
            double agree = 0;
            double used = 0;
            double want_used = 0;
            ent_error err = {0};
            assert_ok(ent_vote_agreement(n, roll_calls, votes, &pair, &agree, &used, &err), &err);
            double want = naive(n, roll_calls, votes, i, j, &want_used);
            assert_true(used == want_used);
            assert_int_equal(isnan(agree), isnan(want));
            /* Both are sums of halves, exact, divided once. */
            if (!isnan(want)) assert_true(agree == want);
        }
    free(votes);
}

static void agrees_with_a_naive_loop_at_every_size(void **unused) {
    (void)unused;
    static const size_t roll_calls[] = {0, 1, 2, 63, 64, 65, 96, 97, 200};
    for (size_t s = 0; s < sizeof roll_calls / sizeof roll_calls[0]; s++) {
        check_against_naive(1, roll_calls[s], s);
        check_against_naive(9, roll_calls[s], 100 + s);
    }
}

static void an_abstention_stands_half_way(void **unused) {
    (void)unused;
    /* Columns: a, b, and a third who makes every roll call divided. */
    static const uint8_t votes[] = {1, 1, 3, /* agree */
                                    1, 2, 3, /* half */
                                    2, 2, 1, /* agree */
                                    1, 3, 2, /* opposed */
                                    0, 1, 3, /* a is absent */
                                    1, 0, 3};
    uint16_t i[] = {0, 1, 0};
    uint16_t j[] = {1, 0, 0};
    ent_pairs pairs = {3, i, j};
    double agree[3];
    double used[3];
    ent_error err = {0};
    assert_ok(ent_vote_agreement(3, 6, votes, &pairs, agree, used, &err), &err);
    assert_true(agree[0] == 2.5 / 4 && agree[1] == agree[0] && agree[2] == 1);
    assert_true(used[0] == 4 && used[1] == 4 && used[2] == 5);
}

static void unanimity_is_judged_among_all_who_voted(void **unused) {
    (void)unused;
    static const uint8_t votes[] = {1, 1, 1, 0, /* unanimous though one was absent */
                                    2, 2, 2, 2, /* unanimous abstention */
                                    1, 1, 1, 3, /* the pair agrees, another dissents */
                                    0, 0, 1, 0};
    uint16_t i[] = {0};
    uint16_t j[] = {1};
    ent_pairs pairs = {1, i, j};
    double agree = 0;
    double used = 0;
    ent_error err = {0};
    assert_ok(ent_vote_agreement(4, 4, votes, &pairs, &agree, &used, &err), &err);
    assert_true(agree == 1 && used == 1);
    /* Without the dissenter's column nothing is left. */
    assert_ok(ent_vote_agreement(4, 2, votes, &pairs, &agree, &used, &err), &err);
    assert_true(isnan(agree) && used == 0);
}

static void either_result_may_be_left_out(void **unused) {
    (void)unused;
    static const uint8_t votes[] = {1, 3};
    uint16_t i[] = {0};
    uint16_t j[] = {1};
    ent_pairs pairs = {1, i, j};
    double value = 9;
    ent_error err = {0};
    assert_ok(ent_vote_agreement(2, 1, votes, &pairs, &value, NULL, &err), &err);
    assert_true(value == 0);
    assert_ok(ent_vote_agreement(2, 1, votes, &pairs, NULL, &value, &err), &err);
    assert_true(value == 1);
}

static void refuses_what_is_no_vote(void **unused) {
    (void)unused;
    static const uint8_t votes[] = {1, 3, 2, 8};
    uint16_t i[] = {0};
    uint16_t j[] = {2};
    ent_pairs none = {0, i, j};
    ent_pairs beyond = {1, i, j};
    double value = 0;
    ent_error err = {0};
    assert_error(ent_vote_agreement(2, 2, votes, &none, &value, NULL, &err), ENT_ERR_USAGE, &err,
                 "roll call 1, actor 1: expected votes 0 to 3, found 8");
    assert_error(ent_vote_agreement(2, 1, votes, &beyond, &value, NULL, &err), ENT_ERR_USAGE, &err,
                 "pair 0");
}

/* Roll calls of the years wanted, by the file's `year`, one row of CODES votes each. */
typedef struct year_votes {
    int year;
    size_t roll_calls;
    int number[256];
    uint8_t *votes;
} year_votes;

static void add_vote(year_votes *into, int number, int code, int vote) {
    size_t r = into->roll_calls;
    while (r > 0 && into->number[r - 1] != number)
        r--;
    if (r == 0) {
        assert_true(into->roll_calls < 256);
        into->number[into->roll_calls++] = number;
        r = into->roll_calls;
    }
    into->votes[(r - 1) * CODES + (size_t)code] = vote <= 3 ? (uint8_t)vote : 0;
}

static void read_years(const char *path, year_votes *years, size_t count) {
    char line[512];
    gzFile file = gzopen(path, "r");
    assert_non_null(file);
    while (gzgets(file, line, sizeof line) != NULL) {
        int number = 0;
        int session = 0;
        int vote = 0;
        int code = 0;
        const char *last = strrchr(line, ',');
        if (last == NULL || sscanf(line, "%d,%d,%d,%d", &number, &session, &vote, &code) != 4)
            continue;
        int year = atoi(last + 1);
        assert_int_equal(year, session + 1945);
        assert_true(code > 0 && code < CODES);
        for (size_t y = 0; y < count; y++)
            if (years[y].year == year) add_vote(&years[y], number, code, vote);
    }
    gzclose(file);
}

/* The published file, release 1946–2015; a roll call belongs to the year its session began. Figures
 * to four digits, with the number of roll calls they rest on. */
static void reproduces_russia_and_china(void **unused) {
    (void)unused;
    static const struct {
        int year, used;
        double agree;
    } want[] = {{1989, 110, 0.9545}, {1993, 62, 0.6210}, {2000, 66, 0.8788}, {2012, 66, 0.8333}};
    enum { YEARS = sizeof want / sizeof want[0] };
    const char *path = shared_path("data/votes/UNVotesPublished_1946_2015.csv.gz");
    if (path == NULL) skip();
    year_votes years[YEARS] = {0};
    for (size_t y = 0; y < YEARS; y++) {
        years[y].year = want[y].year;
        years[y].votes = calloc((size_t)256 * CODES, 1);
    }
    read_years(path, years, YEARS);
    for (size_t y = 0; y < YEARS; y++) {
        uint16_t i[] = {RUSSIA, CHINA};
        uint16_t j[] = {CHINA, RUSSIA};
        ent_pairs pairs = {2, i, j};
        double agree[2];
        double used[2];
        ent_error err = {0};
        assert_ok(ent_vote_agreement(CODES, years[y].roll_calls, years[y].votes, &pairs, agree,
                                     used, &err),
                  &err);
        assert_true(used[0] == want[y].used && used[1] == used[0]);
        assert_true(fabs(agree[0] - want[y].agree) < 0.00005 && agree[1] == agree[0]);
        free(years[y].votes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_naive_loop_at_every_size),
        cmocka_unit_test(an_abstention_stands_half_way),
        cmocka_unit_test(unanimity_is_judged_among_all_who_voted),
        cmocka_unit_test(either_result_may_be_left_out),
        cmocka_unit_test(refuses_what_is_no_vote),
        cmocka_unit_test(reproduces_russia_and_china),
    };
    return RUN_TESTS(tests);
}
