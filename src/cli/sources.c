/* SPDX-License-Identifier: Apache-2.0 */
/* entente sources: what the store holds. */
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "cli/cli.h"

enum { KEY_JSON = 1 };

struct settings {
    cli_common common;
    bool json;
};

static const struct argp_option options[] = {{"json", KEY_JSON, 0, 0, "Machine-readable output", 0},
                                             {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    (void)argument;
    switch (key) {
    case KEY_JSON:
        settings->json = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "expected no arguments");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What both callbacks write to. */
struct listing {
    json_t *sources; /* array of objects, by name */
    const ent_actors *actors;
};

static ent_status keep_source(void *context, const ent_source_info *row, ent_error *err) {
    struct listing *listing = context;
    json_t *source = json_pack(
        "{s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:[]}", "name", row->source.name, "version",
        row->source.version, "title", row->source.title, "rows", (json_int_t)row->rows, "licence",
        row->source.licence, "url", row->source.url, "citation", row->source.citation, "coverage");
    if (source != NULL && row->year1 != 0)
        json_object_set_new(source, "years", json_pack("[i, i]", row->year1, row->year2));
    if (source == NULL || json_array_append_new(listing->sources, source) != 0)
        return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    return ENT_OK;
}

static json_t *find_source(json_t *sources, const char *name) {
    size_t index = 0;
    json_t *source = NULL;
    json_array_foreach(sources, index, source) {
        if (strcmp(json_string_value(json_object_get(source, "name")), name) == 0) return source;
    }
    return NULL;
}

static ent_status keep_coverage(void *context, const ent_coverage *row, ent_error *err) {
    static const char *const scopes[] = {"all", "from", "one", "both"};
    struct listing *listing = context;
    json_t *source = find_source(listing->sources, row->source);
    json_t *coverage =
        json_pack("{s:s, s:[i, i], s:s, s:[]}", "kind", ent_kind_name(row->kind), "years",
                  row->year1, row->year2, "scope", scopes[row->scope], "actors");
    if (source == NULL || coverage == NULL ||
        json_array_append_new(json_object_get(source, "coverage"), coverage) != 0)
        return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    for (size_t a = 0; a < row->actor_count; a++)
        json_array_append_new(json_object_get(coverage, "actors"), json_integer(row->actors[a]));
    return ENT_OK;
}

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

static int year_of(const json_t *object, size_t which) {
    return (int)json_integer_value(json_array_get(json_object_get(object, "years"), which));
}

/* " (all pairs)", " (pairs with Russia)", " (from 126 states)" … */
static void print_scope(const json_t *coverage, const ent_actors *actors) {
    const char *scope = text_of(coverage, "scope");
    const json_t *list = json_object_get(coverage, "actors");
    size_t count = json_array_size(list);
    if (strcmp(scope, "all") == 0) return;
    printf(strcmp(scope, "from") == 0  ? ", from "
           : strcmp(scope, "one") == 0 ? ", with "
                                       : ", among ");
    for (size_t a = 0; a < count && count <= 10; a++)
        printf("%s%s", a > 0 ? ", " : "",
               ent_actor_name(actors, (ent_actor)json_integer_value(json_array_get(list, a)),
                              ENT_EN, 0));
    if (count > 10) printf("%zu states", count);
}

static bool is_pair(const json_t *coverage) {
    return strcmp(text_of(coverage, "scope"), "both") == 0 &&
           json_array_size(json_object_get(coverage, "actors")) == 2;
}

/* The statements of a source, one a line, save that those on single pairs are summed up: a list
 * that is not complete has one for each pair and run of years it names. */
static void print_coverage(const json_t *statements, const ent_actors *actors) {
    size_t index = 0;
    size_t pairs = 0;
    int first = INT_MAX;
    int last = INT_MIN;
    const char *kind = "";
    json_t *coverage = NULL;
    json_array_foreach(statements, index, coverage) {
        if (is_pair(coverage)) {
            pairs++;
            kind = text_of(coverage, "kind");
            first = year_of(coverage, 0) < first ? year_of(coverage, 0) : first;
            last = year_of(coverage, 1) > last ? year_of(coverage, 1) : last;
            continue;
        }
        printf("%17s covers %s %d-%d", "", text_of(coverage, "kind"), year_of(coverage, 0),
               year_of(coverage, 1));
        print_scope(coverage, actors);
        printf("\n");
    }
    if (pairs > 0)
        printf("%17s covers %s %d-%d, %zu single pairs and spans of years only (--json lists "
               "them)\n",
               "", kind, first, last, pairs);
}

static void print_text(const struct listing *listing) {
    size_t index = 0;
    json_t *source = NULL;
    json_array_foreach(listing->sources, index, source) {
        printf("%-17s %s, version %s, %lld rows\n", text_of(source, "name"),
               text_of(source, "title"), text_of(source, "version"),
               (long long)json_integer_value(json_object_get(source, "rows")));
        print_coverage(json_object_get(source, "coverage"), listing->actors);
        printf("%17s terms: %s\n", "", text_of(source, "licence"));
    }
    if (json_array_size(listing->sources) == 0) puts("the store holds no sources yet");
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    ent_error err = {0};
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    cli_parse(command, argc, argv, &settings);
    struct listing listing = {.sources = json_array()};
    ent_status status = cli_open(&settings.common, &store, &actors, &err);
    listing.actors = actors;
    if (status == ENT_OK) status = ent_store_sources(store, keep_source, &listing, &err);
    if (status == ENT_OK)
        status = ent_store_coverage(store, ENT_KINDS, keep_coverage, &listing, &err);
    if (status == ENT_OK && settings.json) {
        json_t *root = json_pack("{s:O}", "sources", listing.sources);
        json_dumpf(root, stdout, JSON_INDENT(2) | JSON_SORT_KEYS);
        putchar('\n');
        json_decref(root);
    } else if (status == ENT_OK) {
        print_text(&listing);
    }
    json_decref(listing.sources);
    ent_actors_free(actors);
    ent_store_close(store);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_sources = {
    .name = "sources",
    .arguments = "",
    .summary = "List what the store holds: sources, rows, years, coverage, terms",
    .details =
        "Coverage says for which kind of evidence, years and pairs a source speaks: outside it "
        "values are missing, inside it no record means 0.",
    .examples = "  entente sources\n  entente sources --db my.db --json",
    .options = options,
    .parse = parse,
    .run = run};
