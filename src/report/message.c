/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up the words of a key. */
#include "report/message.h"

#include <stdlib.h>
#include <string.h>

static int by_key(const void *key, const void *entry) {
    return strcmp(key, ((const ent_message_entry *)entry)->key);
}

const char *ent_message_find(ent_language language, const char *key) {
    const ent_message_entry *entries = NULL;
    size_t count = language == ENT_ZH ? ent_messages_zh(&entries) : ent_messages_en(&entries);
    const ent_message_entry *found = bsearch(key, entries, count, sizeof *entries, by_key);
    return found != NULL ? found->text : NULL;
}

const char *ent_message(ent_language language, const char *key) {
    const char *text = ent_message_find(language, key);
    return text != NULL ? text : key;
}
