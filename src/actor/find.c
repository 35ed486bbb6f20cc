/* SPDX-License-Identifier: Apache-2.0 */
/* What a text stands for: a code, or a name in one of the forms people write it in. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "actor/fold.h"
#include "actor/suggest.h"

#define CODE_DIGITS 6

/* What looking up one form of the text gave. A key without actors is a code of no state. */
typedef struct lookup {
    const ent_actors *actors;
    ent_actor_ref ref;
    bool alternatives;
} lookup;

static bool take_key(lookup *look, const ent_key *key) {
    if (key == NULL) return false;
    look->ref = key->ref;
    look->alternatives = key->alternatives;
    return true;
}

static bool take_gw(lookup *look, int32_t code) {
    size_t count = 0;
    const ent_mapping_row *run = ent_mapping_of(code, &count);
    for (size_t i = 0; i < count; i++)
        ent_ref_add(&look->ref, run[i].actor);
    return count > 0;
}

static bool take_cow(lookup *look, int32_t code) {
    if (code <= 0 || code >= ENT_GW_ONLY || ent_actor_row_of(code) == NULL) return false;
    ent_ref_add(&look->ref, code);
    return true;
}

/* A text of digits only, as a number; −1 when it is none. */
static int32_t digits(const char *text) {
    size_t length = strspn(text, "0123456789");
    if (length == 0 || length > CODE_DIGITS || text[length] != '\0') return -1;
    return (int32_t)strtol(text, NULL, 10);
}

/* The text as a code of @p length capital letters; false when it is no such thing. */
static bool letters(const char *text, size_t length, char *capitals) {
    if (strlen(text) != length) return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x80 || !isalpha(c)) return false;
        capitals[i] = (char)toupper(c);
    }
    capitals[length] = '\0';
    return true;
}

static bool take_letters(lookup *look, ent_key_kind kind, const char *text) {
    char capitals[4];
    size_t length = kind == ENT_KEY_ISO2 ? 2 : 3;
    return letters(text, length, capitals) &&
           take_key(look, ent_keys_find(&look->actors->keys, kind, capitals));
}

/* "cow:255", "gw:GFR", "iso3:DEU", "iso2:DE". *told is set when the text has such a beginning. */
static bool take_told(lookup *look, const char *text, bool *told) {
    static const struct {
        const char *prefix;
        ent_key_kind kind;
    } systems[] = {{"cow:", ENT_KEY_COW},
                   {"gw:", ENT_KEY_GW},
                   {"iso3:", ENT_KEY_ISO3},
                   {"iso2:", ENT_KEY_ISO2}};
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        size_t length = strlen(systems[i].prefix);
        if (strncasecmp(text, systems[i].prefix, length) != 0) continue;
        *told = true;
        const char *code = text + length;
        code += strspn(code, " ");
        int32_t number = digits(code);
        if (number < 0) return take_letters(look, systems[i].kind, code);
        if (systems[i].kind == ENT_KEY_COW) return take_cow(look, number);
        return systems[i].kind == ENT_KEY_GW && take_gw(look, number);
    }
    return false;
}

/* Only two capitals are a code, so that short words in running text are not. "NA" alone is the
 * usual mark for a missing value: Namibia has to be told as "iso2:NA". */
static bool take_two_letters(lookup *look, const char *text) {
    return isupper((unsigned char)text[0]) && isupper((unsigned char)text[1]) &&
           strcmp(text, "NA") != 0 && take_letters(look, ENT_KEY_ISO2, text);
}

/* Three letters are an ISO code before they are an abbreviation. */
static bool take_code(lookup *look, const char *text) {
    int32_t number = digits(text);
    if (number >= 0) return take_cow(look, number) || take_gw(look, number);
    if (strlen(text) == 2) return take_two_letters(look, text);
    return take_letters(look, ENT_KEY_ISO3, text) || take_letters(look, ENT_KEY_COW, text) ||
           take_letters(look, ENT_KEY_GW, text);
}

static bool take_folded(lookup *look, const char *text, size_t length) {
    char folded[ENT_FOLDED];
    return ent_fold(text, length, folded) &&
           take_key(look, ent_keys_find(&look->actors->keys, ENT_KEY_NAME, folded));
}

/* "Korea, Republic of" is looked up as "Republic of Korea" too. */
static bool take_name(lookup *look, const char *text, size_t length) {
    char turned[ENT_NAME_MAX + 2];
    if (take_folded(look, text, length)) return true;
    const char *comma = memchr(text, ',', length);
    if (comma == NULL || length > ENT_NAME_MAX) return false;
    size_t before = (size_t)(comma - text);
    size_t after = length - before - 1;
    memcpy(turned, comma + 1, after);
    turned[after] = ' ';
    memcpy(turned + after + 1, text, before);
    return take_folded(look, turned, after + 1 + before);
}

/* A name as it stands; without what stands in brackets at its end, as in "Iran (Persia)"; in
 * simplified characters. The last loads ICU's transliterator and so comes last. */
static bool take_any_name(lookup *look, const char *text) {
    char simplified[ENT_FOLDED];
    size_t length = strlen(text);
    if (take_name(look, text, length)) return true;
    const char *bracket = strchr(text, '(');
    if (bracket != NULL && bracket != text && text[length - 1] == ')' &&
        take_name(look, text, (size_t)(bracket - text)))
        return true;
    return ent_simplify(text, simplified) && take_name(look, simplified, strlen(simplified));
}

static bool blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

ent_status ent_actor_find(const ent_actors *actors, const char *text, ent_actor_ref *ref,
                          ent_error *err) {
    lookup look = {.actors = actors};
    char trimmed[ENT_NAME_MAX + 1] = {0};
    bool told = false;
    while (blank(*text))
        text++;
    size_t length = strnlen(text, sizeof trimmed);
    if (length == sizeof trimmed) return ent_suggest(actors, text, err);
    while (length > 0 && blank(text[length - 1]))
        length--;
    memcpy(trimmed, text, length);
    trimmed[length] = '\0';
    bool found = take_told(&look, trimmed, &told) ||
                 (!told && (take_code(&look, trimmed) || take_any_name(&look, trimmed)));
    if (!found || look.ref.count == 0) return ent_suggest(actors, trimmed, err);
    if (look.alternatives) return ent_say_alternatives(trimmed, &look.ref, err);
    *ref = look.ref;
    return ENT_OK;
}
