/* SPDX-License-Identifier: Apache-2.0 */
#include "entente/reader_model.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static ent_reader_example example_of(const char *text, ent_root root) {
    ent_reader_example example = {.input = {.text = text, .length = strlen(text)}, .weight = 1};
    for (int head = 0; head < ENT_HEADS; head++)
        example.label[head] = -1;
    example.label[ENT_HEAD_ROOT] = (int)root;
    return example;
}

static ent_reader_model *small_model(void) {
    ent_reader_example examples[] = {example_of("they praised it", ENT_ROOT_SUPPORT),
                                     example_of("we praised him", ENT_ROOT_SUPPORT),
                                     example_of("they bombed it", ENT_ROOT_ASSAULT),
                                     example_of("we bombed him", ENT_ROOT_ASSAULT)};
    ent_role_example roles[] = {
        {.text = "Arnor hit Bree",
         .length = 14,
         .spans = {{{0, 5}, ENT_ROLE_SOURCE, 1}, {{10, 14}, ENT_ROLE_TARGET, 1}},
         .span_count = 2,
         .weight = 1},
        {.text = "Dale hit Moria",
         .length = 14,
         .spans = {{{0, 4}, ENT_ROLE_SOURCE, 1}, {{9, 14}, ENT_ROLE_TARGET, 1}},
         .span_count = 2,
         .weight = 1}};
    ent_reader_train_options options = ent_reader_train_defaults();
    ent_reader_model *model = NULL;
    ent_error err = {0};
    assert_ok(ent_reader_train(&model, examples, 4, &options, &err), &err);
    assert_ok(ent_reader_train_roles(model, roles, 2, &options, &err), &err);
    return model;
}

/* The saved model's bytes; the caller frees them. */
static unsigned char *saved(size_t *size) {
    ent_reader_model *model = small_model();
    const char *path = scratch_path("model.bin");
    ent_error err = {0};
    assert_ok(ent_reader_model_save(model, path, &err), &err);
    ent_reader_model_free(model);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*size);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static void a_model_reads_back_the_same(void **state) {
    (void)state;
    ent_reader_model *model = small_model();
    ent_reader_model *again = NULL;
    ent_reader_input input = {.text = "they bombed us", .length = 14};
    ent_reading a;
    ent_reading b;
    ent_role_span spans[2][ENT_ROLE_SPANS];
    ent_error err = {0};
    const char *path = scratch_path("round.bin");
    assert_ok(ent_reader_model_save(model, path, &err), &err);
    assert_ok(ent_reader_model_load(&again, path, NULL, 0, &err), &err);
    ent_reader_predict(model, &input, &a);
    ent_reader_predict(again, &input, &b);
    assert_memory_equal(a.probability, b.probability, sizeof a.probability);
    assert_true(a.features > 0);
    assert_int_equal(ent_reader_roles(model, "Dale hit Bree", 13, spans[0]), 2);
    assert_int_equal(ent_reader_roles(again, "Dale hit Bree", 13, spans[1]), 2);
    ent_reader_model_free(model);
    ent_reader_model_free(again);
}

static void damaged_models_are_refused(void **state) {
    (void)state;
    size_t size = 0;
    unsigned char *bytes = saved(&size);
    ent_reader_model *model = NULL;
    ent_error err = {0};
    for (size_t length = 0; length < size; length += length < 64 ? 1 : size / 7) {
        assert_int_equal(ent_reader_model_load(&model, "cut", bytes, length, &err), ENT_ERR_FORMAT);
        assert_null(strchr(err.text, '\n'));
    }
    bytes[size / 2] ^= 1;
    assert_error(ent_reader_model_load(&model, "bad", bytes, size, &err), ENT_ERR_FORMAT, &err,
                 "checksum");
    bytes[8] = 9;
    assert_error(ent_reader_model_load(&model, "new", bytes, size, &err), ENT_ERR_FORMAT, &err,
                 "version 9");
    bytes[0] = 'X';
    assert_error(ent_reader_model_load(&model, "text", bytes, size, &err), ENT_ERR_FORMAT, &err,
                 "other data");
    assert_null(model);
    free(bytes);
}

static void files_that_are_not_there_are_named(void **state) {
    (void)state;
    ent_reader_model *model = NULL;
    ent_error err = {0};
    assert_error(ent_reader_model_load(&model, "/nosuch/model", NULL, 0, &err), ENT_ERR_IO, &err,
                 "/nosuch/model");
    model = small_model();
    assert_error(ent_reader_model_save(model, "/nosuch/model", &err), ENT_ERR_IO, &err,
                 "/nosuch/model");
    ent_reader_model_free(model);
}

static void the_shipped_weights_read_plain_cases(void **state) {
    (void)state;
    static const struct {
        const char *text, *source, *target;
        ent_head head;
        size_t want;
    } cases[] = {
        {"Norway condemned Belarus.", "Norway", "Belarus", ENT_HEAD_ROOT, ENT_ROOT_ACCUSE},
        {"Norway imposed sanctions on Belarus.", "Norway", "Belarus", ENT_HEAD_SUBJECT,
         ENT_SUBJECT_SANCTION},
        {"Norway and Sweden held a joint naval exercise.", "Norway", "Sweden", ENT_HEAD_SUBJECT,
         ENT_SUBJECT_EXERCISE},
        {"挪威对白俄罗斯实施制裁。", "挪威", "白俄罗斯", ENT_HEAD_SUBJECT, ENT_SUBJECT_SANCTION},
    };
    ent_reader_model *model = NULL;
    ent_error err = {0};
    assert_ok(ent_reader_model_load(&model, PROJECT_DATA "/read/weights.bin", NULL, 0, &err), &err);
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        size_t source = (size_t)(strstr(cases[c].text, cases[c].source) - cases[c].text);
        size_t target = (size_t)(strstr(cases[c].text, cases[c].target) - cases[c].text);
        ent_reader_input input = {.text = cases[c].text,
                                  .length = strlen(cases[c].text),
                                  .source = {source, source + strlen(cases[c].source)},
                                  .target = {target, target + strlen(cases[c].target)}};
        ent_reading reading;
        ent_ranked ranked[ENT_CLASSES];
        ent_reader_predict(model, &input, &reading);
        ent_reading_rank(&reading, cases[c].head, ranked);
        assert_int_equal(ranked[0].class_index, cases[c].want);
    }
    ent_reader_model_free(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_reads_back_the_same),
        cmocka_unit_test(damaged_models_are_refused),
        cmocka_unit_test(files_that_are_not_there_are_named),
        cmocka_unit_test(the_shipped_weights_read_plain_cases),
    };
    return RUN_TESTS(tests);
}
