/* SPDX-License-Identifier: Apache-2.0 */
/* The file a table is written to: a temporary beside its target that takes the target's name when
 * all is well, or standard output. */
#ifndef ENTENTE_PANEL_OUTPUT_H
#define ENTENTE_PANEL_OUTPUT_H

#include "entente/base.h"

typedef struct ent_output ent_output;

/* "-" is standard output. Errors: IO, MEMORY. */
ent_status ent_output_open(ent_output **out, const char *path, ent_error *err);
/* Append bytes, by way of a buffer. Errors: IO. */
ent_status ent_output_write(ent_output *output, const void *bytes, size_t length, ent_error *err);
/* Write what is left and put the file in place. Frees the output whatever the result. */
ent_status ent_output_close(ent_output *output, ent_error *err);
/* Remove the temporary and free the output (may be NULL). */
void ent_output_discard(ent_output *output);

#endif
