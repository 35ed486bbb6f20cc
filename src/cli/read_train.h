/* SPDX-License-Identifier: Apache-2.0 */
/* entente read --train: the model adapted to what was confirmed. */
#ifndef ENTENTE_CLI_READ_TRAIN_H
#define ENTENTE_CLI_READ_TRAIN_H

#include "entente/reader_model.h"

/* Adapts @p model to the decided candidates of the files and writes it. Returns the exit status. */
int cli_train(ent_reader_model *model, char **paths, int count, const char *output);

#endif
