/* SPDX-License-Identifier: Apache-2.0 */
/* Reading delimited text: rows and megabytes a second, beside a bare loop over libcsv that keeps
 * nothing, checks nothing and knows no line numbers: the floor. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/csv.h"
#include "support.h"

enum { ROWS = 1000000 };

static void make_rows(ent_text *text) {
    ent_error err = {0};
    uint32_t word = 1;
    ent_status status = ent_text_format(text, &err, "importer1,importer2,year,flow1,flow2\n");
    for (int i = 0; i < ROWS && status == ENT_OK; i++) {
        word = word * 1664525u + 1013904223u;
        status = ent_text_format(text, &err, "%u,%u,%u,%u.%02u,%u\n", word % 990, word / 990 % 990,
                                 1870 + word % 145, word / 7 % 100000, word % 100, word / 3 % 5000);
    }
    if (status != ENT_OK) abort();
}

static void count_field(void *field, size_t length, void *context) {
    (void)field;
    ((size_t *)context)[0] += length;
}

static void count_row(int mark, void *context) {
    (void)mark;
    ((size_t *)context)[1]++;
}

static double time_libcsv(const ent_text *text) {
    struct csv_parser parser;
    size_t counts[2] = {0};
    double begin = bench_cpu();
    if (csv_init(&parser, CSV_APPEND_NULL) != 0) abort();
    if (csv_parse(&parser, text->bytes, text->length, count_field, count_row, counts) !=
        text->length)
        abort();
    csv_fini(&parser, count_field, count_row, counts);
    csv_free(&parser);
    if (counts[1] != ROWS + 1) abort();
    return bench_cpu() - begin;
}

/* @p fields: also read each field as a number. */
static double time_reader(const ent_text *text, bool fields) {
    ent_csv *csv = NULL;
    ent_error err = {0};
    size_t rows = 0;
    double sum = 0;
    double begin = bench_cpu();
    if (ent_csv_open(&csv, "bench", text->bytes, text->length, NULL, &err) != ENT_OK) abort();
    for (bool more = true;;) {
        if (ent_csv_next(csv, &more, &err) != ENT_OK) abort();
        if (!more) break;
        rows++;
        for (int i = 0; fields && i < 5; i++) {
            double value = 0;
            if (ent_csv_real(csv, i, NULL, &value, &err) != ENT_OK) abort();
            sum += value;
        }
    }
    ent_csv_close(csv);
    if (rows != ROWS || (fields && sum <= 0)) abort();
    return bench_cpu() - begin;
}

int main(void) {
    ent_text text = {0};
    make_rows(&text);
    double bare = time_libcsv(&text);
    double rows = time_reader(&text, false);
    double fields = time_reader(&text, true);
    bench_line("csv/libcsv alone", ROWS, bare);
    bench_line("csv/rows", ROWS, rows);
    bench_line("csv/rows and 5 numbers each", ROWS, fields);
    double megabytes = (double)text.length / 1e6;
    printf("%-44s %.1f MB: %.0f MB/s; libcsv alone %.0f MB/s; ratio %.2f\n", "csv/size", megabytes,
           megabytes / rows, megabytes / bare, rows / bare);
    ent_text_free(&text);
    return 0;
}
