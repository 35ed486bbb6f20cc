/* SPDX-License-Identifier: Apache-2.0 */
/* The index of all codes and folded names: what ent_actor_find() looks up. */
#ifndef ENTENTE_ACTOR_KEYS_H
#define ENTENTE_ACTOR_KEYS_H

#include "entente/actor.h"

typedef enum ent_key_kind {
    ENT_KEY_ISO3,
    ENT_KEY_ISO2,
    ENT_KEY_COW, /* abbreviation */
    ENT_KEY_GW,  /* abbreviation */
    ENT_KEY_NAME /* folded */
} ent_key_kind;

typedef struct ent_key {
    ent_key_kind kind;
    const char *text;
    ent_actor_ref ref;
    bool alternatives; /* the actors are alternatives, not a lineage */
} ent_key;

typedef struct ent_keys {
    ent_key *keys; /* by kind, text; each text once */
    size_t count;
    char *texts;
} ent_keys;

ent_status ent_keys_build(ent_keys *keys, ent_error *err);
void ent_keys_free(ent_keys *keys);
/* NULL when there is none. O(log keys). */
const ent_key *ent_keys_find(const ent_keys *keys, ent_key_kind kind, const char *text);
/* Add the actor to the reference, keeping it ascending; one it holds is not added again. */
void ent_ref_add(ent_actor_ref *ref, ent_actor actor);

#endif
