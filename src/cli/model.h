/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands on models share: opening a model file or a fit, options of ensembles. */
#ifndef ENTENTE_CLI_MODEL_H
#define ENTENTE_CLI_MODEL_H

#include "cli/cli.h"
#include "entente/fit.h"

/* A model file, or a fit with the model that is in it. */
typedef struct cli_model {
    ent_store *store;
    ent_actors *actors;
    struct ent_network_source *source;
    ent_saom_supplier supplier;
    ent_saom_setup *setup;
    ent_saom_saved *saved; /* NULL: PATH was a model file */
} cli_model;

/* Read @p path; a fit's estimates become the model's values. A fit whose data have changed since
 * is an error. The store is opened when the model asks for it. */
ent_status cli_model_open(cli_model *model, const cli_common *common, const char *path,
                          ent_error *err);
/* The same model once more, with changes made in its data. */
ent_status cli_model_changed(const cli_model *model, ent_saom_change *changes, size_t count,
                             ent_saom_setup **out, ent_error *err);
void cli_model_close(cli_model *model);
/* Values of all parameters; freed by the caller. */
ent_status cli_model_values(const cli_model *model, double **value, ent_error *err);

/* What a model or its data get wrong is a failure, not wrong usage of the command. */
ent_status cli_model_failure(ent_status status, ent_error *err);

/* A whole number of an option, or USAGE. */
ent_status cli_whole(const char *option, const char *text, int64_t low, int64_t high, int64_t *out,
                     ent_error *err);
/* Before a long run: can the file be written? NULL and "-" can. */
ent_status cli_check_writable(const char *path, ent_error *err);
/* Write a text to a file that appears once it is whole; "-" is standard output. */
ent_status cli_write(const char *path, const char *text, ent_error *err);
/* Have Ctrl-C be noted; cli_interrupted() says whether it was. A second one ends the program. */
void cli_catch_interrupt(void);
bool cli_interrupted(void);

#endif
