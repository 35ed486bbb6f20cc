/* SPDX-License-Identifier: Apache-2.0 */
/* The estimate of depth kept in the store: made when there is none, or when what it rests on has
 * changed since. */
#include <jansson.h>
#include <stdlib.h>

#include "base/array.h"
#include "entente/estimate.h"

static const ent_kind kinds[] = {ENT_ALLIANCE, ENT_AGREEMENT,  ENT_EXERCISE,
                                 ENT_TRANSFER, ENT_DEPLOYMENT, ENT_MEMBERSHIP};

ent_status ent_depth_fresh(ent_store *store, bool *fresh, ent_error *err) {
    return ent_store_has_estimate(store, ENT_DEPTH_NAME, ENT_DEPTH_REVISION, fresh, err);
}

/* ---- the details as JSON ---- */

static json_t *cuts_json(const ent_latent_item_fit *fit) {
    json_t *cuts = json_array();
    for (unsigned c = 0; c < fit->cut_count; c++)
        json_array_append_new(cuts, json_real(fit->cut[c]));
    return cuts;
}

static json_t *item_json(size_t item, const ent_latent_item_fit *fit) {
    const ent_depth_item *about = ent_depth_item_at(item);
    return json_pack("{s:s, s:s, s:s, s:f, s:f, s:f, s:f, s:o, s:f, s:f, s:I}", "item", about->name,
                     "label", about->label, "kind", ent_kind_name(about->kind), "slope", fit->slope,
                     "slope_sd", fit->slope_sd, "slope_amount", fit->slope2, "slope_amount_sd",
                     fit->slope2_sd, "cuts", cuts_json(fit), "intercept", fit->intercept, "scale",
                     fit->scale, "observations", (json_int_t)fit->observations);
}

static json_t *part_json(const ent_depth_estimate *estimate, ent_depth_part part) {
    const ent_latent_info *info = &estimate->info[part];
    json_t *items = json_array();
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++)
        if (estimate->loading[part][k].used)
            json_array_append_new(items, item_json(k, &estimate->loading[part][k].fit));
    return json_pack("{s:b, s:i, s:f, s:f, s:I, s:I, s:o}", "converged", info->converged,
                     "iterations", (int)info->iterations, "log_posterior", info->log_posterior,
                     "step_sd", info->levels > 0 ? info->level_sd[0] : 0.0, "dyad_years",
                     (json_int_t)info->nodes, "observations", (json_int_t)info->observations,
                     "items", items);
}

static char *detail_of(const ent_depth_estimate *estimate) {
    json_t *detail = json_pack("{s:i, s:i, s:i, s:o, s:o, s:o}", "revision", ENT_DEPTH_REVISION,
                               "year1", estimate->year1, "year2", estimate->year2, "all",
                               part_json(estimate, ENT_DEPTH_ALL), "paper",
                               part_json(estimate, ENT_DEPTH_OF_PAPER), "practice",
                               part_json(estimate, ENT_DEPTH_OF_PRACTICE));
    char *text = detail != NULL ? json_dumps(detail, JSON_COMPACT) : NULL;
    json_decref(detail);
    return text;
}

/* ---- keeping ---- */

ent_status ent_depth_put(ent_store *store, const ent_depth_estimate *estimate, ent_error *err) {
    static const size_t no_rows[1] = {0};
    ent_estimate row = {.name = ENT_DEPTH_NAME,
                        .revision = ENT_DEPTH_REVISION,
                        .kinds = kinds,
                        .kind_count = sizeof kinds / sizeof kinds[0],
                        .detail = "{}",
                        .fields = ENT_DEPTH_FIELDS,
                        .path_row = no_rows};
    if (estimate == NULL) return ent_store_put_estimate(store, &row, err);
    row.path_count = estimate->path_count;
    row.path_row = estimate->path_row;
    row.values = estimate->value;
    row.spell_count = estimate->spell_count;
    row.actor1 = estimate->actor1;
    row.actor2 = estimate->actor2;
    row.first = estimate->first;
    row.path = estimate->path;
    char *detail = detail_of(estimate);
    if (detail == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    row.detail = detail;
    ent_status status = ent_store_put_estimate(store, &row, err);
    free(detail);
    return status;
}

ent_status ent_depth_compute(ent_depth_estimate **out, ent_store *store, const ent_actors *actors,
                             const ent_depth_options *options, ent_error *err) {
    int year1 = 0;
    int year2 = 0;
    bool any = false;
    ent_depth_table *table = NULL;
    *out = NULL;
    ent_status status = ent_depth_years(store, &year1, &year2, &any, err);
    if (status != ENT_OK || !any) return status;
    status = ent_depth_table_new(&table, store, actors, year1, year2, err);
    if (status == ENT_OK && ent_depth_table_varies(table, options->items))
        status = ent_depth_estimate_new(out, table, options, err);
    ent_depth_table_free(table);
    return status;
}

ent_status ent_depth_detail(ent_store *store, ent_detail_fn fn, void *context, ent_error *err) {
    return ent_store_estimate_detail(store, ENT_DEPTH_NAME, ENT_DEPTH_REVISION, fn, context, err);
}

ent_status ent_depth_spells(ent_store *store, ent_actor a, ent_actor b, ent_spell_fn fn,
                            void *context, ent_error *err) {
    return ent_store_estimate_spells(store, ENT_DEPTH_NAME, ENT_DEPTH_REVISION, a < b ? a : b,
                                     a < b ? b : a, fn, context, err);
}
