/* SPDX-License-Identifier: Apache-2.0 */
#include "report/phrase.h"
#include "support.h"

#include <string.h>

static ent_actors *actors;

static int make_actors(void **state) {
    (void)state;
    return ent_actors_new(&actors, NULL) == ENT_OK ? 0 : -1;
}

static int free_actors(void **state) {
    (void)state;
    ent_actors_free(actors);
    return 0;
}

static void assert_said(ent_language language, const ent_claim_record *claim, const char *text) {
    const ent_assessment assessment = {.actors = actors, .year2 = 2018};
    ent_page page = {.assessment = &assessment, .language = language};
    ent_text out = {0};
    ent_say_said(&page, &out, claim);
    assert_int_equal(page.error.status, ENT_OK);
    assert_string_equal(out.bytes, text);
    ent_text_free(&out);
}

static void dates_are_as_precise_as_the_page(void **state) {
    (void)state;
    static const ent_claim_actor two[] = {{710, "", false}, {365, "", true}};
    ent_claim_record claim = {.kind = "exercise",
                              .first = {2018, 9, 1},
                              .last = {2018, 9, 30},
                              .precision = "month",
                              .modality = "asserted",
                              .actors = two,
                              .actor_count = 2};
    assert_said(ENT_EN, &claim, "2018-09  joint exercise, asserted: China, Russia");
    claim.precision = "day";
    assert_said(ENT_EN, &claim, "2018-09-01–2018-09-30  joint exercise, asserted: China, Russia");
    claim.precision = "year";
    assert_said(ENT_EN, &claim, "2018  joint exercise, asserted: China, Russia");
    claim.precision = "decade";
    claim.first.year = 2008;
    assert_said(ENT_EN, &claim, "2008–2018, by decade  joint exercise, asserted: China, Russia");
    claim.precision = "vague";
    claim.first = claim.last = (ent_date){2018, 9, 3};
    assert_said(ENT_ZH, &claim, "约2018-09-03  联合演习，断言：中国、俄罗斯");
    claim.first = claim.last = (ent_date){0};
    assert_said(ENT_EN, &claim, "undated  joint exercise, asserted: China, Russia");
}

static void blocs_are_named_as_groups_and_sides_are_apart(void **state) {
    (void)state;
    static const ent_claim_actor three[] = {
        {0, "nato", false}, {0, "league-of-dale", false}, {365, "", true}};
    const ent_claim_record claim = {.kind = "threat",
                                    .precision = "",
                                    .modality = "denied",
                                    .directed = true,
                                    .actors = three,
                                    .actor_count = 3};
    assert_said(ENT_EN, &claim, "undated  threat of force, denied: NATO, league-of-dale → Russia");
    assert_said(ENT_ZH, &claim, "无日期  武力威胁，否认：北约、league-of-dale → 俄罗斯");
}

static void a_page_is_given_with_words_speakers_and_reviewer(void **state) {
    (void)state;
    static const ent_claim_quote quotes[] = {{"They met\nat sea", 0, 15, "en", "body", 0}};
    static const ent_claim_speaker speakers[] = {{"author", "the author", ""},
                                                 {"named", "a general", "said"}};
    const ent_claim_review review = {.page = {.id = "p1", .title = "", .url = ""},
                                     .decision = ENT_CLAIM_EDITED,
                                     .reviewer = "M. Reader",
                                     .reviewed = {2026, 11, 25},
                                     .inferred = true,
                                     .quotes = quotes,
                                     .quote_count = 1,
                                     .speakers = speakers,
                                     .speaker_count = 2};
    const ent_assessment assessment = {.actors = actors, .year2 = 2018};
    ent_page page = {.assessment = &assessment, .language = ENT_EN};
    ent_text out = {0};
    ent_say_saying(&page, &out, &review);
    assert_string_equal(out.bytes,
                        "“They met at sea” — says the author, citing a general (“said”); in p1; an "
                        "actor is inferred from context; confirmed with changes by M. Reader, "
                        "2026-11-25");
    ent_text_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_as_precise_as_the_page),
        cmocka_unit_test(blocs_are_named_as_groups_and_sides_are_apart),
        cmocka_unit_test(a_page_is_given_with_words_speakers_and_reviewer),
    };
    return cmocka_run_group_tests(tests, make_actors, free_actors);
}
