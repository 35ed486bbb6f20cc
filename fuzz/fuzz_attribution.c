/* SPDX-License-Identifier: Apache-2.0 */
/* Attributions in bytes of any kind, cut into sentences at line ends. */
#include <stdlib.h>

#include "entente/attribution.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ent_lexicon *lexicon;

static void check(ent_text_span span, size_t size) {
    if (span.begin > span.end || span.end > size) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!lexicon && ent_lexicon_new(&lexicon, NULL) != ENT_OK) return 0;
    enum { MOST = 64 };
    ent_sentence sentences[MOST];
    size_t count = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= size && count < MOST; i++)
        if (i == size || data[i] == '\n') {
            if (i > begin) sentences[count++] = (ent_sentence){{begin, i}, 0};
            begin = i + 1;
        }
    ent_attribution list[MOST];
    size_t made = ent_attributions(lexicon, (const char *)data, sentences, count, list, MOST);
    for (size_t i = 0; i < made; i++) {
        check(list[i].source, size);
        check(list[i].cue, size);
        check(list[i].content, size);
        check(list[i].more, size);
        if (list[i].parent >= (int)made) abort();
    }
    return 0;
}
