/* SPDX-License-Identifier: Apache-2.0 */
/** @file latent.h
 * The dynamic latent trait model: units move along a line, items observe where they are.
 *
 * A *spell* is a unit's uninterrupted presence at consecutive times; each of its times is a *node*.
 * The trait θ of a spell begins at N(start_mean, start_sd²) and walks: θ_t ~ N(θ_{t−1}, σ²), σ
 * being common or one of several levels, a spell keeping its level; a step may also be a *break*,
 * with a larger variance. Every observation is a node's value of an item, and
 *
 *   binary, ordered   P(y ≤ c) = Φ(κ_c − β θ)
 *   count             y ~ Poisson(exp(α + β θ + ω ε)), ε ~ N(0, 1)
 *   continuous        y ~ N(α + β θ, ω²)
 *   hurdle            P(y > 0) = Φ(β θ − κ), log y | y > 0 ~ N(α + β₂ θ, ω²)
 *
 * Location and scale are those of the start; the sign is that of items whose β cannot be negative,
 * or of an anchor pair. Two estimators give the same kind of result: ent_latent_fit_grid() and
 * ent_latent_fit_gibbs(). Both are bit-identical for any number of threads. docs/latent.md.
 */
#ifndef ENTENTE_LATENT_H
#define ENTENTE_LATENT_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ent_latent_type {
    ENT_LATENT_BINARY,     /**< 0, 1 */
    ENT_LATENT_ORDERED,    /**< 0 … categories − 1 */
    ENT_LATENT_COUNT,      /**< whole numbers from 0 to ENT_LATENT_COUNT_MAX */
    ENT_LATENT_CONTINUOUS, /**< any number */
    ENT_LATENT_HURDLE      /**< numbers from 0: mostly 0, else an amount seen by its logarithm */
} ent_latent_type;

enum { ENT_LATENT_CATEGORIES_MAX = 12, ENT_LATENT_COUNT_MAX = 100000, ENT_LATENT_LEVELS_MAX = 16 };

typedef struct ent_latent_item {
    ent_latent_type type;
    unsigned categories; /**< of ORDERED: 2 … ENT_LATENT_CATEGORIES_MAX; ignored otherwise */
    bool positive;       /**< β ≥ 0 (of HURDLE both): more of it means more of the trait */
} ent_latent_item;

typedef struct ent_latent_spell {
    uint32_t unit;   /**< any number; the spells of a unit need not be neighbours */
    int32_t first;   /**< time of the first node */
    uint32_t length; /**< nodes, > 0 */
} ent_latent_spell;

/** What was observed. Nodes are numbered spell by spell: those of spell 0 in order of time, then
 * those of spell 1, and so on. A node may have no observation; an item may be seen at one time only
 * or at many. What was not observed is not there: a missing value has no row. */
typedef struct ent_latent_data {
    size_t item_count;
    const ent_latent_item *items;
    size_t spell_count;
    const ent_latent_spell *spells;
    const size_t *row;    /**< nodes + 1: node n has the observations row[n] … row[n + 1] − 1 */
    const uint32_t *item; /**< of each observation; an item at most once in a node */
    const double *value;  /**< of each observation, finite */
} ent_latent_data;

/** Nodes of the data: the sum of the spells' lengths. O(spells). */
size_t ent_latent_node_count(const ent_latent_data *data);

/** Says which end is up when items alone do not: the mean trait of one unit is above another's. */
typedef struct ent_latent_anchor {
    bool given;
    uint32_t above, below; /**< units */
} ent_latent_anchor;

/** How far a fit has come: EM iterations, or sweeps of all chains. */
typedef struct ent_latent_progress {
    const char *stage; /**< "fit", "intervals", "sample" */
    size_t done, of;   /**< of: an upper bound */
} ent_latent_progress;

/** What to estimate and how. Begin with ent_latent_defaults(). */
typedef struct ent_latent_options {
    double start_mean, start_sd; /**< of a spell's first trait: 0, 1 */
    /** 1: one σ for all, estimated; more: a geometric grid of levels from step_sd_min to
     * step_sd_max whose weights are estimated. 1 by default. */
    unsigned levels;
    double step_sd_min, step_sd_max; /**< 0.02, 0.8; with one level its bounds */
    /** > 0: every later trait has the prior N(start_mean, hold_sd²) as well, which keeps the line
     * from stretching as it goes. Only with one level of a fixed step (step_sd_min = step_sd_max)
     * and without breaks. 0 by default: a free walk. */
    double hold_sd;
    bool breaks;     /**< steps may be breaks; their probability is estimated */
    double break_sd; /**< of a break's step: 1 */
    /** Priors: β ~ N(0, slope_sd²), cut by 0 where β is positive; 0, the default: the sd is common
     * to all items and estimated. */
    double slope_sd;
    double cut_sd; /**< of κ and α: 5 */
    ent_latent_anchor anchor;
    uint64_t seed;    /**< 1 */
    unsigned threads; /**< 0: as many as OpenMP thinks fit */

    /* Grid */
    unsigned iterations; /**< at most, 500 */
    double tolerance;    /**< change of traits in an iteration, in sds, root mean square: 2e-3 */
    double grid_step;    /**< 0: chosen from the smallest posterior sd */
    unsigned parameter_draws;  /**< draws of the item parameters behind intervals, 32; 0: none, the
                                    intervals then take the parameters as known */
    unsigned parameter_sweeps; /**< by which the sampler moves each such draw on, where there are
                                    fewer than 1000 observations for each parameter, 4 */

    /* Gibbs */
    unsigned chains;  /**< 2 */
    unsigned burn_in; /**< sweeps of each chain thrown away, 500 */
    unsigned draws;   /**< kept of each chain, 1000 */
    unsigned thin;    /**< sweeps per kept draw, 1 */
    /** File to which the sampler saves its state every save_every sweeps, when interrupted and at
     * the end, and from which it goes on if the file is there and of the same data and options
     * (draws and threads apart: more draws prolong a finished run). NULL: none. */
    const char *state;
    unsigned save_every; /**< 500 */

    /** Called from one thread now and then; false stops the fit with ENT_ERR_LIMIT
     * ("interrupted"). May be NULL. */
    bool (*on_progress)(void *context, const ent_latent_progress *progress);
    void *context;
} ent_latent_options;

ent_latent_options ent_latent_defaults(void);

/** A fitted model. Reading it from several threads at once is safe. */
typedef struct ent_latent_fit ent_latent_fit;

/** Marginal maximum a posteriori of the item parameters by EM, the traits integrated on a grid
 * (docs/latent.md). The data may be freed after the call.
 * Errors: USAGE (what is wrong with the data or options, by item, spell or observation), MEMORY,
 * LIMIT (interrupted). O(iterations · (observations + nodes · levels · width) · window): linear in
 * observations; spells that observed the same are computed once. */
ent_status ent_latent_fit_grid(ent_latent_fit **out, const ent_latent_data *data,
                               const ent_latent_options *options, ent_error *err);
/** The same model by Gibbs sampling with forward filtering and backward sampling. Memory: 4 bytes ·
 * nodes · chains · draws. Errors: as above, and IO, FORMAT for the state file.
 * O(sweeps · (observations + nodes · levels)). */
ent_status ent_latent_fit_gibbs(ent_latent_fit **out, const ent_latent_data *data,
                                const ent_latent_options *options, ent_error *err);
/** Traits in other data of the same items, with the item parameters and the dynamics of a fit by
 * the grid (its parameter draws included) held as they are. Errors: USAGE (other items, a fit by
 * sampling), MEMORY. */
ent_status ent_latent_smooth(ent_latent_fit **out, const ent_latent_fit *fit,
                             const ent_latent_data *data, ent_error *err);
void ent_latent_free(ent_latent_fit *fit);

/** How a fit went. */
typedef struct ent_latent_info {
    size_t nodes, spells, items, observations;
    size_t distinct_spells; /**< computed by the grid; spells for the sampler */
    bool converged;         /**< grid: within tolerance; sampler: rhat below 1.01 */
    unsigned iterations;    /**< EM iterations, or sweeps of a chain */
    double log_posterior;   /**< grid: marginal, up to a constant; sampler: 0 */
    double grid_step;       /**< 0 for the sampler */
    unsigned grid_points;
    double rhat, ess; /**< sampler: worst over nodes and step sizes; grid: 1, 0 */
    unsigned levels;
    double level_sd[ENT_LATENT_LEVELS_MAX];     /**< σ of each level */
    double level_weight[ENT_LATENT_LEVELS_MAX]; /**< share of the spells */
    double break_probability;                   /**< of a step; 0 without breaks */
} ent_latent_info;
ent_latent_info ent_latent_describe(const ent_latent_fit *fit);

/** Posterior of each node's trait: arrays of nodes, any may be NULL. @p level in (0, 1) is that of
 * the equal-tailed interval lo … hi. Errors: USAGE. O(nodes · window). */
ent_status ent_latent_summary(const ent_latent_fit *fit, double level, double *mean, double *sd,
                              double *lo, double *hi, ent_error *err);
/** Posterior probability that the step into each node was a break; 0 for first nodes, and for all
 * when the model has no breaks. @p out: nodes. */
void ent_latent_breaks(const ent_latent_fit *fit, double *out);
/** Convergence of each node's trait over the sampler's chains: split rank-normalised R̂ and bulk
 * effective sample size (Vehtari et al. 2021); arrays of nodes, either may be NULL. A fit by the
 * grid gives 1 and 0. */
ent_status ent_latent_convergence(const ent_latent_fit *fit, double *rhat, double *ess,
                                  ent_error *err);

/** Number of joint draws a fit can give: chains · draws; UINT32_MAX for the grid, which draws when
 * asked. */
uint32_t ent_latent_draw_count(const ent_latent_fit *fit);
/** Joint draws number first … first + count − 1 of the traits of some nodes: @p out is
 * count × node_count, a draw to a row. Draws of one number go together whatever nodes are asked
 * for: differences, ranks and rises may be taken from them. @p nodes NULL: all, in order.
 * Errors: USAGE, MEMORY. Grid: one forward pass over the data per parameter draw in the range,
 * best asked for many at a time. */
ent_status ent_latent_draws(const ent_latent_fit *fit, uint32_t first, uint32_t count,
                            const size_t *nodes, size_t node_count, float *out, ent_error *err);

/** Estimates of an item: posterior mode and sd (grid) or mean and sd (sampler). Parts an item's
 * type does not have are 0. A category never observed between others has the cut of the one below
 * (grid). */
typedef struct ent_latent_item_fit {
    double slope, slope_sd;   /**< β */
    double slope2, slope2_sd; /**< β₂ of a hurdle's amounts */
    unsigned cut_count;
    double cut[ENT_LATENT_CATEGORIES_MAX - 1], cut_sd[ENT_LATENT_CATEGORIES_MAX - 1]; /**< κ */
    double intercept, intercept_sd;                                                   /**< α */
    double scale;                                                                     /**< ω */
    size_t observations;
} ent_latent_item_fit;
/** Errors: USAGE (no such item). */
ent_status ent_latent_item_of(const ent_latent_fit *fit, size_t item, ent_latent_item_fit *out,
                              ent_error *err);

/** What the fit expects of cells, observed or not: for @p count pairs of node and item, the log
 * posterior predictive density or probability of @p value (NULL if not wanted: @p log_score is
 * then NULL too) and P(value > 0) (for CONTINUOUS: the mean instead). Arrays of count, any output
 * may be NULL. Cells that were part of the data are predicted with the trait that they helped to
 * estimate: hide them first. Errors: USAGE, MEMORY. */
ent_status ent_latent_predict(const ent_latent_fit *fit, size_t count, const size_t *node,
                              const uint32_t *item, const double *value, double *log_score,
                              double *positive, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
