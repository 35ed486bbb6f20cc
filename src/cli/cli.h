/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands share. A command is one file: it parses, calls the library and prints. */
#ifndef ENTENTE_CLI_CLI_H
#define ENTENTE_CLI_CLI_H

#include <argp.h>
#include <stdio.h>

#include "entente/entente.h"

/* Exit status of the program. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* One command. Its texts serve --help and the manual page alike. */
typedef struct cli_command {
    const char *name;
    const char *arguments; /* "A B", "SOURCE FILE..." */
    const char *summary;   /* one line, no full stop */
    const char *details;   /* paragraphs, separated by blank lines */
    const char *examples;  /* one command a line */
    const struct argp_option *options;
    argp_parser_t parse; /* state->input is what cli_parse() was given */
    int (*run)(const struct cli_command *command, int argc, char **argv);
} cli_command;

extern const cli_command cli_accept, cli_cite, cli_depth, cli_export, cli_fit, cli_ideal,
    cli_import, cli_panel, cli_rank, cli_read, cli_simulate, cli_sources, cli_tie, cli_whatif;

/* The commands by name; NULL past the last. */
const cli_command *cli_command_at(size_t index);

/* Options every command has. The settings of a command begin with these. */
typedef struct cli_common {
    const char *db; /* --db, else ENTENTE_DB, else NULL: the embedded dataset */
} cli_common;

/* Parse; wrong usage prints what is wrong and exits with CLI_USAGE, as argp does. @settings begins
 * with a cli_common. */
void cli_parse(const cli_command *command, int argc, char **argv, void *settings);
/* The manual page of a command (NULL: of the program), in roff. */
void cli_print_manual(const cli_command *command, FILE *out);
/* The text of a command's argp documentation: freed by the caller. */
char *cli_documentation(const cli_command *command);

/* Print "entente: TEXT" to standard error; returns CLI_FAILED, or CLI_USAGE for ENT_ERR_USAGE. */
int cli_fail(const ent_error *err);

/* Open the store the user means for reading, and its registry. */
ent_status cli_open(const cli_common *common, ent_store **store, ent_actors **actors,
                    ent_error *err);
/* Make the estimate of depth unless the store has it (depth.c). */
ent_status cli_need_depth(const cli_common *common, ent_store *store, const ent_actors *actors,
                          ent_error *err);
enum { CLI_PATH = 4096 + 64 };
/* Path of a file that is installed with the program; NULL if it is not there. */
const char *cli_beside_program(const char *name, char path[CLI_PATH]);
/* Path of the embedded dataset; NULL if it is not installed. Static storage. */
const char *cli_embedded_store(void);

/* "1950-2010" or "1999" into two years. */
ent_status cli_years(const char *text, int *year1, int *year2, ent_error *err);
/* The columns of "a,b,c"; freed by the caller. NULL text: the usual ones of the unit. */
ent_status cli_columns(ent_unit unit, const char *text, size_t **columns, size_t *count,
                       ent_error *err);
/* Actors of "A,B,…": every actor of each lineage, ascending, once each; freed by the caller. */
ent_status cli_actors(const ent_actors *actors, const char *text, ent_actor **list, size_t *count,
                      ent_error *err);

/* Whether progress may be shown: standard error is a terminal. */
bool cli_shows_progress(void);

#endif
