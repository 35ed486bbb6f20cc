/* SPDX-License-Identifier: Apache-2.0 */
/* Military institutionalisation of an alliance, 0 none, 1 moderate, 2 high, after Leeds & Anac
 * 2005, "Alliance Institutionalization and Alliance Performance", International Interactions 31(3),
 * 183–202, on the fields of ATOP (Leeds, Ritter, Mitchell & Long 2002, International Interactions
 * 28(3), 237–260):
 *
 *   2  integrated command in peace and war (milcon 3 or intcom 1), or bases (base > 0)
 *   1  else, official military contact in peace (milcon 2), training or both forms of aid (milaid
 *      3, 4), subordination of forces (subord > 0), troop contributions (contrib 1), or an
 *      organisation for military purposes (orgpurp1 or orgpurp2 1 or 4)
 *   0  else
 *
 * A field that is missing in ATOP satisfies no condition: what cannot be shown is not counted. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "entente/measure.h"

enum { UNKNOWN = -1, CODE_MAX = 99, CODE_TEXT = 8 };

static bool military_purpose(int code) {
    return code == 1 || code == 4;
}

int ent_milinst(const ent_milinst_fields *f) {
    if (f->milcon == 3 || f->intcom == 1 || f->base > 0) return 2;
    if (f->milcon == 2 || f->milaid == 3 || f->milaid == 4 || f->subord > 0 || f->contrib == 1 ||
        military_purpose(f->orgpurp1) || military_purpose(f->orgpurp2))
        return 1;
    return 0;
}

/* The code in a word "NAME:CODE" if it is of that name. */
static bool word_code(const char *word, size_t length, const char *name, int *code) {
    size_t named = strlen(name);
    if (length <= named || strncmp(word, name, named) != 0 || word[named] != ':') return false;
    char text[CODE_TEXT] = "";
    int64_t value = UNKNOWN;
    size_t digits = length - named - 1;
    if (digits >= sizeof text) return false;
    memcpy(text, word + named + 1, digits);
    if (!ent_integer_read(text, &value) || value < 0 || value > CODE_MAX) return false;
    *code = (int)value;
    return true;
}

ent_milinst_fields ent_milinst_fields_read(const char *role) {
    ent_milinst_fields fields = {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
                                 UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};
    const struct {
        const char *name;
        int *code;
    } field[] = {{"milcon", &fields.milcon},     {"milaid", &fields.milaid},
                 {"intcom", &fields.intcom},     {"base", &fields.base},
                 {"subord", &fields.subord},     {"contrib", &fields.contrib},
                 {"orgpurp1", &fields.orgpurp1}, {"orgpurp2", &fields.orgpurp2}};
    const char *word = role != NULL ? role : "";
    while (*(word += strspn(word, " ")) != '\0') {
        size_t length = strcspn(word, " ");
        for (size_t f = 0; f < sizeof field / sizeof field[0]; f++)
            if (word_code(word, length, field[f].name, field[f].code)) break;
        word += length;
    }
    return fields;
}

/* Raise the pairs of members of one alliance whose terms share a day. */
static void raise_pairs(const ent_membership *member, const uint8_t *grade, size_t count, size_t n,
                        uint8_t *highest) {
    for (size_t p = 0; p < count; p++)
        for (size_t q = 0; q < count; q++) {
            if (member[p].first > member[q].last || member[q].first > member[p].last) continue;
            uint8_t *cell = &highest[member[p].row * n + member[q].row];
            uint8_t both = grade[p] > grade[q] ? grade[p] : grade[q];
            if (member[p].row != member[q].row && both > *cell) *cell = both;
        }
}

ent_status ent_milinst_pairs(const ent_slice *slice, const ent_pairs *pairs, double *out,
                             ent_error *err) {
    const ent_membership *member = slice->memberships;
    uint8_t *highest = NULL; /* n×n */
    uint8_t *grade = NULL;   /* by membership */
    ent_status status = ent_array_new((void **)&highest, slice->n * slice->n, 1, err);
    if (status == ENT_OK) status = ent_array_new((void **)&grade, slice->membership_count, 1, err);
    if (status != ENT_OK) goto done;
    for (size_t m = 0; m < slice->membership_count; m++) {
        ent_milinst_fields fields = ent_milinst_fields_read(member[m].role);
        grade[m] = (uint8_t)ent_milinst(&fields);
    }
    size_t end = 0;
    for (size_t m = 0; m < slice->membership_count; m = end) {
        for (end = m; end < slice->membership_count && member[end].alliance == member[m].alliance;)
            end++;
        raise_pairs(member + m, grade + m, end - m, slice->n, highest);
    }
    for (size_t p = 0; p < pairs->count; p++)
        out[p] =
            slice->alliance_covered ? highest[pairs->i[p] * slice->n + pairs->j[p]] : ent_missing();
done:
    free(highest);
    free(grade);
    return status;
}
