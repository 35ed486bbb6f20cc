/* SPDX-License-Identifier: Apache-2.0 */
#include "read/roles.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "read/reader_model.h"

static void make_steps(ent_role_steps *steps, ent_random *random) {
    for (size_t r = 0; r < ENT_STATES; r++) {
        steps->start[r] = ent_random_normal(random);
        for (size_t s = 0; s < ENT_STATES; s++) {
            bool can = ent_state_next((ent_role_state)r, ent_state_label((ent_role_state)s)) ==
                       (ent_role_state)s;
            steps->step[r][s] = can ? ent_random_normal(random) : -HUGE_VAL;
        }
    }
}

/* Three words: all paths can be counted. */
static void sums_and_the_best_path_agree_with_counting_all(void **state) {
    (void)state;
    enum { WORDS = 3 };
    ent_role_steps steps;
    double emission[WORDS * ENT_STATES];
    double sum = 0;
    double best = -HUGE_VAL;
    double first[ENT_STATES] = {0};
    uint8_t want[WORDS] = {0};
    uint8_t got[WORDS];
    ent_random random = ent_random_stream(3, 1, 4, 1);
    ent_role_lattice *lattice = calloc(1, sizeof *lattice);
    assert_non_null(lattice);
    make_steps(&steps, &random);
    for (size_t i = 0; i < WORDS * (size_t)ENT_STATES; i++)
        emission[i] = 2 * ent_random_normal(&random);
    for (size_t a = 0; a < ENT_STATES; a++)
        for (size_t b = 0; b < ENT_STATES; b++)
            for (size_t c = 0; c < ENT_STATES; c++) {
                double score = steps.start[a] + emission[a] + steps.step[a][b] +
                               emission[ENT_STATES + b] + steps.step[b][c] +
                               emission[2 * ENT_STATES + c];
                sum += exp(score);
                first[a] += exp(score);
                if (score <= best) continue;
                best = score;
                want[0] = (uint8_t)a, want[1] = (uint8_t)b, want[2] = (uint8_t)c;
            }
    assert_true(fabs(ent_role_sum(&steps, emission, WORDS, lattice) - log(sum)) < 1e-9);
    for (size_t a = 0; a < ENT_STATES; a++)
        assert_true(fabs(ent_role_marginal(lattice, 0, (ent_role_state)a) - first[a] / sum) < 1e-9);
    ent_role_best(&steps, emission, WORDS, got);
    assert_memory_equal(got, want, WORDS);
    free(lattice);
}

enum { SENTENCES = 40 };

struct sentences {
    char text[SENTENCES][128];
    ent_role_example example[SENTENCES];
};

/* "A struck B" and "A was struck by B", in turn. */
static void make_sentences(struct sentences *s, size_t from) {
    static const char *const names[] = {"Arnor",  "Bree",  "Dale",  "Erebor",
                                        "Gondor", "Harad", "Moria", "Rohan"};
    memset(s, 0, sizeof *s);
    for (size_t e = 0; e < SENTENCES; e++) {
        const char *a = names[(e + from) % 8];
        const char *b = names[(e / 2 + from + 3) % 8 == (e + from) % 8 ? (e + from + 1) % 8
                                                                       : (e / 2 + from + 3) % 8];
        bool passive = e % 2 == 1;
        const char *verb = passive ? " was attacked by " : " attacked ";
        int length = snprintf(s->text[e], sizeof s->text[e], "%s%s%s on Monday.", a, verb, b);
        ent_role_example *x = &s->example[e];
        x->text = s->text[e];
        x->length = (size_t)length;
        x->weight = 1;
        x->span_count = 2;
        x->spans[0].span = (ent_text_span){0, strlen(a)};
        x->spans[1].span =
            (ent_text_span){strlen(a) + strlen(verb), strlen(a) + strlen(verb) + strlen(b)};
        x->spans[0].role = passive ? ENT_ROLE_TARGET : ENT_ROLE_SOURCE;
        x->spans[1].role = passive ? ENT_ROLE_SOURCE : ENT_ROLE_TARGET;
    }
}

static ent_reader_model *learn(const struct sentences *s) {
    ent_reader_model *model = NULL;
    ent_error err = {0};
    ent_reader_train_options options = ent_reader_train_defaults();
    assert_ok(ent_reader_model_new(&model, &err), &err);
    assert_ok(ent_reader_train_roles(model, s->example, SENTENCES, &options, &err), &err);
    return model;
}

static void passive_sentences_turn_the_roles_round(void **state) {
    (void)state;
    struct sentences *s = calloc(2, sizeof *s);
    assert_non_null(s);
    make_sentences(&s[0], 0);
    make_sentences(&s[1], 5);
    ent_reader_model *model = learn(&s[0]);
    for (size_t e = 0; e < SENTENCES; e++) {
        const ent_role_example *x = &s[1].example[e];
        ent_role_span spans[ENT_ROLE_SPANS];
        ent_text_span mentions[2] = {x->spans[0].span, x->spans[1].span};
        size_t source = 9;
        size_t target = 9;
        assert_int_equal(ent_reader_roles(model, x->text, x->length, spans), 2);
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(spans[k].role, x->spans[k].role);
            assert_int_equal(spans[k].span.begin, x->spans[k].span.begin);
            assert_int_equal(spans[k].span.end, x->spans[k].span.end);
        }
        assert_true(ent_reader_direction(model, x->text, x->length, mentions, 2, &source, &target) >
                    0.5F);
        assert_int_equal(x->spans[source].role, ENT_ROLE_SOURCE);
        assert_int_equal(source + target, 1);
    }
    ent_reader_model_free(model);
    free(s);
}

static void any_bytes_can_be_read(void **state) {
    (void)state;
    char text[2000];
    struct sentences *s = calloc(1, sizeof *s);
    assert_non_null(s);
    make_sentences(s, 0);
    ent_reader_model *model = learn(s);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 197 % 256);
    for (size_t length = 0; length < sizeof text; length += 37) {
        ent_role_span spans[ENT_ROLE_SPANS];
        size_t count = ent_reader_roles(model, text, length, spans);
        for (size_t k = 0; k < count; k++)
            assert_true(spans[k].span.begin < spans[k].span.end && spans[k].span.end <= length);
    }
    ent_reader_model_free(model);
    free(s);
}

static void a_model_without_roles_finds_none(void **state) {
    (void)state;
    ent_reader_model *model = NULL;
    ent_error err = {0};
    ent_role_span spans[ENT_ROLE_SPANS];
    assert_ok(ent_reader_model_new(&model, &err), &err);
    assert_int_equal(ent_reader_roles(model, "A hit B", 7, spans), 0);
    assert_error(ent_reader_train_roles(model, NULL, 0, &(ent_reader_train_options){0}, &err),
                 ENT_ERR_USAGE, &err, "no examples");
    ent_reader_model_free(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_and_the_best_path_agree_with_counting_all),
        cmocka_unit_test(passive_sentences_turn_the_roles_round),
        cmocka_unit_test(any_bytes_can_be_read),
        cmocka_unit_test(a_model_without_roles_finds_none),
    };
    return RUN_TESTS(tests);
}
