/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>
#include <unistd.h>

#include "entente/claim.h"
#include "store/support_store.h"

static void a_fresh_store_has_this_version_and_holds_nothing(void **state) {
    (void)state;
    const char *path = scratch_path("fresh.db");
    char version[16];
    snprintf(version, sizeof version, "%d", ENT_STORE_VERSION);
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    assert_sql(path, "PRAGMA user_version", version);
    assert_sql(path, "PRAGMA application_id", "1164866661"); /* "Ente" */
    assert_sql(path, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'", "24");
    ent_store *store = open_store(path, ENT_STORE_READ);
    assert_holds(store, "", 0);
    ent_store_close(store);
}

static void opening_a_store_to_write_changes_nothing_in_it(void **state) {
    (void)state;
    const char *path = scratch_path("reopened.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 10);
    ent_store_close(store);
    struct bytes before = read_bytes(path);
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    assert_same_bytes(path, before);
    free(before.data);
}

/* Version 0 is a database that holds nothing: what a program that was killed before its first
 * commit leaves, or touch(1). */
static void what_holds_nothing_is_migrated_when_written_and_refused_when_read(void **state) {
    (void)state;
    static const char *const scripts[] = {NULL, "CREATE TABLE t (x); DROP TABLE t; VACUUM"};
    for (size_t i = 0; i < 2; i++) {
        char name[32];
        snprintf(name, sizeof name, "nothing%zu.db", i);
        const char *path = scratch_file(name, "", 0);
        if (scripts[i] != NULL) run_sql(path, scripts[i]);
        ent_error err = {0};
        ent_store *store = NULL;
        assert_error(ent_store_open(&store, path, ENT_STORE_READ, &err), ENT_ERR_SCHEMA, &err,
                     ".db is not an Entente store");
        assert_null(store);
        store = open_store(path, ENT_STORE_WRITE);
        import_rows(store, "a", "1", 1, 3);
        assert_holds(store, "a 1 9 rows 1900-1902; ", 9);
        ent_store_close(store);
    }
}

/* Refused in both modes, with a line, and left alone. */
static void assert_left_alone(const char *path, ent_status status, const char *part) {
    static const ent_store_mode modes[] = {ENT_STORE_READ, ENT_STORE_WRITE};
    struct bytes before = read_bytes(path);
    for (size_t m = 0; m < 2; m++) {
        ent_error err = {0};
        ent_store *store = NULL;
        assert_error(ent_store_open(&store, path, modes[m], &err), status, &err, part);
        assert_non_null(strstr(err.text, path));
        assert_null(store);
        assert_same_bytes(path, before);
    }
    free(before.data);
}

/* The tables that version 3 added. */
static const char drop_claims[] =
    "DROP TABLE claim_amount; DROP TABLE claim_speaker; DROP TABLE claim_quote;"
    "DROP TABLE claim_review; DROP TABLE claim_actor; DROP TABLE claim; DROP TABLE page;";

/* Version 2 had no claims. */
static void a_store_of_version_2_is_read_and_brought_up(void **state) {
    (void)state;
    const char *path = scratch_path("two.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 3);
    ent_store_close(store);
    run_sql(path, drop_claims);
    run_sql(path, "PRAGMA user_version = 2");
    store = open_store(path, ENT_STORE_READ);
    ent_claims claims = {0};
    ent_error err = {0};
    assert_ok(ent_store_claims(&claims, store, NULL, NULL, INT_MIN, INT_MAX, &err), &err);
    assert_int_equal(claims.count, 0);
    ent_claims_free(&claims);
    assert_holds(store, "a 1 9 rows 1900-1902; ", 9);
    ent_store_close(store);
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    assert_sql(path, "PRAGMA user_version", "3");
    assert_sql(path, "SELECT count(*) FROM claim", "0");
}

/* Version 1 had no estimates: it is read as it is, and brought up when it is written. */
static void a_store_of_version_1_is_read_and_brought_up(void **state) {
    (void)state;
    const char *path = scratch_path("one.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 3);
    ent_store_close(store);
    run_sql(path, drop_claims);
    run_sql(path, "DROP TABLE estimate_spell; DROP TABLE estimate_path; DROP TABLE estimate;"
                  "PRAGMA user_version = 1");
    store = open_store(path, ENT_STORE_READ);
    bool has = true;
    ent_error err = {0};
    assert_ok(ent_store_has_estimate(store, "depth", 1, &has, &err), &err);
    assert_false(has);
    assert_holds(store, "a 1 9 rows 1900-1902; ", 9);
    ent_store_close(store);
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    assert_sql(path, "PRAGMA user_version", "3");
    assert_sql(path, "SELECT count(*) FROM estimate", "0");
}

static void a_newer_schema_is_refused_and_left_alone(void **state) {
    (void)state;
    const char *path = scratch_path("newer.db");
    char part[80];
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    run_sql(path, "PRAGMA user_version = 99");
    snprintf(part, sizeof part, "has schema 99, this program knows up to %d: use a newer one",
             ENT_STORE_VERSION);
    assert_left_alone(path, ENT_ERR_SCHEMA, part);
}

static void a_database_of_something_else_is_refused_and_left_alone(void **state) {
    (void)state;
    const char *path = scratch_path("other.db");
    run_sql(path, "CREATE TABLE source (id INTEGER PRIMARY KEY); INSERT INTO source VALUES (7)");
    assert_left_alone(path, ENT_ERR_SCHEMA, "is not an Entente store");
    run_sql(path, "PRAGMA user_version = 1");
    assert_left_alone(path, ENT_ERR_SCHEMA, "is not an Entente store");
}

static void a_file_that_is_no_database_is_refused_and_left_alone(void **state) {
    (void)state;
    static const char text[] = "ccode,year,milex\n2,1816,3823\n";
    unsigned char bytes[8192];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 2654435761U >> 13);
    assert_left_alone(scratch_file("text.db", text, sizeof text - 1), ENT_ERR_SCHEMA,
                      "is not an Entente store");
    assert_left_alone(scratch_file("binary.db", bytes, sizeof bytes), ENT_ERR_SCHEMA,
                      "is not an Entente store");
    assert_left_alone(scratch_file("short.db", "SQLite format 3", 16), ENT_ERR_SCHEMA,
                      "is not an Entente store");
}

static void what_is_no_file_is_refused(void **state) {
    (void)state;
    const char *fifo = scratch_path("fifo.db");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    const struct {
        const char *path;
        ent_store_mode mode;
        ent_status status;
        const char *part;
    } cases[] = {
        {scratch_path("absent.db"), ENT_STORE_READ, ENT_ERR_IO, "No such file or directory"},
        {scratch_path("absent/new.db"), ENT_STORE_WRITE, ENT_ERR_IO, "No such file or directory"},
        {scratch_folder(), ENT_STORE_READ, ENT_ERR_SCHEMA, "is not an Entente store but a folder"},
        {scratch_folder(), ENT_STORE_WRITE, ENT_ERR_SCHEMA, "is not an Entente store but a folder"},
        {fifo, ENT_STORE_READ, ENT_ERR_SCHEMA, "is not an Entente store but no file"},
        {"", ENT_STORE_READ, ENT_ERR_USAGE, "expected the path of a store"},
        {NULL, ENT_STORE_WRITE, ENT_ERR_USAGE, "expected the path of a store"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = NULL;
        assert_error(ent_store_open(&store, cases[i].path, cases[i].mode, &err), cases[i].status,
                     &err, cases[i].part);
        assert_null(store);
    }
    assert_int_not_equal(access(scratch_path("absent.db"), F_OK), 0);
}

/* Open and read everything: the first failure, or ENT_OK. */
static ent_status read_everything(const char *path, ent_error *err) {
    ent_store *store = NULL;
    ent_text text = {0};
    int64_t rows = 0;
    ent_status status = ent_store_open(&store, path, ENT_STORE_READ, err);
    if (status == ENT_OK) status = ent_store_sources(store, list_source, &text, err);
    if (status == ENT_OK) status = count_rows(store, &rows, err);
    ent_text_free(&text);
    ent_store_close(store);
    return status;
}

static struct bytes sound_store(const char *name) {
    const char *path = scratch_path(name);
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 400);
    ent_store_close(store);
    return read_bytes(path);
}

static void a_store_cut_off_anywhere_gives_one_line(void **state) {
    (void)state;
    struct bytes whole = sound_store("whole.db");
    for (size_t part = 1; part < 64; part++) {
        size_t size = whole.size * part / 64 - (part % 3) * 7;
        const char *path = scratch_file("cut.db", whole.data, size);
        ent_error err = {0};
        ent_status status = read_everything(path, &err);
        assert_true(status == ENT_ERR_SCHEMA || status == ENT_ERR_STORE || status == ENT_ERR_IO);
        assert_non_null(strstr(err.text, path));
        assert_null(strchr(err.text, '\n'));
    }
    free(whole.data);
}

static void damaged_bytes_give_a_line_or_rows_and_no_crash(void **state) {
    (void)state;
    struct bytes whole = sound_store("sound.db");
    uint64_t random = 3;
    for (int round = 0; round < 300; round++) {
        struct bytes copy = {malloc(whole.size), whole.size};
        assert_non_null(copy.data);
        memcpy(copy.data, whole.data, whole.size);
        for (int change = 0; change < 1 + round % 40; change++) {
            random = random * 6364136223846793005U + 1442695040888963407U;
            copy.data[(random >> 20) % copy.size] = (unsigned char)(random >> 56);
        }
        ent_error err = {0};
        ent_status status = read_everything(scratch_file("damaged.db", copy.data, copy.size), &err);
        assert_true(status == ENT_OK || (err.text[0] != '\0' && strchr(err.text, '\n') == NULL));
        free(copy.data);
    }
    free(whole.data);
}

static void a_store_without_its_tables_gives_one_line(void **state) {
    (void)state;
    const char *path = scratch_path("hollow.db");
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    run_sql(path, "DROP TABLE source");
    ent_error err = {0};
    assert_error(read_everything(path, &err), ENT_ERR_STORE, &err, "no such table: source");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_store_has_this_version_and_holds_nothing),
        cmocka_unit_test(opening_a_store_to_write_changes_nothing_in_it),
        cmocka_unit_test(what_holds_nothing_is_migrated_when_written_and_refused_when_read),
        cmocka_unit_test(a_store_of_version_1_is_read_and_brought_up),
        cmocka_unit_test(a_store_of_version_2_is_read_and_brought_up),
        cmocka_unit_test(a_newer_schema_is_refused_and_left_alone),
        cmocka_unit_test(a_database_of_something_else_is_refused_and_left_alone),
        cmocka_unit_test(a_file_that_is_no_database_is_refused_and_left_alone),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(a_store_cut_off_anywhere_gives_one_line),
        cmocka_unit_test(damaged_bytes_give_a_line_or_rows_and_no_crash),
        cmocka_unit_test(a_store_without_its_tables_gives_one_line),
    };
    return RUN_TESTS(tests);
}
