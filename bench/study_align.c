/* SPDX-License-Identifier: Apache-2.0 */
/* Alignment of pages simulated from parallel lines, of which some translations are left out or out
 * of place. Five folds of the lines in order: the glossary of a fold is learned from the other
 * four. Fold 0 fits the weights ("study_align fit") and chooses the options ("study_align tune");
 * the other four are reported ("study_align", "study_align terms" without learned words). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "read/align.h"
#include "read/candidate.h"
#include "read/glossary_learn.h"
#include "support.h"

enum { LINES = 4000, FOLDS = 5, PAGE = 75, PAIRS = 10000, PARAGRAPH = 4 };

static ent_parallel lines[LINES];
static size_t line_count;
static ent_error err;

static void must(ent_status status) {
    if (status == ENT_OK) return;
    fprintf(stderr, "study_align: %s\n", err.text);
    exit(1);
}

static char *read_line(FILE *file) {
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = getline(&line, &capacity, file);
    if (length <= 0) {
        free(line);
        return NULL;
    }
    if (line[length - 1] == '\n') line[length - 1] = '\0';
    return line;
}

static bool read_lines(void) {
    const char *found = bench_shared("reading/parallel/news.zh");
    char *path = found != NULL ? strdup(found) : NULL;
    FILE *zh = path != NULL ? fopen(path, "r") : NULL;
    if (path != NULL) memcpy(path + strlen(path) - 2, "en", 2);
    FILE *en = path != NULL ? fopen(path, "r") : NULL;
    while (zh != NULL && en != NULL && line_count < LINES) {
        ent_parallel line = {read_line(zh), read_line(en)};
        if (line.zh == NULL || line.en == NULL) break;
        lines[line_count++] = line;
    }
    if (zh != NULL) fclose(zh);
    if (en != NULL) fclose(en);
    free(path);
    return line_count > 0;
}

static size_t fold_begin(size_t fold) {
    return fold * line_count / FOLDS;
}

/* The glossary of all lines but those of the fold. */
static ent_glossary *glossary_without(size_t fold, bool terms_only) {
    static ent_parallel rest[LINES];
    ent_learned learned = {0};
    ent_glossary *glossary = NULL;
    size_t count = 0;
    for (size_t i = 0; i < line_count; i++)
        if (i < fold_begin(fold) || i >= fold_begin(fold + 1)) rest[count++] = lines[i];
    must(ent_glossary_learn(&learned, rest, count, PAIRS, &err));
    must(ent_glossary_usual(&glossary, learned.rows, learned.count, !terms_only, &err));
    ent_learned_free(&learned);
    return glossary;
}

/* ---- pages ---- */

struct design {
    double missing;  /* share of paragraphs without translation */
    double moved;    /* share of the translations out of place */
    double stray;    /* share of paragraphs without English: their Chinese translates nothing */
    bool paragraphs; /* of several lines; else a line each */
};

/* A page with the line of every sentence. */
struct page {
    ent_document document;
    ent_text text;
    size_t line[2 * PAGE];
    ent_paragraph paragraphs[2 * PAGE];
    ent_sentence sentences[2 * PAGE];
    bool translated[PAGE];
    size_t first; /* line */
};

static void add_paragraph(struct page *page, size_t first, size_t count, ent_tongue tongue) {
    ent_document *document = &page->document;
    ent_paragraph *paragraph = &page->paragraphs[document->paragraph_count++];
    *paragraph = (ent_paragraph){.span = {page->text.length, 0},
                                 .tongue = tongue,
                                 .section = ENT_PART_BODY,
                                 .first_sentence = document->sentence_count,
                                 .sentence_count = count};
    for (size_t k = first; k < first + count; k++) {
        const char *line = tongue == ENT_TONGUE_CHINESE ? lines[k].zh : lines[k].en;
        size_t begin = page->text.length;
        must(ent_text_add(&page->text, line, strlen(line), &err));
        page->line[document->sentence_count] = k;
        page->sentences[document->sentence_count++] =
            (ent_sentence){{begin, page->text.length}, document->paragraph_count - 1};
        must(ent_text_add(&page->text, " ", 1, &err));
    }
    paragraph->span.end = page->text.length - 1;
    must(ent_text_add(&page->text, "\n", 1, &err));
}

/* Lines [first, first + PAGE) in paragraphs, and where each translation stands: after its paragraph
 * number place[p]; PAGE: nowhere. */
static void make_page(struct page *page, size_t first, const struct design *design,
                      ent_random *stream) {
    size_t begin[PAGE + 1];
    size_t place[PAGE];
    bool stray[PAGE];
    size_t count = 0;
    size_t at = 0;
    while (at < PAGE) {
        begin[count++] = at;
        at += design->paragraphs ? 1 + (size_t)(ent_random_uniform(stream) * PARAGRAPH) : 1;
    }
    begin[count] = PAGE;
    ent_text_clear(&page->text);
    page->document = (ent_document){0};
    page->first = first;
    for (size_t p = 0; p < count; p++) {
        bool missing = ent_random_uniform(stream) < design->missing;
        bool moved = ent_random_uniform(stream) < design->moved;
        size_t other = (size_t)(ent_random_uniform(stream) * (double)count);
        place[p] = missing ? PAGE : moved ? other : p;
        stray[p] = ent_random_uniform(stream) < design->stray;
        for (size_t k = begin[p]; k < begin[p + 1]; k++)
            page->translated[k] = !missing && !stray[p];
    }
    for (size_t p = 0; p < count; p++) {
        if (!stray[p])
            add_paragraph(page, first + begin[p], begin[p + 1] - begin[p], ENT_TONGUE_ENGLISH);
        for (size_t q = 0; q < count; q++)
            if (place[q] == p)
                add_paragraph(page, first + begin[q], begin[q + 1] - begin[q], ENT_TONGUE_CHINESE);
    }
    page->document.paragraphs = page->paragraphs;
    page->document.sentences = page->sentences;
    page->document.text = page->text.bytes;
    page->document.length = page->text.length;
}

/* ---- figures ---- */

struct score {
    double found, right, wanted;
};

static void judge(const struct page *page, const ent_alignment *alignment, struct score *score) {
    for (size_t i = 0; i < alignment->sentence_count; i++) {
        const ent_link *link = &alignment->sentences[i];
        for (size_t e = link->en; e < link->en + link->en_count; e++)
            for (size_t z = link->zh; z < link->zh + link->zh_count; z++) {
                score->found++;
                score->right += page->line[e] == page->line[z];
            }
    }
    for (size_t k = 0; k < PAGE; k++)
        score->wanted += page->translated[k];
}

static double f1(const struct score *score) {
    return 2 * score->right / (score->found + score->wanted);
}

static void run_fold(size_t fold, ent_aligner *aligner, const struct design *design, uint32_t seed,
                     struct score *score) {
    static struct page page;
    ent_random stream = ent_random_stream(seed, (uint32_t)fold, 0, 0);
    for (size_t first = fold_begin(fold); first + PAGE <= fold_begin(fold + 1); first += PAGE) {
        const ent_alignment *alignment = NULL;
        make_page(&page, first, design, &stream);
        must(ent_align(aligner, &page.document, &alignment, &err));
        judge(&page, alignment, score);
    }
}

static const struct design designs[] = {
    {0, 0, 0, false},     {0.3, 0, 0, false},     {0.5, 0, 0, false},   {0.7, 0, 0, false},
    {0, 0.2, 0, false},   {0.3, 0.2, 0, false},   {0.5, 0.2, 0, false}, {0.7, 0.2, 0, false},
    {0.3, 0, 0.3, false}, {0.3, 0.2, 0.3, false}, {0, 0, 0, true},      {0.3, 0, 0, true},
    {0.5, 0, 0, true},    {0.7, 0, 0, true},      {0, 0.2, 0, true},    {0.3, 0.2, 0, true},
    {0.5, 0.2, 0, true},  {0.7, 0.2, 0, true},    {0.3, 0, 0.3, true},  {0.3, 0.2, 0.3, true}};
enum { DESIGNS = sizeof designs / sizeof designs[0], SEEDS = 5 };

static void report(bool terms_only) {
    ent_chain_options options = ent_align_defaults();
    static struct score scores[DESIGNS][SEEDS];
    for (size_t fold = 1; fold < FOLDS; fold++) {
        ent_aligner *aligner = NULL;
        must(ent_aligner_with(&aligner, glossary_without(fold, terms_only), &options, &err));
        for (size_t d = 0; d < DESIGNS; d++)
            for (uint32_t seed = 0; seed < SEEDS; seed++)
                run_fold(fold, aligner, &designs[d], seed + 1, &scores[d][seed]);
        ent_aligner_free(aligner);
    }
    printf("| unit | missing | out of place | Chinese alone | precision | recall | F1 | F1 by seed "
           "|\n");
    printf("|---|---|---|---|---|---|---|---|\n");
    for (size_t d = 0; d < DESIGNS; d++) {
        struct score all = {0};
        for (size_t seed = 0; seed < SEEDS; seed++) {
            all.found += scores[d][seed].found;
            all.right += scores[d][seed].right;
            all.wanted += scores[d][seed].wanted;
        }
        printf("| %s | %.0f%% | %.0f%% | %.0f%% | %.3f | %.3f | %.3f |",
               designs[d].paragraphs ? "paragraphs" : "sentences", 100 * designs[d].missing,
               100 * designs[d].moved, 100 * designs[d].stray, all.right / all.found,
               all.right / all.wanted, f1(&all));
        for (size_t seed = 0; seed < SEEDS; seed++)
            printf(" %.3f", f1(&scores[d][seed]));
        printf(" |\n");
    }
}

/* Mean F1 on fold 0 over the designs, for a grid of options. */
static void tune(void) {
    static const double leasts[] = {-3, -2, -1, 0};
    static const double neighbours[] = {0.5, 1, 2};
    static const double moveds[] = {-2, -1, 0, 1};
    for (size_t l = 0; l < 4; l++)
        for (size_t n = 0; n < 3; n++)
            for (size_t m = 0; m < 4; m++) {
                ent_chain_options options = {leasts[l], neighbours[n], moveds[m]};
                ent_aligner *aligner = NULL;
                double sum = 0;
                must(ent_aligner_with(&aligner, glossary_without(0, false), &options, &err));
                printf("%4.1f %4.1f %8.1g:", leasts[l], neighbours[n], moveds[m]);
                for (size_t d = 0; d < DESIGNS; d++) {
                    struct score score = {0};
                    for (uint32_t seed = 0; seed < 2; seed++)
                        run_fold(0, aligner, &designs[d], 100 + seed, &score);
                    sum += f1(&score);
                    printf(" %.3f", f1(&score));
                }
                printf("  mean %.4f\n", sum / DESIGNS);
                ent_aligner_free(aligner);
            }
}

/* ---- weights ---- */

enum { CASES = 200000 };

struct cases {
    double features[CASES][ENT_PAIR_FEATURES];
    bool right[CASES];
    size_t count;
};

/* The candidate pairs of a page's paragraphs, each right or wrong. */
static void gather(const struct page *page, const ent_glossary *glossary, ent_pair_scorer *scorer,
                   struct cases *cases) {
    ent_units units[2] = {{0}, {0}};
    size_t line[2][PAGE];
    ent_candidates candidates = {0};
    const ent_document *document = &page->document;
    for (size_t p = 0; p < document->paragraph_count; p++) {
        const ent_paragraph *paragraph = &document->paragraphs[p];
        bool chinese = paragraph->tongue == ENT_TONGUE_CHINESE;
        line[chinese][units[chinese].count] = page->line[paragraph->first_sentence];
        must(ent_units_add(&units[chinese], glossary, document->text, paragraph->span, chinese,
                           &err));
    }
    ent_side en = {&units[0], NULL};
    ent_side zh = {&units[1], NULL};
    must(ent_candidates_find(&candidates, scorer, glossary, &en, &zh, &err));
    for (size_t i = 0; i < candidates.count && cases->count < CASES; i++) {
        const ent_pair *pair = &candidates.pairs[i];
        ent_pair_features(scorer, &units[0], &units[1], pair, cases->features[cases->count]);
        cases->right[cases->count++] = line[0][pair->en] == line[1][pair->zh];
    }
    ent_candidates_free(&candidates);
    ent_units_free(&units[0]);
    ent_units_free(&units[1]);
}

/* Solve a symmetric positive definite system by elimination; the solution is left in b. */
static void solve(double a[ENT_PAIR_FEATURES][ENT_PAIR_FEATURES], double *b) {
    for (size_t k = 0; k < ENT_PAIR_FEATURES; k++)
        for (size_t i = k + 1; i < ENT_PAIR_FEATURES; i++) {
            double factor = a[i][k] / a[k][k];
            for (size_t j = k; j < ENT_PAIR_FEATURES; j++)
                a[i][j] -= factor * a[k][j];
            b[i] -= factor * b[k];
        }
    for (size_t i = ENT_PAIR_FEATURES; i-- > 0;) {
        for (size_t j = i + 1; j < ENT_PAIR_FEATURES; j++)
            b[i] -= a[i][j] * b[j];
        b[i] /= a[i][i];
    }
}

/* One step of Newton's method for a logistic regression with a small ridge. */
static void newton(const struct cases *cases, double *weights) {
    static const double ridge = 1;
    double hessian[ENT_PAIR_FEATURES][ENT_PAIR_FEATURES] = {{0}};
    double gradient[ENT_PAIR_FEATURES] = {0};
    for (size_t f = 0; f < ENT_PAIR_FEATURES; f++) {
        hessian[f][f] = ridge;
        gradient[f] = -ridge * weights[f];
    }
    for (size_t i = 0; i < cases->count; i++) {
        const double *x = cases->features[i];
        double sum = 0;
        for (size_t f = 0; f < ENT_PAIR_FEATURES; f++)
            sum += weights[f] * x[f];
        double p = 1 / (1 + exp(-sum));
        for (size_t f = 0; f < ENT_PAIR_FEATURES; f++) {
            gradient[f] += ((cases->right[i] ? 1 : 0) - p) * x[f];
            for (size_t g = 0; g < ENT_PAIR_FEATURES; g++)
                hessian[f][g] += p * (1 - p) * x[f] * x[g];
        }
    }
    solve(hessian, gradient);
    for (size_t f = 0; f < ENT_PAIR_FEATURES; f++)
        weights[f] += gradient[f];
}

static void fit(void) {
    enum { STEPS = 25, ROUNDS = 6 };
    static struct page page;
    static struct cases cases;
    double weights[ENT_PAIR_FEATURES] = {0};
    ent_pair_scorer *scorer = NULL;
    ent_glossary *glossary = glossary_without(0, false);
    must(ent_pair_scorer_new(&scorer, glossary, &err));
    ent_random stream = ent_random_stream(99, 0, 0, 0);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t first = 0; first + PAGE <= fold_begin(1); first += PAGE) {
            struct design design = {.5, 0, .1, round % 2 == 1};
            make_page(&page, first, &design, &stream);
            gather(&page, glossary, scorer, &cases);
        }
    for (int step = 0; step < STEPS; step++)
        newton(&cases, weights);
    printf("%zu cases\n", cases.count);
    for (size_t f = 0; f < ENT_PAIR_FEATURES; f++)
        printf("%.3f, ", weights[f]);
    printf("\n");
    ent_pair_scorer_free(scorer);
    ent_glossary_free(glossary);
}

/* The rows learned from all lines, as data/read/lexicon.csv holds them (script/make-lexicon). */
static void write_glossary(void) {
    ent_learned learned = {0};
    must(ent_glossary_learn(&learned, lines, line_count, PAIRS, &err));
    printf("zh,en,zh_given_en,en_given_zh\n");
    for (size_t i = 0; i < learned.count; i++)
        printf("%s,%s,%.2g,%.2g\n", learned.rows[i].zh, learned.rows[i].en,
               (double)learned.rows[i].zh_given_en, (double)learned.rows[i].en_given_zh);
    ent_learned_free(&learned);
}

int main(int argc, char **argv) {
    const char *part = argc > 1 ? argv[1] : "";
    if (!read_lines()) {
        printf("align: the parallel lines are absent\n");
        return 0;
    }
    if (strcmp(part, "fit") == 0)
        fit();
    else if (strcmp(part, "tune") == 0)
        tune();
    else if (strcmp(part, "lexicon") == 0)
        write_glossary();
    else
        report(strcmp(part, "terms") == 0);
    return 0;
}
