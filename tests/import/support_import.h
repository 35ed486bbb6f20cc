/* SPDX-License-Identifier: Apache-2.0 */
/* What the importers' tests share: a fresh store, an import of text, rows read back. */
#ifndef ENTENTE_TESTS_SUPPORT_IMPORT_H
#define ENTENTE_TESTS_SUPPORT_IMPORT_H

#include <stdio.h>
#include <string.h>

#include "entente/import.h"
#include "support.h"

/* A new store in the scratch folder. */
static inline ent_store *fresh_store(const char *name) {
    ent_store *store = NULL;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, scratch_path(name), ENT_STORE_WRITE, &err), &err);
    return store;
}

/* Import text as if it were the file "input.csv". */
static inline ent_status import_text(ent_store *store, const char *importer, const char *text,
                                     const ent_import_options *options, ent_import_result *result,
                                     ent_error *err) {
    ent_input input = {"input.csv", text, strlen(text)};
    return ent_import(store, importer, &input, 1, options, result, err);
}

#endif
