/* SPDX-License-Identifier: Apache-2.0 */
/* Covariates as effects see them. Centring subtracts the mean over all values of all groups;
 * a missing value becomes the mean. The range is that of all values, and the mean similarity runs
 * over ordered pairs of different actors at all times a period starts (Ripley et al., Manual for
 * Siena, on centring and on similarity). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/prepare.h"

/* Sum, number, lowest and highest of values that are there. */
typedef struct tally {
    double sum, lowest, highest;
    size_t count;
} tally;

static void tally_add(tally *all, double value) {
    if (isnan(value)) return;
    all->sum += value;
    all->lowest = all->count == 0 ? value : fmin(all->lowest, value);
    all->highest = all->count == 0 ? value : fmax(all->highest, value);
    all->count++;
}

static double tally_mean(const tally *all) {
    return all->count > 0 ? all->sum / (double)all->count : 0;
}

/* Sum of |v_i − v_j| over ordered pairs of values that are there: O(n log n). */
static int number_order(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static ent_status add_similarity(const double *value, size_t n, double range, tally *all,
                                 ent_error *err) {
    double *sorted = NULL;
    size_t count = 0;
    ent_status status = ent_array_new((void **)&sorted, n, sizeof *sorted, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < n; i++)
        if (!isnan(value[i])) sorted[count++] = value[i];
    qsort(sorted, count, sizeof *sorted, number_order);
    double apart = 0;
    double before = 0;
    for (size_t k = 0; k < count; k++) {
        apart += sorted[k] * (double)k - before;
        before += sorted[k];
    }
    double pairs = (double)count * ((double)count - 1) / 2;
    all->sum += pairs - (range > 0 ? apart / range : 0);
    all->count += count * (count > 0 ? count - 1 : 0) / 2;
    free(sorted);
    return ENT_OK;
}

static size_t covariate_size(const ent_saom_data *data, const saom_covariate *own) {
    return own->columns * data->n * (own->dyadic ? data->n : 1);
}

static void tally_covariate(const ent_saom_data *data, const saom_covariate *own, tally *all) {
    size_t n = data->n;
    size_t used = own->columns == data->waves ? own->columns - 1 : own->columns;
    for (size_t k = 0; k < own->columns * n && !own->dyadic; k++)
        tally_add(all, own->value[k]);
    for (size_t k = 0; k < used * n * n && own->dyadic; k++)
        if (k / n % n != k % n) tally_add(all, own->value[k]);
}

static ent_status centre_covariate(const saom_covariate *own, size_t size, const tally *all,
                                   saom_attribute *out, ent_error *err) {
    double mean = tally_mean(all);
    out->columns = own->columns;
    out->mean = own->centre ? mean : 0;
    out->average = mean - out->mean;
    out->range = all->highest - all->lowest;
    ent_status status = ent_array_new((void **)&out->value, size, sizeof *out->value, err);
    for (size_t k = 0; k < size && status == ENT_OK; k++)
        out->value[k] = (isnan(own->value[k]) ? mean : own->value[k]) - out->mean;
    return status;
}

static ent_status prepare_covariate(ent_saom_model *model, size_t c, ent_error *err) {
    ent_status status = ENT_OK;
    tally all = {0};
    tally similar = {0};
    for (size_t g = 0; g < model->groups; g++)
        tally_covariate(model->group[g].data, &model->group[g].data->covariate[c], &all);
    for (size_t g = 0; g < model->groups && status == ENT_OK; g++) {
        const ent_saom_data *data = model->group[g].data;
        const saom_covariate *own = &data->covariate[c];
        size_t used = own->columns == data->waves ? own->columns - 1 : own->columns;
        status = centre_covariate(own, covariate_size(data, own), &all,
                                  &model->group[g].covariate[c], err);
        for (size_t w = 0; w < used && !own->dyadic && status == ENT_OK; w++)
            status = add_similarity(own->value + w * data->n, data->n, all.highest - all.lowest,
                                    &similar, err);
    }
    for (size_t g = 0; g < model->groups; g++)
        model->group[g].covariate[c].sim_mean = tally_mean(&similar);
    return status;
}

/* Observed values, missing ones put back to NaN. */
static double observed(const saom_variable *own, size_t k) {
    return own->missing[k] ? ent_missing() : own->value[k];
}

static ent_status prepare_behaviour(ent_saom_model *model, size_t v, ent_error *err) {
    ent_status status = ENT_OK;
    tally all = {0};
    tally similar = {0};
    for (size_t g = 0; g < model->groups; g++) {
        const ent_saom_data *data = model->group[g].data;
        for (size_t k = 0; k < data->waves * data->n; k++)
            tally_add(&all, observed(&data->variable[v], k));
    }
    for (size_t g = 0; g < model->groups && status == ENT_OK; g++) {
        const ent_saom_data *data = model->group[g].data;
        double *value = NULL;
        status = ent_array_new((void **)&value, data->n, sizeof *value, err);
        for (size_t w = 0; w + 1 < data->waves && status == ENT_OK; w++) {
            for (size_t i = 0; i < data->n; i++)
                value[i] = observed(&data->variable[v], w * data->n + i);
            status = add_similarity(value, data->n, all.highest - all.lowest, &similar, err);
        }
        free(value);
    }
    for (size_t g = 0; g < model->groups; g++)
        model->group[g].behaviour[v] = (saom_attribute){.mean = tally_mean(&all),
                                                        .range = all.highest - all.lowest,
                                                        .sim_mean = tally_mean(&similar)};
    model->variable[v].lowest = all.lowest;
    model->variable[v].highest = all.highest;
    return status;
}

ent_status saom_prepare_groups(ent_saom_model *model, ent_error *err) {
    const ent_saom_data *first = model->group[0].data;
    ent_status status = ENT_OK;
    for (size_t g = 0; g < model->groups && status == ENT_OK; g++) {
        saom_group *group = &model->group[g];
        status = ent_array_new((void **)&group->covariate, first->covariates,
                               sizeof *group->covariate, err);
        if (status == ENT_OK)
            status = ent_array_new((void **)&group->behaviour, first->variables,
                                   sizeof *group->behaviour, err);
    }
    for (size_t c = 0; c < first->covariates && status == ENT_OK; c++)
        status = prepare_covariate(model, c, err);
    for (size_t v = 0; v < first->variables && status == ENT_OK; v++)
        if (!first->variable[v].network) status = prepare_behaviour(model, v, err);
    return status;
}

void saom_groups_free(ent_saom_model *model) {
    for (size_t g = 0; g < model->groups && model->group != NULL; g++) {
        saom_group *group = &model->group[g];
        for (size_t c = 0; c < group->data->covariates && group->covariate != NULL; c++)
            free(group->covariate[c].value), saom_dyadic_free(&group->covariate[c]);
        free(group->covariate);
        free(group->behaviour);
        free(group->look);
    }
    free(model->group);
}
