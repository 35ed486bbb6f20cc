/* SPDX-License-Identifier: Apache-2.0 */
#include "read/quantity.h"

#include "support_words.h"

static double value_of(void **state, const char *text, size_t *used) {
    const words *w = *state;
    static ent_token tokens[TOKENS];
    size_t n = ent_tokens(w->lexicon, text, whole(text), tokens, TOKENS);
    ent_reading reading = {w->lexicon, text, tokens, n};
    double value = 0;
    *used = ent_quantity(&reading, 0, false, &value);
    return value;
}

static void numbers_are_read_in_figures_and_words(void **state) {
    static const struct {
        const char *text;
        double value;
    } cases[] = {{"3,000", 3000},
                 {"2.5 million", 2.5e6},
                 {"two hundred", 200},
                 {"two hundred thousand", 200000},
                 {"three million two hundred thousand", 3.2e6},
                 {"twenty-four", 24},
                 {"a dozen", 12},
                 {"a million", 1e6},
                 {"三十", 30},
                 {"十二", 12},
                 {"三千五百", 3500},
                 {"三千五百万", 3.5e7},
                 {"30亿", 3e9},
                 {"1亿2000万", 1.2e8},
                 {"1.5万亿", 1.5e12},
                 {"两百", 200}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t used = 0;
        double value = value_of(state, cases[i].text, &used);
        if (used == 0 || value != cases[i].value)
            fail_msg("%s: %g, not %g", cases[i].text, value, cases[i].value);
    }
}

static void an_article_alone_is_no_number(void **state) {
    size_t used = 1;
    value_of(state, "a ship", &used);
    assert_int_equal(used, 0);
    value_of(state, "hundreds of ships", &used);
    assert_int_equal(used, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_are_read_in_figures_and_words),
                                       cmocka_unit_test(an_article_alone_is_no_number)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
