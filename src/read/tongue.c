/* SPDX-License-Identifier: Apache-2.0 */
/* English, Chinese or another language: by script, and among languages in Latin script by their
 * most frequent words, which no text of some length does without. */
#include "read/tongue.h"

#include <string.h>

#include "read/utf8.h"

enum { LOOKED_AT = 320, LONG_ENOUGH = 12 };

/* Words of at most four letters, lower case, between blanks. */
static const char english_words[] = " the of and to in a is that for it with on as are was by this "
                                    "be at not or from has have its but they will an we you his "
                                    "he if no so can may more who ";
static const char other_words[] = " de la le les et des du que el los der die und das den il di "
                                  "per um uma dos da em se una por con para est dans pour qui sur "
                                  "mit von ist dem ein eine nicht auf zu im het een van dat och "
                                  "att som det je na si ve bir av yang dan ";

struct tally {
    size_t latin, han, kana, other; /* letters */
    size_t words, english, foreign;
};

static bool is_among(const char *list, const char *word, size_t length) {
    char padded[8] = " ";
    memcpy(padded + 1, word, length);
    memcpy(padded + 1 + length, " ", 2);
    return strstr(list, padded) != NULL;
}

/* A run of Latin letters; returns where it ends. */
static size_t count_word(const char *text, size_t at, size_t end, struct tally *tally) {
    char word[5];
    size_t begin = at;
    while (at < end && ent_is_alpha(text[at]))
        at++;
    size_t length = at - begin;
    tally->latin += length;
    tally->words++;
    if (length > 4) return at;
    for (size_t i = 0; i < length; i++)
        word[i] = ent_to_lower(text[begin + i]);
    if (is_among(english_words, word, length)) tally->english++;
    if (is_among(other_words, word, length)) tally->foreign++;
    return at;
}

static void count_letter(uint32_t c, struct tally *tally) {
    if (ent_is_han(c))
        tally->han++;
    else if ((c >= 0x3041 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3))
        tally->kana++;
    else if (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7)
        tally->latin++;
    else if ((c >= 0x370 && c < 0x1E00) || (c >= 0xA000 && c < 0xF900))
        tally->other++;
}

ent_tongue ent_tongue_of(const char *text, size_t begin, size_t end) {
    struct tally tally = {0};
    if (end - begin > LOOKED_AT) end = begin + LOOKED_AT;
    for (size_t at = begin; at < end;) {
        if (ent_is_alpha(text[at])) {
            at = count_word(text, at, end, &tally);
            continue;
        }
        size_t length = 1;
        if ((unsigned char)text[at] >= 0x80)
            count_letter(ent_utf8_at(text, at, end, &length), &tally);
        at += length;
    }
    /* A Chinese character says about as much as three letters. */
    size_t all = tally.latin + 3 * tally.han + 3 * tally.kana + tally.other;
    if (all == 0) return ENT_TONGUE_NONE;
    if (10 * tally.kana > tally.han + tally.kana || 2 * tally.other > all) return ENT_TONGUE_OTHER;
    if (2 * 3 * tally.han >= all) return ENT_TONGUE_CHINESE;
    if (tally.foreign > 1 && tally.foreign > tally.english) return ENT_TONGUE_OTHER;
    if (tally.words >= LONG_ENOUGH && 20 * tally.english < tally.words) return ENT_TONGUE_OTHER;
    return ENT_TONGUE_ENGLISH;
}
