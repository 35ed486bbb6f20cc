/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of names as they are compiled in (names.awk). */
#ifndef ENTENTE_READ_NAMES_H
#define ENTENTE_READ_NAMES_H

#include "entente/mention.h"

/* Names a row's actors: of one lineage or alternatives, or all of them when `all`. */
typedef struct ent_reading_name {
    const char *name;
    ent_mention_kind kind;
    bool all;
    int bloc;
    int count;
    ent_actor actor[ENT_LINEAGE];
    ent_date first, last; /* when the name stands for them; year 0 is open */
} ent_reading_name;

typedef struct ent_bloc_member_row {
    int bloc;
    ent_actor actor;
    ent_date first, last;
} ent_bloc_member_row;

extern const ent_reading_name ent_reading_names[];
extern const size_t ent_reading_name_count;
extern const ent_bloc_member_row ent_bloc_members[];
extern const size_t ent_bloc_member_count;
extern const char *const ent_bloc_words[];
extern const size_t ent_bloc_count;

#endif
