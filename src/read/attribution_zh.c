/* SPDX-License-Identifier: Apache-2.0 */
/* Chinese attributions: S 表示[，：]C   “C”，S 说   据 S 报道，C   S 告诉 N，C */
#include <string.h>

#include "read/passage.h"

static bool is_han(const ent_passage *p, size_t at) {
    return at < p->count && p->tokens[at].type == ENT_TOKEN_HAN;
}

static bool clause_edge(const ent_passage *p, size_t at) {
    char mark = p->tokens[at].mark;
    return mark && strchr(",;:.!?()_", mark);
}

static bool quote_mark(char mark) {
    return mark == ENT_MARK_OPEN || mark == ENT_MARK_CLOSE || mark == ENT_MARK_QUOTE;
}

static void add(const ent_passage *p, size_t cue, int value, ent_text_span source,
                ent_text_span content, bool quoted, ent_attribution *list, size_t *count,
                size_t capacity) {
    if (*count == capacity || content.begin == content.end) return;
    list[(*count)++] =
        (ent_attribution){.source = source,
                          .cue = p->tokens[cue].span,
                          .content = content,
                          .attitude = value > 1 ? (ent_attitude)value : ENT_ATTITUDE_SAYS,
                          .quoted = quoted,
                          .parent = -1};
}

/* The source: from the clause's beginning to the cue, or the clause before when the cue follows a
 * comma at once ("…官员，表示"). A leading 但, 而, 虽然 or date is left in: it does no harm. */
static size_t source_begin(const ent_passage *p, size_t begin, size_t cue) {
    size_t at = cue;
    while (at > begin && !clause_edge(p, at - 1) && !quote_mark(p->tokens[at - 1].mark))
        at--;
    return at;
}

/* A word that opens a clause and is no part of who speaks. */
static bool opens_clause(const ent_passage *p, size_t at) {
    return ent_at(p, at, ENT_CUE_HYPOTHETICAL) || ent_at(p, at, ENT_CUE_CONJUNCTION) ||
           ent_at(p, at, ENT_CUE_SUBORDINATOR);
}

/* "的分析", "分析中": a noun, unless content follows at once behind a mark. */
static bool is_noun(const ent_passage *p, size_t begin, size_t cue) {
    if (cue > begin && p->tokens[cue - 1].type == ENT_TOKEN_HAN) {
        ent_text_span span = p->tokens[cue - 1].span;
        if (memcmp(p->text + span.begin, "的", strlen("的")) == 0) return true;
    }
    if (!ent_at(p, cue, ENT_CUE_NOUN) || cue + 1 >= p->count) return false;
    char mark = p->tokens[cue + 1].mark;
    return !mark || !(mark == ',' || mark == ':' || quote_mark(mark));
}

/* Skip modifiers between cue and content. */
static size_t after_cue(const ent_passage *p, size_t at, size_t end) {
    while (at < end && (ent_at_mark(p, at, ',') || ent_at_mark(p, at, ':')))
        at++;
    return at;
}

static size_t quotation_open(const ent_passage *p, size_t close) {
    return p->inside[close] >= 0 ? p->quotations[p->inside[close]].open : close;
}

/* “C”，S 说。 The cue ends its clause and a quotation or clause stands before. */
static bool behind(const ent_passage *p, size_t begin, size_t source, size_t *from) {
    if (source <= begin) return false;
    size_t at = source - 1;
    if (ent_at_mark(p, at, ',') && at > begin) at--;
    *from = p->tokens[at].mark && p->inside[at] >= 0 ? quotation_open(p, at) : begin;
    return true;
}

static void say(const ent_passage *p, size_t begin, size_t end, size_t cue, ent_cue_class class_of,
                ent_attribution *list, size_t *count, size_t capacity) {
    int value = ent_cue_value(p->lexicon, &p->tokens[cue], class_of);
    if (is_noun(p, begin, cue)) return;
    size_t source = source_begin(p, begin, cue);
    while (source < cue && opens_clause(p, source))
        source++;
    ent_text_span who = ent_passage_span(p, source, cue);
    size_t at = cue + 1;
    if (class_of == ENT_CUE_TELL)
        while (at < end && !clause_edge(p, at) && !quote_mark(p->tokens[at].mark))
            at++;
    at = after_cue(p, at, end);
    bool quoted = at < end && p->inside[at] >= 0 && p->quotations[p->inside[at]].open == at;
    size_t stop = end;
    if (quoted && p->quotations[p->inside[at]].close < p->count)
        stop = p->quotations[p->inside[at]].close + 1;
    if (p->inside[cue] >= 0 && p->quotations[p->inside[cue]].close < stop)
        stop = p->quotations[p->inside[cue]].close;
    bool subordinate = ent_at(p, begin, ENT_CUE_SUBORDINATOR); /* 虽然他指出C，但D */
    for (size_t i = at; i + 1 < stop && subordinate && !quoted; i++)
        if (ent_at_mark(p, i, ',') && ent_at(p, i + 1, ENT_CUE_CONJUNCTION)) stop = i;
    if (at < stop) {
        add(p, cue, value, who, ent_passage_span(p, at, stop), quoted, list, count, capacity);
        return;
    }
    size_t from = 0;
    if (who.begin == who.end || !behind(p, begin, source, &from)) return;
    add(p, cue, value, who, ent_passage_span(p, from, source - (ent_at_mark(p, source - 1, ','))),
        p->inside[source - 1] >= 0, list, count, capacity);
}

/* 据 S 报道，C: the source is what stands between; the cue is 据. */
static size_t according(const ent_passage *p, size_t end, size_t cue, ent_attribution *list,
                        size_t *count, size_t capacity) {
    size_t stop = cue + 1;
    while (stop < end && !clause_edge(p, stop))
        stop++;
    if (stop >= end) return cue;
    size_t last = stop;
    while (last > cue + 1 &&
           (ent_at(p, last - 1, ENT_CUE_SOURCE) || ent_at(p, last - 1, ENT_CUE_SAY)))
        last--;
    add(p, cue, 0, ent_passage_span(p, cue + 1, last),
        ent_passage_span(p, after_cue(p, stop, end), end), false, list, count, capacity);
    return stop;
}

static void sentence(const ent_passage *p, size_t begin, size_t end, ent_attribution *list,
                     size_t *count, size_t capacity) {
    for (size_t i = begin; i < end; i++) {
        if (!is_han(p, i) || p->tokens[i].cue < 0) continue;
        if (ent_at(p, i, ENT_CUE_ACCORDING))
            i = according(p, end, i, list, count, capacity);
        else if (ent_at(p, i, ENT_CUE_SAY))
            say(p, begin, end, i, ENT_CUE_SAY, list, count, capacity);
        else if (ent_at(p, i, ENT_CUE_THINK))
            say(p, begin, end, i, ENT_CUE_THINK, list, count, capacity);
        else if (ent_at(p, i, ENT_CUE_TELL))
            say(p, begin, end, i, ENT_CUE_TELL, list, count, capacity);
    }
}

void ent_attribute_chinese(const ent_passage *passage, ent_attribution *list, size_t *count,
                           size_t capacity) {
    for (size_t s = 0; s < passage->sentence_count; s++) {
        size_t begin = passage->first[s];
        size_t end = passage->first[s + 1];
        if (end > begin && ent_at_mark(passage, end - 1, '.')) end--;
        sentence(passage, begin, end, list, count, capacity);
    }
}
