/* SPDX-License-Identifier: Apache-2.0 */
/* entente depth: the estimate of depth, and its making when another command needs it. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct settings {
    cli_common common;
    bool again, json;
};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    (void)argument;
    switch (key) {
    case 'a':
        settings->again = true;
        return 0;
    case 'j':
        settings->json = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- making it ---- */

static bool show_progress(void *context, const ent_latent_progress *progress) {
    (void)context;
    fprintf(stderr, "\restimating depth: %s %zu of at most %zu ", progress->stage, progress->done,
            progress->of);
    return true;
}

/* Keep it in the file, for the next time; where that cannot be, in memory. */
static ent_status keep(const char *path, ent_store *store, const ent_depth_estimate *estimate,
                       ent_error *err) {
    ent_store *file = NULL;
    ent_status status = ent_store_open(&file, path, ENT_STORE_WRITE, NULL);
    if (status == ENT_OK) status = ent_depth_put(file, estimate, NULL);
    ent_store_close(file);
    return status == ENT_OK ? ENT_OK : ent_depth_put(store, estimate, err);
}

static ent_status make(const cli_common *common, ent_store *store, const ent_actors *actors,
                       ent_error *err) {
    const char *path = common->db != NULL ? common->db : cli_embedded_store();
    ent_depth_options options = ent_depth_defaults();
    ent_depth_estimate *estimate = NULL;
    if (cli_shows_progress()) options.on_progress = show_progress;
    ent_status status = ent_depth_compute(&estimate, store, actors, &options, err);
    if (cli_shows_progress()) fputs("\r\033[K", stderr);
    if (status == ENT_OK) status = keep(path, store, estimate, err);
    ent_depth_estimate_free(estimate);
    return status;
}

ent_status cli_need_depth(const cli_common *common, ent_store *store, const ent_actors *actors,
                          ent_error *err) {
    bool fresh = false;
    ent_status status = ent_depth_fresh(store, &fresh, err);
    return status == ENT_OK && !fresh ? make(common, store, actors, err) : status;
}

/* ---- showing it ---- */

static void print_item(json_t *item) {
    const char *name = "";
    const char *label = "";
    double slope = 0;
    double amount = 0;
    json_int_t observations = 0;
    json_unpack(item, "{s:s, s:s, s:F, s:F, s:I}", "item", &name, "label", &label, "slope", &slope,
                "slope_amount", &amount, "observations", &observations);
    printf("  %-22s %7.2f", name, slope);
    if (amount != 0)
        printf(" %7.2f", amount);
    else
        printf(" %7s", "");
    printf(" %10lld  %s\n", (long long)observations, label);
}

static void print_part(const json_t *detail, const char *key, const char *title) {
    const json_t *part = json_object_get(detail, key);
    const json_t *items = json_object_get(part, "items");
    size_t index = 0;
    json_t *item = NULL;
    if (json_array_size(items) == 0) return;
    printf("\n%s: step sd %.3f, %lld iterations%s\n", title,
           json_real_value(json_object_get(part, "step_sd")),
           (long long)json_integer_value(json_object_get(part, "iterations")),
           json_is_true(json_object_get(part, "converged")) ? "" : ", not converged");
    printf("  %-22s %7s %7s %10s\n", "item", "slope", "amount", "observed");
    json_array_foreach(items, index, item) print_item(item);
}

static ent_status print_detail(void *context, const char *text, ent_error *err) {
    const struct settings *settings = context;
    json_t *detail = json_loads(text, 0, NULL);
    if (detail == NULL) return ent_fail(err, ENT_ERR_STORE, "the estimate of depth is damaged");
    if (settings->json) {
        json_dumpf(detail, stdout, JSON_INDENT(2));
        putchar('\n');
    } else if (json_object_size(detail) == 0) {
        puts("The store holds no source that depth rests on.");
    } else {
        printf("Depth of military ties, %lld-%lld: what each item says of it\n",
               (long long)json_integer_value(json_object_get(detail, "year1")),
               (long long)json_integer_value(json_object_get(detail, "year2")));
        print_part(detail, "all", "All items");
        print_part(detail, "paper", "The formal record alone");
        print_part(detail, "practice", "Practice alone");
    }
    json_decref(detail);
    return ENT_OK;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    ent_error err = {0};
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    cli_parse(command, argc, argv, &settings);
    ent_status status = cli_open(&settings.common, &store, &actors, &err);
    if (status == ENT_OK)
        status = settings.again ? make(&settings.common, store, actors, &err)
                                : cli_need_depth(&settings.common, store, actors, &err);
    if (status == ENT_OK) status = ent_depth_detail(store, print_detail, &settings, &err);
    ent_actors_free(actors);
    ent_store_close(store);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

static const struct argp_option options[] = {
    {"again", 'a', NULL, 0, "Estimate even if the store has an estimate of what it holds", 0},
    {"json", 'j', NULL, 0, "Print JSON", 0},
    {0}};

const cli_command cli_depth = {
    .name = "depth",
    .arguments = "",
    .summary = "Estimate the depth of all pairs' military ties, and show what each item says of it",
    .details =
        "Depth is a latent trait of a pair in a year that its obligations, defence agreements, "
        "exercises, arms and troops show. The estimate is kept in the store, and made anew when a "
        "source it rests on has changed; where the store cannot be written to, it lasts as long as "
        "the command. The columns depth and gap of panel and rank, and the section of tie, make "
        "it when there is none.\n\n"
        "The slope of an item says how much it changes with depth; of arms, the second slope is "
        "that of the amounts.",
    .examples = "  entente depth\n"
                "  entente depth --json\n"
                "  entente rank --year 2010 --by depth",
    .options = options,
    .parse = parse,
    .run = run};
