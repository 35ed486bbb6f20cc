/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"

#include <math.h>

#include "base/random.h"

enum { STATES = 8, SESSIONS = 6, FIRST = 40, CALLS = 6, YES = 1, ABSTAIN = 2, NO = 3, ABSENT = 8 };
enum { CHINA = 3 };
static const int codes[STATES] = {2, 200, 220, 710, 365, 750, 290, 40};
static const double place[STATES] = {1.5, 1, 0.8, -1.2, -1, -0.9, 0.2, -1.5};
static const char heading[] =
    "\"rcid\",\"session\",\"vote\",\"ccode\",\"member\",\"importantvote\",\"date\",\"unres\","
    "\"me\",\"nu\",\"di\",\"hr\",\"co\",\"ec\",\"year\"\n";

/* How a made file departs from one of ordinary votes. */
struct made {
    const char *name;
    int of_one;      /* what China does in every roll call; 0: as it likes */
    int of_all;      /* what all do in every other roll call, or in all */
    bool everywhere; /* in all */
    bool twice;      /* the last vote is there twice, and says something else */
};

static int vote_of(const struct made *made, int session, int call, int state) {
    ent_random random = ent_random_stream(9, (uint32_t)session, (uint32_t)call, (uint32_t)state);
    double x = place[state] * (call % 2 == 0 ? 1.2 : -1.2) + ent_random_normal(&random);
    if (made->of_all != 0 && (made->everywhere || call % 2 == 1)) return made->of_all;
    if (made->of_one != 0 && state == CHINA) return made->of_one;
    return x > 0.4 ? YES : x < -0.4 ? NO : ABSTAIN;
}

static const char *make_votes(const struct made *made) {
    static char path[512];
    snprintf(path, sizeof path, "%s/%s.csv", scratch_folder(), made->name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(heading, file);
    for (int s = FIRST; s < FIRST + SESSIONS; s++)
        for (int k = 0; k < CALLS; k++)
            for (int c = 0; c < STATES; c++)
                fprintf(file, "%d,%d,%d,%d,1,0,\"10/1/%d\",\"R/%d\",0,0,0,0,0,\"0\",%d\n",
                        s * CALLS + k, s, vote_of(made, s, k, c), codes[c], 1945 + s, k, 1945 + s);
    if (made->twice)
        fprintf(file, "%d,%d,%d,%d,1,0,\"10/1/1990\",\"R/5\",0,0,0,0,0,\"0\",1990\n",
                (FIRST + SESSIONS) * CALLS - 1, FIRST + SESSIONS - 1,
                NO + 1 - vote_of(made, FIRST + SESSIONS - 1, CALLS - 1, STATES - 1),
                codes[STATES - 1]);
    fclose(file);
    return path;
}

static char *estimate(const struct made *made, const char *options) {
    char command[1024];
    snprintf(command, sizeof command, "ideal --votes %s -o - %s", make_votes(made), options);
    return assert_done(command);
}

/* Figures of one row of the output, columns in order; false if there is none. */
static bool row_of(const char *out, int actor, int session, double figures[8]) {
    for (const char *line = strchr(out, '\n'); line != NULL; line = strchr(line + 1, '\n')) {
        int read =
            sscanf(line + 1, "%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf", &figures[0], &figures[1],
                   &figures[2], &figures[3], &figures[4], &figures[5], &figures[6], &figures[7]);
        if (read == 8 && (int)figures[0] == actor && (int)figures[1] == session) return true;
    }
    return false;
}

/* Every state in every session, every figure finite, every interval about its mean. */
static void assert_complete(const char *out) {
    double figures[8];
    assert_int_equal(strncmp(out, "actor,session,year,votes,ideal_point,sd,lo,hi\n", 46), 0);
    assert_int_equal(count_lines(out), 1 + STATES * SESSIONS);
    for (int c = 0; c < STATES; c++)
        for (int s = FIRST; s < FIRST + SESSIONS; s++) {
            assert_true(row_of(out, codes[c], s, figures));
            for (int f = 0; f < 8; f++)
                assert_true(isfinite(figures[f]) != 0);
            assert_true(figures[2] == 1945 + s && figures[5] > 0);
            assert_true(figures[6] < figures[4] && figures[4] < figures[7]);
        }
}

static void help_names_options_and_examples(void **state) {
    (void)state;
    static const char *const options[] = {"--votes",   "--output",  "--level",   "--anchor",
                                          "--sampler", "--draws",   "--burn-in", "--chains",
                                          "--resume",  "--threads", "--seed",    NULL};
    assert_helps("ideal", options);
}

static void wrong_usage_is_named(void **state) {
    (void)state;
    assert_usage("ideal", "expected -o");
    assert_usage("ideal -o - --level 2", "--level: expected a number between 0 and 1, found '2'");
    assert_usage("ideal -o - --draws 3", "--draws: expected a number from 4 to 1000000, found '3'");
    assert_usage("ideal -o - --resume x", "--resume goes with --sampler");
    assert_usage("ideal -o - --votes a --votes b --votes c", "--votes: expected one file, or two");
    assert_usage("ideal -o - more", "unexpected argument 'more'");
}

static void points_stand_as_states_voted(void **state) {
    (void)state;
    double usa[8];
    double china[8];
    char *out = estimate(&(struct made){.name = "good"}, "");
    assert_complete(out);
    assert_true(row_of(out, 2, FIRST, usa) && row_of(out, 710, FIRST, china));
    assert_true(usa[6] > china[7]);
    free(out);
    out = estimate(&(struct made){.name = "good"}, "--anchor CHN,USA");
    assert_true(row_of(out, 2, FIRST, usa) && row_of(out, 710, FIRST, china));
    assert_true(usa[7] < china[6]);
    free(out);
}

static void any_number_of_threads_prints_the_same(void **state) {
    (void)state;
    char *one = estimate(&(struct made){.name = "good"}, "--threads 1");
    char *three = estimate(&(struct made){.name = "good"}, "--threads 3");
    assert_string_equal(one, three);
    free(one);
    free(three);
}

static void
a_state_without_votes_or_calls_that_do_not_divide_leave_no_figure_missing(void **state) {
    (void)state;
    double china[8];
    char *out = estimate(&(struct made){.name = "absent", .of_one = ABSENT}, "");
    assert_complete(out);
    assert_true(row_of(out, 710, FIRST, china));
    assert_true(china[3] == 0 && china[5] > 0.5); /* no votes, and nothing known */
    free(out);
    out = estimate(&(struct made){.name = "unanimous", .of_all = YES}, "");
    assert_complete(out);
    assert_true(row_of(out, 710, FIRST, china));
    assert_true(china[3] == CALLS / 2.0);
    free(out);
}

static void votes_that_say_nothing_or_contradict_are_a_failure(void **state) {
    (void)state;
    static const struct {
        struct made made;
        const char *says;
    } cases[] = {{{.name = "same", .of_all = YES, .everywhere = true}, "no roll call in which"},
                 {{.name = "away", .of_all = ABSENT, .everywhere = true}, "no roll call in which"},
                 {{.name = "twice", .twice = true}, "twice.csv:290: a second vote of the same"}};
    char command[1024];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(command, sizeof command, "ideal --votes %s -o -", make_votes(&cases[i].made));
        assert_fails(command, cases[i].says);
    }
    snprintf(command, sizeof command, "ideal -o - --votes %s", scratch_file("empty.csv", "", 0));
    assert_fails(command, "empty.csv: expected a header line, found an empty file");
    snprintf(command, sizeof command, "ideal --votes %s -o - --anchor JPN,CHN",
             make_votes(&(struct made){.name = "good"}));
    assert_fails(command, "actor 740, which says which end is up, never voted");
}

static void the_sampler_goes_on_from_its_file_and_refuses_another(void **state) {
    (void)state;
    char options[1024];
    char file[512];
    snprintf(file, sizeof file, "%s/chains.state", scratch_folder());
    snprintf(options, sizeof options, "--sampler --burn-in 20 --draws 40 --resume %s", file);
    char *whole = estimate(&(struct made){.name = "good"}, options);
    assert_complete(whole);
    remove(file);
    snprintf(options, sizeof options, "--sampler --burn-in 20 --draws 10 --resume %s", file);
    free(estimate(&(struct made){.name = "good"}, options));
    snprintf(options, sizeof options, "--sampler --burn-in 20 --draws 40 --resume %s", file);
    char *in_parts = estimate(&(struct made){.name = "good"}, options);
    assert_string_equal(whole, in_parts);
    free(whole);
    free(in_parts);
    snprintf(options, sizeof options,
             "ideal -o - --sampler --burn-in 20 --draws 40 --resume %s --votes %s", file,
             make_votes(&(struct made){.name = "absent", .of_one = ABSENT}));
    assert_fails(options, "chains.state: the saved state is of other data or options");
    snprintf(options, sizeof options, "ideal -o - --sampler --resume %s --votes %s",
             scratch_file("cut.state", "ENTG", 4), make_votes(&(struct made){.name = "good"}));
    assert_fails(options, "cut.state: no saved state of the sampler");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_names_options_and_examples),
        cmocka_unit_test(wrong_usage_is_named),
        cmocka_unit_test(points_stand_as_states_voted),
        cmocka_unit_test(any_number_of_threads_prints_the_same),
        cmocka_unit_test(a_state_without_votes_or_calls_that_do_not_divide_leave_no_figure_missing),
        cmocka_unit_test(votes_that_say_nothing_or_contradict_are_a_failure),
        cmocka_unit_test(the_sampler_goes_on_from_its_file_and_refuses_another),
    };
    return RUN_TESTS(tests);
}
