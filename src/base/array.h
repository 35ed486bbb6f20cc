/* SPDX-License-Identifier: Apache-2.0 */
/* Arrays that grow, and text that grows. */
#ifndef ENTENTE_BASE_ARRAY_H
#define ENTENTE_BASE_ARRAY_H

#include "entente/base.h"

/* Make room for @p need elements of @p size bytes in *array, doubling. On failure the array stays
 * as it is. *array may move: hold no pointers into it. */
ent_status ent_array_reserve(void **array, size_t *capacity, size_t need, size_t size,
                             ent_error *err);
/* calloc with a message. Never returns NULL with ENT_OK, count 0 included. */
ent_status ent_array_new(void **array, size_t count, size_t size, ent_error *err);

/* Growing text. Zero-initialise; free with ent_text_free(). */
typedef struct ent_text {
    char *bytes; /* NUL-terminated once anything was added; NULL before */
    size_t length;
    size_t capacity;
} ent_text;
ent_status ent_text_add(ent_text *text, const char *bytes, size_t length, ent_error *err);
ent_status ent_text_format(ent_text *text, ent_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void ent_text_clear(ent_text *text); /* length 0, memory kept */
void ent_text_free(ent_text *text);

#endif
