/* SPDX-License-Identifier: Apache-2.0 */
/* Vectors with the covariance of the parameters' marginal information S, without forming it. Each
 * term of the joint information [P C; C' B] is J'WJ; J' W^½ ξ summed over the terms, (z_θ, z_φ),
 * has that matrix for covariance, and z_φ − C' P⁻¹ z_θ has S. ξ need not be normal for the many
 * observations: signs have the same covariance, cost one bit, and their sums are normal enough;
 * what comes from priors is. Papandreou, G. & Yuille, A. L. (2010), "Gaussian sampling by local
 * perturbations", Advances in Neural Information Processing Systems 23. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/random.h"
#include "latent/linear.h"

/* Streams: an observation's signs, and normals for a node's step or a parameter's prior. */
enum { STREAM_STEP = 0x51000000, STREAM_PRIOR = 0x52000000 };

/* ±1 for each lane of two numbers. */
static void signs(uint64_t seed, size_t node, uint32_t code, uint32_t first, float one[ENT_LANES],
                  float two[ENT_LANES]) {
    ent_random random = ent_random_stream(seed, (uint32_t)node, code, first);
    uint32_t bits = ent_random_word(&random);
    for (size_t i = 0; i < ENT_LANES; i++) {
        one[i] = (bits >> (2 * i) & 1) != 0 ? 1.0F : -1.0F;
        two[i] = (bits >> (2 * i + 1) & 1) != 0 ? 1.0F : -1.0F;
    }
}

/* W^½ ξ of an observation. */
static void observation_noise(uint64_t seed, size_t node, uint32_t code, uint32_t first,
                              const ent_local *at, double weight, float e1[ENT_LANES],
                              float e2[ENT_LANES]) {
    signs(seed, node, code, first, e1, e2);
    double l11 = sqrt(at->w11);
    double l21 = l11 > 0 ? at->w12 / l11 : 0;
    float root = (float)sqrt(weight);
    float a = root * (float)l11;
    float b = root * (float)l21;
    float c = root * (float)sqrt(fmax(at->w22 - l21 * l21, 0));
    for (size_t i = 0; i < ENT_LANES; i++) {
        e2[i] = b * e1[i] + c * e2[i];
        e1[i] *= a;
    }
}

static void add_lanes(float *to, double factor, const float *from) {
    for (size_t i = 0; i < ENT_LANES; i++)
        to[i] += (float)factor * from[i];
}

/* What the noise of a run's observations is keyed by: reals come after the codes. */
static uint32_t key_of_real(const ent_observed *observed, uint32_t part) {
    return (uint32_t)observed->code_count + part;
}

static void add_to_trait(float *own, const ent_local *at, const float *e1, const float *e2) {
    add_lanes(own, at->trait[0], e1);
    add_lanes(own, at->trait[1], e2);
}

/* z_θ of a run's observations and steps. */
static void trait_noise(ent_linear *linear, size_t run, uint64_t seed, uint32_t first) {
    const ent_em *em = linear->em;
    const ent_observed *observed = em->observed;
    double weight = observed->weight[run];
    float e1[ENT_LANES];
    float e2[ENT_LANES];
    for (size_t n = observed->run_node[run]; n < observed->run_node[run + 1]; n++) {
        float *own = linear->solved + n * ENT_LANES;
        double trait = em->smoother.mean[n];
        memset(own, 0, ENT_LANES * sizeof *own);
        for (size_t o = observed->code_row[n]; o < observed->code_row[n + 1]; o++) {
            uint32_t code = observed->code[o];
            const ent_part *part = &observed->parts[observed->part_of_code[code]];
            ent_local at =
                ent_local_of(part, em->parameters + part->at, observed->value_of_code[code], trait);
            observation_noise(seed, n, code, first, &at, weight, e1, e2);
            add_to_trait(own, &at, e1, e2);
        }
        for (size_t o = observed->real_row[n]; o < observed->real_row[n + 1]; o++) {
            uint32_t p = observed->real[o].part;
            const ent_part *part = &observed->parts[p];
            ent_local at =
                ent_local_of(part, em->parameters + part->at, observed->real[o].value, trait);
            observation_noise(seed, n, key_of_real(observed, p), first, &at, weight, e1, e2);
            add_to_trait(own, &at, e1, e2);
        }
    }
}

static void step_noise(ent_linear *linear, size_t run, uint64_t seed, uint32_t first) {
    const ent_observed *observed = linear->em->observed;
    double start = linear->em->smoother.dynamics.start_sd;
    double hold = linear->em->smoother.dynamics.hold;
    double root = sqrt(observed->weight[run]);
    for (size_t n = observed->run_node[run]; n < observed->run_node[run + 1]; n++) {
        ent_random random = ent_random_stream(seed, STREAM_STEP, (uint32_t)n, first);
        bool begins = n == observed->run_node[run];
        double precision = begins ? 1 / (start * start) : ent_linear_step_precision(linear, n);
        float *own = linear->solved + n * ENT_LANES;
        for (size_t i = 0; i < ENT_LANES && !begins && hold > 0; i++)
            own[i] += (float)(root * sqrt(hold) * ent_random_normal(&random));
        for (size_t i = 0; i < ENT_LANES; i++) {
            float noise = (float)(root * sqrt(precision) * ent_random_normal(&random));
            own[i] += noise;
            if (!begins) own[(ptrdiff_t)i - ENT_LANES] -= noise;
        }
    }
}

static void add_to_part(float *own, const ent_local *at, const float *e1, const float *e2) {
    add_lanes(own, at->slope[0], e1);
    add_lanes(own, at->slope[1], e2);
    if (at->place[0] >= 0) add_lanes(own + (size_t)at->place[0] * ENT_LANES, 1, e1);
    if (at->place[1] >= 0) add_lanes(own + (size_t)at->place[1] * ENT_LANES, 1, e2);
}

/* Noise with the covariance of the prior's information. */
static void prior_noise(const ent_linear *linear, size_t p, uint64_t seed, uint32_t first,
                        float *own) {
    const ent_part *part = &linear->em->observed->parts[p];
    ent_objective prior = {0};
    double factor[ENT_PART_PARAMETERS * ENT_PART_PARAMETERS] = {0};
    ent_part_prior(part, linear->em->parameters + part->at, &linear->em->priors, &prior);
    for (size_t i = 0; i < sizeof factor / sizeof factor[0]; i++)
        prior.hessian[i] = -prior.hessian[i];
    ent_linear_factor(prior.hessian, part->parameters, factor);
    ent_random random = ent_random_stream(seed, STREAM_PRIOR, (uint32_t)p, first);
    for (unsigned k = 0; k < part->parameters; k++)
        for (size_t lane = 0; lane < ENT_LANES; lane++) {
            double noise = ent_random_normal(&random);
            for (unsigned i = k; i < part->parameters; i++)
                own[i * ENT_LANES + lane] += (float)(factor[i * ENT_PART_PARAMETERS + k] * noise);
        }
}

/* z_φ of a part. */
static void part_noise(const ent_linear *linear, size_t p, uint64_t seed, uint32_t first,
                       float *own) {
    const ent_em *em = linear->em;
    const ent_observed *observed = em->observed;
    const ent_part *part = &observed->parts[p];
    const double *parameters = em->parameters + part->at;
    float e1[ENT_LANES];
    float e2[ENT_LANES];
    memset(own, 0, part->parameters * ENT_LANES * sizeof *own);
    for (size_t c = part->code; c < part->code + part->codes; c++)
        for (size_t i = observed->node_row[c]; i < observed->node_row[c + 1]; i++) {
            size_t node = observed->node_of_code[i];
            ent_local at =
                ent_local_of(part, parameters, observed->value_of_code[c], em->smoother.mean[node]);
            observation_noise(seed, node, (uint32_t)c, first, &at,
                              observed->weight[observed->run_of_node[node]], e1, e2);
            add_to_part(own, &at, e1, e2);
        }
    for (size_t i = observed->real_of_part_row[p]; i < observed->real_of_part_row[p + 1]; i++) {
        size_t o = observed->real_of_part[i];
        size_t node = observed->node_of_real[o];
        ent_local at =
            ent_local_of(part, parameters, observed->real[o].value, em->smoother.mean[node]);
        observation_noise(seed, node, key_of_real(observed, (uint32_t)p), first, &at,
                          observed->weight[observed->run_of_node[node]], e1, e2);
        add_to_part(own, &at, e1, e2);
    }
    prior_noise(linear, p, seed, first, own);
}

void ent_linear_noise(ent_linear *linear, uint64_t seed, uint32_t first, float *to) {
    const ent_observed *observed = linear->em->observed;
#pragma omp parallel num_threads(linear->em->smoother.threads)
    {
#pragma omp for schedule(dynamic, 8)
        for (size_t r = 0; r < observed->run_count; r++) {
            trait_noise(linear, r, seed, first);
            step_noise(linear, r, seed, first);
            ent_linear_solve_run(linear, r);
        }
#pragma omp for schedule(dynamic, 4)
        for (size_t p = 0; p < observed->part_count; p++) {
            part_noise(linear, p, seed, first, to + observed->parts[p].at * ENT_LANES);
            ent_linear_uncouple_part(linear, p, to);
        }
    }
}
