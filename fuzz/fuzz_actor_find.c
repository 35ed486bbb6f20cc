/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as the text of an actor. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "entente/actor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_actors *actors; /* made once: the target runs millions of times */
    if (actors == NULL && ent_actors_new(&actors, NULL) != ENT_OK) abort();
    char *text = malloc(size + 1);
    if (text == NULL) return 0;
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    ent_actor_ref ref = {0};
    ent_error err = {0};
    ent_status status = ent_actor_find(actors, text, &ref, &err);
    if (status == ENT_OK) {
        if (ref.count < 1 || ref.count > ENT_LINEAGE) abort();
        for (int i = 0; i < ref.count; i++)
            if (!ent_actor_known(actors, ref.actor[i])) abort();
    } else if (err.text[0] == '\0' || ref.count != 0) {
        abort();
    }
    free(text);
    return 0;
}
