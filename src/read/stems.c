/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the bytes: FNV-1a hashes (Fowler, Noll & Vo) of every prefix of a word are kept, so
 * that taking off an ending costs nothing. The endings are those of English inflection (plural,
 * third person, past, -ing), after the first step of Porter (1980). */
#include "read/stems.h"

#include <stdbool.h>
#include <string.h>

enum { LETTERS = 40 }; /* of a word that are looked at */

static const uint32_t fnv_basis = 2166136261u;
static const uint32_t fnv_prime = 16777619u;

typedef enum byte_class { BLANK, LETTER, DIGIT, MARK } byte_class;

static byte_class class_of(unsigned char c) {
    if (c >= 0x80 || (unsigned)((c | 0x20) - 'a') < 26) return LETTER;
    if ((unsigned)(c - '0') < 10) return DIGIT;
    return c <= ' ' || c == 0x7F ? BLANK : MARK;
}

static uint32_t step(uint32_t hash, unsigned char c) {
    return (hash ^ c) * fnv_prime;
}

struct word {
    unsigned char letters[LETTERS];
    uint32_t hash[LETTERS + 1]; /* of the first n letters */
    size_t length;
};

static bool ends(const struct word *w, const char *ending, size_t size) {
    return w->length >= size && memcmp(w->letters + w->length - size, ending, size) == 0;
}

/* Hash of the first n letters without a final e, or with i in place of a final y; a double
 * consonant counts once. */
static uint32_t trimmed(const struct word *w, size_t n, bool undouble) {
    unsigned char last = w->letters[n - 1];
    if (n > 3 && last == 'e') return w->hash[n - 1];
    if (n > 2 && last == 'y') return step(w->hash[n - 1], 'i');
    if (undouble && n > 3 && last == w->letters[n - 2] && strchr("lsz", last) == NULL)
        return w->hash[n - 1];
    return w->hash[n];
}

static uint32_t stem_of(const struct word *w, uint8_t *shape) {
    size_t n = w->length;
    if (n > 4 && (ends(w, "ies", 3) || ends(w, "ied", 3))) {
        *shape |= w->letters[n - 1] == 'd' ? ENT_SHAPE_ED : ENT_SHAPE_S;
        return step(w->hash[n - 3], 'i');
    }
    if (n > 5 && ends(w, "ing", 3)) {
        *shape |= ENT_SHAPE_ING;
        return trimmed(w, n - 3, true);
    }
    if (n > 4 && ends(w, "ed", 2)) {
        *shape |= ENT_SHAPE_ED;
        return trimmed(w, n - 2, true);
    }
    if (n > 4 && ends(w, "es", 2) && strchr("sxzh", w->letters[n - 3]) != NULL) {
        *shape |= ENT_SHAPE_S;
        return trimmed(w, n - 2, false);
    }
    if (n > 3 && w->letters[n - 1] == 's' && strchr("sui", w->letters[n - 2]) == NULL) {
        *shape |= ENT_SHAPE_S;
        return trimmed(w, n - 1, false);
    }
    return n > 2 ? trimmed(w, n, false) : w->hash[n];
}

static void push_letter(struct word *w, unsigned char c) {
    if (w->length == LETTERS) return;
    w->letters[w->length] = c;
    w->hash[w->length + 1] = step(w->hash[w->length], c);
    w->length++;
}

static void finish_word(const struct word *w, ent_stem *token) {
    size_t n = w->length;
    token->word = w->hash[n];
    token->stem = stem_of(w, &token->shape) | 1u;
    token->prefix = n > 5 ? w->hash[5] : 0;
    if (n > 3) memcpy(token->suffix, w->letters + n - 3, 3);
}

/* A Chinese character (U+2E80–U+9FFF, most of E2 BA to E9), in UTF-8. */
static bool is_han(const unsigned char *c, size_t left) {
    return left >= 3 && c[0] >= 0xE3 && c[0] <= 0xE9 && (c[0] > 0xE3 || c[1] >= 0x90);
}

/* Marks beyond ASCII: E2 80 xx (dashes, quotation marks), E3 80 xx and EF BC xx (full width). The
 * byte they are taken for; 0: none. */
static unsigned char wide_mark(const unsigned char *c, size_t left) {
    if (left < 3) return 0;
    if (c[0] == 0xE2 && c[1] == 0x80)
        return c[2] == 0x98 || c[2] == 0x99 ? '\'' : c[2] == 0x9C || c[2] == 0x9D ? '"' : '-';
    if (c[0] == 0xE3 && c[1] == 0x80) return c[2] == 0x82 ? '.' : c[2] == 0x81 ? ',' : '"';
    if (c[0] == 0xEF && c[1] == 0xBC && c[2] >= 0x81 && c[2] <= 0x9F)
        return (unsigned char)(c[2] - 0x60);
    return 0;
}

static void set_mark(ent_stem *token, unsigned char mark) {
    token->kind = ENT_STEM_MARK;
    token->word = token->stem = step(fnv_basis, mark) | 1u;
    token->suffix[0] = mark;
}

/* "don't" gives "don't", "China's" gives "China" and "'s". */
static size_t read_word(const unsigned char *text, size_t i, size_t length, ent_stem *token) {
    struct word w;
    size_t capitals = 0;
    size_t dots = 0;
    w.length = 0;
    w.hash[0] = fnv_basis;
    if (text[i] >= 'A' && text[i] <= 'Z') token->shape |= ENT_SHAPE_CAPITAL;
    while (i < length) {
        unsigned char c = text[i];
        byte_class class = class_of(c);
        if (c == '\'' && i + 1 < length && (text[i + 1] | 0x20) != 's' && w.length > 0 &&
            class_of(text[i + 1]) == LETTER && text[i + 1] < 0x80)
            class = LETTER;
        if (c == '-' && i + 1 < length && class_of(text[i + 1]) != BLANK &&
            class_of(text[i + 1]) != MARK && text[i + 1] < 0x80)
            class = LETTER;
        if (c == '.' && capitals == w.length && dots + 1 == capitals) class = LETTER; /* U.S. */
        if (class != LETTER && class != DIGIT) break;
        if (c >= 0x80 && (is_han(text + i, length - i) || wide_mark(text + i, length - i) != 0))
            break;
        if (c >= 'A' && c <= 'Z') {
            capitals++;
            c |= 0x20;
        }
        if (c == '.')
            dots++;
        else
            push_letter(&w, c);
        i++;
    }
    if (capitals > 1 && capitals + 1 >= w.length) token->shape |= ENT_SHAPE_CAPITALS;
    finish_word(&w, token);
    return i;
}

static size_t read_number(const unsigned char *text, size_t i, size_t length, ent_stem *token) {
    size_t begin = i;
    while (i < length &&
           (class_of(text[i]) == DIGIT || ((text[i] == ',' || text[i] == '.') && i + 1 < length &&
                                           class_of(text[i + 1]) == DIGIT)))
        i++;
    token->kind = ENT_STEM_NUMBER;
    token->word = token->stem = step(step(fnv_basis, '#'), i - begin == 4 ? '4' : '0') | 1u;
    return i;
}

/* The token that begins at i, which is no blank; where it ends. */
static size_t read_token(const unsigned char *text, size_t i, size_t length, ent_stem *token) {
    unsigned char mark = text[i] >= 0x80 ? wide_mark(text + i, length - i) : 0;
    if (mark != 0) {
        set_mark(token, mark);
        return i + 3;
    }
    if (text[i] >= 0x80 && is_han(text + i, length - i)) {
        token->kind = ENT_STEM_HAN;
        token->word = step(step(step(fnv_basis, text[i]), text[i + 1]), text[i + 2]);
        token->stem = token->word | 1u;
        return i + 3;
    }
    if (text[i] == '\'' && i + 1 < length && (text[i + 1] | 0x20) == 's') {
        set_mark(token, '\'');
        return i + 2;
    }
    switch (class_of(text[i])) {
    case LETTER:
        return read_word(text, i, length, token);
    case DIGIT:
        return read_number(text, i, length, token);
    default:
        set_mark(token, text[i]);
        return i + 1;
    }
}

size_t ent_stems_read(const char *text, size_t length, ent_stem tokens[ENT_STEMS]) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t count = 0;
    size_t i = 0;
    if (length > UINT32_MAX) length = UINT32_MAX;
    while (i < length && count < ENT_STEMS) {
        if (class_of(bytes[i]) == BLANK) {
            i++;
            continue;
        }
        ent_stem *token = &tokens[count++];
        memset(token, 0, sizeof *token);
        token->begin = (uint32_t)i;
        i = read_token(bytes, i, length, token);
        token->end = (uint32_t)i;
    }
    return count;
}

uint32_t ent_stem_of(const char *word) {
    ent_stem tokens[ENT_STEMS];
    return ent_stems_read(word, strlen(word), tokens) > 0 ? tokens[0].stem : 0;
}
