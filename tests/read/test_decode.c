/* SPDX-License-Identifier: Apache-2.0 */
#include <unicode/ucnv.h>

#include "read/decode.h"
#include "read/support_page.h"

static char *decoded(const void *bytes, size_t size) {
    ent_text text = {0};
    ent_error err = {0};
    assert_ok(ent_decode(bytes, size, &text, &err), &err);
    return text.bytes != NULL ? text.bytes : calloc(1, 1);
}

static void assert_decoded(const void *bytes, size_t size, const char *wanted) {
    char *text = decoded(bytes, size);
    assert_string_equal(text, wanted);
    free(text);
}

/* The text in an encoding of ICU's. */
static void assert_round_trip(const char *encoding, const char *text) {
    char bytes[8192];
    UErrorCode code = U_ZERO_ERROR;
    int32_t size =
        ucnv_convert(encoding, "UTF-8", bytes, sizeof bytes, text, (int32_t)strlen(text), &code);
    assert_true(U_SUCCESS(code));
    assert_decoded(bytes, (size_t)size, text);
}

static const char mixed[] = "两国海军星期三举行了联合演习，双方没有发表声明。\n"
                            "The two navies held a joint drill on Wednesday, both sides said.\n";

static void utf8_stays_as_it_is(void **state) {
    (void)state;
    assert_decoded(mixed, strlen(mixed), mixed);
    assert_decoded("\xEF\xBB\xBFmark", 7, "mark");
    assert_decoded("𠀀 𝔘", 9, "𠀀 𝔘");
    assert_decoded("", 0, "");
}

static void utf16_is_read_with_and_without_its_mark(void **state) {
    (void)state;
    assert_round_trip("UTF-16", mixed);
    assert_round_trip("UTF-16LE", mixed);
    assert_round_trip("UTF-16BE", mixed);
    assert_round_trip("UTF-32", mixed);
    assert_decoded("\xFF\xFE\x00\xD8g\x00", 6, "\xEF\xBF\xBDg");
}

static void gb18030_is_recognised_by_its_bytes(void **state) {
    (void)state;
    assert_round_trip("GB18030", mixed);
    assert_round_trip("GB18030", "边境会谈开始了");
    assert_round_trip("GBK", "国防部长表示，演习将于九月结束。");
}

static void long_text_is_converted_in_pieces_that_cut_no_character(void **state) {
    (void)state;
    ent_text text = {0};
    ent_error err = {0};
    for (int i = 0; i < 9000; i++)
        assert_ok(ent_text_add(&text, i % 3 == 0 ? "a𠀀" : "演", i % 3 == 0 ? 5 : 3, &err), &err);
    char *bytes = malloc(8 * text.length);
    UErrorCode code = U_ZERO_ERROR;
    int32_t size = ucnv_convert("UTF-16", "UTF-8", bytes, (int32_t)(8 * text.length), text.bytes,
                                (int32_t)text.length, &code);
    assert_true(U_SUCCESS(code));
    assert_decoded(bytes, (size_t)size, text.bytes);
    free(bytes);
    ent_text_free(&text);
}

static void invalid_bytes_become_replacement_characters(void **state) {
    (void)state;
    assert_decoded("a\xFFz", 3, "a\xEF\xBF\xBDz");
    assert_decoded("cut \xE4\xB8", 6, "cut \xEF\xBF\xBD\xEF\xBF\xBD");
    assert_decoded("\xC0\x80", 2, "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_decoded("\xED\xA0\x80", 3, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void what_cannot_be_seen_is_left_out(void **state) {
    (void)state;
    static const char hidden[] = "Bei\xE2\x80\x8Bjing \xE2\x80\xAE"
                                 "and\x00 Mos\xC2\xAD"
                                 "cow\x1B[1m";
    assert_decoded(hidden, sizeof hidden - 1, "Beijing and Moscow[1m");
    assert_decoded("one\r\ntwo\rthree\xE2\x80\xA8"
                   "four",
                   21, "one\ntwo\nthree\nfour");
    assert_decoded("a\xC2\xA0z\xE3\x80\x80y", 8, "a z y");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays_as_it_is),
        cmocka_unit_test(utf16_is_read_with_and_without_its_mark),
        cmocka_unit_test(gb18030_is_recognised_by_its_bytes),
        cmocka_unit_test(long_text_is_converted_in_pieces_that_cut_no_character),
        cmocka_unit_test(invalid_bytes_become_replacement_characters),
        cmocka_unit_test(what_cannot_be_seen_is_left_out),
    };
    return RUN_TESTS(tests);
}
