/* SPDX-License-Identifier: Apache-2.0 */
/* A change as `entente whatif --set` takes it. */
#include <stdlib.h>
#include <string.h>

#include "entente/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_saom_change change;
    ent_error err = {0};
    char *text = calloc(size + 1, 1);
    if (text == NULL) return 0;
    memcpy(text, data, size);
    if (ent_saom_change_read(text, &change, &err) == ENT_OK && change.name[0] == '\0') abort();
    free(text);
    return 0;
}
