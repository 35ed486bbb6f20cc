/* SPDX-License-Identifier: Apache-2.0 */
#include "read/features.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static ent_verbs lexicon;

static int fill(void **state) {
    (void)state;
    return ent_verb_fill(&lexicon, NULL) == ENT_OK ? 0 : -1;
}

static ent_text_span find(const char *text, const char *part) {
    size_t begin = (size_t)(strstr(text, part) - text);
    return (ent_text_span){begin, begin + strlen(part)};
}

static ent_features *features_of(const char *text, const char *source, const char *target) {
    ent_features *features = calloc(1, sizeof *features);
    ent_reader_input input = {.text = text, .length = strlen(text)};
    if (source != NULL) input.source = find(text, source);
    if (target != NULL) input.target = find(text, target);
    assert_non_null(features);
    ent_features_of(&lexicon, &input, features);
    return features;
}

static size_t count_family(const ent_features *features, ent_family family) {
    size_t count = 0;
    for (size_t f = 0; f < features->count; f++)
        count += ent_feature_family(features->id[f]) == family;
    return count;
}

static bool same(const ent_features *a, const ent_features *b) {
    return a->count == b->count && memcmp(a->id, b->id, a->count * sizeof a->id[0]) == 0;
}

static const char *first_code(const char *text, const char *source, const char *target) {
    ent_features *features = features_of(text, source, target);
    const char *code =
        features->first_code == 0 ? NULL : ent_verb_rows[features->first_code - 1].code;
    free(features);
    return code;
}

static void forms_of_a_word_have_one_stem(void **state) {
    (void)state;
    assert_int_equal(ent_stem_of("accuse"), ent_stem_of("accused"));
    assert_int_equal(ent_stem_of("accuse"), ent_stem_of("accusing"));
    assert_int_equal(ent_stem_of("deny"), ent_stem_of("Denies"));
    assert_int_equal(ent_stem_of("stop"), ent_stem_of("stopped"));
    assert_int_equal(ent_stem_of("clash"), ent_stem_of("clashes"));
    assert_int_equal(ent_stem_of("sanction"), ent_stem_of("SANCTIONS"));
    assert_int_not_equal(ent_stem_of("war"), ent_stem_of("warn"));
}

static void tokens_cover_words_numbers_characters_and_marks(void **state) {
    (void)state;
    ent_stem tokens[ENT_STEMS];
    const char *text = "The U.S. sent 1,500 men, it said. 中国军队";
    size_t count = ent_stems_read(text, strlen(text), tokens);
    assert_int_equal(count, 13);
    assert_int_equal(tokens[1].end - tokens[1].begin, 4);
    assert_int_equal(tokens[3].kind, ENT_STEM_NUMBER);
    assert_int_equal(tokens[5].kind, ENT_STEM_MARK);
    assert_int_equal(tokens[9].kind, ENT_STEM_HAN);
}

static void a_full_stop_is_no_part_of_a_name(void **state) {
    (void)state;
    ent_stem tokens[ENT_STEMS];
    assert_int_equal(ent_stems_read("Syria.", 6, tokens), 2);
    assert_int_equal(tokens[0].end, 5);
}

static void names_of_actors_do_not_matter_outside_their_spans(void **state) {
    (void)state;
    ent_features *a = features_of("China attacked Vietnam.", "China", "Vietnam");
    ent_features *b = features_of("India attacked Bhutan.", "India", "Bhutan");
    size_t differ = 0;
    assert_int_equal(a->count, b->count);
    for (size_t f = 0; f < a->count; f++)
        if (a->id[f] != b->id[f]) {
            assert_int_equal(ent_feature_family(a->id[f]), ENT_FAMILY_INSIDE);
            differ++;
        }
    assert_int_equal(differ, 2);
    free(a);
    free(b);
}

static void direction_changes_the_features(void **state) {
    (void)state;
    ent_features *a = features_of("Iran attacked Iraq.", "Iran", "Iraq");
    ent_features *b = features_of("Iran attacked Iraq.", "Iraq", "Iran");
    assert_false(same(a, b));
    free(a);
    free(b);
}

static void unknown_actors_are_allowed(void **state) {
    (void)state;
    ent_features *features = features_of("Talks were held in Geneva.", NULL, NULL);
    assert_true(features->count > 0);
    assert_int_equal(count_family(features, ENT_FAMILY_INSIDE), 0);
    free(features);
}

static void the_lexicon_finds_the_telling_word(void **state) {
    (void)state;
    assert_string_equal(first_code("Iran condemned Iraq.", "Iran", "Iraq"), "111");
    assert_string_equal(first_code("Iran held joint exercises with Iraq.", "Iran", "Iraq"), "062");
    assert_string_equal(first_code("俄罗斯制裁格鲁吉亚。", "俄罗斯", "格鲁吉亚"), "163");
    assert_null(first_code("Iran and Iraq.", "Iran", "Iraq"));
}

static void long_sentences_are_cut_not_overrun(void **state) {
    (void)state;
    size_t size = 1 << 20;
    char *text = malloc(size);
    ent_features *features = calloc(1, sizeof *features);
    assert_non_null(text);
    assert_non_null(features);
    for (size_t i = 0; i < size; i++)
        text[i] = "attack war "[i % 11];
    ent_reader_input input = {.text = text, .length = size, .source = {0, 6}, .target = {7, 10}};
    ent_features_of(&lexicon, &input, features);
    assert_true(features->count <= ENT_FEATURES);
    for (size_t i = 0; i < size; i++)
        text[i] = (char)(i * 131 % 256);
    ent_features_of(&lexicon, &input, features);
    free(text);
    free(features);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_a_word_have_one_stem),
        cmocka_unit_test(tokens_cover_words_numbers_characters_and_marks),
        cmocka_unit_test(a_full_stop_is_no_part_of_a_name),
        cmocka_unit_test(names_of_actors_do_not_matter_outside_their_spans),
        cmocka_unit_test(direction_changes_the_features),
        cmocka_unit_test(unknown_actors_are_allowed),
        cmocka_unit_test(the_lexicon_finds_the_telling_word),
        cmocka_unit_test(long_sentences_are_cut_not_overrun),
    };
    return cmocka_run_group_tests(tests, fill, NULL);
}
