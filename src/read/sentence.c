/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences. A sentence ends at . ! ? … 。！？； with the quotes and brackets that close after it,
 * unless what stands around a full stop says otherwise: an abbreviation, an initial, a decimal, a
 * small letter after it. The cases are those of Grefenstette, G. & Tapanainen, P. (1994), "What is
 * a word, what is a sentence?", COMPLEX-94. One pass. */
#include <string.h>

#include "read/draft.h"
#include "read/utf8.h"

/* Abbreviations without their final stop, lower case, between blanks. */
static const char never_last[] = /* a name or number follows */
    " mr mrs ms dr prof gen col lt maj capt cmdr cdr adm rep reps sen sens gov sgt cpl pvt rev hon "
    "pres brig st mt ft vs fig figs sec vol pp ed eds messrs supt amb dep dist ave blvd approx "
    "est cf viz ca e.g i.e art arts ch para arty comdr vadm radm ltcol ";
static const char before_number[] =
    " no nos jan feb mar apr jun jul aug sep sept oct nov dec p para ";
static const char maybe_last[] = /* the sentence goes on unless a word that begins one follows */
    " inc co corp ltd jr sr etc al bros dept univ assn gov't a.m p.m ph.d b.a m.a d.c ";
static const char beginners[] =
    " the a an in on at it its he she they we i you this that these those but and or so as if when "
    "while after before since with for from by to there here however moreover yet both some many "
    "most no not what who why how where his her their our such under although though despite "
    "meanwhile nevertheless still now then one two three according last ";

enum { LONGEST_WORD = 15 };

static bool is_among(const char *list, const char *text, size_t begin, size_t end) {
    char word[LONGEST_WORD + 3] = " ";
    size_t length = end - begin;
    if (length == 0 || length > LONGEST_WORD) return false;
    for (size_t i = 0; i < length; i++)
        word[i + 1] = ent_to_lower(text[begin + i]);
    memcpy(word + 1 + length, " ", 2);
    return strstr(list, word) != NULL;
}

/* Bytes of a quote or bracket that closes at @p at; 0 if none does. */
static size_t closer_at(const char *text, size_t at, size_t end) {
    static const char *const closers[] = {"”", "’", "」", "』", "）", "》", "〉", "】", "»", "›"};
    if (at >= end) return 0;
    if (strchr("\"')]}", text[at]) != NULL) return text[at] != '\0';
    if ((unsigned char)text[at] < 0xC2) return 0;
    for (size_t i = 0; i < sizeof closers / sizeof closers[0]; i++) {
        size_t length = strlen(closers[i]);
        if (end - at >= length && memcmp(text + at, closers[i], length) == 0) return length;
    }
    return 0;
}

/* Bytes of a Chinese stop; 0 if there is none. */
static size_t chinese_stop_at(const char *text, size_t at, size_t end) {
    if (end - at < 3) return 0;
    const char *c = text + at;
    bool stop = memcmp(c, "。", 3) == 0 || memcmp(c, "！", 3) == 0 || memcmp(c, "？", 3) == 0 ||
                memcmp(c, "；", 3) == 0 || memcmp(c, "｡", 3) == 0;
    return stop ? 3 : 0;
}

static bool is_ellipsis(const char *text, size_t at, size_t end) {
    return end - at >= 3 && memcmp(text + at, "…", 3) == 0;
}

/* Past further stops, closing quotes and brackets, and a Chinese quote set off by a blank. */
static size_t past_closers(const char *text, size_t at, size_t end, bool *closed) {
    *closed = false;
    while (at < end) {
        size_t length = closer_at(text, at, end);
        if (length > 0)
            *closed = true;
        else if (text[at] == '.' || text[at] == '!' || text[at] == '?')
            length = 1;
        else if (is_ellipsis(text, at, end))
            length = 3;
        else
            length = chinese_stop_at(text, at, end);
        if (length == 0 && text[at] == ' ' && end - at >= 4 &&
            (memcmp(text + at + 1, "”", 3) == 0 || memcmp(text + at + 1, "」", 3) == 0))
            length = 4;
        if (length == 0) break;
        at += length;
    }
    return at;
}

/* Where the next word begins: past blanks and what opens. */
static size_t next_word(const char *text, size_t at, size_t end) {
    while (at < end) {
        if (ent_is_blank(text[at]) || strchr("\"'([", text[at]) != NULL)
            at++;
        else if (end - at >= 3 &&
                 (memcmp(text + at, "“", 3) == 0 || memcmp(text + at, "‘", 3) == 0))
            at += 3;
        else
            break;
    }
    return at;
}

static bool begins_sentence(const char *text, size_t at, size_t end) {
    size_t stop = at;
    while (stop < end && ent_is_alpha(text[stop]))
        stop++;
    return at < end && ent_is_upper(text[at]) && is_among(beginners, text, at, stop);
}

/* Whether the full stop at @p at ends a sentence; the next word begins at @p next. */
static bool full_stop_ends(const char *text, size_t begin, size_t at, size_t next, size_t end) {
    size_t word = at;
    while (word > begin && at - word <= LONGEST_WORD &&
           (ent_is_alpha(text[word - 1]) || text[word - 1] == '.'))
        word--;
    size_t length = at - word;
    if (length == 0 || length > LONGEST_WORD) return true;
    bool inner = memchr(text + word, '.', length) != NULL;
    bool digit = next < end && ent_is_digit(text[next]);
    bool apart = word == begin || !ent_is_digit(text[word - 1]);
    if (is_among(never_last, text, word, at)) return false;
    if (is_among(before_number, text, word, at)) return !digit;
    if (inner && text[at - 1] == '.') return true; /* an ellipsis */
    if (inner || is_among(maybe_last, text, word, at)) return begins_sentence(text, next, end);
    if (length == 1 && ent_is_upper(text[word]) && apart)
        return text[word] == 'I' ? true : begins_sentence(text, next, end);
    return true;
}

/* The end of the sentence that a stop at @p at closes; 0 if it closes none. */
static size_t end_after(const char *text, size_t begin, size_t at, size_t end, bool chinese) {
    bool closed = false;
    size_t stop = chinese_stop_at(text, at, end);
    if (stop > 0) return past_closers(text, at + stop, end, &closed);
    if (text[at] == ';') return chinese ? at + 1 : 0;
    stop = past_closers(text, at + (is_ellipsis(text, at, end) ? 3 : 1), end, &closed);
    if (stop >= end) return end;
    bool hard = text[at] == '?' || text[at] == '!';
    if (!ent_is_blank(text[stop])) {
        /* In Chinese no blank follows; a full stop there may be a decimal point or part of a name.
         */
        bool joined = chinese && hard && (unsigned char)text[stop] >= 0x80;
        return joined ? stop : 0;
    }
    size_t next = next_word(text, stop, end);
    if (next >= end) return stop;
    if (chinese && hard) return stop;
    if (ent_is_lower(text[next])) return hard && !closed ? stop : 0;
    if (hard || closed || text[at] != '.') return stop;
    return full_stop_ends(text, begin, at, next, end) ? stop : 0;
}

static ent_status add_sentence(ent_draft *draft, size_t paragraph, size_t begin, size_t end,
                               ent_error *err) {
    const char *text = draft->text.bytes;
    while (end > begin && ent_is_blank(text[end - 1]))
        end--;
    if (begin == end) return ENT_OK;
    ent_status status = ent_array_reserve((void **)&draft->sentences, &draft->sentence_capacity,
                                          draft->sentence_count + 1, sizeof *draft->sentences, err);
    if (status != ENT_OK) return status;
    draft->sentences[draft->sentence_count++] = (ent_sentence){{begin, end}, paragraph};
    return ENT_OK;
}

/* Bytes at which a stop may begin. */
static bool may_stop(unsigned char c) {
    return c == '.' || c == '!' || c == '?' || c == ';' || c == 0xE2 || c == 0xE3 || c == 0xEF;
}

static ent_status split_paragraph(ent_draft *draft, size_t index, ent_error *err) {
    const ent_paragraph *paragraph = &draft->paragraphs[index];
    const char *text = draft->text.bytes;
    size_t end = paragraph->span.end;
    size_t begin = paragraph->span.begin;
    bool chinese = paragraph->tongue == ENT_TONGUE_CHINESE;
    ent_status status = ENT_OK;
    for (size_t at = begin; at < end && status == ENT_OK;) {
        unsigned char c = (unsigned char)text[at];
        bool stops = may_stop(c) &&
                     (c < 0x80 || chinese_stop_at(text, at, end) > 0 || is_ellipsis(text, at, end));
        size_t stop = stops ? end_after(text, begin, at, end, chinese) : 0;
        if (stop == 0) {
            at++;
            continue;
        }
        status = add_sentence(draft, index, begin, stop, err);
        while (stop < end && ent_is_blank(text[stop]))
            stop++;
        begin = at = stop;
    }
    return status == ENT_OK ? add_sentence(draft, index, begin, end, err) : status;
}

ent_status ent_draft_sentences(ent_draft *draft, ent_error *err) {
    ent_status status = ENT_OK;
    draft->sentence_count = 0;
    for (size_t p = 0; p < draft->paragraph_count && status == ENT_OK; p++) {
        ent_paragraph *paragraph = &draft->paragraphs[p];
        paragraph->first_sentence = draft->sentence_count;
        if (paragraph->tongue == ENT_TONGUE_ENGLISH || paragraph->tongue == ENT_TONGUE_CHINESE)
            status = split_paragraph(draft, p, err);
        paragraph->sentence_count = draft->sentence_count - paragraph->first_sentence;
    }
    return status;
}
