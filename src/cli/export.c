/* SPDX-License-Identifier: Apache-2.0 */
/* entente export SOURCE -o FOLDER: a source of the store in tidy form. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "panel/output.h"

enum { KEY_AMONG = 1 };

struct settings {
    cli_common common;
    const char *source, *among, *folder;
};

static const struct argp_option options[] = {
    {"among", KEY_AMONG, "A,B,...", 0, "Only flows among these actors, and coverage to match", 0},
    {"output", 'o', "FOLDER", 0, "Where the files go; made if it does not exist", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_AMONG:
        settings->among = argument;
        return 0;
    case 'o':
        settings->folder = argument;
        return 0;
    case ARGP_KEY_ARG:
        if (settings->source != NULL) argp_error(state, "expected one source");
        settings->source = argument;
        return 0;
    case ARGP_KEY_END:
        if (settings->source == NULL || settings->folder == NULL)
            argp_error(state, "expected SOURCE and -o FOLDER");
        if (settings->among != NULL && settings->source != NULL &&
            strcmp(settings->source, ENT_CLAIM_SOURCE) == 0)
            argp_error(state, "--among: claims are exported whole");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Make the folder and those above it. @made: it did not exist. */
static ent_status make_folder(const char *folder, bool *made_it, ent_error *err) {
    char *path = strdup(folder);
    if (path == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    bool made = true;
    for (char *slash = strchr(path + 1, '/'); slash != NULL && made;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        made = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
    }
    *made_it = made && mkdir(path, 0777) == 0;
    made = made && (*made_it || errno == EEXIST);
    free(path);
    if (made) return ENT_OK;
    return ent_fail(err, ENT_ERR_IO, "%s: cannot make the folder: %s", folder, strerror(errno));
}

static ent_status write_line(void *context, const char *line, ent_error *err) {
    ent_status status = ent_output_write(context, line, strlen(line), err);
    return status == ENT_OK ? ent_output_write(context, "\n", 1, err) : status;
}

/* Claims go as the lines they came as, for 'entente accept'. */
static ent_status write_claims(ent_store *store, const char *folder, ent_error *err) {
    ent_output *output = NULL;
    size_t size = strlen(folder) + sizeof "/claims.jsonl";
    char *path = malloc(size);
    if (path == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    snprintf(path, size, "%s/claims.jsonl", folder);
    ent_status status = ent_output_open(&output, path, err);
    free(path);
    if (status != ENT_OK) return status;
    status = ent_store_claim_lines(store, write_line, output, err);
    if (status == ENT_OK) return ent_output_close(output, err);
    ent_output_discard(output);
    return status;
}

static ent_status write_source(const struct settings *settings, ent_store *store,
                               const ent_actor *only, size_t count, ent_error *err) {
    if (strcmp(settings->source, ENT_CLAIM_SOURCE) == 0)
        return write_claims(store, settings->folder, err);
    return ent_tidy_write(store, settings->source, settings->folder, only, count, err);
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    ent_error err = {0};
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_actor *only = NULL;
    size_t count = 0;
    bool made = false;
    cli_parse(command, argc, argv, &settings);
    ent_status status = cli_open(&settings.common, &store, &actors, &err);
    if (status == ENT_OK && settings.among != NULL)
        status = cli_actors(actors, settings.among, &only, &count, &err);
    if (status == ENT_OK) status = make_folder(settings.folder, &made, &err);
    if (status == ENT_OK) status = write_source(&settings, store, only, count, &err);
    if (status != ENT_OK && made) rmdir(settings.folder);
    free(only);
    ent_actors_free(actors);
    ent_store_close(store);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_export = {
    .name = "export",
    .arguments = "SOURCE -o FOLDER",
    .summary = "Write a source of the store in tidy form",
    .details =
        "The tidy form is one compressed CSV file per table; 'entente import tidy FOLDER' reads "
        "it back. Equal rows give equal bytes. The embedded dataset is made of such folders.\n\n"
        "The source 'claims' is written as claims.jsonl, rejected candidates included; 'entente "
        "accept' reads it back.",
    .examples = "  entente export atop -o tidy/atop\n"
                "  entente export --db my.db sipri-tiv --among CHN,RUS,IND -o tidy/sipri-tiv",
    .options = options,
    .parse = parse,
    .run = run};
