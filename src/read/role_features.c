/* SPDX-License-Identifier: Apache-2.0 */
/* What tells a source from a target: the word and its neighbours, their shapes, the telling words
 * before and after, whether the verb is passive, what kinds of small words lie between. */
#include "read/role_features.h"

#include <string.h>

/* Small words by what they do in a sentence. */
enum class {
    NO_CLASS,
    DETERMINER,
    PREPOSITION,
    TO,
    BY,
    OF,
    AUXILIARY,
    BE,
    PRONOUN,
    CONJUNCTION,
    THAT,
    SAY,
    DAY,
    PASSIVE_HAN,
    OBJECT_HAN,
    CLASSES
};

static const struct {
    const char *words;
    uint8_t class;
} small_words[] = {
    {"the a an this these those some any all both each every no his her its their our my your",
     DETERMINER},
    {"in on at for from with against over between into towards toward under after before during "
     "about among through across near around within upon amid despite via",
     PREPOSITION},
    {"to", TO},
    {"by", BY},
    {"of", OF},
    {"has have had will would may might can could should must do does did shall", AUXILIARY},
    {"is are was were be been being", BE},
    {"he she it they we i you who which him them us", PRONOUN},
    {"and or but nor while as because if when where since although though", CONJUNCTION},
    {"that whether", THAT},
    {"said says say saying told according reported announced", SAY},
    {"monday tuesday wednesday thursday friday saturday sunday january february march april may "
     "june "
     "july august september october november december today yesterday tomorrow week month year",
     DAY},
    {"被 遭 受 由", PASSIVE_HAN},
    {"对 向 与 和 同 跟 把 将 在 从 给 为", OBJECT_HAN},
};

/* What is known of each word. */
struct view {
    const ent_stem *tokens;
    size_t count;
    uint8_t class[ENT_STEMS];
    uint8_t code[ENT_STEMS];     /* row + 1 of the telling word that begins here; 0: none */
    uint8_t passive[ENT_STEMS];  /* a passive verb begins here; 2: with an agent after it */
    size_t last_verb[ENT_STEMS]; /* position of the last telling word at or before; SIZE_MAX */
    size_t next_verb[ENT_STEMS];
    uint8_t verbs[ENT_STEMS]; /* telling words before, at most 3 */
};

void ent_word_classes_fill(ent_word_classes *classes) {
    memset(classes, 0, sizeof *classes);
    for (size_t g = 0; g < sizeof small_words / sizeof small_words[0]; g++) {
        const char *word = small_words[g].words;
        while (*word != '\0') {
            ent_stem tokens[ENT_STEMS];
            size_t length = strcspn(word, " ");
            ent_stems_read(word, length, tokens);
            uint32_t slot = tokens[0].word % ENT_WORD_CLASS_SLOTS;
            while (classes->key[slot] != 0)
                slot = (slot + 1) % ENT_WORD_CLASS_SLOTS;
            classes->key[slot] = tokens[0].word;
            classes->value[slot] = small_words[g].class;
            word += length + (word[length] == ' ');
        }
    }
}

static uint8_t class_of(const ent_word_classes *classes, uint32_t word) {
    for (uint32_t slot = word % ENT_WORD_CLASS_SLOTS; classes->key[slot] != 0;
         slot = (slot + 1) % ENT_WORD_CLASS_SLOTS)
        if (classes->key[slot] == word) return classes->value[slot];
    return NO_CLASS;
}

static uint8_t code_at(const ent_verbs *lexicon, const ent_stem *tokens, size_t count, size_t k) {
    uint32_t hash = tokens[k].stem;
    uint8_t best = 0;
    for (size_t n = 1; n <= 3; n++) {
        if (n > 1) hash = ent_stems_join(hash, tokens[k + n - 1].stem);
        const uint8_t *rows = ent_verb_find(lexicon, hash);
        for (size_t c = 0; rows != NULL && c < ENT_VERB_CODES && rows[c] != 0; c++)
            if (ent_verb_rows[rows[c] - 1].code[0] <= '2') {
                best = rows[c];
                break;
            }
        if (k + n == count) break;
    }
    return best;
}

/* "was …ed", "was … by": within four words. */
static uint8_t passive_at(const struct view *view, size_t k) {
    bool participle = false;
    if (view->class[k] == PASSIVE_HAN) return 2;
    if (view->class[k] != BE) return 0;
    for (size_t j = k + 1; j < view->count && j <= k + 4; j++) {
        if ((view->tokens[j].shape & ENT_SHAPE_ED) != 0) participle = true;
        if (view->class[j] == BY) return 2;
    }
    return participle ? 1 : 0;
}

static void look(struct view *view, const ent_verbs *lexicon, const ent_word_classes *classes,
                 const ent_stem *tokens, size_t count) {
    view->tokens = tokens;
    view->count = count;
    for (size_t k = 0; k < count; k++) {
        view->class[k] = class_of(classes, tokens[k].word);
        view->code[k] = code_at(lexicon, tokens, count, k);
    }
    size_t last = SIZE_MAX;
    uint8_t verbs = 0;
    for (size_t k = 0; k < count; k++) {
        view->passive[k] = passive_at(view, k);
        view->verbs[k] = verbs;
        view->last_verb[k] = last;
        bool capital = k > 0 && (tokens[k].shape & ENT_SHAPE_CAPITAL) != 0;
        if (view->code[k] != 0 && !capital) {
            last = k;
            if (verbs < 3) verbs++;
        }
    }
    size_t next = SIZE_MAX;
    for (size_t k = count; k-- > 0;) {
        view->next_verb[k] = next;
        bool capital = k > 0 && (tokens[k].shape & ENT_SHAPE_CAPITAL) != 0;
        if (view->code[k] != 0 && !capital) next = k;
    }
}

static void add(ent_role_features *features, size_t k, uint32_t template, uint32_t value) {
    if (features->count[k] == ENT_ROLE_FEATURES) return;
    uint64_t x = ((uint64_t) template << 32 | value) * 0x9E3779B97F4A7C15u;
    features->id[k][features->count[k]++] = (uint32_t)(x >> 32) ^ (uint32_t)x >> 15;
}

static uint32_t stem_at(const struct view *view, size_t k, long offset) {
    long at = (long)k + offset;
    return at < 0 ? 1 : at >= (long)view->count ? 2 : view->tokens[at].stem;
}

/* Shape, class, kind of token and telling root in one number. */
static uint32_t look_at(const struct view *view, size_t k, long offset) {
    long at = (long)k + offset;
    if (at < 0 || at >= (long)view->count) return 1;
    const ent_stem *token = &view->tokens[at];
    uint32_t look =
        (uint32_t)token->shape | (uint32_t)token->kind << 8 | (uint32_t)view->class[at] << 12;
    if (token->kind == ENT_STEM_MARK) look |= (uint32_t)token->suffix[0] << 17;
    return look << 1;
}

static uint32_t code_near(const struct view *view, size_t at) {
    return at == SIZE_MAX ? 0 : view->code[at];
}

static uint32_t distance(size_t a, size_t b) {
    size_t d = a > b ? a - b : b - a;
    return a == SIZE_MAX || b == SIZE_MAX ? 9 : d < 4 ? (uint32_t)d : d < 8 ? 5 : 6;
}

static void add_words(const struct view *view, size_t k, ent_role_features *f) {
    const ent_stem *token = &view->tokens[k];
    for (long d = -3; d <= 3; d++)
        add(f, k, (uint32_t)(10 + d), stem_at(view, k, d));
    add(f, k, 20, ent_stems_join(stem_at(view, k, -1), token->stem));
    add(f, k, 21, ent_stems_join(token->stem, stem_at(view, k, 1)));
    add(f, k, 22, ent_stems_join(stem_at(view, k, -2), stem_at(view, k, -1)));
    add(f, k, 23, token->word);
    add(f, k, 24,
        (uint32_t)token->suffix[0] << 16 | (uint32_t)token->suffix[1] << 8 | token->suffix[2]);
    add(f, k, 25, token->prefix);
    add(f, k, 26, ent_stems_join(stem_at(view, k, 1), stem_at(view, k, 2)));
}

static void add_looks(const struct view *view, size_t k, ent_role_features *f) {
    uint32_t here = look_at(view, k, 0);
    uint32_t before = look_at(view, k, -1);
    uint32_t after = look_at(view, k, 1);
    for (long d = -2; d <= 2; d++)
        add(f, k, (uint32_t)(40 + d), look_at(view, k, d));
    add(f, k, 50, ent_stems_join(before, here));
    add(f, k, 51, ent_stems_join(here, after));
    add(f, k, 52, ent_stems_join(ent_stems_join(before, here), after));
    add(f, k, 53, ent_stems_join(ent_stems_join(look_at(view, k, -2), before), here));
    add(f, k, 54, ent_stems_join(ent_stems_join(here, after), look_at(view, k, 2)));
    add(f, k, 55, ent_stems_join(stem_at(view, k, -1), here));
    add(f, k, 56, ent_stems_join(here, stem_at(view, k, 1)));
}

/* What lies between the last telling word and here: which small words, how far. */
static uint32_t path_from(const struct view *view, size_t from, size_t to) {
    uint32_t seen = 0;
    for (size_t j = from + 1; j < to; j++) {
        if (view->class[j] != NO_CLASS) seen |= UINT32_C(1) << view->class[j];
        if (view->tokens[j].kind == ENT_STEM_MARK) seen |= UINT32_C(1) << CLASSES;
        if (view->code[j] != 0) seen |= UINT32_C(1) << (CLASSES + 1);
    }
    return seen;
}

static uint32_t last_small(const struct view *view, size_t k) {
    for (size_t j = k; j-- > 0 && j + 8 > k;)
        if (view->class[j] != NO_CLASS && view->class[j] != DETERMINER) return view->tokens[j].stem;
    return 0;
}

static void add_verbs(const struct view *view, size_t k, ent_role_features *f) {
    size_t last = view->last_verb[k];
    size_t next = view->next_verb[k];
    uint32_t capital = view->tokens[k].shape & ENT_SHAPE_CAPITAL;
    add(f, k, 60, code_near(view, last));
    add(f, k, 61, code_near(view, next));
    add(f, k, 62, (uint32_t)view->verbs[k] << 4 | capital);
    add(f, k, 63, distance(last, k) << 4 | capital);
    add(f, k, 64, distance(next, k) << 4 | capital);
    add(f, k, 65, view->code[k]);
    add(f, k, 66, ent_stems_join(code_near(view, last), look_at(view, k, 0)));
    add(f, k, 67, ent_stems_join(code_near(view, next), distance(next, k)));
    add(f, k, 68, last_small(view, k));
    add(f, k, 69, k < 6 ? (uint32_t)k << 1 | capital : 99);
    if (last == SIZE_MAX) return;
    add(f, k, 70, ent_stems_join(view->tokens[last].stem, distance(last, k)));
    if (k - last < 8) {
        add(f, k, 71, path_from(view, last, k) << 1 | capital);
        add(f, k, 72, ent_stems_join(code_near(view, last), path_from(view, last, k)));
    }
}

/* The nearest passive verb before (1), after (2) the word. */
static void add_voice(const struct view *view, size_t k, ent_role_features *f) {
    uint32_t capital = view->tokens[k].shape & ENT_SHAPE_CAPITAL;
    for (size_t d = 0; d <= 12 && d <= k; d++)
        if (view->passive[k - d] != 0) {
            uint32_t by = 0;
            for (size_t j = k - d; j < k; j++)
                by |= view->class[j] == BY;
            add(f, k, 80, (uint32_t)view->passive[k - d] << 3 | by << 1 | capital);
            break;
        }
    for (size_t d = 1; d <= 12 && k + d < view->count; d++)
        if (view->passive[k + d] != 0) {
            add(f, k, 81, (uint32_t)view->passive[k + d] << 1 | capital);
            break;
        }
}

void ent_role_features_of(const ent_verbs *lexicon, const ent_word_classes *classes,
                          const ent_stem *tokens, size_t count, ent_role_features *features) {
    struct view view;
    look(&view, lexicon, classes, tokens, count);
    for (size_t k = 0; k < count; k++) {
        features->count[k] = 0;
        add_words(&view, k, features);
        add_looks(&view, k, features);
        add_verbs(&view, k, features);
        add_voice(&view, k, features);
    }
}
