/* SPDX-License-Identifier: Apache-2.0 */
/** @file align.h
 * English and Chinese paragraphs and sentences of a page that translate each other. Any of them may
 * lack a translation, and translations may stand anywhere.
 */
#ifndef ENTENTE_ALIGN_H
#define ENTENTE_ALIGN_H

#include "entente/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** English and Chinese paragraphs, or sentences, that translate each other: indices into the
 * document. Those of one side follow one another in the document. */
typedef struct ent_link {
    size_t en, en_count;
    size_t zh, zh_count;
    double log_odds; /**< that they translate each other */
    bool moved;      /**< not in the order of the rest */
} ent_link;

/** The links of a page, by Chinese position. No paragraph and no sentence is in two. */
typedef struct ent_alignment {
    ent_link *paragraphs;
    size_t paragraph_count;
    ent_link *sentences; /**< inside linked paragraphs */
    size_t sentence_count;
} ent_alignment;

/** Word table and scratch. A thread needs its own. */
typedef struct ent_aligner ent_aligner;

/** Errors: MEMORY. */
ent_status ent_aligner_new(ent_aligner **out, ent_error *err);
void ent_aligner_free(ent_aligner *aligner);
/** Align a document. The alignment belongs to the aligner until its next call. Without text in both
 * languages it is empty. Errors: MEMORY. O(words) but for words that occur in many paragraphs. */
ent_status ent_align(ent_aligner *aligner, const ent_document *document,
                     const ent_alignment **alignment, ent_error *err);

#ifdef __cplusplus
}
#endif

#endif
