/* SPDX-License-Identifier: Apache-2.0 */
/* A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001) whose states remember
 * whether a source and a target were seen; sums by the scaled forward–backward recursion (Rabiner
 * 1989), the best path by Viterbi's. */
#include "read/role_chain.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { SEEN_SOURCE = 1, SEEN_TARGET = 2, SEEN_MUTUAL = 4 };

static const uint8_t label_of[ENT_STATES] = {
    ENT_ROLE_OUTSIDE,       ENT_ROLE_SOURCE_BEGIN,  ENT_ROLE_SOURCE_INSIDE, ENT_ROLE_OUTSIDE,
    ENT_ROLE_TARGET_BEGIN,  ENT_ROLE_TARGET_INSIDE, ENT_ROLE_OUTSIDE,       ENT_ROLE_TARGET_BEGIN,
    ENT_ROLE_TARGET_INSIDE, ENT_ROLE_OUTSIDE,       ENT_ROLE_SOURCE_BEGIN,  ENT_ROLE_SOURCE_INSIDE,
    ENT_ROLE_BOTH_BEGIN,    ENT_ROLE_BOTH_INSIDE,   ENT_ROLE_OUTSIDE};
static const uint8_t seen_by[ENT_STATES] = {
    0,           1, 1, SEEN_SOURCE, 3, 3,          SEEN_SOURCE | SEEN_TARGET, 2, 2,
    SEEN_TARGET, 3, 3, 4,           4, SEEN_MUTUAL};

ent_role_label ent_state_label(ent_role_state state) {
    return (ent_role_label)label_of[state];
}

static ent_role_state outside_of(uint8_t seen) {
    static const uint8_t of[] = {ENT_STATE_NONE, ENT_STATE_AFTER_SOURCE, ENT_STATE_AFTER_TARGET,
                                 ENT_STATE_AFTER_BOTH, ENT_STATE_AFTER_MUTUAL};
    return (ent_role_state)of[seen];
}

ent_role_state ent_state_next(ent_role_state state, ent_role_label label) {
    uint8_t seen = seen_by[state];
    bool mutual = (seen & SEEN_MUTUAL) != 0;
    ent_role_label now = ent_state_label(state);
    switch (label) {
    case ENT_ROLE_OUTSIDE:
        return outside_of(seen);
    case ENT_ROLE_SOURCE_BEGIN:
        if (mutual) return ENT_STATES;
        return (seen & SEEN_TARGET) != 0 ? ENT_STATE_SOURCE_SECOND_BEGIN : ENT_STATE_SOURCE_BEGIN;
    case ENT_ROLE_TARGET_BEGIN:
        if (mutual) return ENT_STATES;
        return (seen & SEEN_SOURCE) != 0 ? ENT_STATE_TARGET_BEGIN : ENT_STATE_TARGET_FIRST_BEGIN;
    case ENT_ROLE_BOTH_BEGIN:
        return seen == 0 || mutual ? ENT_STATE_MUTUAL_BEGIN : ENT_STATES;
    default: /* inside: the state after the begin, or the same */
        if (now == label) return state;
        return now + 1 == label ? (ent_role_state)(state + 1) : ENT_STATES;
    }
}

/* Which states a state can follow: a third of all. */
struct before {
    uint8_t state[ENT_STATES][ENT_STATES];
    uint8_t count[ENT_STATES];
};

static void find_before(const ent_role_steps *steps, struct before *before) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        before->count[s] = 0;
        before->state[s][0] = 0;
        for (size_t r = 0; r < ENT_STATES; r++)
            if (steps->step[r][s] > -HUGE_VAL) before->state[s][before->count[s]++] = (uint8_t)r;
    }
}

void ent_role_best(const ent_role_steps *steps, const double *emission, size_t count,
                   uint8_t *states) {
    uint8_t from[ENT_STEMS][ENT_STATES];
    double score[ENT_STATES];
    double next[ENT_STATES];
    size_t best = 0;
    struct before before;
    if (count == 0) return;
    find_before(steps, &before);
    for (size_t s = 0; s < ENT_STATES; s++)
        score[s] = steps->start[s] + emission[s];
    for (size_t t = 1; t < count; t++) {
        for (size_t s = 0; s < ENT_STATES; s++) {
            double most = -HUGE_VAL;
            from[t][s] = before.state[s][0];
            for (size_t k = 0; k < before.count[s]; k++) {
                size_t r = before.state[s][k];
                if (score[r] + steps->step[r][s] <= most) continue;
                most = score[r] + steps->step[r][s];
                from[t][s] = (uint8_t)r;
            }
            next[s] = most + emission[t * ENT_STATES + s];
        }
        memcpy(score, next, sizeof score);
    }
    for (size_t s = 1; s < ENT_STATES; s++)
        if (score[s] > score[best]) best = s;
    for (size_t t = count; t-- > 0;) {
        states[t] = (uint8_t)best;
        if (t > 0) best = from[t][best];
    }
}

static double exponentials(const double *emission, double *local) {
    double most = emission[0];
    for (size_t s = 1; s < ENT_STATES; s++)
        if (emission[s] > most) most = emission[s];
    for (size_t s = 0; s < ENT_STATES; s++)
        local[s] = exp(emission[s] - most);
    return most;
}

/* Make a row sum to 1; returns what it summed to. */
static double normalise(double *row) {
    double sum = 0;
    for (size_t s = 0; s < ENT_STATES; s++)
        sum += row[s];
    if (!(sum > 0)) sum = 1e-300;
    for (size_t s = 0; s < ENT_STATES; s++)
        row[s] /= sum;
    return sum;
}

double ent_role_sum(const ent_role_steps *steps, const double *emission, size_t count,
                    ent_role_lattice *lattice) {
    double step[ENT_STATES][ENT_STATES]; /* by the later state, as before.state is */
    struct before before;
    double total = 0;
    find_before(steps, &before);
    for (size_t s = 0; s < ENT_STATES; s++)
        for (size_t k = 0; k < before.count[s]; k++)
            step[s][k] = exp(steps->step[before.state[s][k]][s]);
    for (size_t t = 0; t < count; t++) {
        total += exponentials(emission + t * ENT_STATES, lattice->local[t]);
        for (size_t s = 0; s < ENT_STATES; s++) {
            double sum = t == 0 ? exp(steps->start[s]) : 0;
            for (size_t k = 0; t > 0 && k < before.count[s]; k++)
                sum += lattice->forward[t - 1][before.state[s][k]] * step[s][k];
            lattice->forward[t][s] = sum * lattice->local[t][s];
        }
        lattice->scale[t] = normalise(lattice->forward[t]);
        total += log(lattice->scale[t]);
    }
    for (size_t t = count; t-- > 0;)
        for (size_t s = 0; s < ENT_STATES; s++)
            lattice->backward[t][s] = t + 1 == count ? 1 : 0;
    for (size_t t = count; t-- > 1;)
        for (size_t s = 0; s < ENT_STATES; s++) {
            double later = lattice->local[t][s] * lattice->backward[t][s] / lattice->scale[t];
            for (size_t k = 0; k < before.count[s]; k++)
                lattice->backward[t - 1][before.state[s][k]] += later * step[s][k];
        }
    return total;
}

double ent_role_marginal(const ent_role_lattice *lattice, size_t t, ent_role_state state) {
    return lattice->forward[t][state] * lattice->backward[t][state];
}
