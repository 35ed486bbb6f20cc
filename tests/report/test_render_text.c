/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>

#include "report/phrase.h"
#include "report/support_pair.h"

static char *render(const ent_assessment *assessment, ent_language language, bool evidence) {
    char *text = NULL;
    ent_error err = {0};
    assert_ok(ent_report_text(assessment, language, evidence, &text, &err), &err);
    return text;
}

static char *file_text(const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", TEST_DATA, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 16) - 1, file) > 0);
    fclose(file);
    return text;
}

/* The whole page of two sources, as it was read and found right. */
static void a_small_page_is_this_to_the_letter(void **state) {
    (void)state;
    void (*const fills[])(ent_store *) = {put_exercises, put_power};
    static const char *const files[] = {"tie_small_en.txt", "tie_small_zh.txt"};
    struct pair pair;
    open_store(&pair, fills, 2);
    for (int k = 0; k < 2; k++) {
        char *got =
            render(assess(&pair, "CHN", "RUS", 2000, 2016), k == 0 ? ENT_EN : ENT_ZH, false);
        char *want = file_text(files[k]);
        assert_string_equal(got, want);
        free(got);
        free(want);
    }
    close_pair(&pair);
}

static void no_line_is_wider_than_a_terminal(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    for (int k = 0; k < 4; k++) {
        char *text = render(assess(&pair, "CHN", "RUS", 0, 0), k % 2 == 0 ? ENT_EN : ENT_ZH, k > 1);
        char *rest = NULL;
        for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
            if (ent_display_width(line) > 100) fail_msg("%s", line);
        free(text);
    }
    close_pair(&pair);
}

static void wide_characters_take_two_columns(void **state) {
    (void)state;
    assert_int_equal(ent_display_width("abc"), 3);
    assert_int_equal(ent_display_width("中国"), 4);
    assert_int_equal(ent_display_width("κ（平方）"), 9);
    assert_int_equal(ent_display_width("e\xCC\x81"), 1); /* e and a combining accent */
}

static void missing_prints_otherwise_than_zero(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    char *text = render(assess(&pair, "CHN", "RUS", 0, 0), ENT_EN, false);
    const char *line = strstr(text, "arms delivered, China to Russia ");
    assert_non_null(line);
    assert_non_null(strstr(line, "no source"));
    assert_true(strstr(line, "no source") < strchr(line, '\n'));
    line = strstr(text, "joint exercises begun");
    assert_non_null(line);
    assert_true(strstr(line, " 0 ") < strchr(line, '\n'));
    free(text);
    close_pair(&pair);
}

static void evidence_prints_each_row_with_its_id(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 0, 0);
    char *brief = render(a, ENT_EN, false);
    char *whole = render(a, ENT_EN, true);
    assert_true(strlen(whole) > strlen(brief));
    assert_non_null(strstr(whole, "2010  arms: Russia → China, 600 TIV m"));
    assert_null(strstr(brief, "2010  arms: Russia → China"));
    assert_non_null(strstr(whole, "1986-07-01  dispute 2000: use of force #"));
    assert_non_null(strstr(whole, " ref 2000 ["));
    assert_non_null(strstr(whole, "2016-09-12  joint exercise: Joint Sea 2016 #"));
    free(brief);
    free(whole);
    close_pair(&pair);
}

/* Latin words are codes, names of measures and sources; all else is Chinese. */
static void a_chinese_page_has_no_english_word(void **state) {
    (void)state;
    static const char *const allowed[] = {
        "USA",  "JPN",       "CoW",   "CINC",  "MILINST",  "TIV",     "treaties", "world",
        "arms", "exercises", "power", "trade", "quarrels", "russian", "entente",  "cite"};
    struct pair pair;
    open_all(&pair);
    char *text = render(assess(&pair, "USA", "JPN", 0, 0), ENT_ZH, true);
    char *sources = strstr(text, "资料来源");
    assert_non_null(sources);
    *sources = '\0'; /* the list of sources quotes their titles */
    for (const char *c = text; *c != '\0';) {
        size_t length = 0;
        while (isalpha((unsigned char)c[length]))
            length++;
        bool known = length < 2;
        for (size_t k = 0; k < sizeof allowed / sizeof allowed[0] && !known; k++)
            known = strlen(allowed[k]) == length && memcmp(allowed[k], c, length) == 0;
        if (!known && strncmp(c, "Keen", 4) != 0 && strncmp(c, "Sword", 5) != 0)
            fail_msg("'%.*s' in a Chinese page", (int)length, c);
        c += length > 0 ? length : 1;
    }
    assert_non_null(strstr(text, "美国与日本"));
    free(text);
    close_pair(&pair);
}

static void nothing_recorded_is_a_short_page(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    char *text = render(assess(&pair, "Bhutan", "Paraguay", 0, 0), ENT_EN, false);
    char *other = render(assess(&pair, "CHN", "RUS", 0, 0), ENT_EN, false);
    assert_non_null(strstr(text, "No alliance, agreement, exercise, transfer, dispute or rivalry"));
    assert_non_null(strstr(text, "No rung has evidence"));
    assert_null(strstr(text, "joint exercises begun"));
    assert_true(strlen(text) < strlen(other) * 2 / 3);
    free(text);
    free(other);
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_page_is_this_to_the_letter),
        cmocka_unit_test(no_line_is_wider_than_a_terminal),
        cmocka_unit_test(wide_characters_take_two_columns),
        cmocka_unit_test(missing_prints_otherwise_than_zero),
        cmocka_unit_test(evidence_prints_each_row_with_its_id),
        cmocka_unit_test(a_chinese_page_has_no_english_word),
        cmocka_unit_test(nothing_recorded_is_a_short_page),
    };
    return RUN_TESTS(tests);
}
