/* SPDX-License-Identifier: Apache-2.0 */
/* What the importers' fuzz targets share: the bytes become one input file of one importer, read
 * into a store in memory. */
#ifndef ENTENTE_FUZZ_IMPORT_H
#define ENTENTE_FUZZ_IMPORT_H

#include <stdlib.h>

#include "entente/import.h"

static inline int fuzz_import(const char *importer, const uint8_t *data, size_t size) {
    ent_store *store = NULL;
    ent_error err = {0};
    if (ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err) != ENT_OK) abort();
    ent_input input = {"fuzz", data, size};
    ent_import_options strict = {0};
    ent_import_options lenient = {.skip_bad = true};
    (void)ent_import(store, importer, &input, 1, &strict, NULL, &err);
    (void)ent_import(store, importer, &input, 1, &lenient, NULL, &err);
    ent_store_close(store);
    return 0;
}

#endif
