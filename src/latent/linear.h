/* SPDX-License-Identifier: Apache-2.0 */
/* The model made linear and normal around a fit: for how uncertain the parameters are. */
#ifndef ENTENTE_LATENT_LINEAR_H
#define ENTENTE_LATENT_LINEAR_H

#include "latent/em.h"

/* Vectors are worked on this many at a time: an entry is a row of ENT_LANES numbers. */
enum { ENT_LANES = 16 };

/* An observation's two predictors: of ordered parts its bounds, else η and log ω. */
typedef struct ent_local {
    double w11, w12, w22; /* curvature of −log p by them, positive semidefinite */
    double trait[2];      /* derivative of each by the trait */
    double slope[2];      /* … by the slope */
    int place[2];         /* the other parameter each depends on, −1: none; derivative 1 */
} ent_local;
ent_local ent_local_of(const ent_part *part, const double *parameters, double value, double trait);

/* What one observation couples: second derivatives of its −log p by trait and slope, and by trait
 * and the two other parameters it depends on (places within the part; −1: none). */
typedef struct ent_coupling {
    float slope, other[2];
} ent_coupling;

typedef struct ent_linear {
    const ent_em *em;
    ent_coupling *code;         /* of each observation by code, node by node */
    ent_coupling *code_by_part; /* the same, code by code */
    ent_coupling *real;         /* of each real */
    double *diagonal;           /* of nodes: factor of the traits' precision given the parameters */
    double *below;              /* of nodes: its entry with the node before */
    double *block; /* of parts: ENT_PART_PARAMETERS² each, information of the parameters given
                      the traits, prior included; then its Cholesky factor */
    double *factor;
    float *solved; /* nodes × lanes */
} ent_linear;

ent_status ent_linear_new(ent_linear *linear, const ent_em *em, ent_error *err);
void ent_linear_free(ent_linear *linear);
/* Mean precision of the step into a node, over levels and a break. */
double ent_linear_step_precision(const ent_linear *linear, size_t node);
/* Cholesky factor of the first n rows of a part's block. */
void ent_linear_factor(const double *block, unsigned n, double *factor);
/* solved = P⁻¹ solved, of a run; @p to −= C' solved, of a part. */
void ent_linear_solve_run(ent_linear *linear, size_t run);
void ent_linear_uncouple_part(const ent_linear *linear, size_t part, float *to);
/* Random vectors (parameters × lanes) with the covariance of the parameters' marginal information:
 * numbered first … first + ENT_LANES − 1 of the seed. */
void ent_linear_noise(ent_linear *linear, uint64_t seed, uint32_t first, float *to); /* noise.c */
/* to = (marginal information of the parameters) · from, both parameters × lanes. Leaves in `solved`
 * by how much the traits give way. */
void ent_linear_apply(ent_linear *linear, const float *from, float *to);
/* to = (information given the traits)⁻¹ · from. */
void ent_linear_precondition(const ent_linear *linear, const float *from, float *to);

#endif
