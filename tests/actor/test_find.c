/* SPDX-License-Identifier: Apache-2.0 */
/* What a text stands for. */
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "entente/actor.h"

static ent_actors *actors;

static int make_registry(void **state) {
    (void)state;
    return ent_actors_new(&actors, NULL) == ENT_OK ? 0 : -1;
}

static int drop_registry(void **state) {
    (void)state;
    ent_actors_free(actors);
    return 0;
}

/* Assert that the text stands for the actors given as "255 260". */
static void assert_means(const char *text, const char *expected) {
    ent_actor_ref ref = {0};
    ent_error err = {0};
    char got[128] = "";
    ent_status status = ent_actor_find(actors, text, &ref, &err);
    if (status != ENT_OK) fail_msg("'%s': %s", text, err.text);
    for (int i = 0; i < ref.count; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%d", i > 0 ? " " : "",
                 ref.actor[i]);
    if (strcmp(got, expected) != 0) fail_msg("'%s' means %s, not %s", text, got, expected);
}

/* The same for several texts; the last is NULL. */
__attribute__((sentinel)) static void same(const char *expected, ...) {
    va_list texts;
    va_start(texts, expected);
    for (const char *text = NULL; (text = va_arg(texts, const char *)) != NULL;)
        assert_means(text, expected);
    va_end(texts);
}

static void names_of_great_powers_in_english_chinese_and_codes_agree(void **state) {
    (void)state;
    same("710", "china", "China", "CHN", "chn", "CN", "710", "cow:710", "gw:710", "PRC", "中国",
         "中國", "中华人民共和国", "中華人民共和國", "People's Republic of China",
         "China, People's Republic of", NULL);
    same("365", "russia", "RUS", "RU", "SU", "SUN", "365", "USSR", "U.S.S.R.", "Soviet Union",
         "Russian Federation", "the Russian Federation", "Russian Empire", "俄罗斯", "俄国",
         "俄羅斯", "苏联", "蘇聯", "俄罗斯联邦", NULL);
    same("2", "US", "USA", "U.S.", "us", "America", "United States of America", "美国",
         "美利坚合众国", NULL);
    same("200", "UK", "GB", "GBR", "UKG", "Great Britain", "Britain", "英国", NULL);
}

static void a_lineage_is_meant_by_a_name_and_one_state_by_a_number(void **state) {
    (void)state;
    same("255 260", "Germany", "DEU", "DE", "德国", "gw:260", "gw:GFR", NULL);
    same("255", "255", "cow:255", "GMY", "Prussia", "普鲁士", "Germany (Prussia)", NULL);
    same("260", "260", "cow:260", "GFR", "FRG", "West Germany", "西德", "German Federal Republic",
         NULL);
    same("265", "GDR", "DDR", "East Germany", "东德", "East Germany (GDR)", NULL);
    same("678 679", "Yemen", "YEM", "也门", "gw:678", NULL);
    same("679", "679", "cow:YEM", "Republic of Yemen", NULL);
    same("680", "YMD", "South Yemen", "Yemen, People's Republic of", "Yemen People's Republic",
         NULL);
}

static void states_with_like_names_are_kept_apart(void **state) {
    (void)state;
    same("816", "Vietnam", "Viet Nam", "VNM", "North Vietnam", "越南", "北越", "VDR", NULL);
    same("817", "RVN", "South Vietnam", "Republic of Vietnam", "南越", NULL);
    same("10815", "gw:815", "815", "Vietnam (Annam/Cochin China/Tonkin)", NULL);
    same("300", "Austria-Hungary", "AUH", "奥匈帝国", NULL);
    same("305", "Austria", "AUT", "cow:AUS", "gw:AUS", NULL);
    same("900", "AUS", "aus", "AUL", "Australia", NULL);
    same("484", "COG", "Congo-Brazzaville", "Republic of the Congo", "刚果（布）", NULL);
    same("490", "COD", "ZAR", "DRC", "Zaire", "DR Congo", "Congo - Kinshasa",
         "Congo, Democratic Republic of (Zaire)", "刚果（金）", NULL);
    same("713", "ROC", "Republic of China", "Taiwan", "TWN", "台湾", "台灣", "臺灣", NULL);
    same("731", "PRK", "DPRK", "Korea, People's Republic of", "朝鲜", "北朝鲜", "North Korea",
         NULL);
    same("732", "ROK", "KOR", "Korea, Republic of", "韩国", "韓國", "South Korea", NULL);
    same("345", "YUG", "SCG", "Yugoslavia", "Serbia", "Serbia and Montenegro", "gw:SER", "gw:340",
         NULL);
    same("315", "CSK", "CS", "Czechoslovakia", NULL);
    same("316", "CZE", "Czechia", "Czech Republic", NULL);
}

static void spelling_case_accents_and_punctuation_do_not_matter(void **state) {
    (void)state;
    same("437", "Côte d’Ivoire", "COTE D'IVOIRE", "cote divoire", "Ivory Coast", "Côte D’ivoire",
         NULL);
    same("640", "Türkiye", "turkiye", "TURKEY", "Turkey (Ottoman Empire)", "Ottoman Empire", NULL);
    same("420", "Gambia", "The Gambia", "Gambia, The", "  gambia ", NULL);
    same("57", "St. Vincent and the Grenadines", "Saint Vincent & Grenadines", "Saint Vincent",
         NULL);
    same("403", "São Tomé & Príncipe", "Sao Tome and Principe", NULL);
    same("346", "Bosnia & Herzegovina", "BOSNIA-HERZEGOVINA", "波黑", NULL);
    same("987", "Micronesia (Federated States of)", "Federated States of Micronesia", NULL);
}

static void states_only_gleditsch_and_ward_list_have_identities_of_their_own(void **state) {
    (void)state;
    same("10711", "Tibet", "gw:711", "711", "TBT", "西藏", NULL);
    same("10563", "Transvaal", "563", NULL);
    same("10564", "Orange Free State", "OFS", NULL);
    same("10099", "Gran Colombia", "Great Colombia", "99", NULL);
    same("10089", "United Provinces of Central America", "gw:89", NULL);
}

static void assert_not_found(const char *text, const char *part) {
    ent_actor_ref ref = {.count = -7};
    ent_error err = {0};
    assert_error(ent_actor_find(actors, text, &ref, &err), ENT_ERR_NOT_FOUND, &err, part);
    assert_int_equal(ref.count, -7);
}

static void a_name_of_several_states_is_refused_with_the_list(void **state) {
    (void)state;
    ent_actor_ref ref = {0};
    ent_error err = {0};
    assert_error(ent_actor_find(actors, "Korea", &ref, &err), ENT_ERR_AMBIGUOUS, &err,
                 "'Korea' stands for several states: Korea (730), North Korea (731, PRK), "
                 "South Korea (732, KOR)");
    assert_error(ent_actor_find(actors, "congo", &ref, &err), ENT_ERR_AMBIGUOUS, &err,
                 "Republic of the Congo (484, COG)");
    assert_error(ent_actor_find(actors, "刚果", &ref, &err), ENT_ERR_AMBIGUOUS, &err,
                 "刚果（金） (490, COD)");
}

static void an_unknown_name_is_answered_with_the_nearest(void **state) {
    (void)state;
    assert_not_found("Rusia", "near: Russia (365, RUS)");
    assert_not_found("Untied States", "United States (2, USA)");
    assert_not_found("Tibt", "Tibet (gw:711)");
    assert_not_found("俄罗", "俄罗斯 (365, RUS)");
    assert_not_found("Yugosl", "(345, SRB)");
    assert_not_found("qqqqqqqq", "give a name");
}

static void what_is_no_state_is_not_found(void **state) {
    (void)state;
    static const char *const none[] = {
        "",          " ",         "0",          "9999",       "123456789012", "-255",     "cow:",
        "cow:10711", "gw:",       "gw:99999",   "HKG",        "MAC",          "iso3:MAC", "iso3:DE",
        "iso2:XX",   "Hong Kong", "NATO",       "NA",         "()",           "(abc)",    ",",
        "\xff\xfe",  "\xe4\xb8",  "R\xffussia", "cow:Germany"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_not_found(none[i], "no state is called");
    assert_not_found("R\xffussia\x1b[31m", "'R?ussia [31m'"); /* what is quoted can be printed */
}

static void a_text_longer_than_any_name_is_not_found(void **state) {
    (void)state;
    static char text[100001];
    memset(text, 'a', sizeof text - 1);
    assert_not_found(text, "no state is called");
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = "中"[i % 3];
    assert_not_found(text, "no state is called");
}

static void every_name_and_code_of_an_actor_finds_it(void **state) {
    (void)state;
    const ent_actor *list = NULL;
    size_t count = ent_actors_all(actors, &list);
    assert_int_equal(count, 225);
    for (size_t i = 0; i < count; i++) {
        for (int language = ENT_EN; language <= ENT_ZH; language++) {
            ent_actor_ref ref = {0};
            const char *name = ent_actor_name(actors, list[i], (ent_language)language, 0);
            assert_true(name[0] != '\0');
            ent_status status = ent_actor_find(actors, name, &ref, NULL);
            if (status == ENT_ERR_AMBIGUOUS && list[i] == 730) continue;
            assert_int_equal(status, ENT_OK);
            bool lineage = ref.count == 2 && (ref.actor[0] == 255 || ref.actor[0] == 678);
            if (ref.count != 1 && !lineage) fail_msg("%s means %d states", name, ref.count);
            assert_true(ref.actor[0] == list[i] || ref.actor[1] == list[i]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_great_powers_in_english_chinese_and_codes_agree),
        cmocka_unit_test(a_lineage_is_meant_by_a_name_and_one_state_by_a_number),
        cmocka_unit_test(states_with_like_names_are_kept_apart),
        cmocka_unit_test(spelling_case_accents_and_punctuation_do_not_matter),
        cmocka_unit_test(states_only_gleditsch_and_ward_list_have_identities_of_their_own),
        cmocka_unit_test(a_name_of_several_states_is_refused_with_the_list),
        cmocka_unit_test(an_unknown_name_is_answered_with_the_nearest),
        cmocka_unit_test(what_is_no_state_is_not_found),
        cmocka_unit_test(a_text_longer_than_any_name_is_not_found),
        cmocka_unit_test(every_name_and_code_of_an_actor_finds_it),
    };
    return cmocka_run_group_tests(tests, make_registry, drop_registry);
}
