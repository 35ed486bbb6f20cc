/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/support_store.h"

static void any_path_names_a_store(void **state) {
    (void)state;
    static const char *const names[] = {"plain.db", "a b?c#d&e%41.db", "中国.db", "'quoted\".db"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *path = scratch_path(names[i]);
        ent_store *store = open_store(path, ENT_STORE_WRITE);
        import_rows(store, "a", "1", 1, 1);
        ent_store_close(store);
        assert_int_equal(access(path, R_OK), 0);
        store = open_store(path, ENT_STORE_READ);
        assert_holds(store, "a 1 3 rows 1900-1900; ", 3);
        ent_store_close(store);
    }
}

static void a_store_in_memory_leaves_no_file(void **state) {
    (void)state;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 1);
    assert_holds(store, "a 1 3 rows 1900-1900; ", 3);
    ent_store_close(store);
    assert_int_not_equal(access(":memory:", F_OK), 0);
}

static void a_store_opened_to_read_refuses_an_import(void **state) {
    (void)state;
    const char *path = scratch_path("read-only.db");
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    ent_store *store = open_store(path, ENT_STORE_READ);
    ent_import_session *session = NULL;
    bool unchanged = false;
    ent_error err = {0};
    ent_source source = {.name = "a", .version = "1"};
    assert_error(ent_import_begin(&session, store, &source, "x", &unchanged, &err), ENT_ERR_IO,
                 &err, "readonly");
    assert_null(session);
    ent_store_close(store);
}

/* A process that changes half the file by SQLite's own means and is killed before its commit: the
 * file is then only whole together with the journal beside it. */
static void leave_journal(const char *path) {
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        sqlite3_open(path, &db);
        sqlite3_exec(db,
                     "PRAGMA cache_size = 5; BEGIN IMMEDIATE; UPDATE flow SET value = -1;"
                     " DELETE FROM evidence; UPDATE source SET version = 'torn'",
                     NULL, NULL, NULL);
        sqlite3_db_cacheflush(db);
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    assert_true(WIFSIGNALED(status));
    char journal[600];
    struct stat info;
    snprintf(journal, sizeof journal, "%s-journal", path);
    assert_int_equal(stat(journal, &info), 0);
    assert_true(info.st_size > 0);
}

static void what_a_killed_writer_left_is_undone_on_opening(void **state) {
    (void)state;
    static const ent_store_mode modes[] = {ENT_STORE_READ, ENT_STORE_WRITE};
    const char *path = scratch_path("killed.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 3000);
    ent_store_close(store);
    for (size_t m = 0; m < 2; m++) {
        leave_journal(path);
        store = open_store(path, modes[m]);
        assert_holds(store, "a 1 9000 rows 1900-1999; ", 9000);
        ent_store_close(store);
        assert_sql(path, "PRAGMA integrity_check", "ok");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_path_names_a_store),
        cmocka_unit_test(a_store_in_memory_leaves_no_file),
        cmocka_unit_test(a_store_opened_to_read_refuses_an_import),
        cmocka_unit_test(what_a_killed_writer_left_is_undone_on_opening),
    };
    return RUN_TESTS(tests);
}
