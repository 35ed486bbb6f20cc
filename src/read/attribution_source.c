/* SPDX-License-Identifier: Apache-2.0 */
/* Who is said to say: the subject left or right of the verb group, found by walking to the edge of
 * the clause, an apposition between commas included. */
#include "read/frame.h"

/* "and" joins two names, not two clauses, when capital words stand on both sides, or when no verb
 * is seen between it and the clause's edge. */
static bool joins_names(const ent_passage *p, size_t at, size_t begin) {
    enum { NEAR = 8 };
    if (at == begin || at + 1 >= p->count || ent_is_edge(p, at - 1)) return false;
    if (p->tokens[at + 1].capital && p->tokens[at - 1].capital) return true;
    for (size_t i = at; i > begin && at - i < NEAR; i--) {
        if (ent_is_edge(p, i - 1)) return true;
        if (ent_at(p, i - 1, ENT_CUE_AUXILIARY) || ent_is_verb(p, i - 1) ||
            ent_word_ends(p, i - 1, "ed") || ent_at(p, i - 1, ENT_CUE_PRONOUN) ||
            ent_at(p, i - 1, ENT_CUE_SUBORDINATOR))
            return false;
    }
    return at - begin < NEAR;
}

static size_t walk_left(const ent_passage *p, size_t begin, size_t end) {
    enum { LONGEST = 24 };
    size_t at = end;
    if (at > begin && ent_is_subject_pronoun(p, at - 1)) return at - 1;
    while (at > begin && end - at < LONGEST) {
        if (ent_at_mark(p, at - 1, ')')) { /* "Gov. Pence (R-IN)" */
            size_t open = at - 1;
            while (open > begin && !ent_at_mark(p, open, '('))
                open--;
            if (open == begin) break;
            at = open;
            continue;
        }
        if (ent_stops_source(p, at - 1)) break;
        if (ent_at(p, at - 1, ENT_CUE_CONJUNCTION) && !joins_names(p, at - 1, begin)) break;
        at--;
    }
    while (at < end && !ent_at_mark(p, at + 1, '-') && /* "then-Secretary" */
           (ent_at(p, at, ENT_CUE_ADVERB) || ent_at(p, at, ENT_CUE_CONJUNCTION)))
        at++;
    return at;
}

/* The token after an opening "In a statement on Friday" that has no comma: skipped only before a
 * capital word. */
static size_t skip_opening(const ent_passage *p, size_t first, size_t end) {
    if (!ent_at(p, first, ENT_CUE_PREPOSITION)) return first;
    if (ent_at(p, end - 1, ENT_CUE_PRONOUN)) return end - 1;
    size_t at = end;
    while (at > first + 1 && p->tokens[at - 1].capital)
        at--;
    return at < end ? at : first;
}

/* "The Times on Saturday", "the panel in 2001": the source without when it spoke. */
static size_t without_date(const ent_passage *p, size_t first, size_t end) {
    size_t at = end;
    while (at > first + 1 &&
           (ent_at(p, at - 1, ENT_CUE_WEEKDAY) || ent_at(p, at - 1, ENT_CUE_MONTH) ||
            p->tokens[at - 1].type == ENT_TOKEN_NUMBER))
        at--;
    bool dated = at < end && at > first + 1 && ent_at(p, at - 1, ENT_CUE_PREPOSITION);
    return dated ? at - 1 : end;
}

/* The subject left of the verb group; empty when there is none. */
ent_text_span ent_source_left(const ent_frame *f, size_t *first) {
    const ent_passage *p = f->p;
    size_t end = f->group;
    *first = end;
    if (end == f->begin) return (ent_text_span){0, 0};
    if (ent_word_is(p, end - 1, "who") || ent_word_is(p, end - 1, "which")) end--;
    if (end > f->begin && ent_at_mark(p, end - 1, ',') &&
        p->inside[end - 1] == p->inside[f->verb]) {
        size_t inner = end - 1; /* an apposition: "Korolev, a lecturer, said" */
        while (inner > f->begin && !ent_is_edge(p, inner - 1))
            inner--;
        if (inner == f->begin || !ent_at_mark(p, inner - 1, ',')) {
            if (end == f->group) return (ent_text_span){0, 0};
            end--; /* "Korolev, who said" */
            *first = walk_left(p, f->begin, end);
            return ent_passage_span(p, *first, end);
        }
        *first = walk_left(p, f->begin, inner - 1);
        bool participle = ent_word_ends(p, inner, "ing"); /* "Korolev, speaking in Moscow, said" */
        return ent_passage_span(p, *first, participle ? inner - 1 : end - 1);
    }
    *first = skip_opening(p, walk_left(p, f->begin, end), end);
    return ent_passage_span(p, *first, without_date(p, *first, end));
}

/* The end of an apposition that the comma at @p at opens, closed by a comma or the sentence's end;
 * @p at when what follows is no apposition. */
size_t ent_apposition_end(const ent_frame *f, size_t at) {
    const ent_passage *p = f->p;
    size_t stop = at + 1;
    if (ent_at(p, stop, ENT_CUE_CONJUNCTION) ||
        (ent_at(p, stop, ENT_CUE_PRONOUN) && !ent_at(p, stop, ENT_CUE_RELATIVE)))
        return at;
    while (stop < f->end && !ent_is_edge(p, stop))
        stop++;
    if (stop == at + 1 || ent_word_ends(p, at + 1, "ing") || ent_quote_opens(p, stop)) return at;
    return stop == f->end || ent_at_mark(p, stop, ',') ? stop : at;
}

/* "said Korolev, a lecturer at Monash.": the subject right of the verb, apposition included. */
ent_text_span ent_source_right(const ent_frame *f, size_t *after) {
    const ent_passage *p = f->p;
    size_t at = f->verb + 1;
    while (at < f->end && !ent_is_edge(p, at) && !ent_at(p, at, ENT_CUE_WEEKDAY) &&
           !ent_at(p, at, ENT_CUE_SUBORDINATOR) && !ent_is_verb(p, at)) {
        if (at > f->verb + 1 && ent_at(p, at, ENT_CUE_PREPOSITION) && !ent_word_is(p, at, "of") &&
            !ent_word_is(p, at, "for") && !ent_word_is(p, at, "at") && !ent_word_is(p, at, "from"))
            break;
        at++;
    }
    if (ent_at_mark(p, at, ',')) at = ent_apposition_end(f, at);
    *after = at;
    return ent_passage_span(p, f->verb + 1, at);
}

/* The end of the subject a clause begins with at @p first: a pronoun, a name up to the first word
 * that is none, or else all up to the first verb that is known for one. */
static size_t leading_subject(const ent_frame *f, size_t first) {
    enum { LONGEST = 8 };
    const ent_passage *p = f->p;
    if (first < f->verb && ent_is_subject_pronoun(p, first)) return first + 1;
    bool name = first < f->verb && p->tokens[first].capital && p->tokens[first].cue < 0;
    size_t end = first;
    while (end < f->verb && !ent_stops_source(p, end) && end - first < LONGEST) {
        const ent_token *token = &p->tokens[end];
        if (end > first && ent_word_ends(p, end, "ed")) break;
        if (name && !token->capital && token->type == ENT_TOKEN_WORD && token->cue < 0) break;
        end++;
    }
    while (end > first + 1 &&
           (ent_at(p, end - 1, ENT_CUE_ADVERB) || ent_at(p, end - 1, ENT_CUE_PREPOSITION)))
        end--;
    return end;
}

/* The subject of a clause whose own is left out: that of the sentence's attribution before, or what
 * the sentence begins with up to its first verb. */
ent_text_span ent_source_shared(const ent_frame *f, const ent_attribution *list, size_t count) {
    const ent_passage *p = f->p;
    if (count > 0 && f->begin < p->count &&
        list[count - 1].cue.begin >= p->tokens[f->begin].span.begin)
        return list[count - 1].source;
    size_t first = f->begin;
    while (first < f->verb && (ent_at(p, first, ENT_CUE_CONJUNCTION) || !ent_is_word(p, first)))
        first++;
    if (ent_at(p, first, ENT_CUE_PREPOSITION)) {
        while (first < f->verb && !ent_at_mark(p, first, ','))
            first++;
        first++;
    }
    return ent_passage_span(p, first, leading_subject(f, first));
}
