/* SPDX-License-Identifier: Apache-2.0 */
/* The whole reader: lines of JSON in, lines of JSON out, in memory; and plain text. Made text has
 * the share of sentences with two actors that its name says; with a folder of shared texts their
 * news is read as well.
 * Usage: bench_reader [WEIGHTS] [NEWS] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/finding.h"
#include "entente/page.h"
#include "support.h"

enum { PAGE_SENTENCES = 40, PARAGRAPH = 4 };

struct tools {
    ent_actors *actors;
    ent_namer *namer;
    ent_lexicon *lexicon;
    ent_reader_model *model;
    ent_reader *reader;
    ent_page_reader *pages;
};

static void die(const ent_error *err) {
    fprintf(stderr, "bench_reader: %s\n", err->text);
    exit(1);
}

static void make_tools(struct tools *tools, const char *weights) {
    ent_error err = {0};
    if (ent_actors_new(&tools->actors, &err) != ENT_OK ||
        ent_namer_new(tools->actors, &tools->namer, &err) != ENT_OK ||
        ent_lexicon_new(&tools->lexicon, &err) != ENT_OK ||
        ent_reader_model_load(&tools->model, weights, NULL, 0, &err) != ENT_OK ||
        ent_page_reader_new(&tools->pages, &err) != ENT_OK)
        die(&err);
    ent_reader_tables tables = {tools->actors, tools->namer, tools->lexicon, tools->model};
    if (ent_reader_new(&tools->reader, &tables, &err) != ENT_OK) die(&err);
}

/* Sentences about two actors, and about nobody. */
static const char *const telling[] = {
    "The navies of %s and %s began a joint exercise off the coast on Tuesday, officials said.",
    "%s accused %s of moving two brigades to the border and recalled its ambassador for talks.",
    "%s agreed to sell %s 24 fighters and to train their crews over the next three years.",
    "Analysts noted that %s still depends on %s for most of its gas, despite the sanctions.",
    "%s would not join any alliance against %s, its foreign minister told reporters on Friday."};
static const char *const idle[] = {
    "The harvest was late this year, and prices in the markets of the south rose by four percent.",
    "A spokesman said on Monday that the new bridge would open to traffic before the end of May.",
    "Students gathered in front of the library, where the mayor gave a short speech about reading.",
    "Rain is expected in the hills tonight, and drivers were told to leave more time for the "
    "road."};
static const char *const names[] = {"China",  "Russia",   "Japan",   "India",  "the United States",
                                    "France", "Pakistan", "Vietnam", "Turkey", "Poland"};

static ent_error made_error;

static void add(ent_text *text, const char *words) {
    if (ent_text_add(text, words, strlen(words), &made_error) != ENT_OK) die(&made_error);
}

/* A page of which @p percent of sentences tell of two actors. */
static void make_page(ent_text *page, uint32_t *seed, unsigned percent) {
    char sentence[256];
    ent_text_clear(page);
    for (int s = 0; s < PAGE_SENTENCES; s++) {
        *seed = *seed * 1664525U + 1013904223U;
        uint32_t draw = *seed >> 8;
        if (draw % 100 < percent) {
            const char *one = names[draw / 100 % 10];
            const char *other = names[(draw / 100 + 1 + draw / 1000 % 9) % 10];
            snprintf(sentence, sizeof sentence, telling[draw / 10000 % 5], one, other);
            add(page, sentence);
        } else {
            add(page, idle[draw / 10000 % 4]);
        }
        add(page, s % PARAGRAPH == PARAGRAPH - 1 ? "\n\n" : " ");
    }
}

/* Read a page as often as asked, write its candidates; sentences and candidates are added up. */
static void read_page(struct tools *tools, const ent_text *page, size_t *sentences,
                      size_t *candidates, size_t *written) {
    ent_error err = {0};
    const ent_document *document = NULL;
    const ent_findings *findings = NULL;
    ent_read_options options = ent_read_defaults();
    if (ent_page_parse(tools->pages, "page", page->bytes, page->length, ENT_PAGE_TEXT, &document,
                       &err) != ENT_OK ||
        ent_read(tools->reader, document, &options, &findings, &err) != ENT_OK)
        die(&err);
    *sentences += document->sentence_count;
    *candidates += findings->count;
    for (size_t i = 0; i < findings->count; i++) {
        const char *line = NULL;
        size_t length = 0;
        if (ent_finding_json(tools->reader, document, &findings->list[i], &line, &length, &err) !=
            ENT_OK)
            die(&err);
        *written += length;
    }
}

static void report(const char *name, size_t sentences, size_t candidates, size_t written,
                   double seconds) {
    bench_line(name, (double)sentences, seconds);
    printf("  %zu candidates, %zu bytes of JSON\n", candidates, written);
}

static void bench_made(struct tools *tools, unsigned percent, int pages) {
    ent_text page = {0};
    char name[64];
    uint32_t seed = 1;
    size_t sentences = 0;
    size_t candidates = 0;
    size_t written = 0;
    double seconds = 0;
    for (int p = 0; p < pages; p++) {
        make_page(&page, &seed, percent);
        double start = bench_cpu();
        read_page(tools, &page, &sentences, &candidates, &written);
        seconds += bench_cpu() - start;
    }
    snprintf(name, sizeof name, "made text, %u%% about two actors", percent);
    report(name, sentences, candidates, written, seconds);
    ent_text_free(&page);
}

/* A file's lines as pages of PAGE_SENTENCES lines each. */
static void bench_file(struct tools *tools, const char *path, int rounds) {
    FILE *file = fopen(path, "rb");
    ent_text page = {0};
    char line[8192];
    size_t sentences = 0;
    size_t candidates = 0;
    size_t written = 0;
    double seconds = 0;
    if (file == NULL) return;
    for (int lines = 0; rounds > 0; lines++) {
        bool more = fgets(line, sizeof line, file) != NULL;
        if (more) {
            add(&page, line);
            add(&page, "\n");
        }
        if (page.length == 0 || (more && lines % PAGE_SENTENCES != PAGE_SENTENCES - 1)) continue;
        double start = bench_cpu();
        for (int r = 0; r < rounds; r++)
            read_page(tools, &page, &sentences, &candidates, &written);
        seconds += bench_cpu() - start;
        ent_text_clear(&page);
        if (!more) break;
    }
    report(path, sentences, candidates, written, seconds);
    ent_text_free(&page);
    fclose(file);
}

int main(int argc, char **argv) {
    struct tools tools = {0};
    make_tools(&tools, argc > 1 ? argv[1] : "data/read/weights.bin");
    static const unsigned shares[] = {0, 5, 20, 60};
    for (size_t s = 0; s < sizeof shares / sizeof *shares; s++)
        bench_made(&tools, shares[s], 1000);
    const char *news = argc > 2 ? argv[2] : bench_shared("reading/parallel/news.en");
    if (news != NULL) bench_file(&tools, news, 40);
    ent_reader_free(tools.reader);
    ent_reader_model_free(tools.model);
    ent_lexicon_free(tools.lexicon);
    ent_namer_free(tools.namer);
    ent_actors_free(tools.actors);
    ent_page_reader_free(tools.pages);
    return 0;
}
