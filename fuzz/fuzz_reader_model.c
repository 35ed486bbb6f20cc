/* SPDX-License-Identifier: Apache-2.0 */
/* A model of any bytes, its header made to fit so that its tables are reached; then reading with
 * it.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "entente/reader_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_model(const unsigned char *bytes, size_t size) {
    static const char text[] = "Arnor attacked Gondor on Monday.";
    ent_reader_model *model = NULL;
    ent_error err = {0};
    if (ent_reader_model_load(&model, "fuzz", bytes, size, &err) != ENT_OK) {
        if (model != NULL || strpbrk(err.text, "\n\r") != NULL) abort();
        return;
    }
    ent_reader_input input = {
        .text = text, .length = sizeof text - 1, .source = {0, 5}, .target = {15, 21}};
    ent_reading reading;
    ent_role_span spans[ENT_ROLE_SPANS];
    ent_reader_predict(model, &input, &reading);
    ent_reader_roles(model, text, sizeof text - 1, spans);
    ent_reader_model_free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    try_model(data, size);
    unsigned char *bytes = malloc(size + 16);
    if (bytes == NULL) return 0;
    uint32_t sum = (uint32_t)crc32(0, data, (uInt)size);
    memcpy(bytes, "ENTREAD\0\1\0\0\0", 12);
    for (int k = 0; k < 4; k++)
        bytes[12 + k] = (unsigned char)(sum >> (8 * k));
    memcpy(bytes + 16, data, size);
    try_model(bytes, size + 16);
    free(bytes);
    return 0;
}
