/* SPDX-License-Identifier: Apache-2.0 */
/* What a fit expects of a cell: the probability of a value given the trait, averaged over the
 * posterior of the trait, the item at its estimate. */
#include <math.h>

#include "latent/check.h"
#include "latent/fit.h"

/* A cell's item as parts, and the value asked about. */
struct cell {
    const ent_part *part, *amount; /* amount: of hurdles, else NULL */
    const double *parameters, *amount_parameters;
    double value;
    bool has_value;
};

static double log_density(const struct cell *cell, double trait) {
    const ent_part *part = cell->part;
    if (part->type == ENT_PART_GAUSS)
        return ent_part_log_density(part, cell->parameters,
                                    (cell->value - part->centre) / part->spread, trait) -
               log(part->spread);
    if (cell->amount == NULL)
        return ent_part_log_density(part, cell->parameters, cell->value, trait);
    double positive = ent_part_log_density(part, cell->parameters, cell->value > 0, trait);
    if (!(cell->value > 0)) return positive;
    double y = (log(cell->value) - cell->amount->centre) / cell->amount->spread;
    return positive + ent_part_log_density(cell->amount, cell->amount_parameters, y, trait) -
           log(cell->amount->spread) - log(cell->value);
}

static double expectation(const struct cell *cell, double trait) {
    const double *p = cell->parameters;
    if (cell->part->type == ENT_PART_GAUSS)
        return cell->part->centre + cell->part->spread * (p[ENT_INTERCEPT] + p[ENT_SLOPE] * trait);
    return -expm1(ent_part_log_density(cell->part, p, 0, trait));
}

struct sums {
    double weight, density, positive;
};

static void add(const struct cell *cell, double weight, double trait, struct sums *sums) {
    sums->weight += weight;
    if (cell->has_value) sums->density += weight * exp(log_density(cell, trait));
    sums->positive += weight * expectation(cell, trait);
}

static struct sums over_grid(const ent_latent_fit *fit, size_t node, const struct cell *cell) {
    const ent_smoother *smoother = &fit->em.smoother;
    const float *mass = smoother->posterior + smoother->windows.offset[node];
    struct sums sums = {0};
    for (size_t i = 0; i < smoother->windows.width[node]; i++) {
        double point = (double)(smoother->windows.start[node] + i);
        if (mass[i] > 1e-12F)
            add(cell, (double)mass[i], smoother->grid.low + point * smoother->grid.step, &sums);
    }
    return sums;
}

static struct sums over_draws(const ent_latent_fit *fit, size_t node, const struct cell *cell) {
    struct sums sums = {0};
    for (size_t d = 0; d < fit->chain.draw_count; d++)
        add(cell, 1, (double)fit->chain.trait[d * fit->info.nodes + node], &sums);
    return sums;
}

static struct cell cell_of(const ent_latent_fit *fit, uint32_t item) {
    const ent_observed *observed = fit->observed;
    const ent_part *part = &observed->parts[observed->part_of_item[item]];
    struct cell cell = {.part = part, .parameters = fit->estimate + part->at};
    if (observed->items[item].type == ENT_LATENT_HURDLE) {
        cell.amount = part + 1;
        cell.amount_parameters = fit->estimate + cell.amount->at;
    }
    return cell;
}

ent_status ent_latent_predict(const ent_latent_fit *fit, size_t count, const size_t *node,
                              const uint32_t *item, const double *value, double *log_score,
                              double *positive, ent_error *err) {
    for (size_t i = 0; i < count; i++) {
        if (node[i] >= fit->info.nodes || item[i] >= fit->observed->item_count)
            return ent_fail(err, ENT_ERR_USAGE, "cell %zu: no such node or item", i);
        if (value == NULL) continue;
        ent_status status =
            ent_latent_check_value(&fit->observed->items[item[i]], node[i], item[i], value[i], err);
        if (status != ENT_OK) return status;
    }
#pragma omp parallel for schedule(dynamic, 256) num_threads(fit->options.threads)
    for (size_t i = 0; i < count; i++) {
        struct cell cell = cell_of(fit, item[i]);
        cell.has_value = value != NULL && log_score != NULL;
        if (cell.has_value) cell.value = value[i];
        struct sums sums = fit->sampled ? over_draws(fit, node[i], &cell)
                                        : over_grid(fit, ent_fit_node(fit, node[i]), &cell);
        if (cell.has_value) log_score[i] = log(fmax(sums.density / sums.weight, 1e-300));
        if (positive != NULL) positive[i] = sums.positive / sums.weight;
    }
    return ENT_OK;
}
