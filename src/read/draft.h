/* SPDX-License-Identifier: Apache-2.0 */
/* A document while it is made. Memory is kept from one document to the next. */
#ifndef ENTENTE_READ_DRAFT_H
#define ENTENTE_READ_DRAFT_H

#include "base/array.h"
#include "entente/text.h"

typedef struct ent_draft {
    ent_text text;
    ent_text id, title, url, author;
    ent_date date;
    ent_paragraph *paragraphs;
    size_t paragraph_count, paragraph_capacity;
    ent_sentence *sentences;
    size_t sentence_count, sentence_capacity;
} ent_draft;

void ent_draft_clear(ent_draft *draft);
void ent_draft_free(ent_draft *draft);

/* Add the paragraph text[begin, end) without the blanks at its ends; nothing is added if nothing
 * else is left. Its tongue is told; it is body until its part is known. */
ent_status ent_draft_add(ent_draft *draft, size_t begin, size_t end, ent_error *err);
/* Paragraphs of text[begin, end): between blank lines, or line by line (paragraph.c). */
ent_status ent_draft_split(ent_draft *draft, size_t begin, size_t end, ent_error *err);
/* Tell title, byline, body and comments of plain text apart (part.c). */
void ent_draft_tell_parts(ent_draft *draft);
/* Sentences of every paragraph in English or Chinese (sentence.c). */
ent_status ent_draft_sentences(ent_draft *draft, ent_error *err);

#endif
