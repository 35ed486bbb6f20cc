/* SPDX-License-Identifier: Apache-2.0 */
/* entente read: pages of text, with what translates what. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/align_print.h"
#include "cli/cli.h"
#include "cli/read_review.h"
#include "cli/read_train.h"

enum { KEY_ALIGN = 1, KEY_JSON, KEY_FORM, KEY_REVIEW, KEY_REVIEWER, KEY_TRAIN, KEY_MODEL };

struct settings {
    cli_common common;
    bool align, json, train;
    ent_page_form form;
    const char *review, *reviewer, *output, *model;
    char **paths;
    int count;
};

static const struct argp_option options[] = {
    {"align", KEY_ALIGN, 0, 0, "Print each page beside its translation", 0},
    {"form", KEY_FORM, "FORM", 0, "text, html or jsonl (default: told by how the file begins)", 0},
    {"review", KEY_REVIEW, "FILE", 0, "Walk through the candidates of FILE and decide on each", 0},
    {"reviewer", KEY_REVIEWER, "NAME", 0, "Who decides (default: the user's name)", 0},
    {"train", KEY_TRAIN, 0, 0, "Adapt the weights to the decided candidates of the files", 0},
    {"model", KEY_MODEL, "FILE", 0, "Weights to read with (default: those shipped)", 0},
    {"output", 'o', "FILE", 0,
     "Where decisions (default: FILE.reviewed.jsonl) or adapted weights are written", 0},
    {"json", KEY_JSON, 0, 0, "One JSON object a page, one page a line", 0},
    {0}};

static bool find_form(const char *name, ent_page_form *form) {
    static const char *const names[] = {"", "text", "html", "jsonl"};
    for (size_t i = 1; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(name, names[i]) == 0) {
            *form = (ent_page_form)i;
            return true;
        }
    return false;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_ALIGN:
        settings->align = true;
        return 0;
    case KEY_JSON:
        settings->json = true;
        return 0;
    case KEY_FORM:
        if (!find_form(argument, &settings->form))
            argp_error(state, "--form: expected text, html or jsonl, found '%s'", argument);
        return 0;
    case KEY_REVIEW:
        settings->review = argument;
        return 0;
    case KEY_REVIEWER:
        settings->reviewer = argument;
        return 0;
    case KEY_TRAIN:
        settings->train = true;
        return 0;
    case KEY_MODEL:
        settings->model = argument;
        return 0;
    case 'o':
        settings->output = argument;
        return 0;
    case ARGP_KEY_ARGS:
        settings->paths = state->argv + state->next;
        settings->count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END:
        if (settings->train && (settings->count == 0 || settings->output == NULL))
            argp_error(state, "--train: expected FILE... and -o WEIGHTS");
        if (!settings->align && !settings->train && settings->review == NULL)
            argp_error(state, "expected --align");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Columns to print in: the terminal's, else what COLUMNS says, else 100. */
static size_t find_width(void) {
    enum { USUAL = 100, LEAST = 20, MOST = 240 };
    struct winsize window = {0};
    const char *columns = getenv("COLUMNS");
    long width = USUAL;
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 &&
        window.ws_col > 0)
        width = window.ws_col;
    else if (columns != NULL && strtol(columns, NULL, 10) > 0)
        width = strtol(columns, NULL, 10);
    return (size_t)(width < LEAST ? LEAST : width > MOST ? MOST : width);
}

static ent_status print_page(const struct settings *settings, ent_aligner *aligner,
                             const ent_document *document, size_t width, ent_error *err) {
    const ent_alignment *alignment = NULL;
    ent_status status = ent_align(aligner, document, &alignment, err);
    if (status != ENT_OK) return status;
    return settings->json ? cli_print_aligned_json(document, alignment, err)
                          : cli_print_aligned(document, alignment, width, err);
}

/* Every page of a file. A bad line of a stream is named, and the next one is read. */
static int read_file(const struct settings *settings, ent_page_reader *reader, ent_aligner *aligner,
                     const char *path) {
    ent_error err = {0};
    size_t width = find_width();
    int result = CLI_DONE;
    if (ent_page_open(reader, path, settings->form, &err) != ENT_OK) return cli_fail(&err);
    for (const ent_document *page = NULL;;) {
        ent_status status = ent_page_next(reader, &page, &err);
        if (status == ENT_OK && page == NULL) return result;
        if (status == ENT_OK) status = print_page(settings, aligner, page, width, &err);
        if (status != ENT_OK) result = cli_fail(&err);
        if (status == ENT_ERR_MEMORY) return result;
    }
}

static int train(const struct settings *settings) {
    ent_reader_model *model = NULL;
    ent_error err = {0};
    ent_status status = settings->model != NULL
                            ? ent_reader_model_load(&model, settings->model, NULL, 0, &err)
                            : ent_fail(&err, ENT_ERR_USAGE, "--train needs --model");
    if (status != ENT_OK) return cli_fail(&err);
    int result = cli_train(model, settings->paths, settings->count, settings->output);
    ent_reader_model_free(model);
    return result;
}

static int run(const cli_command *command, int argc, char **argv) {
    static char standard_input[] = "-";
    struct settings settings = {0};
    ent_page_reader *reader = NULL;
    ent_aligner *aligner = NULL;
    ent_error err = {0};
    int result = CLI_DONE;
    cli_parse(command, argc, argv, &settings);
    if (settings.review != NULL)
        return cli_review(settings.review, settings.output, settings.reviewer);
    if (settings.train) return train(&settings);
    ent_status status = ent_page_reader_new(&reader, &err);
    if (status == ENT_OK) status = ent_aligner_new(&aligner, &err);
    if (status != ENT_OK) result = cli_fail(&err);
    if (status == ENT_OK && settings.count == 0)
        result = read_file(&settings, reader, aligner, standard_input);
    for (int i = 0; i < settings.count && status == ENT_OK; i++) {
        int one = read_file(&settings, reader, aligner, settings.paths[i]);
        if (one != CLI_DONE) result = one;
    }
    ent_aligner_free(aligner);
    ent_page_reader_free(reader);
    return result;
}

const cli_command cli_read = {
    .name = "read",
    .arguments = "[FILE...]",
    .summary = "Read pages of text in English and Chinese",
    .details =
        "With --align each page is printed with its English left and its Chinese right, sentence "
        "by sentence, and then what lacks a translation in either direction. Translations may be "
        "missing, and may stand anywhere on the page.\n\n"
        "With --review a person walks through the candidates of a file of JSON lines and decides "
        "on "
        "each; 'entente accept' puts the decisions into a store. With --train the weights are "
        "adapted to decided candidates and written to the file of -o.\n\n"
        "A FILE is plain text or HTML in UTF-8, UTF-16 or GB18030, gzip or not: one page; or JSON "
        "lines with the fields text and, where known, id, date, title and url: a page a line. "
        "Without FILE, or for -, standard input is read. Paragraphs in a third language are said "
        "to be skipped. A line that cannot be read is named, the rest is read, and the exit status "
        "is 1.",
    .examples = "  entente read --align page.txt\n"
                "  entente read --align --json saved.html\n"
                "  entente read --review page.jsonl\n"
                "  entente read --train page.reviewed.jsonl --model weights.bin -o my.bin\n"
                "  zcat pages.jsonl.gz | entente read --align --json -",
    .options = options,
    .parse = parse,
    .run = run};
