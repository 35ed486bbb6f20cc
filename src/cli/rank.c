/* SPDX-License-Identifier: Apache-2.0 */
/* entente rank: pairs of a year by a column. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "cli/cli.h"

enum { KEY_YEAR = 1, KEY_WITH, KEY_BY, KEY_JSON, KEY_ASCENDING };

struct settings {
    cli_common common;
    const char *year, *with, *by;
    long count;
    bool json, ascending;
};

static const struct argp_option options[] = {
    {"year", KEY_YEAR, "Y", 0, "The year", 0},
    {"with", KEY_WITH, "A", 0, "Only pairs with this actor", 0},
    {"by", KEY_BY, "COL", 0, "Column to rank by (default: agreements_force)", 0},
    {"count", 'n', "N", 0, "How many to print (default: 20; 0: all)", 0},
    {"ascending", KEY_ASCENDING, 0, 0, "Lowest values first", 0},
    {"json", KEY_JSON, 0, 0, "Machine-readable output", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    char *end = NULL;
    switch (key) {
    case KEY_YEAR:
        settings->year = argument;
        return 0;
    case KEY_WITH:
        settings->with = argument;
        return 0;
    case KEY_BY:
        settings->by = argument;
        return 0;
    case 'n':
        settings->count = strtol(argument, &end, 10);
        if (*end != '\0' || end == argument || settings->count < 0)
            argp_error(state, "-n: expected a number, found '%s'", argument);
        return 0;
    case KEY_ASCENDING:
        settings->ascending = true;
        return 0;
    case KEY_JSON:
        settings->json = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "unexpected argument '%s'", argument);
        return 0;
    case ARGP_KEY_END:
        if (settings->year == NULL) argp_error(state, "expected --year");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A pair with its value. */
struct entry {
    ent_actor actor1, actor2;
    double value;
};

/* The ranking of one year. */
struct ranking {
    int year;
    const ent_column *column;
    bool directed;
    struct entry *entries;
    double *values; /* of all pairs of the year, for ranks */
    size_t count, all;
};

static int descending(const void *a, const void *b) {
    const struct entry *x = a;
    const struct entry *y = b;
    if (x->value != y->value) return x->value < y->value ? 1 : -1;
    if (x->actor1 != y->actor1) return x->actor1 < y->actor1 ? -1 : 1;
    return (x->actor2 > y->actor2) - (x->actor2 < y->actor2);
}

static int ascending(const void *a, const void *b) {
    const struct entry *x = a;
    const struct entry *y = b;
    return x->value != y->value ? -descending(a, b) : descending(a, b);
}

/* A column about one of the two is ranked over ordered pairs: its name ends in a digit. */
static bool is_directed(const ent_column *column) {
    char last = column->name[strlen(column->name) - 1];
    return last == '1' || last == '2';
}

static bool is_with(const ent_actor_ref *with, ent_actor actor) {
    for (int k = 0; k < with->count; k++)
        if (with->actor[k] == actor) return true;
    return false;
}

/* Compute the column for all pairs; keep those with a value and, if asked, with the actor. */
static ent_status collect(const ent_slice *slice, size_t column, const ent_actor_ref *with,
                          struct ranking *ranking, ent_error *err) {
    ent_unit unit = ranking->directed ? ENT_UNIT_DIRECTED : ENT_UNIT_DYAD;
    ent_pairs pairs = {0};
    ent_status status = ent_pairs_of(slice, unit, NULL, 0, &pairs, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&ranking->values, pairs.count, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&ranking->entries, pairs.count, sizeof(struct entry), err);
    if (status == ENT_OK)
        status = ent_columns_compute(slice, unit, &pairs, &column, 1, &ranking->values, err);
    ranking->all = pairs.count;
    for (size_t p = 0; p < pairs.count && status == ENT_OK; p++) {
        struct entry entry = {slice->actor[pairs.i[p]], slice->actor[pairs.j[p]],
                              ranking->values[p]};
        if (ent_is_missing(entry.value)) continue;
        if (with->count > 0 && !is_with(with, entry.actor1) && !is_with(with, entry.actor2))
            continue;
        ranking->entries[ranking->count++] = entry;
    }
    ent_pairs_free(&pairs);
    return status;
}

static ent_status read_year(const struct settings *settings, int *year, ent_error *err) {
    int last = 0;
    ent_status status = cli_years(settings->year, year, &last, err);
    if (status == ENT_OK && last != *year)
        return ent_fail(err, ENT_ERR_USAGE, "--year: expected one year, found '%s'",
                        settings->year);
    return status;
}

static ent_status rank_year(const struct settings *settings, ent_store *store,
                            const ent_actors *actors, struct ranking *ranking, ent_error *err) {
    ent_loader *loader = NULL;
    const ent_slice *slice = NULL;
    ent_actor_ref with = {0};
    size_t column = 0;
    ent_status status = ent_column_find(ENT_UNIT_DYAD, settings->by, &column, err);
    if (status == ENT_OK && settings->with != NULL)
        status = ent_actor_find(actors, settings->with, &with, err);
    if (status != ENT_OK) return status;
    ranking->column = ent_column_at(ENT_UNIT_DYAD, column);
    ranking->directed = is_directed(ranking->column);
    if (ranking->column->needs & ENT_NEED_DEPTH)
        status = cli_need_depth(&settings->common, store, actors, err);
    if (status == ENT_OK)
        status = ent_loader_new(&loader, store, actors, ENT_COW, ranking->column->needs, err);
    if (status == ENT_OK) status = ent_loader_year(loader, ranking->year, &slice, err);
    if (status == ENT_OK) status = collect(slice, column, &with, ranking, err);
    ent_loader_free(loader);
    if (status == ENT_OK && ranking->count == 0)
        status = ent_fail(err, ENT_ERR_NOT_FOUND,
                          "no pair has a value of %s in %d: no source in the store covers it",
                          ranking->column->name, ranking->year);
    if (status == ENT_OK)
        qsort(ranking->entries, ranking->count, sizeof *ranking->entries,
              settings->ascending ? ascending : descending);
    return status;
}

static void print_text(const struct ranking *ranking, const ent_actors *actors, size_t count) {
    printf("%s, %d: %s\n", ranking->column->name, ranking->year, ranking->column->label);
    printf("%6s  %-58s %14s %11s\n", "rank", "pair", "value", "percentile");
    size_t of = 0;
    for (size_t e = 0; e < count; e++) {
        const struct entry *entry = &ranking->entries[e];
        ent_rank rank = ent_rank_of(entry->value, ranking->values, ranking->all);
        char pair[256];
        snprintf(pair, sizeof pair, "%s %s %s",
                 ent_actor_name(actors, entry->actor1, ENT_EN, ranking->year),
                 ranking->directed ? "->" : "-",
                 ent_actor_name(actors, entry->actor2, ENT_EN, ranking->year));
        printf("%6zu  %-58s %14.6g %11.1f\n", rank.rank, pair, entry->value, rank.percentile);
        of = rank.of;
    }
    printf("ranks are among the %zu %spairs with a value\n", of,
           ranking->directed ? "ordered " : "");
}

static json_t *actor_json(const ent_actors *actors, ent_actor actor, int year) {
    return json_pack("{s:i, s:s, s:s}", "cow", ent_actor_cow(actor), "iso3",
                     ent_actor_iso3(actors, actor, year), "name",
                     ent_actor_name(actors, actor, ENT_EN, year));
}

static void print_json(const struct ranking *ranking, const ent_actors *actors, size_t count) {
    json_t *pairs = json_array();
    for (size_t e = 0; e < count; e++) {
        const struct entry *entry = &ranking->entries[e];
        ent_rank rank = ent_rank_of(entry->value, ranking->values, ranking->all);
        json_array_append_new(
            pairs, json_pack("{s:I, s:o, s:o, s:f, s:f, s:I, s:I}", "rank", (json_int_t)rank.rank,
                             "actor1", actor_json(actors, entry->actor1, ranking->year), "actor2",
                             actor_json(actors, entry->actor2, ranking->year), "value",
                             entry->value, "percentile", rank.percentile, "ties",
                             (json_int_t)rank.ties, "of", (json_int_t)rank.of));
    }
    json_t *root = json_pack("{s:s, s:s, s:i, s:b, s:o}", "column", ranking->column->name, "label",
                             ranking->column->label, "year", ranking->year, "directed",
                             ranking->directed, "pairs", pairs);
    json_dumpf(root, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(root);
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {.by = "agreements_force", .count = 20};
    struct ranking ranking = {0};
    ent_error err = {0};
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    cli_parse(command, argc, argv, &settings);
    ent_status status = read_year(&settings, &ranking.year, &err);
    if (status == ENT_OK) status = cli_open(&settings.common, &store, &actors, &err);
    if (status == ENT_OK) status = rank_year(&settings, store, actors, &ranking, &err);
    size_t count = ranking.count;
    if (settings.count > 0 && (size_t)settings.count < count) count = (size_t)settings.count;
    if (status == ENT_OK) (settings.json ? print_json : print_text)(&ranking, actors, count);
    free(ranking.entries);
    free(ranking.values);
    ent_actors_free(actors);
    ent_store_close(store);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_rank = {
    .name = "rank",
    .arguments = "--year Y",
    .summary = "Rank the pairs of a year by any column, or one actor's partners",
    .details =
        "Pairs without a value are left out. Pairs of equal value share a rank and are ordered "
        "by code. Columns about one of the two (arms_12, trade_dep1 ...) are ranked over "
        "ordered pairs.",
    .examples = "  entente rank --year 2010 --by exercises -n 10\n"
                "  entente rank --year 2000 --by arms_12 --with China\n"
                "  entente rank --year 2000 --by alliance_s_abs --with RUS --json",
    .options = options,
    .parse = parse,
    .run = run};
