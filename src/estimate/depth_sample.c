/* SPDX-License-Identifier: Apache-2.0 */
/* The model of depth by Gibbs sampling, to see what the default estimator leaves out: the default
 * takes the item parameters as known, the sampler does not. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "estimate/depth.h"

ent_latent_options ent_depth_sample_defaults(void) {
    ent_latent_options options = ent_latent_defaults();
    options.tolerance = 1e-2;
    options.parameter_draws = 0;
    options.chains = 2;
    options.burn_in = 100;
    options.draws = 100;
    return options;
}

/* What a fit says of the items. */
static ent_status take_items(const ent_depth_data *data, const ent_latent_fit *fit,
                             ent_depth_loading *item, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t k = 0; k < data->latent.item_count && status == ENT_OK; k++) {
        item[data->item_of[k]].used = true;
        status = ent_latent_item_of(fit, k, &item[data->item_of[k]].fit, err);
    }
    return status;
}

/* Correlation of two means and the ratio of their sds. */
static void compare(ent_depth_sample *out, const double *const mean[2], const double *const sd[2],
                    size_t nodes) {
    double n = (double)nodes;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    double spread[2] = {0};
    for (size_t i = 0; i < nodes; i++) {
        x += mean[0][i];
        y += mean[1][i];
        xx += mean[0][i] * mean[0][i];
        yy += mean[1][i] * mean[1][i];
        xy += mean[0][i] * mean[1][i];
        spread[0] += sd[0][i];
        spread[1] += sd[1][i];
    }
    out->correlation = (xy - x * y / n) / sqrt((xx - x * x / n) * (yy - y * y / n));
    out->sd_ratio = spread[1] / spread[0];
}

static int by_value(const void *left, const void *right) {
    const double *a = left;
    const double *b = right;
    return (*a > *b) - (*a < *b);
}

static double quantile(const double *sorted, size_t count, double q) {
    return sorted[(size_t)(q * (double)(count - 1))];
}

static ent_status summarise(ent_depth_sample *out, const ent_latent_fit *by_default,
                            const ent_latent_fit *by_sampler, ent_error *err) {
    size_t nodes = ent_latent_describe(by_sampler).nodes;
    double *figure = NULL;
    ent_status status = ent_array_new((void **)&figure, 4 * nodes, sizeof *figure, err);
    if (status != ENT_OK) return status;
    double *const mean[2] = {figure, figure + nodes};
    double *const sd[2] = {figure + 2 * nodes, figure + 3 * nodes};
    status = ent_latent_summary(by_default, 0.9, mean[0], sd[0], NULL, NULL, err);
    if (status == ENT_OK)
        status = ent_latent_summary(by_sampler, 0.9, mean[1], sd[1], NULL, NULL, err);
    if (status == ENT_OK) {
        compare(out, (const double *const *)mean, (const double *const *)sd, nodes);
        status = ent_latent_convergence(by_sampler, mean[0], mean[1], err);
    }
    if (status == ENT_OK) {
        qsort(mean[0], nodes, sizeof(double), by_value);
        qsort(mean[1], nodes, sizeof(double), by_value);
        out->rhat_median = quantile(mean[0], nodes, 0.5);
        out->rhat_95 = quantile(mean[0], nodes, 0.95);
        out->ess_median = quantile(mean[1], nodes, 0.5);
        out->ess_5 = quantile(mean[1], nodes, 0.05);
    }
    free(figure);
    return status;
}

static ent_status fit_both(ent_depth_sample *out, const ent_depth_data *data,
                           const ent_latent_options *options, ent_error *err) {
    ent_latent_fit *by_default = NULL;
    ent_latent_fit *by_sampler = NULL;
    ent_status status = ent_latent_fit_grid(&by_default, &data->latent, options, err);
    if (status == ENT_OK) status = ent_latent_fit_gibbs(&by_sampler, &data->latent, options, err);
    if (status == ENT_OK) status = take_items(data, by_default, out->item, err);
    if (status == ENT_OK) status = take_items(data, by_sampler, out->item_sampled, err);
    if (status == ENT_OK) status = summarise(out, by_default, by_sampler, err);
    if (status == ENT_OK) {
        out->by_default = ent_latent_describe(by_default);
        out->by_sampler = ent_latent_describe(by_sampler);
    }
    ent_latent_free(by_default);
    ent_latent_free(by_sampler);
    return status;
}

ent_status ent_depth_sample_new(ent_depth_sample *out, bool *any, ent_store *store,
                                const ent_actors *actors, const ent_latent_options *options,
                                ent_error *err) {
    uint32_t items = ent_depth_items_of_sides(ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE);
    ent_depth_table *table = NULL;
    ent_depth_data data = {0};
    *out = (ent_depth_sample){0};
    ent_status status = ent_depth_years(store, &out->year1, &out->year2, any, err);
    if (status != ENT_OK || !*any) return status;
    status = ent_depth_table_new(&table, store, actors, out->year1, out->year2, err);
    *any = status == ENT_OK && ent_depth_table_varies(table, items);
    if (*any) {
        status = ent_depth_data_new(&data, table, items, NULL, err);
        if (status == ENT_OK) status = fit_both(out, &data, options, err);
        ent_depth_data_free(&data);
    }
    ent_depth_table_free(table);
    return status;
}
