/* SPDX-License-Identifier: Apache-2.0 */
/* The index of all codes and folded names, built once from the tables. */
#include "actor/keys.h"

#include <stdlib.h>
#include <string.h>

#include "actor/fold.h"
#include "actor/tables.h"
#include "base/array.h"

void ent_ref_add(ent_actor_ref *ref, ent_actor actor) {
    int at = ref->count;
    while (at > 0 && ref->actor[at - 1] >= actor)
        at--;
    if (at < ref->count && ref->actor[at] == actor) return;
    if (ref->count == ENT_LINEAGE) return;
    for (int i = ref->count; i > at; i--)
        ref->actor[i] = ref->actor[i - 1];
    ref->actor[at] = actor;
    ref->count++;
}

/* What is being built: texts lie in one block that moves as it grows, so a key's place in it is
 * kept until the block is whole. */
typedef struct builder {
    ent_key *keys;
    size_t *places;
    size_t count;
    ent_text texts;
    ent_error *err;
    ent_status status;
} builder;

static void add_key(builder *b, ent_key_kind kind, const char *text, const ent_actor *actor,
                    int count, bool alternatives) {
    if (b->status != ENT_OK || text[0] == '\0') return;
    ent_key *key = &b->keys[b->count];
    *key = (ent_key){.kind = kind, .alternatives = alternatives};
    for (int i = 0; i < count; i++)
        ent_ref_add(&key->ref, actor[i]);
    b->places[b->count++] = b->texts.length;
    b->status = ent_text_add(&b->texts, text, strlen(text) + 1, b->err);
}

static void add_name(builder *b, const char *name, const ent_actor *actor, int count,
                     bool alternatives) {
    char folded[ENT_FOLDED];
    if (ent_fold(name, strlen(name), folded))
        add_key(b, ENT_KEY_NAME, folded, actor, count, alternatives);
}

static void add_tables(builder *b) {
    for (size_t i = 0; i < ent_actor_count; i++) {
        const ent_actor_row *row = &ent_actor_rows[i];
        add_key(b, ENT_KEY_COW, row->abbreviation, &row->actor, 1, false);
        for (int k = 0; k < ENT_LANGUAGES; k++)
            add_name(b, row->name[k], &row->actor, 1, false);
    }
    for (size_t i = 0; i < ent_mapping_count; i++)
        add_key(b, ENT_KEY_GW, ent_mapping_rows[i].abbreviation, &ent_mapping_rows[i].actor, 1,
                false);
    for (size_t i = 0; i < ent_iso_count; i++) {
        const ent_iso_row *row = &ent_iso_rows[i];
        if (row->borrowed) continue;
        add_key(b, ENT_KEY_ISO3, row->iso3, &row->actor, row->actor != 0, false);
        add_key(b, ENT_KEY_ISO2, row->iso2, &row->actor, row->actor != 0, false);
    }
    for (size_t i = 0; i < ent_period_count; i++)
        for (int k = 0; k < ENT_LANGUAGES; k++)
            add_name(b, ent_period_rows[i].name[k], &ent_period_rows[i].actor, 1, false);
    for (size_t i = 0; i < ent_name_count; i++)
        add_name(b, ent_name_rows[i].name, ent_name_rows[i].actor, ent_name_rows[i].count,
                 ent_name_rows[i].alternatives);
}

static int compare_to(ent_key_kind kind, const char *text, const ent_key *key) {
    if (kind != key->kind) return kind < key->kind ? -1 : 1;
    return strcmp(text, key->text);
}

static int by_kind_and_text(const void *left, const void *right) {
    const ent_key *key = left;
    return compare_to(key->kind, key->text, right);
}

/* One key for each text: what several rows say is put together. */
static size_t merge_equal(ent_key *keys, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || by_kind_and_text(&keys[kept - 1], &keys[i]) != 0) {
            keys[kept++] = keys[i];
            continue;
        }
        ent_key *same = &keys[kept - 1];
        for (int k = 0; k < keys[i].ref.count; k++)
            ent_ref_add(&same->ref, keys[i].ref.actor[k]);
        same->alternatives = same->alternatives || keys[i].alternatives;
    }
    return kept;
}

ent_status ent_keys_build(ent_keys *keys, ent_error *err) {
    builder b = {.err = err};
    size_t most = ent_actor_count * (1 + ENT_LANGUAGES) + ent_mapping_count + ent_iso_count * 2 +
                  ent_period_count * ENT_LANGUAGES + ent_name_count;
    b.status = ent_array_new((void **)&b.keys, most, sizeof *b.keys, err);
    if (b.status == ENT_OK)
        b.status = ent_array_new((void **)&b.places, most, sizeof *b.places, err);
    if (b.status == ENT_OK) add_tables(&b);
    if (b.status == ENT_OK) {
        for (size_t i = 0; i < b.count; i++)
            b.keys[i].text = b.texts.bytes + b.places[i];
        qsort(b.keys, b.count, sizeof *b.keys, by_kind_and_text);
        *keys = (ent_keys){b.keys, merge_equal(b.keys, b.count), b.texts.bytes};
    } else {
        free(b.keys);
        ent_text_free(&b.texts);
    }
    free(b.places);
    return b.status;
}

void ent_keys_free(ent_keys *keys) {
    free(keys->keys);
    free(keys->texts);
    *keys = (ent_keys){0};
}

const ent_key *ent_keys_find(const ent_keys *keys, ent_key_kind kind, const char *text) {
    size_t low = 0;
    size_t high = keys->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_to(kind, text, &keys->keys[middle]);
        if (order == 0) return &keys->keys[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
