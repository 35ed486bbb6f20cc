/* SPDX-License-Identifier: Apache-2.0 */
/* Ideal points from the official votes by the default estimator and, a few sweeps of it, by the
 * sampler: time, and correlation per session with the published estimates (Bailey, Strezhnev &
 * Voeten 2017), which the same run reads from their own file. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "entente/ideal.h"
#include "entente/import.h"
#include "support.h"

enum { SESSIONS = 100, CODES = 1000, ANCIENT = 10, SWEEPS = 100, SESSION_ZERO = 1945 };

static void check(ent_status status, const ent_error *err) {
    if (status == ENT_OK) return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

/* Published points by session and code; missing where there is none. */
static double published[SESSIONS][CODES];

static ent_status keep_point(void *context, const ent_point *row, ent_error *err) {
    (void)context;
    (void)err;
    int session = row->year - SESSION_ZERO;
    if (session >= 0 && session < SESSIONS && row->actor < CODES)
        published[session][row->actor] = row->value;
    return ENT_OK;
}

static void read_published(const char *path) {
    ent_store *store = NULL;
    ent_error err = {0};
    ent_input input = {path, NULL, 0};
    for (int s = 0; s < SESSIONS; s++)
        for (int c = 0; c < CODES; c++)
            published[s][c] = ent_missing();
    check(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    check(ent_import(store, "ideal-points", &input, 1, NULL, NULL, &err), &err);
    check(ent_store_points(store, "ideal_point", 1900, 2100, keep_point, NULL, &err), &err);
    ent_store_close(store);
}

/* Sums of one session's pairs of estimate and published point. */
struct sums {
    double n, x, y, xx, yy, xy;
};

static double correlation(const struct sums *s) {
    double covariance = s->xy - s->x * s->y / s->n;
    return covariance / sqrt((s->xx - s->x * s->x / s->n) * (s->yy - s->y * s->y / s->n));
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void compare(const ent_ideal_points *points) {
    static struct sums sums[SESSIONS];
    double all[SESSIONS];
    size_t count = 0;
    size_t above = 0;
    double worst = 1;
    int worst_session = 0;
    for (int s = 0; s < SESSIONS; s++)
        sums[s] = (struct sums){0};
    for (size_t p = 0; p < points->count; p++) {
        const ent_ideal_point *point = &points->points[p];
        double y = point->actor < CODES ? published[point->year - SESSION_ZERO][point->actor]
                                        : ent_missing();
        struct sums *s = &sums[point->year - SESSION_ZERO];
        if (point->votes == 0 || ent_is_missing(y)) continue;
        *s = (struct sums){s->n + 1,      s->x + point->mean,
                           s->y + y,      s->xx + point->mean * point->mean,
                           s->yy + y * y, s->xy + point->mean * y};
    }
    for (int s = 0; s < SESSIONS; s++) {
        if (sums[s].n < 3) continue;
        double r = all[count++] = correlation(&sums[s]);
        above += r > 0.99;
        if (s > ANCIENT && r < worst) {
            worst = r;
            worst_session = s;
        }
    }
    if (count == 0) return;
    qsort(all, count, sizeof all[0], ascending);
    printf("    correlation with the published points: median %.4f, above .99 in %zu of %zu "
           "sessions, worst after the tenth %.4f (session %d)\n",
           all[count / 2], above, count, worst, worst_session);
}

static void estimate(ent_store *store, const char *name, const ent_ideal_options *options,
                     double items) {
    ent_ideal_points points = {0};
    ent_error err = {0};
    double start = bench_wall();
    double cpu = bench_cpu();
    check(ent_ideal_estimate(store, options, &points, &err), &err);
    printf("%s: %.1f s, %.1f s of processor\n", name, bench_wall() - start, bench_cpu() - cpu);
    bench_line(name, (double)points.info.observations * items, bench_wall() - start);
    compare(&points);
    ent_ideal_points_free(&points);
}

int main(void) {
    const char *votes = bench_shared("data/votes/UNVotesPublished_1946_2015.csv.gz");
    if (votes == NULL) return 0;
    ent_store *store = NULL;
    ent_error err = {0};
    ent_input input = {votes, NULL, 0};
    check(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    check(ent_import(store, "un-votes", &input, 1, NULL, NULL, &err), &err);
    const char *path = bench_shared("data/votes/IdealpointestimatesAll_Jul2023.csv");
    if (path != NULL) read_published(path);
    ent_ideal_options options = ent_ideal_defaults();
    estimate(store, "default estimator, one pass over the votes", &options, 1);
    options.sample = true;
    options.model.chains = 2;
    options.model.burn_in = SWEEPS;
    options.model.draws = SWEEPS;
    estimate(store, "sampler, two chains of 200 sweeps", &options, 4 * SWEEPS);
    ent_store_close(store);
    return 0;
}
