/* SPDX-License-Identifier: Apache-2.0 */
/* A page side by side with its translations. */
#include "cli/align_print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "cli/wrap.h"

enum {
    NARROW = 60, /* columns below which the languages stand one above the other */
    GUTTER = 2,
    QUOTED = 56 /* columns of a quote in a list */
};

/* What is printed, and the link of each sentence. */
struct print {
    const ent_document *document;
    const ent_alignment *alignment;
    size_t *link; /* by sentence: its link plus one */
    size_t *paragraph_link;
    size_t width;
};

/* ---- columns ---- */

/* Two texts beside each other. */
static void put_beside(const char *left, size_t left_length, const char *right, size_t right_length,
                       size_t width) {
    size_t column = (width - GUTTER) / 2;
    size_t l = cli_skip_blanks(left, 0, left_length);
    size_t r = cli_skip_blanks(right, 0, right_length);
    while (l < left_length || r < right_length) {
        size_t used = 0;
        size_t stop = cli_fit_columns(left, l, left_length, column, &used);
        cli_put_words(left, l, stop);
        l = cli_skip_blanks(left, stop, left_length);
        stop = cli_fit_columns(right, r, right_length, column, &column);
        if (stop > r) {
            cli_pad((width - GUTTER) / 2 - used + GUTTER);
            cli_put_words(right, r, stop);
        }
        column = (width - GUTTER) / 2;
        r = cli_skip_blanks(right, stop, right_length);
        putchar('\n');
    }
}

static void put_pair(const struct print *print, ent_text_span en, ent_text_span zh) {
    static const char none[] = "·";
    const char *text = print->document->text;
    const char *left = en.end > 0 ? text + en.begin : none;
    const char *right = zh.end > 0 ? text + zh.begin : none;
    size_t left_length = en.end > 0 ? en.end - en.begin : strlen(none);
    size_t right_length = zh.end > 0 ? zh.end - zh.begin : strlen(none);
    if (print->width >= NARROW) {
        put_beside(left, left_length, right, right_length, print->width);
    } else {
        cli_put_wrapped(left, left_length, print->width, 0);
        cli_put_wrapped(right, right_length, print->width, 0);
    }
}

/* ---- the page ---- */

/* What @p count sentences from @p first on take together. */
static ent_text_span span_of(const ent_document *document, size_t first, size_t count) {
    return (ent_text_span){document->sentences[first].span.begin,
                           document->sentences[first + count - 1].span.end};
}

/* The sentences of the paragraph that stands for its place, each with its translation. */
static void put_paragraph(const struct print *print, const ent_paragraph *paragraph) {
    const ent_document *document = print->document;
    bool chinese = paragraph->tongue == ENT_TONGUE_CHINESE;
    for (size_t k = 0; k < paragraph->sentence_count;) {
        size_t s = paragraph->first_sentence + k;
        ent_text_span own = document->sentences[s].span;
        ent_text_span other = {0, 0};
        size_t taken = 1;
        if (print->link[s] > 0) {
            const ent_link *link = &print->alignment->sentences[print->link[s] - 1];
            size_t first = chinese ? link->zh : link->en;
            taken = (chinese ? link->zh_count : link->en_count) - (s - first);
            own = span_of(document, s, taken);
            other = chinese ? span_of(document, link->en, link->en_count)
                            : span_of(document, link->zh, link->zh_count);
        }
        put_pair(print, chinese ? other : own, chinese ? own : other);
        k += taken;
    }
}

/* Chinese sentences of a linked paragraph that are in no link of sentences. */
static void put_unlinked(const struct print *print, const ent_link *link) {
    for (size_t p = link->zh; p < link->zh + link->zh_count; p++) {
        const ent_paragraph *paragraph = &print->document->paragraphs[p];
        for (size_t k = 0; k < paragraph->sentence_count; k++) {
            size_t s = paragraph->first_sentence + k;
            if (print->link[s] == 0)
                put_pair(print, (ent_text_span){0, 0}, print->document->sentences[s].span);
        }
    }
}

static void put_heading(const ent_document *document, size_t p) {
    static const char *const parts[] = {"title", "byline", "text", "comment"};
    const ent_paragraph *paragraph = &document->paragraphs[p];
    const ent_paragraph *before = p > 0 ? paragraph - 1 : NULL;
    if (before != NULL && before->section == paragraph->section &&
        before->comment == paragraph->comment)
        return;
    if (paragraph->comment > 0)
        printf("-- comment %u\n\n", paragraph->comment);
    else
        printf("-- %s\n\n", parts[paragraph->section]);
}

static void put_page(const struct print *print) {
    const ent_document *document = print->document;
    for (size_t p = 0; p < document->paragraph_count; p++) {
        const ent_paragraph *paragraph = &document->paragraphs[p];
        bool chinese = paragraph->tongue == ENT_TONGUE_CHINESE;
        size_t number = print->paragraph_link[p];
        put_heading(document, p);
        if (paragraph->sentence_count == 0) {
            printf("[%s]\n\n", paragraph->tongue == ENT_TONGUE_OTHER
                                   ? "a paragraph in another language, skipped"
                                   : "a line without letters, skipped");
            continue;
        }
        if (chinese && number > 0) continue; /* stands beside its English */
        put_paragraph(print, paragraph);
        const ent_link *link = number > 0 ? &print->alignment->paragraphs[number - 1] : NULL;
        if (link != NULL && p + 1 == link->en + link->en_count) put_unlinked(print, link);
        putchar('\n');
    }
}

static void put_list(const struct print *print, ent_tongue tongue, const char *heading) {
    const ent_document *document = print->document;
    size_t all = 0;
    size_t lacking = 0;
    for (size_t s = 0; s < document->sentence_count; s++) {
        if (document->paragraphs[document->sentences[s].paragraph].tongue != tongue) continue;
        all++;
        lacking += print->link[s] == 0;
    }
    printf("%s: %zu of %zu sentences\n", heading, lacking, all);
    for (size_t s = 0; s < document->sentence_count; s++) {
        const ent_sentence *sentence = &document->sentences[s];
        size_t columns = 0;
        if (document->paragraphs[sentence->paragraph].tongue != tongue || print->link[s] != 0)
            continue;
        size_t stop = cli_fit_columns(document->text, sentence->span.begin, sentence->span.end,
                                      QUOTED, &columns);
        printf("  paragraph %zu: ", sentence->paragraph + 1);
        cli_put_words(document->text, sentence->span.begin, stop);
        printf("%s\n", stop < sentence->span.end ? " ..." : "");
    }
}

static ent_status index_links(struct print *print, ent_error *err) {
    const ent_alignment *alignment = print->alignment;
    ent_status status = ent_array_new((void **)&print->link, print->document->sentence_count,
                                      sizeof *print->link, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&print->paragraph_link, print->document->paragraph_count,
                               sizeof *print->paragraph_link, err);
    for (size_t i = 0; i < alignment->sentence_count && status == ENT_OK; i++) {
        const ent_link *link = &alignment->sentences[i];
        for (size_t k = 0; k < link->en_count; k++)
            print->link[link->en + k] = i + 1;
        for (size_t k = 0; k < link->zh_count; k++)
            print->link[link->zh + k] = i + 1;
    }
    for (size_t i = 0; i < alignment->paragraph_count && status == ENT_OK; i++) {
        const ent_link *link = &alignment->paragraphs[i];
        for (size_t k = 0; k < link->en_count; k++)
            print->paragraph_link[link->en + k] = i + 1;
        for (size_t k = 0; k < link->zh_count; k++)
            print->paragraph_link[link->zh + k] = i + 1;
    }
    return status;
}

ent_status cli_print_aligned(const ent_document *document, const ent_alignment *alignment,
                             size_t width, ent_error *err) {
    struct print print = {.document = document, .alignment = alignment, .width = width};
    ent_status status = index_links(&print, err);
    if (status == ENT_OK) {
        put_page(&print);
        put_list(&print, ENT_TONGUE_ENGLISH, "English without Chinese");
        put_list(&print, ENT_TONGUE_CHINESE, "Chinese without English");
    }
    free(print.link);
    free(print.paragraph_link);
    return status;
}
