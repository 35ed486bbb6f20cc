/* SPDX-License-Identifier: Apache-2.0 */
/* entente panel: state-years and dyad-years as a file. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { KEY_UNIT = 1, KEY_YEARS, KEY_ACTORS, KEY_WITH, KEY_CODES, KEY_SYSTEM, KEY_COLUMNS };

struct settings {
    cli_common common;
    const char *unit, *years, *actors, *with, *codes, *system, *output;
    bool list;
};

static const struct argp_option options[] = {
    {"unit", KEY_UNIT, "UNIT", 0, "dyad (default), directed or state", 0},
    {"years", KEY_YEARS, "A-B", 0, "First and last year", 0},
    {"actors", KEY_ACTORS, "A,B,...", 0,
     "Only these actors and the pairs among them (codes or names)", 0},
    {"with", KEY_WITH, "COL,...", 0, "Columns, in this order (default: the usual ones)", 0},
    {"codes", KEY_CODES, "CODES", 0, "How actors are written: cow (default), gw or iso3", 0},
    {"system", KEY_SYSTEM, "SYSTEM", 0, "Whose membership: cow (default) or gw", 0},
    {"output", 'o', "FILE", 0,
     ".csv, .csv.gz, .dta or .sav by its ending; - is CSV on standard output", 0},
    {"columns", KEY_COLUMNS, 0, 0, "List the unit's columns and what they hold", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_UNIT:
        settings->unit = argument;
        return 0;
    case KEY_YEARS:
        settings->years = argument;
        return 0;
    case KEY_ACTORS:
        settings->actors = argument;
        return 0;
    case KEY_WITH:
        settings->with = argument;
        return 0;
    case KEY_CODES:
        settings->codes = argument;
        return 0;
    case KEY_SYSTEM:
        settings->system = argument;
        return 0;
    case 'o':
        settings->output = argument;
        return 0;
    case KEY_COLUMNS:
        settings->list = true;
        return 0;
    case ARGP_KEY_END:
        if (!settings->list && (settings->years == NULL || settings->output == NULL))
            argp_error(state, "expected --years and -o");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The place of a word in a NULL-terminated list, or USAGE. */
static ent_status choose(const char *option, const char *word, const char *const *words,
                         int *choice, ent_error *err) {
    *choice = 0;
    if (word == NULL) return ENT_OK;
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], word) != 0) continue;
        *choice = i;
        return ENT_OK;
    }
    return ent_fail(err, ENT_ERR_USAGE, "--%s: expected %s or %s%s%s, found '%.40s'", option,
                    words[0], words[1], words[2] != NULL ? " or " : "",
                    words[2] != NULL ? words[2] : "", word);
}

static ent_status read_choices(const struct settings *settings, ent_dataset *dataset,
                               ent_error *err) {
    static const char *const units[] = {"dyad", "directed", "state", NULL};
    static const char *const codes[] = {"cow", "gw", "iso3", NULL};
    int choice = 0;
    ent_status status = choose("unit", settings->unit, units, &choice, err);
    dataset->unit = (ent_unit)choice;
    if (status == ENT_OK) status = choose("codes", settings->codes, codes, &choice, err);
    dataset->codes = (ent_codes)choice;
    static const char *const systems[] = {"cow", "gw", NULL};
    if (status == ENT_OK) status = choose("system", settings->system, systems, &choice, err);
    dataset->system = (ent_system)choice;
    return status;
}

static void show_progress(void *context, int year, size_t rows, size_t of) {
    (void)context;
    fprintf(stderr, "\r%d: %zu of %zu rows\033[K", year, rows, of);
}

static int list_columns(ent_unit unit) {
    for (size_t c = 0; c < ent_column_count(unit); c++) {
        const ent_column *column = ent_column_at(unit, c);
        printf("%-22s %s%s\n%22s %s\n", column->name, column->label,
               column->usual ? "" : " (only when named)", "", column->note);
    }
    return CLI_DONE;
}

static ent_status write_panel(const struct settings *settings, ent_dataset *dataset, size_t *rows,
                              ent_error *err) {
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_actor *only = NULL;
    size_t *columns = NULL;
    ent_status status = ent_writer_check(settings->output, err);
    if (status == ENT_OK)
        status = cli_years(settings->years, &dataset->year1, &dataset->year2, err);
    if (status == ENT_OK)
        status = cli_columns(dataset->unit, settings->with, &columns, &dataset->column_count, err);
    if (status == ENT_OK) status = cli_open(&settings->common, &store, &actors, err);
    if (status == ENT_OK && settings->actors != NULL)
        status = cli_actors(actors, settings->actors, &only, &dataset->actor_count, err);
    dataset->columns = columns;
    dataset->actors = only;
    bool depth = false;
    for (size_t c = 0; c < dataset->column_count && status == ENT_OK; c++)
        depth = depth || (ent_column_at(dataset->unit, columns[c])->needs & ENT_NEED_DEPTH) != 0;
    if (status == ENT_OK && depth) status = cli_need_depth(&settings->common, store, actors, err);
    if (status == ENT_OK)
        status = ent_dataset_write(store, actors, dataset, settings->output, rows, err);
    free(columns);
    free(only);
    ent_actors_free(actors);
    ent_store_close(store);
    return status;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    ent_dataset dataset = {0};
    ent_error err = {0};
    size_t rows = 0;
    cli_parse(command, argc, argv, &settings);
    ent_status status = read_choices(&settings, &dataset, &err);
    if (status == ENT_OK && settings.list) return list_columns(dataset.unit);
    if (cli_shows_progress()) dataset.on_progress = show_progress;
    if (status == ENT_OK) status = write_panel(&settings, &dataset, &rows, &err);
    if (cli_shows_progress()) fputs("\r\033[K", stderr);
    if (status != ENT_OK) return cli_fail(&err);
    if (strcmp(settings.output, "-") != 0) printf("%s: %zu rows\n", settings.output, rows);
    return CLI_DONE;
}

const cli_command cli_panel = {
    .name = "panel",
    .arguments = "-o FILE",
    .summary = "Write a panel of dyad-years or state-years",
    .details =
        "A row is a pair of states that were members of the system on one same day of the year "
        "(a directed panel has each pair both ways), or a state. A value is missing where no "
        "source covers it and 0 where a source covers it and records nothing. Similarity of "
        "portfolios, shares and totals always rest on the whole system, whatever --actors "
        "names.\n\nColumns are written in the order --with gives; 'entente panel --columns' "
        "explains each.",
    .examples = "  entente panel --unit dyad --years 1950-2010 -o dyads.csv\n"
                "  entente panel --unit directed --years 2000-2010 --actors CHN,RUS,USA \\\n"
                "      --with arms_12,arms_share_12,defense --codes iso3 -o -\n"
                "  entente panel --unit state --years 1816-2016 -o states.dta",
    .options = options,
    .parse = parse,
    .run = run};
