/* SPDX-License-Identifier: Apache-2.0 */
/* A file that keeps a computation's state: bytes in order, with a check sum at the end. */
#ifndef ENTENTE_LATENT_ARCHIVE_H
#define ENTENTE_LATENT_ARCHIVE_H

#include <stdio.h>

#include "entente/base.h"

typedef struct ent_archive {
    FILE *file;
    const char *path;
    bool reading, failed;
    uint64_t sum;
} ent_archive;

/* Open for reading; *found false when there is no such file. Errors: IO. */
ent_status ent_archive_read(ent_archive *archive, const char *path, bool *found, ent_error *err);
/* Open a temporary beside the path for writing. Errors: IO. */
ent_status ent_archive_write(ent_archive *archive, const char *path, ent_error *err);
/* Read or write so many bytes, as the archive is open. After a failure nothing more is done. */
void ent_archive_pass(ent_archive *archive, void *bytes, size_t size);
/* Close; what was read must have ended here with the right sum, what was written takes the path's
 * place. Errors: FORMAT, IO. */
ent_status ent_archive_close(ent_archive *archive, ent_error *err);

/* Fold bytes into a running sum. */
uint64_t ent_archive_sum(uint64_t sum, const void *bytes, size_t size);

#endif
