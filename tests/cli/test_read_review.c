/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"
#include "read/support_candidate.h"

/* Three candidates under a name of its own; what was decided before is removed. */
static const char *three(const char *name) {
    const char *const lines[] = {
        candidate_line((struct candidate){.decision = ""}),
        candidate_line((struct candidate){.id = "00000000000000a2", .page = "p2", .decision = ""}),
        candidate_line((struct candidate){
            .id = "00000000000000a3", .source = CANDIDATE_NATO, .kind = "none", .decision = ""}),
        NULL};
    const char *text = candidate_file(lines);
    return scratch_file(name, text, strlen(text));
}

/* Walk with what is typed; the output is the caller's. */
static char *walk(const char *path, const char *rest, const char *typed) {
    char command[1024];
    struct setting setting = {.in = scratch_file("typed", typed, strlen(typed))};
    snprintf(command, sizeof command, "read --review %s --reviewer M.~Reader %s", path, rest);
    return assert_done_with(&setting, command);
}

static char *decided(const char *name) {
    return slurp(scratch_path(name));
}

static void a_candidate_shows_words_speakers_kinds_and_date(void **state) {
    (void)state;
    char *out = walk(three("shown.jsonl"), "", "q\n");
    static const char *const parts[] = {
        "1 of 3  Page p1, 2019-05-01, https://example.org/p1\n",
        "  “[China] met the Russian”  (body)\n",
        "  “中俄会面”  (body)\n",
        "  says   A. Writer, citing a general (“said”)\n",
        "  who    China – Russia\n",
        "  what   exercise 0.80, none 0.20; asserted\n",
        "  when   2018-09-01 to 2018-09-30, by month: in September\n",
        "  amount 3,000 troops\n",
        "0 accepted, 0 edited, 0 rejected, 3 left",
    };
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
        if (strstr(out, parts[p]) == NULL) fail_msg("'%s' lacks '%s'", out, parts[p]);
    free(out);
}

static void decisions_are_kept_at_once_and_taken_up_again(void **state) {
    (void)state;
    const char *path = three("kept.jsonl");
    free(walk(path, "", "a\n")); /* the input ends: what was decided stands */
    char *text = decided("kept.reviewed.jsonl");
    assert_int_equal(count_lines(text), 1);
    assert_non_null(strstr(text, "\"decision\":\"accepted\",\"reviewer\":\"M. Reader\""));
    free(text);
    char *out = walk(path, "", "s\nr\nq\n");
    assert_non_null(strstr(out, "2 of 3"));
    assert_null(strstr(out, "1 of 3"));
    assert_non_null(strstr(out, "1 accepted, 0 edited, 1 rejected, 1 left"));
    free(out);
    out = walk(path, "", "x\nq\n"); /* what was skipped comes again */
    assert_non_null(strstr(out, "2 of 3"));
    assert_non_null(strstr(out, "expected a, e, r, s, u or q\n"));
    free(out);
}

static void an_edit_is_asked_field_by_field_until_understood(void **state) {
    (void)state;
    char *out = walk(three("edited.jsonl"), "",
                     "e\nwar\ntransfer\nRussia\nNowhereland\nChina\nyes\nexpected\n2017\nq\n");
    assert_non_null(strstr(out, "kind [exercise]: "));
    assert_non_null(strstr(out, "expected alliance, "));
    assert_non_null(strstr(out, "0 accepted, 1 edited, 0 rejected, 2 left"));
    free(out);
    char *text = decided("edited.reviewed.jsonl");
    json_t *line = json_loads(text, 0, NULL);
    const json_t *kinds = json_object_get(line, "kinds");
    assert_string_equal(json_string_value(json_object_get(json_array_get(kinds, 0), "kind")),
                        "transfer");
    assert_string_equal(json_string_value(json_object_get(json_object_get(line, "when"), "last")),
                        "2017-12-31");
    assert_true(json_is_true(json_object_get(line, "directed")));
    assert_string_equal(json_string_value(json_object_get(line, "decision")), "edited");
    json_decref(line);
    free(text);
}

static void an_edit_given_up_changes_nothing(void **state) {
    (void)state;
    char *out = walk(three("given_up.jsonl"), "", "e\ntransfer\n.\na\nq\n");
    assert_non_null(strstr(out, "1 accepted, 0 edited, 0 rejected, 2 left"));
    free(out);
}

static void undo_goes_back_one_by_one_and_past_the_start_of_the_session(void **state) {
    (void)state;
    const char *path = three("undone.jsonl");
    char *out = walk(path, "", "u\na\nr\na\nr\nu\nu\nq\n");
    assert_non_null(strstr(out, "nothing to undo\n"));
    assert_non_null(strstr(out, "no kind but none: edit the kind, or reject\n"));
    assert_non_null(strstr(out, "no candidate is left; u undo, q quit: "));
    assert_non_null(strstr(out, "1 accepted, 0 edited, 0 rejected, 2 left"));
    free(out);
    out = walk(path, "", "u\nq\n");
    assert_non_null(strstr(out, "0 accepted, 0 edited, 0 rejected, 3 left"));
    free(out);
    char *text = decided("undone.reviewed.jsonl");
    assert_string_equal(text, "");
    free(text);
}

static void decisions_go_where_the_user_says_and_are_accepted(void **state) {
    (void)state;
    char rest[512];
    char command[2048];
    snprintf(rest, sizeof rest, "-o %s", scratch_path("else.jsonl"));
    free(walk(three("other.jsonl"), rest, "a\na\nr\nq\n"));
    snprintf(command, sizeof command, "accept --db %s %s", scratch_path("new.db"),
             scratch_path("else.jsonl"));
    char *out = assert_done(command);
    assert_non_null(strstr(out, "claims in the store: 1, 1 of them new"));
    free(out);
}

static void what_is_no_candidate_fails_in_one_line(void **state) {
    (void)state;
    char command[1024];
    const char *path = scratch_file("text.jsonl", "It is a page.\n", 14);
    snprintf(command, sizeof command, "read --review %s", path);
    assert_fails(command, "text.jsonl:1: expected a JSON object");
    assert_fails("read --review /nonexistent", "/nonexistent: cannot open");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_candidate_shows_words_speakers_kinds_and_date),
        cmocka_unit_test(decisions_are_kept_at_once_and_taken_up_again),
        cmocka_unit_test(an_edit_is_asked_field_by_field_until_understood),
        cmocka_unit_test(an_edit_given_up_changes_nothing),
        cmocka_unit_test(undo_goes_back_one_by_one_and_past_the_start_of_the_session),
        cmocka_unit_test(decisions_go_where_the_user_says_and_are_accepted),
        cmocka_unit_test(what_is_no_candidate_fails_in_one_line),
    };
    return RUN_TESTS(tests);
}
