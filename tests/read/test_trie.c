/* SPDX-License-Identifier: Apache-2.0 */
#include "read/trie.h"

#include "support_words.h"

static ent_trie build(const ent_trie_key *keys, size_t count) {
    ent_trie trie;
    assert_int_equal(ent_trie_build(&trie, keys, count, NULL), ENT_OK);
    return trie;
}

static void all_keys_that_begin_at_a_place_are_found(void **state) {
    (void)state;
    const ent_trie_key keys[] = {{"a", 0}, {"ab", 1}, {"abcd", 2}, {"b", 3}};
    ent_trie trie = build(keys, 4);
    ent_trie_hit hits[ENT_TRIE_HITS];
    assert_int_equal(ent_trie_walk(&trie, "xabcx", 1, 5, hits), 2);
    assert_int_equal(hits[0].value, 0);
    assert_int_equal(hits[1].value, 1);
    assert_int_equal(hits[1].end, 3);
    assert_int_equal(ent_trie_walk(&trie, "xabcx", 0, 5, hits), 0);
    ent_trie_free(&trie);
}

static void text_is_folded_as_it_is_walked(void **state) {
    (void)state;
    const ent_trie_key keys[] = {{"people's war", 7}};
    ent_trie trie = build(keys, 1);
    ent_trie_hit hits[ENT_TRIE_HITS];
    const char *text = "PEOPLE’S \n\t War";
    assert_int_equal(ent_trie_walk(&trie, text, 0, strlen(text), hits), 1);
    assert_int_equal(hits[0].end, strlen(text));
    ent_trie_free(&trie);
}

static void the_longest_of_many_are_kept(void **state) {
    (void)state;
    enum { MANY = 12 };
    static char texts[MANY][MANY + 1];
    ent_trie_key keys[MANY];
    for (int i = 0; i < MANY; i++) {
        memset(texts[i], 'a', (size_t)i + 1);
        keys[i] = (ent_trie_key){texts[i], i};
    }
    ent_trie trie = build(keys, MANY);
    ent_trie_hit hits[ENT_TRIE_HITS];
    assert_int_equal(ent_trie_walk(&trie, texts[MANY - 1], 0, MANY, hits), ENT_TRIE_HITS);
    assert_int_equal(hits[ENT_TRIE_HITS - 1].value, MANY - 1);
    assert_int_equal(hits[0].value, MANY - ENT_TRIE_HITS);
    ent_trie_free(&trie);
}

static void an_empty_set_finds_nothing(void **state) {
    (void)state;
    ent_trie trie = build(NULL, 0);
    ent_trie_hit hits[ENT_TRIE_HITS];
    assert_int_equal(ent_trie_walk(&trie,
                                   "\x01\xFF"
                                   "abc",
                                   0, 5, hits),
                     0);
    ent_trie_free(&trie);
}

static void a_text_longer_than_a_key_does_not_fold(void **state) {
    (void)state;
    char text[ENT_TRIE_KEY + 2];
    char folded[ENT_TRIE_KEY + 1];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_false(ent_trie_fold(text, folded));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_keys_that_begin_at_a_place_are_found),
                                       cmocka_unit_test(text_is_folded_as_it_is_walked),
                                       cmocka_unit_test(the_longest_of_many_are_kept),
                                       cmocka_unit_test(an_empty_set_finds_nothing),
                                       cmocka_unit_test(a_text_longer_than_a_key_does_not_fold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
