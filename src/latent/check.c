/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with data or options, said before anything is computed. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "latent/check.h"

size_t ent_latent_node_count(const ent_latent_data *data) {
    size_t nodes = 0;
    for (size_t s = 0; s < data->spell_count; s++)
        nodes += data->spells[s].length;
    return nodes;
}

/* ---- options ---- */

struct bound {
    const char *name;
    double value, above, upto;
};

ent_status ent_latent_check_options(const ent_latent_options *options, ent_error *err) {
    const struct bound bounds[] = {
        {"start_sd", options->start_sd, 0, 1e3},
        {"step_sd_min", options->step_sd_min, 0, 1e3},
        {"step_sd_max", options->step_sd_max, 0, 1e3},
        {"break_sd", options->break_sd, 0, 1e3},
        {"hold_sd + 1", options->hold_sd + 1, 0.999999, 1001},
        {"slope_sd + 1", options->slope_sd + 1, 0.999999, 1001},
        {"cut_sd", options->cut_sd, 0, 1e3},
        {"tolerance", options->tolerance, 0, 1},
        {"levels", options->levels, 0, ENT_LATENT_LEVELS_MAX},
        {"iterations", options->iterations, 0, 1e6},
        {"chains", options->chains, 0, 64},
        {"draws", options->draws, 3, 1e7},
        {"thin", options->thin, 0, 1e6},
        {"save_every", options->save_every, 0, 1e9},
        {"parameter_draws", options->parameter_draws + 1.0, 0, 4097},
        {"start_mean + 1000", options->start_mean + 1000, 0, 2000},
        {"grid_step + 1", options->grid_step + 1, 0.999999, 11},
    };
    for (size_t b = 0; b < sizeof bounds / sizeof bounds[0]; b++)
        if (!(bounds[b].value > bounds[b].above && bounds[b].value <= bounds[b].upto))
            return ent_fail(err, ENT_ERR_USAGE,
                            "%s: expected a number above %g, at most %g, found %g", bounds[b].name,
                            bounds[b].above, bounds[b].upto, bounds[b].value);
    if (options->step_sd_min > options->step_sd_max)
        return ent_fail(err, ENT_ERR_USAGE, "step_sd_min %g is above step_sd_max %g",
                        options->step_sd_min, options->step_sd_max);
    bool fixed = options->levels == 1 && options->step_sd_min == options->step_sd_max;
    if (options->hold_sd > 0 && (!fixed || options->breaks))
        return ent_fail(err, ENT_ERR_USAGE,
                        "hold_sd: expected one level of a fixed step and no breaks");
    return ENT_OK;
}

/* ---- items, spells ---- */

static ent_status check_items(const ent_latent_data *data, ent_error *err) {
    if (data->item_count == 0 || data->item_count > UINT32_MAX / 4)
        return ent_fail(err, ENT_ERR_USAGE, "expected 1 to 2^30 items, found %zu",
                        data->item_count);
    for (size_t k = 0; k < data->item_count; k++) {
        const ent_latent_item *item = &data->items[k];
        if ((unsigned)item->type > ENT_LATENT_HURDLE)
            return ent_fail(err, ENT_ERR_USAGE, "item %zu: no such type: %d", k, (int)item->type);
        if (item->type == ENT_LATENT_ORDERED &&
            (item->categories < 2 || item->categories > ENT_LATENT_CATEGORIES_MAX))
            return ent_fail(err, ENT_ERR_USAGE, "item %zu: expected 2 to %d categories, found %u",
                            k, ENT_LATENT_CATEGORIES_MAX, item->categories);
    }
    return ENT_OK;
}

static int by_unit(const void *left, const void *right) {
    const ent_latent_spell *a = left;
    const ent_latent_spell *b = right;
    if (a->unit != b->unit) return a->unit < b->unit ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static ent_status check_overlap(const ent_latent_data *data, ent_error *err) {
    ent_latent_spell *sorted = NULL;
    ent_status status = ent_array_new((void **)&sorted, data->spell_count, sizeof *sorted, err);
    if (status != ENT_OK) return status;
    for (size_t s = 0; s < data->spell_count; s++)
        sorted[s] = data->spells[s];
    qsort(sorted, data->spell_count, sizeof *sorted, by_unit);
    for (size_t s = 1; s < data->spell_count && status == ENT_OK; s++)
        if (sorted[s].unit == sorted[s - 1].unit &&
            (int64_t)sorted[s - 1].first + sorted[s - 1].length > sorted[s].first)
            status = ent_fail(err, ENT_ERR_USAGE, "unit %u has two spells at time %d",
                              sorted[s].unit, sorted[s].first);
    free(sorted);
    return status;
}

static ent_status check_spells(const ent_latent_data *data, ent_error *err) {
    size_t nodes = 0;
    if (data->spell_count == 0 || data->spell_count >= UINT32_MAX)
        return ent_fail(err, ENT_ERR_USAGE, "expected 1 to 2^32 - 2 spells, found %zu",
                        data->spell_count);
    for (size_t s = 0; s < data->spell_count; s++) {
        nodes += data->spells[s].length;
        if (data->spells[s].length == 0)
            return ent_fail(err, ENT_ERR_USAGE, "spell %zu has no nodes", s);
        if (nodes >= UINT32_MAX) return ent_fail(err, ENT_ERR_USAGE, "more than 2^32 - 2 nodes");
    }
    for (size_t n = 0; n < nodes; n++)
        if (data->row[n + 1] < data->row[n])
            return ent_fail(err, ENT_ERR_USAGE, "row %zu ends before it begins", n);
    return check_overlap(data, err);
}

/* ---- observations ---- */

static bool is_whole(double value, double upto) {
    return value >= 0 && value <= upto && value == floor(value);
}

ent_status ent_latent_check_value(const ent_latent_item *item, size_t node, uint32_t number,
                                  double value, ent_error *err) {
    bool good = isfinite(value);
    const char *expected = "a finite number";
    if (item->type == ENT_LATENT_BINARY) {
        good = value == 0 || value == 1;
        expected = "0 or 1";
    } else if (item->type == ENT_LATENT_ORDERED) {
        good = is_whole(value, item->categories - 1);
        expected = "a category";
    } else if (item->type == ENT_LATENT_COUNT) {
        good = is_whole(value, ENT_LATENT_COUNT_MAX);
        expected = "a count up to 100000";
    } else if (item->type == ENT_LATENT_HURDLE) {
        good = good && value >= 0;
        expected = "a finite number from 0";
    }
    if (good) return ENT_OK;
    return ent_fail(err, ENT_ERR_USAGE, "node %zu, item %u: expected %s, found %g", node, number,
                    expected, value);
}

static ent_status check_node(const ent_latent_data *data, size_t node, size_t *last_seen,
                             ent_error *err) {
    for (size_t o = data->row[node]; o < data->row[node + 1]; o++) {
        if (data->item[o] >= data->item_count)
            return ent_fail(err, ENT_ERR_USAGE, "node %zu: no such item: %u", node, data->item[o]);
        if (last_seen[data->item[o]] == node + 1)
            return ent_fail(err, ENT_ERR_USAGE, "node %zu has two values of item %u", node,
                            data->item[o]);
        last_seen[data->item[o]] = node + 1;
        ent_status status = ent_latent_check_value(&data->items[data->item[o]], node, data->item[o],
                                                   data->value[o], err);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

ent_status ent_latent_check_data(const ent_latent_data *data, ent_error *err) {
    size_t *last_seen = NULL;
    ent_status status = check_items(data, err);
    if (status == ENT_OK) status = check_spells(data, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&last_seen, data->item_count, sizeof *last_seen, err);
    size_t nodes = ent_latent_node_count(data);
    for (size_t n = 0; n < nodes && status == ENT_OK; n++)
        status = check_node(data, n, last_seen, err);
    free(last_seen);
    return status;
}
