/* SPDX-License-Identifier: Apache-2.0 */
/* Text in columns: Chinese characters take two. */
#ifndef ENTENTE_CLI_WRAP_H
#define ENTENTE_CLI_WRAP_H

#include <stddef.h>

/* The end of what of text[begin, end) fits in @p width columns, broken at a blank or between
 * Chinese characters, and one character at least; *columns is what it takes. */
size_t cli_fit_columns(const char *text, size_t begin, size_t end, size_t width, size_t *columns);
size_t cli_skip_blanks(const char *text, size_t at, size_t end);
/* Print text[begin, end), line ends as blanks. */
void cli_put_words(const char *text, size_t begin, size_t end);
void cli_pad(size_t columns);
/* Print lines of at most @p width columns, each indented. */
void cli_put_wrapped(const char *text, size_t length, size_t width, size_t indent);

#endif
