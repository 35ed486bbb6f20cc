/* SPDX-License-Identifier: Apache-2.0 */
/* Names made comparable: without case, accents, punctuation and spaces. */
#ifndef ENTENTE_ACTOR_FOLD_H
#define ENTENTE_ACTOR_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Longest text that can be a name, in bytes. */
#define ENT_NAME_MAX 200
/* Room for a folded name, NUL included. */
#define ENT_FOLDED 1024

/* Fold UTF-8 text of @p length bytes: NFKC case folding, marks dropped (Unicode Standard Annex
 * 15), '&' read as "and", a leading "St" as "Saint", a leading "the" dropped; only letters and
 * digits stay. False for text that is longer than a name, no UTF-8, or nothing once folded. */
bool ent_fold(const char *text, size_t length, char folded[ENT_FOLDED]);
/* Write traditional Chinese characters as simplified ones (ICU's transliterator). False when the
 * text has no Han character or does not change. */
bool ent_simplify(const char *text, char simplified[ENT_FOLDED]);
/* Write the text with bytes that are no UTF-8 as '?', cut after @p size − 1 bytes. */
void ent_printable(const char *text, char *out, size_t size);

#endif
