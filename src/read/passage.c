/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of a paragraph, and which of them are quoted. */
#include "read/passage.h"

ent_text_span ent_passage_span(const ent_passage *passage, size_t a, size_t b) {
    if (a >= b || b > passage->count) return (ent_text_span){0, 0};
    return (ent_text_span){passage->tokens[a].span.begin, passage->tokens[b - 1].span.end};
}

/* A straight mark opens when it stands at a word's beginning. */
static bool opens(const ent_passage *passage, size_t at, bool open) {
    const ent_token *token = &passage->tokens[at];
    if (token->mark == ENT_MARK_OPEN) return true;
    if (token->mark == ENT_MARK_CLOSE) return false;
    if (at == 0) return true;
    bool gap_before = passage->tokens[at - 1].span.end < token->span.begin;
    bool gap_after =
        at + 1 >= passage->count || passage->tokens[at + 1].span.begin > token->span.end;
    if (gap_before != gap_after) return gap_before;
    return !open;
}

static bool is_quote(char mark) {
    return mark == ENT_MARK_QUOTE || mark == ENT_MARK_OPEN || mark == ENT_MARK_CLOSE;
}

static void pair_quotes(ent_passage *passage) {
    int16_t now = -1;
    passage->quotation_count = 0;
    for (size_t i = 0; i < passage->count; i++) {
        passage->inside[i] = now;
        if (!is_quote(passage->tokens[i].mark)) continue;
        bool open = opens(passage, i, now >= 0);
        if (now >= 0 && !open) {
            passage->quotations[now].close = i;
            now = -1;
        } else if (now < 0 && open && passage->quotation_count < ENT_PASSAGE_QUOTATIONS) {
            now = (int16_t)passage->quotation_count++;
            passage->quotations[now] = (ent_quotation){i, passage->count};
            passage->inside[i] = now;
        }
    }
}

size_t ent_passage_read(ent_passage *passage, const ent_lexicon *lexicon, const char *text,
                        const ent_sentence *sentences, size_t count) {
    passage->lexicon = lexicon;
    passage->text = text;
    passage->count = passage->sentence_count = 0;
    size_t taken = 0;
    while (taken < count && taken < ENT_PASSAGE_SENTENCES) {
        size_t room = ENT_ATTRIBUTION_TOKENS - passage->count;
        size_t got = ent_tokens(lexicon, text, sentences[taken].span,
                                passage->tokens + passage->count, room);
        if (got == room && taken > 0) break; /* it may not be whole: leave it to the next part */
        for (size_t i = 0; i < got; i++)
            passage->sentence[passage->count + i] = (uint16_t)taken;
        passage->first[taken++] = passage->count;
        passage->count += got;
    }
    passage->sentence_count = taken;
    passage->first[taken] = passage->count;
    pair_quotes(passage);
    return taken;
}
