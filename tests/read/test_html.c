/* SPDX-License-Identifier: Apache-2.0 */
#include "read/support_page.h"

static const char whole[] =
    "<!DOCTYPE html><html><head><title>Two fleets in one strait - Harbour Post</title>"
    "<meta name=\"author\" content=\"Ann Writer\">"
    "<meta property=\"article:published_time\" content=\"2018-09-12T10:00:00Z\">"
    "<style>p{color:red}</style><script>if (a < b) { document.write('</p>'); }</script></head>"
    "<body class=\"comments-open has-sidebar\"><nav><ul><li><a href=/>Home</a><li>World</ul></nav>"
    "<header><h1>Two fleets in&nbsp;one strait</h1><p>A slogan of the site.</p></header>"
    "<div id=content><article><p>The fleets of <a href=x>China</a> &amp; Russia met on Sept. 11."
    "<p>Officers paid &#8220;visits&#x201D;, 3 &lt; 4.<div class=\"share-buttons\">Share this page "
    "with all of your friends now.</div><p>An <b>unclosed <i>tag</b> does no harm.</article>"
    "<aside><p>Other stories that you may like.</p></aside></div>"
    "<div id=comments><h3>2 comments</h3><ol><li class=comment id=comment-1>"
    "<div class=comment-author>Bob</div><p>That is so.</p><div class=reply><a "
    "href=r>Reply</a></div>"
    "<ol><li class=comment id=comment-2><p>It is not.</p><p>Never.</p></ol></ol></div>"
    "<footer><p>All rights reserved by the post.</p></footer></body></html>";

static void the_main_text_is_found_and_boilerplate_left_out(void **state) {
    (void)state;
    const ent_document *page = page_of_html(whole);
    static const struct {
        const char *text;
        ent_page_part part;
        unsigned comment;
    } wanted[] = {{"Ann Writer", ENT_PART_BYLINE, 0},
                  {"Two fleets in one strait", ENT_PART_TITLE, 0},
                  {"The fleets of China & Russia met on Sept. 11.", ENT_PART_BODY, 0},
                  {"Officers paid “visits”, 3 < 4.", ENT_PART_BODY, 0},
                  {"An unclosed tag does no harm.", ENT_PART_BODY, 0},
                  {"That is so.", ENT_PART_COMMENT, 1},
                  {"It is not.", ENT_PART_COMMENT, 2},
                  {"Never.", ENT_PART_COMMENT, 2}};
    size_t count = sizeof wanted / sizeof wanted[0];
    for (size_t p = 0; p < count; p++) {
        assert_string_equal(paragraph_text(page, p), wanted[p].text);
        assert_int_equal(page->paragraphs[p].section, wanted[p].part);
        assert_int_equal(page->paragraphs[p].comment, wanted[p].comment);
    }
    assert_int_equal(page->paragraph_count, count);
    assert_string_equal(page->title, "Two fleets in one strait");
    assert_int_equal(page->date.year, 2018);
    assert_int_equal(page->date.day, 12);
}

static void a_title_only_in_the_head_comes_first(void **state) {
    (void)state;
    const ent_document *page =
        page_of_html("<title>A strait is crossed | Post</title><p>The fleet sailed at dawn.</p>");
    assert_string_equal(paragraph_text(page, 0), "A strait is crossed");
    assert_int_equal(page->paragraphs[0].section, ENT_PART_TITLE);
    assert_string_equal(paragraph_text(page, 1), "The fleet sailed at dawn.");
}

static void line_breaks_part_paragraphs_when_doubled(void **state) {
    (void)state;
    const ent_document *page =
        page_of_html("<div>The fleet sailed at<br>dawn.<br><br>It came back late.</div>");
    assert_int_equal(page->paragraph_count, 2);
    assert_string_equal(paragraph_text(page, 0), "The fleet sailed at\ndawn.");
}

static void broken_markup_is_read_as_far_as_it_goes(void **state) {
    (void)state;
    static const char *const pages[] = {
        "<p>The fleet sailed.</p><p class=\"x>The rest",
        "<p>The fleet sailed.<!-- never closed <p>Hidden.",
        "<p>The fleet sailed.</p><script>var a = 1;",
        "</div></p></b><p>The fleet sailed.</article></p>",
        "<p>The fleet sailed.<",
        "<p>The fleet sailed.</",
        "<p>The fleet sailed.</p><div hidden>Not seen at all.</div><a",
    };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        assert_string_equal(sentence_text(page_of_html(pages[i]), 0),
                            i == 4 ? "The fleet sailed.<" : "The fleet sailed.");
    assert_int_equal(page_of_html("")->paragraph_count, 0);
}

static void depth_is_no_harm(void **state) {
    (void)state;
    enum { DEEP = 200000 };
    char *page = malloc(12 * DEEP + 64);
    char *end = page;
    for (int i = 0; i < DEEP; i++)
        end = stpcpy(end, "<div>");
    end = stpcpy(end, "<p>The fleet sailed.</p>");
    for (int i = 0; i < DEEP; i++)
        end = stpcpy(end, "</div>");
    stpcpy(end, "<p>It came back.</p>");
    const ent_document *document = page_of_html(page);
    assert_int_equal(document->paragraph_count, 2);
    free(page);
}

static void references_are_decoded_once_and_unknown_ones_stay(void **state) {
    (void)state;
    const ent_document *page = page_of_html(
        "<p>A&amp;amp;B &eacute;&#150;&#0;&#xD800; AT&T &nosuch; x?a=1&copy=2 &mdash; end.</p>");
    assert_string_equal(paragraph_text(page, 0),
                        "A&amp;B é–\xEF\xBF\xBD\xEF\xBF\xBD AT&T &nosuch; x?a=1&copy=2 — end.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_main_text_is_found_and_boilerplate_left_out),
        cmocka_unit_test(a_title_only_in_the_head_comes_first),
        cmocka_unit_test(line_breaks_part_paragraphs_when_doubled),
        cmocka_unit_test(broken_markup_is_read_as_far_as_it_goes),
        cmocka_unit_test(depth_is_no_harm),
        cmocka_unit_test(references_are_decoded_once_and_unknown_ones_stay),
    };
    return RUN_TESTS(tests);
}
