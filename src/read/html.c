/* SPDX-License-Identifier: Apache-2.0 */
/* The main text of an HTML page, in one pass: a tokenizer (the states of WHATWG's "HTML", section
 * 13.2.5, that matter for text), and a stack of open elements that carries what each element says
 * about its text. The stack is bounded; what lies deeper inherits from its last place. */
#include "read/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/entity.h"
#include "read/html_tag.h"
#include "read/html_text.h"
#include "read/utf8.h"

enum {
    DEPTH = 4096,
    BUCKETS = 256,
    QUOTE_WINDOW = 1 << 16 /* longest value of an attribute */
};

struct element {
    uint32_t name; /* hashed */
    bool block;
    unsigned flags;
};

struct ent_html {
    struct element stack[DEPTH];
    size_t depth, deeper; /* elements beyond the stack are only counted */
    size_t open[BUCKETS]; /* elements of the stack by name: a closing tag without one is cheap */
    size_t no_quote[2];   /* up to here there is no " or ' */
    ent_html_text out;
};

ent_status ent_html_new(ent_html **out, ent_error *err) {
    return ent_array_new((void **)out, 1, sizeof **out, err);
}

void ent_html_free(ent_html *html) {
    if (html == NULL) return;
    ent_html_text_free(&html->out);
    free(html);
}

/* ---- the stack ---- */

static uint32_t hash_name(const ent_html_tag *tag) {
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = tag->name.begin; i < tag->name.end; i++)
        hash = (hash ^ (unsigned char)ent_to_lower(tag->page[i])) * 16777619U;
    return hash;
}

static unsigned flags_now(const ent_html *html) {
    return html->depth > 0 ? html->stack[html->depth - 1].flags : 0;
}

static void pop(ent_html *html) {
    html->open[html->stack[--html->depth].name % BUCKETS]--;
}

static void push(ent_html *html, const ent_html_tag *tag, bool block) {
    uint32_t name = hash_name(tag);
    if (html->deeper == 0 && html->depth > 0 && ent_html_ends_itself(tag) &&
        html->stack[html->depth - 1].name == name)
        pop(html);
    unsigned own = ent_html_flags_of(tag);
    if ((own & ENT_HTML_ONE_COMMENT) != 0 && (flags_now(html) & ENT_HTML_SKIP) == 0)
        html->out.comment_begins = true;
    if (html->depth == DEPTH) {
        html->deeper++;
        return;
    }
    unsigned flags = flags_now(html) | (own & ~(unsigned)ENT_HTML_ONE_COMMENT);
    html->stack[html->depth++] = (struct element){name, block, flags};
    html->open[name % BUCKETS]++;
}

/* Close the nearest element of the name, and what is open inside it. An element inside a paragraph
 * closes no block. */
static void close_element(ent_html *html, const ent_html_tag *tag, bool block) {
    uint32_t name = hash_name(tag);
    if (html->deeper > 0) {
        html->deeper--;
        return;
    }
    if (html->open[name % BUCKETS] == 0) return;
    size_t at = html->depth;
    while (at > 0 && html->stack[at - 1].name != name) {
        if (!block && html->stack[at - 1].block) return;
        at--;
    }
    if (at == 0) return; /* another name of the bucket */
    while (html->depth >= at)
        pop(html);
}

/* ---- tags ---- */

static size_t skip_blanks(const char *page, size_t at, size_t end) {
    while (at < end && ent_is_blank(page[at]))
        at++;
    return at;
}

/* The value that begins at @p at; *next is where it ends. */
static ent_text_span value_at(ent_html *html, const char *page, size_t at, size_t end,
                              size_t *next) {
    if (at < end && (page[at] == '"' || page[at] == '\'')) {
        size_t *none = &html->no_quote[page[at] == '"'];
        size_t window = end - at - 1 < QUOTE_WINDOW ? end - at - 1 : QUOTE_WINDOW;
        const char *close = at < *none ? NULL : memchr(page + at + 1, page[at], window);
        if (close != NULL) {
            *next = (size_t)(close - page) + 1;
            return (ent_text_span){at + 1, *next - 1};
        }
        if (at >= *none) *none = at + 1 + window;
        at++; /* a quote that is never closed */
    }
    size_t begin = at;
    while (at < end && !ent_is_blank(page[at]) && page[at] != '>')
        at++;
    *next = at;
    return (ent_text_span){begin, at};
}

static void keep_attribute(ent_html_tag *tag, ent_text_span name, ent_text_span value) {
    const struct {
        const char *name;
        ent_text_span *value;
    } kept[] = {{"class", &tag->class},       {"id", &tag->id},
                {"content", &tag->content},   {"property", &tag->property},
                {"name", &tag->property},     {"itemprop", &tag->property},
                {"datetime", &tag->datetime}, {"rel", &tag->rel}};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (kept[i].value->end == 0 && ent_html_is(tag->page, name, kept[i].name))
            *kept[i].value = value;
    if (ent_html_is(tag->page, name, "hidden")) tag->hidden = true;
}

/* Read the tag whose name begins at @p at; returns where the text goes on. */
static size_t read_tag(ent_html *html, const char *page, size_t at, size_t end, ent_html_tag *tag) {
    *tag = (ent_html_tag){.page = page};
    if (page[at] == '/') {
        tag->closing = true;
        at++;
    }
    tag->name.begin = at;
    while (at < end && !ent_is_blank(page[at]) && page[at] != '>' && page[at] != '/')
        at++;
    tag->name.end = at;
    while (at < end && page[at] != '>') {
        at = skip_blanks(page, at, end);
        size_t begin = at;
        while (at < end && !ent_is_blank(page[at]) && strchr("=>/", page[at]) == NULL)
            at++;
        ent_text_span name = {begin, at};
        ent_text_span value = {at, at};
        size_t equals = skip_blanks(page, at, end);
        if (equals < end && page[equals] == '=')
            value = value_at(html, page, skip_blanks(page, equals + 1, end), end, &at);
        else if (at == begin && at < end && page[at] != '>')
            at++; /* a stray slash */
        if (name.end > name.begin && !tag->closing) keep_attribute(tag, name, value);
    }
    return at < end ? at + 1 : end;
}

/* The place of the closing tag of a raw element; the end when it is missing. */
static size_t raw_end(const char *page, size_t at, size_t end, const ent_html_tag *tag) {
    size_t length = tag->name.end - tag->name.begin;
    while (at < end) {
        const char *mark = memchr(page + at, '<', end - at);
        if (mark == NULL) return end;
        at = (size_t)(mark - page);
        if (end - at > length + 2 && page[at + 1] == '/' &&
            strncasecmp(page + at + 2, page + tag->name.begin, length) == 0)
            return at;
        at++;
    }
    return end;
}

/* ---- text ---- */

static ent_status add_text(ent_html *html, const char *page, size_t at, size_t end,
                           ent_error *err) {
    unsigned flags = flags_now(html);
    ent_status status = ENT_OK;
    if ((flags & ENT_HTML_SKIP) != 0) return ENT_OK;
    while (at < end && status == ENT_OK) {
        const char *mark = memchr(page + at, '&', end - at);
        size_t stop = mark != NULL ? (size_t)(mark - page) : end;
        status = ent_html_text_add(&html->out, page + at, stop - at, flags, err);
        at = stop;
        if (at == end || status != ENT_OK) break;
        size_t length = 1;
        char bytes[4] = "&";
        uint32_t character = ent_entity_at(page, at, end, &length);
        if (character != 0) character = ent_utf8_kept(character);
        size_t count = length > 1 ? (character != 0 ? ent_utf8_put(character, bytes) : 0) : 1;
        status = ent_html_text_add(&html->out, bytes, count, flags, err);
        at += length;
    }
    return status;
}

static ent_status open_tag(ent_html *html, const ent_html_tag *tag, ent_html_class class,
                           ent_error *err) {
    ent_status status = ENT_OK;
    switch (class) {
    case ENT_HTML_BLOCK:
        status = ent_html_text_flush(&html->out, err);
        push(html, tag, true);
        break;
    case ENT_HTML_SPAN:
        push(html, tag, false);
        break;
    case ENT_HTML_LINK:
        html->out.in_link = true;
        html->out.author_link = ent_html_is(tag->page, tag->rel, "author");
        break;
    case ENT_HTML_BREAK:
        return ent_html_text_break(&html->out, err);
    case ENT_HTML_RULE:
        return ent_html_text_flush(&html->out, err);
    default:
        break;
    }
    if (status == ENT_OK) status = ent_html_text_meta(&html->out, tag, err);
    return status;
}

static ent_status close_tag(ent_html *html, const ent_html_tag *tag, ent_html_class class,
                            ent_error *err) {
    ent_status status = ENT_OK;
    if (class == ENT_HTML_LINK) html->out.in_link = html->out.author_link = false;
    if (class == ENT_HTML_BLOCK) status = ent_html_text_flush(&html->out, err);
    if (class == ENT_HTML_BLOCK || class == ENT_HTML_SPAN)
        close_element(html, tag, class == ENT_HTML_BLOCK);
    return status;
}

/* What begins at '<'; *at moves past it. */
static ent_status read_markup(ent_html *html, const char *page, size_t *at, size_t end,
                              ent_error *err) {
    size_t begin = *at;
    char next = begin + 1 < end ? page[begin + 1] : '\0';
    if (next == '!' || next == '?') {
        bool comment = end - begin >= 4 && memcmp(page + begin, "<!--", 4) == 0;
        const char *stop = comment ? memmem(page + begin + 4, end - begin - 4, "-->", 3)
                                   : memchr(page + begin, '>', end - begin);
        *at = stop == NULL ? end : (size_t)(stop - page) + (comment ? 3 : 1);
        return ENT_OK;
    }
    if (!ent_is_alpha(next) && next != '/') { /* "<" of the text */
        *at = begin + 1;
        return add_text(html, page, begin, begin + 1, err);
    }
    ent_html_tag tag;
    *at = read_tag(html, page, begin + 1, end, &tag);
    ent_html_class class = ent_html_class_of(&tag);
    if (tag.closing) return close_tag(html, &tag, class, err);
    if (class == ENT_HTML_RAW || class == ENT_HTML_NAME) {
        size_t stop = raw_end(page, *at, end, &tag);
        size_t from = *at;
        *at = stop;
        bool named = class == ENT_HTML_NAME && (flags_now(html) & ENT_HTML_SKIP) == 0;
        return named ? ent_html_text_name(&html->out, page, from, stop, err) : ENT_OK;
    }
    return open_tag(html, &tag, class, err);
}

ent_status ent_html_read(ent_html *html, const char *page, size_t size, ent_draft *draft,
                         ent_error *err) {
    html->depth = html->deeper = 0;
    memset(html->open, 0, sizeof html->open);
    html->no_quote[0] = html->no_quote[1] = 0;
    ent_html_text_begin(&html->out, draft);
    ent_status status = ent_text_add(&draft->text, "", 0, err);
    for (size_t at = 0; at < size && status == ENT_OK;) {
        const char *mark = memchr(page + at, '<', size - at);
        size_t stop = mark != NULL ? (size_t)(mark - page) : size;
        status = add_text(html, page, at, stop, err);
        at = stop;
        if (at < size && status == ENT_OK) status = read_markup(html, page, &at, size, err);
    }
    return status == ENT_OK ? ent_html_text_end(&html->out, err) : status;
}

bool ent_html_begins(const char *text, size_t size) {
    static const char *const starts[] = {"<!doctype html", "<html",  "<head", "<body", "<div",
                                         "<article",       "<p>",    "<p ",   "<!--",  "<?xml",
                                         "<meta",          "<title", "<h1",   "<main", "<section"};
    size_t at = skip_blanks(text, 0, size);
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        size_t length = strlen(starts[i]);
        if (size - at >= length && strncasecmp(text + at, starts[i], length) == 0) return true;
    }
    return false;
}
