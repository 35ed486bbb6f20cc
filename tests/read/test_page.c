/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/resource.h>
#include <zlib.h>

#include "read/support_page.h"

static const ent_document *next_page(void) {
    const ent_document *page = NULL;
    ent_error err = {0};
    assert_ok(ent_page_next(page_reader(), &page, &err), &err);
    return page;
}

static void open_page(const char *path, ent_page_form form) {
    ent_error err = {0};
    assert_ok(ent_page_open(page_reader(), path, form, &err), &err);
}

static const char *file_of(const char *name, const char *text) {
    return scratch_file(name, text, strlen(text));
}

static void a_line_is_a_document(void **state) {
    (void)state;
    open_page(
        file_of("a.jsonl",
                "{\"id\":\"n1\",\"date\":\"2018-09-12T08:00\",\"title\":\"Fleets meet\","
                "\"url\":\"http://x/1\",\"text\":\"They met. They parted.\",\"more\":[{}]}\r\n"
                "\n{\"text\":\"\\u6d77\\u519b\\u6765\\u4e86\\u3002\"}\n"
                "{\"id\":7,\"title\":null,\"text\":\"\"}"),
        ENT_PAGE_ANY);
    const ent_document *page = next_page();
    assert_string_equal(page->id, "n1");
    assert_string_equal(page->url, "http://x/1");
    assert_int_equal(page->date.month, 9);
    assert_string_equal(paragraph_text(page, 0), "Fleets meet");
    assert_int_equal(page->paragraphs[0].section, ENT_PART_TITLE);
    assert_string_equal(sentence_text(page, 2), "They parted.");
    page = next_page();
    assert_string_equal(page->id, "3");
    assert_string_equal(page->title, "");
    assert_int_equal(page->date.year, 0);
    assert_int_equal(page->paragraphs[0].tongue, ENT_TONGUE_CHINESE);
    page = next_page();
    assert_string_equal(page->id, "7");
    assert_int_equal(page->sentence_count, 0);
    assert_null(next_page());
    assert_null(next_page());
}

static void a_bad_line_is_named_and_the_next_one_read(void **state) {
    (void)state;
    static const char *const parts[] = {
        "b.jsonl:1: expected a field 'text'",
        "b.jsonl:2: expected a JSON object",
        "b.jsonl:3: field 'text': expected a string",
        "b.jsonl:4: field 'date': expected YYYY-MM-DD, YYYY-MM or YYYY, found 'soon'",
        "b.jsonl:5: expected a JSON object",
    };
    open_page(file_of("b.jsonl",
                      "{\"id\":\"x\"}\nnone\n{\"text\":[1]}\n"
                      "{\"text\":\"a\",\"date\":\"soon\"}\n[1]\n{\"text\":\"It ends.\"}\n"),
              ENT_PAGE_LINES);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        ent_error err = {0};
        const ent_document *page = NULL;
        assert_error(ent_page_next(page_reader(), &page, &err), ENT_ERR_FORMAT, &err, parts[i]);
        assert_null(page);
    }
    assert_string_equal(sentence_text(next_page(), 0), "It ends.");
    assert_null(next_page());
}

static void a_line_too_long_is_passed_over(void **state) {
    (void)state;
    const char *path = scratch_path("long.jsonl.gz");
    static char block[1 << 20];
    memset(block, 'x', sizeof block);
    gzFile file = gzopen(path, "wb1");
    gzputs(file, "{\"text\":\"");
    for (int i = 0; i < 200; i++)
        assert_int_equal(gzwrite(file, block, sizeof block), sizeof block);
    gzputs(file, "\"}\n{\"text\":\"The next one.\"}\n");
    gzclose(file);
    open_page(path, ENT_PAGE_ANY);
    ent_error err = {0};
    const ent_document *page = NULL;
    assert_error(ent_page_next(page_reader(), &page, &err), ENT_ERR_LIMIT, &err,
                 "long.jsonl.gz:1: a line longer than 64 MiB, passed over");
    assert_string_equal(sentence_text(next_page(), 0), "The next one.");
    assert_null(next_page());
    open_page(path, ENT_PAGE_TEXT);
    assert_error(ent_page_next(page_reader(), &page, &err), ENT_ERR_LIMIT, &err,
                 "a page longer than 64 MiB");
    assert_null(next_page());
}

static void memory_does_not_grow_with_the_stream(void **state) {
    (void)state;
    const char *path = scratch_path("stream.jsonl");
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 40000; i++)
        fprintf(file, "{\"text\":\"The fleet sailed on day %d. It came back.\"}\n", i);
    fclose(file);
    struct rusage before, after;
    size_t pages = 0;
    open_page(path, ENT_PAGE_ANY);
    assert_non_null(next_page());
    getrusage(RUSAGE_SELF, &before);
    while (next_page() != NULL)
        pages++;
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(pages, 39999);
    /* A few pages of the allocator's own; sanitizers keep freed memory in quarantine. */
    if (!TEST_SANITIZED) assert_true(after.ru_maxrss - before.ru_maxrss < 512);
}

static void the_form_is_told_by_how_a_file_begins(void **state) {
    (void)state;
    open_page(file_of("p.htm", "\n <!doctype HTML><p>The fleet sailed.</p>"), ENT_PAGE_ANY);
    assert_string_equal(paragraph_text(next_page(), 0), "The fleet sailed.");
    open_page(file_of("p.txt", "{ braces } begin this text."), ENT_PAGE_ANY);
    assert_string_equal(paragraph_text(next_page(), 0), "{ braces } begin this text.");
    open_page(file_of("p.txt", "<p>Tags.</p>"), ENT_PAGE_TEXT);
    const ent_document *page = next_page();
    assert_string_equal(paragraph_text(page, 0), "<p>Tags.</p>");
    assert_non_null(strstr(page->id, "p.txt"));
    open_page(file_of("empty", ""), ENT_PAGE_ANY);
    page = next_page();
    assert_int_equal(page->paragraph_count, 0);
    assert_string_equal(page->text, "");
    assert_null(next_page());
}

static void what_cannot_be_opened_is_named(void **state) {
    (void)state;
    ent_error err = {0};
    assert_error(ent_page_open(page_reader(), "/nonexistent/page", ENT_PAGE_ANY, &err), ENT_ERR_IO,
                 &err, "/nonexistent/page: cannot open");
    assert_error(ent_page_open(page_reader(), scratch_folder(), ENT_PAGE_ANY, &err), ENT_ERR_IO,
                 &err, "found a directory");
    assert_null(next_page());
}

/* Read by hand: two titles, then eight paragraphs of text of which one is translated, then eight
 * comments; paragraphs of the translated are followed by the translation. */
static void the_real_page_is_told_apart(void **state) {
    (void)state;
    const char *path = shared_path("reading/pages/china_russia_ties_en_zh.txt");
    if (path == NULL) skip();
    open_page(path, ENT_PAGE_ANY);
    const ent_document *page = next_page();
    static const char tongues[] = "zeeeeezeeeeeeezezeeeeeeeee";
    static const unsigned comments[] = {1, 1, 1, 1, 1, 2, 2, 3, 4, 4, 4, 4, 5, 6, 7, 8};
    assert_int_equal(page->paragraph_count, 26);
    assert_int_equal(page->sentence_count, 80);
    for (size_t p = 0; p < 26; p++) {
        const ent_paragraph *paragraph = &page->paragraphs[p];
        assert_int_equal(paragraph->tongue,
                         tongues[p] == 'z' ? ENT_TONGUE_CHINESE : ENT_TONGUE_ENGLISH);
        assert_int_equal(paragraph->section, p < 2    ? ENT_PART_TITLE
                                             : p < 10 ? ENT_PART_BODY
                                                      : ENT_PART_COMMENT);
        assert_int_equal(paragraph->comment, p < 10 ? 0 : comments[p - 10]);
    }
    assert_int_equal(page->paragraphs[2].sentence_count, 2); /* "then-U.S. Defense Secretary" */
    assert_int_equal(page->paragraphs[16].sentence_count, 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_document),
        cmocka_unit_test(a_bad_line_is_named_and_the_next_one_read),
        cmocka_unit_test(a_line_too_long_is_passed_over),
        cmocka_unit_test(memory_does_not_grow_with_the_stream),
        cmocka_unit_test(the_form_is_told_by_how_a_file_begins),
        cmocka_unit_test(what_cannot_be_opened_is_named),
        cmocka_unit_test(the_real_page_is_told_apart),
    };
    return RUN_TESTS(tests);
}
