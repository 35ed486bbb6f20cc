/* SPDX-License-Identifier: Apache-2.0 */
#include "entente/align.h"

#include "read/support_page.h"

static const ent_alignment *aligned(const ent_document *page) {
    static ent_aligner *aligner = NULL;
    const ent_alignment *alignment = NULL;
    ent_error err = {0};
    if (aligner == NULL) assert_ok(ent_aligner_new(&aligner, &err), &err);
    assert_ok(ent_align(aligner, page, &alignment, &err), &err);
    return alignment;
}

/* The English sentence that a Chinese one translates, -1 if none. */
static long english_of(const ent_alignment *alignment, size_t zh) {
    for (size_t i = 0; i < alignment->sentence_count; i++)
        if (zh >= alignment->sentences[i].zh &&
            zh < alignment->sentences[i].zh + alignment->sentences[i].zh_count)
            return (long)alignment->sentences[i].en;
    return -1;
}

static void translations_between_are_linked_and_gaps_left(void **state) {
    (void)state;
    const ent_document *page =
        page_of_text("China and Russia signed an agreement on military cooperation in 2017.\n\n"
                     "中国和俄罗斯在2017年签署了军事合作协议。\n\n"
                     "The weather in the strait was fine on that day.\n\n"
                     "The defence minister of Japan expressed concern. Tokyo asked for talks about "
                     "the exercise.\n\n"
                     "日本国防部长表示担忧。东京要求就演习举行会谈。\n\n"
                     "Nothing more was said.\n\n"
                     "The Su-35 fighter aircraft were delivered in December 2018.\n\n"
                     "这些Su-35战机于2018年12月交付。");
    const ent_alignment *alignment = aligned(page);
    assert_int_equal(alignment->paragraph_count, 3);
    assert_int_equal(english_of(alignment, 1), 0);
    assert_int_equal(english_of(alignment, 5), 3);
    assert_int_equal(english_of(alignment, 6), 4);
    assert_int_equal(english_of(alignment, 9), 8);
    assert_int_equal(alignment->sentence_count, 4);
}

static void a_translation_out_of_place_is_found(void **state) {
    (void)state;
    const ent_document *page = page_of_text(
        "这些Su-35战机于2018年12月交付给中国空军。\n\n"
        "China and Russia signed an agreement on military cooperation in 2017.\n\n"
        "中国和俄罗斯在2017年签署了军事合作协议。\n\n"
        "The president of the United States visited India.\n\n"
        "美国总统访问了印度。\n\n"
        "The Su-35 fighter aircraft were delivered to the air force of China in December 2018.");
    const ent_alignment *alignment = aligned(page);
    assert_int_equal(alignment->paragraph_count, 3);
    assert_int_equal(english_of(alignment, 0), 5);
    assert_true(alignment->paragraphs[0].moved);
}

static void one_sentence_may_be_two(void **state) {
    (void)state;
    const ent_document *page = page_of_text(
        "The navy of Russia held an exercise with China in the Pacific, and the United States "
        "announced new sanctions against Iran.\n\n"
        "俄罗斯海军与中国在太平洋举行了演习。美国宣布对伊朗实施新的制裁。");
    const ent_alignment *alignment = aligned(page);
    assert_int_equal(alignment->sentence_count, 1);
    assert_int_equal(alignment->sentences[0].zh_count, 2);
}

static void text_that_translates_nothing_is_not_linked(void **state) {
    (void)state;
    const ent_document *page = page_of_text(
        "The president of the United States visited India in May 2003 with a large delegation.\n\n"
        "昨天下雨，孩子们没有去学校，大家都在家里吃饭。\n\n"
        "A new engine was tested by the air force of Japan near the northern island.");
    assert_int_equal(aligned(page)->paragraph_count, 0);
    assert_int_equal(aligned(page_of_text("One language only. It has no other."))->paragraph_count,
                     0);
    assert_int_equal(aligned(page_of_text(""))->sentence_count, 0);
}

/* Read by hand: four paragraphs are translated, their 15 sentences one by one. */
static void the_real_page_is_aligned_without_an_error(void **state) {
    (void)state;
    const char *path = shared_path("reading/pages/china_russia_ties_en_zh.txt");
    if (path == NULL) skip();
    ent_error err = {0};
    const ent_document *page = NULL;
    assert_ok(ent_page_open(page_reader(), path, ENT_PAGE_ANY, &err), &err);
    assert_ok(ent_page_next(page_reader(), &page, &err), &err);
    const ent_alignment *alignment = aligned(page);
    static const size_t paragraphs[][2] = {{1, 0}, {5, 6}, {10, 14}, {15, 16}};
    static const size_t first[][3] = {{1, 0, 1}, {9, 12, 3}, {27, 40, 3}, {43, 51, 8}};
    assert_int_equal(alignment->paragraph_count, 4);
    assert_int_equal(alignment->sentence_count, 15);
    for (size_t i = 0, s = 0; i < 4; i++) {
        assert_int_equal(alignment->paragraphs[i].en, paragraphs[i][0]);
        assert_int_equal(alignment->paragraphs[i].zh, paragraphs[i][1]);
        assert_int_equal(alignment->paragraphs[i].en_count, 1);
        for (size_t k = 0; k < first[i][2]; k++, s++) {
            assert_int_equal(alignment->sentences[s].en, first[i][0] + k);
            assert_int_equal(alignment->sentences[s].zh, first[i][1] + k);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(translations_between_are_linked_and_gaps_left),
        cmocka_unit_test(a_translation_out_of_place_is_found),
        cmocka_unit_test(one_sentence_may_be_two),
        cmocka_unit_test(text_that_translates_nothing_is_not_linked),
        cmocka_unit_test(the_real_page_is_aligned_without_an_error),
    };
    return RUN_TESTS(tests);
}
