/* SPDX-License-Identifier: Apache-2.0 */
/* Around the fit, −log of the joint posterior of traits θ and parameters φ is taken as
 *
 *   ½ (θ, φ)' [P C; C' B] (θ, φ),
 *
 * P the random walks' precision and the observations' curvature, tridiagonal within a run, B one
 * block for each part, C one short row for each observation. The parameters' marginal information
 * is S = B − C' P⁻¹ C (Louis, T. A. (1982), "Finding the observed information matrix when using the
 * EM algorithm", Journal of the Royal Statistical Society B 44(2), 226–233): what EM sees less what
 * is lost for not seeing the traits. S couples all parameters, of items never seen together too,
 * through the units that walk from one to the next, and is never formed. */
#include "latent/linear.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static void make_positive(ent_local *at) {
    at->w11 = fmax(at->w11, 0);
    at->w22 = fmax(at->w22, 0);
    double bound = sqrt(at->w11 * at->w22);
    at->w12 = fmax(-bound, fmin(bound, at->w12));
}

ent_local ent_local_of(const ent_part *part, const double *p, double value, double trait) {
    ent_local at = {.place = {-1, -1}};
    if (part->type == ENT_PART_ORDERED) {
        double lower = 0;
        double upper = 0;
        unsigned category = (unsigned)value;
        ent_ordered_bounds(part, p, category, trait, &lower, &upper);
        ent_density density = ent_ordered_density_of(part, lower, upper);
        at.w11 = -density.second[0];
        at.w12 = -density.second[1];
        at.w22 = -density.second[2];
        for (int i = 0; i < 2; i++) {
            at.trait[i] = -p[ENT_SLOPE];
            at.slope[i] = -trait;
        }
        if (category + 1 < part->codes) at.place[0] = (int)(ENT_CUT + category);
        if (category > 0) at.place[1] = (int)(ENT_CUT + category) - 1;
    } else {
        double omega = exp(p[ENT_LOG_SCALE]);
        if (part->type == ENT_PART_COUNT) {
            ent_density density =
                ent_count_density(value, p[ENT_INTERCEPT] + p[ENT_SLOPE] * trait, omega);
            at.w11 = -density.second[0];
            at.w12 = -omega * density.second[1];
            at.w22 = -omega * omega * density.second[2] - omega * density.first[1];
        } else {
            at.w11 = 1 / (omega * omega);
            at.w22 = 2;
        }
        at.trait[0] = p[ENT_SLOPE];
        at.slope[0] = trait;
        at.place[0] = ENT_INTERCEPT;
        at.place[1] = ENT_LOG_SCALE;
    }
    make_positive(&at);
    return at;
}

static ent_coupling coupling_of(const ent_local *at) {
    double first = at->w11 * at->trait[0] + at->w12 * at->trait[1];
    double second = at->w12 * at->trait[0] + at->w22 * at->trait[1];
    return (ent_coupling){(float)(first * at->slope[0] + second * at->slope[1]),
                          {(float)first, (float)second}};
}

static double curvature_of(const ent_local *at) {
    return at->w11 * at->trait[0] * at->trait[0] + 2 * at->w12 * at->trait[0] * at->trait[1] +
           at->w22 * at->trait[1] * at->trait[1];
}

static void add_block(double *block, const ent_local *at, double weight) {
    double j[2][ENT_PART_PARAMETERS] = {{0}};
    int used[3] = {ENT_SLOPE, at->place[0], at->place[1]};
    for (int i = 0; i < 2; i++) {
        j[i][ENT_SLOPE] = at->slope[i];
        if (at->place[i] >= 0) j[i][at->place[i]] = 1;
    }
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) {
            int x = used[a];
            int y = used[b];
            if (x < 0 || y < 0) continue;
            block[x * ENT_PART_PARAMETERS + y] +=
                weight * (at->w11 * j[0][x] * j[0][y] + at->w22 * j[1][x] * j[1][y] +
                          at->w12 * (j[0][x] * j[1][y] + j[1][x] * j[0][y]));
        }
}

/* ---- making it ---- */

double ent_linear_step_precision(const ent_linear *linear, size_t node) {
    const ent_smoother *smoother = &linear->em->smoother;
    const ent_dynamics *dynamics = &smoother->dynamics;
    const double *level =
        smoother->level + smoother->observed->run_of_node[node] * dynamics->levels;
    double precision = 0;
    for (unsigned l = 0; l < dynamics->levels; l++)
        precision += level[l] / (dynamics->sd[l] * dynamics->sd[l]);
    double broke = smoother->broke[node];
    return (1 - broke) * precision + broke / (dynamics->break_sd * dynamics->break_sd);
}

/* Couplings of a node's observations; returns the sum of their curvatures. */
static double couple_node(ent_linear *linear, size_t node) {
    const ent_observed *observed = linear->em->observed;
    const double *parameters = linear->em->parameters;
    double trait = linear->em->smoother.mean[node];
    double curvature = 0;
    for (size_t o = observed->code_row[node]; o < observed->code_row[node + 1]; o++) {
        uint32_t code = observed->code[o];
        const ent_part *part = &observed->parts[observed->part_of_code[code]];
        ent_local at =
            ent_local_of(part, parameters + part->at, observed->value_of_code[code], trait);
        linear->code[o] = coupling_of(&at);
        curvature += curvature_of(&at);
    }
    for (size_t o = observed->real_row[node]; o < observed->real_row[node + 1]; o++) {
        const ent_part *part = &observed->parts[observed->real[o].part];
        ent_local at = ent_local_of(part, parameters + part->at, observed->real[o].value, trait);
        linear->real[o] = coupling_of(&at);
        curvature += curvature_of(&at);
    }
    return curvature;
}

/* Factor L D L' of a run's tridiagonal precision. */
static void factor_run(ent_linear *linear, size_t run) {
    const ent_smoother *smoother = &linear->em->smoother;
    const ent_observed *observed = linear->em->observed;
    size_t first = observed->run_node[run];
    size_t end = observed->run_node[run + 1];
    double start = 1 / (smoother->dynamics.start_sd * smoother->dynamics.start_sd);
    for (size_t n = first; n < end; n++) {
        double before = n > first ? ent_linear_step_precision(linear, n) : start;
        double after = n + 1 < end ? ent_linear_step_precision(linear, n + 1) : 0;
        double diagonal = couple_node(linear, n) + before + after;
        if (n > first) diagonal += smoother->dynamics.hold;
        linear->below[n] = 0;
        if (n > first) {
            linear->below[n] = -before / linear->diagonal[n - 1];
            diagonal -= before * before / linear->diagonal[n - 1];
        }
        linear->diagonal[n] = diagonal;
    }
}

void ent_linear_factor(const double *block, unsigned n, double *factor) {
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j <= i; j++) {
            double sum = block[i * ENT_PART_PARAMETERS + j];
            for (unsigned k = 0; k < j; k++)
                sum -= factor[i * ENT_PART_PARAMETERS + k] * factor[j * ENT_PART_PARAMETERS + k];
            factor[i * ENT_PART_PARAMETERS + j] =
                i == j ? sqrt(fmax(sum, 1e-9)) : sum / factor[j * ENT_PART_PARAMETERS + j];
        }
}

/* Information of a part's parameters given the traits. */
static void make_block(ent_linear *linear, size_t p) {
    const ent_em *em = linear->em;
    const ent_observed *observed = em->observed;
    const ent_part *part = &observed->parts[p];
    const double *parameters = em->parameters + part->at;
    double *block = linear->block + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    ent_objective prior = {0};
    ent_part_prior(part, parameters, &em->priors, &prior);
    for (unsigned i = 0; i < part->parameters; i++)
        for (unsigned j = 0; j < part->parameters; j++)
            block[i * ENT_PART_PARAMETERS + j] = -prior.hessian[i * ENT_PART_PARAMETERS + j];
    if (part->type == ENT_PART_GAUSS) {
        for (size_t i = observed->real_of_part_row[p]; i < observed->real_of_part_row[p + 1]; i++) {
            size_t o = observed->real_of_part[i];
            size_t node = observed->node_of_real[o];
            ent_local at =
                ent_local_of(part, parameters, observed->real[o].value, em->smoother.mean[node]);
            add_block(block, &at, observed->weight[observed->run_of_node[node]]);
        }
    }
    for (size_t c = part->code; c < part->code + part->codes; c++)
        for (size_t i = observed->node_row[c]; i < observed->node_row[c + 1]; i++) {
            size_t node = observed->node_of_code[i];
            ent_local at =
                ent_local_of(part, parameters, observed->value_of_code[c], em->smoother.mean[node]);
            linear->code_by_part[i] = coupling_of(&at);
            add_block(block, &at, observed->weight[observed->run_of_node[node]]);
        }
    ent_linear_factor(block, part->parameters,
                      linear->factor + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS);
}

ent_status ent_linear_new(ent_linear *linear, const ent_em *em, ent_error *err) {
    const ent_observed *observed = em->observed;
    *linear = (ent_linear){.em = em};
    size_t square = (size_t)ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
    size_t codes = observed->code_row[observed->node_count];
    size_t reals = observed->real_row[observed->node_count];
    const struct {
        void **place;
        size_t count, size;
    } arrays[] = {{(void **)&linear->code, codes, sizeof *linear->code},
                  {(void **)&linear->code_by_part, codes, sizeof *linear->code_by_part},
                  {(void **)&linear->real, reals, sizeof *linear->real},
                  {(void **)&linear->diagonal, observed->node_count, sizeof(double)},
                  {(void **)&linear->below, observed->node_count, sizeof(double)},
                  {(void **)&linear->block, observed->part_count * square, sizeof(double)},
                  {(void **)&linear->factor, observed->part_count * square, sizeof(double)},
                  {(void **)&linear->solved, observed->node_count * ENT_LANES, sizeof(float)}};
    ent_status status = ENT_OK;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new(arrays[a].place, arrays[a].count, arrays[a].size, err);
    if (status != ENT_OK) return status;
#pragma omp parallel num_threads(em->smoother.threads)
    {
#pragma omp for schedule(dynamic, 8)
        for (size_t r = 0; r < observed->run_count; r++)
            factor_run(linear, r);
#pragma omp for schedule(dynamic, 1)
        for (size_t p = 0; p < observed->part_count; p++)
            make_block(linear, p);
    }
    return ENT_OK;
}

void ent_linear_free(ent_linear *linear) {
    free(linear->code);
    free(linear->code_by_part);
    free(linear->real);
    free(linear->diagonal);
    free(linear->below);
    free(linear->block);
    free(linear->factor);
    free(linear->solved);
    *linear = (ent_linear){0};
}

/* ---- rows of lanes ---- */

static inline void add_lanes(float *to, float factor, const float *from) {
    for (size_t i = 0; i < ENT_LANES; i++)
        to[i] += factor * from[i];
}

/* Places in the vector of parameters that an observation's couplings go with; a coupling without a
 * place is 0 and goes with the slope. */
struct places {
    size_t slope, other[2];
};

static struct places places_of_code(const ent_observed *observed, uint32_t code) {
    const ent_part *part = &observed->parts[observed->part_of_code[code]];
    struct places places = {part->at, {part->at, part->at}};
    if (part->type == ENT_PART_ORDERED) {
        uint32_t category = code - part->code;
        if (category + 1 < part->codes) places.other[0] = part->at + ENT_CUT + category;
        if (category > 0) places.other[1] = part->at + ENT_CUT + category - 1;
    } else {
        places.other[0] = part->at + ENT_INTERCEPT;
        places.other[1] = part->at + ENT_LOG_SCALE;
    }
    return places;
}

static struct places places_of_real(const ent_observed *observed, uint32_t part) {
    size_t at = observed->parts[part].at;
    return (struct places){at, {at + ENT_INTERCEPT, at + ENT_LOG_SCALE}};
}

static void add_coupled(float *to, const ent_coupling *coupling, const struct places *places,
                        const float *from) {
    add_lanes(to, coupling->slope, from + places->slope * ENT_LANES);
    add_lanes(to, coupling->other[0], from + places->other[0] * ENT_LANES);
    add_lanes(to, coupling->other[1], from + places->other[1] * ENT_LANES);
}

static void spread_coupled(float *to, const ent_coupling *coupling, const struct places *places,
                           size_t base, float factor, const float *from) {
    add_lanes(to + (places->slope - base) * ENT_LANES, factor * coupling->slope, from);
    add_lanes(to + (places->other[0] - base) * ENT_LANES, factor * coupling->other[0], from);
    add_lanes(to + (places->other[1] - base) * ENT_LANES, factor * coupling->other[1], from);
}

void ent_linear_solve_run(ent_linear *linear, size_t run) {
    const ent_observed *observed = linear->em->observed;
    size_t first = observed->run_node[run];
    size_t end = observed->run_node[run + 1];
    for (size_t n = first + 1; n < end; n++)
        add_lanes(linear->solved + n * ENT_LANES, (float)-linear->below[n],
                  linear->solved + (n - 1) * ENT_LANES);
    for (size_t n = end; n-- > first;) {
        float *own = linear->solved + n * ENT_LANES;
        float share = (float)(1 / linear->diagonal[n]);
        for (size_t i = 0; i < ENT_LANES; i++)
            own[i] *= share;
        if (n + 1 < end)
            add_lanes(own, (float)-linear->below[n + 1], linear->solved + (n + 1) * ENT_LANES);
    }
}

/* solved = C from, by node. */
static void couple_run(ent_linear *linear, size_t run, const float *from) {
    const ent_observed *observed = linear->em->observed;
    for (size_t n = observed->run_node[run]; n < observed->run_node[run + 1]; n++) {
        float *own = linear->solved + n * ENT_LANES;
        memset(own, 0, ENT_LANES * sizeof *own);
        for (size_t o = observed->code_row[n]; o < observed->code_row[n + 1]; o++) {
            struct places places = places_of_code(observed, observed->code[o]);
            add_coupled(own, &linear->code[o], &places, from);
        }
        for (size_t o = observed->real_row[n]; o < observed->real_row[n + 1]; o++) {
            struct places places = places_of_real(observed, observed->real[o].part);
            add_coupled(own, &linear->real[o], &places, from);
        }
    }
}

void ent_linear_uncouple_part(const ent_linear *linear, size_t p, float *to) {
    const ent_observed *observed = linear->em->observed;
    const ent_part *part = &observed->parts[p];
    float *own = to + part->at * ENT_LANES;
    for (size_t c = part->code; c < part->code + part->codes; c++) {
        struct places places = places_of_code(observed, (uint32_t)c);
        for (size_t i = observed->node_row[c]; i < observed->node_row[c + 1]; i++) {
            size_t node = observed->node_of_code[i];
            spread_coupled(own, &linear->code_by_part[i], &places, part->at,
                           (float)-observed->weight[observed->run_of_node[node]],
                           linear->solved + node * ENT_LANES);
        }
    }
    for (size_t i = observed->real_of_part_row[p]; i < observed->real_of_part_row[p + 1]; i++) {
        size_t o = observed->real_of_part[i];
        size_t node = observed->node_of_real[o];
        struct places places = places_of_real(observed, (uint32_t)p);
        spread_coupled(own, &linear->real[o], &places, part->at,
                       (float)-observed->weight[observed->run_of_node[node]],
                       linear->solved + node * ENT_LANES);
    }
}

void ent_linear_apply(ent_linear *linear, const float *from, float *to) {
    const ent_observed *observed = linear->em->observed;
#pragma omp parallel num_threads(linear->em->smoother.threads)
    {
#pragma omp for schedule(dynamic, 8)
        for (size_t r = 0; r < observed->run_count; r++) {
            couple_run(linear, r, from);
            ent_linear_solve_run(linear, r);
        }
#pragma omp for schedule(dynamic, 4)
        for (size_t p = 0; p < observed->part_count; p++) {
            const ent_part *part = &observed->parts[p];
            const double *block = linear->block + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
            float *own = to + part->at * ENT_LANES;
            memset(own, 0, part->parameters * ENT_LANES * sizeof *own);
            for (unsigned i = 0; i < part->parameters; i++)
                for (unsigned j = 0; j < part->parameters; j++)
                    add_lanes(own + i * ENT_LANES, (float)block[i * ENT_PART_PARAMETERS + j],
                              from + (part->at + j) * ENT_LANES);
            ent_linear_uncouple_part(linear, p, to);
        }
    }
}

void ent_linear_precondition(const ent_linear *linear, const float *from, float *to) {
    const ent_observed *observed = linear->em->observed;
    for (size_t p = 0; p < observed->part_count; p++) {
        const ent_part *part = &observed->parts[p];
        const double *l = linear->factor + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
        float *own = to + part->at * ENT_LANES;
        memcpy(own, from + part->at * ENT_LANES, part->parameters * ENT_LANES * sizeof *own);
        for (unsigned i = 0; i < part->parameters; i++) {
            for (unsigned k = 0; k < i; k++)
                add_lanes(own + i * ENT_LANES, (float)-l[i * ENT_PART_PARAMETERS + k],
                          own + k * ENT_LANES);
            for (size_t lane = 0; lane < ENT_LANES; lane++)
                own[i * ENT_LANES + lane] /= (float)l[i * ENT_PART_PARAMETERS + i];
        }
        for (unsigned i = part->parameters; i-- > 0;) {
            for (unsigned k = i + 1; k < part->parameters; k++)
                add_lanes(own + i * ENT_LANES, (float)-l[k * ENT_PART_PARAMETERS + i],
                          own + k * ENT_LANES);
            for (size_t lane = 0; lane < ENT_LANES; lane++)
                own[i * ENT_LANES + lane] /= (float)l[i * ENT_PART_PARAMETERS + i];
        }
    }
}
