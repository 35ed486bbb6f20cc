/* SPDX-License-Identifier: Apache-2.0 */
#include "read/support_page.h"

static void a_sentence_ends_at_its_stop(void **state) {
    (void)state;
    assert_sentences("The fleet sailed. Did it return? It did! Nobody saw it... Some heard it.",
                     (const char *const[]){"The fleet sailed.", "Did it return?", "It did!",
                                           "Nobody saw it...", "Some heard it.", NULL});
}

static void abbreviations_end_nothing(void **state) {
    (void)state;
    assert_sentences(
        "Gen. Ivan Petrov met Lt. Col. Li near St. Anne on Sept. 11. Dr. J. R. Moss came too.",
        (const char *const[]){"Gen. Ivan Petrov met Lt. Col. Li near St. Anne on Sept. 11.",
                              "Dr. J. R. Moss came too.", NULL});
    assert_sentences(
        "The U.S. Navy left the U.S. The ally stayed at 5 p.m. with arms, e.g. Rifles.",
        (const char *const[]){"The U.S. Navy left the U.S.",
                              "The ally stayed at 5 p.m. with arms, e.g. Rifles.", NULL});
    assert_sentences("Ship No. 12 sank. He said no. They left.",
                     (const char *const[]){"Ship No. 12 sank.", "He said no.", "They left.", NULL});
}

static void decimals_and_small_letters_go_on(void **state) {
    (void)state;
    assert_sentences("It cost $3.5 billion. The share rose 0.4 percent from 1.2.",
                     (const char *const[]){"It cost $3.5 billion.",
                                           "The share rose 0.4 percent from 1.2.", NULL});
    assert_sentences("\"Why now?\" he asked. Nobody knew.",
                     (const char *const[]){"\"Why now?\" he asked.", "Nobody knew.", NULL});
}

static void quotes_and_brackets_close_after_the_stop(void **state) {
    (void)state;
    assert_sentences("He said: \"We will stay.\" She left (at last.) “No.” It ended.",
                     (const char *const[]){"He said: \"We will stay.\"", "She left (at last.)",
                                           "“No.”", "It ended.", NULL});
}

static void chinese_stops_need_no_blank(void **state) {
    (void)state;
    assert_sentences("演习结束了。两国满意吗？是的！双方将继续；明年再来。",
                     (const char *const[]){"演习结束了。", "两国满意吗？", "是的！", "双方将继续；",
                                           "明年再来。", NULL});
    assert_sentences("他说：“我们不会离开。”会议随后结束。会谈重要吗? 没人知道。",
                     (const char *const[]){"他说：“我们不会离开。”", "会议随后结束。",
                                           "会谈重要吗?", "没人知道。", NULL});
    assert_sentences("价格上涨了3.5倍，苏-35交付了24架。",
                     (const char *const[]){"价格上涨了3.5倍，苏-35交付了24架。", NULL});
}

static void a_paragraph_without_a_stop_is_a_sentence(void **state) {
    (void)state;
    assert_sentences("The text breaks off in the",
                     (const char *const[]){"The text breaks off in the", NULL});
    assert_sentences("...", (const char *const[]){NULL});
    assert_sentences("", (const char *const[]){NULL});
}

static void sentences_know_their_paragraph(void **state) {
    (void)state;
    const ent_document *page = page_of_text("One came. Two stayed.\n\n海军来了。陆军没来。");
    assert_int_equal(page->sentence_count, 4);
    assert_int_equal(page->sentences[2].paragraph, 1);
    assert_int_equal(page->paragraphs[1].first_sentence, 2);
    assert_int_equal(page->paragraphs[1].sentence_count, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_ends_at_its_stop),
        cmocka_unit_test(abbreviations_end_nothing),
        cmocka_unit_test(decimals_and_small_letters_go_on),
        cmocka_unit_test(quotes_and_brackets_close_after_the_stop),
        cmocka_unit_test(chinese_stops_need_no_blank),
        cmocka_unit_test(a_paragraph_without_a_stop_is_a_sentence),
        cmocka_unit_test(sentences_know_their_paragraph),
    };
    return RUN_TESTS(tests);
}
