/* SPDX-License-Identifier: Apache-2.0 */
/* One line of a stream of JSON: the fields of a document. */
#ifndef ENTENTE_READ_PAGE_LINE_H
#define ENTENTE_READ_PAGE_LINE_H

#include "read/draft.h"

/* Fields id, date, title, url and text of a JSON object in valid UTF-8; other fields are passed
 * over, null is absent. The draft gets all but the text, which *text gets. @p where begins
 * messages. Errors: FORMAT, MEMORY. */
ent_status ent_page_line_read(const char *where, const char *line, size_t size, ent_draft *draft,
                              ent_text *text, ent_error *err);

#endif
