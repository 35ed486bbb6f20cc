/* SPDX-License-Identifier: Apache-2.0 */
/** @file page.h
 * Pages: text or HTML of any encoding, one document a file; or a stream of JSON lines, one document
 * a line, in memory that does not grow with the stream.
 */
#ifndef ENTENTE_PAGE_H
#define ENTENTE_PAGE_H

#include "entente/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a file holds. */
typedef enum ent_page_form {
    ENT_PAGE_ANY,  /**< told by how it begins: `{` lines, `<` HTML, else text */
    ENT_PAGE_TEXT, /**< one document */
    ENT_PAGE_HTML, /**< one document: main text, title, byline, date, comments */
    ENT_PAGE_LINES /**< JSON objects, one a line: text, and where known id, date, title, url */
} ent_page_form;

/** Longest line, and largest file of one document, in bytes. */
#define ENT_PAGE_LIMIT ((size_t)64 << 20)

/** A reader of pages. Holds the document it made last; a thread needs its own. */
typedef struct ent_page_reader ent_page_reader;

/** Errors: MEMORY. */
ent_status ent_page_reader_new(ent_page_reader **out, ent_error *err);
void ent_page_reader_free(ent_page_reader *reader);

/** Begin to read a file, pipe or device ("-": standard input), gzip undone; what was open before is
 * closed. Errors: IO, MEMORY. */
ent_status ent_page_open(ent_page_reader *reader, const char *path, ent_page_form form,
                         ent_error *err);
/** The next document; NULL after the last. It belongs to the reader until its next call. Blank
 * lines of a stream are passed over; a line without an id has its number as id. Errors: FORMAT (a
 * line is no such object), LIMIT (a line or file is longer than ENT_PAGE_LIMIT): after either the
 * next call goes on with the next line. IO, MEMORY: the next call gives NULL. O(bytes). */
ent_status ent_page_next(ent_page_reader *reader, const ent_document **document, ent_error *err);
/** The number of the line that was read last, from 1; 0 for files of one document. */
size_t ent_page_line(const ent_page_reader *reader);
/** The document in memory: text or HTML (ANY: told by how it begins), or one JSON line. @p name
 * serves messages. Errors: FORMAT, LIMIT, MEMORY. O(size). */
ent_status ent_page_parse(ent_page_reader *reader, const char *name, const void *data, size_t size,
                          ent_page_form form, const ent_document **document, ent_error *err);

#ifdef __cplusplus
}
#endif

#endif
