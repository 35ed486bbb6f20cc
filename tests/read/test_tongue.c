/* SPDX-License-Identifier: Apache-2.0 */
#include "read/tongue.h"

#include "read/support_page.h"

static void assert_tongue(const char *text, ent_tongue tongue) {
    if (ent_tongue_of(text, 0, strlen(text)) != tongue) fail_msg("'%s'", text);
}

static void the_two_languages_are_told_apart(void **state) {
    (void)state;
    assert_tongue("The two navies met at sea.", ENT_TONGUE_ENGLISH);
    assert_tongue("Military ties deepen", ENT_TONGUE_ENGLISH);
    assert_tongue("两国海军在海上会合。", ENT_TONGUE_CHINESE);
    assert_tongue("苏-35 (Su-35) 和 S-400 已经交付", ENT_TONGUE_CHINESE);
    assert_tongue("The word 关系 means ties in this treaty.", ENT_TONGUE_ENGLISH);
}

static void a_third_language_is_neither(void **state) {
    (void)state;
    assert_tongue("Флоты двух стран провели учения.", ENT_TONGUE_OTHER);
    assert_tongue("両国の海軍が訓練を行いました。", ENT_TONGUE_OTHER);
    assert_tongue("양국 해군이 훈련을 했다.", ENT_TONGUE_OTHER);
    assert_tongue("Les marines des deux pays se sont rencontrées dans le golfe.", ENT_TONGUE_OTHER);
    assert_tongue("Die Flotten der beiden Staaten trafen sich auf dem Meer.", ENT_TONGUE_OTHER);
    assert_tongue("اجتمعت أساطيل البلدين في البحر", ENT_TONGUE_OTHER);
}

static void text_without_letters_is_in_none(void **state) {
    (void)state;
    assert_tongue("2018-09-12 ... 35 %", ENT_TONGUE_NONE);
    assert_tongue("", ENT_TONGUE_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_two_languages_are_told_apart),
        cmocka_unit_test(a_third_language_is_neither),
        cmocka_unit_test(text_without_letters_is_in_none),
    };
    return RUN_TESTS(tests);
}
