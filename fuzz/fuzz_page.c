/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of any bytes: the first byte chooses the form. Paragraphs and sentences must lie in the
 * text, in order, and the text be valid UTF-8 without what is left out. */
#include <stdlib.h>

#include "entente/page.h"
#include "read/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(int truth) {
    if (!truth) abort();
}

static void check_text(const ent_document *page) {
    const unsigned char *text = (const unsigned char *)page->text;
    for (size_t at = 0; at < page->length;) {
        size_t length = ent_utf8_length(text + at, text + page->length);
        size_t same = 0;
        use(length > 0);
        uint32_t c = ent_utf8_at(page->text, at, page->length, &same);
        use(same == length && ent_utf8_kept(c) == c);
        at += length;
    }
    use(text[page->length] == '\0');
}

static void check_parts(const ent_document *page) {
    size_t sentences = 0;
    size_t end = 0;
    for (size_t p = 0; p < page->paragraph_count; p++) {
        const ent_paragraph *paragraph = &page->paragraphs[p];
        use(paragraph->span.begin >= end && paragraph->span.end > paragraph->span.begin);
        use(paragraph->span.end <= page->length && paragraph->first_sentence == sentences);
        size_t at = paragraph->span.begin;
        for (size_t k = 0; k < paragraph->sentence_count; k++) {
            ent_text_span span = page->sentences[sentences++].span;
            use(span.begin >= at && span.end > span.begin && span.end <= paragraph->span.end);
            at = span.end;
        }
        end = paragraph->span.end;
    }
    use(sentences == page->sentence_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_page_reader *reader = NULL;
    const ent_document *page = NULL;
    ent_error err = {0};
    if (size < 1) return 0;
    if (reader == NULL && ent_page_reader_new(&reader, &err) != ENT_OK) return 0;
    ent_page_form form = (ent_page_form)(data[0] % 4);
    if (ent_page_parse(reader, "fuzz", data + 1, size - 1, form, &page, &err) != ENT_OK) {
        use(page == NULL && err.text[0] != '\0');
        return 0;
    }
    check_text(page);
    check_parts(page);
    return 0;
}
