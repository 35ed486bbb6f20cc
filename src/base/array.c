/* SPDX-License-Identifier: Apache-2.0 */
/* Arrays that grow, and text that grows: every size is checked before it is multiplied. */
#include "base/array.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_status no_memory(ent_error *err, size_t count, size_t size) {
    return ent_fail(err, ENT_ERR_MEMORY, "out of memory for %zu elements of %zu bytes", count,
                    size);
}

ent_status ent_array_reserve(void **array, size_t *capacity, size_t need, size_t size,
                             ent_error *err) {
    if (need <= *capacity) return ENT_OK;
    size_t grown = *capacity < 8 ? 8 : *capacity;
    while (grown < need && grown <= SIZE_MAX / 2)
        grown *= 2;
    if (grown < need) grown = need;
    if (size != 0 && grown > PTRDIFF_MAX / size) return no_memory(err, need, size);
    void *moved = realloc(*array, grown * size);
    if (moved == NULL) return no_memory(err, need, size);
    *array = moved;
    *capacity = grown;
    return ENT_OK;
}

ent_status ent_array_new(void **array, size_t count, size_t size, ent_error *err) {
    *array = NULL;
    if (size > 0 && count > PTRDIFF_MAX / size) return no_memory(err, count, size);
    *array = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    return *array != NULL ? ENT_OK : no_memory(err, count, size);
}

ent_status ent_text_add(ent_text *text, const char *bytes, size_t length, ent_error *err) {
    if (length >= PTRDIFF_MAX - text->length) return no_memory(err, length, 1);
    ent_status status = ent_array_reserve((void **)&text->bytes, &text->capacity,
                                          text->length + length + 1, 1, err);
    if (status != ENT_OK) return status;
    if (length > 0) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return ENT_OK;
}

ent_status ent_text_format(ent_text *text, ent_error *err, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    ent_status status = ENT_OK;
    size_t room = text->capacity - text->length;
    int length = vsnprintf(room > 0 ? text->bytes + text->length : NULL, room, format, arguments);
    if (length < 0) {
        status = ent_fail(err, ENT_ERR_USAGE, "text cannot be formatted by '%s'", format);
    } else if ((size_t)length >= room) {
        status = ent_array_reserve((void **)&text->bytes, &text->capacity,
                                   text->length + (size_t)length + 1, 1, err);
        if (status == ENT_OK)
            vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    }
    if (status == ENT_OK)
        text->length += (size_t)length;
    else if (room > 0)
        text->bytes[text->length] = '\0';
    va_end(again);
    va_end(arguments);
    return status;
}

void ent_text_clear(ent_text *text) {
    text->length = 0;
    if (text->bytes != NULL) text->bytes[0] = '\0';
}

void ent_text_free(ent_text *text) {
    free(text->bytes);
    *text = (ent_text){0};
}
