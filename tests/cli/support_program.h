/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of the command line share: running the program, what it printed, a small store. */
#ifndef ENTENTE_TESTS_SUPPORT_PROGRAM_H
#define ENTENTE_TESTS_SUPPORT_PROGRAM_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "entente/import.h"
#include "support.h"

enum { ARGUMENTS_MAX = 24, CAPABILITY_WRITE_ANYTHING = 1, CAPABILITY_READ_ANYTHING = 2 };

/* How the program is run, beside its arguments. Zero: as a user would from a shell. */
struct setting {
    const char *program; /* NULL: the one that was built */
    const char *db;      /* ENTENTE_DB; NULL: not set */
    const char *in;      /* what standard input is; NULL: nothing */
    const char *out;     /* what standard output is; NULL: kept */
    bool closed_out;     /* standard output is closed */
    bool no_reader;      /* standard output is a pipe nobody reads */
    long file_limit;     /* largest file the program may write; 0: any */
    bool plain_user;     /* root's right to write and read anywhere is taken away */
};

/* What a run gave. */
struct run {
    int status; /* 128 + its number if a signal ended it */
    char *out, *error;
};

static inline char *slurp(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = calloc(size + 1, 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, size, file), size);
    fclose(file);
    return text;
}

/* Put the file open as @p from in the place @p to. */
static inline void put_in_place(int from, int to) {
    if (from < 0 || dup2(from, to) != to) _exit(99);
    close(from);
}

static inline void set_up_output(const struct setting *setting, const char *kept) {
    int ends[2];
    if (setting->no_reader) {
        if (pipe(ends) != 0) _exit(99);
        close(ends[0]);
        put_in_place(ends[1], STDOUT_FILENO);
    } else {
        const char *path = setting->out != NULL ? setting->out : kept;
        put_in_place(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    }
    if (setting->closed_out) close(STDOUT_FILENO);
}

static inline void become(const struct setting *setting, char **arguments, const char *out,
                          const char *error) {
    if (setting->db != NULL)
        setenv("ENTENTE_DB", setting->db, 1);
    else
        unsetenv("ENTENTE_DB");
    put_in_place(open(setting->in != NULL ? setting->in : "/dev/null", O_RDONLY), STDIN_FILENO);
    put_in_place(open(error, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    set_up_output(setting, out);
    signal(SIGPIPE, SIG_DFL);
    struct rlimit limit = {(rlim_t)setting->file_limit, (rlim_t)setting->file_limit};
    if (setting->file_limit > 0 && setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(99);
    if (setting->plain_user && geteuid() == 0 &&
        (prctl(PR_CAPBSET_DROP, CAPABILITY_WRITE_ANYTHING, 0, 0, 0) != 0 ||
         prctl(PR_CAPBSET_DROP, CAPABILITY_READ_ANYTHING, 0, 0, 0) != 0))
        _exit(98);
    execv(setting->program != NULL ? setting->program : ENTENTE_PROGRAM, arguments);
    _exit(99);
}

/* Run the program with blank-separated arguments; '' is an empty one, and ~ stands for a
 * blank. */
static inline struct run run_with(const struct setting *setting, const char *command) {
    char words[2048];
    char *arguments[ARGUMENTS_MAX] = {"entente"};
    size_t count = 1;
    snprintf(words, sizeof words, "%s", command);
    char *rest = NULL;
    for (char *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        assert_true(count + 1 < ARGUMENTS_MAX);
        if (strcmp(word, "''") == 0) *word = '\0';
        for (char *c = strchr(word, '~'); c != NULL; c = strchr(c, '~'))
            *c = ' ';
        arguments[count++] = word;
    }
    char out[512], error[512];
    snprintf(out, sizeof out, "%s/stdout", scratch_folder());
    snprintf(error, sizeof error, "%s/stderr", scratch_folder());
    remove(out);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) become(setting, arguments, out, error);
    int status = 0;
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    struct run run = {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                      access(out, F_OK) == 0 ? slurp(out) : calloc(1, 1), slurp(error)};
    return run;
}

static inline struct run run_program(const char *command) {
    return run_with(&(struct setting){0}, command);
}

static inline void free_run(struct run *run) {
    free(run->out);
    free(run->error);
}

/* ---- the contract ---- */

/* Done: status 0, nothing on standard error. The output is the caller's to free. */
static inline char *assert_done_with(const struct setting *setting, const char *command) {
    struct run run = run_with(setting, command);
    if (run.status != 0 || run.error[0] != '\0')
        fail_msg("%s: status %d, '%s'", command, run.status, run.error);
    free(run.error);
    return run.out;
}

static inline char *assert_done(const char *command) {
    return assert_done_with(&(struct setting){0}, command);
}

/* Failed: status 1, one line on standard error that begins "entente: " and holds @p part. */
static inline void assert_fails_with(const struct setting *setting, const char *command,
                                     const char *part) {
    struct run run = run_with(setting, command);
    const char *end = strchr(run.error, '\n');
    if (run.status == 98) {
        free_run(&run);
        skip(); /* this root may not give up its rights */
    }
    if (run.status != 1 || strncmp(run.error, "entente: ", 9) != 0 || end == NULL ||
        end[1] != '\0' || strstr(run.error, part) == NULL)
        fail_msg("%s: expected '%s', found status %d and '%s'", command, part, run.status,
                 run.error);
    free_run(&run);
}

static inline void assert_fails(const char *command, const char *part) {
    assert_fails_with(&(struct setting){0}, command, part);
}

/* Wrong usage: status 2, standard error begins "entente" and holds @p part, no output. */
static inline void assert_usage(const char *command, const char *part) {
    struct run run = run_program(command);
    if (run.status != 2 || strstr(run.error, part) == NULL || run.out[0] != '\0')
        fail_msg("%s: expected '%s', found status %d, '%s' and '%s'", command, part, run.status,
                 run.error, run.out);
    if (strncmp(run.error, "entente", 7) != 0 && strncmp(run.error, "Usage: entente", 14) != 0)
        fail_msg("%s: '%s'", command, run.error);
    free_run(&run);
}

/* --help of a command: usage, every option named, an example; on standard output. */
static inline void assert_helps(const char *name, const char *const *options) {
    char command[64], part[64];
    snprintf(command, sizeof command, "%s --help", name);
    char *out = assert_done(command);
    snprintf(part, sizeof part, "Usage: entente %s ", name);
    assert_int_equal(strncmp(out, part, strlen(part)), 0);
    for (size_t i = 0; options[i] != NULL; i++)
        if (strstr(out, options[i]) == NULL) fail_msg("%s lacks %s", command, options[i]);
    const char *examples = strstr(out, "\nExamples:\n");
    assert_non_null(examples);
    snprintf(part, sizeof part, "\n  entente %s", name);
    assert_non_null(strstr(examples, part));
    free(out);
}

/* How many lines a text has. */
static inline size_t count_lines(const char *text) {
    size_t lines = 0;
    for (const char *c = text; *c != '\0'; c++)
        lines += *c == '\n';
    return lines;
}

/* How many files of the folder have names that begin so. */
static inline size_t count_files(const char *folder, const char *begin) {
    size_t count = 0;
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    for (struct dirent *entry = readdir(listing); entry != NULL; entry = readdir(listing))
        count += strncmp(entry->d_name, begin, strlen(begin)) == 0;
    closedir(listing);
    return count;
}

/* A store of a few records, made once for each program. */
static inline const char *small_store(void) {
    static const char ledger[] =
        "date,kind,actors,source,title,scope\n"
        "2000/2010,coverage:exercise,,Made,,all\n"
        "2000/2010,coverage:agreement,,Made,,all\n"
        "2005-08-18/2005-08-25,exercise,CHN;RUS,Made,Peace Mission 2005,\n"
        "2007-08-09/2007-08-17,exercise,CHN;RUS;KAZ,Made,Peace Mission 2007,\n"
        "2007-09-04/2007-09-09,exercise,USA;IND;JPN,Made,Malabar 07-2,\n"
        "2001-07-16/..,agreement,CHN;RUS,Made,Treaty of 2001,\n";
    static const char troops[] =
        "countryname,year,ccode,troops_ad\n"
        "Japan,2000,740,40159\nJapan,2007,740,33164\nSpain,2007,230,1286\n";
    static char path[512];
    if (path[0] != '\0') return path;
    snprintf(path, sizeof path, "%s/small.db", scratch_folder());
    ent_store *store = NULL;
    ent_error err = {0};
    ent_input inputs[] = {{"ledger.csv", ledger, sizeof ledger - 1},
                          {"troops.csv", troops, sizeof troops - 1}};
    assert_ok(ent_store_open(&store, path, ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import(store, "ledger", &inputs[0], 1, NULL, NULL, &err), &err);
    assert_ok(ent_import(store, "us-troops", &inputs[1], 1, NULL, NULL, &err), &err);
    ent_store_close(store);
    return path;
}

#endif
