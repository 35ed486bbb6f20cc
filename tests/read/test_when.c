/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

/* A Saturday. */
static const ent_date published = {2018, 12, 1};

static size_t find(void **state, const char *text, ent_date document, ent_when *list) {
    const words *w = *state;
    ent_token tokens[TOKENS];
    size_t n = ent_tokens(w->lexicon, text, whole(text), tokens, TOKENS);
    return ent_when_find(w->lexicon, text, tokens, n, document, list, MOST);
}

static void check(void **state, const char *text, const char *span, const char *first,
                  const char *last, ent_precision precision) {
    ent_when list[MOST];
    char date[ENT_DATE_TEXT];
    assert_int_equal(find(state, text, published, list), 1);
    assert_span(text, list[0].span, span);
    assert_string_equal(list[0].first.year ? ent_date_format(list[0].first, date) : "", first);
    assert_string_equal(list[0].last.year ? ent_date_format(list[0].last, date) : "", last);
    assert_int_equal(list[0].precision, precision);
}

static void days_months_and_years_are_read(void **state) {
    check(state, "signed on 5 April 2018.", "5 April 2018", "2018-04-05", "2018-04-05",
          ENT_PRECISION_DAY);
    check(state, "signed on April 5th, 2018.", "April 5th, 2018", "2018-04-05", "2018-04-05",
          ENT_PRECISION_DAY);
    check(state, "an April 2018 article", "April 2018", "2018-04", "2018-04", ENT_PRECISION_MONTH);
    check(state, "in 2014 it", "2014", "2014", "2014", ENT_PRECISION_YEAR);
    check(state, "in 2006 and 2007.", "2006 and 2007", "2006", "2007", ENT_PRECISION_YEAR);
    check(state, "during 2014-18,", "2014-18", "2014", "2018", ENT_PRECISION_YEAR);
    check(state, "in the 1990s", "1990s", "1990", "1999", ENT_PRECISION_DECADE);
    check(state, "in the late 1990s", "late 1990s", "1995", "1999", ENT_PRECISION_DECADE);
    check(state, "the 20th century", "20th century", "1901", "2000", ENT_PRECISION_DECADE);
    check(state, "in spring 2017", "spring 2017", "2017-03", "2017-05", ENT_PRECISION_SEASON);
    check(state, "in early 2017", "early 2017", "2017-01", "2017-04", ENT_PRECISION_SEASON);
}

static void chinese_dates_are_read(void **state) {
    check(state, "2018年9月11日举行", "2018年9月11日", "2018-09-11", "2018-09-11",
          ENT_PRECISION_DAY);
    check(state, "于2018年9月举行", "2018年9月", "2018-09", "2018-09", ENT_PRECISION_MONTH);
    check(state, "9月11日举行", "9月11日", "2018-09-11", "2018-09-11", ENT_PRECISION_DAY);
    check(state, "二〇一六年", "二〇一六年", "2016", "2016", ENT_PRECISION_YEAR);
    check(state, "2006年和2007年", "2006年和2007年", "2006", "2007", ENT_PRECISION_YEAR);
    check(state, "20世纪90年代", "20世纪90年代", "1990", "1999", ENT_PRECISION_DECADE);
}

static void dates_without_a_year_are_the_last_before_the_page(void **state) {
    check(state, "a talk in September.", "September", "2018-09", "2018-09", ENT_PRECISION_MONTH);
    check(state, "said on Friday", "Friday", "2018-11-30", "2018-11-30", ENT_PRECISION_DAY);
    check(state, "last September", "last September", "2018-09", "2018-09", ENT_PRECISION_MONTH);
    check(state, "next Monday", "next Monday", "2018-12-03", "2018-12-03", ENT_PRECISION_DAY);
}

static void spans_are_counted_from_the_page(void **state) {
    check(state, "for the past decade", "past decade", "2008", "2018-12-01", ENT_PRECISION_DECADE);
    check(state, "over the last three years", "last three years", "2015", "2018-12-01",
          ENT_PRECISION_YEAR);
    check(state, "last week it", "last week", "2018-11-19", "2018-11-25", ENT_PRECISION_WEEK);
    check(state, "last year it", "last year", "2017", "2017", ENT_PRECISION_YEAR);
    check(state, "two years ago", "two years ago", "2016", "2016", ENT_PRECISION_YEAR);
    check(state, "yesterday it", "yesterday", "2018-11-30", "2018-11-30", ENT_PRECISION_DAY);
    check(state, "in the next two months", "next two months", "2018-12-01", "2019-02",
          ENT_PRECISION_MONTH);
    check(state, "近十年来，", "近十年来", "2008", "2018-12-01", ENT_PRECISION_YEAR);
    check(state, "过去三个月", "过去三个月", "2018-09", "2018-12-01", ENT_PRECISION_MONTH);
    check(state, "三年前", "三年前", "2015", "2015", ENT_PRECISION_YEAR);
    check(state, "去年9月", "去年9月", "2017-09", "2017-09", ENT_PRECISION_MONTH);
    check(state, "上周", "上周", "2018-11-19", "2018-11-25", ENT_PRECISION_WEEK);
}

static void ends_may_be_open(void **state) {
    check(state, "since 2014", "since 2014", "2014", "2018-12-01", ENT_PRECISION_YEAR);
    check(state, "the post-1969 truce", "post-1969", "1969", "2018-12-01", ENT_PRECISION_YEAR);
    check(state, "post-Cold War order", "post-Cold War", "1991-12-26", "2018-12-01",
          ENT_PRECISION_DECADE);
    check(state, "until 2014", "until 2014", "", "2014", ENT_PRECISION_YEAR);
    check(state, "2014年以来", "2014年以来", "2014", "2018-12-01", ENT_PRECISION_YEAR);
}

static void recent_is_vague(void **state) {
    check(state, "the recent deliveries", "recent", "2017-12-01", "2018-12-01",
          ENT_PRECISION_VAGUE);
    check(state, "目前", "目前", "2018-12-01", "2018-12-01", ENT_PRECISION_VAGUE);
}

static void words_that_only_look_like_dates_are_left(void **state) {
    ent_when list[MOST];
    assert_int_equal(
        find(state, "They may march; 2000 troops; Vostok-2018; $2010.", published, list), 0);
}

static void a_page_without_date_leaves_relative_dates_open(void **state) {
    ent_when list[MOST];
    assert_int_equal(find(state, "last year", (ent_date){0, 0, 0}, list), 1);
    assert_int_equal(list[0].first.year, 0);
    assert_true(list[0].relative);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_months_and_years_are_read),
        cmocka_unit_test(chinese_dates_are_read),
        cmocka_unit_test(dates_without_a_year_are_the_last_before_the_page),
        cmocka_unit_test(spans_are_counted_from_the_page),
        cmocka_unit_test(ends_may_be_open),
        cmocka_unit_test(recent_is_vague),
        cmocka_unit_test(words_that_only_look_like_dates_are_left),
        cmocka_unit_test(a_page_without_date_leaves_relative_dates_open)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
