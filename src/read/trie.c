/* SPDX-License-Identifier: Apache-2.0 */
/* Double-array trie: from state s byte c leads to t = base[s] + c if check[t] = s. A key's end is
 * the transition on byte 0, whose base is the key's value.
 * Aoe, J. (1989). An efficient digital search algorithm by using a double-array structure. IEEE
 * Transactions on Software Engineering 15(9): 1066–1077. */
#include "read/trie.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { ROOT = 1, BYTES = 256, UNUSED = 0 };

static ent_status grow(ent_trie *trie, size_t need, ent_error *err) {
    if (need <= trie->count) return ENT_OK;
    size_t count = trie->count ? trie->count : 4 * BYTES;
    while (count < need)
        count += count / 2;
    ent_trie_cell *cells = realloc(trie->cells, count * sizeof *cells);
    if (!cells) return ent_fail(err, ENT_ERR_MEMORY, "out of memory for names");
    memset(cells + trie->count, 0, (count - trie->count) * sizeof *cells);
    trie->cells = cells;
    trie->count = count;
    return ENT_OK;
}

/* The smallest base at which all the labels fall on unused cells. */
static ent_status place(ent_trie *trie, const unsigned char *labels, size_t count, size_t *base,
                        ent_error *err) {
    while (trie->free < trie->count && trie->cells[trie->free].check != UNUSED)
        trie->free++;
    size_t first = trie->free > labels[0] + (size_t)ROOT ? trie->free - labels[0] : ROOT + 1;
    for (size_t b = first;; b++) {
        ent_status status = grow(trie, b + BYTES, err);
        if (status != ENT_OK) return status;
        size_t i = 0;
        while (i < count && trie->cells[b + labels[i]].check == UNUSED)
            i++;
        if (i < count) continue;
        *base = b;
        return ENT_OK;
    }
}

static unsigned char label_at(const ent_trie_key *key, size_t depth) {
    return (unsigned char)key->text[depth];
}

/* Fill in the state whose keys are [first, last), all alike up to depth. As deep as a key is long.
 */
static ent_status fill(ent_trie *trie, // NOLINT(misc-no-recursion)
                       const ent_trie_key *keys, size_t first, size_t last, size_t depth,
                       size_t state, ent_error *err) {
    unsigned char labels[BYTES];
    size_t count = 0;
    for (size_t i = first; i < last; i++)
        if (count == 0 || labels[count - 1] != label_at(&keys[i], depth))
            labels[count++] = label_at(&keys[i], depth);
    size_t base = 0;
    ent_status status = place(trie, labels, count, &base, err);
    if (status != ENT_OK) return status;
    trie->cells[state].base = (int32_t)base;
    for (size_t i = 0; i < count; i++)
        trie->cells[base + labels[i]].check = (int32_t)state;
    size_t begin = first;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        size_t end = begin;
        while (end < last && label_at(&keys[end], depth) == labels[i])
            end++;
        if (labels[i] == 0)
            trie->cells[base].base = keys[begin].value;
        else
            status = fill(trie, keys, begin, end, depth + 1, base + labels[i], err);
        begin = end;
    }
    return status;
}

ent_status ent_trie_build(ent_trie *trie, const ent_trie_key *keys, size_t count, ent_error *err) {
    *trie = (ent_trie){.free = ROOT + 1};
    ent_status status = grow(trie, 4 * (size_t)BYTES, err);
    if (status != ENT_OK) return status;
    trie->cells[ROOT].check = ROOT;
    if (count > 0) status = fill(trie, keys, 0, count, 0, ROOT, err);
    if (status != ENT_OK) ent_trie_free(trie);
    return status;
}

void ent_trie_free(ent_trie *trie) {
    free(trie->cells);
    *trie = (ent_trie){0};
}

/* Folding of characters beyond ASCII that stand for an ASCII one; 0 for others. */
static unsigned char folded_beyond(const unsigned char *s, size_t left, size_t *length) {
    if (left >= 2 && s[0] == 0xC2 && s[1] == 0xA0) { /* no-break space */
        *length = 2;
        return ' ';
    }
    if (left < 3 || s[0] != 0xE2 || s[1] != 0x80) return 0;
    *length = 3;
    if (s[2] == 0x98 || s[2] == 0x99) return '\'';
    if (s[2] >= 0x90 && s[2] <= 0x93) return '-';
    return 0;
}

static bool is_space(unsigned char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

unsigned char ent_folded_byte(const char *text, size_t at, size_t end, size_t *next) {
    const unsigned char *s = (const unsigned char *)text;
    unsigned char c = s[at];
    *next = at + 1;
    if (c > ' ' && c < 0x80) return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    size_t length = 1;
    unsigned char folded = c;
    if (c >= 0x80) {
        folded = folded_beyond(s + at, end - at, &length);
        if (!folded) return c;
        *next = at + length;
    }
    if (folded != ' ' && !is_space(folded)) return folded;
    while (*next < end && is_space(s[*next]))
        ++*next;
    return ' ';
}

bool ent_trie_fold(const char *text, char folded[ENT_TRIE_KEY + 1]) {
    size_t end = strlen(text);
    size_t length = 0;
    for (size_t at = 0; at < end;) {
        if (length == ENT_TRIE_KEY) return false;
        folded[length++] = (char)ent_folded_byte(text, at, end, &at);
    }
    folded[length] = '\0';
    return true;
}

size_t ent_trie_walk(const ent_trie *trie, const char *text, size_t at, size_t end,
                     ent_trie_hit hits[ENT_TRIE_HITS]) {
    const ent_trie_cell *cells = trie->cells;
    size_t state = ROOT;
    size_t count = 0;
    while (at < end) {
        size_t next = 0;
        unsigned char c = ent_folded_byte(text, at, end, &next);
        if (c == 0) break;
        size_t to = (size_t)cells[state].base + c;
        if (cells[to].check != (int32_t)state) break;
        state = to;
        at = next;
        size_t stop = (size_t)cells[state].base;
        if (cells[stop].check != (int32_t)state) continue;
        if (count == ENT_TRIE_HITS) {
            memmove(hits, hits + 1, (ENT_TRIE_HITS - 1) * sizeof *hits);
            count--;
        }
        hits[count++] = (ent_trie_hit){.end = at, .value = cells[stop].base};
    }
    return count;
}
