/* SPDX-License-Identifier: Apache-2.0 */
/* A fit as JSON: the model file's text and the fingerprint of its data stand in it, so that it can
 * be simulated, gone on with, or told apart from one of other data (docs/fit.md has the members).
 * Missing figures are null. */
#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/normal.h"
#include "dynamics/estimate.h"
#include "entente/fit.h"

static json_t *number(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *matrix(const double *value, size_t n) {
    json_t *rows = json_array();
    for (size_t k = 0; k < n; k++) {
        json_t *row = json_array();
        for (size_t l = 0; l < n; l++)
            json_array_append_new(row, number(value[k * n + l]));
        json_array_append_new(rows, row);
    }
    return rows;
}

static double p_value(const ent_saom_fit *fit, size_t k) {
    double z = fit->estimate[k] / fit->se[k];
    return fit->estimated[k] && fit->se[k] > 0 ? 2 * ent_normal_cdf(-fabs(z)) : ent_missing();
}

static json_t *parameter(const ent_saom_model *model, const ent_saom_fit *fit, size_t k) {
    static const char *const functions[] = {"evaluation", "creation", "endowment", "rate"};
    char label[ENT_SAOM_PARAMETER_LABEL];
    ent_saom_parameter own = ent_saom_parameter_at(model, k);
    ent_saom_label(model, k, label);
    return json_pack(
        "{s:s s:s s:s s:s s:s s:s s:o s:b s:b s:b s:o s:o s:o s:o s:o s:o}", "variable",
        own.variable, "label", label, "effect", own.effect, "covariate", own.covariate, "with",
        own.with, "function", functions[own.function], "parameter", number(own.parameter),
        "basic_rate", own.basic, "fixed", own.fixed, "estimated", fit->estimated[k], "estimate",
        number(fit->estimate[k]), "se", number(fit->se[k] > 0 ? fit->se[k] : ent_missing()), "p",
        own.basic ? json_null() : number(p_value(fit, k)), "t_ratio",
        fit->estimated[k] ? number(fit->t_ratio[k]) : json_null(), "target", number(fit->target[k]),
        "mean", number(fit->mean[k]));
}

static json_t *data_of(const ent_saom_setup *setup) {
    char fingerprint[24];
    json_t *waves = json_array();
    json_t *groups = json_array();
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, setup->fingerprint);
    for (size_t w = 0; w < setup->waves; w++)
        json_array_append_new(waves, json_string(setup->wave[w]));
    for (size_t g = 0; g < setup->groups; g++)
        json_array_append_new(groups, json_pack("{s:s s:I}", "name", setup->group[g], "actors",
                                                (json_int_t)ent_saom_actors(setup->data[g])));
    return json_pack("{s:s s:o s:o}", "fingerprint", fingerprint, "waves", waves, "groups", groups);
}

static json_t *algorithm_of(const ent_saom_options *options, const ent_saom_fit *fit) {
    return json_pack("{s:I s:b s:b s:I s:i s:f s:i}", "seed", (json_int_t)options->seed,
                     "conditional", options->conditional, "finite_differences",
                     options->finite_differences, "n3",
                     (json_int_t)(options->n3 != 0 ? options->n3 : fit->n3), "subphases",
                     options->subphases, "gain", options->gain, "restarts", options->rounds);
}

static json_t *whole(const ent_saom_setup *setup, const ent_saom_fit *fit) {
    size_t p = fit->parameters;
    char absolute[PATH_MAX];
    const char *folder = realpath(setup->folder, absolute) != NULL ? absolute : setup->folder;
    json_t *parameters = json_array();
    for (size_t k = 0; k < p; k++)
        json_array_append_new(parameters, parameter(setup->model, fit, k));
    return json_pack(
        "{s:s s:s s:{s:s s:s s:s} s:o s:o s:b s:b s:o s:i s:I s:I s:s s:o s:o s:o s:o}", "kind",
        "entente fit", "version", ent_version(), "model", "path", setup->path, "folder", folder,
        "text", setup->text, "data", data_of(setup), "algorithm",
        algorithm_of(&setup->options, fit), "converged", fit->converged, "stopped", fit->stopped,
        "t_max", number(fit->t_max), "restarts_used", fit->rounds, "simulations",
        (json_int_t)fit->iterations, "ministeps", (json_int_t)fit->ministeps, "advice", fit->advice,
        "parameters", parameters, "covariance", matrix(fit->covariance, p), "derivative",
        matrix(fit->derivative, p), "statistic_covariance", matrix(fit->statistic_covariance, p));
}

ent_status ent_saom_fit_json(const ent_saom_setup *setup, const ent_saom_fit *fit,
                             const char *extra, char **json, ent_error *err) {
    json_t *root = whole(setup, fit);
    if (root != NULL && extra != NULL) {
        json_t *more = json_loads(extra, 0, NULL);
        if (more != NULL) json_object_update(root, more);
        json_decref(more);
    }
    *json = root != NULL ? json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(17)) : NULL;
    json_decref(root);
    if (*json == NULL)
        return ent_fail(err, ENT_ERR_USAGE,
                        "%s: a fit that cannot be written as JSON (a model "
                        "file that is no UTF-8?)",
                        setup->path);
    return ENT_OK;
}

/* ---- reading ---- */

static ent_status bad(const char *path, const char *expected, ent_error *err) {
    return ent_fail(err, ENT_ERR_FORMAT, "%s: expected a fit of entente: %s", path, expected);
}

static ent_status take_string(const json_t *root, const char *path, const char *key, char **out,
                              ent_error *err) {
    const char *text = json_string_value(json_object_get(root, key));
    if (text == NULL) return bad(path, key, err);
    *out = strdup(text);
    return *out != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
}

static double real_or(const json_t *value, double otherwise) {
    return json_is_number(value) ? json_number_value(value) : otherwise;
}

static void take_matrix(const json_t *rows, size_t n, double *out) {
    for (size_t k = 0; k < n; k++)
        for (size_t l = 0; l < n; l++)
            out[k * n + l] = real_or(json_array_get(json_array_get(rows, k), l), ent_missing());
}

static ent_status take_parameters(ent_saom_saved *saved, const json_t *root, const char *path,
                                  ent_error *err) {
    const json_t *list = json_object_get(root, "parameters");
    enum { MOST = 100000 };
    size_t count = json_array_size(list);
    if (count == 0 || count > MOST) return bad(path, "parameters", err);
    ent_status status = ent_array_new((void **)&saved->name, count, sizeof(char *), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&saved->estimate, count, sizeof(double), err);
    if (status == ENT_OK) status = saom_fit_new(&saved->fit, count, 0, err);
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        const json_t *own = json_array_get(list, k);
        const char *variable = json_string_value(json_object_get(own, "variable"));
        const char *label = json_string_value(json_object_get(own, "label"));
        const json_t *estimate = json_object_get(own, "estimate");
        ent_text text = {0};
        if (variable == NULL || label == NULL || !json_is_number(estimate))
            return bad(path, "parameters with variable, label and estimate", err);
        status = ent_text_format(&text, err, "%s: %s", variable, label);
        saved->name[saved->count++] = text.bytes;
        saved->estimate[k] = saved->fit->estimate[k] = json_number_value(estimate);
        saved->fit->estimated[k] = json_is_true(json_object_get(own, "estimated"));
        saved->fit->se[k] = real_or(json_object_get(own, "se"), ent_missing());
        saved->fit->t_ratio[k] = real_or(json_object_get(own, "t_ratio"), 0);
        saved->fit->target[k] = real_or(json_object_get(own, "target"), 0);
        saved->fit->mean[k] = real_or(json_object_get(own, "mean"), 0);
    }
    return status;
}

static ent_status take_rest(ent_saom_saved *saved, const json_t *root, const char *path,
                            ent_error *err) {
    const json_t *model = json_object_get(root, "model");
    const json_t *algorithm = json_object_get(root, "algorithm");
    const char *fingerprint =
        json_string_value(json_object_get(json_object_get(root, "data"), "fingerprint"));
    ent_status status = take_string(model, path, "path", &saved->path, err);
    if (status == ENT_OK) status = take_string(model, path, "folder", &saved->folder, err);
    if (status == ENT_OK) status = take_string(model, path, "text", &saved->text, err);
    if (status != ENT_OK) return status;
    if (fingerprint == NULL || sscanf(fingerprint, "%" SCNx64, &saved->fingerprint) != 1)
        return bad(path, "data.fingerprint", err);
    saved->options.seed = (uint64_t)json_integer_value(json_object_get(algorithm, "seed"));
    saved->options.conditional = json_is_true(json_object_get(algorithm, "conditional"));
    saved->fit->converged = json_is_true(json_object_get(root, "converged"));
    saved->fit->t_max = real_or(json_object_get(root, "t_max"), ent_missing());
    take_matrix(json_object_get(root, "covariance"), saved->count, saved->fit->covariance);
    take_matrix(json_object_get(root, "derivative"), saved->count, saved->fit->derivative);
    take_matrix(json_object_get(root, "statistic_covariance"), saved->count,
                saved->fit->statistic_covariance);
    return ENT_OK;
}

ent_status ent_saom_saved_read(ent_saom_saved **out, const char *path, ent_error *err) {
    json_error_t problem;
    ent_saom_saved *saved = NULL;
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (file == NULL) return ent_fail(err, ENT_ERR_IO, "%s: cannot open", path);
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, &problem);
    fclose(file);
    if (root == NULL)
        return ent_fail(err, ENT_ERR_FORMAT, "%s:%d: expected JSON: %s", path, problem.line,
                        problem.text);
    const char *kind = json_string_value(json_object_get(root, "kind"));
    ent_status status = ENT_OK;
    if (kind == NULL || strcmp(kind, "entente fit") != 0)
        status = bad(path, "kind 'entente fit'", err);
    if (status == ENT_OK) status = ent_array_new((void **)&saved, 1, sizeof *saved, err);
    if (status == ENT_OK) status = take_parameters(saved, root, path, err);
    if (status == ENT_OK) status = take_rest(saved, root, path, err);
    json_decref(root);
    if (status == ENT_OK)
        *out = saved;
    else
        ent_saom_saved_free(saved);
    return status;
}

void ent_saom_saved_free(ent_saom_saved *saved) {
    if (saved == NULL) return;
    for (size_t k = 0; k < saved->count; k++)
        free(saved->name[k]);
    free(saved->name);
    free(saved->estimate);
    ent_saom_fit_free(saved->fit);
    free(saved->path);
    free(saved->folder);
    free(saved->text);
    free(saved);
}

ent_status ent_saom_saved_apply(const ent_saom_saved *saved, ent_saom_model *model, size_t *matched,
                                ent_error *err) {
    ent_status status = ENT_OK;
    size_t found = 0;
    for (size_t k = 0; k < ent_saom_parameter_count(model) && status == ENT_OK; k++) {
        char name[ENT_SAOM_PARAMETER_LABEL + 64];
        char label[ENT_SAOM_PARAMETER_LABEL];
        ent_saom_parameter own = ent_saom_parameter_at(model, k);
        ent_saom_label(model, k, label);
        snprintf(name, sizeof name, "%.60s: %s", own.variable, label);
        for (size_t l = 0; l < saved->count && status == ENT_OK; l++) {
            if (strcmp(saved->name[l], name) != 0) continue;
            if (!own.fixed) status = ent_saom_set_value(model, k, saved->estimate[l], err);
            found++;
        }
    }
    if (matched != NULL) *matched = found;
    return status;
}
