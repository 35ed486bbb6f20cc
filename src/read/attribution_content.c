/* SPDX-License-Identifier: Apache-2.0 */
/* What is said: the clause, quotation or object on either side of the verb group. */
#include "read/frame.h"

#include <string.h>

/* The comma before an attribution that closes the sentence (", the source added."); the sentence's
 * end when there is none. */
static size_t closing_clause(const ent_frame *f) {
    enum { NEAR = 8 };
    const ent_passage *p = f->p;
    size_t last = f->end;
    while (last > f->verb + 1 &&
           (ent_at(p, last - 1, ENT_CUE_WEEKDAY) || !ent_is_word(p, last - 1)))
        last--;
    if (last <= f->verb + 2 || !ent_at(p, last - 1, ENT_CUE_SAY)) return f->end;
    for (size_t i = last - 1; i > f->verb && last - i < NEAR; i--)
        if (ent_at_mark(p, i, ',')) return i;
    return f->end;
}

/* "… and said": the next statement of the same source. */
static bool goes_on_saying(const ent_passage *p, size_t at, size_t begin) {
    if (!ent_at(p, at, ENT_CUE_CONJUNCTION) || at <= begin) return false;
    size_t next = at + 1;
    while (ent_at(p, next, ENT_CUE_ADVERB))
        next++;
    return ent_at(p, next, ENT_CUE_SAY) &&
           (ent_word_ends(p, next, "ed") || ent_word_is(p, next, "said") ||
            ent_word_is(p, next, "says"));
}

/* Where content that begins at @p at ends: at the sentence's end, or before another attribution
 * that stands apart behind a comma; a quotation that began inside ends with its mark. */
static size_t content_end(const ent_frame *f, size_t at) {
    const ent_passage *p = f->p;
    int16_t quote = p->inside[f->verb];
    size_t closing = closing_clause(f);
    bool subordinate = ent_at(p, f->begin, ENT_CUE_SUBORDINATOR); /* "While X said C, D." */
    for (size_t i = f->begin; i < f->verb; i++)
        subordinate &= !ent_is_edge(p, i);
    for (size_t i = at; i < f->end; i++) {
        if (quote >= 0 && p->inside[i] == quote && ent_quote_closes(p, i)) return i;
        if (p->inside[i] == quote && goes_on_saying(p, i, at)) return i;
        if (p->inside[i] == quote && ent_at_mark(p, i, ';')) return i;
        if (!ent_at_mark(p, i, ',') || p->inside[i] != quote) continue;
        if (i == closing || subordinate || ent_word_is(p, i + 1, "but")) return i;
        if (ent_at(p, i + 1, ENT_CUE_ACCORDING)) return i;
        if (ent_cue_form(p->lexicon, &p->tokens[i + 1 < p->count ? i + 1 : i], ENT_CUE_SAY) == 3)
            return i;
    }
    return f->end;
}

/* The end of a quotation opened at @p at; a quotation that goes on over sentences is taken whole.
 */
static size_t quotation_end(const ent_passage *p, size_t at) {
    size_t close = p->quotations[p->inside[at]].close;
    return close < p->count ? close + 1 : close;
}

/* A verb of a clause stands within the next tokens, before any edge. */
static bool clause_follows(const ent_frame *f, size_t at) {
    enum { NEAR = 14 };
    const ent_passage *p = f->p;
    for (size_t i = at; i < f->end && i < at + NEAR; i++) {
        if (i > at && (ent_at(p, i, ENT_CUE_AUXILIARY) || ent_is_verb(p, i)) &&
            !ent_word_is(p, i, "to") && !ent_word_is(p, i, "'s"))
            return true;
        if (ent_is_edge(p, i) && !ent_quote_opens(p, i)) return false;
        ent_text_span span = p->tokens[i].span;
        size_t length = span.end - span.begin;
        if (i > at && length > 3 && p->text[span.end - 1] == 'd' && p->text[span.end - 2] == 'e' &&
            !p->tokens[i].capital)
            return true;
    }
    return false;
}

static bool is_core_say(const ent_frame *f) {
    const ent_passage *p = f->p;
    ent_text_span span = p->tokens[f->verb].span;
    return f->class_of == ENT_CUE_SAY && span.end - span.begin <= 6 &&
           memcmp(p->text + span.begin, "sa", 2) == 0;
}

/* "told MSNBC's "Morning Joe" on Friday that": the token after who was told. */
static size_t skip_told(const ent_frame *f) {
    enum { LONGEST = 14 };
    const ent_passage *p = f->p;
    size_t at = f->verb + 1;
    while (at < f->end && at < f->verb + LONGEST) {
        if (ent_at(p, at, ENT_CUE_THAT)) break;
        if (at > f->verb + 1 && (ent_at(p, at, ENT_CUE_PRONOUN) || ent_word_is(p, at, "to"))) break;
        if (ent_quote_opens(p, at)) {
            size_t close = p->quotations[p->inside[at]].close;
            if (close >= f->end || close - at > 6 || !ent_is_word(p, close + 1)) break;
            at = close;
        } else if (!ent_is_word(p, at) && ent_is_edge(p, at)) {
            break;
        }
        at++;
    }
    return at;
}

/* "warned voters that": to the "that" behind a few words. */
static size_t skip_addressee(const ent_frame *f, size_t at) {
    enum { LONGEST = 6 };
    const ent_passage *p = f->p;
    for (size_t i = at; i < f->end && i < at + LONGEST && ent_is_word(p, i); i++) {
        if (ent_at(p, i, ENT_CUE_THAT)) return i;
        if (ent_at(p, i, ENT_CUE_AUXILIARY) || ent_at(p, i, ENT_CUE_PRONOUN) || ent_is_verb(p, i))
            break;
    }
    return at;
}

/* The token after whom and when: where content may begin. */
static size_t content_begin(const ent_frame *f) {
    if (f->class_of == ENT_CUE_TELL) return skip_told(f);
    size_t at = ent_skip_circumstance(f, f->verb + 1);
    return f->class_of == ENT_CUE_SAY ? skip_addressee(f, at) : at;
}

/* True when the words from @p at to @p stop, which neither "that" nor a mark sets apart, are what
 * the verb's subject says. */
static bool unmarked_content(const ent_frame *f, size_t at, size_t stop) {
    const ent_passage *p = f->p;
    /* "comments Trump had made", "plans Friday": a noun unless what follows is marked */
    if (ent_at(p, f->verb, ENT_CUE_NOUN) && f->form < 2 && f->group == f->verb &&
        !ent_word_is(p, at, "to") && !ent_is_subject_pronoun(p, f->verb - 1))
        return false;
    if (f->object) {
        if (f->value == ENT_ATTITUDE_DENIES && !ent_word_is(p, at, "to")) return false;
        bool has_quote = false;
        for (size_t i = at; i < stop; i++)
            has_quote |= ent_quote_opens(p, i);
        bool bare = ent_at(p, at, ENT_CUE_PREPOSITION) || f->form == 0;
        if (f->class_of == ENT_CUE_OPINE && !has_quote && bare) return false;
        return ent_is_word(p, at) || ent_quote_opens(p, at);
    }
    if (!ent_is_word(p, at) || ent_word_is(p, at, "to")) return false;
    if (is_core_say(f)) return true;
    if (ent_at(p, at, ENT_CUE_PREPOSITION)) return false;
    if (f->class_of == ENT_CUE_THINK && ent_at(p, at, ENT_CUE_AUXILIARY)) return false;
    return clause_follows(f, at);
}

/* What follows the verb as content; false when nothing does. */
bool ent_content_right(const ent_frame *f, ent_text_span *content, bool *quoted) {
    const ent_passage *p = f->p;
    size_t at = content_begin(f);
    *quoted = false;
    if (at < f->end && (ent_at_mark(p, at, ',') || ent_at_mark(p, at, ':')) &&
        ent_quote_opens(p, at + 1))
        at++;
    if (at >= f->end || (f->class_of == ENT_CUE_TELL && at == f->verb + 1)) return false;
    if (ent_quote_opens(p, at)) {
        size_t stop = quotation_end(p, at);
        if (stop < f->end && !ent_at_mark(p, stop, ',')) stop = content_end(f, at);
        *content = ent_passage_span(p, at, stop);
        *quoted = true;
        return true;
    }
    if (ent_at_mark(p, at, ':')) {
        *content = ent_passage_span(p, at + 1, f->end);
        return true;
    }
    bool that = ent_at(p, at, ENT_CUE_THAT);
    bool asked = ent_at(p, at, ENT_CUE_ASK) || ent_word_is(p, at, "how") ||
                 ent_word_is(p, at, "what") || ent_word_is(p, at, "if");
    size_t stop = content_end(f, at);
    if (that || (asked && (f->value == 3 || f->class_of != ENT_CUE_OPINE))) {
        *content = ent_passage_span(p, at, stop);
        return true;
    }
    if (!unmarked_content(f, at, stop)) return false;
    *content = ent_passage_span(p, at, stop);
    return true;
}

/* The content before a parenthetic "S V" that begins at @p first: back to the quotation's opening
 * or the sentence's beginning. False when the clause before is not set apart by a comma. */
bool ent_content_left(const ent_frame *f, size_t first, ent_text_span *content, bool *quoted) {
    const ent_passage *p = f->p;
    if (first <= f->begin) {
        /* the quotation may be the sentences before */
        if (first == 0 || !ent_quote_closes(p, first - 1)) return false;
    }
    size_t end = first - 1;
    if (ent_at_mark(p, end, ',') && end > 0 && ent_quote_closes(p, end - 1)) end--;
    *quoted = ent_quote_closes(p, end);
    if (*quoted) {
        size_t open = p->quotations[p->inside[end]].open;
        size_t begin =
            p->sentence[open] == p->sentence[f->verb] && open > f->begin ? f->begin : open;
        if (begin == f->begin && open > begin + 3) *quoted = false;
        *content = ent_passage_span(p, begin, end + 1);
        return true;
    }
    if (!ent_at_mark(p, end, ',') && !ent_at_mark(p, end, ENT_MARK_DASH)) return false;
    if (p->inside[end] != p->inside[f->verb]) return false;
    size_t begin = f->begin;
    if (p->inside[f->verb] >= 0 && p->quotations[p->inside[f->verb]].open >= begin)
        begin = p->quotations[p->inside[f->verb]].open + 1;
    *content = ent_passage_span(p, begin, end);
    return end > begin + 1;
}

/* The rest of a statement that a parenthesis interrupts: '"C," S said, "and D."' */
ent_text_span ent_content_resumed(const ent_frame *f, size_t at, bool quoted) {
    const ent_passage *p = f->p;
    if (at < f->end && (ent_at_mark(p, at, ',') || ent_at_mark(p, at, '.')) &&
        (!quoted || ent_quote_opens(p, at + 1)) && at + 2 < f->end)
        return ent_passage_span(p, at + 1, quoted ? quotation_end(p, at + 1) : f->end);
    if (quoted && at >= f->end && f->end + 1 < p->count && ent_quote_opens(p, f->end + 1))
        return ent_passage_span(p, f->end + 1, quotation_end(p, f->end + 1));
    return (ent_text_span){0, 0};
}
