/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs and sentences as the aligner sees them: words of the glossary, and marks that
 * translation leaves as they are. */
#ifndef ENTENTE_READ_UNIT_H
#define ENTENTE_READ_UNIT_H

#include "base/array.h"
#include "entente/text.h"
#include "read/glossary.h"

/* Kinds of marks, in the two lowest bits of each. */
enum { ENT_MARK_NUMBER = 0, ENT_MARK_MONTH = 1, ENT_MARK_LATIN = 2, ENT_MARK_KIND = 3 };

/* A unit: where its words and marks begin; they end where those of the next unit begin. */
typedef struct ent_unit {
    size_t word, mark;
    size_t length; /* letters of English, characters of Chinese */
} ent_unit;

/* Units of one language in the order of the text. */
typedef struct ent_units {
    ent_unit *list; /* count + 1 of them: the last ends the one before */
    size_t count, capacity;
    uint32_t *words; /* numbers of the glossary; words it lacks are left out */
    size_t word_count, word_capacity;
    uint32_t *marks; /* numbers by value, months, Latin words: hashed */
    size_t mark_count, mark_capacity;
} ent_units;

void ent_units_clear(ent_units *units);
void ent_units_free(ent_units *units);
/* Add text[span) as one more unit. Errors: MEMORY. O(length). */
ent_status ent_units_add(ent_units *units, const ent_glossary *glossary, const char *text,
                         ent_text_span span, bool chinese, ent_error *err);

#endif
