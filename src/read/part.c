/* SPDX-License-Identifier: Apache-2.0 */
/* Title, byline, body and readers' comments of plain text, which marks none of them.
 *
 * Titles are the short lines at the top that end in no full stop. Comments begin at a line that
 * says so ("Comments", 评论), or at a change of voice: with s_i > 0 for a paragraph that speaks as
 * a reader does ("I reckon", "they're", "Yeah, …") and s_i < 0 for one that does not, at the k that
 * maximises Σ_{i ≥ k} s_i, if the text before k is clearly of the other sort (the change point of
 * Page, E. S. (1954), "Continuous inspection schemes", Biometrika 41). */
#include <string.h>
#include <strings.h>

#include "read/draft.h"
#include "read/utf8.h"

enum { TITLE_BYTES = 200, TITLES = 2, BYLINE_BYTES = 160, HEARD = 1000 /* bytes */ };

static bool begins(const char *text, ent_text_span span, const char *word) {
    size_t length = strlen(word);
    return span.end - span.begin >= length && strncasecmp(text + span.begin, word, length) == 0;
}

static bool begins_with_any(const char *text, ent_text_span span, const char *const *words) {
    for (; *words != NULL; words++)
        if (begins(text, span, *words)) return true;
    return false;
}

/* ---- title and byline ---- */

static bool ends_in_stop(const char *text, ent_text_span span) {
    static const char *const stops[] = {".", "。", "。”", ".\"", ".”", ":", "：", ";", "；"};
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        size_t length = strlen(stops[i]);
        if (span.end - span.begin >= length &&
            memcmp(text + span.end - length, stops[i], length) == 0)
            return true;
    }
    return false;
}

static bool is_byline(const char *text, ent_text_span span) {
    static const char *const words[] = {"By ",  "Written by ", "作者", "文/",  "文／",      "记者",
                                        "编辑", "来源",        "翻译", "译者", "Published", NULL};
    return span.end - span.begin <= BYLINE_BYTES && begins_with_any(text, span, words) &&
           !ends_in_stop(text, span);
}

static void tell_top(ent_draft *draft) {
    const char *text = draft->text.bytes;
    size_t titles = 0;
    if (draft->paragraph_count < 2) return;
    for (size_t p = 0; p + 1 < draft->paragraph_count; p++) {
        ent_paragraph *paragraph = &draft->paragraphs[p];
        ent_text_span span = paragraph->span;
        bool twice = titles > 0 && paragraph->tongue == draft->paragraphs[0].tongue;
        if (p > 0 && is_byline(text, span)) {
            paragraph->section = ENT_PART_BYLINE;
        } else if (titles < TITLES && titles == p && !twice &&
                   span.end - span.begin <= TITLE_BYTES && !ends_in_stop(text, span)) {
            paragraph->section = ENT_PART_TITLE;
            titles++;
        } else {
            break;
        }
    }
}

/* ---- comments ---- */

/* A line that only announces comments, and perhaps their number: "Comments (12)". */
static bool is_mark(const char *text, ent_text_span span) {
    static const char *const words[] = {
        "Comments", "Reader comments", "Readers' comments", "评论", "网友评论", "读者评论",
        "网友热评", "最新评论",        "热门评论",          "跟帖", NULL};
    for (const char *const *word = words; *word != NULL; word++) {
        if (!begins(text, span, *word)) continue;
        size_t at = span.begin + strlen(*word);
        while (at < span.end && strchr(" ():0123456789", text[at]) != NULL)
            at++;
        if (at == span.end) return true;
    }
    return false;
}

static bool follows(const char *text, size_t at, size_t end, const char *word) {
    size_t length = strlen(word);
    return end - at >= length && memcmp(text + at, word, length) == 0;
}

static bool is_letter_before(const char *text, size_t begin, size_t at) {
    return at > begin && ent_is_alpha(text[at - 1]);
}

/* Length of the apostrophe at @p at, straight or curly. */
static size_t apostrophe_at(const char *text, size_t at, size_t end) {
    if (text[at] == '\'') return 1;
    return follows(text, at, end, "’") ? 3 : 0;
}

/* Contractions ("don't", "they're", "it'll"), not possessives ("China's"). */
static bool is_contraction(const char *text, size_t begin, size_t at, size_t end) {
    static const char *const rests[] = {"t ", "re ", "ll ", "ve ", "m ", "d "};
    size_t length = apostrophe_at(text, at, end);
    if (length == 0 || !is_letter_before(text, begin, at)) return false;
    for (size_t i = 0; i < sizeof rests / sizeof rests[0]; i++)
        if (follows(text, at + length, end, rests[i])) return true;
    return false;
}

/* The speaker of the text or the one spoken to. */
static bool is_person(const char *text, size_t at, size_t end) {
    static const char *const words[] = {"I ",    "I'",  "I’",  "you ", "You ",
                                        "your ", "btw", "imo", "IMO",  "lol"};
    if (strchr("IyYbil", text[at]) == NULL) return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (follows(text, at, end, words[i])) return true;
    return false;
}

/* How often a paragraph speaks as a reader does, quoted text left out; at most 3. */
static int voice_of(const char *text, ent_text_span span) {
    static const char *const openers[] = {
        "Yeah",     "Yes,",    "Yep",      "No,",           "Nope",         "Not really",
        "Agree",    "I agree", "Honestly", "Well,",         "Lol",          "@",
        "Which is", "So,",     "Exactly",  "Great article", "Nice article", NULL};
    int voice = begins_with_any(text, span, openers) ? 2 : 0;
    bool quoted = false;
    if (span.end - span.begin > HEARD) span.end = span.begin + HEARD;
    for (size_t at = span.begin; at < span.end && voice < 3;) {
        char c = text[at];
        if (ent_is_alpha(c)) {
            voice += !quoted && is_person(text, at, span.end);
            while (at < span.end && ent_is_alpha(text[at]))
                at++;
            continue;
        }
        if (c == '"' || follows(text, at, span.end, "“") || follows(text, at, span.end, "”"))
            quoted = c == '"' ? !quoted : text[at + 2] == '\x9C';
        else if (!quoted && (c == '\'' || c == '\xE2'))
            voice += is_contraction(text, span.begin, at, span.end) ? 2 : 0;
        at++;
    }
    return voice < 3 ? voice : 3;
}

/* The paragraph at which comments begin by a change of voice; the count if none does. */
static size_t change_of_voice(const ent_draft *draft) {
    enum { BIAS = 1, LEAST = 2 };
    size_t best = draft->paragraph_count;
    long sum = 0;
    long most = LEAST;
    long before = 0;
    for (size_t p = draft->paragraph_count; p-- > 0;) {
        const ent_paragraph *paragraph = &draft->paragraphs[p];
        if (paragraph->section != ENT_PART_BODY) break;
        if (paragraph->tongue != ENT_TONGUE_ENGLISH) continue;
        int voice = voice_of(draft->text.bytes, paragraph->span);
        sum += voice - BIAS;
        before += voice - BIAS;
        if (voice >= 2 && sum >= most) {
            most = sum;
            best = p;
            before = 0;
        }
    }
    /* At least two paragraphs of body, and not of the same voice. */
    return before <= -2 ? best : draft->paragraph_count;
}

/* Line feeds between a paragraph and the one before it. */
static size_t gap_before(const ent_draft *draft, size_t p) {
    size_t feeds = 0;
    for (size_t at = draft->paragraphs[p - 1].span.end; at < draft->paragraphs[p].span.begin; at++)
        feeds += draft->text.bytes[at] == '\n';
    return feeds;
}

/* Number the comments from @p first on. A comment is what no blank line parts; Chinese after
 * English, set no further off than any, is its translation. */
static void number_comments(ent_draft *draft, size_t first) {
    unsigned comment = 0;
    size_t widest = 2;
    for (size_t p = first + 1; p < draft->paragraph_count; p++)
        if (gap_before(draft, p) > widest) widest = gap_before(draft, p);
    for (size_t p = first; p < draft->paragraph_count; p++) {
        ent_paragraph *paragraph = &draft->paragraphs[p];
        size_t gap = p > first ? gap_before(draft, p) : 0;
        bool translation = gap > 1 && paragraph->tongue == ENT_TONGUE_CHINESE &&
                           draft->paragraphs[p - 1].tongue == ENT_TONGUE_ENGLISH &&
                           (gap < widest || widest == 2);
        if (p == first || (gap > 1 && !translation)) comment++;
        paragraph->section = ENT_PART_COMMENT;
        paragraph->comment = comment;
    }
}

void ent_draft_tell_parts(ent_draft *draft) {
    tell_top(draft);
    for (size_t p = 1; p < draft->paragraph_count; p++) {
        if (!is_mark(draft->text.bytes, draft->paragraphs[p].span)) continue;
        draft->paragraphs[p].section = ENT_PART_COMMENT; /* the mark itself: comment 0 */
        if (p + 1 < draft->paragraph_count) number_comments(draft, p + 1);
        return;
    }
    size_t first = change_of_voice(draft);
    if (first < draft->paragraph_count) number_comments(draft, first);
}
