/* SPDX-License-Identifier: Apache-2.0 */
#include "read/glossary.h"

#include "read/glossary_learn.h"
#include "read/support_page.h"

static const ent_translation *translation(const ent_glossary *glossary, const char *zh,
                                          const char *en) {
    char stem[ENT_GLOSSARY_EN + 1];
    size_t length = 0;
    uint32_t word = ent_glossary_zh(glossary, zh, 0, strlen(zh), &length);
    uint32_t wanted = ent_glossary_en(glossary, stem, ent_glossary_stem(en, strlen(en), stem));
    const ent_translation *list = NULL;
    if (word == 0 || wanted == 0) return NULL;
    size_t count = ent_glossary_of(glossary, word, &list);
    for (size_t i = 0; i < count; i++)
        if (list[i].en == wanted) return &list[i];
    return NULL;
}

static void the_longest_word_is_taken_and_the_first_row_counts(void **state) {
    (void)state;
    static const ent_glossary_row rows[] = {{"军", "army", 0.1F, 0.2F},
                                            {"军事", "military", 0.5F, 0.6F},
                                            {"军事", "military", 0.9F, 0.9F},
                                            {"军事", "", 0.01F, 0}};
    ent_glossary *glossary = NULL;
    ent_error err = {0};
    size_t length = 0;
    assert_ok(ent_glossary_new(&glossary, rows, 4, &err), &err);
    uint32_t word = ent_glossary_zh(glossary, "军事合作", 0, 12, &length);
    assert_int_equal(length, 6);
    assert_true(ent_glossary_zh_frequency(glossary, word) == 0.01F);
    assert_true(translation(glossary, "军事", "MILITARY")->zh_given_en == 0.5F);
    assert_non_null(translation(glossary, "军人", "army"));
    assert_int_equal(ent_glossary_zh(glossary, "水", 0, 3, &length), 0);
    assert_int_equal(length, 3);
    ent_glossary_free(glossary);
}

static void names_of_states_and_terms_are_there(void **state) {
    (void)state;
    static const char *const pairs[][2] = {{"俄罗斯", "Russian"}, {"白俄罗斯", "Belarus"},
                                           {"联盟", "alliance"},  {"演习", "exercises"},
                                           {"越南", "Vietnam"},   {"军事", "military"}};
    ent_glossary *glossary = NULL;
    ent_error err = {0};
    assert_ok(ent_glossary_usual(&glossary, NULL, 0, true, &err), &err);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (translation(glossary, pairs[i][0], pairs[i][1]) == NULL)
            fail_msg("%s %s", pairs[i][0], pairs[i][1]);
    assert_null(translation(glossary, "越南", "Russia"));
    ent_glossary_free(glossary);
}

static void words_that_stand_together_are_learned(void **state) {
    (void)state;
    static const ent_parallel lines[] = {
        {"老虎吃苹果", "tiger eats apples"},     {"老虎吃香蕉", "tiger eats bananas"},
        {"熊猫吃苹果", "panda eats apples"},     {"熊猫吃香蕉", "panda eats bananas"},
        {"熊猫喜欢老虎", "panda likes tiger"},   {"老虎喜欢熊猫", "tiger likes panda"},
        {"苹果喜欢香蕉", "apples likes bananas"}};
    ent_learned learned = {0};
    ent_glossary *glossary = NULL;
    ent_error err = {0};
    assert_ok(ent_glossary_learn(&learned, lines, 7, 100, &err), &err);
    assert_ok(ent_glossary_new(&glossary, learned.rows, learned.count, &err), &err);
    static const char *const pairs[][2] = {
        {"老虎", "tiger"}, {"熊猫", "panda"}, {"苹果", "apples"}, {"香蕉", "bananas"}};
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            const ent_translation *found = translation(glossary, pairs[i][0], pairs[j][1]);
            float share = found != NULL ? found->zh_given_en : 0;
            assert_true(i == j ? share > 0.5F : share < 0.3F);
        }
    ent_glossary_free(glossary);
    ent_learned_free(&learned);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_word_is_taken_and_the_first_row_counts),
        cmocka_unit_test(names_of_states_and_terms_are_there),
        cmocka_unit_test(words_that_stand_together_are_learned),
    };
    return RUN_TESTS(tests);
}
