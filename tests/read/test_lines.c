/* SPDX-License-Identifier: Apache-2.0 */
#include "read/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "support.h"

static ent_status list_line(void *context, const char *where, const char *line, size_t size,
                            ent_error *err) {
    return ent_text_format(context, err, "%s=%.*s;", where, (int)size, line);
}

static void lines_are_numbered_and_blank_ones_passed_over(void **state) {
    (void)state;
    static const char text[] = "\xEF\xBB\xBFone\r\n\n  \nfour\nfive";
    ent_text out = {0};
    ent_error err = {0};
    assert_ok(ent_lines_read("f", text, sizeof text - 1, list_line, &out, &err), &err);
    assert_string_equal(out.bytes, "f:1=one\r;f:4=four;f:5=five;");
    ent_text_free(&out);
}

static void a_line_without_end_is_refused(void **state) {
    (void)state;
    size_t size = (size_t)ENT_CONFIRM_LINE + 10;
    char *text = malloc(size);
    ent_text out = {0};
    ent_error err = {0};
    assert_non_null(text);
    memset(text, 'x', size);
    assert_error(ent_lines_read("f", text, size, list_line, &out, &err), ENT_ERR_LIMIT, &err,
                 "f:1: expected a line of at most 16777216 bytes");
    assert_error(ent_lines_read("/nonexistent", NULL, 0, list_line, &out, &err), ENT_ERR_IO, &err,
                 "/nonexistent: cannot open");
    ent_text_free(&out);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_numbered_and_blank_ones_passed_over),
        cmocka_unit_test(a_line_without_end_is_refused),
    };
    return RUN_TESTS(tests);
}
