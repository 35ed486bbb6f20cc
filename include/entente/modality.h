/* SPDX-License-Identifier: Apache-2.0 */
/** @file modality.h
 * How a statement is meant: asserted, denied, expected, hypothetical, asked.
 */
#ifndef ENTENTE_MODALITY_H
#define ENTENTE_MODALITY_H

#include "entente/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Values are stable. */
typedef enum ent_modality {
    ENT_MODALITY_ASSERTED,
    ENT_MODALITY_DENIED,
    ENT_MODALITY_EXPECTED,
    ENT_MODALITY_HYPOTHETICAL,
    ENT_MODALITY_ASKED,
} ent_modality;

typedef struct ent_modality_cue {
    ent_modality modality;
    ent_text_span cue;
    ent_text_span scope; /**< what the cue bears on */
} ent_modality_cue;

/** The cues of a sentence given by its tokens, in order. A cue bears on its clause from itself on;
 * "if" and a question mark on the whole sentence. Writes at most @p capacity and returns how many.
 * O(tokens). */
size_t ent_modality_cues(const char *text, const ent_token *tokens, size_t count,
                         ent_modality_cue *list, size_t capacity);
/** What holds at a byte of the sentence: of several cues the first of asked, denied, hypothetical,
 * expected; asserted when there is none. O(cues). */
ent_modality ent_modality_at(const ent_modality_cue *list, size_t count, size_t at);
/** "asserted", "denied", … */
const char *ent_modality_name(ent_modality modality);

#ifdef __cplusplus
}
#endif
#endif
