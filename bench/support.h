/* SPDX-License-Identifier: Apache-2.0 */
/* What benchmarks share: processor time, peak memory, one form of line. */
#ifndef ENTENTE_BENCH_SUPPORT_H
#define ENTENTE_BENCH_SUPPORT_H

#include <stddef.h>

/** Processor time of this process, seconds. */
double bench_cpu(void);
/** Wall-clock time, seconds. */
double bench_wall(void);
/** Peak resident memory of this process, MiB. */
double bench_peak_mib(void);
/** Print "name  items  seconds  items/s  peak MiB" as one aligned line. */
void bench_line(const char *name, double items, double seconds);
/** Path of a file of the official data, or NULL when absent (see tests/support.h). */
const char *bench_shared(const char *relative);

#endif
