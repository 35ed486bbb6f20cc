/* SPDX-License-Identifier: Apache-2.0 */
/* entente depth: the estimate of depth, and its making when another command needs it. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/sampler.h"

enum { KEY_SAMPLER = 1 };

struct settings {
    cli_common common;
    bool again, json, sampler;
    ent_latent_options model; /* of the sampler */
};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_SAMPLER:
        settings->sampler = true;
        return 0;
    case 'a':
        settings->again = true;
        return 0;
    case 'j':
        settings->json = true;
        return 0;
    case ARGP_KEY_END:
        if (settings->sampler && (settings->json || settings->again))
            argp_error(state, "--sampler goes without --json and --again");
        if (!settings->sampler && settings->model.state != NULL)
            argp_error(state, "--resume goes with --sampler");
        return 0;
    default:
        return cli_parse_sampler(key, argument, state, &settings->model);
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

/* ---- sampling it ---- */

static void print_sample(const ent_depth_sample *sample) {
    const ent_latent_info *info = &sample->by_sampler;
    printf("Depth of military ties, %d-%d: the default estimator, and %u sweeps of the sampler\n\n",
           sample->year1, sample->year2, info->iterations);
    printf("  %-22s %8s %7s %8s %7s %10s\n", "item", "default", "sd", "sampler", "sd", "observed");
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++) {
        const ent_latent_item_fit *one = &sample->item[k].fit;
        const ent_latent_item_fit *two = &sample->item_sampled[k].fit;
        if (sample->item[k].used)
            printf("  %-22s %8.3f %7.3f %8.3f %7.3f %10zu\n", ent_depth_item_at(k)->name,
                   one->slope, one->slope_sd, two->slope, two->slope_sd, one->observations);
    }
    printf("\nstep sd: %.4f by default, %.4f by the sampler\n", sample->by_default.level_sd[0],
           info->level_sd[0]);
    printf("posterior means of %zu dyad-years: correlation %.4f; sds of the sampler %.3f times "
           "those of the default\n",
           info->nodes, sample->correlation, sample->sd_ratio);
    printf("R-hat of dyad-years: median %.3f, 95%% below %.3f; effective sample size: median %.0f, "
           "95%% above %.0f; worst, the step's size included: %.3f, %.0f\n",
           sample->rhat_median, sample->rhat_95, sample->ess_median, sample->ess_5, info->rhat,
           info->ess);
}

static ent_status sample_depth(struct settings *settings, ent_store *store,
                               const ent_actors *actors, ent_error *err) {
    ent_depth_sample sample;
    bool any = false;
    if (cli_shows_progress()) settings->model.on_progress = show_progress;
    ent_status status = ent_depth_sample_new(&sample, &any, store, actors, &settings->model, err);
    if (cli_shows_progress()) fputs("\r\033[K", stderr);
    if (status != ENT_OK) return status;
    if (any)
        print_sample(&sample);
    else
        puts("The store holds no source that depth rests on.");
    return ENT_OK;
}

static ent_status show_kept(struct settings *settings, ent_store *store, const ent_actors *actors,
                            ent_error *err) {
    ent_status status = settings->again ? make(&settings->common, store, actors, err)
                                        : cli_need_depth(&settings->common, store, actors, err);
    return status == ENT_OK ? ent_depth_detail(store, print_detail, settings, err) : status;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {.model = ent_depth_sample_defaults()};
    ent_error err = {0};
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    cli_parse(command, argc, argv, &settings);
    ent_status status = cli_open(&settings.common, &store, &actors, &err);
    if (status == ENT_OK)
        status = (settings.sampler ? sample_depth : show_kept)(&settings, store, actors, &err);
    ent_actors_free(actors);
    ent_store_close(store);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

static const struct argp_option options[] = {
    {"again", 'a', NULL, 0, "Estimate even if the store has an estimate of what it holds", 0},
    {"json", 'j', NULL, 0, "Print JSON", 0},
    {"sampler", KEY_SAMPLER, NULL, 0,
     "Sample the posterior too, and print what each item says of depth by both; nothing is kept",
     1},
    {"draws", CLI_KEY_DRAWS, "N", 0, "Draws to keep of each chain (default: 100)", 1},
    {"burn-in", CLI_KEY_BURN_IN, "N", 0, "Sweeps of each chain to throw away (default: 100)", 1},
    {"chains", CLI_KEY_CHAINS, "N", 0, "Chains (default: 2)", 1},
    {"resume", CLI_KEY_RESUME, "FILE", 0, "Save the chains here, and go on from it if it is there",
     1},
    {"seed", CLI_KEY_SEED, "N", 0, "Seed of the random numbers (default: 1)", 2},
    {"threads", CLI_KEY_THREADS, "N", 0, "Threads (default: one a processor); results are the same",
     2},
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
        "that of the amounts. --sampler draws from the posterior as well and sets the two side by "
        "side.",
    .examples = "  entente depth\n"
                "  entente depth --json\n"
                "  entente depth --sampler --draws 500 --resume depth.state\n"
                "  entente rank --year 2010 --by depth",
    .options = options,
    .parse = parse,
    .run = run};
