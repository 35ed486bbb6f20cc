/* SPDX-License-Identifier: Apache-2.0 */
/* Units of alignment. English: stems. Chinese: the longest words of the glossary from left to
 * right, so that no segmenter is needed. Numbers go by value ("1.2 million" is 120万), months by
 * number.
 */
#include "read/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/utf8.h"

void ent_units_clear(ent_units *units) {
    units->count = units->word_count = units->mark_count = 0;
}

void ent_units_free(ent_units *units) {
    free(units->list);
    free(units->words);
    free(units->marks);
    *units = (ent_units){0};
}

static ent_status add_word(ent_units *units, uint32_t word, ent_error *err) {
    if (word == 0) return ENT_OK;
    ent_status status = ent_array_reserve((void **)&units->words, &units->word_capacity,
                                          units->word_count + 1, sizeof *units->words, err);
    if (status == ENT_OK) units->words[units->word_count++] = word;
    return status;
}

static ent_status add_mark(ent_units *units, const char *bytes, size_t length, uint32_t kind,
                           ent_error *err) {
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)ent_to_lower(bytes[i])) * 16777619U;
    ent_status status = ent_array_reserve((void **)&units->marks, &units->mark_capacity,
                                          units->mark_count + 1, sizeof *units->marks, err);
    if (status == ENT_OK)
        units->marks[units->mark_count++] = (hash & ~(uint32_t)ENT_MARK_KIND) | kind;
    return status;
}

static bool follows(const char *text, size_t at, size_t end, const char *word) {
    size_t length = strlen(word);
    return end - at >= length && memcmp(text + at, word, length) == 0;
}

/* What a number is multiplied by: the word after it. */
static double scale_at(const char *text, size_t at, size_t end) {
    static const struct {
        const char *word;
        double scale;
    } scales[] = {{" thousand", 1e3}, {" million", 1e6}, {" billion", 1e9}, {" trillion", 1e12},
                  {"万亿", 1e12},     {"万", 1e4},       {"亿", 1e8},       {"千", 1e3}};
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++)
        if (follows(text, at, end, scales[i].word)) return scales[i].scale;
    return 1;
}

/* A number with thousands and decimals: its value is the mark. Returns where it ends. */
static ent_status add_number(ent_units *units, const char *text, size_t *at, size_t end,
                             ent_error *err) {
    char digits[32];
    char value[40];
    size_t used = 0;
    size_t i = *at;
    while (i < end && (ent_is_digit(text[i]) || ((text[i] == ',' || text[i] == '.') &&
                                                 i + 1 < end && ent_is_digit(text[i + 1])))) {
        if (text[i] != ',' && used + 1 < sizeof digits) digits[used++] = text[i];
        i++;
    }
    digits[used] = '\0';
    *at = i;
    if (follows(text, i, end, "月")) {
        return add_mark(units, digits, used, ENT_MARK_MONTH, err);
    }
    int length =
        snprintf(value, sizeof value, "%.6g", strtod(digits, NULL) * scale_at(text, i, end));
    return add_mark(units, value, (size_t)length, ENT_MARK_NUMBER, err);
}

static ent_status add_month(ent_units *units, const char *word, size_t length, ent_error *err) {
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char digits[4];
    if (length < 3 || !ent_is_upper(word[0])) return ENT_OK;
    for (int m = 0; m < 12; m++) {
        bool same = true;
        for (int i = 0; i < 3; i++)
            same = same && ent_to_lower(word[i]) == months[3 * m + i];
        if (!same || (length > 3 && length < 4 + (m == 2 || m == 3)) || length > 9) continue;
        int used = snprintf(digits, sizeof digits, "%d", m + 1);
        return add_mark(units, digits, (size_t)used, ENT_MARK_MONTH, err);
    }
    return ENT_OK;
}

/* A run of Latin letters: a stem of English; a mark in both languages. */
static ent_status add_latin(ent_units *units, const ent_glossary *glossary, const char *text,
                            size_t begin, size_t end, bool chinese, ent_error *err) {
    char stem[ENT_GLOSSARY_EN + 1];
    size_t length = end - begin;
    ent_status status = ENT_OK;
    if (!chinese) {
        size_t used = ent_glossary_stem(text + begin, length, stem);
        status = add_word(units, ent_glossary_en(glossary, stem, used), err);
        if (status == ENT_OK) status = add_month(units, text + begin, length, err);
    }
    if (status == ENT_OK && length > 1)
        status = add_mark(units, text + begin, length, ENT_MARK_LATIN, err);
    return status;
}

static bool is_word_byte(char c) {
    return ent_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* Where the run of Latin letters that begins at @p at ends. In English, letters beyond ASCII belong
 * to words. */
static size_t latin_end(const char *text, size_t at, size_t end, bool chinese) {
    while (at < end && (chinese ? ent_is_alpha(text[at]) : is_word_byte(text[at]))) {
        if (follows(text, at, end, "’") || follows(text, at, end, "“") ||
            follows(text, at, end, "”") || follows(text, at, end, "–") ||
            follows(text, at, end, "—"))
            break;
        at++;
    }
    return at;
}

static ent_status add_next(ent_units *units, const ent_glossary *glossary, const char *text,
                           size_t *at, size_t end, bool chinese, ent_error *err) {
    size_t begin = *at;
    size_t length = 1;
    if (ent_is_digit(text[begin])) return add_number(units, text, at, end, err);
    size_t stop = latin_end(text, begin, end, chinese);
    if (stop > begin) {
        *at = stop;
        units->list[units->count].length += chinese ? 1 : stop - begin;
        return add_latin(units, glossary, text, begin, stop, chinese, err);
    }
    uint32_t c = ent_utf8_at(text, begin, end, &length);
    *at = begin + length;
    if (!chinese || !ent_is_han(c)) return ENT_OK;
    uint32_t word = ent_glossary_zh(glossary, text, begin, end, &length);
    *at = begin + length;
    units->list[units->count].length += (length + 2) / 3;
    return add_word(units, word, err);
}

ent_status ent_units_add(ent_units *units, const ent_glossary *glossary, const char *text,
                         ent_text_span span, bool chinese, ent_error *err) {
    ent_status status = ent_array_reserve((void **)&units->list, &units->capacity, units->count + 2,
                                          sizeof *units->list, err);
    if (status != ENT_OK) return status;
    units->list[units->count] = (ent_unit){units->word_count, units->mark_count, 0};
    for (size_t at = span.begin; at < span.end && status == ENT_OK;)
        status = add_next(units, glossary, text, &at, span.end, chinese, err);
    units->count++;
    units->list[units->count] = (ent_unit){units->word_count, units->mark_count, 0};
    return status;
}
