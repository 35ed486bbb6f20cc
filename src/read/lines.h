/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a file of JSON lines. */
#ifndef ENTENTE_READ_LINES_H
#define ENTENTE_READ_LINES_H

#include "entente/confirm.h"

/* A line without its end; @p where is "FILE:LINE". */
typedef ent_status (*ent_line_fn)(void *context, const char *where, const char *line, size_t size,
                                  ent_error *err);

/* Call @p fn with each line that is not blank, of a file (data NULL; "-" is standard input) or of
 * memory. Errors: IO, FORMAT (gzip), LIMIT (a line above ENT_CONFIRM_LINE), MEMORY, and what @p fn
 * returns. */
ent_status ent_lines_read(const char *path, const void *data, size_t size, ent_line_fn fn,
                          void *context, ent_error *err);

#endif
