/* SPDX-License-Identifier: Apache-2.0 */
#include "read/classifier.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "read/lbfgs.h"
#include "read/logit.h"
#include "read/reader_model.h"

/* ---- regression ---- */

enum { N = 60, COLUMNS = 5, CLASSES = 3 };

struct problem {
    size_t start[N + 1];
    uint32_t index[N * COLUMNS];
    float value[N * COLUMNS];
    int label[N];
    float weight[N];
    ent_sparse rows;
    ent_logit logit;
};

/* Labels follow a known matrix of weights, but for chance. */
static void make_problem(struct problem *p, double sharp) {
    ent_random random = ent_random_stream(1, 2, 3, 4);
    for (size_t e = 0; e < N; e++) {
        double scores[CLASSES];
        p->start[e] = e * COLUMNS;
        for (size_t k = 0; k < CLASSES; k++)
            scores[k] = 0;
        for (size_t c = 0; c < COLUMNS; c++) {
            double x = ent_random_normal(&random);
            p->index[e * COLUMNS + c] = (uint32_t)c;
            p->value[e * COLUMNS + c] = (float)x;
            scores[c % CLASSES] += sharp * x;
        }
        p->label[e] = 0;
        for (size_t k = 1; k < CLASSES; k++)
            if (scores[k] > scores[p->label[e]]) p->label[e] = (int)k;
        p->weight[e] = e % 2 == 0 ? 1 : 2;
    }
    p->start[N] = N * COLUMNS;
    p->rows = (ent_sparse){N, COLUMNS, p->start, p->index, p->value};
    p->logit = (ent_logit){&p->rows, p->label, p->weight, CLASSES, 0.1, NULL};
}

static void the_gradient_is_the_slope_of_the_loss(void **state) {
    (void)state;
    struct problem p;
    double w[COLUMNS * CLASSES];
    double gradient[COLUMNS * CLASSES];
    double other[COLUMNS * CLASSES];
    ent_random random = ent_random_stream(5, 6, 7, 8);
    make_problem(&p, 1);
    p.label[3] = -1;
    for (size_t i = 0; i < COLUMNS * CLASSES; i++)
        w[i] = ent_random_normal(&random);
    ent_logit_loss(&p.logit, w, gradient);
    for (size_t i = 0; i < COLUMNS * CLASSES; i++) {
        const double h = 1e-5; /* the error of the central difference is of order h² */
        double at = w[i];
        w[i] = at + h;
        double above = ent_logit_loss(&p.logit, w, other);
        w[i] = at - h;
        double below = ent_logit_loss(&p.logit, w, other);
        w[i] = at;
        assert_true(fabs((above - below) / (2 * h) - gradient[i]) < 1e-6 * (1 + fabs(gradient[i])));
    }
}

static void separable_examples_are_learnt(void **state) {
    (void)state;
    struct problem p;
    double w[COLUMNS * CLASSES];
    make_problem(&p, 1);
    p.logit.penalty = 1e-4;
    assert_int_equal(ent_logit_fit(&p.logit, 200, w, NULL), ENT_OK);
    for (size_t e = 0; e < N; e++) {
        double scores[CLASSES];
        ent_logit_scores(&p.logit, w, e, scores);
        for (int k = 0; k < CLASSES; k++)
            assert_true(scores[p.label[e]] >= scores[k]);
    }
}

static double bowl(void *context, const double *x, double *gradient) {
    (void)context;
    gradient[0] = -400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]);
    gradient[1] = 200 * (x[1] - x[0] * x[0]);
    return 100 * pow(x[1] - x[0] * x[0], 2) + pow(1 - x[0], 2);
}

static void a_narrow_valley_is_followed_to_its_end(void **state) {
    (void)state;
    double x[2] = {-1.2, 1}; /* Rosenbrock's function, minimum 0 at (1, 1) */
    ent_lbfgs_result result;
    assert_int_equal(ent_lbfgs(bowl, NULL, x, 2, 500, 1e-8, &result, NULL), ENT_OK);
    assert_true(fabs(x[0] - 1) < 1e-6 && fabs(x[1] - 1) < 1e-6);
}

static void a_temperature_undoes_too_much_trust(void **state) {
    (void)state;
    enum { MANY = 4000 };
    double *scores = calloc(MANY * 2, sizeof *scores);
    int *label = calloc(MANY, sizeof *label);
    ent_random random = ent_random_stream(9, 0, 0, 0);
    assert_non_null(scores);
    assert_non_null(label);
    for (size_t e = 0; e < MANY; e++) { /* scores three times what the labels follow */
        double score = ent_random_normal(&random);
        label[e] = ent_random_uniform(&random) < 1 / (1 + exp(-score));
        scores[e * 2 + 1] = 3 * score;
    }
    double t = ent_temperature(scores, label, MANY, 2);
    assert_true(t > 2.6 && t < 3.4); /* standard error about 0.15 */
    free(scores);
    free(label);
}

/* ---- sentences ---- */

enum { SENTENCES = 60 };

struct texts {
    char text[SENTENCES][128];
    ent_reader_example example[SENTENCES];
};

static void make_texts(struct texts *texts) {
    static const char *const verbs[] = {"praised", "attacked", "sanctioned"};
    static const ent_root roots[] = {ENT_ROOT_SUPPORT, ENT_ROOT_ASSAULT, ENT_ROOT_SANCTION};
    memset(texts, 0, sizeof *texts);
    for (size_t e = 0; e < SENTENCES; e++) {
        ent_reader_example *example = &texts->example[e];
        int length =
            snprintf(texts->text[e], sizeof texts->text[e], "Ruritania %s Graustark for reason %c",
                     verbs[e % 3], (char)('a' + e / 3));
        example->input = (ent_reader_input){
            .text = texts->text[e],
            .length = (size_t)length,
            .source = {0, 9},
            .target = {10 + strlen(verbs[e % 3]) + 1, 10 + strlen(verbs[e % 3]) + 10}};
        for (int head = 0; head < ENT_HEADS; head++)
            example->label[head] = -1;
        example->label[ENT_HEAD_ROOT] = (int)roots[e % 3];
        example->label[ENT_HEAD_QUAD] = (int)ent_root_quad(roots[e % 3]);
        example->weight = 1;
        example->group = (uint32_t)(e / 3);
    }
}

static ent_reader_model *train(const struct texts *texts, size_t count) {
    ent_reader_model *model = NULL;
    ent_error err = {0};
    ent_reader_train_options options = ent_reader_train_defaults();
    assert_ok(ent_reader_train(&model, texts->example, count, &options, &err), &err);
    return model;
}

static void verbs_are_learnt_and_probabilities_sum_to_one(void **state) {
    (void)state;
    struct texts *texts = calloc(1, sizeof *texts);
    assert_non_null(texts);
    make_texts(texts);
    ent_reader_model *model = train(texts, SENTENCES - 3);
    for (size_t e = SENTENCES - 3; e < SENTENCES; e++) {
        ent_reading reading;
        ent_ranked ranked[ENT_CLASSES];
        ent_reader_predict(model, &texts->example[e].input, &reading);
        assert_int_equal(ent_reading_rank(&reading, ENT_HEAD_ROOT, ranked), ENT_ROOTS);
        assert_int_equal(ranked[0].class_index, texts->example[e].label[ENT_HEAD_ROOT]);
        for (int head = 0; head < ENT_HEADS; head++) {
            double sum = 0;
            for (size_t k = 0; k < ent_head_classes((ent_head)head); k++)
                sum += (double)reading.probability[head][k];
            assert_true(fabs(sum - 1) < 1e-5); /* float */
        }
    }
    ent_reader_model_free(model);
    free(texts);
}

static void the_code_is_that_of_the_telling_verb(void **state) {
    (void)state;
    struct texts *texts = calloc(1, sizeof *texts);
    ent_reading reading;
    assert_non_null(texts);
    make_texts(texts);
    ent_reader_model *model = train(texts, SENTENCES);
    ent_reader_predict(model, &texts->example[1].input, &reading);
    assert_string_equal(reading.cameo, "190");
    ent_reader_model_free(model);
    free(texts);
}

static void the_same_examples_give_the_same_bits(void **state) {
    (void)state;
    struct texts *texts = calloc(1, sizeof *texts);
    assert_non_null(texts);
    make_texts(texts);
    ent_reader_model *a = train(texts, SENTENCES);
    ent_reader_model *b = train(texts, SENTENCES);
    assert_int_equal(a->linear->rows, b->linear->rows);
    assert_memory_equal(a->linear->row, b->linear->row, (size_t)a->linear->rows * ENT_WEIGHT_ROW);
    assert_memory_equal(a->linear->scale, b->linear->scale, sizeof a->linear->scale);
    ent_reader_model_free(a);
    ent_reader_model_free(b);
    free(texts);
}

static void wrong_labels_and_no_examples_are_refused(void **state) {
    (void)state;
    ent_reader_model *model = NULL;
    ent_error err = {0};
    ent_reader_train_options options = ent_reader_train_defaults();
    struct texts *texts = calloc(1, sizeof *texts);
    assert_non_null(texts);
    make_texts(texts);
    assert_error(ent_reader_train(&model, texts->example, 0, &options, &err), ENT_ERR_USAGE, &err,
                 "no examples");
    texts->example[4].label[ENT_HEAD_ROOT] = ENT_ROOTS;
    assert_error(ent_reader_train(&model, texts->example, SENTENCES, &options, &err), ENT_ERR_USAGE,
                 &err, "example 5");
    assert_null(model);
    free(texts);
}

static void names_and_numbers_of_classes_agree(void **state) {
    (void)state;
    for (int head = 0; head < ENT_HEADS; head++)
        for (size_t k = 0; k < ent_head_classes((ent_head)head); k++) {
            size_t found = 99;
            assert_true(
                ent_class_from_name((ent_head)head, ent_class_name((ent_head)head, k), &found));
            assert_int_equal(found, k);
        }
    assert_null(ent_class_name(ENT_HEAD_ROOT, ENT_ROOTS));
    assert_string_equal(ent_root_cameo(ENT_ROOT_SANCTION), "16");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gradient_is_the_slope_of_the_loss),
        cmocka_unit_test(separable_examples_are_learnt),
        cmocka_unit_test(a_narrow_valley_is_followed_to_its_end),
        cmocka_unit_test(a_temperature_undoes_too_much_trust),
        cmocka_unit_test(verbs_are_learnt_and_probabilities_sum_to_one),
        cmocka_unit_test(the_code_is_that_of_the_telling_verb),
        cmocka_unit_test(the_same_examples_give_the_same_bits),
        cmocka_unit_test(wrong_labels_and_no_examples_are_refused),
        cmocka_unit_test(names_and_numbers_of_classes_agree),
    };
    return RUN_TESTS(tests);
}
