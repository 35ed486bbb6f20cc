/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

static ent_attribution list[MOST];

static size_t find_all(void **state, const char *text, const ent_sentence *sentences,
                       size_t count) {
    const words *w = *state;
    return ent_attributions(w->lexicon, text, sentences, count, list, MOST);
}

static size_t find(void **state, const char *text) {
    ent_sentence one = {whole(text), 0};
    return find_all(state, text, &one, 1);
}

static void check(size_t i, const char *text, const char *source, const char *cue,
                  const char *content) {
    assert_span(text, list[i].source, source);
    assert_span(text, list[i].cue, cue);
    assert_span(text, list[i].content, content);
}

static void a_reported_statement_has_source_cue_and_content(void **state) {
    const char *text = "The Russian envoy has repeatedly said that Moscow sent the ships.";
    assert_int_equal(find(state, text), 1);
    check(0, text, "The Russian envoy", "has repeatedly said", "that Moscow sent the ships");
    assert_false(list[0].quoted);
    assert_int_equal(list[0].parent, -1);
}

static void a_quotation_may_come_first(void **state) {
    const char *text = "\"The fleet is ready,\" Admiral Orlov emphasized in a May interview.";
    assert_int_equal(find(state, text), 1);
    check(0, text, "Admiral Orlov", "emphasized", "\"The fleet is ready,\"");
    assert_true(list[0].quoted);
}

static void the_source_may_follow_the_verb(void **state) {
    const char *text = "“We trust them,” said Li Wen, a lecturer at Fudan.";
    assert_int_equal(find(state, text), 1);
    check(0, text, "Li Wen, a lecturer at Fudan", "said", "“We trust them,”");
}

static void a_statement_may_be_interrupted(void **state) {
    const char *text = "\"We trust them,\" Li said, \"and they trust us.\"";
    assert_int_equal(find(state, text), 1);
    assert_span(text, list[0].content, "\"We trust them,\"");
    assert_span(text, list[0].more, "\"and they trust us.\"");
}

static void according_to_takes_either_side(void **state) {
    const char *text = "According to the ministry, the drill has ended.";
    assert_int_equal(find(state, text), 1);
    check(0, text, "the ministry", "According to", "the drill has ended");
    text = "The drill has ended, according to the ministry.";
    assert_int_equal(find(state, text), 1);
    check(0, text, "the ministry", "according to", "The drill has ended");
}

static void nested_statements_know_their_parent(void **state) {
    const char *text = "Ivanov noted that Tokyo fears that Beijing will attack.";
    assert_int_equal(find(state, text), 2);
    check(0, text, "Ivanov", "noted", "that Tokyo fears that Beijing will attack");
    check(1, text, "Tokyo", "fears", "that Beijing will attack");
    assert_int_equal(list[1].parent, 0);
    ent_text_span inner = {strlen("Ivanov noted that Tokyo fears that "), strlen(text) - 1};
    assert_int_equal(ent_attribution_of(list, 2, inner), 1);
}

static void an_attitude_is_kept(void **state) {
    find(state, "Beijing denied that it had sold the engines.");
    assert_int_equal(list[0].attitude, ENT_ATTITUDE_DENIES);
    find(state, "The minister asked whether Moscow would help.");
    assert_int_equal(list[0].attitude, ENT_ATTITUDE_ASKS);
}

static void a_quotation_over_sentences_is_one_content(void **state) {
    const char *text = "\"We won. They lost,\" he said.";
    size_t first = strlen("\"We won.");
    ent_sentence two[] = {{{0, first}, 0}, {{first + 1, strlen(text)}, 0}};
    assert_int_equal(find_all(state, text, two, 2), 1);
    check(0, text, "he", "said", "\"We won. They lost,\"");
}

static void nouns_are_no_verbs(void **state) {
    assert_int_equal(find(state, "The report was long and its claims were bold."), 0);
}

static void chinese_statements_are_found(void **state) {
    const char *text = "俄防长指出，双方将扩大演习。";
    assert_int_equal(find(state, text), 1);
    check(0, text, "俄防长", "指出", "双方将扩大演习");
    text = "“演习很成功”，他说。";
    assert_int_equal(find(state, text), 1);
    check(0, text, "他", "说", "“演习很成功”");
    text = "据新华社报道，演习已经结束。";
    assert_int_equal(find(state, text), 1);
    check(0, text, "新华社", "据", "演习已经结束");
    text = "外交部否认中国出售发动机。";
    assert_int_equal(find(state, text), 1);
    assert_int_equal(list[0].attitude, ENT_ATTITUDE_DENIES);
}

static void a_subordinate_statement_ends_with_its_clause(void **state) {
    const char *text = "While the envoy noted that talks stalled, the drills went on.";
    assert_int_equal(find(state, text), 1);
    check(0, text, "the envoy", "noted", "that talks stalled");
    text = "虽然专家指出合作有限，但演习增多。";
    assert_int_equal(find(state, text), 1);
    check(0, text, "专家", "指出", "合作有限");
}

static void chinese_statements_nest(void **state) {
    const char *text = "报告指出，专家认为两国不会结盟。";
    assert_int_equal(find(state, text), 2);
    check(1, text, "专家", "认为", "两国不会结盟");
    assert_int_equal(list[1].parent, 0);
}

static void unnamed_voices_are_the_author_or_a_commenter(void **state) {
    (void)state;
    char voice[32];
    ent_paragraph paragraph = {.comment = 0};
    assert_string_equal(ent_voice(&paragraph, ENT_TONGUE_ENGLISH, voice), "the author");
    paragraph.comment = 3;
    assert_string_equal(ent_voice(&paragraph, ENT_TONGUE_ENGLISH, voice), "commenter 3");
    assert_string_equal(ent_voice(&paragraph, ENT_TONGUE_CHINESE, voice), "评论者3");
}

static void an_endless_sentence_is_read_in_part(void **state) {
    static char text[200000];
    for (size_t i = 0; i + 6 < sizeof text; i += 6)
        memcpy(text + i, "said \"", 6);
    assert_true(find(state, text) <= MOST);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reported_statement_has_source_cue_and_content),
        cmocka_unit_test(a_quotation_may_come_first),
        cmocka_unit_test(the_source_may_follow_the_verb),
        cmocka_unit_test(a_statement_may_be_interrupted),
        cmocka_unit_test(according_to_takes_either_side),
        cmocka_unit_test(nested_statements_know_their_parent),
        cmocka_unit_test(an_attitude_is_kept),
        cmocka_unit_test(a_quotation_over_sentences_is_one_content),
        cmocka_unit_test(nouns_are_no_verbs),
        cmocka_unit_test(chinese_statements_are_found),
        cmocka_unit_test(a_subordinate_statement_ends_with_its_clause),
        cmocka_unit_test(chinese_statements_nest),
        cmocka_unit_test(unnamed_voices_are_the_author_or_a_commenter),
        cmocka_unit_test(an_endless_sentence_is_read_in_part)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
