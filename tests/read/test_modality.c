/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

static ent_modality at(void **state, const char *text, const char *word) {
    const words *w = *state;
    ent_token tokens[TOKENS];
    ent_modality_cue cues[MOST];
    size_t n = ent_tokens(w->lexicon, text, whole(text), tokens, TOKENS);
    size_t count = ent_modality_cues(text, tokens, n, cues, MOST);
    const char *place = strstr(text, word);
    assert_non_null(place);
    return ent_modality_at(cues, count, (size_t)(place - text));
}

static void a_plain_statement_is_asserted(void **state) {
    assert_int_equal(at(state, "Russia delivered the missiles.", "delivered"),
                     ENT_MODALITY_ASSERTED);
    assert_int_equal(at(state, "俄罗斯交付了导弹。", "交付"), ENT_MODALITY_ASSERTED);
}

static void negation_denies_to_the_end_of_its_clause(void **state) {
    const char *text = "The two never signed a pact, but they trade.";
    assert_int_equal(at(state, text, "signed"), ENT_MODALITY_DENIED);
    assert_int_equal(at(state, text, "trade"), ENT_MODALITY_ASSERTED);
    assert_int_equal(at(state, "They don't share codes.", "share"), ENT_MODALITY_DENIED);
    assert_int_equal(at(state, "两国没有签署条约，但有贸易。", "签署"), ENT_MODALITY_DENIED);
    assert_int_equal(at(state, "两国没有签署条约，但有贸易。", "贸易"), ENT_MODALITY_ASSERTED);
}

static void not_only_denies_nothing(void **state) {
    assert_int_equal(at(state, "They not only train but also trade.", "train"),
                     ENT_MODALITY_ASSERTED);
    assert_int_equal(at(state, "双方不仅训练，还贸易。", "训练"), ENT_MODALITY_ASSERTED);
}

static void what_will_be_is_expected(void **state) {
    assert_int_equal(at(state, "China will deploy a brigade.", "deploy"), ENT_MODALITY_EXPECTED);
    assert_int_equal(at(state, "中国将部署一个旅。", "部署"), ENT_MODALITY_EXPECTED);
    assert_int_equal(at(state, "双方举行会谈。", "举行"), ENT_MODALITY_ASSERTED);
}

static void conditions_bear_on_the_whole_sentence(void **state) {
    const char *text = "If Russia attacks, Japan responds.";
    assert_int_equal(at(state, text, "responds"), ENT_MODALITY_HYPOTHETICAL);
    assert_int_equal(at(state, "如果俄罗斯进攻，日本会反击。", "进攻"), ENT_MODALITY_HYPOTHETICAL);
    assert_int_equal(at(state, "It may sell the jets.", "sell"), ENT_MODALITY_HYPOTHETICAL);
}

static void a_month_is_no_hypothesis(void **state) {
    assert_int_equal(at(state, "In May 2018 it sold jets.", "sold"), ENT_MODALITY_ASSERTED);
}

static void questions_are_asked(void **state) {
    assert_int_equal(at(state, "Did China sell jets?", "sell"), ENT_MODALITY_ASKED);
    assert_int_equal(at(state, "中国是否出售战机？", "出售"), ENT_MODALITY_ASKED);
}

static void modalities_have_names(void **state) {
    (void)state;
    assert_string_equal(ent_modality_name(ENT_MODALITY_DENIED), "denied");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_plain_statement_is_asserted),
                                       cmocka_unit_test(negation_denies_to_the_end_of_its_clause),
                                       cmocka_unit_test(not_only_denies_nothing),
                                       cmocka_unit_test(what_will_be_is_expected),
                                       cmocka_unit_test(conditions_bear_on_the_whole_sentence),
                                       cmocka_unit_test(a_month_is_no_hypothesis),
                                       cmocka_unit_test(questions_are_asked),
                                       cmocka_unit_test(modalities_have_names)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
