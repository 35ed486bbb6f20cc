/* SPDX-License-Identifier: Apache-2.0 */
/* What a byte of UTF-8 text begins, as finding words needs it. */
#ifndef ENTENTE_READ_LETTERS_H
#define ENTENTE_READ_LETTERS_H

#include <stdbool.h>
#include <stddef.h>

static inline bool ent_is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}
static inline bool ent_is_small(char c) {
    return c >= 'a' && c <= 'z';
}
static inline bool ent_is_digit(char c) {
    return c >= '0' && c <= '9';
}
/* An ASCII letter or digit, or the first byte of a letter of a European script. */
static inline bool ent_begins_letter(char c) {
    unsigned char u = (unsigned char)c;
    return ent_is_capital(c) || ent_is_small(c) || ent_is_digit(c) || (u >= 0xC3 && u <= 0xDF);
}
/* Bytes of the character at @p at; of a broken one, those that belong to it. At least 1. */
static inline size_t ent_character(const char *text, size_t at, size_t end) {
    unsigned char u = (unsigned char)text[at];
    if (u < 0xC0) return 1;
    size_t length = u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < length; i++)
        if (at + i >= end || ((unsigned char)text[at + i] & 0xC0) != 0x80) return i;
    return length;
}
/* A character of three bytes that is Chinese writing: ideographs, and the marks used with them. */
static inline bool ent_begins_han(char c) {
    unsigned char u = (unsigned char)c;
    return u >= 0xE3 && u <= 0xE9;
}
/* True when a letter of a European script or a digit ends just before @p at. */
static inline bool ent_after_letter(const char *text, size_t begin, size_t at) {
    if (at == begin) return false;
    unsigned char u = (unsigned char)text[at - 1];
    if (u < 0x80) return ent_begins_letter(text[at - 1]);
    return u < 0xC0 && at - begin >= 2 && ent_begins_letter(text[at - 2]);
}
/* One past the last byte of the word that begins at @p at. */
static inline size_t ent_word_end(const char *text, size_t at, size_t end) {
    while (at < end && ent_begins_letter(text[at]))
        at += ent_character(text, at, end);
    return at;
}

#endif
