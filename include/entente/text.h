/* SPDX-License-Identifier: Apache-2.0 */
/** @file text.h
 * A document as the reader sees it: decoded text, and where its parts begin and end. Positions are
 * bytes of the decoded UTF-8 text; an end is one past the last byte.
 */
#ifndef ENTENTE_TEXT_H
#define ENTENTE_TEXT_H

#include "entente/base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_text_span {
    size_t begin, end;
} ent_text_span;

/** What a paragraph is written in. */
typedef enum ent_tongue {
    ENT_TONGUE_NONE, /**< no letters */
    ENT_TONGUE_ENGLISH,
    ENT_TONGUE_CHINESE,
    ENT_TONGUE_OTHER, /**< a third language: skipped, and said so */
} ent_tongue;

/** What part of its page a paragraph is. */
typedef enum ent_page_part {
    ENT_PART_TITLE,
    ENT_PART_BYLINE,
    ENT_PART_BODY,
    ENT_PART_COMMENT,
} ent_page_part;

typedef struct ent_sentence {
    ent_text_span span;
    size_t paragraph; /**< index */
} ent_sentence;

typedef struct ent_paragraph {
    ent_text_span span;
    ent_tongue tongue;
    ent_page_part section;
    unsigned comment;      /**< 1 for the first reader's comment; 0 outside comments */
    size_t first_sentence; /**< index into the document's sentences */
    size_t sentence_count;
} ent_paragraph;

/** One page. Strings are NUL-terminated; "" where the page does not say. */
typedef struct ent_document {
    char *id, *title, *url;
    ent_date date; /**< when it was published; year 0: not known */
    char *text;    /**< UTF-8, valid */
    size_t length; /**< bytes of text */
    ent_paragraph *paragraphs;
    size_t paragraph_count;
    ent_sentence *sentences;
    size_t sentence_count;
} ent_document;

#ifdef __cplusplus
}
#endif

#endif
