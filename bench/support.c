/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static double clock_seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bench_cpu(void) {
    return clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double bench_wall(void) {
    return clock_seconds(CLOCK_MONOTONIC);
}

double bench_peak_mib(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024.0;
}

void bench_line(const char *name, double items, double seconds) {
    printf("%-44s %12.0f items %9.4f s %14.0f items/s %8.1f MiB\n", name, items, seconds,
           items / seconds, bench_peak_mib());
}

const char *bench_shared(const char *relative) {
    static char path[1024];
    const char *root = getenv("ENTENTE_SHARED");
    snprintf(path, sizeof path, "%s/%s", root != NULL ? root : "../shared", relative);
    return access(path, R_OK) == 0 ? path : NULL;
}
