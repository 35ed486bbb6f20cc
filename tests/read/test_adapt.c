/* SPDX-License-Identifier: Apache-2.0 */
#include "read/reader_model.h"
#include "read/train.h"
#include "support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static ent_reader_example example_of(const char *text, int subject) {
    return (ent_reader_example){.input = {.text = text, .length = strlen(text)},
                                .label = {-1, -1, -1, subject},
                                .weight = 1};
}

static ent_reader_model *small_model(void) {
    const ent_reader_example examples[] = {
        example_of("the fleets drilled together at sea", ENT_SUBJECT_EXERCISE),
        example_of("the armies drilled together inland", ENT_SUBJECT_EXERCISE),
        example_of("the firms sold fighters and ships", ENT_SUBJECT_TRANSFER),
        example_of("the plants sold engines and ships", ENT_SUBJECT_TRANSFER)};
    ent_reader_train_options options = ent_reader_train_defaults();
    ent_reader_model *model = NULL;
    ent_error err = {0};
    options.folds = 0;
    assert_ok(ent_reader_train(&model, examples, 4, &options, &err), &err);
    return model;
}

static double subject_of(const ent_reader_model *model, const char *text, ent_subject subject) {
    const ent_reader_input input = {.text = text, .length = strlen(text)};
    ent_reading reading;
    ent_reader_predict(model, &input, &reading);
    return (double)reading.probability[ENT_HEAD_SUBJECT][subject];
}

static ent_status adapt(ent_reader_model *model, const ent_reader_example *examples, size_t count,
                        double penalty, ent_error *err) {
    ent_reader_train_options options = ent_reader_adapt_defaults();
    options.penalty = penalty;
    return ent_reader_adapt(model, examples, count, &options, err);
}

static void an_example_moves_its_like_and_little_else(void **state) {
    (void)state;
    static const char like[] = "the fleets drilled together";
    static const char other[] = "the firms sold engines";
    const ent_reader_example example = example_of(like, ENT_SUBJECT_TRUST);
    ent_reader_model *model = small_model();
    ent_error err = {0};
    double before = subject_of(model, like, ENT_SUBJECT_TRUST);
    double apart = subject_of(model, other, ENT_SUBJECT_TRANSFER);
    assert_ok(adapt(model, &example, 1, 0.3, &err), &err);
    assert_true(subject_of(model, like, ENT_SUBJECT_TRUST) > before + 0.1);
    assert_true(fabs(subject_of(model, other, ENT_SUBJECT_TRANSFER) - apart) < 0.15);
    ent_reader_model_free(model);
}

/* A prior that cannot be moved leaves every weight where it was. */
static void held_tight_the_model_stays_what_it_was(void **state) {
    (void)state;
    const ent_reader_example example = example_of("the fleets drilled", ENT_SUBJECT_TRUST);
    ent_reader_model *model = small_model();
    ent_reader_model *same = small_model();
    ent_error err = {0};
    assert_ok(adapt(model, &example, 1, 1e9, &err), &err);
    assert_int_equal(model->linear->rows, same->linear->rows);
    assert_memory_equal(model->linear->row, same->linear->row,
                        (size_t)same->linear->rows * ENT_WEIGHT_ROW);
    ent_reader_model_free(model);
    ent_reader_model_free(same);
}

static void heads_without_labels_stay(void **state) {
    (void)state;
    const ent_reader_example example = example_of("the fleets drilled", ENT_SUBJECT_TRUST);
    ent_reader_model *model = small_model();
    ent_reader_model *same = small_model();
    ent_error err = {0};
    assert_ok(adapt(model, &example, 1, 0.3, &err), &err);
    size_t end = ent_weight_table_offset(ENT_HEAD_SUBJECT);
    assert_memory_equal(model->linear->bias, same->linear->bias, end * sizeof(float));
    for (uint32_t r = 0; r < same->linear->rows; r++)
        assert_memory_equal(model->linear->row + r * ENT_WEIGHT_ROW,
                            same->linear->row + r * ENT_WEIGHT_ROW, end);
    ent_reader_model_free(model);
    ent_reader_model_free(same);
}

static void what_cannot_be_learnt_from_is_refused(void **state) {
    (void)state;
    const ent_reader_example wrong = example_of("x", ENT_SUBJECTS);
    ent_reader_model *model = small_model();
    ent_error err = {0};
    assert_error(adapt(model, &wrong, 0, 0.3, &err), ENT_ERR_USAGE, &err, "no examples");
    assert_error(adapt(model, &wrong, 1, 0.3, &err), ENT_ERR_USAGE, &err,
                 "no class has the number");
    ent_reader_model_free(model);
}

/* The table gives back the features it was made of. */
static void rows_are_found_by_their_features(void **state) {
    (void)state;
    ent_reader_model *model = small_model();
    uint32_t *features = calloc(model->linear->rows, sizeof *features);
    assert_non_null(features);
    ent_weight_table_features(model->linear, features);
    for (uint32_t r = 0; r < model->linear->rows; r++)
        assert_int_equal(ent_weight_table_find(model->linear, features[r]), r);
    free(features);
    ent_reader_model_free(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_example_moves_its_like_and_little_else),
        cmocka_unit_test(held_tight_the_model_stays_what_it_was),
        cmocka_unit_test(heads_without_labels_stay),
        cmocka_unit_test(what_cannot_be_learnt_from_is_refused),
        cmocka_unit_test(rows_are_found_by_their_features),
    };
    return RUN_TESTS(tests);
}
