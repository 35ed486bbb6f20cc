/* SPDX-License-Identifier: Apache-2.0 */
/* Attributions of a paragraph: both languages' frames, then which stands inside which. */
#include "entente/attribution.h"

#include <stdio.h>
#include <string.h>

#include "read/passage.h"

static bool holds(ent_text_span outer, ent_text_span inner) {
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

static bool content_holds(const ent_attribution *outer, ent_text_span span) {
    return holds(outer->content, span) || (outer->more.end > 0 && holds(outer->more, span));
}

int ent_attribution_of(const ent_attribution *list, size_t count, ent_text_span span) {
    int best = -1;
    size_t shortest = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t length = list[i].content.end - list[i].content.begin;
        if (length >= shortest || !content_holds(&list[i], span)) continue;
        shortest = length;
        best = (int)i;
    }
    return best;
}

/* Contents may hold each other by mistake of the rules: a parent must be wider than its child. */
static void find_parents(ent_attribution *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        list[i].parent = -1;
        size_t shortest = SIZE_MAX;
        size_t own = list[i].content.end - list[i].content.begin;
        for (size_t k = 0; k < count; k++) {
            size_t length = list[k].content.end - list[k].content.begin;
            if (k == i || length >= shortest || length <= own) continue;
            if (!content_holds(&list[k], list[i].cue)) continue;
            shortest = length;
            list[i].parent = (int)k;
        }
    }
}

size_t ent_attributions(const ent_lexicon *lexicon, const char *text, const ent_sentence *sentences,
                        size_t sentence_count, ent_attribution *list, size_t capacity) {
    ent_passage passage;
    size_t count = 0;
    for (size_t done = 0; done < sentence_count && count < capacity;) {
        done += ent_passage_read(&passage, lexicon, text, sentences + done, sentence_count - done);
        ent_attribute_english(&passage, list, &count, capacity);
        ent_attribute_chinese(&passage, list, &count, capacity);
    }
    find_parents(list, count);
    return count;
}

char *ent_voice(const ent_paragraph *paragraph, ent_tongue tongue, char text[32]) {
    bool chinese = tongue == ENT_TONGUE_CHINESE;
    if (paragraph->comment == 0)
        snprintf(text, 32, "%s", chinese ? "作者" : "the author");
    else
        snprintf(text, 32, chinese ? "评论者%u" : "commenter %u", paragraph->comment);
    return text;
}
