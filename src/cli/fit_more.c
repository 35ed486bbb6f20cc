/* SPDX-License-Identifier: Apache-2.0 */
/* Tests, importance of effects and goodness of fit, for `entente fit` and `entente simulate`. */
#include "cli/fit_more.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void label_of(const cli_more *more, size_t k, char text[ENT_SAOM_PARAMETER_LABEL + 64]) {
    char label[ENT_SAOM_PARAMETER_LABEL];
    ent_saom_parameter own = ent_saom_parameter_at(more->model->setup->model, k);
    ent_saom_label(more->model->setup->model, k, label);
    snprintf(text, ENT_SAOM_PARAMETER_LABEL + 64, "%.60s: %s", own.variable, label);
}

static json_t *real_or_null(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *test_json(const char *name, const ent_saom_test *test) {
    return json_pack("{s:s s:o s:I s:o s:o}", "of", name, "chi_square",
                     real_or_null(test->statistic), "df", (json_int_t)test->df, "p",
                     real_or_null(test->p), "one_sided", real_or_null(test->one_sided));
}

static ent_status add_test(cli_more *more, json_t *list, const char *name,
                           const ent_saom_test *test, ent_error *err) {
    json_array_append_new(list, test_json(name, test));
    return ent_text_format(&more->text, err, "  %-44s %9.2f %4zu %8.4f\n", name, test->statistic,
                           test->df, test->p);
}

static ent_status begin_tests(cli_more *more, const char *title, ent_error *err) {
    return ent_text_format(&more->text, err, "\n%-46s %9s %4s %8s\n", title, "chi-square", "df",
                           "p");
}

ent_status cli_more_score_tests(cli_more *more, ent_error *err) {
    const ent_saom_model *model = more->model->setup->model;
    size_t count = ent_saom_parameter_count(model);
    size_t *tested = NULL;
    size_t tests = 0;
    ent_status status = ent_array_new((void **)&tested, count, sizeof *tested, err);
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        if (ent_saom_parameter_at(model, k).test) tested[tests++] = k;
    json_t *list = json_array();
    if (status == ENT_OK && tests > 0) status = begin_tests(more, "Score-type tests", err);
    for (size_t t = 0; t <= tests && tests > 0 && status == ENT_OK; t++) {
        bool all = t == tests;
        char name[ENT_SAOM_PARAMETER_LABEL + 64] = "all together";
        ent_saom_test test;
        if (all && tests == 1) break;
        if (!all) label_of(more, tested[t], name);
        status = ent_saom_score_test(model, more->fit, &more->sampling, all ? tested : tested + t,
                                     all ? tests : 1, &test, NULL, err);
        if (status == ENT_OK) status = add_test(more, list, name, &test, err);
    }
    if (tests > 0)
        json_object_set_new(more->json, "score_tests", list);
    else
        json_decref(list);
    free(tested);
    return status;
}

ent_status cli_more_heterogeneity(cli_more *more, ent_error *err) {
    const ent_saom_model *model = more->model->setup->model;
    size_t count = ent_saom_parameter_count(model);
    ent_saom_test *test = NULL;
    ent_saom_test overall;
    json_t *list = json_array();
    ent_status status = ent_array_new((void **)&test, count, sizeof *test, err);
    if (status == ENT_OK)
        status = ent_saom_heterogeneity(model, more->fit, &more->sampling, &overall, test, err);
    if (status == ENT_OK) status = begin_tests(more, "Time heterogeneity", err);
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        char name[ENT_SAOM_PARAMETER_LABEL + 64];
        if (test[k].df == 0) continue;
        label_of(more, k, name);
        status = add_test(more, list, name, &test[k], err);
    }
    if (status == ENT_OK) status = add_test(more, list, "all together", &overall, err);
    json_object_set_new(more->json, "time_heterogeneity", list);
    free(test);
    return status;
}

static ent_status add_importance(cli_more *more, const char *variable, size_t period,
                                 const double *share, json_t *list, ent_error *err) {
    const ent_saom_model *model = more->model->setup->model;
    char when[ENT_SAOM_PARAMETER_LABEL];
    ent_saom_period_label(more->model->setup, period, when);
    ent_status status = ent_text_format(
        &more->text, err, "\nRelative importance in %s at the start of %s\n", variable, when);
    for (size_t k = 0; k < ent_saom_parameter_count(model) && status == ENT_OK; k++) {
        char label[ENT_SAOM_PARAMETER_LABEL];
        ent_saom_parameter own = ent_saom_parameter_at(model, k);
        if (own.basic || own.function == ENT_RATE || strcmp(own.variable, variable) != 0) continue;
        ent_saom_label(model, k, label);
        json_array_append_new(list,
                              json_pack("{s:s s:I s:s s:f}", "variable", variable, "period",
                                        (json_int_t)period + 1, "label", label, "share", share[k]));
        status = ent_text_format(&more->text, err, "  %-44s %6.1f%%\n", label, 100 * share[k]);
    }
    return status;
}

ent_status cli_more_importance(cli_more *more, ent_error *err) {
    const ent_saom_model *model = more->model->setup->model;
    size_t count = ent_saom_parameter_count(model);
    double *share = NULL;
    json_t *list = json_array();
    const char *variable = "";
    ent_status status = ent_array_new((void **)&share, count, sizeof *share, err);
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        const char *own = ent_saom_parameter_at(model, k).variable;
        bool seen = strcmp(own, variable) == 0;
        variable = own;
        for (size_t p = 0; p < ent_saom_periods(model) && !seen && status == ENT_OK; p++) {
            /* a behaviour has no choice of alters to compare */
            if (ent_saom_importance(model, more->fit->estimate, own, p, share, NULL) != ENT_OK)
                break;
            status = add_importance(more, own, p, share, list, err);
        }
    }
    json_object_set_new(more->json, "importance", list);
    free(share);
    return status;
}

/* ---- goodness of fit ---- */

enum { GOODNESS_MAX = 64 };

static ent_status add_goodness(cli_more *more, const char *variable,
                               const ent_saom_goodness *goodness, json_t *list, ent_error *err) {
    json_t *levels = json_array();
    for (size_t l = 0; l < goodness->levels; l++) {
        double mean = 0;
        for (size_t s = 0; s < goodness->simulations; s++)
            mean += goodness->simulated[s * goodness->levels + l] / (double)goodness->simulations;
        json_array_append_new(levels, json_pack("{s:s s:f s:f}", "level", goodness->level[l],
                                                "observed", goodness->observed[l], "mean", mean));
    }
    json_array_append_new(list, json_pack("{s:s s:s s:f s:f s:o}", "variable", variable,
                                          "statistic", goodness->name, "distance",
                                          goodness->distance, "p", goodness->p, "levels", levels));
    return ent_text_format(&more->text, err, "  %-20s %-23s %9.2f %12.3f\n", variable,
                           goodness->name, goodness->distance, goodness->p);
}

static ent_status goodness_of(cli_more *more, const char *variable, ent_saom_goodness **made,
                              size_t *count, json_t *list, ent_error *err) {
    const cli_model *model = more->model;
    ent_saom_simulation how = {.seed = more->sampling.seed,
                               .count = more->sampling.count,
                               .conditional = more->sampling.conditional,
                               .threads = more->sampling.threads};
    ent_status status = ENT_OK;
    for (int kind = 0; kind < ENT_SAOM_AUXILIARIES && status == ENT_OK; kind++) {
        if (*count == GOODNESS_MAX) break;
        if (kind == ENT_SAOM_INDEGREES && !ent_saom_is_directed(model->setup->model, variable))
            continue; /* the same as out-degrees */
        ent_error own = {0};
        status = ent_saom_goodness_new(model->setup->model, more->fit->estimate, &how, variable,
                                       (ent_saom_auxiliary)kind, &made[*count], &own);
        if (status == ENT_ERR_USAGE) { /* a statistic for another sort of variable */
            status = ENT_OK;
            continue;
        }
        if (status != ENT_OK) return ent_fail(err, status, "%s", own.text);
        status = add_goodness(more, variable, made[*count], list, err);
        (*count)++;
    }
    return status;
}

ent_status cli_more_goodness(cli_more *more, const char *svg, ent_error *err) {
    const ent_saom_model *model = more->model->setup->model;
    ent_saom_goodness *made[GOODNESS_MAX];
    size_t count = 0;
    char *picture = NULL;
    const char *variable = "";
    json_t *list = json_array();
    ent_status status = ent_text_format(&more->text, err, "\n%-45s %10s %12s\n", "Goodness of fit",
                                        "distance", "p");
    for (size_t k = 0; k < ent_saom_parameter_count(model) && status == ENT_OK; k++) {
        const char *own = ent_saom_parameter_at(model, k).variable;
        if (strcmp(own, variable) != 0) status = goodness_of(more, own, made, &count, list, err);
        variable = own;
    }
    if (status == ENT_OK)
        status = ent_saom_goodness_svg((const ent_saom_goodness *const *)made, count,
                                       more->model->setup->path, &picture, err);
    if (status == ENT_OK) status = cli_write(svg, picture, err);
    json_object_set_new(more->json, "goodness", list);
    for (size_t k = 0; k < count; k++)
        ent_saom_goodness_free(made[k]);
    free(picture);
    return status;
}
