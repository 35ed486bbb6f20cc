/* SPDX-License-Identifier: Apache-2.0 */
/* A dyad panel's size of table in every form: a million rows of 45 columns, half of them real, of
 * which half repeat few values (an actor's share stands in each of its dyads). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "entente/panel.h"
#include "support.h"

enum { ROWS = 1000000, BATCH = 20000, COLUMNS = 45, REALS = 22 };

static uint64_t stream = 1;

static double uniform(void) {
    uint64_t z = (stream += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* Column f: reals first (odd ones of 200 values in runs), then whole numbers; a tenth is missing.
 */
static double value_at(int f, int row, const double *shares) {
    if (uniform() < 0.1) return ent_missing();
    if (f >= REALS) return (double)(int)(uniform() * (f % 2 == 0 ? 2 : 1000));
    return f % 2 == 0 ? uniform() : shares[(f * 7 + (f % 4 == 1 ? row / 150 : row)) % 200];
}

static void run(const char *path, const ent_field *fields, double *const *columns) {
    ent_error err = {0};
    ent_writer *writer = NULL;
    double start = bench_cpu();
    ent_status status =
        ent_writer_open(&writer, path, fields, COLUMNS, ROWS, "Benchmark", NULL, &err);
    for (int i = 0; i < ROWS / BATCH && status == ENT_OK; i++)
        status = ent_writer_rows(writer, BATCH, (const double *const *)columns, NULL, &err);
    if (status == ENT_OK) status = ent_writer_close(writer, &err);
    double seconds = bench_cpu() - start;
    struct stat info = {0};
    if (status != ENT_OK || stat(path, &info) != 0) {
        printf("%s: %s\n", path, err.text);
        return;
    }
    char name[64];
    snprintf(name, sizeof name, "write %s (%.0f MB)", strrchr(path, 'b'),
             (double)info.st_size / 1e6);
    bench_line(name, ROWS, seconds);
    unlink(path);
}

int main(void) {
    char folder[] = "/tmp/entente-bench-XXXXXX", name[COLUMNS][16], path[64];
    ent_field fields[COLUMNS] = {0};
    double *columns[COLUMNS], shares[200];
    if (mkdtemp(folder) == NULL) return 1;
    for (int i = 0; i < 200; i++)
        shares[i] = uniform() / 50;
    for (int f = 0; f < COLUMNS; f++) {
        snprintf(name[f], sizeof name[f], "column%d", f);
        fields[f] = (ent_field){.name = name[f],
                                .label = "A column",
                                .type = f < REALS ? ENT_FIELD_REAL : ENT_FIELD_INTEGER};
        columns[f] = malloc(BATCH * sizeof **columns);
        if (columns[f] == NULL) return 1;
    }
    for (int row = 0; row < BATCH; row++)
        for (int f = 0; f < COLUMNS; f++)
            columns[f][row] = value_at(f, row, shares);
    static const char *const endings[] = {".csv", ".csv.gz", ".dta", ".sav"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(path, sizeof path, "%s/b%s", folder, endings[i]);
        run(path, fields, columns);
    }
    for (int f = 0; f < COLUMNS; f++)
        free(columns[f]);
    rmdir(folder);
    return 0;
}
