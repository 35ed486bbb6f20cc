/* SPDX-License-Identifier: Apache-2.0 */
/* Gathering an assessment: what the gather_*.c share. */
#ifndef ENTENTE_REPORT_GATHER_H
#define ENTENTE_REPORT_GATHER_H

#include "base/array.h"
#include "entente/report.h"

/* Strings of an assessment, freed with it. */
struct ent_report_memory {
    char **strings;
    size_t count, capacity;
};

enum {
    ENT_GATHER_FIGURES = 256, /* room is made once: pointers to figures stay good */
    ENT_GATHER_LOADERS = 16,
    ENT_RECENT_YEARS = 5,
    ENT_LONG_YEARS = 10
};

/* One coverage statement; statements stand broadest first. */
struct covering {
    ent_kind kind;
    int year1, year2;
    ent_scope scope;
    size_t source;                   /* in the assessment */
    size_t actor_begin, actor_count; /* in covered, ascending */
};

/* Who the two are in a year; 0: not in the system. */
struct pair_year {
    ent_actor a, b;
    bool together; /* members on one same day */
};

/* Evidence both take part in. */
struct pair_row {
    ent_record record;
    ent_actor a, b;
    const char *role[2];
    int32_t first, last; /* days both took part; last INT32_MAX: open */
    int year1, year2;    /* years it is known to hold: an open one to the end of coverage */
    size_t kept;         /* its number in the assessment + 1; 0: not there yet */
};

/* A flow between the two in a year. */
struct pair_flow {
    ent_record record;
    size_t kept;
};

/* A loader for one set of parts. */
struct part_loader {
    unsigned needs;
    ent_loader *loader;
    const ent_slice *slice; /* of the year asked for last */
};

/* A year with all its pairs, and the places of the two among them. */
struct year_pairs {
    const ent_slice *slice;
    ent_unit unit;
    ent_pairs pairs;
    size_t forth, back; /* a→b, b→a (the same if undirected); SIZE_MAX: no dyad that year */
};

typedef struct ent_gathering {
    ent_assessment *out;
    ent_store *store;
    const ent_actors *actors;
    ent_error *err;
    ent_status status; /* first failure: later calls do nothing */
    struct covering *coverings;
    size_t covering_count, covering_capacity;
    ent_actor *covered;
    size_t covered_count, covered_capacity;
    struct pair_year *years; /* from out->year1 to out->year2 */
    struct pair_row *rows;
    size_t row_count, row_capacity;
    struct pair_flow *flows;
    size_t flow_count, flow_capacity;
    struct part_loader loaders[ENT_GATHER_LOADERS];
    size_t loader_count;
    ent_slice merged; /* alliances and capabilities of a year, each from its own loader */
    size_t note_capacity, record_capacity, index_capacity, reach_capacity, reading_capacity,
        source_capacity;
} ent_gathering;

/* ---- gather.c: figures, notes, rows of the page ---- */

/* Remember a failure; true when the gathering may go on. */
bool ent_gather_ok(ent_gathering *g, ent_status status);
/* A copy of text that lives as long as the assessment. */
const char *ent_gather_text(ent_gathering *g, const char *text);
/* "255 260": actors as a list in a note or figure. */
const char *ent_gather_actor_list(ent_gathering *g, const ent_actor *list, size_t count);
/* The number of a source by name. */
size_t ent_gather_source(ent_gathering *g, const char *name);

/* A new figure at the end of the list, not covered until it is given a value. NULL after failure.
 * @p year 0: no year. */
ent_figure *ent_gather_figure(ent_gathering *g, const char *key, const char *unit, int year1,
                              int year2);
/* The same, from one actor to another. */
ent_figure *ent_gather_directed(ent_gathering *g, const char *key, const char *unit, ent_actor from,
                                ent_actor to, int year1, int year2);
/* Give a value found in covered years: missing means that there is none. */
void ent_gather_set(ent_figure *figure, double value);
ent_note *ent_gather_note(ent_gathering *g, const char *key);
/* Sections begin and end around the figures and notes made between. */
void ent_gather_begin(ent_gathering *g, ent_section_id id);
void ent_gather_end(ent_gathering *g, ent_section_id id);
/* Put a record on the page, once, and its number into a list that is being built. */
void ent_gather_keep(ent_gathering *g, const ent_record *record, size_t *kept, size_t *begin,
                     size_t *count);
/* Keep a record behind a figure, its source among the figure's. */
void ent_gather_back(ent_gathering *g, ent_figure *figure, const ent_record *record, size_t *kept);

/* ---- gather_cover.c: who the two are, and which source covers what ---- */

bool ent_gather_read_coverage(ent_gathering *g);
/* Settle the span of years; errors when there is none. */
void ent_gather_span(ent_gathering *g, const ent_assess_options *options);
const struct pair_year *ent_gather_pair(const ent_gathering *g, int year);
/* Whether a source covers i→j in a year, and the one that counts. @p source may be NULL. */
bool ent_gather_covers(const ent_gathering *g, ent_kind kind, int year, ent_actor from,
                       ent_actor to, size_t *source);
/* The same for the two; @p back: from b to a. False in years in which they were no dyad. */
bool ent_gather_covered(const ent_gathering *g, ent_kind kind, int year, bool back, size_t *source);
/* Whether a source covers the two, either way, even where a broader one counts. */
bool ent_gather_source_covers(const ent_gathering *g, ent_kind kind, size_t source, int year);
/* Last year of the span in which the two are covered, up to @p year; 0 if none. */
int ent_gather_last(const ent_gathering *g, ent_kind kind, bool back, int year);
/* First of at most @p most covered years without a gap that end in @p last. */
int ent_gather_first(const ent_gathering *g, ent_kind kind, bool back, int last, int most);
/* Add the sources that cover the figure's years to it. */
void ent_gather_cite(const ent_gathering *g, ent_figure *figure, ent_kind kind, bool back);
/* Say that a kind ends before the span does. */
void ent_gather_note_end(ent_gathering *g, ent_kind kind, int last);

/* ---- gather_rows.c: what the store holds of the two ---- */

void ent_gather_read_rows(ent_gathering *g);
/* A row of evidence, or of a flow, as the page keeps it; @p a and @p b are whom it is about. */
ent_record ent_gather_record(ent_gathering *g, const ent_evidence *row, const ent_participant *a,
                             const ent_participant *b);
ent_record ent_gather_flow_record(ent_gathering *g, ent_kind kind, const char *series,
                                  const char *unit, const ent_flow *row);
/* Whether two of a dispute's @p count participants are its opponents. */
bool ent_gather_opposed(const ent_participant *a, const ent_participant *b, size_t count);
/* Whether a row counts for a year: its source is the one that covers the two, as they were then. */
bool ent_gather_counts(const ent_gathering *g, const struct pair_row *row, int year);
/* Whether both took part on some day of the year. */
bool ent_gather_in_force(const struct pair_row *row, int year);
/* Rows of the kind that count and began in the year (@p force: were in force); missing where
 * nothing covers the two. */
double ent_gather_count(const ent_gathering *g, ent_kind kind, int year, bool force);
/* Put those rows of all years year1…year2 behind a figure. */
void ent_gather_back_rows(ent_gathering *g, ent_figure *figure, ent_kind kind, int year1, int year2,
                          bool force);
/* Sum of a flow from one of the two to the other in the years (missing if none is covered), its
 * rows behind the figure if there is one. */
double ent_gather_flow(ent_gathering *g, const char *series, ent_kind kind, bool back, int year1,
                       int year2, ent_figure *figure);

/* ---- gather_year.c: all pairs of a year, and sums over years ---- */

/* A year with the parts needed; stays until the next call for one of them. NULL after failure. */
const ent_slice *ent_gather_slice(ent_gathering *g, unsigned needs, int year);
/* The same with all its pairs. */
bool ent_gather_year(ent_gathering *g, unsigned needs, int year, ent_unit unit,
                     struct year_pairs *out);
void ent_gather_year_end(struct year_pairs *year);
size_t ent_gather_place(const struct year_pairs *year, ent_actor from, ent_actor to);
/* A figure taken from a column of all the year's pairs at a place. */
struct wanted {
    const char *column;
    size_t place;
    ent_figure *figure;
};
/* Value and rank of each; a column wanted several times is computed once. */
void ent_gather_columns(ent_gathering *g, const struct year_pairs *year,
                        const struct wanted *wanted, size_t count);
void ent_gather_column(ent_gathering *g, const struct year_pairs *year, const char *column,
                       size_t place, ent_figure *figure);

/* Which matrix of a slice is summed. */
typedef const double *(*ent_matrix_of)(const ent_slice *slice);
/* Sums over years for all pairs of the last; @p sum is n×n. A pair for which a year is missing has
 * none; years before it was a dyad do not count. */
struct totals {
    size_t n, a, b;
    ent_actor *actor;
    uint8_t *together, *gap;
    double *sum;
    double *imports; /* n: sums of arms_imports, where arms are summed */
};
bool ent_gather_totals(ent_gathering *g, unsigned needs, ent_matrix_of matrix, int year1, int year2,
                       struct totals *out);
void ent_gather_totals_end(struct totals *totals);
/* Rank of a value among the sums of all pairs (@p directed: ordered pairs); @p share: each divided
 * by what the receiver imports. */
ent_rank ent_gather_totals_rank(ent_gathering *g, const struct totals *totals, double value,
                                bool directed, bool share);

/* ---- gather_trace.c: the rows behind figures about more than the two ---- */

/* The same rows as another figure's. */
void ent_gather_share(ent_figure *figure, const ent_figure *with);
/* Alliances of either in the year. */
void ent_gather_trace_portfolios(ent_gathering *g, ent_figure *figure, int year);
/* Points of both in the year. */
void ent_gather_trace_points(ent_gathering *g, ent_figure *figure, ent_kind kind,
                             const char *const *series, size_t count, int year);
void ent_gather_trace_trade(ent_gathering *g, ent_figure *figure, int year);
/* Roll calls vote_agree rests on. */
void ent_gather_trace_votes(ent_gathering *g, ent_figure *figure, int year);

/* ---- the parts, in the order of the page ---- */

void ent_gather_signed(ent_gathering *g);
void ent_gather_done(ent_gathering *g);
void ent_gather_interests(ent_gathering *g);
void ent_gather_apart(ent_gathering *g);
void ent_gather_outside(ent_gathering *g, ent_actor third);
void ent_gather_depth(ent_gathering *g);
void ent_gather_ladder(ent_gathering *g);
void ent_gather_run(ent_gathering *g);
void ent_gather_limits(ent_gathering *g);

#endif
