/* SPDX-License-Identifier: Apache-2.0 */
/* Method of moments by stochastic approximation. Find θ with E_θ S = s, s observed:
 *
 *   θ_{n+1} = θ_n − a D̃⁻¹ (S_n − s),
 *
 * S_n simulated at θ_n. Phase 1 estimates D = ∂E S/∂θ at the start and takes one step. Phase 2 has
 * subphases with a gain a halved each time, each ending when successive deviations are no longer
 * positively related or at its longest, and its estimate is the mean of its θ_n. Deviations lose
 * the part their own score predicts, and are cut where far out. Phase 3 simulates at the estimate:
 * D and Σ = cov S give cov θ̂ = D⁻¹ Σ D⁻ᵀ, and t_k = mean deviation / standard deviation says how
 * well it converged. D̃ = 0.8 D + 0.2 diag D. Phase 2 renews D after each subphase; that of phase 3
 * is made of the last subphase too, whose θ_n are as near as makes no difference.
 *
 * Robbins, H. & Monro, S. 1951, "A stochastic approximation method", Annals of Mathematical
 * Statistics 22, 400–407; Snijders, T. A. B. 2001, "The statistical evaluation of social network
 * dynamics", Sociological Methodology 31, 361–395; Polyak, B. T. & Juditsky, A. B. 1992,
 * "Acceleration of stochastic approximation by averaging", SIAM Journal on Control and Optimization
 * 30; Schweinberger & Snijders 2007. */
#include "dynamics/estimate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static const double diagonal_part = 0.2;
static const double gain_first = 0.2;
static const double subphase_growth = 2.52;
static const double subphase_base = 7;
static const size_t subphase_more = 200;
/* A deviation of more standard deviations than this is cut to it. */
static const double cut = 5;
static const double converged_max = 0.25;
static const double converged_each = 0.1;
/* Below this overall ratio a restart is Newton's step and phase 3. */
static const double near_max = 0.6;
/* Where derivatives are differences a parameter is moved so far that its statistic changes by this
 * many standard deviations, and not further than that. */
static const double shift_sd = 0.75;
static const double shift_most = 0.5;
enum { BLOCK = 100, PHASE_1_LEAST = 50, PHASE_1_TRIES = 4, SHOW_EVERY = 25 };

static ent_status new_arrays(saom_search *search, ent_error *err) {
    size_t f = search->free;
    size_t p = search->model->parameters;
    size_t cells = BLOCK * search->model->periods * p;
    struct {
        double **array;
        size_t count;
    } need[] = {{&search->theta, p},
                {&search->target, p},
                {&search->deviation, f},
                {&search->sd, f},
                {&search->regression, f * f},
                {&search->t, f},
                {&search->derivative, f * f},
                {&search->inverse, f * f},
                {&search->covariance, f * f},
                {&search->work, 2 * f * f + 2 * f},
                {&search->score, f},
                {&search->shown, f},
                {&search->results.statistic, cells},
                {&search->results.score, cells},
                {&search->results.time, BLOCK * search->model->periods}};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof need / sizeof need[0] && status == ENT_OK; k++)
        status = ent_array_new((void **)need[k].array, need[k].count, sizeof(double), err);
    return status;
}

static void free_search(saom_search *search) {
    double *arrays[] = {search->theta,
                        search->target,
                        search->deviation,
                        search->sd,
                        search->regression,
                        search->t,
                        search->derivative,
                        search->inverse,
                        search->covariance,
                        search->work,
                        search->score,
                        search->shown,
                        search->results.statistic,
                        search->results.score,
                        search->results.time};
    for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
        free(arrays[k]);
    free(search->place);
    saom_moments_free(&search->moments);
    saom_moments_free(&search->late);
    saom_pool_free(&search->pool);
}

/* Which parameters are estimated: not fixed ones, nor basic rates where the estimation is
 * conditional. */
static ent_status find_free(saom_search *search, ent_error *err) {
    const ent_saom_model *model = search->model;
    ent_status status =
        ent_array_new((void **)&search->place, model->parameters, sizeof(size_t), err);
    for (size_t k = 0; k < model->parameters && status == ENT_OK; k++) {
        ent_saom_parameter own = ent_saom_parameter_at(model, k);
        bool conditioned = search->options->conditional && own.basic;
        if (!own.fixed && !conditioned) search->place[search->free++] = k;
    }
    if (status == ENT_OK && search->free == 0)
        return ent_fail(err, ENT_ERR_USAGE, "the model has no parameter to estimate");
    return status;
}

/* Density that keeps the observed balance of ties made and lost, were nothing else at work: half
 * the log of their odds. */
static double start_density(const ent_saom_model *model, size_t v) {
    double made = 0.5;
    double lost = 0.5;
    double there = 1;
    double absent = 1;
    for (size_t p = 0; p < model->periods; p++) {
        const saom_span *span = &model->period[p].span[v];
        double n = (double)model->period[p].group->data->n;
        double gain = (double)span->end->ties - (double)span->start->ties;
        double change = span->distance * (model->variable[v].directed ? 1 : 2);
        made += fmax(0, (change + gain) / 2);
        lost += fmax(0, (change - gain) / 2);
        there += (double)span->start->ties;
        absent += n * (n - 1) - (double)span->start->ties;
    }
    return 0.5 * log(made / absent / (lost / there));
}

static void start_values(saom_search *search) {
    const ent_saom_model *model = search->model;
    for (size_t k = 0; k < model->parameters; k++)
        search->theta[k] = ent_saom_parameter_at(model, k).value;
    for (size_t k = 0; k < model->terms; k++) {
        const saom_term *term = model->added[k];
        bool density = strcmp(term->def->name, "density") == 0 && term->function == ENT_EVALUATION;
        if (density && !term->fixed && term->value == 0)
            search->theta[term->parameter_index] = start_density(model, term->variable);
    }
}

static ent_status search_new(saom_search *search, const ent_saom_model *model,
                             const ent_saom_options *options, ent_error *err) {
    *search = (saom_search){.model = model, .options = options};
    search->n3 = options->n3 > 0 ? options->n3 : 1000;
    ent_status status = find_free(search, err);
    if (status == ENT_OK) status = new_arrays(search, err);
    if (status == ENT_OK)
        status = saom_moments_new(&search->moments, model->parameters, model->periods,
                                  search->place, search->free, err);
    if (status == ENT_OK)
        status = saom_moments_new(&search->late, model->parameters, model->periods, search->place,
                                  search->free, err);
    if (status == ENT_OK)
        status = saom_pool_new(&search->pool, model, options->seed, options->conditional, false,
                               options->threads, err);
    search->pool.team = options->team;
    if (status == ENT_OK) status = ent_saom_targets(model, search->target, err);
    for (size_t k = 0; k < search->free && status == ENT_OK; k++)
        search->moments.target[k] = search->late.target[k] = search->target[search->place[k]];
    if (status == ENT_OK) start_values(search);
    return status;
}

/* Tell the caller; false when it wants to stop. */
static bool show(saom_search *search, size_t done, size_t of) {
    const ent_saom_options *options = search->options;
    if (options->progress == NULL || search->stopped) return !search->stopped;
    for (size_t k = 0; k < search->free; k++)
        search->shown[k] = search->theta[search->place[k]];
    ent_saom_progress now = {.phase = search->phase,
                             .subphase = search->subphase,
                             .round = search->round,
                             .done = done,
                             .of = of,
                             .parameters = search->free,
                             .estimate = search->shown,
                             .t_ratio = search->have_t ? search->t : NULL};
    search->stopped = !options->progress(options->context, &now);
    return !search->stopped;
}

/* Simulate @p count times at the present θ and gather moments; statistics summed over periods go to
 * @p simulated (count × parameters), times are added to the search's. */
static ent_status gather(saom_search *search, size_t count, double *simulated, ent_error *err) {
    ent_status status = ENT_OK;
    size_t periods = search->model->periods;
    size_t p = search->model->parameters;
    saom_moments_clear(&search->moments);
    for (size_t done = 0; done < count && status == ENT_OK && show(search, done, count);) {
        size_t size = count - done < BLOCK ? count - done : BLOCK;
        status = saom_pool_run(&search->pool, search->theta, (uint32_t)search->phase, search->next,
                               size, &search->results, NULL, NULL, err);
        search->next += size;
        for (size_t s = 0; s < size && status == ENT_OK; s++) {
            const double *statistic = search->results.statistic + s * periods * p;
            const double *score = search->results.score + s * periods * p;
            saom_moments_add(&search->moments, statistic, score,
                             simulated != NULL ? simulated + (done + s) * p : NULL);
            saom_moments_add(&search->late, statistic, score, NULL);
            for (size_t q = 0; q < periods && search->time != NULL; q++) {
                double time = search->results.time[s * periods + q];
                search->time[q] += time;
                search->time_square[q] += time * time;
            }
        }
        done += size;
    }
    return status;
}

/* Add @p scale times the mean statistics of the last @p count simulations, run again at the present
 * θ with the same random numbers, to column @p l of the derivative. */
static ent_status add_means(saom_search *search, size_t l, size_t count, double scale,
                            ent_error *err) {
    size_t f = search->free;
    size_t p = search->model->parameters;
    ent_status status = ENT_OK;
    for (size_t done = 0; done < count && status == ENT_OK; done += BLOCK) {
        size_t size = count - done < BLOCK ? count - done : BLOCK;
        status =
            saom_pool_run(&search->pool, search->theta, (uint32_t)search->phase,
                          search->next - count + done, size, &search->results, NULL, NULL, err);
        for (size_t row = 0; row < size * search->model->periods && status == ENT_OK; row++)
            for (size_t k = 0; k < f; k++)
                search->derivative[k * f + l] +=
                    scale / (double)count * search->results.statistic[row * p + search->place[k]];
    }
    return status;
}

/* D by differences of expected statistics to both sides of θ. */
static ent_status differences(saom_search *search, size_t count, ent_error *err) {
    size_t f = search->free;
    ent_status status = ENT_OK;
    for (size_t l = 0; l < f && status == ENT_OK && show(search, count, count); l++) {
        double *theta = &search->theta[search->place[l]];
        double kept = *theta;
        double slope = search->derivative[l * f + l]; /* by scores, as a first guess */
        double shift = slope > 0 ? shift_sd * search->sd[l] / slope : shift_most;
        shift = fmin(shift, shift_most);
        if (ent_saom_parameter_at(search->model, search->place[l]).basic)
            shift = fmin(shift, kept / 2);
        for (size_t k = 0; k < f; k++)
            search->derivative[k * f + l] = 0;
        *theta = kept + shift;
        status = add_means(search, l, count, 0.5 / shift, err);
        *theta = kept - shift;
        if (status == ENT_OK) status = add_means(search, l, count, -0.5 / shift, err);
        *theta = kept;
    }
    return status;
}

/* The moments that know most of the derivative here. */
static const saom_moments *slopes(const saom_search *search) {
    return search->phase == 3 ? &search->late : &search->moments;
}

static ent_status derive(saom_search *search, size_t count, ent_error *err) {
    saom_moments_derivative(slopes(search), search->derivative);
    saom_moments_covariance(&search->moments, search->covariance);
    for (size_t k = 0; k < search->free; k++)
        search->sd[k] = sqrt(fmax(search->covariance[k * search->free + k], 0));
    return search->options->finite_differences ? differences(search, count, err) : ENT_OK;
}

/* D̃⁻¹ of the derivative; false when there is none. */
static bool make_inverse(saom_search *search) {
    size_t f = search->free;
    if (!saom_moments_regression(slopes(search), search->regression, search->work)) return false;
    for (size_t k = 0; k < f; k++)
        if (!(search->derivative[k * f + k] > 0) || !(search->sd[k] > 0)) return false;
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < f; l++)
            search->work[k * f + l] =
                search->derivative[k * f + l] * (k == l ? 1 : 1 - diagonal_part);
    return saom_invert(search->work, f, search->inverse);
}

/* θ −= scale D̃⁻¹ deviation; rates stay positive by going halfway to 0 at most. */
static void move(saom_search *search, double scale) {
    size_t f = search->free;
    for (size_t k = 0; k < f; k++) {
        double step = 0;
        size_t at = search->place[k];
        for (size_t l = 0; l < f; l++)
            step += search->inverse[k * f + l] * search->deviation[l];
        double now = search->theta[at] - scale * step;
        if (ent_saom_parameter_at(search->model, at).basic) now = fmax(now, search->theta[at] / 2);
        search->theta[at] = now;
    }
}

/* Shrink the deviation so that none is beyond the cut. */
static void cut_deviation(saom_search *search) {
    double most = 0;
    for (size_t k = 0; k < search->free; k++)
        most = fmax(most, fabs(search->deviation[k]) / search->sd[k]);
    for (size_t k = 0; k < search->free && most > cut; k++)
        search->deviation[k] *= cut / most;
}

/* D and what hangs on it from the simulations of phase 2 so far: more than phase 1 has, and nearer
 * to the solution. Scores are 0 on average at whatever θ a simulation was made, so θ may wander.
 * What was known stays where this cannot be inverted. */
static ent_status renew(saom_search *search, ent_error *err) {
    size_t f = search->free;
    double *const known[] = {search->inverse, search->regression, search->sd};
    const size_t cells[] = {f * f, f * f, f};
    double *kept = NULL;
    if (search->options->finite_differences) return ENT_OK;
    ent_status status = ent_array_new((void **)&kept, 2 * f * f + f, sizeof *kept, err);
    if (status != ENT_OK) return status;
    for (size_t k = 0, at = 0; k < 3; at += cells[k++])
        memcpy(kept + at, known[k], cells[k] * sizeof *kept);
    status = derive(search, search->moments.count, err);
    if (status == ENT_OK && !make_inverse(search))
        for (size_t k = 0, at = 0; k < 3; at += cells[k++])
            memcpy(known[k], kept + at, cells[k] * sizeof *kept);
    free(kept);
    return status;
}

static ent_status phase_1(saom_search *search, ent_error *err) {
    size_t count = (size_t)subphase_base + 3 * search->free;
    if (count < PHASE_1_LEAST) count = PHASE_1_LEAST;
    search->phase = 1;
    search->subphase = 0;
    for (int again = 0; again < PHASE_1_TRIES; again++, count *= 2) {
        ent_status status = gather(search, count, NULL, err);
        if (status == ENT_OK && !search->stopped) status = derive(search, count, err);
        if (status != ENT_OK || search->stopped) return status;
        if (!make_inverse(search)) continue;
        if (saom_collinear(search->covariance, search->free, search->work)) break;
        saom_moments_mean(&search->moments, search->deviation);
        cut_deviation(search);
        move(search, 0.5);
        return ENT_OK;
    }
    return saom_explain_singular(search, err);
}

/* One step of phase 2. */
static ent_status phase_2_step(saom_search *search, double gain, ent_error *err) {
    size_t p = search->model->parameters;
    size_t f = search->free;
    ent_status status = saom_pool_run(&search->pool, search->theta, 2, search->next++, 1,
                                      &search->results, NULL, NULL, err);
    if (status != ENT_OK) return status;
    saom_moments_add(&search->moments, search->results.statistic, search->results.score, NULL);
    saom_moments_add(&search->late, search->results.statistic, search->results.score, NULL);
    for (size_t k = 0; k < f; k++) {
        size_t at = search->place[k];
        search->score[k] = 0;
        search->deviation[k] = -search->target[at];
        for (size_t q = 0; q < search->model->periods; q++) {
            search->deviation[k] += search->results.statistic[q * p + at];
            search->score[k] += search->results.score[q * p + at];
        }
    }
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < f; l++)
            search->deviation[k] -= search->regression[k * f + l] * search->score[l];
    cut_deviation(search);
    move(search, gain);
    return ENT_OK;
}

/* Whether some statistic's successive deviations are still positively related. */
static bool still_drifting(const double *product, size_t f) {
    for (size_t k = 0; k < f; k++)
        if (product[k] > 0) return true;
    return false;
}

static ent_status subphase(saom_search *search, double gain, size_t least, size_t most,
                           ent_error *err) {
    size_t f = search->free;
    double *mean = search->work;
    double *last = search->work + f;
    double *product = NULL;
    ent_status status = ent_array_new((void **)&product, f, sizeof *product, err);
    memset(mean, 0, 2 * f * sizeof *mean);
    size_t done = 0;
    while (status == ENT_OK && !search->stopped) {
        status = phase_2_step(search, gain, err);
        done++;
        for (size_t k = 0; k < f; k++) {
            mean[k] += search->theta[search->place[k]];
            if (done > 1) product[k] += last[k] * search->deviation[k];
            last[k] = search->deviation[k];
        }
        if (done % SHOW_EVERY == 0) show(search, done, least);
        if (done >= most || (done >= least && !still_drifting(product, f))) break;
    }
    for (size_t k = 0; k < f && done > 0; k++)
        search->theta[search->place[k]] = mean[k] / (double)done;
    free(product);
    return status;
}

static ent_status phase_2(saom_search *search, ent_error *err) {
    const ent_saom_options *options = search->options;
    int subphases = options->subphases > 0 ? options->subphases : 4;
    double gain = options->gain > 0 ? options->gain : gain_first;
    double length = subphase_base + (double)search->free;
    ent_status status = ENT_OK;
    search->phase = 2;
    saom_moments_clear(&search->moments);
    for (int s = 1; s <= subphases && status == ENT_OK && !search->stopped; s++) {
        length *= subphase_growth;
        search->subphase = s;
        saom_moments_clear(&search->late);
        status = subphase(search, gain, (size_t)length, (size_t)length + subphase_more, err);
        if (status == ENT_OK && s < subphases && search->moments.count >= PHASE_1_LEAST)
            status = renew(search, err);
        gain /= 2;
    }
    return status;
}

/* From near: Newton's step with the derivative of phase 3. Scores are 0 on average, so what their
 * mean predicts of the mean deviation is chance, and is taken off. */
static void newton(saom_search *search) {
    size_t f = search->free;
    saom_moments_scores(&search->moments, search->score);
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < f; l++)
            search->deviation[k] -= search->regression[k * f + l] * search->score[l];
    move(search, 1);
}

/* √(d' Σ⁻¹ d) */
static double overall_ratio(saom_search *search) {
    size_t f = search->free;
    double sum = 0;
    if (!saom_invert(search->covariance, f, search->work)) return INFINITY;
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < f; l++)
            sum += search->deviation[k] * search->work[k * f + l] * search->deviation[l];
    return sqrt(fmax(sum, 0));
}

static ent_status phase_3(saom_search *search, ent_saom_fit *fit, ent_error *err) {
    size_t f = search->free;
    size_t periods = search->model->periods;
    search->phase = 3;
    search->subphase = 0;
    memset(search->time, 0, 2 * periods * sizeof(double));
    ent_status status = gather(search, search->n3, fit->simulated, err);
    if (status != ENT_OK || search->moments.count < 2) return status;
    if (!search->stopped) status = derive(search, search->n3, err);
    if (status != ENT_OK) return status;
    bool good = make_inverse(search);
    saom_moments_mean(&search->moments, search->deviation);
    fit->converged = good;
    for (size_t k = 0; k < f; k++) {
        search->t[k] = search->sd[k] > 0 ? search->deviation[k] / search->sd[k] : 0;
        fit->converged = fit->converged && fabs(search->t[k]) < converged_each;
    }
    search->have_t = true;
    fit->t_max = overall_ratio(search);
    fit->converged = fit->converged && fit->t_max < converged_max;
    search->near = good && fit->t_max < near_max;
    return ENT_OK;
}

ent_status saom_search_run(saom_search *search, ent_saom_fit *fit, ent_error *err) {
    int rounds = search->options->rounds != 0 ? search->options->rounds : 10;
    double *times = NULL;
    ent_status status =
        ent_array_new((void **)&times, 2 * search->model->periods, sizeof *times, err);
    if (status != ENT_OK) return status;
    status = phase_1(search, err);
    search->time = times;
    search->time_square = times + search->model->periods;
    for (search->round = 0; status == ENT_OK && !search->stopped; search->round++) {
        double *kept = search->time;
        search->time = NULL;
        if (search->near)
            newton(search);
        else
            status = phase_2(search, err);
        search->time = kept;
        if (status == ENT_OK) status = phase_3(search, fit, err);
        if (status != ENT_OK || fit->converged || search->round >= rounds) break;
    }
    if (status == ENT_OK) status = saom_report(search, fit, err);
    free(times);
    search->time = search->time_square = NULL;
    return status;
}

ent_status ent_saom_estimate(const ent_saom_model *model, const ent_saom_options *options,
                             ent_saom_fit **out, ent_error *err) {
    saom_search search;
    ent_saom_fit *fit = NULL;
    *out = NULL;
    ent_status status = search_new(&search, model, options, err);
    if (status == ENT_OK) status = saom_fit_new(&fit, model->parameters, search.n3, err);
    if (status == ENT_OK) status = saom_search_run(&search, fit, err);
    free_search(&search);
    if (status == ENT_OK)
        *out = fit;
    else
        ent_saom_fit_free(fit);
    return status;
}
