/* SPDX-License-Identifier: Apache-2.0 */
/* entente fit: estimate a model of network dynamics. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/fit_more.h"
#include "entente/team.h"

enum {
    KEY_FORMAT = 1,
    KEY_EFFECTS,
    KEY_JSON,
    KEY_SEED,
    KEY_THREADS,
    KEY_RESUME,
    KEY_START,
    KEY_GOF,
    KEY_HETEROGENEITY,
    KEY_IMPORTANCE
};

struct settings {
    cli_common common;
    const char *path, *output, *seed, *threads, *start, *gof;
    ent_saom_format format;
    bool effects, json, resume, heterogeneity, importance;
};

static const struct argp_option options[] = {
    {"output", 'o', "FIT.json", 0, "Keep the fit, to simulate, go on with or ask what if", 0},
    {"format", KEY_FORMAT, "FORM", 0, "text (default), json, latex, markdown or csv", 0},
    {"json", KEY_JSON, 0, 0, "The same as --format json; with --effects, the list as JSON", 0},
    {"effects", KEY_EFFECTS, 0, 0, "List the effects with their formulas", 0},
    {"seed", KEY_SEED, "N", 0, "Seed of the random streams (default: the model file's, else 1)", 0},
    {"threads", KEY_THREADS, "N", 0, "Threads (default: as many as processors)", 0},
    {"resume", KEY_RESUME, 0, 0, "Start from the estimates in the output, if it is there", 0},
    {"start", KEY_START, "FIT.json", 0, "Start from the estimates of another fit, by name", 0},
    {"gof", KEY_GOF, "FILE.svg", 0, "Goodness of fit, with violin plots in FILE", 0},
    {"heterogeneity", KEY_HETEROGENEITY, 0, 0, "Test whether effects differ between periods", 0},
    {"importance", KEY_IMPORTANCE, 0, 0, "Relative importance of effects by period", 0},
    {0}};

static void take_format(struct settings *settings, const char *word, struct argp_state *state) {
    static const char *const words[] = {"text", "json", "latex", "markdown", "csv"};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        if (strcmp(words[k], word) == 0) {
            settings->format = (ent_saom_format)k;
            return;
        }
    argp_error(state, "--format: expected text, json, latex, markdown or csv, found '%s'", word);
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case 'o':
        settings->output = argument;
        return 0;
    case KEY_FORMAT:
        take_format(settings, argument, state);
        return 0;
    case KEY_EFFECTS:
        settings->effects = true;
        return 0;
    case KEY_JSON:
        settings->json = true;
        settings->format = ENT_SAOM_JSON;
        return 0;
    case KEY_SEED:
        settings->seed = argument;
        return 0;
    case KEY_THREADS:
        settings->threads = argument;
        return 0;
    case KEY_RESUME:
        settings->resume = true;
        return 0;
    case KEY_START:
        settings->start = argument;
        return 0;
    case KEY_GOF:
        settings->gof = argument;
        return 0;
    case KEY_HETEROGENEITY:
        settings->heterogeneity = true;
        return 0;
    case KEY_IMPORTANCE:
        settings->importance = true;
        return 0;
    case ARGP_KEY_ARG:
        if (settings->path != NULL) argp_error(state, "unexpected argument '%s'", argument);
        settings->path = argument;
        return 0;
    case ARGP_KEY_END:
        if (settings->path == NULL && !settings->effects)
            argp_error(state, "expected a model file");
        if (settings->resume && settings->output == NULL) argp_error(state, "--resume needs -o");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- the list of effects ---- */

static int list_effects(void) {
    for (size_t k = 0; k < ent_saom_effect_count(); k++) {
        ent_saom_effect_info own = ent_saom_effect_at(k);
        printf("%-14s %s: %s%s%s%s\n", own.name, own.applies, own.label,
               own.needs[0] != '\0' ? " (names a " : "", own.needs,
               own.needs[0] != '\0' ? ")" : "");
        printf("%14s %s\n", "", own.formula);
        if (!ent_is_missing(own.parameter))
            printf("%14s internal parameter, usually %g\n", "", own.parameter);
        printf("%14s %s\n", "", own.citation);
    }
    puts("EFFECT * EFFECT [* EFFECT]: product of two or three effects of one variable");
    puts("               networks: their changes multiplied; behaviour: their statistics\n"
         "               Ripley et al., Manual for Siena (unspInt, behUnspInt)");
    return CLI_DONE;
}

static int list_effects_json(void) {
    json_t *list = json_array();
    for (size_t k = 0; k < ent_saom_effect_count(); k++) {
        ent_saom_effect_info own = ent_saom_effect_at(k);
        json_array_append_new(
            list,
            json_pack("{s:s s:s s:s s:s s:s s:s s:o}", "name", own.name, "applies", own.applies,
                      "label", own.label, "formula", own.formula, "citation", own.citation, "needs",
                      own.needs, "parameter",
                      ent_is_missing(own.parameter) ? json_null() : json_real(own.parameter)));
    }
    char *text = json_dumps(list, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    json_decref(list);
    if (text != NULL) puts(text);
    free(text);
    return CLI_DONE;
}

/* ---- progress ---- */

typedef struct watch {
    bool shown;
    int phase, subphase, round;
    struct timespec began;
} watch;

static double seconds_since(const struct timespec *began) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - began->tv_sec) + 1e-9 * (double)(now.tv_nsec - began->tv_nsec);
}

static bool show_progress(void *context, const ent_saom_progress *now) {
    enum { SHOWN = 8 };
    watch *own = context;
    if (cli_interrupted()) return false;
    if (!own->shown) return true;
    if (now->phase != own->phase || now->subphase != own->subphase || now->round != own->round) {
        own->phase = now->phase;
        own->subphase = now->subphase;
        own->round = now->round;
        clock_gettime(CLOCK_MONOTONIC, &own->began);
    }
    fprintf(stderr, "\rround %d, phase %d", now->round + 1, now->phase);
    if (now->phase == 2) fprintf(stderr, ".%d", now->subphase);
    fprintf(stderr, ": %zu of %zu", now->done, now->of);
    if (now->done > 0 && now->of > now->done)
        fprintf(stderr, ", %.0f s left in it",
                seconds_since(&own->began) * (double)(now->of - now->done) / (double)now->done);
    if (now->t_ratio != NULL) {
        fputs("; t", stderr);
        for (size_t k = 0; k < now->parameters && k < SHOWN; k++)
            fprintf(stderr, " %.2f", now->t_ratio[k]);
        if (now->parameters > SHOWN) fputs(" ...", stderr);
    }
    fputs("\033[K", stderr);
    return true;
}

/* ---- estimation ---- */

static ent_status apply_start(const struct settings *settings, cli_model *model, ent_error *err) {
    const char *path = settings->start;
    if (path == NULL && settings->resume && access(settings->output, F_OK) == 0)
        path = settings->output;
    if (path == NULL) return ENT_OK;
    ent_saom_saved *saved = NULL;
    size_t matched = 0;
    ent_status status = ent_saom_saved_read(&saved, path, err);
    if (status == ENT_OK) status = ent_saom_saved_apply(saved, model->setup->model, &matched, err);
    if (status == ENT_OK && matched == 0)
        status = ent_fail(err, ENT_ERR_FORMAT, "%s: no parameter of this model is in it", path);
    ent_saom_saved_free(saved);
    return status;
}

static ent_status estimate(const struct settings *settings, cli_model *model, ent_saom_fit **fit,
                           ent_error *err) {
    ent_saom_options *options_used = &model->setup->options;
    int64_t seed = (int64_t)options_used->seed;
    int64_t threads = options_used->threads;
    watch own = {.shown = cli_shows_progress(), .phase = -1};
    ent_status status = cli_whole("seed", settings->seed, 0, INT64_MAX, &seed, err);
    if (status == ENT_OK) status = cli_whole("threads", settings->threads, 1, 4096, &threads, err);
    if (status == ENT_OK) status = apply_start(settings, model, err);
    if (status != ENT_OK) return status;
    options_used->seed = (uint64_t)seed;
    options_used->threads = (int)threads;
    options_used->team = ent_team_size() > 1;
    options_used->progress = show_progress;
    options_used->context = &own;
    cli_catch_interrupt();
    status = cli_model_failure(ent_saom_estimate(model->setup->model, options_used, fit, err), err);
    if (own.shown) fputs("\r\033[K", stderr);
    options_used->progress = NULL;
    options_used->context = NULL;
    return status;
}

static ent_status ask_more(const struct settings *settings, cli_more *more, ent_error *err) {
    if (more->fit->stopped || more->fit->n3 == 0) return ENT_OK;
    ent_status status = cli_more_score_tests(more, err);
    if (status == ENT_OK && settings->heterogeneity) status = cli_more_heterogeneity(more, err);
    if (status == ENT_OK && settings->importance) status = cli_more_importance(more, err);
    if (status == ENT_OK && settings->gof != NULL)
        status = cli_more_goodness(more, settings->gof, err);
    return status;
}

static ent_status print_fit(const struct settings *settings, cli_more *more, ent_error *err) {
    char *json = NULL;
    char *table = NULL;
    char *extra = json_dumps(more->json, JSON_REAL_PRECISION(17));
    const ent_saom_setup *setup = more->model->setup;
    ent_status status = ent_saom_fit_json(setup, more->fit, extra, &json, err);
    if (status == ENT_OK && settings->output != NULL) {
        status = cli_write(settings->output, json, err);
        if (strcmp(settings->output, "-") == 0) putchar('\n');
    }
    bool printed = settings->output != NULL && strcmp(settings->output, "-") == 0;
    if (status == ENT_OK && settings->format == ENT_SAOM_JSON && !printed) puts(json);
    if (status == ENT_OK && settings->format != ENT_SAOM_JSON && !printed) {
        status = ent_saom_fit_table(setup, more->fit, settings->format, &table, err);
        if (status == ENT_OK) fputs(table, stdout);
        if (status == ENT_OK && settings->format == ENT_SAOM_TEXT && more->text.bytes != NULL)
            fputs(more->text.bytes, stdout);
    }
    free(extra);
    free(json);
    free(table);
    return status;
}

static int finish(const struct settings *settings, const ent_saom_fit *fit) {
    if (!fit->stopped) return CLI_DONE;
    fprintf(stderr, "entente: interrupted%s%s\n", settings->output != NULL ? "; go on with " : "",
            settings->output != NULL ? "--resume" : "");
    return CLI_FAILED;
}

/* Estimate, ask what more was asked for, print: all but simulating for others. */
static int fit_model(const struct settings *settings, cli_model *model) {
    ent_saom_fit *fit = NULL;
    ent_error err = {0};
    ent_status status = estimate(settings, model, &fit, &err);
    if (status == ENT_OK) {
        cli_more more = {.model = model,
                         .fit = fit,
                         .sampling = {.seed = model->setup->options.seed,
                                      .count = fit->n3 > 1 ? fit->n3 : 1000,
                                      .conditional = model->setup->options.conditional,
                                      .threads = model->setup->options.threads,
                                      .team = model->setup->options.team},
                         .json = json_object()};
        status = cli_model_failure(ask_more(settings, &more, &err), &err);
        if (status == ENT_OK) status = print_fit(settings, &more, &err);
        json_decref(more.json);
        ent_text_free(&more.text);
    }
    int result = status == ENT_OK ? finish(settings, fit) : cli_fail(&err);
    ent_saom_fit_free(fit);
    return result;
}

/* In the other processes of a team. */
static int serve(const struct settings *settings, const cli_model *model) {
    ent_error err = {0};
    int64_t threads = model->setup->options.threads;
    ent_status status = cli_whole("threads", settings->threads, 1, 4096, &threads, &err);
    cli_catch_interrupt(); /* the first process says when to end */
    if (status == ENT_OK) status = ent_team_serve(model->setup->model, (int)threads, &err);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    cli_model model = {0};
    ent_error err = {0};
    int result = CLI_DONE;
    bool first = ent_team_rank() == 0;
    cli_parse(command, argc, argv, &settings);
    if (settings.effects) return settings.json ? list_effects_json() : list_effects();
    ent_status status = cli_model_open(&model, &settings.common, settings.path, &err);
    if (status == ENT_OK && first) status = cli_check_writable(settings.output, &err);
    if (status == ENT_OK && first) status = cli_check_writable(settings.gof, &err);
    status = ent_team_agree(status, &err);
    if (status != ENT_OK)
        result = cli_fail(&err);
    else
        result = first ? fit_model(&settings, &model) : serve(&settings, &model);
    if (status == ENT_OK && first) ent_team_dismiss();
    cli_model_close(&model);
    return result;
}

const cli_command cli_fit = {
    .name = "fit",
    .arguments = "MODEL.ini",
    .summary = "Estimate a model of network dynamics",
    .details =
        "Estimates how a network of ties, and behaviour with it, evolves between the waves of a "
        "panel: a stochastic actor-oriented model, by the method of moments. MODEL.ini states "
        "data, "
        "effects and algorithm; its paths are relative to it. A fit kept with -o can be given in "
        "its place, to go on from its estimates.\n\nFigures depend on the seed, not on the number "
        "of threads. Ctrl-C ends the search: what was reached is printed and kept, and --resume "
        "goes on from there.",
    .examples = "  entente fit pacts.ini -o pacts.json\n"
                "  entente fit pacts.ini -o pacts.json --gof pacts.svg --heterogeneity\n"
                "  entente fit pacts.json --format latex\n"
                "  entente fit --effects",
    .options = options,
    .parse = parse,
    .run = run};
