/* SPDX-License-Identifier: Apache-2.0 */
/** @file store.h
 * Evidence and its sources in one SQLite file. Only src/store/ contains SQL.
 *
 * Every row belongs to a source. An import replaces everything its source held, in one transaction.
 */
#ifndef ENTENTE_STORE_H
#define ENTENTE_STORE_H

#include "entente/actor.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Version of the schema this library writes (docs/store.md lists the migrations). */
#define ENT_STORE_VERSION 3
/** Oldest version it reads without migrating. */
#define ENT_STORE_OLDEST 1

typedef struct ent_store ent_store;

typedef enum ent_store_mode {
    ENT_STORE_READ, /**< an existing store, read-only; the file may lie on a read-only disk */
    ENT_STORE_WRITE /**< created if it does not exist; migrated if its schema is older */
} ent_store_mode;

/** Open a store. Errors: IO (missing, unreadable), SCHEMA (no store, newer schema), BUSY, STORE. */
ent_status ent_store_open(ent_store **out, const char *path, ent_store_mode mode, ent_error *err);
void ent_store_close(ent_store *store);
/** The built-in registry with the store's own membership terms, where it holds any. The caller
 * frees it. */
ent_status ent_store_actors(ent_store *store, ent_actors **out, ent_error *err);

/* ---- What a store holds ---- */

/** Kinds of evidence. A kind is text in the store, so that a newer store stays readable. */
typedef enum ent_kind {
    ENT_ALLIANCE,
    ENT_AGREEMENT,
    ENT_EXERCISE,
    ENT_TRANSFER,
    ENT_DEPLOYMENT,
    ENT_EXCHANGE,
    ENT_DISPUTE,
    ENT_RIVALRY,
    ENT_SANCTION,
    ENT_TRADE,
    ENT_VOTE,
    ENT_EVENT,
    ENT_STATEMENT,
    ENT_EVIDENCE_KINDS,
    /* Coverage is also stated for what is no evidence: */
    ENT_MEMBERSHIP = ENT_EVIDENCE_KINDS,
    ENT_CAPABILITIES_KIND,
    ENT_IDEAL_POINT,
    ENT_CONTIGUITY,
    ENT_CAPITAL,
    ENT_KINDS
} ent_kind;
/** "alliance", …; "membership", "capabilities", "ideal point", "contiguity", "capital". */
const char *ent_kind_name(ent_kind kind);
bool ent_kind_from_name(const char *name, ent_kind *kind);

/** A source: where evidence is from. Strings are UTF-8 and never NULL when read. */
typedef struct ent_source {
    const char *name;    /**< as on the command line: "atop", "cow-nmc" */
    const char *version; /**< "5.1" */
    const char *title;   /**< one line */
    const char *licence; /**< terms, one line */
    const char *url;
    const char *citation; /**< one BibTeX entry */
    int64_t order; /**< orders releases of a source: larger is newer (version × 1000, a year) */
} ent_source;

/** Which pairs a coverage statement is about, given its list of actors. */
typedef enum ent_scope {
    ENT_SCOPE_ALL,  /**< every pair or actor of the system; no list */
    ENT_SCOPE_FROM, /**< directed flows from a listed actor */
    ENT_SCOPE_ONE,  /**< pairs with at least one listed actor; for actor series: the listed */
    ENT_SCOPE_BOTH  /**< pairs with both among the listed */
} ent_scope;

typedef struct ent_coverage {
    ent_kind kind;
    int year1, year2;
    ent_scope scope;
    const ent_actor *actors;
    size_t actor_count;
    const char *source; /**< set when read, ignored when written */
} ent_coverage;

/** One participant of evidence. @p first/@p last: its own term (ATOP members; of an agreement,
 * which begins when it is signed, the time in force); {0} = the evidence's. */
typedef struct ent_participant {
    ent_actor actor;
    const char *role; /**< space-separated words: "defense consultation", "side1", "supplier" … */
    ent_date first, last;
    double level; /**< MILINST, hostility, …; missing if none */
} ent_participant;

typedef struct ent_evidence {
    int64_t id;         /**< set when read */
    const char *source; /**< set when read */
    ent_kind kind;
    const char *ref; /**< the source's own identifier */
    ent_date first;  /**< when it began */
    ent_date last;   /**< when it ended; year ENT_OPEN: still in force at the end of coverage */
    const char *category; /**< may be "" */
    double magnitude;     /**< missing if none */
    const char *unit;     /**< of the magnitude, "" if none */
    const char *title;    /**< one line for people */
    const char *quote;    /**< words of a source, "" if none */
    const char *detail;   /**< further fields as a JSON object, "" if none */
    const ent_participant *participants;
    size_t participant_count;
} ent_evidence;

/** Year of a `last` date that is open. */
#define ENT_OPEN 9999

/** A figure from one actor to another in a year. Series in use: "trade" (imports of actor1 from
 * actor2, millions of current dollars), "arms" (TIV from actor1 to actor2, millions), "troops"
 * (of actor1 in actor2). */
typedef struct ent_flow {
    const char *series;
    int year;
    ent_actor actor1, actor2;
    double value;
    const char *source; /**< set when read */
} ent_flow;

/** A figure of an actor in a year: "milex" … "upop", "cinc" (as published), "ideal_point",
 * "arms_imports", "arms_exports" (all partners, TIV millions). */
typedef struct ent_point {
    const char *series;
    int year;
    ent_actor actor;
    double value;
    const char *source;
} ent_point;

/** A dated relation of two actors that is no evidence of a tie: "contiguity" (value: CoW class
 * 1–5). */
typedef struct ent_span {
    const char *series;
    ent_actor actor1, actor2;
    ent_date first, last;
    double value;
    const char *source;
} ent_span;

/** A capital. */
typedef struct ent_place {
    ent_actor actor;
    ent_date first, last;
    const char *name;
    double latitude, longitude;
    const char *source;
} ent_place;

/** One roll call with its votes (1 yes, 2 abstain, 3 no, 8 absent, 9 not a member). */
typedef struct ent_ballot {
    ent_actor actor;
    uint8_t vote;
} ent_ballot;
typedef struct ent_roll_call {
    int64_t number; /**< the source's rcid */
    int session;
    int year; /**< the one the source counts it for (of its session); 0: the date's */
    ent_date date;
    const char *title; /**< resolution, "" if unknown */
    const ent_ballot *ballots;
    size_t ballot_count;
    const char *source;
} ent_roll_call;

/* ---- Writing: one import ---- */

/** An import in progress: one transaction on the store. Nothing is visible until commit. */
typedef struct ent_import_session ent_import_session;

/** Begin replacing what @p source holds.
 * @param fingerprint  text that identifies the files read (names left out) and the importer's
 *                     options; the same text again makes *unchanged true and no session
 * Errors: BUSY when another process imports, STORE, IO. */
ent_status ent_import_begin(ent_import_session **out, ent_store *store, const ent_source *source,
                            const char *fingerprint, bool *unchanged, ent_error *err);
/** Version this import replaces, "" if none; *older true if that release is newer than ours. */
const char *ent_import_replaces(const ent_import_session *session, bool *older);
ent_status ent_import_coverage(ent_import_session *, const ent_coverage *, ent_error *);
ent_status ent_import_evidence(ent_import_session *, const ent_evidence *, ent_error *);
ent_status ent_import_flow(ent_import_session *, const ent_flow *, ent_error *);
ent_status ent_import_point(ent_import_session *, const ent_point *, ent_error *);
ent_status ent_import_span(ent_import_session *, const ent_span *, ent_error *);
ent_status ent_import_place(ent_import_session *, const ent_place *, ent_error *);
ent_status ent_import_term(ent_import_session *, ent_system, const ent_term *, ent_error *);
ent_status ent_import_roll_call(ent_import_session *, const ent_roll_call *, ent_error *);
/** Rows written so far (participants and ballots count with their parents as one each). */
int64_t ent_import_rows(const ent_import_session *session);
/** Make it visible. Frees the session whatever the result. */
ent_status ent_import_commit(ent_import_session *session, ent_error *err);
/** Undo everything. Frees the session. NULL is fine. */
void ent_import_rollback(ent_import_session *session);

/* ---- Reading: the callback gets each row; its strings live during the call. A callback that
 * returns other than ENT_OK ends the reading with that status. ---- */

typedef struct ent_source_info {
    ent_source source;
    int64_t rows;
    int year1, year2; /**< of its rows; 0 when it has none that are dated */
} ent_source_info;

typedef ent_status (*ent_source_fn)(void *context, const ent_source_info *row, ent_error *err);
typedef ent_status (*ent_coverage_fn)(void *context, const ent_coverage *row, ent_error *err);
typedef ent_status (*ent_evidence_fn)(void *context, const ent_evidence *row, ent_error *err);
typedef ent_status (*ent_flow_fn)(void *context, const ent_flow *row, ent_error *err);
typedef ent_status (*ent_point_fn)(void *context, const ent_point *row, ent_error *err);
typedef ent_status (*ent_span_fn)(void *context, const ent_span *row, ent_error *err);
typedef ent_status (*ent_place_fn)(void *context, const ent_place *row, ent_error *err);
typedef ent_status (*ent_term_fn)(void *context, ent_system system, const ent_term *row,
                                  const char *source, ent_error *err);
typedef ent_status (*ent_roll_call_fn)(void *context, const ent_roll_call *row, ent_error *err);

/** Sources by name. */
ent_status ent_store_sources(ent_store *, ent_source_fn, void *context, ent_error *);
/** Coverage statements of a kind (ENT_KINDS: all), broadest scope first, then by source name. */
ent_status ent_store_coverage(ent_store *, ent_kind kind, ent_coverage_fn, void *context,
                              ent_error *);
/** Evidence of a kind (ENT_EVIDENCE_KINDS: all kinds) whose years touch year1…year2, by id, with
 * its participants. With @p a and @p b nonzero: only evidence both take part in; with @p a alone:
 * that a takes part in. */
ent_status ent_store_evidence(ent_store *, ent_kind kind, ent_actor a, ent_actor b, int year1,
                              int year2, ent_evidence_fn, void *context, ent_error *);
/** Flows of a series in year1…year2 by year, actor1, actor2; with @p a and @p b nonzero: only
 * between the two, either way; with @p a alone: of a with anybody, by year only. */
ent_status ent_store_flows(ent_store *, const char *series, ent_actor a, ent_actor b, int year1,
                           int year2, ent_flow_fn, void *context, ent_error *);
/** Points of a series (NULL: all) in year1…year2 by year, series, actor. */
ent_status ent_store_points(ent_store *, const char *series, int year1, int year2, ent_point_fn,
                            void *context, ent_error *);
ent_status ent_store_spans(ent_store *, const char *series, ent_span_fn, void *context,
                           ent_error *);
/** Capitals by actor and first day. */
ent_status ent_store_places(ent_store *, ent_place_fn, void *context, ent_error *);
/** Terms of membership by system, code and first day. */
ent_status ent_store_terms(ent_store *, ent_term_fn, void *context, ent_error *);
/** Roll calls of years year1…year2 (ent_roll_call.year) by date and number, with their ballots. */
ent_status ent_store_roll_calls(ent_store *, int year1, int year2, ent_roll_call_fn, void *context,
                                ent_error *);
/** First and last year with rows of a kind (flows, points, roll calls, evidence alike); false in
 * *any if none. */
ent_status ent_store_years(ent_store *, ent_kind kind, int *year1, int *year2, bool *any,
                           ent_error *);

/* ---- Estimates: what was computed from the rows, kept beside them (src/store/estimate.c) ---- */

/** An estimate: paths of figures for spells of dyads. Spells may share a path. */
typedef struct ent_estimate {
    const char *name;      /**< "depth" */
    int revision;          /**< of the model: an estimate of another revision is not given */
    const ent_kind *kinds; /**< what it rests on: once a source with rows or coverage of one of them
                                changes, it is not given any more */
    size_t kind_count;
    const char *detail; /**< a JSON object */
    size_t fields;      /**< figures a year, > 0 */
    size_t path_count;
    const size_t *path_row; /**< path_count + 1: path p has the years path_row[p] … */
    const float *values;    /**< fields a year; NaN is missing */
    size_t spell_count;
    const ent_actor *actor1, *actor2; /**< actor1 < actor2 */
    const int32_t *first;             /**< first year of each spell */
    const uint32_t *path;             /**< of each spell */
} ent_estimate;

/** Keep an estimate, in place of one of that name, in one transaction. A store opened to read
 * keeps it in memory until it is closed. Errors: USAGE, BUSY, STORE, IO, MEMORY. */
ent_status ent_store_put_estimate(ent_store *store, const ent_estimate *estimate, ent_error *err);
/** Whether there is an estimate of that name and revision that rests on what the store holds now.
 * O(sources). */
ent_status ent_store_has_estimate(ent_store *store, const char *name, int revision, bool *has,
                                  ent_error *err);

typedef ent_status (*ent_detail_fn)(void *context, const char *detail, ent_error *err);
/** Calls @p fn once with an estimate's details, if there is that estimate. */
ent_status ent_store_estimate_detail(ent_store *store, const char *name, int revision,
                                     ent_detail_fn fn, void *context, ent_error *err);
/** A spell of a dyad with its path. */
typedef struct ent_estimate_spell {
    ent_actor actor1, actor2;
    int first;
    size_t years, fields;
    const float *values; /**< years × fields */
} ent_estimate_spell;
typedef ent_status (*ent_spell_fn)(void *context, const ent_estimate_spell *row, ent_error *err);
/** Spells of an estimate, if there is that estimate, path by path; with @p a < @p b nonzero only
 * theirs, by first year. */
ent_status ent_store_estimate_spells(ent_store *store, const char *name, int revision, ent_actor a,
                                     ent_actor b, ent_spell_fn fn, void *context, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
