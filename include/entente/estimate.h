/* SPDX-License-Identifier: Apache-2.0 */
/** @file estimate.h
 * What is fed to the latent model and what is made of it: the *depth* of a dyad's military ties,
 * and the *gap* between practice and what the formal record alone predicts. docs/depth.md.
 */
#ifndef ENTENTE_ESTIMATE_H
#define ENTENTE_ESTIMATE_H

#include "entente/latent.h"
#include "entente/measure.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Items (src/estimate/depth_item.c) ---- */

/** Which side of a tie an item shows; sets of sides are sums. */
typedef enum ent_depth_side {
    ENT_DEPTH_PAPER = 1,    /**< the formal record: what is owed */
    ENT_DEPTH_PRACTICE = 2, /**< what is done */
    ENT_DEPTH_HOSTILE = 4   /**< disputes and rivalry: no part of depth, for comparison only */
} ent_depth_side;

typedef struct ent_depth_item {
    const char *name;  /**< stable: "defense", "exercise_two_land" */
    const char *label; /**< one line, English */
    ent_depth_side side;
    ent_kind kind; /**< of evidence */
    bool standing; /**< a state that stands until it changes: read when it changes, and then every
                        ENT_DEPTH_READING years that it stands */
    ent_latent_item latent;
} ent_depth_item;

enum { ENT_DEPTH_ITEMS = 27, ENT_DEPTH_READING = 10 };

/** Items in order: paper, practice, hostile. */
const ent_depth_item *ent_depth_item_at(size_t index);
/** ENT_NEED_… bits of a slice that the items are read from. */
unsigned ent_depth_needs(void);
/** The items of dyads of a slice: @p out[p · ENT_DEPTH_ITEMS + k] is item k of pair p; NaN where no
 * source covers it. Errors: MEMORY. O(pairs · items). */
ent_status ent_depth_items_of(const ent_slice *slice, const ent_pairs *pairs, float *out,
                              ent_error *err);

/* ---- All dyad-years (src/estimate/depth_table.c) ---- */

/** Items of all dyads of the CoW system. Node n is a dyad-year; nodes stand spell by spell: a
 * spell is the consecutive years in which the two were members together, spells are ordered by
 * actor1 < actor2 and first year. */
typedef struct ent_depth_table {
    int year1, year2;
    size_t spell_count, node_count;
    ent_actor *actor1, *actor2; /**< of spells */
    ent_latent_spell *spells;   /**< first: the calendar year */
    size_t *first_node;         /**< spell_count + 1 */
    float *value;               /**< node_count × ENT_DEPTH_ITEMS */
} ent_depth_table;

/** Read the items of @p year1…@p year2. Errors: USAGE, STORE, MEMORY. O(years · n² · items). */
ent_status ent_depth_table_new(ent_depth_table **out, ent_store *store, const ent_actors *actors,
                               int year1, int year2, ent_error *err);
void ent_depth_table_free(ent_depth_table *table);
/** First and last year that some source of the items of depth covers, 1950 or later; *any false:
 * the store holds no such source. */
ent_status ent_depth_years(ent_store *store, int *year1, int *year2, bool *any, ent_error *err);

/** The observations of some sides as data of the latent model; its items are those of
 * @p item_of, by number. Freed with ent_depth_data_free(). */
typedef struct ent_depth_data {
    ent_latent_data latent;
    size_t item_of[ENT_DEPTH_ITEMS]; /**< depth item of each latent item */
    void *owned[4];                  /**< the arrays under it */
} ent_depth_data;
/** @p items: bit k asks for item k. Items that were never observed to differ are left out.
 * @p hidden: NULL, or node_count × ENT_DEPTH_ITEMS flags of cells to leave out. The table must
 * outlive the data. Errors: USAGE (no item left), MEMORY. O(nodes · items). */
ent_status ent_depth_data_new(ent_depth_data *out, const ent_depth_table *table, uint32_t items,
                              const uint8_t *hidden, ent_error *err);
void ent_depth_data_free(ent_depth_data *data);
/** Whether any of some items was observed with two values: without, there is nothing to estimate.
 */
bool ent_depth_table_varies(const ent_depth_table *table, uint32_t items);
/** Bits of the items of sides. */
uint32_t ent_depth_items_of_sides(unsigned sides);

/* ---- Depth and gap of all dyad-years (src/estimate/depth_fit.c) ---- */

/** The fits: of all items, of the formal record alone, of practice alone. */
typedef enum ent_depth_part {
    ENT_DEPTH_ALL,
    ENT_DEPTH_OF_PAPER,
    ENT_DEPTH_OF_PRACTICE,
    ENT_DEPTH_PARTS
} ent_depth_part;

typedef struct ent_depth_options {
    unsigned threads; /**< 0: as many as OpenMP thinks fit */
    uint64_t seed;    /**< 1 */
    unsigned draws;   /**< joint draws behind ranks and gaps, 100 to 1000 */
    uint32_t items;   /**< bits of the items to use: those of paper and practice */
    uint32_t moved;   /**< bits of items of practice that count as paper: none */
    /** As of the latent model's. May be NULL. */
    bool (*on_progress)(void *context, const ent_latent_progress *progress);
    void *context;
} ent_depth_options;
ent_depth_options ent_depth_defaults(void);
/** What the latent model is asked for. */
ent_latent_options ent_depth_latent(void);

/** Where an item is in the fits. */
typedef struct ent_depth_loading {
    bool used;
    ent_latent_item_fit fit;
} ent_depth_loading;

/** An estimate. Spells that observed the same in the same years share a *path*. */
typedef struct ent_depth_estimate {
    int year1, year2;
    size_t spell_count, path_count;
    ent_actor *actor1, *actor2; /**< of spells */
    int32_t *first;             /**< of spells: first year */
    uint32_t *path;             /**< of spells */
    size_t *path_row;           /**< path_count + 1: years of path p are path_row[p] … */
    float *value;               /**< ENT_DEPTH_FIELDS a year; NaN is missing */
    ent_latent_info info[ENT_DEPTH_PARTS]; /**< of a part without items all 0 */
    ent_depth_loading loading[ENT_DEPTH_PARTS][ENT_DEPTH_ITEMS];
} ent_depth_estimate;

/** Estimate. Depth is missing in a dyad-year in which nothing was covered, the gap where no source
 * of practice or none of the formal record covers it. A store without one of the two sides gives no
 * gap. Errors: USAGE, MEMORY, LIMIT. O(fits + draws · nodes). */
ent_status ent_depth_estimate_new(ent_depth_estimate **out, const ent_depth_table *table,
                                  const ent_depth_options *options, ent_error *err);
void ent_depth_estimate_free(ent_depth_estimate *estimate);

/** Probability that a path is higher in year index @p b than in @p a (indices into its years), from
 * its means, intervals and correlations: a posterior path is a Markov chain, taken as Gaussian.
 * NaN if depth is missing in either. @p path: years × ENT_DEPTH_FIELDS. O(years). */
double ent_depth_rise(const float *path, size_t a, size_t b);

/* ---- Depth by sampling, beside the default (src/estimate/depth_sample.c) ---- */

/** An item by both estimators; how the sampler's chains agree, over all dyad-years. */
typedef struct ent_depth_sample {
    int year1, year2;
    ent_latent_info by_default, by_sampler;
    ent_depth_loading item[ENT_DEPTH_ITEMS], item_sampled[ENT_DEPTH_ITEMS];
    double correlation;          /**< of the two posterior means of depth */
    double sd_ratio;             /**< mean sd, sampler's over default's */
    double rhat_median, rhat_95; /**< quantiles of R̂ */
    double ess_median, ess_5;    /**< of the effective sample size */
} ent_depth_sample;
/** Options of the sampler for depth: two chains of 100 sweeps thrown away and 100 kept. */
ent_latent_options ent_depth_sample_defaults(void);
/** Fit all items of the years the store's sources cover by both estimators. *any false: the store
 * holds none of them, or nothing in them that varies. Memory: 4 bytes · dyad-years · draws ·
 * chains. Errors: as of ent_latent_fit_gibbs(), STORE. O(sweeps · observations). */
ent_status ent_depth_sample_new(ent_depth_sample *out, bool *any, ent_store *store,
                                const ent_actors *actors, const ent_latent_options *options,
                                ent_error *err);

/* ---- Depth kept in the store (src/estimate/depth_cache.c) ---- */

/** Whether the store has an estimate of depth that rests on what the store holds now. O(sources).
 */
ent_status ent_depth_fresh(ent_store *store, bool *fresh, ent_error *err);
/** Estimate depth for the years its sources cover. *out NULL if the store holds none of them, or
 * nothing in them that varies. Errors: as of ent_depth_estimate_new(), STORE. */
ent_status ent_depth_compute(ent_depth_estimate **out, ent_store *store, const ent_actors *actors,
                             const ent_depth_options *options, ent_error *err);
/** Keep an estimate (NULL: that there is none): in the store if it was opened to write, else in
 * memory until it is closed. Errors: as of ent_store_put_estimate(). */
ent_status ent_depth_put(ent_store *store, const ent_depth_estimate *estimate, ent_error *err);
/** Items, loadings and how the fits went, as JSON (docs/depth.md); not called if there is none. */
ent_status ent_depth_detail(ent_store *store, ent_detail_fn fn, void *context, ent_error *err);
/** Paths of a dyad, by first year; of all spells with @p a = @p b = 0. */
ent_status ent_depth_spells(ent_store *store, ent_actor a, ent_actor b, ent_spell_fn fn,
                            void *context, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
