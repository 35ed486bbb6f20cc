/* SPDX-License-Identifier: Apache-2.0 */
#include "panel/loader.h"
#include "support.h"

static void an_agreement_has_a_class_for_each_of_its_words(void **state) {
    (void)state;
    assert_int_equal(ent_record_classes(ENT_AGREEMENT, "dca"), 1 << ENT_AGREEMENT_GENERAL);
    assert_int_equal(ent_record_classes(ENT_AGREEMENT, "procurement research"),
                     1 << ENT_AGREEMENT_INDUSTRY);
    assert_int_equal(ent_record_classes(ENT_AGREEMENT, "trex commission"),
                     1 << ENT_AGREEMENT_TRAINING | 1 << ENT_AGREEMENT_COMMISSION);
    assert_int_equal(ent_record_classes(ENT_AGREEMENT, ""), 0);
    assert_int_equal(ent_record_classes(ENT_AGREEMENT, "dcad"), 0);
}

static void an_exercise_has_one_domain(void **state) {
    (void)state;
    static const struct {
        const char *category;
        ent_exercise_domain domain;
    } cases[] = {{"land warfighting", ENT_DOMAIN_LAND}, {"air", ENT_DOMAIN_AIR},
                 {"sea amphibious", ENT_DOMAIN_SEA},    {"amphibious", ENT_DOMAIN_SEA},
                 {"air land", ENT_DOMAIN_JOINT},        {"cpx", ENT_DOMAIN_JOINT},
                 {"humanitarian", ENT_DOMAIN_NONE},     {"", ENT_DOMAIN_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(ent_record_classes(ENT_EXERCISE, cases[i].category), cases[i].domain);
}

static void other_kinds_have_no_class(void **state) {
    (void)state;
    assert_int_equal(ent_record_classes(ENT_ALLIANCE, "dca air"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_agreement_has_a_class_for_each_of_its_words),
        cmocka_unit_test(an_exercise_has_one_domain),
        cmocka_unit_test(other_kinds_have_no_class),
    };
    return RUN_TESTS(tests);
}
