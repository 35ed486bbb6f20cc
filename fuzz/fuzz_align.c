/* SPDX-License-Identifier: Apache-2.0 */
/* Alignment of pages of any text: links stay in the document, in its languages, and nothing is
 * linked twice. */
#include <stdlib.h>
#include <string.h>

#include "entente/align.h"
#include "entente/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(int truth) {
    if (!truth) abort();
}

static void check(const ent_link *links, size_t count, size_t units) {
    bool *taken = calloc(units + 1, 1);
    if (taken == NULL) return;
    for (size_t i = 0; i < count; i++) {
        use(links[i].en_count > 0 && links[i].en + links[i].en_count <= units);
        use(links[i].zh_count > 0 && links[i].zh + links[i].zh_count <= units);
        use(links[i].log_odds == links[i].log_odds);
        for (size_t k = 0; k < links[i].en_count + links[i].zh_count; k++) {
            size_t unit =
                k < links[i].en_count ? links[i].en + k : links[i].zh + k - links[i].en_count;
            use(!taken[unit]);
            taken[unit] = true;
        }
    }
    free(taken);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_page_reader *reader = NULL;
    static ent_aligner *aligner = NULL;
    const ent_document *page = NULL;
    const ent_alignment *alignment = NULL;
    ent_error err = {0};
    if (reader == NULL && ent_page_reader_new(&reader, &err) != ENT_OK) return 0;
    if (aligner == NULL && ent_aligner_new(&aligner, &err) != ENT_OK) return 0;
    if (ent_page_parse(reader, "fuzz", data, size, ENT_PAGE_ANY, &page, &err) != ENT_OK) return 0;
    if (ent_align(aligner, page, &alignment, &err) != ENT_OK) return 0;
    check(alignment->paragraphs, alignment->paragraph_count, page->paragraph_count);
    check(alignment->sentences, alignment->sentence_count, page->sentence_count);
    return 0;
}
