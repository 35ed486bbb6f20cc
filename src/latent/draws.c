/* SPDX-License-Identifier: Apache-2.0 */
/* Joint draws of traits: forward filtering on the grid, then backward sampling of a path, for each
 * draw of the parameters. Frühwirth-Schnatter, S. (1994), "Data augmentation and dynamic linear
 * models", Journal of Time Series Analysis 15(2), 183–202; Carter, C. K. & Kohn, R. (1994), "On
 * Gibbs sampling for state space models", Biometrika 81(3), 541–553. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "latent/fit.h"

enum { STREAM_PATH = 0x54000000 };

/* A point of the grid, and where in its cell. */
struct draw {
    size_t point;
    double cell;
};

/* Which nodes are wanted, by spell: spell s has the wanted nodes row[s] … row[s + 1] − 1, each with
 * its place in a row of the output. */
struct wanted {
    size_t *row, *node, *place;
    size_t node_count;
    size_t *spell_row, *spell_of_run; /* spells of each run */
};

/* One call. */
struct drawing {
    const ent_latent_fit *fit;
    ent_smoother smoother; /* tables of its own, the fit's windows */
    struct wanted wanted;
    uint32_t first, count, stride;
    float *out;
};

static size_t spell_of(const ent_observed *observed, size_t node) {
    size_t low = 0;
    for (size_t high = observed->spell_count; high - low > 1;) {
        size_t middle = low + (high - low) / 2;
        if (observed->spell_node[middle] <= node)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void free_wanted(struct wanted *wanted) {
    free(wanted->row);
    free(wanted->node);
    free(wanted->place);
    free(wanted->spell_row);
    free(wanted->spell_of_run);
}

static void group_spells(struct wanted *wanted, const ent_observed *observed) {
    for (size_t s = 0; s < observed->spell_count; s++)
        wanted->spell_row[observed->run_of_spell[s] + 2]++;
    for (size_t r = 0; r < observed->run_count; r++)
        wanted->spell_row[r + 2] += wanted->spell_row[r + 1];
    for (size_t s = 0; s < observed->spell_count; s++)
        wanted->spell_of_run[wanted->spell_row[observed->run_of_spell[s] + 1]++] = s;
}

static ent_status want(struct wanted *wanted, const ent_observed *observed, const size_t *nodes,
                       size_t node_count, ent_error *err) {
    size_t all = observed->spell_node[observed->spell_count];
    wanted->node_count = nodes != NULL ? node_count : all;
    const struct {
        size_t **place;
        size_t count;
    } arrays[] = {{&wanted->row, observed->spell_count + 2},
                  {&wanted->node, wanted->node_count},
                  {&wanted->place, wanted->node_count},
                  {&wanted->spell_row, observed->run_count + 2},
                  {&wanted->spell_of_run, observed->spell_count}};
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++) {
        ent_status status =
            ent_array_new((void **)arrays[a].place, arrays[a].count, sizeof(size_t), err);
        if (status != ENT_OK) return status;
    }
    for (size_t i = 0; i < wanted->node_count; i++) {
        size_t node = nodes != NULL ? nodes[i] : i;
        if (node >= all) return ent_fail(err, ENT_ERR_USAGE, "no such node: %zu", node);
        wanted->row[spell_of(observed, node) + 2]++;
    }
    for (size_t s = 0; s < observed->spell_count; s++)
        wanted->row[s + 2] += wanted->row[s + 1];
    for (size_t i = 0; i < wanted->node_count; i++) {
        size_t node = nodes != NULL ? nodes[i] : i;
        size_t to = wanted->row[spell_of(observed, node) + 1]++;
        wanted->node[to] = node;
        wanted->place[to] = i;
    }
    group_spells(wanted, observed);
    return ENT_OK;
}

/* Place of a uniform number in weights that need not sum to 1. */
static size_t pick(const float *weights, size_t count, double uniform) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)weights[i];
    double left = uniform * sum;
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(weights[i] > 0)) continue;
        last = i;
        left -= (double)weights[i];
        if (left < 0) break;
    }
    return last;
}

/* The points of a node from which its next point can be reached: from *first, so many. */
static size_t within_reach(const ent_smoother *smoother, size_t node, const ent_kernel *kernel,
                           size_t next_point, size_t *first) {
    size_t start = smoother->windows.start[node];
    size_t end = start + smoother->windows.width[node];
    size_t low = next_point > kernel->half ? next_point - kernel->half : 0;
    size_t high = next_point + kernel->half + 1;
    *first = low > start ? low : start;
    if (high > end) high = end;
    return high > *first ? high - *first : 0;
}

/* Sample the point of a node from its forward probabilities, weighted by how likely the point after
 * it is from there. */
static size_t step_back(const ent_smoother *smoother, size_t node, const float *filtered,
                        const ent_kernel *kernel, size_t next_point, double uniform,
                        float *weights) {
    size_t first = 0;
    size_t count = within_reach(smoother, node, kernel, next_point, &first);
    const float *from = filtered + (first - smoother->windows.start[node]);
    const float *step = kernel->weight + kernel->half + first - next_point;
    for (size_t i = 0; i < count; i++)
        weights[i] = from[i] * step[i];
    return first + pick(weights, count, uniform);
}

/* A point of the grid stands for its cell: spread it over the cell, and take back what that adds to
 * the variance. */
static double spread(const ent_latent_fit *fit, size_t node, size_t point, double uniform) {
    const ent_smoother *smoother = &fit->em.smoother;
    double step = smoother->grid.step;
    double x = smoother->grid.low + ((double)point + uniform - 0.5) * step;
    double variance = smoother->variance[node];
    double share = sqrt(variance / (variance + step * step / 12));
    return smoother->mean[node] + (x - smoother->mean[node]) * share;
}

/* Sample a path of a spell; @p path has room for its nodes. Every node takes its two numbers from
 * the stream, so that a path is the same whatever is asked of it. */
static void sample_path(const struct drawing *drawing, size_t run, ent_forward *forward,
                        ent_random *random, struct draw *path) {
    const ent_smoother *smoother = &drawing->smoother;
    const ent_windows *windows = &smoother->windows;
    size_t first = smoother->observed->run_node[run];
    size_t end = smoother->observed->run_node[run + 1];
    size_t base = windows->offset[first];
    float level[ENT_LATENT_LEVELS_MAX];
    for (unsigned l = 0; l < smoother->dynamics.levels; l++)
        level[l] = (float)forward->level[l];
    size_t l = pick(level, smoother->dynamics.levels, ent_random_uniform(random));
    const float *filtered = forward->filtered + l * smoother->longest;
    for (size_t n = end; n-- > first;) {
        const float *own = filtered + (windows->offset[n] - base);
        double uniform = ent_random_uniform(random);
        size_t point = n + 1 == end
                           ? windows->start[n] + pick(own, windows->width[n], uniform)
                           : step_back(smoother, n, own, &smoother->step[l],
                                       path[n + 1 - first].point, uniform, forward->message);
        path[n - first] = (struct draw){point, ent_random_uniform(random)};
    }
}

static void draw_spell(const struct drawing *drawing, size_t spell, uint32_t draw,
                       ent_forward *forward, struct draw *path) {
    const ent_observed *observed = drawing->fit->observed;
    const struct wanted *wanted = &drawing->wanted;
    size_t run = observed->run_of_spell[spell];
    ent_random random =
        ent_random_stream(drawing->fit->options.seed, STREAM_PATH, (uint32_t)spell, draw);
    sample_path(drawing, run, forward, &random, path);
    float *row = drawing->out + (size_t)(draw - drawing->first) * wanted->node_count;
    for (size_t w = wanted->row[spell]; w < wanted->row[spell + 1]; w++) {
        size_t i = wanted->node[w] - observed->spell_node[spell];
        row[wanted->place[w]] =
            (float)spread(drawing->fit, observed->run_node[run] + i, path[i].point, path[i].cell);
    }
}

static void draw_run(const struct drawing *drawing, size_t run, uint32_t from, ent_forward *forward,
                     struct draw *path) {
    const struct wanted *wanted = &drawing->wanted;
    bool ready = false;
    for (size_t i = wanted->spell_row[run]; i < wanted->spell_row[run + 1]; i++) {
        size_t spell = wanted->spell_of_run[i];
        if (wanted->row[spell] == wanted->row[spell + 1]) continue;
        if (!ready) (void)ent_forward_run(&drawing->smoother, run, forward);
        ready = true;
        for (uint64_t d = from; d < (uint64_t)drawing->first + drawing->count; d += drawing->stride)
            draw_spell(drawing, spell, (uint32_t)d, forward, path);
    }
}

/* All draws that share the parameters of draw @p from. */
static ent_status draw_shared(struct drawing *drawing, uint32_t from, ent_error *err) {
    const ent_latent_fit *fit = drawing->fit;
    ent_smoother *smoother = &drawing->smoother;
    const double *parameters = fit->em.parameters;
    const ent_dynamics *dynamics = &fit->em.dynamics;
    if (fit->draws.count > 0) {
        size_t m = from % fit->draws.count;
        parameters = fit->draws.parameters + m * fit->observed->parameter_count;
        dynamics = &fit->draws.dynamics[m];
    }
    size_t longest = 0;
    for (size_t s = 0; s < fit->observed->spell_count; s++)
        if (fit->observed->spells[s].length > longest) longest = fit->observed->spells[s].length;
    ent_forward *room = NULL;
    struct draw *paths = NULL;
    ent_status status = ent_smoother_prepare(smoother, parameters, NULL, dynamics, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&room, smoother->threads, sizeof *room, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&paths, smoother->threads * longest, sizeof *paths, err);
    for (unsigned t = 0; t < smoother->threads && status == ENT_OK; t++)
        status = ent_forward_new(&room[t], smoother, err);
    if (status == ENT_OK) {
#pragma omp parallel for schedule(dynamic, 4) num_threads(smoother->threads)
        for (size_t r = 0; r < fit->observed->run_count; r++)
            draw_run(drawing, r, from, &room[omp_get_thread_num()],
                     paths + (size_t)omp_get_thread_num() * longest);
    }
    for (unsigned t = 0; room != NULL && t < smoother->threads; t++)
        ent_forward_free(&room[t]);
    free(room);
    free(paths);
    return status;
}

static ent_status draw_grid(struct drawing *drawing, ent_error *err) {
    ent_smoother *smoother = &drawing->smoother;
    *smoother = drawing->fit->em.smoother;
    smoother->table = NULL;
    smoother->start = NULL;
    memset(smoother->step, 0, sizeof smoother->step);
    smoother->square = smoother->broken = (ent_kernel){0};
    ent_status status =
        ent_array_new((void **)&smoother->table,
                      smoother->observed->code_count * smoother->grid.points, sizeof(float), err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&smoother->start, smoother->grid.points, sizeof(float), err);
    drawing->stride = drawing->fit->draws.count > 0 ? (uint32_t)drawing->fit->draws.count : 1;
    for (uint32_t i = 0; i < drawing->stride && i < drawing->count && status == ENT_OK; i++)
        status = draw_shared(drawing, drawing->first + i, err);
    free(smoother->table);
    free(smoother->start);
    for (unsigned l = 0; l < ENT_LATENT_LEVELS_MAX; l++)
        free(smoother->step[l].weight);
    free(smoother->square.weight);
    free(smoother->broken.weight);
    return status;
}

uint32_t ent_latent_draw_count(const ent_latent_fit *fit) {
    return fit->sampled ? (uint32_t)fit->chain.draw_count : UINT32_MAX;
}

/* Rows of what a sampler kept. */
static void copy_draws(const struct drawing *drawing) {
    const struct wanted *wanted = &drawing->wanted;
    size_t nodes = drawing->fit->info.nodes;
    for (uint32_t d = 0; d < drawing->count; d++)
        for (size_t w = 0; w < wanted->node_count; w++)
            drawing->out[d * wanted->node_count + wanted->place[w]] =
                drawing->fit->chain.trait[(drawing->first + d) * nodes + wanted->node[w]];
}

ent_status ent_latent_draws(const ent_latent_fit *fit, uint32_t first, uint32_t count,
                            const size_t *nodes, size_t node_count, float *out, ent_error *err) {
    struct drawing drawing = {.fit = fit, .first = first, .count = count, .out = out};
    if (count > ent_latent_draw_count(fit) || first > ent_latent_draw_count(fit) - count)
        return ent_fail(err, ENT_ERR_USAGE, "draws %u to %llu of %u", first,
                        (unsigned long long)first + count, ent_latent_draw_count(fit));
    ent_status status = want(&drawing.wanted, fit->observed, nodes, node_count, err);
    if (status == ENT_OK && fit->sampled)
        copy_draws(&drawing);
    else if (status == ENT_OK)
        status = draw_grid(&drawing, err);
    free_wanted(&drawing.wanted);
    return status;
}
