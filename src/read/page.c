/* SPDX-License-Identifier: Apache-2.0 */
/* Pages: where bytes come from, and the way from bytes to a document. Every buffer is kept from one
 * document to the next, so that a stream takes as much memory as its longest line. */
#include "entente/page.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "read/decode.h"
#include "read/draft.h"
#include "read/html.h"
#include "read/page_line.h"
#include "read/utf8.h"

enum { BLOCK = 1 << 17, WHERE = 256 };

struct ent_page_reader {
    /* where bytes come from */
    gzFile file; /* NULL: nothing is open */
    char *path;
    ent_page_form form;
    size_t line;
    char block[BLOCK];
    size_t block_begin, block_end;
    bool ended;
    /* scratch */
    ent_text bytes;   /* of the line or file */
    ent_text decoded; /* HTML or JSON as UTF-8 */
    ent_draft draft;
    ent_html *html;
    ent_document document;
};

ent_status ent_page_reader_new(ent_page_reader **out, ent_error *err) {
    ent_status status = ent_array_new((void **)out, 1, sizeof **out, err);
    if (status == ENT_OK) status = ent_html_new(&(*out)->html, err);
    if (status != ENT_OK) {
        ent_page_reader_free(*out);
        *out = NULL;
    }
    return status;
}

static void close_file(ent_page_reader *reader) {
    if (reader->file != NULL) gzclose_r(reader->file);
    reader->file = NULL;
    free(reader->path);
    reader->path = NULL;
}

void ent_page_reader_free(ent_page_reader *reader) {
    if (reader == NULL) return;
    close_file(reader);
    ent_text_free(&reader->bytes);
    ent_text_free(&reader->decoded);
    ent_draft_free(&reader->draft);
    ent_html_free(reader->html);
    free(reader);
}

size_t ent_page_line(const ent_page_reader *reader) {
    return reader->line;
}

/* ---- bytes ---- */

static ent_status open_path(const char *path, int *file, ent_error *err) {
    struct stat info;
    bool standard = strcmp(path, "-") == 0;
    *file = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (*file < 0)
        return ent_fail(err, ENT_ERR_IO, "%s: cannot open: %s", standard ? "standard input" : path,
                        strerror(errno));
    if (fstat(*file, &info) != 0 || !S_ISDIR(info.st_mode)) return ENT_OK;
    close(*file);
    return ent_fail(err, ENT_ERR_IO, "%s: expected a file, found a directory", path);
}

/* Make bytes available in the block; none left at the end. */
static ent_status refill(ent_page_reader *reader, ent_error *err) {
    if (reader->block_begin < reader->block_end || reader->ended) return ENT_OK;
    reader->block_begin = reader->block_end = 0;
    int length = gzread(reader->file, reader->block, BLOCK);
    if (length > 0) reader->block_end = (size_t)length;
    if (length >= BLOCK) return ENT_OK;
    int code = Z_OK;
    const char *text = gzerror(reader->file, &code);
    if (code == Z_BUF_ERROR) text = "gzip data is cut short";
    reader->ended = length <= 0;
    if (code == Z_OK || code == Z_STREAM_END) return ENT_OK;
    reader->ended = true;
    return ent_fail(err, code == Z_ERRNO ? ENT_ERR_IO : ENT_ERR_FORMAT, "%s: cannot read: %s",
                    reader->path, code == Z_ERRNO ? strerror(errno) : text);
}

/* The form of a file by its first byte that is no blank and no mark: lines are told before they are
 * decoded, other forms after. */
static ent_page_form form_of_lines(const ent_page_reader *reader) {
    const char *c = reader->block;
    size_t length = reader->block_end;
    size_t at = length >= 3 && memcmp(c, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && (ent_is_blank(c[at]) || c[at] == '\r'))
        at++;
    if (at + 1 >= length || c[at] != '{') return ENT_PAGE_ANY;
    at++;
    while (at < length && ent_is_blank(c[at]))
        at++;
    return at < length && (c[at] == '"' || c[at] == '}') ? ENT_PAGE_LINES : ENT_PAGE_ANY;
}

ent_status ent_page_open(ent_page_reader *reader, const char *path, ent_page_form form,
                         ent_error *err) {
    int file = -1;
    close_file(reader);
    reader->form = form;
    reader->line = reader->block_begin = reader->block_end = 0;
    reader->ended = false;
    ent_status status = open_path(path, &file, err);
    if (status != ENT_OK) return status;
    reader->path = strdup(strcmp(path, "-") == 0 ? "standard input" : path);
    reader->file = reader->path != NULL ? gzdopen(file, "rb") : NULL;
    if (reader->file == NULL) {
        close(file);
        close_file(reader);
        return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    }
    gzbuffer(reader->file, BLOCK);
    status = refill(reader, err);
    if (status != ENT_OK)
        close_file(reader);
    else if (form == ENT_PAGE_ANY)
        reader->form = form_of_lines(reader);
    return status;
}

/* Bytes up to the mark (or the end; mark -1), without it. What is beyond the limit is passed over.
 * *any is false when nothing was left. */
static ent_status take_until(ent_page_reader *reader, int mark, bool *any, bool *over,
                             ent_error *err) {
    ent_status status = ENT_OK;
    ent_text_clear(&reader->bytes);
    *any = *over = false;
    for (bool found = false; status == ENT_OK && !found;) {
        status = refill(reader, err);
        size_t length = reader->block_end - reader->block_begin;
        if (status != ENT_OK || length == 0) break;
        const char *begin = reader->block + reader->block_begin;
        const char *stop = mark >= 0 ? memchr(begin, mark, length) : NULL;
        found = stop != NULL;
        if (found) length = (size_t)(stop - begin);
        *any = true;
        *over = *over || reader->bytes.length + length > ENT_PAGE_LIMIT;
        if (!*over) status = ent_text_add(&reader->bytes, begin, length, err);
        if (*over && mark < 0) reader->ended = true; /* one document: no more of it is needed */
        reader->block_begin =
            *over && mark < 0 ? reader->block_end : reader->block_begin + length + (found ? 1 : 0);
    }
    return status;
}

/* ---- documents ---- */

static char *text_of(const ent_text *text) {
    static char nothing[1] = "";
    return text->bytes != NULL ? text->bytes : nothing;
}

static ent_status finish(ent_page_reader *reader, const ent_document **document, ent_error *err) {
    ent_draft *draft = &reader->draft;
    ent_status status = ent_draft_sentences(draft, err);
    if (status != ENT_OK) return status;
    reader->document = (ent_document){.id = text_of(&draft->id),
                                      .title = text_of(&draft->title),
                                      .url = text_of(&draft->url),
                                      .date = draft->date,
                                      .text = text_of(&draft->text),
                                      .length = draft->text.length,
                                      .paragraphs = draft->paragraphs,
                                      .paragraph_count = draft->paragraph_count,
                                      .sentences = draft->sentences,
                                      .sentence_count = draft->sentence_count};
    *document = &reader->document;
    return ENT_OK;
}

/* The title of plain text is its first line, where that is one. */
static ent_status title_from_text(ent_draft *draft, ent_error *err) {
    if (draft->title.length > 0 || draft->paragraph_count == 0 ||
        draft->paragraphs[0].section != ENT_PART_TITLE)
        return ENT_OK;
    ent_text_span span = draft->paragraphs[0].span;
    return ent_text_add(&draft->title, draft->text.bytes + span.begin, span.end - span.begin, err);
}

static ent_status read_text(ent_draft *draft, ent_error *err) {
    ent_status status = ent_draft_split(draft, 0, draft->text.length, err);
    if (status != ENT_OK) return status;
    ent_draft_tell_parts(draft);
    return title_from_text(draft, err);
}

/* A title given apart is the first paragraph, unless the text begins with it. */
static ent_status read_line(ent_draft *draft, const ent_text *text, ent_error *err) {
    const ent_text *title = &draft->title;
    const char *begin = text_of(text);
    size_t blanks = strspn(begin, " \t\n");
    bool repeated =
        title->length == 0 || (text->length - blanks >= title->length &&
                               memcmp(begin + blanks, title->bytes, title->length) == 0);
    ent_status status = ENT_OK;
    if (!repeated) {
        status = ent_text_add(&draft->text, title->bytes, title->length, err);
        if (status == ENT_OK) status = ent_text_add(&draft->text, "\n\n", 2, err);
        if (status == ENT_OK) status = ent_draft_add(draft, 0, title->length, err);
    }
    size_t titles = draft->paragraph_count;
    size_t from = draft->text.length;
    if (status == ENT_OK) status = ent_text_add(&draft->text, begin, text->length, err);
    if (status == ENT_OK) status = ent_draft_split(draft, from, draft->text.length, err);
    if (status != ENT_OK) return status;
    ent_draft_tell_parts(draft);
    if (titles > 0) draft->paragraphs[0].section = ENT_PART_TITLE;
    return title_from_text(draft, err);
}

static ent_status read_bytes(ent_page_reader *reader, const char *where, const void *data,
                             size_t size, ent_page_form form, ent_error *err) {
    ent_draft *draft = &reader->draft;
    ent_draft_clear(draft);
    if (form == ENT_PAGE_LINES) {
        ent_text_clear(&reader->decoded);
        ent_status status = ent_decode_utf8(data, size, &reader->decoded, err);
        if (status == ENT_OK)
            status = ent_page_line_read(where, reader->decoded.bytes, reader->decoded.length, draft,
                                        &reader->decoded, err);
        return status == ENT_OK ? read_line(draft, &reader->decoded, err) : status;
    }
    ent_status status = ent_decode(data, size, &draft->text, err);
    if (status != ENT_OK) return status;
    bool html = form == ENT_PAGE_HTML ||
                (form == ENT_PAGE_ANY && ent_html_begins(draft->text.bytes, draft->text.length));
    if (!html) return read_text(draft, err);
    ent_text page = reader->decoded;
    reader->decoded = draft->text;
    draft->text = page;
    ent_text_clear(&draft->text);
    return ent_html_read(reader->html, reader->decoded.bytes, reader->decoded.length, draft, err);
}

ent_status ent_page_parse(ent_page_reader *reader, const char *name, const void *data, size_t size,
                          ent_page_form form, const ent_document **document, ent_error *err) {
    *document = NULL;
    if (size > ENT_PAGE_LIMIT)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: longer than %zu MiB", name, ENT_PAGE_LIMIT >> 20);
    ent_status status = read_bytes(reader, name, data, size, form, err);
    return status == ENT_OK ? finish(reader, document, err) : status;
}

static ent_status next_file(ent_page_reader *reader, const ent_document **document,
                            ent_error *err) {
    bool any = false;
    bool over = false;
    ent_status status = take_until(reader, -1, &any, &over, err);
    if (status == ENT_OK && over)
        status = ent_fail(err, ENT_ERR_LIMIT, "%s: a page longer than %zu MiB", reader->path,
                          ENT_PAGE_LIMIT >> 20);
    if (status == ENT_OK)
        status = ent_page_parse(reader, reader->path, text_of(&reader->bytes), reader->bytes.length,
                                reader->form, document, err);
    if (status == ENT_OK && reader->draft.id.length == 0) {
        status = ent_text_add(&reader->draft.id, reader->path, strlen(reader->path), err);
        reader->document.id = text_of(&reader->draft.id);
    }
    close_file(reader);
    return status;
}

static bool is_blank_line(const ent_text *line) {
    const char *c = text_of(line);
    return strspn(c, " \t\r") == line->length;
}

static ent_status next_line(ent_page_reader *reader, const ent_document **document,
                            ent_error *err) {
    char where[WHERE];
    bool any = true;
    bool over = false;
    ent_status status = ENT_OK;
    do {
        status = take_until(reader, '\n', &any, &over, err);
        if (any) reader->line++;
    } while (status == ENT_OK && any && !over && is_blank_line(&reader->bytes));
    if (status != ENT_OK || !any) {
        close_file(reader);
        return status;
    }
    snprintf(where, sizeof where, "%.200s:%zu", reader->path, reader->line);
    if (over)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: a line longer than %zu MiB, passed over", where,
                        ENT_PAGE_LIMIT >> 20);
    status = ent_page_parse(reader, where, reader->bytes.bytes, reader->bytes.length,
                            ENT_PAGE_LINES, document, err);
    if (status != ENT_OK || reader->draft.id.length > 0) return status;
    status = ent_text_format(&reader->draft.id, err, "%zu", reader->line);
    reader->document.id = text_of(&reader->draft.id);
    return status;
}

ent_status ent_page_next(ent_page_reader *reader, const ent_document **document, ent_error *err) {
    *document = NULL;
    if (reader->file == NULL) return ENT_OK;
    return reader->form == ENT_PAGE_LINES ? next_line(reader, document, err)
                                          : next_file(reader, document, err);
}
