/* SPDX-License-Identifier: Apache-2.0 */
/* Characters of UTF-8 text (RFC 3629), and what the reader makes of each. */
#ifndef ENTENTE_READ_UTF8_H
#define ENTENTE_READ_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ENT_REPLACEMENT 0xFFFDU

/* The character at @p at, which lies before @p end, in valid text; *length is its bytes. */
static inline uint32_t ent_utf8_at(const char *text, size_t at, size_t end, size_t *length) {
    const unsigned char *c = (const unsigned char *)text + at;
    size_t left = end - at;
    *length = 1;
    if (c[0] < 0x80) return c[0];
    if (c[0] < 0xE0 && left >= 2) {
        *length = 2;
        return (uint32_t)(c[0] & 0x1F) << 6 | (c[1] & 0x3FU);
    }
    if (c[0] < 0xF0 && left >= 3) {
        *length = 3;
        return (uint32_t)(c[0] & 0x0F) << 12 | (uint32_t)(c[1] & 0x3F) << 6 | (c[2] & 0x3FU);
    }
    if (left < 4) return ENT_REPLACEMENT;
    *length = 4;
    return (uint32_t)(c[0] & 0x07) << 18 | (uint32_t)(c[1] & 0x3F) << 12 |
           (uint32_t)(c[2] & 0x3F) << 6 | (c[3] & 0x3FU);
}

/* Bytes of the well-formed character that begins at @p c (before @p end); 0 if there is none. */
size_t ent_utf8_length(const unsigned char *c, const unsigned char *end);
/* Write a character; returns its bytes, at most 4. */
size_t ent_utf8_put(uint32_t character, char *out);
/* What the reader keeps of a character: 0 for those left out (NUL, controls, zero-width
 * characters, direction marks), a blank for spaces of every width, a line feed for every separator
 * of lines, else the character. */
uint32_t ent_utf8_kept(uint32_t character);

/* Chinese characters, the unified ideographs of every plane. */
static inline bool ent_is_han(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3134F) || c == 0x3007;
}

static inline bool ent_is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}
static inline bool ent_is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool ent_is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
static inline bool ent_is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
static inline bool ent_is_alpha(char c) {
    return ent_is_upper(c) || ent_is_lower(c);
}
static inline char ent_to_lower(char c) {
    return ent_is_upper(c) ? (char)(c + 32) : c;
}

#endif
