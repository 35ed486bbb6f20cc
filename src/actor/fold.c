/* SPDX-License-Identifier: Apache-2.0 */
/* Names made comparable, with ICU where they are not plain ASCII. */
#include "actor/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define UNITS 512 /* UTF-16 units, or characters, of a name while it is worked on */

/* Case-fold and decompose; the number of characters, −1 when it does not fit or is no UTF-8. */
static int32_t decompose(const char *text, int32_t length, UChar32 characters[UNITS]) {
    UErrorCode error = U_ZERO_ERROR;
    UChar units[UNITS];
    UChar cased[UNITS];
    int32_t count = 0;
    u_strFromUTF8(units, UNITS, &count, text, length, &error);
    const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&error);
    const UNormalizer2 *split = unorm2_getNFDInstance(&error);
    if (U_FAILURE(error)) return -1;
    count = unorm2_normalize(fold, units, count, cased, UNITS, &error);
    if (U_FAILURE(error)) return -1;
    count = unorm2_normalize(split, cased, count, units, UNITS, &error);
    if (U_FAILURE(error)) return -1;
    u_strToUTF32(characters, UNITS, &count, units, count, &error);
    return U_FAILURE(error) ? -1 : count;
}

/* Words of a name being folded, joined by single blanks. */
typedef struct words {
    uint8_t *bytes;
    size_t length;
    bool gap; /* a blank is due before the next letter */
} words;

static void add_letter(words *out, uint32_t letter) {
    if (out->length + U8_MAX_LENGTH + 2 > ENT_FOLDED) return;
    if (out->gap && out->length > 0) out->bytes[out->length++] = ' ';
    out->gap = false;
    U8_APPEND_UNSAFE(out->bytes, out->length, letter);
}

static void add_character(words *out, UChar32 character) {
    if (character == '&') {
        out->gap = true;
        add_letter(out, 'a');
        add_letter(out, 'n');
        add_letter(out, 'd');
        out->gap = true;
    } else if (u_isalnum(character)) {
        add_letter(out, (uint32_t)character);
    } else if (u_charType(character) != U_NON_SPACING_MARK) {
        out->gap = true;
    }
}

static bool begins_with_word(const char *text, const char *word) {
    size_t length = strlen(word);
    return strncmp(text, word, length) == 0 && text[length] == ' ';
}

/* Write words without their blanks, "the" and "st" at the beginning seen to. */
static void join_words(const char *from, char folded[ENT_FOLDED]) {
    size_t length = 0;
    if (begins_with_word(from, "the")) from += strlen("the ");
    if (begins_with_word(from, "st")) {
        memcpy(folded, "saint", strlen("saint"));
        length = strlen("saint");
        from += strlen("st ");
    }
    for (; *from != '\0' && length + 1 < ENT_FOLDED; from++)
        if (*from != ' ') folded[length++] = *from;
    folded[length] = '\0';
}

bool ent_fold(const char *text, size_t length, char folded[ENT_FOLDED]) {
    uint8_t spaced[ENT_FOLDED] = {0};
    words out = {spaced, 0, false};
    if (length > ENT_NAME_MAX) return false;
    size_t ascii = 0;
    while (ascii < length && (unsigned char)text[ascii] < 0x80)
        ascii++;
    if (ascii == length) { /* the common case needs no normaliser */
        for (size_t i = 0; i < length; i++)
            add_character(&out, u_tolower((UChar32)text[i]));
    } else {
        UChar32 characters[UNITS];
        int32_t count = decompose(text, (int32_t)length, characters);
        if (count < 0) return false;
        for (int32_t i = 0; i < count; i++)
            add_character(&out, characters[i]);
    }
    join_words((const char *)spaced, folded);
    return folded[0] != '\0';
}

/* Han characters of names lie in the basic plane: one unit each. */
static bool has_han(const UChar *units, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        UErrorCode error = U_ZERO_ERROR;
        if (uscript_getScript(units[i], &error) == USCRIPT_HAN) return true;
    }
    return false;
}

bool ent_simplify(const char *text, char simplified[ENT_FOLDED]) {
    UErrorCode error = U_ZERO_ERROR;
    UChar units[UNITS];
    int32_t count = 0;
    size_t length = strlen(text);
    if (length > ENT_NAME_MAX) return false;
    u_strFromUTF8(units, UNITS, &count, text, (int32_t)length, &error);
    if (U_FAILURE(error) || !has_han(units, count)) return false;
    static const UChar id[] = u"Traditional-Simplified";
    UTransliterator *transliterator = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    if (U_FAILURE(error)) return false;
    int32_t limit = count;
    utrans_transUChars(transliterator, units, &count, UNITS, 0, &limit, &error);
    utrans_close(transliterator);
    u_strToUTF8(simplified, ENT_FOLDED, NULL, units, count, &error);
    return U_SUCCESS(error) && error != U_STRING_NOT_TERMINATED_WARNING &&
           strcmp(simplified, text) != 0;
}

void ent_printable(const char *text, char *out, size_t size) {
    UErrorCode error = U_ZERO_ERROR;
    UChar units[UNITS];
    int32_t most = (int32_t)((size - 1) / 3); /* a unit is at most three bytes */
    if (most > UNITS) most = UNITS;
    int32_t count = 0;
    int32_t length = (int32_t)strnlen(text, (size_t)most * 4);
    u_strFromUTF8WithSub(units, most, &count, text, length, '?', NULL, &error);
    if (count > most) count = most;
    for (int32_t i = 0; i < count; i++)
        if (u_iscntrl(units[i])) units[i] = ' ';
    error = U_ZERO_ERROR;
    out[0] = '\0';
    u_strToUTF8WithSub(out, (int32_t)size, NULL, units, count, '?', NULL, &error);
}
