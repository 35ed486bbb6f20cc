/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers in words and digits. Units of ten, hundred and thousand multiply the digit before them;
 * 万, 亿 and English thousand, million, … multiply all that was read since a larger one. */
#include "read/quantity.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "read/letters.h"

bool ent_reads_text(const ent_reading *reading, size_t at, const char *word) {
    if (at >= reading->count) return false;
    ent_text_span span = reading->tokens[at].span;
    size_t length = span.end - span.begin;
    return length == strlen(word) && strncasecmp(reading->text + span.begin, word, length) == 0;
}

int ent_whole(const ent_reading *reading, size_t at) {
    enum { DIGITS = 9 };
    if (at >= reading->count || reading->tokens[at].type != ENT_TOKEN_NUMBER) return -1;
    ent_text_span span = reading->tokens[at].span;
    if (span.end - span.begin > DIGITS) return -1;
    int value = 0;
    for (size_t i = span.begin; i < span.end; i++) {
        if (!ent_is_digit(reading->text[i])) return -1;
        value = value * 10 + (reading->text[i] - '0');
    }
    return value;
}

/* The value of a NUMBER token, its commas left out. */
static bool number_token(const ent_reading *reading, size_t at, double *value) {
    ent_text_span span = reading->tokens[at].span;
    char digits[ENT_NUMBER_TEXT];
    size_t length = 0;
    for (size_t i = span.begin; i < span.end; i++) {
        if (reading->text[i] == ',') continue;
        if (length + 1 >= sizeof digits) return false;
        digits[length++] = reading->text[i];
    }
    digits[length] = '\0';
    return ent_number_read(digits, value);
}

static bool is_article(const ent_reading *reading, size_t at) {
    return ent_reads_text(reading, at, "a") || ent_reads_text(reading, at, "an");
}

typedef struct sum {
    double large, middle, small, digit; /* 亿 or thousands and above, 万, below, the last digit */
    bool any_digit;
} sum;

static void multiply(sum *s, int power, bool chinese) {
    double scale = pow(10, power);
    double one = s->any_digit ? s->digit : s->small + s->middle > 0 ? 0 : 1;
    if (power < 3 || (chinese && power == 3)) {
        s->small += one * scale;
    } else if (power == 4) {
        s->middle = (s->small + one) * scale;
        s->small = 0;
    } else {
        s->large += (s->middle + s->small + one) * scale;
        s->middle = s->small = 0;
    }
    s->digit = 0;
    s->any_digit = false;
}

size_t ent_quantity(const ent_reading *reading, size_t at, bool article, double *value) {
    sum s = {0};
    size_t i = at;
    for (; i < reading->count; i++) {
        int power = ent_reads_value(reading, i, ENT_CUE_MAGNITUDE);
        if (power > 0) {
            if (i == at && reading->tokens[i].type != ENT_TOKEN_HAN) break; /* "hundreds of" */
            multiply(&s, power, reading->tokens[i].type == ENT_TOKEN_HAN);
            continue;
        }
        double digit = 0;
        if (reading->tokens[i].type == ENT_TOKEN_NUMBER) {
            if (s.any_digit || !number_token(reading, i, &digit)) break;
        } else if (ent_reads(reading, i, ENT_CUE_NUMBER)) {
            bool alone =
                is_article(reading, i) && !article && !ent_reads(reading, i + 1, ENT_CUE_MAGNITUDE);
            if (alone || ent_reads_text(reading, i, "both")) break;
            digit = ent_reads_value(reading, i, ENT_CUE_NUMBER);
            bool tens = s.any_digit && s.digit >= 20 && digit < 10; /* "twenty four" */
            if (s.any_digit && !tens) break;
            if (tens) digit += s.digit;
        } else if (reading->tokens[i].mark == '-' && s.any_digit && s.digit >= 20 &&
                   ent_reads(reading, i + 1, ENT_CUE_NUMBER)) {
            continue; /* "twenty-four" */
        } else {
            break;
        }
        s.digit = digit;
        s.any_digit = true;
    }
    *value = s.large + s.middle + s.small + s.digit;
    return i - at;
}
