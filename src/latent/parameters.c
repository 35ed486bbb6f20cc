/* SPDX-License-Identifier: Apache-2.0 */
/* Draws of the parameters from the normal distribution whose precision is their marginal
 * information S (linear.c): x = S⁻¹ z with z of covariance S (noise.c), by conjugate gradients
 * preconditioned with the information given the traits, many vectors at a time. What is slow in
 * such a model, where the line is, how long, and how both drift, is what S knows and the parts'
 * own information does not. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "latent/mixture.h"

enum { ITERATIONS_MAX = 150, STREAM_DYNAMICS = 0x53000000 };
/* Error of a draw, relative in the norm of the preconditioner: widths of intervals need no more. */
static const double tolerance = 0.02;

/* ---- conjugate gradients, a lane at a time ---- */

struct gradients {
    float *x, *r, *z, *p, *q;
    size_t count; /* parameters */
};

static void dot(const float *a, const float *b, size_t count, double sum[ENT_LANES]) {
    memset(sum, 0, ENT_LANES * sizeof *sum);
    for (size_t i = 0; i < count; i++)
        for (size_t lane = 0; lane < ENT_LANES; lane++)
            sum[lane] += (double)a[i * ENT_LANES + lane] * (double)b[i * ENT_LANES + lane];
}

static void combine(float *to, const float *a, const double factor[ENT_LANES], const float *b,
                    size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t lane = 0; lane < ENT_LANES; lane++)
            to[i * ENT_LANES + lane] =
                a[i * ENT_LANES + lane] + (float)factor[lane] * b[i * ENT_LANES + lane];
}

/* x = S⁻¹ r; r is used up. */
static void solve(ent_linear *linear, struct gradients *at) {
    double rz[ENT_LANES];
    double begun[ENT_LANES];
    double pq[ENT_LANES];
    double factor[ENT_LANES];
    memset(at->x, 0, at->count * ENT_LANES * sizeof *at->x);
    ent_linear_precondition(linear, at->r, at->z);
    memcpy(at->p, at->z, at->count * ENT_LANES * sizeof *at->p);
    dot(at->r, at->z, at->count, rz);
    memcpy(begun, rz, sizeof begun);
    for (int i = 0; i < ITERATIONS_MAX; i++) {
        ent_linear_apply(linear, at->p, at->q);
        dot(at->p, at->q, at->count, pq);
        for (size_t lane = 0; lane < ENT_LANES; lane++)
            factor[lane] = pq[lane] > 0 ? rz[lane] / pq[lane] : 0;
        combine(at->x, at->x, factor, at->p, at->count);
        for (size_t lane = 0; lane < ENT_LANES; lane++)
            factor[lane] = -factor[lane];
        combine(at->r, at->r, factor, at->q, at->count);
        ent_linear_precondition(linear, at->r, at->z);
        double next[ENT_LANES];
        dot(at->r, at->z, at->count, next);
        bool done = true;
        for (size_t lane = 0; lane < ENT_LANES; lane++) {
            done = done && next[lane] <= tolerance * tolerance * begun[lane];
            factor[lane] = rz[lane] > 0 ? next[lane] / rz[lane] : 0;
            rz[lane] = next[lane];
        }
        if (done) break;
        combine(at->p, at->z, factor, at->p, at->count);
    }
}

/* ---- draws of parts ---- */

/* The fit plus a deviation, shortened until the part's parameters are possible. */
static void deviate(const ent_part *part, const double *fit, const float *deviation, size_t lane,
                    double sign, double *to) {
    double share = sign;
    for (int halvings = 0; halvings < 20; halvings++, share /= 2) {
        for (unsigned i = 0; i < part->parameters; i++)
            to[i] = fit[i] + share * (double)deviation[i * ENT_LANES + lane];
        if (part->positive && to[ENT_SLOPE] < 0) to[ENT_SLOPE] = 0;
        if (ent_part_valid(part, to)) return;
    }
    memcpy(to, fit, part->parameters * sizeof *to);
}

/* Lanes become draws first, first + 1, …, two for each: + and −. */
static void keep(ent_parameter_draws *draws, const ent_em *em, const float *x, size_t first) {
    const ent_observed *observed = em->observed;
    for (size_t lane = 0; lane < ENT_LANES; lane++)
        for (int side = 0; side < 2; side++) {
            size_t d = first + 2 * lane + (size_t)side;
            if (d >= draws->count) return;
            for (size_t p = 0; p < observed->part_count; p++) {
                const ent_part *part = &observed->parts[p];
                deviate(part, em->parameters + part->at, x + part->at * ENT_LANES, lane,
                        side == 0 ? 1 : -1,
                        draws->parameters + d * observed->parameter_count + part->at);
            }
        }
}

/* ---- draws of the dynamics ---- */

static double posterior_at(ent_em *em, double log_sd, ent_error *err, ent_status *status) {
    ent_dynamics dynamics = em->dynamics;
    dynamics.sd[0] = exp(log_sd);
    *status = ent_smoother_pass(&em->smoother, em->parameters, em->covariance, &dynamics, err);
    double sum = ent_em_log_prior(em->observed, em->parameters, &dynamics, &em->priors);
    for (size_t r = 0; r < em->observed->run_count; r++)
        sum += em->observed->weight[r] * em->smoother.log_likelihood[r];
    return sum;
}

/* Sd of log σ from the curvature of the marginal posterior, the items held. */
static ent_status step_uncertainty(ent_em *em, double *sd, ent_error *err) {
    const double apart = 0.05;
    double log_sd = log(em->dynamics.sd[0]);
    double at[3] = {0};
    ent_status status = ENT_OK;
    for (int i = 0; i < 3 && status == ENT_OK; i++)
        at[i] = posterior_at(em, log_sd + (i - 1) * apart, err, &status);
    double curvature = -(at[0] - 2 * at[1] + at[2]) / (apart * apart);
    *sd = fmin(0.5, 1 / sqrt(fmax(curvature, 4)));
    return status;
}

static void draw_weights(const ent_em *em, ent_random *random, ent_dynamics *to) {
    double sum = 0;
    for (unsigned l = 0; l < to->levels; l++) {
        double shape =
            em->dynamics.weight[l] * ((double)em->observed->spell_count + to->levels) + 1;
        to->weight[l] = ent_random_gamma(random, shape);
        sum += to->weight[l];
    }
    for (unsigned l = 0; l < to->levels; l++)
        to->weight[l] /= sum;
}

static void draw_break(const ent_em *em, ent_random *random, ent_dynamics *to) {
    double steps =
        (double)(em->observed->spell_node[em->observed->spell_count] - em->observed->spell_count);
    double all = steps + ent_break_prior_yes + ent_break_prior_no;
    double yes = ent_random_gamma(random, to->break_probability * (all - 2) + 1);
    double no = ent_random_gamma(random, (1 - to->break_probability) * (all - 2) + 1);
    to->break_probability = fmin(0.5, fmax(1e-9, yes / (yes + no)));
}

static ent_status draw_dynamics(ent_parameter_draws *draws, ent_em *em, ent_error *err) {
    double sd = 0;
    ent_status status = ENT_OK;
    if (em->dynamics.levels == 1) status = step_uncertainty(em, &sd, err);
    for (size_t d = 0; d < draws->count; d++) {
        ent_random random =
            ent_random_stream(em->options->seed, STREAM_DYNAMICS, (uint32_t)d / 2, 0);
        ent_dynamics *to = &draws->dynamics[d];
        *to = em->dynamics;
        double shift = sd * ent_random_normal(&random);
        if (to->levels == 1)
            to->sd[0] *= exp(d % 2 == 0 ? shift : -shift);
        else
            draw_weights(em, &random, to);
        if (to->break_probability > 0) draw_break(em, &random, to);
    }
    return status;
}

/* ---- all of it ---- */

static void add_reach(ent_parameter_draws *draws, const ent_linear *linear) {
    const ent_observed *observed = linear->em->observed;
    for (size_t n = 0; n < observed->node_count; n++)
        for (size_t lane = 0; lane < ENT_LANES; lane++) {
            double moved = (double)linear->solved[n * ENT_LANES + lane];
            draws->reach[n] += moved * moved;
        }
}

static ent_status draw_parts(ent_parameter_draws *draws, const ent_em *em, ent_linear *linear,
                             struct gradients *at, ent_error *err) {
    size_t batches = (draws->count + (size_t)2 * ENT_LANES - 1) / ((size_t)2 * ENT_LANES);
    const ent_latent_options *options = em->options;
    for (size_t b = 0; b < batches; b++) {
        ent_linear_noise(linear, options->seed, (uint32_t)b, at->r);
        solve(linear, at);
        ent_linear_apply(linear, at->x, at->q); /* leaves how far the traits give way */
        add_reach(draws, linear);
        keep(draws, em, at->x, b * 2 * ENT_LANES);
        const ent_latent_progress progress = {"intervals", b + 1, batches + draws->count};
        if (options->on_progress != NULL && !options->on_progress(options->context, &progress))
            return ent_fail(err, ENT_ERR_LIMIT, "interrupted");
    }
    for (size_t n = 0; n < em->observed->node_count; n++)
        draws->reach[n] = sqrt(draws->reach[n] / (double)(batches * ENT_LANES));
    return ENT_OK;
}

ent_status ent_parameter_draws_new(ent_parameter_draws *draws, ent_em *em, size_t count,
                                   ent_error *err) {
    const ent_observed *observed = em->observed;
    struct gradients at = {.count = observed->parameter_count};
    ent_linear linear = {0};
    *draws = (ent_parameter_draws){.count = count};
    size_t values = at.count * ENT_LANES;
    const struct {
        void **place;
        size_t count, size;
    } arrays[] = {{(void **)&draws->parameters, count * at.count, sizeof(double)},
                  {(void **)&draws->dynamics, count, sizeof *draws->dynamics},
                  {(void **)&draws->reach, observed->node_count, sizeof(double)},
                  {(void **)&at.x, values, sizeof(float)},
                  {(void **)&at.r, values, sizeof(float)},
                  {(void **)&at.z, values, sizeof(float)},
                  {(void **)&at.p, values, sizeof(float)},
                  {(void **)&at.q, values, sizeof(float)}};
    ent_status status = ENT_OK;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new(arrays[a].place, arrays[a].count, arrays[a].size, err);
    if (status == ENT_OK) status = ent_linear_new(&linear, em, err);
    if (status == ENT_OK) status = draw_parts(draws, em, &linear, &at, err);
    ent_linear_free(&linear);
    if (status == ENT_OK) status = draw_dynamics(draws, em, err);
    free(at.x);
    free(at.r);
    free(at.z);
    free(at.p);
    free(at.q);
    return status;
}

void ent_parameter_draws_free(ent_parameter_draws *draws) {
    free(draws->parameters);
    free(draws->dynamics);
    free(draws->reach);
    *draws = (ent_parameter_draws){0};
}
