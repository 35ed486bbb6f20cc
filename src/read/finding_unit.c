/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of a sentence that make a claim each. What a source says is a part of its own if it
 * names two actors; then clauses, where at least two of them name two actors; else the part is
 * left whole. */
#include <string.h>
#include <strings.h>

#include "read/finding.h"

static bool inside(ent_text_span inner, ent_text_span outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

size_t ent_finding_count_actors(const ent_mention *mentions, size_t first, size_t last) {
    int seen[ENT_FINDING_MENTIONS * ENT_MENTION_ACTORS];
    size_t count = 0;
    for (size_t m = first; m < last; m++) {
        int number = mentions[m].bloc > 0 ? 1 : mentions[m].count;
        for (int k = 0; k < number; k++) {
            int key = mentions[m].bloc > 0 ? -mentions[m].bloc : mentions[m].actor[k];
            size_t i = 0;
            while (i < count && seen[i] != key)
                i++;
            if (i == count) seen[count++] = key;
        }
    }
    return count;
}

static ent_finding_unit unit_of(const ent_finding_sentence *sentence, ent_text_span span) {
    ent_finding_unit unit = {.span = span};
    while (unit.first < sentence->mention_count &&
           sentence->mentions[unit.first].span.begin < span.begin)
        unit.first++;
    unit.last = unit.first;
    while (unit.last < sentence->mention_count &&
           sentence->mentions[unit.last].span.end <= span.end)
        unit.last++;
    unit.actors = ent_finding_count_actors(sentence->mentions, unit.first, unit.last);
    return unit;
}

/* ---- clauses ---- */

static bool says(const char *text, const ent_token *token, const char *word) {
    size_t length = token->span.end - token->span.begin;
    return length == strlen(word) && strncasecmp(text + token->span.begin, word, length) == 0;
}

static bool is_one_of(const char *text, const ent_token *token, const char *const *words) {
    for (; *words != NULL; words++)
        if (says(text, token, *words)) return true;
    return false;
}

static const char *const openers[] = {"but",    "while",   "whereas", "although",
                                      "though", "because", NULL};
static const char *const conceding[] = {"while", "whereas", "although", "though",
                                        "虽然",  "尽管",    "虽",       NULL};

/* True for ", and" between two names: the last of a list. */
static bool is_list(const ent_finding_sentence *s, size_t t) {
    enum { REACH = 6 }; /* bytes for "and", "the" and blanks */
    size_t comma = s->tokens[t - 1].span.begin;
    size_t after = s->tokens[t].span.end;
    bool ends = false;
    bool begins = false;
    for (size_t m = 0; m < s->mention_count; m++) {
        ends = ends || s->mentions[m].span.end == comma;
        begins = begins ||
                 (s->mentions[m].span.begin > after && s->mentions[m].span.begin - after <= REACH);
    }
    return ends && begins;
}

/* How surely a clause begins: a weak border counts where both sides name two actors outright. */
enum border { NO_BORDER, WEAK_BORDER, BORDER };

/* Whether a clause begins at token t of the sentence. @p conceded: it began with "while …". */
static enum border opens_clause(const ent_finding_sentence *s, size_t t, bool *conceded) {
    enum { HAN = 0xE3 }; /* first byte of Chinese characters and marks */
    const char *text = s->document->text;
    const ent_token *before = &s->tokens[t - 1];
    const ent_token *token = &s->tokens[t];
    if (before->mark == ';') return BORDER;
    bool comma = before->mark == ',';
    if (token->type == ENT_TOKEN_HAN || (unsigned char)text[token->span.begin] >= HAN) {
        bool opens = ent_token_is(token, ENT_CUE_CONJUNCTION) || is_one_of(text, token, conceding);
        return !comma ? NO_BORDER : opens ? BORDER : WEAK_BORDER;
    }
    if (comma && says(text, token, "and")) return is_list(s, t) ? NO_BORDER : WEAK_BORDER;
    if (comma && *conceded) {
        *conceded = false;
        return BORDER;
    }
    return is_one_of(text, token, openers) ? BORDER : NO_BORDER;
}

/* Actors of a unit that it names itself. */
static size_t count_named(const ent_finding_sentence *s, const ent_finding_unit *unit) {
    ent_mention named[ENT_FINDING_MENTIONS];
    size_t count = 0;
    for (size_t m = unit->first; m < unit->last; m++)
        if (s->mentions[m].kind != ENT_MENTION_PRONOUN) named[count++] = s->mentions[m];
    return ent_finding_count_actors(named, 0, count);
}

/* Add a clause behind a border, or join it to the one before. */
static void cut_clause(const ent_finding_sentence *s, ent_text_span span, enum border border,
                       ent_finding_unit *units, size_t *count, size_t capacity) {
    ent_finding_unit unit = unit_of(s, span);
    bool joins = *count > 0 && (unit.actors < 2 || units[*count - 1].actors < 2);
    if (*count > 0 && border == WEAK_BORDER)
        joins = count_named(s, &unit) < 2 || count_named(s, &units[*count - 1]) < 2;
    if (joins || *count == capacity)
        units[*count - 1] = unit_of(s, (ent_text_span){units[*count - 1].span.begin, span.end});
    else
        units[(*count)++] = unit;
}

/* Clauses of a part of the sentence, at least one. */
static size_t cut_clauses(const ent_finding_sentence *s, ent_text_span part,
                          ent_finding_unit *units, size_t capacity) {
    size_t count = 0;
    size_t begin = part.begin;
    enum border border = BORDER;
    size_t t = 0;
    while (t < s->token_count && s->tokens[t].span.begin < part.begin)
        t++;
    bool conceded = t < s->token_count && is_one_of(s->document->text, &s->tokens[t], conceding);
    for (t++; t < s->token_count && s->tokens[t].span.begin < part.end; t++) {
        size_t at = s->tokens[t].span.begin;
        enum border next = opens_clause(s, t, &conceded);
        if (next == NO_BORDER) continue;
        cut_clause(s, (ent_text_span){begin, at}, border, units, &count, capacity);
        begin = at;
        border = next;
    }
    cut_clause(s, (ent_text_span){begin, part.end}, border, units, &count, capacity);
    return count;
}

/* ---- parts ---- */

static bool is_filler(char c) {
    return c == ' ' || c == ',' || c == ';' || c == '\n' || c == '\t' || c == ':';
}

static void trim(const char *text, ent_text_span *span) {
    static const char that[] = "that ";
    while (span->begin < span->end && is_filler(text[span->begin]))
        span->begin++;
    if (span->end - span->begin > sizeof that &&
        strncmp(text + span->begin, that, sizeof that - 1) == 0)
        span->begin += sizeof that - 1;
    while (span->end > span->begin && is_filler(text[span->end - 1]))
        span->end--;
}

/* Add the clauses of a part that name enough. */
static void add_part(const ent_finding_sentence *s, ent_text_span part, ent_finding_unit *units,
                     size_t *count) {
    ent_finding_unit cut[ENT_FINDING_UNITS];
    size_t made = cut_clauses(s, part, cut, ENT_FINDING_UNITS);
    for (size_t u = 0; u < made && *count < ENT_FINDING_UNITS; u++) {
        if (cut[u].actors < 2) continue;
        trim(s->document->text, &cut[u].span);
        units[(*count)++] = cut[u];
    }
}

/* The part of the sentence in an attribution's content; empty if it lies elsewhere. */
static ent_text_span content_in(const ent_finding_sentence *s, const ent_attribution *attribution) {
    ent_text_span span = attribution->content;
    if (span.begin < s->span.begin) span.begin = s->span.begin;
    if (span.end > s->span.end) span.end = s->span.end;
    return span.end > span.begin ? span : (ent_text_span){s->span.begin, s->span.begin};
}

/* The widest content from @p from on that names two actors; false when there is none. */
static bool next_content(const ent_finding_sentence *s, size_t from, ent_text_span *content,
                         ent_text_span *source) {
    bool found = false;
    for (size_t i = 0; i < s->attribution_count; i++) {
        ent_text_span span = content_in(s, &s->attributions[i]);
        if (span.begin < from || span.end == span.begin || unit_of(s, span).actors < 2) continue;
        if (found && (span.begin > content->begin ||
                      (span.begin == content->begin && span.end <= content->end)))
            continue;
        *content = span;
        *source = s->attributions[i].source;
        found = true;
    }
    return found;
}

/* Where the clause begins in which a place of a part stands; the place itself in the first one. */
static size_t clause_at(const ent_finding_sentence *s, ent_text_span part, size_t place) {
    size_t begin = place;
    bool conceded = false;
    for (size_t t = 0; t < s->token_count && s->tokens[t].span.begin < place; t++)
        if (s->tokens[t].span.begin > part.begin && opens_clause(s, t, &conceded) != NO_BORDER)
            begin = s->tokens[t].span.begin;
    return begin;
}

/* What stands before a content: a part of its own, up to the clause that names the source. */
static void add_before(const ent_finding_sentence *s, ent_text_span part, ent_text_span source,
                       ent_finding_unit *units, size_t *count) {
    ent_finding_unit unit = unit_of(s, part);
    for (size_t m = unit.first; m < unit.last; m++)
        if (inside(s->mentions[m].span, source)) {
            part.end = clause_at(s, part, source.begin);
            break;
        }
    if (part.end > part.begin && unit_of(s, part).actors >= 2) add_part(s, part, units, count);
}

static bool is_source(const ent_finding_sentence *s, ent_text_span mention) {
    for (size_t i = 0; i < s->attribution_count; i++)
        if (inside(mention, s->attributions[i].source)) return true;
    return false;
}

/* What stands after the last content: a part of its own if it names somebody. */
static void add_rest(const ent_finding_sentence *s, ent_text_span part, ent_finding_unit *units,
                     size_t *count) {
    ent_finding_unit unit = unit_of(s, part);
    bool named = false;
    for (size_t m = unit.first; m < unit.last; m++) {
        if (is_source(s, s->mentions[m].span)) return;
        named = named || s->mentions[m].kind != ENT_MENTION_PRONOUN;
    }
    if (!named) return;
    if (unit.actors >= 2) {
        add_part(s, part, units, count);
    } else if (*count > 0 && *count < ENT_FINDING_UNITS) {
        trim(s->document->text, &unit.span);
        units[(*count)++] = unit;
    }
}

size_t ent_finding_units(const ent_finding_sentence *sentence, ent_finding_unit *units) {
    size_t count = 0;
    size_t at = sentence->span.begin;
    ent_text_span content = {0, 0};
    ent_text_span source = {0, 0};
    while (next_content(sentence, at, &content, &source)) {
        add_before(sentence, (ent_text_span){at, content.begin}, source, units, &count);
        add_part(sentence, content, units, &count);
        at = content.end;
    }
    if (at == sentence->span.begin)
        add_part(sentence, sentence->span, units, &count);
    else
        add_rest(sentence, (ent_text_span){at, sentence->span.end}, units, &count);
    if (count > 0) return count;
    units[0] = unit_of(sentence, sentence->span);
    return units[0].actors >= 1 ? 1 : 0;
}
