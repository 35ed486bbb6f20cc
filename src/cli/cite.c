/* SPDX-License-Identifier: Apache-2.0 */
/* entente cite: BibTeX of what was used. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct settings {
    cli_common common;
    char **names;
    int count;
};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    (void)argument;
    if (key != ARGP_KEY_ARGS) return ARGP_ERR_UNKNOWN;
    settings->names = state->argv + state->next;
    settings->count = state->argc - state->next;
    return 0;
}

/* Kinds of evidence behind each part of a slice. */
static const struct {
    unsigned need;
    ent_kind kind;
} kind_of[] = {{ENT_NEED_ALLIANCE, ENT_ALLIANCE},
               {ENT_NEED_AGREEMENT, ENT_AGREEMENT},
               {ENT_NEED_EXERCISE, ENT_EXERCISE},
               {ENT_NEED_ARMS, ENT_TRANSFER},
               {ENT_NEED_TROOPS, ENT_DEPLOYMENT},
               {ENT_NEED_TRADE, ENT_TRADE},
               {ENT_NEED_VOTE, ENT_VOTE},
               {ENT_NEED_IDEAL, ENT_IDEAL_POINT},
               {ENT_NEED_CAPABILITY, ENT_CAPABILITIES_KIND},
               {ENT_NEED_CONTIGUITY, ENT_CONTIGUITY},
               {ENT_NEED_PLACE, ENT_CAPITAL},
               {ENT_NEED_DISPUTE, ENT_DISPUTE},
               {ENT_NEED_RIVALRY, ENT_RIVALRY}};
enum { KINDS = sizeof kind_of / sizeof kind_of[0] };

enum { SOURCES_MAX = 256 };

/* What was named, and what was found of it. */
struct wanted {
    const struct settings *settings;
    bool kinds[ENT_KINDS];          /* of the columns named */
    bool *found;                    /* per name */
    char covering[SOURCES_MAX][64]; /* sources that cover such a kind, once each */
    size_t covering_count;
};

static bool column_needs(const char *name, unsigned *needs) {
    static const ent_unit units[] = {ENT_UNIT_DYAD, ENT_UNIT_STATE};
    bool known = false;
    for (size_t u = 0; u < 2; u++) {
        size_t index = 0;
        if (ent_column_find(units[u], name, &index, NULL) != ENT_OK) continue;
        *needs |= ent_column_at(units[u], index)->needs;
        known = true;
    }
    return known;
}

static void read_columns(struct wanted *wanted) {
    for (int n = 0; n < wanted->settings->count; n++) {
        unsigned needs = 0;
        wanted->found[n] = column_needs(wanted->settings->names[n], &needs);
        for (size_t k = 0; k < KINDS; k++)
            if (needs & kind_of[k].need) wanted->kinds[kind_of[k].kind] = true;
        if (wanted->found[n]) wanted->kinds[ENT_MEMBERSHIP] = true; /* who is in the panel */
    }
}

static ent_status keep_coverage(void *context, const ent_coverage *row, ent_error *err) {
    struct wanted *wanted = context;
    if (!wanted->kinds[row->kind]) return ENT_OK;
    for (size_t c = 0; c < wanted->covering_count; c++)
        if (strcmp(wanted->covering[c], row->source) == 0) return ENT_OK;
    if (wanted->covering_count == SOURCES_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "more than %d sources cover the columns", SOURCES_MAX);
    snprintf(wanted->covering[wanted->covering_count++], sizeof wanted->covering[0], "%s",
             row->source);
    return ENT_OK;
}

static ent_status note_source(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    struct wanted *wanted = context;
    for (int n = 0; n < wanted->settings->count; n++)
        if (strcmp(wanted->settings->names[n], row->source.name) == 0) wanted->found[n] = true;
    return ENT_OK;
}

static bool is_wanted(const struct wanted *wanted, const char *source) {
    bool result = wanted->settings->count == 0;
    for (int n = 0; n < wanted->settings->count && !result; n++)
        result = strcmp(wanted->settings->names[n], source) == 0;
    for (size_t c = 0; c < wanted->covering_count && !result; c++)
        result = strcmp(wanted->covering[c], source) == 0;
    return result;
}

/* A field of an entry; what would end it early is left out. */
static void print_field(const char *name, const char *text) {
    if (text[0] == '\0') return;
    printf(",\n  %s = {", name);
    for (const char *c = text; *c != '\0'; c++)
        if (strchr("{}\\", *c) == NULL) putchar((unsigned char)*c < ' ' ? ' ' : *c);
    putchar('}');
}

/* Pages that make claims: what a claim rests on. */
static ent_status print_page(void *context, const ent_claim_page *page, ent_error *err) {
    (void)err;
    char date[ENT_DATE_TEXT];
    int *number = context;
    printf("@online{claims-page-%d", ++*number);
    print_field("title", page->title[0] != '\0' ? page->title : page->id);
    print_field("date", page->date.year != 0 ? ent_date_format(page->date, date) : "");
    print_field("url", page->url);
    puts("\n}\n");
    return ENT_OK;
}

static ent_status print_source(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    const struct wanted *wanted = context;
    if (is_wanted(wanted, row->source.name) && row->source.citation[0] != '\0')
        printf("%% %s %s\n%s\n\n", row->source.name, row->source.version, row->source.citation);
    return ENT_OK;
}

static ent_status check_found(const struct wanted *wanted, ent_error *err) {
    for (int n = 0; n < wanted->settings->count; n++)
        if (!wanted->found[n])
            return ent_fail(err, ENT_ERR_NOT_FOUND,
                            "'%.64s' is neither a source of the store (entente sources) nor a "
                            "column (entente panel --columns)",
                            wanted->settings->names[n]);
    return ENT_OK;
}

static void print_program(void) {
    printf("%% the program\n@software{entente,\n  author = {{The Entente authors}},\n"
           "  title = {Entente: ties between states, measured from evidence},\n"
           "  version = {%s}\n}\n",
           ent_version());
}

static ent_status cite(struct wanted *wanted, ent_error *err) {
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    int pages = 0;
    read_columns(wanted);
    ent_status status = cli_open(&wanted->settings->common, &store, &actors, err);
    if (status == ENT_OK) status = ent_store_coverage(store, ENT_KINDS, keep_coverage, wanted, err);
    if (status == ENT_OK) status = ent_store_sources(store, note_source, wanted, err);
    if (status == ENT_OK) status = check_found(wanted, err);
    if (status == ENT_OK) status = ent_store_sources(store, print_source, wanted, err);
    if (status == ENT_OK && is_wanted(wanted, ENT_CLAIM_SOURCE))
        status = ent_store_claim_pages(store, print_page, &pages, err);
    if (status == ENT_OK) print_program();
    ent_actors_free(actors);
    ent_store_close(store);
    return status;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    cli_parse(command, argc, argv, &settings);
    ent_error err = {0};
    ent_status status = ENT_ERR_MEMORY;
    struct wanted *wanted = calloc(1, sizeof *wanted);
    bool *found = calloc((size_t)settings.count + 1, sizeof *found);
    if (wanted != NULL && found != NULL) {
        wanted->settings = &settings;
        wanted->found = found;
        status = cite(wanted, &err);
    } else {
        ent_fail(&err, status, "out of memory");
    }
    free(found);
    free(wanted);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_cite = {
    .name = "cite",
    .arguments = "[SOURCE|COLUMN...]",
    .summary = "Print BibTeX for what was used",
    .details = "Names of sources select them; names of panel columns select the sources that cover "
               "what the column is computed from. Without names, every source of the store.",
    .examples = "  entente cite\n  entente cite atop sipri-tiv\n"
                "  entente cite alliance_s_abs vote_agree > used.bib",
    .options = NULL,
    .parse = parse,
    .run = run};
