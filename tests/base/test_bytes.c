/* SPDX-License-Identifier: Apache-2.0 */
/* Streams of bytes: files and memory, plain and gzip, whole and damaged. */
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "support.h"

enum { ROOM = 1 << 20 };

/* Everything there is, read in small pieces; *length bytes of it. */
static ent_status read_all(const char *path, const void *data, size_t size, char *out,
                           size_t *length, ent_error *err) {
    ent_bytes *bytes = NULL;
    *length = 0;
    ent_status status = ent_bytes_open(&bytes, path, data, size, err);
    for (size_t got = 1; status == ENT_OK && got > 0;) {
        assert_true(*length + 1000 <= ROOM);
        status = ent_bytes_read(bytes, out + *length, 1000, &got, err);
        *length += got;
    }
    ent_bytes_close(bytes);
    return status;
}

static size_t gzip(char *text, size_t size, unsigned char *out, size_t room) {
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (unsigned char *)text;
    stream.avail_in = (uInt)size;
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t length = room - stream.avail_out;
    deflateEnd(&stream);
    return length;
}

static char *some_text(size_t size) {
    char *text = malloc(size);
    assert_non_null(text);
    uint32_t word = 12345;
    for (size_t i = 0; i < size; i++) {
        word = word * 1664525u + 1013904223u;
        text[i] = (char)('a' + (word >> 24) % 26);
    }
    return text;
}

static void memory_and_files_give_the_same_bytes(void **state) {
    (void)state;
    ent_error err = {0};
    size_t length = 0;
    char *text = some_text(300000);
    char *got = malloc(ROOM);
    assert_ok(read_all("mem", text, 300000, got, &length, &err), &err);
    assert_int_equal(length, 300000);
    assert_memory_equal(got, text, length);
    assert_ok(read_all(scratch_file("plain", text, 300000), NULL, 0, got, &length, &err), &err);
    assert_int_equal(length, 300000);
    assert_memory_equal(got, text, length);
    assert_ok(read_all(scratch_file("empty", "", 0), NULL, 0, got, &length, &err), &err);
    assert_int_equal(length, 0);
    assert_ok(read_all("mem", "\x1F", 1, got, &length, &err), &err);
    assert_int_equal(length, 1);
    free(got);
    free(text);
}

static void gzip_is_undone_and_its_members_are_joined(void **state) {
    (void)state;
    ent_error err = {0};
    size_t length = 0;
    char *text = some_text(400000);
    char *got = malloc(ROOM);
    unsigned char *packed = malloc(ROOM);
    size_t first = gzip(text, 150000, packed, ROOM);
    size_t second = gzip(text + 150000, 250000, packed + first, ROOM - first);
    assert_ok(read_all("a.gz", packed, first, got, &length, &err), &err);
    assert_int_equal(length, 150000);
    assert_ok(read_all("ab.gz", packed, first + second, got, &length, &err), &err);
    assert_int_equal(length, 400000);
    assert_memory_equal(got, text, length);
    assert_ok(read_all(scratch_file("ab", packed, first + second), NULL, 0, got, &length, &err),
              &err);
    assert_int_equal(length, 400000);
    assert_memory_equal(got, text, length);
    free(packed);
    free(got);
    free(text);
}

static void gzip_cut_short_anywhere_is_an_error(void **state) {
    (void)state;
    ent_error err = {0};
    size_t length = 0;
    char *got = malloc(ROOM);
    unsigned char packed[200];
    char text[] = "ccode,year\n2,1816\n";
    size_t size = gzip(text, 18, packed, sizeof packed);
    for (size_t cut = 2; cut < size; cut++)
        assert_error(read_all("cut.gz", packed, cut, got, &length, &err), ENT_ERR_FORMAT, &err,
                     "cut.gz: gzip data is cut short");
    assert_ok(read_all("cut.gz", packed, size, got, &length, &err), &err);
    assert_int_equal(length, 18);
    free(got);
}

static void damaged_gzip_is_an_error(void **state) {
    (void)state;
    ent_error err = {0};
    size_t length = 0;
    char *text = some_text(5000);
    char *got = malloc(ROOM);
    unsigned char packed[8192];
    size_t size = gzip(text, 5000, packed, sizeof packed);
    packed[size - 6] ^= 0xFF; /* the check sum */
    assert_error(read_all("bad.gz", packed, size, got, &length, &err), ENT_ERR_FORMAT, &err,
                 "bad.gz: damaged gzip data: incorrect data check");
    packed[size - 6] ^= 0xFF;
    memset(packed + size, 't', 4); /* no member */
    assert_error(read_all("tail.gz", packed, size + 4, got, &length, &err), ENT_ERR_FORMAT, &err,
                 "tail.gz: damaged gzip data: incorrect header check");
    free(got);
    free(text);
}

static void files_that_cannot_be_read_are_named(void **state) {
    (void)state;
    ent_error err = {0};
    ent_bytes *bytes = NULL;
    assert_error(ent_bytes_open(&bytes, scratch_path("absent.csv"), NULL, 0, &err), ENT_ERR_IO,
                 &err, "absent.csv: cannot open: No such file or directory");
    assert_error(ent_bytes_open(&bytes, scratch_folder(), NULL, 0, &err), ENT_ERR_IO, &err,
                 "expected a file, found a directory");
    assert_null(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_and_files_give_the_same_bytes),
        cmocka_unit_test(gzip_is_undone_and_its_members_are_joined),
        cmocka_unit_test(gzip_cut_short_anywhere_is_an_error),
        cmocka_unit_test(damaged_gzip_is_an_error),
        cmocka_unit_test(files_that_cannot_be_read_are_named),
    };
    return RUN_TESTS(tests);
}
