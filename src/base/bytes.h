/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of bytes from a file or from memory; gzip is recognised by its magic number and undone.
 */
#ifndef ENTENTE_BASE_BYTES_H
#define ENTENTE_BASE_BYTES_H

#include "entente/base.h"

typedef struct ent_bytes ent_bytes;

/* Open a file (data NULL) or bytes in memory under a name for messages. Errors: IO, MEMORY. */
ent_status ent_bytes_open(ent_bytes **out, const char *path, const void *data, size_t size,
                          ent_error *err);
/* Up to @p capacity bytes; *length 0 at the end. Errors: IO; FORMAT when gzip data is damaged or
 * cut short. */
ent_status ent_bytes_read(ent_bytes *bytes, void *buffer, size_t capacity, size_t *length,
                          ent_error *err);
void ent_bytes_close(ent_bytes *bytes);

#endif
