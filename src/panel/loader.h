/* SPDX-License-Identifier: Apache-2.0 */
/* The loader's memory: evidence of the kinds needed, coverage statements, and the slice it fills.
 */
#ifndef ENTENTE_PANEL_LOADER_H
#define ENTENTE_PANEL_LOADER_H

#include "entente/panel.h"

/* A source in memory is a number from 1; 0 is none. */
typedef uint8_t ent_source_index;
enum { ENT_SOURCES_MAX = 255 };

/* One coverage statement; statements of a kind stand broadest first. */
struct statement {
    ent_kind kind;
    int year1, year2;
    ent_scope scope;
    ent_source_index source;
    size_t actor_begin, actor_count; /* in loader.covered_actor, ascending */
};

struct participant {
    ent_actor actor;
    int32_t first, last; /* days from 1970-01-01; the evidence's own where it has none */
    double level;
    uint8_t obligation; /* ENT_DEFENSE | … */
    uint8_t side;       /* 1 or 2 from role side1, side2; 0 */
    size_t role;        /* offset in loader.text */
};

struct record {
    int64_t id;
    ent_source_index source;
    int32_t first, last;
    int year_begun;
    uint8_t classes; /* of an agreement: bits; of an exercise: its domain */
    size_t participant_begin, participant_count;
};

/* Records of one kind, as read. */
struct records {
    struct record *record;
    size_t count, capacity;
};

struct capital {
    ent_actor actor;
    int32_t first, last;
    double latitude, longitude;
};

struct contact {
    ent_actor actor1, actor2;
    int32_t first, last;
    double class;
    ent_source_index source;
};

/* Names of loader.matrix and loader.vector. */
enum {
    M_AGREEMENTS_NEW,
    M_AGREEMENTS_FORCE,
    M_EXERCISES,
    M_ARMS,
    M_TROOPS,
    M_IMPORTS,
    M_MID,
    M_HOSTILITY,
    M_RIVALRY,
    M_CONTIGUITY,
    M_AGREEMENT_CLASS,
    M_EXERCISE_CLASS = M_AGREEMENT_CLASS + ENT_AGREEMENT_CLASSES,
    M_COUNT = M_EXERCISE_CLASS + ENT_EXERCISE_CLASSES
};
enum { V_TRADE, V_ARMS_IMPORTS, V_ARMS_EXPORTS, V_LATITUDE, V_LONGITUDE, V_IDEAL, V_COUNT };

/* A spell of a dyad in the estimate of depth. */
struct depth_spell {
    ent_actor actor1, actor2;
    int first;
    size_t years, begin; /* in loader.depth_value */
};

struct ent_loader {
    ent_store *store;
    const ent_actors *actors;
    ent_system system;
    unsigned needs;

    char *source_name[ENT_SOURCES_MAX + 1];
    size_t source_count;
    struct statement *statement;
    size_t statement_count, statement_capacity;
    ent_actor *covered_actor;
    size_t covered_count, covered_capacity;

    struct records kind[ENT_EVIDENCE_KINDS];
    struct participant *participant;
    size_t participant_count, participant_capacity;
    char *text; /* role words, NUL-terminated one after the other */
    size_t text_length, text_capacity;
    struct capital *capital;
    size_t capital_count, capital_capacity;
    struct depth_spell *depth_spell;
    size_t depth_spells, depth_capacity;
    float *depth_value; /* ENT_DEPTH_FIELDS a year, path after path */
    size_t depth_values, depth_value_capacity;
    struct contact *contact;
    size_t contact_count, contact_capacity;

    /* The slice and the memory under it; matrices have room for `room` actors. */
    ent_slice slice;
    size_t room;
    ent_actor *actor;
    uint8_t *together, *obligation, *cover;
    size_t *listed_row; /* of one coverage statement */
    double *matrix[M_COUNT];
    double *vector[V_COUNT];
    float *depth; /* n×n×ENT_DEPTH_FIELDS; only if it is needed */
    ent_membership *membership;
    size_t membership_capacity;
    ent_actor *voter; /* who voted without being in the slice */
    size_t voter_count, voter_capacity;
    uint32_t *ballot; /* roll call, voter row, vote, packed, until the matrix is built */
    size_t ballot_count, ballot_capacity;
    uint8_t *votes;
    size_t votes_capacity;
    ent_actor *capability_actor;
    double *capability[6];
    size_t capability_capacity;
};

/* The number of a source by name, added when new. */
ent_status ent_loader_source(ent_loader *loader, const char *name, ent_source_index *out,
                             ent_error *err);
/* loader.cover[i*n + j] = the source whose records count for i→j in the slice's year: of those
 * whose coverage includes it, the broadest, then the first by name. */
void ent_loader_cover(ent_loader *loader, ent_kind kind);
/* The same without statements about a single pair. */
void ent_loader_cover_lists(ent_loader *loader, ent_kind kind);
/* Fill a matrix with 0 where covered, missing elsewhere. */
void ent_loader_zero(const ent_loader *loader, double *matrix);

/* Whether a word stands among space-separated words. */
bool ent_has_word(const char *words, const char *word);
/* What the words of a record's category say: classes of an agreement as bits, an exercise's domain
 * (class.c). */
uint8_t ent_record_classes(ent_kind kind, const char *category);

/* Parts of a slice (slice_evidence.c, slice_rows.c). Each expects slice.year, n and actor set. */
ent_status ent_slice_alliances(ent_loader *loader, ent_error *err);
void ent_slice_agreements(ent_loader *loader);
void ent_slice_exercises(ent_loader *loader);
void ent_slice_agreement_classes(ent_loader *loader);
void ent_slice_exercise_classes(ent_loader *loader);
void ent_slice_disputes(ent_loader *loader);
/* Read the estimate of depth into memory, and a year of it (slice_depth.c). */
ent_status ent_loader_read_depth(ent_loader *loader, ent_error *err);
void ent_slice_depth(ent_loader *loader);
void ent_slice_rivalries(ent_loader *loader);
void ent_slice_contiguity(ent_loader *loader);
void ent_slice_capitals(ent_loader *loader);
ent_status ent_slice_arms(ent_loader *loader, ent_error *err);
ent_status ent_slice_troops(ent_loader *loader, ent_error *err);
ent_status ent_slice_trade(ent_loader *loader, ent_error *err);
ent_status ent_slice_points(ent_loader *loader, ent_error *err);
ent_status ent_slice_votes(ent_loader *loader, ent_error *err);

#endif
