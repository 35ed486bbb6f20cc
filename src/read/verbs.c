/* SPDX-License-Identifier: Apache-2.0 */
#include "read/verbs.h"

#include <string.h>

#include "entente/reader_model.h"

static ent_status put(ent_verbs *lexicon, uint32_t hash, size_t row, ent_error *err) {
    uint32_t slot = hash % ENT_VERB_SLOTS;
    size_t tried = 0;
    while (lexicon->key[slot] != 0 && lexicon->key[slot] != hash) {
        if (++tried > ENT_VERB_SLOTS / 2)
            return ent_fail(err, ENT_ERR_LIMIT, "the lexicon holds more patterns than fit");
        slot = (slot + 1) % ENT_VERB_SLOTS;
    }
    lexicon->key[slot] = hash;
    lexicon->filter[(hash >> 16) / 64] |= UINT64_C(1) << ((hash >> 16) % 64);
    for (size_t k = 0; k < ENT_VERB_CODES; k++)
        if (lexicon->row[slot][k] == 0 || lexicon->row[slot][k] == row + 1) {
            lexicon->row[slot][k] = (uint8_t)(row + 1);
            break;
        }
    return ENT_OK;
}

ent_status ent_verb_fill(ent_verbs *lexicon, ent_error *err) {
    ent_stem tokens[ENT_STEMS];
    memset(lexicon, 0, sizeof *lexicon);
    for (size_t row = 0; ent_verb_rows[row].code != NULL; row++) {
        const char *words = ent_verb_rows[row].words;
        while (*words != '\0') {
            size_t length = strcspn(words, "|");
            size_t count = ent_stems_read(words, length, tokens);
            uint32_t hash = tokens[0].stem;
            for (size_t k = 1; k < count; k++)
                hash = ent_stems_join(hash, tokens[k].stem);
            ent_status status = put(lexicon, hash, row, err);
            if (status != ENT_OK) return status;
            words += length + (words[length] == '|');
        }
        lexicon->rows = row + 1;
    }
    return ENT_OK;
}

int ent_verb_root(size_t row) {
    static const ent_root roots[21] = {
        [3] = ENT_ROOT_AGREE,     [4] = ENT_ROOT_CONSULT,   [5] = ENT_ROOT_SUPPORT,
        [6] = ENT_ROOT_COOPERATE, [7] = ENT_ROOT_AID,       [8] = ENT_ROOT_YIELD,
        [2] = ENT_ROOT_REQUEST,   [9] = ENT_ROOT_ACCUSE,    [10] = ENT_ROOT_REQUEST,
        [11] = ENT_ROOT_ACCUSE,   [12] = ENT_ROOT_REJECT,   [13] = ENT_ROOT_THREATEN,
        [14] = ENT_ROOT_PROTEST,  [15] = ENT_ROOT_MOBILIZE, [16] = ENT_ROOT_SANCTION,
        [17] = ENT_ROOT_COERCE,   [18] = ENT_ROOT_ASSAULT,  [19] = ENT_ROOT_ASSAULT,
        [20] = ENT_ROOT_ASSAULT,
    };
    const char *code = ent_verb_rows[row].code;
    if (code[0] < '0' || code[0] > '2') return -1;
    int family = (code[0] - '0') * 10 + (code[1] - '0');
    return family < 2 || family > 20 ? -1 : (int)roots[family];
}
