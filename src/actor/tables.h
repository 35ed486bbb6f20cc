/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of data/actors/ as they are compiled in (tables.awk). Sorted as in the files: by
 * actor or code, then by year. A year left open is INT16_MIN or INT16_MAX. */
#ifndef ENTENTE_ACTOR_TABLES_H
#define ENTENTE_ACTOR_TABLES_H

#include "entente/actor.h"

#define ENT_LANGUAGES 2

/* actors.csv: every actor with its usual, present name. */
typedef struct ent_actor_row {
    ent_actor actor;
    const char *abbreviation; /* CoW's; "" for GW-only actors */
    const char *name[ENT_LANGUAGES];
} ent_actor_row;

/* terms.csv: membership to the day; a last year of 0 is open. */
typedef struct ent_term_row {
    ent_system system;
    int32_t code;
    ent_date first;
    ent_date last;
} ent_term_row;

/* mapping.csv: which actor a GW code is in which years. */
typedef struct ent_mapping_row {
    int32_t gw;
    ent_actor actor;
    const char *abbreviation; /* GW's */
    int16_t year1, year2;
    bool micro; /* of GW's list of microstates, which its system leaves out */
} ent_mapping_row;

/* iso.csv: ISO 3166-1 codes; actor 0 is a territory whose code a state's abbreviation equals. */
typedef struct ent_iso_row {
    ent_actor actor;
    int16_t year1, year2;
    bool borrowed; /* the successor's: printed for the actor, but does not find it */
    char iso3[4];
    char iso2[3];
} ent_iso_row;

/* periods.csv: names an actor bore in some years. */
typedef struct ent_period_row {
    ent_actor actor;
    int16_t year1, year2;
    const char *name[ENT_LANGUAGES];
} ent_period_row;

/* names.csv: other names, of one actor, of a lineage, or of several alternatives. */
typedef struct ent_name_row {
    const char *name;
    bool alternatives;
    int count;
    ent_actor actor[ENT_LINEAGE];
} ent_name_row;

extern const ent_actor_row ent_actor_rows[];
extern const size_t ent_actor_count;
extern const ent_term_row ent_term_rows[];
extern const size_t ent_term_count;
extern const ent_mapping_row ent_mapping_rows[];
extern const size_t ent_mapping_count;
extern const ent_iso_row ent_iso_rows[];
extern const size_t ent_iso_count;
extern const ent_period_row ent_period_rows[];
extern const size_t ent_period_count;
extern const ent_name_row ent_name_rows[];
extern const size_t ent_name_count;

/* First of @p count rows of @p size bytes, each beginning with an int32_t by which they are
 * sorted, whose number is at least @p key. O(log count). */
size_t ent_rows_from(const void *rows, size_t count, size_t size, int32_t key);
/* How far a year lies outside year1…year2; 0 inside. */
int ent_years_away(int year, int16_t year1, int16_t year2);

#endif
