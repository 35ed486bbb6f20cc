/* SPDX-License-Identifier: Apache-2.0 */
/* entente import SOURCE FILE...: official files into the store. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "cli/cli.h"

enum { KEY_SKIP_BAD = 1, KEY_LIST };

struct settings {
    cli_common common;
    bool skip_bad, list;
    char **arguments;
    int count;
};

static const struct argp_option options[] = {
    {"skip-bad", KEY_SKIP_BAD, 0, 0, "Leave out rows that cannot be read, and list them", 0},
    {"list", KEY_LIST, 0, 0, "List the sources that can be imported, and the files they expect", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    (void)argument;
    switch (key) {
    case KEY_SKIP_BAD:
        settings->skip_bad = true;
        return 0;
    case KEY_LIST:
        settings->list = true;
        return 0;
    case ARGP_KEY_ARGS:
        settings->arguments = state->argv + state->next;
        settings->count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END:
        if (!settings->list && settings->count < 2) argp_error(state, "expected SOURCE and FILE");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void print_line(void *context, const char *text) {
    (void)context;
    fprintf(stderr, "entente: %s\n", text);
}

static void print_bad(void *context, const char *text) {
    (void)context;
    fprintf(stderr, "entente: left out: %s\n", text);
}

static void print_progress(void *context, const char *file, int64_t rows) {
    (void)context;
    fprintf(stderr, "\r%s: %lld rows\033[K", file, (long long)rows);
}

static int list_importers(void) {
    for (size_t i = 0; ent_importer_at(i) != NULL; i++)
        printf("%-17s %s\n", ent_importer_at(i)->name, ent_importer_at(i)->reads);
    printf("%-17s %s\n", "tidy", "folders that 'entente export' wrote, each replacing its source");
    return CLI_DONE;
}

static void print_result(const char *source, const ent_import_result *result) {
    if (cli_shows_progress()) fputs("\r\033[K", stderr);
    if (result->unchanged) {
        printf("%s: unchanged, the same files were imported before\n", source);
        return;
    }
    printf("%s: %lld rows", source, (long long)result->rows);
    if (result->skipped > 0) printf(", %lld bad rows left out", (long long)result->skipped);
    putchar('\n');
}

/* Folders in tidy form, each a source and a transaction of its own. */
static ent_status import_folders(const struct settings *settings, ent_import_result *result,
                                 ent_error *err) {
    ent_store *store = NULL;
    ent_import_result all = {.unchanged = true};
    ent_status status = ent_store_open(&store, settings->common.db, ENT_STORE_WRITE, err);
    for (int i = 1; i < settings->count && status == ENT_OK; i++) {
        status = ent_tidy_read(store, settings->arguments[i], result, err);
        all.rows += result->rows;
        all.unchanged = all.unchanged && result->unchanged;
    }
    *result = all;
    ent_store_close(store);
    return status;
}

static ent_status import_all(const struct settings *settings, ent_import_result *result,
                             ent_error *err) {
    ent_store *store = NULL;
    ent_input *inputs = NULL;
    size_t count = (size_t)settings->count - 1;
    ent_import_options how = {.skip_bad = settings->skip_bad,
                              .on_bad = print_bad,
                              .on_notice = print_line,
                              .on_progress = cli_shows_progress() ? print_progress : NULL};
    ent_status status = ent_array_new((void **)&inputs, count, sizeof *inputs, err);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        inputs[i].path = settings->arguments[i + 1];
    if (status == ENT_OK)
        status = ent_store_open(&store, settings->common.db, ENT_STORE_WRITE, err);
    if (status == ENT_OK)
        status = ent_import(store, settings->arguments[0], inputs, count, &how, result, err);
    ent_store_close(store);
    free(inputs);
    return status;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    ent_error err = {0};
    ent_import_result result = {0};
    cli_parse(command, argc, argv, &settings);
    if (settings.list) return list_importers();
    if (settings.common.db == NULL) {
        ent_fail(&err, ENT_ERR_USAGE,
                 "import needs a store to write to: --db FILE or the variable ENTENTE_DB");
        return cli_fail(&err);
    }
    bool tidy = strcmp(settings.arguments[0], "tidy") == 0;
    if ((tidy ? import_folders : import_all)(&settings, &result, &err) != ENT_OK) {
        if (cli_shows_progress()) fputs("\r\033[K", stderr);
        return cli_fail(&err);
    }
    print_result(settings.arguments[0], &result);
    return CLI_DONE;
}

const cli_command cli_import = {
    .name = "import",
    .arguments = "SOURCE FILE...",
    .summary = "Read a source's official files into the store",
    .details =
        "The files may be compressed with gzip. An import is one transaction: it replaces all "
        "the source held before, or changes nothing. Importing the same files again changes "
        "nothing.\n\nA row that cannot be read ends the import with its file, line and column; "
        "with --skip-bad it is left out and listed.",
    .examples = "  entente import --list\n"
                "  entente import --db my.db cow-nmc NMC-60-abridged.csv\n"
                "  entente import --db my.db sipri-tiv TIV-Export-*.csv",
    .options = options,
    .parse = parse,
    .run = run};
