/* SPDX-License-Identifier: Apache-2.0 */
/* What to say when a text names no actor, or several. */
#ifndef ENTENTE_ACTOR_SUGGEST_H
#define ENTENTE_ACTOR_SUGGEST_H

#include "actor/registry.h"

/* NOT_FOUND with the actors whose names are nearest by edit distance (Levenshtein 1966). O(names ·
 * length²). */
ent_status ent_suggest(const ent_actors *actors, const char *text, ent_error *err);
/* AMBIGUOUS with the alternatives. */
ent_status ent_say_alternatives(const char *text, const ent_actor_ref *ref, ent_error *err);

#endif
