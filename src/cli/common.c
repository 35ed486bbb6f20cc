/* SPDX-License-Identifier: Apache-2.0 */
/* Options, stores and lists that several commands read. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "cli/cli.h"

enum { KEY_DB = 0x1000 };

static const struct argp_option common_options[] = {
    {"db", KEY_DB, "FILE", 0, "Store to use (default: $ENTENTE_DB, else the embedded dataset)", 10},
    {0}};

static error_t parse_common(int key, char *argument, struct argp_state *state) {
    cli_common *common = state->input;
    if (key != KEY_DB) return ARGP_ERR_UNKNOWN;
    common->db = argument;
    return 0;
}

struct parsing {
    const cli_command *command;
    void *settings;
};

/* A command's parser gets the same settings as the common one, its child. */
static error_t parse_command(int key, char *argument, struct argp_state *state) {
    struct parsing *parsing = state->input;
    if (key == ARGP_KEY_INIT) {
        state->child_inputs[0] = parsing->settings;
        return 0;
    }
    if (parsing->command->parse == NULL) return ARGP_ERR_UNKNOWN;
    state->input = parsing->settings;
    error_t result = parsing->command->parse(key, argument, state);
    state->input = parsing;
    return result;
}

char *cli_documentation(const cli_command *command) {
    ent_text text = {0};
    if (ent_text_format(&text, NULL, "%s.\v%s\n\nExamples:\n%s", command->summary, command->details,
                        command->examples) != ENT_OK)
        ent_text_free(&text);
    return text.bytes;
}

void cli_parse(const cli_command *command, int argc, char **argv, void *settings) {
    static const struct argp common = {.options = common_options, .parser = parse_common};
    const struct argp_child children[] = {{&common, 0, NULL, 0}, {0}};
    char name[64];
    snprintf(name, sizeof name, "entente %s", command->name);
    argv[0] = name;
    char *documentation = cli_documentation(command);
    struct argp argp = {.options = command->options,
                        .parser = parse_command,
                        .args_doc = command->arguments,
                        .doc = documentation,
                        .children = children};
    struct parsing parsing = {command, settings};
    error_t failed = argp_parse(&argp, argc, argv, 0, NULL, &parsing);
    free(documentation);
    argv[0] = NULL; /* the name lived on this frame */
    if (failed != 0) exit(CLI_USAGE);
    cli_common *shared = settings;
    if (shared->db == NULL) shared->db = getenv("ENTENTE_DB");
    if (shared->db != NULL && shared->db[0] == '\0') shared->db = NULL;
}

int cli_fail(const ent_error *err) {
    fprintf(stderr, "entente: %s\n", err->text);
    return err->status == ENT_ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

/* Files lie beside the program in the build tree, and under ../share where installed. */
const char *cli_beside_program(const char *name, char path[CLI_PATH]) {
    static const char *const folders[] = {"", "../share/entente/"};
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
    if (length <= 0) return NULL;
    path[length] = '\0';
    char *folder_end = strrchr(path, '/');
    if (folder_end == NULL) return NULL;
    size_t used = (size_t)(folder_end + 1 - path);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(path + used, CLI_PATH - used, "%s%s", folders[i], name);
        if (access(path, R_OK) == 0) return path;
    }
    return NULL;
}

const char *cli_embedded_store(void) {
    static char path[CLI_PATH];
    return cli_beside_program("entente.db", path);
}

ent_status cli_open(const cli_common *common, ent_store **store, ent_actors **actors,
                    ent_error *err) {
    const char *path = common->db != NULL ? common->db : cli_embedded_store();
    *store = NULL;
    *actors = NULL;
    if (path == NULL)
        return ent_fail(err, ENT_ERR_IO,
                        "the embedded dataset is not installed beside the program: name a store "
                        "with --db");
    ent_status status = ent_store_open(store, path, ENT_STORE_READ, err);
    if (status == ENT_OK) status = ent_store_actors(*store, actors, err);
    return status;
}

ent_status cli_years(const char *text, int *year1, int *year2, ent_error *err) {
    char *end = NULL;
    long first = strtol(text, &end, 10);
    long last = first;
    bool valid = end != text;
    if (valid && *end == '-') {
        const char *second = end + 1;
        last = strtol(second, &end, 10);
        valid = end != second;
    }
    if (!valid || *end != '\0' || first < 1000 || last > 2999)
        return ent_fail(err, ENT_ERR_USAGE, "years: expected A-B, such as 1950-2010, found '%.40s'",
                        text);
    if (first > last)
        return ent_fail(err, ENT_ERR_USAGE, "years are reversed: %ld-%ld", first, last);
    *year1 = (int)first;
    *year2 = (int)last;
    return ENT_OK;
}

static ent_status usual_columns(ent_unit unit, size_t *columns, size_t *count) {
    for (size_t c = 0; c < ent_column_count(unit); c++)
        if (ent_column_at(unit, c)->usual) columns[(*count)++] = c;
    return ENT_OK;
}

static ent_status named_columns(ent_unit unit, char *names, size_t *columns, size_t *count,
                                ent_error *err) {
    char *rest = NULL;
    for (char *name = strtok_r(names, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest)) {
        size_t index = 0;
        ent_status status = ent_column_find(unit, name, &index, err);
        if (status != ENT_OK) return status;
        for (size_t c = 0; c < *count; c++)
            if (columns[c] == index)
                return ent_fail(err, ENT_ERR_USAGE, "column '%s' is named twice", name);
        columns[(*count)++] = index;
    }
    if (*count == 0) return ent_fail(err, ENT_ERR_USAGE, "--with names no column");
    return ENT_OK;
}

ent_status cli_columns(ent_unit unit, const char *text, size_t **columns, size_t *count,
                       ent_error *err) {
    *count = 0;
    ent_status status =
        ent_array_new((void **)columns, ent_column_count(unit), sizeof **columns, err);
    if (status != ENT_OK) return status;
    if (text == NULL) return usual_columns(unit, *columns, count);
    char *names = strdup(text);
    if (names == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    status = named_columns(unit, names, *columns, count, err);
    free(names);
    return status;
}

static int by_actor(const void *a, const void *b) {
    ent_actor x = *(const ent_actor *)a;
    ent_actor y = *(const ent_actor *)b;
    return (x > y) - (x < y);
}

static ent_status add_lineage(const ent_actors *actors, const char *name, ent_actor **list,
                              size_t *count, size_t *capacity, ent_error *err) {
    ent_actor_ref reference = {0};
    ent_status status = ent_actor_find(actors, name, &reference, err);
    if (status == ENT_OK)
        status =
            ent_array_reserve((void **)list, capacity, *count + ENT_LINEAGE, sizeof **list, err);
    for (int k = 0; k < reference.count && status == ENT_OK; k++)
        (*list)[(*count)++] = reference.actor[k];
    return status;
}

ent_status cli_actors(const ent_actors *actors, const char *text, ent_actor **list, size_t *count,
                      ent_error *err) {
    size_t capacity = 0;
    char *rest = NULL;
    *list = NULL;
    *count = 0;
    char *names = strdup(text);
    if (names == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_status status = ENT_OK;
    for (char *name = strtok_r(names, ",", &rest); name != NULL && status == ENT_OK;
         name = strtok_r(NULL, ",", &rest))
        status = add_lineage(actors, name + strspn(name, " "), list, count, &capacity, err);
    free(names);
    if (status != ENT_OK) return status;
    if (*count == 0) return ent_fail(err, ENT_ERR_USAGE, "--actors names no actor");
    qsort(*list, *count, sizeof **list, by_actor);
    size_t unique = 1;
    for (size_t i = 1; i < *count; i++)
        if ((*list)[i] != (*list)[unique - 1]) (*list)[unique++] = (*list)[i];
    *count = unique;
    return ENT_OK;
}

bool cli_shows_progress(void) {
    return isatty(STDERR_FILENO) == 1;
}
