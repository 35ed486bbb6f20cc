/* SPDX-License-Identifier: Apache-2.0 */
/** @file actor.h
 * Who exists when: states of the Correlates of War (CoW) and Gleditsch–Ward (GW) systems, their
 * codes, and their names in English and Chinese.
 *
 * An actor is identified by its CoW code; a state that only the GW system knows has the identity
 * ENT_GW_ONLY + its GW code. A *reference* is what a person may mean by a name: one actor, or the
 * successive actors of one lineage ("Germany" is CoW 255 and, 1954–1990, 260).
 */
#ifndef ENTENTE_ACTOR_H
#define ENTENTE_ACTOR_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t ent_actor; /**< 0 is no actor */

/** Added to the GW code of a state the CoW system does not know. */
#define ENT_GW_ONLY 10000

typedef enum ent_system { ENT_COW, ENT_GW } ent_system;
typedef enum ent_language { ENT_EN, ENT_ZH } ent_language;

/** One term of membership, first to last day inclusive (days from 1970-01-01, see ent_date_days).
 * The code is the system's own. A term open at the source's last day is open: last = INT32_MAX. */
typedef struct ent_term {
    int32_t code;
    int32_t first;
    int32_t last;
} ent_term;

/** The registry. Read-only after ent_actors_set_terms(); may then be shared by threads. */
typedef struct ent_actors ent_actors;

/** The built-in registry: codes, names, mapping, and the membership terms compiled in.
 * Errors: MEMORY. O(actors). */
ent_status ent_actors_new(ent_actors **out, ent_error *err);
void ent_actors_free(ent_actors *actors);

/** Replace the built-in terms of one system by those read from a source (any order).
 * Errors: USAGE for a code the registry does not know (named in the text), MEMORY. */
ent_status ent_actors_set_terms(ent_actors *actors, ent_system system, const ent_term *terms,
                                size_t count, ent_error *err);
/** The terms in force, sorted by code and first day; the array belongs to the registry. */
size_t ent_actors_terms(const ent_actors *actors, ent_system system, const ent_term **terms);

/** Every actor known, ascending; the array belongs to the registry. */
size_t ent_actors_all(const ent_actors *actors, const ent_actor **list);
bool ent_actor_known(const ent_actors *actors, ent_actor actor);

/** True if the actor was a member of the system on any day of first…last. */
bool ent_actor_member(const ent_actors *actors, ent_system system, ent_actor actor, int32_t first,
                      int32_t last);
/** Actors that were members on any day of the year, ascending by identity. Writes at most
 * @p capacity of them to @p list (may be NULL) and returns how many there are. O(terms). */
size_t ent_actors_in_year(const ent_actors *actors, ent_system system, int year, ent_actor *list,
                          size_t capacity);
/** True if the two were members on one same day of the year: what makes a dyad-year. */
bool ent_actors_together(const ent_actors *actors, ent_system system, ent_actor a, ent_actor b,
                         int year);

/** Identity of a CoW code. NOT_FOUND names the code. */
ent_status ent_actor_from_cow(const ent_actors *actors, int code, ent_actor *out, ent_error *err);
/** Identity of a GW code in a year, by the published year-by-year mapping; outside the years it
 * was a member, the nearest year's. NOT_FOUND names the code. */
ent_status ent_actor_from_gw(const ent_actors *actors, int code, int year, ent_actor *out,
                             ent_error *err);
/** The GW code of an actor in a year (nearest mapped year); 0 when it has none. */
int ent_actor_gw(const ent_actors *actors, ent_actor actor, int year);
/** The CoW code, 0 for GW-only actors. */
int ent_actor_cow(ent_actor actor);
/** ISO 3166-1 alpha-3 code in use in that year (SUN 1922–1991, RUS before and after; DEU, DDR, …);
 * a code borrowed from the successor where the state ended before the code was its own (AUT for
 * Austria-Hungary); "" when there is none. */
const char *ent_actor_iso3(const ent_actors *actors, ent_actor actor, int year);
/** Name in the language, for the year (Soviet Union / Russia); year 0: the usual, present name.
 * Never NULL. Owned by the registry. */
const char *ent_actor_name(const ent_actors *actors, ent_actor actor, ent_language language,
                           int year);

/** At most this many actors share a lineage. */
#define ENT_LINEAGE 6

typedef struct ent_actor_ref {
    int count;
    ent_actor actor[ENT_LINEAGE]; /**< ascending */
} ent_actor_ref;

/** What a text stands for: ISO3 code, CoW code (or GW code if no CoW state has it; "cow:255" and
 * "gw:260" say which), or a name in English or Chinese, whatever its case, accents or punctuation.
 * A number or a code of a vanished state means that actor alone; a name or present ISO3 code means
 * the lineage. NOT_FOUND and AMBIGUOUS list the nearest candidates with their codes.
 * O(names) for a miss, O(log names) for a hit. Thread-safe. */
ent_status ent_actor_find(const ent_actors *actors, const char *text, ent_actor_ref *ref,
                          ent_error *err);
/** The actor of the lineage that is a member on a day of first…last; the one whose membership
 * reaches latest if several are; 0 if none. */
ent_actor ent_actor_ref_during(const ent_actors *actors, ent_system system,
                               const ent_actor_ref *ref, int32_t first, int32_t last);
/** The same for a calendar year. */
ent_actor ent_actor_ref_at(const ent_actors *actors, ent_system system, const ent_actor_ref *ref,
                           int year);

#ifdef __cplusplus
}
#endif
#endif
