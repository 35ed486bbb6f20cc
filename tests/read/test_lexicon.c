/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

static ent_token tokens[TOKENS];

static size_t cut_up(void **state, const char *text) {
    const words *w = *state;
    return ent_tokens(w->lexicon, text, whole(text), tokens, TOKENS);
}

static void a_sentence_is_cut_into_words_numbers_and_marks(void **state) {
    const char *text = "He sold 3,000 S-400s.";
    assert_int_equal(cut_up(state, text), 5);
    assert_int_equal(tokens[0].type, ENT_TOKEN_WORD);
    assert_true(tokens[0].capital);
    assert_int_equal(tokens[2].type, ENT_TOKEN_NUMBER);
    assert_span(text, tokens[2].span, "3,000");
    assert_int_equal(tokens[3].type, ENT_TOKEN_DESIGNATION);
    assert_int_equal(tokens[4].mark, '.');
}

static void the_longest_cue_is_taken(void **state) {
    const char *text = "according to the Cold War";
    assert_int_equal(cut_up(state, text), 2);
    assert_true(ent_token_is(&tokens[0], ENT_CUE_ACCORDING));
    assert_true(ent_token_is(&tokens[1], ENT_CUE_ERA));
    assert_int_equal(cut_up(state, "不仅"), 1);
    assert_false(ent_token_is(&tokens[0], ENT_CUE_NEGATION));
}

static void verbs_know_their_forms(void **state) {
    const words *w = *state;
    cut_up(state, "deny denies denied denying");
    for (int i = 0; i < 4; i++)
        assert_int_equal(ent_cue_form(w->lexicon, &tokens[i], ENT_CUE_SAY), i);
    assert_int_equal(ent_cue_value(w->lexicon, &tokens[0], ENT_CUE_SAY), 2);
    assert_int_equal(ent_cue_value(w->lexicon, &tokens[0], ENT_CUE_MONTH), -1);
}

static void a_month_begins_large(void **state) {
    cut_up(state, "May may");
    assert_true(ent_token_is(&tokens[0], ENT_CUE_MONTH));
    assert_false(ent_token_is(&tokens[1], ENT_CUE_MONTH));
    assert_true(ent_token_is(&tokens[1], ENT_CUE_HYPOTHETICAL));
}

static void marks_of_both_scripts_are_one(void **state) {
    assert_int_equal(cut_up(state, "，。？“”''"), 6);
    const char expected[] = {',', '.', '?', ENT_MARK_OPEN, ENT_MARK_CLOSE, ENT_MARK_QUOTE};
    for (size_t i = 0; i < sizeof expected; i++)
        assert_int_equal(tokens[i].mark, expected[i]);
}

static void cues_end_at_a_words_end(void **state) {
    cut_up(state, "saying sayings unsaid");
    assert_true(ent_token_is(&tokens[0], ENT_CUE_SAY));
    assert_int_equal(tokens[1].cue, -1);
    assert_int_equal(tokens[2].cue, -1);
}

static void tokens_beyond_capacity_are_left_out(void **state) {
    const words *w = *state;
    const char *text = "a b c d";
    assert_int_equal(ent_tokens(w->lexicon, text, whole(text), tokens, 2), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_cut_into_words_numbers_and_marks),
        cmocka_unit_test(the_longest_cue_is_taken),
        cmocka_unit_test(verbs_know_their_forms),
        cmocka_unit_test(a_month_begins_large),
        cmocka_unit_test(marks_of_both_scripts_are_one),
        cmocka_unit_test(cues_end_at_a_words_end),
        cmocka_unit_test(tokens_beyond_capacity_are_left_out)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
