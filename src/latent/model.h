/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share: observations made ready for computing, the vector of
 * parameters, and the dynamics. */
#ifndef ENTENTE_LATENT_MODEL_H
#define ENTENTE_LATENT_MODEL_H

#include "entente/latent.h"
#include "latent/quick.h"

/* An item as it is computed: a hurdle is two parts, one for whether and one for how much. */
typedef enum ent_part_type { ENT_PART_ORDERED, ENT_PART_COUNT, ENT_PART_GAUSS } ent_part_type;

/* Most parameters a part can have: a slope and the cuts. */
enum { ENT_PART_PARAMETERS = ENT_LATENT_CATEGORIES_MAX };

/* Parameters of a part, from `at` in the vector: slope first, then
 *   ordered  the cuts κ_0 < κ_1 < …
 *   count, gauss  α, log ω; of gauss on the scale (y − centre) / spread */
enum { ENT_SLOPE = 0, ENT_CUT = 1, ENT_INTERCEPT = 1, ENT_LOG_SCALE = 2 };

typedef struct ent_part {
    ent_part_type type;
    uint32_t item;
    bool positive;
    unsigned parameters;
    size_t at;
    uint32_t code; /* ordered and count: its first code; gauss: its number among gauss parts */
    uint32_t codes;
    double centre, spread;
    size_t observations;
    const ent_quick *quick; /* for ordered parts; NULL: exact functions only */
} ent_part;

/* An observation of a gauss part, standardised. */
typedef struct ent_real {
    uint32_t part;
    double value;
} ent_real;

/* Observations ready for computing. An observation of an ordered or a count part is a *code*: one
 * number that stands for the part and the value together. Spells that observed the same are one
 * *run*; nodes are those of the runs. */
typedef struct ent_observed {
    size_t item_count, part_count, spell_count, run_count, node_count, code_count;
    size_t parameter_count;   /* of all parts */
    size_t observation_count; /* of the spells */
    ent_latent_item *items;
    ent_quick *quick;
    uint32_t *part_of_item; /* first part of each item */
    ent_part *parts;
    uint32_t *part_of_code;
    double *value_of_code; /* category or count */
    ent_latent_spell *spells;
    uint32_t *run_of_spell;
    size_t *spell_node; /* spell_count + 1: first node of each spell, as the caller counts */
    size_t *run_node;   /* run_count + 1: first node of each run */
    double *weight;     /* spells in each run */
    uint32_t *run_of_node;
    size_t *code_row; /* node_count + 1 */
    uint32_t *code;
    size_t *real_row; /* node_count + 1 */
    ent_real *real;
    size_t *node_row; /* code_count + 1: the nodes at which each code was observed */
    uint32_t *node_of_code;
    size_t *real_of_part_row; /* part_count + 1, as places in `real` by part */
    size_t *real_of_part;
    uint32_t *node_of_real;
} ent_observed;

/* Check the data and make them ready. @p merge: let spells that observed the same be one run.
 * @p like: take the scale of reals from these (of the same items), not from the data; may be NULL.
 */
ent_status ent_observed_new(ent_observed **out, const ent_latent_data *data, bool merge,
                            const ent_observed *like, ent_error *err);
void ent_observed_free(ent_observed *observed);

/* How traits move. */
typedef struct ent_dynamics {
    double start_mean, start_sd;
    double hold; /* precision of the prior on every later trait about start_mean; 0: none */
    unsigned levels;
    double sd[ENT_LATENT_LEVELS_MAX], weight[ENT_LATENT_LEVELS_MAX];
    double break_probability, break_sd; /* probability 0: no breaks */
} ent_dynamics;

/* Priors of the parts. */
typedef struct ent_priors {
    double slope_sd, cut_sd;
} ent_priors;

/* ω² of counts and of standardised reals, and σ² of a common step, are inverse gamma a priori. */
static const double ent_scale_prior_shape = 1;
static const double ent_scale_prior_rate = 0.25;
static const double ent_step_prior_shape = 2;
static const double ent_step_prior_rate = 0.02;
/* The variance of slopes, where it is estimated, likewise. */
static const double ent_slope_prior_shape = 1;
static const double ent_slope_prior_rate = 1;
/* The probability of a break is Beta(2, 98) a priori, the weights of levels Dirichlet(2, …, 2). */
static const double ent_break_prior_yes = 2;
static const double ent_break_prior_no = 98;

#endif
