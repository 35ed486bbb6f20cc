/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of bits: numbers against those counted bit by bit, the same on registers of any width. */
#include "support.h"

#include <string.h>

#include "base/random.h"
#include "dynamics/bits.h"
#include "dynamics/net.h"

enum { WORDS = 8, ACTORS = WORDS * SAOM_WORD, ROWS = SAOM_BITS_ROWS };

static uint64_t rows[ROWS * WORDS];

static void fill(uint32_t density) {
    ent_random random = ent_random_stream(7, density, 0, 0);
    memset(rows, 0, sizeof rows);
    for (size_t r = 0; r < ROWS; r++)
        for (size_t j = 0; j < ACTORS; j++)
            if (ent_random_below(&random, 100) < density)
                rows[r * WORDS + j / SAOM_WORD] |= UINT64_C(1) << j % SAOM_WORD;
}

static void check_count(const saom_bits *bits, size_t count) {
    const uint64_t *row[ROWS];
    uint8_t sum[ACTORS];
    uint64_t any[WORDS];
    for (size_t r = 0; r < count; r++)
        row[r] = rows + r * WORDS;
    bits->count(row, count, ACTORS, sum, any);
    for (size_t j = 0; j < ACTORS; j++) {
        size_t want = 0;
        for (size_t r = 0; r < count; r++)
            want += saom_bit(row[r], j);
        assert_int_equal(sum[j], want);
        assert_int_equal(saom_bit(any, j), want > 0);
    }
}

static void rows_are_counted_up_to_255(void **state) {
    (void)state;
    const size_t count[] = {0, 1, 2, 3, 4, 15, 16, 63, 64, 200, ROWS};
    const uint32_t density[] = {3, 50, 100};
    for (size_t d = 0; d < sizeof density / sizeof density[0]; d++) {
        fill(density[d]);
        for (size_t c = 0; c < sizeof count / sizeof count[0]; c++) {
            check_count(saom_bits_best(), count[c]);
            check_count(saom_bits_plain(), count[c]);
        }
    }
}

static void shared_bits_are_counted_where_asked(void **state) {
    (void)state;
    const uint32_t at[] = {5, 0, 254};
    const saom_bits *bits[] = {saom_bits_best(), saom_bits_plain()};
    fill(30);
    for (size_t b = 0; b < 2; b++) {
        int32_t out[ROWS] = {0};
        bits[b]->shared(rows + 9 * WORDS, rows, WORDS, at, 3, out);
        for (size_t r = 0; r < ROWS; r++) {
            int32_t want = 0;
            for (size_t j = 0; j < ACTORS; j++)
                want += saom_bit(rows + 9 * WORDS, j) && saom_bit(rows + r * WORDS, j);
            assert_int_equal(out[r], r == 0 || r == 5 || r == 254 ? want : 0);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_counted_up_to_255),
                                       cmocka_unit_test(shared_bits_are_counted_where_asked)};
    return RUN_TESTS(tests);
}
