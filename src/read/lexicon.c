/* SPDX-License-Identifier: Apache-2.0 */
/* The lexicon of cues, and tokens: at every beginning of a word, of a mark and of a Chinese
 * character the longest cue is taken; without one the word, number, mark or character itself. */
#include "read/lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "read/letters.h"
#include "read/trie.h"

struct ent_lexicon {
    const ent_cue_row **rows; /* by folded text */
    ent_trie trie;            /* values index rows: the first of a text */
};

typedef struct folded_row {
    const ent_cue_row *row;
    char text[ENT_TRIE_KEY + 1];
} folded_row;

static int by_text(const void *a, const void *b) {
    const folded_row *left = a;
    const folded_row *right = b;
    int order = strcmp(left->text, right->text);
    return order ? order : (left->row > right->row) - (left->row < right->row);
}

static ent_status build(ent_lexicon *lexicon, folded_row *sorted, ent_error *err) {
    ent_trie_key *keys = NULL;
    ent_status status = ent_array_new((void **)&keys, ent_cue_count, sizeof *keys, err);
    size_t count = 0;
    for (size_t i = 0; i < ent_cue_count && status == ENT_OK; i++) {
        lexicon->rows[i] = sorted[i].row;
        if (i == 0 || strcmp(sorted[i].text, sorted[i - 1].text) != 0)
            keys[count++] = (ent_trie_key){sorted[i].text, (int32_t)i};
    }
    if (status == ENT_OK) status = ent_trie_build(&lexicon->trie, keys, count, err);
    free(keys);
    return status;
}

ent_status ent_lexicon_new(ent_lexicon **out, ent_error *err) {
    *out = NULL;
    ent_lexicon *lexicon = calloc(1, sizeof *lexicon);
    folded_row *sorted = calloc(ent_cue_count, sizeof *sorted);
    ent_status status = ENT_ERR_MEMORY;
    if (lexicon && sorted) {
        lexicon->rows = calloc(ent_cue_count + 1, sizeof(const ent_cue_row *));
        if (lexicon->rows) status = ENT_OK;
    }
    if (status != ENT_OK) {
        ent_fail(err, status, "out of memory for the lexicon");
    } else {
        for (size_t i = 0; i < ent_cue_count; i++) {
            sorted[i].row = &ent_cue_rows[i];
            ent_trie_fold(ent_cue_rows[i].text, sorted[i].text);
        }
        qsort(sorted, ent_cue_count, sizeof *sorted, by_text);
        status = build(lexicon, sorted, err);
    }
    free(sorted);
    if (status != ENT_OK)
        ent_lexicon_free(lexicon);
    else
        *out = lexicon;
    return status;
}

void ent_lexicon_free(ent_lexicon *lexicon) {
    if (!lexicon) return;
    free(lexicon->rows);
    ent_trie_free(&lexicon->trie);
    free(lexicon);
}

/* The row of a class among those of the token's text, or NULL. */
static const ent_cue_row *row_of(const ent_lexicon *lexicon, const ent_token *token,
                                 ent_cue_class class_of) {
    if (!ent_token_is(token, class_of)) return NULL;
    const ent_cue_row *const *row = &lexicon->rows[token->cue];
    while ((*row)->class_of != class_of)
        row++; /* the token has the class: there is such a row */
    return *row;
}

int ent_cue_value(const ent_lexicon *lexicon, const ent_token *token, ent_cue_class class_of) {
    const ent_cue_row *row = row_of(lexicon, token, class_of);
    return row ? row->value : -1;
}

int ent_cue_form(const ent_lexicon *lexicon, const ent_token *token, ent_cue_class class_of) {
    const ent_cue_row *row = row_of(lexicon, token, class_of);
    return row ? row->form : -1;
}

/* Marks of three bytes, and what they are. */
static char wide_mark(const char *s) {
    static const struct {
        const char bytes[4];
        char mark;
    } marks[] = {{"“", ENT_MARK_OPEN},
                 {"”", ENT_MARK_CLOSE},
                 {"「", ENT_MARK_OPEN},
                 {"」", ENT_MARK_CLOSE},
                 {"『", ENT_MARK_OPEN},
                 {"』", ENT_MARK_CLOSE},
                 {"—", ENT_MARK_DASH},
                 {"―", ENT_MARK_DASH},
                 {"–", '-'},
                 {"，", ','},
                 {"、", '/'},
                 {"；", ';'},
                 {"：", ':'},
                 {"。", '.'},
                 {"！", '!'},
                 {"？", '?'},
                 {"（", '('},
                 {"）", ')'},
                 {"…", '~'},
                 {"’", '\''},
                 {"‘", '\''}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (memcmp(s, marks[i].bytes, 3) == 0) return marks[i].mark;
    return 0;
}

static size_t number_end(const char *text, size_t at, size_t end) {
    while (at < end && (ent_is_digit(text[at]) || ((text[at] == ',' || text[at] == '.') &&
                                                   at + 1 < end && ent_is_digit(text[at + 1]))))
        at++;
    return at;
}

/* "Su-35", "S-400", "F-16C": up to four letters, the first large, a hyphen, digits, letters. */
static size_t designation_end(const char *text, size_t at, size_t word, size_t end) {
    enum { LETTERS = 4 };
    if (!ent_is_capital(text[at]) || word - at > LETTERS) return at;
    if (word + 1 >= end || text[word] != '-' || !ent_is_digit(text[word + 1])) return at;
    return ent_word_end(text, word + 1, end);
}

static size_t plain_token(const char *text, size_t at, size_t end, ent_token *token) {
    if (ent_is_digit(text[at])) {
        token->type = ENT_TOKEN_NUMBER;
        return number_end(text, at, end);
    }
    if (ent_begins_letter(text[at])) {
        size_t word = ent_word_end(text, at, end);
        size_t designation = designation_end(text, at, word, end);
        token->type = designation > at ? ENT_TOKEN_DESIGNATION : ENT_TOKEN_WORD;
        return designation > at ? designation : word;
    }
    size_t next = at + ent_character(text, at, end);
    token->type = ENT_TOKEN_MARK;
    token->mark = text[at];
    if (text[at] == '\'' && next < end && text[next] == '\'') { /* typed for a quotation mark */
        token->mark = ENT_MARK_QUOTE;
        return next + 1;
    }
    if (next - at == 3) {
        token->mark = wide_mark(text + at);
        if (!token->mark && ent_begins_han(text[at])) token->type = ENT_TOKEN_HAN;
    }
    return next;
}

/* A cue ends where a word ends, and a month, which may be a verb when small, begins large. */
static bool cue_fits(const char *text, ent_text_span span, size_t at, const ent_trie_hit *hit) {
    char last = text[hit->end - 1];
    if (ent_begins_letter(last) && hit->end < span.end && ent_begins_letter(text[hit->end]))
        return false;
    bool inside = ent_begins_letter(text[at]) && ent_after_letter(text, span.begin, at);
    return !inside;
}

static size_t cue_token(const ent_lexicon *lexicon, const char *text, ent_text_span span, size_t at,
                        ent_token *token) {
    ent_trie_hit hits[ENT_TRIE_HITS];
    size_t count = ent_trie_walk(&lexicon->trie, text, at, span.end, hits);
    while (count > 0 && !cue_fits(text, span, at, &hits[count - 1]))
        count--;
    if (count == 0) return at;
    size_t row = (size_t)hits[count - 1].value;
    const char *name = lexicon->rows[row]->text;
    token->cue = (int32_t)row;
    for (; row < ent_cue_count && strcasecmp(lexicon->rows[row]->text, name) == 0; row++)
        if (lexicon->rows[row]->class_of != ENT_CUE_MONTH || !ent_is_small(text[at]))
            token->classes |= (uint64_t)1 << lexicon->rows[row]->class_of;
    token->type = ent_begins_han(text[at]) ? ENT_TOKEN_HAN : ENT_TOKEN_WORD;
    return hits[count - 1].end;
}

/* 苏-35: the end of the designation whose letters end at @p at; @p at when no number follows. */
static size_t chinese_designation(const char *text, size_t at, size_t end, ent_token *token) {
    if (at + 1 >= end || text[at] != '-' || !ent_is_digit(text[at + 1])) return at;
    token->type = ENT_TOKEN_DESIGNATION;
    return ent_word_end(text, at + 1, end);
}

static bool is_blank(const char *text, size_t at, size_t end, size_t *next) {
    unsigned char c = (unsigned char)text[at];
    *next = at + 1;
    if (c <= ' ') return true;
    if (c == 0xC2 && at + 1 < end && (unsigned char)text[at + 1] == 0xA0) {
        *next = at + 2;
        return true;
    }
    return false;
}

size_t ent_tokens(const ent_lexicon *lexicon, const char *text, ent_text_span span,
                  ent_token *tokens, size_t capacity) {
    size_t count = 0;
    size_t at = span.begin;
    while (at < span.end && count < capacity) {
        size_t next = 0;
        if (is_blank(text, at, span.end, &next)) {
            at = next;
            continue;
        }
        ent_token token = {.cue = -1, .capital = ent_is_capital(text[at])};
        size_t plain = plain_token(text, at, span.end, &token);
        if (token.type != ENT_TOKEN_NUMBER && token.type != ENT_TOKEN_DESIGNATION) {
            size_t end = cue_token(lexicon, text, span, at, &token);
            if (end > at) {
                plain = ent_token_is(&token, ENT_CUE_DESIGNATOR)
                            ? chinese_designation(text, end, span.end, &token)
                            : end;
                if (token.type != ENT_TOKEN_MARK) token.mark = 0;
            }
        }
        token.span = (ent_text_span){at, plain};
        tokens[count++] = token;
        at = plain;
    }
    return count;
}
