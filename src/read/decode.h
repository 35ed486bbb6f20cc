/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of any encoding to valid UTF-8. */
#ifndef ENTENTE_READ_DECODE_H
#define ENTENTE_READ_DECODE_H

#include "base/array.h"

/* Append to @p text what the bytes say, as UTF-8. The encoding is told by its mark, by its bytes
 * (UTF-8, then UTF-16 without a mark, then GB18030 and its kin by ICU's detector), or by what an
 * HTML page declares; else it is UTF-8. Every byte that is none becomes U+FFFD, in UTF-16 every
 * lone surrogate. CR LF and CR become LF. Left out: see ent_utf8_kept(). Errors: MEMORY. O(size).
 */
ent_status ent_decode(const void *bytes, size_t size, ent_text *text, ent_error *err);
/* The same for bytes known to be UTF-8. */
ent_status ent_decode_utf8(const void *bytes, size_t size, ent_text *text, ent_error *err);

#endif
