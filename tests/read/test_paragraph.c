/* SPDX-License-Identifier: Apache-2.0 */
#include "read/support_page.h"

static void every_line_is_a_paragraph(void **state) {
    (void)state;
    const ent_document *page = page_of_text(
        "  The first stands here, indented, and is a whole paragraph of its own by its "
        "length alone, as pages have them.\nThe second.\n\n\n\t\nThe third.  ");
    assert_int_equal(page->paragraph_count, 3);
    assert_string_equal(paragraph_text(page, 1), "The second.");
    assert_string_equal(paragraph_text(page, 2), "The third.");
}

static void text_set_to_a_width_has_paragraphs_between_blank_lines(void **state) {
    (void)state;
    const ent_document *page = page_of_text("The fleets of the two states met in the strait\n"
                                            "on Monday, and their officers paid visits to\n"
                                            "each other. The drill lasted for nine days. A\n"
                                            "treaty is planned.\n"
                                            "\n"
                                            "Nobody knows more than that, as the ministries\n"
                                            "of the states have kept their silence.\n");
    assert_int_equal(page->paragraph_count, 2);
    assert_int_equal(page->sentence_count, 4);
}

static void nothing_has_no_paragraphs(void **state) {
    (void)state;
    assert_int_equal(page_of_text("")->paragraph_count, 0);
    assert_int_equal(page_of_text(" \n\t\n")->paragraph_count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_line_is_a_paragraph),
        cmocka_unit_test(text_set_to_a_width_has_paragraphs_between_blank_lines),
        cmocka_unit_test(nothing_has_no_paragraphs),
    };
    return RUN_TESTS(tests);
}
