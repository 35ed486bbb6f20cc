/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

static ent_amount list[MOST];

static size_t find(void **state, const char *text) {
    const words *w = *state;
    ent_token tokens[TOKENS];
    size_t n = ent_tokens(w->lexicon, text, whole(text), tokens, TOKENS);
    return ent_amounts(w->lexicon, text, tokens, n, list, MOST);
}

static void check(void **state, const char *text, const char *span, ent_amount_unit unit,
                  double value, int detail) {
    assert_int_equal(find(state, text), 1);
    assert_span(text, list[0].span, span);
    assert_int_equal(list[0].unit, unit);
    if (ent_is_missing(value))
        assert_true(ent_is_missing(list[0].value));
    else
        assert_true(list[0].value == value);
    assert_int_equal(list[0].detail, detail);
}

static void forces_are_counted(void **state) {
    check(state, "China sent 3,000 troops.", "3,000 troops", ENT_AMOUNT_PEOPLE, 3000, 0);
    check(state, "two hundred thousand Russian soldiers", "two hundred thousand Russian soldiers",
          ENT_AMOUNT_PEOPLE, 200000, 0);
    check(state, "派出3200名官兵", "3200名官兵", ENT_AMOUNT_PEOPLE, 3200, 0);
    check(state, "twenty-four new fighter jets", "twenty-four new fighter jets",
          ENT_AMOUNT_AIRCRAFT, 24, 0);
    check(state, "三十架战斗机", "三十架战斗机", ENT_AMOUNT_AIRCRAFT, 30, 0);
    check(state, "a dozen warships", "a dozen warships", ENT_AMOUNT_SHIPS, 12, 0);
}

static void money_has_its_currency(void **state) {
    check(state, "worth $3 billion.", "$3 billion", ENT_AMOUNT_MONEY, 3e9, 1);
    check(state, "2.5 million euros", "2.5 million euros", ENT_AMOUNT_MONEY, 2.5e6, 2);
    check(state, "30亿美元", "30亿美元", ENT_AMOUNT_MONEY, 3e9, 1);
    check(state, "三千五百万卢布", "三千五百万卢布", ENT_AMOUNT_MONEY, 3.5e7, 6);
    check(state, "1.5万亿日元", "1.5万亿日元", ENT_AMOUNT_MONEY, 1.5e12, 5);
    assert_string_equal(ent_currency_code(1), "USD");
    assert_string_equal(ent_currency_code(99), "");
}

static void echelons_are_units(void **state) {
    check(state, "brigade-sized forces", "brigade-sized", ENT_AMOUNT_UNITS, ent_missing(), 5);
    check(state, "two battalions", "two battalions", ENT_AMOUNT_UNITS, 2, 3);
    check(state, "部署一个旅", "一个旅", ENT_AMOUNT_UNITS, 1, 5);
    check(state, "旅级部队", "旅级", ENT_AMOUNT_UNITS, ent_missing(), 5);
    assert_int_equal(find(state, "a division of labour; 旅行"), 0);
}

static void equipment_goes_by_its_designation(void **state) {
    const char *text = "24 Su-35s and the S-400";
    assert_int_equal(find(state, text), 2);
    assert_true(list[0].value == 24);
    assert_span(text, list[0].designation, "Su-35");
    assert_span(text, list[1].designation, "S-400");
    assert_true(ent_is_missing(list[1].value));
    text = "购买24架苏-35和S-400系统";
    assert_int_equal(find(state, text), 2);
    assert_span(text, list[0].designation, "苏-35");
    assert_true(list[0].value == 24);
    assert_int_equal(find(state, "苏联解体"), 0);
}

static void numbers_alone_are_no_amounts(void **state) {
    assert_int_equal(find(state, "In 2018 there were 3 of them, hundreds in all."), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forces_are_counted), cmocka_unit_test(money_has_its_currency),
        cmocka_unit_test(echelons_are_units), cmocka_unit_test(equipment_goes_by_its_designation),
        cmocka_unit_test(numbers_alone_are_no_amounts)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
