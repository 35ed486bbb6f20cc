/* SPDX-License-Identifier: Apache-2.0 */
/* Character references of HTML. */
#ifndef ENTENTE_READ_ENTITY_H
#define ENTENTE_READ_ENTITY_H

#include <stddef.h>
#include <stdint.h>

/* The character of the reference that begins with '&' at text[at]; *length is its bytes. 0 when
 * there is none, or one of a name not known: it is text then. */
uint32_t ent_entity_at(const char *text, size_t at, size_t end, size_t *length);

#endif
