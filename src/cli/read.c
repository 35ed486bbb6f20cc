/* SPDX-License-Identifier: Apache-2.0 */
/* entente read: candidate evidence in pages of text; what translates what. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/align_print.h"
#include "cli/cli.h"
#include "cli/read_print.h"
#include "cli/read_review.h"
#include "cli/read_train.h"

enum {
    KEY_ALIGN = 1,
    KEY_ALL,
    KEY_DATE,
    KEY_FORM,
    KEY_JSON,
    KEY_JSONL,
    KEY_LANG,
    KEY_MODEL,
    KEY_REVIEW,
    KEY_REVIEWER,
    KEY_STREAM,
    KEY_TRAIN
};

struct settings {
    cli_common common;
    bool align, json, jsonl, all, train;
    ent_page_form form;
    ent_language language;
    ent_date date;
    const char *model, *review, *reviewer, *output;
    char **paths;
    int count;
};

static const struct argp_option options[] = {
    {"align", KEY_ALIGN, 0, 0, "Print each page beside its translation instead", 0},
    {"all", KEY_ALL, 0, 0, "Keep sentences that most likely tell of nothing between two actors", 0},
    {"date", KEY_DATE, "DATE", 0, "Date of pages that bear none: YYYY, YYYY-MM or YYYY-MM-DD", 0},
    {"form", KEY_FORM, "FORM", 0, "text, html or jsonl (default: told by how the file begins)", 0},
    {"json", KEY_JSON, 0, 0, "With --align: one JSON object a page, one page a line", 0},
    {"jsonl", KEY_JSONL, 0, 0, "One JSON object a candidate, one candidate a line", 0},
    {"lang", KEY_LANG, "LANG", 0, "Names of states in en or zh (default: en)", 0},
    {"model", KEY_MODEL, "FILE", 0, "Weights to read with (default: those shipped)", 0},
    {"output", 'o', "FILE", 0,
     "Where decisions (default: FILE.reviewed.jsonl) or adapted weights are written", 0},
    {"review", KEY_REVIEW, "FILE", 0, "Walk through the candidates of FILE and decide on each", 0},
    {"reviewer", KEY_REVIEWER, "NAME", 0, "Who decides (default: the user's name)", 0},
    {"stream", KEY_STREAM, 0, 0, "Pages are JSON lines: the same as --form jsonl", 0},
    {"train", KEY_TRAIN, 0, 0, "Adapt the weights to the decided candidates of the files", 0},
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

static bool find_language(const char *name, ent_language *language) {
    *language = strcmp(name, "zh") == 0 ? ENT_ZH : ENT_EN;
    return *language == ENT_ZH || strcmp(name, "en") == 0;
}

static error_t parse_value(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    if (key == KEY_FORM && !find_form(argument, &settings->form))
        argp_error(state, "--form: expected text, html or jsonl, found '%s'", argument);
    if (key == KEY_DATE && !ent_date_parse(argument, &settings->date))
        argp_error(state, "--date: expected YYYY, YYYY-MM or YYYY-MM-DD, found '%s'", argument);
    if (key == KEY_LANG && !find_language(argument, &settings->language))
        argp_error(state, "--lang: expected en or zh, found '%s'", argument);
    if (key == KEY_MODEL) settings->model = argument;
    if (key == KEY_REVIEW) settings->review = argument;
    if (key == KEY_REVIEWER) settings->reviewer = argument;
    if (key == 'o') settings->output = argument;
    return 0;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_ALIGN:
        settings->align = true;
        return 0;
    case KEY_ALL:
        settings->all = true;
        return 0;
    case KEY_JSON:
        settings->json = true;
        return 0;
    case KEY_JSONL:
        settings->jsonl = true;
        return 0;
    case KEY_TRAIN:
        settings->train = true;
        return 0;
    case KEY_STREAM:
        settings->form = ENT_PAGE_LINES;
        return 0;
    case KEY_DATE:
    case KEY_FORM:
    case KEY_LANG:
    case KEY_MODEL:
    case KEY_REVIEW:
    case KEY_REVIEWER:
    case 'o':
        return parse_value(key, argument, state);
    case ARGP_KEY_ARGS:
        settings->paths = state->argv + state->next;
        settings->count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END:
        if (settings->train && (settings->count == 0 || settings->output == NULL))
            argp_error(state, "--train: expected FILE... and -o WEIGHTS");
        if (settings->json && !settings->align)
            argp_error(state, "--json goes with --align; candidates are lines of JSON: --jsonl");
        if (settings->align && (settings->jsonl || settings->all))
            argp_error(state, "--align goes with neither --jsonl nor --all");
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

/* What reading needs; with --align only pages and the aligner. */
struct tools {
    ent_page_reader *pages;
    ent_aligner *aligner;
    ent_actors *actors;
    ent_namer *namer;
    ent_lexicon *lexicon;
    ent_reader_model *model;
    ent_reader *reader;
};

static ent_status load_model(const struct settings *settings, ent_reader_model **model,
                             ent_error *err) {
    char beside[CLI_PATH];
    const char *path = settings->model;
    if (path == NULL) path = cli_beside_program("reader.bin", beside);
    if (path == NULL)
        return ent_fail(err, ENT_ERR_IO,
                        "the reader's weights (reader.bin) are not installed beside the program: "
                        "name them with --model");
    return ent_reader_model_load(model, path, NULL, 0, err);
}

static ent_status make_tools(const struct settings *settings, struct tools *tools, ent_error *err) {
    ent_status status = ent_page_reader_new(&tools->pages, err);
    if (status == ENT_OK && settings->align) return ent_aligner_new(&tools->aligner, err);
    if (status == ENT_OK) status = load_model(settings, &tools->model, err);
    if (status == ENT_OK) status = ent_actors_new(&tools->actors, err);
    if (status == ENT_OK) status = ent_namer_new(tools->actors, &tools->namer, err);
    if (status == ENT_OK) status = ent_lexicon_new(&tools->lexicon, err);
    if (status != ENT_OK) return status;
    ent_reader_tables tables = {tools->actors, tools->namer, tools->lexicon, tools->model};
    return ent_reader_new(&tools->reader, &tables, err);
}

static void free_tools(struct tools *tools) {
    ent_reader_free(tools->reader);
    ent_reader_model_free(tools->model);
    ent_lexicon_free(tools->lexicon);
    ent_namer_free(tools->namer);
    ent_actors_free(tools->actors);
    ent_aligner_free(tools->aligner);
    ent_page_reader_free(tools->pages);
}

static ent_status print_lines(const struct tools *tools, const ent_document *document,
                              const ent_findings *findings, ent_error *err) {
    for (size_t i = 0; i < findings->count; i++) {
        const char *line = NULL;
        size_t length = 0;
        ent_status status =
            ent_finding_json(tools->reader, document, &findings->list[i], &line, &length, err);
        if (status != ENT_OK) return status;
        fwrite(line, 1, length, stdout);
        putchar('\n');
    }
    return ENT_OK;
}

/* A page of which nothing could be read is named, once. */
static void say_if_foreign(const ent_document *page, const ent_findings *findings) {
    if (findings->foreign > 0 && page->sentence_count == 0)
        fprintf(stderr, "entente: %s: in another language than English and Chinese, skipped\n",
                page->id);
}

static ent_status print_findings(const struct settings *settings, const struct tools *tools,
                                 const ent_document *document, ent_error *err) {
    ent_document page = *document;
    ent_read_options how = ent_read_defaults();
    const ent_findings *findings = NULL;
    how.all = settings->all;
    if (page.date.year == 0) page.date = settings->date;
    ent_status status = ent_read(tools->reader, &page, &how, &findings, err);
    if (status != ENT_OK) return status;
    say_if_foreign(&page, findings);
    if (settings->jsonl) return print_lines(tools, &page, findings, err);
    cli_print_findings(tools->actors, &page, findings, settings->language, find_width());
    return ENT_OK;
}

static ent_status print_page(const struct settings *settings, const struct tools *tools,
                             const ent_document *document, ent_error *err) {
    const ent_alignment *alignment = NULL;
    if (!settings->align) return print_findings(settings, tools, document, err);
    ent_status status = ent_align(tools->aligner, document, &alignment, err);
    if (status != ENT_OK) return status;
    return settings->json ? cli_print_aligned_json(document, alignment, err)
                          : cli_print_aligned(document, alignment, find_width(), err);
}

/* Every page of a file. A bad line of a stream is named, and the next one is read. */
static int read_file(const struct settings *settings, const struct tools *tools, const char *path) {
    ent_error err = {0};
    int result = CLI_DONE;
    if (ent_page_open(tools->pages, path, settings->form, &err) != ENT_OK) return cli_fail(&err);
    for (const ent_document *page = NULL;;) {
        ent_status status = ent_page_next(tools->pages, &page, &err);
        if (status == ENT_OK && page == NULL) return result;
        if (status == ENT_OK) status = print_page(settings, tools, page, &err);
        if (status != ENT_OK) result = cli_fail(&err);
        if (status == ENT_ERR_MEMORY || ferror(stdout)) return result;
    }
}

static int train(const struct settings *settings) {
    ent_reader_model *model = NULL;
    ent_error err = {0};
    if (load_model(settings, &model, &err) != ENT_OK) return cli_fail(&err);
    int result = cli_train(model, settings->paths, settings->count, settings->output);
    ent_reader_model_free(model);
    return result;
}

static int run(const cli_command *command, int argc, char **argv) {
    static char standard_input[] = "-";
    struct settings settings = {0};
    struct tools tools = {0};
    ent_error err = {0};
    int result = CLI_DONE;
    cli_parse(command, argc, argv, &settings);
    if (settings.review != NULL)
        return cli_review(settings.review, settings.output, settings.reviewer);
    if (settings.train) return train(&settings);
    ent_status status = make_tools(&settings, &tools, &err);
    if (status != ENT_OK) result = cli_fail(&err);
    if (status == ENT_OK && settings.count == 0)
        result = read_file(&settings, &tools, standard_input);
    for (int i = 0; i < settings.count && status == ENT_OK; i++) {
        int one = read_file(&settings, &tools, settings.paths[i]);
        if (one != CLI_DONE) result = one;
    }
    free_tools(&tools);
    return result;
}

const cli_command cli_read = {
    .name = "read",
    .arguments = "[FILE...]",
    .summary = "Find candidate evidence in text, English and Chinese",
    .details =
        "Prints what pages claim: who did what to (or with) whom, when and how much, in which "
        "words, "
        "and who says so, each with the probabilities of what kind of evidence it is. These are "
        "candidates: nothing is decided, and nothing enters a store. A statement and its "
        "translation on the same page are one candidate.\n\n"
        "With --review a person walks through the candidates of a file of JSON lines and decides "
        "on "
        "each; 'entente accept' puts the decisions into a store. With --train the weights are "
        "adapted to decided candidates and written to the file of -o.\n\n"
        "A FILE is plain text or HTML in UTF-8, UTF-16 or GB18030, gzip or not: one page; or JSON "
        "lines with the fields text and, where known, id, date, title and url: a page a line. "
        "Without FILE, or for -, standard input is read. Paragraphs in a third language are said "
        "to be skipped. A line that cannot be read is named, the rest is read, and the exit status "
        "is 1.\n\n"
        "With --jsonl each candidate is a line; memory does not grow with the stream. With --align "
        "each page is printed with its English left and its Chinese right, sentence by sentence, "
        "and then what lacks a translation in either direction.",
    .examples = "  entente read page.txt\n"
                "  entente read --date 2018-11-16 --all page.html\n"
                "  zcat pages.jsonl.gz | entente read --stream --jsonl - > candidates.jsonl\n"
                "  entente read --align page.txt\n"
                "  entente read --align --json saved.html",
    .options = options,
    .parse = parse,
    .run = run};
