/* SPDX-License-Identifier: Apache-2.0 */
/* entente tie: the assessment of a pair. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "panel/output.h"

enum { KEY_YEARS = 1, KEY_JSON, KEY_HTML, KEY_EVIDENCE, KEY_LANG, KEY_THIRD };

struct settings {
    cli_common common;
    const char *names[2];
    size_t count;
    const char *years, *html, *third;
    ent_language language;
    bool json, evidence;
};

static const struct argp_option options[] = {
    {"years", KEY_YEARS, "A-B", 0,
     "Assess as of year B, and run over A to B (default: all years with sources)", 0},
    {"third", KEY_THIRD, "X", 0,
     "Third actor to compare with (default: the strongest other state by CINC)", 0},
    {"evidence", KEY_EVIDENCE, 0, 0, "Print the rows behind each figure", 0},
    {"lang", KEY_LANG, "en|zh", 0, "Language of the page (default: en)", 0},
    {"json", KEY_JSON, 0, 0, "Machine-readable output (docs/tie.md)", 0},
    {"html", KEY_HTML, "FILE", 0, "Write a self-contained page to FILE (- is standard output)", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_YEARS:
        settings->years = argument;
        return 0;
    case KEY_THIRD:
        settings->third = argument;
        return 0;
    case KEY_EVIDENCE:
        settings->evidence = true;
        return 0;
    case KEY_LANG:
        if (strcmp(argument, "en") != 0 && strcmp(argument, "zh") != 0)
            argp_error(state, "--lang: expected en or zh, found '%s'", argument);
        settings->language = strcmp(argument, "zh") == 0 ? ENT_ZH : ENT_EN;
        return 0;
    case KEY_JSON:
        settings->json = true;
        return 0;
    case KEY_HTML:
        settings->html = argument;
        return 0;
    case ARGP_KEY_ARG:
        if (settings->count == 2) argp_error(state, "unexpected argument '%s'", argument);
        settings->names[settings->count++] = argument;
        return 0;
    case ARGP_KEY_END:
        if (settings->count < 2) argp_error(state, "expected two actors");
        if (settings->json && settings->html != NULL)
            argp_error(state, "--json and --html exclude each other");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The third actor as of the span's end, or as the reader's name usually means. */
static ent_status find_third(const struct settings *settings, const ent_actors *actors,
                             ent_assess_options *wanted, ent_error *err) {
    enum { LATEST = 2100 };
    ent_actor_ref third = {0};
    if (settings->third == NULL) return ENT_OK;
    ent_status status = ent_actor_find(actors, settings->third, &third, err);
    if (status != ENT_OK) return status;
    int year = wanted->year2 != 0 ? wanted->year2 : LATEST;
    wanted->third = ent_actor_ref_at(actors, ENT_COW, &third, year);
    if (wanted->third == 0) wanted->third = third.actor[0];
    return ENT_OK;
}

static ent_status assess(const struct settings *settings, ent_store *store,
                         const ent_actors *actors, ent_assess_options *wanted, ent_assessment **out,
                         ent_error *err) {
    ent_actor_ref pair[2] = {0};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < 2 && status == ENT_OK; k++)
        status = ent_actor_find(actors, settings->names[k], &pair[k], err);
    if (status == ENT_OK) status = find_third(settings, actors, wanted, err);
    if (status == ENT_OK) status = ent_assess(out, store, actors, &pair[0], &pair[1], wanted, err);
    return status;
}

static ent_status render(const struct settings *settings, const ent_assessment *assessment,
                         char **text, ent_error *err) {
    if (settings->json) return ent_report_json(assessment, settings->evidence, text, err);
    if (settings->html != NULL)
        return ent_report_html(assessment, settings->language, settings->evidence, text, err);
    return ent_report_text(assessment, settings->language, settings->evidence, text, err);
}

/* The file appears under its name only once it is whole. */
static ent_status write_file(const char *path, const char *text, ent_error *err) {
    ent_output *output = NULL;
    ent_status status = ent_output_open(&output, path, err);
    if (status != ENT_OK) return status;
    status = ent_output_write(output, text, strlen(text), err);
    if (status == ENT_OK) return ent_output_close(output, err);
    ent_output_discard(output);
    return status;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {.language = ENT_EN};
    ent_assess_options wanted = {0};
    ent_error err = {0};
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_assessment *assessment = NULL;
    char *text = NULL;
    cli_parse(command, argc, argv, &settings);
    ent_status status = ENT_OK;
    if (settings.years != NULL)
        status = cli_years(settings.years, &wanted.year1, &wanted.year2, &err);
    if (status == ENT_OK) status = cli_open(&settings.common, &store, &actors, &err);
    if (status == ENT_OK) status = cli_need_depth(&settings.common, store, actors, &err);
    if (status == ENT_OK) status = assess(&settings, store, actors, &wanted, &assessment, &err);
    if (status == ENT_OK) status = render(&settings, assessment, &text, &err);
    if (status == ENT_OK && settings.html != NULL)
        status = write_file(settings.html, text, &err);
    else if (status == ENT_OK)
        fputs(text, stdout);
    free(text);
    ent_assessment_free(assessment);
    ent_actors_free(actors);
    ent_store_close(store);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_tie = {
    .name = "tie",
    .arguments = "A B",
    .summary = "Assess the military ties of two states from the evidence",
    .details =
        "Prints what is signed, what is done, how interests compare, what pulls apart, what "
        "pushes from outside, the ladder of military cooperation, the run over the decades, and "
        "where the sources end. Each figure is of the latest year with data, and says which. A "
        "rank is among all pairs of that year; of a directed figure, among ordered pairs.\n\n"
        "Where no source covers the two, a figure says so and is never 0.",
    .examples = "  entente tie CHN RUS\n"
                "  entente tie 中国 俄罗斯 --lang zh --evidence\n"
                "  entente tie 710 365 --years 1950-2010 --json\n"
                "  entente tie china russia --third USA --html page.html",
    .options = options,
    .parse = parse,
    .run = run};
