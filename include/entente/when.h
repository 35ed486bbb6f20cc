/* SPDX-License-Identifier: Apache-2.0 */
/** @file when.h
 * Dates and spans of time in a sentence, resolved against the document's date.
 */
#ifndef ENTENTE_WHEN_H
#define ENTENTE_WHEN_H

#include "entente/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How exact a date is. Values are stable. */
typedef enum ent_precision {
    ENT_PRECISION_DAY,
    ENT_PRECISION_WEEK,
    ENT_PRECISION_MONTH,
    ENT_PRECISION_SEASON,
    ENT_PRECISION_YEAR,
    ENT_PRECISION_DECADE, /**< decades, eras, centuries */
    ENT_PRECISION_VAGUE,  /**< "recent", "now" */
} ent_precision;

typedef struct ent_when {
    ent_text_span span;
    ent_date first, last; /**< year 0: open, or not known because the document bears no date */
    ent_precision precision;
    bool relative; /**< resolved against the document's date */
} ent_when;

/** Dates in a sentence given by its tokens, in order and apart. A month or weekday without a year
 * is the last one not after the document's date. Writes at most @p capacity and returns how many.
 * O(tokens). */
size_t ent_when_find(const ent_lexicon *lexicon, const char *text, const ent_token *tokens,
                     size_t count, ent_date document, ent_when *list, size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
