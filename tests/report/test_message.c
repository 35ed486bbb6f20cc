/* SPDX-License-Identifier: Apache-2.0 */
/* The two catalogues hold the same keys with the same arguments, in order. */
#include <stdio.h>

#include "report/message.h"

#include "report/support_pair.h"

static void keys_are_in_order_and_the_same_in_both_languages(void **state) {
    (void)state;
    const ent_message_entry *en = NULL;
    const ent_message_entry *zh = NULL;
    size_t count = ent_messages_en(&en);
    assert_int_equal(ent_messages_zh(&zh), count);
    for (size_t k = 0; k < count; k++) {
        assert_string_equal(en[k].key, zh[k].key);
        if (k > 0) assert_true(strcmp(en[k - 1].key, en[k].key) < 0);
    }
}

/* Every argument of one text stands in the other. */
static void assert_arguments_of(const char *key, const char *one, const char *other) {
    for (const char *open = strchr(one, '{'); open != NULL; open = strchr(open + 1, '{')) {
        char argument[8] = "";
        size_t length = strcspn(open, "}") + 1;
        assert_in_range(length, 3, 4);
        memcpy(argument, open, length);
        if (strstr(other, argument) == NULL) fail_msg("%s: '%s' lacks %s", key, other, argument);
    }
}

static void both_languages_say_the_same_arguments(void **state) {
    (void)state;
    const ent_message_entry *en = NULL;
    const ent_message_entry *zh = NULL;
    size_t count = ent_messages_en(&en);
    ent_messages_zh(&zh);
    for (size_t k = 0; k < count; k++) {
        assert_arguments_of(en[k].key, en[k].text, zh[k].text);
        assert_arguments_of(en[k].key, zh[k].text, en[k].text);
    }
}

static void no_word_judges(void **state) {
    (void)state;
    static const char *const words[] = {"strong ", "weak", "partner", "threat ", "friend",
                                        "enemy",   "deep", "shallow", "hostile"};
    const ent_message_entry *en = NULL;
    size_t count = ent_messages_en(&en);
    for (size_t k = 0; k < count; k++)
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
            if (strcmp(en[k].key, "threat") != 0 && strstr(en[k].text, words[w]) != NULL)
                fail_msg("%s: '%s'", en[k].key, en[k].text);
}

static void an_unknown_key_is_its_own_text(void **state) {
    (void)state;
    assert_null(ent_message_find(ENT_ZH, "of-a-source"));
    assert_string_equal(ent_message(ENT_ZH, "of-a-source"), "of-a-source");
}

static void assert_key(const char *prefix, const char *key) {
    char whole[96];
    snprintf(whole, sizeof whole, "%s%s", prefix, key);
    if (ent_message_find(ENT_EN, whole) == NULL) fail_msg("no words for '%s'", whole);
}

static void everything_an_assessment_names_has_words(void **state) {
    (void)state;
    static const char *const pairs[][2] = {{"CHN", "RUS"}, {"USA", "JPN"}, {"Bhutan", "Paraguay"}};
    struct pair pair;
    open_all(&pair);
    for (size_t p = 0; p < 3; p++) {
        const ent_assessment *a = assess(&pair, pairs[p][0], pairs[p][1], 0, 0);
        for (size_t f = 0; f < a->figure_count; f++) {
            assert_key("", a->figures[f].key);
            assert_key("unit_", a->figures[f].unit);
        }
        for (size_t n = 0; n < a->note_count; n++)
            assert_key("", a->notes[n].key);
        for (size_t c = 0; c < a->run_column_count; c++)
            assert_key("run_", a->run_columns[c].key);
        for (size_t r = 0; r < a->reach_count; r++)
            assert_key("", ent_kind_name(a->reaches[r].kind));
    }
    for (unsigned c = 0; c < ENT_CLAIMS; c++)
        assert_key("claim_", ent_claim_word((ent_claim)c));
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_in_order_and_the_same_in_both_languages),
        cmocka_unit_test(both_languages_say_the_same_arguments),
        cmocka_unit_test(no_word_judges),
        cmocka_unit_test(an_unknown_key_is_its_own_text),
        cmocka_unit_test(everything_an_assessment_names_has_words),
    };
    return RUN_TESTS(tests);
}
