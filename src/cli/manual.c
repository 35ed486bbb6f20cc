/* SPDX-License-Identifier: Apache-2.0 */
/* Manual pages from the texts of --help. */
#include <ctype.h>
#include <string.h>

#include "cli/cli.h"

/* Text as roff: backslashes, hyphens and leading dots mean something there. */
static void print_roff(FILE *out, const char *text) {
    bool line_begins = true;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\')
            fputs("\\e", out);
        else if (*c == '-')
            fputs("\\-", out);
        else if (line_begins && (*c == '.' || *c == '\''))
            fprintf(out, "\\&%c", *c);
        else if (*c == '\n' && c[1] == '\n')
            fputs("\n.PP", out);
        else
            fputc(*c, out);
        line_begins = *c == '\n';
    }
    fputc('\n', out);
}

static void print_heading(FILE *out, const char *name, const char *summary) {
    fputs(".TH ENTENTE", out);
    for (const char *c = name; c != NULL && *c != '\0'; c++) {
        if (c == name) fputc('-', out);
        fputc(toupper((unsigned char)*c), out);
    }
    fprintf(out, " 1 \"\" \"entente %s\" \"Entente\"\n.SH NAME\nentente%s%s \\- ", ent_version(),
            name != NULL ? "-" : "", name != NULL ? name : "");
    print_roff(out, summary);
}

static void print_option(FILE *out, const struct argp_option *option) {
    fputs(".TP\n.B ", out);
    if (isgraph(option->key)) fprintf(out, "\\-%c", option->key);
    if (isgraph(option->key) && option->name != NULL) fputs(", ", out);
    if (option->name != NULL) fprintf(out, "\\-\\-%s", option->name);
    if (option->arg != NULL) fprintf(out, "=\\fI%s\\fR", option->arg);
    fputc('\n', out);
    print_roff(out, option->doc);
}

static void print_examples(FILE *out, const char *examples) {
    fputs(".SH EXAMPLES\n.nf\n", out);
    print_roff(out, examples);
    fputs(".fi\n", out);
}

static void print_program(FILE *out) {
    print_heading(out, NULL, "measure and explain the ties between states, from evidence");
    fputs(".SH SYNOPSIS\n.B entente\n.I COMMAND\n[OPTION...] [ARGUMENT...]\n.SH COMMANDS\n", out);
    for (size_t i = 0; cli_command_at(i) != NULL; i++) {
        fprintf(out, ".TP\n.BR entente\\-%s (1)\n", cli_command_at(i)->name);
        print_roff(out, cli_command_at(i)->summary);
    }
    fputs(
        ".SH ENVIRONMENT\n.TP\n.B ENTENTE_DB\nStore to use where \\-\\-db names none.\n"
        ".SH EXIT STATUS\n0 done, 1 failed (one line on standard error says why), 2 wrong usage.\n",
        out);
    print_examples(out, "  entente tie CHN RUS");
}

void cli_print_manual(const cli_command *command, FILE *out) {
    if (command == NULL) {
        print_program(out);
        return;
    }
    print_heading(out, command->name, command->summary);
    fprintf(out, ".SH SYNOPSIS\n.B entente %s\n[OPTION...] ", command->name);
    print_roff(out, command->arguments);
    fputs(".SH DESCRIPTION\n", out);
    print_roff(out, command->details);
    fputs(".SH OPTIONS\n", out);
    for (const struct argp_option *o = command->options; o != NULL && o->doc != NULL; o++)
        print_option(out, o);
    fputs(".TP\n.B \\-\\-db=\\fIFILE\\fR\nStore to use (default: $ENTENTE_DB, else the embedded "
          "dataset)\n.SH EXIT STATUS\n0 done, 1 failed (one line on standard error says why), 2 "
          "wrong usage.\n",
          out);
    print_examples(out, command->examples);
    fputs(".SH SEE ALSO\n.BR entente (1)\n", out);
}
