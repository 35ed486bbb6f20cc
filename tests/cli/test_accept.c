/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"
#include "read/support_candidate.h"

static void copy_file(const char *from, const char *to) {
    char buffer[65536];
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    assert_true(in != NULL && out != NULL);
    for (size_t n = fread(buffer, 1, sizeof buffer, in); n > 0;
         n = fread(buffer, 1, sizeof buffer, in))
        assert_int_equal(fwrite(buffer, 1, n, out), n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

/* A store of a few records of its own. */
static const char *own_store(const char *name) {
    const char *path = scratch_path(name);
    copy_file(small_store(), path);
    return path;
}

/* Two pages that claim one exercise, a claim of distrust without date, and what was rejected. */
static const char *reviewed(void) {
    const char *const lines[] = {
        candidate_line((struct candidate){0}),
        candidate_line((struct candidate){.id = "00000000000000a2",
                                          .page = "p2",
                                          .source = CANDIDATE_RUSSIA,
                                          .target = CANDIDATE_CHINA}),
        candidate_line((struct candidate){
            .id = "00000000000000a3", .kind = "trust", .modality = "denied", .when = "null"}),
        candidate_line((struct candidate){
            .id = "00000000000000a4", .source = CANDIDATE_NATO, .decision = CANDIDATE_REJECTED}),
        candidate_line((struct candidate){.id = "00000000000000a5", .decision = ""}),
        NULL};
    const char *text = candidate_file(lines);
    return scratch_file("reviewed.jsonl", text, strlen(text));
}

static char *run_on(const char *command, const char *db, const char *rest) {
    char words[2048];
    snprintf(words, sizeof words, "%s --db %s %s", command, db, rest);
    return assert_done(words);
}

static void assert_prints(const char *command, const char *db, const char *rest, const char *part) {
    char *out = run_on(command, db, rest);
    if (strstr(out, part) == NULL) fail_msg("%s: '%s' lacks '%s'", command, out, part);
    free(out);
}

static void help_names_options_and_examples(void **state) {
    (void)state;
    assert_helps("accept", (const char *const[]){"--all", "--reviewer", "--dry-run", "--db", NULL});
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("accept", "expected FILE, or - for standard input");
    assert_usage("accept --all x", "--all needs --reviewer");
    assert_usage("accept x", "accept needs a store to write to");
}

static void decisions_go_into_the_store_once(void **state) {
    (void)state;
    const char *db = own_store("once.db");
    assert_prints("accept", db, reviewed(),
                  "read: 3 accepted, 0 of them edited; 1 rejected; 1 without a decision\n"
                  "claims in the store: 2, 2 of them new; 0 reviews unchanged\n");
    assert_prints("accept", db, reviewed(),
                  "claims in the store: 2, 0 of them new; 4 reviews unchanged\n");
    char command[1024];
    snprintf(command, sizeof command, "accept --db %s -", db);
    char *out = assert_done_with(&(struct setting){.in = reviewed()}, command);
    assert_non_null(strstr(out, "4 reviews unchanged"));
    free(out);
}

static void a_bad_line_leaves_the_store_as_it_was(void **state) {
    (void)state;
    const char *db = own_store("bad.db");
    const char *line = candidate_line((struct candidate){.id = "00000000000000a9", .kind = "war"});
    const char *bad = scratch_file("bad.jsonl", line, strlen(line));
    char command[2048];
    snprintf(command, sizeof command, "accept --db %s %s %s", db, reviewed(), bad);
    assert_fails(command, "bad.jsonl:1: field 'kind': expected alliance, ");
    char *out = run_on("sources", db, "");
    assert_null(strstr(out, "claims"));
    free(out);
    snprintf(command, sizeof command, "accept --db %s /nonexistent.jsonl", db);
    assert_fails(command, "/nonexistent.jsonl: cannot open");
}

static void a_dry_run_counts_and_needs_no_store(void **state) {
    (void)state;
    char command[1024];
    snprintf(command, sizeof command, "accept --dry-run --all --reviewer me %s", reviewed());
    char *out = assert_done(command);
    assert_string_equal(out, "checked, nothing written: 4 accepted, 0 of them edited; 1 rejected; "
                             "0 without a decision\n");
    free(out);
}

/* Byte for byte, the depth and ladder of the assessment included. */
static void nothing_measured_changes(void **state) {
    (void)state;
    static const struct {
        const char *command, *rest;
    } commands[] = {{"panel", "--years 2000-2010 -o -"},
                    {"panel", "--unit directed --years 2000-2010 -o -"},
                    {"tie", "CHN RUS"},
                    {"tie", "CHN RUS --json"},
                    {"tie", "CHN RUS --html -"},
                    {"rank", "--year 2007 --by exercises"}};
    const char *db = own_store("same.db");
    char *before[sizeof commands / sizeof commands[0]];
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++)
        before[c] = run_on(commands[c].command, db, commands[c].rest);
    free(run_on("accept", db, reviewed()));
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++) {
        char *after = run_on(commands[c].command, db, commands[c].rest);
        assert_string_equal(after, before[c]);
        free(after);
        free(before[c]);
    }
}

static void claims_show_with_the_rows_as_what_they_are(void **state) {
    (void)state;
    const char *db = own_store("shown.db");
    free(run_on("accept", db, reviewed()));
    assert_prints("tie", db, "CHN RUS --evidence",
                  "  2018-09  joint exercise, asserted: China, Russia\n      “China met the "
                  "Russian” / “中俄会面” — says A. Writer (author), citing a general (“said”)");
    assert_prints("tie", db, "CHN RUS --evidence", "nobody weighed");
    assert_prints("tie", db, "CHN RUS --evidence", "  undated  trust, denied: China, Russia\n");
    assert_prints("tie", db, "CHN RUS --evidence --lang zh",
                  "2018-09  联合演习，断言：中国、俄罗斯");
    assert_prints("tie", db, "CHN RUS --evidence --html -",
                  "<li>2018-09  joint exercise, asserted: China, Russia<ul><li>“China");
    char *out = run_on("tie", db, "CHN RUS --evidence --json");
    json_t *root = json_loads(out, 0, NULL);
    const json_t *claims = json_object_get(root, "claims");
    assert_int_equal(json_array_size(claims), 2);
    const json_t *pages = json_object_get(json_array_get(claims, 0), "pages");
    assert_int_equal(json_array_size(pages), 2);
    assert_string_equal(json_string_value(json_object_get(json_array_get(pages, 1), "reviewer")),
                        "M. Reader");
    json_decref(root);
    free(out);
    out = run_on("tie", db, "USA CHN --evidence --json"); /* NATO is no state */
    root = json_loads(out, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(root, "claims")), 0);
    json_decref(root);
    free(out);
}

static void claims_are_a_source_of_their_own(void **state) {
    (void)state;
    const char *db = own_store("source.db");
    char rest[1024];
    free(run_on("accept", db, reviewed()));
    assert_prints("sources", db, "",
                  "claims            Claims of pages, confirmed by M. Reader, version 2026-11-25, "
                  "2 rows\n");
    assert_prints("cite", db, "claims",
                  "@online{claims-page-1,\n  title = {Page p1},\n  date = {2019-05-01},\n"
                  "  url = {https://example.org/p1}\n}\n");
    snprintf(rest, sizeof rest, "claims -o %s", scratch_path("exported"));
    free(run_on("export", db, rest));
    snprintf(rest, sizeof rest, "%s/claims.jsonl", scratch_path("exported"));
    assert_prints("accept", db, rest, "claims in the store: 2, 0 of them new; 4 reviews unchanged");
    assert_usage("export claims --among CHN,RUS -o x", "--among: claims are exported whole");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(decisions_go_into_the_store_once),
        cmocka_unit_test(a_bad_line_leaves_the_store_as_it_was),
        cmocka_unit_test(a_dry_run_counts_and_needs_no_store),
        cmocka_unit_test(nothing_measured_changes),
        cmocka_unit_test(claims_show_with_the_rows_as_what_they_are),
        cmocka_unit_test(claims_are_a_source_of_their_own),
    };
    return RUN_TESTS(tests);
}
