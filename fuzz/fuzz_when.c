/* SPDX-License-Identifier: Apache-2.0 */
/* Dates, amounts and modality in bytes of any kind: dates are of the calendar, spans of the text.
 */
#include <stdlib.h>

#include "entente/amount.h"
#include "entente/modality.h"
#include "entente/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ent_lexicon *lexicon;

static void check(ent_text_span span, size_t size) {
    if (span.begin >= span.end || span.end > size) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!lexicon && ent_lexicon_new(&lexicon, NULL) != ENT_OK) return 0;
    enum { MOST = 64, TOKENS = 512 };
    const char *text = (const char *)data;
    ent_token tokens[TOKENS];
    size_t count = ent_tokens(lexicon, text, (ent_text_span){0, size}, tokens, TOKENS);
    ent_when dates[MOST];
    ent_date document = {size % 2 ? 2018 : 0, size % 2 ? 5 : 0, size % 2 ? 31 : 0};
    size_t made = ent_when_find(lexicon, text, tokens, count, document, dates, MOST);
    for (size_t i = 0; i < made; i++) {
        check(dates[i].span, size);
        if (!ent_date_valid(dates[i].first) || !ent_date_valid(dates[i].last)) abort();
    }
    ent_amount amounts[MOST];
    made = ent_amounts(lexicon, text, tokens, count, amounts, MOST);
    for (size_t i = 0; i < made; i++)
        check(amounts[i].span, size);
    ent_modality_cue cues[MOST];
    made = ent_modality_cues(text, tokens, count, cues, MOST);
    for (size_t i = 0; i < made; i++)
        check(cues[i].scope, size);
    return 0;
}
