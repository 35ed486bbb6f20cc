/* SPDX-License-Identifier: Apache-2.0 */
/* entente ideal: ideal points per actor and session. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cli/cli.h"
#include "cli/sampler.h"

enum { KEY_VOTES = 1, KEY_LEVEL, KEY_SAMPLER, KEY_ANCHOR };
enum { VOTES_MAX = 2 };

struct settings {
    cli_common common;
    ent_input votes[VOTES_MAX];
    size_t votes_count;
    const char *output, *anchor;
    ent_ideal_options how;
};

static const struct argp_option options[] = {
    {"votes", KEY_VOTES, "FILE", 0,
     "Official file of votes instead of the store's; twice for the layout of two files", 0},
    {"output", 'o', "FILE", 0,
     ".csv, .csv.gz, .dta or .sav by its ending; - is CSV on standard output", 0},
    {"level", KEY_LEVEL, "P", 0, "Level of the intervals (default: 0.9)", 0},
    {"anchor", KEY_ANCHOR, "A,B", 0, "A is above B (default: USA,RUS)", 0},
    {"sampler", KEY_SAMPLER, 0, 0, "Sample the posterior instead of computing it on a grid", 0},
    {"draws", CLI_KEY_DRAWS, "N", 0, "Draws to keep of each chain (default: 1000)", 1},
    {"burn-in", CLI_KEY_BURN_IN, "N", 0, "Sweeps of each chain to throw away (default: 500)", 1},
    {"chains", CLI_KEY_CHAINS, "N", 0, "Chains (default: 2)", 1},
    {"resume", CLI_KEY_RESUME, "FILE", 0, "Save the chains here, and go on from it if it is there",
     1},
    {"seed", CLI_KEY_SEED, "N", 0, "Seed of the random numbers (default: 1)", 2},
    {"threads", CLI_KEY_THREADS, "N", 0, "Threads (default: one a processor); results are the same",
     2},
    {0}};

static void set_level(struct settings *settings, struct argp_state *state, const char *text) {
    double *level = &settings->how.level;
    if (!ent_number_read(text, level) || !(*level > 0 && *level < 1))
        argp_error(state, "--level: expected a number between 0 and 1, found '%s'", text);
}

static void add_votes(struct settings *settings, struct argp_state *state, const char *path) {
    if (settings->votes_count == VOTES_MAX)
        argp_error(state, "--votes: expected one file, or two");
    else
        settings->votes[settings->votes_count++].path = path;
}

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_VOTES:
        add_votes(settings, state, argument);
        return 0;
    case 'o':
        settings->output = argument;
        return 0;
    case KEY_LEVEL:
        set_level(settings, state, argument);
        return 0;
    case KEY_ANCHOR:
        settings->anchor = argument;
        return 0;
    case KEY_SAMPLER:
        settings->how.sample = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "unexpected argument '%s'", argument);
        return 0;
    case ARGP_KEY_END:
        if (settings->output == NULL) argp_error(state, "expected -o");
        if (settings->how.model.state != NULL && !settings->how.sample)
            argp_error(state, "--resume goes with --sampler");
        return 0;
    default:
        return cli_parse_sampler(key, argument, state, &settings->how.model);
    }
}

static bool show_progress(void *context, const ent_latent_progress *progress) {
    (void)context;
    fprintf(stderr, "\r%s: %zu of %zu\033[K", progress->stage, progress->done, progress->of);
    return true;
}

/* The store the user means, or one in memory that holds the files of votes. */
static ent_status open_votes(const struct settings *settings, ent_store **store,
                             ent_actors **actors, ent_error *err) {
    ent_import_options how = {0};
    ent_import_result result = {0};
    if (settings->votes_count == 0) return cli_open(&settings->common, store, actors, err);
    ent_status status = ent_store_open(store, ":memory:", ENT_STORE_WRITE, err);
    if (status == ENT_OK)
        status = ent_import(*store, "un-votes", settings->votes, settings->votes_count, &how,
                            &result, err);
    if (status == ENT_OK) status = ent_store_actors(*store, actors, err);
    return status;
}

/* "A,B" into the two ends of the line. */
static ent_status find_anchor(struct settings *settings, const ent_actors *actors, ent_error *err) {
    ent_actor_ref ends[2] = {0};
    const char *comma = settings->anchor != NULL ? strchr(settings->anchor, ',') : NULL;
    if (settings->anchor == NULL) return ENT_OK;
    if (comma == NULL)
        return ent_fail(err, ENT_ERR_USAGE, "--anchor: expected A,B, found '%.40s'",
                        settings->anchor);
    char *first = strndup(settings->anchor, (size_t)(comma - settings->anchor));
    if (first == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_status status = ent_actor_find(actors, first, &ends[0], err);
    if (status == ENT_OK) status = ent_actor_find(actors, comma + 1, &ends[1], err);
    free(first);
    settings->how.above = ends[0].actor[0];
    settings->how.below = ends[1].actor[0];
    return status;
}

static void print_result(const struct settings *settings, const ent_ideal_points *points) {
    const ent_latent_info *info = &points->info;
    printf("%s: %zu rows, %zu votes on %zu roll calls\n", settings->output, points->count,
           info->observations, info->items);
    if (settings->how.sample)
        printf("sampler: worst R-hat %.3f, smallest effective sample size %.0f\n", info->rhat,
               info->ess);
    else if (!info->converged)
        printf("not converged after %u iterations\n", info->iterations);
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {.how = ent_ideal_defaults()};
    ent_error err = {0};
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_ideal_points points = {0};
    cli_parse(command, argc, argv, &settings);
    if (cli_shows_progress()) settings.how.model.on_progress = show_progress;
    ent_status status = open_votes(&settings, &store, &actors, &err);
    if (status == ENT_OK) status = find_anchor(&settings, actors, &err);
    if (status == ENT_OK) status = ent_ideal_estimate(store, &settings.how, &points, &err);
    if (cli_shows_progress()) fputs("\r\033[K", stderr);
    if (status == ENT_OK)
        status = ent_ideal_points_write(&points, settings.how.level, settings.output, &err);
    if (status == ENT_OK && strcmp(settings.output, "-") != 0) print_result(&settings, &points);
    ent_ideal_points_free(&points);
    ent_actors_free(actors);
    ent_store_close(store);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_ideal = {
    .name = "ideal",
    .arguments = "-o FILE",
    .summary = "Estimate ideal points in the UN General Assembly per actor and session",
    .details =
        "A dynamic ordinal model of all roll calls in which states differed: a state's point walks "
        "from session to session, and each roll call has its own cuts and discrimination. The "
        "columns are actor, session, year, votes, ideal_point (posterior mean), sd, lo and hi. The "
        "default computes the posterior on a grid; --sampler draws from it and says how well its "
        "chains agree.",
    .examples = "  entente ideal -o ideal.csv\n"
                "  entente ideal --votes UNVotesPublished.csv.gz -o ideal.dta --level 0.95\n"
                "  entente ideal --votes un_votes.csv --votes un_roll_calls.csv -o ideal.csv\n"
                "  entente ideal --sampler --draws 2500 --resume chains.state -o ideal.csv",
    .options = options,
    .parse = parse,
    .run = run};
