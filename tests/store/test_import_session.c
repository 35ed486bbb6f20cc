/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "import/support_figures.h"
#include "store/support_store.h"

#define TROOPS "countryname,year,ccode,troops_ad\n"

static void nothing_is_seen_before_the_commit(void **state) {
    (void)state;
    ent_error err = {0};
    const char *path = scratch_path("unseen.db");
    ent_store *writer = open_store(path, ENT_STORE_WRITE);
    import_rows(writer, "a", "1", 1, 2);
    ent_store *reader = open_store(path, ENT_STORE_READ);
    ent_import_session *session = begin_import(writer, "a", "2", 2);
    assert_ok(add_rows(session, 50, &err), &err);
    assert_int_equal(ent_import_rows(session), 150);
    assert_holds(reader, "a 1 6 rows 1900-1901; ", 6);
    assert_ok(ent_import_commit(session, &err), &err);
    assert_holds(reader, "a 2 150 rows 1900-1949; ", 150);
    ent_store_close(reader);
    ent_store_close(writer);
}

static void what_is_given_up_leaves_the_file_as_it_was(void **state) {
    (void)state;
    ent_error err = {0};
    const char *path = scratch_path("given-up.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 20);
    struct bytes before = read_bytes(path);
    ent_import_session *session = begin_import(store, "a", "2", 2);
    assert_ok(add_rows(session, 500, &err), &err);
    ent_import_rollback(session);
    assert_same_bytes(path, before);
    session = begin_import(store, "b", "1", 1);
    ent_evidence reversed = {.kind = ENT_DISPUTE, .first = {2001, 0, 0}, .last = {2000, 0, 0}};
    assert_error(ent_import_evidence(session, &reversed, &err), ENT_ERR_FORMAT, &err,
                 "ends before it begins");
    ent_coverage years = {.kind = ENT_DISPUTE, .year1 = 2001, .year2 = 2000};
    assert_error(ent_import_coverage(session, &years, &err), ENT_ERR_USAGE, &err,
                 "years are reversed: 2001-2000");
    ent_import_rollback(session);
    ent_import_rollback(NULL);
    assert_same_bytes(path, before);
    assert_holds(store, "a 1 60 rows 1900-1919; ", 60);
    ent_store_close(store);
    free(before.data);
}

static void an_import_replaces_its_source_and_no_other(void **state) {
    (void)state;
    const char *path = scratch_path("replaced.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 30);
    import_rows(store, "b", "1", 1, 5);
    assert_holds(store, "a 1 90 rows 1900-1929; b 1 15 rows 1900-1904; ", 105);
    import_rows(store, "a", "2", 2, 2);
    assert_holds(store, "a 2 6 rows 1900-1901; b 1 15 rows 1900-1904; ", 21);
    assert_sql(path, "SELECT group_concat(name || id) FROM source", "a1,b2");
    assert_sql(path, "SELECT count(*) FROM participant", "14");
    assert_sql(path, "SELECT group_concat(row_count) FROM extent WHERE source = 1", "2,2,2");
    assert_sql(path, "SELECT count(*) FROM pragma_foreign_key_check", "0");
    ent_store_close(store);
}

static void the_release_replaced_and_whether_it_is_newer_are_known(void **state) {
    (void)state;
    bool older = true;
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *session = begin_import(store, "a", "1", 10);
    assert_string_equal(ent_import_replaces(session, &older), "");
    assert_false(older);
    ent_import_rollback(session);
    import_rows(store, "a", "2", 20, 1);
    session = begin_import(store, "a", "3", 30);
    assert_string_equal(ent_import_replaces(session, &older), "2");
    assert_false(older);
    ent_import_rollback(session);
    session = begin_import(store, "a", "1", 10);
    assert_string_equal(ent_import_replaces(session, &older), "2");
    assert_true(older);
    ent_import_rollback(session);
    ent_store_close(store);
}

static void an_older_release_over_a_newer_one_gives_a_notice(void **state) {
    (void)state;
    ent_error err = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("older.db");
    assert_ok(import_text(store, "us-troops", TROOPS "Japan,2006,740,5\n", &options, NULL, &err),
              &err);
    assert_string_equal(notices.text, "");
    assert_ok(import_text(store, "us-troops", TROOPS "Japan,2000,740,7\n", &options, NULL, &err),
              &err);
    assert_string_equal(notices.text, "us-troops to 2000 replaces the newer release to 2006\n");
    assert_int_equal(flows_of(store, "troops", 1900, 2100, 0, 0).count, 1);
    assert_true(flow_of(store, "troops", 2000, 2, 740) == 7);
    ent_store_close(store);
}

static void the_same_files_again_change_no_byte(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    const char *text = TROOPS "Japan,2006,740,5\nSpain,2006,230,6\n";
    const char *path = scratch_path("again.db");
    ent_store *store = fresh_store("again.db");
    assert_ok(import_text(store, "us-troops", text, NULL, &result, &err), &err);
    assert_false(result.unchanged);
    assert_int_equal(result.rows, 2);
    ent_store_close(store);
    struct bytes before = read_bytes(path);
    store = open_store(path, ENT_STORE_WRITE);
    assert_ok(import_text(store, "us-troops", text, NULL, &result, &err), &err);
    assert_true(result.unchanged);
    assert_int_equal(result.rows, 0);
    ent_store_close(store);
    assert_same_bytes(path, before);
    free(before.data);
}

static void other_options_or_other_bytes_are_another_import(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    ent_import_options lenient = {.skip_bad = true};
    ent_store *store = fresh_store("options.db");
    const char *text = TROOPS "Japan,2006,740,5\n";
    assert_ok(import_text(store, "us-troops", text, NULL, &result, &err), &err);
    assert_ok(import_text(store, "us-troops", text, &lenient, &result, &err), &err);
    assert_false(result.unchanged);
    assert_ok(import_text(store, "us-troops", TROOPS "Japan,2006,740,6\n", &lenient, &result, &err),
              &err);
    assert_false(result.unchanged);
    assert_true(flow_of(store, "troops", 2006, 2, 740) == 6);
    ent_store_close(store);
}

static void numbers_of_rows_are_one_range_a_source(void **state) {
    (void)state;
    const char *path = scratch_path("numbers.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 3);
    import_rows(store, "b", "1", 1, 2);
    import_rows(store, "a", "2", 2, 2);
    ent_store_close(store);
    assert_sql(path, "SELECT group_concat(id) FROM (SELECT id FROM evidence ORDER BY id)",
               "1000000000,1000000001,2000000000,2000000001");
    assert_sql(path, "SELECT count(*) FROM participant p JOIN evidence e ON e.id = p.evidence",
               "8");
}

static void a_store_takes_one_session_at_a_time(void **state) {
    (void)state;
    ent_error err = {0};
    bool unchanged = false;
    ent_import_session *second = NULL;
    ent_source source = {.name = "b", .version = "1"};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *first = begin_import(store, "a", "1", 1);
    assert_error(ent_import_begin(&second, store, &source, "x", &unchanged, &err), ENT_ERR_USAGE,
                 &err, "an import is under way");
    assert_ok(add_rows(first, 1, &err), &err);
    assert_ok(ent_import_commit(first, &err), &err);
    import_rows(store, "b", "1", 1, 1);
    assert_holds(store, "a 1 3 rows 1900-1900; b 1 3 rows 1900-1900; ", 6);
    ent_store_close(store);
}

static void a_source_has_at_most_64_series(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = open_store(":memory:", ENT_STORE_WRITE);
    ent_import_session *session = begin_import(store, "a", "1", 1);
    char name[32];
    for (int s = 0; s < 64; s++) {
        snprintf(name, sizeof name, "series%d", s);
        assert_ok(ent_import_point(session, &(ent_point){name, 2000, 2, 1, NULL}, &err), &err);
    }
    assert_error(ent_import_point(session, &(ent_point){"more", 2000, 2, 1, NULL}, &err),
                 ENT_ERR_LIMIT, &err, "more than 64 series");
    ent_import_rollback(session);
    ent_store_close(store);
}

/* ---- several processes ---- */

/* A process of its own; what it returns is its exit status. It must not assert. */
static pid_t start(int (*work)(const char *path, int number), const char *path, int number) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) _exit(work(path, number));
    assert_true(child > 0);
    return child;
}

static int finish(pid_t child) {
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void pause_ms(long milliseconds) {
    struct timespec wait = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&wait, NULL);
}

/* Import 40 rows of each kind as source "pN", holding the session for a while. */
static ent_status import_held(const char *path, int number, long hold, ent_error *err) {
    char name[16];
    bool unchanged = false;
    ent_store *store = NULL;
    ent_import_session *session = NULL;
    snprintf(name, sizeof name, "p%d", number);
    ent_source source = {.name = name, .version = "1"};
    ent_status status = ent_store_open(&store, path, ENT_STORE_WRITE, err);
    if (status == ENT_OK) status = ent_import_begin(&session, store, &source, "", &unchanged, err);
    if (status == ENT_OK) status = add_rows(session, 40, err);
    if (status == ENT_OK) pause_ms(hold);
    if (status == ENT_OK)
        status = ent_import_commit(session, err);
    else
        ent_import_rollback(session);
    ent_store_close(store);
    return status;
}

static int hold_for_long(const char *path, int number) {
    ent_error err = {0};
    return import_held(path, number, 3000, &err) == ENT_OK ? 0 : 1;
}

static int hold_briefly(const char *path, int number) {
    ent_error err = {0};
    return import_held(path, number, 300, &err) == ENT_OK ? 0 : 1;
}

/* Wait until another process holds the store for writing. */
static void await_writer(const char *path) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    int code = SQLITE_OK;
    for (int tries = 0; tries < 2000 && code == SQLITE_OK; tries++) {
        code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        if (code == SQLITE_OK) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        if (code == SQLITE_OK) pause_ms(5);
    }
    sqlite3_close(db);
    assert_int_equal(code, SQLITE_BUSY);
}

static void a_second_import_waits_a_moment_then_says_who_is_in_the_way(void **state) {
    (void)state;
    ent_error err = {0};
    const char *path = scratch_path("busy.db");
    ent_store_close(open_store(path, ENT_STORE_WRITE));
    pid_t child = start(hold_for_long, path, 1);
    await_writer(path);
    assert_error(import_held(path, 2, 0, &err), ENT_ERR_BUSY, &err,
                 "busy.db: another process is importing into this store");
    assert_int_equal(finish(child), 0);
    child = start(hold_briefly, path, 3);
    await_writer(path);
    assert_ok(import_held(path, 2, 0, &err), &err);
    assert_int_equal(finish(child), 0);
    ent_store *store = open_store(path, ENT_STORE_READ);
    assert_holds(
        store, "p1 1 120 rows 1900-1939; p2 1 120 rows 1900-1939; p3 1 120 rows 1900-1939; ", 360);
    ent_store_close(store);
    assert_sql(path, "PRAGMA integrity_check", "ok");
}

/* Every process tries until it is let in; they begin before the store exists. */
static int insist(const char *path, int number) {
    for (int tries = 0; tries < 60; tries++) {
        ent_error err = {0};
        ent_status status = import_held(path, number, 10, &err);
        if (status == ENT_OK) return 0;
        if (status != ENT_ERR_BUSY) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
    }
    return 2;
}

static void processes_that_import_at_once_spoil_nothing(void **state) {
    (void)state;
    enum { PROCESSES = 6 };
    const char *path = scratch_path("race.db");
    pid_t children[PROCESSES];
    for (int p = 0; p < PROCESSES; p++)
        children[p] = start(insist, path, p);
    for (int p = 0; p < PROCESSES; p++)
        assert_int_equal(finish(children[p]), 0);
    ent_store *store = open_store(path, ENT_STORE_READ);
    int64_t rows = 0;
    ent_error err = {0};
    assert_ok(count_rows(store, &rows, &err), &err);
    assert_int_equal(rows, PROCESSES * 120);
    ent_store_close(store);
    assert_sql(path, "PRAGMA integrity_check", "ok");
    assert_sql(path, "SELECT group_concat(name) FROM (SELECT name FROM source ORDER BY name)",
               "p0,p1,p2,p3,p4,p5");
}

static int die_while_importing(const char *path, int number) {
    (void)number;
    ent_error err = {0};
    bool unchanged = false;
    ent_store *store = NULL;
    ent_import_session *session = NULL;
    ent_source source = {.name = "a", .version = "2"};
    if (ent_store_open(&store, path, ENT_STORE_WRITE, &err) == ENT_OK &&
        ent_import_begin(&session, store, &source, "2", &unchanged, &err) == ENT_OK &&
        add_rows(session, 5000, &err) == ENT_OK)
        kill(getpid(), SIGKILL);
    return 1;
}

static void an_import_that_is_killed_leaves_the_old_content(void **state) {
    (void)state;
    const char *path = scratch_path("killed.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 7);
    ent_store_close(store);
    assert_int_equal(finish(start(die_while_importing, path, 0)), 128 + SIGKILL);
    store = open_store(path, ENT_STORE_READ);
    assert_holds(store, "a 1 21 rows 1900-1906; ", 21);
    ent_store_close(store);
    store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "3", 3, 8);
    assert_holds(store, "a 3 24 rows 1900-1907; ", 24);
    ent_store_close(store);
    assert_sql(path, "PRAGMA integrity_check", "ok");
}

/* A limit on the size of files stands for the full disk: both end in a write that fails. */
static int import_on_a_full_disk(const char *path, int number) {
    (void)number;
    struct rlimit limit = {256 * 1024, 256 * 1024};
    ent_error err = {0};
    bool unchanged = false;
    ent_store *store = NULL;
    ent_import_session *session = NULL;
    ent_source source = {.name = "a", .version = "2"};
    signal(SIGXFSZ, SIG_IGN);
    if (ent_store_open(&store, path, ENT_STORE_WRITE, &err) != ENT_OK ||
        setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        ent_import_begin(&session, store, &source, "2", &unchanged, &err) != ENT_OK)
        return 1;
    ent_status status = add_rows(session, 5000, &err);
    if (status == ENT_OK)
        status = ent_import_commit(session, &err);
    else
        ent_import_rollback(session);
    ent_store_close(store);
    if (status == ENT_ERR_IO && strstr(err.text, path) != NULL) return 0;
    fprintf(stderr, "%d %s\n", (int)status, err.text);
    return 2;
}

static void a_full_disk_leaves_the_old_content(void **state) {
    (void)state;
    const char *path = scratch_path("full.db");
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    import_rows(store, "a", "1", 1, 7);
    ent_store_close(store);
    assert_int_equal(finish(start(import_on_a_full_disk, path, 0)), 0);
    store = open_store(path, ENT_STORE_READ);
    assert_holds(store, "a 1 21 rows 1900-1906; ", 21);
    ent_store_close(store);
    assert_sql(path, "PRAGMA integrity_check", "ok");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_seen_before_the_commit),
        cmocka_unit_test(what_is_given_up_leaves_the_file_as_it_was),
        cmocka_unit_test(an_import_replaces_its_source_and_no_other),
        cmocka_unit_test(the_release_replaced_and_whether_it_is_newer_are_known),
        cmocka_unit_test(an_older_release_over_a_newer_one_gives_a_notice),
        cmocka_unit_test(the_same_files_again_change_no_byte),
        cmocka_unit_test(other_options_or_other_bytes_are_another_import),
        cmocka_unit_test(numbers_of_rows_are_one_range_a_source),
        cmocka_unit_test(a_store_takes_one_session_at_a_time),
        cmocka_unit_test(a_source_has_at_most_64_series),
        cmocka_unit_test(a_second_import_waits_a_moment_then_says_who_is_in_the_way),
        cmocka_unit_test(processes_that_import_at_once_spoil_nothing),
        cmocka_unit_test(an_import_that_is_killed_leaves_the_old_content),
        cmocka_unit_test(a_full_disk_leaves_the_old_content),
    };
    return RUN_TESTS(tests);
}
