/* SPDX-License-Identifier: Apache-2.0 */
/* What is told of a finished search: cov θ̂ = D⁻¹ Σ D⁻ᵀ (Snijders 2001), rates of conditional models
 * as mean stopping times, and what went wrong in words. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/estimate.h"

/* Two estimates correlated beyond this say the same thing twice. */
static const double collinear = 0.95;
/* A coefficient this far out is on its way to infinity. */
static const double far_out = 10;

ent_status saom_fit_new(ent_saom_fit **out, size_t parameters, size_t n3, ent_error *err) {
    ent_saom_fit *fit = NULL;
    ent_status status = ent_array_new((void **)&fit, 1, sizeof *fit, err);
    if (status != ENT_OK) return status;
    *fit = (ent_saom_fit){.parameters = parameters, .n3 = n3, .t_max = ent_missing()};
    double **vectors[] = {&fit->estimate, &fit->se, &fit->t_ratio, &fit->target, &fit->mean};
    double **matrices[] = {&fit->covariance, &fit->derivative, &fit->statistic_covariance};
    status = ent_array_new((void **)&fit->estimated, parameters, sizeof(bool), err);
    for (size_t k = 0; k < sizeof vectors / sizeof vectors[0] && status == ENT_OK; k++)
        status = ent_array_new((void **)vectors[k], parameters, sizeof(double), err);
    for (size_t k = 0; k < sizeof matrices / sizeof matrices[0] && status == ENT_OK; k++)
        status = ent_array_new((void **)matrices[k], parameters * parameters, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&fit->simulated, n3 * parameters, sizeof(double), err);
    if (status == ENT_OK)
        *out = fit;
    else
        ent_saom_fit_free(fit);
    return status;
}

void ent_saom_fit_free(ent_saom_fit *fit) {
    if (fit == NULL) return;
    free(fit->estimated);
    free(fit->estimate);
    free(fit->se);
    free(fit->t_ratio);
    free(fit->target);
    free(fit->mean);
    free(fit->covariance);
    free(fit->derivative);
    free(fit->statistic_covariance);
    free(fit->simulated);
    free(fit);
}

static void name_of(const saom_search *search, size_t k, char text[128]) {
    ent_saom_parameter own = ent_saom_parameter_at(search->model, search->place[k]);
    static const char *const function[] = {"", " (creation)", " (endowment)", " (rate)"};
    snprintf(text, 128, "%.40s %.30s%s%.40s%s", own.variable, own.effect,
             own.covariate[0] != '\0' ? " " : "", own.covariate, function[own.function]);
}

/* The worst pair by |a_kl| / √(a_kk a_ll). */
static double most_alike(const double *matrix, size_t f, size_t *one, size_t *other) {
    double most = 0;
    for (size_t k = 0; k < f; k++)
        for (size_t l = 0; l < k; l++) {
            double scale = sqrt(matrix[k * f + k] * matrix[l * f + l]);
            double own = scale > 0 ? fabs(matrix[k * f + l]) / scale : 0;
            if (own <= most) continue;
            most = own;
            *one = l;
            *other = k;
        }
    return most;
}

ent_status saom_explain_singular(saom_search *search, ent_error *err) {
    size_t f = search->free;
    char first[128];
    char second[128];
    for (size_t k = 0; k < f; k++) {
        if (search->derivative[k * f + k] > 0 && search->covariance[k * f + k] > 0) continue;
        name_of(search, k, first);
        return ent_fail(err, ENT_ERR_USAGE,
                        "%s cannot be estimated: its simulated statistic does not respond to its "
                        "coefficient (is it constant, or at its bound?)",
                        first);
    }
    size_t one = 0;
    size_t other = f > 1 ? 1 : 0;
    if (saom_collinear(search->covariance, f, search->work)) {
        const double *weight = search->work; /* the two that weigh most in what does not vary */
        for (size_t k = 0; k < f; k++)
            if (fabs(weight[k]) > fabs(weight[one])) one = k;
        other = one == 0 && f > 1 ? 1 : 0;
        for (size_t k = 0; k < f; k++)
            if (k != one && fabs(weight[k]) > fabs(weight[other])) other = k;
    } else {
        most_alike(search->covariance, f, &one, &other);
    }
    name_of(search, one < other ? one : other, first);
    name_of(search, one < other ? other : one, second);
    return ent_fail(err, ENT_ERR_USAGE,
                    "effects are collinear: no unique estimate; the statistics closest to each "
                    "other are those of %s and %s",
                    first, second);
}

static void advise(saom_search *search, ent_saom_fit *fit) {
    size_t f = search->free;
    char first[128];
    char second[128];
    size_t one = 0;
    size_t other = 0;
    fit->advice[0] = '\0';
    if (search->stopped) {
        snprintf(fit->advice, sizeof fit->advice, "stopped before the end: not converged");
        return;
    }
    for (size_t k = 0; k < f; k++) {
        size_t at = search->place[k];
        name_of(search, k, first);
        if (fabs(fit->estimate[at]) > far_out && fit->se[at] > far_out && !fit->converged) {
            snprintf(fit->advice, sizeof fit->advice,
                     "%s diverges: its statistic may be at the bound of what networks can give",
                     first);
            return;
        }
    }
    if (most_alike(search->covariance, f, &one, &other) > collinear && !fit->converged) {
        name_of(search, one, first);
        name_of(search, other, second);
        snprintf(fit->advice, sizeof fit->advice,
                 "not converged; statistics of %s and %s are almost the same (collinear)", first,
                 second);
        return;
    }
    if (!fit->converged)
        snprintf(fit->advice, sizeof fit->advice,
                 "not converged: estimate again from here, or simplify the model");
}

/* Rates of a conditional model: stopping times at the basic rates used. */
static void report_rates(const saom_search *search, ent_saom_fit *fit) {
    const saom_dependent *own = &search->model->variable[0];
    double count = (double)search->moments.count;
    for (size_t p = 0; p < search->model->periods && search->options->conditional; p++) {
        double mean = search->time[p] / count;
        double variance = (search->time_square[p] - count * mean * mean) / (count - 1);
        /* pairs are looked at by the product of two rates */
        double power = own->type >= 4 ? 0.5 : 1;
        double basic = search->theta[own->first + p];
        fit->estimate[own->first + p] = basic * pow(mean, power);
        fit->se[own->first + p] =
            basic * sqrt(fmax(variance, 0)) * (own->type >= 4 ? 0.5 / sqrt(mean) : 1);
    }
}

ent_status saom_report(saom_search *search, ent_saom_fit *fit, ent_error *err) {
    size_t f = search->free;
    size_t p = search->model->parameters;
    double *covariance = NULL;
    ent_status status = ent_array_new((void **)&covariance, f * f, sizeof *covariance, err);
    if (status != ENT_OK) return status;
    bool good = search->moments.count > 1 && search->phase == 3 &&
                saom_invert(search->derivative, f, search->inverse);
    if (good) saom_sandwich(search->inverse, search->covariance, f, covariance, search->work);
    for (size_t k = 0; k < p; k++) {
        fit->estimate[k] = search->theta[k];
        fit->target[k] = search->target[k];
        fit->se[k] = 0;
        for (size_t s = 0; s < search->moments.count && search->phase == 3; s++)
            fit->mean[k] += fit->simulated[s * p + k] / (double)search->moments.count;
    }
    for (size_t k = 0; k < f; k++) {
        size_t at = search->place[k];
        fit->estimated[at] = true;
        fit->t_ratio[at] = search->t[k];
        fit->se[at] = good ? sqrt(covariance[k * f + k]) : ent_missing();
        for (size_t l = 0; l < f; l++) {
            size_t cell = at * p + search->place[l];
            fit->covariance[cell] = good ? covariance[k * f + l] : ent_missing();
            fit->derivative[cell] = search->derivative[k * f + l];
            fit->statistic_covariance[cell] = search->covariance[k * f + l];
        }
    }
    if (search->phase == 3 && search->moments.count > 1) report_rates(search, fit);
    fit->n3 = search->phase == 3 ? search->moments.count : 0;
    fit->rounds = search->round;
    fit->stopped = search->stopped;
    fit->converged = fit->converged && !search->stopped;
    fit->iterations = search->next;
    fit->ministeps = search->pool.ministeps;
    advise(search, fit);
    free(covariance);
    return ENT_OK;
}
