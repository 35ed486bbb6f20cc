/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs of an HTML page. What no element gives away as boilerplate is told by density of links
 * and by form (Kohlschütter, Fankhauser & Nejdl 2010). */
#include "read/html_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/entity.h"
#include "read/utf8.h"

enum {
    LINKED_SHORT = 400, /* bytes up to which a paragraph mostly of links is a menu */
    LOOSE_LONG = 80,    /* bytes from which text outside paragraphs is running text */
    BYLINE_BYTES = 200,
    MAIN_PERCENT = 40 /* share of text in <article> or <main> from which the rest is left out */
};

void ent_html_text_begin(ent_html_text *out, ent_draft *draft) {
    out->draft = draft;
    out->in_link = out->author_link = out->comment_begins = out->named = false;
    out->begin = out->linked = 0;
    out->flags = out->comment = 0;
}

void ent_html_text_free(ent_html_text *out) {
    free(out->kept);
    ent_text_free(&out->name);
    *out = (ent_html_text){0};
}

/* Append with every run of blanks as one blank, none after @p begin or a line feed. */
static ent_status add_joined(ent_text *to, size_t begin, const char *text, size_t length,
                             ent_error *err) {
    ent_status status =
        ent_array_reserve((void **)&to->bytes, &to->capacity, to->length + length + 1, 1, err);
    if (status != ENT_OK) return status;
    char *end = to->bytes + to->length;
    for (size_t i = 0; i < length; i++) {
        if (!ent_is_blank(text[i]))
            *end++ = text[i];
        else if (end > to->bytes + begin && !ent_is_blank(end[-1]))
            *end++ = ' ';
    }
    to->length = (size_t)(end - to->bytes);
    to->bytes[to->length] = '\0';
    return ENT_OK;
}

ent_status ent_html_text_add(ent_html_text *out, const char *text, size_t length, unsigned flags,
                             ent_error *err) {
    size_t before = out->draft->text.length;
    ent_status status = add_joined(&out->draft->text, out->begin, text, length, err);
    size_t added = out->draft->text.length - before;
    if (status != ENT_OK || added == 0) return status;
    if (out->in_link) out->linked += added;
    if (out->author_link) flags |= ENT_HTML_BYLINE;
    out->flags |= flags;
    return ENT_OK;
}

ent_status ent_html_text_break(ent_html_text *out, ent_error *err) {
    ent_text *text = &out->draft->text;
    while (text->length > out->begin && text->bytes[text->length - 1] == ' ')
        text->length--;
    if (text->length == out->begin) return ENT_OK;
    if (text->bytes[text->length - 1] == '\n') return ent_html_text_flush(out, err);
    return ent_text_add(text, "\n", 1, err);
}

static bool ends_in_stop(const char *text, size_t begin, size_t end) {
    static const char *const stops[] = {".",  "!",  "?", "\"", ".)", "。",
                                        "！", "？", "”", "」", "…",  "："};
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        size_t length = strlen(stops[i]);
        if (end - begin >= length && memcmp(text + end - length, stops[i], length) == 0)
            return true;
    }
    return false;
}

/* Which part the paragraph is of; false when it is to be left out. */
static bool choose_part(const ent_html_text *out, size_t end, ent_page_part *part) {
    size_t length = end - out->begin;
    unsigned flags = out->flags;
    bool comment = (flags & ENT_HTML_COMMENTS) != 0;
    *part = comment ? ENT_PART_COMMENT : ENT_PART_BODY;
    if (!comment && (flags & ENT_HTML_TITLE) != 0) {
        *part = ENT_PART_TITLE;
        return true;
    }
    if (!comment && (flags & ENT_HTML_BYLINE) != 0 && length <= BYLINE_BYTES) {
        *part = ENT_PART_BYLINE;
        return true;
    }
    if ((flags & ENT_HTML_HEADER) != 0) return false;
    if (2 * out->linked > length && length < LINKED_SHORT) return false;
    if (comment) return (flags & ENT_HTML_HEADING) == 0; /* "12 comments" */
    return (flags & ENT_HTML_PARAGRAPH) != 0 || length >= LOOSE_LONG ||
           ends_in_stop(out->draft->text.bytes, out->begin, end);
}

ent_status ent_html_text_flush(ent_html_text *out, ent_error *err) {
    ent_draft *draft = out->draft;
    size_t end = draft->text.length;
    size_t before = draft->paragraph_count;
    ent_page_part part = ENT_PART_BODY;
    ent_status status = ENT_OK;
    while (end > out->begin && ent_is_blank(draft->text.bytes[end - 1]))
        end--;
    bool keep = end > out->begin && choose_part(out, end, &part);
    draft->text.length = keep ? end : out->begin;
    draft->text.bytes[draft->text.length] = '\0';
    if (keep) status = ent_draft_add(draft, out->begin, end, err);
    if (status == ENT_OK && draft->paragraph_count > before)
        status = ent_array_reserve((void **)&out->kept, &out->kept_capacity, draft->paragraph_count,
                                   sizeof *out->kept, err);
    if (status == ENT_OK && draft->paragraph_count > before) {
        ent_paragraph *paragraph = &draft->paragraphs[before];
        if (part == ENT_PART_COMMENT && (out->comment_begins || out->comment == 0)) out->comment++;
        if (part == ENT_PART_COMMENT) out->comment_begins = false;
        paragraph->section = part;
        paragraph->comment = part == ENT_PART_COMMENT ? out->comment : 0;
        out->kept[before] = out->flags;
        status = ent_text_add(&draft->text, "\n\n", 2, err);
    }
    out->begin = draft->text.length;
    out->linked = 0;
    out->flags = 0;
    return status;
}

/* ---- what the page declares ---- */

static ent_status add_decoded(ent_text *to, const char *page, size_t begin, size_t end,
                              ent_error *err) {
    ent_status status = ENT_OK;
    ent_text_clear(to);
    for (size_t at = begin; at < end && status == ENT_OK;) {
        size_t length = 1;
        char bytes[4];
        uint32_t character = page[at] == '&' ? ent_entity_at(page, at, end, &length) : 0;
        if (character != 0) character = ent_utf8_kept(character);
        if (length > 1)
            status =
                add_joined(to, 0, bytes, character != 0 ? ent_utf8_put(character, bytes) : 0, err);
        else
            status = add_joined(to, 0, page + at, 1, err);
        at += length;
    }
    while (to->length > 0 && ent_is_blank(to->bytes[to->length - 1]))
        to->bytes[--to->length] = '\0';
    return status;
}

/* Without the name of the site after the last " | ", " - " or " – ", if a title is left. */
static void cut_site(ent_text *title) {
    static const char *const marks[] = {" | ", " - ", " – ", " — ", "_"};
    enum { TITLE_LEFT = 12 };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        char *last = NULL;
        for (char *found = title->length > 0 ? strstr(title->bytes, marks[i]) : NULL; found != NULL;
             found = strstr(found + 1, marks[i]))
            last = found;
        if (last == NULL || last - title->bytes < TITLE_LEFT) continue;
        *last = '\0';
        title->length = (size_t)(last - title->bytes);
        return;
    }
}

ent_status ent_html_text_name(ent_html_text *out, const char *page, size_t begin, size_t end,
                              ent_error *err) {
    if (out->named || out->draft->title.length > 0) return ENT_OK;
    ent_status status = add_decoded(&out->draft->title, page, begin, end, err);
    cut_site(&out->draft->title);
    return status;
}

static bool is_any(const ent_html_tag *tag, const char *const *words) {
    for (; *words != NULL; words++)
        if (ent_html_is(tag->page, tag->property, *words)) return true;
    return false;
}

static void keep_date(ent_draft *draft, const ent_html_tag *tag, ent_text_span value) {
    char text[16];
    size_t length = value.end - value.begin;
    if (draft->date.year != 0 || length < 4) return;
    if (length > 10) length = 10;
    snprintf(text, sizeof text, "%.*s", (int)length, tag->page + value.begin);
    for (char *c = text; *c != '\0'; c++)
        if (*c == '/') *c = '-';
    ent_date date = {0};
    if (ent_date_parse(text, &date)) draft->date = date;
}

ent_status ent_html_text_meta(ent_html_text *out, const ent_html_tag *tag, ent_error *err) {
    static const char *const dates[] = {"article:published_time",
                                        "datePublished",
                                        "date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "og:published_time",
                                        "parsely-pub-date",
                                        NULL};
    static const char *const titles[] = {"og:title", "headline", NULL};
    static const char *const authors[] = {"author", "article:author", "dc.creator", "byl", NULL};
    bool time = ent_html_is(tag->page, tag->name, "time");
    if (time && (out->flags & ENT_HTML_COMMENTS) == 0) keep_date(out->draft, tag, tag->datetime);
    if (tag->property.end == 0 || tag->content.end == 0) return ENT_OK;
    if (is_any(tag, dates)) {
        keep_date(out->draft, tag, tag->content);
    } else if (is_any(tag, titles) && !out->named) {
        out->named = true;
        return add_decoded(&out->draft->title, tag->page, tag->content.begin, tag->content.end,
                           err);
    } else if (is_any(tag, authors) && out->draft->author.length == 0) {
        return add_decoded(&out->draft->author, tag->page, tag->content.begin, tag->content.end,
                           err);
    }
    return ENT_OK;
}

/* ---- the end ---- */

/* Leave out body text outside <article> and <main> if there is enough inside. */
static void choose_main(ent_html_text *out) {
    ent_draft *draft = out->draft;
    size_t inside = 0;
    size_t all = 0;
    for (size_t p = 0; p < draft->paragraph_count; p++) {
        const ent_paragraph *paragraph = &draft->paragraphs[p];
        if (paragraph->section != ENT_PART_BODY) continue;
        size_t length = paragraph->span.end - paragraph->span.begin;
        all += length;
        if ((out->kept[p] & ENT_HTML_ARTICLE) != 0) inside += length;
    }
    if (100 * inside < MAIN_PERCENT * all || inside == 0) return;
    size_t count = 0;
    for (size_t p = 0; p < draft->paragraph_count; p++)
        if (draft->paragraphs[p].section != ENT_PART_BODY || (out->kept[p] & ENT_HTML_ARTICLE) != 0)
            draft->paragraphs[count++] = draft->paragraphs[p];
    draft->paragraph_count = count;
}

/* Put a line that the page declares before everything else. */
static ent_status put_first(ent_draft *draft, const ent_text *line, ent_page_part part,
                            ent_error *err) {
    size_t shift = line->length + 2;
    size_t before = draft->text.length;
    ent_status status = ent_text_add(&draft->text, line->bytes, line->length, err);
    if (status == ENT_OK) status = ent_text_add(&draft->text, "\n\n", 2, err);
    if (status == ENT_OK) status = ent_draft_add(draft, before, before + line->length, err);
    if (status != ENT_OK) return status;
    memmove(draft->text.bytes + shift, draft->text.bytes, before);
    memcpy(draft->text.bytes, line->bytes, line->length);
    memcpy(draft->text.bytes + line->length, "\n\n", 2);
    ent_paragraph first = draft->paragraphs[draft->paragraph_count - 1];
    first.section = part;
    first.span = (ent_text_span){0, line->length};
    memmove(draft->paragraphs + 1, draft->paragraphs,
            (draft->paragraph_count - 1) * sizeof *draft->paragraphs);
    draft->paragraphs[0] = first;
    for (size_t p = 1; p < draft->paragraph_count; p++) {
        draft->paragraphs[p].span.begin += shift;
        draft->paragraphs[p].span.end += shift;
    }
    return ENT_OK;
}

static const ent_paragraph *first_of(const ent_draft *draft, ent_page_part part) {
    for (size_t p = 0; p < draft->paragraph_count; p++)
        if (draft->paragraphs[p].section == part) return &draft->paragraphs[p];
    return NULL;
}

ent_status ent_html_text_end(ent_html_text *out, ent_error *err) {
    ent_draft *draft = out->draft;
    ent_status status = ent_html_text_flush(out, err);
    if (status != ENT_OK) return status;
    choose_main(out);
    const ent_paragraph *title = first_of(draft, ENT_PART_TITLE);
    if (draft->author.length > 0 && first_of(draft, ENT_PART_BYLINE) == NULL)
        status = put_first(draft, &draft->author, ENT_PART_BYLINE, err);
    if (status == ENT_OK && title == NULL && draft->title.length > 0)
        status = put_first(draft, &draft->title, ENT_PART_TITLE, err);
    title = first_of(draft, ENT_PART_TITLE);
    if (status != ENT_OK || title == NULL || out->named) return status;
    ent_text_clear(&draft->title);
    return ent_text_add(&draft->title, draft->text.bytes + title->span.begin,
                        title->span.end - title->span.begin, err);
}
