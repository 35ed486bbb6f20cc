/* SPDX-License-Identifier: Apache-2.0 */
/* Terms whose change at an alter is a number of walks between ego and that alter. All of them
 * together weigh an alter by a line of a table, found by its numbers of walks: no exponential, and
 * no pass a term. */
#ifndef ENTENTE_DYNAMICS_TALLY_H
#define ENTENTE_DYNAMICS_TALLY_H

#include "dynamics/bits.h"
#include "dynamics/ego.h"
#include "dynamics/kernel.h"

typedef struct saom_tally {
    const saom_dependent *variable;
    size_t fields;
    unsigned walks[SAOM_FIELDS]; /* SAOM_TWO_PATH … of each field */
    size_t *field_of;            /* by slot: its field, or SAOM_FIELDS where it is not tallied */
    uint64_t *count;             /* by touched actor: numbers of walks */
    size_t size;                 /* lines of a table */
    /* where networks have rows of bits (net.h) */
    const saom_bits *bits;
    const uint64_t **row; /* those added up */
    uint8_t *sum;         /* fields × actors */
    uint64_t *reached;    /* fields × words: whom they reach */
    saom_lines made, dropped;
    double *exponent; /* size */
    double *number;   /* fields × size: walks on each line */
} saom_tally;

/* Which terms of a variable of up to n actors are tallied: none that walk two steps where others
 * count such walks for themselves (saom_ego_begin), since each would be walked twice. */
ent_status saom_tally_new(saom_tally *tally, const saom_dependent *variable, size_t n,
                          ent_error *err);
void saom_tally_free(saom_tally *tally);
/* New coefficients, by slot. */
void saom_tally_set(saom_tally *tally, const double *beta, const saom_kernel *kernel);
/* Count the walks of an actor and touch whom they reach: O(walks), or O(n / 64) a tie where the
 * network has rows of bits. */
void saom_tally_begin(saom_tally *tally, saom_ego *ego);
/* Before saom_ego_end(). */
void saom_tally_end(saom_tally *tally, saom_ego *ego);

static inline bool saom_tallied(const saom_tally *tally, size_t slot) {
    return tally->field_of[slot] < SAOM_FIELDS;
}
/* Of a touched actor. */
static inline double saom_tally_at(const saom_tally *tally, size_t slot, size_t j) {
    return (double)(tally->count[j] >> (tally->field_of[slot] * SAOM_FIELD_BITS) & 0xFFFF);
}

#endif
