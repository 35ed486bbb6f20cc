/* SPDX-License-Identifier: Apache-2.0 */
/* The states that take part in a record, from files that give one a column: State A, State B, … */
#ifndef ENTENTE_IMPORT_PARTICIPANTS_H
#define ENTENTE_IMPORT_PARTICIPANTS_H

#include "import/importer.h"
#include "import/names.h"

/* A name that only this file uses, and the ISO3 codes of the states it means, separated by blanks;
 * "" means no state. */
typedef struct ent_alias {
    const char *name, *codes;
} ent_alias;

/* What was left out, in participants. */
typedef struct ent_left_out {
    int64_t unknown;  /* marked -9 */
    int64_t no_state; /* organisations, territories */
    int64_t outside;  /* in neither system of states then */
    int64_t repeated; /* twice in one record */
} ent_left_out;

/* Zero-initialise, set the aliases (NULL-terminated, may be NULL); free with
 * ent_participants_free(). */
typedef struct ent_participants {
    const ent_alias *aliases;
    ent_participant *list; /* of the row read last, in the file's order */
    size_t count, capacity;
    int64_t unknown; /* of the row read last */
    ent_names names;
    ent_left_out left_out; /* of all rows */
} ent_participants;

/* Begin a row with one participant that no column names; 0: with none. */
ent_status ent_participants_begin(ent_participants *participants, ent_actor actor, ent_error *err);
/* Add those of the current row from all columns whose name begins with @p prefix. FORMAT: a name
 * that means no single state. O(columns). */
ent_status ent_participants_read(ent_participants *participants, const ent_reading *reading,
                                 const ent_csv *csv, const char *prefix, ent_date first,
                                 ent_date last, ent_error *err);
/* One notice for each way of being left out that occurred. */
void ent_participants_report(const ent_participants *participants, const ent_reading *reading,
                             const char *source);
void ent_participants_free(ent_participants *participants);

#endif
