/* SPDX-License-Identifier: Apache-2.0 */
#include "panel/table.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

/* A file's bytes, unpacked if they are gzip; NUL-terminated. */
static char *contents(const char *path, size_t *length) {
    enum { MOST = 1 << 24 };
    gzFile file = gzopen(path, "rb");
    char *bytes = malloc(MOST + 1);
    assert_non_null(file);
    assert_non_null(bytes);
    int read = gzread(file, bytes, MOST);
    assert_true(read >= 0);
    gzclose(file);
    bytes[read] = '\0';
    if (length != NULL) *length = (size_t)read;
    return bytes;
}

static char *raw(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    struct stat info;
    assert_int_equal(fstat(fileno(file), &info), 0);
    char *bytes = malloc((size_t)info.st_size + 1);
    assert_non_null(bytes);
    *length = fread(bytes, 1, (size_t)info.st_size, file);
    fclose(file);
    return bytes;
}

static double csv_cell(char **at) {
    char *end = *at;
    double value = strchr(",\n", **at) != NULL ? (double)NAN : strtod(*at, &end);
    *at = end + 1;
    return value;
}

static void csv_is_rfc_4180_with_empty_fields_for_missing(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    for (int i = 0; i < 2; i++) {
        assert_ok(write_table(path_with("table", endings[i], path), ROWS, &err), &err);
        char *text = contents(path, NULL);
        assert_string_equal(text, "year,actor1,cinc1,defense,milper\n"
                                  "1816,China,0.30000000000000004,0,2147483620\n"
                                  "1949,\"Korea, \"\"North\"\"\",,1,-9\n"
                                  "2001,,1.5e-07,,100000\n"
                                  "2024,中国,-0,1,\n");
        free(text);
        unlink(path);
    }
}

static void csv_quotes_only_what_needs_it(void **state) {
    (void)state;
    static const char *const cells[] = {"plain text", " led", "tailed\t", "two\nlines", "it's",
                                        "\"",         "a;b",  "a\rb",     "",           NULL};
    static const ent_field field = {"text", "A text", NULL, ENT_FIELD_TEXT, 20};
    const char *const *const columns[] = {cells};
    ent_error err = {0};
    ent_writer *writer = NULL;
    char path[600];
    path_with("quotes", ".CSV", path);
    assert_ok(ent_writer_open(&writer, path, &field, 1, 10, NULL, NULL, &err), &err);
    assert_ok(ent_writer_rows(writer, 10, NULL, columns, &err), &err);
    assert_ok(ent_writer_close(writer, &err), &err);
    char *text = contents(path, NULL);
    assert_string_equal(text, "text\nplain text\n\" led\"\n\"tailed\t\"\n\"two\nlines\"\nit's\n"
                              "\"\"\"\"\na;b\n\"a\rb\"\n\"\"\n\"\"\n");
    free(text);
    unlink(path);
}

static void csv_keeps_every_bit_over_many_batches(void **state) {
    (void)state;
    static double table[COLUMNS][MANY];
    char path[600];
    for (int form = 0; form < 2; form++) {
        write_many(path_with("many", endings[form], path), table);
        char *text = contents(path, NULL);
        char *at = strchr(text, '\n') + 1;
        for (int row = 0; row < MANY; row++)
            for (int f = 0; f < COLUMNS; f++) {
                double got = csv_cell(&at);
                if (!same_bits(got, table[f][row]))
                    fail_msg("%s row %d: %a became %a", endings[form], row, table[f][row], got);
            }
        assert_true(*at == '\0');
        free(text);
        unlink(path);
    }
}

static void csv_without_rows_is_its_header(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    for (int form = 0; form < 2; form++) {
        ent_writer *writer = NULL;
        path_with("empty", endings[form], path);
        assert_ok(ent_writer_open(&writer, path, fields, FIELDS, 0, NULL, NULL, &err), &err);
        assert_ok(ent_writer_close(writer, &err), &err);
        char *text = contents(path, NULL);
        assert_string_equal(text, "year,actor1,cinc1,defense,milper\n");
        free(text);
        unlink(path);
    }
}

static void the_same_table_is_the_same_bytes_in_any_time_zone(void **state) {
    (void)state;
    static const char *const zones[] = {"UTC", "Asia/Shanghai", "XYZ+11:30"};
    ent_error err = {0};
    char path[600];
    for (int form = 0; form < FORMS; form++) {
        char *first = NULL;
        size_t first_length = 0;
        path_with("same", endings[form], path);
        for (int zone = 0; zone < 3; zone++) {
            setenv("TZ", zones[zone], 1);
            tzset();
            assert_ok(write_table(path, ROWS, &err), &err);
            size_t length;
            char *bytes = raw(path, &length);
            if (zone == 0) {
                first = bytes;
                first_length = length;
                continue;
            }
            assert_int_equal(length, first_length);
            assert_memory_equal(bytes, first, length);
            free(bytes);
        }
        free(first);
        unlink(path);
    }
    unsetenv("TZ");
    tzset();
}

static void until_it_is_closed_a_table_does_not_appear(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    size_t before = entries();
    for (int form = 0; form < FORMS; form++) {
        ent_writer *writer = NULL;
        path_with("old", endings[form], path);
        scratch_file(strrchr(path, '/') + 1, "old", 3);
        assert_ok(ent_writer_open(&writer, path, fields, FIELDS, ROWS, NULL, NULL, &err), &err);
        assert_ok(ent_writer_rows(writer, ROWS, values, texts, &err), &err);
        size_t length;
        char *bytes = raw(path, &length);
        assert_int_equal(length, 3);
        free(bytes);
        ent_writer_discard(writer);
        assert_int_equal(entries(), before + 1);
        assert_ok(write_table(path, ROWS, &err), &err);
        bytes = raw(path, &length);
        assert_true(length > 100);
        free(bytes);
        assert_int_equal(entries(), before + 1);
        unlink(path);
    }
    ent_writer_discard(NULL);
}

static void a_full_disk_is_one_line_and_leaves_nothing(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    size_t before = entries();
    struct rlimit limit, small;
    static double column[50000];
    for (int i = 0; i < 50000; i++)
        column[i] = sqrt(i);
    static const ent_field field = {"root", "", NULL, ENT_FIELD_REAL, 0};
    const double *const columns[] = {column};
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    small = limit;
    small.rlim_cur = 100000;
    for (int form = 0; form < FORMS; form++) {
        ent_writer *writer = NULL;
        path_with("full", endings[form], path);
        setrlimit(RLIMIT_FSIZE, &small);
        ent_status status = ent_writer_open(&writer, path, &field, 1, 100000, NULL, NULL, &err);
        for (int i = 0; i < 2 && status == ENT_OK; i++)
            status = ent_writer_rows(writer, 50000, columns, NULL, &err);
        if (status == ENT_OK) {
            status = ent_writer_close(writer, &err);
        } else {
            ent_error later = {0};
            assert_error(ent_writer_rows(writer, 1, columns, NULL, &later), ENT_ERR_USAGE, &later,
                         "could not be written");
            assert_error(ent_writer_close(writer, &later), ENT_ERR_USAGE, &later,
                         "could not be written");
        }
        setrlimit(RLIMIT_FSIZE, &limit);
        assert_error(status, ENT_ERR_IO, &err, "cannot write: File too large");
        assert_int_equal(entries(), before);
    }
}

static ent_status write_to_stdout(const char *file, ent_error *err) {
    fflush(stdout);
    int kept = dup(STDOUT_FILENO), other = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert_true(kept >= 0 && other >= 0);
    dup2(other, STDOUT_FILENO);
    ent_status status = write_table("-", ROWS, err);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(other);
    return status;
}

static void a_dash_is_csv_on_standard_output(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    assert_ok(write_to_stdout(path_with("stdout", "", path), &err), &err);
    char *text = contents(path, NULL);
    assert_memory_equal(text, "year,actor1,cinc1,defense,milper\n1816,China,", 44);
    free(text);
    unlink(path);
    assert_error(write_to_stdout("/dev/full", &err), ENT_ERR_IO, &err,
                 "standard output: cannot write: No space left on device");
}

static void what_cannot_be_opened_says_why(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600];
    static const char *const bad[] = {"table.xlsx", "table", ".csv", "csv", "table.csv.bz2", ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_error(write_table(bad[i], ROWS, &err), ENT_ERR_USAGE, &err,
                     ".csv, .csv.gz, .dta or .sav");
    assert_error(write_table("/nowhere/table.csv", ROWS, &err), ENT_ERR_IO, &err,
                 "/nowhere/table.csv: cannot create: No such file");
    path_with("folder", ".dta", path);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_error(write_table(path, ROWS, &err), ENT_ERR_IO, &err, "found a directory");
    rmdir(path);
    ent_writer *writer = NULL;
    assert_error(ent_writer_open(&writer, "x.csv", fields, 0, 0, NULL, NULL, &err), ENT_ERR_USAGE,
                 &err, "needs a column");
    assert_null(writer);
}

static void a_link_stays_a_link_and_the_umask_holds(void **state) {
    (void)state;
    ent_error err = {0};
    char path[600], link[600];
    struct stat info;
    mode_t mask = umask(027);
    assert_ok(write_table(path_with("real", ".csv", path), ROWS, &err), &err);
    umask(mask);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_int_equal(symlink(path, path_with("link", ".csv", link)), 0);
    assert_ok(write_table(link, ROWS, &err), &err);
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    unlink(link);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_rfc_4180_with_empty_fields_for_missing),
        cmocka_unit_test(csv_quotes_only_what_needs_it),
        cmocka_unit_test(csv_keeps_every_bit_over_many_batches),
        cmocka_unit_test(csv_without_rows_is_its_header),
        cmocka_unit_test(the_same_table_is_the_same_bytes_in_any_time_zone),
        cmocka_unit_test(until_it_is_closed_a_table_does_not_appear),
        cmocka_unit_test(a_full_disk_is_one_line_and_leaves_nothing),
        cmocka_unit_test(a_dash_is_csv_on_standard_output),
        cmocka_unit_test(what_cannot_be_opened_says_why),
        cmocka_unit_test(a_link_stays_a_link_and_the_umask_holds)};
    return RUN_TESTS(tests);
}
