/* SPDX-License-Identifier: Apache-2.0 */
/** @file panel.h
 * Actor-years and dyad-years built from the store: a *slice* holds everything known of one year as
 * matrices over that year's actors; a *writer* streams a table to .csv, .csv.gz, .dta or .sav.
 */
#ifndef ENTENTE_PANEL_H
#define ENTENTE_PANEL_H

#include "entente/store.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_unit { ENT_UNIT_DYAD, ENT_UNIT_DIRECTED, ENT_UNIT_STATE } ent_unit;

/** Pairs of row numbers of a slice. */
typedef struct ent_pairs {
    size_t count;
    uint16_t *i, *j;
} ent_pairs;

/** Parts of a slice. */
enum {
    ENT_NEED_ALLIANCE = 1 << 0,
    ENT_NEED_AGREEMENT = 1 << 1,
    ENT_NEED_EXERCISE = 1 << 2,
    ENT_NEED_ARMS = 1 << 3,
    ENT_NEED_TROOPS = 1 << 4,
    ENT_NEED_TRADE = 1 << 5,
    ENT_NEED_VOTE = 1 << 6,
    ENT_NEED_IDEAL = 1 << 7,
    ENT_NEED_CAPABILITY = 1 << 8,
    ENT_NEED_CONTIGUITY = 1 << 9,
    ENT_NEED_PLACE = 1 << 10,
    ENT_NEED_DISPUTE = 1 << 11,
    ENT_NEED_RIVALRY = 1 << 12,
    ENT_NEED_CLASS = 1 << 13, /**< agreements and exercises by class */
    ENT_NEED_DEPTH = 1 << 14, /**< the store's estimate of depth: make it first (estimate.h) */
    ENT_NEED_ALL = (1 << 15) - 1
};

/** What an agreement in force is about, by the words of its category. */
typedef enum ent_agreement_class {
    ENT_AGREEMENT_GENERAL,    /**< dca */
    ENT_AGREEMENT_INDUSTRY,   /**< dic, procurement, research */
    ENT_AGREEMENT_TRAINING,   /**< trex */
    ENT_AGREEMENT_COMMISSION, /**< commission */
    ENT_AGREEMENT_CLASSES
} ent_agreement_class;

/** Where an exercise takes place, by the words of its category: of one domain, of several or of
 * staffs (land and air, cpx), or of none that is stated. Amphibious exercises are the sea's. */
typedef enum ent_exercise_domain {
    ENT_DOMAIN_LAND,
    ENT_DOMAIN_AIR,
    ENT_DOMAIN_SEA,
    ENT_DOMAIN_JOINT,
    ENT_DOMAIN_NONE,
    ENT_DOMAINS
} ent_exercise_domain;

/** Classes of exercises, each in one: of two states by domain, of three to nine by domain, of ten
 * and more. */
enum {
    ENT_EXERCISE_TWO = 0,
    ENT_EXERCISE_FEW = ENT_DOMAINS,
    ENT_EXERCISE_MANY = 2 * ENT_DOMAINS,
    ENT_EXERCISE_CLASSES,
    ENT_EXERCISE_MANY_STATES = 10
};

/** The estimate of depth in a store. The revision grows with every change of items or model. */
#define ENT_DEPTH_NAME "depth"
#define ENT_DEPTH_REVISION 1

/** What an estimate of depth says of a dyad in a year (docs/depth.md): the fields of its paths in
 * the store, and of a slice. */
typedef enum ent_depth_field {
    ENT_DEPTH_MEAN,
    ENT_DEPTH_LO, /**< 90% interval */
    ENT_DEPTH_HI,
    ENT_GAP_MEAN, /**< practice less what the formal record predicts */
    ENT_GAP_LO,
    ENT_GAP_HI,
    ENT_GAP_PERCENTILE, /**< among the pairs of the year */
    ENT_DEPTH_RANK,     /**< median; 1 is the deepest */
    ENT_DEPTH_RANK_LO,  /**< 90% interval: the best place */
    ENT_DEPTH_RANK_HI,
    ENT_DEPTH_OF,   /**< pairs ranked that year */
    ENT_DEPTH_RHO,  /**< correlation of depth with the year before, a posteriori */
    ENT_DEPTH_TURN, /**< probability of a turn about this year, negative if depth falls */
    ENT_DEPTH_FIELDS
} ent_depth_field;

/** Obligations of an alliance, as flags. */
enum {
    ENT_DEFENSE = 1,
    ENT_OFFENSE = 2,
    ENT_NEUTRALITY = 4,
    ENT_NONAGGRESSION = 8,
    ENT_CONSULTATION = 16
};

/** A member's term in an alliance. */
typedef struct ent_membership {
    int64_t alliance;    /**< id of the evidence */
    uint16_t row;        /**< of the member in the slice */
    uint8_t obligation;  /**< ENT_DEFENSE | … */
    int32_t first, last; /**< days of the year on which it was in effect, from 1970-01-01 */
    const char *role;    /**< the participant's role words, ATOP's fields among them */
} ent_membership;

/** Everything known of one year. Matrices are n×n, row-major, entry [i*n + j] is from actor i
 * toward actor j; NULL when the slice was not asked for that part. A real entry is missing (NaN)
 * where no source covers the pair that year, 0 where one does and records nothing. */
typedef struct ent_slice {
    int year;
    ent_system system;
    size_t n;
    const ent_actor *actor; /**< ascending */
    const uint8_t
        *together; /**< n×n: 1 if the two were members on one same day (0 on the diagonal) */

    bool alliance_covered;     /**< whether any source of alliances covers the year */
    const uint8_t *obligation; /**< n×n: what i owes j, ENT_DEFENSE | … */
    /** Members of alliances in force in the year, grouped by alliance, alliances ascending. */
    size_t membership_count;
    const ent_membership *memberships;

    const double *agreements_new;   /**< n×n: defence agreements signed in the year */
    const double *agreements_force; /**< n×n: in force on any day of the year */
    const double *exercises;        /**< n×n: joint exercises that began in the year */
    /** n×n each: agreements in force that have a word of the class (an agreement may have several),
     * and exercises begun. Sources that speak of single pairs only where they name something are
     * left aside: they tell no absence from silence. */
    const double *agreement_class[ENT_AGREEMENT_CLASSES];
    const double *exercise_class[ENT_EXERCISE_CLASSES];
    const double *arms;          /**< n×n: arms from i to j, TIV in millions */
    const double *arms_imports;  /**< n: all arms to the actor recorded that year */
    const double *arms_exports;  /**< n: all arms from the actor recorded that year */
    const double *troops;        /**< n×n: troops of i stationed in j */
    const double *imports;       /**< n×n: imports of i from j, millions of current dollars */
    const double *trade_total;   /**< n: all its recorded imports and exports with others */
    const double *mid;           /**< n×n: 1 if in a militarised dispute with each other */
    const double *mid_hostility; /**< n×n: highest hostility level of i toward j, 0–5 */
    const double *rivalry;       /**< n×n: 1 if rivals */
    const double *contiguity;    /**< n×n: 0 none, 1 land … 5 (CoW classes) */
    const double *latitude, *longitude; /**< n: capital on the last day of membership that year */
    const double *ideal;                /**< n: ideal point */

    /** n×n×ENT_DEPTH_FIELDS: the estimate of depth, the same both ways; NaN where it has none. */
    const float *depth;

    size_t roll_calls;
    size_t voters;        /**< n, and those who voted without being in the slice, who come after */
    const uint8_t *votes; /**< roll_calls×voters: 1 yes, 2 abstain, 3 no, 0 did not vote */

    /** Material capabilities of all actors the source lists, in this slice or not. */
    size_t capability_count;
    const ent_actor *capability_actor; /**< in no order */
    const double *capability[6];       /**< ENT_MILEX … ENT_UPOP of measure.h */
} ent_slice;

/** Reads slices from a store: keeps the evidence in memory, reads flows and votes year by year. */
typedef struct ent_loader ent_loader;

/** @p needs: ENT_NEED_… bits. The store and the registry must outlive the loader.
 * O(evidence of the kinds needed). Errors: STORE, MEMORY. */
ent_status ent_loader_new(ent_loader **out, ent_store *store, const ent_actors *actors,
                          ent_system system, unsigned needs, ent_error *err);
void ent_loader_free(ent_loader *loader);
/** The slice of a year; owned by the loader, valid until the next call. O(n² · parts + rows). */
ent_status ent_loader_year(ent_loader *loader, int year, const ent_slice **slice, ent_error *err);
/** Row number of an actor in the slice, or SIZE_MAX. O(log n). */
size_t ent_slice_find(const ent_slice *slice, ent_actor actor);
/** All dyads of the slice (i<j; both orders, i first, for ENT_UNIT_DIRECTED) whose two members are
 * in the sorted set @p only (NULL: all). Freed with ent_pairs_free(). */
ent_status ent_pairs_of(const ent_slice *slice, ent_unit unit, const ent_actor *only,
                        size_t only_count, ent_pairs *pairs, ent_error *err);
void ent_pairs_free(ent_pairs *pairs);

/* ---- Writing tables (src/panel/writer.c and write_*.c) ---- */

typedef enum ent_field_type { ENT_FIELD_INTEGER, ENT_FIELD_REAL, ENT_FIELD_TEXT } ent_field_type;

typedef struct ent_field {
    const char *name;
    const char *label; /**< one line, below 80 bytes */
    const char *note;  /**< may be NULL */
    ent_field_type type;
    /** Bytes: of texts, the longest; of whole numbers, what holds them in .dta: 1 (−127…100),
     * 2 (±32 thousand), 4 or 0 (±2 thousand million), 8 (±2^53). */
    size_t width;
} ent_field;

typedef struct ent_writer ent_writer;

/** Check that a table can be written under this name: that the ending is one of those below.
 * Errors: USAGE. */
ent_status ent_writer_check(const char *path, ent_error *err);
/** Open a table for writing. The form follows the file's ending: .csv, .csv.gz, .dta, .sav; "-" is
 * CSV on standard output. A file appears under its name only when ent_writer_close() succeeds.
 * @param rows   how many rows will follow (.dta and .sav need it beforehand)
 * @param title  label of the data set; @p notes: NULL-terminated lines for its header, or NULL
 * Errors: USAGE (unknown ending), IO, MEMORY. */
ent_status ent_writer_open(ent_writer **out, const char *path, const ent_field *fields,
                           size_t field_count, size_t rows, const char *title,
                           const char *const *notes, ent_error *err);
/** Append @p count rows given by column: values[f] has count reals (integer fields too; missing is
 * NaN) for numeric fields, texts[f] has count strings for text fields (texts may be NULL if none).
 */
ent_status ent_writer_rows(ent_writer *writer, size_t count, const double *const *values,
                           const char *const *const *texts, ent_error *err);
/** Finish and put the file in place. Frees the writer whatever the result. */
ent_status ent_writer_close(ent_writer *writer, ent_error *err);
/** Give up: free, and leave nothing behind. */
void ent_writer_discard(ent_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
