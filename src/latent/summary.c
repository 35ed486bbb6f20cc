/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a fit: moments, intervals and breaks of traits, estimates of items. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "latent/fit.h"

/* ---- from the grid ---- */

/* Place, in cells, at which the distribution function passes p. The sum of masses up to a point is
 * the function half a step beyond it, but for (m_{k+1} − m_k)/24, the first term of the
 * Euler–Maclaurin formula; between two such places it is interpolated. */
static double grid_quantile(const ent_smoother *smoother, size_t node, double p) {
    const float *mass = smoother->posterior + smoother->windows.offset[node];
    size_t width = smoother->windows.width[node];
    double total = 0;
    for (size_t i = 0; i < width; i++)
        total += (double)mass[i];
    double sum = 0;
    double before = 0;
    double place = (double)width - 0.5;
    for (size_t i = 0; i < width; i++) {
        sum += (double)mass[i] / total;
        double next = i + 1 < width ? (double)mass[i + 1] : 0;
        double here = fmin(1, fmax(before, sum + (next - (double)mass[i]) / (24 * total)));
        if (here >= p) {
            double share = here > before ? (p - before) / (here - before) : 0.5;
            place = (double)i - 0.5 + share;
            break;
        }
        before = here;
    }
    return smoother->grid.low + (smoother->windows.start[node] + place) * smoother->grid.step;
}

static void grid_summary(const ent_latent_fit *fit, size_t n, double level, double *mean,
                         double *sd, double *lo, double *hi) {
    const ent_smoother *smoother = &fit->em.smoother;
    size_t node = ent_fit_node(fit, n);
    if (mean != NULL) mean[n] = smoother->mean[node];
    if (sd != NULL) sd[n] = sqrt(smoother->variance[node]);
    if (lo != NULL) lo[n] = grid_quantile(smoother, node, (1 - level) / 2);
    if (hi != NULL) hi[n] = grid_quantile(smoother, node, (1 + level) / 2);
}

/* ---- from draws ---- */

static int by_value(const void *left, const void *right) {
    const float *a = left;
    const float *b = right;
    return (*a > *b) - (*a < *b);
}

static double draws_quantile(const float *sorted, size_t count, double p) {
    double place = p * (double)(count - 1);
    size_t below = (size_t)place;
    size_t above = below + 1 < count ? below + 1 : below;
    double share = place - (double)below;
    return (1 - share) * (double)sorted[below] + share * (double)sorted[above];
}

static void draws_summary(const ent_latent_fit *fit, size_t n, double level, float *sorted,
                          double *mean, double *sd, double *lo, double *hi) {
    size_t count = fit->chain.draw_count;
    double sum = 0;
    double square = 0;
    for (size_t d = 0; d < count; d++) {
        sorted[d] = fit->chain.trait[d * fit->info.nodes + n];
        sum += (double)sorted[d];
    }
    double centre = sum / (double)count;
    for (size_t d = 0; d < count; d++)
        square += ((double)sorted[d] - centre) * ((double)sorted[d] - centre);
    if (mean != NULL) mean[n] = centre;
    if (sd != NULL) sd[n] = sqrt(square / (double)(count - 1));
    if (lo == NULL && hi == NULL) return;
    qsort(sorted, count, sizeof *sorted, by_value);
    if (lo != NULL) lo[n] = draws_quantile(sorted, count, (1 - level) / 2);
    if (hi != NULL) hi[n] = draws_quantile(sorted, count, (1 + level) / 2);
}

ent_status ent_latent_summary(const ent_latent_fit *fit, double level, double *mean, double *sd,
                              double *lo, double *hi, ent_error *err) {
    if (!(level > 0 && level < 1))
        return ent_fail(err, ENT_ERR_USAGE, "level: expected a number between 0 and 1, found %g",
                        level);
    float *sorted = NULL;
    ent_status status = ent_array_new((void **)&sorted, fit->chain.draw_count, sizeof *sorted, err);
    for (size_t n = 0; n < fit->info.nodes && status == ENT_OK; n++) {
        if (fit->sampled)
            draws_summary(fit, n, level, sorted, mean, sd, lo, hi);
        else
            grid_summary(fit, n, level, mean, sd, lo, hi);
    }
    free(sorted);
    return status;
}

void ent_latent_breaks(const ent_latent_fit *fit, double *out) {
    for (size_t n = 0; n < fit->info.nodes; n++)
        out[n] = fit->sampled ? fit->chain.broke[n] : fit->em.smoother.broke[ent_fit_node(fit, n)];
}

ent_status ent_latent_convergence(const ent_latent_fit *fit, double *rhat, double *ess,
                                  ent_error *err) {
    (void)err;
    for (size_t n = 0; n < fit->info.nodes; n++) {
        if (rhat != NULL) rhat[n] = fit->sampled ? fit->chain.rhat[n] : 1;
        if (ess != NULL) ess[n] = fit->sampled ? fit->chain.ess[n] : 0;
    }
    return ENT_OK;
}

/* ---- items ---- */

static void describe_part(const ent_latent_fit *fit, const ent_part *part, bool second,
                          ent_latent_item_fit *out) {
    const double *p = fit->estimate + part->at;
    const double *sd = fit->estimate_sd + part->at;
    out->observations += second ? 0 : part->observations;
    *(second ? &out->slope2 : &out->slope) = p[ENT_SLOPE] * part->spread;
    *(second ? &out->slope2_sd : &out->slope_sd) = sd[ENT_SLOPE] * part->spread;
    if (part->type == ENT_PART_ORDERED) {
        out->cut_count = part->codes - 1;
        for (unsigned c = 0; c < out->cut_count; c++) {
            out->cut[c] = p[ENT_CUT + c];
            out->cut_sd[c] = sd[ENT_CUT + c];
        }
    } else {
        out->intercept = part->centre + part->spread * p[ENT_INTERCEPT];
        out->intercept_sd = part->spread * sd[ENT_INTERCEPT];
        out->scale = part->spread * exp(p[ENT_LOG_SCALE]);
    }
}

ent_status ent_latent_item_of(const ent_latent_fit *fit, size_t item, ent_latent_item_fit *out,
                              ent_error *err) {
    if (item >= fit->observed->item_count)
        return ent_fail(err, ENT_ERR_USAGE, "no such item: %zu", item);
    *out = (ent_latent_item_fit){0};
    const ent_part *part = &fit->observed->parts[fit->observed->part_of_item[item]];
    describe_part(fit, part, false, out);
    if (fit->observed->items[item].type == ENT_LATENT_HURDLE)
        describe_part(fit, part + 1, true, out);
    return ENT_OK;
}
