/* SPDX-License-Identifier: Apache-2.0 */
/* Writing and reading figures, against the C library in the same run. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "support.h"

enum { COUNT = 1000000 };

static uint64_t stream = 1;

static double uniform(void) {
    uint64_t z = (stream += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static double fraction(void) {
    return uniform();
}
static double whole(void) {
    return floor(uniform() * 100000);
}
static double two_decimals(void) {
    return round(uniform() * 100000) / 100;
}
static double small_share(void) {
    return exp(-16 * uniform());
}
static double money(void) {
    return uniform() * 1e7;
}

/* One mix: write with us and with snprintf, read with us and with strtod. */
static void run(const char *name, double (*draw)(void)) {
    double *value = malloc(COUNT * sizeof *value);
    char(*text)[ENT_NUMBER_TEXT] = malloc(COUNT * sizeof *text);
    if (value == NULL || text == NULL) abort();
    for (int i = 0; i < COUNT; i++)
        value[i] = draw();
    memset(text, 0, COUNT * sizeof *text); /* no page faults in the timing */
    char line[64], peer[ENT_NUMBER_TEXT];
    size_t bytes = 0;
    double start = bench_cpu();
    for (int i = 0; i < COUNT; i++)
        bytes += ent_number_write(value[i], text[i]);
    double ours = bench_cpu() - start;
    start = bench_cpu();
    for (int i = 0; i < COUNT; i++)
        bytes += (size_t)snprintf(peer, sizeof peer, "%.17g", value[i]);
    double theirs = bench_cpu() - start;
    snprintf(line, sizeof line, "write %s (%.1f x snprintf)", name, theirs / ours);
    bench_line(line, COUNT, ours);
    double sum = 0, read = 0;
    start = bench_cpu();
    for (int i = 0; i < COUNT; i++)
        if (ent_number_read(text[i], &read)) sum += read;
    ours = bench_cpu() - start;
    start = bench_cpu();
    for (int i = 0; i < COUNT; i++)
        sum -= strtod(text[i], NULL);
    theirs = bench_cpu() - start;
    snprintf(line, sizeof line, "read %s (%.1f x strtod)", name, theirs / ours);
    bench_line(line, COUNT, ours);
    if (sum > 1 || bytes == 0) printf("reading differs from strtod: %g\n", sum);
    free(value);
    free(text);
}

int main(void) {
    run("fractions of 53 bits", fraction);
    run("whole numbers", whole);
    run("two decimals", two_decimals);
    run("shares 1e-7..1", small_share);
    run("amounts below 1e7", money);
    return 0;
}
