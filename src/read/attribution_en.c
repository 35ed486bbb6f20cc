/* SPDX-License-Identifier: Apache-2.0 */
/* English attributions, by frames over the tokens of a paragraph:
 *   S V (that) C      S V: "C"      S told N (that) C      "C," S V      "C," V S      C, S V.
 *   according to S, C      C, according to S      …, V-ing (that) C      S V-o N as "C"
 * S is found by walking left (or, inverted, right) of the verb group to the clause's edge, an
 * apposition between commas included. */
#include "read/frame.h"

static bool classify(ent_frame *f) {
    static const ent_cue_class kinds[] = {ENT_CUE_SAY,    ENT_CUE_THINK, ENT_CUE_TELL, ENT_CUE_SHOW,
                                          ENT_CUE_DEMAND, ENT_CUE_OPINE, ENT_CUE_QUOTE};
    const ent_token *token = &f->p->tokens[f->verb];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!ent_token_is(token, kinds[i])) continue;
        f->class_of = kinds[i];
        f->object = kinds[i] == ENT_CUE_DEMAND || kinds[i] == ENT_CUE_OPINE;
        f->form = ent_cue_form(f->p->lexicon, token, f->class_of);
        f->value = ent_cue_value(f->p->lexicon, token, f->class_of);
        return true;
    }
    return false;
}

/* "the report", "its claims", "of claims", "to say": no verb with a subject of its own. */
static bool is_noun_here(const ent_frame *f) {
    if (f->verb == f->begin) return true;
    size_t before = f->verb - 1;
    if (ent_word_is(f->p, before, "to")) return true;
    if (ent_at(f->p, before, ENT_CUE_DETERMINER) && !ent_at(f->p, before, ENT_CUE_PRONOUN))
        return true;
    if (ent_is_possessive(f->p, before) && f->form < 3) return true;
    bool preposition =
        ent_at(f->p, before, ENT_CUE_PREPOSITION) && !ent_at(f->p, before, ENT_CUE_SUBORDINATOR);
    return preposition && f->form != 3;
}

/* The verb group: auxiliaries and adverbs before the verb. */
static void find_group(ent_frame *f) {
    f->group = f->verb;
    while (f->group > f->begin && ent_is_word(f->p, f->group - 1) &&
           (ent_at(f->p, f->group - 1, ENT_CUE_AUXILIARY) || ent_is_adverb(f->p, f->group - 1)))
        f->group--;
    if (f->group < f->verb && ent_is_possessive(f->p, f->group) && f->group > f->begin &&
        !ent_at(f->p, f->group - 1, ENT_CUE_PRONOUN))
        f->group++;
}

/* The cue: the verb group with the day that follows at once, or what it was said in ("said in an
 * interview"). */
static ent_text_span cue_span(const ent_frame *f) {
    const ent_passage *p = f->p;
    size_t end = f->verb + 1;
    while (end < f->end && ent_at(p, end, ENT_CUE_WEEKDAY))
        end++;
    if (ent_word_is(p, end, "in") && ent_at(p, end + 1, ENT_CUE_DETERMINER)) {
        size_t stop = end + 2;
        while (stop < f->end && p->tokens[stop].type == ENT_TOKEN_WORD && p->tokens[stop].cue < 0)
            stop++;
        bool apart = stop >= f->end || ent_is_edge(p, stop) || ent_at(p, stop, ENT_CUE_THAT);
        if (apart && f->class_of == ENT_CUE_SAY) end = stop < f->end ? stop : f->end;
    }
    return ent_passage_span(p, f->group, end);
}

static void emit(const ent_frame *f, ent_text_span source, ent_text_span content,
                 ent_text_span more, bool quoted, ent_attribution *list, size_t *count,
                 size_t capacity) {
    if (*count == capacity || content.begin == content.end) return;
    list[(*count)++] =
        (ent_attribution){.source = source,
                          .cue = cue_span(f),
                          .content = content,
                          .more = more,
                          .attitude = f->value > 1 ? (ent_attitude)f->value : ENT_ATTITUDE_SAYS,
                          .quoted = quoted,
                          .parent = -1};
}

static bool ends_here(const ent_frame *f, size_t at) {
    at = ent_skip_circumstance(f, at);
    return at >= f->end || ent_at_mark(f->p, at, ',') || ent_at_mark(f->p, at, ENT_MARK_DASH) ||
           ent_cue_form(f->p->lexicon, &f->p->tokens[at], ENT_CUE_SAY) == 3;
}

/* "C," V S */
static bool inverted(const ent_frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    const ent_passage *p = f->p;
    if (f->group != f->verb || f->verb == 0 || f->verb + 1 >= f->end) return false;
    if (f->class_of == ENT_CUE_OPINE || f->form == 3 || !ent_is_word(p, f->verb + 1)) return false;
    bool after_quote = ent_quote_closes(p, f->verb - 1);
    bool after_comma = ent_at_mark(p, f->verb - 1, ',');
    if (!after_quote && !(after_comma && p->tokens[f->verb + 1].capital)) return false;
    ent_text_span content = {0, 0};
    bool quoted = false;
    if (!ent_content_left(f, f->verb, &content, &quoted)) return false;
    size_t after = 0;
    ent_text_span source = ent_source_right(f, &after);
    emit(f, source, content, ent_content_resumed(f, after, quoted), quoted, list, count, capacity);
    return true;
}

/* "C," S V */
static bool parenthetic(const ent_frame *f, ent_text_span source, size_t first,
                        ent_attribution *list, size_t *count, size_t capacity) {
    const ent_passage *p = f->p;
    size_t after = f->verb + 1;
    if (f->class_of == ENT_CUE_TELL)
        while (after < f->end && ent_is_word(p, after) && !ent_at(p, after, ENT_CUE_THAT))
            after++;
    if (source.begin == source.end || !ends_here(f, after)) return false;
    if (f->class_of == ENT_CUE_OPINE || f->form == 3) return false;
    ent_text_span content = {0, 0};
    bool quoted = false;
    if (!ent_content_left(f, first, &content, &quoted)) return false;
    after = ent_skip_circumstance(f, after);
    emit(f, source, content, ent_content_resumed(f, after, quoted), quoted, list, count, capacity);
    return true;
}

/* "I think", "you know" in a quotation are its speaker's own words; "what he called" names a thing.
 */
static bool speaks_for_self(const ent_frame *f, size_t first) {
    const ent_passage *p = f->p;
    if (first > f->begin && ent_word_is(p, first - 1, "what")) return true;
    if (first + 1 != f->group) return false;
    if (f->class_of == ENT_CUE_SHOW && (ent_word_is(p, first, "it") || ent_word_is(p, first, "It")))
        return true;
    return ent_word_is(p, first, "you") || ent_word_is(p, first, "You") ||
           (p->inside[f->verb] >= 0 && (ent_word_is(p, first, "I") || ent_word_is(p, first, "we")));
}

static void verb_frame(ent_frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    if (inverted(f, list, count, capacity)) return;
    if (is_noun_here(f)) return;
    find_group(f);
    bool passive =
        f->form == 2 && f->group < f->verb &&
        (ent_word_is(f->p, f->verb - 1, "is") || ent_word_is(f->p, f->verb - 1, "was") ||
         ent_word_is(f->p, f->verb - 1, "are") || ent_word_is(f->p, f->verb - 1, "were") ||
         ent_word_is(f->p, f->verb - 1, "be") || ent_word_is(f->p, f->verb - 1, "been"));
    if (passive && f->class_of != ENT_CUE_SAY) return;
    for (size_t i = f->group; i < f->verb; i++)
        if (ent_word_is(f->p, i, "to")) return;
    size_t first = 0;
    ent_text_span source = ent_source_left(f, &first);
    if (speaks_for_self(f, first)) return;
    if (f->form != 3 && parenthetic(f, source, first, list, count, capacity)) return;
    ent_text_span content = {0, 0};
    bool quoted = false;
    if (!ent_content_right(f, &content, &quoted)) return;
    if (source.begin == source.end || (f->form == 3 && f->group == f->verb))
        source = ent_source_shared(f, list, *count);
    emit(f, source, content, (ent_text_span){0, 0}, quoted, list, count, capacity);
}

/* "according to S": the source up to the next edge, the content on the other side. */
static void according_frame(ent_frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    const ent_passage *p = f->p;
    size_t after = f->verb + 1;
    while (after < f->end && (!ent_is_edge(p, after) || ent_at_mark(p, after, ENT_MARK_OPEN)))
        after++;
    bool opening = f->verb == f->begin;
    if (!opening && ent_at_mark(p, after, ',')) after = ent_apposition_end(f, after);
    ent_text_span source = ent_passage_span(p, f->verb + 1, after);
    f->group = f->verb;
    size_t before = f->verb;
    if (before > f->begin && ent_at_mark(p, before - 1, ',')) before--;
    if (opening)
        emit(f, source, ent_passage_span(p, after + 1, f->end), (ent_text_span){0, 0}, false, list,
             count, capacity);
    else
        emit(f, source, ent_passage_span(p, f->begin, before), (ent_text_span){0, 0}, false, list,
             count, capacity);
}

/* The last token of a sentence without its full stop; a quotation's mark behind the stop counts. */
static size_t sentence_end(const ent_passage *p, size_t begin, size_t end) {
    if (end > begin && ent_at_mark(p, end - 1, '.')) return end - 1;
    return end;
}

/* "WALLACE: C": a speaker's name, all in capitals in a record, and a colon open the sentence. A
 * record's speech goes on to the paragraph's end. */
static void speaker_frame(ent_frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    enum { LONGEST = 4 };
    const ent_passage *p = f->p;
    size_t at = f->begin;
    bool shouted = true;
    for (; at < f->end && at < f->begin + LONGEST && ent_is_word(p, at); at++) {
        if (!p->tokens[at].capital) return;
        ent_text_span span = p->tokens[at].span;
        for (size_t i = span.begin; i < span.end; i++)
            shouted &= p->text[i] < 'a' || p->text[i] > 'z';
    }
    if (at == f->begin || !ent_at_mark(p, at, ':') || at + 1 >= f->end) return;
    f->group = f->verb = at;
    f->value = 0;
    emit(f, ent_passage_span(p, f->begin, at),
         ent_passage_span(p, at + 1, shouted ? p->count : f->end), (ent_text_span){0, 0},
         ent_quote_opens(p, at + 1), list, count, capacity);
}

void ent_attribute_english(const ent_passage *passage, ent_attribution *list, size_t *count,
                           size_t capacity) {
    for (size_t s = 0; s < passage->sentence_count; s++) {
        size_t begin = passage->first[s];
        size_t end = sentence_end(passage, begin, passage->first[s + 1]);
        ent_frame opening = {.p = passage, .begin = begin, .end = end};
        speaker_frame(&opening, list, count, capacity);
        for (size_t i = begin; i < end; i++) {
            if (passage->tokens[i].type != ENT_TOKEN_WORD || passage->tokens[i].cue < 0) continue;
            ent_frame f = {.p = passage, .begin = begin, .end = end, .verb = i, .group = i};
            if (ent_at(passage, i, ENT_CUE_ACCORDING))
                according_frame(&f, list, count, capacity);
            else if (classify(&f))
                verb_frame(&f, list, count, capacity);
        }
    }
}
