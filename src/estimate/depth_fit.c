/* SPDX-License-Identifier: Apache-2.0 */
/* Depth and gap: the dynamic latent trait model (latent.h) fitted to all items, to those of the
 * formal record, and to those of practice,
 *
 *   depth θ_{d,t} ~ N(θ_{d,t−1}, σ²),   items y ~ p(y | β θ, κ),   gap = θ^practice − f(θ^paper).
 *
 * One σ for all dyads and no breaks: with a choice of step sizes the standing items of the formal
 * record become steps of a stair, and depth no more than their sum (docs/depth.md). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "estimate/depth.h"

enum { DRAWS_MIN = 100, DRAWS_MAX = 1000 };
static const double interval = 0.9;

ent_depth_options ent_depth_defaults(void) {
    return (ent_depth_options){.seed = 1,
                               .draws = 100,
                               .items =
                                   ent_depth_items_of_sides(ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE)};
}

static uint32_t items_of(const ent_depth_options *options, ent_depth_part part) {
    uint32_t paper = ent_depth_items_of_sides(ENT_DEPTH_PAPER) | options->moved;
    if (part == ENT_DEPTH_OF_PAPER) return options->items & paper;
    if (part == ENT_DEPTH_OF_PRACTICE) return options->items & ~paper;
    return options->items;
}

/* ---- one fit ---- */

ent_latent_options ent_depth_latent(void) {
    ent_latent_options latent = ent_latent_defaults();
    latent.tolerance = 5e-4; /* of a posterior sd: σ moves slowly to where it belongs */
    latent.parameter_draws =
        0; /* eight million readings leave 80 parameters little room (docs/depth.md) */
    return latent;
}

static ent_latent_options latent_options(const ent_depth_options *options, ent_depth_part part) {
    ent_latent_options latent = ent_depth_latent();
    latent.threads = options->threads;
    latent.seed = options->seed + part; /* draws of paper and of practice are independent */
    latent.on_progress = options->on_progress;
    latent.context = options->context;
    return latent;
}

/* Fit a part; *fit NULL if none of its items varies. */
static ent_status fit_part(ent_depth_work *work, ent_depth_part part, ent_latent_fit **fit,
                           ent_error *err) {
    ent_depth_data data;
    ent_error none = {0};
    *fit = NULL;
    ent_status status =
        ent_depth_data_new(&data, work->table, items_of(work->options, part), NULL, &none);
    if (status == ENT_ERR_USAGE) return ENT_OK;
    if (status != ENT_OK) return ent_fail(err, status, "%s", none.text);
    ent_latent_options options = latent_options(work->options, part);
    status = ent_latent_fit_grid(fit, &data.latent, &options, err);
    if (status == ENT_OK) work->estimate->info[part] = ent_latent_describe(*fit);
    for (size_t k = 0; k < data.latent.item_count && status == ENT_OK; k++) {
        ent_depth_loading *loading = &work->estimate->loading[part][data.item_of[k]];
        loading->used = true;
        status = ent_latent_item_of(*fit, k, &loading->fit, err);
    }
    ent_depth_data_free(&data);
    return status;
}

static ent_status draw_all(const ent_depth_work *work, const ent_latent_fit *fit, float **draws,
                           ent_error *err) {
    size_t nodes = work->table->node_count;
    unsigned count = work->options->draws;
    ent_status status = ent_array_new((void **)draws, nodes * count, sizeof **draws, err);
    if (status == ENT_OK) status = ent_latent_draws(fit, 0, count, NULL, nodes, *draws, err);
    return status;
}

/* ---- depth ---- */

static ent_status put_depth(ent_depth_work *work, const ent_latent_fit *fit, ent_error *err) {
    size_t nodes = work->table->node_count;
    double *figure = NULL; /* means, then ends of the intervals */
    ent_status status = ent_array_new((void **)&figure, 3 * nodes, sizeof *figure, err);
    if (status == ENT_OK)
        status = ent_latent_summary(fit, interval, figure, NULL, figure + nodes, figure + 2 * nodes,
                                    err);
    for (size_t n = 0; n < nodes && status == ENT_OK; n++) {
        if (work->owner[n] == UINT32_MAX || work->sides[n] == 0) continue;
        float *value = work->estimate->value + (size_t)work->owner[n] * ENT_DEPTH_FIELDS;
        for (size_t f = 0; f < 3; f++)
            value[ENT_DEPTH_MEAN + f] = (float)figure[f * nodes + n];
    }
    free(figure);
    return status;
}

static ent_status estimate_depth(ent_depth_work *work, ent_error *err) {
    ent_latent_fit *fit = NULL;
    float *draws = NULL;
    ent_status status = fit_part(work, ENT_DEPTH_ALL, &fit, err);
    if (status == ENT_OK && fit == NULL)
        status = ent_fail(err, ENT_ERR_USAGE, "no item of depth varies in %d-%d",
                          work->table->year1, work->table->year2);
    if (status == ENT_OK) status = put_depth(work, fit, err);
    if (status == ENT_OK) status = draw_all(work, fit, &draws, err);
    if (status == ENT_OK) status = ent_depth_rank(work, draws, work->options->draws, err);
    free(draws);
    ent_latent_free(fit);
    return status;
}

/* ---- gap ---- */

static ent_status estimate_gap(ent_depth_work *work, ent_error *err) {
    unsigned count = work->options->draws;
    ent_latent_fit *fit = NULL;
    float *paper = NULL;
    float *practice = NULL;
    float *gap = NULL;
    bool both = true;
    ent_status status = fit_part(work, ENT_DEPTH_OF_PAPER, &fit, err);
    both = fit != NULL;
    if (status == ENT_OK && both) status = draw_all(work, fit, &paper, err);
    ent_latent_free(fit);
    fit = NULL;
    if (status == ENT_OK) status = fit_part(work, ENT_DEPTH_OF_PRACTICE, &fit, err);
    both = both && fit != NULL;
    if (status == ENT_OK && both) status = draw_all(work, fit, &practice, err);
    ent_latent_free(fit);
    if (status == ENT_OK && both)
        status = ent_array_new((void **)&gap, work->places * count, sizeof *gap, err);
    if (status == ENT_OK && both) status = ent_depth_gap(work, paper, practice, count, gap, err);
    free(paper);
    free(practice);
    if (status == ENT_OK && both) status = ent_depth_gap_summary(work, gap, count, err);
    free(gap);
    return status;
}

/* ---- all of it ---- */

/* Which sides of each node some source covers, by the items in use. */
static void find_sides(ent_depth_work *work) {
    uint32_t paper = items_of(work->options, ENT_DEPTH_OF_PAPER);
    for (size_t n = 0; n < work->table->node_count; n++)
        for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++)
            if ((work->options->items & UINT32_C(1) << k) &&
                !isnan(work->table->value[n * ENT_DEPTH_ITEMS + k]))
                work->sides[n] |= (paper & UINT32_C(1) << k) ? ENT_DEPTH_PAPER : ENT_DEPTH_PRACTICE;
}

/* The nodes of each year, spells in order. */
static void list_years(ent_depth_work *work) {
    const ent_depth_table *table = work->table;
    size_t *row = work->year_row;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t s = 0; s < table->spell_count; s++)
            for (uint32_t k = 0; k < table->spells[s].length; k++) {
                size_t year = (size_t)(table->spells[s].first - table->year1) + k;
                if (pass == 0)
                    row[year + 1]++;
                else
                    work->year_node[row[year]++] = (uint32_t)(table->first_node[s] + k);
            }
        for (size_t year = 0; pass == 0 && year < work->years; year++)
            row[year + 1] += row[year];
    }
    memmove(row + 1, row, work->years * sizeof *row); /* each row had moved to its end */
    row[0] = 0;
}

static ent_status prepare(ent_depth_work *work, ent_error *err) {
    const ent_depth_table *table = work->table;
    ent_depth_estimate *estimate = work->estimate;
    size_t nodes = table->node_count;
    size_t spells = table->spell_count;
    const struct {
        void **array;
        size_t count, size;
    } arrays[] = {{(void **)&work->year_row, work->years + 1, sizeof *work->year_row},
                  {(void **)&work->year_node, nodes, sizeof *work->year_node},
                  {(void **)&work->owner, nodes, sizeof *work->owner},
                  {(void **)&work->place, nodes, sizeof *work->place},
                  {(void **)&work->sides, nodes, sizeof *work->sides},
                  {(void **)&estimate->actor1, spells, sizeof(ent_actor)},
                  {(void **)&estimate->actor2, spells, sizeof(ent_actor)},
                  {(void **)&estimate->first, spells, sizeof *estimate->first},
                  {(void **)&estimate->path, spells, sizeof *estimate->path}};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0] && status == ENT_OK; i++)
        status = ent_array_new(arrays[i].array, arrays[i].count, arrays[i].size, err);
    if (status == ENT_OK) status = ent_depth_find_paths(work, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&estimate->value, work->places * ENT_DEPTH_FIELDS,
                               sizeof(float), err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < work->places * ENT_DEPTH_FIELDS; i++)
        estimate->value[i] = NAN;
    for (size_t s = 0; s < spells; s++) {
        estimate->actor1[s] = table->actor1[s];
        estimate->actor2[s] = table->actor2[s];
        estimate->first[s] = table->spells[s].first;
    }
    find_sides(work);
    list_years(work);
    return ENT_OK;
}

ent_status ent_depth_estimate_new(ent_depth_estimate **out, const ent_depth_table *table,
                                  const ent_depth_options *options, ent_error *err) {
    *out = NULL;
    if (options->draws < DRAWS_MIN || options->draws > DRAWS_MAX)
        return ent_fail(err, ENT_ERR_USAGE, "draws: expected %d to %d, found %u", DRAWS_MIN,
                        DRAWS_MAX, options->draws);
    ent_depth_work work = {
        .table = table, .options = options, .years = (size_t)(table->year2 - table->year1) + 1};
    ent_status status = ent_array_new((void **)&work.estimate, 1, sizeof *work.estimate, err);
    if (status != ENT_OK) return status;
    work.estimate->year1 = table->year1;
    work.estimate->year2 = table->year2;
    work.estimate->spell_count = table->spell_count;
    status = prepare(&work, err);
    if (status == ENT_OK) status = estimate_depth(&work, err);
    if (status == ENT_OK) status = estimate_gap(&work, err);
    free(work.year_row);
    free(work.year_node);
    free(work.owner);
    free(work.place);
    free(work.sides);
    if (status == ENT_OK)
        *out = work.estimate;
    else
        ent_depth_estimate_free(work.estimate);
    return status;
}

void ent_depth_estimate_free(ent_depth_estimate *estimate) {
    if (estimate == NULL) return;
    free(estimate->actor1);
    free(estimate->actor2);
    free(estimate->first);
    free(estimate->path);
    free(estimate->path_row);
    free(estimate->value);
    free(estimate);
}

double ent_depth_rise(const float *path, size_t a, size_t b) {
    const double per_sd = 2 * 1.6448536269514722; /* width of a 90% interval */
    size_t first = a < b ? a : b;
    size_t last = a < b ? b : a;
    const float *from = path + a * ENT_DEPTH_FIELDS;
    const float *to = path + b * ENT_DEPTH_FIELDS;
    if (a == b || isnan(from[ENT_DEPTH_MEAN]) || isnan(to[ENT_DEPTH_MEAN])) return ent_missing();
    double rho = 1;
    for (size_t t = first + 1; t <= last; t++)
        rho *= (double)path[t * ENT_DEPTH_FIELDS + ENT_DEPTH_RHO];
    double x = (double)(from[ENT_DEPTH_HI] - from[ENT_DEPTH_LO]) / per_sd;
    double y = (double)(to[ENT_DEPTH_HI] - to[ENT_DEPTH_LO]) / per_sd;
    double variance = x * x + y * y - 2 * rho * x * y;
    double change = (double)(to[ENT_DEPTH_MEAN] - from[ENT_DEPTH_MEAN]);
    if (!(variance > 0)) return change > 0 ? 1 : change < 0 ? 0 : 0.5;
    return 0.5 * erfc(-change / sqrt(2 * variance));
}
