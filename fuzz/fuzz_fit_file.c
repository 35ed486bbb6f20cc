/* SPDX-License-Identifier: Apache-2.0 */
/* A kept fit of any bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "entente/fit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_saom_saved *saved = NULL;
    ent_error err = {0};
    char path[64];
    int file = memfd_create("fit", 0);
    if (file < 0) return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    if (write(file, data, size) == (ssize_t)size) {
        if (ent_saom_saved_read(&saved, path, &err) == ENT_OK)
            ent_saom_saved_free(saved);
        else if (saved != NULL || strpbrk(err.text, "\n\r") != NULL)
            abort();
    }
    close(file);
    return 0;
}
