/* SPDX-License-Identifier: Apache-2.0 */
/* Score-type test (Schweinberger 2012, "Statistical modelling of network panel data: goodness of
 * fit", British Journal of Mathematical and Statistical Psychology 65, 263–281). With g = (g₁, g₂)
 * the mean of simulated less observed statistics at the restricted estimate, D their derivative, Σ
 * their covariance, and D₁₁ that of the parameters estimated,
 *
 *   b = g₂ − D₂₁ D₁₁⁻¹ g₁ = Γ g,   Γ = (−D₂₁ D₁₁⁻¹, I),   b' (Γ Σ Γ')⁻¹ b ~ χ².
 *
 * Periods are independent, so D and Σ are sums over periods. */
#include "dynamics/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/chi_square.h"
#include "dynamics/moments.h"
#include "dynamics/pool.h"

enum { STREAM_TEST = 9, USUAL_COUNT = 1000 };

void saom_sample_free(saom_sample *sample) {
    free(sample->deviation);
    free(sample->covariance);
    free(sample->derivative);
    *sample = (saom_sample){0};
}

static ent_status add_targets(const ent_saom_model *model, double *deviation, ent_error *err) {
    saom_meter meter = {0};
    const saom_net **net = NULL;
    const double **value = NULL;
    size_t parameters = model->parameters;
    ent_status status = saom_meter_new(&meter, model, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&net, model->variables, sizeof(void *), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&value, model->variables, sizeof(void *), err);
    for (size_t p = 0; p < model->periods && status == ENT_OK; p++) {
        for (size_t v = 0; v < model->variables; v++) {
            net[v] = model->period[p].span[v].end;
            value[v] = model->period[p].span[v].end_value;
        }
        status = saom_measure(&meter, p, net, value, deviation + p * parameters, err);
    }
    free(net);
    free(value);
    saom_meter_free(&meter);
    return status;
}

/* Centred sums of one period. */
static void add_period(saom_sample *sample, size_t p, const saom_results *results, size_t count,
                       double *mean) {
    size_t size = sample->parameters;
    double *covariance = sample->covariance + p * size * size;
    double *derivative = sample->derivative + p * size * size;
    double *score_mean = mean + size;
    memset(mean, 0, 2 * size * sizeof *mean);
    for (size_t s = 0; s < count; s++)
        for (size_t k = 0; k < size; k++) {
            size_t at = (s * sample->periods + p) * size + k;
            mean[k] += results->statistic[at] / (double)count;
            score_mean[k] += results->score[at] / (double)count;
        }
    for (size_t s = 0; s < count; s++) {
        const double *statistic = results->statistic + (s * sample->periods + p) * size;
        const double *score = results->score + (s * sample->periods + p) * size;
        for (size_t k = 0; k < size; k++)
            for (size_t l = 0; l < size; l++) {
                double off = (statistic[k] - mean[k]) / (double)(count - 1);
                covariance[k * size + l] += off * (statistic[l] - mean[l]);
                derivative[k * size + l] += off * (score[l] - score_mean[l]);
            }
    }
    for (size_t k = 0; k < size; k++)
        sample->deviation[p * size + k] = mean[k] - sample->deviation[p * size + k];
}

static ent_status simulate(saom_sample *sample, const ent_saom_model *model, const double *value,
                           const ent_saom_sampling *how, size_t count, ent_error *err) {
    saom_pool pool = {0};
    saom_results results = {0};
    double *mean = NULL;
    size_t cells = count * sample->periods * sample->parameters;
    ent_status status =
        saom_pool_new(&pool, model, how->seed, how->conditional, false, how->threads, err);
    pool.team = how->team;
    if (status == ENT_OK)
        status = ent_array_new((void **)&results.statistic, cells, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&results.score, cells, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&mean, 2 * sample->parameters, sizeof *mean, err);
    if (status == ENT_OK)
        status = saom_pool_run(&pool, value, STREAM_TEST, 0, count, &results, NULL, NULL, err);
    for (size_t p = 0; p < sample->periods && status == ENT_OK; p++)
        add_period(sample, p, &results, count, mean);
    saom_pool_free(&pool);
    free(results.statistic);
    free(results.score);
    free(mean);
    return status;
}

ent_status saom_sample_new(saom_sample *sample, const ent_saom_model *model, const double *value,
                           const ent_saom_sampling *how, ent_error *err) {
    size_t size = model->parameters;
    size_t count = how->count != 0 ? how->count : USUAL_COUNT;
    *sample = (saom_sample){.periods = model->periods, .parameters = size};
    if (count < 2) return ent_fail(err, ENT_ERR_USAGE, "expected two simulations or more");
    ent_status status =
        ent_array_new((void **)&sample->deviation, model->periods * size, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&sample->covariance, model->periods * size * size,
                               sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&sample->derivative, model->periods * size * size,
                               sizeof(double), err);
    if (status == ENT_OK) status = add_targets(model, sample->deviation, err);
    if (status == ENT_OK) status = simulate(sample, model, value, how, count, err);
    if (status != ENT_OK) saom_sample_free(sample);
    return status;
}

/* Sum over the periods two elements share. */
static double shared(const saom_sample *sample, const double *by_period, saom_element a,
                     saom_element b) {
    size_t size = sample->parameters;
    double sum = 0;
    for (size_t p = 0; p < sample->periods; p++) {
        bool both =
            (a.period == SIZE_MAX || a.period == p) && (b.period == SIZE_MAX || b.period == p);
        if (both) sum += by_period[(p * size + a.parameter) * size + b.parameter];
    }
    return sum;
}

static double deviation_of(const saom_sample *sample, saom_element a) {
    double sum = 0;
    for (size_t p = 0; p < sample->periods; p++)
        if (a.period == SIZE_MAX || a.period == p)
            sum += sample->deviation[p * sample->parameters + a.parameter];
    return sum;
}

typedef struct work {
    double *d, *sigma, *d_inverse, *d11, *inverse, *gamma, *b, *xi, *xi_inverse, *g;
} work;

/* Γ = (−D₂₁ D₁₁⁻¹, I). */
static bool make_gamma(const work *own, size_t count, size_t tested) {
    size_t kept = count - tested;
    for (size_t k = 0; k < kept; k++)
        for (size_t l = 0; l < kept; l++)
            own->d11[k * kept + l] = own->d[k * count + l];
    if (kept > 0 && !saom_invert(own->d11, kept, own->inverse)) return false;
    for (size_t t = 0; t < tested; t++) {
        for (size_t l = 0; l < kept; l++)
            for (size_t k = 0; k < kept; k++)
                own->gamma[t * count + l] -=
                    own->d[(kept + t) * count + k] * own->inverse[k * kept + l];
        own->gamma[t * count + kept + t] = 1;
    }
    return true;
}

/* b and Ξ = Γ Σ Γ'. */
static void make_test(const work *own, size_t count, size_t tested) {
    for (size_t t = 0; t < tested; t++)
        for (size_t k = 0; k < count; k++) {
            own->b[t] += own->gamma[t * count + k] * own->g[k];
            for (size_t u = 0; u < tested; u++)
                for (size_t l = 0; l < count; l++)
                    own->xi[t * tested + u] += own->gamma[t * count + k] *
                                               own->sigma[k * count + l] *
                                               own->gamma[u * count + l];
        }
}

static bool finish(const work *own, size_t count, size_t tested, ent_saom_test *out, double *step) {
    if (!make_gamma(own, count, tested)) return false;
    make_test(own, count, tested);
    if (!saom_invert(own->xi, tested, own->xi_inverse)) return false;
    *out = (ent_saom_test){.df = tested, .one_sided = ent_missing()};
    for (size_t t = 0; t < tested; t++)
        for (size_t u = 0; u < tested; u++)
            out->statistic += own->b[t] * own->xi_inverse[t * tested + u] * own->b[u];
    out->p = ent_chi_square_above(out->statistic, tested);
    /* more observed than simulated: the parameter should be larger */
    if (tested == 1) out->one_sided = -own->b[0] / sqrt(own->xi[0]);
    if (step == NULL) return true;
    if (!saom_invert(own->d, count, own->d_inverse)) return false;
    for (size_t k = 0; k < count; k++) {
        step[k] = 0;
        for (size_t l = 0; l < count; l++)
            step[k] -= own->d_inverse[k * count + l] * own->g[l];
    }
    return true;
}

ent_status saom_sample_test(const saom_sample *sample, const saom_element *element, size_t count,
                            size_t tested, ent_saom_test *out, double *step, ent_error *err) {
    double *memory = NULL;
    size_t square = count * count;
    ent_status status =
        ent_array_new((void **)&memory, 8 * square + 2 * count, sizeof *memory, err);
    if (status != ENT_OK) return status;
    work own = {.d = memory,
                .sigma = memory + square,
                .d_inverse = memory + 2 * square,
                .d11 = memory + 3 * square,
                .inverse = memory + 4 * square,
                .gamma = memory + 5 * square,
                .xi = memory + 6 * square,
                .xi_inverse = memory + 7 * square,
                .b = memory + 8 * square,
                .g = memory + 8 * square + count};
    for (size_t k = 0; k < count; k++) {
        own.g[k] = deviation_of(sample, element[k]);
        for (size_t l = 0; l < count; l++) {
            own.d[k * count + l] = shared(sample, sample->derivative, element[k], element[l]);
            own.sigma[k * count + l] = shared(sample, sample->covariance, element[k], element[l]);
        }
    }
    if (!finish(&own, count, tested, out, step))
        status = ent_fail(err, ENT_ERR_USAGE,
                          "score-type test: what is tested is collinear with the model");
    free(memory);
    return status;
}
