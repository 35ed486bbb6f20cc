/* SPDX-License-Identifier: Apache-2.0 */
/* Which language text is in. */
#ifndef ENTENTE_READ_TONGUE_H
#define ENTENTE_READ_TONGUE_H

#include "entente/text.h"

/* The language of valid UTF-8 text, by its first 320 bytes. O(1). */
ent_tongue ent_tongue_of(const char *text, size_t begin, size_t end);

#endif
