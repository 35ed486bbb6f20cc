/* SPDX-License-Identifier: Apache-2.0 */
/* English attributions, by frames over the tokens of a paragraph:
 *   S V (that) C      S V: "C"      S told N (that) C      "C," S V      "C," V S      C, S V.
 *   according to S, C      C, according to S      …, V-ing (that) C      S V-o N as "C"
 * S is found by walking left (or, inverted, right) of the verb group to the clause's edge, an
 * apposition between commas included. */
#include <string.h>

#include "read/passage.h"

/* What a verb asks of its content. */
typedef enum strength {
    NO_VERB,
    PLAIN_CLAUSE, /* "said X did": a clause may follow without "that" */
    MARKED_ONLY,  /* content must be marked: "that", a quotation, or come first */
    OBJECT,       /* "called for talks": what follows is content */
} strength;

typedef struct frame {
    const ent_passage *p;
    size_t begin, end; /* the sentence's tokens; the end before a last full stop */
    size_t verb;       /* token */
    size_t group;      /* first token of the verb group */
    int form;
    int value;
    strength strength;
    ent_cue_class class_of;
} frame;

static bool equals(const ent_passage *p, size_t at, const char *word) {
    if (at >= p->count) return false;
    ent_text_span span = p->tokens[at].span;
    return span.end - span.begin == strlen(word) &&
           memcmp(p->text + span.begin, word, strlen(word)) == 0;
}

static bool is_word(const ent_passage *p, size_t at) {
    return at < p->count && p->tokens[at].type != ENT_TOKEN_MARK;
}

/* "'s", with either apostrophe. */
static bool is_possessive(const ent_passage *p, size_t at) {
    return equals(p, at, "'s") || equals(p, at, "’s");
}

static bool ends_in(const ent_passage *p, size_t at, const char *ending) {
    ent_text_span span = p->tokens[at].span;
    size_t length = strlen(ending);
    return span.end - span.begin > length + 1 && !p->tokens[at].capital &&
           memcmp(p->text + span.end - length, ending, length) == 0;
}

static bool is_edge(const ent_passage *p, size_t at) {
    const ent_token *token = &p->tokens[at];
    bool hyphen = token->mark == '-' && at > 0 && !p->tokens[at - 1].mark &&
                  p->tokens[at - 1].span.end == token->span.begin;
    return token->mark && !hyphen && !strchr("'.&$%/", token->mark);
}

static bool is_verb(const ent_passage *p, size_t at) {
    static const ent_cue_class verbs[] = {ENT_CUE_SAY, ENT_CUE_THINK, ENT_CUE_SHOW, ENT_CUE_TELL,
                                          ENT_CUE_DEMAND, ENT_CUE_OPINE};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (ent_at(p, at, verbs[i])) return true;
    return false;
}

static bool classify(frame *f) {
    static const struct {
        ent_cue_class class_of;
        strength strength;
    } kinds[] = {{ENT_CUE_SAY, MARKED_ONLY},   {ENT_CUE_THINK, PLAIN_CLAUSE},
                 {ENT_CUE_TELL, MARKED_ONLY},  {ENT_CUE_SHOW, MARKED_ONLY},
                 {ENT_CUE_DEMAND, OBJECT},     {ENT_CUE_OPINE, OBJECT},
                 {ENT_CUE_QUOTE, MARKED_ONLY}};
    const ent_token *token = &f->p->tokens[f->verb];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!ent_token_is(token, kinds[i].class_of)) continue;
        f->class_of = kinds[i].class_of;
        f->strength = kinds[i].strength;
        f->form = ent_cue_form(f->p->lexicon, token, f->class_of);
        f->value = ent_cue_value(f->p->lexicon, token, f->class_of);
        return true;
    }
    return false;
}

/* "the report", "its claims", "of claims", "to say": no verb with a subject of its own. */
static bool is_noun_here(const frame *f) {
    if (f->verb == f->begin) return true;
    size_t before = f->verb - 1;
    if (equals(f->p, before, "to")) return true;
    if (ent_at(f->p, before, ENT_CUE_DETERMINER) && !ent_at(f->p, before, ENT_CUE_PRONOUN))
        return true;
    if (is_possessive(f->p, before) && f->form < 3) return true;
    bool preposition = ent_at(f->p, before, ENT_CUE_PREPOSITION) &&
                       !ent_at(f->p, before, ENT_CUE_SUBORDINATOR);
    return preposition && f->form != 3;
}

static bool is_adverb(const ent_passage *p, size_t at) {
    static const char *const nouns[] = {"family", "ally", "assembly", "daily", "weekly", "monthly"};
    if (ent_at(p, at, ENT_CUE_ADVERB) || ent_at(p, at, ENT_CUE_POINT)) return true;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (equals(p, at, nouns[i])) return false;
    return ends_in(p, at, "ly");
}

/* The verb group: auxiliaries and adverbs before the verb. */
static void find_group(frame *f) {
    f->group = f->verb;
    while (f->group > f->begin && is_word(f->p, f->group - 1) &&
           (ent_at(f->p, f->group - 1, ENT_CUE_AUXILIARY) || is_adverb(f->p, f->group - 1)))
        f->group--;
    if (f->group < f->verb && is_possessive(f->p, f->group) && f->group > f->begin &&
        !ent_at(f->p, f->group - 1, ENT_CUE_PRONOUN))
        f->group++;
}

/* One token left of a source's first. */
static bool stops_source(const ent_passage *p, size_t at) {
    if (is_edge(p, at) || ent_at(p, at, ENT_CUE_THAT) || ent_at(p, at, ENT_CUE_RELATIVE))
        return true;
    if (ent_at(p, at, ENT_CUE_SUBORDINATOR)) return true;
    if (ent_at(p, at, ENT_CUE_AUXILIARY) && !is_possessive(p, at) && !equals(p, at, "to"))
        return true;
    if (!is_verb(p, at) || p->tokens[at].capital) return false;
    /* a noun of the same form stays: "the report", "state officials" */
    if (at > 0 && ent_at(p, at - 1, ENT_CUE_DETERMINER)) return false;
    return ends_in(p, at, "ed") || ends_in(p, at, "s") || equals(p, at, "said");
}

/* "and" joins two names, not two clauses, when capital words stand on both sides, or when no verb
 * is seen between it and the clause's edge. */
static bool joins_names(const ent_passage *p, size_t at, size_t begin) {
    enum { NEAR = 8 };
    if (at == begin || at + 1 >= p->count || is_edge(p, at - 1)) return false;
    if (p->tokens[at + 1].capital && p->tokens[at - 1].capital) return true;
    for (size_t i = at; i > begin && at - i < NEAR; i--) {
        if (is_edge(p, i - 1)) return true;
        if (ent_at(p, i - 1, ENT_CUE_AUXILIARY) || is_verb(p, i - 1) || ends_in(p, i - 1, "ed") ||
            ent_at(p, i - 1, ENT_CUE_PRONOUN) || ent_at(p, i - 1, ENT_CUE_SUBORDINATOR))
            return false;
    }
    return at - begin < NEAR;
}

static bool is_subject_pronoun(const ent_passage *p, size_t at) {
    static const char *const words[] = {"he", "she", "they", "we", "it", "I", "you",
                                        "He", "She", "They", "We", "It", "You"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (equals(p, at, words[i])) return true;
    return false;
}

static size_t walk_left(const ent_passage *p, size_t begin, size_t end) {
    enum { LONGEST = 24 };
    size_t at = end;
    if (at > begin && is_subject_pronoun(p, at - 1)) return at - 1;
    while (at > begin && end - at < LONGEST) {
        if (ent_at_mark(p, at - 1, ')')) { /* "Gov. Pence (R-IN)" */
            size_t open = at - 1;
            while (open > begin && !ent_at_mark(p, open, '('))
                open--;
            if (open == begin) break;
            at = open;
            continue;
        }
        if (stops_source(p, at - 1)) break;
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

/* The subject left of the verb group; empty when there is none. */
static ent_text_span left_source(const frame *f, size_t *first) {
    const ent_passage *p = f->p;
    size_t end = f->group;
    *first = end;
    if (end == f->begin) return (ent_text_span){0, 0};
    if (equals(p, end - 1, "who") || equals(p, end - 1, "which")) end--;
    if (end > f->begin && ent_at_mark(p, end - 1, ',') && p->inside[end - 1] == p->inside[f->verb]) {
        size_t inner = end - 1; /* an apposition: "Korolev, a lecturer, said" */
        while (inner > f->begin && !is_edge(p, inner - 1))
            inner--;
        if (inner == f->begin || !ent_at_mark(p, inner - 1, ',')) {
            if (end == f->group) return (ent_text_span){0, 0};
            end--; /* "Korolev, who said" */
            *first = walk_left(p, f->begin, end);
            return ent_passage_span(p, *first, end);
        }
        *first = walk_left(p, f->begin, inner - 1);
        bool participle = ends_in(p, inner, "ing"); /* "Korolev, speaking in Moscow, said" */
        return ent_passage_span(p, *first, participle ? inner - 1 : end - 1);
    }
    *first = skip_opening(p, walk_left(p, f->begin, end), end);
    return ent_passage_span(p, *first, end);
}

static bool quote_opens(const ent_passage *p, size_t at) {
    return at < p->count && p->inside[at] >= 0 && p->quotations[p->inside[at]].open == at;
}

/* The end of an apposition that the comma at @p at opens, closed by a comma or the sentence's end; @p
 * at when what follows is no apposition. */
static size_t apposition_end(const frame *f, size_t at) {
    const ent_passage *p = f->p;
    size_t stop = at + 1;
    if (ent_at(p, stop, ENT_CUE_CONJUNCTION) || ent_at(p, stop, ENT_CUE_PRONOUN)) return at;
    while (stop < f->end && !is_edge(p, stop))
        stop++;
    if (stop == at + 1 || ends_in(p, at + 1, "ing") || quote_opens(p, stop)) return at;
    return stop == f->end || ent_at_mark(p, stop, ',') ? stop : at;
}

/* "said Korolev, a lecturer at Monash.": the subject right of the verb, apposition included. */
static ent_text_span right_source(const frame *f, size_t *after) {
    const ent_passage *p = f->p;
    size_t at = f->verb + 1;
    while (at < f->end && !is_edge(p, at) && !ent_at(p, at, ENT_CUE_WEEKDAY) &&
           !ent_at(p, at, ENT_CUE_SUBORDINATOR) && !is_verb(p, at)) {
        if (at > f->verb + 1 && ent_at(p, at, ENT_CUE_PREPOSITION) && !equals(p, at, "of") &&
            !equals(p, at, "for") && !equals(p, at, "at") && !equals(p, at, "from"))
            break;
        at++;
    }
    if (ent_at_mark(p, at, ',')) at = apposition_end(f, at);
    *after = at;
    return ent_passage_span(p, f->verb + 1, at);
}

/* Tokens after the verb that tell when and where, not what: "said Thursday in a statement". */
static size_t skip_circumstance(const frame *f, size_t at) {
    const ent_passage *p = f->p;
    size_t start = at;
    while (at < f->end && at - start < 12) {
        if (ent_at(p, at, ENT_CUE_WEEKDAY) || ent_at(p, at, ENT_CUE_POINT) ||
            ent_at(p, at, ENT_CUE_ADVERB) || equals(p, at, "morning") || equals(p, at, "night") ||
            equals(p, at, "afternoon") || equals(p, at, "evening")) {
            at++;
            continue;
        }
        if (!ent_at(p, at, ENT_CUE_PREPOSITION)) break;
        size_t stop = at + 1;
        while (stop < f->end && is_word(p, stop) && !ent_at(p, stop, ENT_CUE_THAT) &&
               !ent_at(p, stop, ENT_CUE_PREPOSITION) && !ent_at(p, stop, ENT_CUE_PRONOUN))
            stop++;
        if (stop == at + 1) break;
        at = stop;
    }
    return at;
}

static bool quote_closes(const ent_passage *p, size_t at) {
    return at < p->count && p->inside[at] >= 0 && p->quotations[p->inside[at]].close == at;
}

/* The comma before an attribution that closes the sentence (", the source added."); the sentence's
 * end when there is none. */
static size_t closing_clause(const frame *f) {
    enum { NEAR = 8 };
    const ent_passage *p = f->p;
    size_t last = f->end;
    while (last > f->verb + 1 && (ent_at(p, last - 1, ENT_CUE_WEEKDAY) || !is_word(p, last - 1)))
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
           (ends_in(p, next, "ed") || equals(p, next, "said") || equals(p, next, "says"));
}

/* Where content that begins at @p at ends: at the sentence's end, or before another attribution
 * that stands apart behind a comma; a quotation that began inside ends with its mark. */
static size_t content_end(const frame *f, size_t at) {
    const ent_passage *p = f->p;
    int16_t quote = p->inside[f->verb];
    size_t closing = closing_clause(f);
    bool subordinate = ent_at(p, f->begin, ENT_CUE_SUBORDINATOR); /* "While X said C, D." */
    for (size_t i = f->begin; i < f->verb; i++)
        subordinate &= !is_edge(p, i);
    for (size_t i = at; i < f->end; i++) {
        if (quote >= 0 && p->inside[i] == quote && quote_closes(p, i)) return i;
        if (p->inside[i] == quote && goes_on_saying(p, i, at)) return i;
        if (p->inside[i] == quote && ent_at_mark(p, i, ';')) return i;
        if (!ent_at_mark(p, i, ',') || p->inside[i] != quote) continue;
        if (i == closing || subordinate || equals(p, i + 1, "but")) return i;
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

/* The cue: the verb group, with the day that follows it at once ("said Friday"). */
static ent_text_span cue_span(const frame *f) {
    size_t end = f->verb + 1;
    while (end < f->end && ent_at(f->p, end, ENT_CUE_WEEKDAY))
        end++;
    return ent_passage_span(f->p, f->group, end);
}

static void emit(const frame *f, ent_text_span source, ent_text_span content, ent_text_span more,
                 bool quoted, ent_attribution *list, size_t *count, size_t capacity) {
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

/* A verb of a clause stands within the next tokens, before any edge. */
static bool clause_follows(const frame *f, size_t at) {
    enum { NEAR = 14 };
    const ent_passage *p = f->p;
    for (size_t i = at; i < f->end && i < at + NEAR; i++) {
        if (i > at && (ent_at(p, i, ENT_CUE_AUXILIARY) || is_verb(p, i)) && !equals(p, i, "to") &&
            !equals(p, i, "'s"))
            return true;
        if (is_edge(p, i) && !quote_opens(p, i)) return false;
        ent_text_span span = p->tokens[i].span;
        size_t length = span.end - span.begin;
        if (i > at && length > 3 && p->text[span.end - 1] == 'd' && p->text[span.end - 2] == 'e' &&
            !p->tokens[i].capital)
            return true;
    }
    return false;
}

static bool is_core_say(const frame *f) {
    const ent_passage *p = f->p;
    ent_text_span span = p->tokens[f->verb].span;
    return f->class_of == ENT_CUE_SAY && span.end - span.begin <= 6 &&
           memcmp(p->text + span.begin, "sa", 2) == 0;
}

/* "told MSNBC's "Morning Joe" on Friday that": the token after who was told. */
static size_t skip_told(const frame *f) {
    enum { LONGEST = 14 };
    const ent_passage *p = f->p;
    size_t at = f->verb + 1;
    while (at < f->end && at < f->verb + LONGEST) {
        if (ent_at(p, at, ENT_CUE_THAT)) break;
        if (at > f->verb + 1 && (ent_at(p, at, ENT_CUE_PRONOUN) || equals(p, at, "to"))) break;
        if (quote_opens(p, at)) {
            size_t close = p->quotations[p->inside[at]].close;
            if (close >= f->end || close - at > 6 || !is_word(p, close + 1)) break;
            at = close;
        } else if (!is_word(p, at) && is_edge(p, at)) {
            break;
        }
        at++;
    }
    return at;
}

/* "warned voters that": to the "that" behind a few words. */
static size_t skip_addressee(const frame *f, size_t at) {
    enum { LONGEST = 6 };
    const ent_passage *p = f->p;
    for (size_t i = at; i < f->end && i < at + LONGEST && is_word(p, i); i++) {
        if (ent_at(p, i, ENT_CUE_THAT)) return i;
        if (ent_at(p, i, ENT_CUE_AUXILIARY) || ent_at(p, i, ENT_CUE_PRONOUN) || is_verb(p, i)) break;
    }
    return at;
}

/* What follows the verb as content; false when nothing does. */
static bool right_content(const frame *f, ent_text_span *content, bool *quoted) {
    const ent_passage *p = f->p;
    size_t at = f->verb + 1;
    *quoted = false;
    if (f->class_of == ENT_CUE_TELL) {
        at = skip_told(f);
        if (at == f->verb + 1) return false;
    } else {
        at = skip_circumstance(f, at);
        if (f->class_of == ENT_CUE_SAY) at = skip_addressee(f, at);
    }
    if (at < f->end && (ent_at_mark(p, at, ',') || ent_at_mark(p, at, ':')) && quote_opens(p, at + 1))
        at++;
    if (at >= f->end) return false;
    if (quote_opens(p, at)) {
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
    bool asked = ent_at(p, at, ENT_CUE_ASK) || equals(p, at, "how") || equals(p, at, "what") ||
                 equals(p, at, "if");
    size_t stop = content_end(f, at);
    if (that || (asked && (f->value == 3 || f->class_of != ENT_CUE_OPINE))) {
        *content = ent_passage_span(p, at, stop);
        return true;
    }
    /* "comments Trump had made", "plans Friday": a noun unless what follows is marked */
    if (ent_at(p, f->verb, ENT_CUE_NOUN) && f->form < 2 && f->group == f->verb &&
        !equals(p, at, "to") && !is_subject_pronoun(p, f->verb - 1))
        return false;
    if (f->strength == OBJECT) {
        if (f->value == ENT_ATTITUDE_DENIES && !equals(p, at, "to")) return false;
        bool has_quote = false;
        for (size_t i = at; i < stop; i++)
            has_quote |= quote_opens(p, i);
        bool bare = ent_at(p, at, ENT_CUE_PREPOSITION) || f->form == 0;
        if (f->class_of == ENT_CUE_OPINE && !has_quote && bare) return false;
        *content = ent_passage_span(p, at, stop);
        return is_word(p, at) || quote_opens(p, at);
    }
    if (!is_word(p, at) || equals(p, at, "to")) return false;
    if (is_core_say(f)) {
        *content = ent_passage_span(p, at, stop);
        return true;
    }
    if (ent_at(p, at, ENT_CUE_PREPOSITION)) return false;
    if (f->class_of == ENT_CUE_THINK && ent_at(p, at, ENT_CUE_AUXILIARY))
        return false;
    if (!clause_follows(f, at)) return false;
    *content = ent_passage_span(p, at, stop);
    return true;
}

/* The content before a parenthetic "S V" that begins at @p first: back to the quotation's opening
 * or the sentence's beginning. False when the clause before is not set apart by a comma. */
static bool left_content(const frame *f, size_t first, ent_text_span *content, bool *quoted) {
    const ent_passage *p = f->p;
    if (first <= f->begin) {
        /* the quotation may be the sentences before */
        if (first == 0 || !quote_closes(p, first - 1)) return false;
    }
    size_t end = first - 1;
    if (ent_at_mark(p, end, ',') && end > 0 && quote_closes(p, end - 1)) end--;
    *quoted = quote_closes(p, end);
    if (*quoted) {
        size_t open = p->quotations[p->inside[end]].open;
        size_t begin = p->sentence[open] == p->sentence[f->verb] && open > f->begin ? f->begin : open;
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
static ent_text_span resumed(const frame *f, size_t at, bool quoted) {
    const ent_passage *p = f->p;
    if (at < f->end && (ent_at_mark(p, at, ',') || ent_at_mark(p, at, '.')) &&
        (!quoted || quote_opens(p, at + 1)) && at + 2 < f->end)
        return ent_passage_span(p, at + 1, quoted ? quotation_end(p, at + 1) : f->end);
    if (quoted && at >= f->end && f->end + 1 < p->count && quote_opens(p, f->end + 1))
        return ent_passage_span(p, f->end + 1, quotation_end(p, f->end + 1));
    return (ent_text_span){0, 0};
}

static bool ends_here(const frame *f, size_t at) {
    at = skip_circumstance(f, at);
    return at >= f->end || ent_at_mark(f->p, at, ',') || ent_at_mark(f->p, at, ENT_MARK_DASH) ||
           ent_cue_form(f->p->lexicon, &f->p->tokens[at], ENT_CUE_SAY) == 3;
}

/* "C," V S */
static bool inverted(const frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    const ent_passage *p = f->p;
    if (f->group != f->verb || f->verb == 0 || f->verb + 1 >= f->end) return false;
    if (f->class_of == ENT_CUE_OPINE || f->form == 3 || !is_word(p, f->verb + 1)) return false;
    bool after_quote = quote_closes(p, f->verb - 1);
    bool after_comma = ent_at_mark(p, f->verb - 1, ',');
    if (!after_quote && !(after_comma && p->tokens[f->verb + 1].capital)) return false;
    ent_text_span content = {0, 0};
    bool quoted = false;
    if (!left_content(f, f->verb, &content, &quoted)) return false;
    size_t after = 0;
    ent_text_span source = right_source(f, &after);
    emit(f, source, content, resumed(f, after, quoted), quoted, list, count, capacity);
    return true;
}

/* "C," S V */
static bool parenthetic(const frame *f, ent_text_span source, size_t first, ent_attribution *list,
                        size_t *count, size_t capacity) {
    const ent_passage *p = f->p;
    size_t after = f->verb + 1;
    if (f->class_of == ENT_CUE_TELL)
        while (after < f->end && is_word(p, after) && !ent_at(p, after, ENT_CUE_THAT))
            after++;
    if (source.begin == source.end || !ends_here(f, after)) return false;
    if (f->class_of == ENT_CUE_OPINE || f->form == 3) return false;
    ent_text_span content = {0, 0};
    bool quoted = false;
    if (!left_content(f, first, &content, &quoted)) return false;
    after = skip_circumstance(f, after);
    emit(f, source, content, resumed(f, after, quoted), quoted, list, count, capacity);
    return true;
}

/* The subject of a clause whose own is left out: that of the sentence's attribution before, or what
 * the sentence begins with up to its first verb. */
static ent_text_span shared_source(const frame *f, const ent_attribution *list, size_t count) {
    const ent_passage *p = f->p;
    if (count > 0 && f->begin < p->count &&
        list[count - 1].cue.begin >= p->tokens[f->begin].span.begin)
        return list[count - 1].source;
    size_t first = f->begin;
    while (first < f->verb && (ent_at(p, first, ENT_CUE_CONJUNCTION) || !is_word(p, first)))
        first++;
    if (ent_at(p, first, ENT_CUE_PREPOSITION)) {
        while (first < f->verb && !ent_at_mark(p, first, ','))
            first++;
        first++;
    }
    size_t end = first;
    while (end < f->verb && !stops_source(p, end) && end - first < 8) {
        ent_text_span span = p->tokens[end].span;
        if (end > first && p->text[span.end - 1] == 'd' && p->text[span.end - 2] == 'e') break;
        end++;
    }
    return ent_passage_span(p, first, end);
}

/* "I think", "you know" in a quotation are its speaker's own words; "what he called" names a thing.
 */
static bool speaks_for_self(const frame *f, size_t first) {
    const ent_passage *p = f->p;
    if (first > f->begin && equals(p, first - 1, "what")) return true;
    if (first + 1 != f->group) return false;
    if (f->class_of == ENT_CUE_SHOW && (equals(p, first, "it") || equals(p, first, "It"))) return true;
    return equals(p, first, "you") || equals(p, first, "You") ||
           (p->inside[f->verb] >= 0 && (equals(p, first, "I") || equals(p, first, "we")));
}

static void verb_frame(frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    if (inverted(f, list, count, capacity)) return;
    if (is_noun_here(f)) return;
    find_group(f);
    bool passive = f->form == 2 && f->group < f->verb &&
                   (equals(f->p, f->verb - 1, "is") || equals(f->p, f->verb - 1, "was") ||
                    equals(f->p, f->verb - 1, "are") || equals(f->p, f->verb - 1, "were") ||
                    equals(f->p, f->verb - 1, "be") || equals(f->p, f->verb - 1, "been"));
    if (passive && f->class_of != ENT_CUE_SAY) return;
    for (size_t i = f->group; i < f->verb; i++)
        if (equals(f->p, i, "to")) return;
    size_t first = 0;
    ent_text_span source = left_source(f, &first);
    if (speaks_for_self(f, first)) return;
    if (f->form != 3 && parenthetic(f, source, first, list, count, capacity)) return;
    ent_text_span content = {0, 0};
    bool quoted = false;
    if (!right_content(f, &content, &quoted)) return;
    if (source.begin == source.end || (f->form == 3 && f->group == f->verb)) source = shared_source(f, list, *count);
    emit(f, source, content, (ent_text_span){0, 0}, quoted, list, count, capacity);
}

/* "according to S": the source up to the next edge, the content on the other side. */
static void according_frame(frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    const ent_passage *p = f->p;
    size_t after = f->verb + 1;
    while (after < f->end && (!is_edge(p, after) || ent_at_mark(p, after, ENT_MARK_OPEN)))
        after++;
    bool opening = f->verb == f->begin;
    if (!opening && ent_at_mark(p, after, ',')) after = apposition_end(f, after);
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
static void speaker_frame(frame *f, ent_attribution *list, size_t *count, size_t capacity) {
    enum { LONGEST = 4 };
    const ent_passage *p = f->p;
    size_t at = f->begin;
    bool shouted = true;
    for (; at < f->end && at < f->begin + LONGEST && is_word(p, at); at++) {
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
         quote_opens(p, at + 1), list, count, capacity);
}

void ent_attribute_english(const ent_passage *passage, ent_attribution *list, size_t *count,
                           size_t capacity) {
    for (size_t s = 0; s < passage->sentence_count; s++) {
        size_t begin = passage->first[s];
        size_t end = sentence_end(passage, begin, passage->first[s + 1]);
        frame opening = {.p = passage, .begin = begin, .end = end};
        speaker_frame(&opening, list, count, capacity);
        for (size_t i = begin; i < end; i++) {
            if (passage->tokens[i].type != ENT_TOKEN_WORD || passage->tokens[i].cue < 0) continue;
            frame f = {.p = passage, .begin = begin, .end = end, .verb = i, .group = i};
            if (ent_at(passage, i, ENT_CUE_ACCORDING))
                according_frame(&f, list, count, capacity);
            else if (classify(&f))
                verb_frame(&f, list, count, capacity);
        }
    }
}
