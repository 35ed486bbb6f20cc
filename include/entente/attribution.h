/* SPDX-License-Identifier: Apache-2.0 */
/** @file attribution.h
 * Who says what: the source, the cue and the content of each attribution in a paragraph.
 */
#ifndef ENTENTE_ATTRIBUTION_H
#define ENTENTE_ATTRIBUTION_H

#include "entente/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the source does with the content. Values are stable. */
typedef enum ent_attitude {
    ENT_ATTITUDE_SAYS = 0,
    ENT_ATTITUDE_DENIES = 2,
    ENT_ATTITUDE_ASKS = 3,
    ENT_ATTITUDE_EXPECTS = 4,
    ENT_ATTITUDE_DEMANDS = 5,
} ent_attitude;

/** Spans are of the document's text; an empty span (begin = end) is not stated. */
typedef struct ent_attribution {
    ent_text_span source;
    ent_text_span cue;
    ent_text_span content;
    ent_text_span more; /**< the content's second part where the attribution stands inside it */
    ent_attitude attitude;
    bool quoted; /**< the content is in quotation marks */
    int parent; /**< index of the attribution whose content this one stands in; −1: the author's */
} ent_attribution;

/** The most tokens of a paragraph that are looked at together. */
#define ENT_ATTRIBUTION_TOKENS 1024

/** Attributions in a paragraph given by its sentences, in order of their cues. A paragraph longer
 * than ENT_ATTRIBUTION_TOKENS is read in parts, at sentence ends. Writes at most @p capacity and
 * returns how many. No allocation. O(bytes × attributions of a sentence). */
size_t ent_attributions(const ent_lexicon *lexicon, const char *text, const ent_sentence *sentences,
                        size_t sentence_count, ent_attribution *list, size_t capacity);

/** The innermost attribution whose content holds text[span); −1: the author (or commenter). */
int ent_attribution_of(const ent_attribution *list, size_t count, ent_text_span span);

/** Whose voice a paragraph is when nobody is named: "the author", "commenter 3", 作者, 评论者3.
 * Returns @p text. */
char *ent_voice(const ent_paragraph *paragraph, ent_tongue tongue, char text[32]);

#ifdef __cplusplus
}
#endif
#endif
