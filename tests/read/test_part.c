/* SPDX-License-Identifier: Apache-2.0 */
#include "read/support_page.h"

static void assert_parts(const ent_document *page, const char *parts) {
    static const char letters[] = "tybc";
    char found[64] = "";
    for (size_t p = 0; p < page->paragraph_count && p < 63; p++)
        found[p] = letters[page->paragraphs[p].section];
    assert_string_equal(found, parts);
}

static void short_lines_at_the_top_are_titles_then_a_byline(void **state) {
    (void)state;
    assert_parts(
        page_of_text("两支舰队为何同行\n\nWhy Two Fleets Sail Together\n\nBy Ann Writer\n\n"
                     "The fleets met in the strait.\n\nThey parted a week later."),
        "ttybb");
    assert_string_equal(page_of_text("A Strait Is Crossed\n\nThe fleet sailed on Monday.")->title,
                        "A Strait Is Crossed");
    assert_parts(page_of_text("The fleet sailed on Monday.\n\nIt came back."), "bb");
    assert_parts(page_of_text("One line only"), "b");
}

static void a_line_that_says_so_begins_the_comments(void **state) {
    (void)state;
    const ent_document *page =
        page_of_text("Title of It\n\nThe fleet sailed.\n\nComments (2)\n\nGood.\n\nThe text is "
                     "wrong.\nAll of it.\n");
    assert_parts(page, "tbcccc");
    assert_int_equal(page->paragraphs[2].comment, 0);
    assert_int_equal(page->paragraphs[3].comment, 1);
    assert_int_equal(page->paragraphs[4].comment, 2);
    assert_int_equal(page->paragraphs[5].comment, 2);
}

static const char voices[] =
    "Two Fleets in a Strait\n\n\n"
    "The fleets of both states met in the strait on Monday. Officers exchanged visits.\n\n\n"
    "The treaty of the two states obliges neither to defend the other. It speaks of talks.\n\n\n"
    "The ministry published no figures about the drill, which lasted for nine days.\n\n\n"
    "I think you're wrong about this, they've been friends for years.\n\n"
    "我觉得你错了,他们多年来一直是朋友。\n\n\n"
    "The east is far away.\nIt won't matter, I guess.\n\n\n"
    "Yeah, I don't see it either.\n";

static void a_change_of_voice_begins_the_comments(void **state) {
    (void)state;
    const ent_document *page = page_of_text(voices);
    assert_parts(page, "tbbbccccc");
    static const unsigned comments[] = {0, 0, 0, 0, 1, 1, 2, 2, 3};
    for (size_t p = 0; p < 9; p++)
        assert_int_equal(page->paragraphs[p].comment, comments[p]);
}

static void one_voice_throughout_has_no_comments(void **state) {
    (void)state;
    assert_parts(page_of_text("I don't like it. You wouldn't.\n\nI think they're wrong.\n\n"
                              "You can't say I'm late, don't you think?"),
                 "bbb");
    assert_parts(
        page_of_text("The fleet sailed.\n\nThe state denied it.\n\nThe other kept silent.\n\n"
                     "The minister said: \"I don't know, you're early.\""),
        "bbbb");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_lines_at_the_top_are_titles_then_a_byline),
        cmocka_unit_test(a_line_that_says_so_begins_the_comments),
        cmocka_unit_test(a_change_of_voice_begins_the_comments),
        cmocka_unit_test(one_voice_throughout_has_no_comments),
    };
    return RUN_TESTS(tests);
}
