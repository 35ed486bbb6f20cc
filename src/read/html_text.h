/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs of an HTML page as its text arrives: blanks joined, boilerplate left out. */
#ifndef ENTENTE_READ_HTML_TEXT_H
#define ENTENTE_READ_HTML_TEXT_H

#include "read/draft.h"
#include "read/html_tag.h"

typedef struct ent_html_text {
    ent_draft *draft;
    bool in_link, author_link;
    bool comment_begins; /* the next text kept is of a further comment */
    bool named;          /* the page has declared its title */
    size_t begin;        /* of the paragraph, in the draft's text */
    size_t linked;       /* bytes of it inside links */
    unsigned flags;      /* of all its text */
    unsigned comment;    /* comments so far */
    unsigned *kept;      /* flags of each paragraph of the draft */
    size_t kept_capacity;
    ent_text name; /* scratch */
} ent_html_text;

void ent_html_text_begin(ent_html_text *out, ent_draft *draft);
void ent_html_text_free(ent_html_text *out);
/* Text (valid UTF-8, references decoded) with the flags of its element. */
ent_status ent_html_text_add(ent_html_text *out, const char *text, size_t length, unsigned flags,
                             ent_error *err);
/* A line break; a second one ends the paragraph. */
ent_status ent_html_text_break(ent_html_text *out, ent_error *err);
/* The paragraph ends here: keep it or leave it out. */
ent_status ent_html_text_flush(ent_html_text *out, ent_error *err);
/* The content of <title>. */
ent_status ent_html_text_name(ent_html_text *out, const char *page, size_t begin, size_t end,
                              ent_error *err);
/* What meta and time elements declare: title, author, date. */
ent_status ent_html_text_meta(ent_html_text *out, const ent_html_tag *tag, ent_error *err);
/* The page ends: choose its main text; put the title it declares at the top if the text has none.
 */
ent_status ent_html_text_end(ent_html_text *out, ent_error *err);

#endif
