/* SPDX-License-Identifier: Apache-2.0 */
/* Modality by cues with scope. A cue's scope is the rest of its clause: up to a comma, semicolon,
 * colon, dash or stop, or a word that opens another clause. */
#include "entente/modality.h"

#include <string.h>
#include <strings.h>

static bool says(const char *text, const ent_token *token, const char *word) {
    size_t length = token->span.end - token->span.begin;
    return length == strlen(word) && strncasecmp(text + token->span.begin, word, length) == 0;
}

static bool ends_clause(const char *text, const ent_token *token) {
    static const char *const openers[] = {"but",    "while",   "although",
                                          "though", "whereas", "because"};
    if (token->mark) return strchr(",;:.?!_", token->mark) != NULL;
    if (token->type == ENT_TOKEN_HAN) return ent_token_is(token, ENT_CUE_CONJUNCTION);
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (says(text, token, openers[i])) return true;
    return false;
}

static size_t clause_end(const char *text, const ent_token *tokens, size_t count, size_t at) {
    size_t end = at + 1;
    while (end < count && !ends_clause(text, &tokens[end]))
        end++;
    return end;
}

/* "not only", "no doubt", "nothing but" deny nothing. */
static bool affirms(const char *text, const ent_token *tokens, size_t count, size_t at) {
    if (at + 1 >= count) return false;
    const ent_token *next = &tokens[at + 1];
    return says(text, next, "only") || says(text, next, "merely") || says(text, next, "doubt") ||
           says(text, next, "just") || says(text, next, "but");
}

/* "May 2018" is a month; "can" and "may" are read as the lexicon has them. */
static bool is_month(const ent_token *tokens, size_t count, size_t at) {
    return ent_token_is(&tokens[at], ENT_CUE_MONTH) &&
           ((at + 1 < count && tokens[at + 1].type == ENT_TOKEN_NUMBER) ||
            (at > 0 && ent_token_is(&tokens[at - 1], ENT_CUE_PREPOSITION)));
}

static ent_modality modality_of(const char *text, const ent_token *tokens, size_t count,
                                size_t at) {
    const ent_token *token = &tokens[at];
    if (ent_token_is(token, ENT_CUE_NEGATION))
        return affirms(text, tokens, count, at) ? ENT_MODALITY_ASSERTED : ENT_MODALITY_DENIED;
    if (ent_token_is(token, ENT_CUE_HYPOTHETICAL) && !is_month(tokens, count, at))
        return ENT_MODALITY_HYPOTHETICAL;
    if (ent_token_is(token, ENT_CUE_EXPECT)) return ENT_MODALITY_EXPECTED;
    bool asks = ent_token_is(token, ENT_CUE_ASK) && !says(text, token, "why") &&
                !says(text, token, "如何") && !says(text, token, "呢");
    return asks ? ENT_MODALITY_ASKED : ENT_MODALITY_ASSERTED;
}

/* A condition bears on what follows from it too. */
static bool is_condition(const char *text, const ent_token *token) {
    static const char *const words[] = {"if",   "unless", "如果", "若",   "假如",
                                        "假设", "一旦",   "倘若", "要是", "除非"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (says(text, token, words[i])) return true;
    return false;
}

size_t ent_modality_cues(const char *text, const ent_token *tokens, size_t count,
                         ent_modality_cue *list, size_t capacity) {
    size_t made = 0;
    for (size_t i = 0; i < count && made < capacity; i++) {
        ent_modality modality = modality_of(text, tokens, count, i);
        bool question = tokens[i].mark == '?';
        if (question) modality = ENT_MODALITY_ASKED;
        if (modality == ENT_MODALITY_ASSERTED) continue;
        size_t begin = i;
        size_t end = clause_end(text, tokens, count, i);
        if (question || is_condition(text, &tokens[i])) {
            begin = 0;
            end = question ? i + 1 : count;
        }
        list[made++] = (ent_modality_cue){
            modality, tokens[i].span, {tokens[begin].span.begin, tokens[end - 1].span.end}};
    }
    return made;
}

ent_modality ent_modality_at(const ent_modality_cue *list, size_t count, size_t at) {
    static const ent_modality order[] = {ENT_MODALITY_ASKED, ENT_MODALITY_DENIED,
                                         ENT_MODALITY_HYPOTHETICAL, ENT_MODALITY_EXPECTED};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < count; i++)
            if (list[i].modality == order[k] && at >= list[i].scope.begin && at < list[i].scope.end)
                return order[k];
    return ENT_MODALITY_ASSERTED;
}

const char *ent_modality_name(ent_modality modality) {
    static const char *const names[] = {"asserted", "denied", "expected", "hypothetical", "asked"};
    return names[modality];
}
