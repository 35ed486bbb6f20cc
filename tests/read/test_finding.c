/* SPDX-License-Identifier: Apache-2.0 */
#include "read/support_reader.h"

#include <jansson.h>

enum { CHN = 710, RUS = 365, IRN = 630, USA = 2, IND = 750, JPN = 740, AUL = 900, PAK = 770 };

/* The document of the text, published on a day, and its findings. */
static const ent_findings *read_text(void **state, const char *text, ent_document *document) {
    *document = *page_of_text(text);
    document->date = (ent_date){2018, 11, 16};
    return findings_of(*state, document, true);
}

static ent_finding only_one(void **state, const char *text) {
    ent_document document;
    const ent_findings *findings = read_text(state, text, &document);
    if (findings->count != 1) fail_msg("%zu findings in '%s'", findings->count, text);
    return findings->list[0];
}

static void assert_parties(const ent_finding *finding, ent_actor source, ent_actor target) {
    assert_int_equal(finding->source_count, 1);
    assert_int_equal(finding->target_count, 1);
    assert_int_equal(finding->source[0].actor, source);
    assert_int_equal(finding->target[0].actor, target);
}

static void two_actors_that_do_something_together_are_undirected(void **state) {
    ent_finding finding = only_one(state, "The navies of Japan and India held a joint exercise.");
    assert_parties(&finding, JPN, IND);
    assert_false(finding.directed);
    assert_int_equal(best_subject(&finding), ENT_SUBJECT_EXERCISE);
    assert_int_equal(finding.modality, ENT_MODALITY_ASSERTED);
    assert_int_equal(finding.voice_count, 1);
    assert_int_equal(finding.voices[0].kind, ENT_VOICE_AUTHOR);
}

static void who_acts_on_whom_is_told_in_active_and_passive(void **state) {
    ent_finding active = only_one(state, "Iran supplied Russia with hundreds of drones last year.");
    assert_parties(&active, IRN, RUS);
    assert_true(active.directed);
    assert_int_equal(best_subject(&active), ENT_SUBJECT_TRANSFER);
    ent_finding bought =
        only_one(state, "Pakistan, for its part, purchased fighters from China in 2022.");
    assert_parties(&bought, CHN, PAK);
    ent_finding passive = only_one(state, "Japan was accused by China of violating its waters.");
    assert_parties(&passive, CHN, JPN);
    ent_finding chinese = only_one(state, "俄罗斯向印度交付了五套防空系统。");
    assert_parties(&chinese, RUS, IND);
    assert_int_equal(best_subject(&chinese), ENT_SUBJECT_TRANSFER);
}

static void a_bond_of_two_is_between_them_whoever_else_is_named(void **state) {
    ent_finding english =
        only_one(state, "The United States is worried about the Sino-Indian border dispute.");
    assert_parties(&english, CHN, IND);
    assert_false(english.directed);
    ent_finding chinese = only_one(state, "中俄在日本海举行了联合军事演习,引起美国关注。");
    assert_parties(&chinese, CHN, RUS);
    assert_int_equal(best_subject(&chinese), ENT_SUBJECT_EXERCISE);
}

static void a_list_of_three_is_one_finding(void **state) {
    ent_finding finding =
        only_one(state, "China, Russia and Iran held a naval exercise in the Gulf of Oman.");
    assert_int_equal(finding.source_count, 1);
    assert_int_equal(finding.target_count, 2);
    assert_int_equal(finding.target[1].actor, IRN);
    assert_false(finding.directed);
}

static void a_bloc_stays_a_group(void **state) {
    ent_finding finding = only_one(state, "The West imposed harsh sanctions on Russia in 2014.");
    assert_int_equal(finding.source[0].actor, 0);
    assert_string_equal(ent_bloc_word(finding.source[0].bloc), "west");
    assert_int_equal(finding.target[0].actor, RUS);
    assert_int_equal(best_subject(&finding), ENT_SUBJECT_SANCTION);
}

static void what_something_is_like_takes_no_part(void **state) {
    ent_finding finding =
        only_one(state, "Japan and Australia are not about to form a NATO-like alliance.");
    assert_parties(&finding, JPN, AUL);
    assert_int_equal(finding.modality, ENT_MODALITY_DENIED);
}

static void clauses_that_name_two_actors_each_are_two_findings(void **state) {
    ent_document document;
    const ent_findings *findings = read_text(
        state, "Japan imposed sanctions on Russia, while Russia threatened Japan with war.",
        &document);
    assert_int_equal(findings->count, 2);
    assert_parties(&findings->list[0], JPN, RUS);
    assert_parties(&findings->list[1], RUS, JPN);
    assert_string_equal(spanned(&document, findings->list[0].quotes[0].span),
                        "Japan imposed sanctions on Russia");
}

static void a_clause_before_the_one_that_names_a_source_is_kept(void **state) {
    ent_document document;
    const ent_findings *findings = read_text(
        state,
        "China and Pakistan held a joint exercise in October, but China denied that it is "
        "an ally of Pakistan.",
        &document);
    assert_int_equal(findings->count, 2);
    assert_parties(&findings->list[0], CHN, PAK);
    assert_string_equal(spanned(&document, findings->list[0].quotes[0].span),
                        "China and Pakistan held a joint exercise in October");
}

static void what_a_source_says_is_the_sources(void **state) {
    ent_document document;
    const ent_findings *findings = read_text(
        state, "Mary Stone, an analyst, said that China and Pakistan had signed an agreement.",
        &document);
    assert_int_equal(findings->count, 1);
    const ent_finding *finding = &findings->list[0];
    assert_parties(finding, CHN, PAK);
    assert_int_equal(finding->voice_count, 2);
    assert_int_equal(finding->voices[1].kind, ENT_VOICE_NAMED);
    assert_non_null(strstr(spanned(&document, finding->voices[1].source), "Mary Stone"));
    assert_string_equal(spanned(&document, finding->voices[1].cue), "said");
    findings = read_text(state, "I noted that China and Pakistan have an agreement.", &document);
    assert_int_equal(findings->list[0].voice_count, 1);
}

static void how_it_is_meant_is_told(void **state) {
    static const struct {
        const char *text;
        ent_modality modality;
    } cases[] = {
        {"China and Pakistan have no defence pact.", ENT_MODALITY_DENIED},
        {"India will hold an exercise with Japan next spring.", ENT_MODALITY_EXPECTED},
        {"China could form an alliance with Russia.", ENT_MODALITY_HYPOTHETICAL},
        {"Will India sign a defence agreement with Japan?", ENT_MODALITY_ASKED},
        {"中国和俄罗斯没有签订共同防御条约。", ENT_MODALITY_DENIED},
        {"印度将与日本举行联合演习。", ENT_MODALITY_EXPECTED},
        {"India and Japan held drills with possibly grave results.", ENT_MODALITY_ASSERTED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_finding finding = only_one(state, cases[i].text);
        if (finding.modality != cases[i].modality)
            fail_msg("'%s' is %s", cases[i].text, ent_modality_name(finding.modality));
    }
}

static void dates_and_amounts_go_with_their_clause(void **state) {
    ent_finding finding =
        only_one(state, "In September 2018 China sent 3,200 troops to an exercise with Russia.");
    assert_true(finding.dated);
    assert_int_equal(finding.when.first.year, 2018);
    assert_int_equal(finding.when.first.month, 9);
    assert_int_equal(finding.amount_count, 1);
    assert_float_equal(finding.amounts[0].value, 3200, 0);
}

static void one_actor_is_taken_with_the_pair_in_discussion(void **state) {
    ent_document document;
    const ent_findings *findings = read_text(state,
                                             "China and Pakistan began an exercise on Monday. "
                                             "The drills gave the Pakistani army useful training.",
                                             &document);
    assert_int_equal(findings->count, 2);
    const ent_finding *second = &findings->list[1];
    assert_true(second->source[0].inferred != second->target[0].inferred);
    assert_int_equal(second->source[0].actor + second->target[0].actor, CHN + PAK);
}

static void a_statement_and_its_translation_are_one_finding(void **state) {
    ent_document document;
    const ent_findings *findings =
        read_text(state,
                  "China and Russia signed an agreement on military cooperation in 2017.\n\n"
                  "中国和俄罗斯在2017年签署了军事合作协议。\n\n"
                  "India and Japan held a joint exercise at sea.\n",
                  &document);
    assert_int_equal(findings->count, 2);
    assert_int_equal(findings->list[0].quote_count, 2);
    assert_int_equal(findings->list[1].quote_count, 1);
    assert_int_equal(best_subject(&findings->list[0]), ENT_SUBJECT_AGREEMENT);
}

static void what_is_repeated_is_one_finding(void **state) {
    ent_document document;
    const ent_findings *findings =
        read_text(state,
                  "India and Japan held a joint exercise.\n\nNothing else was said that day.\n\n"
                  "India and Japan held a joint exercise.\n",
                  &document);
    assert_int_equal(findings->count, 1);
    assert_int_equal(findings->list[0].quote_count, 2);
}

static void identity_is_of_words_and_not_of_the_page(void **state) {
    uint64_t one = only_one(state, "India and Japan held a joint exercise.").id;
    uint64_t other = only_one(state, "\n\nINDIA and Japan held a joint exercise!").id;
    uint64_t third = only_one(state, "India and Japan held a large exercise.").id;
    assert_true(one == other);
    assert_true(one != third);
}

static void what_tells_of_nothing_is_left_out_unless_asked_for(void **state) {
    const char *text = "The embassy of Brazil in Canada was painted green and has a small garden.";
    const ent_document *document = page_of_text(text);
    const ent_findings *findings = findings_of(*state, document, false);
    assert_int_equal(findings->count, 0);
    assert_int_equal(findings->left_out, 1);
    assert_int_equal(findings_of(*state, document, true)->count, 1);
}

static void a_third_language_is_counted_and_not_read(void **state) {
    ent_document document;
    const ent_findings *findings = read_text(
        state, "India and Japan held a joint exercise.\n\nФлоты двух стран провели учения.\n",
        &document);
    assert_int_equal(findings->foreign, 1);
    assert_int_equal(findings->count, 1);
}

static json_t *line_of(void **state, const char *text) {
    reading_tools *tools = *state;
    ent_document document;
    ent_error err = {0};
    const char *line = NULL;
    size_t length = 0;
    const ent_findings *findings = read_text(state, text, &document);
    assert_true(findings->count > 0);
    assert_ok(ent_finding_json(tools->reader, &document, &findings->list[0], &line, &length, &err),
              &err);
    assert_int_equal(strlen(line), length);
    assert_null(strchr(line, '\n'));
    json_t *root = json_loadb(line, length, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    return root;
}

static void a_line_of_json_holds_what_was_found(void **state) {
    json_t *root =
        line_of(state, "In May 2017 Iran \"gave\" Russia 24 Su-35 fighters, C:\\ drives\nand all.");
    const char *id = NULL, *actor = NULL, *text = NULL, *modality = NULL, *voice = NULL,
               *precision = NULL;
    json_t *kinds = NULL, *roots = NULL, *amounts = NULL;
    int begin = -1;
    assert_int_equal(json_unpack(root,
                                 "{s:s, s:[{s:s, s:i}], s:[{s:s}], s:o, s:o, s:s, s:[{s:s}], "
                                 "s:{s:s}, s:o}",
                                 "id", &id, "quotes", "text", &text, "begin", &begin, "source",
                                 "actor", &actor, "kinds", &kinds, "roots", &roots, "modality",
                                 &modality, "attribution", "kind", &voice, "when", "precision",
                                 &precision, "amounts", &amounts),
                     0);
    assert_int_equal(strlen(id), 16);
    assert_int_equal(begin, 0);
    assert_non_null(strstr(text, "\"gave\""));
    assert_non_null(strstr(text, "C:\\ drives"));
    assert_string_equal(actor, "IRN");
    assert_string_equal(voice, "author");
    assert_string_equal(precision, "month");
    assert_true(json_array_size(kinds) >= 2 && json_array_size(roots) >= 2);
    assert_true(json_array_size(amounts) >= 1);
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_actors_that_do_something_together_are_undirected),
        cmocka_unit_test(who_acts_on_whom_is_told_in_active_and_passive),
        cmocka_unit_test(a_bond_of_two_is_between_them_whoever_else_is_named),
        cmocka_unit_test(a_list_of_three_is_one_finding),
        cmocka_unit_test(a_bloc_stays_a_group),
        cmocka_unit_test(what_something_is_like_takes_no_part),
        cmocka_unit_test(clauses_that_name_two_actors_each_are_two_findings),
        cmocka_unit_test(a_clause_before_the_one_that_names_a_source_is_kept),
        cmocka_unit_test(what_a_source_says_is_the_sources),
        cmocka_unit_test(how_it_is_meant_is_told),
        cmocka_unit_test(dates_and_amounts_go_with_their_clause),
        cmocka_unit_test(one_actor_is_taken_with_the_pair_in_discussion),
        cmocka_unit_test(a_statement_and_its_translation_are_one_finding),
        cmocka_unit_test(what_is_repeated_is_one_finding),
        cmocka_unit_test(identity_is_of_words_and_not_of_the_page),
        cmocka_unit_test(what_tells_of_nothing_is_left_out_unless_asked_for),
        cmocka_unit_test(a_third_language_is_counted_and_not_read),
        cmocka_unit_test(a_line_of_json_holds_what_was_found),
    };
    return cmocka_run_group_tests(tests, reader_begin, reader_end);
}
