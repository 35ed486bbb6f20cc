/* SPDX-License-Identifier: Apache-2.0 */
#include "base/array.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static void reserving_doubles_and_keeps_what_is_there(void **state) {
    (void)state;
    ent_error err = {0};
    int *list = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++) {
        assert_ok(ent_array_reserve((void **)&list, &capacity, (size_t)i + 1, sizeof *list, &err),
                  &err);
        list[i] = i;
    }
    assert_int_equal(capacity, 1024);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list[i], i);
    free(list);
}

static void a_size_that_cannot_be_is_an_error_and_changes_nothing(void **state) {
    (void)state;
    ent_error err = {0};
    void *list = NULL;
    size_t capacity = 0;
    assert_ok(ent_array_reserve(&list, &capacity, 3, 8, &err), &err);
    void *before = list;
    size_t capacity_before = capacity;
    assert_error(ent_array_reserve(&list, &capacity, SIZE_MAX / 4, 8, &err), ENT_ERR_MEMORY, &err,
                 "out of memory");
    assert_error(ent_array_reserve(&list, &capacity, SIZE_MAX, 2, &err), ENT_ERR_MEMORY, &err,
                 "out of memory");
    assert_ptr_equal(list, before);
    assert_int_equal(capacity, capacity_before);
    free(list);
}

static void a_new_array_is_zero_and_never_null(void **state) {
    (void)state;
    ent_error err = {0};
    double *list = NULL;
    assert_ok(ent_array_new((void **)&list, 0, sizeof *list, &err), &err);
    assert_non_null(list);
    free(list);
    assert_ok(ent_array_new((void **)&list, 100, sizeof *list, &err), &err);
    for (int i = 0; i < 100; i++)
        assert_true(list[i] == 0);
    free(list);
    volatile size_t too_many = SIZE_MAX / 2;
    assert_error(ent_array_new((void **)&list, too_many, sizeof *list, &err), ENT_ERR_MEMORY, &err,
                 "out of memory");
}

static void text_grows_by_bytes_and_by_format(void **state) {
    (void)state;
    ent_error err = {0};
    ent_text text = {0};
    ent_text_clear(&text);
    assert_ok(ent_text_add(&text, "ab", 2, &err), &err);
    assert_ok(ent_text_format(&text, &err, "-%d-%s", 42, "x"), &err);
    assert_string_equal(text.bytes, "ab-42-x");
    for (int i = 0; i < 500; i++)
        assert_ok(ent_text_format(&text, &err, "%03d,", i), &err);
    assert_int_equal(text.length, 7 + 500 * 4);
    assert_int_equal(strlen(text.bytes), text.length);
    assert_string_equal(text.bytes + text.length - 8, "498,499,");
    ent_text_clear(&text);
    assert_string_equal(text.bytes, "");
    assert_ok(ent_text_add(&text, NULL, 0, &err), &err);
    assert_int_equal(text.length, 0);
    ent_text_free(&text);
    assert_null(text.bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reserving_doubles_and_keeps_what_is_there),
        cmocka_unit_test(a_size_that_cannot_be_is_an_error_and_changes_nothing),
        cmocka_unit_test(a_new_array_is_zero_and_never_null),
        cmocka_unit_test(text_grows_by_bytes_and_by_format)};
    return RUN_TESTS(tests);
}
