/* SPDX-License-Identifier: Apache-2.0 */
/* The main text of an HTML page. */
#ifndef ENTENTE_READ_HTML_H
#define ENTENTE_READ_HTML_H

#include "read/draft.h"

typedef struct ent_html ent_html; /* scratch, kept from page to page */

ent_status ent_html_new(ent_html **out, ent_error *err);
void ent_html_free(ent_html *html);

/* Fill the draft with the paragraphs of a page (valid UTF-8): title, byline, body and comments, and
 * the date and title it declares. Broken markup is read as far as it goes; nothing is an error but
 * lack of memory. O(size), whatever the depth. */
ent_status ent_html_read(ent_html *html, const char *page, size_t size, ent_draft *draft,
                         ent_error *err);
/* Whether text (valid UTF-8) begins as a page of HTML does. */
bool ent_html_begins(const char *text, size_t size);

#endif
