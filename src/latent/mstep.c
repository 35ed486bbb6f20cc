/* SPDX-License-Identifier: Apache-2.0 */
/* What the smoothed traits say of items and dynamics: expected counts of each value at each grid
 * point (Bock & Aitkin 1981), one weighted fit for each part, and shares and squares for the
 * dynamics. Sums are taken in pieces of fixed size and in fixed order. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "latent/convolve.h"
#include "latent/em.h"

enum { PIECE = 8192, NEWTON_STEPS = 1 };

/* A stretch of the nodes that observed a code. */
struct piece {
    size_t code, from, to;
};

static size_t pieces_of(const ent_observed *observed, size_t code) {
    size_t nodes = observed->node_row[code + 1] - observed->node_row[code];
    return nodes > PIECE ? (nodes + PIECE - 1) / PIECE : 1;
}

static void count_piece(const ent_smoother *smoother, const struct piece *piece, double *counts) {
    const ent_observed *observed = smoother->observed;
    const ent_windows *windows = &smoother->windows;
    for (size_t o = piece->from; o < piece->to; o++) {
        size_t node = observed->node_of_code[o];
        ent_add_weighted(counts + windows->start[node],
                         observed->weight[observed->run_of_node[node]],
                         smoother->posterior + windows->offset[node], windows->width[node]);
    }
}

static ent_moments sum_moments(const ent_smoother *smoother, size_t part) {
    const ent_observed *observed = smoother->observed;
    ent_moments sums = {0};
    for (size_t i = observed->real_of_part_row[part]; i < observed->real_of_part_row[part + 1];
         i++) {
        size_t o = observed->real_of_part[i];
        size_t node = observed->node_of_real[o];
        double weight = observed->weight[observed->run_of_node[node]];
        double x = smoother->mean[node];
        double y = observed->real[o].value;
        sums.n += weight;
        sums.x += weight * x;
        sums.xx += weight * (x * x + smoother->variance[node]);
        sums.y += weight * y;
        sums.xy += weight * x * y;
        sums.yy += weight * y * y;
    }
    return sums;
}

/* Pieces of each code, the first of each at piece_row[code]. */
static ent_status cut_pieces(const ent_observed *observed, struct piece **pieces,
                             size_t **piece_row, ent_error *err) {
    ent_status status =
        ent_array_new((void **)piece_row, observed->code_count + 1, sizeof **piece_row, err);
    if (status != ENT_OK) return status;
    for (size_t c = 0; c < observed->code_count; c++)
        (*piece_row)[c + 1] = (*piece_row)[c] + pieces_of(observed, c);
    status =
        ent_array_new((void **)pieces, (*piece_row)[observed->code_count], sizeof **pieces, err);
    for (size_t c = 0; c < observed->code_count && status == ENT_OK; c++)
        for (size_t i = (*piece_row)[c]; i < (*piece_row)[c + 1]; i++) {
            size_t from = observed->node_row[c] + (i - (*piece_row)[c]) * PIECE;
            size_t to = from + PIECE;
            if (to > observed->node_row[c + 1]) to = observed->node_row[c + 1];
            (*pieces)[i] = (struct piece){c, from, to};
        }
    return status;
}

/* The counts of a part's codes, a code's pieces added into its first, rows side by side. */
static void gather(const ent_part *part, const size_t *piece_row, size_t points, double *counts,
                   double *rows) {
    for (size_t c = 0; c < part->codes; c++) {
        double *row = rows + c * points;
        for (size_t q = 0; q < points; q++)
            row[q] = 0;
        for (size_t i = piece_row[part->code + c]; i < piece_row[part->code + c + 1]; i++)
            for (size_t q = 0; q < points; q++)
                row[q] += counts[i * points + q];
    }
}

ent_status ent_em_improve_parts(const ent_smoother *smoother, const ent_priors *priors,
                                double *parameters, double *covariance, ent_error *err) {
    const ent_observed *observed = smoother->observed;
    size_t points = smoother->grid.points;
    struct piece *pieces = NULL;
    size_t *piece_row = NULL;
    double *counts = NULL;
    double *rows = NULL;
    ent_status status = cut_pieces(observed, &pieces, &piece_row, err);
    size_t piece_count = status == ENT_OK ? piece_row[observed->code_count] : 0;
    if (status == ENT_OK)
        status = ent_array_new((void **)&counts, piece_count * points, sizeof *counts, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&rows, observed->code_count * points, sizeof *rows, err);
    if (status == ENT_OK) {
#pragma omp parallel num_threads(smoother->threads)
        {
#pragma omp for schedule(dynamic, 8)
            for (size_t i = 0; i < piece_count; i++)
                count_piece(smoother, &pieces[i], counts + i * points);
#pragma omp for schedule(dynamic, 1)
            for (size_t p = 0; p < observed->part_count; p++) {
                const ent_part *part = &observed->parts[p];
                double *own = rows + part->code * points;
                double *spread = covariance + p * ENT_PART_PARAMETERS * ENT_PART_PARAMETERS;
                if (part->type == ENT_PART_GAUSS) {
                    ent_moments sums = sum_moments(smoother, p);
                    ent_part_maximise_real(part, parameters + part->at, spread, &sums, priors);
                    continue;
                }
                gather(part, piece_row, points, counts, own);
                ent_part_maximise(part, parameters + part->at, spread,
                                  observed->value_of_code + part->code, &smoother->grid, own,
                                  priors, NEWTON_STEPS);
            }
        }
    }
    free(pieces);
    free(piece_row);
    free(counts);
    free(rows);
    return status;
}

/* ---- dynamics ---- */

void ent_em_improve_dynamics(const ent_smoother *smoother, const ent_latent_options *options,
                             ent_dynamics *dynamics) {
    const ent_observed *observed = smoother->observed;
    double squares = 0;
    double breaks = 0;
    double steps = 0;
    double level[ENT_LATENT_LEVELS_MAX] = {0};
    unsigned levels = dynamics->levels;
    for (size_t r = 0; r < observed->run_count; r++) {
        double weight = observed->weight[r];
        double broke = 0;
        for (size_t n = observed->run_node[r] + 1; n < observed->run_node[r + 1]; n++)
            broke += smoother->broke[n];
        breaks += weight * broke;
        steps += weight * (double)(observed->run_node[r + 1] - observed->run_node[r] - 1);
        squares += weight * smoother->squares[r];
        for (unsigned l = 0; l < levels; l++)
            level[l] += weight * smoother->level[r * levels + l];
    }
    if (levels == 1) {
        double variance =
            (squares + 2 * ent_step_prior_rate) / (steps - breaks + 2 * ent_step_prior_shape);
        dynamics->sd[0] = fmax(options->step_sd_min, fmin(options->step_sd_max, sqrt(variance)));
    } else {
        for (unsigned l = 0; l < levels; l++)
            dynamics->weight[l] = (level[l] + 1) / ((double)observed->spell_count + levels);
    }
    if (options->breaks)
        dynamics->break_probability = (breaks + ent_break_prior_yes - 1) /
                                      (steps + ent_break_prior_yes + ent_break_prior_no - 2);
}

double ent_em_log_prior(const ent_observed *observed, const double *parameters,
                        const ent_dynamics *dynamics, const ent_priors *priors) {
    double sum = 0;
    for (size_t p = 0; p < observed->part_count; p++) {
        const ent_part *part = &observed->parts[p];
        ent_objective at = {0};
        ent_part_prior(part, parameters + part->at, priors, &at);
        sum += at.value;
    }
    if (dynamics->levels == 1) {
        double sd = dynamics->sd[0];
        sum -= 2 * ent_step_prior_shape * log(sd) + ent_step_prior_rate / (sd * sd);
    } else {
        for (unsigned l = 0; l < dynamics->levels; l++)
            sum += log(dynamics->weight[l]);
    }
    if (dynamics->break_probability > 0)
        sum += (ent_break_prior_yes - 1) * log(dynamics->break_probability) +
               (ent_break_prior_no - 1) * log1p(-dynamics->break_probability);
    return sum;
}
