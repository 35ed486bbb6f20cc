/* SPDX-License-Identifier: Apache-2.0 */
/* Names of states as a file writes them, each looked up in the registry once. */
#ifndef ENTENTE_IMPORT_NAMES_H
#define ENTENTE_IMPORT_NAMES_H

#include "entente/actor.h"

typedef struct ent_name {
    char *text;
    ent_actor_ref meaning; /* count 0: the registry knows no single state by it */
    int64_t mark;          /* for the importer's own use; 0 at first */
} ent_name;

/* Zero-initialise; free with ent_names_free(). */
typedef struct ent_names {
    ent_name *list;
    size_t count, capacity;
    uint32_t *slots; /* index into list + 1, 0 free; a power of two of them */
    size_t slot_count;
} ent_names;

/* The index of a name in the list, added if it is new. Errors: MEMORY; never NOT_FOUND.
 * O(length), and one look-up in the registry for a new name. */
ent_status ent_names_index(ent_names *names, const ent_actors *actors, const char *text,
                           size_t *index, ent_error *err);
/* The actor a known name means at a time (a day, or a year with month and day 0): the member of its
 * lineage then; the lineage's last when none is; 0 when the name means no state. */
ent_actor ent_name_during(const ent_name *name, const ent_actors *actors, ent_date when);
void ent_names_free(ent_names *names);

/* True for names that sources of this field use and that mean no state: territories, parts of
 * states that declared themselves independent, and "unknown". */
bool ent_name_of_no_state(const char *text);

#endif
