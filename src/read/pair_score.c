/* SPDX-License-Identifier: Apache-2.0 */
/* The log odds that two stretches translate each other, linear in
 *
 *   Σ_z log((1 − λ) + λ p(z | E) / p(z)),   p(z | E) = (1 / (l + 1)) Σ_{e ∈ E} t(z | e)
 *
 * (IBM model 1, Brown et al. 1993) in both directions, numbers and Latin words shared and not, and
 * lengths: δ² with δ = (log(chars / letters) − μ) / σ (after Gale, W. A. & Church, K. W. (1993), "A
 * program for aligning sentences in bilingual corpora", Computational Linguistics 19(1)). The
 * weights are those of a logistic regression over pages of held-out lines (bench/study_align.c). */
#include "read/pair_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LAMBDA = 0.6;  /* share of words that translation keeps */
static const double HIGHEST = 5;   /* log ratio one word may give */
static const double RATIO = -1.16; /* μ: log of Chinese characters to English letters */
static const double SPREAD = 0.36; /* σ */
static const double FARTHEST = 16; /* δ² is cut there */

static const double weights[ENT_PAIR_FEATURES] = {-1.128, 0.097, 0.087,  1.278,  0.438, 2.683,
                                                  -1.837, 0.730, -2.098, -0.775, 0.108};

struct ent_pair_scorer {
    const ent_glossary *glossary;
    uint32_t *seen; /* by English word: the call that saw it */
    float *mass;    /* by English word: Σ t(e | z) */
    uint32_t call;
};

ent_status ent_pair_scorer_new(ent_pair_scorer **out, const ent_glossary *glossary,
                               ent_error *err) {
    size_t words = ent_glossary_en_count(glossary);
    ent_status status = ent_array_new((void **)out, 1, sizeof **out, err);
    if (status == ENT_OK) {
        (*out)->glossary = glossary;
        status = ent_array_new((void **)&(*out)->seen, words, sizeof *(*out)->seen, err);
    }
    if (status == ENT_OK)
        status = ent_array_new((void **)&(*out)->mass, words, sizeof *(*out)->mass, err);
    if (status != ENT_OK) {
        ent_pair_scorer_free(*out);
        *out = NULL;
    }
    return status;
}

void ent_pair_scorer_free(ent_pair_scorer *scorer) {
    if (scorer == NULL) return;
    free(scorer->seen);
    free(scorer->mass);
    free(scorer);
}

static double log_ratio(double probability, double frequency) {
    double ratio = log(1 - LAMBDA + LAMBDA * probability / frequency);
    return ratio < HIGHEST ? ratio : HIGHEST;
}

/* The words of both stretches. */
struct words {
    const uint32_t *en, *zh;
    size_t en_count, zh_count;
};

static void compare_words(ent_pair_scorer *scorer, const struct words *words, double *features) {
    const ent_glossary *glossary = scorer->glossary;
    double forward = 0;
    double backward = 0;
    scorer->call++;
    for (size_t i = 0; i < words->en_count; i++) {
        scorer->seen[words->en[i]] = scorer->call;
        scorer->mass[words->en[i]] = 0;
    }
    for (size_t i = 0; i < words->zh_count; i++) {
        const ent_translation *list = NULL;
        size_t count = ent_glossary_of(glossary, words->zh[i], &list);
        double mass = 0;
        for (size_t t = 0; t < count; t++) {
            if (scorer->seen[list[t].en] != scorer->call) continue;
            mass += (double)list[t].zh_given_en;
            scorer->mass[list[t].en] += list[t].en_given_zh;
        }
        if (count > 0)
            forward += log_ratio(mass / (double)(words->en_count + 1),
                                 (double)ent_glossary_zh_frequency(glossary, words->zh[i]));
    }
    for (size_t i = 0; i < words->en_count; i++)
        backward += log_ratio((double)scorer->mass[words->en[i]] / (double)(words->zh_count + 1),
                              (double)ent_glossary_en_frequency(glossary, words->en[i]));
    features[ENT_PAIR_FORWARD] = forward;
    features[ENT_PAIR_BACKWARD] = backward;
    features[ENT_PAIR_FORWARD_MEAN] = forward / (double)(words->zh_count + 1);
    features[ENT_PAIR_BACKWARD_MEAN] = backward / (double)(words->en_count + 1);
    features[ENT_PAIR_SHORT] = 1 / (double)(words->zh_count + 1);
}

static bool has_mark(const uint32_t *marks, size_t count, uint32_t mark) {
    for (size_t i = 0; i < count; i++)
        if (marks[i] == mark) return true;
    return false;
}

static void compare_marks(const uint32_t *en, size_t en_count, const uint32_t *zh, size_t zh_count,
                          double *features) {
    double shared = 0;
    double alone = 0;
    double latin = 0;
    double latin_alone = 0;
    for (size_t i = 0; i < zh_count; i++) {
        double same = has_mark(en, en_count, zh[i]) ? 1 : 0;
        bool word = (zh[i] & ENT_MARK_KIND) == ENT_MARK_LATIN;
        *(word ? &latin : &shared) += same;
        *(word ? &latin_alone : &alone) += 1 - same;
    }
    for (size_t i = 0; i < en_count; i++)
        if ((en[i] & ENT_MARK_KIND) != ENT_MARK_LATIN && !has_mark(zh, zh_count, en[i])) alone++;
    features[ENT_PAIR_NUMBERS] = shared < 3 ? shared : 3;
    features[ENT_PAIR_NUMBERS_ALONE] = alone < 3 ? alone : 3;
    features[ENT_PAIR_LATIN] = latin < 3 ? latin : 3;
    features[ENT_PAIR_LATIN_ALONE] = latin_alone < 3 ? latin_alone : 3;
}

static double length_of(const ent_units *units, size_t first, size_t count) {
    double length = 1;
    for (size_t i = first; i < first + count; i++)
        length += (double)units->list[i].length;
    return length;
}

void ent_pair_features(ent_pair_scorer *scorer, const ent_units *en, const ent_units *zh,
                       const ent_pair *pair, double features[ENT_PAIR_FEATURES]) {
    const ent_unit *e = &en->list[pair->en];
    const ent_unit *z = &zh->list[pair->zh];
    const ent_unit *e_end = &en->list[pair->en + pair->en_count];
    const ent_unit *z_end = &zh->list[pair->zh + pair->zh_count];
    struct words words = {en->words + e->word, zh->words + z->word, e_end->word - e->word,
                          z_end->word - z->word};
    double delta =
        (log(length_of(zh, pair->zh, pair->zh_count) / length_of(en, pair->en, pair->en_count)) -
         RATIO) /
        SPREAD;
    features[ENT_PAIR_CONSTANT] = 1;
    features[ENT_PAIR_LENGTH] = delta * delta < FARTHEST ? delta * delta : FARTHEST;
    compare_words(scorer, &words, features);
    compare_marks(en->marks + e->mark, e_end->mark - e->mark, zh->marks + z->mark,
                  z_end->mark - z->mark, features);
}

void ent_pair_score(ent_pair_scorer *scorer, const ent_units *en, const ent_units *zh,
                    ent_pair *pair) {
    double features[ENT_PAIR_FEATURES];
    pair->log_odds = 0;
    ent_pair_features(scorer, en, zh, pair, features);
    for (size_t f = 0; f < ENT_PAIR_FEATURES; f++)
        pair->log_odds += weights[f] * features[f];
}

bool ent_pair_is_joint(ent_pair_scorer *scorer, const ent_units *en, const ent_units *zh,
                       const ent_pair *pair) {
    double whole[ENT_PAIR_FEATURES];
    double part[ENT_PAIR_FEATURES];
    ent_pair_features(scorer, en, zh, pair, whole);
    for (size_t k = 0; k < 2; k++) {
        ent_pair one = *pair;
        one.en += pair->en_count == 2 ? k : 0;
        one.zh += pair->zh_count == 2 ? k : 0;
        one.en_count = one.zh_count = 1;
        ent_pair_features(scorer, en, zh, &one, part);
        double odds = 0;
        for (size_t f = 0; f < ENT_PAIR_FEATURES; f++)
            if (f != ENT_PAIR_LENGTH && f != ENT_PAIR_NUMBERS_ALONE && f != ENT_PAIR_LATIN_ALONE)
                odds += weights[f] * part[f];
        if (odds <= 0 || part[ENT_PAIR_LENGTH] <= whole[ENT_PAIR_LENGTH]) return false;
    }
    return true;
}
