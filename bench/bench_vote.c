/* SPDX-License-Identifier: Apache-2.0 */
/* Vote agreement of all pairs of voters, session by session (the official file where it is there,
 * else random votes of that size), against a plain byte loop in the same run, and how the cost of a
 * pair grows with actors and roll calls. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "entente/measure.h"
#include "support.h"

enum { SESSIONS = 80, CODES = 1000, NUMBERS = 10000, REPEATS = 3 };

typedef struct session {
    size_t n, roll_calls;
    uint8_t *votes;
    uint16_t *i, *j;
    ent_pairs pairs;
    double *agree, *used;
} session;

static void *need(size_t count, size_t size) {
    void *memory = calloc(count + 1, size);
    if (memory == NULL) abort();
    return memory;
}

static void session_new(session *s, size_t n, size_t roll_calls) {
    *s = (session){.n = n, .roll_calls = roll_calls};
    s->votes = need(n * roll_calls, 1);
    s->i = need(n * n / 2, sizeof *s->i);
    s->j = need(n * n / 2, sizeof *s->j);
    s->pairs = (ent_pairs){0, s->i, s->j};
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            s->i[s->pairs.count] = (uint16_t)i;
            s->j[s->pairs.count++] = (uint16_t)j;
        }
    s->agree = need(s->pairs.count, sizeof *s->agree);
    s->used = need(s->pairs.count, sizeof *s->used);
}

static void session_free(session *s) {
    free(s->votes);
    free(s->i);
    free(s->j);
    free(s->agree);
    free(s->used);
}

static void random_session(session *s, size_t n, size_t roll_calls) {
    uint64_t z = 1;
    session_new(s, n, roll_calls);
    for (size_t k = 0; k < n * roll_calls; k++) {
        z = z * 6364136223846793005U + 1442695040888963407U;
        s->votes[k] = (uint8_t)(z >> 62);
    }
}

/* What the file holds: one row a vote. */
typedef struct ballots {
    size_t count;
    struct {
        int session, number, code, vote;
    } * row;
} ballots;

static bool read_ballots(ballots *all) {
    char line[512];
    size_t capacity = 1500000;
    const char *path = bench_shared("data/votes/UNVotesPublished_1946_2015.csv.gz");
    gzFile file = path != NULL ? gzopen(path, "r") : NULL;
    if (file == NULL) return false;
    all->row = need(capacity, sizeof *all->row);
    while (gzgets(file, line, sizeof line) != NULL && all->count < capacity)
        if (sscanf(line, "%d,%d,%d,%d", &all->row[all->count].number, &all->row[all->count].session,
                   &all->row[all->count].vote, &all->row[all->count].code) == 4)
            all->count++;
    gzclose(file);
    return true;
}

/* Votes of a session: roll calls and voters numbered as they come. */
static void fill_session(const ballots *all, int which, session *s) {
    static int actor[CODES];
    static int number[NUMBERS];
    size_t n = 0;
    size_t roll_calls = 0;
    memset(actor, 0, sizeof actor);
    memset(number, 0, sizeof number);
    for (size_t b = 0; b < all->count; b++) {
        if (all->row[b].session != which) continue;
        if (actor[all->row[b].code % CODES] == 0) actor[all->row[b].code % CODES] = (int)++n;
        if (number[all->row[b].number % NUMBERS] == 0)
            number[all->row[b].number % NUMBERS] = (int)++roll_calls;
    }
    session_new(s, n, roll_calls);
    for (size_t b = 0; b < all->count; b++) {
        if (all->row[b].session != which || all->row[b].vote > 3) continue;
        size_t r = (size_t)number[all->row[b].number % NUMBERS] - 1;
        size_t i = (size_t)actor[all->row[b].code % CODES] - 1;
        s->votes[r * n + i] = (uint8_t)all->row[b].vote;
    }
}

static bool *divided_calls(const session *s) {
    bool *divided = need(s->roll_calls, sizeof *divided);
    for (size_t r = 0; r < s->roll_calls; r++) {
        unsigned seen = 0;
        for (size_t i = 0; i < s->n; i++)
            seen |= 1U << s->votes[r * s->n + i];
        divided[r] = seen >> 1 != 1 && seen >> 1 != 2 && seen >> 1 != 4;
    }
    return divided;
}

/* The straightforward way, votes turned so that an actor's lie side by side. */
static double run_plain(const session *s, double *difference) {
    double start = bench_cpu();
    bool *divided = divided_calls(s);
    uint8_t *turned = need(s->n * s->roll_calls, 1);
    for (size_t r = 0; r < s->roll_calls; r++)
        for (size_t i = 0; i < s->n; i++)
            turned[i * s->roll_calls + r] = divided[r] ? s->votes[r * s->n + i] : 0;
    for (size_t p = 0; p < s->pairs.count; p++) {
        const uint8_t *x = turned + s->i[p] * s->roll_calls;
        const uint8_t *y = turned + s->j[p] * s->roll_calls;
        int used = 0;
        int apart = 0;
        for (size_t r = 0; r < s->roll_calls; r++) {
            if (x[r] == 0 || y[r] == 0) continue;
            apart += abs(x[r] - y[r]);
            used++;
        }
        double agree = used > 0 ? 1 - apart / 2.0 / used : 0;
        if (used > 0) *difference = fmax(*difference, fabs(agree - s->agree[p]));
    }
    free(turned);
    free(divided);
    return bench_cpu() - start;
}

static double run_ours(const session *s) {
    ent_error err = {0};
    double start = bench_cpu();
    if (ent_vote_agreement(s->n, s->roll_calls, s->votes, &s->pairs, s->agree, s->used, &err) !=
        ENT_OK)
        abort();
    return bench_cpu() - start;
}

static void compare(const char *name, const session *sessions, int count) {
    char line[128];
    double pairs = 0;
    double ours = 0;
    double plain = 0;
    double difference = 0;
    for (int s = 0; s < count; s++) {
        double best = INFINITY;
        double best_plain = INFINITY;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            best = fmin(best, run_ours(&sessions[s]));
            best_plain = fmin(best_plain, run_plain(&sessions[s], &difference));
        }
        ours += best;
        plain += best_plain;
        pairs += (double)sessions[s].pairs.count;
    }
    snprintf(line, sizeof line, "%s (%.1f x byte loop)", name, plain / ours);
    bench_line(line, pairs, ours);
    printf("    %.1f ns a pair, largest difference from the byte loop %.1e\n", 1e9 * ours / pairs,
           difference);
}

int main(void) {
    static session sessions[SESSIONS];
    static const size_t growth[][2] = {{50, 64},  {100, 64},  {200, 64},   {400, 64},
                                       {800, 64}, {200, 256}, {200, 1024}, {200, 4096}};
    ballots all = {0};
    int count = read_ballots(&all) ? 70 : 0;
    for (int s = 0; s < count; s++)
        fill_session(&all, s + 1, &sessions[s]);
    bool real = count > 0;
    for (; !real && count < 70; count++)
        random_session(&sessions[count], 55 + (size_t)count * 2, 78);
    compare(real ? "vote agreement, sessions 1-70" : "vote agreement, random", sessions, count);
    for (int s = 0; s < count; s++)
        session_free(&sessions[s]);
    free(all.row);
    for (size_t g = 0; g < sizeof growth / sizeof growth[0]; g++) {
        char name[64];
        session one;
        random_session(&one, growth[g][0], growth[g][1]);
        snprintf(name, sizeof name, "random, n = %zu, %zu roll calls", growth[g][0], growth[g][1]);
        compare(name, &one, 1);
        session_free(&one);
    }
    return 0;
}
