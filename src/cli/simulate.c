/* SPDX-License-Identifier: Apache-2.0 */
/* entente simulate: ensembles of networks from a model or a fit. */
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/ensemble.h"
#include "cli/fit_more.h"

enum { KEY_SEED = 1, KEY_THREADS, KEY_FORWARD, KEY_GROUP, KEY_PROBABILITIES, KEY_GOF, KEY_JSON };

struct settings {
    cli_common common;
    const char *path, *output, *number, *seed, *threads, *forward, *probabilities, *gof;
    bool json;
};

static const struct argp_option options[] = {
    {"output", 'o', "FILE.csv", 0, "Simulated networks as edge lists, behaviour as values", 0},
    {"number", 'n', "N", 0, "Simulations (default: 1000)", 0},
    {"forward", KEY_FORWARD, "K", 0, "K periods beyond the last wave", 0},
    {"probabilities", KEY_PROBABILITIES, "FILE.csv", 0,
     "Probability of each tie at the end of each period", 0},
    {"gof", KEY_GOF, "FILE.svg", 0, "Goodness of fit, with violin plots in FILE", 0},
    {"seed", KEY_SEED, "N", 0, "Seed of the random streams (default: the model's)", 0},
    {"threads", KEY_THREADS, "N", 0, "Threads (default: as many as processors)", 0},
    {"json", KEY_JSON, 0, 0, "Machine-readable output (docs/simulate.md)", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case 'o':
        settings->output = argument;
        return 0;
    case 'n':
        settings->number = argument;
        return 0;
    case KEY_FORWARD:
        settings->forward = argument;
        return 0;
    case KEY_PROBABILITIES:
        settings->probabilities = argument;
        return 0;
    case KEY_GOF:
        settings->gof = argument;
        return 0;
    case KEY_SEED:
        settings->seed = argument;
        return 0;
    case KEY_THREADS:
        settings->threads = argument;
        return 0;
    case KEY_JSON:
        settings->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (settings->path != NULL) argp_error(state, "unexpected argument '%s'", argument);
        settings->path = argument;
        return 0;
    case ARGP_KEY_END:
        if (settings->path == NULL) argp_error(state, "expected a model file or a fit");
        if (settings->gof != NULL && settings->forward != NULL)
            argp_error(state, "--gof compares with what was observed: not with --forward");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static ent_status set_up(const struct settings *settings, const cli_model *model,
                         cli_ensemble *ensemble, ent_error *err) {
    int64_t number = 1000;
    int64_t seed = (int64_t)model->setup->options.seed;
    int64_t threads = model->setup->options.threads;
    int64_t forward = 0;
    ent_status status = cli_whole("number", settings->number, 2, 10000000, &number, err);
    if (status == ENT_OK) status = cli_whole("seed", settings->seed, 0, INT64_MAX, &seed, err);
    if (status == ENT_OK) status = cli_whole("threads", settings->threads, 1, 4096, &threads, err);
    if (status == ENT_OK) status = cli_whole("forward", settings->forward, 1, 1000, &forward, err);
    ensemble->setup = model->setup;
    ensemble->count = (size_t)number;
    ensemble->seed = (uint64_t)seed;
    ensemble->threads = (int)threads;
    ensemble->forward = (size_t)forward;
    ensemble->want_ties = settings->probabilities != NULL;
    return status;
}

/* ---- output ---- */

static ent_status write_probabilities(const cli_ensemble *own, const char *path, ent_error *err) {
    const char **name = NULL;
    size_t count = 0;
    ent_text text = {0};
    size_t n = own->n;
    ent_status status = cli_variables(own->setup->model, &name, &count, err);
    if (status == ENT_OK)
        status = ent_text_format(&text, err, "period,variable,from,to,probability\n");
    for (size_t k = 0; k < own->periods * own->variables * n * n && status == ENT_OK; k++) {
        size_t period = k / (n * n) / own->variables;
        size_t group = cli_ensemble_group(own, period);
        if (own->ties[k] == 0) continue;
        status = ent_text_format(
            &text, err, "%zu,%s,%s,%s,%.6g\n", period + 1, name[k / (n * n) % own->variables],
            own->setup->label[group][k / n % n], own->setup->label[group][k % n],
            (double)own->ties[k] / (double)own->done);
    }
    if (status == ENT_OK) status = cli_write(path, text.bytes, err);
    free(name);
    ent_text_free(&text);
    return status;
}

/* One line: the figure observed (nothing beyond the last wave) beside those simulated. */
static void add_figure(const cli_ensemble *own, const char *variable, size_t period,
                       const char *name, double observed, const double *sorted, size_t count,
                       json_t *list) {
    double mean = 0;
    char seen[32] = "";
    for (size_t s = 0; s < count; s++)
        mean += sorted[s] / (double)count;
    double low = cli_quantile(sorted, count, 0.05);
    double high = cli_quantile(sorted, count, 0.95);
    char when[ENT_SAOM_PARAMETER_LABEL];
    cli_ensemble_period(own, period, when);
    if (!ent_is_missing(observed)) snprintf(seen, sizeof seen, "%.4g", observed);
    if (list != NULL)
        json_array_append_new(
            list, json_pack("{s:I s:s s:s s:s s:o s:f s:f s:f}", "period", (json_int_t)period + 1,
                            "waves", when, "variable", variable, "figure", name, "observed",
                            ent_is_missing(observed) ? json_null() : json_real(observed), "mean",
                            mean, "low", low, "high", high));
    else
        printf("  %-12s %-16s %-18s %10s %10.4g  %10.4g to %.4g\n", when, variable, name, seen,
               mean, low, high);
}

static ent_status print_figures(const cli_ensemble *own, bool json, json_t *extra, ent_error *err) {
    const char **name = NULL;
    size_t count = 0;
    double *sorted = NULL;
    json_t *list = json ? json_array() : NULL;
    ent_status status = cli_variables(own->setup->model, &name, &count, err);
    if (status == ENT_OK) status = ent_array_new((void **)&sorted, own->done, sizeof *sorted, err);
    if (status == ENT_OK && !json)
        printf("%zu simulations%s, seed %" PRIu64 ", data %016" PRIx64 ", entente %s\n\n"
               "  %-12s %-16s %-18s %10s %10s  %10s\n",
               own->done, own->forward > 0 ? " beyond the last wave" : "", own->seed,
               own->setup->fingerprint, ent_version(), "period", "variable", "figure",
               own->forward > 0 ? "" : "observed", "mean", "middle 90%");
    for (size_t p = 0; p < own->periods && status == ENT_OK; p++)
        for (size_t v = 0; v < own->variables; v++)
            for (size_t f = 0; f < ENT_SAOM_DESCRIPTIONS; f++) {
                size_t found = cli_ensemble_figure(own, p, v, f, sorted);
                if (found > 0)
                    add_figure(own, name[v], p, ent_saom_description_name(f),
                               cli_ensemble_observed(own, p, v, f), sorted, found, list);
            }
    if (json) {
        char fingerprint[24];
        snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, own->setup->fingerprint);
        json_t *root = json_pack("{s:s s:s s:s s:I s:I s:I s:o}", "kind", "entente simulation",
                                 "version", ent_version(), "data", fingerprint, "seed",
                                 (json_int_t)own->seed, "simulations", (json_int_t)own->done,
                                 "forward", (json_int_t)own->forward, "figures", list);
        json_object_update(root, extra);
        char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
        if (text != NULL) puts(text);
        free(text);
        json_decref(root);
    }
    free(sorted);
    free(name);
    return status;
}

/* Goodness of fit looks at a fit: the values simulated from. */
static ent_status goodness(const struct settings *settings, const cli_model *model,
                           const cli_ensemble *ensemble, double *value, json_t *json,
                           ent_error *err) {
    ent_saom_fit fit = {.parameters = ent_saom_parameter_count(model->setup->model),
                        .estimate = value};
    cli_more more = {.model = model,
                     .fit = &fit,
                     .sampling = {.seed = ensemble->seed,
                                  .count = ensemble->count,
                                  .conditional = model->setup->options.conditional,
                                  .threads = ensemble->threads},
                     .json = json};
    ent_status status = cli_more_goodness(&more, settings->gof, err);
    if (status == ENT_OK && !settings->json) fputs(more.text.bytes, stdout);
    ent_text_free(&more.text);
    return status;
}

static ent_status simulate(const struct settings *settings, const cli_model *model,
                           ent_error *err) {
    cli_ensemble ensemble = {0};
    double *value = NULL;
    json_t *extra = json_object();
    ent_status status = set_up(settings, model, &ensemble, err);
    if (status == ENT_OK) status = cli_model_values(model, &value, err);
    ensemble.value = value;
    if (status == ENT_OK) status = cli_check_writable(settings->probabilities, err);
    if (status == ENT_OK) status = cli_check_writable(settings->gof, err);
    if (status == ENT_OK && settings->output != NULL)
        status = ent_output_open(&ensemble.edges, settings->output, err);
    if (status == ENT_OK) status = cli_ensemble_run(&ensemble, err);
    if (status == ENT_OK && ensemble.edges != NULL) {
        status = ent_output_close(ensemble.edges, err);
        ensemble.edges = NULL;
    }
    ent_output_discard(ensemble.edges);
    if (status == ENT_OK && settings->probabilities != NULL)
        status = write_probabilities(&ensemble, settings->probabilities, err);
    bool free_output = settings->output == NULL || strcmp(settings->output, "-") != 0;
    if (status == ENT_OK && !settings->json && free_output)
        status = print_figures(&ensemble, false, extra, err);
    if (status == ENT_OK && settings->gof != NULL)
        status = goodness(settings, model, &ensemble, value, extra, err);
    if (status == ENT_OK && settings->json && free_output)
        status = print_figures(&ensemble, true, extra, err);
    json_decref(extra);
    cli_ensemble_free(&ensemble);
    free(value);
    return status;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    cli_model model = {0};
    ent_error err = {0};
    cli_parse(command, argc, argv, &settings);
    ent_status status = cli_model_open(&model, &settings.common, settings.path, &err);
    if (status == ENT_OK) status = simulate(&settings, &model, &err);
    cli_model_close(&model);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_simulate = {
    .name = "simulate",
    .arguments = "MODEL.ini|FIT.json",
    .summary = "Simulate networks from a model or a fit",
    .details =
        "Simulates each period from its observed start, or, with --forward, on from the last wave "
        "(of "
        "the last group): "
        "with the rates and covariates of the last period, and the actors who were there at its "
        "end. A model file is simulated at the values its effects start from (start N), a fit at "
        "its estimates.\n\nPrinted is what the simulated networks are like; -o keeps them as edge "
        "lists, --probabilities how often each tie was there. The same seed gives the same bytes "
        "for any number of threads.",
    .examples = "  entente simulate pacts.json --forward 2 --probabilities ties.csv\n"
                "  entente simulate pacts.json -n 100 -o networks.csv\n"
                "  entente simulate pacts.json --gof pacts.svg",
    .options = options,
    .parse = parse,
    .run = run};
