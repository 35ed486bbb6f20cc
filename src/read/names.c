/* SPDX-License-Identifier: Apache-2.0 */
/* Names of actors in text. All names, of the registry and of data/read/, stand in one trie; text is
 * walked from every beginning of a word and every Chinese character, the longest name wins, and the
 * search goes on behind it. Latin names end at a word's end and keep their capitals. */
#include "read/names.h"

#include <stdlib.h>
#include <string.h>

#include "actor/tables.h"
#include "base/array.h"
#include "read/letters.h"
#include "read/trie.h"

/* One name with one meaning. Those written alike once folded stand together. */
typedef struct meaning {
    char *folded;
    const char *name;
    ent_mention_kind kind;
    bool all;
    int bloc;
    ent_actor_ref ref;
    int32_t first, last; /* days */
} meaning;

struct ent_namer {
    const ent_actors *actors;
    meaning *meanings; /* by folded name, then first day */
    size_t count, capacity;
    ent_trie trie;         /* values index meanings: the first of a name */
    bool small_first[256]; /* some name begins with this byte, a small letter */
};

static ent_status add(ent_namer *names, meaning row, ent_error *err) {
    char folded[ENT_TRIE_KEY + 1];
    if (!ent_trie_fold(row.name, folded)) return ENT_OK;
    ent_status status = ent_array_reserve((void **)&names->meanings, &names->capacity,
                                          names->count + 1, sizeof row, err);
    if (status != ENT_OK) return status;
    row.folded = strdup(folded);
    if (!row.folded) return ent_fail(err, ENT_ERR_MEMORY, "out of memory for names");
    names->meanings[names->count++] = row;
    names->small_first[(unsigned char)row.name[0]] |= ent_is_small(row.name[0]);
    return ENT_OK;
}

static ent_status add_state(ent_namer *names, const char *name, const ent_actor *actor, int count,
                            ent_error *err) {
    meaning row = {.name = name, .kind = ENT_MENTION_STATE, .first = INT32_MIN, .last = INT32_MAX};
    if (!name[0]) return ENT_OK;
    row.ref.count = count;
    memcpy(row.ref.actor, actor, (size_t)count * sizeof *actor);
    return add(names, row, err);
}

/* Names of the registry. Those that a period gives are taken at all times: a text of today may
 * speak of the Soviet Union. */
static ent_status add_registry(ent_namer *names, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_actor_count && status == ENT_OK; i++)
        for (int k = 0; k < ENT_LANGUAGES && status == ENT_OK; k++)
            status = add_state(names, ent_actor_rows[i].name[k], &ent_actor_rows[i].actor, 1, err);
    for (size_t i = 0; i < ent_period_count && status == ENT_OK; i++)
        for (int k = 0; k < ENT_LANGUAGES && status == ENT_OK; k++)
            status =
                add_state(names, ent_period_rows[i].name[k], &ent_period_rows[i].actor, 1, err);
    for (size_t i = 0; i < ent_name_count && status == ENT_OK; i++)
        status = add_state(names, ent_name_rows[i].name, ent_name_rows[i].actor,
                           ent_name_rows[i].count, err);
    return status;
}

static ent_status add_tables(ent_namer *names, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_reading_name_count && status == ENT_OK; i++) {
        const ent_reading_name *from = &ent_reading_names[i];
        meaning row = {.name = from->name,
                       .kind = from->kind,
                       .all = from->all,
                       .bloc = from->bloc,
                       .first = INT32_MIN,
                       .last = INT32_MAX};
        row.ref.count = from->count;
        memcpy(row.ref.actor, from->actor, sizeof row.ref.actor);
        if (from->first.year != 0) row.first = ent_date_days(from->first, false);
        if (from->last.year != 0) row.last = ent_date_days(from->last, true);
        status = add(names, row, err);
    }
    return status;
}

static int by_name(const void *a, const void *b) {
    const meaning *left = a;
    const meaning *right = b;
    int order = strcmp(left->folded, right->folded);
    if (order) return order;
    return (left->first > right->first) - (left->first < right->first);
}

static ent_status build(ent_namer *names, ent_error *err) {
    if (names->count == 0) return ent_fail(err, ENT_ERR_USAGE, "no names");
    qsort(names->meanings, names->count, sizeof *names->meanings, by_name);
    ent_trie_key *keys = NULL;
    ent_status status = ent_array_new((void **)&keys, names->count, sizeof *keys, err);
    size_t count = 0;
    for (size_t i = 0; i < names->count && status == ENT_OK; i++)
        if (i == 0 || strcmp(names->meanings[i].folded, names->meanings[i - 1].folded) != 0)
            keys[count++] = (ent_trie_key){names->meanings[i].folded, (int32_t)i};
    if (status == ENT_OK) status = ent_trie_build(&names->trie, keys, count, err);
    free(keys);
    return status;
}

ent_status ent_namer_new(const ent_actors *actors, ent_namer **out, ent_error *err) {
    *out = NULL;
    ent_namer *names = calloc(1, sizeof *names);
    if (!names) return ent_fail(err, ENT_ERR_MEMORY, "out of memory for names");
    names->actors = actors;
    ent_status status = add_registry(names, err);
    if (status == ENT_OK) status = add_tables(names, err);
    if (status == ENT_OK) status = build(names, err);
    if (status != ENT_OK) {
        ent_namer_free(names);
        return status;
    }
    *out = names;
    return ENT_OK;
}

void ent_namer_free(ent_namer *names) {
    if (!names) return;
    for (size_t i = 0; i < names->count; i++)
        free(names->meanings[i].folded);
    free(names->meanings);
    ent_trie_free(&names->trie);
    free(names);
}

/* A person's name begins with a capital, and so does its last word: "Kim Jong-un" and "Kim Jong-Un"
 * are both written. */
static bool person_fits(const char *text, ent_text_span span) {
    size_t last = span.begin;
    for (size_t i = span.begin + 1; i < span.end; i++)
        if (text[i - 1] == ' ') last = i;
    return !ent_is_small(text[span.begin]) && !ent_is_small(text[last]);
}

/* Capitals as the table has them, or all letters large in a name of four letters or more. */
static bool capitals_fit(const char *name, const char *text, ent_text_span span) {
    size_t end = strlen(name);
    size_t letters = 0;
    bool exact = true;
    bool large = true;
    size_t i = 0;
    size_t k = span.begin;
    while (i < end && k < span.end) {
        char c = text[k];
        letters += ent_is_capital(c) || ent_is_small(c);
        exact &= ent_is_capital(name[i]) == ent_is_capital(c);
        large &= !ent_is_small(c);
        ent_folded_byte(name, i, end, &i);
        ent_folded_byte(text, k, span.end, &k);
    }
    return exact || (large && letters >= 4);
}

/* In a headline all in capitals "US" may be the pronoun. */
static bool shouted(const char *text, ent_text_span span) {
    for (size_t i = span.begin; i < span.end; i++)
        if (ent_is_small(text[i])) return false;
    return true;
}

static bool is_us(const char *name) {
    return strcmp(name, "US") == 0;
}

/* "Clinton" after another capital word is somebody else, unless the word is a title or begins the
 * sentence. */
static bool other_person(const char *text, ent_text_span sentence, size_t at) {
    static const char *const titles[] = {
        "President", "Minister", "Premier",  "Secretary", "Chairman",   "Chancellor", "Leader",
        "Mr",        "Mr.",      "Marshal",  "General",   "Gen.",       "Comrade",    "Senator",
        "Then",      "Under",    "Dictator", "Admiral",   "Ambassador", "Mrs."};
    if (at < sentence.begin + 3 || text[at - 1] != ' ') return false;
    size_t begin = at - 1;
    while (begin > sentence.begin && text[begin - 1] != ' ' && text[begin - 1] != '\n')
        begin--;
    if (begin == sentence.begin || !ent_is_capital(text[begin])) return false;
    size_t length = at - 1 - begin;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strlen(titles[i]) == length && memcmp(text + begin, titles[i], length) == 0)
            return false;
    return ent_is_small(text[at - 2]) || text[at - 2] == '.';
}

static bool fits(const meaning *row, const char *text, ent_text_span sentence, ent_text_span span) {
    size_t length = strlen(row->name);
    bool latin = (unsigned char)row->name[0] < 0x80 || !ent_begins_han(row->name[0]);
    if (!latin) return true;
    if (ent_begins_letter(row->name[length - 1]) && span.end < sentence.end &&
        ent_begins_letter(text[span.end]))
        return false;
    if (row->kind == ENT_MENTION_LEADER) {
        bool surname = !strchr(row->name, ' ');
        return person_fits(text, span) && !(surname && other_person(text, sentence, span.begin));
    }
    if (is_us(row->name) && shouted(text, sentence) && sentence.end - sentence.begin > 2)
        return false;
    return capitals_fit(row->name, text, span);
}

static int32_t days_apart(const meaning *row, int32_t day) {
    if (day < row->first) return row->first - day;
    return day > row->last ? day - row->last : 0;
}

/* Of two meanings in force the later in office (Bush the son), or that of a whole lineage. */
static bool closer(const meaning *a, const meaning *b) {
    if (a->first != b->first) return a->first > b->first;
    return a->kind == b->kind && a->ref.count > b->ref.count;
}

/* Of the meanings of one name that fit, the one in force on the day, or else the nearest in time;
 * the first listed of equals. */
static const meaning *choose(const ent_namer *names, size_t first, const char *text,
                             ent_text_span sentence, ent_text_span span, int32_t day) {
    const meaning *best = NULL;
    int64_t nearest = INT64_MAX;
    const meaning *row = &names->meanings[first];
    const meaning *end = names->meanings + names->count;
    for (const meaning *m = row; m < end && strcmp(m->folded, row->folded) == 0; m++) {
        if (!fits(m, text, sentence, span)) continue;
        if (m->kind == ENT_MENTION_NONE) return m;
        int64_t apart = days_apart(m, day);
        if (apart > nearest || (apart == nearest && !closer(m, best))) continue;
        nearest = apart;
        best = m;
    }
    return best;
}

static void resolve(const ent_namer *names, const meaning *row, int32_t day, ent_mention *out) {
    out->kind = row->kind;
    out->bloc = row->bloc;
    out->former = days_apart(row, day) > 0;
    if (row->ref.count == 0) return;
    if (row->all) {
        out->count = row->ref.count < ENT_MENTION_ACTORS ? row->ref.count : ENT_MENTION_ACTORS;
        memcpy(out->actor, row->ref.actor, (size_t)out->count * sizeof *out->actor);
        return;
    }
    ent_actor actor = row->ref.actor[0];
    if (row->ref.count > 1) {
        ent_actor then = ent_actor_ref_during(names->actors, ENT_COW, &row->ref, day, day);
        actor = then ? then : row->ref.actor[row->ref.count - 1];
    }
    out->count = 1;
    out->actor[0] = actor;
}

/* The longest name that begins at @p at, or NULL. */
static const meaning *name_at(const ent_namer *names, const char *text, ent_text_span sentence,
                              size_t at, int32_t day, size_t *end) {
    ent_trie_hit hits[ENT_TRIE_HITS];
    size_t count = ent_trie_walk(&names->trie, text, at, sentence.end, hits);
    while (count > 0) {
        count--;
        ent_text_span span = {at, hits[count].end};
        const meaning *row = choose(names, (size_t)hits[count].value, text, sentence, span, day);
        if (!row) continue;
        *end = span.end;
        return row;
    }
    return NULL;
}

/* True when a name may begin at @p at, which is the start of a word or of another character. */
static bool may_begin(const ent_namer *names, char c) {
    if (ent_is_small(c)) return names->small_first[(unsigned char)c];
    return ent_begins_letter(c) || ent_begins_han(c);
}

size_t ent_namer_find(const ent_namer *names, const char *text, ent_text_span span, int32_t day,
                      ent_mention *list, size_t capacity) {
    size_t count = 0;
    size_t at = span.begin;
    while (at < span.end && count < capacity) {
        size_t end = 0;
        const meaning *row = NULL;
        if (may_begin(names, text[at])) row = name_at(names, text, span, at, day, &end);
        if (row && row->kind != ENT_MENTION_NONE) {
            list[count] = (ent_mention){.span = {at, end}};
            resolve(names, row, day, &list[count++]);
        }
        if (row)
            at = end;
        else if (ent_begins_letter(text[at]))
            at = ent_word_end(text, at, span.end);
        else
            at += ent_character(text, at, span.end);
    }
    return count;
}
