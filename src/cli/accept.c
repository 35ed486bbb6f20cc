/* SPDX-License-Identifier: Apache-2.0 */
/* entente accept: candidates that a person has decided on, into the store. */
#include <time.h>

#include "cli/cli.h"

enum { KEY_ALL = 1, KEY_REVIEWER, KEY_DRY_RUN };

struct settings {
    cli_common common;
    ent_confirm_options how;
    bool dry_run;
    char **paths;
    int count;
};

static const struct argp_option options[] = {
    {"all", KEY_ALL, 0, 0, "Accept lines without a decision too; needs --reviewer", 0},
    {"reviewer", KEY_REVIEWER, "NAME", 0, "Who decided, for lines that do not say", 0},
    {"dry-run", KEY_DRY_RUN, 0, 0, "Check and count the lines, write nothing", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_ALL:
        settings->how.all = true;
        return 0;
    case KEY_REVIEWER:
        if (argument[0] == '\0') argp_error(state, "--reviewer: expected a name, found none");
        settings->how.reviewer = argument;
        return 0;
    case KEY_DRY_RUN:
        settings->dry_run = true;
        return 0;
    case ARGP_KEY_ARGS:
        settings->paths = state->argv + state->next;
        settings->count = state->argc - state->next;
        return 0;
    case ARGP_KEY_END:
        if (settings->count == 0) argp_error(state, "expected FILE, or - for standard input");
        if (settings->how.all && settings->how.reviewer == NULL)
            argp_error(state, "--all needs --reviewer: a person answers for what is accepted");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static ent_status confirm_all(const struct settings *settings, ent_claim_session *session,
                              const ent_actors *actors, ent_confirm_counts *counts,
                              ent_error *err) {
    ent_status status = ENT_OK;
    for (int i = 0; i < settings->count && status == ENT_OK; i++)
        status = ent_confirm_file(session, actors, settings->paths[i], NULL, 0, &settings->how,
                                  counts, err);
    return status;
}

static ent_status accept_all(const struct settings *settings, ent_confirm_counts *counts,
                             ent_claim_counts *claims, ent_error *err) {
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_claim_session *session = NULL;
    ent_status status = ent_store_open(&store, settings->common.db, ENT_STORE_WRITE, err);
    if (status == ENT_OK) status = ent_store_actors(store, &actors, err);
    if (status == ENT_OK) status = ent_claims_begin(&session, store, err);
    if (status == ENT_OK) status = confirm_all(settings, session, actors, counts, err);
    if (status == ENT_OK)
        status = ent_claims_commit(session, claims, err);
    else
        ent_claims_rollback(session);
    ent_actors_free(actors);
    ent_store_close(store);
    return status;
}

static ent_status check_all(const struct settings *settings, ent_confirm_counts *counts,
                            ent_error *err) {
    ent_actors *actors = NULL;
    ent_status status = ent_actors_new(&actors, err);
    if (status == ENT_OK) status = confirm_all(settings, NULL, actors, counts, err);
    ent_actors_free(actors);
    return status;
}

static void print_counts(const ent_confirm_counts *counts, bool dry_run) {
    printf("%s: %zu accepted, %zu of them edited; %zu rejected; %zu without a decision\n",
           dry_run ? "checked, nothing written" : "read", counts->accepted + counts->edited,
           counts->edited, counts->rejected, counts->undecided);
}

static int run(const cli_command *command, int argc, char **argv) {
    enum { DAY = 24 * 60 * 60 };
    struct settings settings = {.how.today = ent_date_from_days((int32_t)(time(NULL) / DAY))};
    ent_confirm_counts counts = {0};
    ent_claim_counts claims = {0};
    ent_error err = {0};
    cli_parse(command, argc, argv, &settings);
    ent_status status = ENT_OK;
    if (settings.dry_run)
        status = check_all(&settings, &counts, &err);
    else if (settings.common.db == NULL)
        status = ent_fail(&err, ENT_ERR_USAGE,
                          "accept needs a store to write to: --db FILE or the variable ENTENTE_DB");
    else
        status = accept_all(&settings, &counts, &claims, &err);
    if (status != ENT_OK) return cli_fail(&err);
    print_counts(&counts, settings.dry_run);
    if (!settings.dry_run)
        printf("claims in the store: %lld, %lld of them new; %zu reviews unchanged\n",
               (long long)claims.claims, (long long)claims.added, claims.unchanged);
    return CLI_DONE;
}

const cli_command cli_accept = {
    .name = "accept",
    .arguments = "FILE...",
    .summary = "Put candidates that a person has confirmed into the store, as claims",
    .details =
        "A FILE holds candidates of 'entente read --jsonl', a line each, with a decision "
        "(accepted, edited or rejected), the reviewer and the date of the review, as 'entente read "
        "--review' writes them; - is standard input. Lines without a decision are passed over, or "
        "with --all accepted. Rejected lines are kept for learning.\n\n"
        "All files are one transaction: a line that is not understood is named, and nothing is "
        "written. The same claim from two pages becomes one item with two sources. The same file "
        "again changes nothing.\n\n"
        "Claims are shown by 'entente tie A B --evidence' and weighed by nobody: they enter no "
        "panel, measure or depth.",
    .examples = "  entente accept --db my.db page.reviewed.jsonl\n"
                "  entente accept --dry-run page.reviewed.jsonl\n"
                "  entente accept --db my.db --all --reviewer \"A. Reader\" page.jsonl",
    .options = options,
    .parse = parse,
    .run = run};
