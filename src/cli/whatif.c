/* SPDX-License-Identifier: Apache-2.0 */
/* entente whatif: a fit simulated with and without changes, from the same random streams. */
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/normal.h"
#include "cli/ensemble.h"

enum { KEY_SET = 1, KEY_SEED, KEY_THREADS, KEY_FORWARD, KEY_TIES, KEY_JSON, CHANGES_MAX = 64 };

struct settings {
    cli_common common;
    const char *path, *number, *seed, *threads, *forward, *ties;
    const char *set[CHANGES_MAX];
    size_t sets;
    bool json;
};

static const struct argp_option options[] = {
    {"set", KEY_SET, "CHANGE", 0, "A change, as often as wanted: see below", 0},
    {"forward", KEY_FORWARD, "K", 0, "Periods beyond the last wave (default: 1)", 0},
    {"number", 'n', "N", 0, "Simulations of each (default: 1000)", 0},
    {"ties", KEY_TIES, "N", 0, "How many ties to list whose probability changes most (default: 10)",
     0},
    {"seed", KEY_SEED, "N", 0, "Seed of the random streams (default: the fit's)", 0},
    {"threads", KEY_THREADS, "N", 0, "Threads (default: as many as processors)", 0},
    {"json", KEY_JSON, 0, 0, "Machine-readable output (docs/whatif.md)", 0},
    {0}};

static error_t parse(int key, char *argument, struct argp_state *state) {
    struct settings *settings = state->input;
    switch (key) {
    case KEY_SET:
        if (settings->sets == CHANGES_MAX) argp_error(state, "more than %d changes", CHANGES_MAX);
        settings->set[settings->sets++] = argument;
        return 0;
    case KEY_FORWARD:
        settings->forward = argument;
        return 0;
    case 'n':
        settings->number = argument;
        return 0;
    case KEY_TIES:
        settings->ties = argument;
        return 0;
    case KEY_SEED:
        settings->seed = argument;
        return 0;
    case KEY_THREADS:
        settings->threads = argument;
        return 0;
    case KEY_JSON:
        settings->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (settings->path != NULL) argp_error(state, "unexpected argument '%s'", argument);
        settings->path = argument;
        return 0;
    case ARGP_KEY_END:
        if (settings->path == NULL || settings->sets == 0)
            argp_error(state, "expected a fit and --set CHANGE");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- what differs ---- */

/* A mean and how it differs. */
typedef struct contrast {
    double before, after, difference, error; /* standard error of the mean difference */
    double low, high;                        /* middle 95% of the differences */
    size_t count;
} contrast;

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static contrast compare(const cli_ensemble *before, const cli_ensemble *after, size_t place,
                        size_t stride, double *off) {
    contrast out = {0};
    for (size_t s = 0; s < before->done; s++) {
        double x = before->figure[s * stride + place];
        double y = after->figure[s * stride + place];
        if (ent_is_missing(x) || ent_is_missing(y)) continue;
        out.before += x;
        out.after += y;
        off[out.count++] = y - x;
    }
    double count = (double)out.count;
    if (out.count < 2) return out;
    out.before /= count;
    out.after /= count;
    out.difference = out.after - out.before;
    double square = 0;
    for (size_t s = 0; s < out.count; s++)
        square += (off[s] - out.difference) * (off[s] - out.difference);
    out.error = sqrt(square / (count - 1) / count);
    qsort(off, out.count, sizeof *off, by_value);
    out.low = cli_quantile(off, out.count, 0.025);
    out.high = cli_quantile(off, out.count, 0.975);
    return out;
}

static void tell_figure(const cli_ensemble *before, size_t period, const char *variable,
                        const char *name, const contrast *own, json_t *list) {
    char when[ENT_SAOM_PARAMETER_LABEL];
    cli_ensemble_period(before, period, when);
    if (list != NULL) {
        json_array_append_new(
            list, json_pack("{s:I s:s s:s s:s s:f s:f s:f s:f s:f s:f}", "period",
                            (json_int_t)period + 1, "waves", when, "variable", variable, "figure",
                            name, "baseline", own->before, "changed", own->after, "difference",
                            own->difference, "se", own->error, "low", own->low, "high", own->high));
        return;
    }
    printf("  %-10s %-12s %-18s %10.4g %10.4g %+10.4g %9.3g   %.4g to %.4g\n", when, variable, name,
           own->before, own->after, own->difference, own->error, own->low, own->high);
}

static ent_status tell_figures(const cli_ensemble *before, const cli_ensemble *after, json_t *list,
                               ent_error *err) {
    const char **name = NULL;
    size_t count = 0;
    double *off = NULL;
    size_t stride = before->periods * before->variables * ENT_SAOM_DESCRIPTIONS;
    ent_status status = cli_variables(before->setup->model, &name, &count, err);
    if (status == ENT_OK) status = ent_array_new((void **)&off, before->done, sizeof *off, err);
    for (size_t k = 0; k < stride && status == ENT_OK; k++) {
        size_t variable = k / ENT_SAOM_DESCRIPTIONS % before->variables;
        contrast own = compare(before, after, k, stride, off);
        if (own.count < 2) continue;
        tell_figure(before, k / ENT_SAOM_DESCRIPTIONS / before->variables, name[variable],
                    ent_saom_description_name(k % ENT_SAOM_DESCRIPTIONS), &own, list);
    }
    free(off);
    free(name);
    return status;
}

/* ---- ties ---- */

typedef struct tie_change {
    size_t variable, pair;
    double before, after, error;
} tie_change;

/* Paired: b simulations have the tie only after, c only before. */
static tie_change compare_tie(const cli_ensemble *before, const cli_ensemble *after,
                              size_t variable, size_t pair) {
    double count = (double)before->done;
    double had = 0;
    double has = 0;
    double apart = 0;
    for (size_t s = 0; s < before->done; s++) {
        size_t at = (s * before->variables + variable) * before->words + pair / 64;
        bool x = before->bits[at] >> (pair % 64) & 1;
        bool y = after->bits[at] >> (pair % 64) & 1;
        had += x;
        has += y;
        apart += x != y;
    }
    double difference = (has - had) / count;
    return (tie_change){variable, pair, had / count, has / count,
                        sqrt(fmax(apart / count - difference * difference, 0) / count)};
}

/* Put the change in its place among the largest, unless chance may have made it: among so many
 * pairs some differ widely by chance alone. */
static void keep_largest(tie_change *list, size_t *count, size_t most, double deviate,
                         tie_change own) {
    double size = fabs(own.after - own.before);
    size_t at = *count;
    if (size == 0 || most == 0 || size <= deviate * own.error) return;
    while (at > 0 && fabs(list[at - 1].after - list[at - 1].before) < size)
        at--;
    if (at == most) return;
    if (*count < most) (*count)++;
    memmove(list + at + 1, list + at, (*count - at - 1) * sizeof *list);
    list[at] = own;
}

static void tell_tie(const cli_ensemble *own, const char *variable, const tie_change *change,
                     json_t *list) {
    char *const *label = own->setup->label[own->setup->groups - 1];
    const char *from = label[change->pair / own->n];
    const char *to = label[change->pair % own->n];
    double difference = change->after - change->before;
    if (list != NULL)
        json_array_append_new(list, json_pack("{s:s s:s s:s s:f s:f s:f s:f}", "variable", variable,
                                              "from", from, "to", to, "baseline", change->before,
                                              "changed", change->after, "difference", difference,
                                              "se", change->error));
    else
        printf("  %-12s %-10s %-10s %8.3f %8.3f %+8.3f %8.3f\n", variable, from, to, change->before,
               change->after, difference, change->error);
}

/* Pairs of a variable that can differ: each once when not directed. */
static bool is_pair(const cli_ensemble *own, const char *variable, size_t pair) {
    size_t i = pair / own->n;
    size_t j = pair % own->n;
    return i != j && (i < j || ent_saom_is_directed(own->setup->model, variable));
}

/* The deviate that the largest of so many differences passes by chance once in twenty (Bonferroni).
 */
static double chance_deviate(const cli_ensemble *own, const char *const *name, size_t variables,
                             size_t *pairs) {
    *pairs = 0;
    for (size_t v = 0; v < variables; v++)
        for (size_t pair = 0; pair < own->n * own->n; pair++)
            *pairs += is_pair(own, name[v], pair);
    return -ent_normal_quantile(0.025 / (double)*pairs);
}

static void title_ties(size_t count, size_t pairs) {
    if (count == 0) {
        printf("\nNo tie's probability changes by more than chance may do among %zu pairs\n",
               pairs);
        return;
    }
    printf("\nTies whose probability changes most, beyond what chance may do among %zu pairs\n"
           "  %-12s %-10s %-10s %8s %8s %8s %8s\n",
           pairs, "variable", "from", "to", "baseline", "changed", "differ", "s.e.");
}

static ent_status tell_ties(const cli_ensemble *before, const cli_ensemble *after, size_t most,
                            json_t *list, ent_error *err) {
    const char **name = NULL;
    size_t variables = 0;
    tie_change *largest = NULL;
    size_t count = 0;
    size_t pairs = 0;
    if (before->bits == NULL || after->bits == NULL) return ENT_OK;
    ent_status status = cli_variables(before->setup->model, &name, &variables, err);
    if (status == ENT_OK) status = ent_array_new((void **)&largest, most + 1, sizeof *largest, err);
    double deviate = status == ENT_OK ? chance_deviate(before, name, variables, &pairs) : 0;
    for (size_t v = 0; v < variables && status == ENT_OK; v++)
        for (size_t pair = 0; pair < before->n * before->n; pair++)
            if (is_pair(before, name[v], pair))
                keep_largest(largest, &count, most, deviate, compare_tie(before, after, v, pair));
    if (status == ENT_OK && list == NULL) title_ties(count, pairs);
    for (size_t k = 0; k < count; k++)
        tell_tie(before, name[largest[k].variable], &largest[k], list);
    free(largest);
    free(name);
    return status;
}

/* ---- the whole ---- */

static ent_status tell(const struct settings *settings, const cli_ensemble *before,
                       const cli_ensemble *after, size_t ties, ent_error *err) {
    json_t *figures = settings->json ? json_array() : NULL;
    json_t *changes = settings->json ? json_array() : NULL;
    json_t *list = settings->json ? json_array() : NULL;
    char fingerprint[24];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, before->setup->fingerprint);
    for (size_t k = 0; k < settings->sets; k++)
        if (settings->json)
            json_array_append_new(changes, json_string(settings->set[k]));
        else
            printf("%s%s", k == 0 ? "What if " : ", ", settings->set[k]);
    if (!settings->json)
        printf("\n%zu simulations of each, %zu period%s beyond the last wave, seed %" PRIu64
               ", data %s, entente %s\n\n  %-10s %-12s %-18s %10s %10s %10s %9s   %s\n",
               before->done, before->forward, before->forward == 1 ? "" : "s", before->seed,
               fingerprint, ent_version(), "period", "variable", "figure", "baseline", "changed",
               "differ", "s.e.", "middle 95%");
    ent_status status = tell_figures(before, after, figures, err);
    if (status == ENT_OK) status = tell_ties(before, after, ties, list, err);
    if (settings->json) {
        json_t *root = json_pack("{s:s s:s s:s s:I s:I s:I s:o s:o s:o}", "kind", "entente whatif",
                                 "version", ent_version(), "data", fingerprint, "seed",
                                 (json_int_t)before->seed, "simulations", (json_int_t)before->done,
                                 "forward", (json_int_t)before->forward, "changes", changes,
                                 "figures", figures, "ties", list);
        char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
        if (text != NULL) puts(text);
        free(text);
        json_decref(root);
    }
    return status;
}

static ent_status read_numbers(const struct settings *settings, const cli_model *model,
                               cli_ensemble *out, int64_t *ties, ent_error *err) {
    int64_t number = 1000;
    int64_t forward = 1;
    int64_t seed = (int64_t)model->setup->options.seed;
    int64_t threads = model->setup->options.threads;
    *ties = 10;
    ent_status status = cli_whole("number", settings->number, 2, 10000000, &number, err);
    if (status == ENT_OK) status = cli_whole("forward", settings->forward, 1, 1000, &forward, err);
    if (status == ENT_OK) status = cli_whole("seed", settings->seed, 0, INT64_MAX, &seed, err);
    if (status == ENT_OK) status = cli_whole("threads", settings->threads, 1, 4096, &threads, err);
    if (status == ENT_OK) status = cli_whole("ties", settings->ties, 0, 100000, ties, err);
    *out = (cli_ensemble){.setup = model->setup,
                          .seed = (uint64_t)seed,
                          .count = (size_t)number,
                          .forward = (size_t)forward,
                          .threads = (int)threads,
                          .want_bits = *ties > 0};
    return status;
}

static ent_status ask(const struct settings *settings, const cli_model *model, ent_error *err) {
    ent_saom_change change[CHANGES_MAX];
    ent_saom_setup *changed = NULL;
    cli_ensemble before = {0};
    double *value = NULL;
    double *other = NULL;
    int64_t ties = 0;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < settings->sets && status == ENT_OK; k++)
        status = ent_saom_change_read(settings->set[k], &change[k], err);
    if (status == ENT_OK) status = read_numbers(settings, model, &before, &ties, err);
    if (status == ENT_OK) status = cli_model_changed(model, change, settings->sets, &changed, err);
    if (status == ENT_OK) status = cli_model_values(model, &value, err);
    if (status == ENT_OK) status = cli_model_values(model, &other, err);
    if (status == ENT_OK)
        status = ent_saom_setup_change(changed, model->setup, change, settings->sets, other, err);
    before.value = value;
    cli_ensemble after = before;
    after.setup = changed;
    after.value = other;
    if (status == ENT_OK) status = cli_ensemble_run(&before, err);
    if (status == ENT_OK) status = cli_ensemble_run(&after, err);
    if (status == ENT_OK) status = tell(settings, &before, &after, (size_t)ties, err);
    cli_ensemble_free(&before);
    cli_ensemble_free(&after);
    ent_saom_setup_free(changed);
    free(value);
    free(other);
    return status;
}

static int run(const cli_command *command, int argc, char **argv) {
    struct settings settings = {0};
    cli_model model = {0};
    ent_error err = {0};
    cli_parse(command, argc, argv, &settings);
    ent_status status = cli_model_open(&model, &settings.common, settings.path, &err);
    if (status == ENT_OK) status = ask(&settings, &model, &err);
    cli_model_close(&model);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}

const cli_command cli_whatif = {
    .name = "whatif",
    .arguments = "FIT.json --set CHANGE",
    .summary = "Ask what a change would do to a fitted network",
    .details =
        "Simulates on from the last wave twice, with and without the changes, from the same random "
        "streams, and prints how the networks differ.\n\nA CHANGE is one of\n\n"
        "  covariate[A] = 2            a covariate of actor A; += adds, *= multiplies\n"
        "  dyadic[A,B] = 1             a dyadic covariate from A to B\n"
        "  network[A,B] = 0            a tie of the last wave: 0, 1, 10/11 fixed\n"
        "  actor[A] = absent           an actor leaves\n"
        "  network.effect *= 0.5       a coefficient (or network.effect.covariate)\n\n"
        "A and B are actors as the data name them, or * for all.",
    .examples = "  entente whatif pacts.json --set 'pacts[USA,JPN] = 0'\n"
                "  entente whatif pacts.json --set 'pacts.transTies = 0' --forward 2\n"
                "  entente whatif pacts.json --set 'rivals[CHN,*] = 0' --json",
    .options = options,
    .parse = parse,
    .run = run};
