/* SPDX-License-Identifier: Apache-2.0 */
/* The sampler's state and its moves. */
#ifndef ENTENTE_LATENT_GIBBS_H
#define ENTENTE_LATENT_GIBBS_H

#include "base/random.h"
#include "latent/em.h"

/* What the streams of a sweep are for. */
enum {
    ENT_STREAM_PART = 0x10,
    ENT_STREAM_SPELL,
    ENT_STREAM_DYNAMICS,
    ENT_STREAM_SHIFT,
    ENT_STREAM_SCALE,
    ENT_STREAM_DRIFT,
    ENT_STREAM_BEGIN
};

/* Set in the number of a chain that is not one of the sampler's. */
enum { ENT_REFINING = 0x800000 };

/* Everything that one chain carries from sweep to sweep. */
typedef struct ent_state {
    double *parameters; /* of all parts */
    double *trait;      /* of nodes */
    double *eta;        /* of observations by code, node by node: log rate of counts */
    uint8_t *level;     /* of spells */
    uint8_t *broken;    /* of nodes: whether the step into it is a break */
    ent_dynamics dynamics;
    double slope_sd;
} ent_state;

/* What a code of an ordered part says of the trait: the answer βθ + ε fell between two cuts. */
typedef struct ent_answer {
    double slope, lower, upper;
    bool ordered; /* false: of a count part, the rest unused */
} ent_answer;

typedef struct ent_gibbs {
    const ent_observed *observed; /* spells are runs */
    const ent_latent_options *options;
    const ent_em *start; /* a fit by the grid: where chains begin, and how far proposals go */
    double *factor;      /* of parts: Cholesky factor of the fit's covariance */
    ent_answer *answer;  /* of codes, as of this sweep */
    unsigned threads;
    size_t *place; /* of the observations code by code: their place node by node */
    /* Times at which the line may shift: no part was observed both before and from then on. */
    int32_t *drift;
    size_t drift_count;
    int32_t *part_first, *part_last; /* times of a part's first and last observation */
    int32_t *node_time;
    uint32_t chain, sweep; /* where it is */
    ent_state state;
} ent_gibbs;

static inline ent_random ent_gibbs_stream(const ent_gibbs *gibbs, unsigned purpose, size_t index) {
    return ent_random_stream(gibbs->options->seed, purpose << 24 | gibbs->chain, (uint32_t)index,
                             gibbs->sweep);
}

/* What does not change from sweep to sweep; the state is the caller's (gibbs_new.c). */
ent_status ent_gibbs_new(ent_gibbs *gibbs, const ent_observed *observed,
                         const ent_latent_options *options, const ent_em *start, ent_error *err);
void ent_gibbs_free(ent_gibbs *gibbs);
/* Put the state around the fit, or at given parameters. */
void ent_gibbs_begin(ent_gibbs *gibbs);
void ent_gibbs_begin_at(ent_gibbs *gibbs, const double *parameters, const ent_dynamics *dynamics);
/* One sweep of the chain and sweep that are set. */
ent_status ent_gibbs_sweep(ent_gibbs *gibbs, ent_error *err);

/* Items given traits (gibbs_items.c): ordered parts with their latent answers integrated out,
 * others given log rates and values. */
void ent_gibbs_items(ent_gibbs *gibbs);
/* Latent answers and log rates, then a level and a path for each spell (gibbs_path.c). */
ent_status ent_gibbs_paths(ent_gibbs *gibbs, ent_error *err);
/* Dynamics and the sd of slopes given the rest; then moves of the whole line (gibbs_moves.c). */
void ent_gibbs_dynamics(ent_gibbs *gibbs);
void ent_gibbs_line(ent_gibbs *gibbs);

ent_status ent_state_new(ent_state *state, const ent_observed *observed, ent_error *err);
void ent_state_free(ent_state *state);

/* Split rank-normalised R̂ and bulk effective sample size of chains × draws values, chain after
 * chain (converge.c). @p room: 3 × chains × draws. */
void ent_converge(const float *values, size_t stride, size_t chains, size_t draws, double *room,
                  double *rhat, double *ess);

#endif
