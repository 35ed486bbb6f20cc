/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>

#include "report/support_pair.h"

static char *render(struct pair *pair, const char *a, const char *b, ent_language language,
                    bool evidence) {
    char *text = NULL;
    ent_error err = {0};
    assert_ok(ent_report_html(assess(pair, a, b, 0, 0), language, evidence, &text, &err), &err);
    return text;
}

/* Every element that is opened is closed, in order. */
static void assert_balanced(const char *text) {
    char open[64][16];
    size_t depth = 0;
    for (const char *tag = strchr(text, '<'); tag != NULL; tag = strchr(tag + 1, '<')) {
        const char *end = strchr(tag, '>');
        char name[16] = "";
        bool closing = tag[1] == '/';
        const char *begin = tag + 1 + closing;
        size_t length = 0;
        assert_non_null(end);
        if (tag[1] == '!' || end[-1] == '/') continue;
        while (isalnum((unsigned char)begin[length]) && length < sizeof name - 1)
            length++;
        memcpy(name, begin, length);
        if (!closing) {
            assert_true(depth < 64);
            memcpy(open[depth++], name, sizeof name);
            continue;
        }
        assert_true(depth > 0);
        assert_string_equal(open[--depth], name);
    }
    assert_int_equal(depth, 0);
}

static void the_page_is_whole_in_both_languages(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    for (int k = 0; k < 4; k++) {
        char *text = render(&pair, "CHN", "RUS", k % 2 == 0 ? ENT_EN : ENT_ZH, k / 2 == 1);
        assert_balanced(text);
        free(text);
    }
    char *text = render(&pair, "Bhutan", "Paraguay", ENT_EN, false);
    assert_balanced(text);
    free(text);
    close_pair(&pair);
}

static void titles_of_sources_are_escaped(void **state) {
    (void)state;
    struct pair pair;
    char *text = NULL;
    ent_error err = {0};
    open_all(&pair);
    const ent_assessment *a = assess(&pair, "CHN", "RUS", 1990, 2009);
    assert_ok(ent_report_html(a, ENT_EN, true, &text, &err), &err);
    assert_non_null(strstr(text, "Peace &lt;Mission&gt; &amp; &quot;2005&quot;"));
    assert_null(strstr(text, "<Mission>"));
    free(text);
    close_pair(&pair);
}

static void nothing_is_fetched(void **state) {
    (void)state;
    static const char *const never[] = {"<script", "src=", "href=", "url(", "@import", "http"};
    struct pair pair;
    open_all(&pair);
    char *text = render(&pair, "CHN", "RUS", ENT_EN, true);
    for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
        assert_null(strstr(text, never[k]));
    assert_non_null(strstr(text, "<svg"));
    assert_non_null(strstr(text, "@media print"));
    free(text);
    close_pair(&pair);
}

static void no_number_is_written_as_nan(void **state) {
    (void)state;
    struct pair pair;
    open_all(&pair);
    char *text = render(&pair, "CHN", "RUS", ENT_EN, true);
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "inf\""));
    free(text);
    close_pair(&pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_whole_in_both_languages),
        cmocka_unit_test(titles_of_sources_are_escaped),
        cmocka_unit_test(nothing_is_fetched),
        cmocka_unit_test(no_number_is_written_as_nan),
    };
    return RUN_TESTS(tests);
}
