/* SPDX-License-Identifier: Apache-2.0 */
/** @file measure.h
 * Published measures: pure functions over arrays, one file per family in src/measure/, and the
 * registry of panel columns that names, labels and computes them for a year.
 */
#ifndef ENTENTE_MEASURE_H
#define ENTENTE_MEASURE_H

#include "entente/panel.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Similarity of portfolios (src/measure/similarity.c) ---- */

/** Order of the results of ent_similarity(). */
typedef enum ent_similarity_measure {
    ENT_TAU_B,
    ENT_S_ABS,
    ENT_S_SQ,
    ENT_SW_ABS,
    ENT_SW_SQ,
    ENT_KAPPA_NOMINAL,
    ENT_KAPPA_ABS,
    ENT_KAPPA_SQ,
    ENT_PI_NOMINAL,
    ENT_PI_ABS,
    ENT_PI_SQ,
    ENT_SIMILARITY_COUNT
} ent_similarity_measure;

/** Levels of a portfolio entry are 0…ENT_LEVEL_MAX. */
#define ENT_LEVEL_MAX 3

/** Similarity of the portfolios of each pair.
 * @param n       actors
 * @param level   n×n, row i is the portfolio of i over all n actors, entries 0…3, own entry
 * included
 * @param weight  n weights ≥ 0 of the third actors, or NULL: then the weighted S are missing. A
 *                missing weight leaves that third actor out of the weighted S.
 * @param pairs   which rows to compare
 * @param out     ENT_SIMILARITY_COUNT arrays of pairs->count values, any of them NULL if not
 *                wanted; 0/0 is missing
 * Errors: USAGE for a level above 3, a negative or infinite weight or a pair beyond n; MEMORY.
 * O(n² + pairs · n/64) plus, for the weighted ones, the number of entries in which the two
 * portfolios differ. */
ent_status ent_similarity(size_t n, const uint8_t *level, const double *weight,
                          const ent_pairs *pairs, double *const out[ENT_SIMILARITY_COUNT],
                          ent_error *err);
/** Portfolio levels from obligations (n×n flags, ENT_DEFENSE…): 3 defence or offence, 2 neutrality
 * or consultation, 1 non-aggression, 0 none; own entry 3. @p level is n×n. */
void ent_alliance_levels(size_t n, const uint8_t *obligation, uint8_t *level);

/* ---- Agreement in roll calls (src/measure/vote.c) ---- */

/** Mean of 1 − |v_i − v_j|/2 over the roll calls in which both voted (1 yes, 2 abstain, 3 no; 0 did
 * not vote: absent or no member), unanimous ones left out: those in which all who voted, whoever
 * they are, gave the same answer. For the figure of a year pass the roll calls of the session that
 * began in it (session + 1945, `year` in the published votes), those held in the next calendar year
 * among them, and a column for every voter, in the system of states or not.
 * @param n      voters, columns of @p votes
 * @param votes  roll_calls×n, row = roll call
 * @param agree, used  arrays of pairs->count, either may be NULL: the agreement (missing if no
 *              common roll call) and the number of roll calls it rests on
 * O(roll_calls · n + pairs · roll_calls/64). Errors: USAGE for a vote above 3 or a pair beyond n,
 * MEMORY. */
ent_status ent_vote_agreement(size_t n, size_t roll_calls, const uint8_t *votes,
                              const ent_pairs *pairs, double *agree, double *used, ent_error *err);

/* ---- Power (src/measure/cinc.c, src/measure/power.c) ---- */

/** The six components of the National Material Capabilities, in this order everywhere. */
typedef enum ent_capability {
    ENT_MILEX,  /**< military expenditure, thousands of current dollars (pounds before 1914) */
    ENT_MILPER, /**< military personnel, thousands */
    ENT_IRST,   /**< iron and steel production, thousand tons */
    ENT_PEC,    /**< primary energy consumption, thousand coal-ton equivalents */
    ENT_TPOP,   /**< total population, thousands */
    ENT_UPOP,   /**< urban population, thousands */
    ENT_CAPABILITIES
} ent_capability;

/** CINC of each actor of one year: mean over its non-missing components of its share in the year's
 * sum of non-missing values; a component whose sum is 0 is skipped; missing if none is left.
 * @p component holds ENT_CAPABILITIES arrays of n. O(n). */
void ent_cinc(size_t n, const double *const component[ENT_CAPABILITIES], double *cinc);
/** max/(max + min) of two capabilities; missing if either is or both are 0. */
double ent_power_ratio(double a, double b);

/* ---- Military institutionalisation (src/measure/milinst.c) ---- */

/** ATOP fields of one member term that MILINST rests on, as ATOP codes them; −1 is missing. */
typedef struct ent_milinst_fields {
    int milcon, milaid, intcom, base, subord, contrib, orgpurp1, orgpurp2;
} ent_milinst_fields;
/** MILINST 0–2 (Leeds & Anac 2005). */
int ent_milinst(const ent_milinst_fields *fields);
/** Read the fields from a participant's role words ("milcon:3 intcom:1 …"); absent ones are −1. */
ent_milinst_fields ent_milinst_fields_read(const char *role);
/** Highest MILINST among the alliances in force between each pair on a same day, 0 without one,
 * missing where no source of alliances covers the year; where the two members' fields differ, the
 * higher grade counts. @p out has pairs->count values. O(memberships² per alliance + n²). Errors:
 * MEMORY. */
ent_status ent_milinst_pairs(const ent_slice *slice, const ent_pairs *pairs, double *out,
                             ent_error *err);

/* ---- Trade (src/measure/trade.c) and distance (src/measure/distance.c) ---- */

/** Dependence of the actor: dyadic trade (both ways) / its total trade; missing if the total is
 * missing or 0. */
double ent_trade_dependence(double imports, double exports, double total);
/** |dep1 − dep2| / (dep1 + dep2): 0 alike, 1 one-sided (Barbieri's asymmetry, scaled); missing if
 * the sum is 0. */
double ent_trade_asymmetry(double dep1, double dep2);
/** Great-circle distance in km between two points in degrees (haversine, mean earth radius
 * 6371.0088 km). */
double ent_distance_km(double lat1, double lon1, double lat2, double lon2);

/* ---- Ranks (src/measure/rank.c) ---- */

/** Where a value stands among others. */
typedef struct ent_rank {
    size_t rank;       /**< 1 is the highest; ties share the best rank; 0 if the value is missing */
    size_t of;         /**< non-missing values */
    size_t ties;       /**< values equal to it, itself included */
    double percentile; /**< share of the values below it plus half of those equal, in percent */
} ent_rank;
/** Rank of @p value among @p values (missing ones ignored). O(count). */
ent_rank ent_rank_of(double value, const double *values, size_t count);

/* ---- The ladder of military cooperation (src/measure/ladder.c) ---- */

/** What a record can be named evidence for; `category` words of a ledger in this order. The last
 * three are NATO's scale, which stands beside the ladder. */
typedef enum ent_claim {
    ENT_CLAIM_CBM,
    ENT_CLAIM_CONSULTATION,
    ENT_CLAIM_MTC,
    ENT_CLAIM_PERSONNEL,
    ENT_CLAIM_EXERCISE,
    ENT_CLAIM_INTEROPERABILITY,
    ENT_CLAIM_JOINT_COMMAND,
    ENT_CLAIM_DEPLOYMENT,
    ENT_CLAIM_BASE,
    ENT_CLAIM_COMMON_POLICY,
    ENT_CLAIM_COMPATIBILITY,
    ENT_CLAIM_INTERCHANGEABILITY,
    ENT_CLAIM_COMMONALITY,
    ENT_CLAIMS
} ent_claim;
enum { ENT_RUNGS = 7, ENT_LADDER_WINDOW = 5 };

/** "cbm", "consultation", … */
const char *ent_claim_word(ent_claim claim);
/** Rung 1–7; 0 for NATO's scale. */
int ent_claim_rung(ent_claim claim);

/** A record between the two, as plain facts. */
typedef struct ent_ladder_record {
    ent_kind kind;
    int year1, year2;     /**< first and last year in which it is known to hold */
    const char *category; /**< words */
    const char *role[2];  /**< role words of the two (ATOP's fields among them), "" if none */
} ent_ladder_record;
/** Years in which a source would record evidence of a kind about the two. */
typedef struct ent_ladder_coverage {
    ent_kind kind;
    int year1, year2;
    bool ledger; /**< its vocabulary is open: every claim the kind can make */
} ent_ladder_coverage;

typedef enum ent_rung_state {
    ENT_RUNG_EVIDENCE,   /**< named evidence in force or within the window */
    ENT_RUNG_ONCE,       /**< exercises, but in one year of the window only: not regular */
    ENT_RUNG_NONE,       /**< sources cover some of the window and record nothing that names it */
    ENT_RUNG_NOT_COVERED /**< no source that could show it covers any of the window */
} ent_rung_state;

/** One claim, as of a year. */
typedef struct ent_ladder_part {
    ent_rung_state state;
    int covered1, covered2; /**< first and last year of the window that a source covers; 0: none */
} ent_ladder_part;

/** What a record claims, as bits 1 << ent_claim. O(words). */
unsigned ent_ladder_claims(const ent_ladder_record *record);
/** The state of every claim as of a year: the window is that year and the four before.
 * @param claims  for each record, as of ent_ladder_claims()
 * O(records + coverage). */
void ent_ladder_states(const ent_ladder_record *records, const unsigned *claims, size_t count,
                       const ent_ladder_coverage *coverage, size_t coverage_count, int year,
                       ent_ladder_part parts[ENT_CLAIMS]);

/* ---- Columns (src/measure/column.c) ---- */

/** What kind of figure a column holds: decides how it is written and labelled. */
typedef enum ent_column_type { ENT_COLUMN_INTEGER, ENT_COLUMN_REAL } ent_column_type;

typedef struct ent_column {
    const char *name;  /**< as in `--with` and in files */
    const char *label; /**< one line, English, below 80 characters (Stata's limit) */
    const char *note;  /**< formula or rule and citation, plain text */
    ent_column_type type;
    unsigned needs; /**< ENT_NEED_… bits: which parts of a slice it is computed from */
    ent_unit unit;  /**< ENT_UNIT_DYAD (both dyad forms) or ENT_UNIT_STATE */
    bool usual;     /**< part of a panel that names no columns */
} ent_column;

/** How many columns a unit has; the usual ones come in the order of a default panel. */
size_t ent_column_count(ent_unit unit);
/** NULL past the last. */
const ent_column *ent_column_at(ent_unit unit, size_t index);
/** Index of a column of the unit; NOT_FOUND lists the nearest names. */
ent_status ent_column_find(ent_unit unit, const char *name, size_t *index, ent_error *err);

/** Compute columns for all pairs (dyad units: @p pairs over the slice's actors, i→j) or all actors
 * (state unit: @p pairs NULL) of a slice.
 * @param columns  indices as of ent_column_find(), none twice; @p out one array each, pairs->count
 * or slice->n Errors: USAGE if the slice lacks what a column needs, MEMORY. */
ent_status ent_columns_compute(const ent_slice *slice, ent_unit unit, const ent_pairs *pairs,
                               const size_t *columns, size_t count, double *const *out,
                               ent_error *err);

/* ---- Panels as files (src/measure/dataset.c) ---- */

/** How actors are written. */
typedef enum ent_codes { ENT_CODES_COW, ENT_CODES_GW, ENT_CODES_ISO3 } ent_codes;

/** What a panel holds. */
typedef struct ent_dataset {
    ent_unit unit;
    ent_system system;
    ent_codes codes;
    int year1, year2;
    const ent_actor *actors; /**< ascending; NULL: all. Only pairs within the set are written;
                                  portfolios and shares always rest on the whole system. */
    size_t actor_count;
    const size_t *columns; /**< as of ent_column_find(), none twice, in the order to write */
    size_t column_count;
    /** Called after each year. May be NULL. */
    void (*on_progress)(void *context, int year, size_t rows, size_t of);
    void *context;
} ent_dataset;

/** Write a panel year by year: memory holds one year. The first columns are year, actor1, actor2
 * (year, actor for states). @p rows receives the number of rows, may be NULL.
 * Errors: USAGE, IO, STORE, MEMORY; nothing is left behind. O(years · (n² · columns)). */
ent_status ent_dataset_write(ent_store *store, const ent_actors *actors, const ent_dataset *dataset,
                             const char *path, size_t *rows, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
