/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of the reading room share: a document of some text, its paragraphs and sentences. */
#ifndef ENTENTE_TESTS_SUPPORT_PAGE_H
#define ENTENTE_TESTS_SUPPORT_PAGE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/page.h"
#include "support.h"

/* One reader for all tests of a program: what it keeps from one page must not show in the next. */
static inline ent_page_reader *page_reader(void) {
    static ent_page_reader *reader = NULL;
    ent_error err = {0};
    if (reader == NULL) assert_ok(ent_page_reader_new(&reader, &err), &err);
    return reader;
}

static inline const ent_document *page_of(const void *data, size_t size, ent_page_form form) {
    const ent_document *document = NULL;
    ent_error err = {0};
    assert_ok(ent_page_parse(page_reader(), "page", data, size, form, &document, &err), &err);
    assert_non_null(document);
    assert_int_equal(strlen(document->text), document->length);
    return document;
}

static inline const ent_document *page_of_text(const char *text) {
    return page_of(text, strlen(text), ENT_PAGE_TEXT);
}

static inline const ent_document *page_of_html(const char *text) {
    return page_of(text, strlen(text), ENT_PAGE_HTML);
}

/* The text of a span; a ring of 8 buffers. */
static inline const char *spanned(const ent_document *document, ent_text_span span) {
    static char buffers[8][4096];
    static int next;
    char *buffer = buffers[next++ % 8];
    assert_true(span.begin <= span.end && span.end <= document->length);
    snprintf(buffer, sizeof buffers[0], "%.*s", (int)(span.end - span.begin),
             document->text + span.begin);
    return buffer;
}

static inline const char *paragraph_text(const ent_document *document, size_t p) {
    assert_true(p < document->paragraph_count);
    return spanned(document, document->paragraphs[p].span);
}

static inline const char *sentence_text(const ent_document *document, size_t s) {
    assert_true(s < document->sentence_count);
    return spanned(document, document->sentences[s].span);
}

/* The sentences are these, up to NULL. */
static inline void assert_sentences(const char *text, const char *const *wanted) {
    const ent_document *document = page_of_text(text);
    size_t count = 0;
    for (; wanted[count] != NULL; count++) {
        if (count >= document->sentence_count) fail_msg("lacks '%s'", wanted[count]);
        assert_string_equal(sentence_text(document, count), wanted[count]);
    }
    assert_int_equal(document->sentence_count, count);
}

#endif
