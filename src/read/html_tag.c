/* SPDX-License-Identifier: Apache-2.0 */
/* What an HTML tag means for the main text: by its name, and by the words of its class and id.
 * Sites name their parts freely but from one small vocabulary; see Kohlschütter, C., Fankhauser, P.
 * & Nejdl, W. (2010), "Boilerplate detection using shallow text features", WSDM, on what such cues
 * and the density of links are worth. */
#include "read/html_tag.h"

#include <string.h>
#include <strings.h>

#include "read/utf8.h"

enum { LONGEST_WORD = 20 };

bool ent_html_is(const char *text, ent_text_span span, const char *word) {
    size_t length = strlen(word);
    return span.end - span.begin == length && strncasecmp(text + span.begin, word, length) == 0;
}

/* Whether a word stands in a list of words between blanks. */
static bool is_among(const char *list, const char *text, ent_text_span span) {
    char word[LONGEST_WORD + 3] = " ";
    size_t length = span.end - span.begin;
    if (length == 0 || length > LONGEST_WORD) return false;
    for (size_t i = 0; i < length; i++)
        word[i + 1] = ent_to_lower(text[span.begin + i]);
    memcpy(word + 1 + length, " ", 2);
    return strstr(list, word) != NULL;
}

ent_html_class ent_html_class_of(const ent_html_tag *tag) {
    static const struct {
        const char *names;
        ent_html_class class;
    } classes[] = {
        {" b i em strong u small sup sub mark abbr acronym cite q code font tt big s strike del "
         "ins "
         "kbd samp var bdi bdo ruby rb dfn data output label nobr ",
         ENT_HTML_INLINE},
        {" a ", ENT_HTML_LINK},
        {" span time ", ENT_HTML_SPAN},
        {" br ", ENT_HTML_BREAK},
        {" hr ", ENT_HTML_RULE},
        {" wbr img input link base area col embed param source track keygen basefont frame ",
         ENT_HTML_VOID},
        {" meta ", ENT_HTML_META},
        {" script style xmp iframe noembed noframes textarea ", ENT_HTML_RAW},
        {" title ", ENT_HTML_NAME},
    };
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
        if (is_among(classes[i].names, tag->page, tag->name)) return classes[i].class;
    return ENT_HTML_BLOCK;
}

bool ent_html_ends_itself(const ent_html_tag *tag) {
    return is_among(" p li td th tr dt dd option ", tag->page, tag->name);
}

/* ---- class and id ---- */

static const char boilerplate[] =
    " nav navbar navigation menu submenu breadcrumb breadcrumbs sidebar footer share sharing "
    "sharebar social related recommend recommended recommendation recommendations promo promotion "
    "advert advertisement ad ads sponsored newsletter subscribe subscription signup cookie cookies "
    "consent popup modal toolbar pagination pager tags tagcloud widget widgets copyright hidden "
    "login search skip trending popular masthead disclaimer ";
static const char comment_words[] =
    " comment comments commentlist disqus replies responses discussion pinglun ";
static const char about_comment[] =
    " count counts link links number meta metadata author form respond actions tools avatar header "
    "title vote votes button btn ";
static const char container[] = " has no with content contents article body wrapper container "
                                "layout page post story main open ";
static const char byline[] = " byline author authors dateline writer ";

/* Which lists the words of an attribute touch. */
struct words {
    bool boilerplate, comment, about_comment, container, byline, one_comment;
};

static void look_up(const char *text, ent_text_span span, struct words *words) {
    for (size_t at = span.begin; at < span.end;) {
        size_t begin = at;
        while (at < span.end && (ent_is_alpha(text[at]) || ent_is_digit(text[at])))
            at++;
        ent_text_span word = {begin, at};
        words->boilerplate = words->boilerplate || is_among(boilerplate, text, word);
        words->comment = words->comment || is_among(comment_words, text, word);
        words->about_comment = words->about_comment || is_among(about_comment, text, word);
        words->container = words->container || is_among(container, text, word);
        words->byline = words->byline || is_among(byline, text, word);
        at += at == begin || at < span.end;
    }
}

/* A class "comment" or "reply", an id "comment-12": one comment, not the list of them. */
static bool is_one_comment(const char *text, ent_text_span class, ent_text_span id) {
    for (size_t at = class.begin; at < class.end; at++) {
        size_t begin = at;
        while (at < class.end && !ent_is_blank(text[at]))
            at++;
        if (is_among(" comment reply comment-item commentitem ", text, (ent_text_span){begin, at}))
            return true;
    }
    static const char *const starts[] = {"comment-", "comment_", "li-comment-", "div-comment-"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        size_t length = strlen(starts[i]);
        if (id.end - id.begin > length && strncasecmp(text + id.begin, starts[i], length) == 0 &&
            ent_is_digit(text[id.begin + length]))
            return true;
    }
    return false;
}

static unsigned flags_of_words(const ent_html_tag *tag) {
    struct words words = {0};
    unsigned flags = 0;
    look_up(tag->page, tag->class, &words);
    look_up(tag->page, tag->id, &words);
    if (words.comment && !words.container) {
        bool one = is_one_comment(tag->page, tag->class, tag->id);
        if (words.about_comment && !one) return ENT_HTML_SKIP;
        flags |= ENT_HTML_COMMENTS;
    }
    if (is_one_comment(tag->page, tag->class, tag->id))
        flags |= ENT_HTML_COMMENTS | ENT_HTML_ONE_COMMENT;
    if (words.boilerplate && !words.container && flags == 0) flags |= ENT_HTML_SKIP;
    if (words.byline && !words.container) flags |= ENT_HTML_BYLINE;
    return flags;
}

unsigned ent_html_flags_of(const ent_html_tag *tag) {
    const char *page = tag->page;
    if (ent_html_is(page, tag->name, "html") || ent_html_is(page, tag->name, "body") ||
        ent_html_is(page, tag->name, "head"))
        return 0;
    if (tag->hidden ||
        is_among(" nav aside footer noscript template svg math select button figure object audio "
                 "video canvas dialog menu map ",
                 page, tag->name))
        return ENT_HTML_SKIP;
    if (ent_html_is(page, tag->name, "main")) return ENT_HTML_ARTICLE;
    unsigned flags = flags_of_words(tag);
    if (ent_html_is(page, tag->name, "article")) {
        flags &= ~(unsigned)ENT_HTML_SKIP;
        if ((flags & ENT_HTML_COMMENTS) == 0) flags = ENT_HTML_ARTICLE;
    }
    if (ent_html_is(page, tag->name, "header")) flags |= ENT_HTML_HEADER;
    if (ent_html_is(page, tag->name, "h1")) flags |= ENT_HTML_TITLE;
    if (ent_html_is(page, tag->rel, "author") || ent_html_is(page, tag->property, "author"))
        flags |= ENT_HTML_BYLINE;
    if (is_among(" p li blockquote h1 h2 h3 h4 h5 h6 dd dt pre ", page, tag->name))
        flags |= ENT_HTML_PARAGRAPH;
    if (is_among(" h1 h2 h3 h4 h5 h6 ", page, tag->name)) flags |= ENT_HTML_HEADING;
    return flags;
}
