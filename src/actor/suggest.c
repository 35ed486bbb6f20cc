/* SPDX-License-Identifier: Apache-2.0 */
/* What to say when a text names no actor, or several.
 *
 * Nearness is the edit distance of V. I. Levenshtein, "Binary codes capable of correcting
 * deletions, insertions, and reversals", Soviet Physics Doklady 10 (1966), over characters. */
#include "actor/suggest.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ustring.h>

#include "actor/fold.h"

#define SHOWN 5
#define LONGEST 64     /* characters of a name that are compared */
#define QUOTED 200     /* bytes of the text that are quoted */
#define DESCRIBED 160  /* bytes of one candidate */
#define BEGINS_LIKE 2  /* distance given to a name that the text begins */
#define BEGINS_LEAST 3 /* characters it takes to begin one */

typedef struct characters {
    UChar at[LONGEST];
    int count;
} characters;

static void read_characters(const char *text, characters *out) {
    UErrorCode error = U_ZERO_ERROR;
    int32_t count = 0;
    u_strFromUTF8(out->at, LONGEST, &count, text, -1, &error);
    out->count = count < LONGEST ? count : LONGEST;
}

static int smaller(int a, int b) {
    return a < b ? a : b;
}

static int edit_distance(const characters *a, const characters *b) {
    int row[LONGEST + 1] = {0};
    for (int j = 0; j <= b->count; j++)
        row[j] = j;
    for (int i = 1; i <= a->count; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= b->count; j++) {
            int replaced = diagonal + (a->at[i - 1] != b->at[j - 1]);
            diagonal = row[j];
            row[j] = smaller(replaced, smaller(row[j], row[j - 1]) + 1);
        }
    }
    return row[b->count];
}

static int distance(const characters *text, const characters *name) {
    int edits = edit_distance(text, name);
    bool begins = text->count >= BEGINS_LEAST && text->count < name->count &&
                  memcmp(text->at, name->at, sizeof(UChar) * (size_t)text->count) == 0;
    return begins ? smaller(edits, BEGINS_LIKE) : edits;
}

typedef struct candidate {
    ent_actor actor;
    int distance;
} candidate;

typedef struct candidates {
    candidate at[SHOWN];
    int count;
} candidates;

/* Keep the nearest, each actor once; of equally near ones those that came first. */
static void offer(candidates *best, ent_actor actor, int distance) {
    int at = 0;
    while (at < best->count && best->at[at].actor != actor)
        at++;
    if (at < best->count) {
        if (best->at[at].distance <= distance) return;
    } else if (best->count < SHOWN) {
        best->count++;
    } else {
        at = SHOWN - 1;
        if (best->at[at].distance <= distance) return;
    }
    for (; at > 0 && best->at[at - 1].distance > distance; at--)
        best->at[at] = best->at[at - 1];
    best->at[at] = (candidate){actor, distance};
}

static void search(const ent_keys *keys, const char *folded, candidates *best) {
    characters text = {.count = 0};
    characters name = {.count = 0};
    read_characters(folded, &text);
    int limit = smaller(1 + text.count / 4, text.count - 1);
    for (size_t i = 0; i < keys->count; i++) {
        const ent_key *key = &keys->keys[i];
        if (key->kind != ENT_KEY_NAME) continue;
        read_characters(key->text, &name);
        int gap = name.count > text.count ? 0 : text.count - name.count;
        if (gap > limit) continue;
        int edits = distance(&text, &name);
        for (int k = 0; edits <= limit && k < key->ref.count; k++)
            offer(best, key->ref.actor[k], edits);
    }
}

/* The present ISO3 code, or the last one of its own the actor had. */
static const char *own_iso3(ent_actor actor) {
    const char *code = "";
    size_t i = ent_rows_from(ent_iso_rows, ent_iso_count, sizeof *ent_iso_rows, actor);
    for (; i < ent_iso_count && ent_iso_rows[i].actor == actor; i++)
        if (!ent_iso_rows[i].borrowed) code = ent_iso_rows[i].iso3;
    return code;
}

/* "Russia (365, RUS)", after ", " unless it is the first. */
static void describe(ent_actor actor, ent_language language, char *list, size_t size) {
    char one[DESCRIBED];
    size_t length = strlen(list);
    const char *name = ent_actor_row_of(actor)->name[language];
    const char *iso3 = own_iso3(actor);
    bool gw = actor >= ENT_GW_ONLY;
    snprintf(one, sizeof one, "%s%s (%s%d%s%s)", length > 0 ? ", " : "", name, gw ? "gw:" : "",
             gw ? actor - ENT_GW_ONLY : actor, iso3[0] != '\0' ? ", " : "", iso3);
    if (length + strlen(one) < size) memcpy(list + length, one, strlen(one) + 1);
}

static ent_language language_of(const char *text) {
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0xE3) return ENT_ZH; /* Han characters begin at U+3400 */
    return ENT_EN;
}

ent_status ent_suggest(const ent_actors *actors, const char *text, ent_error *err) {
    char quoted[QUOTED];
    char folded[ENT_FOLDED];
    char list[SHOWN * DESCRIBED] = "";
    candidates best = {.count = 0};
    if (err == NULL) return ENT_ERR_NOT_FOUND;
    ent_printable(text, quoted, sizeof quoted);
    if (ent_fold(text, strlen(text), folded)) search(&actors->keys, folded, &best);
    for (int i = 0; i < best.count; i++)
        describe(best.at[i].actor, language_of(quoted), list, sizeof list);
    if (best.count == 0)
        return ent_fail(err, ENT_ERR_NOT_FOUND,
                        "no state is called '%s': give a name, an ISO 3166 code, a CoW code or a "
                        "Gleditsch-Ward code (gw:N)",
                        quoted);
    return ent_fail(err, ENT_ERR_NOT_FOUND, "no state is called '%s'; near: %s", quoted, list);
}

ent_status ent_say_alternatives(const char *text, const ent_actor_ref *ref, ent_error *err) {
    char quoted[QUOTED];
    char list[ENT_LINEAGE * DESCRIBED] = "";
    ent_printable(text, quoted, sizeof quoted);
    for (int i = 0; i < ref->count; i++)
        describe(ref->actor[i], language_of(quoted), list, sizeof list);
    return ent_fail(err, ENT_ERR_AMBIGUOUS, "'%s' stands for several states: %s", quoted, list);
}
