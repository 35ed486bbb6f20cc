/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes after a first NUL are a second file: the layout of votes beside roll calls. */
#include <string.h>

#include "fuzz_import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *end = size > 0 ? memchr(data, 0, size) : NULL;
    if (end == NULL) return fuzz_import("un-votes", data, size);
    ent_store *store = NULL;
    ent_error err = {0};
    ent_import_options lenient = {.skip_bad = true};
    if (ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err) != ENT_OK) abort();
    size_t first = (size_t)(end - data);
    ent_input inputs[2] = {{"votes", data, first}, {"rolls", end + 1, size - first - 1}};
    (void)ent_import(store, "un-votes", inputs, 2, &lenient, NULL, &err);
    ent_store_close(store);
    return 0;
}
