/* SPDX-License-Identifier: Apache-2.0 */
/* Reading pages: sentences and megabytes a second of plain text, HTML and a stream of JSON lines;
 * memory as the stream grows; alignment of a bilingual page as it grows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "entente/entente.h"
#include "support.h"

enum { PAGES = 20000, ROUNDS = 40, PARAGRAPHS = 8 };

static ent_error err;

static void must(ent_status status) {
    if (status == ENT_OK) return;
    fprintf(stderr, "bench_page: %s\n", err.text);
    exit(1);
}

/* Sentences of words drawn by a fixed generator, a hundred or so letters each. */
static void add_sentence(ent_text *text, uint32_t *word) {
    static const char *const words[] = {
        "the",  "fleet",    "of",       "both",      "states",    "met",      "in",      "strait",
        "and",  "officers", "signed",   "agreement", "with",      "minister", "Gen. Li", "said",
        "that", "U.S.",     "exercise", "which",     "delivers",  "missiles", "to",      "partners",
        "3.5",  "percent",  "since",    "2017,",     "according", "navy"};
    must(ent_text_add(text, "The", 3, &err));
    for (int k = 0; k < 18; k++) {
        *word = *word * 1664525u + 1013904223u;
        must(ent_text_format(text, &err, " %s", words[(*word >> 16) % 30]));
    }
    must(ent_text_add(text, " ended. ", 8, &err));
}

static void make_page(ent_text *text, const char *open, const char *close, uint32_t seed) {
    uint32_t word = seed;
    for (int p = 0; p < PARAGRAPHS; p++) {
        must(ent_text_add(text, open, strlen(open), &err));
        for (int s = 0; s < 4; s++)
            add_sentence(text, &word);
        must(ent_text_add(text, close, strlen(close), &err));
    }
}

static void report(const char *name, double sentences, double bytes, double seconds) {
    bench_line(name, sentences, seconds);
    printf("%-44s %.0f MB/s\n", "", bytes / 1e6 / seconds);
}

/* One page read again and again. */
static void time_pages(const char *name, ent_page_form form, const char *open, const char *close) {
    ent_page_reader *reader = NULL;
    ent_text text = {0};
    double sentences = 0;
    for (int i = 0; i < 200; i++)
        make_page(&text, open, close, (uint32_t)i);
    must(ent_page_reader_new(&reader, &err));
    double begin = bench_cpu();
    for (int round = 0; round < ROUNDS; round++) {
        const ent_document *page = NULL;
        must(ent_page_parse(reader, name, text.bytes, text.length, form, &page, &err));
        sentences += (double)page->sentence_count;
    }
    report(name, sentences, ROUNDS * (double)text.length, bench_cpu() - begin);
    ent_page_reader_free(reader);
    ent_text_free(&text);
}

static void write_stream(const char *path, int pages) {
    FILE *file = fopen(path, "w");
    ent_text text = {0};
    if (file == NULL) exit(1);
    for (int i = 0; i < pages; i++) {
        ent_text_clear(&text);
        make_page(&text, "", "\\n\\n", (uint32_t)i);
        fprintf(file,
                "{\"id\":\"%d\",\"date\":\"2018-09-12\",\"title\":\"Fleets\",\"text\":\"%s\"}\n", i,
                text.bytes);
    }
    fclose(file);
    ent_text_free(&text);
}

static void time_stream(int pages) {
    char path[] = "/tmp/bench_page_XXXXXX";
    char name[64];
    int file = mkstemp(path);
    ent_page_reader *reader = NULL;
    double sentences = 0;
    double bytes = 0;
    if (file < 0) exit(1);
    close(file);
    write_stream(path, pages);
    must(ent_page_reader_new(&reader, &err));
    double begin = bench_cpu();
    must(ent_page_open(reader, path, ENT_PAGE_ANY, &err));
    for (const ent_document *page = NULL;;) {
        must(ent_page_next(reader, &page, &err));
        if (page == NULL) break;
        sentences += (double)page->sentence_count;
        bytes += (double)page->length;
    }
    snprintf(name, sizeof name, "page/stream of %d", pages);
    report(name, sentences, bytes, bench_cpu() - begin);
    ent_page_reader_free(reader);
    unlink(path);
}

/* A page of which every other paragraph translates the one before. */
static void time_alignment(int paragraphs) {
    static const char *const en[] = {"China",    "Russia",    "army",  "treaty",
                                     "exercise", "missiles",  "navy",  "trade",
                                     "border",   "president", "talks", "sanctions"};
    static const char *const zh[] = {"中国", "俄罗斯", "军队", "条约", "演习", "导弹",
                                     "海军", "贸易",   "边境", "总统", "谈判", "制裁"};
    char name[64];
    ent_text text = {0};
    uint32_t word = 1;
    for (int p = 0; p < paragraphs; p++) {
        uint32_t keep = word;
        for (int k = 0; k < 12; k++) {
            word = word * 1664525u + 1013904223u;
            must(ent_text_format(&text, &err, "%s %u of the ", en[(word >> 16) % 12], word >> 22));
        }
        must(ent_text_format(&text, &err, "end.\n\n"));
        for (int k = 0; k < 12 && p % 2 == 0; k++) {
            keep = keep * 1664525u + 1013904223u;
            must(ent_text_format(&text, &err, "%s%u的", zh[(keep >> 16) % 12], keep >> 22));
        }
        must(ent_text_format(&text, &err, "%s", p % 2 == 0 ? "。\n\n" : ""));
    }
    ent_page_reader *reader = NULL;
    ent_aligner *aligner = NULL;
    const ent_document *page = NULL;
    const ent_alignment *alignment = NULL;
    must(ent_page_reader_new(&reader, &err));
    must(ent_aligner_new(&aligner, &err));
    must(ent_page_parse(reader, "page", text.bytes, text.length, ENT_PAGE_TEXT, &page, &err));
    double begin = bench_cpu();
    must(ent_align(aligner, page, &alignment, &err));
    snprintf(name, sizeof name, "page/align %zu sentences", page->sentence_count);
    bench_line(name, (double)page->sentence_count, bench_cpu() - begin);
    ent_aligner_free(aligner);
    ent_page_reader_free(reader);
    ent_text_free(&text);
}

int main(void) {
    time_pages("page/text", ENT_PAGE_TEXT, "", "\n\n");
    time_pages("page/HTML", ENT_PAGE_HTML, "<div class=\"text\"><p>", "</p></div>\n");
    time_stream(PAGES / 10);
    time_stream(PAGES);
    for (int paragraphs = 100; paragraphs <= 10000; paragraphs *= 10)
        time_alignment(paragraphs);
    return 0;
}
