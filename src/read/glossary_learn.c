/* SPDX-License-Identifier: Apache-2.0 */
/* Learning a bilingual word table by IBM model 1 (Brown, P. F., Della Pietra, S. A., Della Pietra,
 * V. J. & Mercer, R. L. (1993), "The mathematics of statistical machine translation", Computational
 * Linguistics 19(2)):
 *
 *   p(z | E) = (1 / (l + 1)) Σ_{e ∈ E ∪ {0}} t(z | e)
 *
 * for each word z of a line whose translation has the l words E; t by expectation maximisation; the
 * empty word 0 gives each z by its frequency. Both directions. Chinese words are those of ICU's
 * dictionary that occur twice, and those of the table that is there. */
#include "read/glossary_learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "read/unit.h"
#include "read/utf8.h"

enum { ITERATIONS = 5, LEAST = 2 /* lines a word or pair must occur in */ };

static const float LEAST_PROBABILITY = 0.02F;
static const float LEAST_COUNT = 0.2F; /* expected */

void ent_learned_free(ent_learned *learned) {
    free(learned->rows);
    free(learned->zh_texts);
    free(learned->en_texts);
    ent_glossary_free(learned->vocabulary);
    *learned = (ent_learned){0};
}

/* ---- words ---- */

/* A word and how often it was seen, as a sorted list makes them. */
struct seen {
    size_t offset; /* in the texts, NUL-terminated */
    const char *text;
};

struct list {
    struct seen *words;
    size_t count, capacity;
    ent_text texts;
};

static ent_status see(struct list *list, const char *word, size_t length, ent_error *err) {
    ent_status status = ent_array_reserve((void **)&list->words, &list->capacity, list->count + 1,
                                          sizeof *list->words, err);
    if (status != ENT_OK) return status;
    list->words[list->count++].offset = list->texts.length;
    status = ent_text_add(&list->texts, word, length, err);
    return status == ENT_OK ? ent_text_add(&list->texts, "", 1, err) : status;
}

static ent_status see_english(struct list *list, const char *line, ent_error *err) {
    char stem[ENT_GLOSSARY_EN + 1];
    ent_status status = ENT_OK;
    for (const char *c = line; *c != '\0' && status == ENT_OK;) {
        size_t length = 0;
        while (ent_is_alpha(c[length]))
            length++;
        if (length > 0) status = see(list, stem, ent_glossary_stem(c, length, stem), err);
        c += length > 0 ? length : 1;
    }
    return status;
}

static ent_status see_chinese(struct list *list, UBreakIterator *breaks, const char *line,
                              ent_error *err) {
    UErrorCode code = U_ZERO_ERROR;
    int32_t length = 0;
    size_t bytes = strlen(line);
    UChar *units = NULL;
    char word[4 * ENT_GLOSSARY_ZH + 1];
    ent_status status = ent_array_new((void **)&units, bytes + 1, sizeof *units, err);
    if (status != ENT_OK) return status;
    u_strFromUTF8(units, (int32_t)bytes, &length, line, (int32_t)bytes, &code);
    ubrk_setText(breaks, units, length, &code);
    int32_t begin = ubrk_first(breaks);
    for (int32_t end = ubrk_next(breaks); end != UBRK_DONE && status == ENT_OK;
         begin = end, end = ubrk_next(breaks)) {
        int32_t used = 0;
        code = U_ZERO_ERROR;
        if (!ent_is_han(units[begin]) || end - begin > ENT_GLOSSARY_ZH / 2) continue;
        u_strToUTF8(word, sizeof word - 1, &used, units + begin, end - begin, &code);
        if (U_SUCCESS(code)) status = see(list, word, (size_t)used, err);
    }
    free(units);
    return status;
}

static int by_text(const void *a, const void *b) {
    return strcmp(((const struct seen *)a)->text, ((const struct seen *)b)->text);
}

/* Add the words seen often enough as rows with one side empty. */
static ent_status add_frequent(ent_learned *learned, struct list *list, bool chinese,
                               ent_error *err) {
    for (size_t i = 0; i < list->count; i++)
        list->words[i].text = list->texts.bytes + list->words[i].offset;
    if (list->count > 0) qsort(list->words, list->count, sizeof *list->words, by_text);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < list->count && status == ENT_OK;) {
        size_t next = i + 1;
        while (next < list->count && strcmp(list->words[next].text, list->words[i].text) == 0)
            next++;
        float share = (float)(next - i) / (float)list->count;
        if (next - i >= LEAST)
            status = ent_array_reserve((void **)&learned->rows, &learned->capacity,
                                       learned->count + 1, sizeof *learned->rows, err);
        if (status == ENT_OK && next - i >= LEAST)
            learned->rows[learned->count++] =
                chinese ? (ent_glossary_row){list->words[i].text, "", share, 0}
                        : (ent_glossary_row){"", list->words[i].text, 0, share};
        i = next;
    }
    return status;
}

static ent_status find_words(struct list *zh, struct list *en, const ent_parallel *lines,
                             size_t count, ent_error *err) {
    UErrorCode code = U_ZERO_ERROR;
    UBreakIterator *breaks = ubrk_open(UBRK_WORD, "zh", NULL, 0, &code);
    if (U_FAILURE(code))
        return ent_fail(err, ENT_ERR_FORMAT, "no dictionary of Chinese words: %s",
                        u_errorName(code));
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = see_chinese(zh, breaks, lines[i].zh, err);
        if (status == ENT_OK) status = see_english(en, lines[i].en, err);
    }
    ubrk_close(breaks);
    return status;
}

/* ---- pairs ---- */

/* A pair of words in the lines, and what the iterations make of it. */
struct pair {
    uint32_t zh, en;
    uint32_t lines;
    float zh_given_en, en_given_zh; /* t */
    float zh_count, en_count;       /* expected, in either direction */
};

struct model {
    const ent_glossary *words;
    ent_units zh, en;
    struct pair *pairs;
    size_t count, capacity;
    uint32_t *slots; /* hash table of pairs; 0 is free, else index + 1 */
    size_t slot_count;
    uint32_t *cells; /* pair of each z and e of each line */
    size_t cell_count, cell_capacity;
    float *zh_total, *en_total; /* expected counts by word given */
    double *mass;               /* scratch */
};

static size_t slot_of(const struct model *model, uint32_t zh, uint32_t en) {
    uint64_t key = ((uint64_t)zh << 32 | en) * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(key >> 32) & (model->slot_count - 1);
    while (model->slots[slot] != 0) {
        const struct pair *pair = &model->pairs[model->slots[slot] - 1];
        if (pair->zh == zh && pair->en == en) break;
        slot = (slot + 1) & (model->slot_count - 1);
    }
    return slot;
}

static ent_status grow_slots(struct model *model, ent_error *err) {
    free(model->slots);
    model->slot_count = model->slot_count == 0 ? 1 << 12 : 2 * model->slot_count;
    ent_status status =
        ent_array_new((void **)&model->slots, model->slot_count, sizeof *model->slots, err);
    for (size_t i = 0; i < model->count && status == ENT_OK; i++)
        model->slots[slot_of(model, model->pairs[i].zh, model->pairs[i].en)] = (uint32_t)i + 1;
    return status;
}

static ent_status add_cell(struct model *model, uint32_t zh, uint32_t en, ent_error *err) {
    ent_status status = ENT_OK;
    if (2 * (model->count + 1) > model->slot_count) status = grow_slots(model, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&model->cells, &model->cell_capacity,
                                   model->cell_count + 1, sizeof *model->cells, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&model->pairs, &model->capacity, model->count + 1,
                                   sizeof *model->pairs, err);
    if (status != ENT_OK) return status;
    size_t slot = slot_of(model, zh, en);
    if (model->slots[slot] == 0) {
        model->pairs[model->count] = (struct pair){.zh = zh, .en = en};
        model->slots[slot] = (uint32_t)++model->count;
    }
    uint32_t pair = model->slots[slot] - 1;
    model->pairs[pair].lines++;
    model->cells[model->cell_count++] = pair;
    return ENT_OK;
}

static ent_status fill_cells(struct model *model, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < model->zh.count; i++)
        for (size_t z = model->zh.list[i].word; z < model->zh.list[i + 1].word; z++)
            for (size_t e = model->en.list[i].word; e < model->en.list[i + 1].word; e++) {
                status = add_cell(model, model->zh.words[z], model->en.words[e], err);
                if (status != ENT_OK) return status;
            }
    return status;
}

/* Expected counts of one line. Cells are row by row, a row for each Chinese word. */
static void expect_line(struct model *model, size_t line, const uint32_t *cells) {
    const uint32_t *zh = model->zh.words + model->zh.list[line].word;
    const uint32_t *en = model->en.words + model->en.list[line].word;
    size_t zh_count = model->zh.list[line + 1].word - model->zh.list[line].word;
    size_t en_count = model->en.list[line + 1].word - model->en.list[line].word;
    for (size_t e = 0; e < en_count; e++)
        model->mass[e] = (double)ent_glossary_en_frequency(model->words, en[e]);
    for (size_t z = 0; z < zh_count; z++)
        for (size_t e = 0; e < en_count; e++)
            model->mass[e] += (double)model->pairs[cells[z * en_count + e]].en_given_zh;
    for (size_t z = 0; z < zh_count; z++) {
        double mass = (double)ent_glossary_zh_frequency(model->words, zh[z]);
        for (size_t e = 0; e < en_count; e++)
            mass += (double)model->pairs[cells[z * en_count + e]].zh_given_en;
        for (size_t e = 0; e < en_count; e++) {
            struct pair *pair = &model->pairs[cells[z * en_count + e]];
            float given_en = pair->zh_given_en / (float)mass;
            float given_zh = pair->en_given_zh / (float)model->mass[e];
            pair->zh_count += given_en;
            pair->en_count += given_zh;
            model->en_total[en[e]] += given_en;
            model->zh_total[zh[z]] += given_zh;
        }
    }
}

static void iterate(struct model *model) {
    size_t cell = 0;
    memset(model->zh_total, 0, ent_glossary_zh_count(model->words) * sizeof *model->zh_total);
    memset(model->en_total, 0, ent_glossary_en_count(model->words) * sizeof *model->en_total);
    for (size_t i = 0; i < model->count; i++)
        model->pairs[i].zh_count = model->pairs[i].en_count = 0;
    for (size_t line = 0; line < model->zh.count; line++) {
        expect_line(model, line, model->cells + cell);
        cell += (model->zh.list[line + 1].word - model->zh.list[line].word) *
                (model->en.list[line + 1].word - model->en.list[line].word);
    }
    for (size_t i = 0; i < model->count; i++) {
        struct pair *pair = &model->pairs[i];
        pair->zh_given_en = pair->zh_count / model->en_total[pair->en];
        pair->en_given_zh = pair->en_count / model->zh_total[pair->zh];
    }
}

static int by_certainty(const void *a, const void *b) {
    const struct pair *x = a;
    const struct pair *y = b;
    float left = x->zh_count + x->en_count;
    float right = y->zh_count + y->en_count;
    if (left != right) return left < right ? 1 : -1;
    if (x->zh != y->zh) return x->zh < y->zh ? -1 : 1;
    return (x->en > y->en) - (x->en < y->en);
}

static bool is_kept(const struct pair *pair) {
    return pair->lines >= LEAST && pair->zh_count + pair->en_count >= LEAST_COUNT &&
           (pair->zh_given_en >= LEAST_PROBABILITY || pair->en_given_zh >= LEAST_PROBABILITY);
}

static ent_status estimate(struct model *model, ent_error *err) {
    size_t longest = 0;
    for (size_t i = 0; i < model->en.count; i++)
        if (model->en.list[i + 1].word - model->en.list[i].word > longest)
            longest = model->en.list[i + 1].word - model->en.list[i].word;
    ent_status status = fill_cells(model, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&model->mass, longest, sizeof *model->mass, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&model->zh_total, ent_glossary_zh_count(model->words),
                               sizeof *model->zh_total, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&model->en_total, ent_glossary_en_count(model->words),
                               sizeof *model->en_total, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < model->count; i++) {
        model->pairs[i].zh_given_en = 1.0F / (float)ent_glossary_zh_count(model->words);
        model->pairs[i].en_given_zh = 1.0F / (float)ent_glossary_en_count(model->words);
    }
    for (int i = 0; i < ITERATIONS; i++)
        iterate(model);
    if (model->count > 0) qsort(model->pairs, model->count, sizeof *model->pairs, by_certainty);
    return ENT_OK;
}

/* ---- the table ---- */

static ent_status add_pairs(ent_learned *learned, const struct model *model, size_t most,
                            ent_error *err) {
    const char **zh = NULL;
    const char **en = NULL;
    ent_status status =
        ent_array_new((void **)&zh, ent_glossary_zh_count(model->words), sizeof *zh, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&en, ent_glossary_en_count(model->words), sizeof *en, err);
    for (size_t i = 0; i < learned->count && status == ENT_OK; i++) {
        const ent_glossary_row *row = &learned->rows[i];
        size_t length = 0;
        if (row->en[0] == '\0')
            zh[ent_glossary_zh(model->words, row->zh, 0, strlen(row->zh), &length)] = row->zh;
        else
            en[ent_glossary_en(model->words, row->en, strlen(row->en))] = row->en;
    }
    for (size_t i = 0, kept = 0; i < model->count && kept < most && status == ENT_OK; i++) {
        const struct pair *pair = &model->pairs[i];
        if (!is_kept(pair) || zh[pair->zh] == NULL || en[pair->en] == NULL) continue;
        status = ent_array_reserve((void **)&learned->rows, &learned->capacity, learned->count + 1,
                                   sizeof *learned->rows, err);
        if (status != ENT_OK) break;
        learned->rows[learned->count++] =
            (ent_glossary_row){zh[pair->zh], en[pair->en], pair->zh_given_en, pair->en_given_zh};
        kept++;
    }
    free(zh);
    free(en);
    return status;
}

static void free_model(struct model *model) {
    ent_units_free(&model->zh);
    ent_units_free(&model->en);
    free(model->pairs);
    free(model->slots);
    free(model->cells);
    free(model->zh_total);
    free(model->en_total);
    free(model->mass);
}

ent_status ent_glossary_learn(ent_learned *learned, const ent_parallel *lines, size_t count,
                              size_t pairs, ent_error *err) {
    struct list zh = {0};
    struct list en = {0};
    struct model model = {0};
    *learned = (ent_learned){0};
    ent_status status = find_words(&zh, &en, lines, count, err);
    if (status == ENT_OK) status = add_frequent(learned, &zh, true, err);
    if (status == ENT_OK) status = add_frequent(learned, &en, false, err);
    if (status == ENT_OK)
        status = ent_glossary_usual(&learned->vocabulary, learned->rows, learned->count, true, err);
    model.words = learned->vocabulary;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_units_add(&model.zh, model.words, lines[i].zh,
                               (ent_text_span){0, strlen(lines[i].zh)}, true, err);
        if (status == ENT_OK)
            status = ent_units_add(&model.en, model.words, lines[i].en,
                                   (ent_text_span){0, strlen(lines[i].en)}, false, err);
    }
    if (status == ENT_OK) status = estimate(&model, err);
    if (status == ENT_OK) status = add_pairs(learned, &model, pairs, err);
    free_model(&model);
    /* The rows point into the texts of both lists: keep them. */
    learned->zh_texts = zh.texts.bytes;
    learned->en_texts = en.texts.bytes;
    free(zh.words);
    free(en.words);
    return status;
}
