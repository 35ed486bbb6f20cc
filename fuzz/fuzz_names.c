/* SPDX-License-Identifier: Apache-2.0 */
/* Names in bytes of any kind: mentions stand apart, in order and inside the text. */
#include <stdlib.h>

#include "entente/mention.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ent_actors *actors;
static ent_namer *namer;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!namer &&
        (ent_actors_new(&actors, NULL) != ENT_OK || ent_namer_new(actors, &namer, NULL) != ENT_OK))
        return 0;
    enum { MOST = 64 };
    ent_mention list[MOST];
    size_t count =
        ent_namer_find(namer, (const char *)data, (ent_text_span){0, size}, 0, list, MOST);
    size_t before = 0;
    for (size_t i = 0; i < count; i++) {
        ent_text_span span = list[i].span;
        if (span.begin < before || span.end <= span.begin || span.end > size) abort();
        before = span.end;
    }
    return 0;
}
