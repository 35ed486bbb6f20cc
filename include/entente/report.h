/* SPDX-License-Identifier: Apache-2.0 */
/** @file report.h
 * The assessment of a pair: gathered once into one structure, then rendered as text, JSON or HTML,
 * in English or Chinese. Renderers compute nothing.
 *
 * Everything a person reads is a *key* with arguments; the words are in src/report/message_*.c.
 */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/claim.h"
#include "entente/estimate.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The sections, in the order they are printed. */
typedef enum ent_section_id {
    ENT_SECTION_SIGNED,    /**< what is signed: alliances and obligations */
    ENT_SECTION_DONE,      /**< what is done: agreements, exercises, arms, deployments, exchanges */
    ENT_SECTION_INTERESTS, /**< how interests compare: similarity, votes, ideal points */
    ENT_SECTION_APART,     /**< what pulls apart: disputes, rivalry, power, trade, arms to rivals */
    ENT_SECTION_OUTSIDE,   /**< what pushes from outside: shared rivals, a third actor */
    ENT_SECTIONS
} ent_section_id;

/** What stands behind a figure. */
typedef enum ent_known {
    ENT_KNOWN,       /**< a value, 0 included */
    ENT_NOT_COVERED, /**< no source covers it in any year of the span: printed as such, never 0 */
    ENT_NO_VALUE     /**< a source covers the year, but the formula has no value (0/0, no common
                          roll call, an actor without a figure) */
} ent_known;

/** One figure. */
typedef struct ent_figure {
    const char *key;    /**< stable name, also the message key of its label: "arms_12" */
    ent_actor from, to; /**< of a directed figure; 0 for one of the pair */
    int year1, year2;   /**< year of the value, or span of a sum; the latest with data */
    ent_known known;
    double value; /**< missing when not covered, or when the value is a text */
    const char
        *text; /**< list of message keys separated by blanks ("defense consultation"), or "" */
    const char *unit; /**< message key: "count", "tiv", "share", "ratio", "km", "troops", "level",
                           "index", "year", "flag" */
    ent_rank rank;    /**< among all pairs (directed: ordered pairs) of year2; of = 0: none */
    double context;   /**< a second value that the label's note explains (roll calls behind an
                           agreement, share of a total); missing if none */
    uint64_t sources; /**< bit s: ent_assessment.sources[s] */
    size_t record_begin, record_count; /**< rows behind it, in ent_assessment.record_index */
    bool listed;                       /**< the rows are part of the page even without --evidence */
} ent_figure;

/** A remark: a message key and up to four arguments. */
typedef struct ent_note {
    const char *key;
    const char *text[2]; /**< "" if unused; already names or keys as the message says */
    double number[4];
    ent_actor actor[2];
} ent_note;

typedef struct ent_section {
    ent_section_id id;
    size_t figure_begin, figure_count; /**< in ent_assessment.figures */
    size_t note_begin, note_count;     /**< in ent_assessment.notes */
} ent_section;

/** A row of the store behind a figure: evidence, or a flow or point of a year. */
typedef struct ent_record {
    int64_t id; /**< of evidence; 0 for flows and points */
    ent_kind kind;
    ent_date first, last;
    const char *title; /**< of evidence as stored; for flows "arms", "trade" … (a message key) */
    const char *ref;
    const char *category, *quote;
    ent_actor from, to; /**< of flows; of evidence with two participants these; else 0 */
    double value;       /**< magnitude or amount; missing if none */
    const char *unit;   /**< as stored, or a message key for flows */
    const char *detail; /**< further fields as a JSON object, "" if none */
    const char *duties; /**< of alliances: obligations of either, message keys; else "" */
    double level;       /**< of alliances: MILINST; of disputes: highest hostility; else missing */
    size_t actors;      /**< how many take part */
    size_t source;      /**< in ent_assessment.sources */
} ent_record;

/** What a rung rests on, one for each claim (ent_claim_word() names it). */
typedef struct ent_rung_part {
    ent_rung_state state;
    int covered1, covered2;            /**< years of the window that a source covers; 0: none */
    size_t record_begin, record_count; /**< in ent_assessment.record_index */
    /** Where there is no evidence now: the last year as of which there was, and its rows. 0: never.
     */
    int earlier;
    size_t earlier_begin, earlier_count;
} ent_rung_part;

/** A rung of the ladder: evidence if a part has some; none only if all its parts have none. */
typedef struct ent_rung {
    ent_rung_state state;
    size_t part_begin, part_count; /**< claims, in ent_assessment.parts */
} ent_rung;

/** The run over time: one row a decade (or shorter span at the ends). */
typedef struct ent_run_row {
    int year1, year2;
} ent_run_row;
typedef struct ent_run_column {
    const char *key; /**< message key of its heading; a sum, or the value of the row's last year
                        with data, as docs/tie.md says */
    ent_actor from, to;
} ent_run_column;

/** Where a source begins and ends, for each kind of tie. */
#define ENT_NO_SOURCE SIZE_MAX
typedef struct ent_reach {
    ent_kind kind;
    size_t source; /**< ENT_NO_SOURCE: the store has none for this kind */
    int year1, year2;
    bool pair_covered; /**< whether its scope includes the pair */
} ent_reach;

/** Depth in a year; NaN is missing (panel.h: ent_depth_field). */
typedef struct ent_depth_year {
    int year;
    float value[ENT_DEPTH_FIELDS];
} ent_depth_year;

/** The year about which depth turned most within a span of turning years. */
typedef struct ent_depth_turn {
    int year;
    double probability; /**< negative: depth falls */
} ent_depth_turn;
enum { ENT_DEPTH_TURNS = 8 };

/** The estimate of depth of the two. */
typedef struct ent_depth_run {
    size_t count;
    ent_depth_year *years;  /**< ascending; those in which depth is known */
    int gap_year;           /**< latest year with a gap; 0: none */
    int rise_from, rise_to; /**< 0: no two years of one spell, ten years apart or less */
    double rise;            /**< probability that depth is higher in rise_to than in rise_from */
    size_t turn_count;
    ent_depth_turn turns[ENT_DEPTH_TURNS];
    size_t kind_count; /**< kinds of evidence it rests on, with the last year of the span in which
                            each covers the two; 0: none does */
    ent_kind kinds[ENT_EVIDENCE_KINDS];
    int last[ENT_EVIDENCE_KINDS];
} ent_depth_run;

/** A source used. */
typedef struct ent_used_source {
    const char *name, *version, *title, *citation, *licence;
} ent_used_source;

/** Two sources that count the same thing in the same years and differ: both are shown. */
typedef struct ent_reading_pair {
    ent_kind kind;
    int year1, year2;
    size_t source[2];
    double value[2];
} ent_reading_pair;

typedef struct ent_assessment {
    ent_actor a, b; /**< the two, as of the last year */
    ent_actor_ref lineage_a, lineage_b;
    int year1, year2;              /**< span of the run; figures are as of year2 at the latest */
    ent_actor third;               /**< 0 if none */
    bool third_chosen;             /**< by the user, not by capability */
    bool nothing_recorded;         /**< no alliance, practice, dispute or rivalry between the two */
    size_t lead_begin, lead_count; /**< notes about the whole, printed first */
    ent_section sections[ENT_SECTIONS];
    ent_figure *figures;
    size_t figure_count;
    ent_note *notes;
    size_t note_count;
    ent_rung rungs[ENT_RUNGS];
    ent_rung_part parts[ENT_CLAIMS]; /**< by ent_claim: of the ladder, then of NATO's scale */
    ent_depth_run depth;             /**< count 0: the store has no estimate for the two */
    ent_run_row *run_rows;
    size_t run_row_count;
    ent_run_column *run_columns;
    size_t run_column_count;
    double *run_values; /**< run_row_count × run_column_count; missing: not covered */
    ent_reach *reaches;
    size_t reach_count;
    ent_reading_pair *readings;
    size_t reading_count;
    ent_used_source *sources; /**< at most 64 */
    size_t source_count;
    ent_record *records;
    size_t record_count;
    size_t *record_index;
    size_t record_index_count;
    ent_claims claims;        /**< what pages say of the two, as persons confirmed it: in no figure
                                 above, and printed with the rows only */
    const ent_actors *actors; /**< for names; must outlive the assessment */
    struct ent_report_memory *memory; /**< under the strings */
} ent_assessment;

typedef struct ent_assess_options {
    int year1, year2; /**< 0: from the first to the last year any source covers the pair */
    ent_actor third;  /**< 0: the strongest by CINC other than the two */
} ent_assess_options;

/** Gather the assessment of two lineages. Errors: USAGE (the same actor twice, years in which the
 * two were never members together), STORE, MEMORY. O(slices · n²): a slice per decade and per part.
 */
ent_status ent_assess(ent_assessment **out, ent_store *store, const ent_actors *actors,
                      const ent_actor_ref *a, const ent_actor_ref *b,
                      const ent_assess_options *options, ent_error *err);
void ent_assessment_free(ent_assessment *assessment);

/** The renderings; the text is freed by the caller with free(). @p evidence adds the rows.
 * Errors: MEMORY. */
ent_status ent_report_text(const ent_assessment *assessment, ent_language language, bool evidence,
                           char **text, ent_error *err);
ent_status ent_report_json(const ent_assessment *assessment, bool evidence, char **text,
                           ent_error *err);
ent_status ent_report_html(const ent_assessment *assessment, ent_language language, bool evidence,
                           char **text, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
