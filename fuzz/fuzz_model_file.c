/* SPDX-License-Identifier: Apache-2.0 */
/* A model file of any bytes; its paths lead nowhere. */
#include <stdlib.h>
#include <string.h>

#include "entente/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_saom_setup *setup = NULL;
    ent_error err = {0};
    ent_saom_input input = {
        .path = "fuzz", .text = (const char *)data, .size = size, .folder = "/nosuch"};
    if (ent_saom_setup_read(&setup, &input, &err) == ENT_OK)
        ent_saom_setup_free(setup);
    else if (setup != NULL || strpbrk(err.text, "\n\r") != NULL)
        abort();
    return 0;
}
