/* SPDX-License-Identifier: Apache-2.0 */
/* Gibbs sampling: chains begin around a fit by the grid, scattered wider than it; a sweep updates
 * items given traits, traits given items, the dynamics, and the whole line. Every draw comes from a
 * stream named by what it is for, the chain and the sweep, so that a run that was interrupted, or
 * runs on other threads, gives the same draws. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "latent/archive.h"
#include "latent/fit.h"
#include "latent/gibbs.h"

static const char magic[8] = "ENTGIBB1";
/* One chain and what is kept of it. */
struct record {
    uint64_t sweep;
    ent_state state;
    double *sum, *square; /* of parameters, over kept sweeps */
    double *broke;        /* of nodes: kept sweeps with a break */
    double *dynamics;     /* sums: σ or weights of the levels, then the probability of a break */
    float *trait;         /* kept × nodes */
    float *step;          /* kept: σ, or the first level's weight */
};

struct sampler {
    ent_latent_fit *fit;
    ent_gibbs gibbs;
    struct record *records;
    uint64_t fingerprint;
};

/* ---- room ---- */

static ent_status new_record(struct record *record, const struct sampler *sampler, ent_error *err) {
    const ent_observed *observed = sampler->gibbs.observed;
    size_t draws = sampler->gibbs.options->draws;
    const struct {
        void **place;
        size_t count, size;
    } arrays[] = {{(void **)&record->sum, observed->parameter_count, sizeof(double)},
                  {(void **)&record->square, observed->parameter_count, sizeof(double)},
                  {(void **)&record->broke, observed->node_count, sizeof(double)},
                  {(void **)&record->dynamics, ENT_LATENT_LEVELS_MAX + 1, sizeof(double)},
                  {(void **)&record->step, draws, sizeof(float)}};
    ent_status status = ent_state_new(&record->state, observed, err);
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new(arrays[a].place, arrays[a].count, arrays[a].size, err);
    return status;
}

static void free_sampler(struct sampler *sampler) {
    for (size_t c = 0; sampler->records != NULL && c < sampler->gibbs.options->chains; c++) {
        struct record *record = &sampler->records[c];
        ent_state_free(&record->state);
        free(record->sum);
        free(record->square);
        free(record->broke);
        free(record->dynamics);
        free(record->step);
    }
    free(sampler->records);
    ent_gibbs_free(&sampler->gibbs);
}

static ent_status prepare(struct sampler *sampler, const ent_em *start, ent_error *err) {
    ent_latent_fit *fit = sampler->fit;
    const ent_latent_options *options = &fit->options;
    size_t each = options->draws * fit->observed->node_count;
    ent_status status = ent_gibbs_new(&sampler->gibbs, fit->observed, &fit->options, start, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&sampler->records, options->chains,
                               sizeof *sampler->records, err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&fit->chain.trait, options->chains * each, sizeof(float), err);
    for (size_t c = 0; c < options->chains && status == ENT_OK; c++) {
        status = new_record(&sampler->records[c], sampler, err);
        sampler->records[c].trait = fit->chain.trait + c * each;
    }
    return status;
}

/* ---- sweeps ---- */

static void keep(struct sampler *sampler, struct record *record, size_t kept) {
    const ent_observed *observed = sampler->gibbs.observed;
    const ent_dynamics *dynamics = &record->state.dynamics;
    for (size_t n = 0; n < observed->node_count; n++) {
        record->trait[kept * observed->node_count + n] = (float)record->state.trait[n];
        record->broke[n] += record->state.broken[n];
    }
    for (size_t i = 0; i < observed->parameter_count; i++) {
        record->sum[i] += record->state.parameters[i];
        record->square[i] += record->state.parameters[i] * record->state.parameters[i];
    }
    for (unsigned l = 0; l < dynamics->levels; l++)
        record->dynamics[l] += dynamics->levels == 1 ? dynamics->sd[l] : dynamics->weight[l];
    record->dynamics[ENT_LATENT_LEVELS_MAX] += dynamics->break_probability;
    record->step[kept] = (float)(dynamics->levels == 1 ? dynamics->sd[0] : dynamics->weight[0]);
}

static ent_status sweep(struct sampler *sampler, struct record *record, ent_error *err) {
    const ent_latent_options *options = sampler->gibbs.options;
    ent_gibbs *gibbs = &sampler->gibbs;
    gibbs->sweep = (uint32_t)++record->sweep;
    ent_status status = ent_gibbs_sweep(gibbs, err);
    if (status != ENT_OK) return status;
    record->state = gibbs->state;
    if (record->sweep > options->burn_in && (record->sweep - options->burn_in) % options->thin == 0)
        keep(sampler, record, (record->sweep - options->burn_in) / options->thin - 1);
    return ENT_OK;
}

/* ---- saving ---- */

static uint64_t fingerprint_of(const struct sampler *sampler, const ent_latent_data *data) {
    ent_latent_options options = *sampler->gibbs.options;
    size_t nodes = ent_latent_node_count(data);
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    const double numbers[] = {
        options.start_mean,   options.start_sd,     options.levels,       options.step_sd_min,
        options.step_sd_max,  options.breaks,       options.break_sd,     options.slope_sd,
        options.cut_sd,       options.anchor.given, options.anchor.above, options.anchor.below,
        options.chains,       options.burn_in,      options.thin,         options.tolerance,
        (double)options.seed, options.iterations,   options.grid_step,    options.hold_sd};
    sum = ent_archive_sum(sum, numbers, sizeof numbers);
    for (size_t k = 0; k < data->item_count; k++) {
        const uint64_t words[] = {data->items[k].type, data->items[k].categories,
                                  data->items[k].positive};
        sum = ent_archive_sum(sum, words, sizeof words);
    }
    for (size_t s = 0; s < data->spell_count; s++) {
        const uint64_t words[] = {data->spells[s].unit, (uint64_t)data->spells[s].first,
                                  data->spells[s].length};
        sum = ent_archive_sum(sum, words, sizeof words);
    }
    sum = ent_archive_sum(sum, data->row, (nodes + 1) * sizeof *data->row);
    size_t from = data->row[0];
    size_t count = data->row[nodes] - from;
    sum = ent_archive_sum(sum, data->item + from, count * sizeof *data->item);
    return ent_archive_sum(sum, data->value + from, count * sizeof *data->value);
}

static size_t kept_of(const struct sampler *sampler, const struct record *record) {
    const ent_latent_options *options = sampler->gibbs.options;
    if (record->sweep <= options->burn_in) return 0;
    return (record->sweep - options->burn_in) / options->thin;
}

static void pass_record(ent_archive *archive, const struct sampler *sampler,
                        struct record *record) {
    const ent_observed *observed = sampler->gibbs.observed;
    ent_state *state = &record->state;
    ent_archive_pass(archive, &record->sweep, sizeof record->sweep);
    size_t kept = kept_of(sampler, record);
    if (kept > sampler->gibbs.options->draws) archive->failed = true;
    ent_archive_pass(archive, state->parameters, observed->parameter_count * sizeof(double));
    ent_archive_pass(archive, state->trait, observed->node_count * sizeof(double));
    ent_archive_pass(archive, state->eta,
                     observed->code_row[observed->node_count] * sizeof(double));
    ent_archive_pass(archive, state->level, observed->spell_count);
    ent_archive_pass(archive, state->broken, observed->node_count);
    ent_archive_pass(archive, state->dynamics.sd, sizeof state->dynamics.sd);
    ent_archive_pass(archive, state->dynamics.weight, sizeof state->dynamics.weight);
    ent_archive_pass(archive, &state->dynamics.break_probability, sizeof(double));
    ent_archive_pass(archive, &state->slope_sd, sizeof(double));
    ent_archive_pass(archive, record->sum, observed->parameter_count * sizeof(double));
    ent_archive_pass(archive, record->square, observed->parameter_count * sizeof(double));
    ent_archive_pass(archive, record->broke, observed->node_count * sizeof(double));
    ent_archive_pass(archive, record->dynamics, (ENT_LATENT_LEVELS_MAX + 1) * sizeof(double));
    ent_archive_pass(archive, record->trait, kept * observed->node_count * sizeof(float));
    ent_archive_pass(archive, record->step, kept * sizeof(float));
}

static ent_status save(struct sampler *sampler, ent_error *err) {
    const ent_latent_options *options = sampler->gibbs.options;
    ent_archive archive;
    char mark[sizeof magic];
    if (options->state == NULL) return ENT_OK;
    ent_status status = ent_archive_write(&archive, options->state, err);
    if (status != ENT_OK) return status;
    memcpy(mark, magic, sizeof mark);
    ent_archive_pass(&archive, mark, sizeof mark);
    ent_archive_pass(&archive, &sampler->fingerprint, sizeof sampler->fingerprint);
    for (size_t c = 0; c < options->chains; c++)
        pass_record(&archive, sampler, &sampler->records[c]);
    return ent_archive_close(&archive, err);
}

static bool all_finite(const double *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i])) return false;
    return true;
}

/* Whether a chain may go on from what was read: a file with a right sum can be a forged one. */
static bool is_sound(const struct sampler *sampler, const struct record *record) {
    const ent_observed *observed = sampler->gibbs.observed;
    const ent_state *state = &record->state;
    const ent_dynamics *dynamics = &state->dynamics;
    size_t kept = kept_of(sampler, record);
    bool sound = all_finite(state->parameters, observed->parameter_count) &&
                 all_finite(state->trait, observed->node_count) &&
                 all_finite(state->eta, observed->code_row[observed->node_count]) &&
                 all_finite(dynamics->sd, dynamics->levels) &&
                 all_finite(dynamics->weight, dynamics->levels) &&
                 all_finite(record->sum, observed->parameter_count) &&
                 all_finite(record->square, observed->parameter_count) &&
                 all_finite(record->broke, observed->node_count) &&
                 all_finite(record->dynamics, ENT_LATENT_LEVELS_MAX + 1);
    for (size_t s = 0; s < observed->spell_count; s++)
        sound = sound && state->level[s] < dynamics->levels;
    for (size_t n = 0; n < observed->node_count; n++)
        sound = sound && state->broken[n] <= 1;
    bool begun = record->sweep > 0; /* before, the dynamics are not there yet */
    for (unsigned l = 0; begun && l < dynamics->levels; l++)
        sound = sound && dynamics->sd[l] > 0 && dynamics->weight[l] >= 0;
    for (size_t i = 0; sound && i < kept * observed->node_count; i++)
        sound = isfinite(record->trait[i]);
    for (size_t i = 0; sound && i < kept; i++)
        sound = isfinite(record->step[i]);
    return sound && dynamics->break_probability >= 0 && dynamics->break_probability < 1 &&
           (state->slope_sd > 0 || !begun) && isfinite(state->slope_sd);
}

static ent_status restore(struct sampler *sampler, ent_error *err) {
    const ent_latent_options *options = sampler->gibbs.options;
    ent_archive archive;
    bool found = false;
    char mark[sizeof magic] = {0};
    uint64_t fingerprint = 0;
    if (options->state == NULL) return ENT_OK;
    ent_status status = ent_archive_read(&archive, options->state, &found, err);
    if (status != ENT_OK || !found) return status;
    ent_archive_pass(&archive, mark, sizeof mark);
    ent_archive_pass(&archive, &fingerprint, sizeof fingerprint);
    bool known = !archive.failed && memcmp(mark, magic, sizeof mark) == 0;
    if (!known || fingerprint != sampler->fingerprint) {
        (void)fclose(archive.file);
        return ent_fail(err, ENT_ERR_FORMAT, "%s: %s", options->state,
                        known ? "the saved state is of other data or options"
                              : "no saved state of the sampler");
    }
    for (size_t c = 0; c < options->chains; c++) {
        struct record *record = &sampler->records[c];
        record->state.dynamics = sampler->gibbs.start->dynamics;
        pass_record(&archive, sampler, record);
        archive.failed = archive.failed || !is_sound(sampler, record);
    }
    return ent_archive_close(&archive, err);
}

/* ---- all of it ---- */

static ent_status report(struct sampler *sampler, size_t done, ent_error *err) {
    const ent_latent_options *options = sampler->gibbs.options;
    size_t all = (options->burn_in + (size_t)options->draws * options->thin) * options->chains;
    const ent_latent_progress progress = {"sample", done, all};
    if (options->on_progress == NULL || options->on_progress(options->context, &progress))
        return ENT_OK;
    ent_status status = save(sampler, err);
    return status != ENT_OK ? status : ent_fail(err, ENT_ERR_LIMIT, "interrupted");
}

static ent_status run(struct sampler *sampler, ent_error *err) {
    const ent_latent_options *options = sampler->gibbs.options;
    ent_gibbs *gibbs = &sampler->gibbs;
    uint64_t all = options->burn_in + (uint64_t)options->draws * options->thin;
    ent_status status = ENT_OK;
    for (size_t c = 0; c < options->chains && status == ENT_OK; c++) {
        struct record *record = &sampler->records[c];
        gibbs->chain = (uint32_t)c;
        gibbs->sweep = 0;
        gibbs->state = record->state;
        if (record->sweep == 0) ent_gibbs_begin(gibbs);
        while (record->sweep < all && status == ENT_OK) {
            status = sweep(sampler, record, err);
            if (status == ENT_OK && record->sweep % options->save_every == 0)
                status = save(sampler, err);
            if (status == ENT_OK) status = report(sampler, c * all + record->sweep, err);
        }
    }
    return status != ENT_OK ? status : save(sampler, err);
}

/* ---- what is found ---- */

static void summarise(struct sampler *sampler) {
    const ent_latent_options *options = sampler->gibbs.options;
    const ent_observed *observed = sampler->gibbs.observed;
    ent_latent_fit *fit = sampler->fit;
    double draws = (double)options->chains * options->draws;
    for (size_t c = 0; c < options->chains; c++) {
        const struct record *record = &sampler->records[c];
        for (size_t n = 0; n < observed->node_count; n++)
            fit->chain.broke[n] += record->broke[n] / draws;
        for (size_t i = 0; i < observed->parameter_count; i++) {
            fit->estimate[i] += record->sum[i] / draws;
            fit->estimate_sd[i] += record->square[i] / draws;
        }
        for (unsigned l = 0; l < options->levels; l++)
            *(options->levels == 1 ? &fit->info.level_sd[l] : &fit->info.level_weight[l]) +=
                record->dynamics[l] / draws;
        fit->info.break_probability += record->dynamics[ENT_LATENT_LEVELS_MAX] / draws;
    }
    for (size_t i = 0; i < observed->parameter_count; i++)
        fit->estimate_sd[i] =
            sqrt(fmax(0, fit->estimate_sd[i] - fit->estimate[i] * fit->estimate[i]));
    if (options->levels == 1)
        fit->info.level_weight[0] = 1;
    else
        memcpy(fit->info.level_sd, sampler->gibbs.start->dynamics.sd, sizeof fit->info.level_sd);
}

/* R̂ and effective sample size of every node and of the step's size. */
static ent_status check_convergence(struct sampler *sampler, ent_error *err) {
    const ent_latent_options *options = sampler->gibbs.options;
    ent_latent_fit *fit = sampler->fit;
    size_t nodes = fit->info.nodes;
    size_t each = 3 * (size_t)options->chains * options->draws;
    float *step = NULL;
    double *room = NULL;
    unsigned threads = sampler->gibbs.threads;
    ent_status status = ent_array_new((void **)&room, each * threads, sizeof *room, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&step, (size_t)options->chains * options->draws,
                               sizeof *step, err);
    if (status == ENT_OK) {
#pragma omp parallel for schedule(static) num_threads(threads)
        for (size_t n = 0; n < nodes; n++)
            ent_converge(fit->chain.trait + n, nodes, options->chains, options->draws,
                         room + each * (size_t)omp_get_thread_num(), &fit->chain.rhat[n],
                         &fit->chain.ess[n]);
        for (size_t c = 0; c < options->chains; c++)
            memcpy(step + c * options->draws, sampler->records[c].step,
                   options->draws * sizeof *step);
        ent_converge(step, 1, options->chains, options->draws, room, &fit->info.rhat,
                     &fit->info.ess);
        for (size_t n = 0; n < nodes; n++) {
            fit->info.rhat = fmax(fit->info.rhat, fit->chain.rhat[n]);
            fit->info.ess = fmin(fit->info.ess, fit->chain.ess[n]);
        }
        fit->info.converged = fit->info.rhat < 1.01;
    }
    free(room);
    free(step);
    return status;
}

static ent_status describe(struct sampler *sampler, ent_error *err) {
    const ent_latent_options *options = sampler->gibbs.options;
    const ent_observed *observed = sampler->gibbs.observed;
    ent_latent_fit *fit = sampler->fit;
    fit->sampled = true;
    fit->chain.chains = options->chains;
    fit->chain.draws = options->draws;
    fit->chain.draw_count = (size_t)options->chains * options->draws;
    fit->info = (ent_latent_info){.nodes = observed->node_count,
                                  .spells = observed->spell_count,
                                  .items = observed->item_count,
                                  .observations = observed->observation_count,
                                  .distinct_spells = observed->spell_count,
                                  .iterations = options->burn_in + options->draws * options->thin,
                                  .levels = options->levels};
    const struct {
        double **place;
        size_t count;
    } arrays[] = {{&fit->estimate, observed->parameter_count},
                  {&fit->estimate_sd, observed->parameter_count},
                  {&fit->chain.broke, observed->node_count},
                  {&fit->chain.rhat, observed->node_count},
                  {&fit->chain.ess, observed->node_count}};
    ent_status status = ENT_OK;
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0] && status == ENT_OK; a++)
        status = ent_array_new((void **)arrays[a].place, arrays[a].count, sizeof(double), err);
    if (status != ENT_OK) return status;
    summarise(sampler);
    return check_convergence(sampler, err);
}

/* A fit by the grid to begin from: its intervals are not needed. */
static ent_status first_fit(ent_latent_fit **first, const ent_latent_data *data,
                            const ent_latent_options *options, ent_error *err) {
    ent_latent_options plain = *options;
    plain.parameter_draws = 0;
    plain.tolerance = fmax(options->tolerance, 5e-3);
    return ent_latent_fit_grid(first, data, &plain, err);
}

ent_status ent_latent_fit_gibbs(ent_latent_fit **out, const ent_latent_data *data,
                                const ent_latent_options *options, ent_error *err) {
    *out = NULL;
    ent_latent_fit *first = NULL;
    ent_latent_fit *fit = NULL;
    struct sampler sampler = {0};
    ent_status status = first_fit(&first, data, options, err);
    if (status == ENT_OK) status = ent_array_new((void **)&fit, 1, sizeof *fit, err);
    if (status == ENT_OK) {
        fit->options = first->options;
        fit->options.parameter_draws = options->parameter_draws;
        fit->options.tolerance = options->tolerance;
        sampler.fit = fit;
        status = ent_observed_new(&fit->observed, data, false, NULL, err);
    }
    if (status == ENT_OK) {
        status = prepare(&sampler, &first->em, err);
        sampler.fingerprint = fingerprint_of(&sampler, data);
        if (status == ENT_OK) status = restore(&sampler, err);
        if (status == ENT_OK) status = run(&sampler, err);
        if (status == ENT_OK) status = describe(&sampler, err);
        free_sampler(&sampler);
    }
    ent_latent_free(first);
    if (status == ENT_OK)
        *out = fit;
    else
        ent_latent_free(fit);
    return status;
}
