/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of words in text share: the registry, names and cues, made once a program. */
#ifndef ENTENTE_TEST_READ_WORDS_H
#define ENTENTE_TEST_READ_WORDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "entente/amount.h"
#include "entente/attribution.h"
#include "entente/mention.h"
#include "entente/modality.h"
#include "entente/when.h"

enum { MOST = 64, TOKENS = 512 };

typedef struct words {
    ent_actors *actors;
    ent_namer *namer;
    ent_lexicon *lexicon;
} words;

static inline int words_begin(void **state) {
    static words w;
    ent_error err = {0};
    if (ent_actors_new(&w.actors, &err) != ENT_OK) return -1;
    if (ent_namer_new(w.actors, &w.namer, &err) != ENT_OK) return -1;
    if (ent_lexicon_new(&w.lexicon, &err) != ENT_OK) return -1;
    *state = &w;
    return 0;
}

static inline int words_end(void **state) {
    words *w = *state;
    ent_lexicon_free(w->lexicon);
    ent_namer_free(w->namer);
    ent_actors_free(w->actors);
    return 0;
}

static inline ent_text_span whole(const char *text) {
    return (ent_text_span){0, strlen(text)};
}

/* "text" of a span, for comparing; one buffer a call site is enough for assert_string_equal. */
static inline const char *cut(const char *text, ent_text_span span, char *out, size_t size) {
    snprintf(out, size, "%.*s", (int)(span.end - span.begin), text + span.begin);
    return out;
}

static inline void assert_span(const char *text, ent_text_span span, const char *expected) {
    char found[1024];
    assert_string_equal(cut(text, span, found, sizeof found), expected);
}

#endif
