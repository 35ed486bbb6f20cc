/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to UTF-8: the encoding is recognised, ICU converts what is not UTF-8, and one pass leaves
 * out what cannot be read. */
#include "read/decode.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>

#include "read/utf8.h"

enum {
    SAMPLE = 1 << 16,  /* bytes the detectors look at */
    DECLARED = 1 << 10 /* bytes in which a page declares its encoding */
};

/* ---- UTF-8 ---- */

static const uint64_t HIGH_BITS = UINT64_C(0x8080808080808080);
static const uint64_t ONES = UINT64_C(0x0101010101010101);

/* True when the eight bytes are printable ASCII: none below blank, none 127 or above. */
static bool plain_eight(const unsigned char *bytes) {
    uint64_t word = 0;
    memcpy(&word, bytes, sizeof word);
    uint64_t below = (word - ONES * 0x20) & ~word & HIGH_BITS;
    uint64_t above = (word + ONES) & HIGH_BITS;
    return ((word & HIGH_BITS) | below | above) == 0;
}

/* One character other than printable ASCII; returns the bytes read. */
static size_t decode_one(const unsigned char *c, const unsigned char *end, char **out) {
    size_t length = ent_utf8_length(c, end);
    if (c[0] == '\r') {
        *(*out)++ = '\n';
        return end - c > 1 && c[1] == '\n' ? 2 : 1;
    }
    if (length == 0) {
        *out += ent_utf8_put(ENT_REPLACEMENT, *out);
        return 1;
    }
    size_t same = 0;
    uint32_t kept = ent_utf8_kept(ent_utf8_at((const char *)c, 0, length, &same));
    if (kept != 0) *out += ent_utf8_put(kept, *out);
    return length;
}

ent_status ent_decode_utf8(const void *bytes, size_t size, ent_text *text, ent_error *err) {
    const unsigned char *c = bytes;
    const unsigned char *end = c + size;
    while (c < end) { /* a bad byte takes three: room is made by the piece */
        size_t piece = (size_t)(end - c) < SAMPLE ? (size_t)(end - c) : SAMPLE;
        ent_status status = ent_array_reserve((void **)&text->bytes, &text->capacity,
                                              text->length + 3 * piece + 16, 1, err);
        if (status != ENT_OK) return status;
        char *out = text->bytes + text->length;
        const unsigned char *stop = c + piece;
        while (c < stop) {
            if (stop - c >= 8 && plain_eight(c)) {
                memcpy(out, c, 8);
                c += 8;
                out += 8;
            } else if (*c >= 0x20 && *c < 0x7F) {
                *out++ = (char)*c++;
            } else {
                c += decode_one(c, end, &out);
            }
        }
        text->length = (size_t)(out - text->bytes);
        text->bytes[text->length] = '\0';
    }
    return ent_text_add(text, "", 0, err);
}

/* ---- other encodings ---- */

/* How many characters of more than one byte are well-formed, and how many bytes are not. */
static void count_utf8(const unsigned char *c, size_t size, size_t *good, size_t *bad) {
    const unsigned char *end = c + size;
    *good = *bad = 0;
    while (c < end) {
        size_t length = ent_utf8_length(c, end);
        if (length == 0 && end - c < 4 && c[0] >= 0xC2) return; /* cut by the end */
        *good += length > 1;
        *bad += length == 0;
        c += length > 0 ? length : 1;
    }
}

/* UTF-16 without a mark: one byte of each pair is zero in Latin text, or the pairs are mostly
 * Chinese characters and blanks or line feeds are not seen as single bytes. */
static const char *recognise_utf16(const unsigned char *c, size_t size) {
    size_t zero[2] = {0};
    size_t pairs = size / 2;
    for (size_t i = 0; i < 2 * pairs; i++)
        zero[i & 1] += c[i] == 0;
    if (pairs < 2 || zero[0] + zero[1] < pairs / 20 + 2) return NULL;
    if (zero[1] > 8 * zero[0]) return "UTF-16LE";
    return zero[0] > 8 * zero[1] ? "UTF-16BE" : NULL;
}

/* Bytes above ASCII come in pairs that are characters of GBK (or in fours, GB18030). */
static bool in_pairs(const unsigned char *c, size_t size) {
    size_t pairs = 0;
    size_t common = 0;
    size_t bad = 0;
    for (size_t i = 0; i < size; i++) {
        if (c[i] < 0x80) continue;
        if (i + 1 == size) break;
        unsigned char trail = c[i + 1];
        if (c[i] == 0x80 || c[i] == 0xFF || trail < 0x30 || trail == 0x7F || trail == 0xFF) {
            bad++;
            continue;
        }
        if (trail < 0x40) { /* two more bytes follow */
            i += 3;
            continue;
        }
        pairs++;
        common += c[i] >= 0xA1 && c[i] <= 0xF7 && trail >= 0xA1;
        i++;
    }
    return pairs > 0 && bad * 50 <= pairs && common * 10 >= pairs * 7;
}

/* GB18030, unless ICU's detector is surer of one of the encodings that look alike. */
static const char *recognise_pairs(const unsigned char *c, size_t size) {
    static const char *const alike[] = {"Big5", "EUC-JP", "EUC-KR", "Shift_JIS"};
    UErrorCode code = U_ZERO_ERROR;
    const char *found = "GB18030";
    UCharsetDetector *detector = ucsdet_open(&code);
    ucsdet_setText(detector, (const char *)c, (int32_t)size, &code);
    const UCharsetMatch *match = ucsdet_detect(detector, &code);
    if (U_SUCCESS(code) && match != NULL && ucsdet_getConfidence(match, &code) >= 50) {
        const char *name = ucsdet_getName(match, &code);
        for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++)
            if (U_SUCCESS(code) && strcmp(name, alike[i]) == 0) found = alike[i];
    }
    ucsdet_close(detector);
    return found;
}

/* A page that says it is in GB2312, GBK or GB18030. */
static bool declares_gb(const unsigned char *c, size_t size) {
    static const char word[] = "charset=";
    size_t length = sizeof word - 1;
    for (size_t i = 0; i + length + 3 < size; i++) {
        if (strncasecmp((const char *)c + i, word, length) != 0) continue;
        i += length;
        if (c[i] == '"' || c[i] == '\'') i++;
        return strncasecmp((const char *)c + i, "gb", 2) == 0;
    }
    return false;
}

/* ICU's name of the encoding; NULL for UTF-8. *mark is the length of a byte order mark. */
static const char *recognise(const unsigned char *c, size_t size, size_t *mark) {
    static const struct {
        const char *bytes;
        size_t length;
        const char *name;
    } marks[] = {{"\xEF\xBB\xBF", 3, NULL},
                 {"\xFF\xFE\0\0", 4, "UTF-32LE"},
                 {"\0\0\xFE\xFF", 4, "UTF-32BE"},
                 {"\xFF\xFE", 2, "UTF-16LE"},
                 {"\xFE\xFF", 2, "UTF-16BE"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (size < marks[i].length || memcmp(c, marks[i].bytes, marks[i].length) != 0) continue;
        *mark = marks[i].length;
        return marks[i].name;
    }
    size_t sample = size < SAMPLE ? size : SAMPLE;
    size_t good = 0;
    size_t bad = 0;
    *mark = 0;
    const char *name = recognise_utf16(c, sample);
    if (name != NULL) return name;
    count_utf8(c, sample, &good, &bad);
    if (bad == 0 || bad <= good / 2) return NULL;
    if (declares_gb(c, sample < DECLARED ? sample : DECLARED)) return "GB18030";
    return in_pairs(c, sample) ? recognise_pairs(c, sample) : NULL;
}

/* Convert by ICU, a piece at a time, cleaning each piece. */
static ent_status convert(UConverter *converter, const char *bytes, size_t size, ent_text *text,
                          ent_error *err) {
    enum { UNITS = 1 << 13 };
    const char *end = bytes + size;
    ent_status status = ENT_OK;
    UChar *units = NULL;
    char *piece = NULL;
    status = ent_array_new((void **)&units, UNITS, sizeof *units, err);
    if (status == ENT_OK) status = ent_array_new((void **)&piece, UNITS, 3, err);
    size_t held = 0; /* the first half of a character that the piece before was too short for */
    for (bool more = true; status == ENT_OK && more;) {
        UErrorCode code = U_ZERO_ERROR;
        UChar *out = units + held;
        int32_t length = 0;
        ucnv_toUnicode(converter, &out, units + UNITS, &bytes, end, NULL, true, &code);
        more = code == U_BUFFER_OVERFLOW_ERROR;
        code = U_ZERO_ERROR;
        held = more && out > units && U16_IS_LEAD(out[-1]) ? 1 : 0;
        u_strToUTF8WithSub(piece, 3 * UNITS, &length, units, (int32_t)(out - units) - (int32_t)held,
                           (UChar32)ENT_REPLACEMENT, NULL, &code);
        if (held > 0) units[0] = out[-1];
        if (U_FAILURE(code)) length = 0;
        status = ent_decode_utf8(piece, (size_t)length, text, err);
    }
    free(units);
    free(piece);
    return status;
}

ent_status ent_decode(const void *bytes, size_t size, ent_text *text, ent_error *err) {
    size_t mark = 0;
    const char *name = size > 0 ? recognise(bytes, size, &mark) : NULL;
    const char *rest = (const char *)bytes + mark;
    if (name == NULL) return ent_decode_utf8(rest, size - mark, text, err);
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(name, &code);
    if (U_FAILURE(code))
        return ent_fail(err, ENT_ERR_FORMAT, "no converter for %s: %s", name, u_errorName(code));
    ent_status status = convert(converter, rest, size - mark, text, err);
    ucnv_close(converter);
    return status;
}
