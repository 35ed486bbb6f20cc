/* SPDX-License-Identifier: Apache-2.0 */
/* Words, edges and verbs among the tokens of an English paragraph. */
#include "read/frame.h"

#include <string.h>

bool ent_word_is(const ent_passage *p, size_t at, const char *word) {
    if (at >= p->count) return false;
    ent_text_span span = p->tokens[at].span;
    return span.end - span.begin == strlen(word) &&
           memcmp(p->text + span.begin, word, strlen(word)) == 0;
}

bool ent_is_word(const ent_passage *p, size_t at) {
    return at < p->count && p->tokens[at].type != ENT_TOKEN_MARK;
}

/* "'s", with either apostrophe. */
bool ent_is_possessive(const ent_passage *p, size_t at) {
    return ent_word_is(p, at, "'s") || ent_word_is(p, at, "’s");
}

bool ent_word_ends(const ent_passage *p, size_t at, const char *ending) {
    ent_text_span span = p->tokens[at].span;
    size_t length = strlen(ending);
    return span.end - span.begin > length + 1 && !p->tokens[at].capital &&
           memcmp(p->text + span.end - length, ending, length) == 0;
}

bool ent_is_edge(const ent_passage *p, size_t at) {
    const ent_token *token = &p->tokens[at];
    bool hyphen = token->mark == '-' && at > 0 && !p->tokens[at - 1].mark &&
                  p->tokens[at - 1].span.end == token->span.begin;
    return token->mark && !hyphen && !strchr("'.&$%/", token->mark);
}

bool ent_is_verb(const ent_passage *p, size_t at) {
    static const ent_cue_class verbs[] = {ENT_CUE_SAY,  ENT_CUE_THINK,  ENT_CUE_SHOW,
                                          ENT_CUE_TELL, ENT_CUE_DEMAND, ENT_CUE_OPINE};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (ent_at(p, at, verbs[i])) return true;
    return false;
}

bool ent_is_adverb(const ent_passage *p, size_t at) {
    static const char *const nouns[] = {"family", "ally", "assembly", "daily", "weekly", "monthly"};
    if (ent_at(p, at, ENT_CUE_ADVERB) || ent_at(p, at, ENT_CUE_POINT)) return true;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (ent_word_is(p, at, nouns[i])) return false;
    return ent_word_ends(p, at, "ly");
}

bool ent_is_subject_pronoun(const ent_passage *p, size_t at) {
    static const char *const words[] = {"he", "she", "they", "we", "it", "I",  "you",
                                        "He", "She", "They", "We", "It", "You"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_word_is(p, at, words[i])) return true;
    return false;
}

bool ent_quote_opens(const ent_passage *p, size_t at) {
    return at < p->count && p->inside[at] >= 0 && p->quotations[p->inside[at]].open == at;
}

bool ent_quote_closes(const ent_passage *p, size_t at) {
    return at < p->count && p->inside[at] >= 0 && p->quotations[p->inside[at]].close == at;
}

/* One token left of a source's first. */
bool ent_stops_source(const ent_passage *p, size_t at) {
    if (ent_is_edge(p, at) || ent_at(p, at, ENT_CUE_THAT) || ent_at(p, at, ENT_CUE_RELATIVE))
        return true;
    if (ent_at(p, at, ENT_CUE_SUBORDINATOR)) return true;
    if (ent_at(p, at, ENT_CUE_AUXILIARY) && !ent_is_possessive(p, at) && !ent_word_is(p, at, "to"))
        return true;
    if (!ent_is_verb(p, at) || p->tokens[at].capital) return false;
    /* a noun of the same form stays: "the report", "state officials" */
    if (at > 0 && ent_at(p, at - 1, ENT_CUE_DETERMINER)) return false;
    return ent_word_ends(p, at, "ed") || ent_word_ends(p, at, "s") || ent_word_is(p, at, "said");
}

/* Tokens after the verb that tell when and where, not what: "said Thursday in a statement". */
size_t ent_skip_circumstance(const ent_frame *f, size_t at) {
    const ent_passage *p = f->p;
    size_t start = at;
    while (at < f->end && at - start < 12) {
        if (ent_at(p, at, ENT_CUE_WEEKDAY) || ent_at(p, at, ENT_CUE_POINT) ||
            ent_at(p, at, ENT_CUE_ADVERB) || ent_word_is(p, at, "morning") ||
            ent_word_is(p, at, "night") || ent_word_is(p, at, "afternoon") ||
            ent_word_is(p, at, "evening")) {
            at++;
            continue;
        }
        if (!ent_at(p, at, ENT_CUE_PREPOSITION)) break;
        size_t stop = at + 1;
        while (stop < f->end && ent_is_word(p, stop) && !ent_at(p, stop, ENT_CUE_THAT) &&
               !ent_at(p, stop, ENT_CUE_PREPOSITION) && !ent_at(p, stop, ENT_CUE_PRONOUN))
            stop++;
        if (stop == at + 1) break;
        at = stop;
    }
    return at;
}
