/* SPDX-License-Identifier: Apache-2.0 */
/* Saved state: what is written comes back, what is damaged is refused. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#include "latent/archive.h"

static void write_numbers(const char *path, uint64_t first) {
    ent_archive archive;
    ent_error err = {0};
    uint64_t numbers[3] = {first, 2, 3};
    assert_ok(ent_archive_write(&archive, path, &err), &err);
    ent_archive_pass(&archive, numbers, sizeof numbers);
    assert_ok(ent_archive_close(&archive, &err), &err);
}

static ent_status read_numbers(const char *path, uint64_t numbers[3], ent_error *err) {
    ent_archive archive;
    bool found = false;
    assert_ok(ent_archive_read(&archive, path, &found, err), err);
    assert_true(found);
    ent_archive_pass(&archive, numbers, 3 * sizeof *numbers);
    return ent_archive_close(&archive, err);
}

static void what_is_written_comes_back(void **unused) {
    (void)unused;
    ent_error err = {0};
    const char *path = scratch_path("state");
    uint64_t numbers[3] = {0};
    write_numbers(path, 1);
    write_numbers(path, 5);
    assert_ok(read_numbers(path, numbers, &err), &err);
    assert_int_equal(numbers[0], 5);
    assert_int_equal(numbers[2], 3);
}

static void a_missing_file_is_no_error(void **unused) {
    (void)unused;
    ent_archive archive;
    ent_error err = {0};
    bool found = true;
    assert_ok(ent_archive_read(&archive, scratch_path("nothing"), &found, &err), &err);
    assert_false(found);
}

static void damaged_and_short_files_are_refused(void **unused) {
    (void)unused;
    ent_error err = {0};
    char bytes[40] = {0};
    uint64_t numbers[3] = {0};
    const char *path = scratch_path("state2");
    write_numbers(path, 1);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    assert_int_equal(size, 32);
    for (size_t cut = 0; cut < size; cut += 7)
        assert_error(read_numbers(scratch_file("short", bytes, cut), numbers, &err), ENT_ERR_FORMAT,
                     &err, "damaged");
    for (size_t i = 0; i < size; i += 5) {
        bytes[i] ^= 4;
        assert_error(read_numbers(scratch_file("flipped", bytes, size), numbers, &err),
                     ENT_ERR_FORMAT, &err, "damaged");
        bytes[i] ^= 4;
    }
    assert_error(read_numbers(scratch_file("long", bytes, size + 1), numbers, &err), ENT_ERR_FORMAT,
                 &err, "damaged");
}

static void a_folder_that_is_not_there_is_an_error(void **unused) {
    (void)unused;
    ent_archive archive;
    ent_error err = {0};
    assert_error(ent_archive_write(&archive, "/nonexistent/state", &err), ENT_ERR_IO, &err,
                 "/nonexistent/state");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_written_comes_back),
                                       cmocka_unit_test(a_missing_file_is_no_error),
                                       cmocka_unit_test(damaged_and_short_files_are_refused),
                                       cmocka_unit_test(a_folder_that_is_not_there_is_an_error)};
    return RUN_TESTS(tests);
}
