/* SPDX-License-Identifier: Apache-2.0 */
/* Agreement in roll calls: over the non-unanimous roll calls r in which both i and j voted,
 *
 *   agreement_ij = mean of 1 − |v_ir − v_jr| / 2,   v = 1 yes, 2 abstain, 3 no
 *
 * so an abstention stands half-way. Lijphart 1963, "The Analysis of Bloc Voting in the General
 * Assembly", American Political Science Review 57(4), 902–917; on the data: Bailey, Strezhnev &
 * Voeten 2017, "Estimating Dynamic State Preferences from United Nations Voting Data", Journal of
 * Conflict Resolution 61(2), 430–456.
 *
 * Each actor's votes are three sets of roll calls (voted, abstained, yes), compared 64 at a time by
 * counting; the mean is a ratio of whole numbers, divided once. */
#include <stdlib.h>

#include "base/array.h"
#include "entente/measure.h"
#include "measure/bits.h"

enum { NO_VOTE, YES, ABSTAIN, NO };

/* 64 roll calls of an actor. */
typedef struct vote_sets {
    uint64_t voted, abstained, yes;
} vote_sets;

typedef struct record {
    size_t n, words;
    vote_sets *sets; /* n × words */
} record;

/* Whether two who voted gave different answers; checks the row on the way. */
static ent_status is_divided(const uint8_t *row, size_t n, size_t roll_call, bool *divided,
                             ent_error *err) {
    unsigned seen = 0;
    for (size_t i = 0; i < n; i++) {
        if (row[i] > NO)
            return ent_fail(err, ENT_ERR_USAGE,
                            "roll call %zu, actor %zu: expected votes 0 to 3, found %d", roll_call,
                            i, row[i]);
        if (row[i] != NO_VOTE) seen |= 1U << row[i];
    }
    *divided = (seen & (seen - 1)) != 0;
    return ENT_OK;
}

static void add_roll_call(record *all, const uint8_t *row, size_t place) {
    vote_sets *sets = all->sets + place / ENT_BITS_WORD;
    uint64_t bit = ent_bit(place);
    for (size_t i = 0; i < all->n; i++, sets += all->words) {
        if (row[i] != NO_VOTE) sets->voted |= bit;
        if (row[i] == ABSTAIN) sets->abstained |= bit;
        if (row[i] == YES) sets->yes |= bit;
    }
}

/* The votes as sets, unanimous roll calls left out. */
static ent_status record_read(record *all, size_t n, size_t roll_calls, const uint8_t *votes,
                              ent_error *err) {
    *all = (record){.n = n, .words = ent_bits_words(roll_calls)};
    ent_status status = ent_array_new((void **)&all->sets, n * all->words, sizeof *all->sets, err);
    size_t kept = 0;
    for (size_t r = 0; r < roll_calls && status == ENT_OK; r++) {
        bool divided = false;
        status = is_divided(votes + r * n, n, r, &divided, err);
        if (status == ENT_OK && divided) add_roll_call(all, votes + r * n, kept++);
    }
    if (status != ENT_OK) free(all->sets);
    return status;
}

static ENT_BITS_KERNEL void compare(const record *all, const ent_pairs *pairs, double *agree,
                                    double *used) {
    for (size_t p = 0; p < pairs->count; p++) {
        const vote_sets *x = all->sets + pairs->i[p] * all->words;
        const vote_sets *y = all->sets + pairs->j[p] * all->words;
        int64_t common = 0;
        int64_t halves = 0; /* of a disagreement: one for yes or no against abstention, else two */
        for (size_t w = 0; w < all->words; w++) {
            uint64_t both = x[w].voted & y[w].voted;
            uint64_t either_abstained = x[w].abstained | y[w].abstained;
            common += ent_bits_count(both);
            halves += ent_bits_count(both & (x[w].abstained ^ y[w].abstained));
            halves += 2 * ent_bits_count(both & ~either_abstained & (x[w].yes ^ y[w].yes));
        }
        if (agree != NULL)
            agree[p] =
                common > 0 ? (double)(2 * common - halves) / (double)(2 * common) : ent_missing();
        if (used != NULL) used[p] = (double)common;
    }
}

static void compare_plainly(const record *all, const ent_pairs *pairs, double *agree,
                            double *used) {
    compare(all, pairs, agree, used);
}

ENT_BITS_TARGET static void compare_fast(const record *all, const ent_pairs *pairs, double *agree,
                                         double *used) {
    compare(all, pairs, agree, used);
}

ent_status ent_vote_agreement(size_t n, size_t roll_calls, const uint8_t *votes,
                              const ent_pairs *pairs, double *agree, double *used, ent_error *err) {
    for (size_t p = 0; p < pairs->count; p++)
        if (pairs->i[p] >= n || pairs->j[p] >= n)
            return ent_fail(err, ENT_ERR_USAGE, "pair %zu names a voter beyond the %zu there are",
                            p, n);
    record all;
    ent_status status = record_read(&all, n, roll_calls, votes, err);
    if (status != ENT_OK) return status;
    (ent_bits_fast() ? compare_fast : compare_plainly)(&all, pairs, agree, used);
    free(all.sets);
    return ENT_OK;
}
