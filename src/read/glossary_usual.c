/* SPDX-License-Identifier: Apache-2.0 */
/* The rows that come with the library: terms.csv and lexicon.csv of data/read/, compiled in, and
 * the names of states. */
#include <stdlib.h>
#include <string.h>

#include "actor/tables.h"
#include "base/array.h"
#include "read/glossary.h"
#include "read/utf8.h"

#include "glossary_tables.inc"

/* A listed translation is taken to be used in one of three cases, and a word of a name of several
 * in one of two. Only the order of size matters: frequencies of unknown words are 10⁴ times
 * smaller. */
static const float LISTED = 0.3F;

struct rows {
    ent_glossary_row *list;
    size_t count, capacity;
    ent_text words; /* of English names, one after another; offsets until all are there */
    size_t *offset;
    size_t offset_capacity;
};

static ent_status add(struct rows *rows, const char *zh, const char *en, size_t length,
                      ent_error *err) {
    ent_status status = ent_array_reserve((void **)&rows->list, &rows->capacity, rows->count + 1,
                                          sizeof *rows->list, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&rows->offset, &rows->offset_capacity, rows->count + 1,
                                   sizeof *rows->offset, err);
    if (status != ENT_OK) return status;
    rows->offset[rows->count] = rows->words.length;
    rows->list[rows->count++] = (ent_glossary_row){zh, NULL, LISTED, LISTED};
    status = ent_text_add(&rows->words, en, length, err);
    return status == ENT_OK ? ent_text_add(&rows->words, "", 1, err) : status;
}

static bool is_small_word(const char *word, size_t length) {
    static const char *const small[] = {"of", "and", "the", "St"};
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++)
        if (strlen(small[i]) == length && memcmp(word, small[i], length) == 0) return true;
    return false;
}

/* Each word of the English name translates the Chinese name. */
static ent_status add_name(struct rows *rows, const char *zh, const char *en, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t at = 0; en[at] != '\0' && status == ENT_OK;) {
        size_t begin = at;
        while (en[at] != '\0' && !ent_is_blank(en[at]) && en[at] != '-')
            at++;
        if (at > begin && !is_small_word(en + begin, at - begin))
            status = add(rows, zh, en + begin, at - begin, err);
        if (en[at] != '\0') at++;
    }
    return status;
}

static bool is_chinese(const char *name) {
    size_t length = 1;
    return ent_is_han(ent_utf8_at(name, 0, strlen(name), &length));
}

static ent_status add_names(struct rows *rows, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < ent_actor_count && status == ENT_OK; i++)
        status =
            add_name(rows, ent_actor_rows[i].name[ENT_ZH], ent_actor_rows[i].name[ENT_EN], err);
    for (size_t i = 0; i < ent_name_count && status == ENT_OK; i++) {
        const ent_name_row *name = &ent_name_rows[i];
        if (name->count != 1) continue;
        size_t row =
            ent_rows_from(ent_actor_rows, ent_actor_count, sizeof *ent_actor_rows, name->actor[0]);
        if (row == ent_actor_count || ent_actor_rows[row].actor != name->actor[0]) continue;
        const char *const *usual = ent_actor_rows[row].name;
        status = is_chinese(name->name) ? add_name(rows, name->name, usual[ENT_EN], err)
                                        : add_name(rows, usual[ENT_ZH], name->name, err);
    }
    return status;
}

ent_status ent_glossary_usual(ent_glossary **out, const ent_glossary_row *learned, size_t count,
                              bool with_learned, ent_error *err) {
    struct rows rows = {0};
    ent_status status = ENT_OK;
    *out = NULL;
    if (learned == NULL) {
        learned = learned_rows;
        count = sizeof learned_rows / sizeof learned_rows[0];
    }
    if (!with_learned) count = 0;
    for (size_t i = 0; i < sizeof term_rows / sizeof term_rows[0] && status == ENT_OK; i++)
        status = add(&rows, term_rows[i].zh, term_rows[i].en, strlen(term_rows[i].en), err);
    if (status == ENT_OK) status = add_names(&rows, err);
    for (size_t i = 0; i < rows.count && status == ENT_OK; i++)
        rows.list[i].en = rows.words.bytes + rows.offset[i];
    size_t listed = rows.count;
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&rows.list, &rows.capacity, listed + count,
                                   sizeof *rows.list, err);
    if (status == ENT_OK) {
        memmove(rows.list + count, rows.list,
                listed * sizeof *rows.list); /* the learned count first */
        memcpy(rows.list, learned, count * sizeof *rows.list);
        status = ent_glossary_new(out, rows.list, listed + count, err);
    }
    free(rows.list);
    free(rows.offset);
    ent_text_free(&rows.words);
    return status;
}
