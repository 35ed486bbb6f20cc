/* SPDX-License-Identifier: Apache-2.0 */
#include "read/support_candidate.h"

#include <stdlib.h>

static const char inside[] =
    "{\"actor\":\"RUS\",\"code\":365,\"name\":\"Russia\",\"begin\":114,\"end\":121}";

static void what_can_be_learnt_is_told_from_what_cannot(void **state) {
    (void)state;
    const char *const lines[] = {
        candidate_line((struct candidate){.target = inside}),
        candidate_line((struct candidate){
            .id = "00000000000000a2", .target = inside, .decision = CANDIDATE_REJECTED}),
        candidate_line((struct candidate){.id = "00000000000000a3"}), /* Russia lies outside */
        candidate_line((struct candidate){.kind = "vote", .target = inside}),
        candidate_line((struct candidate){.target = inside, .decision = ""}),
        NULL};
    const char *text = candidate_file(lines);
    const char *path = scratch_file("learn.jsonl", text, strlen(text));
    ent_reader_train_options options = ent_reader_adapt_defaults();
    ent_reader_model *model = NULL;
    ent_actors *actors = NULL;
    ent_confirm_learnt learnt = {0};
    ent_error err = {0};
    assert_ok(ent_actors_new(&actors, &err), &err);
    assert_ok(ent_reader_model_load(&model, PROJECT_DATA "/read/weights.bin", NULL, 0, &err), &err);
    assert_ok(ent_confirm_learn(model, actors, &path, 1, &options, &learnt, &err), &err);
    assert_int_equal(learnt.accepted, 1);
    assert_int_equal(learnt.rejected, 1);
    assert_int_equal(learnt.left_out, 2);
    path = scratch_file("bad.jsonl", "[]", 2);
    assert_error(ent_confirm_learn(model, actors, &path, 1, &options, &learnt, &err),
                 ENT_ERR_FORMAT, &err, "bad.jsonl:1: expected a JSON object");
    ent_reader_model_free(model);
    ent_actors_free(actors);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_learnt_is_told_from_what_cannot),
    };
    return RUN_TESTS(tests);
}
