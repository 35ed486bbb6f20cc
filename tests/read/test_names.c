/* SPDX-License-Identifier: Apache-2.0 */
#include "support_words.h"

#include <unicode/uldnames.h>
#include <unicode/ustring.h>

#include "actor/tables.h"

enum { USA = 2, UK = 200, RUSSIA = 365, GEORGIA = 372, CHINA = 710, TAIWAN = 713, JAPAN = 740 };

static ent_mention list[MOST];

static size_t find_at(void **state, const char *text, int year) {
    const words *w = *state;
    int32_t day = year ? ent_date_days((ent_date){(int16_t)year, 12, 1}, false) : INT32_MAX;
    return ent_namer_find(w->namer, text, whole(text), day, list, MOST);
}

static size_t find(void **state, const char *text) {
    return find_at(state, text, 2018);
}

static void check(size_t i, const char *text, const char *name, ent_mention_kind kind,
                  ent_actor actor) {
    assert_span(text, list[i].span, name);
    assert_int_equal(list[i].kind, kind);
    assert_int_equal(list[i].actor[0], actor);
}

static void names_of_every_kind_are_found_in_english(void **state) {
    const char *text =
        "Beijing told Russian officials that the PLA, the Pentagon and Lavrov met in Japan.";
    assert_int_equal(find(state, text), 6);
    check(0, text, "Beijing", ENT_MENTION_CAPITAL, CHINA);
    check(1, text, "Russian", ENT_MENTION_DEMONYM, RUSSIA);
    check(2, text, "PLA", ENT_MENTION_SERVICE, CHINA);
    check(3, text, "Pentagon", ENT_MENTION_MINISTRY, USA);
    check(4, text, "Lavrov", ENT_MENTION_LEADER, RUSSIA);
    check(5, text, "Japan", ENT_MENTION_STATE, JAPAN);
}

static void names_of_every_kind_are_found_in_chinese(void **state) {
    const char *text = "克里姆林宫说，中俄两军与解放军将演习，俄外长访华，美方不满。";
    assert_int_equal(find(state, text), 6);
    check(0, text, "克里姆林宫", ENT_MENTION_CAPITAL, RUSSIA);
    check(1, text, "中俄", ENT_MENTION_PAIR, CHINA);
    assert_int_equal(list[1].count, 2);
    assert_int_equal(list[1].actor[1], RUSSIA);
    check(2, text, "解放军", ENT_MENTION_SERVICE, CHINA);
    check(3, text, "俄外长", ENT_MENTION_LEADER, RUSSIA);
    check(4, text, "访华", ENT_MENTION_STATE, CHINA);
    check(5, text, "美方", ENT_MENTION_STATE, USA);
}

static void the_longest_name_wins_and_words_end_where_they_end(void **state) {
    assert_int_equal(find(state, "the Russian Navy's Pacific Fleet"), 2);
    assert_int_equal(list[0].kind, ENT_MENTION_SERVICE);
    assert_int_equal(find(state, "Chinatown, Indiana and Jordanville"), 0);
    assert_int_equal(find(state, "the South China Sea and the Sea of Japan"), 0);
    assert_int_equal(find(state, "发展中国家与中美洲的合作"), 0);
    assert_int_equal(find(state, "上海地区可以方便地参加纳税，其中共同的方法方面"), 0);
    const char *text = "代表团在华盛顿会谈";
    assert_int_equal(find(state, text), 1);
    check(0, text, "在华盛顿", ENT_MENTION_CAPITAL, USA);
}

static void a_compound_gives_both_states(void **state) {
    const char *text = "Sino-Russian drills in the Indo-Pacific";
    assert_int_equal(find(state, text), 2);
    check(0, text, "Sino-", ENT_MENTION_DEMONYM, CHINA);
    check(1, text, "Russian", ENT_MENTION_DEMONYM, RUSSIA);
}

static void capitals_tell_names_from_words(void **state) {
    assert_int_equal(find(state, "they gave us turkey on fine china"), 0);
    assert_int_equal(find(state, "the US bought TURKEY's shares"), 2);
    assert_int_equal(find(state, "LET US GO HOME NOW"), 0);
    assert_int_equal(find(state, "KIM JONG-UN and Kim Jong-Un"), 2);
    assert_int_equal(find(state, "in the west of town"), 0);
}

static void dots_dashes_and_spaces_are_read_as_one(void **state) {
    const char *text =
        "The U.S. and the U.K., the United\n  States, the People’s Republic of China.";
    assert_int_equal(find(state, text), 4);
    check(1, text, "U.K.", ENT_MENTION_STATE, UK);
    check(3, text, "People’s Republic of China", ENT_MENTION_STATE, CHINA);
}

static void blocs_are_groups_and_no_state(void **state) {
    const char *text = "the West, NATO and 上合组织";
    assert_int_equal(find(state, text), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(list[i].kind, ENT_MENTION_BLOC);
        assert_int_equal(list[i].count, 0);
    }
    assert_string_equal(ent_bloc_word(list[0].bloc), "west");
    assert_string_equal(ent_bloc_word(list[1].bloc), "nato");
    assert_string_equal(ent_bloc_word(list[2].bloc), "sco");
}

static void the_date_says_who_is_meant(void **state) {
    assert_int_equal(find_at(state, "Germany", 1985), 1);
    assert_int_equal(list[0].actor[0], 260);
    assert_int_equal(find_at(state, "Germany", 2018), 1);
    assert_int_equal(list[0].actor[0], 255);
    assert_int_equal(find_at(state, "Korea", 2018), 1);
    assert_int_equal(list[0].actor[0], 732);
    assert_int_equal(find_at(state, "Korea", 1900), 1);
    assert_int_equal(list[0].actor[0], 730);
}

static void a_leader_out_of_office_is_marked(void **state) {
    find_at(state, "James Mattis", 2018);
    assert_false(list[0].former);
    find_at(state, "James Mattis", 2022);
    assert_true(list[0].former);
    assert_int_equal(find_at(state, "普京", 0), 1);
    assert_int_equal(list[0].actor[0], RUSSIA);
}

static void another_person_of_the_name_is_no_leader(void **state) {
    assert_int_equal(find(state, "Her friend Barbara Bush spoke."), 0);
    assert_int_equal(find(state, "Then President Bush spoke."), 1);
}

static void taiwan_is_named_as_the_state_system_codes_it(void **state) {
    assert_int_equal(find(state, "Taipei and 台湾"), 2);
    assert_int_equal(list[0].actor[0], TAIWAN);
    assert_int_equal(list[1].actor[0], TAIWAN);
}

static void no_more_than_capacity_is_written(void **state) {
    const words *w = *state;
    const char *text = "China, China, China";
    assert_int_equal(ent_namer_find(w->namer, text, whole(text), 0, list, 2), 2);
}

static void broken_bytes_do_no_harm(void **state) {
    assert_int_equal(find(state, "\xE4\xB8 \xFF\xC3 China \xE4\xB8\xAD\xE4\xBF"), 1);
    assert_int_equal(find(state, "\xE4"), 0);
    assert_int_equal(find(state, ""), 0);
}

/* True when the whole text is one name, and the actor's. */
static bool is_name_of(void **state, const char *text, ent_actor actor) {
    return find(state, text) == 1 && list[0].actor[0] == actor && list[0].span.begin == 0 &&
           list[0].span.end == strlen(text);
}

static void every_state_is_found_by_its_names_in_cldr(void **state) {
    static const char *const locales[] = {"en", "zh", "zh_Hant"};
    const words *w = *state;
    int32_t day = ent_date_days((ent_date){2016, 1, 1}, false);
    for (size_t k = 0; k < sizeof locales / sizeof *locales; k++) {
        UErrorCode code = U_ZERO_ERROR;
        ULocaleDisplayNames *names = uldn_open(locales[k], ULDN_STANDARD_NAMES, &code);
        assert_true(U_SUCCESS(code));
        for (size_t i = 0; i < ent_iso_count; i++) {
            const ent_iso_row *row = &ent_iso_rows[i];
            if (!row->iso2[0] || row->borrowed || row->year2 != INT16_MAX) continue;
            if (!ent_actor_member(w->actors, ENT_GW, row->actor, day, day)) continue;
            UChar wide[128];
            char name[512];
            uldn_regionDisplayName(names, row->iso2, wide, 128, &code);
            u_strToUTF8(name, sizeof name, NULL, wide, -1, &code);
            assert_true(U_SUCCESS(code));
            if (!is_name_of(state, name, row->actor)) fail_msg("%s is not found", name);
        }
        uldn_close(names);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_every_kind_are_found_in_english),
        cmocka_unit_test(names_of_every_kind_are_found_in_chinese),
        cmocka_unit_test(the_longest_name_wins_and_words_end_where_they_end),
        cmocka_unit_test(a_compound_gives_both_states),
        cmocka_unit_test(capitals_tell_names_from_words),
        cmocka_unit_test(dots_dashes_and_spaces_are_read_as_one),
        cmocka_unit_test(blocs_are_groups_and_no_state),
        cmocka_unit_test(the_date_says_who_is_meant),
        cmocka_unit_test(a_leader_out_of_office_is_marked),
        cmocka_unit_test(another_person_of_the_name_is_no_leader),
        cmocka_unit_test(taiwan_is_named_as_the_state_system_codes_it),
        cmocka_unit_test(no_more_than_capacity_is_written),
        cmocka_unit_test(broken_bytes_do_no_harm),
        cmocka_unit_test(every_state_is_found_by_its_names_in_cldr)};
    return cmocka_run_group_tests(tests, words_begin, words_end);
}
