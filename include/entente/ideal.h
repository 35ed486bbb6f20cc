/* SPDX-License-Identifier: Apache-2.0 */
/** @file ideal.h
 * Ideal points: where states stand in the votes of the UN General Assembly, by session, from the
 * roll calls of a store and the model of latent.h. docs/ideal.md.
 */
#ifndef ENTENTE_IDEAL_H
#define ENTENTE_IDEAL_H

#include "entente/latent.h"
#include "entente/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One actor in one session. */
typedef struct ent_ideal_point {
    ent_actor actor;
    int session;
    int year;  /**< in which the session began */
    int votes; /**< cast on roll calls that divided the Assembly; 0: present, did not vote */
    double mean, sd, lo, hi;
} ent_ideal_point;

typedef struct ent_ideal_points {
    size_t count;
    ent_ideal_point *points; /**< by actor and session */
    ent_latent_info info;
} ent_ideal_points;

/** How to estimate. Begin with ent_ideal_defaults(). */
typedef struct ent_ideal_options {
    ent_latent_options model;
    bool sample;            /**< by Gibbs sampling instead of the grid */
    double level;           /**< of lo … hi: 0.9 */
    ent_actor above, below; /**< which end is up: the United States above Russia */
} ent_ideal_options;
ent_ideal_options ent_ideal_defaults(void);

/** Estimate from all roll calls of a store in which two who voted differed. An actor is present
 * from its first to its last session with a ballot (absence is one); more than ENT_IDEAL_GAP
 * sessions in a row without begin a new spell, fewer are steps without observations, as are
 * sessions without roll calls. Errors: NOT_FOUND (no roll calls), USAGE, LIMIT, STORE, MEMORY. */
ent_status ent_ideal_estimate(ent_store *store, const ent_ideal_options *options,
                              ent_ideal_points *out, ent_error *err);
enum { ENT_IDEAL_GAP = 3 };
void ent_ideal_points_free(ent_ideal_points *points);
/** Write as a table (ent_writer_open() for the forms of files): actor (CoW code), session, year,
 * votes, ideal_point, sd, lo, hi. @p level is named in the labels. Errors: IO, USAGE, MEMORY. */
ent_status ent_ideal_points_write(const ent_ideal_points *points, double level, const char *path,
                                  ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
