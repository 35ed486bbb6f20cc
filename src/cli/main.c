/* SPDX-License-Identifier: Apache-2.0 */
/* entente COMMAND …: finds the command and runs it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "entente/team.h"

static const cli_command *const commands[] = {
    &cli_accept, &cli_cite, &cli_depth, &cli_export,   &cli_fit,     &cli_ideal, &cli_import,
    &cli_panel,  &cli_rank, &cli_read,  &cli_simulate, &cli_sources, &cli_tie,   &cli_whatif};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

const cli_command *cli_command_at(size_t index) {
    return index < COMMANDS ? commands[index] : NULL;
}

static const cli_command *find(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    return NULL;
}

static void print_usage(FILE *out) {
    fputs("Usage: entente COMMAND [OPTION...] [ARGUMENT...]\n"
          "Measure and explain the ties between states, from evidence.\n\n",
          out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\n'entente COMMAND --help' explains a command. --db FILE or the variable ENTENTE_DB "
          "names\n"
          "a store; without either the embedded dataset is read.\n\n"
          "Example: entente tie CHN RUS\n",
          out);
}

static int unknown(const char *name) {
    fprintf(stderr, "entente: no command '%s'; there are:", name);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(stderr, " %s", commands[i]->name);
    fputc('\n', stderr);
    return CLI_USAGE;
}

static int print_manual(const char *name) {
    const cli_command *command = name != NULL ? find(name) : NULL;
    if (name != NULL && command == NULL) return unknown(name);
    cli_print_manual(command, stdout);
    return CLI_DONE;
}

static int run(int argc, char **argv) {
    if (argc < 2) {
        print_usage(stderr);
        return CLI_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_usage(stdout);
        return CLI_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("entente %s\n", ent_version());
        return CLI_DONE;
    }
    if (strcmp(argv[1], "--manual") == 0) return print_manual(argc > 2 ? argv[2] : NULL);
    const cli_command *command = find(argv[1]);
    if (command == NULL) return unknown(argv[1]);
    if (command != &cli_fit && ent_team_rank() > 0) return CLI_DONE; /* there is nothing to share */
    return command->run(command, argc - 1, argv + 1);
}

/* Of several processes that mpirun started only the first is heard. */
static void join_team(void) {
    ent_team_join();
    (void)atexit(ent_team_leave);
    if (ent_team_rank() == 0) return;
    if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
        exit(CLI_FAILED);
}

/* A standard stream that was closed stays unusable: no file opened later takes its number, so that
 * nothing printed ends up in a store. */
static void hold_standard_streams(void) {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) == -1)
            (void)open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv) {
    hold_standard_streams();
    /* A limit on file sizes is a failed write, which cleans up. A reader that went away (| head)
     * ends the program silently, as everywhere. */
    signal(SIGXFSZ, SIG_IGN);
    argp_err_exit_status = CLI_USAGE;
    join_team();
    int status = run(argc, argv);
    /* What was printed must have reached its place: a full disk is a failure. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == CLI_DONE) {
        fprintf(stderr, "entente: cannot write to standard output: %s\n", strerror(errno));
        return CLI_FAILED;
    }
    return status;
}
