/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

enum { RUSSIA = 365, CHINA = 710, JAPAN = 740 };

static ent_mention found[MOST];

static size_t refer(void **state, ent_topic *topic, const char *text, size_t paragraph) {
    const words *w = *state;
    ent_mention mentions[MOST];
    ent_token tokens[TOKENS];
    size_t count = ent_namer_find(w->namer, text, whole(text), INT32_MAX, mentions, MOST);
    size_t n = ent_tokens(w->lexicon, text, whole(text), tokens, TOKENS);
    return ent_refer(topic, w->lexicon, tokens, n, paragraph, mentions, count, found, MOST);
}

static void both_sides_are_the_pair_last_named_together(void **state) {
    ent_topic topic = {0};
    assert_int_equal(refer(state, &topic, "China and Russia held a drill.", 0), 0);
    assert_int_equal(refer(state, &topic, "Both sides praised it.", 0), 2);
    assert_int_equal(found[0].count, 2);
    assert_int_equal(found[0].actor[0], CHINA);
    assert_int_equal(found[0].actor[1], RUSSIA);
    assert_true(found[0].inferred);
    assert_int_equal(found[0].kind, ENT_MENTION_PRONOUN);
}

static void a_later_paragraph_falls_back_on_the_documents_pair(void **state) {
    ent_topic topic = {0};
    refer(state, &topic, "中俄举行演习。", 0);
    assert_int_equal(refer(state, &topic, "两国都很满意。", 1), 1);
    assert_int_equal(found[0].actor[1], RUSSIA);
}

static void they_needs_a_pair_of_the_paragraph(void **state) {
    ent_topic topic = {0};
    refer(state, &topic, "China and Russia held a drill.", 0);
    assert_int_equal(refer(state, &topic, "They were pleased.", 1), 0);
}

static void its_is_the_actor_last_named(void **state) {
    ent_topic topic = {0};
    assert_int_equal(refer(state, &topic, "Russia met Japan and sold its oil.", 0), 1);
    assert_int_equal(found[0].count, 1);
    assert_int_equal(found[0].actor[0], JAPAN);
}

static void the_pair_of_the_sentence_itself_counts(void **state) {
    ent_topic topic = {0};
    assert_int_equal(
        refer(state, &topic, "China and Russia agree, and the two countries trade.", 0), 1);
    assert_int_equal(found[0].actor[0], CHINA);
}

static void without_an_actor_nothing_is_resolved(void **state) {
    ent_topic topic = {0};
    assert_int_equal(refer(state, &topic, "Both sides and their friends met; it rained.", 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_are_the_pair_last_named_together),
        cmocka_unit_test(a_later_paragraph_falls_back_on_the_documents_pair),
        cmocka_unit_test(they_needs_a_pair_of_the_paragraph),
        cmocka_unit_test(its_is_the_actor_last_named),
        cmocka_unit_test(the_pair_of_the_sentence_itself_counts),
        cmocka_unit_test(without_an_actor_nothing_is_resolved)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
