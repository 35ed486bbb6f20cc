/* SPDX-License-Identifier: Apache-2.0 */
#include "read/chain.h"

#include <math.h>

#include "read/support_page.h"

static const ent_chain_options plain = {.least = 0, .neighbour = 0, .moved = INFINITY};

static double total(const ent_pair *pairs, size_t count, const ent_chain_options *options) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += pairs[i].log_odds - options->least;
        if (i > 0 && pairs[i - 1].en + pairs[i - 1].en_count == pairs[i].en &&
            pairs[i - 1].zh + pairs[i - 1].zh_count == pairs[i].zh)
            sum += options->neighbour;
    }
    return sum;
}

/* The best chain by trying every subset. */
static double by_hand(const ent_pair *pairs, size_t count, const ent_chain_options *options) {
    double best = 0;
    for (unsigned set = 1; set < 1U << count; set++) {
        ent_pair chosen[16];
        size_t used = 0;
        bool ordered = true;
        for (size_t i = 0; i < count; i++)
            if ((set >> i & 1) != 0) chosen[used++] = pairs[i];
        for (size_t i = 0; i < used && ordered; i++)
            for (size_t j = i + 1; j < used; j++)
                if (chosen[j].zh < chosen[i].zh) {
                    ent_pair other = chosen[i];
                    chosen[i] = chosen[j];
                    chosen[j] = other;
                }
        for (size_t i = 0; i + 1 < used; i++)
            ordered = ordered && chosen[i].en + chosen[i].en_count <= chosen[i + 1].en &&
                      chosen[i].zh + chosen[i].zh_count <= chosen[i + 1].zh;
        if (ordered && total(chosen, used, options) > best) best = total(chosen, used, options);
    }
    return best;
}

static void the_heaviest_chain_is_found(void **state) {
    (void)state;
    uint32_t word = 1;
    for (int round = 0; round < 300; round++) {
        ent_pair pairs[12];
        ent_chain_options options = {round % 3, round % 2, INFINITY};
        for (size_t i = 0; i < 12; i++) {
            word = word * 1664525u + 1013904223u;
            pairs[i] = (ent_pair){.en = word >> 8 & 7,
                                  .en_count = 1 + (word >> 16) % 2,
                                  .zh = word >> 11 & 7,
                                  .zh_count = 1 + (word >> 20) % 2,
                                  .log_odds = (double)(word >> 24) / 16 - 4};
        }
        double wanted = by_hand(pairs, 12, &options);
        size_t chosen = 0;
        ent_error err = {0};
        assert_ok(ent_chain(pairs, 12, &options, &chosen, &err), &err);
        /* The same sums, added in another order. */
        assert_true(fabs(total(pairs, chosen, &options) - wanted) < 1e-9);
    }
}

static void what_is_out_of_order_is_linked_when_it_is_sure(void **state) {
    (void)state;
    ent_pair pairs[] = {{.en = 0, .en_count = 1, .zh = 3, .zh_count = 1, .log_odds = 5},
                        {.en = 1, .en_count = 1, .zh = 0, .zh_count = 1, .log_odds = 4},
                        {.en = 2, .en_count = 1, .zh = 1, .zh_count = 1, .log_odds = 4},
                        {.en = 3, .en_count = 1, .zh = 3, .zh_count = 1, .log_odds = 1}};
    ent_error err = {0};
    size_t chosen = 0;
    ent_chain_options options = plain;
    assert_ok(ent_chain(pairs, 4, &options, &chosen, &err), &err);
    assert_int_equal(chosen, 3);
    options.moved = 3;
    pairs[0].log_odds = pairs[0].log_odds + 0;
    ent_pair again[] = {{.en = 0, .en_count = 1, .zh = 3, .zh_count = 1, .log_odds = 5},
                        {.en = 1, .en_count = 1, .zh = 0, .zh_count = 1, .log_odds = 4},
                        {.en = 2, .en_count = 1, .zh = 1, .zh_count = 1, .log_odds = 4}};
    assert_ok(ent_chain(again, 3, &options, &chosen, &err), &err);
    assert_int_equal(chosen, 3);
    assert_int_equal(again[2].zh, 3);
    assert_true(again[2].moved);
    assert_false(again[0].moved);
}

static void nothing_gives_nothing(void **state) {
    (void)state;
    ent_pair pair = {.en = 0, .en_count = 1, .zh = 0, .zh_count = 1, .log_odds = -1};
    ent_error err = {0};
    size_t chosen = 9;
    assert_ok(ent_chain(&pair, 1, &plain, &chosen, &err), &err);
    assert_int_equal(chosen, 0);
    assert_ok(ent_chain(NULL, 0, &plain, &chosen, &err), &err);
    assert_int_equal(chosen, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heaviest_chain_is_found),
        cmocka_unit_test(what_is_out_of_order_is_linked_when_it_is_sure),
        cmocka_unit_test(nothing_gives_nothing),
    };
    return RUN_TESTS(tests);
}
