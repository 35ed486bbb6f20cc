/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/support_program.h"
#include "read/support_candidate.h"

/* A Russian mention inside the quote, so that both are marked. */
static const char russia[] =
    "{\"actor\":\"RUS\",\"code\":365,\"name\":\"Russia\",\"begin\":114,\"end\":121}";

static char *train(const char *decision, const char *output) {
    char command[2048];
    const char *line = candidate_line(
        (struct candidate){.kind = "sanction", .target = russia, .decision = decision});
    snprintf(command, sizeof command, "read --train --model %s/read/weights.bin %s -o %s",
             PROJECT_DATA, scratch_file("train.jsonl", line, strlen(line)), scratch_path(output));
    struct run run = run_program(command);
    assert_int_equal(run.status, run.error[0] == '\0' ? 0 : 1);
    char *text = run.error[0] == '\0' ? run.out : run.error;
    free(run.error[0] == '\0' ? run.error : run.out);
    return text;
}

static double probability(const char *path) {
    ent_reader_model *model = NULL;
    ent_error err = {0};
    ent_reading reading;
    const ent_reader_input input = {
        .text = "China met the Russian", .length = 21, .source = {0, 5}, .target = {14, 21}};
    assert_ok(ent_reader_model_load(&model, path, NULL, 0, &err), &err);
    ent_reader_predict(model, &input, &reading);
    ent_reader_model_free(model);
    return (double)reading.probability[ENT_HEAD_SUBJECT][ENT_SUBJECT_SANCTION];
}

static void what_is_accepted_becomes_likelier_and_what_is_rejected_less(void **state) {
    (void)state;
    double before = probability(PROJECT_DATA "/read/weights.bin");
    char *out = train(CANDIDATE_ACCEPTED, "more.bin");
    assert_non_null(strstr(out, "learnt from 1 accepted and 0 rejected, 0 left out"));
    free(out);
    free(train(CANDIDATE_REJECTED, "less.bin"));
    assert_true(probability(scratch_path("more.bin")) > before + 0.05);
    assert_true(probability(scratch_path("less.bin")) < before);
}

static void without_decisions_there_is_nothing_to_learn(void **state) {
    (void)state;
    char *out = train("", "none.bin");
    assert_non_null(strstr(out, "nothing to learn from: expected decided candidates"));
    assert_int_not_equal(access(scratch_path("none.bin"), F_OK), 0);
    free(out);
    assert_usage("read --train x.jsonl", "--train: expected FILE... and -o WEIGHTS");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_accepted_becomes_likelier_and_what_is_rejected_less),
        cmocka_unit_test(without_decisions_there_is_nothing_to_learn),
    };
    return RUN_TESTS(tests);
}
