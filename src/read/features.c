/* SPDX-License-Identifier: Apache-2.0 */
/* Features of a sentence, hashed (Weinberger et al. 2009): n-grams of stems, with the actors
 * replaced by their roles, in zones – before the first actor, between, after the second – whose
 * names say which of the two is first; words next to and inside the actors; codes of the lexicon;
 * voice, negation and modality. No memory is allocated. */
#include "read/features.h"

#include <string.h>

enum zone { BEFORE, BETWEEN, AFTER, UNMARKED };
enum role { NOBODY, SOURCE, TARGET, OTHER };

/* A sentence with each mention as one token. */
struct sequence {
    uint32_t stem[ENT_STEMS];
    uint32_t prefix[ENT_STEMS];
    uint32_t suffix[ENT_STEMS];
    uint8_t kind[ENT_STEMS];
    uint8_t shape[ENT_STEMS];
    uint8_t zone[ENT_STEMS]; /* with the direction */
    size_t count;
    size_t source, target; /* positions; SIZE_MAX: none */
};

static const uint32_t role_stem[] = {0, 0xA11CE001u, 0xB0B00003u, 0x07E45005u};

static uint32_t mix(uint32_t a, uint32_t b) {
    uint64_t x = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(x >> 32) ^ (uint32_t)x >> 15;
}

static void add(ent_features *features, ent_family family, uint32_t a, uint32_t b) {
    if (features->count == ENT_FEATURES) return;
    features->id[features->count++] = (uint32_t)family << 28 | mix(a, b) >> 4;
}

static bool inside(const ent_stem *token, ent_text_span span) {
    return token->begin < span.end && token->end > span.begin;
}

static enum role role_of(const ent_reader_input *input, const ent_stem *token, size_t *other) {
    if (inside(token, input->source)) return SOURCE;
    if (inside(token, input->target)) return TARGET;
    while (*other < input->other_count && input->others[*other].end <= token->begin)
        ++*other;
    return *other < input->other_count && inside(token, input->others[*other]) ? OTHER : NOBODY;
}

static void add_inside(ent_features *features, enum role role, const ent_stem *token) {
    if (token->kind == ENT_STEM_MARK) return;
    add(features, ENT_FAMILY_INSIDE, token->stem, role);
}

static void push(struct sequence *s, const ent_stem *token) {
    size_t k = s->count++;
    s->stem[k] = token->stem;
    s->prefix[k] = token->prefix;
    s->suffix[k] =
        (uint32_t)token->suffix[0] << 16 | (uint32_t)token->suffix[1] << 8 | token->suffix[2];
    s->kind[k] = token->kind;
    s->shape[k] = token->shape;
}

static void push_actor(struct sequence *s, enum role role) {
    size_t k = s->count++;
    s->stem[k] = role_stem[role];
    s->kind[k] = ENT_STEM_ACTOR;
    s->prefix[k] = s->suffix[k] = 0;
    s->shape[k] = 0;
    if (role == SOURCE && s->source == SIZE_MAX) s->source = k;
    if (role == TARGET && s->target == SIZE_MAX) s->target = k;
}

static void fold_mentions(const ent_reader_input *input, const ent_stem *tokens, size_t count,
                          struct sequence *s, ent_features *features) {
    enum role before = NOBODY;
    size_t other = 0;
    size_t was = 0;
    s->count = 0;
    s->source = s->target = SIZE_MAX;
    for (size_t t = 0; t < count; t++) {
        enum role role = role_of(input, &tokens[t], &other);
        if (role == NOBODY)
            push(s, &tokens[t]);
        else if (role != before || (role == OTHER && other != was))
            push_actor(s, role);
        if (role == SOURCE || role == TARGET) add_inside(features, role, &tokens[t]);
        before = role;
        was = other;
    }
}

static void set_zones(struct sequence *s) {
    size_t first = s->source < s->target ? s->source : s->target;
    size_t second = s->source < s->target ? s->target : s->source;
    bool both = second != SIZE_MAX;
    uint8_t direction = s->source < s->target ? 4 : 8;
    for (size_t k = 0; k < s->count; k++) {
        uint8_t zone = first == SIZE_MAX    ? UNMARKED
                       : k < first          ? BEFORE
                       : both && k < second ? BETWEEN
                                            : AFTER;
        s->zone[k] = (uint8_t)(zone | (first == SIZE_MAX ? 0 : direction) | (both ? 16 : 0));
    }
}

static void add_ngrams(const struct sequence *s, ent_features *features) {
    for (size_t k = 0; k < s->count; k++) {
        uint32_t a = s->stem[k];
        uint32_t zone = s->zone[k];
        bool word = s->kind[k] != ENT_STEM_ACTOR && s->kind[k] != ENT_STEM_MARK;
        if (word) {
            add(features, ENT_FAMILY_WORD, a, 0);
            add(features, ENT_FAMILY_ZONE, a, zone);
        }
        if (k + 1 == s->count) break;
        uint32_t two = ent_stems_join(a, s->stem[k + 1]);
        add(features, ENT_FAMILY_PAIR, two, 0);
        add(features, ENT_FAMILY_ZONE_PAIR, two, zone);
        if (k + 2 == s->count) continue;
        uint32_t three = ent_stems_join(two, s->stem[k + 2]);
        add(features, ENT_FAMILY_TRIPLE, three, 0);
        if (s->kind[k] == ENT_STEM_HAN && k + 3 < s->count)
            add(features, ENT_FAMILY_HAN, ent_stems_join(three, s->stem[k + 3]), 0);
    }
}

static void add_letters(const struct sequence *s, ent_features *features) {
    for (size_t k = 0; k < s->count; k++) {
        if (s->prefix[k] == 0) continue;
        add(features, ENT_FAMILY_LETTERS, s->prefix[k], 1);
        add(features, ENT_FAMILY_LETTERS, s->suffix[k], 2 + (uint32_t)(s->zone[k] & 3));
    }
}

static void add_near(const struct sequence *s, size_t at, uint32_t role, ent_features *features) {
    if (at == SIZE_MAX) return;
    for (size_t d = 1; d <= 4; d++) {
        uint32_t reach = d < 3 ? (uint32_t)d : 3;
        if (at + d < s->count) add(features, ENT_FAMILY_NEAR, s->stem[at + d], role * 16 + reach);
        if (at >= d) add(features, ENT_FAMILY_NEAR, s->stem[at - d], role * 16 + 8 + reach);
    }
}

/* The rows of the longest pattern that begins at k. */
static const uint8_t *match_at(const ent_verbs *lexicon, const struct sequence *s, size_t k,
                               size_t *length) {
    const uint8_t *best = NULL;
    uint32_t hash = s->stem[k];
    size_t most = s->kind[k] == ENT_STEM_HAN ? ENT_VERB_WORDS : 3;
    for (size_t n = 1; n <= most; n++) {
        if (n > 1) hash = ent_stems_join(hash, s->stem[k + n - 1]);
        const uint8_t *found = ent_verb_find(lexicon, hash);
        if (found != NULL) best = found, *length = n;
        if (k + n == s->count) break;
    }
    return best;
}

static void note_code(ent_features *features, const struct sequence *s, size_t k, uint8_t row) {
    bool between = (s->zone[k] & 3) == BETWEEN;
    if (ent_verb_root(row - 1u) < 0 || features->code_count == sizeof features->codes) return;
    size_t n = features->code_count++;
    features->codes[n] = row;
    if (features->first_code == 0 && (s->source == SIZE_MAX || k > s->source))
        features->first_code = row;
    if (between && n > 0) {
        features->codes[n] = features->codes[0];
        features->codes[0] = row;
    }
}

/* The codes of a pattern; of one that stands within a longer pattern, its name only. */
static void add_rows(const struct sequence *s, size_t k, const uint8_t *rows, bool within,
                     uint32_t *last_root, ent_features *features) {
    for (size_t c = 0; c < ENT_VERB_CODES && rows[c] != 0; c++) {
        int root = ent_verb_root(rows[c] - 1u);
        add(features, ENT_FAMILY_CODE, rows[c], within && root >= 0 ? 3 : 1);
        if (within && root >= 0) continue;
        add(features, ENT_FAMILY_CODE_ZONE, rows[c], s->zone[k]);
        note_code(features, s, k, rows[c]);
        if (root < 0) continue;
        add(features, ENT_FAMILY_CODE, (uint32_t)root, 2);
        add(features, ENT_FAMILY_CODE_ZONE, (uint32_t)root, 32u + s->zone[k]);
        add(features, ENT_FAMILY_CODE_ZONE, (uint32_t)root * 32 + *last_root, 64);
        *last_root = (uint32_t)root;
    }
}

static void add_codes(const ent_verbs *lexicon, const struct sequence *s, ent_features *features) {
    uint32_t last_root = 99;
    size_t free_from = 0; /* where the last pattern ended */
    for (size_t k = 0; k < s->count; k++) {
        size_t length = 1;
        const uint8_t *rows = match_at(lexicon, s, k, &length);
        if (rows == NULL) continue;
        add_rows(s, k, rows, k < free_from, &last_root, features);
        if (k >= free_from) free_from = k + length;
    }
    if (features->first_code != 0) {
        add(features, ENT_FAMILY_SHAPE, features->first_code, 3);
        add(features, ENT_FAMILY_SHAPE, (uint32_t)ent_verb_root(features->first_code - 1u), 4);
    }
}

/* Voice ("was …ed", "…ed by"), order of the actors, how far apart they are. */
static void add_shape(const struct sequence *s, ent_features *features) {
    static const uint8_t steps[] = {0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7};
    bool both = s->source != SIZE_MAX && s->target != SIZE_MAX;
    if (both) {
        size_t gap = s->source < s->target ? s->target - s->source : s->source - s->target;
        add(features, ENT_FAMILY_SHAPE, steps[gap < 13 ? gap : 13], s->source < s->target ? 5 : 6);
    }
    add(features, ENT_FAMILY_SHAPE,
        (uint32_t)(s->source == SIZE_MAX) * 2 + (uint32_t)(s->target == SIZE_MAX), 7);
    for (size_t k = 0; k + 1 < s->count; k++)
        if ((s->shape[k] & ENT_SHAPE_ED) != 0)
            add(features, ENT_FAMILY_SHAPE, s->stem[k + 1], 32u + s->zone[k]);
}

void ent_features_of(const ent_verbs *lexicon, const ent_reader_input *input,
                     ent_features *features) {
    ent_stem tokens[ENT_STEMS];
    struct sequence s;
    size_t count = ent_stems_read(input->text, input->length, tokens);
    features->count = 0;
    features->code_count = 0;
    features->first_code = 0;
    fold_mentions(input, tokens, count, &s, features);
    set_zones(&s);
    add_ngrams(&s, features);
    add_letters(&s, features);
    add_near(&s, s.source, 1, features);
    add_near(&s, s.target, 2, features);
    add_codes(lexicon, &s, features);
    add_shape(&s, features);
}
