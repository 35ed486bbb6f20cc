/* SPDX-License-Identifier: Apache-2.0 */
/* A small table that the tests of the writer's forms write and read back, and figures to fill
 * larger ones. */
#ifndef ENTENTE_TESTS_PANEL_TABLE_H
#define ENTENTE_TESTS_PANEL_TABLE_H

#include "entente/panel.h"
#include "support.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const endings[] = {".csv", ".csv.gz", ".dta", ".sav"};
enum { FORMS = 4 };

static inline char *path_with(const char *name, const char *ending, char path[600]) {
    snprintf(path, 600, "%s/%s%s", scratch_folder(), name, ending);
    return path;
}

static inline size_t entries(void) {
    size_t count = 0;
    DIR *folder = opendir(scratch_folder());
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

/* ---- a small table ---- */

static const char *const notes[] = {
    "Made by a test.",
    "A note longer than the eighty bytes that SPSS allows to one line of a document is broken.",
    NULL};
static const ent_field fields[] = {
    {"year", "Year", NULL, ENT_FIELD_INTEGER, 2},
    {"actor1", "First actor, 甲方", NULL, ENT_FIELD_TEXT, 24},
    {"cinc1", "Share of material capabilities", "CINC 6.0", ENT_FIELD_REAL, 0},
    {"defense", "Defence obligation", NULL, ENT_FIELD_INTEGER, 1},
    {"milper", "Military personnel", NULL, ENT_FIELD_INTEGER, 0}};
enum { FIELDS = 5, ROWS = 4 };
static const double year[ROWS] = {1816, 1949, 2001, 2024};
static const double cinc[ROWS] = {0.1 + 0.2, NAN, 1.5e-7, -0.0};
static const double defense[ROWS] = {0, 1, NAN, 1};
static const double milper[ROWS] = {2147483620, -9, 100000, NAN};
static const char *const actor[ROWS] = {"China", "Korea, \"North\"", "", "中国"};
static const double *const values[FIELDS] = {year, NULL, cinc, defense, milper};
static const char *const *const texts[FIELDS] = {NULL, actor, NULL, NULL, NULL};

static inline ent_status write_table(const char *path, size_t announced, ent_error *err) {
    ent_writer *writer = NULL;
    ent_status status =
        ent_writer_open(&writer, path, fields, FIELDS, announced, "A title", notes, err);
    if (status != ENT_OK) return status;
    status = ent_writer_rows(writer, ROWS, values, texts, err);
    if (status != ENT_OK) {
        ent_writer_discard(writer);
        return status;
    }
    return ent_writer_close(writer, err);
}

/* Splitmix64. */
static inline uint64_t next_random(uint64_t *stream) {
    uint64_t z = (*stream += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/* Any finite double both formats can hold, whole numbers and missing among them. */
static inline double random_value(uint64_t *stream) {
    uint64_t bits = next_random(stream);
    switch (bits % 5) {
    case 0:
        return (double)NAN;
    case 1:
        return (double)((int)(bits >> 40 & 0x3FF) - 300); /* what SPSS packs into one byte */
    case 2:
        return (double)(bits >> 11) * 0x1p-53;
    case 3:
        return (double)(int64_t)bits;
    default:
        return ldexp((double)(bits >> 11), (int)(bits >> 3 & 0xFF) * 7 - 1070);
    }
}

static inline bool same_bits(double a, double b) {
    return (isnan(a) && isnan(b)) || (a == b && signbit(a) == signbit(b));
}

enum { MANY = 20011, BATCH = 1000, COLUMNS = 7 };

/* Fill a table of random figures and write it in batches. */
static inline void write_many(const char *path, double table[COLUMNS][MANY]) {
    static const char *const names[COLUMNS] = {"a", "b", "c", "d", "e", "f", "g"};
    ent_field list[COLUMNS];
    uint64_t stream = 5;
    ent_error err = {0};
    ent_writer *writer = NULL;
    for (int f = 0; f < COLUMNS; f++) {
        list[f] = (ent_field){names[f], "", NULL, ENT_FIELD_REAL, 0};
        for (int row = 0; row < MANY; row++)
            table[f][row] = random_value(&stream);
    }
    assert_ok(ent_writer_open(&writer, path, list, COLUMNS, MANY, "", NULL, &err), &err);
    for (int row = 0; row < MANY; row += BATCH) {
        const double *part[COLUMNS];
        for (int f = 0; f < COLUMNS; f++)
            part[f] = table[f] + row;
        size_t count = MANY - row < BATCH ? (size_t)(MANY - row) : BATCH;
        assert_ok(ent_writer_rows(writer, count, part, NULL, &err), &err);
    }
    assert_ok(ent_writer_close(writer, &err), &err);
}

#endif
