/* SPDX-License-Identifier: Apache-2.0 */
/* What an HTML tag means for the main text. */
#ifndef ENTENTE_READ_HTML_TAG_H
#define ENTENTE_READ_HTML_TAG_H

#include "entente/text.h"

/* What holds for the text inside an element. Elements inside it inherit. */
typedef enum ent_html_flag {
    ENT_HTML_SKIP = 1,       /* no main text */
    ENT_HTML_COMMENTS = 2,   /* readers' comments */
    ENT_HTML_ARTICLE = 4,    /* the page says that this is its main text */
    ENT_HTML_BYLINE = 8,     /* who wrote it */
    ENT_HTML_HEADER = 16,    /* only title and byline count */
    ENT_HTML_TITLE = 32,     /* h1 */
    ENT_HTML_PARAGRAPH = 64, /* of an element that holds running text */
    ENT_HTML_HEADING = 256,  /* h1 to h6 */
    /* Of the element alone: */
    ENT_HTML_ONE_COMMENT = 128 /* one reader's comment begins */
} ent_html_flag;

typedef struct ent_html_tag {
    const char *page;
    ent_text_span name; /* of the element */
    bool closing;
    /* values of attributes; empty where there is none */
    ent_text_span class, id, content, property, datetime, rel;
    bool hidden;
} ent_html_tag;

/* How an element is read. */
typedef enum ent_html_class {
    ENT_HTML_BLOCK,  /* begins and ends a paragraph */
    ENT_HTML_SPAN,   /* inside a paragraph, may carry flags */
    ENT_HTML_INLINE, /* inside a paragraph, of no meaning */
    ENT_HTML_LINK,   /* a */
    ENT_HTML_BREAK,  /* br */
    ENT_HTML_VOID,   /* has no content and no meaning */
    ENT_HTML_RULE,   /* hr: parts paragraphs, has no content */
    ENT_HTML_META,   /* meta */
    ENT_HTML_RAW,    /* content is no markup and no text: script, style */
    ENT_HTML_NAME    /* title: content is text without markup */
} ent_html_class;

ent_html_class ent_html_class_of(const ent_html_tag *tag);
/* Flags the element adds to those it inherits. */
unsigned ent_html_flags_of(const ent_html_tag *tag);
/* Whether an open element of this name ends where another of it begins: p, li, td, … */
bool ent_html_ends_itself(const ent_html_tag *tag);

/* Whether text[span] is the word, whatever its case. */
bool ent_html_is(const char *text, ent_text_span span, const char *word);

#endif
