/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"
#include "support.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t bits_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double from_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Splitmix64: a fixed stream of bits. */
static uint64_t next_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/* Digits from the first that is not 0 to the end of the figure before its exponent. */
static int significant_digits(const char *text) {
    int digits = 0;
    for (const char *c = text; *c != '\0' && *c != 'e'; c++)
        digits += *c >= (digits > 0 ? '0' : '1') && *c <= '9';
    return digits;
}

/* Written text reads back, by the C library and by us, to the same bits, and is no longer than the
 * shortest of %.15g, %.16g and %.17g that does. Of a text of 17 digits it is enough that 16 do not
 * read back: the nearest figure of 15 digits is one of 16 as well. */
static void check(double value) {
    char text[ENT_NUMBER_TEXT], peer[64];
    size_t length = ent_number_write(value, text);
    if (length != strlen(text) || length >= sizeof text)
        fail_msg("%a: length of '%s'", value, text);
    double back = 0;
    if (bits_of(strtod(text, NULL)) != bits_of(value)) fail_msg("%a: wrote '%s'", value, text);
    if (!ent_number_read(text, &back) || bits_of(back) != bits_of(value))
        fail_msg("%a: '%s' read as %a", value, text, back);
    int own = significant_digits(text);
    for (int digits = own == 17 ? 16 : 15; digits <= 17; digits++) {
        snprintf(peer, sizeof peer, "%.*g", digits, value);
        if (digits != own && bits_of(strtod(peer, NULL)) != bits_of(value)) continue;
        if (length > strlen(peer)) fail_msg("'%s' is longer than '%s'", text, peer);
        return;
    }
}

static void writes_the_shortest_plain_text(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "-0"},
                 {1, "1"},
                 {-9, "-9"},
                 {0.1, "0.1"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1.0 / 3, "0.3333333333333333"},
                 {2.0 / 3, "0.6666666666666666"},
                 {123.5, "123.5"},
                 {-123.456, "-123.456"},
                 {0.0001, "0.0001"},
                 {0.00012345, "0.00012345"},
                 {0.00001, "1e-05"},
                 {1.5e-7, "1.5e-07"},
                 {1e-15, "1e-15"},
                 {9.999999999999999e-16, "9.999999999999999e-16"},
                 {100000, "100000"},
                 {999999999999999, "999999999999999"},
                 {999999999999999.9, "999999999999999.9"},
                 {1e15, "1e+15"},
                 {(double)9007199254740993, "9007199254740992"},
                 {5e-324, "5e-324"},
                 {2.2250738585072014e-308, "2.2250738585072014e-308"},
                 {DBL_MAX, "1.7976931348623157e+308"},
                 {(double)NAN, ""},
                 {(double)INFINITY, "inf"},
                 {-(double)INFINITY, "-inf"}};
    char text[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ent_number_write(cases[i].value, text), strlen(cases[i].text));
        assert_string_equal(text, cases[i].text);
    }
}

static void powers_and_their_neighbours_read_back(void **state) {
    (void)state;
    for (int e = -1074; e < 1024; e++) {
        double power = ldexp(1, e);
        check(power);
        check(-nextafter(power, INFINITY));
        check(nextafter(power, 0));
    }
    char text[16];
    for (int e = -307; e <= 308; e++) {
        snprintf(text, sizeof text, "1e%d", e);
        double power = strtod(text, NULL);
        check(power);
        check(nextafter(power, INFINITY));
        check(nextafter(power, 0));
    }
}

/* A million draws here and half a million below, in every build: enough to meet a fault of one
 * figure in 200,000 with a probability above 99 %. fuzz/fuzz_number.c goes on from there. */
static void a_million_random_figures_read_back(void **state) {
    (void)state;
    uint64_t stream = 20260101;
    for (int i = 0; i < 100000; i++) {
        double value = from_bits(next_random(&stream)); /* any size: mostly the slow way */
        if (isfinite(value)) check(value);
    }
    for (int i = 0; i < 900000; i++) { /* 2^−52 … 2^52, all bits random */
        uint64_t bits = next_random(&stream);
        check(ldexp((double)((bits & 0xFFFFFFFFFFFFFULL) | 1ULL << 52),
                    (int)((bits >> 52) % 104) - 104));
    }
}

static void random_decimals_keep_their_text(void **state) {
    (void)state;
    uint64_t stream = 7;
    char text[ENT_NUMBER_TEXT], want[64];
    for (int i = 0; i < 500000; i++) {
        uint64_t bits = next_random(&stream);
        int decimals = (int)(bits % 10);
        int64_t number = (int64_t)((bits >> 8) % 1000000000) + 1;
        number -= number % 10 == 0; /* no zero at the end */
        snprintf(want, sizeof want, "%.*f", decimals, (double)number / pow(10, decimals));
        double value = strtod(want, NULL);
        if (value < 0.0001) continue;
        ent_number_write(value, text);
        if (strcmp(text, want) != 0) fail_msg("'%s' became '%s'", want, text);
        check(value);
    }
}

static void reads_what_strtod_reads(void **state) {
    (void)state;
    static const char *const texts[] = {"0",
                                        "-0",
                                        "+5",
                                        "5.",
                                        ".5",
                                        "00012.50",
                                        "1e5",
                                        "1E+05",
                                        "1e-400",
                                        "123456789012345678901234567890",
                                        "0.1000000000000000055511151231257827021181583404541015625",
                                        "9007199254740993",
                                        "1.7976931348623157e308",
                                        "2.2250738585072011e-308",
                                        "4.9e-324",
                                        "3.4e22",
                                        "3.4e23",
                                        "1.00000000000000000000",
                                        "0.30000000000000004",
                                        "0e999999999999"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value = 77;
        assert_true(ent_number_read(texts[i], &value));
        assert_int_equal(bits_of(value), bits_of(strtod(texts[i], NULL)));
    }
}

static void refuses_what_is_no_figure(void **state) {
    (void)state;
    static const char *const texts[] = {"",    " 1",  "1 ", "1,5", "0x10",  "nan", "inf",   "-",
                                        "+",   ".",   "1e", "1e+", "1..2",  "1-2", "1e5.0", "1e400",
                                        "--1", "1d5", "e5", "NA",  "1_000", "١",   "1e5x"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value = 77;
        int64_t whole = 77;
        if (ent_number_read(texts[i], &value)) fail_msg("read '%s'", texts[i]);
        if (ent_integer_read(texts[i], &whole) && strcmp(texts[i], "1e400") != 0)
            fail_msg("read '%s' as a whole number", texts[i]);
        assert_true(value == 77 && whole == 77);
    }
}

static void whole_numbers_are_read_exactly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } cases[] = {{"5", 5},
                 {"-9", -9},
                 {"5.0", 5},
                 {"+7.", 7},
                 {"1e+05", 100000},
                 {"1.25e2", 125},
                 {"0e99", 0},
                 {"-0.00", 0},
                 {"0000000000000000000000012", 12},
                 {"9007199254740993", 9007199254740993},
                 {"9223372036854775807", INT64_MAX},
                 {"-9223372036854775808", INT64_MIN},
                 {"9223372036854775807.000", INT64_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t value = 77;
        if (!ent_integer_read(cases[i].text, &value)) fail_msg("not read: %s", cases[i].text);
        assert_int_equal(value, cases[i].value);
    }
    static const char *const texts[] = {
        "5.5",  "9223372036854775808",     "-9223372036854775809",     "1e19",
        "1e-1", "99999999999999999999999", "5.00000000000000000000001"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t value = 77;
        if (ent_integer_read(texts[i], &value)) fail_msg("read '%s'", texts[i]);
        assert_int_equal(value, 77);
    }
}

static void the_locale_changes_nothing(void **state) {
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "ps_AF.UTF-8"};
    const char *set = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && set == NULL; i++)
        set = setlocale(LC_ALL, names[i]);
    if (set == NULL) skip();
    char text[ENT_NUMBER_TEXT];
    double value = 0;
    ent_number_write(1.5e-300, text);
    assert_string_equal(text, "1.5e-300");
    ent_number_write(-1.25, text);
    assert_string_equal(text, "-1.25");
    assert_true(ent_number_read("1.5e-300", &value));
    assert_true(value == 1.5e-300);
    assert_false(ent_number_read("1,5", &value));
    setlocale(LC_ALL, "C");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(writes_the_shortest_plain_text),
                                       cmocka_unit_test(powers_and_their_neighbours_read_back),
                                       cmocka_unit_test(a_million_random_figures_read_back),
                                       cmocka_unit_test(random_decimals_keep_their_text),
                                       cmocka_unit_test(reads_what_strtod_reads),
                                       cmocka_unit_test(refuses_what_is_no_figure),
                                       cmocka_unit_test(whole_numbers_are_read_exactly),
                                       cmocka_unit_test(the_locale_changes_nothing)};
    return RUN_TESTS(tests);
}
