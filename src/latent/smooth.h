/* SPDX-License-Identifier: Apache-2.0 */
/* Exact smoothing on a grid: each node has a window of grid points that holds its mass. */
#ifndef ENTENTE_LATENT_SMOOTH_H
#define ENTENTE_LATENT_SMOOTH_H

#include "latent/part.h"

/* A move by d steps of the grid has the weight[half + d]. */
typedef struct ent_kernel {
    float *weight;
    size_t half;
} ent_kernel;

/* Windows of all nodes: node n holds points start[n] … start[n] + width[n] − 1, its values at
 * offset[n] of an array of offset[node_count]. */
typedef struct ent_windows {
    uint32_t *start, *width;
    size_t *offset;
} ent_windows;

/* What a pass over the data needs and leaves. */
typedef struct ent_smoother {
    const ent_observed *observed;
    unsigned threads;
    ent_grid grid;
    ent_dynamics dynamics;
    const double *parameters; /* of the parts */
    const double *covariance; /* of each part's parameters, or NULL: they are taken as known */
    float *table;             /* codes × points: log probabilities */
    float *start;             /* points: the first node's prior, sum 1 */
    ent_kernel step[ENT_LATENT_LEVELS_MAX]; /* a step, broken or not */
    ent_kernel square;                      /* of one level: unbroken, times its squared length */
    ent_kernel broken;                      /* broken */
    ent_windows windows;
    size_t longest; /* most values of a run's windows */

    float *posterior;        /* by the windows; of each node sum 1 */
    double *mean, *variance; /* of nodes */
    double *broke;           /* of nodes: probability that the step into it was a break */
    double *edge;            /* of nodes: mass at ends of the window that are not the grid's */
    double *log_likelihood;  /* of runs */
    double *level;           /* runs × levels: probability of each */
    double *squares;         /* of runs: expected squared length of unbroken steps */
} ent_smoother;

/* Make room for nodes and runs. Windows begin as the whole grid. Errors: MEMORY. */
ent_status ent_smoother_new(ent_smoother *smoother, const ent_observed *observed, ent_grid grid,
                            unsigned threads, ent_error *err);
void ent_smoother_free(ent_smoother *smoother);
/* Lay another grid; windows become the whole of it. */
ent_status ent_smoother_lay(ent_smoother *smoother, ent_grid grid, ent_error *err);
/* Fit every window to its node's mean and variance: @p reach standard deviations each side. */
ent_status ent_smoother_fit_windows(ent_smoother *smoother, double reach, ent_error *err);
/* Tables and kernels for parameters and dynamics, then smooth every run. The parameters must live
 * until the next pass. Bit-identical for any number of threads.
 * O(observations · window + nodes · levels · window · kernel). Errors: MEMORY. */
ent_status ent_smoother_pass(ent_smoother *smoother, const double *parameters,
                             const double *covariance, const ent_dynamics *dynamics,
                             ent_error *err);
/* Only the tables and kernels. */
ent_status ent_smoother_prepare(ent_smoother *smoother, const double *parameters,
                                const double *covariance, const ent_dynamics *dynamics,
                                ent_error *err);

/* Moments and edges from posteriors put in place by other means. */
void ent_smoother_finish(ent_smoother *smoother);

/* ---- One run (forward.c) ---- */

/* Room for one run's values, for one thread. */
typedef struct ent_forward {
    double *sum;                         /* widest window */
    float *emission;                     /* by the run's windows */
    float *filtered;                     /* levels × values: forward probabilities */
    float *padded;                       /* a window with its kernel's reach on both sides */
    float *message, *other;              /* widest window */
    double level[ENT_LATENT_LEVELS_MAX]; /* probability of each */
} ent_forward;

ent_status ent_forward_new(ent_forward *forward, const ent_smoother *smoother, ent_error *err);
void ent_forward_free(ent_forward *forward);
/* Emissions and forward probabilities of a run; the probabilities of its levels; returns the log
 * likelihood. */
double ent_forward_run(const ent_smoother *smoother, size_t run, ent_forward *forward);
/* out(window of @p to) = Σ kernel · in(window of @p from). The kernels are symmetric: the same
 * function serves forward and backward. */
void ent_forward_move(const ent_smoother *smoother, size_t from, size_t to,
                      const ent_kernel *kernel, const float *in, float *padded, float *out);

#endif
