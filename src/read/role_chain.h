/* SPDX-License-Identifier: Apache-2.0 */
/* The chain of roles: which role each word has, given what came before. */
#ifndef ENTENTE_READ_ROLE_CHAIN_H
#define ENTENTE_READ_ROLE_CHAIN_H

#include "read/stems.h"

/* What a word is. */
typedef enum ent_role_label {
    ENT_ROLE_OUTSIDE,
    ENT_ROLE_SOURCE_BEGIN,
    ENT_ROLE_SOURCE_INSIDE,
    ENT_ROLE_TARGET_BEGIN,
    ENT_ROLE_TARGET_INSIDE,
    ENT_ROLE_BOTH_BEGIN, /* acts on another that acts on it ("A and B met") */
    ENT_ROLE_BOTH_INSIDE,
    ENT_ROLE_LABELS
} ent_role_label;

/* States of the chain: a label, and whether a source or a target came before it. */
typedef enum ent_role_state {
    ENT_STATE_NONE, /* outside, nothing yet */
    ENT_STATE_SOURCE_BEGIN,
    ENT_STATE_SOURCE_INSIDE,
    ENT_STATE_AFTER_SOURCE,
    ENT_STATE_TARGET_BEGIN, /* with a source before it */
    ENT_STATE_TARGET_INSIDE,
    ENT_STATE_AFTER_BOTH,
    ENT_STATE_TARGET_FIRST_BEGIN,
    ENT_STATE_TARGET_FIRST_INSIDE,
    ENT_STATE_AFTER_TARGET,
    ENT_STATE_SOURCE_SECOND_BEGIN, /* with a target before it */
    ENT_STATE_SOURCE_SECOND_INSIDE,
    ENT_STATE_MUTUAL_BEGIN,
    ENT_STATE_MUTUAL_INSIDE,
    ENT_STATE_AFTER_MUTUAL,
    ENT_STATES
} ent_role_state;

/* Weights of a feature: one per label, shared by its states, and one per state. */
enum { ENT_ROLE_WEIGHTS = ENT_ROLE_LABELS + ENT_STATES };

ent_role_label ent_state_label(ent_role_state state);
/* The state that a label leads to from a state; ENT_STATES: it cannot follow. */
ent_role_state ent_state_next(ent_role_state state, ent_role_label label);

/* Scores of states and of steps between them. */
typedef struct ent_role_steps {
    double start[ENT_STATES];
    double step[ENT_STATES][ENT_STATES]; /* −∞: cannot follow */
} ent_role_steps;

/* The likeliest states of @p count words; @p emission: count rows of ENT_STATES. count at most
 * ENT_STEMS. O(count · states²). */
void ent_role_best(const ent_role_steps *steps, const double *emission, size_t count,
                   uint8_t *states);

/* Forward and backward passes. */
typedef struct ent_role_lattice {
    double forward[ENT_STEMS][ENT_STATES]; /* each row sums to 1 */
    double backward[ENT_STEMS][ENT_STATES];
    double local[ENT_STEMS][ENT_STATES]; /* exp(emission − its row's largest) */
    double scale[ENT_STEMS];             /* P(word t | words before), up to the largest */
} ent_role_lattice;
/* Fill the lattice; returns the log of the sum over all paths of exp(score). O(count · states²). */
double ent_role_sum(const ent_role_steps *steps, const double *emission, size_t count,
                    ent_role_lattice *lattice);
/* P(state of word t). */
double ent_role_marginal(const ent_role_lattice *lattice, size_t t, ent_role_state state);

#endif
