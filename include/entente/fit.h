/* SPDX-License-Identifier: Apache-2.0 */
/** @file fit.h
 * What can be asked of an estimated actor-oriented model: tests, importance of effects, goodness of
 * fit; and fits as files and tables.
 */
#ifndef ENTENTE_FIT_H
#define ENTENTE_FIT_H

#include "entente/model.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { ENT_SAOM_PARAMETER_LABEL = 256 };
/** A parameter in words, unique within its variable: "Rate period 1", "simX drink",
 * "recip (endowment)", "egoX drink * recip". */
void ent_saom_label(const ent_saom_model *model, size_t parameter,
                    char text[ENT_SAOM_PARAMETER_LABEL]);

/** A period by its waves: "1980-1985", after the group's name if there are several. Periods beyond
 * the last wave are numbered on from ent_saom_periods() and take the last group; where the last two
 * waves are whole numbers they go on in steps as large ("2010-2015"), else they are "2010+1". */
void ent_saom_period_label(const ent_saom_setup *setup, size_t period,
                           char text[ENT_SAOM_PARAMETER_LABEL]);

/* ---- Tests ---- */

typedef struct ent_saom_test {
    double statistic; /**< χ² distributed when what is tested holds */
    size_t df;
    double p;
    double one_sided; /**< of one parameter: normal deviate, above 0 if it should be larger */
} ent_saom_test;

/** Wald test that parameters have the values given (NULL: 0); src/dynamics/wald.c. Errors: USAGE
 * (none, one not estimated, covariance singular), MEMORY. */
ent_status ent_saom_wald(const ent_saom_fit *fit, const size_t *parameters, size_t count,
                         const double *value, ent_saom_test *out, ent_error *err);

/** How much to simulate for a test. */
typedef struct ent_saom_sampling {
    uint64_t seed;
    size_t count; /**< simulations; 0 is 1000 */
    bool conditional;
    int threads;
    bool team; /**< the other processes serve: entente/team.h */
} ent_saom_sampling;

/** Score-type test of parameters that were held fixed (src/dynamics/score_test.c).
 * @param one_step  for each parameter of the model where one step of estimation would put it; may
 *                  be NULL
 * Errors: USAGE, MEMORY, those of simulation. */
ent_status ent_saom_score_test(const ent_saom_model *model, const ent_saom_fit *fit,
                               const ent_saom_sampling *how, const size_t *parameters, size_t count,
                               ent_saom_test *out, double *one_step, ent_error *err);
/** Time heterogeneity test: do parameters differ by period (src/dynamics/heterogeneity.c)?
 * @param by_parameter  one a parameter of the model, df 0 where it is not tested; may be NULL
 * Errors: USAGE (one period, nothing to test), MEMORY, those of simulation. */
ent_status ent_saom_heterogeneity(const ent_saom_model *model, const ent_saom_fit *fit,
                                  const ent_saom_sampling *how, ent_saom_test *overall,
                                  ent_saom_test *by_parameter, ent_error *err);
/** Relative importance of the effects of a network at the start of a period, averaged over actors
 * (src/dynamics/importance.c). @p share: one a parameter, 0 for others; they sum to 1.
 * O(n² effects²). Errors: USAGE, MEMORY. */
ent_status ent_saom_importance(const ent_saom_model *model, const double *value,
                               const char *variable, size_t period, double *share, ent_error *err);

/* ---- Goodness of fit (src/dynamics/goodness.c) ---- */

/** Auxiliary statistics: features no effect was fitted to. */
typedef enum ent_saom_auxiliary {
    ENT_SAOM_OUTDEGREES, /**< actors with at most so many ties sent */
    ENT_SAOM_INDEGREES,  /**< received */
    ENT_SAOM_TRIADS,     /**< triad census: 16 classes directed, 4 not */
    ENT_SAOM_GEODESICS,  /**< ordered pairs at most so many steps apart */
    ENT_SAOM_CLIQUES,    /**< largest cliques by size; networks that are not directed */
    ENT_SAOM_VALUES,     /**< actors by value; behaviour */
    ENT_SAOM_AUXILIARIES
} ent_saom_auxiliary;

/** A statistic of one's own: @p out has as many values as levels were announced. */
typedef ent_status ent_saom_own_statistic(void *context, const ent_saom_outcome *outcome,
                                          double *out, ent_error *err);

enum { ENT_SAOM_LEVELS = 24, ENT_SAOM_LEVEL_TEXT = 24 };

typedef struct ent_saom_goodness {
    const char *name;
    size_t levels, simulations;
    char level[ENT_SAOM_LEVELS][ENT_SAOM_LEVEL_TEXT];
    double observed[ENT_SAOM_LEVELS]; /**< summed over periods */
    double *simulated;                /**< simulations × levels */
    double distance;                  /**< Mahalanobis, of the observed from the simulated */
    double p; /**< share of simulations at least as far from their mean as the observed */
} ent_saom_goodness;

/** Compare what was observed at the ends of periods with what is simulated. Ties and values missing
 * at either end of a period are left out of both.
 * @param kinds  which statistics; levels and context of ENT_SAOM_AUXILIARIES (one's own) in @p own
 * Errors: USAGE (a statistic that does not go with the variable), LIMIT (more than 10⁷ steps for
 * the cliques of one network), MEMORY, those of simulation. O(simulations · cost of statistics). */
ent_status ent_saom_goodness_new(const ent_saom_model *model, const double *value,
                                 const ent_saom_simulation *how, const char *variable,
                                 ent_saom_auxiliary kind, ent_saom_goodness **out, ent_error *err);
/** The same for a statistic of one's own. */
ent_status ent_saom_goodness_own(const ent_saom_model *model, const double *value,
                                 const ent_saom_simulation *how, const char *variable,
                                 const char *name, size_t levels, ent_saom_own_statistic *statistic,
                                 void *context, ent_saom_goodness **out, ent_error *err);
void ent_saom_goodness_free(ent_saom_goodness *goodness);
/** Violin plots of several, as one SVG document (src/dynamics/violin.c); freed by the caller. */
ent_status ent_saom_goodness_svg(const ent_saom_goodness *const *goodness, size_t count,
                                 const char *title, char **svg, ent_error *err);

/* ---- Description ---- */

/** What a network or behaviour is like, in a few figures (src/dynamics/describe.c). */
enum { ENT_SAOM_DESCRIPTIONS = 6 };
/** Errors: MEMORY. O(two-paths). */
ent_status ent_saom_describe(const ent_saom_model *model, const ent_saom_outcome *outcome,
                             double out[ENT_SAOM_DESCRIPTIONS], ent_error *err);
/** Whether a network is directed; false for what is none. */
bool ent_saom_is_directed(const ent_saom_model *model, const char *variable);
/** "ties", "reciprocity", … */
const char *ent_saom_description_name(size_t index);

/* ---- Files and tables (src/dynamics/fit_file.c, fit_table.c) ---- */

/** What a fit's file says beside the model. */
typedef struct ent_saom_saved {
    char *path, *folder, *text; /**< of the model file */
    uint64_t fingerprint;
    ent_saom_options options;
    size_t count;
    char **name; /**< "variable: label" of each parameter */
    double *estimate;
    ent_saom_fit *fit; /**< as it was, without simulated statistics */
} ent_saom_saved;

/** Fit, model and data fingerprint as JSON; freed by the caller. @p extra: a JSON object whose
 * members are added, or NULL. */
ent_status ent_saom_fit_json(const ent_saom_setup *setup, const ent_saom_fit *fit,
                             const char *extra, char **json, ent_error *err);
/** Read it back. Errors: IO, FORMAT, MEMORY. */
ent_status ent_saom_saved_read(ent_saom_saved **out, const char *path, ent_error *err);
void ent_saom_saved_free(ent_saom_saved *saved);
/** Put saved estimates into a model by their names; @p matched receives how many, may be NULL. */
ent_status ent_saom_saved_apply(const ent_saom_saved *saved, ent_saom_model *model, size_t *matched,
                                ent_error *err);

typedef enum ent_saom_format {
    ENT_SAOM_TEXT,
    ENT_SAOM_JSON,
    ENT_SAOM_LATEX,
    ENT_SAOM_MARKDOWN,
    ENT_SAOM_CSV
} ent_saom_format;
/** Estimates as a table (not JSON, which ent_saom_fit_json() writes); freed by the caller. */
ent_status ent_saom_fit_table(const ent_saom_setup *setup, const ent_saom_fit *fit,
                              ent_saom_format format, char **text, ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
