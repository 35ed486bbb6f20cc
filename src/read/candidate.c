/* SPDX-License-Identifier: Apache-2.0 */
/* Candidate pairs by an inverted index from English words and marks to units: what shares nothing
 * is never compared, so that the work grows with the text and not with its square. */
#include "read/candidate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BEST = 12,         /* candidates of a Chinese unit */
    SMALL = 40,        /* English units up to which all pairs are compared */
    COMMON = 250,      /* a word in more units than this points nowhere */
    BUCKETS = 1 << 12, /* of marks */
    FOLLOWING = 2      /* pairs looked at after a candidate */
};

/* Keys are English words, then buckets of marks. */
struct index {
    size_t *first; /* of each key */
    uint32_t *units;
    size_t keys, words;
};

struct search {
    ent_candidates *out;
    ent_pair_scorer *scorer;
    const ent_glossary *glossary;
    const ent_side *en, *zh;
    struct index index;
    float *sum; /* by English unit */
    uint32_t *touched;
    size_t touched_count;
    size_t *last; /* by English unit: the Chinese unit it was paired with last, plus one */
};

void ent_candidates_free(ent_candidates *candidates) {
    free(candidates->pairs);
    *candidates = (ent_candidates){0};
}

static size_t key_of_mark(const struct index *index, uint32_t mark) {
    return index->words + (mark * 2654435761U >> 20) % BUCKETS;
}

/* Count or place every word and mark of the English units. */
static void scan(struct index *index, const ent_units *en, bool placing) {
    for (size_t i = 0; i < en->count; i++) {
        for (size_t w = en->list[i].word; w < en->list[i + 1].word; w++) {
            size_t at = index->first[en->words[w]]++;
            if (placing) index->units[at] = (uint32_t)i;
        }
        for (size_t m = en->list[i].mark; m < en->list[i + 1].mark; m++) {
            size_t at = index->first[key_of_mark(index, en->marks[m])]++;
            if (placing) index->units[at] = (uint32_t)i;
        }
    }
}

static ent_status make_index(struct search *search, ent_error *err) {
    struct index *index = &search->index;
    const ent_units *en = search->en->units;
    index->words = ent_glossary_en_count(search->glossary);
    index->keys = index->words + BUCKETS;
    ent_status status =
        ent_array_new((void **)&index->first, index->keys + 1, sizeof *index->first, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&index->units, en->word_count + en->mark_count,
                               sizeof *index->units, err);
    if (status != ENT_OK) return status;
    scan(index, en, false);
    size_t sum = 0;
    for (size_t k = 0; k <= index->keys; k++) {
        size_t count = index->first[k];
        index->first[k] = sum;
        sum += count;
    }
    scan(index, en, true);
    memmove(index->first + 1, index->first, index->keys * sizeof *index->first);
    index->first[0] = 0;
    return ENT_OK;
}

static void add_weight(struct search *search, size_t key, float weight) {
    size_t begin = search->index.first[key];
    size_t end = search->index.first[key + 1];
    if (end - begin > COMMON) return;
    for (size_t k = begin; k < end; k++) {
        uint32_t unit = search->index.units[k];
        if (search->sum[unit] == 0) search->touched[search->touched_count++] = unit;
        search->sum[unit] += weight;
    }
}

static void add_evidence(struct search *search, size_t j) {
    static const float shared_mark = 4;
    const ent_units *zh = search->zh->units;
    for (size_t w = zh->list[j].word; w < zh->list[j + 1].word; w++) {
        const ent_translation *list = NULL;
        size_t count = ent_glossary_of(search->glossary, zh->words[w], &list);
        float frequency = ent_glossary_zh_frequency(search->glossary, zh->words[w]);
        for (size_t t = 0; t < count; t++)
            add_weight(search, list[t].en, logf(1 + list[t].zh_given_en / (20 * frequency)));
    }
    for (size_t m = zh->list[j].mark; m < zh->list[j + 1].mark; m++)
        add_weight(search, key_of_mark(&search->index, zh->marks[m]), shared_mark);
}

static ent_status add_pair(struct search *search, size_t e, size_t e_count, size_t z,
                           size_t z_count, ent_error *err) {
    ent_candidates *out = search->out;
    ent_status status = ent_array_reserve((void **)&out->pairs, &out->capacity, out->count + 1,
                                          sizeof *out->pairs, err);
    if (status != ENT_OK) return status;
    ent_pair pair = {.en = e, .en_count = e_count, .zh = z, .zh_count = z_count};
    if (e_count + z_count > 2 &&
        !ent_pair_is_joint(search->scorer, search->en->units, search->zh->units, &pair))
        return ENT_OK;
    ent_pair_score(search->scorer, search->en->units, search->zh->units, &pair);
    out->pairs[out->count++] = pair;
    return ENT_OK;
}

static bool joins(const ent_side *side, size_t unit) {
    return side->joins != NULL && unit + 1 < side->units->count && side->joins[unit];
}

/* The pair, and one of its units with the next one. */
static ent_status add_pairs(struct search *search, size_t e, size_t z, ent_error *err) {
    if (search->last[e] == z + 1) return ENT_OK;
    search->last[e] = z + 1;
    ent_status status = add_pair(search, e, 1, z, 1, err);
    if (status == ENT_OK && joins(search->en, e)) status = add_pair(search, e, 2, z, 1, err);
    if (status == ENT_OK && joins(search->zh, z)) status = add_pair(search, e, 1, z, 2, err);
    if (status == ENT_OK && e > 0 && joins(search->en, e - 1) && search->last[e - 1] != z + 1)
        status = add_pair(search, e - 1, 2, z, 1, err);
    return status;
}

/* Move the best of those touched to the front. */
static size_t choose_best(struct search *search) {
    size_t wanted = search->touched_count < BEST ? search->touched_count : BEST;
    for (size_t k = 0; k < wanted; k++)
        for (size_t i = k + 1; i < search->touched_count; i++) {
            uint32_t a = search->touched[k];
            uint32_t b = search->touched[i];
            if (search->sum[b] < search->sum[a] || (search->sum[b] == search->sum[a] && a < b))
                continue;
            search->touched[k] = b;
            search->touched[i] = a;
        }
    return wanted;
}

static ent_status search_unit(struct search *search, size_t z, ent_error *err) {
    size_t count = search->en->units->count;
    ent_status status = ENT_OK;
    if (count <= SMALL) {
        for (size_t e = 0; e < count && status == ENT_OK; e++)
            status = add_pairs(search, e, z, err);
        return status;
    }
    search->touched_count = 0;
    add_evidence(search, z);
    size_t best = choose_best(search);
    for (size_t k = 0; k < best && status == ENT_OK; k++)
        status = add_pairs(search, search->touched[k], z, err);
    for (size_t k = 0; k < search->touched_count; k++)
        search->sum[search->touched[k]] = 0;
    return status;
}

/* What may follow on good pairs, though it shares no word: the pairs after each. */
static ent_status add_following(struct search *search, ent_error *err) {
    ent_status status = ENT_OK;
    size_t found = search->out->count;
    for (size_t i = 0; i < found && status == ENT_OK; i++) {
        ent_pair pair = search->out->pairs[i];
        if (pair.log_odds < 0 || pair.en_count != 1 || pair.zh_count != 1) continue;
        for (size_t k = 1; k <= FOLLOWING && status == ENT_OK; k++)
            if (pair.en + k < search->en->units->count && pair.zh + k < search->zh->units->count)
                status = add_pair(search, pair.en + k, 1, pair.zh + k, 1, err);
    }
    return status;
}

ent_status ent_candidates_find(ent_candidates *candidates, ent_pair_scorer *scorer,
                               const ent_glossary *glossary, const ent_side *en, const ent_side *zh,
                               ent_error *err) {
    struct search search = {
        .out = candidates, .scorer = scorer, .glossary = glossary, .en = en, .zh = zh};
    size_t count = en->units->count;
    candidates->count = 0;
    ent_status status = ent_array_new((void **)&search.last, count, sizeof *search.last, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&search.sum, count, sizeof *search.sum, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&search.touched, count, sizeof *search.touched, err);
    if (status == ENT_OK && count > SMALL) status = make_index(&search, err);
    for (size_t z = 0; z < zh->units->count && status == ENT_OK; z++)
        status = search_unit(&search, z, err);
    if (status == ENT_OK && count > SMALL) status = add_following(&search, err);
    free(search.last);
    free(search.sum);
    free(search.touched);
    free(search.index.first);
    free(search.index.units);
    return status;
}
