/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as text, whatever the locale.
 *
 * Writing. Let v = m·2^e with m of 53 bits, and 10^−15 ≤ v < 10^15. Choose k so that v·10^k has 17
 * digits. In the scale 4·10^k·2^S every quantity is a whole number of at most 127 bits:
 *
 *     P = 4·m·5^k,   q = floor(P / 2^S),   S = 2 − e − k,
 *
 * and the doubles nearest to v lie 4·5^k from P (below a power of two, 2·5^k). A text reads back as
 * v if it lies strictly closer than half that way. As 2^52 < 10^17/4 the open interval has a width
 * of 1 to 23 units of q: it holds at most one multiple of 100, which, stripped of its zeros, is the
 * shortest text; failing that, the nearest multiple of 10; failing that, the nearest whole number.
 * (A bound itself would read back too when m is even, but has more than 17 digits in this range.)
 *
 * Reading. Up to 2^53 times or over an exact power of ten is one correctly rounded operation:
 * W. D. Clinger (1990), How to Read Floating Point Numbers Accurately, PLDI '90, 92–101. */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* Powers of ten that are exact as doubles, and as far below one as the exact method reaches. */
static const double power_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const double tenth_power[] = {1e0,  1e-1, 1e-2,  1e-3,  1e-4,  1e-5,  1e-6,  1e-7,
                                     1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15};
enum { EXACT_POWER = 22, LONGEST = 100000 /* digits anyone would read */ };

static const uint64_t power_of_five[] = {
    1ULL,
    5ULL,
    25ULL,
    125ULL,
    625ULL,
    3125ULL,
    15625ULL,
    78125ULL,
    390625ULL,
    1953125ULL,
    9765625ULL,
    48828125ULL,
    244140625ULL,
    1220703125ULL,
    6103515625ULL,
    30517578125ULL,
    152587890625ULL,
    762939453125ULL,
    3814697265625ULL,
    19073486328125ULL,
    95367431640625ULL,
    476837158203125ULL,
    2384185791015625ULL,
    11920928955078125ULL,
    59604644775390625ULL,
    298023223876953125ULL,
    1490116119384765625ULL,
    7450580596923828125ULL,
};
enum { FIVES = sizeof power_of_five / sizeof power_of_five[0] - 1 };

static const char two_digits[] = "00010203040506070809101112131415161718192021222324"
                                 "25262728293031323334353637383940414243444546474849"
                                 "50515253545556575859606162636465666768697071727374"
                                 "75767778798081828384858687888990919293949596979899";

/* ---- writing ---- */

/* The digits of a number, its last at end[-1]; returns the first. */
static char *digits_before(char *end, uint64_t number) {
    while (number >= 100) {
        end -= 2;
        memcpy(end, two_digits + 2 * (number % 100), 2);
        number /= 100;
    }
    if (number < 10) {
        *--end = (char)('0' + number);
        return end;
    }
    end -= 2;
    memcpy(end, two_digits + 2 * number, 2);
    return end;
}

/* floor(log10 v), or one more where v lies within rounding of a power of ten. */
static int decimal_exponent(double value, int binary_exponent) {
    int exponent = (binary_exponent * 78913) >> 18; /* 78913/2^18 = log10 2, from below */
    double next = exponent + 1 >= 0 ? power_of_ten[exponent + 1] : tenth_power[-exponent - 1];
    return value >= next ? exponent + 1 : exponent;
}

static wide five_to(int power) {
    return power <= FIVES ? (wide)power_of_five[power]
                          : (wide)power_of_five[FIVES] * power_of_five[power - FIVES];
}

/* Drop trailing zeros (at most 15), counting them. */
static uint64_t strip_zeros(uint64_t number, int *zeros) {
    static const uint64_t power[] = {100000000, 10000, 100, 10};
    for (int i = 0, count = 8; i < 4; i++, count /= 2)
        if (number % power[i] == 0) {
            number /= power[i];
            *zeros += count;
        }
    return number;
}

/* The shortest number c with |v| = c·10^exponent as doubles, for 10^−15 ≤ |v| < 10^15. */
static uint64_t shortest(double value, int *exponent) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const uint64_t hidden = 1ULL << 52;
    int binary_exponent = (int)(bits >> 52 & 0x7FF) - 1023;
    uint64_t m = (bits & (hidden - 1)) | hidden;
    int k = 16 - decimal_exponent(value, binary_exponent);
    wide five = five_to(k);
    wide p = five * (m << 2);
    int shift = 2 + 52 - binary_exponent - k;
    uint64_t q = (uint64_t)(p >> shift);
    wide rest = p - ((wide)q << shift);
    wide above = five << 1, below = m == hidden ? five : five << 1;
    for (uint64_t step = 100; step >= 10; step /= 10) {
        uint64_t number = q / step;
        wide down = ((wide)(q % step) << shift) + rest;
        wide up = ((wide)step << shift) - down;
        if ((down >= below || up < down) && up < above)
            number++;
        else if (down >= below)
            continue;
        int zeros = step == 100 ? 2 : 1;
        if (step == 100) number = strip_zeros(number, &zeros);
        *exponent = zeros - k;
        return number;
    }
    *exponent = -k;
    return rest >> (shift - 1) != 0 ? q + 1 : q;
}

static char *put_exponent(char *at, int exponent) {
    *at++ = 'e';
    *at++ = '-';
    exponent = -exponent; /* only small figures come here */
    memcpy(at, two_digits + 2 * exponent, 2);
    return at + 2;
}

/* Lay out c·10^exponent (not whole) as "123.5", "0.0001" or "1.5e-07". */
static char *put_decimal(char *at, uint64_t number, int exponent) {
    char digits[24];
    const char *first = digits_before(digits + sizeof digits, number);
    int count = (int)(digits + sizeof digits - first);
    int point = count + exponent; /* digits before the point */
    if (point < -3) {
        *at++ = first[0];
        if (count > 1) {
            *at++ = '.';
            memcpy(at, first + 1, (size_t)count - 1);
            at += count - 1;
        }
        return put_exponent(at, point - 1);
    }
    if (point <= 0) {
        memset(at, '0', 5);
        at[1] = '.';
        at += 2 - point;
        memcpy(at, first, (size_t)count);
        return at + count;
    }
    memcpy(at, first, (size_t)point);
    at[point] = '.';
    memcpy(at + point + 1, first + point, (size_t)(count - point));
    return at + count + 1;
}

/* Very small and very large figures, by the C library; its decimal point is the locale's. */
static size_t write_extreme(double value, char text[ENT_NUMBER_TEXT]) {
    char local[64];
    /* A normal double keeps 15 digits; one below 2^−1022 may need fewer. */
    for (int digits = fabs(value) < 0x1p-1022 ? 1 : 15; digits <= 17; digits++) {
        snprintf(local, sizeof local, "%.*g", digits, value);
        if (strtod(local, NULL) == value) break;
    }
    size_t length = 0;
    bool in_point = false;
    for (const char *c = local; *c != '\0' && length < ENT_NUMBER_TEXT - 1; c++) {
        bool plain = strchr("0123456789+-e", *c) != NULL;
        if (plain || !in_point) text[length++] = plain ? *c : '.';
        in_point = !plain;
    }
    text[length] = '\0';
    return length;
}

size_t ent_number_write(double value, char text[ENT_NUMBER_TEXT]) {
    char *at = text;
    double size = fabs(value);
    if (signbit(value) && !isnan(value)) *at++ = '-';
    if (size < 1e15) {
        uint64_t whole = (uint64_t)size;
        if ((double)whole == size) {
            char digits[24];
            const char *first = digits_before(digits + sizeof digits, whole);
            size_t count = (size_t)(digits + sizeof digits - first);
            memcpy(at, first, count);
            at += count;
        } else if (size >= 1e-15) {
            int exponent;
            uint64_t number = shortest(size, &exponent);
            at = put_decimal(at, number, exponent);
        } else {
            return write_extreme(value, text);
        }
    } else if (isinf(value)) {
        memcpy(at, "inf", 3);
        at += 3;
    } else if (!isnan(value)) {
        return write_extreme(value, text);
    }
    *at = '\0';
    return (size_t)(at - text);
}

/* ---- reading ---- */

/* Text as ±digits·10^exponent. */
struct decimal {
    bool negative;
    bool cut; /* digits other than 0 did not fit */
    uint64_t digits;
    int exponent;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Digits, and the power of ten they shift by; returns how many characters. */
static size_t scan_digits(const char *text, bool fraction, struct decimal *decimal) {
    size_t i = 0;
    for (; i < LONGEST && is_digit(text[i]); i++) {
        unsigned digit = (unsigned)(text[i] - '0');
        bool fits = decimal->digits <= (UINT64_MAX - 9) / 10;
        if (fits) decimal->digits = decimal->digits * 10 + digit;
        if (!fits && digit != 0) decimal->cut = true;
        if (fits == fraction) decimal->exponent += fraction ? -1 : 1;
    }
    return i;
}

static bool scan_exponent(const char *text, struct decimal *decimal) {
    bool negative = *text == '-';
    if (*text == '-' || *text == '+') text++;
    int exponent = 0;
    if (!is_digit(*text)) return false;
    for (; is_digit(*text); text++)
        if (exponent < 1000000) exponent = exponent * 10 + (*text - '0');
    decimal->exponent += negative ? -exponent : exponent;
    return *text == '\0';
}

/* The whole text as a decimal; false when it is none. */
static bool scan(const char *text, struct decimal *decimal) {
    *decimal = (struct decimal){.negative = *text == '-'};
    if (*text == '-' || *text == '+') text++;
    size_t whole = scan_digits(text, false, decimal);
    text += whole;
    size_t part = 0;
    if (*text == '.') {
        part = scan_digits(text + 1, true, decimal);
        text += 1 + part;
    }
    if (whole + part == 0) return false;
    if (*text == 'e' || *text == 'E') return scan_exponent(text + 1, decimal);
    return *text == '\0';
}

/* Correctly rounded by the C library, in the C locale. */
static bool read_extreme(const char *text, double *value) {
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) return false;
    char *end;
    double read = strtod_l(text, &end, plain);
    freelocale(plain);
    if (*end != '\0' || !isfinite(read)) return false;
    *value = read;
    return true;
}

bool ent_number_read(const char *text, double *value) {
    struct decimal decimal;
    if (!scan(text, &decimal)) return false;
    if (decimal.cut || decimal.digits > 1ULL << 53 || abs(decimal.exponent) > EXACT_POWER)
        return read_extreme(text, value);
    double read = (double)decimal.digits;
    if (decimal.exponent < 0)
        read /= power_of_ten[-decimal.exponent];
    else
        read *= power_of_ten[decimal.exponent];
    *value = decimal.negative ? -read : read;
    return true;
}

bool ent_integer_read(const char *text, int64_t *value) {
    struct decimal decimal;
    if (!scan(text, &decimal) || decimal.cut) return false;
    uint64_t whole = decimal.digits;
    for (; decimal.exponent < 0 && whole != 0; decimal.exponent++) {
        if (whole % 10 != 0) return false;
        whole /= 10;
    }
    for (; decimal.exponent > 0 && whole != 0; decimal.exponent--)
        if (__builtin_mul_overflow(whole, 10, &whole)) return false;
    uint64_t most = (uint64_t)INT64_MAX + decimal.negative;
    if (whole > most) return false;
    *value = decimal.negative ? (int64_t)(0 - whole) : (int64_t)whole;
    return true;
}
