/* SPDX-License-Identifier: Apache-2.0 */
/* Words by key, in the languages of reports. */
#ifndef ENTENTE_REPORT_MESSAGE_H
#define ENTENTE_REPORT_MESSAGE_H

#include "entente/report.h"

/* One entry of a catalogue. Catalogues are sorted by key and hold the same keys (test_message.c).
 */
typedef struct ent_message_entry {
    const char *key, *text;
} ent_message_entry;

size_t ent_messages_en(const ent_message_entry **entries);
size_t ent_messages_zh(const ent_message_entry **entries);

/* The words of a key; NULL when the catalogue has none. O(log keys). */
const char *ent_message_find(ent_language language, const char *key);
/* The same, or the key itself: for words of a source, which stay as they are. */
const char *ent_message(ent_language language, const char *key);

#endif
