/* SPDX-License-Identifier: Apache-2.0 */
/* A table's file appears under its name complete or not at all: bytes go to a temporary in the same
 * folder, which rename(2) then puts in place in one step. */
#include "panel/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 18, ATTEMPTS = 1000 };

struct ent_output {
    int file;
    char *target; /* NULL: standard output */
    char *temporary;
    size_t length;
    char buffer[BUFFER];
};

/* The file meant: a symbolic link stays one, and what it points to is replaced. */
static ent_status find_target(ent_output *output, const char *path, ent_error *err) {
    struct stat info;
    if (stat(path, &info) != 0) {
        output->target = strdup(path);
    } else if (S_ISREG(info.st_mode)) {
        output->target = realpath(path, NULL);
    } else {
        return ent_fail(err, ENT_ERR_IO, "%s: expected a file to write, found %s", path,
                        S_ISDIR(info.st_mode) ? "a directory" : "a device or pipe");
    }
    if (output->target == NULL)
        return ent_fail(err, errno == ENOMEM ? ENT_ERR_MEMORY : ENT_ERR_IO, "%s: %s", path,
                        strerror(errno));
    return ENT_OK;
}

/* Not mkstemp(): its files are readable by their owner alone, whatever the umask. */
static ent_status open_temporary(ent_output *output, const char *path, ent_error *err) {
    ent_status status = find_target(output, path, err);
    if (status != ENT_OK) return status;
    for (int attempt = 0; attempt < ATTEMPTS && output->file < 0; attempt++) {
        free(output->temporary);
        if (asprintf(&output->temporary, "%s.%ld-%d.tmp", output->target, (long)getpid(), attempt) <
            0) {
            output->temporary = NULL;
            return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
        }
        output->file = open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (output->file < 0 && errno != EEXIST) break;
    }
    if (output->file >= 0) return ENT_OK;
    status = ent_fail(err, ENT_ERR_IO, "%s: cannot create: %s", path, strerror(errno));
    free(output->temporary);
    output->temporary = NULL; /* not ours: nothing to remove */
    return status;
}

ent_status ent_output_open(ent_output **out, const char *path, ent_error *err) {
    *out = NULL;
    ent_output *output = malloc(sizeof *output);
    if (output == NULL) return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    output->file = -1;
    output->target = output->temporary = NULL;
    output->length = 0;
    if (strcmp(path, "-") == 0) {
        fflush(stdout); /* what the caller printed comes first */
        output->file = STDOUT_FILENO;
    } else {
        ent_status status = open_temporary(output, path, err);
        if (status != ENT_OK) {
            ent_output_discard(output);
            return status;
        }
    }
    *out = output;
    return ENT_OK;
}

static ent_status cannot_write(const ent_output *output, ent_error *err) {
    return ent_fail(err, ENT_ERR_IO, "%s: cannot write: %s",
                    output->target != NULL ? output->target : "standard output", strerror(errno));
}

static ent_status write_all(ent_output *output, const char *bytes, size_t length, ent_error *err) {
    while (length > 0) {
        ssize_t written = write(output->file, bytes, length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return cannot_write(output, err);
        bytes += written;
        length -= (size_t)written;
    }
    return ENT_OK;
}

static ent_status flush(ent_output *output, ent_error *err) {
    size_t length = output->length;
    output->length = 0;
    return write_all(output, output->buffer, length, err);
}

ent_status ent_output_write(ent_output *output, const void *bytes, size_t length, ent_error *err) {
    if (length > BUFFER - output->length) {
        ent_status status = flush(output, err);
        if (status != ENT_OK) return status;
        if (length >= BUFFER) return write_all(output, bytes, length, err);
    }
    if (length > 0) memcpy(output->buffer + output->length, bytes, length);
    output->length += length;
    return ENT_OK;
}

ent_status ent_output_close(ent_output *output, ent_error *err) {
    ent_status status = flush(output, err);
    if (status == ENT_OK && output->target != NULL) {
        int file = output->file;
        output->file = -1;
        if (close(file) != 0 || rename(output->temporary, output->target) != 0) {
            status = cannot_write(output, err);
        } else {
            free(output->temporary);
            output->temporary = NULL; /* it has the target's name now */
        }
    }
    ent_output_discard(output);
    return status;
}

void ent_output_discard(ent_output *output) {
    if (output == NULL) return;
    if (output->temporary != NULL) unlink(output->temporary);
    if (output->target != NULL && output->file >= 0) close(output->file);
    free(output->temporary);
    free(output->target);
    free(output);
}
