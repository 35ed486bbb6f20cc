/* SPDX-License-Identifier: Apache-2.0 */
/* Side by side with MCMCdynamicIRT1d of MCMCpack (Martin, Quinn & Park 2011, Journal of Statistical
 * Software 42(9)), the sampler of Martin & Quinn (2002): the same votes, the same model, the same
 * number of sweeps. script/bench-peer runs the parts in order:
 *
 *   peer_mcmcpack votes FILE FOLDER      draw the subset from the official votes: FOLDER/votes.csv
 *   peer_mcmcpack.R FOLDER …             their run: FOLDER/peer.csv, FOLDER/peer.txt
 *   peer_mcmcpack compare FOLDER         our runs on FOLDER/votes.csv, and what became of both
 *
 * The subset: yes (1) against no (0); abstentions and absences are missing. Sessions 40 to 60, of
 * each every EVERY-th of the roll calls with at least MINORITY votes on either side, states with at
 * least VOTES_LEAST votes in it. The model of both: P(yes) = Φ(βθ − α), a free walk of the step
 * STEP, θ_first ~ N(0, 1 + STEP²) (theirs has a step before the first session), β ~ N(0, 1), α ~
 * N(0, 1), for which our prior of cuts has the cut_sd of the same curvature at 0. Theirs puts the
 * precision B0 of β where that of α, A0, belongs in the variance of β: the two must be equal, or
 * slopes are biased and the line shrinks (with A0 = 1/25 the correlation with ours is .85). Their
 * run has one thread: it is timed by the processor's time, and so are ours of one thread; ours of
 * two by the clock.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/ideal.h"
#include "entente/import.h"
#include "support.h"

enum { FIRST = 40, LAST = 60, SESSIONS = LAST - FIRST + 1, CODES = 1000, YES = 1, NO = 3 };
enum { EVERY = 2, MINORITY = 3, VOTES_LEAST = 30, YEAR_BEFORE_FIRST = 1945 };
static const double step = 0.4;

static ent_error err;

static void must(ent_status status) {
    if (status == ENT_OK) return;
    fprintf(stderr, "peer_mcmcpack: %s\n", err.text);
    exit(1);
}

static void *room(size_t count, size_t size) {
    void *memory = calloc(count + 1, size);
    if (memory == NULL) exit(1);
    return memory;
}

static FILE *open_in(const char *folder, const char *name, const char *mode) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, mode);
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

/* ---- the subset ---- */

/* One yes or no. */
struct vote {
    int actor, session, item, value;
};

struct votes {
    struct vote *list;
    size_t count, capacity;
    int items, seen; /* kept roll calls; those that might have been */
};

static void add_vote(struct votes *all, struct vote vote) {
    if (all->count == all->capacity) {
        all->capacity = 2 * all->capacity + 1024;
        all->list = realloc(all->list, all->capacity * sizeof *all->list);
        if (all->list == NULL) exit(1);
    }
    all->list[all->count++] = vote;
}

static ent_status add_call(void *context, const ent_roll_call *call, ent_error *unused) {
    struct votes *all = context;
    size_t sides[2] = {0};
    (void)unused;
    for (size_t b = 0; b < call->ballot_count; b++)
        if (call->ballots[b].vote == YES || call->ballots[b].vote == NO)
            sides[call->ballots[b].vote == YES]++;
    if (call->session < FIRST || call->session > LAST || sides[0] < MINORITY || sides[1] < MINORITY)
        return ENT_OK;
    if (all->seen++ % EVERY != 0) return ENT_OK;
    for (size_t b = 0; b < call->ballot_count; b++)
        if (call->ballots[b].vote == YES || call->ballots[b].vote == NO)
            add_vote(all, (struct vote){call->ballots[b].actor, call->session, all->items,
                                        call->ballots[b].vote == YES});
    all->items++;
    return ENT_OK;
}

static int by_actor_session_item(const void *left, const void *right) {
    const struct vote *a = left;
    const struct vote *b = right;
    if (a->actor != b->actor) return a->actor - b->actor;
    if (a->session != b->session) return a->session - b->session;
    return a->item - b->item;
}

static void draw_subset(const char *path, const char *folder) {
    static size_t cast[CODES];
    struct votes all = {0};
    ent_store *store = NULL;
    ent_input input = {path, NULL, 0};
    must(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err));
    must(ent_import(store, "un-votes", &input, 1, NULL, NULL, &err));
    must(ent_store_roll_calls(store, YEAR_BEFORE_FIRST, ENT_OPEN, add_call, &all, &err));
    ent_store_close(store);
    for (size_t i = 0; i < all.count; i++)
        if (all.list[i].actor < CODES) cast[all.list[i].actor]++;
    qsort(all.list, all.count, sizeof *all.list, by_actor_session_item);
    FILE *file = open_in(folder, "votes.csv", "w");
    fputs("actor,session,item,value\n", file);
    for (size_t i = 0; i < all.count; i++)
        if (all.list[i].actor < CODES && cast[all.list[i].actor] >= VOTES_LEAST)
            fprintf(file, "%d,%d,%d,%d\n", all.list[i].actor, all.list[i].session, all.list[i].item,
                    all.list[i].value);
    fclose(file);
    free(all.list);
}

/* ---- our runs ---- */

static void read_votes(const char *folder, struct votes *all) {
    struct vote vote = {0};
    FILE *file = open_in(folder, "votes.csv", "r");
    (void)fscanf(file, "%*[^\n]");
    while (fscanf(file, "%d,%d,%d,%d", &vote.actor, &vote.session, &vote.item, &vote.value) == 4) {
        add_vote(all, vote);
        if (vote.item >= all->items) all->items = vote.item + 1;
    }
    fclose(file);
}

/* A state is one spell from its first to its last session with a vote, as in theirs. */
static void lay_out(const struct votes *all, ent_latent_data *data) {
    ent_latent_item *items = room((size_t)all->items, sizeof *items);
    ent_latent_spell *spells = room(CODES, sizeof *spells);
    size_t *row = room((size_t)CODES * SESSIONS, sizeof *row);
    uint32_t *item = room(all->count, sizeof *item);
    double *value = room(all->count, sizeof *value);
    size_t node = 0;
    for (int k = 0; k < all->items; k++)
        items[k].type = ENT_LATENT_BINARY;
    for (size_t i = 0; i < all->count; i++) {
        const struct vote *vote = &all->list[i];
        const struct vote *before = i > 0 ? vote - 1 : NULL;
        int steps = 1;
        if (before == NULL || before->actor != vote->actor)
            spells[data->spell_count++] =
                (ent_latent_spell){(uint32_t)vote->actor, vote->session, 0};
        else
            steps = vote->session - before->session;
        for (; steps > 0; steps--) {
            spells[data->spell_count - 1].length++;
            row[node++] = i;
        }
        item[i] = (uint32_t)vote->item;
        value[i] = vote->value;
    }
    row[node] = all->count;
    data->item_count = (size_t)all->items;
    data->items = items;
    data->spells = spells;
    data->row = row;
    data->item = item;
    data->value = value;
}

static ent_latent_options same_model(unsigned threads) {
    ent_latent_options options = ent_ideal_defaults().model;
    options.start_sd = sqrt(1 + step * step);
    options.hold_sd = 0;
    options.step_sd_min = step;
    options.step_sd_max = step;
    options.anchor = (ent_latent_anchor){true, 2, 365};
    options.threads = threads;
    options.cut_sd = 1.508; /* (1 + 4/π)^½ */
    return options;
}

/* Their run has one thread: it is timed by the processor's time, and so are ours of one thread;
 * ours of more by the clock. */
static double (*timer(unsigned threads))(void) {
    return threads == 1 ? bench_cpu : bench_wall;
}

/* When the sampler ended its first sweep, and its last. */
struct sweeps {
    double (*now)(void);
    double first, last;
    size_t done;
};

static bool note_sweep(void *context, const ent_latent_progress *progress) {
    struct sweeps *sweeps = context;
    if (strcmp(progress->stage, "sample") != 0) return true;
    if (sweeps->done++ == 0) sweeps->first = sweeps->now();
    sweeps->last = sweeps->now();
    return true;
}

/* ---- side by side ---- */

/* Means by session and actor; missing where there is none. */
typedef double means[SESSIONS][CODES];
static means theirs, by_grid, by_sampler;

static void clear(means out) {
    for (int s = 0; s < SESSIONS; s++)
        for (int c = 0; c < CODES; c++)
            out[s][c] = ent_missing();
}

static void take(const ent_latent_fit *fit, const ent_latent_data *data, means out) {
    double *mean = room(ent_latent_node_count(data), sizeof *mean);
    size_t node = 0;
    must(ent_latent_summary(fit, 0.9, mean, NULL, NULL, NULL, &err));
    clear(out);
    for (size_t s = 0; s < data->spell_count; s++)
        for (uint32_t t = 0; t < data->spells[s].length; t++)
            out[data->spells[s].first - FIRST + (int)t][data->spells[s].unit] = mean[node++];
    free(mean);
}

static double correlation(means a, means b, int from, int to) {
    double n = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int s = from; s < to; s++)
        for (int c = 0; c < CODES; c++) {
            if (ent_is_missing(a[s][c]) || ent_is_missing(b[s][c])) continue;
            n++;
            x += a[s][c];
            y += b[s][c];
            xx += a[s][c] * a[s][c];
            yy += b[s][c] * b[s][c];
            xy += a[s][c] * b[s][c];
        }
    return (xy - x * y / n) / sqrt((xx - x * x / n) * (yy - y * y / n));
}

static int ascending(const void *left, const void *right) {
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static void agree(const char *name, means ours, means with) {
    double each[SESSIONS];
    for (int s = 0; s < SESSIONS; s++)
        each[s] = correlation(ours, with, s, s + 1);
    qsort(each, SESSIONS, sizeof each[0], ascending);
    printf("  %-34s overall %.4f, by session: median %.4f, worst %.4f\n", name,
           correlation(ours, with, 0, SESSIONS), each[SESSIONS / 2], each[0]);
}

/* What peer_mcmcpack.R measured. */
struct run {
    double burn_in, draws, setup, seconds;
};

static struct run read_theirs(const char *folder) {
    struct run run = {0};
    int actor = 0;
    int session = 0;
    double mean = 0;
    FILE *file = open_in(folder, "peer.txt", "r");
    if (fscanf(file, "%lf %lf %lf %lf", &run.burn_in, &run.draws, &run.setup, &run.seconds) != 4)
        exit(1);
    fclose(file);
    file = open_in(folder, "peer.csv", "r");
    clear(theirs);
    (void)fscanf(file, "%*[^\n]");
    while (fscanf(file, "%d,%d,%lf", &actor, &session, &mean) == 3)
        theirs[session - FIRST][actor] = mean;
    fclose(file);
    if (theirs[0][2] < theirs[0][365]) /* the line's direction is free */
        for (int s = 0; s < SESSIONS; s++)
            for (int c = 0; c < CODES; c++)
                theirs[s][c] = -theirs[s][c];
    return run;
}

static void run_grid(const ent_latent_data *data, unsigned threads, const struct run *peer) {
    ent_latent_options options = same_model(threads);
    ent_latent_fit *fit = NULL;
    double (*now)(void) = timer(threads);
    double begun = now();
    must(ent_latent_fit_grid(&fit, data, &options, &err));
    double seconds = now() - begun;
    take(fit, data, by_grid);
    ent_latent_free(fit);
    printf("default estimator, %u thread%s: %.2f s: %.0f times faster than their run (%.0f times "
           "without their reading)\n",
           threads, threads > 1 ? "s" : "", seconds, (peer->setup + peer->seconds) / seconds,
           peer->seconds / seconds);
}

static void run_sampler(const ent_latent_data *data, unsigned threads, const struct run *peer) {
    ent_latent_options options = same_model(threads);
    ent_latent_fit *fit = NULL;
    struct sweeps sweeps = {.now = timer(threads)};
    options.chains = 1;
    options.burn_in = (unsigned)peer->burn_in;
    options.draws = (unsigned)peer->draws;
    options.on_progress = note_sweep;
    options.context = &sweeps;
    double begun = sweeps.now();
    must(ent_latent_fit_gibbs(&fit, data, &options, &err));
    double seconds = sweeps.now() - begun;
    double each = (sweeps.last - sweeps.first) / (double)(sweeps.done - 1);
    double of_theirs = peer->seconds / (peer->burn_in + peer->draws);
    take(fit, data, by_sampler);
    printf("sampler, %u thread%s: %.1f s in all, %.2f ms a sweep: %.1f times faster a sweep; "
           "smallest effective sample size %.0f\n",
           threads, threads > 1 ? "s" : "", seconds, 1000 * each, of_theirs / each,
           ent_latent_describe(fit).ess);
    ent_latent_free(fit);
}

static void compare(const char *folder) {
    struct votes all = {0};
    ent_latent_data data = {0};
    struct run peer = read_theirs(folder);
    read_votes(folder, &all);
    lay_out(&all, &data);
    printf("%zu votes, %d roll calls, %zu states, %zu state-sessions; %.0f sweeps, %.0f kept\n",
           all.count, all.items, data.spell_count, ent_latent_node_count(&data),
           peer.burn_in + peer.draws, peer.draws);
    printf("MCMCdynamicIRT1d: %.1f s of sweeps, %.2f ms a sweep; %.1f s before the first\n",
           peer.seconds, 1000 * peer.seconds / (peer.burn_in + peer.draws), peer.setup);
    run_grid(&data, 2, &peer);
    run_grid(&data, 1, &peer);
    run_sampler(&data, 2, &peer);
    run_sampler(&data, 1, &peer);
    puts("correlation of posterior means:");
    agree("sampler with MCMCdynamicIRT1d", by_sampler, theirs);
    agree("default with MCMCdynamicIRT1d", by_grid, theirs);
    agree("default with sampler", by_grid, by_sampler);
}

int main(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "votes") == 0)
        draw_subset(argv[2], argv[3]);
    else if (argc == 3 && strcmp(argv[1], "compare") == 0)
        compare(argv[2]);
    else
        fputs("usage: peer_mcmcpack votes FILE FOLDER | compare FOLDER\n", stderr);
    return argc < 3 ? 2 : 0;
}
