/* SPDX-License-Identifier: Apache-2.0 */
/* A bilingual word table: two hash tables of words, and the pairs by Chinese word. */
#include "read/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "read/utf8.h"

/* Frequency of a word of which nothing is known: about one in the text it was not learned from. */
static const float RARE = 2e-5F;

struct word {
    uint32_t offset, length; /* in the texts */
    float frequency;
};

/* Words of one language. */
struct vocabulary {
    ent_text texts;
    struct word *words; /* words[0] is no word */
    size_t count, capacity;
    uint32_t *slots; /* open addressing; 0 is free */
    size_t slot_count;
};

struct pair {
    uint32_t zh;
    uint32_t order; /* of its row: the first counts */
    ent_translation to;
};

struct ent_glossary {
    struct vocabulary en, zh;
    ent_translation *translations;
    size_t *first; /* of each Chinese word, and one past the last */
};

static uint32_t hash_more(uint32_t hash, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619U; /* FNV-1a */
    return hash;
}

static const uint32_t HASH_START = 2166136261U;

static uint32_t find(const struct vocabulary *list, uint32_t hash, const char *bytes,
                     size_t length) {
    if (list->slot_count == 0) return 0;
    for (size_t slot = hash & (list->slot_count - 1);; slot = (slot + 1) & (list->slot_count - 1)) {
        uint32_t number = list->slots[slot];
        if (number == 0) return 0;
        const struct word *word = &list->words[number];
        if (word->length == length && memcmp(list->texts.bytes + word->offset, bytes, length) == 0)
            return number;
    }
}

static void place(struct vocabulary *list, uint32_t number) {
    const struct word *word = &list->words[number];
    uint32_t hash = hash_more(HASH_START, list->texts.bytes + word->offset, word->length);
    size_t slot = hash & (list->slot_count - 1);
    while (list->slots[slot] != 0)
        slot = (slot + 1) & (list->slot_count - 1);
    list->slots[slot] = number;
}

static ent_status grow(struct vocabulary *list, ent_error *err) {
    size_t wanted = list->slot_count == 0 ? 1024 : 2 * list->slot_count;
    uint32_t *slots = NULL;
    ent_status status = ent_array_new((void **)&slots, wanted, sizeof *slots, err);
    if (status != ENT_OK) return status;
    free(list->slots);
    list->slots = slots;
    list->slot_count = wanted;
    for (size_t i = 1; i < list->count; i++)
        place(list, (uint32_t)i);
    return ENT_OK;
}

static ent_status add_word(struct vocabulary *list, const char *bytes, size_t length,
                           uint32_t *number, ent_error *err) {
    ent_status status = ENT_OK;
    *number = find(list, hash_more(HASH_START, bytes, length), bytes, length);
    if (*number != 0) return ENT_OK;
    if (2 * (list->count + 2) > list->slot_count) status = grow(list, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&list->words, &list->capacity, list->count + 2,
                                   sizeof *list->words, err);
    size_t offset = list->texts.length;
    if (status == ENT_OK) status = ent_text_add(&list->texts, bytes, length, err);
    if (status != ENT_OK) return status;
    if (list->count == 0) list->words[list->count++] = (struct word){0, 0, RARE};
    *number = (uint32_t)list->count;
    list->words[list->count++] = (struct word){(uint32_t)offset, (uint32_t)length, RARE};
    place(list, *number);
    return ENT_OK;
}

static void free_vocabulary(struct vocabulary *list) {
    ent_text_free(&list->texts);
    free(list->words);
    free(list->slots);
}

void ent_glossary_free(ent_glossary *glossary) {
    if (glossary == NULL) return;
    free_vocabulary(&glossary->en);
    free_vocabulary(&glossary->zh);
    free(glossary->translations);
    free(glossary->first);
    free(glossary);
}

/* ---- rows ---- */

static ent_status add_row(ent_glossary *glossary, const ent_glossary_row *row, struct pair *pair,
                          ent_error *err) {
    char stem[ENT_GLOSSARY_EN + 1];
    size_t length = ent_glossary_stem(row->en, strlen(row->en), stem);
    uint32_t zh = 0;
    uint32_t en = 0;
    ent_status status = ENT_OK;
    if (row->zh[0] != '\0') status = add_word(&glossary->zh, row->zh, strlen(row->zh), &zh, err);
    if (status == ENT_OK && length > 0) status = add_word(&glossary->en, stem, length, &en, err);
    if (status != ENT_OK) return status;
    if (en == 0 && zh != 0) glossary->zh.words[zh].frequency = row->zh_given_en;
    if (zh == 0 && en != 0) glossary->en.words[en].frequency = row->en_given_zh;
    pair->zh = en != 0 ? zh : 0;
    pair->to = (ent_translation){en, row->zh_given_en, row->en_given_zh};
    return ENT_OK;
}

static int by_words(const void *a, const void *b) {
    const struct pair *x = a;
    const struct pair *y = b;
    if (x->zh != y->zh) return x->zh < y->zh ? -1 : 1;
    if (x->to.en != y->to.en) return x->to.en < y->to.en ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static ent_status index_pairs(ent_glossary *glossary, struct pair *pairs, size_t count,
                              ent_error *err) {
    ent_status status =
        ent_array_new((void **)&glossary->translations, count, sizeof *glossary->translations, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&glossary->first, glossary->zh.count + 2,
                               sizeof *glossary->first, err);
    if (status != ENT_OK) return status;
    qsort(pairs, count, sizeof *pairs, by_words);
    size_t kept = 0;
    size_t zh = 0;
    for (size_t i = 0; i < count; i++) {
        bool repeated =
            i > 0 && pairs[i].zh == pairs[i - 1].zh && pairs[i].to.en == pairs[i - 1].to.en;
        if (pairs[i].zh == 0 || repeated) continue;
        while (zh < pairs[i].zh)
            glossary->first[++zh] = kept;
        glossary->translations[kept++] = pairs[i].to;
    }
    while (zh < glossary->zh.count + 1)
        glossary->first[++zh] = kept;
    return ENT_OK;
}

ent_status ent_glossary_new(ent_glossary **out, const ent_glossary_row *rows, size_t count,
                            ent_error *err) {
    struct pair *pairs = NULL;
    ent_status status = ent_array_new((void **)out, 1, sizeof **out, err);
    if (status == ENT_OK) status = ent_array_new((void **)&pairs, count, sizeof *pairs, err);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = add_row(*out, &rows[i], &pairs[i], err);
        pairs[i].order = (uint32_t)i;
    }
    if (status == ENT_OK) status = index_pairs(*out, pairs, count, err);
    free(pairs);
    if (status != ENT_OK) {
        ent_glossary_free(*out);
        *out = NULL;
    }
    return status;
}

/* ---- looking up ---- */

size_t ent_glossary_stem(const char *word, size_t length, char stem[ENT_GLOSSARY_EN + 1]) {
    size_t used = length < ENT_GLOSSARY_EN ? length : ENT_GLOSSARY_EN;
    for (size_t i = 0; i < used; i++)
        stem[i] = ent_to_lower(word[i]);
    stem[used] = '\0';
    return used;
}

uint32_t ent_glossary_en(const ent_glossary *glossary, const char *stem, size_t length) {
    return find(&glossary->en, hash_more(HASH_START, stem, length), stem, length);
}

uint32_t ent_glossary_zh(const ent_glossary *glossary, const char *text, size_t at, size_t end,
                         size_t *length) {
    uint32_t hash = HASH_START;
    uint32_t found = 0;
    size_t stop = at;
    *length = 0;
    for (size_t i = 0; i < ENT_GLOSSARY_ZH && stop < end; i++) {
        size_t bytes = 1;
        if (!ent_is_han(ent_utf8_at(text, stop, end, &bytes)) && i > 0) break;
        hash = hash_more(hash, text + stop, bytes);
        stop += bytes;
        uint32_t number = find(&glossary->zh, hash, text + at, stop - at);
        if (number != 0 || i == 0) *length = stop - at;
        if (number != 0) found = number;
    }
    return found;
}

size_t ent_glossary_en_count(const ent_glossary *glossary) {
    return glossary->en.count + 1;
}

size_t ent_glossary_zh_count(const ent_glossary *glossary) {
    return glossary->zh.count + 1;
}

float ent_glossary_en_frequency(const ent_glossary *glossary, uint32_t en) {
    return glossary->en.words[en].frequency;
}

float ent_glossary_zh_frequency(const ent_glossary *glossary, uint32_t zh) {
    return glossary->zh.words[zh].frequency;
}

size_t ent_glossary_of(const ent_glossary *glossary, uint32_t zh, const ent_translation **list) {
    *list = glossary->translations + glossary->first[zh];
    return glossary->first[zh + 1] - glossary->first[zh];
}
