/* SPDX-License-Identifier: Apache-2.0 */
/** @file dynamics.h
 * Stochastic actor-oriented models: how networks and behaviour change between waves of a panel
 * (Snijders 2001, 2017). The engine knows actors 0…n − 1, networks and values, not what a tie
 * means.
 *
 * An ent_saom_data holds what was observed of one group; an ent_saom_model names the effects over
 * one or more groups and has a vector of parameters; both may be read by several threads once made.
 */
#ifndef ENTENTE_DYNAMICS_H
#define ENTENTE_DYNAMICS_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most actors of a group. */
#define ENT_SAOM_ACTORS_MAX 100000
/** Most effects of one variable. */
#define ENT_SAOM_EFFECTS_MAX 64

/* ---- Data (src/dynamics/data.c) ---- */

/** What an entry of a wave of a network says; a dyad without an entry has no tie. */
typedef enum ent_saom_tie {
    ENT_TIE_NONE = 0,
    ENT_TIE_PRESENT = 1,
    ENT_TIE_MISSING = 9,
    ENT_TIE_NEVER = 10, /**< structural zero: cannot exist while so */
    ENT_TIE_ALWAYS = 11 /**< structural one: cannot be dropped while so */
} ent_saom_tie;

typedef struct ent_saom_entry {
    uint32_t from, to; /**< from ≠ to */
    uint32_t value;    /**< an ent_saom_tie */
} ent_saom_entry;

/** One wave of a network. */
typedef struct ent_saom_wave {
    size_t count;
    const ent_saom_entry *entries;
} ent_saom_wave;

typedef struct ent_saom_data ent_saom_data;

/** Data without variables: 2 ≤ actors ≤ ENT_SAOM_ACTORS_MAX, waves ≥ 2. Errors: LIMIT, USAGE,
 * MEMORY. */
ent_status ent_saom_data_new(ent_saom_data **out, size_t actors, size_t waves, ent_error *err);
/** Names of waves and actors for messages, one each; they are copied. Without them waves are
 * counted from 1 and actors from 0. Errors: MEMORY. */
ent_status ent_saom_name(ent_saom_data *data, const char *const *wave, const char *const *actor,
                         ent_error *err);
void ent_saom_data_free(ent_saom_data *data);
size_t ent_saom_actors(const ent_saom_data *data);
size_t ent_saom_waves(const ent_saom_data *data);

/** Add a dependent network. An entry given twice must agree; when not directed, both directions
 * must be given alike. Missing ties are carried forward for simulation (0 in the first wave) and
 * left out of statistics. Errors: USAGE (name taken, entry out of range, asymmetric; no change or
 * all change in a period is found when the model is made), MEMORY. O(entries log entries). */
ent_status ent_saom_add_network(ent_saom_data *data, const char *name, bool directed,
                                const ent_saom_wave *waves, ent_error *err);
/** Add a dependent behaviour: whole numbers, waves × actors, wave by wave; missing is NaN. */
ent_status ent_saom_add_behaviour(ent_saom_data *data, const char *name, const double *value,
                                  ent_error *err);
/** Add a monadic covariate: columns × actors. One column is constant; else one a period (waves − 1)
 * or one a wave, of which the last is not used. Missing is NaN and stands for the mean. */
ent_status ent_saom_add_covariate(ent_saom_data *data, const char *name, const double *value,
                                  size_t columns, bool centre, ent_error *err);
/** Add a dyadic covariate: columns × actors × actors, row = ego, diagonal not read. */
ent_status ent_saom_add_dyadic(ent_saom_data *data, const char *name, const double *value,
                               size_t columns, bool centre, ent_error *err);
/** Say when an actor is there: @p count spans from, to in waves (0 the first, waves − 1 the last,
 * fractions between), ascending. Without a call it is there throughout. */
ent_status ent_saom_set_presence(ent_saom_data *data, size_t actor, const double (*span)[2],
                                 size_t count, ent_error *err);

/* ---- Effects (src/dynamics/effect_table.c) ---- */

/** What a coefficient belongs to. */
typedef enum ent_saom_function {
    ENT_EVALUATION, /**< having */
    ENT_CREATION,   /**< getting: ties made, steps up */
    ENT_ENDOWMENT,  /**< keeping: ties dropped, steps down */
    ENT_RATE        /**< how often an actor may change */
} ent_saom_function;

/** A line of the table of effects, for people. */
typedef struct ent_saom_effect_info {
    const char *name;      /**< usual short name */
    const char *applies;   /**< "network", "behaviour" or "rate" */
    const char *label;     /**< in words */
    const char *formula;   /**< statistic of actor i */
    const char *citation;  /**< where it is from */
    const char *needs;     /**< what `covariate` names: "", "covariate", "dyadic", "network", … */
    double parameter;      /**< default internal parameter, missing if it has none */
    const char *with;      /**< what `with` names: as needs */
    const char *networks;  /**< for networks of which sort: "any", "directed", "undirected" or "" */
    double parameter_most; /**< it is a whole number up to this; missing: any positive number */
    bool evaluation_only;  /**< no creation or endowment */
} ent_saom_effect_info;

size_t ent_saom_effect_count(void);
ent_saom_effect_info ent_saom_effect_at(size_t index);

/* ---- Model (src/dynamics/model.c) ---- */

typedef struct ent_saom_model ent_saom_model;

/** One effect of a model. Zero-initialise; strings need to live during the call only. */
typedef struct ent_saom_term {
    const char *variable;  /**< dependent network or behaviour */
    const char *effect;    /**< short name */
    const char *covariate; /**< covariate, behaviour or network it refers to; NULL if none */
    const char *with;      /**< a second one, where the effect has it */
    ent_saom_function function;
    double parameter; /**< internal parameter; 0 is the effect's default */
    double value;     /**< coefficient to start from */
    bool fixed;       /**< keep the coefficient at value */
    bool test;        /**< fixed, and tested by a score-type test */
} ent_saom_term;

/** A model of groups that hold the same variables and covariates under the same names in the same
 * order. The data must outlive the model. A basic rate for each variable and period is there from
 * the beginning. Errors: USAGE (groups differ, no dependent variable, a network in which nothing
 * changes in a period), MEMORY. */
ent_status ent_saom_model_new(ent_saom_model **out, const ent_saom_data *const *groups,
                              size_t count, ent_error *err);
void ent_saom_model_free(ent_saom_model *model);

/** Add an effect. Errors: NOT_FOUND (unknown effect or name, with the nearest), USAGE, LIMIT,
 * MEMORY. */
ent_status ent_saom_add_effect(ent_saom_model *model, const ent_saom_term *term, ent_error *err);
/** Add the product of two or three effects of one variable that are in the model already, given by
 * their places among the parameters (ent_saom_parameter_at()). */
ent_status ent_saom_add_interaction(ent_saom_model *model, const size_t *parameters, size_t count,
                                    const ent_saom_term *term, ent_error *err);
/** Model type of a network that is not directed: 2 forcing (the default), 3 initiative and
 * confirmation, 4 pairwise dictatorial, 5 pairwise mutual, 6 pairwise joint. Directed ones: 1. */
ent_status ent_saom_set_type(ent_saom_model *model, const char *variable, int type, ent_error *err);

/** A parameter of a model, for people. Strings live as long as the model. */
typedef struct ent_saom_parameter {
    const char *variable, *effect, *covariate, *with;
    ent_saom_function function;
    size_t period; /**< of a basic rate, 0 the first; over all groups */
    bool basic;    /**< a basic rate */
    double parameter, value;
    bool fixed, test;
    size_t factors;   /**< of an interaction: how many effects it multiplies, else 0 */
    size_t factor[3]; /**< their places among the parameters */
} ent_saom_parameter;

/** Parameters, basic rates included: for each variable its basic rates, then its effects in the
 * order they were added. */
size_t ent_saom_parameter_count(const ent_saom_model *model);
ent_saom_parameter ent_saom_parameter_at(const ent_saom_model *model, size_t index);
/** Set a parameter's value. */
ent_status ent_saom_set_value(ent_saom_model *model, size_t index, double value, ent_error *err);
/** Periods over all groups. */
size_t ent_saom_periods(const ent_saom_model *model);

/* ---- Simulation and target statistics (src/dynamics/simulate.c, statistic.c) ---- */

/** Observed statistics, one a parameter: what estimation makes the model reproduce on average.
 * O(two-paths of the observed networks). */
ent_status ent_saom_targets(const ent_saom_model *model, double *target, ent_error *err);

/** State of one variable at the end of one simulated period. */
typedef struct ent_saom_outcome {
    size_t simulation, period, variable;
    size_t ties; /**< of a network: entries of from and to (both directions when not directed) */
    const uint32_t *from, *to;
    const double *value; /**< of a behaviour: its actors' values */
    size_t actors;
    double time; /**< when the period stopped, 1 unless conditional */
} ent_saom_outcome;

typedef struct ent_saom_simulation {
    uint64_t seed;
    size_t first, count; /**< simulations first … first + count − 1 of the seed */
    bool conditional; /**< each period runs until the first variable changed as much as observed */
    bool plain;       /**< visit every alter in every ministep: the same figures, slower */
    int threads;      /**< 0: as OpenMP has it */
    /** Instead of the observed periods, this many beyond the last wave (of the last group), each
     * from where the one before ended, at the rates and covariates of the last period and without
     * conditioning. Outcomes number them from ent_saom_periods(); statistic and score must be NULL.
     */
    size_t beyond;
    /** Called for each outcome, by one thread at a time but in no order; may be NULL. Return false
     * to stop. */
    bool (*outcome)(void *context, const ent_saom_outcome *outcome);
    void *context;
} ent_saom_simulation;

/** Simulate. Arrays are count × parameters, row by row, any of them NULL if not wanted.
 * @param value      a coefficient for each parameter
 * @param statistic  simulated statistics
 * @param score      derivative of the log-probability of what was simulated by each parameter
 * @param ministeps  number of ministeps simulated, all together
 * Errors: USAGE, MEMORY, LIMIT (a period that does not end within 10⁹ ministeps, an infinite
 * weight). */
ent_status ent_saom_simulate(const ent_saom_model *model, const double *value,
                             const ent_saom_simulation *how, double *statistic, double *score,
                             uint64_t *ministeps, ent_error *err);

/** What was observed at the end of each period, told like simulated outcomes (simulation 0, missing
 * ties and values as they were carried forward). Ends when @p outcome returns false. Errors:
 * MEMORY.
 */
ent_status ent_saom_observed(const ent_saom_model *model,
                             bool (*outcome)(void *context, const ent_saom_outcome *outcome),
                             void *context, ent_error *err);

/* ---- Estimation (src/dynamics/estimate.c) ---- */

/** What estimation is doing, for a progress line. */
typedef struct ent_saom_progress {
    int phase, subphase, round;
    size_t done, of;        /**< simulations of this phase */
    size_t parameters;      /**< estimated ones */
    const double *estimate; /**< of them, now */
    const double *t_ratio;  /**< last known, NULL in phase 1 of the first round */
} ent_saom_progress;

typedef struct ent_saom_options {
    uint64_t seed;
    bool conditional;        /**< on the first variable's amount of change */
    bool finite_differences; /**< derivative by differences instead of scores */
    size_t n3;               /**< simulations of phase 3; 0 is 1000 */
    int subphases;           /**< of phase 2; 0 is 4 */
    double gain;             /**< first gain; 0 is 0.2 */
    int rounds;              /**< restarts at most; 0 is 10, negative none */
    int threads;
    bool team; /**< the other processes serve: entente/team.h */
    /** Called now and then by the calling thread; may be NULL. Return false to end with what there
     * is. */
    bool (*progress)(void *context, const ent_saom_progress *progress);
    void *context;
} ent_saom_options;

/** Result. Vectors are over all parameters, matrices parameters × parameters; entries of fixed
 * parameters (and of the first variable's basic rates when conditional) are 0 in matrices. */
typedef struct ent_saom_fit {
    size_t parameters;
    bool *estimated;
    double *estimate, *se, *t_ratio, *target, *mean; /**< mean: of the simulated statistics */
    double *covariance;                              /**< of the estimates */
    double *derivative;           /**< of expected statistics (row) by parameter */
    double *statistic_covariance; /**< of the simulated statistics */
    double *simulated;            /**< phase 3: n3 × parameters statistics */
    size_t n3;
    double t_max; /**< overall maximum convergence ratio: the largest t-ratio of any combination of
                       statistics, so at least that of each */
    bool converged;    /**< t_max < 0.25 and every |t| < 0.1 */
    bool stopped;      /**< by progress() */
    int rounds;        /**< restarts used */
    size_t iterations; /**< simulations of all phases */
    uint64_t ministeps;
    char advice[512]; /**< in words: divergence, collinear effects, statistics at their bound */
} ent_saom_fit;

/** Estimate by the method of moments with the Robbins–Monro algorithm (Snijders 2001; Robbins &
 * Monro 1951), derivatives by the score-function method (Schweinberger & Snijders 2007). The
 * model's values are where it starts. Figures depend on the seed and not on the threads. */
ent_status ent_saom_estimate(const ent_saom_model *model, const ent_saom_options *options,
                             ent_saom_fit **out, ent_error *err);
void ent_saom_fit_free(ent_saom_fit *fit);

#ifdef __cplusplus
}
#endif
#endif
